"""History: who did what and when, what each act changed, and "undo this" for any act that still stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.language import later, number, tr
from app.services.undoing import acts_on
from app.services.views import ViewSettings
from app.services.what_changed import what_changed
from app.ui import theme
from app.ui.bench import Bench
from app.ui.dialogs.taking_back import take_back
from app.ui.pages.listed.list_pane import ListPane
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.reading_order import read_from_the_top
from app.ui.widgets.text import button, column, label, row


@dataclass(frozen=True, slots=True)
class _Line:
    """One field that an act changed, or a row that it made or deleted."""

    row: str
    field: str
    before: str
    after: str


_WHAT = {"made": later("made"), "changed": later("changed"), "deleted": later("deleted")}
CHANGES = (
    Column("row", later("Changed"), 220, lambda line: line.row, "strong", tip=lambda line: line.row),
    Column("field", later("Field"), 130, lambda line: line.field, "muted"),
    Column("before", later("Before"), 220, lambda line: line.before, tip=lambda line: line.before),
    Column("after", later("After"), 220, lambda line: line.after, stretch=True, tip=lambda line: line.after),
)


class HistoryDialog(QDialog):
    """The acts of the workspace, or of one lead or account, the latest first; a list like every other."""

    def __init__(
        self,
        bench: Bench,
        parent: QWidget,
        lead_id: int | None = None,
        account_id: int | None = None,
        wish: ViewSettings | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("History"))
        self._bench, self._of = bench, {"lead_id": lead_id, "account_id": account_id}
        self._whole = lead_id is None and account_id is None
        self.pane = ListPane(bench, "history", None if self._whole else (), besides=("can_undo",))
        self.table, self.shown = self.pane.table, self.pane.view
        self.pane.current_changed.connect(lambda _: self._on_current())
        self.pane.drawn.connect(lambda _: self._on_current())
        self.changes = HeldTable(CHANGES, self)
        self.changed = RowView(self.changes, tr("What the act in hand changed"), "changes")
        self.act = button(tr("Undo this"), "arrow-back-up", part="main")
        self.act.clicked.connect(self.undo)
        self.act.setEnabled(False)
        self._build(tr("History of this lead") if lead_id else tr("History of this account") if account_id else "")
        bench.runner.changed.connect(self._on_changed)  # a method of the dialog, so that it ends with it
        if wish is not None:
            self.pane.show_view(wish)
        else:
            self._ask()
        self.shown.setFocus()

    def _build(self, title: str) -> None:
        self.count = label("", theme.FINE, tone="muted")
        self.pane.counted.connect(self.count.setText)
        close = button(tr("Close"))
        close.clicked.connect(self.accept)
        about = tr(
            "Any act can be taken back, days later too. What was edited since is listed first, and kept unless you say "
            "otherwise."
        )
        whole = column(
            label(title or tr("History"), theme.LEAD, bold=True),
            label(about, theme.FINE, tone="muted", wrap=True),
            self.pane,
            self.changed,
            row(self.count, None, close, self.act),
            edges=(theme.LARGE,) * 4,
        )
        whole.setStretch(2, 3)
        whole.setStretch(3, 1)
        self.changed.setMinimumHeight(theme.px(90))
        self.setLayout(whole)
        read_from_the_top(self)
        self.resize(min(theme.px(1000), 1240), min(theme.px(680), 760))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A slash goes to the filter, as on every page."""
        if event.text() == "/":
            self.pane.bar.text.take_focus()
        else:
            super().keyPressEvent(event)

    def _on_changed(self, changed: Any) -> None:
        self._ask()

    def _ask(self) -> None:
        if self._whole:
            self.pane.refresh()
        else:
            self._bench.ask(acts_on, then=self._restrict, key="history", **self._of)

    def _restrict(self, acts: Sequence[int]) -> None:
        self.pane.restrict(acts)

    def _on_current(self) -> None:
        action = self.pane.current_id
        row = self.pane.current
        stands = row is not None and bool(row.values.get("can_undo"))
        self.act.setEnabled(stands and not self._bench.read_only)
        if action is None:
            self.changes.show_rows(())
        else:
            self._bench.ask(what_changed, action, words=True, then=self._draw_changes, key="what changed")

    def _draw_changes(self, view: Any) -> None:
        if view.action.action == self.pane.current_id:
            self.changed.empty = tr("Nothing of it is to be seen: it only noted that something was done.")
            self.changes.show_rows(list(_lines(view)))

    def undo(self) -> None:
        """Take the act in hand back; where something was edited since, ask what should become of that."""
        action = self.pane.current_id
        if action is not None and self.act.isEnabled():
            take_back(self._bench, action, self)


def _lines(view: Any) -> Iterator[_Line]:
    for words in view.in_bulk:
        yield _Line(words, "", "", "")
    for one in view.rows:
        name = f"{one.noun} {one.name}".strip() + ("" if one.what == "changed" else f", {tr(_WHAT[one.what])}")
        for field in one.fields or (None,):
            yield _Line(name, "", "", "") if field is None else _Line(name, field.field, field.before, field.after)
    if view.more:
        yield _Line(tr("and {more} more rows", more=number(view.more)), "", "", "")
