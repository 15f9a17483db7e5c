"""The rows behind a number: who they are, why they count; Enter opens the lead, Esc goes back to the number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.language import later, number, tr
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.review.wish import Wish
from app.ui.review.words import figure
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, label, row

if TYPE_CHECKING:
    from app.domain.review.addressing import Address
    from app.domain.review.behind_rows import BehindRow, RowsBehind


def _counts(row: Any) -> str:
    return tr("✓ counts") if row.counts else tr("No")


def _amount(row: Any) -> str:
    return figure(row.amount, row.unit) if row.amount is not None else ""


COLUMNS = (
    Column("person", later("Person"), 140, lambda r: r.person, "strong"),
    Column("account", later("Account"), 160, lambda r: r.account),
    Column("owner", later("Owner"), 104, lambda r: r.owner, "muted"),
    Column("counts", later("Counts"), 96, _counts, "chip", hue=lambda r: "good" if r.counts else "muted"),
    Column("what", later("Why it stands here"), 190, lambda r: r.what, stretch=True, tip=lambda r: r.what),
    Column("amount", later("Measured"), 92, _amount, "number"),
    Column("at", later("When"), 142, lambda r: dates.exact(r.at), "muted"),
    Column("by", later("By"), 104, lambda r: r.by, "muted"),
    Column("ref", later("Lead"), 60, lambda r: r.ref, "muted"),
)


def _any(rows: "Sequence[BehindRow]", name: str) -> bool:
    return any(getattr(one, name) not in (None, "") for one in rows)


class RowsPanel(QWidget):
    """Stands in the place of a part until one goes back."""

    left = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.address: Address | None = None
        self.wish = Wish()
        self.rows: Sequence[BehindRow] = ()
        self.back = button(tr("Back to the number"), "arrow-left", part="quiet")
        self.back.clicked.connect(self.left)
        self.save = button(tr("Save as a file"), "download", part="quiet")
        self.save.clicked.connect(self.export)
        self.title = label("", theme.LEAD, bold=True, wrap=True)
        self.says = label("", tone="muted", wrap=True)
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Rows behind the number"), "review/rows")
        self.view.opened.connect(self._open)
        head = row(self.title, self.save, self.back)
        head.setStretch(0, 1)
        body = column(head, self.says, self.view, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        body.setStretch(2, 1)
        self.setLayout(body)
        bench.commands.bind("lead.next", self, lambda: self.view.step(1), lambda: bool(self.rows))
        bench.commands.bind("lead.previous", self, lambda: self.view.step(-1), lambda: bool(self.rows))

    def ask(self, wish: Wish, address: "Address") -> None:
        """Ask for the rows behind a number."""
        from app.services.review_sight import rows_of  # only who opens a number meets how its rows are found

        if (address, wish) != (self.address, self.wish):  # rows of another number are not to be read as these
            self._show("", "", (), tr("Reading the rows behind the number"))
        self.address, self.wish = address, wish
        self.bench.study(
            rows_of, wish.week, wish.weeks, address, wish.only, then=self._draw, key="review/rows", failed=self._failed
        )

    def take_focus(self) -> None:
        """The keyboard goes to the rows."""
        self.view.setFocus()

    def forget(self) -> None:
        """Nobody looks at the rows any more."""
        self.address = None
        self.bench.runner.drop("review/rows")
        self._show("", "", (), "")

    def _draw(self, found: "RowsBehind") -> None:
        title = tr("Rows behind: {title}, {count}", title=found.title, count=number(len(found.rows)))
        some = found.held < len(found.rows)
        held = tr("{count} of them count.", count=number(found.held)) if some else ""
        none = tr("No row stands behind this number: it is nought.")
        self._hide({"counts": some, "amount": _any(found.rows, "amount"), "by": _any(found.rows, "by")})
        says = " ".join(part for part in (held, found.says) if part)
        self._show(title, f"{self.wish.week} · {says}", found.rows, none)
        self.bench.commands.refresh()

    def _hide(self, wanted: dict[str, bool]) -> None:
        """A column that says nothing of these rows gives its room to the others."""
        for at, one in enumerate(COLUMNS):
            self.view.setColumnHidden(at, not wanted.get(one.id, True))
        self.view.resizeEvent(QResizeEvent(self.view.size(), self.view.size()))

    def _show(self, title: str, says: str, rows: "Sequence[BehindRow]", none: str) -> None:
        self.title.setText(title)
        self.says.setText(says)
        self.rows = rows
        self.view.empty = none
        self.view.setAccessibleName(title or none or tr("Rows behind the number"))
        self.table.show_rows(rows)
        self.save.setEnabled(bool(self._leads()))

    def _failed(self, error: Exception) -> None:
        self.bench.problems.show(error)
        self.left.emit()

    def _leads(self) -> list[int]:
        return list(dict.fromkeys(one.lead_id for one in self.rows if one.lead_id))

    def _open(self, at: int) -> None:
        found = self.table.row_at(at)
        if found is not None and found.lead_id:
            self.bench.lead_wanted.emit(found.lead_id)

    def export(self) -> None:
        """Save the leads behind the number as a list."""
        from app.ui.dialogs.bulk import export_them

        columns = ("person", "account", "stage", "path", "owner", "next_step", "due")
        export_them(self.bench, self._leads(), columns, tr("Rows behind a number"), None, self.window())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the number."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
