"""What is typed or pasted into a cell of a list, as it is stored: text, an id of a vocabulary, a number, a day."""

import re
from typing import Any

from app.domain.listing import Kind, number_in
from app.domain.matching import fold
from app.domain.problems import Problem
from app.domain.relations import RELATIONS, relation_meant
from app.domain.typed_days import day_typed
from app.language import tr
from app.services.editing import controlled
from app.services.lists.column import Column
from app.services.work import Work
from app.store.tables import Account, Lead, Person

_STORED_AS = {"company": (Account, "name"), "account_notes": (Account, "notes"), "notes": (Person, "notes")}
_NAMED = 12  # choices that a sentence names


def value_of(work: Work, column: Column, text: str) -> Any:
    """The value that a text means in a column, empty text where it is blank; dates and numbers as such.

    Raises Problem that says what can be written there.
    """
    text = _trimmed(text) if column.note else " ".join(text.split())
    if not text:
        return ""
    if column.kind is Kind.NUMBER:
        return _number(text)
    if column.kind is Kind.DATE:
        return _day(work, text)
    if column.kind is Kind.CHOICE:
        text = _choice(work, column, text)
    if column.field == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+", text):
        raise Problem(tr("“{value}” is not an e-mail address; write one like name@company.example.", value=text))
    longest = _longest(column.field)
    if longest is not None and len(text) > longest:
        raise Problem(tr("{column} has room for {count} characters.", column=column.shown, count=longest))
    return text


def choices_of(work: Work, column: Column) -> dict[str, str]:
    """What may stand in a cell of a closed list, by id; empty where any word may."""
    if column.field == "relation":
        return {id: tr(label) for id, label in RELATIONS}
    return dict(column.known(work)) if column.kind is Kind.CHOICE else {}


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _number(text: str) -> int:
    plain = re.sub(r"(?<=\d)[.'’](?=\d{3}(?:\D|$))", "", text)  # 1.200 and 1'200 are written like that, too
    plain = re.sub(r"\.0+$", "", plain)
    number = number_in(plain)
    if number < 0:
        raise Problem(tr("{value} is less than nothing; write a number from 0.", value=text))
    return number


def _day(work: Work, text: str) -> Any:
    found = day_typed(text, work.today)
    if found is not None:
        return found
    from app.intake.cleaning.dates import clean_date  # its word lists are met only for a date of another form

    iso, _ = clean_date(text)
    if iso:
        return day_typed(iso[:10], work.today)
    if clean_date(text, "dmy")[0]:  # certain only once an order is chosen
        raise Problem(tr("“{value}” may be day or month first; write it like 2026-12-01.", value=text))
    raise Problem(tr("“{value}” is not a date; write one like 2026-12-01, fri or +3d.", value=text))


def _choice(work: Work, column: Column, text: str) -> str:
    if column.id == "country":
        return _country(text)
    known = choices_of(work, column)
    if not known:
        return text
    meant = relation_meant(text) if column.field == "relation" else controlled(work, column.field, text)
    folded = fold(text)
    found = next((id for id, label in known.items() if id == meant or folded in (fold(id), fold(label))), None)
    if found is None:
        named = ", ".join(list(known.values())[:_NAMED]) + (", …" if len(known) > _NAMED else "")
        raise Problem(
            tr("{column} cannot be “{value}”; choose one of {known}.", column=column.shown, value=text, known=named)
        )
    return found


def _country(text: str) -> str:
    from app.intake.cleaning.countries import country_code  # its table is met only when somebody names a country

    code = country_code(text)
    if not code:
        raise Problem(tr("“{value}” is not a country; write its name, or two letters like DE.", value=text))
    return code


def _longest(field: str) -> int | None:
    """How long a text may be where it is stored."""
    table, name = _STORED_AS.get(field) or next(
        ((table, field) for table in (Lead, Person, Account) if field in table.__table__.c), (None, "")
    )
    length = None if table is None else getattr(table.__table__.c[name].type, "length", None)
    return int(length) if length else None
