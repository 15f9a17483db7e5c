"""Handoffs, imports and the history as lists: every column of theirs tells what is on record."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.acts import KINDS
from app.domain.listing import Condition, ListFilter, Order, Test, parse_condition
from app.domain.stage import Stage
from app.services import pausing, tags
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.editing import set_consent
from app.services.handoffs import handoff_rows, issue_handoff
from app.services.imports import commit_import, import_rows, plan_import
from app.services.list_export import save_list
from app.services.lists import reading
from app.services.lists.places import columns
from app.services.moves import move
from app.services.replies import give_verdict
from app.services.settling import doubtful_rows, settle_import_row
from app.services.undoing import acts_on, history, undo
from app.services.views import ViewSettings, export_view, save_view, take_view, views
from tests.services.conftest import ADA, BEN, CLEO, Fill, SetClock, a_reason, proven

FILE = (
    "Name,Email,Company,Job title,Booth talk\n"
    "Ada Berg,team7@north.example,North Lab,Manager,Short\n"
    "Ben Ito,team7@north.example,North Lab,Director,Wants a pilot\n"
)


def three_handoffs(desk: Desk, clock: SetClock) -> None:
    """Ada's was rejected, Ben's is overdue, and Cleo's waits while her clock stands still."""
    for fields in (ADA, BEN, CLEO):
        lead = int(str(desk.do(add_lead, fields).outcome))
        proven(desk, lead)
        desk.do(move, lead, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
        desk.do(issue_handoff, lead, None)
        clock.forward(hours=1)
    desk.do(give_verdict, 1, "reject", "no_need", "They only wanted a leaflet", "Sol")
    desk.do(pausing.pause_clock, 3, "Holidays")


@pytest.fixture
def begin_with(request: pytest.FixtureRequest, begin_with: Fill | None) -> Fill | None:
    return three_handoffs if "handed" in request.fixturenames else begin_with


@pytest.fixture
def handed(desk: Desk, clock: SetClock) -> Desk:
    """The workspace with three handoffs, nine days later."""
    clock.at += timedelta(days=9)
    return desk


def _found(desk: Desk, place: str, *tests: str, text: str = "") -> list[int]:
    return sorted(desk.ask(reading.ids, place, ListFilter(text, tuple(parse_condition(one) for one in tests))))


def _values(desk: Desk, place: str, id: int, *shown: str) -> tuple[object, ...]:
    (row,) = desk.ask(reading.rows, place, [id], shown)
    return row.values


# --- handoffs ---------------------------------------------------------------------------------------------------------


def test_handoffs_stand_with_the_newest_first_and_say_what_the_page_says(handed: Desk) -> None:
    found = handed.ask(reading.first_rows, "handoffs", ListFilter(), (), ["number", "state", "account", "verdict_by"])
    assert [row.values for row in found.rows] == [
        (3, "Pending", "Marsh Clinic", ""),
        (2, "Overdue", "Northgate Hospital Labs", ""),
        (1, "Rejected", "Northgate Hospital Labs", "Sol"),
    ]
    assert [row.overdue for row in found.rows] == [False, True, False]
    for row in handed.ask(handoff_rows):
        known = _values(handed, "handoffs", row.id, "person", "sent", "due", "by", "to", "note", "completeness", "file")
        if row.state != "rejected":  # once judged, what was promised stands
            assert known[2] == row.due_at
        assert (known[0], known[1], *known[3:]) == (
            row.person, row.sent_at, row.by, row.to, row.note, row.completeness, row.file_name,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("test", "numbers"),
    [
        ("state=Overdue", [2]),
        ("state one_of pending, overdue", [2, 3]),
        ("verdict=rejected", [1]),
        ("verdict=", [2, 3]),
        ("reason!=", [1]),
        ("reason=no specific need found", [1]),
        ("days_pending>=8", [2, 3]),
        ("days_pending=", [1]),
        ("days_taken=0", [1]),
        ("verdict_at not_empty", [1]),
        ("due before today", [1, 2]),
        ("sent last_days 9", [1, 2, 3]),
        ("account~northgate", [1, 2]),
        ("person~ito", [2]),
        ("note~leaflet", [1]),
        ("stage=MQL", [1, 2, 3]),
        ("overridden=no", [1, 2, 3]),
        ("replies=0", [2, 3]),
        ("number>=2", [2, 3]),
        ("lead=3", [3]),
        ("refused=yes", [3]),
    ],
)
def test_handoffs_pass_what_is_asked(handed: Desk, test: str, numbers: list[int]) -> None:
    (cleo,) = handed.ask(reading.ids, "people", ListFilter("cleo"))
    handed.do(set_consent, cleo, "email", "no")
    assert _found(handed, "handoffs", test) == numbers


def test_a_pause_pushes_the_deadline_of_a_verdict_on(handed: Desk, clock: SetClock) -> None:
    assert _found(handed, "handoffs", "due on_or_after today") == [3]
    handed.do(pausing.resume_clock, 3)
    clock.forward(days=30)
    assert _found(handed, "handoffs", "state=overdue") == [2, 3]


def test_handoffs_are_searched_by_words_and_numbers(handed: Desk) -> None:
    assert _found(handed, "handoffs", text="northgate ben") == [2]
    assert _found(handed, "handoffs", text="3") == [3]
    assert _found(handed, "handoffs", text="sol") == [1]
    counted = {one.label: one.count for one in handed.ask(reading.counts, "handoffs", ListFilter(), "state")}
    assert counted == {"Overdue": 1, "Pending": 1, "Rejected": 1}


# --- imports ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def imported(desk: Desk, tmp_path: Path, clock: SetClock) -> Desk:
    """Two imports, of which the second was undone; the first left a doubtful row."""
    for name, text in (("fair.csv", FILE), ("Later list.csv", "Name,Email\nEve Ek,eve@ek.example\n")):
        (tmp_path / name).write_text(text, "utf-8")
        desk.do(commit_import, desk.ask(plan_import, [tmp_path / name]))
        clock.forward(days=1)
    desk.do(undo)
    return desk


def test_imports_say_what_became_of_their_rows(imported: Desk) -> None:
    shown = ["file", "state", "rows", "created", "doubtful", "waiting", "settled", "files", "format", "by"]
    found = imported.ask(reading.first_rows, "imports", ListFilter(), (), shown)
    assert [row.values for row in found.rows] == [
        ("Later list.csv", "Undone", 1, 1, 0, 0, 0, 1, "csv", "Mia"),
        ("fair.csv", "Done", 2, 1, 1, 1, 0, 1, "csv", "Mia"),
    ]
    assert [(row.id, row.at) for row in imported.ask(import_rows)] == [
        (row.id, *_values(imported, "imports", row.id, "when")) for row in found.rows
    ]


def test_what_was_decided_since_is_counted(imported: Desk) -> None:
    (row,) = imported.ask(doubtful_rows)
    imported.do(settle_import_row, row.id, "create")
    assert _values(imported, "imports", 1, "doubtful", "waiting", "settled") == (1, 0, 1)


@pytest.mark.parametrize(
    ("test", "ids"),
    [
        ("state=undone", [2]),
        ("file~FAIR", [1]),
        ("rows>=2", [1]),
        ("waiting>=1", [1]),
        ("when on_or_after 2026-11-17", [2]),
        ("by=mia", [1, 2]),
    ],
)
def test_imports_pass_what_is_asked(imported: Desk, test: str, ids: list[int]) -> None:
    assert _found(imported, "imports", test) == ids
    assert _found(imported, "imports", text="later mia") == [2]


# --- history ----------------------------------------------------------------------------------------------------------


def test_the_history_is_a_list_that_says_what_the_history_says(handed: Desk) -> None:
    handed.do(undo)
    shown = ["action", "when", "by", "what", "use_case", "rows", "undone", "can_undo", "undoes"]
    found = handed.ask(reading.first_rows, "history", ListFilter(), (), shown)
    assert [row.values for row in found.rows] == [
        (a.action, a.at, a.by, a.label, a.use_case, a.rows, not a.in_effect, a.can_undo, a.undoes)
        for a in handed.ask(history)
    ]
    first = handed.ask(reading.first_rows, "history", ListFilter(), (), shown, 2)
    assert (first.ids, first.rows) == (found.ids[:2], found.rows[:2])


def test_the_history_is_filtered_counted_and_sorted_by_any_column(handed: Desk) -> None:
    handed.do(tags.tag, [1], "Board")
    handed.do(undo)
    of_kind = {one.label: one.count for one in handed.ask(reading.counts, "history", ListFilter(), "kind")}
    assert of_kind == {"Add": 3, "Answer": 3, "Move": 4, "Handoff": 4, "Tag": 1, "Undo or redo": 1}
    assert [one.count for one in handed.ask(reading.counts, "history", ListFilter(), "when")] == [16]
    assert len(_found(handed, "history", "kind one_of Handoff, Tag")) == 5
    assert len(_found(handed, "history", "undone=yes")) == 1
    assert len(_found(handed, "history", "use_case=issue_handoff", "can_undo=no")) == 3
    assert len(_found(handed, "history", text="ben ito hand")) == 1
    by_what = handed.ask(reading.ids, "history", ListFilter(), (Order("what"),))
    labels = [str(row.values[0]) for row in handed.ask(reading.rows, "history", by_what, ["what"])]
    assert labels == sorted(labels, key=str.casefold)


def test_the_history_of_one_lead_is_asked_by_its_acts(handed: Desk) -> None:
    acts = handed.ask(acts_on, 3)
    assert acts == sorted(row.action for row in handed.ask(history, lead_id=3))
    only = ListFilter(ids=tuple(acts), conditions=(Condition("kind", Test.IS, ("move",)),))
    assert handed.ask(reading.count, "history", only) == 2


def test_months_are_those_where_the_team_works(desk: Desk, clock: SetClock) -> None:
    clock.at = clock.at.replace(month=12, day=1, hour=2)  # the evening of the last of November where the team works
    desk.do(add_lead, ADA)
    clock.forward(hours=12)
    desk.do(add_lead, BEN)
    assert [(one.id, one.count) for one in desk.ask(reading.counts, "history", ListFilter(), "when")] == [
        ("2026-12", 1),
        ("2026-11", 1),
    ]
    assert [(one.id, one.count) for one in desk.ask(reading.counts, "leads", ListFilter(), "moved")] == [("", 2)]


def test_every_act_is_of_one_kind() -> None:
    known = [use_case for kind in KINDS for use_case in kind.use_cases]
    assert len(known) == len(set(known))
    services = Path(reading.__file__).parents[1]
    upkeep = {"bring_up_to_date", "bring_up_to_date_apart", "keep_unfinished", "forget_unfinished", "keep_typing"}
    upkeep |= {"changed", "concerning"}  # what a use case says, said for several
    upkeep |= {"issued_from"}  # asks for what `issue_review` stores, and does that
    acts = {
        node.name
        for path in services.rglob("*.py")
        if path.name != "desk.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if node.returns is not None and ast.unparse(node.returns) == "Changed"
    }
    assert acts - upkeep <= set(known), "say in domain/acts of which kind they are"


# --- views and files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "test", "order"),
    [("handoffs", "state=overdue", "due"), ("imports", "state=done", "when"), ("history", "kind=move", "rows")],
)
def test_a_view_of_every_list_is_saved_shared_and_taken(
    handed: Desk, tmp_path: Path, place: str, test: str, order: str
) -> None:
    shown = tuple(one.id for one in columns(place))
    settings = ViewSettings(ListFilter("mia", (parse_condition(test),)), (Order(order, True),), shown, {order: 90})
    handed.do(save_view, place, "Mine", settings)
    (mine,) = handed.ask(views, place)
    path = handed.ask(export_view, mine.id, tmp_path / "mine")
    with Desk.create(tmp_path / "other.assay", by="Jon") as other:
        assert other.do(take_view, path).kept == ()
        (taken,) = other.ask(views, place)
        assert (taken.place, taken.settings) == (place, settings)


@pytest.mark.parametrize(("place", "marked"), [("handoffs", True), ("imports", False), ("history", False)])
def test_every_list_is_saved_as_shown(handed: Desk, tmp_path: Path, place: str, marked: bool) -> None:
    shown = [one.id for one in columns(place)]
    ids = handed.ask(reading.ids, place, ListFilter())
    lines = handed.ask(save_list, place, ids, shown, tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(ids)
    assert lines[0].endswith("Contact refused") is marked
    assert handed.ask(save_list, place, ids, shown, tmp_path / "list.xlsx").stat().st_size > 0
