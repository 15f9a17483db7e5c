"""The sample by keys alone: a digit judges and goes on, a note stays with its verdict, all of it is counted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.review_sample import judge_sampled, sample_view
from app.ui.window import Window
from tests.ui.review.hands import Hands, on_screen
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

KEY = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on the sample workspace."""
    with on_screen(qtbot, workspaces.sample(tmp_path / "Sample.assay"), "today") as made:
        yield made


@pytest.fixture
def hands(qtbot: QtBot, window: Window) -> Hands:
    """Somebody at the keyboard."""
    return Hands(qtbot, window)


@pytest.fixture
def part(hands: Hands) -> Any:
    """The sample of the last week, with the keyboard in it."""
    return hands.go("sample")


def kept(hands: Hands, part: Any) -> list[tuple[int, str, str]]:
    """What is stored of each lead of the sample."""
    return [(row.lead_id, row.verdict, row.note) for row in hands.desk.ask(sample_view, part.week).rows]


def test_the_leads_are_those_that_were_drawn_from_both_sides(hands: Hands, part: Any) -> None:
    drawn = hands.desk.ask(sample_view, part.week)
    assert [part.table.row_at(at) for at in range(part.table.rowCount())] == list(drawn.rows)
    assert {part.table.row_at(at).became_sql for at in range(part.table.rowCount())} == {True, False}
    assert part.says.text() == f"0 of {len(drawn.rows)} talked about"
    assert part.ever.text() == "No week was talked about yet."


def test_a_digit_judges_and_the_next_lead_comes(hands: Hands, part: Any) -> None:
    assert part.view.currentIndex().row() == 0
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_4):
        hands.press(key)
    assert part.view.currentIndex().row() == 4 and part.view.hasFocus()
    said = [verdict for _, verdict, _ in kept(hands, part)]
    assert said[:4] == ["right", "too_early", "too_late", "never"] and not any(said[4:])
    verdicts = [part.table.columns[3].text(part.table.row_at(at)) for at in range(5)]
    assert verdicts == [
        "Right where it stands",
        "Moved too early",
        "Should have moved sooner",
        "Should never have been a lead",
        "not talked about yet",
    ]


def test_going_on_skips_who_was_talked_about(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_1)
    hands.press(KEY.Key_Home)
    part.view.choose(0)
    hands.press(KEY.Key_2)
    assert part.view.currentIndex().row() == 2


def test_verdicts_of_this_week_and_of_all_weeks_are_counted(hands: Hands, part: Any) -> None:
    other = hands.desk.ask(sample_view, part.week).rows[0].lead_id
    hands.desk.do(judge_sampled, "2026-W01", other, "right")
    hands.press(KEY.Key_1)
    hands.press(KEY.Key_3)
    assert "5 became SQL: Right where it stands 1, Should have moved sooner 1" in part.counted.text()
    assert "5 did not: not talked about yet" in part.counted.text()
    assert part.ever.text() == "All weeks: Right where it stands 2, Should have moved sooner 1"
    assert part.says.text() == "2 of 10 talked about"


def test_what_was_said_of_one_week_is_not_drawn_over_another(
    hands: Hands, part: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(part, "_draw_said", drawn.append)
    part.show_week(part.week)
    part.show_week("2026-W01")
    idle(hands.qtbot, hands.window)
    assert not drawn


def test_a_verdict_is_taken_back(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_1)
    hands.window.commands.act("edit.undo")
    idle(hands.qtbot, hands.window)
    assert not any(verdict for _, verdict, _ in kept(hands, part))
    assert not part.table.row_at(0).verdict and part.says.text() == "0 of 10 talked about"


def test_a_note_is_kept_beside_the_verdict_also_when_it_is_given_again(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_N)
    assert not part.strip.isVisible(), "a note alone says nothing: the verdict comes first"
    hands.press(KEY.Key_2)
    part.view.choose(0)
    hands.press(KEY.Key_N)
    hands.write("No date was agr")
    hands.press(KEY.Key_Escape)
    assert kept(hands, part)[0][2] == "" and part.holds_input
    hands.press(KEY.Key_N)
    assert part.strip.text.text() == "No date was agr", "what was half-typed is there again"
    hands.write("eed")
    hands.press(KEY.Key_Return)
    assert kept(hands, part)[0][1:] == ("too_early", "No date was agreed")
    assert part.view.hasFocus() and not part.holds_input
    part.view.choose(0)
    hands.press(KEY.Key_1)
    assert kept(hands, part)[0][1:] == ("right", "No date was agreed")


def test_enter_opens_the_lead(hands: Hands, part: Any) -> None:
    lead = part.current.lead_id
    hands.press(KEY.Key_Return)
    assert hands.window.view is not None and hands.window.view.where == ("lead", lead)


def test_a_week_without_mqls_says_why_nobody_is_drawn(hands: Hands, part: Any) -> None:
    part.show_week("2020-W10")
    idle(hands.qtbot, hands.window)
    assert part.table.rowCount() == 0 and "nobody to talk about" in part.view.empty
    assert not part.verdicts["right"].isEnabled()
