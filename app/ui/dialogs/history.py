"""History: who did what and when, what each act changed, and "undo this" for any act that still stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.language import later, number, tr
from app.services.undoing import history
from app.services.what_changed import what_changed
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.dialogs.taking_back import take_back
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, label, row

PAGE = 200  # acts that are asked for at once
_WAIT = 150  # milliseconds after the last letter


def _state(action: Any) -> str:
    if action.undoes is not None:
        return tr("undoes {number}", number=action.undoes)
    return "" if action.in_effect else tr("undone")


COLUMNS = (
    Column("action", later("No."), 50, lambda action: str(action.action), "number"),
    Column(
        "at",
        later("When"),
        100,
        lambda action: dates.ago(action.at),
        "muted",
        tip=lambda action: dates.exact(action.at),
    ),
    Column("by", later("Who"), 110, lambda action: action.by, "muted"),
    Column("label", later("What"), 340, lambda action: action.label, stretch=True, tip=lambda action: action.label),
    Column("rows", later("Rows"), 60, lambda action: number(action.rows), "number"),
    Column("state", later("State"), 110, _state, "chip"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One field that an act changed, or a row that it made or deleted."""

    row: str
    field: str
    before: str
    after: str


CHANGES = (
    Column("row", later("Changed"), 220, lambda line: line.row, "strong", tip=lambda line: line.row),
    Column("field", later("Field"), 130, lambda line: line.field, "muted"),
    Column("before", later("Before"), 220, lambda line: line.before, tip=lambda line: line.before),
    Column("after", later("After"), 220, lambda line: line.after, stretch=True, tip=lambda line: line.after),
)


class HistoryDialog(QDialog):
    """The acts of the workspace, or of one lead or account, the latest first."""

    def __init__(
        self, bench: Bench, parent: QWidget, lead_id: int | None = None, account_id: int | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("History"))
        self._bench, self._of = bench, {"lead_id": lead_id, "account_id": account_id}
        self._rows: list[Any] = []
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("Filter: what was done, or by whom"))
        self.text.setAccessibleName(tr("Filter the history"))
        self.text.setClearButtonEnabled(True)
        self._clock = QTimer(self, singleShot=True, interval=_WAIT)
        self._clock.timeout.connect(self._ask)
        self.text.textChanged.connect(lambda _: self._clock.start())
        self.table = HeldTable(COLUMNS, self)
        self.shown = RowView(self.table, tr("History"), "history")
        self.shown.current_changed.connect(lambda _: self._on_current())
        self.changes = HeldTable(CHANGES, self)
        self.changed = RowView(self.changes, tr("What the act in hand changed"), "history-changes")
        self.changed.empty = tr("Choose an act to see what it changed.")
        self.changed.setFixedHeight(theme.px(160))
        self.more = button(tr("Show earlier ones"))
        self.more.clicked.connect(self._ask_more)
        self.act = button(tr("Undo this"), "arrow-back-up", part="main")
        self.act.clicked.connect(self.undo)
        self.act.setEnabled(False)
        close = button(tr("Close"))
        close.clicked.connect(self.accept)
        title = (
            tr("History of this lead") if lead_id else tr("History of this account") if account_id else tr("History")
        )
        whole = column(
            row(label(title, theme.LEAD, bold=True), None, self.text),
            label(
                tr(
                    "Any act can be taken back, days later too. What was edited since is listed first, and kept unless "
                    "you say otherwise."
                ),
                theme.FINE,
                tone="muted",
                wrap=True,
            ),
            self.shown,
            self.changed,
            row(self.more, None, close, self.act),
            edges=(theme.LARGE,) * 4,
        )
        whole.setStretch(2, 1)
        self.text.setMinimumWidth(theme.px(260))
        self.setLayout(whole)
        self.resize(min(theme.px(900), 1240), min(theme.px(640), 760))
        bench.runner.changed.connect(self._on_changed)  # a method of the dialog, so that it ends with it
        self._ask()
        self.shown.setFocus()

    def _on_changed(self, changed: Any) -> None:
        self._ask()

    def _ask(self) -> None:
        wish = {**self._of, "limit": PAGE, "text": self.text.text()}
        self._bench.ask(history, then=self._draw, key="history", **wish)

    def _ask_more(self) -> None:
        if self._rows:
            wish = {**self._of, "limit": PAGE, "text": self.text.text(), "before": self._rows[-1].action}
            self._bench.ask(history, then=self._add, key="history", **wish)

    def _draw(self, found: Sequence[Any]) -> None:
        self._rows = list(found)
        self._show(found)

    def _add(self, found: Sequence[Any]) -> None:
        self._rows += found
        self._show(found)

    def _show(self, latest: Sequence[Any]) -> None:
        self.table.show_rows(self._rows)
        self.more.setVisible(len(latest) == PAGE)
        self._on_current()

    def _current(self) -> Any:
        return self.table.row_at(self.shown.currentIndex().row())

    def _on_current(self) -> None:
        action = self._current()
        self.act.setEnabled(bool(action is not None and action.can_undo and not self._bench.read_only))
        if action is None:
            self.changes.show_rows(())
        else:
            self._bench.ask(what_changed, action.action, then=self._draw_changes, key="what changed")

    def _draw_changes(self, view: Any) -> None:
        current = self._current()
        if current is not None and current.action == view.action.action:
            self.changed.empty = tr("Nothing of it is to be seen: it only noted that something was done.")
            self.changes.show_rows(list(_lines(view)))

    def undo(self) -> None:
        """Take the act in hand back; where something was edited since, ask what should become of that."""
        action = self._current()
        if action is not None and self.act.isEnabled():
            take_back(self._bench, action.action, self)


def _lines(view: Any) -> Iterator[_Line]:
    for words in view.in_bulk:
        yield _Line(words, "", "", "")
    for one in view.rows:
        name = f"{one.noun} {one.name}".strip() + ("" if one.what == "changed" else f", {one.what}")
        for field in one.fields or (None,):
            yield _Line(name, "", "", "") if field is None else _Line(name, field.field, field.before, field.after)
    if view.more:
        yield _Line(tr("and {more} more rows", more=number(view.more)), "", "", "")
