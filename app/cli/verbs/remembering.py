"""What imports remember: mappings of columns, and our own mail domains."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.problems import Problem
from app.services.mappings import MappingRow, Taken, export_mappings, forget_mapping, mappings, take_mappings
from app.services.own_domains import OwnDomains, as_domain, own_domains, set_own_domains


def mappings_(args: Namespace, out: Output) -> None:
    """List the remembered mappings, forget one, write them into a file or take those of a file."""
    if args.forget:
        with to_change(args) as desk:
            changed = desk.do(forget_mapping, args.forget)
        out.document({"forgotten": args.forget})
        out.say(f"{changed.label}.")
    elif args.take:
        _take(args, out)
    elif args.output:
        path = _mapping_file(args.output)
        with to_look(args) as desk:
            count = desk.ask(export_mappings, path)
        out.document({"file": str(path), "mappings": count})
        out.say(f"{_many(count)} written to {path}; `assay mappings W --take {path}` remembers them elsewhere.")
    else:
        with to_look(args) as desk:
            rows = desk.ask(mappings)
        out.document({"mappings": rows})
        _print_mappings(rows, out)


def _take(args: Namespace, out: Output) -> None:
    with to_change(args) as desk:
        taken = desk.do(take_mappings, args.take).outcome
    assert isinstance(taken, Taken)
    out.document({"file": str(args.take), "new": taken.new, "replaced": taken.replaced, "known": taken.known})
    said = [f"{taken.new} new", f"{taken.replaced} replaced" * bool(taken.replaced)]
    said.append(f"{taken.known} known already" * bool(taken.known))
    out.say(f"{_many(taken.new + taken.replaced)} taken from {args.take}: {', '.join(filter(None, said))}.")


def _mapping_file(path: Path) -> Path:
    """Where mappings go. Raises Problem for a name of another kind of file, so that none is written over."""
    if not path.suffix:
        path = path.with_name(f"{path.name}.yaml")
    if path.suffix.casefold() not in (".yaml", ".yml"):
        raise Problem(f"{path.name} does not end in .yaml; mappings are written as a text that people can change.")
    return path


def _many(count: int) -> str:
    return f"{count} {'mapping' if count == 1 else 'mappings'}"


def _print_mappings(rows: Sequence[MappingRow], out: Output) -> None:
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
