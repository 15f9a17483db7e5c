"""The committee map by hand: keys, gestures, views and what is said, in the real window on a real workspace."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.committee.layout.travel import tab_order
from app.domain.committee.signs import stance_sign
from app.services.adding import add_lead
from app.services.committee.lines import add_line, set_manager
from app.services.committee.opinions import set_stance
from app.services.committee.people import proposed, quick_build
from app.services.committee.sent import map_export
from app.services.desk import Desk
from app.ui import dates
from app.ui.command_table import COMMANDS
from app.ui.committee.cards import paint_face
from app.ui.committee.faces import faces
from app.ui.committee.panel import CommitteePanel
from app.ui.committee.tables import COLUMNS, lines_of
from app.ui.theme import CONTRAST, LIGHT
from app.ui.window import Window
from tests.ui.committee.maps import view_of
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

LINE = "hospital_lab"
PEOPLE = """Ada Ash, Lab operations manager, ada@northgate.example
Bea Birch, Laboratory medical director, bea@northgate.example
Carl Cedar, LIS analyst, carl@northgate.example
Dora Dogwood, Chief operating officer, dora@northgate.example
Emil Elm, Procurement manager, emil@northgate.example
Fay Fir"""
TEN = """Ada Ash, Lab operations manager, ada@northgate.example
Bea Birch, Laboratory medical director, bea@northgate.example
Carl Cedar, LIS analyst, carl@northgate.example
Dora Dogwood, Chief operating officer, dora@northgate.example
Emil Elm, Procurement manager, emil@northgate.example
Fay Fir, Quality manager, fay@northgate.example
Gus Gorse, Privacy officer, gus@northgate.example
Hana Hazel, CFO, hana@northgate.example
Ivo Ilex, Chief nursing officer, ivo@northgate.example
Jo Juniper, Head of pathology, jo@northgate.example"""


def account(desk: Desk) -> None:
    """An account with one lead."""
    fields = {"full_name": "Zoe Zinnia", "email": "zoe@northgate.example", "company": "Northgate Hospital"}
    desk.do(add_lead, fields | {"service_line": LINE, "source": "Website", "job_title": "Clinic manager"})


def peopled(desk: Desk) -> None:
    """An account with six people on its map, one of them unplaced, two of them in a line."""
    account(desk)
    built = desk.ask(proposed, 1, LINE, PEOPLE)
    ids = desk.do(quick_build, 1, LINE, built.proposals).outcome
    desk.do(set_manager, ids[0], ids[1], LINE)
    desk.do(set_manager, ids[1], ids[3], LINE)


@pytest.fixture
def opened(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Callable[..., Any]]:
    """Opens a workspace on the page of its account and gives the panel of the map."""
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)

    def open_on(fill: Callable[[Desk], object]) -> CommitteePanel:
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.take(workspaces(tmp_path / "Team.assay", fill), place="accounts")
        idle(qtbot, made)
        made.view.go("account", 1)
        idle(qtbot, made)
        panel: CommitteePanel = made.view.pages["account"].committee
        panel.take_focus()
        return panel

    yield open_on
    made.close()


@pytest.fixture
def panel(opened: Callable[..., Any]) -> CommitteePanel:
    """The map with six people."""
    found: CommitteePanel = opened(peopled)
    found.show_view("lanes")
    found.take_focus()
    return found


def key(name: str, panel: CommitteePanel) -> int:
    """The id of somebody on the map."""
    return next(one.id for one in panel.view.map.people if one.name == name)


def one(name: str, panel: CommitteePanel) -> Any:
    return panel.view.map.by_id[key(name, panel)]


def press(qtbot: QtBot, panel: CommitteePanel, what: Any, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is, and wait for what comes of it."""
    if QApplication.activeWindow() is None:  # without a window manager nobody gives the keyboard back
        panel.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    target = QApplication.focusWidget()
    qtbot.keyClick(target, what, held)
    idle(qtbot, panel.window())


def dialog(panel: CommitteePanel) -> Any:
    return next(one for one in panel.window().findChildren(QDialog) if one.isVisible())


# --- CM1, CM2 ---------------------------------------------------------------------------------------------------------


