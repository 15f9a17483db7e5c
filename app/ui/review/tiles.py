"""The ten figures of the summary as tiles: each with change and word, mean of four weeks, target and n."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.domain.review.addressing import address_of
from app.language import number, tr
from app.ui import theme
from app.ui.review.opener import Opener
from app.ui.review.walking import Walk
from app.ui.review.words import against_target, difference, figure, relative, status
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import Elided, clear, column, label, row

if TYPE_CHECKING:
    from app.domain.review.comparing import ComparedRow
    from app.domain.review.sheet import Kpi

TILES = 10
WIDE = 154  # pixels at 100 % that a tile wants


class KpiTile(Opener):
    """One figure: what it is, how much, against what, out of how many."""

    def __init__(self, kpi: "Kpi", weeks: int, against: "ComparedRow | None", there: str) -> None:
        super().__init__(address_of(kpi), "tile")
        large = theme.px(100) > 115
        words, hue = status(against.word if against is not None else kpi.status)
        met, met_hue = against_target(kpi)
        target = _said(met, figure(kpi.target, kpi.unit)) if met else ""
        value = figure(kpi.this_week, kpi.unit)
        chip = Chip(words if hue else "", hue or "muted")
        says = label(value, theme.LEAD if large else theme.HEAD, bold=True)
        says.setMinimumWidth(says.sizeHint().width())  # the word beside it gives way first
        heads = row(says, None, chip)
        lines = compared_lines(kpi, against, there) if against is not None else own_lines(kpi, weeks)
        body = column(label(tr(kpi.label), theme.FINE, tone="muted", wrap=True), heads, space=0)
        for one in lines:
            if one or not target:  # the target has the room of a line that says nothing
                body.addWidget(Elided(one, theme.FINE, tone="muted"))
        if target:
            body.addWidget(Elided(target, theme.FINE, tone=met_hue))
        body.addStretch(1)
        side = theme.SMALL if large else theme.MIDDLE
        body.setContentsMargins(side, theme.TIGHT, side, theme.TIGHT)
        self.setLayout(body)
        self.setAccessibleName(
            f"{tr(kpi.label)}: {value}, {', '.join(one for one in dict.fromkeys((words, *lines, target)) if one)}"
        )
        self.setToolTip("\n".join((tr(kpi.label), *(one for one in (*lines, target) if one))))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(theme.px(146))


def own_lines(kpi: "Kpi", weeks: int) -> tuple[str, ...]:
    """What stands below a figure: the change on the period before, the mean of four, and n."""
    words, judged = status(kpi.status)
    changed = difference(kpi.change, kpi.unit)
    before = tr("{change} on last week") if weeks == 1 else tr("{change} on two weeks before")
    change = before.format(change=changed) if changed else "" if judged else words
    four = tr("4-week mean {mean}") if weeks == 1 else tr("mean of 4 periods {mean}")
    mean = four.format(mean=figure(kpi.mean_4, kpi.unit)) if kpi.mean_4 is not None else ""
    return change, mean, f"n = {number(kpi.n)}"


def compared_lines(kpi: "Kpi", row: "ComparedRow", there: str) -> tuple[str, ...]:
    """What stands below a figure that is held against another week: the difference, the figure there, and n."""
    n = number(row.n_there) if row.n_there is not None else "–"
    over = tr("{week}: {figure}, n = {n}", week=there, figure=figure(row.there, row.unit), n=n)
    changed = _said(difference(row.difference, row.unit), relative(row.relative))
    return changed or tr("no comparison"), over, f"n = {number(kpi.n)}"


def _said(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


class Tiles(QWidget):
    """The tiles in as many columns as there is room for; arrows walk them."""

    opened = Signal(object)  # Address

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Figures of the week"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SMALL)
        self.walk = Walk(self, 5)
        self.tiles: list[KpiTile] = []

    def show_kpis(self, kpis: "Sequence[Kpi]", weeks: int, against: "Mapping[str, ComparedRow]", there: str) -> None:
        """Other figures; those that are held against another week by their id."""
        held = next((at for at, tile in enumerate(self.tiles) if tile.hasFocus()), -1)
        clear(self._grid)
        self.tiles = [KpiTile(kpi, weeks, against.get(kpi.id), there) for kpi in kpis[:TILES]]
        for tile in self.tiles:
            tile.opened.connect(self.opened)
        self.walk.take(self.tiles)
        self._lay_out()
        if held >= 0:
            self.walk.go(held)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many beside each other as fit, in lines of equal length."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        across = next((n for n in (5, 3) if self.width() >= n * theme.px(WIDE)), 2)
        if across == self.walk.across and self._grid.count() == len(self.tiles):
            return
        self.walk.across = across
        while self._grid.count():
            self._grid.takeAt(0)
        for at in range(5):
            self._grid.setColumnStretch(at, 1 if at < across else 0)
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, *divmod(at, across))
