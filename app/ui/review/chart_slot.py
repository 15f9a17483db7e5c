"""A table with its chart: a short one stands above it, a long one has all the room until T is pressed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.review.number_table import NumberTable
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import column, scrolling

if TYPE_CHECKING:
    from app.domain.review.charting import ChartSpec
    from app.ui.charts.chart import Chart

LEAST = 176  # pixels at 100 % that a long table wants below a chart
PEEP = 120  # of a chart that are seen at least below a short table


class ChartSlot(QWidget):
    """Holds tables of which one is shown, and at most one chart; all of it scrolls as one, or only the table does."""

    rows_wanted = Signal(object)  # Address
    arranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tables = Stack()
        self.chart: Chart | None = None
        self.alone = False  # there is room for one of both only
        self._wanted = self._turned = False
        self._spec: ChartSpec | None = None
        inside = QWidget()
        inside.setProperty("part", "inside")
        self._body = column(self.tables)
        inside.setLayout(self._body)
        self._body.addStretch(1)
        self._area = scrolling(inside)
        self.setLayout(column(self._area))

    @property
    def table(self) -> NumberTable:
        """The table on screen, or behind the chart."""
        shown = self.tables.currentWidget()
        assert isinstance(shown, NumberTable)
        return shown

    def add(self, table: NumberTable) -> None:
        """One more table."""
        self.tables.addWidget(table)
        table.table.modelReset.connect(self.arrange)

    def show_table(self, table: NumberTable, spec: "ChartSpec | None") -> None:
        """Show this table, with this chart or with none."""
        if table is not self.tables.currentWidget():
            self._turned = False
        self.tables.setCurrentWidget(table)
        self._wanted = spec is not None
        self._spec = spec
        if spec is not None and self.chart is None:
            QTimer.singleShot(0, self, self._make_chart)  # the numbers do not wait for it
        elif spec is not None and self.chart is not None:
            self.chart.show_spec(spec)
        self.arrange()

    def _make_chart(self) -> None:
        if self._spec is None or self.chart is not None:
            return
        from app.ui.charts.chart import Chart  # pyqtgraph is met when the first chart is drawn

        self.chart = Chart(self._spec)
        self.chart.rows_wanted.connect(self.rows_wanted)
        self.chart.installEventFilter(self)
        self._body.insertWidget(1, self.chart, alignment=Qt.AlignmentFlag.AlignTop)
        self.arrange()

    @property
    def shows_chart(self) -> bool:
        """True while the chart stands in the place of the table."""
        return self.alone and self._turned

    def turn(self) -> bool:
        """From the table to the chart and back, or the chart as a table; False where there is no chart."""
        if not self._wanted or self.chart is None:
            return False
        if not self.alone:
            self.chart.toggle()
            self._area.ensureWidgetVisible(self.chart)
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
        if self.shows_chart and self.chart is not None and self.chart.canvas is not None:
            self.chart.canvas.setFocus()
        else:
            self.table.setFocus()

    # --- room --------------------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Give table and chart their room."""
        room, whole = self._area.viewport().height(), self.table.whole_height() if self.tables.count() else 0
        chart = self._chart_height() if self._wanted else 0
        stacked = whole + theme.SMALL + theme.px(PEEP) <= room
        beside = chart + theme.SMALL + theme.px(LEAST) <= room
        self.alone = self._wanted and not stacked and not beside
        if self.chart is not None:
            self.chart.setVisible(self._wanted and (not self.alone or self._turned))
        self.tables.setVisible(not self.shows_chart)
        high = room if self.alone or not self._wanted else whole if stacked else room - chart - theme.SMALL
        self.tables.setFixedHeight(max(high, theme.px(60)))
        self.arranged.emit()

    def _chart_height(self) -> int:
        layout = self.chart.layout() if self.chart is not None else None
        if self.chart is None or layout is None:
            return 0
        wide = max(self._area.viewport().width(), self.chart.minimumSizeHint().width())
        asked = layout.heightForWidth(wide) if layout.hasHeightForWidth() else 0
        return max(asked, self.chart.minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A chart that is drawn anew may want another height; it is looked at once it is laid out."""
        if event.type() is QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.arrange)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height may have room for both, or for one alone."""
        super().resizeEvent(event)
        self.arrange()
