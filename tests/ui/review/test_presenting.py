"""The meeting by keys alone: slides that say what the review says, decisions on them, and back to where one was."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem
from app.domain.review.sheet import FindingRow
from app.language import speaking
from app.services.desk import Desk
from app.services.review_decisions import DecisionView, add_decision, decisions_to_see, decisions_view, edit_decision
from app.services.review_sight import review_sight
from app.services.reviews import issue_review, last_complete_week
from app.ui import theme
from app.ui.dialogs.finding import FindingDialog
from app.ui.dialogs.finding_replay import FindingReplayDialog
from app.ui.review import slide_view
from app.ui.review.deck import deck, open_before
from app.ui.review.presenting import Presentation
from app.ui.review.slide_view import SlideView
from app.ui.review.slides import (
    ChartSlide,
    DecisionSlide,
    FewSlide,
    FindingSlide,
    TodaySlide,
    WeekSlide,
)
from app.ui.review.words import figure
from app.ui.window import Window
from tests.ui.review.hands import CONTROL, Hands, on_screen
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

KEY = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on the review of the sample workspace."""
    with on_screen(qtbot, workspaces.sample(tmp_path / "Sample.assay"), "today") as made:
        yield made


@pytest.fixture
def hands(qtbot: QtBot, window: Window) -> Hands:
    """Somebody at the keyboard, in the diagnoses of the review."""
    made = Hands(qtbot, window)
    made.go("diagnoses")
    return made


@pytest.fixture
def meeting(qtbot: QtBot, hands: Hands) -> Iterator[Presentation]:
    """The meeting, begun with F5."""
    hands.press(KEY.Key_F5)
    (made,) = hands.window.findChildren(Presentation)
    qtbot.waitUntil(made.isActiveWindow)
    idle(qtbot, hands.window)
    yield made


def kept(hands: Hands) -> list[DecisionView]:
    """The decisions as they are stored."""
    found: list[DecisionView] = hands.desk.ask(decisions_view, done=True)
    return found


def at(meeting: Presentation, kind: type) -> list[int]:
    """The places of the slides of a kind."""
    return [place for place, slide in enumerate(meeting.slides) if isinstance(slide, kind)]


def to(hands: Hands, meeting: Presentation, kind: type) -> Any:
    """Go on until a slide of a kind is there."""
    hands.press(KEY.Key_Home)
    hands.press(KEY.Key_Right, times=at(meeting, kind)[0])
    return meeting.slide


# --- what the slides say ----------------------------------------------------------------------------------------------


def test_the_slides_say_what_the_review_says(hands: Hands, meeting: Presentation) -> None:
    week = hands.desk.ask(last_complete_week)
    review = hands.desk.ask(review_sight, week).review
    first = meeting.slides[0]
    assert isinstance(first, WeekSlide) and review.week in first.title
    assert [text for _, text in first.sentences] == [one.text for one in review.messages[:6]]
    assert [rule for rule, _ in first.sentences] == [one.rule for one in review.messages[:6]]
    assert [tile.value for tile in first.tiles] == [figure(kpi.this_week, kpi.unit) for kpi in review.kpis]
    assert [tile.n for tile in first.tiles] == [f"n = {kpi.n:,}" for kpi in review.kpis]
    found = [one for one in review.findings if one.state == "found"]
    told = [slide for slide in meeting.slides if isinstance(slide, FindingSlide)]
    assert found and [slide.finding for slide in told] == found, "every row and every number, one diagnosis at a time"
    for slide in told:
        assert slide.n == f"n = {slide.finding.n}" and str(slide.finding.hits) in slide.spoken
        assert slide.finding.says.rstrip(".") in slide.spoken and slide.finding.suggests.rstrip(".") in slide.spoken


