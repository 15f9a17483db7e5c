"""The story of a lead: one timeline of signals, touches, answers, moves and handoffs, with filters."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from app.language import later, number, tr
from app.ui import dates, theme
from app.ui.labels import labelled
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Card


def _told(row: Any) -> str:
    return " · ".join((row.title, *row.text.splitlines()))


def _of_line(told: Callable[[Any], str], row: Any) -> str:
    """What is told of a line, asked of a row that holds it."""
    return told(row.line)


KINDS = (
    ("", later("All")),
    ("signal", later("Signals")),
    ("touch", later("Touches")),
    ("answer", later("Answers")),
    ("move", later("Moves")),
    ("handoff", later("Handoffs")),
)
SHOWN_WITH = {"route": "move", "pause": "move", "call": "touch", "said": "answer"}  # what is seen with something else
HUES = {
    "signal": "accent",
    "touch": "note",
    "answer": "muted",
    "move": "good",
    "handoff": "wait",
    "pause": "wait",
    "call": "note",
}
COLUMNS = (
    Column("at", later("When"), 88, lambda r: dates.ago(r.at), "muted", tip=lambda r: dates.exact(r.at)),
    Column("kind", later("What"), 92, lambda r: labelled(r.kind), "chip", hue=lambda r: HUES.get(r.kind, "muted")),
    Column("title", "", 160, lambda r: _told(r), stretch=True),
)
NARROW = (  # in large letters there is no room for a chip beside the words
    replace(COLUMNS[0], width=66),
    Column("title", "", 120, lambda r: tr("{kind}: {told}", kind=labelled(r.kind), told=_told(r)), stretch=True),
)
ONE_LINE = 410  # pixels in which the switch of kinds stands on one line and no line of the story is moved aside
LEAD = Column("lead", later("Lead"), 110, lambda r: r.lead, "muted", tip=lambda r: r.lead)
OF_MANY = (
    *(
        replace(
            one,
            width=min(one.width, 120),
            text=partial(_of_line, one.text),
            hue=partial(_of_line, one.hue),
            tip=one.tip and partial(_of_line, one.tip),
        )
        for one in COLUMNS
    ),
    LEAD,
)


class StoryColumn(Card):
    """A table of what happened, newest first; the line in hand is read in full below.

    Of one lead, or with `of_many` of several: its rows then say which lead they are of.
    """

    def __init__(self, *, of_many: bool = False) -> None:
        super().__init__(tr("STORY"))
        self._of_many = of_many
        large = theme.px(100) > 115
        in_a_row = 3 if large and not of_many else 0
        if not large and not of_many:
            self.setMinimumWidth(theme.px(ONE_LINE))
        self.kinds = Segmented(tr("Show"), KINDS, in_a_row=in_a_row, flows=not in_a_row)  # long words widen no page
        self.kinds.setFont(theme.font(theme.FINE))
        self.kinds.choose("")
        self.kinds.chosen.connect(self._choose)
        self.table = HeldTable(OF_MANY if of_many else NARROW if large else COLUMNS, self)
        self.view = RowView(self.table, tr("Story"))
        self.view.horizontalHeader().hide()
        self.view.current_changed.connect(lambda _: self._read())
        self.full = QPlainTextEdit()
        self.full.setReadOnly(True)
        self.full.setAccessibleName(tr("The line in hand in full"))
        self.full.setMaximumHeight(theme.px(120))
        self.full.setTabChangesFocus(True)
        self.full.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._rows: tuple[Any, ...] = ()
        self.body.addWidget(self.kinds)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.full)

    def draw(self, view: Any) -> None:
        """Show the story of a lead, or of a person."""
        self._rows = view.timeline
        if self._of_many:
            self._show_leads(len({row.lead_id for row in self._rows}) > 1)
        self._show()

    def _show_leads(self, several: bool) -> None:
        """Of one lead alone nobody needs to be told which it is."""
        self.view.setColumnHidden(OF_MANY.index(LEAD), not several)
        if several and not self.view.columnWidth(OF_MANY.index(LEAD)):
            self.view.setColumnWidth(OF_MANY.index(LEAD), theme.px(LEAD.width))
        told = next(at for at, one in enumerate(OF_MANY) if one.stretch)
        others = sum(self.view.columnWidth(at) for at in range(len(OF_MANY)) if at != told)
        free = self.view.viewport().width() - others
        self.view.setColumnWidth(told, max(theme.px(OF_MANY[told].width), free))

    def step(self, by: int) -> None:
        """Show the next kind of line, or the one before; after the last all again."""
        ids = [id for id, _ in KINDS]
        self._choose(ids[(ids.index(self.kinds.value) + by) % len(ids)])

    def show_line(self, kind: str, id: int) -> bool:
        """Take the line of a row in hand, whatever the filter was; False where it is gone."""
        self.kinds.choose("")
        self._show()
        for at, line in enumerate(map(self._line, self._rows)):
            if (line.kind, line.id) == (kind, id):
                self.view.selectRow(at)
                self.view.scrollTo(self.table.index(at, 0))
                self.view.setFocus()
                return True
        return False

    def move_in_hand(self) -> int | None:
        """The move of the line in hand, where it tells of one."""
        line = self._in_hand()
        return line.id if line is not None and line.kind in ("move", "route") else None

    def _choose(self, kind: str) -> None:
        self.kinds.choose(kind)
        self._show()

    def _show(self) -> None:
        kind = self.kinds.value
        shown = [row for row in self._rows if not kind or _seen_as(self._line(row)) == kind]
        total, count = number(len(self._rows)), number(len(shown))
        self.aside.setText(tr("{count} of {total}", count=count, total=total) if kind else total)
        self.view.empty = tr("Nothing of this kind yet.") if kind else tr("Nothing is written down yet")
        self.table.show_rows(shown)
        self._read()

    def _line(self, row: Any) -> Any:
        return row.line if self._of_many else row

    def _in_hand(self) -> Any:
        row = self.table.row_at(self.view.currentIndex().row())
        return None if row is None else self._line(row)

    def _read(self) -> None:
        line = self._in_hand()
        if line is None:
            self.full.setPlainText("")
            return
        head = f"{line.title}\n{dates.exact(line.at)}" + (f" · {line.by}" if line.by else "")
        self.full.setPlainText(f"{head}\n{line.text}" if line.text else head)


def _seen_as(line: Any) -> str:
    return SHOWN_WITH.get(line.kind, str(line.kind))
