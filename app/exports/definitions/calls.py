"""What is settled about calls: how many questions, how a call ends, what is exchanged, approved, and not said."""

from collections.abc import Sequence

from app.domain.playbook import CallGuide, CallLimits
from app.exports.definitions.told import GATES, Told, bullets
from app.exports.sheet import Column, Sheet, Shown
from app.language import percent

_LENGTHS = (15, 30, 45, 60)  # minutes of a call
_SIDES = {"ours": "We send it", "theirs": "They send it"}
_SHEET_FIELDS = {"lis": "LIS", "ehr": "EHR"}


def write_calls(page: Sheet, told: Told) -> None:
    """The lists that a call and its sheet choose from."""
    rules = told.playbook.calls
    page.title(
        "Calls", "A call has one goal and one exit. It asks only what is still unproven; the answers are evidence."
    )
    page.heading("Questions in a call", 4)
    page.table("Call_length", _columns("Length", "Questions")[:2], _lengths(rules.limits))
    page.heading("How people meet", 4)
    page.table(
        "Call_kinds", _columns("Kind", "Id")[:2], [_row(one.label, one.id)[:2] for one in rules.kinds], none="none"
    )
    page.heading("The exit: the one next step that a call is meant to end with", 4)
    exits = [_row(one.label, bullets(map(told.path, one.paths)), one.id) for one in rules.exits]
    page.table("Call_exits", _columns("Exit", "Leads to"), exits, none="no exit is named")
    page.heading("Documents asked for and sent", 4)
    columns = (*_columns("Document", "What it is"), Column("Side", "top text", 20))
    documents = [(*_row(one.label, one.about, one.id), _SIDES[one.owed_by]) for one in rules.documents]
    page.table("Documents", columns, documents, none="no document is named")
    page.heading("How orders and results may travel", 4)
    interfaces = [_row(one.label, one.about, one.id) for one in rules.interfaces]
    page.table("Interfaces", _columns("Interface", "What it is"), interfaces, none="no interface is named")
    page.heading("The steps on the way to their yes", 4)
    approvals = [_row(one.label, bullets(map(told.seat, one.seats)), one.id) for one in rules.approvals]
    page.table("Approvals", _columns("Approval", "Who takes it"), approvals, none="no step is named")
    page.heading("What an open technical question is about", 4)
    areas = [_row(one.label, ", ".join(GATES[gate] for gate in one.gates), one.id) for one in rules.gap_areas]
    page.table("Gap_areas", _columns("Area", "Questions that would close it prove"), areas, none="no area is named")


def write_not_said(page: Sheet, told: Told) -> None:
    """What must not be said in a call, and what of the sheet has no meaning for a service line."""
    page.title(
        "Do not say",
        "Printed on each call sheet. What does not apply is left off the sheet and never counts as unknown.",
    )
    columns = (
        Column("For", "top text", 28),
        Column("Service lines", "top text", 34),
        Column("Do not say", "top long", 64),
        Column("Does not apply", "top long", 34),
        Column("Id", "top small", 18),
    )
    rows = [_guide(one, told) for one in told.playbook.calls.guides]
    page.table("Do_not_say", columns, rows, none="nothing is ruled out", freeze=1)


def _guide(one: CallGuide, told: Told) -> tuple[object, ...]:
    left_off = ", ".join(_SHEET_FIELDS.get(name, name.replace("_", " ").capitalize()) for name in one.without)
    return Shown(one.label, "top strong"), told.lines(one.service_lines), bullets(one.do_not_say), left_off, one.id


def _lengths(limits: CallLimits) -> Sequence[tuple[object, ...]]:
    rows = [_row(f"{minutes} minutes", str(limits.questions_for(minutes)))[:2] for minutes in _LENGTHS]
    weak = f"asked {limits.weak_after} times or more, and fewer than {percent(limits.weak_below)} led to a proven check"
    return [*rows, _row("A weak question", weak)[:2]]


def _columns(what: str, about: str) -> tuple[Column, ...]:
    """The same columns for every list of the page, so that it reads as one."""
    return Column(what, "top text", 46), Column(about, "top long", 64), Column("Id", "top small", 26)


def _row(label: str, about: str, id: str = "") -> tuple[object, ...]:
    return Shown(label, "top strong"), about, id
