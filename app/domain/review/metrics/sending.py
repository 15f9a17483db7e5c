"""Metrics of handoffs: what was sent, answered, accepted and rejected, by whom and why, and how complete it was."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from app.domain.review.facts import HandoffFact, MoveFact, ReviewFacts
from app.domain.review.metrics.measure import Case, Look
from app.domain.review.verdicts import decided, overdue, sent
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
            yield _case(h, overdue(look.facts, look.running, h))


def reviewed(look: Look) -> Iterator[Case]:
    """Packages whose time for a verdict ended in the window, and whether somebody had looked at them by then.

    "Need more" is an answer too, and silence is none. A package without a limit is looked at once it is answered.
    """
    for h in look.facts.handoffs:
        ended = _time_ended(look, h)
        if ended:
            answered = h.verdict_at is not None and h.verdict_at < look.end and not h.silent
            yield _case(h, answered and _in_time(look, h, h.verdict_at or look.end))


def routed(look: Look) -> Iterator[Case]:
    """Packages accepted or sent elsewhere in the window, and whether nobody had to choose another path for them."""
    start, end, facts = look.start, look.end, look.facts
    to_sales = _moves_to_sales(facts)
    settling = {move.lead_id for move in to_sales if start <= move.at < end}  # leads of which something may be settled
    settling |= {h.lead_id for h in _verdicts(look) if h.verdict == "accept"}
    moves = defaultdict[int, list[tuple[datetime, str]]](list)
    for move in to_sales:
        if move.lead_id in settling:
            moves[move.lead_id].append((move.at, move.to_path))
    for h in facts.handoffs:
        if h.lead_id not in settling:
            continue
        moved = _sent_elsewhere(look, h, sorted(moves.get(h.lead_id, ())))
        settled = moved or (h.verdict_at if h.verdict == "accept" else None)
        if settled is not None and start <= settled < end:
            yield _case(h, moved is None, of=facts.path_labels.get(h.path, h.path) or tr("not known"))


def completeness(look: Look) -> Iterator[Case]:
    """How much of what the playbook asks for each package held when it was sent, in percent."""
    return (_case(h, amount=h.percent) for h in look.facts.handoffs if look.start <= h.sent_at < look.end)


def hours_to_verdict(look: Look) -> Iterator[Case]:
    """Business hours from sending to accept or reject, by the day of the verdict; silence took no time to answer."""
    for h in _verdicts(look):
        if h.verdict_at is not None and not h.silent:
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
    if h.verdict_at is not None and h.verdict_at < look.end and not h.silent:
        if h.verdict_at < look.start:
            return False  # before the window it was answered, or its time was over when it was
        if _in_time(look, h, h.verdict_at):
            return True
    if not h.verdict_hours:
        return False
    run = look.running.has_run
    if look.start > h.sent_at and run(h.lead_id, h.sent_at, look.start, h.verdict_hours):
        return False
    ends = min(look.end, look.facts.until)
    if h.replaced_at is not None and h.replaced_at < ends:
        return not _in_time(look, h, h.replaced_at)
    return run(h.lead_id, h.sent_at, ends, h.verdict_hours)


def _moves_to_sales(facts: ReviewFacts) -> list[MoveFact]:
    """The moves that put leads on a path of sales, in any order."""
    sales = facts.sales_paths
    return [move for move in facts.moves if move.to_path in sales and move.to_path != move.from_path]


def _sent_elsewhere(look: Look, h: HandoffFact, moves: Iterable[tuple[datetime, str]]) -> datetime | None:
    """When the lead of a package was put on another path of sales within ten business days of sending."""
    allowed = DAYS_TO_REROUTE * look.facts.hours_a_day
    for at, path in moves:
        if h.sent_at < at < look.end and path != h.path and look.running.hours(h.lead_id, h.sent_at, at) <= allowed:
            return at
    return None
