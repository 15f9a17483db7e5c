"""Quick build: pasted lines or known contacts become a map, each with a guessed place and the reason (CM11)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from app.domain.committee.pasted import Proposal, QuickBuild, Unread
from app.domain.committee.signs import BAND_WORDS
from app.domain.counting import counted
from app.domain.problems import Problem
from app.language import later, number, tr
from app.services.committee.people import from_contacts, proposed, quick_build
from app.ui import theme
from app.ui.bench import Bench
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, label, row

if TYPE_CHECKING:
    from app.services.committee.view import MapView

PAUSE = 120  # milliseconds without a key before the lines are read again


class QuickBuildDialog(QDialog):
    """Reads as one types; nothing is on the map before Ctrl+Enter."""

    def __init__(self, bench: Bench, view: "MapView", built: Callable[[Any], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Build the map"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bench, self.view, self._built = bench, view, built
        self._build: QuickBuild | None = None
        self._waits = False  # Ctrl+Enter came before the lines were read
        self._labels = {seat.id: seat.label for seat in view.playbook.seats}
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("Lines with name, title and e-mail"))
        self.text.setPlaceholderText(tr("Ada Ash, Lab Director, ada.ash@northgate.example"))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._on_typed)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._read)
        self.table = HeldTable(self._columns(), self)
        self.preview = RowView(self.table, tr("Who would be put on the map, and where"))
        self.preview.empty = tr("One line for each person: name, title, e-mail. Nothing is saved yet.")
        lines = QWidget()
        told = label(
            tr("Paste or write one line for each person: name, title, e-mail."), theme.FINE, tone="muted", wrap=True
        )
        box = column(told, self.text, self.preview, edges=(0, theme.SMALL, 0, 0))
        box.setStretch(1, 2)
        box.setStretch(2, 3)
        lines.setLayout(box)
        self.contacts = QListWidget()
        self.contacts.setAccessibleName(tr("People of the account who are not on this map"))
        self.contacts.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for one in view.contacts:
            item = QListWidgetItem(", ".join(part for part in (one.name, one.title, one.email) if part))
            item.setData(Qt.ItemDataRole.UserRole, one.person_id)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.contacts.addItem(item)
        self.contacts.itemChanged.connect(lambda _: self._say())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(tr("From lines or from contacts"))
        self.tabs.addTab(lines, tr("Lines"))
        self.tabs.addTab(self.contacts, tr("Contacts {count}", count=number(len(view.contacts))))
        self.tabs.currentChanged.connect(lambda _: self._say())
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        self.act = button(tr("Put on the map"), part="main", name=tr("Put on the map  (Ctrl+Enter)"))
        self.act.setToolTip(tr("Ctrl+Enter"))
        self.act.clicked.connect(self.commit)
        leave = button(tr("Cancel"))
        leave.clicked.connect(self.reject)
        edges = (theme.LARGE, theme.MIDDLE, theme.LARGE, theme.LARGE)
        self.setLayout(column(self.tabs, self.problem, row(None, leave, self.act), space=theme.SMALL, edges=edges))
        self.resize(min(theme.px(760), 1140), min(theme.px(560), 760))
        self._say()
        self.text.setFocus()

    def _columns(self) -> tuple[Column, ...]:
        def seat(line: Proposal | Unread) -> str:
            return self._labels.get(line.placing.seat, tr("Other")) if isinstance(line, Proposal) else tr("left out")

        return (
            Column("name", later("Person"), 140, _name, "strong"),
            Column("title", later("Title"), 150, lambda r: r.title if isinstance(r, Proposal) else "", "muted"),
            Column("seat", later("Seat"), 160, seat, "chip", hue=_hue),
            Column("place", later("Place"), 140, _place, "muted"),
            Column("why", later("Why"), 300, _why, "muted"),
        )

    def _on_typed(self) -> None:
        self._build = None
        self._soon.start()

    def _read(self) -> None:
        self._soon.stop()
        at = (self.view.account_id, self.view.service_line)
        self.bench.ask(proposed, *at, self.text.toPlainText(), then=self._draw, key="quick build")

    def _draw(self, build: QuickBuild) -> None:
        if self._soon.isActive():
            return  # more was typed meanwhile
        self._build = build
        self.table.show_rows(sorted((*build.proposals, *build.unread), key=lambda one: one.line))
        self._say()
        if self._waits:
            self._waits = False
            self.commit()

    def _chosen(self) -> list[int]:
        """The contacts that are ticked."""
        items = (self.contacts.item(at) for at in range(self.contacts.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _say(self) -> None:
        count = len(self._chosen()) if self.tabs.currentIndex() else len(self._build.proposals) if self._build else 0
        self.act.setText(
            tr("Put {people} on the map", people=counted(count, "person", "people")) if count else tr("Put on the map")
        )

    def commit(self) -> None:
        """Put everybody on the map who is listed: one act of the history."""
        at = (self.view.account_id, self.view.service_line)
        done: dict[str, Any] = {"then": self._done, "failed": self._refuse}
        if self.tabs.currentIndex():
            if chosen := self._chosen():
                self.bench.do(from_contacts, *at, chosen, **done)
            else:
                self._refuse(Problem(tr("Tick somebody with the space bar first.")))
        elif self._build is None:
            self._waits = True
            self._read()
        elif self._build.proposals:
            self.bench.do(quick_build, *at, self._build.proposals, **done)
        else:
            self._refuse(Problem(tr("Write a line with a name first, such as “Ada Ash, Lab Director”.")))

    def _done(self, changed: Any) -> None:
        self.accept()
        self._built(changed)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, Problem):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self.bench.problems.show(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter puts everybody on the map."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
        else:
            super().keyPressEvent(event)


def _name(line: Proposal | Unread) -> str:
    return line.name if isinstance(line, Proposal) else line.text


def _place(line: Proposal | Unread) -> str:
    if isinstance(line, Unread):
        return ""
    if line.unplaced:
        return tr("Unplaced")
    band = tr(BAND_WORDS.get(line.placing.band, line.placing.band))
    return tr("{lane}, {band}", lane=line.placing.lane, band=band)


def _why(line: Proposal | Unread) -> str:
    if isinstance(line, Unread):
        return line.says
    return "; ".join(part for part in (line.placing.seat_why, line.placing.band_why, *line.said) if part)


def _hue(line: Proposal | Unread) -> str:
    return "bad" if isinstance(line, Unread) else "wait" if line.placing.seat == "other" else "note"
