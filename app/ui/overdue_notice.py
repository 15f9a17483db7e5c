"""The notice on opening: what became overdue since this workspace was last closed here. Said once, in the banner."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.counting import together
from app.language import later_many, tr, tr_many
from app.ui import dates, settings
from app.ui.pages.page import ChosenLeads
from app.ui.runner import Runner
from app.ui.widgets.banner import Banner

KINDS = {
    "first_outreach": later_many("{count} first outreach", "{count} first outreaches"),
    "verdict": later_many("{count} verdict", "{count} verdicts"),
    "follow_up": later_many("{count} follow-up", "{count} follow-ups"),
}


class OverdueNotice(QObject):
    """Asks once the first rows are there; where time has moved many leads, again once those are judged."""

    leads_wanted = Signal(object)  # ChosenLeads

    def __init__(self, runner: Runner, banner: Banner, judged: Any) -> None:
        super().__init__(runner)
        self._runner, self._banner = runner, banner
        self._path = runner.desk.path
        self._since = last_closed(self._path)
        self._judged = judged  # the signal of the upkeep that says how far it is
        if self._since is not None and not runner.desk.read_only:
            runner.rested.connect(self._ask, Qt.ConnectionType.SingleShotConnection)

    def _ask(self) -> None:
        from app.services.overdue_since import overdue_since

        self._runner.ask(overdue_since, self._since, then=self._found, key="overdue")

    def _found(self, view: Any) -> None:
        if not view.settled:
            self._judged.connect(self._on_judged)
            return
        remember_closed(self._path)  # whatever comes, this is not said again
        if view.lead_ids and self._banner.isHidden():
            show = (tr("Show them"), lambda: self._show(view))
            self._banner.say(
                tr("Overdue"), "wait", sentence(view.since, view.counts), [show, (tr("Dismiss"), lambda: None)]
            )

    def _on_judged(self, progress: tuple[int, int]) -> None:
        if not progress[1]:
            self._judged.disconnect(self._on_judged)
            self._ask()

    def _show(self, view: Any) -> None:
        about = tr("Became overdue since {when}", when=when(view.since))
        self.leads_wanted.emit(ChosenLeads(view.lead_ids, about))


def sentence(since: datetime, counts: Sequence[tuple[str, int]], now: datetime | None = None) -> str:
    """What is said: "Since Friday 17:00: 3 first outreaches and 1 verdict became overdue."."""
    parts = [tr_many(*KINDS[kind], count) for kind, count in counts]
    told = together(parts)
    return tr("Since {when}: {told} became overdue.", when=when(since, now), told=told)


def when(since: datetime, now: datetime | None = None) -> str:
    """A moment as one remembers it: the hour of today, the day of this week, the date before that."""
    at, today = since.astimezone(), (now or datetime.now(UTC)).astimezone().date()
    days = (today - at.date()).days
    clock = f"{at:%H:%M}"
    if days == 0:
        return clock
    if days == 1:
        return tr("yesterday {clock}", clock=clock)
    return f"{dates.weekday(at.date()) if days < 7 else dates.in_year(at.date())} {clock}"


def last_closed(path: Path) -> datetime | None:
    """When a workspace was closed here last, as far as is remembered."""
    try:
        return datetime.fromisoformat(settings.text(_name(path)))
    except ValueError:
        return None


def remember_closed(path: Path, at: datetime | None = None) -> None:
    """Remember that all was seen until now."""
    settings.remember(_name(path), (at or datetime.now(UTC)).isoformat(timespec="seconds"))


def _name(path: Path) -> str:
    """Where it is remembered: under a sign that tells nothing of the workspace."""
    return f"since/{sha256(str(path.resolve()).encode()).hexdigest()[:16]}"
