"""The questions of a call as one list: those to ask, what was said to them, and those left out with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.domain.calls.picking import Picked
from app.language import later, tr
from app.ui import theme
from app.ui.labels import labelled
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_delegate import row_height
from app.ui.tables.row_view import RowView
from app.ui.widgets.painted import chip_width

if TYPE_CHECKING:
    from app.services.calls.said import SaidView
    from app.services.calls.view import CallView

SAID, OPEN, HALF, LEFT = "✓", "○", "…", "–"


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One question of the call, and the newest thing said to it in this call."""

    number: int  # from 1; 0 for one that is left out
    picked: Picked
    said: "SaidView | None" = None
    typing: bool = False  # something is half-typed

    @property
    def id(self) -> str:
        """Its id in the bank."""
        return self.picked.question


def lines_of(view: "CallView", lead_id: int | None) -> list[AskedLine]:
    """Those to ask and those answered in this call, then the ones left out; of a past call what was answered."""
    answered = {id: said for id, rows in view.said.items() if (said := _in_call(rows, view.row.id, lead_id))}
    over = view.row.state != "planned"
    picked = [one for one in view.picks.asked if not over or one.question in answered]
    asked = {one.question for one in picked}
    done = [one for one in view.picks.others if one.question in answered and one.question not in asked]
    done.sort(key=lambda one: answered[one.question].at)
    typing = {field.partition(":")[2] for field in view.typed if field.startswith(("answer:", "value:"))}
    lines = [
        AskedLine(at, one, answered.get(one.question), one.question in typing)
        for at, one in enumerate((*done, *picked), start=1)
    ]
    if over:
        return lines  # what nobody asked is asked the next time
    known = {one.id for one in lines}
    return [*lines, *(AskedLine(0, one) for one in view.picks.others if one.question not in known)]


def _in_call(rows: "Sequence[SaidView]", call_id: int, lead_id: int | None) -> "SaidView | None":
    of_call = [one for one in rows if one.call_id == call_id and lead_id in (None, one.lead_id)]
    return max(of_call, key=lambda one: one.at, default=None)


def _mark(line: AskedLine) -> str:
    if not line.number:
        return LEFT
    return f"{line.number} {HALF if line.typing else SAID if line.said is not None else OPEN}"


def _words(line: AskedLine) -> str:
    if not line.number:
        return tr("Not asked: {question}", question=line.picked.asked)
    return tr("★ {question}", question=line.picked.asked) if line.picked.pinned else line.picked.asked


def _gate(line: AskedLine) -> str:
    return labelled(line.picked.gate) if line.picked.gate else tr("our own")


def _told(line: AskedLine) -> str:
    if line.said is None:
        return line.picked.reason
    return tr("{time}  {words}", time=f"{line.said.at:%H:%M}", words=line.said.shown)


def _hue(line: AskedLine) -> str:
    return "good" if line.said is not None and line.said.counts else "wait" if line.said is not None else "muted"


WIDTHS = (46, 120, 100, 100)  # of the columns; the second and the fourth share what is left
LEAST = 3  # rows
MOST_FOR_GATE = 150
NARROW = 400  # pixels at 100 % below which an answer stands in place of its question


class QuestionList(RowView):
    """The rows are AskedLines; the one in hand stays so when they are drawn again."""

    def __init__(self, holder: QObject) -> None:
        self._narrow = False
        mark, question, gate, told = WIDTHS
        columns = (
            Column("mark", later("No."), mark, _mark, "muted"),
            Column("question", later("Question"), question, self._first, "text", tip=_words),
            Column("gate", later("For"), gate, _gate, "chip", hue=_hue),
            Column("told", later("Said, or why it is asked"), told, _told, "muted", tip=_told),
        )
        self.held = HeldTable(columns, holder)
        super().__init__(self.held, tr("Questions of this call"))
        self.lines: list[AskedLine] = []
        self.empty = tr("No question here. F3 asks one of our own.")
        self.setMinimumHeight(row_height() * LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.horizontalHeader().hide()
        self.setMinimumWidth(theme.px(240))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """As high as the questions to ask; those that are left out can be scrolled to."""
        asked = sum(1 for line in self.lines if line.number)
        return QSize(super().sizeHint().width(), self.height_of(max(asked, LEAST)))

    def height_of(self, rows: int) -> int:
        """How high it is with so many rows."""
        return row_height() * rows + 2 * self.frameWidth()

    def rows_in(self, height: int) -> int:
        """How many whole rows there is room for."""
        return (height - 2 * self.frameWidth()) // row_height()

    def be_cut_to(self, rows: int) -> None:
        """Be no higher than so many whole rows."""
        self.setMaximumHeight(self.height_of(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Nothing is scrolled sideways, and the question in hand stays in sight."""
        super().resizeEvent(event)
        self._share()
        self.scrollTo(self.currentIndex())

    def _share(self) -> None:
        """Question and answer share what the number and the gate leave."""
        mark, gate = theme.px(WIDTHS[0]), self._gate_width()
        self._narrow = self.viewport().width() < theme.px(NARROW)
        room = max(self.viewport().width() - mark - gate, 0)
        first = room if self._narrow else room * 6 // 10
        self.setColumnHidden(3, self._narrow)
        for at, width in enumerate((mark, first, gate, room - first)):
            if width:
                self.setColumnWidth(at, width)

    def _gate_width(self) -> int:
        """As wide as the longest word of a gate in the language in force, within bounds."""
        metrics = QFontMetrics(theme.font(theme.FINE, bold=True))
        widest = max((chip_width(metrics, _gate(line)) for line in self.lines), default=0)
        return max(theme.px(WIDTHS[2]), min(widest + 2 * theme.SMALL, theme.px(MOST_FOR_GATE)))

    def _first(self, line: AskedLine) -> str:
        return _told(line) if self._narrow and line.said is not None else _words(line)

    def draw(self, lines: Sequence[AskedLine], in_hand: str) -> None:
        """Show the questions, one of them in hand, without telling."""
        self.lines = list(lines)
        self.blockSignals(True)
        self.held.show_rows(self.lines)
        self.take(in_hand)
        self.blockSignals(False)
        self._share()
        self.updateGeometry()

    def take(self, question: str) -> None:
        """Take a question in hand."""
        at = next((at for at, line in enumerate(self.lines) if line.id == question), None)
        if at is not None and at != self.currentIndex().row():
            self.choose(at)

    @property
    def current(self) -> AskedLine | None:
        """The question in hand."""
        at = self.currentIndex().row()
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def line(self, question: str) -> AskedLine | None:
        """The line of a question."""
        return next((line for line in self.lines if line.id == question), None)

    def after(self, question: str, by: int = 1) -> str:
        """The question that follows, or the one before; those left out are passed over, and the ends stay."""
        ids = [line.id for line in self.lines if line.number]
        if question not in ids:
            return ids[0] if ids else question
        return ids[min(max(ids.index(question) + by, 0), len(ids) - 1)]
