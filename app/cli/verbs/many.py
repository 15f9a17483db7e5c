"""Many leads at once: tags, another owner or service line, or gone."""

from argparse import Namespace

from app.cli.documents import some
from app.cli.finding import the_lead
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.cli.verbs.looking import chosen
from app.domain.problems import Problem
from app.services.bulk import BulkDone, delete_leads, set_owner, set_service_line
from app.services.desk import Desk
from app.services.tags import tag, tags_in_use, untag
from app.services.work import Changed


def tag_(args: Namespace, out: Output) -> None:
    """Put a word on leads or take it off; without one, list the tags in use."""
    if not args.word:
        with to_look(args) as desk:
            found = desk.ask(tags_in_use)
        out.document({"tags": [some(one, "word", "leads") for one in found]})
        out.table(("Leads", "Tag"), [(one.leads, one.word) for one in found], right=("Leads",))
        return
    with to_change(args) as desk:
        changed = desk.do(untag if args.remove else tag, _meant(desk, args), args.word)
    out.document({"changed": changed.outcome, "label": changed.label})
    out.say(f"{changed.label}.")


def bulk_(args: Namespace, out: Output) -> None:
    """Change or delete many leads, or say what would change."""
    with to_change(args) as desk:
        changed = _change(desk, args)
    done = changed.outcome
    assert isinstance(done, BulkDone)
    out.document(some(done, "done", "says", left=[{"id": id, "why": why} for id, _, why in done.left]))
    out.say(f"{'Would: ' if args.dry_run else ''}{changed.label}.", *(f"{one}." for one in done.says), *changed.kept)


def _change(desk: Desk, args: Namespace) -> Changed:
    ids, serve = _meant(desk, args), desk.rehearse if args.dry_run else desk.do
    if args.delete:
        return serve(delete_leads, ids, people_too=args.people_too)
    if args.owner is not None:
        return serve(set_owner, ids, args.owner)
    return serve(set_service_line, ids, args.service_line)


def _meant(desk: Desk, args: Namespace) -> list[int]:
    """The leads that are named, and those that pass the tests. Raises Problem where neither is said."""
    if not (args.leads or args.where or args.search):
        raise Problem("Name the leads, or say which with --where or --search.")
    named = [desk.ask(the_lead, one) for one in args.leads]
    passing = desk.ask(chosen, args.where, args.search) if args.where or args.search else []
    return list(dict.fromkeys([*named, *passing]))
