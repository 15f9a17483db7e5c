"""Plans a call, or changes one: when, to what end, who attends."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from app.domain.problems import Problem
from app.language import number, tr
from app.services.calls.asking import PlanningView, planning_view
from app.services.calls.planning import Attendee, edit_call, plan_call
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.calls.tick_list import TickList
from app.ui.calls.time_field import TimeField
from app.ui.strips.strip import line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.reading_order import read_from_the_top
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, column, label, row

if TYPE_CHECKING:
    from app.services.calls.view import CallView

LENGTHS = (30, 45, 60)  # minutes


class PlanDialog(QDialog):
    """Everything but the day and the goal is filled in already; Enter plans the call."""

    def __init__(
        self,
        bench: Bench,
        lead_id: int | None,
        planned: Callable[[int], None] | None,
        parent: QWidget,
        view: "CallView | None" = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bench, self._planned, self._before = bench, planned, view
        self._found: PlanningView | None = None
        self._named: dict[QLineEdit, tuple[str, list[str]]] = {}  # the names that a field was filled with
        self._zone = bench.definitions.zone
        self.setWindowTitle(tr("Plan a call") if view is None else tr("Edit the call"))
        self._build()
        bench.ask(planning_view, lead_id, then=self._draw, failed=self._refuse)

    def _build(self) -> None:
        self.title = label(self.windowTitle(), theme.LEAD, bold=True, wrap=True)
        self.day, self.time = DateField(tr("Day")), TimeField(tr("Time"))
        self.clock = label("", theme.FINE, tone="muted")
        self.day.textChanged.connect(self._say_clock)
        self.length: Segmented | None = None
        self.lengths = column(space=0)
        self.kind, self.exit = QComboBox(), QComboBox()
        self.exit.setEditable(True)
        self.exit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.kind.setAccessibleName(tr("Kind of call"))
        self.exit.setAccessibleName(tr("Exit wanted"))
        for box in (self.kind, self.exit):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)
        self.goal = line(tr("Goal"), tr("What this call is for, in one sentence"))
        self.site = line(tr("Site"), tr("Which of their sites, where it matters"))
        self.ours = line(tr("Ours"), tr("Who comes of ours, with commas between"))
        self.leads, self.theirs = TickList(tr("Leads the call is about")), TickList(tr("Theirs who attend"))
        self.others = line(tr("Others of theirs"), tr("Who is not on the map yet, with commas between"))
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        self.act = button(tr("Plan the call") if self._before is None else tr("Save the changes"), part="main")
        self.act.setDefault(True)
        self.act.setEnabled(False)
        self.act.clicked.connect(self.commit)
        leave = button(tr("Cancel"))
        leave.clicked.connect(self.reject)
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, what in (
            (tr("Day"), row(self.day, self.time, self.clock, None)),
            (tr("Length"), self.lengths),
            (tr("Kind"), self.kind),
            (tr("Goal"), self.goal),
            (tr("Exit wanted"), self.exit),
            (tr("Site"), self.site),
            (tr("Ours"), self.ours),
            (tr("Others"), self.others),
        ):
            form.addRow(words, what)
        self._about = label(tr("Leads the call is about"), tone="muted")
        people = column(label(tr("Theirs who attend"), tone="muted"), self.theirs, self._about, self.leads)
        people.setStretch(1, 3)
        people.setStretch(3, 2)
        halves = row(column(form, None), people, space=theme.LARGE)
        halves.setStretch(0, 5)
        halves.setStretch(1, 4)
        whole = column(self.title, halves, self.problem, row(None, leave, self.act), edges=(theme.LARGE,) * 4)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.resize(min(theme.px(860), 1220), min(theme.px(540), 740))
        self.day.show_day(_next_working_day(self._zone))
        self.time.show_time(time(10))
        self.day.setFixedWidth(theme.px(112))
        self.time.setFixedWidth(theme.px(70))
        self.day.setFocus()
        self.day.selectAll()

    # --- filling in --------------------------------------------------------------------------------------------------

    def _draw(self, found: PlanningView) -> None:
        self._found, view = found, self._before
        self.title.setText(tr("{act}: {whom}", act=self.windowTitle(), whom=found.account or found.name))
        minutes = view.minutes if view is not None else LENGTHS[0]
        lengths = sorted({*LENGTHS, minutes})
        choices = [(str(one), tr("{minutes} min", minutes=number(one))) for one in lengths]
        self.length = Segmented(tr("Length"), choices)
        self.length.choose(str(minutes))
        self.lengths.addWidget(self.length)
        for kind, words in found.kinds:
            self.kind.addItem(words, kind)
        self.exit.addItem("", "")
        for wanted, words in found.exits:
            self.exit.addItem(words, wanted)
        attending = {one.person_id for one in view.attendees} if view is not None else {found.person_id}
        for id, name, title, seat in sorted(found.people, key=lambda one: one[0] not in attending):
            self.theirs.add(id, ", ".join(part for part in (name, title, seat) if part), id in attending)
        about = {one.id for one in view.leads} if view is not None else {found.lead_id}
        for id, name, about_line in sorted(found.leads, key=lambda one: one[0] not in about):
            self.leads.add(id, ", ".join(part for part in (name, about_line) if part), id in about)
        several = len(found.leads) > 1
        self.leads.setVisible(several)
        self._about.setVisible(several)
        self.ours.setText(self.bench.by if view is None else "")
        if view is not None:
            self._fill(view)
        read_from_the_top(self)  # the lengths came last
        self.act.setEnabled(not self.bench.read_only)

    def _say_clock(self) -> None:
        """Whose clock the time is told by, where it is not that of this machine."""
        name = dates.zone_name(datetime.combine(self.day.day or dates.today(), time(12), self._zone))
        self.clock.setText(tr("{zone}, where the team works", zone=name) if name else "")

    def _fill(self, view: "CallView") -> None:
        """What the call is already."""
        self.day.show_day(view.at.date())
        self.time.show_time(view.at.time())
        self.kind.setCurrentIndex(max(0, self.kind.findData(view.row.kind)))
        at = self.exit.findData(view.exit_wanted)
        if at >= 0:
            self.exit.setCurrentIndex(at)
        else:
            self.exit.setEditText(view.exit_wanted)
        self.goal.setText(view.goal)
        self.site.setText(view.site)
        self._name(self.ours, [one.name for one in view.attendees if one.side == "ours"])
        known = set(self.theirs.ticked)
        for field in (self.goal, self.site, self.ours):
            field.setCursorPosition(0)
        others = [one.name for one in view.attendees if one.side == "theirs" and one.person_id not in known]
        self._name(self.others, others)

    def _name(self, field: QLineEdit, names: list[str]) -> None:
        field.setText(", ".join(names))
        self._named[field] = (field.text(), names)

    # --- saving ------------------------------------------------------------------------------------------------------

    def _attendees(self) -> tuple[Attendee, ...]:
        theirs = [Attendee("theirs", person_id=id) for id in self.theirs.ticked]
        theirs += [Attendee("theirs", name) for name in self._names(self.others)]
        return (*theirs, *(Attendee("ours", name) for name in self._names(self.ours)))

    def _names(self, field: QLineEdit) -> list[str]:
        """The names in a field; those that nobody touched as they are kept, also where one holds a comma."""
        words, names = self._named.get(field, ("", []))
        return names if names and field.text() == words else _names(field)

    def _exit(self) -> str:
        at = self.exit.findText(self.exit.currentText().strip())
        return str(self.exit.itemData(at) or "") if at >= 0 else self.exit.currentText().strip()

    def commit(self) -> None:
        """Plan the call, or change it; what cannot be read is said below."""
        day, at = self.day.day, self.time.time
        if self._found is None or not self.act.isEnabled():  # it may not be planned, or is being planned
            return
        if day is None:
            self._miss(self.day, tr("Write the date like +3d, fri or 2026-12-01."))
            return
        if at is None:
            self._miss(self.time, tr("Write the time like 10:30."))
            return
        moment = datetime.combine(day, at, self._zone)
        minutes = int(self.length.value if self.length is not None else 30)
        self.act.setEnabled(False)
        fields: dict[str, Any] = {
            "minutes": minutes,
            "kind": self.kind.currentData(),
            "goal": self.goal.text().strip(),
            "exit_wanted": self._exit(),
            "site": self.site.text().strip(),
        }
        leads = tuple(self.leads.ticked) or (self._found.lead_id,)
        if self._before is None:
            people = self._attendees()
            self.bench.do(plan_call, leads, moment, attendees=people, **fields, then=self._done, failed=self._refuse)
        else:
            more = {**fields, "at": moment, "leads": leads, "attendees": self._attendees()}
            self.bench.do(edit_call, self._before.row.id, **more, then=lambda _: self.accept(), failed=self._refuse)

    def _done(self, changed: Any) -> None:
        self.accept()
        if self._planned is not None:
            self._planned(changed.outcome)

    def _miss(self, field: QLineEdit, words: str) -> None:
        self._refuse(Problem(words))
        field.setFocus()

    def _refuse(self, error: Exception) -> None:
        self.act.setEnabled(self._found is not None)
        if isinstance(error, Problem):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self.bench.problems.show(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter plans the call from any field."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
        else:
            super().keyPressEvent(event)


def _next_working_day(zone: tzinfo) -> date:
    day = datetime.now(zone).date() + timedelta(days=1)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    return day


def _names(field: QLineEdit) -> list[str]:
    return [name for part in field.text().split(",") if (name := part.strip())]
