"""Many leads at once: tags, another owner or service line, another stage or path, or gone."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from app.cli.documents import some
from app.cli.finding import the_lead
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.cli.verbs.looking import chosen
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.services.bulk import BulkDone, delete_leads, set_owner, set_service_line
from app.services.desk import Desk
from app.services.moves import MovedMany, move_many
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
    """Change, move or delete many leads, or say what would change."""
    with to_change(args) as desk:
        moves = args.stage is not None or args.path is not None
        changed = _move(desk, args) if moves else _change(desk, args)
    said = f"{'Would: ' if args.dry_run else ''}{changed.label}."
    done = changed.outcome
    if isinstance(done, MovedMany):
        left = [{"id": id, "why": why} for id, _, why in done.blocked]
        out.document({"done": done.moved, "says": list(changed.kept), "left": left})
        out.say(said, *(f"{name} stays: {why}" for _, name, why in done.blocked), *changed.kept)
        return
    assert isinstance(done, BulkDone)
    out.document(some(done, "done", "says", left=[{"id": id, "why": why} for id, _, why in done.left]))
    out.say(said, *(f"{one}." for one in done.says), *changed.kept)


def _move(desk: Desk, args: Namespace) -> Changed:
    """Move them with one reason; some of them past the gate, or with a reason of their own."""
    ids = _meant(desk, args)
    reason = Reason(args.learned, args.next_step, args.due, args.owner or "")
    past = _of_each(desk, args.override, ids, "--override")
    own = _of_each(desk, args.learned_of, ids, "--learned-of")
    serve = desk.rehearse if args.dry_run else desk.do
    return serve(
        move_many,
        ids,
        stage=args.stage,
        path=args.path,
        reason=reason,
        overrides={id: replace(reason, learned=learned) for id, learned in own.items()},
        past_gate=past,
    )


def _of_each(desk: Desk, words: Sequence[tuple[str, str]], ids: Sequence[int], option: str) -> dict[int, str]:
    """What is written of single leads, by id. Raises Problem for one that the move is not about."""
    found = {}
    for lead, written in words:
        id = desk.ask(the_lead, lead)
        if id not in ids:
            raise Problem(f"{option} names {lead}, who is not among the leads to move.")
        if not written:
            raise Problem(f"Write the reason after {option} {lead}=")
        found[id] = written
    return found


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