def test_cm1_four_views_show_the_same_rows_and_share_who_is_in_hand(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Carl Cedar", panel))
    for what, kind in (
        (Qt.Key.Key_F7, "tree"),
        (Qt.Key.Key_F8, "table"),
        (Qt.Key.Key_F9, "team"),
        (Qt.Key.Key_F6, "lanes"),
    ):
        press(qtbot, panel, what)
        assert panel.views.value == kind
        assert panel.current == key("Carl Cedar", panel)
        assert panel.has_keyboard
    panel.show_view("table")
    assert panel.table.current_id is not None
    assert panel.table._keys[panel.table.current_id] == key("Carl Cedar", panel)
    press(qtbot, panel, Qt.Key.Key_Down)
    chosen = panel.current
    assert chosen != key("Carl Cedar", panel)
    panel.show_view("lanes")
    assert panel.canvas.current == chosen
    people = set(panel.view.map.by_id)
    for kind in ("lanes", "tree"):
        panel.show_view(kind)
        assert people <= panel.canvas.map.cards.keys()
    panel.show_view("team")
    assert panel.team.view is not None and set(panel.team.view._keys) == people


def test_cm2_who_has_no_place_waits_in_the_tray_and_is_counted(panel: CommitteePanel) -> None:
    tray = panel.layout_shown.tray
    assert tray is not None and tray.count == panel.view.tally.unplaced > 0
    card = panel.layout_shown.card(key("Fay Fir", panel))
    assert card is not None and card.unplaced
    assert f"{tray.count} unplaced" in panel.counts.accessibleName()


# --- CM3, CM4, CM5 ----------------------------------------------------------------------------------------------------


def test_cm3_many_people_have_the_lines_of_who_is_in_hand_and_l_shows_all(
    qtbot: QtBot, opened: Callable[..., Any]
) -> None:
    panel = opened(peopled)
    panel.show_view("lanes")
    text = "\n".join(f"Person{chr(65 + at)} Pine, LIS analyst, p{at}@northgate.example" for at in range(20))
    desk = panel.bench.runner.desk
    ids = desk.do(quick_build, 1, LINE, desk.ask(proposed, 1, LINE, text).proposals).outcome
    desk.do(add_line, key("Ada Ash", panel), ids[0], "influences", LINE, "strong")
    panel.refresh()
    idle(qtbot, panel.window())
    panel.take(ids[5])
    line = panel.canvas.map.lines["influences", key("Ada Ash", panel), ids[0]]
    assert not line.isVisible()
    panel.take(ids[0])
    assert line.isVisible() and line.lit
    panel.take(ids[5])
    panel.take_focus()
    press(qtbot, panel, Qt.Key.Key_L)
    assert line.isVisible()
    assert faces(panel.view)[key("Ada Ash", panel)].manager == "↑ Bea Birch"


def test_cm4_a_card_says_everything_in_shape_and_text(panel: CommitteePanel, qtbot: QtBot) -> None:
    desk = panel.bench.runner.desk
    desk.do(set_stance, [key("Ada Ash", panel)], 2)
    panel.refresh()
    idle(qtbot, panel.window())
    face = panel.canvas.map.cards[key("Ada Ash", panel)].face
    assert face.signs is not None
    assert (face.signs.stance, face.signs.border) == ("++", "dotted")
    assert "champion" in face.said and "reports to Bea Birch" in face.said
    images = []
    for stance in (2, -2):
        image = QImage(220, 120, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        other = replace(face, stance=stance, signs=replace(face.signs, stance=stance_sign(stance)))
        paint_face(painter, QRectF(10, 12, 200, 96), other, CONTRAST, on_paper=True)
        painter.end()
        images.append(image)
    assert images[0] != images[1]  # in grey, too, the two are told apart


def test_cm5_enter_on_an_empty_seat_brings_somebody_into_it(qtbot: QtBot, panel: CommitteePanel) -> None:
    seat = panel.view.map.empty_seats()[0]
    assert panel.canvas.map.cards[seat].face.ghost
    panel.take(seat)
    panel.take_focus()
    press(qtbot, panel, Qt.Key.Key_Return)
    form = dialog(panel)
    form.inputs["name"].setText("Nora Nettle")
    form.commit()
    idle(qtbot, panel.window())
    assert one("Nora Nettle", panel).seat == seat
    assert seat not in panel.canvas.map.cards
    assert panel.current == key("Nora Nettle", panel)


def test_cm5_an_empty_seat_takes_a_dated_step_instead(qtbot: QtBot, panel: CommitteePanel) -> None:
    seat = panel.view.map.empty_seats()[0]
    panel.take(seat)
    panel.act("map.edit")
    form = dialog(panel)
    form.commit()
    assert form.isVisible()  # neither a name nor a day
    form.inputs["due"].setText("+7d")
    form.commit()
    idle(qtbot, panel.window())
    held = next(one for one in panel.view.map.people if one.seat == seat)
    assert not held.name and held.due is not None and held.due > dates.today()
    assert seat not in panel.canvas.map.cards and held.id in panel.canvas.map.cards


# --- CM6, CM7 ---------------------------------------------------------------------------------------------------------


def test_cm6_at_most_seven_gaps_each_with_a_key_that_begins_its_fix(qtbot: QtBot, panel: CommitteePanel) -> None:
    gaps = panel.view.gaps
    assert 0 < len(gaps) <= 7 and len(panel.cover.fixes) == len(gaps)
    for at, link in enumerate(panel.cover.fixes):
        assert gaps[at].fix in link.accessibleName()
    for at in range(len(gaps)):
        panel.take_focus()
        press(qtbot, panel, Qt.Key(Qt.Key.Key_1 + at), Qt.KeyboardModifier.AltModifier)
        dialog(panel).reject()
        if gaps[at].target is not None:
            assert panel.current == gaps[at].target


def test_cm7_coverage_is_said_as_so_many_of_so_many(panel: CommitteePanel) -> None:
    assert re.fullmatch(r"\d+ of \d+", panel.cover.count.text())
    assert panel.cover.count.text() == panel.view.coverage.text


# --- CM8 --------------------------------------------------------------------------------------------------------------


def test_cm8_every_key_is_heard_by_the_map_and_stands_in_a_menu(panel: CommitteePanel) -> None:
    wanted = {"Return", "F2", "M", "I", "C", "Del", "Alt+Left", "Alt+Right", "Alt+Up", "Alt+Down", "0", "1", "2", "3",
              "4", "5", "Ctrl+F", "Ctrl++", "Ctrl+-", "Ctrl+0", "L"}  # fmt: skip
    mine = [command for command in COMMANDS if command.near == "map"]
    assert wanted <= {command.key for command in mine}
    panel.take(key("Ada Ash", panel))
    menus = [action.menu() for action in panel.window().menuBar().actions()]
    listed = {action.objectName() for menu in menus if menu is not None for action in menu.actions()}
    for command in mine:
        assert command.id in listed
        assert command.id.startswith("map.gap_") or panel.bench.commands.can(command.id), command.id


def test_cm8_tab_goes_through_lanes_then_bands_and_out_at_the_end(qtbot: QtBot, panel: CommitteePanel) -> None:
    order = tab_order(panel.layout_shown)
    panel.take(order[0])
    panel.take_focus()
    for expected in order[1:]:
        press(qtbot, panel, Qt.Key.Key_Tab)
        assert panel.current == expected and panel.canvas.hasFocus()
        seen = panel.canvas.mapFromScene(panel.canvas.map.cards[expected].sceneBoundingRect()).boundingRect()
        assert panel.canvas.viewport().rect().contains(seen.center())
    press(qtbot, panel, Qt.Key.Key_Tab)
    assert not panel.canvas.hasFocus()


def test_cm8_arrows_reach_every_card(qtbot: QtBot, panel: CommitteePanel) -> None:
    reached = {panel.current}
    waiting = [panel.current]
    while waiting:
        start = waiting.pop()
        for arrow in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            panel.take(start)
            panel.take_focus()
            qtbot.keyClick(panel.canvas, arrow)
            if panel.current not in reached:
                reached.add(panel.current)
                waiting.append(panel.current)
    assert reached == panel.canvas.map.cards.keys()


def test_cm8_the_ring_is_drawn_in_another_colour_with_the_keyboard(panel: CommitteePanel) -> None:
    panel.take_focus()
    QApplication.processEvents()
    assert panel.canvas.map.cards[panel.current].hand.active
    panel.views.setFocus()
    panel.canvas.clearFocus()
    hand = panel.canvas.map.cards[panel.current].hand
    assert hand.current and not hand.active


def test_cm8_digits_set_the_stance_and_a_reason_is_asked_where_one_was_known(
    qtbot: QtBot, panel: CommitteePanel
) -> None:
    panel.take(key("Ada Ash", panel))
    press(qtbot, panel, Qt.Key.Key_4)
    assert one("Ada Ash", panel).stance == 1 and panel.strip.isHidden()
    press(qtbot, panel, Qt.Key.Key_2)
    assert one("Ada Ash", panel).stance == 1 and panel.strip.isVisible()
    press(qtbot, panel, Qt.Key.Key_Return)
    assert panel.strip.isVisible() and panel.strip.problem.text()  # without a word it stays
    qtbot.keyClicks(panel.strip.field, "Fears the change")
    press(qtbot, panel, Qt.Key.Key_Return)
    assert one("Ada Ash", panel).stance == -1 and panel.strip.isHidden()
    assert panel.canvas.hasFocus()
    press(qtbot, panel, Qt.Key.Key_0)
    press(qtbot, panel, Qt.Key.Key_Escape)
    assert one("Ada Ash", panel).stance == -1 and panel.strip.isHidden()


def test_key_5_asks_for_the_champion_test(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Ada Ash", panel))
    press(qtbot, panel, Qt.Key.Key_5)
    form = dialog(panel)
    assert list(form.inputs) == ["champion_power", "champion_acted", "champion_gains"]
    form.inputs["champion_power"].setText("Signs up to 50,000")
    form.commit()
    assert "supporter (4)" in form.problem.text() and one("Ada Ash", panel).stance is None
    form.inputs["champion_acted"].setText("Brought the director")
    form.inputs["champion_gains"].setText("Fewer calls")
    form.commit()
    idle(qtbot, panel.window())
    ada = one("Ada Ash", panel)
    assert (ada.stance, ada.champion_test) == (2, "Signs up to 50,000\nBrought the director\nFewer calls")
    panel.canvas.setFocus()
    press(qtbot, panel, Qt.Key.Key_4)
    qtbot.keyClicks(panel.strip.field, "Hesitates now")
    press(qtbot, panel, Qt.Key.Key_Return)
    press(qtbot, panel, Qt.Key.Key_5)
    assert panel.strip.isVisible(), "the test was passed before; the reason alone is asked"


def test_key_5_on_somebody_known_asks_why_as_well(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Ada Ash", panel))
    press(qtbot, panel, Qt.Key.Key_3)
    press(qtbot, panel, Qt.Key.Key_5)
    form = dialog(panel)
    assert "reason" in form.inputs
    for name, text in (("power", "Signs"), ("acted", "Called us"), ("gains", "Fewer calls")):
        form.inputs[f"champion_{name}"].setText(text)
    form.commit()
    idle(qtbot, panel.window())
    assert form.problem.text() and one("Ada Ash", panel).stance == 0
    form.inputs["reason"].setText("Brought the director along")
    form.commit()
    idle(qtbot, panel.window())
    assert one("Ada Ash", panel).stance == 2


def test_influence_that_differs_from_rank_is_asked_why_and_the_card_keeps_it(
    qtbot: QtBot, panel: CommitteePanel
) -> None:
    panel.take(key("Carl Cedar", panel))
    press(qtbot, panel, Qt.Key.Key_W)
    for letter in "hi":
        press(qtbot, panel, getattr(Qt.Key, f"Key_{letter.upper()}"))
    press(qtbot, panel, Qt.Key.Key_Return)
    assert panel.strip.isVisible() and not one("Carl Cedar", panel).influence
    press(qtbot, panel, Qt.Key.Key_Return)
    assert panel.strip.isVisible() and panel.strip.problem.text()  # without a word it stays
    qtbot.keyClicks(panel.strip.field, "Runs the trial")
    press(qtbot, panel, Qt.Key.Key_Return)
    carl = one("Carl Cedar", panel)
    assert (carl.influence, carl.influence_why) == ("high", "Runs the trial")


def test_cm8_m_and_a_few_letters_set_the_manager(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Carl Cedar", panel))
    press(qtbot, panel, Qt.Key.Key_M)
    qtbot.keyClicks(dialog(panel).field, "bea")
    press(qtbot, panel, Qt.Key.Key_Return)
    assert one("Carl Cedar", panel).reports_to == key("Bea Birch", panel)
    press(qtbot, panel, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert one("Carl Cedar", panel).reports_to is None
    press(qtbot, panel, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert one("Carl Cedar", panel).reports_to == key("Bea Birch", panel)


@pytest.mark.parametrize(
    ("what", "kind"), [(Qt.Key.Key_I, "influences"), (Qt.Key.Key_C, "conflict"), (Qt.Key.Key_D, "dotted")]
)
def test_cm8_lines_are_drawn_by_key(qtbot: QtBot, panel: CommitteePanel, what: Qt.Key, kind: str) -> None:
    panel.take(key("Carl Cedar", panel))
    press(qtbot, panel, what)
    qtbot.keyClicks(dialog(panel).field, "emil")
    press(qtbot, panel, Qt.Key.Key_Return)
    drawn = [line for line in panel.view.map.lines if line.kind == kind]
    assert [(line.from_id, line.to_id) for line in drawn] == [(key("Carl Cedar", panel), key("Emil Elm", panel))]
    assert any(ends[0] == kind for ends in panel.canvas.map.lines)
    press(qtbot, panel, Qt.Key.Key_X)
    qtbot.keyClicks(dialog(panel).field, "remove")
    press(qtbot, panel, Qt.Key.Key_Return)
    assert not [line for line in panel.view.map.lines if line.kind == kind]


def test_cm8_f2_names_and_del_takes_off_and_the_person_stays(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Carl Cedar", panel))
    press(qtbot, panel, Qt.Key.Key_F2)
    panel.strip.field.setText("Carla Cedar")
    press(qtbot, panel, Qt.Key.Key_Return)
    carla = key("Carla Cedar", panel)
    press(qtbot, panel, Qt.Key.Key_Delete)
    assert carla not in panel.view.map.by_id and carla not in panel.canvas.map.cards
    assert "Carla Cedar" in [one.name for one in panel.view.contacts]
    assert panel.current in panel.canvas.map.cards


def test_cm8_alt_and_arrows_move_a_card(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Fay Fir", panel))
    press(qtbot, panel, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    card = panel.layout_shown.card(key("Fay Fir", panel))
    assert card is not None and not card.unplaced
    lane, band = card.lane, card.band
    press(qtbot, panel, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press(qtbot, panel, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    card = panel.layout_shown.card(key("Fay Fir", panel))
    assert card is not None and card.lane != lane and card.band != band
    assert panel.current == key("Fay Fir", panel)


def test_cm8_find_zoom_and_size(qtbot: QtBot, panel: CommitteePanel) -> None:
    press(qtbot, panel, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog(panel).field, "emil")
    press(qtbot, panel, Qt.Key.Key_Return)
    assert panel.current == key("Emil Elm", panel)
    panel.window().activateWindow()
    qtbot.waitUntil(panel.canvas.hasFocus)
    before = panel.canvas.zoom
    press(qtbot, panel, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert panel.canvas.zoom > before
    press(qtbot, panel, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert panel.canvas.zoom == pytest.approx(before)
    press(qtbot, panel, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert panel.canvas.zoom == 1.0


# --- CM9 --------------------------------------------------------------------------------------------------------------


def middle(panel: CommitteePanel, who: Any) -> QPoint:
    card = panel.layout_shown.card(who)
    assert card is not None
    return panel.canvas.mapFromScene(QPointF(card.rect.centre.x, card.rect.centre.y))


def drag(qtbot: QtBot, panel: CommitteePanel, start: QPoint, end: QPoint, held: Any = Qt.KeyboardModifier.NoModifier,
         *, leave_held: bool = False) -> None:  # fmt: skip
    port = panel.canvas.viewport()
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(port, left, held, start)
    for part in (0.3, 0.7, 1.0):
        at = QPointF(start) + (QPointF(end) - QPointF(start)) * part
        move(port, at, held)
    if not leave_held:
        qtbot.mouseRelease(port, left, held, end)
        idle(qtbot, panel.window())


def move(port: QWidget, at: QPointF, held: Any) -> None:
    """Move the mouse with its button down; the test library lets go of keys that are held."""
    left = Qt.MouseButton.LeftButton
    QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, at, port.mapToGlobal(at), left, left, held))


@pytest.fixture
def whole(panel: CommitteePanel) -> CommitteePanel:
    panel.canvas.whole()
    return panel


def test_cm9_dropped_on_a_card_means_reports_to_with_a_line_and_a_hint(qtbot: QtBot, whole: CommitteePanel) -> None:
    carl, bea = key("Carl Cedar", whole), key("Bea Birch", whole)
    drag(qtbot, whole, middle(whole, carl), middle(whole, bea), leave_held=True)
    held = whole.canvas._drag
    assert held is not None and held.preview is not None
    assert held.aim.hint == "Carl Cedar reports to Bea Birch"
    assert whole.canvas.map.cards[bea].hand.target
    whole.canvas.grab()
    qtbot.mouseRelease(whole.canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle(whole, bea))
    idle(qtbot, whole.window())
    assert one("Carl Cedar", whole).reports_to == bea
    assert not whole.canvas.map.cards[bea].hand.target


def test_cm9_escape_puts_the_card_back(qtbot: QtBot, whole: CommitteePanel) -> None:
    carl, bea = key("Carl Cedar", whole), key("Bea Birch", whole)
    before = whole.canvas.map.cards[carl].pos()
    drag(qtbot, whole, middle(whole, carl), middle(whole, bea), leave_held=True)
    assert whole.canvas.map.cards[carl].pos() != before
    qtbot.keyClick(whole.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(whole.canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle(whole, bea))
    idle(qtbot, whole.window())
    assert whole.canvas.map.cards[carl].pos() == before
    assert one("Carl Cedar", whole).reports_to is None


def test_cm9_dropped_in_a_lane_and_band_means_that_place(qtbot: QtBot, whole: CommitteePanel) -> None:
    fay, emil = key("Fay Fir", whole), key("Emil Elm", whole)
    target = whole.layout_shown.card(emil)
    assert target is not None
    below = QPointF(target.rect.x + 5, target.rect.y - 6)
    drag(qtbot, whole, middle(whole, fay), whole.canvas.mapFromScene(below))
    card = whole.layout_shown.card(fay)
    assert card is not None and card.lane == target.lane and not card.unplaced


def test_cm9_pinned_cards_stay_and_tidy_is_one_step(qtbot: QtBot, whole: CommitteePanel) -> None:
    carl = key("Carl Cedar", whole)
    before = whole.layout_shown.card(carl)
    assert before is not None
    to = middle(whole, carl) + QPoint(90, 60)
    drag(qtbot, whole, middle(whole, carl), to, Qt.KeyboardModifier.ShiftModifier)
    card = whole.layout_shown.card(carl)
    assert card is not None and card.pinned and card.rect != before.rect
    whole.take_focus()
    press(qtbot, whole, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    pushed = whole.layout_shown.card(carl)
    assert pushed is not None and pushed.rect.x == pytest.approx(card.rect.x + 20)
    press(qtbot, whole, Qt.Key.Key_T)
    tidy = whole.layout_shown.card(carl)
    assert tidy is not None and not tidy.pinned and tidy.rect == before.rect
    press(qtbot, whole, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert whole.layout_shown.card(carl) == pushed


def test_cm9_a_band_around_cards_selects_them_and_one_key_acts_on_all(qtbot: QtBot, whole: CommitteePanel) -> None:
    port = whole.canvas.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    move(port, QPointF(port.width() - 30, port.height() - 8), Qt.KeyboardModifier.NoModifier)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(port.width() - 30, port.height() - 8))
    assert len(whole.chosen) > 2
    chosen = set(whole.chosen)
    whole.take_focus()
    press(qtbot, whole, Qt.Key.Key_3)
    assert {one.id for one in whole.view.map.people if one.stance == 0} == chosen
    press(qtbot, whole, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not [one for one in whole.view.map.people if one.stance == 0]


def test_cm9_one_gesture_on_several_is_one_step_of_undo(qtbot: QtBot, whole: CommitteePanel) -> None:
    emil, carl, dora = (key(name, whole) for name in ("Emil Elm", "Carl Cedar", "Dora Dogwood"))
    whole.canvas.take(emil)
    whole.canvas.choose({emil, carl})
    drag(qtbot, whole, middle(whole, carl), middle(whole, dora))
    assert [one(name, whole).reports_to for name in ("Emil Elm", "Carl Cedar")] == [dora, dora]
    whole.take_focus()
    press(qtbot, whole, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one(name, whole).reports_to for name in ("Emil Elm", "Carl Cedar")] == [None, None]


# --- CM10, CM11 -------------------------------------------------------------------------------------------------------


def test_cm10_a_loop_is_refused_at_the_card_and_spelled_out(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Dora Dogwood", panel))
    press(qtbot, panel, Qt.Key.Key_M)
    qtbot.keyClicks(dialog(panel).field, "ada")
    press(qtbot, panel, Qt.Key.Key_Return)
    assert one("Dora Dogwood", panel).reports_to is None
    for name in ("Ada Ash", "Bea Birch", "Dora Dogwood"):
        assert name in panel.canvas.says
    assert "→" in panel.canvas.says
    panel.canvas.grab()
    press(qtbot, panel, Qt.Key.Key_Escape)
    assert not panel.canvas.says and panel.isVisible()


def test_cm11_ten_people_by_keyboard_with_at_most_twelve_keystrokes_each(
    qtbot: QtBot, opened: Callable[..., Any]
) -> None:
    panel = opened(account)
    panel.show_view("lanes")
    panel.take_focus()
    QGuiApplication.clipboard().setText(TEN)
    strokes = 0

    def stroke(what: Any, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal strokes
        strokes += 1
        press(qtbot, panel, what, held)

    stroke(Qt.Key.Key_B)
    stroke(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    stroke(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(panel.view.map.people) == 10, timeout=5_000)
    idle(qtbot, panel.window())
    for name in [line.partition(",")[0] for line in TEN.splitlines()]:  # each found, given a stance and a manager
        stroke(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        for letter in name[:3].strip():
            stroke(getattr(Qt.Key, f"Key_{letter.upper()}"))
        stroke(Qt.Key.Key_Return)
        assert panel.current == key(name, panel)
        stroke(Qt.Key.Key_4)
        if name != "Dora Dogwood":
            stroke(Qt.Key.Key_M)
            stroke(Qt.Key.Key_D)
            stroke(Qt.Key.Key_O)
            stroke(Qt.Key.Key_Return)
    people = panel.view.map.people
    assert strokes <= 120, strokes
    assert panel.view.tally.unplaced == 0
    assert {one.stance for one in people} == {1}
    assert sum(one.reports_to == key("Dora Dogwood", panel) for one in people) == 9


def test_cm11_quick_build_says_place_and_reason_before_anything_is_saved(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.act("map.build")
    build = dialog(panel)
    build.text.setPlainText("Gil Gorse, LIS analyst\n???")
    qtbot.waitUntil(lambda: len(build.table._rows) == 2, timeout=5_000)
    said = [[column.text(row) for column in build.table.columns] for row in build.table._rows]
    assert said[0][0] == "Gil Gorse" and "contains “lis analyst”" in said[0][4] and said[0][3]
    assert said[1][4]
    assert "Gil Gorse" not in [one.name for one in panel.view.map.people]
    build.reject()


def test_cm11_contacts_are_ticked_and_put_on_the_map(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.act("map.build")
    build = dialog(panel)
    build.tabs.setCurrentIndex(1)
    build.contacts.item(0).setCheckState(Qt.CheckState.Checked)
    build.commit()
    idle(qtbot, panel.window())
    assert "Zoe Zinnia" in [one.name for one in panel.view.map.people]


# --- CM12, CM14 -------------------------------------------------------------------------------------------------------


def test_cm12_an_earlier_day_is_shown_to_look_at_only(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.show_day(dates.today() - timedelta(days=1))
    idle(qtbot, panel.window())
    assert panel.view.as_of is not None and not panel.view.map.people
    assert panel.notice.isVisible() and "Ada Ash" in panel.notice.text()
    assert not panel.bench.commands.can("map.add") and panel.bench.commands.can("map.find")
    assert not panel.canvas.may_change
    panel.today.click()
    idle(qtbot, panel.window())
    assert panel.view.map.people and not panel.notice.isVisible()


def test_cm12_what_changed_since_the_last_export_is_marked(qtbot: QtBot, panel: CommitteePanel) -> None:
    desk = panel.bench.runner.desk
    desk.do(map_export, 1, LINE, "full", "png")
    desk.do(set_stance, [key("Ada Ash", panel)], 1)
    panel.refresh()
    idle(qtbot, panel.window())
    assert panel.canvas.map.cards[key("Ada Ash", panel)].face.tags == ("changed: stance",)
    assert not panel.canvas.map.cards[key("Bea Birch", panel)].face.tags


def test_cm14_the_table_says_every_fact_and_the_card_in_hand_is_announced(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Ada Ash", panel))
    assert panel.canvas.accessibleDescription() == panel.canvas.map.cards[key("Ada Ash", panel)].face.said
    panel.show_view("table")
    model = panel.table.model()
    cells = [
        [model.index(row, at).data(Qt.ItemDataRole.DisplayRole) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    ada = next(row for row in cells if row[0] == "Ada Ash")
    assert "Bea Birch" in ada and any("our guess" in str(cell) for cell in ada)
    ghosts = set(panel.view.map.empty_seats())
    assert model.rowCount() == len(panel.view.map.people) + len(ghosts)


def test_the_table_guesses_no_seat_for_whom_none_is_known(panel: CommitteePanel) -> None:
    fay = next(line for line in lines_of(panel.view) if line.face.name == "Fay Fir")
    seat = next(column for column in COLUMNS if column.id == "seat")
    assert seat.text(fay) == "" and not fay.face.certain


def test_cm14_every_act_of_the_mouse_is_in_the_menu_of_the_card(panel: CommitteePanel) -> None:
    panel.take(key("Ada Ash", panel))
    for name in (
        "manager",
        "left",
        "right",
        "up",
        "down",
        "pin",
        "nudge_left",
        "edit",
        "select_all",
        "larger",
        "smaller",
    ):
        action = panel.bench.commands.actions[f"map.{name}"]
        assert isinstance(action, QAction) and action.isEnabled() and "\t" in action.text()


def test_the_map_of_another_service_line_is_a_key_away(qtbot: QtBot, panel: CommitteePanel) -> None:
    press(qtbot, panel, Qt.Key.Key_S)
    qtbot.keyClicks(dialog(panel).field, "whole account")
    press(qtbot, panel, Qt.Key.Key_Return)
    assert panel.line == "" and isinstance(panel.lines, QComboBox) and panel.lines.currentData() == ""


def test_everything_of_a_card_can_be_edited_in_its_form(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Ada Ash", panel))
    press(qtbot, panel, Qt.Key.Key_Return)
    form = dialog(panel)
    for name, text in (("can_show", "Faster results"), ("champion_power", "Signs"), ("champion_gains", "Fewer calls")):
        field = form.inputs[name]
        assert isinstance(field, QLineEdit)
        field.setText(text)
    for name, value in (("stance", "2"), ("certainty", "told"), ("depth", "2"), ("band", "head")):
        box = form.inputs[name]
        box.setCurrentIndex(box.findData(value))
    form.commit()
    idle(qtbot, panel.window())
    ada = one("Ada Ash", panel)
    assert (ada.stance, ada.certainty, ada.depth, ada.band, ada.can_show) == (2, "told", 2, "head", "Faster results")
    assert ada.champion_test == "Signs\n\nFewer calls"


def test_the_map_of_an_account_that_nobody_knows_teaches_the_first_act(opened: Callable[..., Any]) -> None:
    panel = opened(account)
    assert panel.empty.isVisible() and "B builds it" in panel.empty.text()


# --- pitfalls that were measured once, and all of it together ---------------------------------------------------------


def test_what_left_the_map_is_no_longer_in_the_scene(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Bea Birch", panel))
    press(qtbot, panel, Qt.Key.Key_Delete)
    scene = panel.canvas.map
    assert set(scene.items()) == {*scene.cards.values(), *scene.lines.values()}


def test_a_card_has_its_outline_whatever_the_painter_had_before() -> None:
    view = view_of(7)
    seen = []
    for pen in (Qt.PenStyle.NoPen, Qt.PenStyle.SolidLine):
        image = QImage(220, 120, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setPen(pen)
        painter.setBrush(Qt.GlobalColor.red)
        paint_face(painter, QRectF(10, 12, 200, 96), faces(view)[1], LIGHT, on_paper=True)
        painter.end()
        seen.append(image)
    assert seen[0] == seen[1]


def test_tab_passes_the_day_without_being_sent_back(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.day.setFocus()
    press(qtbot, panel, Qt.Key.Key_Tab)
    assert not panel.canvas.hasFocus() and not panel.day.hasFocus()


def test_an_open_strip_counts_as_half_typed_and_a_read_only_map_opens_none(qtbot: QtBot, panel: CommitteePanel) -> None:
    panel.take(key("Ada Ash", panel))
    press(qtbot, panel, Qt.Key.Key_F2)
    assert panel.holds_input
    press(qtbot, panel, Qt.Key.Key_Escape)
    assert not panel.holds_input and panel.isVisible()
    panel.bench.commands.read_only = True
    press(qtbot, panel, Qt.Key.Key_F2)
    panel.bench.commands.read_only = False
    assert panel.strip.isHidden()


@pytest.mark.parametrize("seed", [1, 2])
def test_any_keys_in_any_order_keep_everybody_in_every_view(qtbot: QtBot, panel: CommitteePanel, seed: int) -> None:
    chance = random.Random(seed)
    none, alt, control = (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.ControlModifier,
    )
    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    keys = [
        *((arrow, held) for arrow in arrows for held in (none, alt, control | Qt.KeyboardModifier.ShiftModifier)),
        *((Qt.Key(Qt.Key.Key_0 + digit), none) for digit in range(6)),
        *((what, none) for what in (Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9)),
        *((what, none) for what in (Qt.Key.Key_N, Qt.Key.Key_T, Qt.Key.Key_L, Qt.Key.Key_Home)),
        *((what, control) for what in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Plus, Qt.Key.Key_0)),
    ]
    before = set(panel.view.map.by_id)
    for _ in range(50):
        press(qtbot, panel, *chance.choice(keys))
        if panel.holds_input:
            press(qtbot, panel, Qt.Key.Key_Escape)
        people = panel.view.map.by_id
        if people.keys() != before:  # undo took back how the map was built
            press(qtbot, panel, Qt.Key.Key_Y, control)
        assert panel.current is None or panel.current in panel.canvas.map.cards or panel.current in before
    people = set(panel.view.map.by_id)
    for kind in ("lanes", "tree"):
        panel.show_view(kind)
        assert {key for key in panel.canvas.map.cards if isinstance(key, int)} == people
        rects = [card.rect for card in panel.layout_shown.cards]
        assert not [1 for at, rect in enumerate(rects) for other in rects[at + 1 :] if rect.overlaps(other)]
    panel.show_view("table")
    assert {key for key in panel.table._keys if isinstance(key, int)} == people
