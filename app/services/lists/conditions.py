"""Conditions as the database tests them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, true

from app.domain import listing
from app.domain.listing import Condition, Kind, Test
from app.domain.matching import fold
from app.domain.problems import Problem
from app.language import tr
from app.services.lists.column import Column, any_tag, tag_holding, tagged
from app.services.work import Work

_DENIED = {
    Test.NOT_CONTAINS: Test.CONTAINS,
    Test.IS_NOT: Test.IS,
    Test.NONE_OF: Test.ONE_OF,
    Test.NOT_EMPTY: Test.EMPTY,
}


def passes(work: Work, column: Column, condition: Condition) -> ColumnElement[bool]:
    """What must hold of a row. Raises Problem where the condition does not fit the column, and says what would."""
    if column.kind is Kind.DATE:
        condition = listing.by_dates(condition)
    condition = listing.checked(condition, column.kind, column.shown)
    meant = _DENIED.get(condition.test)
    if meant is None:
        return _holds(work, column, condition)
    return ~func.coalesce(_holds(work, column, Condition(condition.column, meant, condition.values)), false())


def _holds(work: Work, column: Column, condition: Condition) -> ColumnElement[bool]:
    if column.tags:
        return _of_tags(condition)
    value = column.sql(work)
    if condition.test is Test.EMPTY:
        return _nothing(column, value)
    if column.kind is Kind.NUMBER:
        return _of_number(value, condition)
    if column.kind is Kind.DATE:
        return _of_days(work, column, value, condition)
    if column.kind is Kind.YES_NO:
        wanted = listing.truth_in(condition.values[0])
        return value if wanted else ~value
    if condition.test is Test.CONTAINS:
        return _holding(work, column, value, condition.values[0])
    if column.kind is Kind.CHOICE:
        return _among(column, value, meant_ids(work, column, condition.values))
    return or_(*(_reads(value, wanted) for wanted in condition.values))


def _nothing(column: Column, value: ColumnElement[Any]) -> ColumnElement[bool]:
    return value.is_(None) if column.kind in (Kind.NUMBER, Kind.DATE) else func.coalesce(value, "") == ""


# --- words ------------------------------------------------------------------------------------------------------------


def _holding(work: Work, column: Column, value: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Every word of the text, in any order; folded where the folded text is kept. Of a choice its label is read."""
    if known := column.known(work):
        ids = [id for id, label in known.items() if all(word in fold(label) for word in fold(text).split())]
        return value.in_(ids)
    folded = column.as_folded(work)
    if folded is not None:
        return and_(true(), *(folded.contains(word, autoescape=True) for word in fold(text).split()))
    return and_(true(), *(has_word(value, word) for word in text.split()))


def has_word(value: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    """A word in any case. The database folds the letters of ASCII only, so others are tried as people write them."""
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.title()}
    return or_(*(value.icontains(form, autoescape=True) for form in sorted(forms)))


def _reads(value: ColumnElement[Any], wanted: str) -> ColumnElement[bool]:
    if not wanted:
        return func.coalesce(value, "") == ""
    return or_(value == wanted, func.lower(value) == func.lower(literal(wanted)))


# --- choices ----------------------------------------------------------------------------------------------------------


def meant_ids(work: Work, column: Column, values: Sequence[str]) -> list[str]:
    """What is stored for values as people write them: ids or labels in any case, countries by name.

    Raises Problem for a word that a closed list does not have.
    """
    known = column.known(work)
    by_form = {fold(label): id for id, label in known.items()} | {fold(id): id for id in known}
    found = []
    for value in values:
        if not value or (id := by_form.get(fold(value))) is None:
            if value and column.labels is not None:
                raise Problem(
                    tr(
                        "{column} cannot be “{value}”; choose one of {known}.",
                        column=column.shown,
                        value=value,
                        known=", ".join(known.values()),
                    )
                )
            found.append(_country(value) if column.id == "country" and value else value)
        else:
            found.append(id)
    return found


def _country(value: str) -> str:
    from app.intake.cleaning.countries import country_code  # its table is met only when somebody names a country

    return country_code(value) or value


def _among(column: Column, value: ColumnElement[Any], ids: Sequence[str]) -> ColumnElement[bool]:
    """One of these; where the list has no ids of its own (owners), in any case."""
    if column.words or column.labels is not None:
        return _or_nothing(value, ids, value.in_([id for id in ids if id]))
    return _or_nothing(value, ids, or_(false(), *(_reads(value, id) for id in ids if id)))


def _or_nothing(value: ColumnElement[Any], ids: Sequence[str], found: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(found, func.coalesce(value, "") == "") if "" in ids else found


def _of_tags(condition: Condition) -> ColumnElement[bool]:
    named = [word for word in condition.values if word]
    if condition.test is Test.EMPTY:
        return ~any_tag()
    if condition.test is Test.CONTAINS:
        return and_(true(), *(tag_holding(word) for word in condition.values[0].split()))
    found = tagged(named)
    return or_(found, ~any_tag()) if len(named) < len(condition.values) else found


# --- numbers and days -------------------------------------------------------------------------------------------------


def _of_number(value: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:
    numbers = [listing.number_in(one) for one in condition.values]
    if condition.test is Test.AT_LEAST:
        return value >= numbers[0]
    if condition.test is Test.AT_MOST:
        return value <= numbers[0]
    if condition.test is Test.BETWEEN:
        return value.between(min(numbers), max(numbers))
    return value == numbers[0]


def _of_days(work: Work, column: Column, value: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:
    """Days are those where the team works: late in the evening the date in UTC is another."""
    days = listing.days_of(condition, work.today)
    tests = [] if days.first is None else [value >= begins(work, column, days.first)]
    if days.last is not None:
        last = days.last if not column.moment else _after(days.last)
        tests.append(value < begins(work, column, last) if column.moment else value <= last)
    return and_(*tests)


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def begins(work: Work, column: Column, day: date) -> date | datetime:
    """The day itself, or the moment at which it begins where the team works."""
    if not column.moment:
        return day
    try:
        return datetime.combine(day, time(), work.definitions.zone).astimezone(UTC)
    except OverflowError:  # the ends of the calendar lie in another year elsewhere
        return datetime.combine(day, time(), UTC)
