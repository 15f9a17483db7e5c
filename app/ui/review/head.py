"""The head of the review: which week, one or two, against which, which leads only; its state; present and export."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.review.narrowing import ALL
from app.language import later, number, tr
from app.services.review_kept import altered
from app.ui import theme
from app.ui.bench import Bench
from app.ui.command_table import told_of
from app.ui.review.choice_box import ChoiceBox
from app.ui.review.wish import Wish
from app.ui.widgets.chip import Chip
from app.ui.widgets.flow import Flow
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, row

if TYPE_CHECKING:
    from app.services.review_sight import Choice, Choices, Sight
    from app.services.reviews import WeekRow

PACES = (("1", later("Weekly")), ("2", later("Biweekly")))


class ReviewHead(QFrame):
    """Shows a wish and tells when a person changed it."""

    wished = Signal(object)  # Wish

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self.wish = Wish()
        self.weeks = ChoiceBox(tr("Week"), 340)
        self.pace = Segmented(tr("One week or two"), PACES)
        self.pace.choose("1")
        self.against = ChoiceBox(tr("Compare with"), 176)
        self.lines = ChoiceBox(tr("Service line"), 140)
        self.segments = ChoiceBox(tr("Segment"), 130)
        self.owners = ChoiceBox(tr("Owner"), 120)
        self.state = Chip(about=tr("State of the review"))
        self.state.setMinimumHeight(self.weeks.sizeHint().height())  # on one line with the boxes
        self.present = button(tr("Present"), "presentation")
        self.present.setToolTip(told_of("review.present"))
        self.export = button(tr("Export"), "file-export", part="main")
        self.export.setToolTip(told_of("review.export"))
        self.present.clicked.connect(lambda: bench.commands.act("review.present"))
        self.export.clicked.connect(lambda: bench.commands.act("review.export"))
        self.weeks.picked.connect(lambda week: self._say(replace(self.wish, week=week, against="")))
        self.pace.chosen.connect(lambda weeks: self._say(replace(self.wish, weeks=int(weeks), against="")))
        self.against.picked.connect(lambda week: self._say(replace(self.wish, against=week)))
        self.lines.picked.connect(lambda value: self._only(service_line=value))
        self.segments.picked.connect(lambda value: self._only(segment=value))
        self.owners.picked.connect(lambda value: self._only(owner=value))
        flow = Flow(space=theme.TIGHT + 2)
        for part in (self.weeks, self.pace, self.against, self.state, self.lines, self.segments, self.owners):
            flow.addWidget(part)
        acts = Flow(space=theme.TIGHT)
        head = row(edges=(theme.MIDDLE, theme.TIGHT + 2, theme.MIDDLE, theme.TIGHT + 2))
        head.addLayout(flow, 1)
        for act in (self.present, self.export):
            acts.addWidget(act)
        head.addLayout(acts)
        self.setLayout(head)
        self.show_choices(None)

    def _only(self, **part: str) -> None:
        self._say(replace(self.wish, only=replace(self.wish.only, **part)))

    def _say(self, wish: Wish) -> None:
        self.wish = wish
        self.pace.choose(str(wish.weeks))
        self.wished.emit(wish)

    def clear_filters(self) -> None:
        """Look at all leads again."""
        if self.wish.only:
            self._say(replace(self.wish, only=ALL))

    def other_pace(self) -> None:
        """One week, or two."""
        self._say(replace(self.wish, weeks=3 - self.wish.weeks, against=""))

    def show_weeks(self, rows: "Sequence[WeekRow]", wish: Wish) -> None:
        """Offer the weeks, with the one of a wish chosen; earlier ones than it to compare with."""
        self.wish = wish
        self.pace.choose(str(wish.weeks))
        told = [(one.week, f"{one.label}{tr('  · issued') if one.issued else ''}") for one in rows]
        self.weeks.offer(told, wish.week)
        near = sorted((one for one in rows if one.week != wish.week), key=lambda one: one.week > wish.week)
        others = [(one.week, tr("against {week}", week=one.week)) for one in near]  # the week before comes first
        self.against.offer([("", tr("Compare with …")), *others], wish.against)

    def show_choices(self, found: "Choices | None") -> None:
        """Offer what the leads can be filtered by."""
        only = self.wish.only
        for box, every, choices, chosen in (
            (self.lines, tr("All service lines"), found.service_lines if found else (), only.service_line),
            (self.segments, tr("All segments"), found.segments if found else (), only.segment),
            (self.owners, tr("All owners"), found.owners if found else (), only.owner),
        ):
            box.offer([("", every), *((one.value, _told(one)) for one in choices)], chosen)

    def show_state(self, sight: "Sight | None") -> None:
        """Say whether the numbers are frozen, and from when; None while they are being counted."""
        if sight is None:
            self.state.say(tr("Counting…"), "note")
        elif sight.altered:
            self.state.say(tr("Not what was issued"), "bad", " ".join(altered(week) for week in sight.altered))
        elif sight.filtered:
            self.state.say(tr("Filtered: computed from today's facts"), "wait", sight.says)
        elif sight.issued:
            self.state.say(tr("Issued, frozen"), "good", sight.says)
        else:
            self.state.say(tr("Not issued yet: computed now"), "muted", sight.says)

    def say_nothing(self) -> None:
        """There is no week to say anything of."""
        self.state.say("", "muted")


def _told(choice: "Choice") -> str:

    return f"{choice.label}  {number(choice.leads)}"
