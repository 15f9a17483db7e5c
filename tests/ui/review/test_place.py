"""The place of the review by keys alone: its parts, its weeks, two weeks side by side, some leads only, and issuing."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytest import MonkeyPatch
from pytestqt.exceptions import TimeoutError as NotYet
from pytestqt.qtbot import QtBot

from app.domain.review.narrowing import Only
from app.domain.review.sheet import Check
from app.services.review_decisions import add_decision, decisions_to_see
from app.services.review_sight import review_sight
from app.services.reviews import is_issued, issue_review
from app.ui.command_table import COMMANDS
from app.ui.dialogs.review_export import ReviewExportDialog
from app.ui.dialogs.review_issue import ReviewIssueDialog
from app.ui.review.parts.listing import PARTS
from app.ui.review.presenting import Presentation
from app.ui.widgets.text import Elided
from tests.ui import seen
from tests.ui.review.conftest import ALT, CONTROL, Reader
from tests.ui.waiting import idle


def shown(table: Any) -> list[str]:
    """What a table says, cell by cell, in lines."""
    model = table.model()
    cells = [[model.index(at, on).data() or "" for on in range(model.columnCount())] for at in range(model.rowCount())]
    return [" | ".join(line) for line in cells]


def test_the_place_opens_on_the_last_week_that_is_over_with_the_keyboard_in_its_parts(reader: Reader) -> None:
    page = reader.page
    assert page.list.hasFocus() and page.list.part == "summary"
    assert page.head.weeks.currentIndex() == 1 and page.sight.week == page.week
    assert "Not issued yet" in page.head.state.accessibleName()


def test_arrows_walk_every_part_and_each_shows_the_week(reader: Reader) -> None:
    reader.press(Qt.Key.Key_Home)
    for id, words in PARTS:
        assert reader.page.list.part == id
        assert reader.page.stack.currentWidget() is reader.page.parts[id]
        assert reader.page.list.item(reader.page.list.currentRow()).text().startswith(words)
        reader.press(Qt.Key.Key_Down)
    assert len(reader.page.parts) == len(PARTS)


def test_a_part_is_made_when_it_is_first_looked_at(reader: Reader) -> None:
    assert set(reader.page.parts) == {"summary"}
    reader.press(Qt.Key.Key_PageDown, held=CONTROL)
    assert set(reader.page.parts) == {"summary", "movement"}


def test_one_goes_into_a_part_and_back_to_the_list(reader: Reader) -> None:
    part = reader.part("movement")
    assert part.table.hasFocus()
    reader.press(Qt.Key.Key_Escape)
    assert reader.page.list.hasFocus()
    reader.press(Qt.Key.Key_F6)
    assert part.table.hasFocus()
    reader.press(Qt.Key.Key_PageDown, held=CONTROL)
    assert reader.page.list.part == "funnel"


def test_the_summary_says_what_the_review_says(reader: Reader) -> None:
    part, review = reader.part("summary"), reader.page.sight.review
    assert part.tiles.tiles[0].hasFocus()
    assert [one.accessibleName() for one in part.sentences.sentences] == [
        f"{m.text} ({m.rule})" for m in review.messages
    ]
    assert len(part.tiles.tiles) == len(review.kpis) == 10
    for tile, kpi in zip(part.tiles.tiles, review.kpis, strict=True):
        assert tile.accessibleName().startswith(kpi.label) and f"n = {kpi.n}" in tile.accessibleName()
    assert len(part.decisions.sentences) == len(review.decisions)
    assert "checks pass" in part.checks.sentences[0].accessibleName()
    assert len(part.charts) == 2


def test_the_summary_is_read_without_pointing_at_it(reader: Reader) -> None:
    part = reader.part("summary")
    shown = [label.text() for label in part.decisions.findChildren(QLabel)]
    assert all(one.text in shown for one in reader.page.sight.review.decisions), "decisions are not cut"
    for cut in part.tiles.findChildren(Elided):
        assert cut.text() == cut.accessibleName()
    named = {}
    for tile, kpi in zip(part.tiles.tiles, reader.page.sight.review.kpis, strict=True):
        named[kpi.id] = tile.accessibleName()
        assert kpi.label in [label.text() for label in tile.findChildren(QLabel)]
        assert tile.accessibleName().count("no comparison") <= 1
    assert "✕ off target" in named["pending"] and "✓ on target" in named["in_order"]


def test_the_row_in_hand_is_said_in_full_where_its_cells_are_cut(reader: Reader) -> None:
    part = reader.part("diagnoses")
    first = part.table.held.row_at(0)
    assert first.suggests and part.whole.text() == f"{first.says} Suggested: {first.suggests}"
    reader.press(Qt.Key.Key_Down)
    assert part.whole.isVisible() and part.whole.text().startswith(part.table.held.row_at(1).says)
    part = reader.part("exceptions")
    row = part.table.held.row_at(0)
    assert row.why in part.whole.text() and row.action in part.whole.text() and row.account in part.whole.text()


def test_tables_have_no_cut_heading_and_no_empty_half(reader: Reader) -> None:
    for id in ("acceptance", "metrics"):
        table = reader.part(id).table
        head = table.horizontalHeader()
        assert head.length() >= table.viewport().width(), id
        for at, column in enumerate(table.held.columns):
            assert head.sectionSize(at) >= head.sectionSizeHint(at), (id, column.id)
    window = [column.id for column in table.held.columns].index("window")
    said = {table.held.index(at, window).data() for at in range(table.held.rowCount())}
    assert "In the period" in said and not [words for words in said if "week" in words and "13" not in words]
    for words in said:
        assert table.fontMetrics().horizontalAdvance(words) + 16 <= head.sectionSize(window)


def test_one_comes_back_from_rows_to_the_bar_or_the_sentence_that_was_opened(reader: Reader) -> None:
    part = reader.part("movement")
    reader.qtbot.waitUntil(lambda: part.slot.chart is not None and part.slot.chart.canvas is not None)
    part.slot.chart.canvas.setFocus()
    reader.press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert reader.page.rows.view.hasFocus()
    reader.press(Qt.Key.Key_Escape)
    assert part.slot.chart.canvas.hasFocus()
    reader.press(Qt.Key.Key_F6, Qt.Key.Key_F6)
    assert part.table.hasFocus(), "once only"
    part = reader.part("summary")
    part.sentences.sentences[1].setFocus()
    reader.press(Qt.Key.Key_Return)
    reader.press(Qt.Key.Key_Escape)
    assert part.sentences.sentences[1].hasFocus()


def test_the_week_before_is_the_first_to_compare_with(reader: Reader) -> None:
    offered = [reader.page.head.against.itemData(at) for at in range(1, reader.page.head.against.count())]
    assert offered[0] == reader.page.head.weeks.itemData(2) and offered[-1] == reader.page.head.weeks.itemData(0)


def test_arrows_walk_the_figures_in_lines_of_five(reader: Reader) -> None:
    part = reader.part("summary")
    for key, at in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 6),
        (Qt.Key.Key_Left, 5),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, 9),
    ):
        reader.press(key)
        assert part.tiles.tiles[at].hasFocus(), (key, at)


def test_a_week_is_one_key_further(reader: Reader) -> None:
    page, weeks = reader.page, [reader.page.head.weeks.itemData(at) for at in range(3)]
    reader.press(Qt.Key.Key_Up, held=ALT)
    assert page.week == page.sight.week == weeks[2]
    reader.press(Qt.Key.Key_Down, held=ALT)
    reader.press(Qt.Key.Key_Down, held=ALT)
    assert page.week == page.sight.week == weeks[0]
    assert page.sight.review.week == weeks[0]


def test_two_weeks_are_one_key_away_and_so_is_one(reader: Reader) -> None:
    reader.press(Qt.Key.Key_W)
    page = reader.page
    assert page.wish.weeks == page.sight.weeks == 2 and page.head.pace.value == "2"
    days = (page.sight.review.end - page.sight.review.start).days
    assert days in (13, 14)
    reader.press(Qt.Key.Key_W)
    assert reader.page.sight.weeks == 1


def test_two_weeks_stand_side_by_side_with_difference_and_word(reader: Reader, monkeypatch: MonkeyPatch) -> None:
    page = reader.page
    listed: list[object] = []
    monkeypatch.setattr(page.head.against, "showPopup", lambda: listed.append(page))  # no screen to show a list on
    reader.press(Qt.Key.Key_C)
    assert listed and page.head.against.hasFocus()
    there = page.head.against.itemData(2)
    page.head.against.setCurrentIndex(1)
    reader.press(Qt.Key.Key_Down)
    assert page.wish.against == there == page.sight.compared.there
    part = reader.part("movement")
    rows = page.sight.compared.movement
    assert part.table.held.rowCount() == len(rows)
    headings = [one.heading for one in part.table.held.columns]
    assert page.week in headings and there in headings and "Difference" in headings and "Word" in headings
    for line, row in zip(shown(part.table), rows, strict=True):
        assert f"| {row.here:.0f} | {row.there:.0f} |" in line
    reader.part("summary")
    tiles = page.part.tiles.tiles
    assert all(f"{there}:" in tile.accessibleName() for tile in tiles)
    assert any(word in tiles[0].accessibleName() for word in ("higher", "lower", "same"))


def test_what_is_not_compared_says_so(reader: Reader) -> None:
    reader.page.head.against.step(2)
    reader.press(Qt.Key.Key_Home)
    part = reader.part("quality")
    assert "alone" in part.notes.text() and part.notes.isVisible()


def test_a_filter_counts_some_leads_from_the_facts_of_today_and_says_so(reader: Reader) -> None:
    page = reader.page
    before = page.sight.counts["leads"]
    reader.press(Qt.Key.Key_Slash)
    assert page.head.lines.hasFocus()
    reader.press(Qt.Key.Key_Tab)
    assert page.head.segments.hasFocus()
    reader.press(Qt.Key.Key_Down)
    chosen = page.wish.only
    assert chosen == Only(segment=page.head.segments.currentData())
    assert page.sight.filtered and page.sight.counts["leads"] < before
    assert "Filtered" in page.head.state.accessibleName()
    want = reader.ask(review_sight, page.week, 1, only=chosen)
    assert page.sight.review.kpis == want.review.kpis
    page.list.setFocus()
    reader.press(Qt.Key.Key_X)
    assert not page.wish.only and page.sight.counts["leads"] == before


def test_what_leaves_is_of_all_leads_and_the_dialog_says_so_where_a_filter_is_on_screen(reader: Reader) -> None:
    page = reader.page
    page.look(replace(page.wish, only=Only(segment=page.head.segments.itemData(1))))
    idle(reader.qtbot, reader.window)
    page.keys.export()
    idle(reader.qtbot, reader.window)
    dialog = reader.window.findChildren(ReviewExportDialog)[-1]
    assert "all leads are written" in dialog.means.text()
    dialog.reject()


def test_a_week_is_frozen_by_a_key_and_says_so(reader: Reader) -> None:
    page = reader.page
    assert not reader.ask(is_issued, page.week)
    reader.press(Qt.Key.Key_I, held=CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert not reader.ask(is_issued, page.week), "it is asked first: what is frozen stays frozen"
    reader.press(Qt.Key.Key_Return)
    assert reader.ask(is_issued, page.week)
    assert page.bench.toast.isVisible() and "Undo" not in page.bench.toast.accessibleName()
    assert page.sight.issued and "frozen" in page.head.state.accessibleName()
    assert "issued" in page.head.weeks.currentText()
    assert page.head.weeks.fontMetrics().horizontalAdvance(page.head.weeks.currentText()) < page.head.weeks.width() - 36
    assert not reader.window.commands.can("review.issue")


def test_what_would_be_frozen_is_shown_and_esc_leaves_it(reader: Reader) -> None:
    page = reader.page
    came_from = reader.held
    for failing in (0, 2):
        checks = tuple(adding_up(one, at >= failing) for at, one in enumerate(page.sight.review.checks))
        page.sight = replace(page.sight, review=replace(page.sight.review, checks=checks))
        reader.press(Qt.Key.Key_I, held=CONTROL | Qt.KeyboardModifier.ShiftModifier)
        (dialog,) = (one for one in reader.window.findChildren(ReviewIssueDialog) if one.isVisible())
        said = dialog.accessibleDescription()
        assert page.week in dialog.windowTitle() and page.label_of(page.week) in said and " to " in said
        assert "for good" in said and "changed since is listed" in said and "cannot be undone" in said
        expected = f"2 of {len(checks)} checks fail ({checks[0].name}, {checks[1].name})" if failing else "checks pass"
        assert expected in said
        assert dialog.act.hasFocus() and dialog.act.isDefault()
        reader.press(Qt.Key.Key_Escape)
        reader.window.activateWindow()  # as a desktop does where a dialog closes
        reader.qtbot.waitUntil(reader.window.isActiveWindow)
        assert reader.held is came_from and not reader.ask(is_issued, page.week)


def adding_up(check: Check, adds_up: bool) -> Check:
    """The same check, that adds up or does not."""
    return check._replace(left=1 if adds_up else 2, right=1)


def test_the_week_that_runs_is_not_frozen_by_a_key(reader: Reader) -> None:
    page = reader.page
    page.look(replace(page.wish, week=page.head.weeks.itemData(0)))
    reader.press(Qt.Key.Key_Home)
    assert page.sight.week == page.week and "still runs" in page.sight.says
    assert not reader.window.commands.can("review.issue")


def test_an_issued_week_is_shown_as_it_was_frozen(reader: Reader) -> None:
    page = reader.page
    reader.do(issue_review, page.week, None)
    frozen = reader.ask(review_sight, page.week)
    page.refresh()
    reader.press(Qt.Key.Key_Home)
    assert page.sight.issued and page.sight.review == frozen.review
    reader.do(add_decision, page.week, "Ask for the volume before the second call", "Mia Torres")
    page.refresh()
    reader.press(Qt.Key.Key_Home)
    at = [id for id, _ in PARTS].index("decisions")
    assert page.list.item(at).text() == f"Decisions  {len(reader.ask(decisions_to_see).open)}", "of today"


def test_every_key_of_the_review_is_named_and_answered(reader: Reader) -> None:
    mine = [one for one in COMMANDS if one.near == "review"]
    assert {one.menu for one in mine} == {"Review"} and len(mine) > 10
    for one in mine:
        assert reader.window.commands.can(one.id) or one.id in ("review.everything",), one.id


def test_every_part_fits_and_everything_in_it_has_a_name(reader: Reader) -> None:
    looks = (seen.nameless, seen.out_of_reach, seen.cut, seen.outgrown, seen.bars_within_bars)
    faults: dict[str, list[str]] = {}

    def fits(id: str) -> bool:
        faults[id] = [fault for look in looks for fault in look(reader.window)]
        return not faults[id]

    for id, _ in PARTS:
        reader.part(id)
        with suppress(NotYet):  # a chart comes some turns after the numbers, and the part is laid out once more
            reader.qtbot.waitUntil(partial(fits, id), timeout=3_000)
    found = [f"{id}: {fault}" for id, of in faults.items() for fault in of]
    assert found == []


def test_half_a_screen_is_enough(qtbot: QtBot, reader: Reader) -> None:
    reader.window.resize(640, 800)
    assert reader.window.width() == 640
    for _ in PARTS:
        assert list(seen.cut(reader.window)) == []
        assert reader.window.width() == 640, reader.page.list.part
        reader.press(Qt.Key.Key_PageDown, held=CONTROL)
    assert reader.window.width() == 640


def test_every_part_says_which_week_it_is_of(reader: Reader) -> None:
    for id in ("movement", "exceptions", "metrics"):
        part = reader.part(id)
        assert any(reader.page.week in one.accessibleName() for one in part.findChildren(QLabel))


def test_a_decision_counts_no_week_anew_and_is_counted_in_the_list(reader: Reader) -> None:
    page = reader.page
    reader.part("movement")
    before, open_before = page.sight, len(reader.ask(decisions_to_see).open)
    page.bench.do(add_decision, page.week, "Ask for the volume before the second call", "Mia Torres")
    idle(reader.qtbot, reader.window)
    assert page.sight is before
    at = [id for id, _ in PARTS].index("decisions")
    assert page.list.item(at).text() == f"Decisions  {open_before + 1}"
    reader.part("summary")
    assert page.sight is not before
    assert any("volume before" in one.text for one in page.sight.review.decisions)


def test_the_week_is_exported_by_a_key(reader: Reader) -> None:
    reader.press(Qt.Key.Key_E, held=CONTROL)
    dialog = next(one for one in reader.window.findChildren(QDialog) if one.isVisible())
    assert reader.page.week in dialog.windowTitle()
    dialog.close()


def test_the_week_is_presented_by_a_key(reader: Reader) -> None:
    reader.press(Qt.Key.Key_F5)
    shown = next(one for one in reader.window.findChildren(Presentation) if one.isVisible())
    assert reader.page.week in shown.windowTitle()
    shown.leave()
