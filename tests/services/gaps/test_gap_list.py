"""The register as a list: columns, order, counts, built-in views, cells that are typed, a file."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.listing import Condition, ListFilter, Order, Test
from app.domain.problems import Problem
from app.services import gaps
from app.services.desk import Desk
from app.services.list_export import save_list
from app.services.lists.places import columns
from app.services.lists.reading import counts, first_rows, ids, rows
from app.services.table_edits import Cell, cell_choices, edit_cells
from app.services.views import forget_view, save_view, view_named, views
from tests.services.conftest import CLEO, SetClock

TODAY = date(2026, 11, 16)
DAY = timedelta(days=1)


@pytest.fixture
def noted(desk: Desk, ada: int, add: Callable[..., int], clock: SetClock) -> dict[str, int]:
    """Four gaps of two accounts; one is answered."""
    cleo = add(CLEO)

    def note(lead: int | None, *words: str, **more: object) -> int:
        return int(str(desk.do(gaps.add_gap, lead, *words, **more).outcome))

    made = {
        "tubes": note(cleo, "Which tubes?", "sample", "nice", "theirs", due=TODAY - DAY),
        "hl7": note(ada, "Which HL7 version?", "interface", "stops", "ours", due=TODAY - 3 * DAY),
        "plan": note(ada, "Who writes the plan?", "validation", "stops", "theirs", owner="Ben Ito"),
        "baa": note(None, "Which agreement?", "privacy", account_id=1),
    }
    clock.forward(days=2)
    desk.do(gaps.close_gap, made["baa"], "Theirs")
    return made


def test_every_column_says_what_the_page_of_a_gap_says(desk: Desk, noted: dict[str, int]) -> None:
    named = [one.id for one in columns("gaps")]
    (row,) = desk.ask(rows, "gaps", [noted["hl7"]], named)
    shown = dict(zip(named, row.values, strict=True))
    view = desk.ask(gaps.gap_view, noted["hl7"])
    assert row.overdue
    assert (shown["question"], shown["area"], shown["owner"]) == (view.question, view.area_label, view.owner)
    assert (shown["severity"], shown["side"], shown["turn"]) == ("Stops the deal", "We owe it", "Our turn")
    assert (shown["age"], shown["overdue"], shown["days_over"], shown["status"]) == (view.age, True, 5, "Open")
    assert (shown["account"], shown["person"], shown["lead"]) == (view.account, view.person, view.lead_id)
    assert (shown["raised_by"], shown["closed"], shown["call"]) == ("Mia", None, None)
    (row,) = desk.ask(rows, "gaps", [noted["baa"]], named)
    shown = dict(zip(named, row.values, strict=True))
    assert (shown["person"], shown["account"], shown["lead"]) == ("", "Northgate Hospital Labs", None)
    assert (shown["answer"], shown["turn"], shown["overdue"], shown["age"]) == ("Theirs", "", False, 2)


def test_the_list_stands_in_the_order_of_the_rank(desk: Desk, noted: dict[str, int]) -> None:
    found = desk.ask(ids, "gaps", ListFilter())
    assert found == [gap.id for gap in desk.ask(gaps.gap_rows)]
    assert found == [noted[one] for one in ("hl7", "plan", "tubes", "baa")]
    assert desk.ask(ids, "gaps", ListFilter(), [Order("due", descending=True)])[0] == noted["tubes"]


def test_it_is_filtered_counted_and_searched(desk: Desk, noted: dict[str, int]) -> None:
    def found(*conditions: Condition, text: str = "") -> set[int]:
        return set(desk.ask(ids, "gaps", ListFilter(text, conditions)))

    assert found(Condition("side", Test.ONE_OF, ("theirs",))) == {noted["tubes"], noted["plan"]}
    assert found(Condition("overdue", Test.IS, ("yes",))) == {noted["tubes"], noted["hl7"]}
    assert found(Condition("days_over", Test.AT_LEAST, ("5",))) == {noted["hl7"]}
    assert found(Condition("stage", Test.IS, ("Lead",))) == {noted["tubes"], noted["hl7"], noted["plan"]}
    assert found(text="marsh") == {noted["tubes"]}
    assert found(text="ben plan") == {noted["plan"]}
    assert set(desk.ask(ids, "gaps", gaps.of_account(1))) == {noted["hl7"], noted["plan"], noted["baa"]}
    assert set(desk.ask(ids, "gaps", gaps.of_lead(1))) == {noted["hl7"], noted["plan"]}
    counted = desk.ask(counts, "gaps", ListFilter(), "severity")
    assert [(one.label, one.count) for one in counted] == [
        ("Stops the deal", 2), ("Slows it", 1), ("Nice to know", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("We owe", ["hl7"]),
        ("They owe", ["plan", "tubes"]),
        ("Stops the deal", ["hl7", "plan"]),
        ("Overdue", ["hl7", "tubes"]),
    ],
)
def test_it_comes_with_views_of_who_owes_what(desk: Desk, noted: dict[str, int], name: str, shown: list[str]) -> None:
    settings = desk.ask(view_named, name, "gaps").settings
    found = desk.ask(first_rows, "gaps", settings.filter, settings.order, ["question"])
    assert list(found.ids) == [noted[one] for one in shown]


def test_a_view_of_ones_own_comes_before_one_that_the_list_comes_with(desk: Desk, noted: dict[str, int]) -> None:
    built_in = desk.ask(view_named, "We owe", "gaps")
    assert built_in.built_in
    with pytest.raises(Problem):
        desk.do(forget_view, built_in.id)
    desk.do(save_view, "gaps", "We owe", built_in.settings)
    assert not desk.ask(view_named, "We owe", "gaps").built_in
    assert [one.name for one in desk.ask(views, "leads")] == []
    assert len(desk.ask(views)) == 1


# --- cells ------------------------------------------------------------------------------------------------------------


def typed(desk: Desk, row: int, **cells: str) -> tuple[str, ...]:
    return desk.do(edit_cells, "gaps", [Cell(row, column, text) for column, text in cells.items()]).kept


def test_cells_are_typed_as_in_any_list(desk: Desk, noted: dict[str, int]) -> None:
    number = noted["hl7"]
    typed(desk, number, question="Which version of HL7?", severity="Slows it", side="they owe it", owner="Jo",
          due="2026-12-01", area="Security")  # fmt: skip
    view = desk.ask(gaps.gap_view, number)
    assert (view.question, view.severity, view.owed_by) == ("Which version of HL7?", "slows", "theirs")
    assert (view.owner, view.due, view.area) == ("Jo", date(2026, 12, 1), "security")
    typed(desk, number, due="")
    assert desk.ask(gaps.gap_view, number).due is None
    assert desk.ask(cell_choices, "gaps", "status").closed


def test_a_typed_answer_answers_and_a_status_takes_what_it_needs(desk: Desk, noted: dict[str, int]) -> None:
    typed(desk, noted["hl7"], answer="2.5.1")
    assert desk.ask(gaps.gap_view, noted["hl7"]).status == "answered"
    typed(desk, noted["plan"], status="Waiting", due="2026-12-01")
    assert desk.ask(gaps.gap_view, noted["plan"]).status == "waiting"
    typed(desk, noted["tubes"], status="accepted", answer="They bring their own")
    view = desk.ask(gaps.gap_view, noted["tubes"])
    assert (view.status, view.answer) == ("accepted", "They bring their own")


@pytest.mark.parametrize(
    ("gap", "column", "text", "says"),
    [
        ("hl7", "question", "", "as a question"),
        ("plan", "status", "waiting", "until when"),
        ("hl7", "status", "answered", "Write the answer"),
        ("baa", "status", "open", "why it is open again"),
        ("baa", "answer", "", "Keep the answer"),
        ("hl7", "severity", "huge", "cannot be “huge”"),
        ("hl7", "account", "Another", "follows from other facts"),
        ("hl7", "stage", "SQL", "changes by a move"),
    ],
)
def test_a_cell_that_cannot_be_stays_and_says_why(
    desk: Desk, noted: dict[str, int], gap: str, column: str, text: str, says: str
) -> None:
    before = desk.ask(gaps.gap_rows)
    with pytest.raises(Problem, match=says):
        typed(desk, noted[gap], **{column: text})
    assert desk.ask(gaps.gap_rows) == before


def test_the_list_leaves_as_a_file_without_patient_data(desk: Desk, noted: dict[str, int], tmp_path: Path) -> None:
    desk.do(gaps.edit_gap, noted["hl7"], {"answer": "Patient MRN: 12345678 was mixed up"})
    found = desk.ask(ids, "gaps", ListFilter())
    path = desk.ask(save_list, "gaps", found, ["question", "severity", "side", "due", "answer"], tmp_path / "gaps.xlsx")
    sheet = load_workbook(path).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"Which HL7 version?", "Stops the deal", "We owe it"} <= set(cells)
    assert "Patient MRN: 12345678 was mixed up" not in cells
