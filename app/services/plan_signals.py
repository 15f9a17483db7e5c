"""The signals of a plan: what a row, or a known export, says that somebody did, and when; never the same twice."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from app.domain.playbook import Playbook
from app.domain.signals import signal_kind
from app.intake.drafting.drafts import Draft
from app.services.known import Known
from app.services.planned import NOTHING, LeadState, PlannedSignal

MINUTES = "minutes"
ONE_VISIT = timedelta(hours=12)  # who leaves a webinar and joins again within these attended once


class PlanSignals:
    """Adds signals to the leads of a plan."""

    def __init__(self, known: Known, playbook: Playbook, now: datetime) -> None:
        self._known, self._playbook, self._now = known, playbook, now
        self._kinds = frozenset(kind.id for kind in playbook.signal_kinds)
        self._strong = frozenset(kind.id for kind in playbook.signal_kinds if kind.strength == "strong")

    def add(self, lead: LeadState, draft: Draft, about_all: str, table: int) -> bool | None:
        """Add what a row of a table says; `about_all` is the kind that the words about the table name.

        True where it is news, None where the row tells of no signal. Signals that the table told of before are of the
        same report: joins of one person are one attendance, and its minutes add up.
        """
        news = None
        for signal in self._told(draft, about_all, table) if draft.happened else self._guessed(draft, about_all, table):
            news = self._add(lead, signal) or bool(news)
        return news

    def knows(self, leads: Iterable[int], draft: Draft, about_all: str) -> bool:
        """True where one of these stored leads has everything that a row tells; False where it tells of nothing."""
        told = tuple(self._told(draft, about_all, 0) if draft.happened else self._guessed(draft, about_all, 0))
        return bool(told) and any(
            all(_is_among(signal, self._known.signal_moments(lead, signal.mark)) for signal in told)
            for lead in leads
            if lead > 0
        )

    # --- what a row tells ---------------------------------------------------------------------------------------------

    def _guessed(self, draft: Draft, about_all: str, table: int) -> Iterator[PlannedSignal]:
        """The one signal that the words of a row name, or those about its table."""
        values = draft.lead.get
        asked_for, offer, asset = values("asked_for", ""), values("offer", ""), values("content", "")
        source, campaign = values("source", ""), values("campaign", "")
        kind = signal_kind(self._playbook, (asked_for, offer, asset, source, campaign)) or about_all
        if kind:
            at, dated = self._when(values("created_at", ""))
            yield PlannedSignal(kind, at, dated, asset, offer, asked_for, source, campaign, NOTHING, table)

    def _told(self, draft: Draft, about_all: str, table: int) -> Iterator[PlannedSignal]:
        """What a known export says happened; words that ask for a demo, a price or the like are a signal of their own.

        Other words stay with the first thing that happened.
        """
        values = draft.lead.get
        asked_for, offer, source = values("asked_for", ""), values("offer", ""), values("source", "")
        campaign, created = values("campaign", ""), values("created_at", "")
        asked = signal_kind(self._playbook, (asked_for,))
        asked = asked if asked in self._strong else ""
        kinds: list[str] = []
        for one in draft.happened:
            kind = self._kind(one.kind, draft) or about_all
            if kind:
                at, dated = self._when(one.at or created)
                asset, detail = one.asset or values("content", ""), one.detail or NOTHING
                words = asked_for if not kinds and (not asked or asked == kind) else ""
                kinds.append(kind)
                yield PlannedSignal(kind, at, dated, asset, offer, words, source, campaign, detail, table)
        if asked and asked not in kinds:
            at, dated = self._when(created)
            asset = values("content", "")
            yield PlannedSignal(asked, at, dated, asset, offer, asked_for, source, campaign, NOTHING, table)

    def _kind(self, told: str, draft: Draft) -> str:
        """The kind as this playbook has it: by its id, by the words of it, or what the row's own words name."""
        if told in self._kinds:
            return told
        values = draft.lead.get
        texts = (told.replace("_", " "), *[values(name, "") for name in ("offer", "content", "source", "campaign")])
        return signal_kind(self._playbook, texts)

    def _when(self, written: str) -> tuple[datetime, bool]:
        """The moment of a row, never ahead of the clock, and whether the row said so; else that of the import."""
        at = moment(written)
        return (self._now, False) if at is None else (min(at, self._now), True)

    # --- what is news -------------------------------------------------------------------------------------------------

    def _add(self, lead: LeadState, signal: PlannedSignal) -> bool:
        if lead.id > 0 or lead.signals:
            mark = signal.mark
            if lead.id > 0 and _is_among(signal, self._known.signal_moments(lead.id, mark)):
                return False
            for place, planned in enumerate(lead.signals):
                if planned.mark == mark and _is_among(signal, (planned.at,)):
                    return _join(lead, place, signal)
        lead.signals = (*lead.signals, signal)
        return True


def _is_among(signal: PlannedSignal, moments: Sequence[datetime]) -> bool:
    """True where one of these moments is that of the signal; one without a date is none that is known with a date."""
    if not signal.dated:
        return bool(moments)
    day = signal.at.date()
    visit = ONE_VISIT if MINUTES in signal.detail else timedelta()
    return any(at.date() == day or abs(at - signal.at) < visit for at in moments)


def _join(lead: LeadState, place: int, signal: PlannedSignal) -> bool:
    """Add another join of the same report to the one before. True where it is news; a row that came twice is none."""
    planned = lead.signals[place]
    same_row = planned.at == signal.at and planned.detail == signal.detail
    if same_row or planned.table != signal.table or MINUTES not in signal.detail:
        return False
    detail = dict(planned.detail)
    for name, value in signal.detail.items():
        before = detail.get(name, "")
        detail[name] = _sum(before, value) if name == MINUTES else _both(before, value)
    joined = planned._replace(at=min(planned.at, signal.at), detail=detail)
    lead.signals = (*lead.signals[:place], joined, *lead.signals[place + 1 :])
    return True


def _both(one: str, other: str) -> str:
    return one if other in one else f"{one}; {other}" if one else other


def _sum(one: str, other: str) -> str:
    """Minutes added up; what is no number stays as it is written."""
    try:
        return f"{float(one or 0) + float(other or 0):g}"
    except ValueError:
        return one or other


@lru_cache(maxsize=4096)
def moment(written: str) -> datetime | None:
    """A moment as the cleaning writes it, None where it is none.

    A day without an hour is its noon in UTC, so that it is that day nearly everywhere.
    """
    if not written:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    if len(written) == len("2026-01-01"):
        at = datetime.combine(at.date(), time(12))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
