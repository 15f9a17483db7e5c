"""Metrics of handoffs: what was sent, answered, accepted and rejected, by whom and why, and how complete it was."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from app.domain.review.facts import HandoffFact
from app.domain.review.metrics.measure import Case, Look
from app.domain.review.verdicts import decided, sent
from app.language import tr

DAYS_TO_REROUTE = 10  # business days
_DECIDED = ("accept", "reject")


def packages(look: Look) -> Iterator[Case]:
    """Packages by the date of sending; one that is sent again counts again."""
    return (_case(h) for h in look.facts.handoffs if look.start <= h.sent_at < look.end)


def acceptance(look: Look) -> Iterator[Case]:
    """Packages decided in the window, and whether they were accepted, by who qualified the lead."""
    return (_case(h, h.verdict == "accept", of=h.by or tr("not known")) for h in _verdicts(look))


def rejections(look: Look) -> Iterator[Case]:
    """Rejections by their reason."""
    return (_case(h, of=h.reason or tr("no reason given")) for h in _verdicts(look) if h.verdict == "reject")


def too_early(look: Look) -> Iterator[Case]:
    """Decided packages, and whether they came back as not ready: sent too early."""
    return (_case(h, h.verdict == "reject" and h.too_early) for h in _verdicts(look))


def pending(look: Look) -> Iterator[Case]:
    """Packages without a decision at the end, and whether their time has run out."""
    for h in sent(look.facts):
        if decided(look.facts, h) not in _DECIDED:
            yield _case(h, not decided(look.facts, h) and look.running.over(h.lead_id, h.sent_at, h.verdict_hours))


def reviewed(look: Look) -> Iterator[Case]:
    """Packages whose time for a verdict ended in the window, and whether somebody had looked at them by then.

    "Need more" is an answer too. A package without a limit is looked at once it is answered.
    """
    for h in look.facts.handoffs:
        ended = _time_ended(look, h)
        if ended:
            yield _case(h, h.verdict_at is not None and h.verdict_at < look.end and _in_time(look, h, h.verdict_at))


def routed(look: Look) -> Iterator[Case]:
    """Packages accepted or sent elsewhere in the window, and whether nobody had to choose another path for them."""
    elsewhere = _rerouted(look)
    for h in look.facts.handoffs:
        moved = elsewhere.get(h.number)
        accepted = h.verdict == "accept" and h.verdict_at is not None
        settled = moved if moved is not None else h.verdict_at if accepted else None
        if settled is not None and look.start <= settled < look.end:
            yield _case(h, moved is None, of=look.facts.path_labels.get(h.path, h.path) or tr("not known"))


def completeness(look: Look) -> Iterator[Case]:
    """How much of what the playbook asks for each package held when it was sent, in percent."""
    return (_case(h, amount=h.percent) for h in look.facts.handoffs if look.start <= h.sent_at < look.end)


def hours_to_verdict(look: Look) -> Iterator[Case]:
    """Business hours from sending to accept or reject, by the day of the verdict."""
    for h in _verdicts(look):
        if h.verdict_at is not None:
            yield _case(h, amount=look.running.hours(h.lead_id, h.sent_at, h.verdict_at))


def _case(h: HandoffFact, holds: bool = True, amount: float = 0.0, of: str = "") -> Case:
    return Case(h.lead_id, holds, amount, of, h.number)


def _verdicts(look: Look) -> Iterator[HandoffFact]:
    return (
        h
        for h in look.facts.handoffs
        if h.verdict in _DECIDED and h.verdict_at is not None and look.start <= h.verdict_at < look.end
    )


def _in_time(look: Look, h: HandoffFact, at: datetime) -> bool:
    return not h.verdict_hours or look.running.hours(h.lead_id, h.sent_at, at) <= h.verdict_hours


def _time_ended(look: Look, h: HandoffFact) -> bool:
    """True where the time allowed ran out in the window, or the answer came in it before that.

    The time of a package ends with its next version: it is looked at no more.
    """
    if h.sent_at >= look.end:
        return False
    if h.verdict_at is not None and h.verdict_at < look.end:
        if h.verdict_at < look.start:
            return False  # before the window it was answered, or its time was over when it was
        if _in_time(look, h, h.verdict_at):
            return True
    if not h.verdict_hours:
        return False
    ends = min(look.end, look.facts.until, h.replaced_at or look.end)
    before = look.start > h.sent_at and look.running.hours(h.lead_id, h.sent_at, look.start) > h.verdict_hours
    return not before and look.running.hours(h.lead_id, h.sent_at, ends) > h.verdict_hours


def _rerouted(look: Look) -> dict[int, datetime]:
    """When each package's lead was put on another path of sales within ten business days of sending."""
    facts, hours = look.facts, DAYS_TO_REROUTE * look.facts.hours_a_day
    moves = defaultdict[int, list[tuple[datetime, str]]](list)
    to_sales, sent = facts.sales_paths, {h.lead_id for h in facts.handoffs}
    for move in facts.moves:
        if move.lead_id in sent and move.to_path in to_sales and move.to_path != move.from_path:
            moves[move.lead_id].append((move.at, move.to_path))
    found: dict[int, datetime] = {}
    for h in facts.handoffs:
        for at, path in sorted(moves.get(h.lead_id, ())):
            if h.sent_at < at < look.end and path != h.path and look.running.hours(h.lead_id, h.sent_at, at) <= hours:
                found[h.number] = at
                break
    return found
