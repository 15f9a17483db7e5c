"""Several of many: a button that names what is chosen, and the list of all with a box before each."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from app.language import later, tr
from app.ui import theme
from app.ui.pages.defining.inputs import Input, Options, listed, paired
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.finder import Finder
from app.ui.widgets.text import Elided, button, column, label, row

_NEEDS = (
    ("required", later("required")),
    ("expected", later("expected")),
    ("optional", later("optional")),
    ("", later("not asked for")),
)
_ID = Qt.ItemDataRole.UserRole


class ChoicesInput(Input):
    """Several ids of a list; none may mean all, and `none` says so."""

    half_typed = False

    def __init__(self, name: str, options: Callable[[], Options], none: str = later("none")) -> None:
        super().__init__(name)
        self._name, self._options, self._none = name, options, none
        self._ids: list[str] = []
        self.says = Elided("")
        self.choose = button(tr("Choose"), name=tr("Choose: {name}", name=name))
        self.choose.clicked.connect(self._open)
        box = row(self.says, self.choose)
        box.setStretch(0, 1)
        self.setLayout(box)
        self.setFocusProxy(self.choose)

    def write(self, value: Any) -> None:
        """Name what is chosen."""
        self._ids = listed(value)
        labels = dict(self._options())
        self.says.say(
            ", ".join(labels.get(id, tr("{value} (not defined)", value=id)) for id in self._ids) or tr(self._none)
        )

    def read(self) -> Any:
        """The chosen ids in the order of the list."""
        return self._ids

    def show_value(self, value: Any) -> None:
        """Show the choice."""
        super().show_value(listed(value))

    def _open(self) -> None:
        _Several(self._name, self._options(), self._ids, self._take, self).open()

    def _take(self, ids: list[str]) -> None:
        self.write(ids)
        self.settle()


class _Several(QDialog):
    """Every entry with a box; Space ticks, Enter takes the choice."""

    def __init__(
        self, name: str, options: Options, chosen: Sequence[str], then: Callable[[list[str]], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self._then = then
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        strange = [(id, tr("{id} (not defined)", id=id)) for id in chosen if id not in dict(options)]
        for id, words in [*options, *strange]:
            item = QListWidgetItem(words)
            item.setData(_ID, id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if id in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.text = Finder(tr("Find"), tr("Find in {name}", name=name), self.list)
        self.text.typed.connect(self._narrow)
        done = button(tr("Take these"), part="main")
        done.setDefault(True)
        done.clicked.connect(self.accept)
        leave = button(tr("Cancel"))
        leave.clicked.connect(self.reject)
        self.setLayout(
            column(
                label(name, theme.LEAD, bold=True),
                self.text,
                self.list,
                label(tr("Space ticks the line in hand."), theme.FINE, tone="muted"),
                row(None, leave, done),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        wide = self.list.sizeHintForColumn(0) + theme.px(90)
        self.resize(min(max(wide, theme.px(420)), theme.px(720)), theme.px(min(230 + 26 * self.list.count(), 560)))
        self.list.setFocus()

    def accept(self) -> None:
        """Take what is ticked."""
        items = [self.list.item(at) for at in range(self.list.count())]
        chosen = [str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked]
        super().accept()
        self._then(chosen)

    def _narrow(self) -> None:
        words = self.text.text().casefold().split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(not all(word in item.text().casefold() for word in words))
        current = self.list.currentItem()
        if current is None or current.isHidden():  # Space ticks what one sees
            seen = (at for at in range(self.list.count()) if not self.list.item(at).isHidden())
            self.list.setCurrentRow(next(seen, -1))


class NeedsInput(Input):
    """How much each seat is needed; Space goes on to the next answer, a letter chooses one."""

    half_typed = False

    def __init__(self, name: str, options: Callable[[], Options]) -> None:
        super().__init__(name)
        self._options = options
        self._needs: dict[str, str] = {}
        columns = (
            Column("seat", tr("Seat"), 150, lambda line: line[1], "strong", stretch=True),
            Column("need", tr("Needed"), 124, lambda line: tr(dict(_NEEDS)[line[2]]), "chip", hue=_need_hue),
        )
        self.table = HeldTable(columns, self)
        self.view = _NeedsView(self.table, tr("{name}; Space changes the line in hand", name=name), self._change)
        self.view.setMinimumHeight(theme.px(280))
        self.view.opened.connect(lambda _: self._change(None))
        self.setLayout(column(self.view, label(tr("Space, or R E O N"), theme.FINE, tone="muted"), space=theme.TIGHT))
        self.setFocusProxy(self.view)

    def write(self, value: Any) -> None:
        """Show every seat with how much it is needed."""
        self._needs = paired(value)
        known = list(self._options())
        known += [(id, tr("{id} (not defined)", id=id)) for id in self._needs if id not in dict(known)]
        self.table.show_rows([(id, words, self._needs.get(id, "")) for id, words in known])

    def read(self) -> Any:
        """The needs by seat."""
        return self._needs

    def show_value(self, value: Any) -> None:
        """Show the needs."""
        super().show_value(paired(value))

    def _change(self, to: str | None) -> None:
        line = self.table.row_at(self.view.currentIndex().row())
        if line is None:
            return
        ids = [id for id, _ in _NEEDS]
        new = ids[(ids.index(line[2]) + 1) % len(ids)] if to is None else to
        needs = {seat: need for seat, need in self._needs.items() if seat != line[0]} | ({line[0]: new} if new else {})
        order = [seat for seat, _ in self._options()]
        self.write({seat: needs[seat] for seat in sorted(needs, key=lambda s: order.index(s) if s in order else 999)})
        self.settle()


def _need_hue(line: tuple[str, str, str]) -> str:
    return {"required": "bad", "expected": "wait", "optional": "note"}.get(line[2], "muted")


class _NeedsView(RowView):
    """The table of needs: letters choose."""

    def __init__(self, table: HeldTable, name: str, change: Callable[[str | None], None]) -> None:
        super().__init__(table, name)
        self._change = change

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space goes on, R E O N choose."""
        letters = {"r": "required", "e": "expected", "o": "optional", "n": ""}
        if event.key() == Qt.Key.Key_Space:
            self._change(None)
        elif event.text().casefold() in letters and not event.modifiers():
            self._change(letters[event.text().casefold()])
        else:
            super().keyPressEvent(event)
