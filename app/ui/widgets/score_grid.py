"""The fit x intent grid as people draw it: cells with name, count and suggested path; arrows walk, Enter chooses."""

import math
from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.domain.counting import counted
from app.language import number, percent, tr
from app.ui import theme
from app.ui.widgets import painted
from app.ui.widgets.own_keys import ENTER, OwnKeys, plain
from app.ui.widgets.text import column, label

_DARKEST = 0.34  # how much of the accent the fullest cell has; its text still reads at 4.5
_MUTED_UP_TO = 0.25  # on deeper shades muted text would be too faint
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ScoreGrid(QWidget):
    """Shows a Grid of the domain; one cell at a time is the stop of Tab."""

    chosen = Signal(object)  # (fit band, intent band) of the cell that was pressed

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Fit and intent grid"))
        self.says = label("", tone="muted", wrap=True)
        self.cells: list[list[CellButton]] = []
        self._sides: list[QWidget] = []
        self._box = QGridLayout()
        self._box.setSpacing(theme.SMALL)
        whole = column(self.says, self._box, edges=(theme.LARGE, theme.MIDDLE, theme.LARGE, theme.LARGE))
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def draw(self, grid: Any, fits: Collection[str] = (), intents: Collection[str] = ()) -> None:
        """Show the counts; the cells that a filter lets through are marked where it names bands."""
        self._build(grid)
        fullest = max((cell.share for cell in grid.cells), default=0.0)
        for row, buttons in zip(grid.rows, self.cells, strict=True):
            for cell, button in zip(row, buttons, strict=True):
                named = bool(fits or intents)
                within = (not fits or cell.fit in fits) and (not intents or cell.intent in intents)
                depth = math.sqrt(cell.share / fullest) if fullest else 0.0  # a few leads still show beside many
                button.show_cell(cell, depth, named and within)
        said = tr(
            "{leads}, {open} open. A cell names what to do next; choose one to list its leads.",
            leads=counted(grid.count, "lead"),
            open=number(grid.open),
        )
        waiting = tr("{count} wait to be judged by the playbook in force.", count=number(grid.elsewhere))
        self.says.setText(f"{said} {waiting}" if grid.elsewhere else said)

    def take_focus(self) -> None:
        """Give the keyboard to the cell where it was last."""
        for row in self.cells:
            for button in row:
                if button.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                    button.setFocus()

    def walk(self, from_cell: "CellButton", key: Qt.Key) -> bool:
        """Go to the neighbour in the direction of an arrow; False where there is none."""
        at = next((r, c) for r, row in enumerate(self.cells) for c, one in enumerate(row) if one is from_cell)
        row, place = at[0] + _STEPS[key][0], at[1] + _STEPS[key][1]
        if 0 <= row < len(self.cells) and 0 <= place < len(self.cells[row]):
            self.stop_at(self.cells[row][place])
            self.cells[row][place].setFocus()
            return True
        return False

    def stop_at(self, cell: "CellButton") -> None:
        """Let Tab stop at this cell only."""
        for row in self.cells:
            for one in row:
                one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is cell else Qt.FocusPolicy.ClickFocus)

    def _build(self, grid: Any) -> None:
        """Make the cells, where the playbook has other bands than before."""
        bands = [[(cell.fit, cell.intent) for cell in row] for row in grid.rows]
        labels = ([row[0].fit_label for row in grid.rows], [cell.intent_label for cell in grid.rows[0]])
        if bands == [[one.bands for one in row] for row in self.cells] and labels == getattr(self, "_labels", None):
            return
        self._labels = labels
        for old in (*self._sides, *(one for row in self.cells for one in row)):
            self._box.removeWidget(old)
            old.deleteLater()
        self.cells = [[CellButton(self, pair) for pair in row] for row in bands]
        self._sides = []
        for at, words in enumerate(labels[0]):
            self._side(tr("{band} fit", band=words), at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._box.setRowStretch(at, 1)
        for at, words in enumerate(labels[1]):
            self._side(tr("{band} intent", band=words), len(bands), at + 1, Qt.AlignmentFlag.AlignCenter)
            self._box.setColumnStretch(at + 1, 1)
        for r, row in enumerate(self.cells):
            for c, button in enumerate(row):
                self._box.addWidget(button, r, c + 1)
                button.clicked.connect(lambda _=False, pair=button.bands: self.chosen.emit(pair))
        self.stop_at(self.cells[0][-1])

    def _side(self, words: str, row: int, place: int, align: Qt.AlignmentFlag) -> None:
        side = label(words, theme.FINE, tone="muted", bold=True)
        side.setAlignment(align)
        self._box.addWidget(side, row, place)
        self._sides.append(side)


class CellButton(QAbstractButton):
    """One cell: its name, how many leads, their share as a shade and as a number, and the path it suggests."""

    def __init__(self, grid: ScoreGrid, bands: tuple[str, str]) -> None:
        super().__init__(grid)
        self.bands = bands
        OwnKeys(self, plain(*ENTER))  # Enter is for the cell; the command that opens a lead is the list's
        self._grid, self._cell, self._depth, self._marked = grid, None, 0.0, False
        self.setFont(theme.font(theme.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_cell(self, cell: Any, depth: float, marked: bool) -> None:
        """Show another count; `depth` is the shade from 0 to 1, `marked` where the filter names this cell."""
        self._cell, self._depth, self._marked = cell, depth, marked
        said = tr(
            "{fit} fit, {intent} intent: {label}. {leads}, {open} open, {share} of all. Suggests {path}.",
            fit=cell.fit_label,
            intent=cell.intent_label,
            label=cell.label,
            leads=counted(cell.count, "lead"),
            open=number(cell.open),
            share=percent(cell.share),
            path=cell.path_label,
        )
        self.setAccessibleName(f"{said} {tr('In the filter.')}" if marked else said)
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a name, a number and a chip."""
        return QSize(theme.px(240), theme.px(128))

    def minimumSizeHint(self) -> QSize:
        """Three lines of text, whatever the size of letters."""
        return QSize(theme.px(120), theme.px(96))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from cell to cell; Enter and Space press."""
        if event.key() in _STEPS:
            self._grid.walk(self, Qt.Key(event.key()))
        elif event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cell."""
        cell, c = self._cell, theme.colours()
        if cell is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(_shade(self._depth))
        edge = c.accent if self._marked or self.hasFocus() or self.underMouse() else c.line
        painter.setPen(QPen(QColor(edge), 2 if self._marked or self.hasFocus() else 1))
        painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        inner = frame.adjusted(theme.MIDDLE, theme.SMALL, -theme.MIDDLE, -theme.SMALL)
        self._paint_words(painter, inner)
        painter.end()

    def _paint_words(self, painter: QPainter, inner: QRectF) -> None:
        cell: Any = self._cell
        c, top = theme.colours(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        painter.setFont(theme.font(theme.BODY, bold=True))
        painter.setPen(QColor(c.text))
        name = painter.fontMetrics()
        painter.drawText(inner, top, _cut(name, cell.label, inner.width()))
        chip_font = theme.font(theme.FINE, bold=True)
        chip_high = QFontMetrics(chip_font).height() + 4
        middle = inner.adjusted(0, name.height(), 0, -chip_high - theme.TIGHT)
        painter.setFont(theme.font(theme.HEAD, bold=True))
        count = number(cell.count)
        painter.setPen(QColor(c.text if cell.count else c.muted))
        beside = painter.fontMetrics().horizontalAdvance(count) + theme.SMALL
        painter.drawText(middle, _START, count)
        painter.setFont(theme.font(theme.FINE))
        painter.setPen(QColor(_ink(self._depth)))
        words = (
            tr("{share} · {open} open", share=percent(cell.share), open=number(cell.open))
            if cell.count
            else tr("nobody")
        )
        painter.drawText(middle.adjusted(beside, 0, 0, 0), _START, _cut(painter.fontMetrics(), words, inner.width()))
        painter.setFont(chip_font)
        foot = QRectF(inner.left(), inner.bottom() - chip_high, inner.width(), chip_high)
        painted.chip(painter, foot, cell.path_label, painted.path_hue(cell.path))


def _shade(depth: float) -> QColor:
    """The surface with so much of the accent in it."""
    c = theme.colours()
    top, under, part = QColor(c.accent), QColor(c.surface), depth * _DARKEST
    red, green, blue = (
        round(a * part + b * (1 - part))
        for a, b in ((top.red(), under.red()), (top.green(), under.green()), (top.blue(), under.blue()))
    )
    return QColor(red, green, blue)


def _ink(depth: float) -> str:
    """Fine text on a shade: muted where that still reads."""
    return theme.colours().text if depth > _MUTED_UP_TO else theme.colours().muted


def _cut(metrics: QFontMetrics, text: str, width: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))


_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
