"""Two reviews side by side: every figure here and there, the difference, and whether that is better or worse."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.domain.review import comparable
from app.domain.review.addressing import Address
from app.domain.review.comparable import BY_AGE, Number, aged, which_number
from app.domain.review.rates import SMALL
from app.domain.review.sheet import Review
from app.language import later, tr

BETTER, WORSE, SAME, HIGHER, LOWER = later("better"), later("worse"), later("same"), later("higher"), later("lower")
TOO_FEW, UNKNOWN = f"n < {SMALL}", later("n/a")
_COUNTED = frozenset(
    {"reason", "movement", "step", "age", "cohort"}
)  # parts in which what is not listed was not met at all
_LEVEL = 0.005  # of a rate or hour: what is closer than this is said to be the same

MORE_IS_BETTER: Mapping[str, bool] = {
    "acceptance": True,
    "acceptance_quarter": True,
    "in_time": True,
    "in_order": True,
    "outreach_in_time": True,
    "review_rate": True,
    "routing_accuracy": True,
    "handoff_completeness": True,
    "data_completeness": True,
    "nurture_engaged": True,
    "sql_meetings": True,
    "sql_progress": True,
    "lead_to_mql": True,
    "lead_to_sql": True,
    "mql_to_sql": True,
    "pending": False,
    "outreach": False,
    "verdict": False,
    "hours_to_outreach": False,
    "hours_to_verdict": False,
    "days_in_stage": False,
    "age": False,
    "too_early": False,
    "overridden": False,
}
"""The figures of which it is known what is better; of the others it is only said which is higher."""


class ComparedRow(NamedTuple):
    """One figure of two reviews. Differences of rates are shares: 0.07 is seven points."""

    key: str  # kpi or metric id, stage, step, reason, value of a segment, week of arrival
    label: str  # as it is printed; of figures, stages and steps an English text to be said with `tr`
    column: str  # what of it: the field of its row; of a segment its step, of a triangle after how long
    group: str  # of a figure its group, of a segment its dimension, of a triangle its goal
    value: str  # of a figure that is told apart: of what; of cohorts which two
    unit: str  # count, rate, share, hours, days, percent
    here: float | None  # None: not known, or too few cases to show a rate
    there: float | None
    n_here: int | None
    n_there: int | None
    difference: float | None  # here - there
    relative: float | None  # of what it was there; None of rates, which differ in points, and where it was nothing
    word: str  # better, worse, same, higher, lower, n < 10, n/a; said with `tr`
    address: Address  # of the number, in the review that has it
    address_there: Address  # the same in the other: of a cohort it has another name


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reviews side by side."""

    here: str  # the week that is looked at
    there: str  # the week that it is held against
    kpis: tuple[ComparedRow, ...]
    movement: tuple[ComparedRow, ...]
    figures: tuple[ComparedRow, ...]
    segments: tuple[ComparedRow, ...]
    reasons: tuple[ComparedRow, ...]
    steps: tuple[ComparedRow, ...]
    cohorts: tuple[ComparedRow, ...]
    triangle: tuple[ComparedRow, ...]
    ages: tuple[ComparedRow, ...]
    notes: tuple[str, ...] = ()  # why the two may not be held against each other as they stand


def compared(here: Review, there: Review) -> Compared:
    """Hold one review against another: what either has is listed, in the order of the first."""
    return Compared(
        here.week,
        there.week,
        tuple(_side_by_side(here.kpis, there.kpis, comparable.of_kpi)),
        tuple(_side_by_side(here.movement, there.movement, comparable.of_movement)),
        tuple(_side_by_side(here.figures, there.figures, comparable.of_figure)),
        tuple(_side_by_side(here.segments, there.segments, comparable.of_segment)),
        tuple(_side_by_side(here.reasons, there.reasons, comparable.of_reason)),
        tuple(_side_by_side(here.steps, there.steps, comparable.of_step)),
        tuple(_side_by_side(aged(here, "cohorts"), aged(there, "cohorts"), comparable.of_cohort)),
        tuple(_side_by_side(aged(here, "triangle"), aged(there, "triangle"), comparable.of_triangle)),
        tuple(_side_by_side(here.ages, there.ages, comparable.of_age)),
        tuple(_notes(here, there)),
    )


