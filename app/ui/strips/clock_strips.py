"""A pause of the clock with its reason, and a word on whether the route was right."""

from typing import Any

from app.language import tr
from app.services.pausing import pause_clock
from app.services.route_verdicts import judge_route
from app.ui.bench import Bench
from app.ui.strips.strip import Strip, line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import label, row


class PauseStrip(Strip):
    """Why the deadlines of a lead stand still, and until when."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Pause the clock"))
        self._lead_id: int | None = None
        self.reason = line(tr("Reason of the pause"), tr("Why the clock is paused, like: their own approval runs"))
        self.until = DateField(tr("Day on which the clock goes on"))
        self.until.setPlaceholderText(tr("Until, or empty"))
        fields = row(self.reason, self.until)
        fields.setStretch(0, 1)
        self.fields.addLayout(fields)
        self.watch(self.reason, self.until)

    def open(self, view: Any) -> None:
        """Open for a lead."""
        self._lead_id = view.id
        self.title.setText(tr("{name}: no deadline runs while the clock is paused", name=view.person.name))
        self.reason.clear()
        self.until.show_day(None)
        self.begin(self.reason)

    def commit(self) -> None:
        """Pause."""
        if self.until.text().strip() and self.until.day is None:
            self.refuse(tr("Write the day like +14d, fri or 2026-12-01, or leave it empty."))
            return
        self.run(pause_clock, self._lead_id, self.reason.text(), self.until.day)


class RouteStrip(Strip):
    """Whether a proposed route was right, with a note."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Keep the judgement"))
        self._move_id: int | None = None
        self.so_far = label("", tone="muted", wrap=True)
        self.right = Segmented(
            tr("Was the route right?"), (("right", tr("It was right")), ("wrong", tr("It was wrong")))
        )
        self.note = line(tr("Note on the route"), tr("What was right or wrong with it"))
        fields = row(self.right, self.note)
        fields.setStretch(1, 1)
        self.fields.addWidget(self.so_far)
        self.fields.addLayout(fields)
        self.watch(self.note)

    def open(self, judged: Any) -> None:
        """Open for a route that was proposed."""
        self._move_id = judged.moves[-1]
        self.title.setText(
            tr("Was this route right: {label}, {path_label}?", label=judged.label, path_label=judged.path_label.lower())
        )
        by = tr(" (by {by})", by=judged.by) if judged.by else ""
        self.so_far.setText(tr("So far {outcome}{by}: {says}", outcome=judged.outcome, by=by, says=judged.says))
        self.right.choose("wrong" if judged.outcome == "wrong" else "right")
        self.note.clear()
        self.begin(self.note)

    def commit(self) -> None:
        """Keep the word."""
        self.run(judge_route, self._move_id, self.right.value == "right", self.note.text())