def test_what_has_too_few_cases_stands_on_one_slide_and_never_as_found(hands: Hands, meeting: Presentation) -> None:
    review = meeting.sight.review
    small = [one.label for one in review.findings if one.state == "small sample"]
    (place,) = at(meeting, FewSlide)
    slide = meeting.slides[place]
    assert isinstance(slide, FewSlide) and small
    assert [label for label, _ in slide.few] == small and all("are needed" in says for _, says in slide.few)
    clear = [one.label for one in review.findings if one.state == "clear"]
    assert all(label in slide.clear for label in clear)
    others = [other for other in meeting.slides if other is not slide]
    assert not any(label == other.title for label in (*small, *clear) for other in others)


def test_rows_are_shown_as_far_as_they_fit_and_the_rest_is_counted(hands: Hands, meeting: Presentation) -> None:
    slide = to(hands, meeting, FindingSlide)
    rows = tuple(FindingRow(f"Lead {n}", "Northgate", "Mia", "no date") for n in range(40))
    many = replace(slide, finding=replace(slide.finding, rows=rows, hits=40))
    meeting.view.show_slide(many, 1, 1)
    for size, least in (((1024, 768), 8), ((3840, 2160), 8)):
        meeting.view.resize(*size)
        meeting.view.grab()
        shown = meeting.view.shown_rows
        assert least <= shown < 40 and many.left_out(shown) == 40 - shown
    few = replace(slide, finding=replace(slide.finding, rows=rows[:3], hits=3))
    meeting.view.show_slide(few, 1, 1)
    meeting.view.grab()
    assert meeting.view.shown_rows == 3 and few.left_out(3) == 0
    counted = replace(slide, finding=replace(slide.finding, rows=rows * 3, hits=140))
    counted = replace(counted, finding=replace(counted.finding, rows=counted.finding.rows[:100]))
    assert counted.left_out(10) == 130, "a review names a hundred rows and counts all"


LONG = (
    "Maximiliane-Theodora von Hohenstein-Wittgenstein",
    "Joint Institute of the University Hospitals and Teaching Clinics of the North",
    "Konstantin-Alexander Abercrombie-Featherstone",
    "no owner, no next step, no date",
)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_long_names_take_more_lines_and_what_is_cut_can_be_read_in_full(
    hands: Hands, meeting: Presentation, size: tuple[int, int], scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    tips: list[str] = []  # no screen to show one on
    shows = SimpleNamespace(showText=lambda place, words, of: tips.append(words), hideText=tips.clear)
    monkeypatch.setattr(slide_view, "QToolTip", shows)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", scale)
    slide, view = to(hands, meeting, FindingSlide), meeting.view
    view.resize(*size)
    few = tuple(FindingRow(*LONG) for _ in range(3))
    view.show_slide(replace(slide, finding=replace(slide.finding, rows=few, hits=3)), 1, 1)
    view.grab()
    assert not view.cut and view.shown_rows == 3 and not view.accessibleDescription(), "with room nothing is cut"
    many = tuple(FindingRow(*LONG) for _ in range(40))
    view.show_slide(replace(slide, finding=replace(slide.finding, rows=many, hits=40)), 1, 1)
    view.grab()
    assert view.shown_rows >= 8 and {one.words for one in view.cut} <= {*LONG}
    assert LONG[1] in {one.words for one in view.cut} and LONG[1] in view.accessibleDescription()
    for one in view.cut:
        middle = one.place.center().toPoint()
        assert view.whole_at(middle) == one.words
        QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, middle, view.mapToGlobal(middle)))
        assert tips[-1] == one.words
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), view.mapToGlobal(QPoint(2, 2))))
    assert view.whole_at(QPoint(2, 2)) == "" and not tips


