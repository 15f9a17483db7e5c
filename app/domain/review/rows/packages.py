"""The rows behind verdicts, reasons to reject, and the packages of a colleague or a source."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from app.domain.review.addressing import Address
from app.domain.review.behind_rows import BehindRow
from app.domain.review.facts import HandoffFact, ReviewFacts
from app.domain.review.metrics import Look
from app.domain.review.rows.telling import package, unknown
from app.domain.review.running import Running
from app.domain.review.verdicts import decided, ignored, overdue, recent, sent
from app.language import tr


def rows_of_verdicts(look: Look, address: Address) -> Iterator[BehindRow]:
    """Packages by how they stood at the end of the week, or by what happened to them in it."""
    facts, key = look.facts, address.key
    if key in _IN_WEEK:
        return packages(look, (h for h in facts.handoffs if h.sent_at < facts.end and _IN_WEEK[key](look, h)))
    if key in _LATE:
        return packages(look, (h for h in sent(facts) if _LATE[key](facts, look.running, h)))
    if key in _STOOD:
        return packages(look, (h for h in sent(facts) if decided(facts, h) in _STOOD[key]))
    raise unknown(address)


_STOOD: Mapping[str, tuple[str, ...]] = {
    "packages": ("", "need_more", "accept", "reject"),
    "accepted": ("accept",),
    "rejected": ("reject",),
    "pending": ("", "need_more"),
}
_LATE: Mapping[str, Callable[[ReviewFacts, Running, HandoffFact], bool]] = {
    "overdue": overdue,
    "silent_leads": ignored,
}


def _given_in_week(look: Look, h: HandoffFact, verdict: str) -> bool:
    return h.verdict == verdict and h.verdict_at is not None and look.start <= h.verdict_at < look.end


_IN_WEEK: Mapping[str, Callable[[Look, HandoffFact], bool]] = {
    "sent_in_week": lambda look, h: look.start <= h.sent_at,
    "accepted_in_week": lambda look, h: _given_in_week(look, h, "accept"),
    "rejected_in_week": lambda look, h: _given_in_week(look, h, "reject"),
    "need_more_in_week": lambda look, h: _given_in_week(look, h, "need_more"),
    "too_early_in_week": lambda look, h: _given_in_week(look, h, "reject") and h.too_early,
}


def rows_of_reason(look: Look, address: Address) -> Iterator[BehindRow]:
    """The packages that were rejected for a reason, in the week or in the last 13."""
    rejected = recent(look.facts, look.p, "reject")
    mine = (h for h in rejected if (h.reason or tr("no reason given")) == address.key)
    if address.column == "in_week":
        return packages(look, (h for h in mine if h.verdict_at is not None and h.verdict_at >= look.start))
    return packages(look, mine)


def rows_of_qualifier(look: Look, address: Address) -> Iterator[BehindRow]:
    """The packages of one colleague, or of the leads of one source, that were decided in the last 13 weeks."""
    if address.key not in ("Qualifier", "Source"):
        raise unknown(address)
    for verdict, column in (("accept", "accepted"), ("reject", "rejected")):
        if address.column in ("", column):
            for h in recent(look.facts, look.p, verdict):
                lead = look.p.leads.get(h.lead_id)
                name = h.by if address.key == "Qualifier" else lead.source if lead is not None else ""
                if (name or tr("not known")) == address.value:
                    yield package(look, h, counts=bool(address.column) or verdict == "accept")


def packages(look: Look, handoffs: Iterable[HandoffFact]) -> Iterator[BehindRow]:
    """Packages with their leads."""
    return (package(look, one) for one in handoffs)
