"""Handoffs as a board: what is to be sent and what it lacks, what waits by the clock, what came back."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.handoff import PLACES
from app.domain.listing import Condition, ListFilter, Test
from app.language import later, percent, tr, tr_many
from app.services.handoff_board import HandoffBoard, ToSend, handoff_board
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.handoff_links import go_where
from app.ui.pages.listed.kinds import KINDS
from app.ui.widgets.board import Board, CardLook
from app.ui.widgets.empty import Empty
from app.ui.widgets.flow import Flow
from app.ui.widgets.handoff_card import HandoffCardLine, said
from app.ui.widgets.text import Elided, Link, button, clear, column, frame, label, row

LOOK = CardLook(
    HandoffCardLine,
    said,
    "handoff",
    "handoffs",
    later("No handoff here"),
    later("List all {count} handoffs in {label}"),
    drags=False,
    narrowest=158,  # six columns beside each other at the smallest window
)
SENT_AGAIN = ("pending", "overdue", "silent", "need_more", "rejected")


class HandoffBoardPane(QWidget):
    """Asks for the board; the foot says of the card in hand what it lacks, or what was said, and hands off."""

    drawn = Signal(object)  # HandoffBoard
    list_wanted = Signal(object)  # ListFilter of a column or of an alarm

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.card: Any = None  # in hand
        self.silence = Elided("", theme.FINE, tone="muted")
        self.too_early, self.never = Link(""), Link("")
        self.too_early.clicked.connect(partial(self._list_alarm, "too_early"))
        self.never.clicked.connect(partial(self._list_alarm, "never_reviewed"))
        for link in (self.too_early, self.never):
            link.setFont(theme.font(theme.FINE, bold=True))
            link.hide()
        self.board = Board(tr("Board of handoffs"), LOOK)
        self.board.current_changed.connect(lambda _: self._took())
        self.board.opened.connect(lambda _: self._open())
        self.board.list_wanted.connect(self._list_column)
        self.foot = frame("foot")
        self.says = label("", wrap=True)
        self.act = button(tr("Hand off"), "package-export", part="main", name=tr("Hand off the lead in hand"))
        self.act.clicked.connect(self.hand_off)
        bench.guard(self.act)
        self._lacking = Flow()
        words = column(self.says, self._lacking, space=theme.TIGHT)
        inside = row(words, self.act, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        inside.setStretch(0, 1)
        self.foot.setLayout(inside)
        self.foot.hide()
        head = row(self.silence, self.never, self.too_early, space=theme.MIDDLE, edges=(theme.MIDDLE, theme.TIGHT) * 2)
        head.setStretch(0, 1)
        kind = KINDS["handoffs"]
        self.nothing = Empty(kind.icon, tr(kind.none), tr(kind.teaches))
        self.nothing.hide()
        whole = column(head, self.board, self.nothing, self.foot, space=0)
        whole.setStretch(1, 1)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        bind = bench.commands.bind
        bind("lead.next", self, lambda: self.board.step(1), self._held)
        bind("lead.previous", self, lambda: self.board.step(-1), self._held)
        bind("lead.wide", self, self._open, self._held)
        bind("lead.handoff", self, self.hand_off, self._may_hand_off)

    def ask(self) -> None:
        """Ask for the board."""
        self.bench.ask(handoff_board, then=self._draw, key="handoffs.board")

    def take_focus(self) -> None:
        """Give the keyboard to the cards."""
        self.board.take_focus()

    @property
    def lead(self) -> int | None:
        """The lead of the card in hand."""
        return self.card.lead_id if self.card is not None else None

    def hand_off(self) -> None:
        """Open the dialog for the lead of the card in hand: a first handoff, or the next version."""
        from app.ui.dialogs.handoff_dialog import HandoffDialog

        if self._may_hand_off():
            HandoffDialog(self.bench, self.card.lead_id, self.card.person, self.window()).open()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _held(self) -> bool:
        return self.card is not None

    def _may_hand_off(self) -> bool:
        card = self.card
        if card is None or self.bench.read_only:
            return False
        return isinstance(card, ToSend) or card.state in SENT_AGAIN

    def _draw(self, view: HandoffBoard) -> None:
        self.board.draw(view)
        self.board.setVisible(view.count > 0)
        self.nothing.setVisible(view.count == 0)
        self.silence.say(view.silence)
        for link, count, words in (
            (self.never, view.alarms.never_reviewed, self._never_words),
            (self.too_early, view.alarms.too_early, self._early_words),
        ):
            link.setVisible(count > 0)
            link.setText(words(count))
            link.setAccessibleName(tr("{words}: list them", words=words(count)))
        self.drawn.emit(view)
        self._took()

    @staticmethod
    def _never_words(count: int) -> str:
        return tr_many("! {count} was never reviewed", "! {count} were never reviewed", count)

    @staticmethod
    def _early_words(count: int) -> str:
        return tr_many(
            "! {count} was sent too early in four weeks", "! {count} were sent too early in four weeks", count
        )

    def _took(self) -> None:
        """Say at the foot what the card in hand lacks, or what was said of it."""
        if self.card is not None and self.card == self.board.current_card:
            return  # what has the keyboard there stays
        self.card = self.board.current_card
        self.foot.setVisible(self.card is not None)
        clear(self._lacking)
        if self.card is not None:
            self._draw_foot(self.card)
        self.bench.commands.refresh()

    def _draw_foot(self, card: Any) -> None:
        first = isinstance(card, ToSend)
        self.act.setVisible(first or card.state in SENT_AGAIN)
        self.act.setText(tr("Hand off") if first else tr("Hand off again"))
        if not first:
            self.says.setText(said(card))
            return
        self.says.setText(self._lead_in(card))
        for question in card.stops:
            self._link(tr("✕ {question}", question=question), "gaps", "", card)
        for one in card.lacks:
            words = tr("✕ {words}", words=one.label) if one.blocks else tr("○ {words}", words=one.label)
            self._link(words, one.place, one.part, card)

    @staticmethod
    def _lead_in(card: ToSend) -> str:
        words = {"name": card.person, "share": percent(card.percent / 100)}
        if not card.may_go:
            return tr(
                "{name}: {share} complete. What is marked ✕ holds it; each leads to where it is settled.", **words
            )
        if card.lacks:
            return tr("{name}: {share} complete, and may go. Not known yet:", **words)
        return tr("{name}: complete, and may go.", **words)

    def _link(self, words: str, place: str, part: str, card: Any) -> None:
        link = Link(words, name=tr("{says}: go to {place}", says=words, place=tr(PLACES[place])))
        link.setToolTip(tr("Go to {place}", place=tr(PLACES[place])))
        link.setFont(theme.font(theme.FINE))
        link.clicked.connect(lambda: go_where(self.bench, place, card.lead_id, card.account_id, part))
        self._lacking.addWidget(link)

    def _open(self) -> None:
        if self.lead is not None:
            self.bench.lead_wanted.emit(self.lead)

    def _list_column(self, id: str) -> None:
        if id == "to_send":
            return
        states = ("overdue", "silent") if id == "overdue" else (id,)
        self.list_wanted.emit(ListFilter(conditions=(Condition("state", Test.ONE_OF, states),)))

    def _list_alarm(self, alarm: str, *_: Any) -> None:
        lately = (Condition("verdict_at", Test.LAST_DAYS, ("28",)),) if alarm == "too_early" else ()
        self.list_wanted.emit(ListFilter(conditions=(Condition("alarm", Test.ONE_OF, (alarm,)), *lately)))


def counted_words(view: HandoffBoard) -> str:
    """How many stand on the board, for the end of the status bar."""
    return tr_many("{count} handoff or lead to hand off", "{count} handoffs and leads to hand off", view.count)
