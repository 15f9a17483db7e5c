"""The review leaves from the window: workbook, page one or both, frozen or only looked at, with a warning (WR5)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.review.restating import Restated, Restatement
from app.language import speaking, tr
from app.services.review_leaving import BeforeLeaving, review_leaving
from app.services.reviews import is_issued, issue_review, last_complete_week, weeks, write_week
from app.services.work import Work
from app.ui import settings
from app.ui.dialogs import review_export
from app.ui.dialogs.review_export import BOOK, BOTH, FREEZE, LOOK, PAGE, ReviewExportDialog
from app.ui.review.issuing import Issuing
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

Open = Callable[[str], ReviewExportDialog]


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on the sample workspace."""
    made = Window("Robin Vale")
    made.remembers = False
    made.show()
    made.take(workspaces.sample(tmp_path / "Sample.assay"), place="today")
    idle(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def week(window: Window) -> str:
    """The last complete week."""
    return str(ask(window, last_complete_week))


@pytest.fixture
def opened(qtbot: QtBot, window: Window) -> Open:
    """The dialog over a week, once it knows what there is to know of it."""

    def open_it(week: str) -> ReviewExportDialog:
        assert window.view is not None
        made = ReviewExportDialog(window.view.bench, week, 1, window)
        made.open()
        idle(qtbot, window)
        return made

    return open_it


def ask(window: Window, question: Callable[..., Any], *args: Any) -> Any:
    """Ask the desk of the window."""
    assert window.runner is not None
    return window.runner.desk.ask(question, *args)


def write(qtbot: QtBot, window: Window, dialog: ReviewExportDialog, kind: str, state: str, path: Path) -> None:
    """Choose, and write."""
    dialog.kind.choose(kind)
    dialog.kind.chosen.emit(kind)
    if dialog.state.isEnabled():
        dialog.state.choose(state)
        dialog.state.chosen.emit(state)
    dialog.path.setText(str(path))
    with qtbot.waitSignal(dialog.finished, timeout=30_000):
        dialog.act.click()
    idle(qtbot, window)


def test_both_are_written_and_the_week_is_frozen(
    qtbot: QtBot, window: Window, week: str, opened: Open, tmp_path: Path
) -> None:
    dialog = opened(week)
    assert dialog.windowTitle() == f"Export the review of {week}" and week in dialog.path.text()
    assert dialog.freezes == FREEZE and "for good" in dialog.means.text()
    assert not dialog.warning.isVisible() and not dialog.anyway.isVisible()
    write(qtbot, window, dialog, BOTH, FREEZE, tmp_path / "review")  # the endings go without saying
    assert ask(window, is_issued, week)
    summary = load_workbook(tmp_path / "review.xlsx")["Summary"]
    assert "issued and frozen" in str(summary["A2"].value)
    page = (tmp_path / "review.pdf").read_bytes()
    assert page.startswith(b"%PDF") and page.count(b"/Type /Page\n") == 1
    assert settings.text("review/kind", "") == BOTH


def test_only_looking_freezes_nothing_and_the_files_say_so(
    qtbot: QtBot, window: Window, week: str, opened: Open, tmp_path: Path
) -> None:
    dialog = opened(week)
    dialog.state.choose(LOOK)
    dialog.state.chosen.emit(LOOK)
    assert "not issued" in dialog.means.text()
    dialog.names.setChecked(False)
    write(qtbot, window, dialog, BOOK, LOOK, tmp_path / "review.xlsx")
    assert not ask(window, is_issued, week) and not (tmp_path / "review.pdf").exists()
    book = load_workbook(tmp_path / "review.xlsx")
    assert "not issued yet" in str(book["Summary"]["A2"].value)
    owners = {row[5].value for row in book["Leads"].iter_rows(min_row=5)}
    assert owners and all(str(owner).startswith("Colleague ") for owner in owners if owner), "names are off (WR11)"


def test_page_one_alone_is_a_pdf_of_a_frozen_week_too(
    qtbot: QtBot, window: Window, week: str, opened: Open, tmp_path: Path
) -> None:
    assert window.runner is not None
    window.runner.desk.do(issue_review, week, None)
    dialog = opened(week)
    assert not dialog.state.isEnabled() and dialog.freezes == LOOK and "frozen then" in dialog.means.text()
    assert not dialog.restated.isVisible()
    dialog.kind.choose(PAGE)
    dialog.kind.chosen.emit(PAGE)
    assert dialog.path.text().endswith(".pdf")
    write(qtbot, window, dialog, PAGE, LOOK, tmp_path / "one.pdf")
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF") and not (tmp_path / "one.xlsx").exists()


def test_a_week_that_runs_cannot_be_frozen(window: Window, opened: Open) -> None:
    dialog = opened(ask(window, weeks)[0].week)
    assert not dialog.state.isEnabled() and dialog.freezes == LOOK and "still runs" in dialog.means.text()
    assert dialog.act.isEnabled()


def test_wr5_a_check_that_fails_warns_and_is_written_only_where_somebody_says_so(
    week: str, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = BeforeLeaving(week, False, False, 13, ("Packages", "Moves balance"))
    monkeypatch.setattr(review_export, "before_leaving", lambda work, week, weeks: failing)
    dialog = opened(week)
    assert dialog.warning.isVisible() and not dialog.act.isEnabled()
    assert dialog.warning.text().startswith("✕ 2 of 13 checks fail (Packages, Moves balance)")
    dialog.anyway.setChecked(True)
    assert dialog.act.isEnabled()
    dialog.reject()
    with speaking("de"):
        assert tr("Moves balance") != "Moves balance"
        dialog = opened(week)
        assert f"({tr('Packages')}, {tr('Moves balance')})" in dialog.warning.text()
        dialog.reject()


def test_wr6_what_was_restated_is_said_in_a_line(
    window: Window, week: str, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.runner is not None
    window.runner.desk.do(issue_review, week, None)
    since = Restated(causes=(Restatement("dated", 2, ()),))
    monkeypatch.setattr(review_export, "restated_view", lambda work, week, weeks: since)
    dialog = opened(week)
    assert dialog.restated.isVisible() and dialog.restated.text().endswith("2 leads re-dated.")
    dialog.reject()


@pytest.mark.parametrize("state", [FREEZE, LOOK])
def test_wr9_what_a_meeting_typed_into_the_workbook_is_not_written_over(
    qtbot: QtBot, window: Window, week: str, opened: Open, tmp_path: Path, state: str
) -> None:
    assert window.runner is not None
    path = tmp_path / "review.xlsx"
    ask(window, write_week, week, path)
    book = load_workbook(path)
    page = book["Summary"]
    row = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == "new")
    page.cell(row, 2).value = "Ask for volumes first"
    book.save(path)
    typed = path.read_bytes()
    dialog = opened(week)
    dialog.kind.choose(BOOK)
    dialog.state.choose(state)
    dialog.path.setText(str(path))
    dialog.act.click()
    idle(qtbot, window)
    qtbot.waitUntil(dialog.problem.isVisible, timeout=10_000)
    assert "holds decisions that were not taken" in dialog.problem.text() and dialog.act.isEnabled()
    assert path.read_bytes() == typed and not ask(window, is_issued, week)
    dialog.reject()


def test_where_it_cannot_be_written_the_dialog_says_so_and_stays(
    qtbot: QtBot, window: Window, week: str, opened: Open, tmp_path: Path
) -> None:
    dialog = opened(week)
    for kind in (BOOK, PAGE):
        dialog.kind.choose(kind)
        dialog.state.choose(LOOK)
        dialog.path.setText(str(tmp_path / "nowhere" / "review"))
        dialog.act.click()
        idle(qtbot, window)
        qtbot.waitUntil(dialog.problem.isVisible, timeout=10_000)
        assert dialog.act.isEnabled() and "nowhere" in dialog.problem.text()
    dialog.path.setText("")
    dialog.act.click()
    assert "Say where" in dialog.problem.text()
    dialog.reject()


def test_both_places_are_looked_at_before_a_week_is_frozen_for_them(
    qtbot: QtBot, window: Window, week: str, opened: Open, tmp_path: Path
) -> None:
    (tmp_path / "review.pdf").mkdir()
    dialog = opened(week)
    dialog.kind.choose(BOTH)
    dialog.state.choose(FREEZE)
    dialog.path.setText(str(tmp_path / "review"))
    dialog.act.click()
    qtbot.waitUntil(dialog.problem.isVisible, timeout=10_000)
    assert "'review.pdf' is a folder" in dialog.problem.text() and dialog.act.isEnabled()
    assert not ask(window, is_issued, week) and not (tmp_path / "review.xlsx").exists()
    (tmp_path / "review.pdf").rmdir()
    write(qtbot, window, dialog, BOTH, FREEZE, tmp_path / "review")
    assert ask(window, is_issued, week)


@pytest.mark.parametrize("typed", ["", "/", ".", "~nobody77/review"])
def test_what_is_no_file_is_said_and_writing_can_be_tried_again(
    qtbot: QtBot, window: Window, week: str, opened: Open, tmp_path: Path, typed: str
) -> None:
    dialog = opened(week)
    dialog.path.setText(typed)
    dialog.act.click()
    assert "Say where" in dialog.problem.text() and dialog.act.isEnabled()
    write(qtbot, window, dialog, PAGE, LOOK, tmp_path / "review")
    assert (tmp_path / "review.pdf").exists()


def test_wr11_what_was_chosen_at_the_press_holds_for_both_files(
    qtbot: QtBot, window: Window, week: str, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither names nor a second press come in while the first is being written."""
    painted: list[bool] = []

    def watched(work: Work, *args: Any, names: bool) -> Any:
        painted.append(names)
        return review_leaving(work, *args, names=names)

    monkeypatch.setattr("app.ui.dialogs.review_export.review_leaving", watched)
    dialog = opened(week)
    dialog.kind.choose(BOTH)
    dialog.state.choose(LOOK)
    dialog.names.setChecked(False)
    dialog.path.setText(str(tmp_path / "review"))
    dialog.act.click()
    dialog.names.setChecked(True)
    dialog.anyway.toggle()
    assert not dialog.act.isEnabled()
    qtbot.waitUntil(lambda: (tmp_path / "review.pdf").exists(), timeout=20_000)
    idle(qtbot, window)
    assert painted == [False]


def test_a_week_that_is_frozen_after_all_is_said_though_its_dialog_is_gone(
    qtbot: QtBot, window: Window, week: str, opened: Open, tmp_path: Path
) -> None:
    """The act waits for its turn behind another; who closes the dialog meanwhile learns what became of it."""
    assert window.runner is not None and window.view is not None
    free, said = Event(), window.view.bench.toast
    dialog = opened(week)
    window.runner.call(free.wait, 20, then=print)
    dialog.kind.choose(BOOK)
    dialog.state.choose(FREEZE)
    dialog.path.setText(str(tmp_path / "review"))
    handed: list[object] = []
    act = Issuing._act
    with pytest.MonkeyPatch.context() as patch:

        def watched(issuing: Issuing, ready: Any) -> None:
            act(issuing, ready)
            handed.append(ready)

        patch.setattr(Issuing, "_act", watched)
        dialog.act.click()
        qtbot.waitUntil(lambda: bool(handed), timeout=20_000)
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    free.set()
    idle(qtbot, window)
    assert ask(window, is_issued, week)
    assert said.isVisible() and said.accessibleName() == f"Issue the review of {week}"


def test_every_control_has_a_name_and_enter_writes(window: Window, week: str, opened: Open) -> None:
    dialog = opened(week)
    assert dialog.act.isDefault() and dialog.path.accessibleName() == "Where to"
    for named in (dialog.kind, dialog.state):
        assert named.accessibleName()
    assert dialog.names.text() and dialog.anyway.text()
    dialog.reject()
