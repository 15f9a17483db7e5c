"""The rows behind the numbers: each number opens as many as it says, a row opens its lead, and one comes back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.review.addressing import Addressed, addresses
from app.services.review_sight import rows_of
from app.services.reviews import issue_review, review_view
from tests.ui.review.conftest import Reader
from tests.ui.waiting import idle


def numbers_on_screen(part: Any) -> Iterator[tuple[int, int, Any]]:
    """Every cell of the table that opens rows: line, column, address."""
    table = part.table
    for at in range(table.held.rowCount()):
        for on, column in enumerate(table.held.columns):
            found = table._address(table.held.row_at(at), column.id)
            if found is not None:
                yield at, on, found


def test_a_figure_opens_its_rows_a_row_its_lead_and_one_comes_back(reader: Reader) -> None:
    page, view = reader.page, reader.window.view
    assert view is not None
    part = reader.part("summary")
    reader.press(Qt.Key.Key_Right)
    kpi = page.sight.review.kpis[1]
    reader.press(Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.rows and page.rows.view.hasFocus()
    assert len(page.rows.rows) == kpi.n and str(kpi.n) in page.rows.title.text()
    assert page.rows.title.text().startswith("Rows behind:")
    reader.press(Qt.Key.Key_Down)
    row = page.rows.rows[1]
    reader.press(Qt.Key.Key_Return)
    assert view.where == ("lead", row.lead_id)
    reader.press(Qt.Key.Key_Escape)
    assert view.place == "review"
    assert page.stack.currentWidget() is page.rows and page.rows.view.hasFocus()
    assert page.rows.view.currentIndex().row() == 1
    reader.press(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is part and part.tiles.tiles[1].hasFocus()


def test_each_figure_of_the_summary_has_as_many_rows_as_it_says(reader: Reader) -> None:
    part = reader.part("summary")
    for at, kpi in enumerate(reader.page.sight.review.kpis):
        part.tiles.walk.go(at)
        reader.press(Qt.Key.Key_Return)
        assert len(reader.page.rows.rows) == kpi.n, kpi.label
        reader.press(Qt.Key.Key_Escape)


def test_a_cell_opens_its_own_number(reader: Reader) -> None:
    part = reader.part("movement")
    row = next(one for one in reader.page.sight.review.movement if one.moved_out)
    at = reader.page.sight.review.movement.index(row)
    reader.press(*[Qt.Key.Key_Down] * at)
    columns = [one.id for one in part.table.held.columns]
    reader.press(*[Qt.Key.Key_Right] * columns.index("moved_out"))
    reader.press(Qt.Key.Key_Return)
    assert len(reader.page.rows.rows) == row.moved_out
    reader.press(Qt.Key.Key_Escape)
    assert part.table.hasFocus() and part.table.currentIndex().column() == columns.index("moved_out")


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize(
    "name", ["movement", "funnel", "conversion", "acceptance", "clocks", "cohorts", "metrics", "quality"]
)
def test_every_number_in_a_table_has_as_many_rows_as_it_says(reader: Reader, name: str, frozen: bool) -> None:
    page = reader.page
    if frozen:
        reader.do(issue_review, page.week, None)
        page.refresh()
    part = reader.part(name)
    want: dict[Any, int | None] = {one.address: one.rows for one in _numbers(reader)}
    checked = 0
    for sheet in part.spec.sheets:
        part.show_sheet(sheet.id)
        reader.press(Qt.Key.Key_F6, Qt.Key.Key_F6)
        for _, _, address in numbers_on_screen(part):
            rows = want.get(address)
            if rows is not None:
                found = reader.ask(rows_of, page.week, 1, address)
                assert len(found.rows) == rows, (sheet.id, address)
                checked += 1
    assert checked > 5


def _numbers(reader: Reader) -> Iterator[Addressed]:
    return addresses(reader.ask(review_view, reader.page.week))


def test_an_exception_opens_its_lead(reader: Reader) -> None:
    view = reader.window.view
    assert view is not None
    part = reader.part("exceptions")
    row = part.table.held.row_at(0)
    assert part.table.held.rowCount() == reader.page.sight.counts["exceptions"]
    reader.press(Qt.Key.Key_Return)
    assert view.where == ("lead", int(row.ref))
    reader.press(Qt.Key.Key_Escape)
    assert view.place == "review" and reader.page.stack.currentWidget() is part


def test_a_sentence_opens_what_it_rests_on(reader: Reader) -> None:
    part = reader.part("summary")
    said = next(one for one in part.sentences.sentences if not isinstance(one.stands_for, (str, type(None))))
    said.setFocus()
    reader.press(Qt.Key.Key_Return)
    assert reader.page.stack.currentWidget() is reader.page.rows and reader.page.rows.rows
    reader.press(Qt.Key.Key_Escape)
    part.checks.sentences[0].setFocus()
    reader.press(Qt.Key.Key_Return)
    assert reader.page.list.part == "checks"


def test_rows_can_be_copied_as_everywhere(reader: Reader) -> None:
    reader.part("summary")
    reader.press(Qt.Key.Key_Return)
    reader.page.rows.view.selectAll()
    reader.press(Qt.Key.Key_C, held=Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(reader.page.rows.rows)


def test_rows_are_saved_as_a_list(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "rows.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    reader.part("summary")
    reader.press(Qt.Key.Key_Return)
    reader.press(Qt.Key.Key_E, held=Qt.KeyboardModifier.ControlModifier)
    people = {row.person for row in reader.page.rows.rows}
    written = target.read_text("utf-8-sig")
    assert people and all(person in written for person in people)


def test_a_mark_of_a_chart_opens_as_many_rows_as_it_shows(reader: Reader) -> None:
    part = reader.part("summary")
    chart = part.charts[0]
    chart.canvas.setFocus()
    reader.press(Qt.Key.Key_End)
    mark = chart.spec.marks[chart.current]
    assert mark.address is not None
    reader.press(Qt.Key.Key_Return)
    assert len(reader.page.rows.rows) == mark.value
    reader.press(Qt.Key.Key_Escape)
    assert reader.page.stack.currentWidget() is part


def test_a_chart_is_a_table_at_a_key_and_a_chart_again(reader: Reader) -> None:
    part = reader.part("movement")
    assert part.slot.chart is not None and not part.slot.chart.as_table
    reader.press(Qt.Key.Key_T)
    assert part.slot.chart.as_table and part.slot.chart.table.isVisible()
    reader.press(Qt.Key.Key_T)
    assert not part.slot.chart.as_table


def test_where_there_is_no_room_for_both_a_key_goes_from_table_to_chart(reader: Reader) -> None:
    reader.window.resize(1280, 520)
    part = reader.part("conversion")
    assert part.slot.alone and part.table.isVisible() and not part.slot.chart.isVisible()
    reader.press(Qt.Key.Key_T)
    assert part.slot.chart.isVisible() and not part.table.isVisible()
    assert part.slot.isAncestorOf(reader.held)
    part.turn.setFocus()
    reader.press(Qt.Key.Key_Return)
    assert part.table.isVisible()


def test_a_number_of_the_other_week_opens_the_rows_of_that_week(reader: Reader) -> None:
    page = reader.page
    page.head.against.step(2)
    idle(reader.qtbot, reader.window)
    part = reader.part("movement")
    at, row = next(
        (n, one) for n, one in enumerate(page.sight.compared.movement) if one.here != one.there and one.there
    )
    columns = [one.id for one in part.table.held.columns]
    for column, count, week in (("here", row.here, page.week), ("there", row.there, page.wish.against)):
        part.table.choose_cell(at, columns.index(column))
        reader.press(Qt.Key.Key_Return)
        assert len(page.rows.rows) == count
        assert page.rows.says.text().startswith(week)
        reader.press(Qt.Key.Key_Escape)
        assert part.table.hasFocus()


def test_funnel_ages_and_cohorts_stand_beside_those_of_the_other_week(reader: Reader) -> None:
    page = reader.page
    page.head.against.step(2)
    idle(reader.qtbot, reader.window)
    both = page.sight.compared
    goals = {goal: tuple(one for one in both.triangle if one.group == goal) for goal in ("MQL", "SQL", "Accepted")}
    shown = {
        ("funnel", "activity"): both.steps,
        ("funnel", "cohorts"): both.cohorts,
        ("clocks", "ages"): both.ages,
        **{("cohorts", goal): rows for goal, rows in goals.items()},
    }
    for (id, sheet), rows in shown.items():
        part = reader.part(id)
        part.show_sheet(sheet)
        table = part.table.held
        assert [one.heading for one in table.columns][2:6] == [both.here, "n", both.there, "n"]
        assert rows and tuple(table.row_at(at) for at in range(table.rowCount())) == rows, (id, sheet)
        assert not part.message.isVisible() and "of {week} alone" not in part.notes.text()
        assert all(isinstance(table.index(at, 1).data(), str) for at in range(table.rowCount()))
    part = reader.part("funnel")
    part.show_sheet("cohorts")
    assert "same age" in part.about.text()
    at, row = next((n, one) for n, one in enumerate(both.cohorts) if one.here and one.there and one.column == "arrived")
    columns = [one.id for one in part.table.held.columns]
    for column, count, week in (("here", row.here, page.week), ("there", row.there, page.wish.against)):
        part.table.choose_cell(at, columns.index(column))
        part.table.setFocus()
        reader.press(Qt.Key.Key_Return)
        assert len(page.rows.rows) == count and page.rows.says.text().startswith(week)
        reader.press(Qt.Key.Key_Escape)


def test_another_week_shows_the_rows_of_the_same_number_there(reader: Reader) -> None:
    page = reader.page
    reader.part("summary")
    reader.press(Qt.Key.Key_Return)
    reader.press(Qt.Key.Key_Up, held=Qt.KeyboardModifier.AltModifier)
    assert page.stack.currentWidget() is page.rows
    assert page.rows.says.text().startswith(page.week) and page.sight.week == page.week
    assert len(page.rows.rows) == page.sight.review.kpis[0].n
