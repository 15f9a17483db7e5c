"""The strips of a call in one place below the question: at most one is open, and it gives the keyboard back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.calls.view import CallView
from app.ui.bench import Bench
from app.ui.calls.keys import CallKeys
from app.ui.calls.noting import GapStrip, NoteStrip, OffStrip, PersonStrip, WordsStrip
from app.ui.widgets.text import column

Choices = Sequence[tuple[str, str]]


class NotePane(QWidget):
    """Opens a strip for the call in hand; what is typed in it is told under its field."""

    typed = Signal(object)  # (field, text)
    done = Signal(object)  # the field that became something, or ""
    left = Signal()
    shown = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.gap, self.person = GapStrip(bench), PersonStrip(bench)
        self.words, self.off = WordsStrip(bench), OffStrip(bench)
        self.strips: tuple[NoteStrip, ...] = (self.gap, self.person, self.words, self.off)
        self.open: NoteStrip | None = None
        for strip in self.strips:
            strip.typed.connect(self.typed)
            strip.left.connect(self.leave)
            strip.settled.connect(self._settled)
            strip.hide()
        self.setLayout(column(*self.strips, space=0))
        self.hide()

    def heed(self, keys: CallKeys) -> None:
        """Hear the keys of the call in every strip; digits are theirs."""
        keys.heed(*self.strips, digits=False)

    def note_gap(self, view: CallView, typed: str, lead_id: int | None, criterion: str, areas: Choices) -> None:
        """Take a gap down, about a lead and what the question in hand would prove; `typed` is what was begun before."""
        self._open(self.gap)
        self.gap.offer(areas)
        self.gap.lead_id, self.gap.criterion = lead_id, criterion
        self.gap.show_for(view.row.id, typed)

    def note_person(self, view: CallView, typed: str) -> None:
        """Take somebody down."""
        self._open(self.person)
        self.person.show_for(view.row.id, typed)

    def reword(self, view: CallView, question: str, words: str) -> None:
        """Ask a question in other words."""
        self._open(self.words)
        self.words.reword(view.row.id, question, words)

    def ask_own(self, view: CallView) -> None:
        """Ask a question of our own."""
        self._open(self.words)
        self.words.ask_own(view.row.id)

    def call_off(self, view: CallView) -> None:
        """Ask why the call is called off."""
        self._open(self.off)
        self.off.show_for(view.row.id)

    def leave(self) -> None:
        """Close the strip; whoever opened it takes the keyboard."""
        was = self.open
        self.open = None
        self.hide()
        if was is not None:
            was.hide()
            self.left.emit()

    def _open(self, strip: NoteStrip) -> None:
        for one in self.strips:
            one.setVisible(one is strip)
        self.open = strip
        self.show()
        self.shown.emit()

    def _settled(self, _: object) -> None:
        if self.open is not None:
            self.done.emit(self.open.field)
        self.leave()
