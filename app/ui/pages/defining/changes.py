"""What a draft changes: item by item with before and after, and who made which change when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.playbook.drafting import Difference
from app.domain.playbook.sections import SECTIONS
from app.language import later, tr
from app.ui import dates, theme
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import column, label

_HUES = {"added": "good", "removed": "bad", "changed": "accent", "moved": "note"}
_LABELS = {section.id: section.label for section in SECTIONS}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that differs, or a whole item that came, went or moved."""

    section: str
    item: str
    label: str
    what: str
    field: str
    before: str
    after: str


def lines_of(differences: Sequence[Difference], *, brief: bool = False) -> list[Changed]:
    """Differences as lines of a table, a line for every field; in `brief` one for an item that came or went."""
    lines = []
    for one in differences:
        whole = brief and one.what in ("added", "removed")
        fields = (() if whole else one.fields) or (("", "", ""),)
        for at, (field, before, after) in enumerate(fields):
            item = one.label if at == 0 else ""
            lines.append(Changed(one.section, one.item, item, one.what if at == 0 else "", field, before, after))
    return lines


COLUMNS = (
    Column("section", later("Part"), 110, lambda c: tr(_LABELS.get(c.section, c.section)) if c.label else "", "muted"),
    Column("item", later("Item"), 190, lambda c: c.label, "strong", tip=lambda c: c.label),
    Column("what", later("What"), 90, lambda c: c.what, "chip", hue=lambda c: _HUES.get(c.what, "muted")),
    Column("field", later("Field"), 130, lambda c: c.field),
    Column("before", later("Before"), 150, lambda c: " ".join(c.before.split()), "muted", tip=lambda c: c.before),
    Column("after", later("After"), 150, lambda c: " ".join(c.after.split()), stretch=True, tip=lambda c: c.after),
)

EDITS = (
    Column("at", later("When"), 110, lambda e: dates.ago(e.at), "muted", tip=lambda e: dates.exact(e.at)),
    Column("by", later("Who"), 130, lambda e: e.by),
    Column("says", later("What"), 420, lambda e: e.says, "strong", stretch=True, tip=lambda e: e.says),
    Column("stands", "", 90, lambda e: "" if e.stands else tr("no effect"), "chip", hue=lambda e: "wait"),
)


class DifferencesView(QWidget):
    """A table of differences; Enter goes to the item."""

    item_wanted = Signal(object)  # (section id, key)

    def __init__(self, name: str, empty: str, *, brief: bool = False) -> None:
        super().__init__()
        self._brief = brief
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, name, "defining/differences")
        self.view.empty = empty
        self.view.opened.connect(self._open)
        self.setLayout(column(self.view))
        self.setFocusProxy(self.view)

    def draw(self, differences: Sequence[Difference]) -> None:
        """Show other differences."""
        self.table.show_rows(lines_of(differences, brief=self._brief))

    def _open(self, at: int) -> None:
        line = self.table.row_at(at)
        self.item_wanted.emit((line.section, line.item))


class ChangesView(QWidget):
    """The draft as a whole."""

    item_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.says = label("", wrap=True)
        self.differences = DifferencesView(tr("What the draft changes"), tr("The draft changes nothing yet."))
        self.differences.item_wanted.connect(self.item_wanted)
        self.edits = HeldTable(EDITS, self)
        self.made = RowView(self.edits, tr("Who changed what"), "defining/edits")
        self.made.empty = tr("Nobody has changed anything.")
        whole = column(
            self.says,
            self.differences,
            label(tr("Who changed what"), theme.FINE, tone="muted", bold=True),
            self.made,
            edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL),
        )
        whole.setStretch(1, 3)
        whole.setStretch(3, 2)
        self.setLayout(whole)
        self.setFocusProxy(self.differences)

    def draw(self, view: Any) -> None:
        """Show a draft."""
        self.differences.draw(view.differences)
        self.edits.show_rows(tuple(reversed(view.edits)))
        faults = [fault for fault in view.faults if not fault.warns]
        if not view.open:
            self.says.setText(tr("There is no draft. Change anything in a part, or take a playbook from a file."))
        elif faults:
            self.says.setText(tr("To mend first: {faults}", faults=" · ".join(fault.says for fault in faults[:4])))
        else:
            self.says.setText(
                tr("Nothing is wrong with this draft. Replay shows what it would do; Adopt puts it in force.")
            )
