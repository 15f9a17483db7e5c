"""What the rules propose on screen: accepted with one key; the nurture track and the list of who is due."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.reasons import Reason
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.editing import edit_account, set_consent
from app.services.lead_page import lead_view
from app.services.moves import move
from app.services.touches import add_signal, log_touch
from app.ui.dialogs.chooser import FixedChooser
from app.ui.dialogs.nurture_dialog import NurtureDialog
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

NOW = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
ADA = {
    "full_name": "Ada Berg",
    "email": "ada@northgate.example",
    "job_title": "Laboratory manager",
    "company": "Northgate Labs",
    "service_line": "hospital_lab",
}
BEN = ADA | {"full_name": "Ben Ito", "email": "ben@northgate.example"}
FIRST = "Case study of a hospital lab that moved its send-outs"


class Hand:
    """The window, and the time that its desk goes by."""

    def __init__(self, qtbot: QtBot, desk: Desk, clock: list[datetime], window: Window) -> None:
        self.qtbot, self.desk, self.clock, self.window = qtbot, desk, clock, window

    def forward(self, **by: float) -> None:
        self.clock[0] += timedelta(**by)

    def show(self, place: str, what: Any = None) -> Any:
        assert self.window.view is not None
        self.window.view.go(place, what)
        return self.page

    @property
    def page(self) -> Any:
        idle(self.qtbot, self.window)
        assert self.window.view is not None
        return self.window.view.stack.currentWidget()

    def act(self, id: str) -> None:
        assert self.window.commands.can(id), id
        self.window.commands.act(id)
        idle(self.qtbot, self.window)

    def view(self, lead_id: int) -> Any:
        return self.desk.ask(lead_view, lead_id)


def two_leads(desk: Desk) -> None:
    """Ada and Ben, by hand."""
    for fields in (ADA, BEN):
        desk.do(add_lead, fields)


@pytest.fixture
def hand(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Hand]:
    clock = [NOW]
    desk = workspaces(tmp_path / "Team.assay", two_leads, now=lambda: clock[0])
    window = Window("Robin")
    window.remembers = False
    window.resize(1280, 800)
    window.show()
    window.take(desk, place="leads")
    idle(qtbot, window)
    yield Hand(qtbot, desk, clock, window)
    window.close()


def in_vain(hand: Hand, lead_id: int) -> None:
    """Five e-mails without an answer on a lead that is worked on."""
    hand.forward(hours=1)
    reason = Reason("Fits", "Write", (NOW + timedelta(days=1)).date(), "Robin")
    hand.desk.do(move, lead_id, path="sdr_outreach", reason=reason)
    for _ in range(5):
        hand.forward(days=3)
        hand.desk.do(log_touch, lead_id, "email", "No answer")
    hand.forward(days=3)


def words(widget: Any) -> str:
    from tests.journeys.hands import Hands

    return "\n".join(Hands(widget.window()).words_in(widget))


def test_silence_is_said_in_the_cockpit_and_settled_with_one_key(hand: Hand) -> None:
    in_vain(hand, 1)
    page = hand.show("today", "no_response")
    said = words(page.proposed)
    assert "5 attempts in 15 days without an answer" in said
    assert f"5 Send another message: {FIRST}"[:20] in said
    assert "Pause and write again in 30 days  (6)" in said
    assert not hand.window.commands.can("proposal.third")
    hand.act("proposal.second")
    view = hand.view(1)
    assert (view.path, view.next_step) == ("not_now", "Write again, with another message")
    hand.act("edit.undo")
    assert hand.view(1).path == "sdr_outreach"


def test_a_strip_that_is_open_keeps_the_digits(hand: Hand) -> None:
    in_vain(hand, 1)
    hand.show("today", "no_response")
    hand.act("move.not_now")
    assert not hand.window.commands.can("proposal.second")
    strip = hand.page.acts.open_strip
    assert strip.learned.text() == ""
    strip.template(strip.learned, 0)
    strip.template(strip.next, 0)
    assert strip.learned.text() == "5 attempts in 15 days without an answer"
    assert strip.next.text() == "Write again, with another message"
    assert strip.code.currentData() == "no_response"


def test_a_written_rule_is_chosen_beforehand_with_its_date(hand: Hand) -> None:
    account = hand.view(1).account.id
    hand.desk.do(edit_account, account, {"systems": "LIS migration until May", "relation": "competitor"})
    page = hand.show("lead", 1)
    assert "LIS or EHR is being replaced, look again in 180 days" in words(page.next.proposed)
    hand.act("move.not_now")
    strip = page.acts.open_strip
    assert strip.code.currentText() == "LIS or EHR is being replaced"
    assert strip.due.day is not None
    strip.left.emit()
    hand.act("move.disqualified")
    assert strip.code.currentData() == "not_a_buyer"
    assert (strip.due.text(), strip.due.placeholderText()) == ("", "never")
    at = strip.code.findData("wrong_region")
    strip.code.setCurrentIndex(at)
    strip.code.activated.emit(at)
    assert strip.due.text() == ""


def test_a_lead_that_comes_back_tells_its_story(hand: Hand) -> None:
    in_vain(hand, 1)
    hand.show("today", "no_response")
    hand.act("proposal.second")
    hand.forward(days=40)
    page = hand.show("lead", 1)
    said = words(page.next.proposed)
    assert "Not now since 2026-12-04 in cycle 1, by Robin (No answer after the agreed attempts)" in said
    assert "cycle 2" in said
    hand.act("proposal.first")
    assert hand.view(1).cycle == 2
    assert "Was not now from 2026-12-04" in words(hand.page.next.proposed)
    assert "Cycle 2" in words(hand.page.story)


def test_the_track_of_a_lead_and_another_one(hand: Hand) -> None:
    hand.desk.do(move, 1, path="nurture", reason=Reason("No need yet", f"Send: {FIRST}", NOW.date(), "Robin"))
    page = hand.show("lead", 1)
    said = words(page.next.nurture)
    for part in ("Laboratory leaders", "every 21 days", f"○ {FIRST} · next", "? Tests that hurt today"):
        assert part in said
    hand.act("lead.track")
    chooser = hand.window.findChildren(FixedChooser)[-1]
    chooser.field.setText("everybody")
    chooser.take()
    assert "Everybody else" in words(hand.page.next.nurture)
    assert hand.view(1).nurture.by_hand


def test_who_is_due_is_logged_with_one_act(hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for lead in (1, 2):
        hand.desk.do(move, lead, path="nurture", reason=Reason("No need yet", f"Send: {FIRST}", NOW.date(), "Robin"))
    hand.desk.do(set_consent, hand.view(2).person.id, "email", "no")
    hand.show("leads")
    hand.act("go.nurture")
    dialog = hand.window.findChildren(NurtureDialog)[-1]
    assert [row.person for row in dialog.chosen] == ["Ada Berg"]
    assert dialog.apart.row_at(0).apart == "said no to e-mail"
    assert dialog.act.text() == "Log 1 as sent"
    file = tmp_path / "list.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    dialog.save.click()
    idle(hand.qtbot, hand.window)
    saved = file.read_text("utf-8-sig")
    assert "ada@northgate.example" in saved
    assert "ben@northgate.example" not in saved
    dialog.act.click()
    idle(hand.qtbot, hand.window)
    assert hand.view(1).next_step == "Send: How a small parallel run is judged"
    assert dialog.chosen == []
    assert not dialog.act.isEnabled()
    dialog.ahead.setCurrentIndex(2)
    idle(hand.qtbot, hand.window)
    assert [row.next for row in dialog.chosen] == ["How a small parallel run is judged"]
    with hand.qtbot.waitSignal(dialog.destroyed):
        dialog.accept()  # a closed list asks no more


def test_a_lead_asks_again_and_the_cockpit_says_why_and_what_was_agreed(hand: Hand) -> None:
    reason = Reason(
        "The contract runs until spring", "Ask about the contract", (NOW + timedelta(days=90)).date(), "Robin"
    )
    hand.desk.do(move, 1, path="not_now", reason=reason)
    hand.forward(days=2)
    hand.desk.do(add_signal, 1, "pricing_request")
    page = hand.show("today", "requalify")
    said = words(page.proposed)
    assert "Pricing request on 2026-11-18; Not now since 2026-11-16: The contract runs until spring" in said
    assert "agreed in cycle 1: Ask about the contract" in said
    hand.act("proposal.first")
    view = hand.view(1)
    assert (view.cycle, view.next_step) == (2, "Ask about the contract")


def test_the_window_says_while_time_is_caught_up(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.today.ON_THE_SPOT", 1)
    page = hand.show("today")
    assert not page.stale.isVisible()
    hand.forward(days=1)
    said: list[tuple[str, bool]] = []  # whoever looks later sees them caught up
    monkeypatch.setattr(page.stale, "setVisible", lambda shown: said.append((page.stale.text(), shown)))
    page.refresh()
    idle(hand.qtbot, hand.window)
    assert ("Time has passed: 2 leads are being brought up to date", True) in said
