"""The register of technical gaps: listed by who owes what, and one gap opened, changed or settled."""

from argparse import Namespace
from dataclasses import replace
from typing import Any

from app.cli.documents import some
from app.cli.finding import the_account, the_lead, the_owner
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.cli.verbs.listing import asked, save, show
from app.domain.listing import Condition, Test
from app.domain.problems import Problem
from app.services import gaps
from app.services.desk import Desk
from app.services.lists import reading
from app.services.owners import Owner
from app.services.views import ViewSettings
from app.services.views_built_in import UNSETTLED
from app.services.work import Changed

_NAMES = (
    *("id", "question", "area", "severity", "owed_by", "turn", "owner", "due", "age", "overdue", "status"),
    *("answer", "evidence", "criterion", "criterion_question", "account_id", "account", "lead_id", "person"),
    *("raised_at", "raised_by", "changed_at", "closed_at", "call_id"),
)
_EDITED = ("area", "severity", "owed_by", "owner", "due", "criterion", "evidence")
_SIGNS = {"side": "side", "severity": "severity", "status": "status", "owner": "owner"}


def gaps_(args: Namespace, out: Output) -> None:
    """The gaps that pass every test."""
    with to_look(args) as desk:
        settings = _narrowed(args, asked(desk, args, "gaps"))
        whose = _of(desk, args)
        shown = settings if whose is None else replace(settings, filter=replace(settings.filter, ids=whose))
        if out.as_json and not (shown.columns or args.counted_by or args.output):
            _document(desk, args, out, shown)
        else:
            show(desk, args, out, "gaps", shown)
    save(args, out, "gaps", settings)


def _narrowed(args: Namespace, settings: ViewSettings) -> ViewSettings:
    tests = [Condition(column, Test.IS, (value,)) for name, column in _SIGNS.items() if (value := getattr(args, name))]
    tests += [UNSETTLED] if args.open else []
    tests += [Condition("overdue", Test.IS, ("yes",))] if args.overdue else []
    return settings.also(*tests)


def _of(desk: Desk, args: Namespace) -> tuple[int, ...] | None:
    """The gaps of the lead or account that was named; None where none was."""
    if not (args.lead or args.account):
        return None
    lead = desk.ask(the_lead, args.lead) if args.lead else None
    account = desk.ask(the_account, args.account) if args.account else None
    return tuple(gap.id for gap in desk.ask(gaps.gap_rows, lead=lead, account=account))


def _document(desk: Desk, args: Namespace, out: Output, settings: ViewSettings) -> None:
    """Everything that is known of each, under the names that the program uses."""
    ids = desk.ask(reading.ids, "gaps", settings.filter, settings.order)
    wanted = ids if args.limit is None else ids[: args.limit]
    known = {gap.id: gap for gap in desk.ask(gaps.gap_rows, only=wanted)}
    listed = [some(known[id], *_NAMES) for id in wanted]
    out.document({"total": len(ids), "gaps": listed, "counts": some(desk.ask(gaps.gap_counts), *_COUNTS)})


_COUNTS = ("ours", "theirs", "overdue_ours", "overdue_theirs", "stops")


# --- one of them ------------------------------------------------------------------------------------------------------


def gap_(args: Namespace, out: Output) -> None:
    """Open, change or settle a technical question of a lead or a whole account."""
    with to_change(args) as desk:
        whose = desk.ask(the_owner, args.lead)
        if whose.kind == "person":
            raise Problem("A gap belongs to a lead or an account, not to a person.")
        if args.ask is not None:
            changed = _open(desk, whose, args)
            number = int(str(changed.outcome))
        else:
            number = args.close if args.close is not None else args.edit
            _check_whose(desk, whose, number)
            changed = _settle(desk, number, args) if args.close is not None else _edit(desk, number, args)
    about = {whose.kind: whose.id}
    out.document({"action": changed.action, **about, "label": changed.label, "gap": number})
    out.say(f"{changed.label} (gap {number}, action {changed.action})")
    out.say(*(f"  {words}" for words in changed.kept))


def _check_whose(desk: Desk, whose: Owner, number: int) -> None:
    lead, account = _lead_or_account(whose)
    if number not in [gap.id for gap in desk.ask(gaps.gap_rows, lead=lead, account=account)]:
        named = f"{whose.kind.capitalize()} {whose.id}"
        raise Problem(f"{named} has no gap {number}; `assay gaps --{whose.kind} {whose.id}` lists them.")


def _lead_or_account(whose: Owner) -> tuple[int | None, int | None]:
    return (whose.id, None) if whose.kind == "lead" else (None, whose.id)


def _open(desk: Desk, whose: Owner, args: Namespace) -> Changed:
    lead, account = _lead_or_account(whose)
    return desk.do(
        gaps.add_gap,
        lead,
        args.ask,
        args.area,
        args.severity or "slows",
        args.owed_by or "ours",
        args.owner or "",
        args.due,
        args.criterion or "",
        account_id=account,
        evidence=args.evidence or "",
    )


def _settle(desk: Desk, number: int, args: Namespace) -> Changed:
    return desk.do(gaps.close_gap, number, args.answer or "", args.status or "answered")


def _edit(desk: Desk, number: int, args: Namespace) -> Changed:
    given: dict[str, Any] = {"question": args.question} | {name: getattr(args, name) for name in _EDITED}
    changes = {name: value for name, value in given.items() if value is not None}
    if args.status is not None and not changes.keys() - {"due", "evidence"}:
        return desk.do(
            gaps.set_gap_status, number, args.status, args.answer or "", args.due, changes.get("evidence", "")
        )
    told = {name: getattr(args, name) for name in ("status", "answer") if getattr(args, name) is not None}
    return desk.do(gaps.edit_gap, number, changes | told)