def test_what_is_decided_stands_whole_also_where_it_is_long(hands: Hands, meeting: Presentation) -> None:
    text = "Let the two who judge the pilot agree, in writing and before it begins, on what passes and who says so"
    hands.desk.do(add_decision, meeting.sight.week, text, "Konstantin-Alexander Abercrombie")
    meeting.bench.ask(decisions_to_see, then=meeting._draw, key="review/presenting")
    idle(hands.qtbot, hands.window)
    hands.press(KEY.Key_End)
    for size in ((1280, 760), (1920, 1040)):
        meeting.view.resize(*size)
        meeting.view.grab()
        assert isinstance(meeting.slide, TodaySlide) and meeting.view.shown_rows == 1 and meeting.view.cut == ()


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_figure_of_the_week_is_cut(hands: Hands, language: str) -> None:
    week = hands.desk.ask(last_complete_week)
    with speaking(language):
        slides = deck(hands.desk.ask(review_sight, week), hands.desk.ask(decisions_to_see), ())
        view = SlideView()
        for size in ((1280, 760), (1920, 1040)):
            view.resize(*size)
            view.show_slide(slides[0], 1, 1)
            view.grab()
            assert view.cut == ()


def test_acceptance_and_movement_are_drawn_with_their_message_as_title(meeting: Presentation) -> None:
    titles = [slide.title for slide in meeting.slides if isinstance(slide, ChartSlide)]
    assert len(titles) == 2 and any(f"{meeting.sight.review.verdicts.accepted_in_week}" in title for title in titles)


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_every_slide_is_painted_at_every_size_and_told_in_words(meeting: Presentation, palette: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, palette)
    for place, slide in enumerate(meeting.slides):
        meeting.go(place)
        for size in ((1024, 768), (1920, 1080), (3840, 2160)):
            meeting.view.resize(*size)
            picture = meeting.view.grab().toImage()
            ground = picture.pixelColor(9, 9).name()
            assert ground == theme.PALETTES[palette].surface
            points = ((x, y) for x in range(9, picture.width() - 9, 7) for y in range(9, picture.height() - 9, 5))
            assert any(picture.pixelColor(x, y).name() != ground for x, y in points)
        name = meeting.view.accessibleName()
        assert slide.title.rstrip(".") in name and f"{place + 1} of {len(meeting.slides)}" in name


# --- keys -------------------------------------------------------------------------------------------------------------


def test_every_key_that_goes_on_and_back(hands: Hands, meeting: Presentation) -> None:
    for key in (KEY.Key_Right, KEY.Key_Space, KEY.Key_PageDown):
        hands.press(key)
    assert meeting.at == 3
    for key in (KEY.Key_Left, KEY.Key_PageUp):
        hands.press(key)
    assert meeting.at == 1
    hands.press(KEY.Key_End)
    assert isinstance(meeting.slide, TodaySlide)
    hands.press(KEY.Key_Right)
    assert isinstance(meeting.slide, TodaySlide), "the last slide is the end"
    hands.press(KEY.Key_Home)
    hands.press(KEY.Key_Left)
    assert meeting.at == 0


def test_a_decision_on_a_diagnosis_answers_it_and_the_next_slide_comes(hands: Hands, meeting: Presentation) -> None:
    before = len(kept(hands))
    slide = to(hands, meeting, FindingSlide)
    place = meeting.at
    hands.press(KEY.Key_D)
    hands.write("Require the scope", "hel", "+7d")
    hands.press(KEY.Key_Return)
    new = kept(hands)[-1]
    assert len(kept(hands)) == before + 1
    assert (new.text, new.owner, new.rule) == ("Require the scope", "Helen Osei", slide.finding.diagnosis)
    assert new.week == meeting.sight.week and new.due == new.day + timedelta(days=7)
    assert meeting.at == place + 1 and "Decide: Require the scope" in meeting.view.said
    assert "Decide: Require the scope" in meeting.view.accessibleName(), "who cannot see it hears it"
    hands.press(KEY.Key_Left)
    assert isinstance(meeting.slide, FindingSlide) and "Require the scope" in meeting.slide.decided[0]
    hands.press(KEY.Key_End)
    assert isinstance(meeting.slide, TodaySlide) and [row.id for row in meeting.slide.decided] == [new.id]
    hands.press(KEY.Key_Z, CONTROL)
    assert len(kept(hands)) == before and isinstance(meeting.slide, TodaySlide)
    assert not meeting.slide.decided and "Nothing was decided yet" in meeting.slide.spoken


