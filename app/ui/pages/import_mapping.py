"""Which column holds which field: every column with its samples, each field correctable by a drop-down."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.text import Elided, label

FIELDS = (
    "first_name", "last_name", "full_name", "email", "phone", "job_title", "company", "domain", "country", "region",
    "city", "street", "postal_code", "identifier", "source", "campaign", "offer", "asked_for", "content", "created_at",
    "facility_type", "segment", "service_line", "size", "testing_focus", "notes", "consent", "owner",
)  # fmt: skip
EXTRA = "Kept as an extra fact"


class MappingPanel(QScrollArea):
    """One card per column: its name, its field, three samples."""

    mapped = Signal(object)  # {field: column number, or "" to take the field out}

    def __init__(self, table: Any) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("part", "inside")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SMALL)
        field_of = {index: field for field, index in _indexes(table)}
        for at, name in enumerate(table.columns):
            grid.addLayout(self._column(at, name, field_of.get(at, ""), _samples(table, at)), 0, at)
        grid.setColumnStretch(len(table.columns), 1)
        self.setWidget(inside)

    def _column(self, at: int, name: str, field: str, samples: Sequence[str]) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(2)
        title = Elided(name or f"Column {at + 1}", bold=True)
        title.setFixedWidth(theme.px(160))
        chosen = QComboBox()
        chosen.setAccessibleName(f"Field of column {name or at + 1}")
        chosen.setFixedWidth(theme.px(160))
        chosen.addItem(EXTRA, "")
        for other in FIELDS:
            chosen.addItem(other.replace("_", " ").capitalize(), other)
        chosen.setCurrentIndex(chosen.findData(field))
        chosen.activated.connect(lambda _: self._choose(at, field, chosen.currentData()))
        box.addWidget(title)
        box.addWidget(chosen)
        for sample in samples:
            shown = Elided(sample or "–", theme.FINE, tone="muted")
            shown.setFixedWidth(theme.px(160))
            box.addWidget(shown)
        box.addWidget(label("" if field else "not mapped", theme.FINE, tone="wait"))
        box.addStretch(1)
        return box

    def _choose(self, at: int, before: str, field: str) -> None:
        changes: dict[str, Any] = {before: ""} if before and before != field else {}
        if field:
            changes[field] = at
        if changes:
            self.mapped.emit(changes)


def _indexes(table: Any) -> list[tuple[str, int]]:
    """Fields with their columns, the further columns of a field included."""
    pairs = []
    for field, mapped in table.mapping.items():
        pairs += [(field, index) for index in (mapped.index, *mapped.also)]
    return pairs


def _samples(table: Any, at: int) -> list[str]:
    """The first values of a column that say something."""
    values = [row.cells[at] for row in table.sample if at < len(row.cells) and row.cells[at].strip()]
    return [*dict.fromkeys(values), "", "", ""][:3]
