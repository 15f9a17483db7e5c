"""The buying committee as an editable table: seats, power, influence, stance, and what is missing."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.language import later, tr
from app.services.seating import add_person, remove_stakeholder, set_stakeholder
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.dialogs.form import Field, FormDialog
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import Card, Elided, button, clear, column, label
from app.ui.widgets.text import row as beside

STANCE = {
    2: later("++ champion"),
    1: later("+ supporter"),
    0: later("0 neutral"),
    -1: later("− sceptical"),
    -2: later("−− opposed"),
    None: later("? unknown"),
}
STANCE_HUE = {2: "good", 1: "good", 0: "muted", -1: "bad", -2: "bad", None: "wait"}
INFLUENCE = {"high": later("▮▮▮ high"), "medium": later("▮▮▯ medium"), "low": later("▮▯▯ low"), "": later("? unknown")}
DEPTH = {
    0: later("○○○ none"),
    1: later("●○○ brief"),
    2: later("●●○ several"),
    3: later("●●● regular"),
    None: later("? unknown"),
}
CERTAINTY = {
    "told": later("told by them"),
    "colleague": later("told by a colleague"),
    "document": later("document"),
    "guess": later("our guess"),
}


def _person(row: Any) -> str:
    return row.name or "–"


def _who(row: Any) -> str:
    return tr("Nobody is known; Enter fills the seat") if row.ghost else f"{row.name}, {row.title}".strip(", ")


def _seat(row: Any) -> str:
    return tr("{seat_label} (guess)", seat_label=row.seat_label) if row.seat_is_guess else row.seat_label


def _need_hue(row: Any) -> str:
    return "bad" if row.ghost and row.need == "required" else "muted"


COLUMNS = (
    Column("seat", later("Seat"), 190, _seat),
    Column("name", later("Person"), 134, _person, "strong", tip=_who),
    Column("need", later("Need"), 94, lambda r: r.need, "chip", hue=_need_hue),
    Column("stance", later("Stance"), 120, lambda r: "" if r.ghost else tr(STANCE.get(r.stance, "")), "chip",
           hue=lambda r: STANCE_HUE.get(r.stance, "muted")),
    Column("power", later("Power"), 118, lambda r: ", ".join(r.power), "muted"),
    Column("reports", later("Reports to"), 110, lambda r: r.reports_to_name, "muted"),
    Column("influence", later("Influence"), 96,
           lambda r: "" if r.ghost else tr(INFLUENCE.get(r.influence, r.influence))),
    Column("depth", later("Contact"), 100, lambda r: "" if r.ghost else tr(DEPTH.get(r.depth, ""))),
    Column("certainty", later("Certainty"), 120,
           lambda r: "" if r.ghost else tr(CERTAINTY.get(r.certainty, "")), "muted"),
    Column("last", later("Last contact"), 96, lambda r: dates.day(r.last_contact), "muted"),
    Column("next", later("Next step"), 150, lambda r: r.next_step, "muted"),
)  # fmt: skip


class CommitteePanel(QWidget):
    """One service line's committee of an account; Enter edits a line, an empty seat included."""

    line_chosen = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.line: str | None = None
        self._view: Any = None
        self.lines = QComboBox()
        self.lines.setAccessibleName(tr("Service line of the committee"))
        self.lines.activated.connect(self._on_line)
        self.lines.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.lines.setMinimumContentsLength(16)
        self.coverage = Elided("", bold=True)
        add, drop = (
            button(tr("Add"), "plus", name=tr("Add a stakeholder")),
            button(tr("Take off"), "x", name=tr("Take off the committee")),
        )
        self.edit = button(tr("Edit"), "edit", name=tr("Edit the line in hand"))
        add.clicked.connect(lambda: self.open(None))
        self.edit.clicked.connect(self._open_current)
        drop.clicked.connect(self._remove)
        bench.guard(add, drop, self.edit)
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Committee"), "committee")
        self.view.opened.connect(lambda _: self._open_current())
        gaps = Card(tr("WHAT IS MISSING"))
        self._gaps = column(space=theme.TIGHT)
        gaps.body.addLayout(self._gaps)
        head = beside(self.lines, self.coverage, add, self.edit, drop)
        head.setStretch(1, 1)
        box = column(head, self.view, gaps, edges=(0, theme.SMALL, 0, 0))
        box.setStretch(1, 1)
        self.setLayout(box)

    def draw(self, view: Any) -> None:
        """Show the committee of an account view."""
        self._view, committee = view, view.committee
        self.line = committee.service_line
        self.lines.blockSignals(True)
        self.lines.clear()
        for id, words in committee.service_lines:
            self.lines.addItem(words, id)
        self.lines.setCurrentIndex(self.lines.findData(committee.service_line))
        self.lines.blockSignals(False)
        self.coverage.say(tr("{words} required seats known and contacted", words=committee.coverage.text))
        self.table.show_rows(committee.rows)
        clear(self._gaps)
        for says, fix in committee.coverage.gaps[:7]:
            self._gaps.addWidget(Elided(f"○ {says}  →  {fix}", theme.FINE))
        if not committee.coverage.gaps:
            self._gaps.addWidget(label(tr("Every required seat is known and contacted."), theme.FINE, tone="muted"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 set the stance, 0 makes it unknown, Del takes somebody off."""
        current = self.table.row_at(self.view.currentIndex().row())
        if event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif event.text() in ("0", "1", "2", "3", "4", "5") and current is not None and not current.ghost:
            stance = None if event.text() == "0" else int(event.text()) - 3
            self._set(current.id, {"stance": stance}, reason=tr("Set by key"))
        else:
            super().keyPressEvent(event)

    def open(self, line: Any | None) -> None:
        """Open the form of a stakeholder; None adds one, a ghost fills its seat."""
        if self.bench.read_only:
            return
        view, choices = self._view, self._view.committee.choices
        people = [(str(person.id), person.name) for person in view.people]
        others = [
            (str(other.id), other.name or other.seat_label)
            for other in view.committee.rows
            if other.id is not None and (line is None or other.id != line.id)
        ]
        fields = (
            Field("person_id", tr("Person"), "choice", people),
            Field("new_person", tr("or somebody new"), hint=tr("Their name; they are added to the account")),
            Field("seat", tr("Seat"), "choice", _pairs(choices.get("seat", ()))),
            Field("power", tr("Decision power"), "several", _pairs(choices.get("power", ()))),
            Field("influence", tr("Influence"), "choice", _pairs(choices.get("influence", ()))),
            Field("stance", tr("Stance"), "choice", _pairs(choices.get("stance", ()))),
            Field("depth", tr("Contact"), "choice", _pairs(choices.get("depth", ()))),
            Field("certainty", tr("Certainty"), "choice", _pairs(choices.get("certainty", ()))),
            Field("can_show", tr("Must be able to show"), hint=tr("Turnaround report to the wards by spring")),
            Field("reports_to_id", tr("Reports to"), "choice", others),
            Field("last_contact", tr("Last contact"), "day"),
            Field("next_step", tr("Next step")),
            Field("due", tr("Date of the next step"), "day"),
            Field("reason", tr("Why it changed")),
        )
        values: dict[str, Any] = {}
        if line is not None:
            names = ("person_id", "seat", "power", "influence", "stance", "depth", "certainty", "can_show")
            values = {name: getattr(line, name) for name in (*names, "last_contact", "next_step", "due")}
            values |= {"reports_to_id": line.reports_to}
            values = {name: "" if value is None else value for name, value in values.items()}
            if line.ghost:
                values["seat"] = ""  # so that filling the form counts as choosing this seat
        stakeholder_id = line.id if line is not None else None
        title = tr("Add a stakeholder") if line is None else line.name or line.seat_label
        form = FormDialog(
            self.bench, title, fields, values, tr("Save"), partial(self._save, stakeholder_id, line), self.window()
        )
        if line is not None and line.ghost:
            box = form.inputs["seat"]
            if isinstance(box, QComboBox):
                box.setCurrentIndex(box.findData(line.seat))
        form.open()

    def _save(self, stakeholder_id: int | None, line: Any, form: FormDialog, changes: dict[str, Any]) -> None:
        reason = changes.pop("reason", "")
        new = changes.pop("new_person", "")
        if new:
            self._add_then_seat(new, stakeholder_id, form, changes, reason)
            return
        self._seat(stakeholder_id, form, changes, reason)

    def _add_then_seat(
        self, name: str, stakeholder_id: int | None, form: FormDialog, changes: dict[str, Any], reason: str
    ) -> None:
        """A person whom the account does not know yet is added first."""

        def added(done: Any) -> None:
            self._seat(stakeholder_id, form, {**changes, "person_id": done.outcome}, reason)

        self.bench.do(add_person, self._view.card.id, name, say=False, then=added, failed=form.refuse)

    def _seat(self, stakeholder_id: int | None, form: FormDialog, changes: dict[str, Any], reason: str) -> None:
        told = {name: _told(name, value) for name, value in changes.items()}
        self.bench.do(
            set_stakeholder,
            self._view.card.id,
            self.line,
            stakeholder_id,
            told,
            reason=reason,
            then=form.done_with,
            failed=form.refuse,
        )

    def _set(self, stakeholder_id: int, changes: dict[str, Any], reason: str) -> None:
        self.bench.do(set_stakeholder, self._view.card.id, self.line, stakeholder_id, changes, reason=reason)

    def _open_current(self) -> None:
        line = self.table.row_at(self.view.currentIndex().row())
        if line is not None:
            self.open(line)

    def _remove(self) -> None:
        line = self.table.row_at(self.view.currentIndex().row())
        if line is not None and line.id is not None:
            self.bench.do(remove_stakeholder, line.id)

    def _on_line(self, at: int) -> None:
        self.line = self.lines.itemData(at)
        self.line_chosen.emit(self.line)


def _pairs(choices: Any) -> list[tuple[str, str]]:
    return [("" if id is None else str(id), words) for id, words in choices if id not in (None, "")]


def _told(name: str, value: Any) -> Any:
    """A value as the services take it: numbers as numbers, nothing as None."""
    if name in ("person_id", "stance", "depth", "reports_to_id"):
        return int(value) if value != "" else None
    if name in ("last_contact", "due"):
        return value if isinstance(value, date) else None
    return value