def test_old_decisions_come_one_by_one_and_are_done_with_what_came_of_them(hands: Hands, meeting: Presentation) -> None:
    open_ones = [row for row in kept(hands) if not row.done]
    places = at(meeting, DecisionSlide)
    assert open_ones and [meeting.slides[place].title for place in places] == [row.text for row in open_ones]
    slide = to(hands, meeting, DecisionSlide)
    hands.press(KEY.Key_X)
    hands.write("They sent both questions")
    hands.press(KEY.Key_Return)
    done = next(row for row in kept(hands) if row.id == slide.row.id)
    assert done.done and done.outcome == "They sent both questions"
    assert meeting.at == places[0] + 1
    hands.press(KEY.Key_Left)
    again = meeting.slide
    assert isinstance(again, DecisionSlide) and ("What came of it", "They sent both questions", "good") in again.facts
    hands.press(KEY.Key_X)
    assert not meeting.done_strip.isVisible(), "it is done"
    hands.press(KEY.Key_End)
    assert isinstance(meeting.slide, TodaySlide) and [row.id for row in meeting.slide.done] == [done.id]


def test_what_is_half_typed_is_there_again_also_after_the_meeting(hands: Hands, meeting: Presentation) -> None:
    to(hands, meeting, FindingSlide)
    hands.press(KEY.Key_D)
    hands.write("Half a sen", "Mina")
    hands.press(KEY.Key_Escape)
    assert meeting.isVisible() and not meeting.strip.isVisible(), "the first Esc leaves the line alone"
    hands.press(KEY.Key_Right)
    hands.press(KEY.Key_D)
    assert meeting.strip.text.text() == "", "another diagnosis is another decision"
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_Left)
    hands.press(KEY.Key_D)
    assert (meeting.strip.text.text(), meeting.strip.owner.text()) == ("Half a sen", "Mina")
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_Escape)
    decisions = hands.go("decisions")
    assert decisions.holds_input
    hands.press(KEY.Key_N)
    assert decisions.strip.text.text() == "Half a sen" and decisions.strip.place.rule


def test_esc_goes_back_to_where_one_was(hands: Hands, meeting: Presentation) -> None:
    page = hands.window.view.pages["review"] if hands.window.view is not None else None
    hands.press(KEY.Key_Right)
    over: list[bool] = []
    meeting.over.connect(lambda: over.append(True))
    hands.press(KEY.Key_Escape)
    assert over == [True] and page is not None and page.list.part == "diagnoses"
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    assert page.isAncestorOf(QApplication.focusWidget())


def test_where_one_was_may_have_been_drawn_anew_meanwhile(hands: Hands) -> None:
    hands.go("summary")
    hands.press(KEY.Key_F5)
    (meeting,) = hands.window.findChildren(Presentation)
    hands.qtbot.waitUntil(meeting.isActiveWindow)
    idle(hands.qtbot, hands.window)
    hands.press(KEY.Key_D)
    hands.write("Agree on the week")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Escape)
    assert kept(hands)[-1].text == "Agree on the week" and not kept(hands)[-1].rule
    assert not hands.window.findChildren(Presentation) or not meeting.isVisible()


def test_what_goes_wrong_is_said_where_the_meeting_looks(hands: Hands, meeting: Presentation) -> None:
    meeting.bench.problems.show(Problem("This decision no longer exists."))
    assert meeting.view.said == "This decision no longer exists."
    assert meeting.view.accessibleName().startswith("This decision no longer exists.")
    hands.press(KEY.Key_Right)
    assert meeting.view.said == ""