def _side_by_side(
    here: Iterable[Any], there: Iterable[Any], numbers: Callable[[Any], Iterator[Number]]
) -> Iterator[ComparedRow]:
    ours = {which_number(one): one for row in here for one in numbers(row)}
    theirs = {which_number(one): one for row in there for one in numbers(row)}
    for which, one in ours.items():
        yield _row(one, one, theirs.get(which))
    for which, one in theirs.items():
        if which not in ours:
            yield _row(one, None, one)


def _row(told: Number, here: Number | None, there: Number | None) -> ComparedRow:
    now, then = _shown(told, here), _shown(told, there)
    difference = None if now is None or then is None else now - then
    in_points = told.unit in ("rate", "share")
    relative = difference / then if difference is not None and then and not in_points else None
    return ComparedRow(
        key=told.address.key if told.address.part not in ("segment", "triangle") else told.value,
        label=told.label,
        column=told.column,
        group=told.group,
        value=_value(told, here, there),
        unit=told.unit,
        here=now,
        there=then,
        n_here=here.n if here is not None else None,
        n_there=there.n if there is not None else None,
        difference=difference,
        relative=relative,
        word=TOO_FEW if _too_few(here, there) else _word(told.judged or told.address.key, told.unit, difference),
        address=told.address,
        address_there=there.address if there is not None else told.address,
    )


def _value(told: Number, here: Number | None, there: Number | None) -> str:
    """Of what it is; of cohorts the week of either."""
    if told.address.part in BY_AGE and here is not None and there is not None and here.value != there.value:
        return f"{here.value} / {there.value}"
    return told.value


def _shown(told: Number, one: Number | None) -> float | None:
    """A reason or a stage that one of the two does not list was not met there at all."""
    if one is None:
        return 0 if told.unit == "count" and told.address.part in _COUNTED else None
    return None if one.small else one.shown


def _too_few(here: Number | None, there: Number | None) -> bool:
    """A rate of few cases is not shown; a middle value of few is, but is not said to be better or worse."""
    return any(
        one is not None and (one.small or (one.unit in ("hours", "days", "percent") and 0 < (one.n or 0) < SMALL))
        for one in (here, there)
    )


def _word(key: str, unit: str, difference: float | None) -> str:
    if difference is None:
        return UNKNOWN
    if abs(difference) < (1e-9 if unit == "count" else _LEVEL):
        return SAME
    more = difference > 0
    if key in MORE_IS_BETTER:
        return BETTER if more == MORE_IS_BETTER[key] else WORSE
    return HIGHER if more else LOWER


def _notes(here: Review, there: Review) -> Iterator[str]:
    if _days(here) != _days(there):
        yield tr(
            "{here} and {there} are not equally long: counts differ for that alone.", here=here.week, there=there.week
        )
    if here.start < there.end and there.start < here.end:
        yield tr(
            "{here} and {there} share days: what happened in them counts in both.", here=here.week, there=there.week
        )
    if (here.playbook, here.playbook_version) != (there.playbook, there.playbook_version):
        yield tr(
            "Other rules: {here} by version {version} of the playbook, {there} by version {earlier}.",
            here=here.week,
            version=here.playbook_version,
            there=there.week,
            earlier=there.playbook_version,
        )
    if here.calendar != there.calendar:
        yield tr("Other business hours: {here}, and {there}.", here=here.calendar, there=there.calendar)
    for one in (here, there):
        if not one.figures:
            yield tr("{week} was issued before metrics were kept with a week: they are missing there.", week=one.week)


def _days(review: Review) -> int:
    return round((review.end - review.start).total_seconds() / 86400)
