"""What a number of a review is called where its rows are shown."""

from collections.abc import Callable, Mapping

from app.domain.review.addressing import Address
from app.domain.review.metrics import METRICS
from app.domain.review.sheet import Review
from app.language import later, tr

_MOVEMENT = {
    "opening": later("{stage}: at the opening"),
    "arrived": later("{stage}: arrived"),
    "moved_in": later("{stage}: moved in"),
    "reopened": later("{stage}: re-opened"),
    "moved_out": later("{stage}: moved out"),
    "closed": later("{stage}: closed"),
    "closing": later("{stage}: at the end"),
    "requalified": later("{stage}: began a new cycle"),
}
_STEP = {
    "at_hand": later("{step}: at hand"),
    "went_on": later("{step}: went on"),
    "went_back": later("{step}: went back"),
    "closed": later("{step}: closed"),
    "stayed": later("{step}: stayed"),
}
_VERDICTS = {
    "packages": later("Packages"),
    "accepted": later("Packages accepted"),
    "rejected": later("Packages rejected"),
    "pending": later("Packages without a decision"),
    "overdue": later("Packages past their deadline"),
    "sent_in_week": later("Packages sent in the week"),
    "accepted_in_week": later("Packages accepted in the week"),
    "rejected_in_week": later("Packages rejected in the week"),
    "need_more_in_week": later("Packages for which more was asked in the week"),
    "too_early_in_week": later("Packages sent too early, rejected in the week"),
    "silent_leads": later("Packages that nobody answered within twice the time"),
}
_TREND = {
    "new_leads": later("New leads of {week}"),
    "new_mql": later("New MQLs of {week}"),
    "new_sql": later("New SQLs of {week}"),
    "accepted": later("Packages accepted in {week}"),
    "rejected": later("Packages rejected in {week}"),
}
_COHORT = {
    "arrived": later("Leads that arrived in {week}"),
    "mql": later("Leads that arrived in {week}: MQL within four weeks"),
    "sql": later("Leads that arrived in {week}: SQL within four weeks"),
}
_AGE = {
    "": later("{stage}: all of them by age"),
    "to_7": later("{stage}: up to 7 days"),
    "to_14": later("{stage}: 8 to 14 days"),
    "to_30": later("{stage}: 15 to 30 days"),
    "to_60": later("{stage}: 31 to 60 days"),
    "above_60": later("{stage}: more than 60 days"),
}
_QUALITY = {
    "n": later("{fault}: open leads"),
    "of": later("{fault}: among all open leads"),
    "in_week": later("{fault}: arrived in the week"),
    "of_week": later("{fault}: among all that arrived in the week"),
}
_FAULTS = {
    "arrived": later("Leads that arrived in {week}"),
    "title": later("Arrived in {week} without a job title"),
    "size": later("Arrived in {week} without the size of the account"),
    "region": later("Arrived in {week} without a region"),
    "domain": later("Arrived in {week} with a free or throw-away address"),
    "source": later("Arrived in {week} from a source that is not known"),
    "twice": later("Arrived in {week}, may be known twice"),
}


def title_of(review: Review, address: Address) -> str:
    """The name of a number, in words people read beside it."""
    say = _TITLES.get(address.part)
    return say(review, address) if say is not None else tr("Rows")


def _kpi(review: Review, address: Address) -> str:
    return next((tr(kpi.label) for kpi in review.kpis if kpi.id == address.key), address.key)


def _figure(review: Review, address: Address) -> str:
    label = next((tr(metric.label) for metric in METRICS if metric.id == address.key), address.key)
    return f"{label}: {address.value}" if address.column else label


def _segment(review: Review, address: Address) -> str:
    words = {"dimension": tr(address.key), "value": address.value, "step": tr(address.column)}
    return tr("{step}, {dimension} {value}", **words)


def _triangle(review: Review, address: Address) -> str:
    words = {"goal": tr(address.key), "week": address.column, "weeks": address.value}
    return tr("Leads that arrived in {week}: {goal} within {weeks} weeks", **words)


def _reason(review: Review, address: Address) -> str:
    said = later("Rejected in the week: {reason}") if address.column == "in_week" else later("Rejected: {reason}")
    return tr(said, reason=address.key)


def _qualifier(review: Review, address: Address) -> str:
    said = {"accepted": later("Accepted: {name}"), "rejected": later("Rejected: {name}")}
    return tr(said.get(address.column, later("Decided: {name}")), name=address.value)


def _finding(review: Review, address: Address) -> str:
    return next((tr(one.label) for one in review.findings if one.diagnosis == address.key), address.key)


def _worded(words: Mapping[str, str], name: str) -> Callable[[Review, Address], str]:
    def say(review: Review, address: Address) -> str:
        return tr(words[address.column], **{name: tr(address.key)}) if address.column in words else tr(address.key)

    return say


_TITLES: Mapping[str, Callable[[Review, Address], str]] = {
    "kpi": _kpi,
    "figure": _figure,
    "movement": _worded(_MOVEMENT, "stage"),
    "step": _worded(_STEP, "step"),
    "segment": _segment,
    "cohort": _worded(_COHORT, "week"),
    "triangle": _triangle,
    "trend": _worded(_TREND, "week"),
    "verdicts": lambda review, address: tr(_VERDICTS.get(address.key, address.key)),
    "reason": _reason,
    "qualifier": _qualifier,
    "age": _worded(_AGE, "stage"),
    "quality": _worded(_QUALITY, "fault"),
    "quality_trend": _worded(_FAULTS, "week"),
    "exception": lambda review, address: tr(address.key),
    "finding": _finding,
    "check": lambda review, address: tr(address.key),
}
