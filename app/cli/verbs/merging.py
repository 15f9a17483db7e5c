"""Who is the same: duplicates listed, merged into one, or kept separate for good."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from app.cli.finding import the_lead
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.problems import Problem
from app.services import merging, numbered
from app.services.desk import Desk

_PERSON = "person:"  # names a person who has no lead


def duplicates_(args: Namespace, out: Output) -> None:
    """List who may be the same, the sure ones first."""
    from app.services.came_from import sources
    from app.services.duplicates import DuplicatePair, duplicate_pairs  # comparison is met only when it is asked for

    with to_look(args) as desk:
        lead = desk.ask(the_lead, args.lead) if args.lead else None
        view = desk.ask(duplicate_pairs, args.kind, lead)
        ids = {id for pair in view.pairs for id in (pair.a, pair.b)}
        names = desk.ask(numbered.names_of, args.kind, ids)
        leads = desk.ask(numbered.first_leads, ids) if args.kind == "people" else {id: id for id in ids}
        came_from = desk.ask(sources, args.kind, ids) if args.json else {}

    def described(pair: DuplicatePair) -> Mapping[str, Any]:
        sides: dict[str, Any] = {"kind": pair.kind, "a": leads.get(pair.a), "b": leads.get(pair.b)}
        if pair.kind == "people":
            sides |= {"a_person": pair.a, "b_person": pair.b}
        sides |= {"a_source": came_from.get(pair.a), "b_source": came_from.get(pair.b)}
        said = {"probability": pair.probability, "reasons": pair.reasons, "sure": pair.sure}
        return sides | said | {"for": pair.for_, "against": pair.against}

    def number(id: int) -> object:
        return leads.get(id, f"{_PERSON}{id}")

    out.document({"pairs": [described(pair) for pair in view.pairs]})
    out.table(
        ("A", "", "B", " ", "How likely", "Why"),
        [
            (
                number(pair.a),
                names[pair.a],
                number(pair.b),
                names[pair.b],
                "sure" if pair.sure else f"{pair.probability:.0%}",
                "; ".join(pair.reasons),
            )
            for pair in view.pairs
        ],
        right=("A", "B"),
    )
    if not view.pairs:
        out.say("Nobody is known twice." if args.kind == "people" else "No organisation is known twice.")


def merge_(args: Namespace, out: Output) -> None:
    """Make one of several records; the first one named stays."""
    with to_change(args) as desk:
        if args.all_sure:
            from app.services.duplicates import merge_all_sure

            changed = desk.do(merge_all_sure, args.kind)
            results = changed.outcome
        else:
            keep, *gone = [_meant(desk, args.kind, text) for text in args.records]
            changed = desk.do(merging.merge, args.kind, keep, gone)
            results = (changed.outcome,)
    assert isinstance(results, tuple)
    merged = [{"into": one.into, "gone": one.gone} for one in results]
    out.document({"action": changed.action, "label": changed.label, "merged": merged, "kept": changed.kept})
    out.say(f"Done: {changed.label}" + (f" (action {changed.action})" if changed.action else ""))
    for sentence in changed.kept:
        out.say(f"  {sentence}")


def separate_(args: Namespace, out: Output) -> None:
    """Keep two records separate for good."""
    with to_change(args) as desk:
        changed = desk.do(merging.separate, args.kind, *(_meant(desk, args.kind, one) for one in (args.a, args.b)))
    out.document({"action": changed.action, "label": changed.label})
    out.say(f"Done: {changed.label}")


def unmerge_(args: Namespace, out: Output) -> None:
    """Take the latest merge into a record apart again, alone, also where it was one of many of one act."""
    from app.services.unmerging import unmerge

    with to_change(args) as desk:
        gone = args.kind == "people" and args.record.startswith(_PERSON)
        record = (
            _number(args.kind, args.record) if gone or args.kind == "accounts" else _meant(desk, "people", args.record)
        )
        changed = desk.do(unmerge, args.kind, record)
    out.document({"action": changed.action, "label": changed.label, "kept": changed.kept})
    out.say(f"Done: {changed.label}")
    for sentence in changed.kept:
        out.say(f"  {sentence}")


def _meant(desk: Desk, kind: str, text: str) -> int:
    """The person or account a word means: a lead stands for its person, `person:N` for one without a lead."""
    if kind == "people" and not text.startswith(_PERSON):
        return desk.ask(numbered.person_of, desk.ask(the_lead, text))
    number = _number(kind, text)
    return number if kind == "people" else desk.ask(numbered.account_numbered, number)


def _number(kind: str, text: str) -> int:
    number = text.removeprefix(_PERSON) if kind == "people" else text
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise Problem(f"'{text}' is not the number of {'a person' if kind == 'people' else 'an account'}.")
    return int(number)
