"""Every route of the playbook tried on one lead: which it takes and why, and the fact that kept it from the others."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.language import later, tr
from app.ui import dates, theme
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import Elided, button, column, label, row

COLUMNS = (
    Column("chosen", "", 84, lambda r: tr("takes it") if r.chosen else tr("would hold") if r.holds else "", "muted"),
    Column("label", later("Route"), 210, lambda r: r.label),
    Column("path", later("Path"), 130, lambda r: r.path_label),
    Column("says", later("Why, or why not"), 320, lambda r: r.says, "muted", stretch=True, tip=lambda r: r.says),
    Column("owner", later("Owner"), 120, lambda r: r.owner, tip=lambda r: r.why_owner),
)


class RoutesDialog(QDialog):
    """Draws a RoutesView."""

    def __init__(self, view: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Routes of {person}", person=view.person))
        chosen = view.chosen
        owner = f"{chosen.owner or tr('nobody')} ({chosen.why_owner})"
        why = label(chosen.says, wrap=True)
        table = HeldTable(COLUMNS, self)
        self.shown = RowView(table, tr("Routes"))
        table.show_rows(view.routes)
        close = button(tr("Close"), part="main")
        close.clicked.connect(self.accept)
        box = column(
            label(f"{view.person}: {chosen.path_label}", theme.LEAD, bold=True),
            why,
            Elided(tr("Owner: {owner} · by {at}", owner=owner, at=dates.exact(chosen.due_at)), tone="muted"),
            self.shown,
            row(None, close),
        )
        box.setContentsMargins(*(theme.LARGE,) * 4)
        self.setLayout(box)
        self.resize(min(theme.px(980), 1240), min(theme.px(560), 760))
        at = next(place for place, one in enumerate(view.routes) if one.chosen)
        self.shown.setCurrentIndex(table.index(at, 0))
        self.shown.setFocus()
