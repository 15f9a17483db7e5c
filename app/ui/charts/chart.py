"""A chart on a page: its message, the drawing or the same as a table, and below it the mark in hand in words."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.review.charting import ChartSpec, Mark
from app.language import later, tr
from app.ui import theme
from app.ui.tables import clipboard
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.own_keys import OwnKeys, plain
from app.ui.widgets.text import button, label

if TYPE_CHECKING:
    from app.ui.charts.canvas import Canvas

_FIRST, _OTHER = 150, 96  # pixels of the columns of the table, at least
_MOST = 14  # rows of the table in sight
_NOTHING = "\N{NO-BREAK SPACE}"


class Chart(QFrame):
    """Draws any chart. Arrows walk the marks, Enter opens the rows behind one, T shows a table, Ctrl+C copies it."""

    rows_wanted = Signal(object)  # the address of a mark

    def __init__(self, spec: ChartSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        self.spec = spec
        self._canvas: Canvas | None = None
        self._table: RowView | None = None
        self._build()
        self.show_spec(spec)

    def _build(self) -> None:
        self.title = label("", theme.LEAD, bold=True, wrap=True)
        self.description = label("", theme.FINE, tone="muted", wrap=True)
        self.sentence = label("", theme.BODY, tone="muted", wrap=True)
        self.foot = label("", theme.FINE, tone="muted", wrap=True)
        self.switch = button("", part="quiet")
        self.switch.clicked.connect(self.toggle)
        self.switch.setToolTip(tr("Arrows go from mark to mark, Enter opens the rows behind one, T shows a table."))
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self.title, 1)
        head.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        self._inside.setSpacing(theme.TIGHT)
        self._inside.addLayout(head)
        for part in (self.description, self.sentence, self.foot):
            self._inside.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)  # as high as its parts need at the width it gets, and no higher
        self.setSizePolicy(policy)
        OwnKeys(self, _is_ours, self._on_key)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_spec(self, spec: ChartSpec) -> None:
        """Show another chart, as a drawing or as a table as before."""
        self.spec = spec
        self.title.setText(spec.title)
        self.description.setText(spec.describes)
        self.sentence.setText(spec.empty)
        self.setAccessibleName(spec.title)
        self.setAccessibleDescription(spec.describes)
        as_table = self.as_table and not spec.empty
        if self._table is not None:
            self._drop_table()
        if not spec.empty:
            self._drawn().show_spec(spec)
        self._show(as_table)

    @property
    def as_table(self) -> bool:
        """True while the table is shown."""
        return self._table is not None and not self._table.isHidden()

    @property
    def current(self) -> int:
        """The place of the mark in hand, or -1."""
        return self._canvas.current if self._canvas is not None else -1

    @property
    def canvas(self) -> "Canvas | None":
        """The drawing; None until there was something to draw."""
        return self._canvas

    @property
    def table(self) -> RowView | None:
        """The table; None until somebody wanted it."""
        return self._table

    def toggle(self) -> None:
        """Show the table instead of the drawing, or the drawing again; the keyboard goes along."""
        if self.spec.empty:
            return
        had = any(part is not None and part.hasFocus() for part in (self._canvas, self._table))
        self._show(not self.as_table)
        shown = self._table if self.as_table else self._canvas
        if had and shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put the table on the clipboard."""
        clipboard.put([self.spec.header, *self.spec.rows])

    def _show(self, as_table: bool) -> None:
        empty = bool(self.spec.empty)
        if as_table:
            self._listed()
        if self._table is not None:
            self._table.setVisible(as_table)
        if self._canvas is not None:
            self._canvas.setVisible(not as_table and not empty)
        self.sentence.setVisible(empty)
        self.description.setVisible(not empty)
        self.foot.setVisible(not empty and not as_table)
        self.switch.setVisible(not empty)
        self.switch.setText(tr("Chart (T)") if as_table else tr("Table (T)"))
        says = later("Show the drawing again: {chart}") if as_table else later("Show the same as a table: {chart}")
        self.switch.setAccessibleName(tr(says, chart=self.spec.title))
        self._say(self._canvas.mark if self._canvas is not None else None)

    def _drawn(self) -> "Canvas":
        if self._canvas is None:
            from app.ui.charts.canvas import Canvas  # brings pyqtgraph and numpy: only for who sees a chart

            self._canvas = Canvas(self)
            self._canvas.rows_wanted.connect(self.rows_wanted)
            self._canvas.walked.connect(self._say)
            OwnKeys(self._canvas, _is_ours, self._on_key)
            self._inside.insertWidget(self._inside.indexOf(self.foot), self._canvas)
        return self._canvas

    def _listed(self) -> RowView:
        if self._table is None:
            rows = HeldTable([_column(at, title, self.spec) for at, title in enumerate(self.spec.header)], self)
            rows.show_rows(self.spec.rows)
            self._table = RowView(rows, self.spec.title)
            OwnKeys(self._table, plain(Qt.Key.Key_T), self._on_key)  # the table would look for a row with a T
            header, row = self._table.horizontalHeader().sizeHint().height(), self._table.verticalHeader()
            high = header + min(len(self.spec.rows), _MOST) * row.defaultSectionSize()
            self._table.setFixedHeight(high + self._table.horizontalScrollBar().sizeHint().height() + 4)
            self._inside.insertWidget(self._inside.indexOf(self.foot), self._table)
        return self._table

    def _drop_table(self) -> None:
        if self._table is not None:
            self._inside.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None

    def _say(self, mark: Mark | None) -> None:
        """The mark in hand in words; the line keeps its place where there is none."""
        if mark is None:
            self.foot.setText(_NOTHING)
        elif mark.address is None:
            self.foot.setText(mark.says)
        else:
            self.foot.setText(tr("{mark} · Enter opens the rows", mark=mark.says))

    def _on_key(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            self.toggle()

    # --- room ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As high as it is at its width; lines that would break only if it were narrower ask for no room."""
        least = super().minimumSizeHint().width()
        wide = max(self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 0, least)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def _column(at: int, title: str, spec: ChartSpec) -> Column:
    """A column of the table, as wide as what it holds."""
    widest = max((len(row[at]) for row in spec.rows), default=0)
    width = max(_FIRST if at == 0 else _OTHER, 7 * max(widest, len(title)) + 2 * theme.MIDDLE)
    return Column(str(at), title, width, partial(_cell, at), "strong" if at == 0 else "number", spoken=True)


def _cell(at: int, row: tuple[str, ...]) -> str:
    return row[at]


def _is_ours(event: QKeyEvent) -> bool:
    if event.matches(QKeySequence.StandardKey.Copy):
        return True
    return event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.NoModifier
