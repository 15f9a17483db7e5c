"""The score ledger: every point with the fact it came from; the points add up to the score."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui import dates, theme
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.chip import ScoreBars
from app.ui.widgets.text import Elided, button, column, label, row

COLUMNS = (
    Column("points", "Points", 60, lambda point: f"{point.points:+d}", "number"),
    Column("axis", "Axis", 70, lambda point: point.axis.capitalize(), "muted"),
    Column("label", "Rule", 250, lambda point: point.label),
    Column("fact", "Because", 220, lambda point: point.fact, "muted", stretch=True),
    Column("at", "When", 90, lambda point: dates.ago(point.at), "muted", tip=lambda point: dates.exact(point.at)),
)


def ledger_view(parent: QWidget) -> tuple[HeldTable, RowView]:
    """A table of ledger lines."""
    table = HeldTable(COLUMNS, parent)
    return table, RowView(table, "Score ledger")


class LedgerDialog(QDialog):
    """The ledger of one lead, and what would change the score."""

    def __init__(self, view: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Score of {view.person.name}")
        bars = ScoreBars()
        bars.say(view.score.fit, view.score.intent, view.score.fit_band, view.score.intent_band)
        table, shown = ledger_view(self)
        table.show_rows(view.score.ledger)
        would = [Elided(f"○ {words}", tone="muted") for words in view.score.would_change[:5]]
        close = button("Close", part="main")
        close.clicked.connect(self.accept)
        box = column(label(f"{view.person.name}: {view.score.cell_label}", theme.LEAD, bold=True), bars, shown)
        if would:
            box.addWidget(label("What would change it", theme.FINE, tone="muted", bold=True))
            for line in would:
                box.addWidget(line)
        box.addLayout(row(None, close))
        box.setContentsMargins(*(theme.LARGE,) * 4)
        self.setLayout(box)
        self.resize(theme.px(780), theme.px(480))
        shown.setFocus()