def test_a_click_goes_on_and_the_other_button_back(hands: Hands, meeting: Presentation) -> None:
    hands.qtbot.mouseClick(meeting.view, Qt.MouseButton.LeftButton)
    hands.qtbot.mouseClick(meeting.view, Qt.MouseButton.LeftButton)
    hands.qtbot.mouseClick(meeting.view, Qt.MouseButton.RightButton)
    assert meeting.at == 1
    hands.press(KEY.Key_D)
    hands.qtbot.mouseClick(meeting.view, Qt.MouseButton.LeftButton)
    assert meeting.at == 1, "while something is typed a click goes nowhere"


def test_the_replay_of_a_diagnosis_opens_and_closes_over_its_slide(hands: Hands, meeting: Presentation) -> None:
    labels = [slide.title for slide in meeting.slides]
    hands.press(KEY.Key_Home)
    hands.press(KEY.Key_Right, times=labels.index("Stale criteria"))
    place = meeting.at
    hands.press(KEY.Key_R)
    (dialog,) = meeting.findChildren(FindingReplayDialog)
    assert dialog.title.text().startswith("What if: Ask ") and dialog.found is not None
    view = dialog.found.view
    assert view is not None and view.changes
    assert dialog.says.text().startswith(f"{len(view.leads)} of the latest {view.looked_at} leads would be judged")
    assert sum(dialog.effects.row_at(at).kind == "Reason" for at in range(dialog.effects.rowCount())) == len(
        view.reasons
    )
    QTest.keyClick(dialog, KEY.Key_Escape)
    idle(hands.qtbot, hands.window)
    assert meeting.isVisible() and meeting.at == place


def test_enter_shows_all_rows_of_a_diagnosis(hands: Hands, meeting: Presentation) -> None:
    slide = to(hands, meeting, FindingSlide)
    hands.press(KEY.Key_Return)
    (dialog,) = meeting.findChildren(FindingDialog)
    assert dialog.table.rowCount() == len(slide.finding.rows) and dialog.replay.isVisible()
    hands.press(KEY.Key_R)
    (replay,) = dialog.findChildren(FindingReplayDialog)
    assert replay.isVisible() and (replay.part.isVisible() or replay.found.view is not None)
    QTest.keyClick(replay, KEY.Key_Escape)
    idle(hands.qtbot, hands.window)
    QTest.keyClick(dialog, KEY.Key_Escape)
    idle(hands.qtbot, hands.window)
    assert meeting.isVisible()


def test_opening_a_lead_leaves_the_meeting_for_it(hands: Hands, meeting: Presentation) -> None:
    meeting.bench.lead_wanted.emit(1)
    idle(hands.qtbot, hands.window)
    assert hands.window.view is not None and hands.window.view.where == ("lead", 1)
    assert not hands.window.findChildren(Presentation) or not meeting.isVisible()


# --- names ------------------------------------------------------------------------------------------------------------


def test_names_of_our_people_can_be_switched_off_everywhere(hands: Hands, meeting: Presentation) -> None:
    ours = {row.owner for row in kept(hands) if row.owner}
    ours |= {row.owner for one in meeting.sight.review.findings for row in one.rows if row.owner}
    before = meeting.at
    hands.press(KEY.Key_N)
    assert meeting.at == before and "without their names" in meeting.view.said
    told = " ".join(_everything(slide) for slide in meeting.slides)
    assert len(ours) > 3 and not [name for name in ours if name in told] and "Colleague 1" in told
    hands.press(KEY.Key_N)
    told = " ".join(_everything(slide) for slide in meeting.slides)
    assert all(name in told for name in ours) and "Colleague" not in told


def test_what_is_said_after_an_act_names_nobody_while_names_are_off(hands: Hands, meeting: Presentation) -> None:
    words = "Helen Osei asks for a date"
    hands.press(KEY.Key_N)
    for key, says in ((KEY.Key_D, "Kept"), (KEY.Key_Z, "Undone"), (KEY.Key_Y, "Kept")):
        if key == KEY.Key_D:
            hands.press(key)
            hands.write(words, "hel")
            hands.press(KEY.Key_Return)
        else:
            hands.press(key, CONTROL)
        assert meeting.view.said == says and "Helen" not in meeting.view.accessibleName()
    assert kept(hands)[-1].text == words and kept(hands)[-1].owner == "Helen Osei"
    hands.press(KEY.Key_N)
    hands.press(KEY.Key_Z, CONTROL)
    assert words in meeting.view.said, "by name it is said which"


