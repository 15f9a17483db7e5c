"""What imports remember: mappings of columns, and our own mail domains."""

from argparse import Namespace

from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.problems import Problem
from app.services.mappings import forget_mapping, mappings
from app.services.own_domains import OwnDomains, as_domain, own_domains, set_own_domains


def mappings_(args: Namespace, out: Output) -> None:
    """List the remembered mappings, or forget one."""
    if args.forget:
        with to_change(args) as desk:
            changed = desk.do(forget_mapping, args.forget)
        out.document({"forgotten": args.forget})
        out.say(f"{changed.label}.")
        return
    with to_look(args) as desk:
        rows = desk.ask(mappings)
    out.document({"mappings": rows})
    if not rows:
        out.say("No mapping is remembered yet; one is when an import is done with columns that a person chose.")
    out.table(
        ("Mark", "Columns", "Fields", "Used", "When", "By"),
        [
            (
                row.mark,
                ", ".join(row.columns),
                ", ".join(f"{field}={column}" for field, column in row.fields.items()),
                row.used,
                row.at.date(),
                row.by,
            )
            for row in rows
        ],
        right=("Used",),
    )


def own_domains_(args: Namespace, out: Output) -> None:
    """List our own mail domains, or add and remove some."""
    action = None
    if args.domains or args.remove:
        with to_change(args) as desk:
            now = set(desk.ask(own_domains).kept)
            gone = {one.strip().casefold() for one in args.remove}
            if unknown := sorted(gone - now):
                raise Problem(
                    f"{', '.join(unknown)} is not among the domains kept here; `assay own-domains W` lists them."
                )
            changed = desk.do(set_own_domains, (now - gone) | set(map(as_domain, args.domains)))
            known, action = desk.ask(own_domains), changed.action
        out.say(f"{changed.label}.")
    else:
        with to_look(args) as desk:
            known = desk.ask(own_domains)
    document = {"own_domains": known.kept, "of_playbook": known.of_playbook}
    out.document(document | {"action": action} if args.domains or args.remove else document)
    _print_domains(known, out)


def _print_domains(known: OwnDomains, out: Output) -> None:
    if not known.all:
        out.say("No domain is known as ours; `assay own-domains W yours.example` adds one.")
    for domain in known.kept:
        out.say(domain)
    for domain in known.of_playbook:
        out.say(f"{domain} (of the playbook)")
