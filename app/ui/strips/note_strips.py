"""Short notes on a lead: a touch, the owner and next step, an open gap."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox

from app.language import later, tr
from app.services.editing import edit_lead
from app.services.gaps import add_gap
from app.services.touches import log_touch
from app.ui.bench import Bench
from app.ui.strips.strip import Strip, line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import row

TOUCHES = (
    ("email", later("E-mail")),
    ("call", later("Call")),
    ("meeting", later("Meeting")),
    ("message", later("Message")),
)


class TouchStrip(Strip):
    """Something we did with them, and what came of it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Log the touch"))
        self._lead_id: int | None = None
        self.kind = Segmented(tr("Kind of touch"), TOUCHES)
        self.reached = QCheckBox(tr("They answered"))
        self.outcome = line(tr("Outcome"), tr("What came of it"))
        self.head.insertWidget(1, self.kind)
        fields = row(self.outcome, self.reached)
        fields.setStretch(0, 1)
        self.fields.addLayout(fields)
        self.watch(self.outcome, self.reached)

    def open(self, view: Any) -> None:
        """Open for a lead."""
        self._lead_id = view.id
        self.title.setText(tr("Log a touch"))
        self.kind.choose("call")
        self.reached.setChecked(False)
        self.outcome.clear()
        self.begin(self.outcome)

    def commit(self) -> None:
        """Save the touch."""
        if not self.outcome.text().strip():
            self.refuse(tr("Write what came of it, even if it is: no answer."))
            return
        self.run(
            log_touch, self._lead_id, self.kind.value, self.outcome.text().strip(), reached=self.reached.isChecked()
        )


class OwnerStrip(Strip):
    """Who looks after the lead, what they do next and when."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Save"))
        self._lead_id: int | None = None
        self.owner, self.next = line(tr("Owner"), tr("Owner")), line(tr("Next step"), tr("What happens next"))
        self.due = DateField(tr("Date of the next step"))
        fields = row(self.owner, self.next, self.due)
        fields.setStretch(0, 1)
        fields.setStretch(1, 3)
        self.fields.addLayout(fields)
        self.watch(self.owner, self.next, self.due)

    def open(self, view: Any) -> None:
        """Open for a lead."""
        self._lead_id = view.id
        self.title.setText(tr("{name}: owner and next step", name=view.person.name))
        self.owner.setText(view.owner)
        self.next.setText(view.next_step)
        self.due.show_day(view.due)
        self.begin(self.owner)
        self.owner.selectAll()

    def commit(self) -> None:
        """Save the three as one change."""
        if self.due.text().strip() and self.due.day is None:
            self.refuse(tr("Write the date like +3d, fri or 2026-12-01."))
            return
        changes = {"owner": self.owner.text().strip(), "next_step": self.next.text().strip(), "due": self.due.day}
        self.run(edit_lead, self._lead_id, changes)


class GapStrip(Strip):
    """An open technical question: what it is, how much it hurts, who owes the answer until when."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Note the gap"))
        self._lead_id: int | None = None
        self.question = line(tr("Open question"), tr("The gap, written as a question"))
        self.area = QComboBox()
        self.area.setAccessibleName(tr("Area"))
        for area, words in bench.definitions.words("gap_area").items():
            self.area.addItem(words, area)
        self.severity = Segmented(
            tr("Severity"), [("stops", tr("Stops the deal")), ("slows", tr("Slows it")), ("nice", tr("Nice to know"))]
        )
        self.owed_by = Segmented(tr("Owed by"), [("ours", tr("Ours")), ("theirs", tr("Theirs"))])
        self.owner, self.due = line(tr("Owner"), tr("Who sees to it")), DateField(tr("Due"))
        who = row(self.question, self.owner, self.due)
        who.setStretch(0, 4)
        who.setStretch(1, 1)
        self.fields.addLayout(who)
        self.fields.addLayout(row(self.severity, self.owed_by, self.area, None))
        self.watch(self.question, self.owner, self.due)

    def open(self, view: Any) -> None:
        """Open for a lead."""
        self._lead_id = view.id
        self.title.setText(tr("Open gap"))
        for field in (self.question, self.owner, self.due):
            field.clear()
        self.severity.choose("slows")
        self.owed_by.choose("theirs")
        self.begin(self.question)

    def commit(self) -> None:
        """Save the gap."""
        if not self.question.text().strip():
            self.refuse(tr("Write the gap as a question."))
            return
        if self.due.text().strip() and self.due.day is None:
            self.refuse(tr("Write the date like +3d, fri or 2026-12-01."))
            return
        self.run(
            add_gap,
            self._lead_id,
            self.question.text().strip(),
            self.area.currentData(),
            self.severity.value,
            self.owed_by.value,
            self.owner.text().strip(),
            self.due.day,
        )