def test_what_came_of_a_decision_is_asked_without_names_while_they_are_off(hands: Hands, meeting: Presentation) -> None:
    slide = to(hands, meeting, DecisionSlide)
    hands.desk.do(edit_decision, slide.row.id, "Helen Osei asks for a date", "Helen Osei", None)
    meeting.bench.ask(decisions_to_see, then=meeting._draw, key="review/presenting")
    idle(hands.qtbot, hands.window)
    hands.press(KEY.Key_N)
    hands.press(KEY.Key_X)
    asked = meeting.done_strip.text.text()
    assert meeting.slide is not None and asked == meeting.slide.title
    assert asked.startswith("Colleague ") and asked.endswith(" asks for a date")
    hands.write("She did")
    hands.press(KEY.Key_Return)
    done = next(row for row in kept(hands) if row.id == slide.row.id)
    assert done.done and done.text == "Helen Osei asks for a date"


def test_who_issued_the_week_is_one_of_our_people(workspaces: Workspaces, tmp_path: Path) -> None:
    with workspaces(tmp_path / "Empty.assay") as desk:
        week = desk.ask(last_complete_week)
        desk.do(issue_review, week, None)
        sight, found = desk.ask(review_sight, week), desk.ask(decisions_to_see)
    named, bare = (deck(sight, found, (), names=names)[0] for names in (True, False))
    assert isinstance(named, WeekSlide) and isinstance(bare, WeekSlide) and sight.by
    assert sight.by in named.foot and sight.by not in bare.foot and "Colleague 1" in bare.foot


def _everything(slide: Any) -> str:
    rows = [" ".join(map(str, row)) for row in slide.rows] if isinstance(slide, FindingSlide) else []
    return " ".join((slide.spoken, *rows))


@pytest.mark.parametrize(("weeks", "before"), [(1, "on last week"), (2, "on the two weeks before")])
def test_the_first_slide_says_what_the_changes_are_on(
    workspaces: Workspaces, tmp_path: Path, weeks: int, before: str
) -> None:
    with workspaces(tmp_path / "Empty.assay") as desk:
        sight = desk.ask(review_sight, desk.ask(last_complete_week), weeks)
        first = deck(sight, desk.ask(decisions_to_see), ())[0]
    assert isinstance(first, WeekSlide) and first.foot.startswith(f"Changes are those {before} · ")


# --- decks without much -----------------------------------------------------------------------------------------------


def test_an_empty_week_has_a_first_and_a_last_slide(workspaces: Workspaces, tmp_path: Path) -> None:
    with workspaces(tmp_path / "Empty.assay") as desk:
        week = desk.ask(last_complete_week)
        found = desk.ask(decisions_to_see)
        slides = deck(desk.ask(review_sight, week), found, open_before(found))
    assert isinstance(slides[0], WeekSlide) and isinstance(slides[-1], TodaySlide)
    assert not [slide for slide in slides if isinstance(slide, FindingSlide)]


def test_what_was_decided_today_is_no_decision_of_an_earlier_meeting(workspaces: Workspaces, tmp_path: Path) -> None:
    with workspaces(tmp_path / "Empty.assay", _decided) as desk:
        found = desk.ask(decisions_to_see)
        assert len(found.rows) == 1 and open_before(found) == ()
        later = replace(found, today=found.today + timedelta(days=7))
        assert open_before(later) == (found.rows[0].id,), "in every later week it is shown again until it is done"


def _decided(desk: Desk) -> None:
    desk.do(add_decision, "2026-W46", "Ask for a date", "Mia")
