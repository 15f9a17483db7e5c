"""Acceptance: what sales said of the packages, why it rejected them, and by whom and from where they came."""

from typing import TYPE_CHECKING, Any, NamedTuple

from app.domain.review.addressing import address_of
from app.language import later, number, tr
from app.ui import dates
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.review.words import between, figure, rate
from app.ui.tables.column import Column

if TYPE_CHECKING:
    from app.domain.review.addressing import Address
    from app.domain.review.sheet import Review, Verdicts

_SAID = {
    "sent_in_week": later("Sent in the period"),
    "accepted_in_week": later("Accepted in the period"),
    "rejected_in_week": later("Rejected in the period"),
    "need_more_in_week": later("Asked for more in the period"),
    "too_early_in_week": later("Of the rejected: too early"),
    "packages": later("All packages so far"),
    "accepted": later("Accepted so far"),
    "rejected": later("Rejected so far"),
    "pending": later("Pending: no verdict yet"),
    "overdue": later("Pending past its deadline"),
    "silent_leads": later("Never reviewed: no answer in twice the time allowed"),
}


class VerdictLine(NamedTuple):
    """One count of packages; `field` names it among the verdicts of a review."""

    field: str
    words: str
    n: int
    verdicts: "Verdicts"


def _lines(review: "Review") -> list[VerdictLine]:
    given = review.verdicts
    return [VerdictLine(name, words, getattr(given, name), given) for name, words in _SAID.items()]


def _address(row: Any, column: str) -> "Address | None":
    return address_of(row.verdicts, row.field)


def _hours(row: Any) -> str:
    return figure(row.hours, "hours") if row.hours is not None else ""


VERDICTS = (
    Column("words", later("Packages"), 380, lambda r: tr(r.words), "strong", stretch=True),
    Column("n", later("How many"), 100, lambda r: number(r.n), "number"),
)
REASONS = (
    Column("reason", later("Reason to reject"), 320, lambda r: r.reason, "strong", stretch=True),
    Column("in_week", later("In the period"), 110, lambda r: number(r.in_week), "number"),
    Column("in_quarter", later("13 weeks"), 90, lambda r: number(r.in_quarter), "number"),
    Column("share", later("Share"), 130, lambda r: rate(r.share), "bar", share=lambda r: r.share),
)
BY_WHOM = (
    Column("kind", later("By"), 110, lambda r: tr(r.kind), "muted"),
    Column("name", later("Name"), 200, lambda r: r.name, "strong", stretch=True),
    Column("accepted", later("Accepted"), 90, lambda r: number(r.accepted), "number"),
    Column("rejected", later("Rejected"), 90, lambda r: number(r.rejected), "number"),
    Column("rate", later("Rate"), 130, lambda r: rate(r.rate), "bar", share=lambda r: r.rate),
    Column("span", later("95% between"), 130, between, "muted"),
)
PACKAGES = (
    Column("number", later("No."), 44, lambda r: str(r.number), "number"),
    Column("person", later("Person"), 130, lambda r: r.person, "strong"),
    Column("account", later("Account"), 140, lambda r: r.account),
    Column("by", later("Sent by"), 100, lambda r: r.by, "muted"),
    Column("sent_at", later("Sent"), 84, lambda r: dates.ago(r.sent_at), "muted", tip=lambda r: dates.exact(r.sent_at)),
    Column("state", later("State"), 100, lambda r: tr(r.state), "chip"),
    Column("hours", later("Business hours"), 104, _hours, "number"),
    Column("percent", later("Complete"), 76, lambda r: rate(r.percent / 100), "number"),
    Column("missing", later("Missing"), 120, lambda r: r.missing or r.reason, "muted", stretch=True),
)


def _opens_its_lead(row: Any, column: str) -> None:
    return None


SPEC = PartSpec(
    "acceptance",
    later("Acceptance"),
    (
        Sheet(
            "verdicts",
            later("Verdicts"),
            later("Accepted, rejected and pending are all packages. The rate counts only those that were decided."),
            VERDICTS,
            _lines,
            later("No package was sent yet: hand a lead off to sales, and their verdict is counted here."),
            address=_address,
            chart="acceptance",
        ),
        Sheet(
            "reasons",
            later("Reasons to reject"),
            later("Why sales rejected packages, the most frequent first."),
            REASONS,
            lambda review: review.reasons,
            later("Sales rejected nothing in the last 13 weeks."),
            compared=lambda compared: compared.reasons,
            with_n=False,
            chart="reasons",
        ),
        Sheet(
            "qualifiers",
            later("By qualifier and source"),
            later("Verdicts of the last 13 weeks by who qualified the lead and by where it came from."),
            BY_WHOM,
            lambda review: review.qualifiers,
            later("Sales has decided nothing in the last 13 weeks."),
            chart="qualifiers",
        ),
        Sheet(
            "packages",
            later("Packages"),
            later("What was sent or decided in the period, and the oldest without a decision."),
            PACKAGES,
            lambda review: review.packages,
            later("No package was sent, decided or left without a decision in this week."),
            large="packages",
            address=_opens_its_lead,
        ),
    ),
    lambda sight: sight.review.verdicts.accepted_in_week + sight.review.verdicts.rejected_in_week,
)
