"""The clocks of a lead in lines: what is due and when, the business hours left, and why nothing runs now."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.language import number, tr
from app.ui import dates, theme
from app.ui.widgets.text import clear, column, label


class ClockLines(QWidget):
    """A line for the pause, where one holds the clock, and one for each deadline; hidden where nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(space=2)
        self.setLayout(self._lines)
        self.setAccessibleName(tr("Clocks"))

    def draw(self, view: Any) -> None:
        """Show the clocks of a lead."""
        clear(self._lines)
        lines = [*_pause(view.paused), *(_deadline(due) for due in view.deadlines)]
        for words, hue, tip in lines:
            line = label(words, theme.FINE, tone=hue, wrap=True)
            line.setToolTip(tip)
            self._lines.addWidget(line)
        self.setVisible(bool(lines))


def deadline_chip(view: Any) -> tuple[str, str, str]:
    """The nearest clock of a lead in a word, with its hue and its exact moment; empty where none runs."""
    if view.paused is not None:
        return (
            tr("Clock paused"),
            "wait",
            tr("{reason}, since {at}", reason=view.paused.reason, at=dates.exact(view.paused.since)),
        )
    due = view.deadline
    if due is None:
        return "", "muted", ""
    return f"{due.label} {dates.ago(due.at)}", "bad" if due.overdue else "muted", f"{dates.exact(due.at)}: {due.why}"


def _pause(paused: Any) -> list[tuple[str, str, str]]:
    if paused is None:
        return []
    until = tr(", until {day}", day=dates.day(paused.until.astimezone().date())) if paused.until is not None else ""
    by = tr(" by {by}", by=paused.by) if paused.by else ""
    return [
        (
            tr("Clock paused {ago}{until}: {reason}", ago=dates.ago(paused.since), until=until, reason=paused.reason),
            "wait",
            tr("Since {at}{by}", at=dates.exact(paused.since), by=by),
        )
    ]


def _deadline(due: Any) -> tuple[str, str, str]:
    hours = number(abs(due.hours_left), 0 if due.hours_left == int(due.hours_left) else 1)
    tip = f"{dates.exact(due.at)}: {due.why}"
    if due.paused:
        return (
            tr(
                "{label} stands still, with {hours} business hours over"
                if due.hours_left < 0
                else "{label} stands still, with {hours} business hours left",
                label=due.label,
                hours=hours,
            ),
            "muted",
            tip,
        )
    if due.overdue:
        return (
            tr(
                "{label}: overdue, due {ago}, {hours} business hours over",
                label=due.label,
                ago=dates.ago(due.at),
                hours=hours,
            ),
            "bad",
            tip,
        )
    return (
        tr("{label}: {ago}, {hours} business hours left", label=due.label, ago=dates.ago(due.at), hours=hours),
        "muted",
        tip,
    )
