"""What stands where numbers are not: no lead ever, the first week, a filter that none passes, a part not kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.review.addressing import Address, address_of
from app.domain.review.narrowing import NONE, Only
from app.services.bulk import delete_leads
from app.services.desk import Desk
from app.services.review_computed import is_computed
from app.services.review_sight import review_sight, rows_of
from app.services.reviews import issue_review
from app.ui.pages import review as place
from app.ui.review.parts.listing import PARTS
from app.ui.window import Window
from tests.ui.review.conftest import CONTROL, Reader
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

ONE = """First name,Last name,Email,Company,Job title,Country,Asked for,Date
Ada,Berg,ada@northgate.example,Northgate Hospital,Lab operations manager,United States,A demo,
"""


def one_lead(desk: Desk) -> None:
    """One lead that came today."""
    bring_in(desk, ONE)


def on_review(qtbot: QtBot, desk: Desk) -> Window:
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="review")
    idle(qtbot, made)
    return made


@pytest.fixture
def empty(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Any]:
    """The review of a workspace without leads."""
    window = on_review(qtbot, workspaces(tmp_path / "Team.assay"))
    assert window.view is not None
    yield window.view.pages["review"]
    window.close()


@pytest.fixture
def first(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The review of a workspace whose first lead came today."""
    window = on_review(qtbot, workspaces(tmp_path / "Team.assay", one_lead))
    yield window
    window.close()


def test_without_a_lead_it_teaches_what_brings_the_first_numbers(empty: Any) -> None:
    assert empty.stack.currentWidget() is empty.nothing
    assert "Import" in empty.nothing.about.text()
    assert empty.bench.commands.can("import.files")


def test_the_first_week_ever_has_every_part_and_no_invented_rate(qtbot: QtBot, first: Window) -> None:
    assert first.view is not None
    page: Any = first.view.pages["review"]
    assert page.head.weeks.count() == 1 and page.head.against.count() == 1
    for id, _ in PARTS:
        page.show_part(id)
        idle(qtbot, first)
    page.show_part("summary")
    names = [tile.accessibleName() for tile in page.part.tiles.tiles]
    assert any(name.startswith("New leads: 1") for name in names)
    assert any(name.startswith("Acceptance rate: –") for name in names)


def test_a_filter_that_no_lead_passes_says_how_it_is_taken_off(reader: Reader) -> None:
    page = reader.page
    page.look(replace(page.wish, only=Only(owner=NONE, segment=NONE)))
    idle(reader.qtbot, reader.window)
    assert page.sight.counts["leads"] == 0
    assert "X takes them off" in reader.part("summary").notes.text()
    assert "X takes them off" in reader.part("movement").notes.text()


def test_a_part_that_was_not_kept_says_why_it_is_empty(reader: Reader) -> None:
    page, old = reader.page, reader.page.sight
    review = replace(old.review, figures=(), triangle=(), quality=(), quality_trend=())
    page.sight = replace(
        old, review=review, issued=True, counts={**old.counts, "figures": 0, "triangle": 0, "quality": 0}
    )
    for id in ("metrics", "cohorts", "quality"):
        part = reader.part(id)
        assert part.table.held.rowCount() == 0
        assert "issued before" in part.table.empty, id
    assert reader.part("movement").table.held.rowCount()


def test_a_week_that_takes_long_is_counted_beside_the_window_and_can_be_stopped(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, going_on = reader.page, Event()

    def endless(work: Any, *asked: Any, **more: Any) -> Any:
        going_on.set()
        while True:
            work.progress(1, 2, "leads")
            Event().wait(0.005)

    with monkeypatch.context() as slow:
        slow.setattr(place, "review_sight", endless)
        page.look(replace(page.wish, week=page.head.weeks.itemData(2)))
        reader.qtbot.waitUntil(going_on.is_set, timeout=10_000)
        reader.qtbot.waitUntil(lambda: page.stack.currentWidget() is page.counting, timeout=10_000)
        assert page.head.weeks.isEnabled() and page.list.isEnabled()
        page.stop_counting()
        idle(reader.qtbot, reader.window)
    assert "was not counted" in page.counting._over.title.text()
    page.counting.take_focus()
    QApplication.processEvents()
    reader.press(Qt.Key.Key_Space)
    assert page.sight.week == page.week and page.stack.currentWidget() is page.part


def test_an_issued_week_says_what_would_be_different_by_now(reader: Reader) -> None:
    page = reader.page
    part = reader.part("checks")
    part.show_sheet("restated")
    assert part.table.held.rowCount() == 0 and "not issued" in part.table.empty
    reader.do(issue_review, page.week, None)
    frozen = reader.ask(review_sight, page.week).review.kpis[0].this_week
    lead = int(reader.ask(rows_of, page.week, 1, Address("kpi", "new_leads")).rows[0].ref)
    reader.do(delete_leads, [lead])
    page.refresh()
    idle(reader.qtbot, reader.window)
    rows = [part.table.held.row_at(at) for at in range(part.table.held.rowCount())]
    told = next(row for row in rows if row.what == "New leads")
    assert (told.issued, told.now) == (f"{frozen:.0f}", f"{frozen - 1:.0f}")
    assert page.sight.review.kpis[0].this_week == frozen


def test_a_week_that_nobody_looks_at_any_more_gives_its_memory_back(reader: Reader) -> None:
    page = reader.page
    assert reader.ask(is_computed, page.week) and not page._away.isActive()
    reader.press(Qt.Key.Key_1, held=CONTROL)
    assert page._away.isActive() and page._gone.isActive()
    assert reader.ask(is_computed, page.week), "who comes back soon finds it"
    page._gone.timeout.emit()
    idle(reader.qtbot, reader.window)
    assert reader.ask(is_computed, page.week), "and what it shows later too"
    reader.press(Qt.Key.Key_6, held=CONTROL)
    assert not page._away.isActive() and not page._gone.isActive() and reader.ask(is_computed, page.week)
    page.open_rows(address_of(page.sight.review.kpis[0]))
    idle(reader.qtbot, reader.window)
    assert len(page.rows.rows) == page.sight.review.kpis[0].this_week > 0, "rows are found anew"
    reader.press(Qt.Key.Key_1, held=CONTROL)
    page._away.timeout.emit()
    assert not reader.ask(is_computed, page.week)
