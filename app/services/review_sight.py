"""The review place: one week as it is shown, its large parts one at a time, and the rows behind each of its numbers.

A frozen week is read as it was issued. What computes a week, or finds the rows behind a number, is met when somebody
asks for that: half of the code of the review, for which its first opening does not wait.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain.problems import Problem
from app.domain.review import Review
from app.domain.review.addressing import Address, addresses
from app.domain.review.behind_rows import BehindRow, RowsBehind
from app.domain.review.frozen import LARGE
from app.domain.review.narrowing import ALL, NONE, Only
from app.domain.review.restating import Restated
from app.domain.review.weeks import named
from app.language import number, tr
from app.services.review_kept import Kept, as_issued, is_kept, kept, kept_part
from app.services.review_weeks import WeekRow, weeks_until_now
from app.services.work import Work
from app.store.tables import Account, Lead

if TYPE_CHECKING:
    from app.domain.review.comparing import Compared
    from app.domain.review.metrics import Look
    from app.services.review_computed import ComputedHead, ComputedWeek


@dataclass(frozen=True, slots=True)
class Sight:
    """One week as the review place shows it."""

    week: str  # of the last of its weeks, as it is asked for
    weeks: int
    review: Review  # without its large parts: those are empty here, see `review_part`
    counts: Mapping[str, int]  # how many rows each part has, by the name of its field; also of the large ones
    issued: bool  # the numbers shown are those that were frozen
    says: str  # what was computed when, in a sentence
    issued_at: datetime | None = None
    by: str = ""  # who issued it
    only: Only = ALL
    filtered: bool = False  # of some leads only; never from the freeze
    compared: "Compared | None" = None
    restated: Restated | None = None  # None: not looked into; `restated_view` takes as long as computing the week
    altered: tuple[str, ...] = ()  # of its weeks those that are frozen and known not to be what was issued


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to filter by: `value` goes into `Only`, `label` is shown."""

    value: str
    label: str
    leads: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What a review can be filtered by."""

    service_lines: tuple[Choice, ...] = field(default=())
    segments: tuple[Choice, ...] = field(default=())
    owners: tuple[Choice, ...] = field(default=())


def review_weeks(work: Work, weeks: int = 1) -> list[WeekRow]:
    """The weeks that a review may be shown of, newest first; with two weeks whether those two are issued as one."""
    return weeks_until_now(work, weeks)


def choices(work: Work) -> Choices:
    """The service lines, segments and owners that leads have, by the words people read; the most frequent first."""
    lines = {entry.id: entry.label for entry in work.playbook.words("service_line")}
    segments = {entry.id: entry.label for entry in work.playbook.words("segment")}
    of = select(Account.segment, func.count()).select_from(Lead).outerjoin(Account, Account.id == Lead.account_id)
    return Choices(
        _choices(work.session.execute(select(Lead.service_line, func.count()).group_by(Lead.service_line)), lines),
        _choices(work.session.execute(of.group_by(Account.segment)), segments),
        _choices(work.session.execute(select(Lead.owner, func.count()).group_by(Lead.owner)), {}),
    )


def _choices(counted: Iterable[Any], labels: Mapping[str, str]) -> tuple[Choice, ...]:
    """One choice for each word people read: two ids of the same label are one, as in every table of a review."""
    leads: dict[str, int] = {}
    for id, n in counted:
        word = labels.get(id or "", id or "")
        leads[word] = leads.get(word, 0) + n
    ordered = sorted(leads.items(), key=lambda item: (-item[1], item[0].casefold()))
    return tuple(Choice(word or NONE, word or tr("not known"), n) for word, n in ordered)


def is_long(work: Work, week: str, weeks: int = 1, only: Only = ALL, against: str = "") -> bool:
    """True where a sight must be computed from the facts; where it is frozen or was just computed it is at hand."""
    from app.services.review_computed import is_computed

    return any(
        (only or not is_kept(work, one, weeks)) and not is_computed(work, one, weeks, only)
        for one in (week, against)
        if one
    )


def review_sight(work: Work, week: str, weeks: int = 1, *, against: str = "", only: Only = ALL) -> Sight:
    """One week, or two up to it, as the review place shows it; as it was issued, else computed, else Problem.

    Held `against` another week it says what differs. Of some leads only, both are computed from the facts.
    """
    week, against = named(week), against and named(against)
    if against == week:
        raise Problem(tr("{week} cannot be held against itself; choose an earlier week.", week=week))
    issued = None if only else kept(work, week, weeks)
    other = head_of_week(work, against, weeks, only) if against else None  # first, so that this one stays whole
    head = issued or _head_now(work, week, weeks, only)
    review = head.review
    return Sight(
        week=week,
        weeks=weeks,
        review=review,
        counts=_counts(review) | dict(head.rows),
        issued=issued is not None,
        says=_says(work, review, issued, only, also_issued=bool(only) and is_kept(work, week, weeks)),
        issued_at=issued.issued_at if issued is not None else None,
        by=issued.by if issued is not None else "",
        altered=() if issued is None or issued.sealed else (week,),
        only=only,
        filtered=bool(only),
        compared=_beside(work, review, other, issued is not None, (against, weeks, only))
        if other is not None
        else None,
    )


def _beside(work: Work, here: Review, there: Review, issued: bool, of: tuple[str, int, Only]) -> "Compared":
    """Both side by side; frozen numbers beside numbers of today are said to be that."""
    from app.domain.review.comparing import compared

    against, weeks, only = of
    both = compared(here, there)
    if issued == (not only and is_kept(work, against, weeks)):
        return both
    frozen, now = (here.week, there.week) if issued else (there.week, here.week)
    note = tr("{frozen} is frozen as it was issued; {now} is computed from the facts as they stand now.",
              frozen=frozen, now=now)  # fmt: skip
    return replace(both, notes=(note, *both.notes))


def altered_weeks(work: Work, weeks: Sequence[str], of: int = 1) -> tuple[str, ...]:
    """Those of some weeks that are frozen and not what was issued, each looked at whole: a quarter second of each."""
    return tuple(week for week in weeks if not as_issued(work, week, of))


def head_of_week(work: Work, week: str, weeks: int = 1, only: Only = ALL) -> Review:
    """A review without its large parts: as it was issued, or of some leads, or not yet issued, as the facts stand."""
    issued = None if only else kept(work, week, weeks)
    return (issued or _head_now(work, week, weeks, only)).review


def review_part(work: Work, week: str, weeks: int, part: str, only: Only = ALL) -> tuple[Any, ...]:
    """The rows of one large part of a week. Raises Problem for a part that is none."""
    if part not in LARGE:
        raise Problem(tr("'{part}' is no part of a review; there are {parts}.", part=part, parts=", ".join(LARGE)))
    issued = None if only else kept(work, week, weeks)
    if issued is not None:
        return kept_part(work, issued, part)
    from app.services.review_computed import computed_part

    return computed_part(work, week, weeks, part, only)


def rows_of(work: Work, week: str, weeks: int, address: Address, only: Only = ALL) -> RowsBehind:
    """The rows behind one number of a week; Problem where it has no such number.

    Of an issued week they are those that were frozen with it; what the freeze has not kept is told from the facts as
    they stand now, and `says` which of both it is.
    """
    from app.domain.review.rows import rows_of_facts
    from app.domain.review.rows.freeze import OF_REVIEW, rows_of_freeze, rows_of_review
    from app.domain.review.rows.spoken import in_this_language
    from app.domain.review.rows.titles import title_of

    issued = None if only else kept(work, week, weeks)
    if issued is None:
        if address.part in OF_REVIEW:
            review = _week_now(work, week, weeks, only).review
            found = rows_of_review(review, address)
        else:
            review, found = _head_now(work, week, weeks, only).review, None
        rows = tuple(rows_of_facts(_look_now(work, week, weeks, only), address) if found is None else found)
        return RowsBehind(title_of(review, address), tr("As the facts stand now."), rows)
    head, title = issued.review, title_of(issued.review, address)
    frozen = rows_of_freeze(head, lambda part: kept_part(work, issued, part), address)
    if frozen is not None:
        day = work.day_of(issued.issued_at).isoformat()
        return RowsBehind(title, tr("As they were issued on {day}.", day=day), tuple(frozen), frozen=True)
    rows = tuple(rows_of_facts(_look_now(work, week, weeks), in_this_language(address)))
    return RowsBehind(title, _says_of(head, address, rows), rows)


def _head_now(work: Work, week: str, weeks: int, only: Only) -> "ComputedHead":
    from app.services.review_computed import computed_head

    return computed_head(work, week, weeks, only)


def _week_now(work: Work, week: str, weeks: int, only: Only = ALL) -> "ComputedWeek":
    from app.services.review_computed import computed_week

    return computed_week(work, week, weeks, only)


def _look_now(work: Work, week: str, weeks: int, only: Only = ALL) -> "Look":
    from app.services.review_computed import look_of

    return look_of(work, week, weeks, only)


def lay_weeks_aside(work: Work) -> None:
    """Give most of it back: what was on screen is there again at once, rows behind numbers are found anew."""
    computing = sys.modules.get("app.services.review_computed")
    if computing is not None:
        computing.lay_computed_aside()


def _says_of(head: Review, address: Address, rows: tuple[BehindRow, ...]) -> str:
    """What a number of an issued week rests on whose rows were not frozen with it."""
    issued = next((one.rows for one in addresses(head) if one.address == address), None)
    if issued is None or issued == len(rows):
        return tr("Not frozen with the week: as the facts stand now.")
    return tr(
        "Not frozen with the week: as the facts stand now, by which there are {now}; {issued} were issued.",
        now=number(len(rows)),
        issued=number(issued),
    )


def _counts(review: Review) -> dict[str, int]:
    return {name: len(rows) for name in Review.__slots__ if isinstance(rows := getattr(review, name), tuple)}


def _says(work: Work, review: Review, issued: Kept | None, only: Only, *, also_issued: bool) -> str:
    if issued is not None:
        day = work.day_of(issued.issued_at).isoformat()
        return tr("Issued on {day} by {name}: these numbers are frozen.", day=day, name=issued.by)
    if only:
        what = ", ".join(said_of(only))
        if also_issued:
            return tr(
                "Only {what}: computed from the facts as they stand now, not from what was issued for all leads.",
                what=what,
            )
        return tr("Only {what}: computed from the facts as they stand now.", what=what)
    if review.issued_at < review.end:
        return tr("The week still runs, and is not issued yet: computed from the facts as they stand now.")
    return tr("Not issued yet: computed from the facts as they stand now.")


def said_of(only: Only) -> list[str]:
    """What a review was narrowed to, in the words people read."""
    return [tr("not known") if word == NONE else word for word in (only.service_line, only.segment, only.owner) if word]


__all__ = [
    "LARGE",
    "Choice",
    "Choices",
    "Sight",
    "altered_weeks",
    "choices",
    "head_of_week",
    "is_long",
    "lay_weeks_aside",
    "review_part",
    "review_sight",
    "review_weeks",
    "rows_of",
]
