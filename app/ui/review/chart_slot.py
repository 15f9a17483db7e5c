"""The place of a chart above a table: both where there is room, else one of them, and T goes from one to the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui import theme
from app.ui.widgets.text import column, scrolling

if TYPE_CHECKING:
    from app.domain.review.charting import ChartSpec
    from app.ui.charts.chart import Chart

LEAST = 176  # pixels at 100 % that a table wants below a chart


class ChartSlot(QWidget):
    """Holds at most one chart and one table. Where both do not fit the table is shown, until somebody turns."""

    rows_wanted = Signal(object)  # Address
    arranged = Signal()

    def __init__(self, table: QWidget) -> None:
        super().__init__()
        self.table = table
        self.chart: Chart | None = None
        self._area: QScrollArea | None = None
        self._wanted = self._turned = False
        self._body = column(table)
        self._body.setStretchFactor(table, 1)
        self.setLayout(self._body)

    def show_chart(self, spec: "ChartSpec | None") -> None:
        """Show this chart above the table, or none."""
        self._wanted = spec is not None
        self._turned = self._turned and self._wanted
        if spec is not None and self.chart is None:
            from app.ui.charts.chart import Chart  # pyqtgraph is met when the first chart is drawn

            self.chart = Chart(spec)
            self.chart.rows_wanted.connect(self.rows_wanted)
            self.chart.installEventFilter(self)
            self._area = scrolling(self.chart)
            self._body.insertWidget(0, self._area)
        elif spec is not None and self.chart is not None:
            self.chart.show_spec(spec)
        self.arrange()

    @property
    def alone(self) -> bool:
        """True where there is no room for both."""
        return self._wanted and self._high() + theme.px(LEAST) + theme.SMALL > self.height()

    @property
    def shows_chart(self) -> bool:
        """True while the chart can be seen."""
        return self._area is not None and not self._area.isHidden()

    def turn(self) -> bool:
        """From the table to the chart and back, or the chart as a table; False where there is no chart."""
        if not self._wanted or self.chart is None:
            return False
        if not self.alone:
            self.chart.toggle()
            return True
        held = self.focusWidget()
        had = held is not None and self.isAncestorOf(held)
        self._turned = not self._turned
        self.arrange()
        if had:
            self.take_focus()
        return True

    def take_focus(self) -> None:
        """The keyboard goes to the table, or to the chart that stands in its place."""
        if self.table.isHidden() and self.chart is not None and self.chart.canvas is not None:
            self.chart.canvas.setFocus()
        else:
            self.table.setFocus()

    def arrange(self) -> None:
        """Give chart and table their room."""
        alone = self.alone
        if self._area is not None:
            self._area.setVisible(self._wanted and (not alone or self._turned))
            self._area.setMaximumHeight(16_777_215 if alone else self._high())
            self._area.setMinimumHeight(0 if alone else self._high())
        self.table.setVisible(not (alone and self._turned))
        self.arranged.emit()

    def _high(self) -> int:
        if self.chart is None or self._area is None:
            return 0
        layout = self.chart.layout()
        wide = max(self.width(), self.chart.minimumSizeHint().width())
        high = layout.heightForWidth(wide) if layout is not None and layout.hasHeightForWidth() else -1
        return max(high, self.chart.minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A chart that is drawn anew may want another height."""
        if event.type() is QEvent.Type.LayoutRequest and not self.alone and self._area is not None:
            high = self._high()
            if high != self._area.maximumHeight() and self._wanted:
                self.arrange()
        return False

    def resizeEvent(self, event: object) -> None:
        """Another height may have room for both, or for one alone."""
        self.arrange()
