"""Every version that was adopted, with its note, and what differs between any two."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.language import later, tr
from app.services.drafts import compare_versions
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.pages.defining.changes import DifferencesView
from app.ui.pages.defining.inputs import ChoiceInput
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import Elided, button, column, label, row

COLUMNS = (
    Column("version", later("Version"), 70, lambda v: str(v.version), "number"),
    Column(
        "at", later("Adopted"), 120, lambda v: dates.ago(v.adopted_at), "muted", tip=lambda v: dates.exact(v.adopted_at)
    ),
    Column("by", later("By"), 150, lambda v: v.by),
    Column("note", later("Why"), 400, lambda v: v.note, "strong", stretch=True, tip=lambda v: v.note),
)


class VersionsView(QWidget):
    """The versions above, the comparison of two below."""

    item_wanted = Signal(object)
    draft_wanted = Signal(object)  # a version to make a draft of

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._draft = False
        self._versions: Sequence[Any] = ()
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Versions of the playbook"), "defining/versions")
        self.view.current_changed.connect(lambda _: self._on_version())
        self.other = ChoiceInput(tr("Compared with"), ())
        self.other.setFixedWidth(min(theme.px(180), 220))
        self.other.settled.connect(lambda _: self._compare())
        self.again = button(tr("Make a draft of it"), "history")
        self.again.setToolTip(tr("A draft that brings this version back; nothing counts before it is adopted"))
        self.again.clicked.connect(self._on_again)
        self.says = Elided("", theme.FINE, tone="muted")
        self.differences = DifferencesView(tr("What differs"), tr("Nothing differs between the two."))
        self.differences.item_wanted.connect(self.item_wanted)
        bench.guard(self.again)
        compared = row(label(tr("Compared with"), tone="muted"), self.other, self.says, self.again)
        compared.setStretch(2, 1)
        whole = column(
            self.view,
            compared,
            self.differences,
            edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL),
        )
        whole.setStretch(0, 2)
        whole.setStretch(2, 3)
        self.setLayout(whole)
        self.setFocusProxy(self.view)

    def draw(self, versions: Sequence[Any], *, draft: bool) -> None:
        """Show the versions, the newest first; a draft can be compared with too."""
        came = [row.version for row in versions[:1]] != [row.version for row in self._versions[:1]]
        self._draft, self._versions = draft, versions
        self.table.show_rows(versions)
        if came and versions:  # a version came or went: the newest is in hand, beside the one before it
            self.other.box.clear()
            self.view.choose(0)
        self._on_version()

    def _on_version(self) -> None:
        current = self.table.row_at(self.view.currentIndex().row())
        if current is None:
            return
        kept = self.other.read()
        self.other.box.clear()
        if self._draft:
            self.other.box.addItem(tr("the draft"), "draft")
        others = [row.version for row in self._versions if row.version != current.version]
        for number in others:
            self.other.box.addItem(tr("version {number}", number=number), str(number))
        before = [number for number in others if number < current.version]
        wished = kept if self.other.box.findData(kept) >= 0 else str(before[0]) if before else ""
        self.other.show_value(wished or (self.other.box.itemData(0) if self.other.box.count() else ""))
        self.other.setEnabled(self.other.box.count() > 0)
        self._compare()

    def _compare(self) -> None:
        current = self.table.row_at(self.view.currentIndex().row())
        with_ = self.other.read()
        if current is None or not with_:
            self.differences.draw(())
            self.says.say(tr("There is only one version so far.") if current is not None else "")
            return
        other = None if with_ == "draft" else int(with_)
        older, newer = (
            (current.version, other) if other is None or other > current.version else (other, current.version)
        )
        self.says.say(
            tr(
                "from version {older} to {value}",
                older=older,
                value=tr("the draft") if newer is None else tr("version {number}", number=newer),
            )
        )
        self._bench.ask(compare_versions, older, newer, then=self.differences.draw, key="defining/compare")

    def _on_again(self) -> None:
        current = self.table.row_at(self.view.currentIndex().row())
        if current is not None:
            self.draft_wanted.emit(current.version)
