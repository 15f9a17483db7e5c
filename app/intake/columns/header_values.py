"""Names of columns held against their values: contradicted names are dropped, unnamed columns are guessed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from app.intake.columns.listed_names import NONE_OF_OURS, PERSON_NAMES, UNKNOWN, Named
from app.intake.columns.looks import Looks
from app.intake.words import compact, names

_NOT_EMAIL_BUT = frozenset({*PERSON_NAMES, "phone", "company", "job_title", "domain", "street", "city", "region"})
_BARELY_NAMED = 0.7
_MOST_PAIRS = 200  # of columns side by side that are tried for a first and a last name
_BESIDE = 30  # columns around them in which an address or a whole name is looked for


def checked(header: str, name: Named, look: Looks) -> Named:
    """The judgement of a header's words after a look at the values; empty columns keep it."""
    if not look.filled or not name.field:
        return name
    if look.emails >= 0.6 and name.field in _NOT_EMAIL_BUT:
        return by_kind(look)
    if compact(header) in names().ambiguous_wishes:
        return replace(name, field="asked_for" if look.wishes >= 0.5 else "service_line", confidence=_BARELY_NAMED)
    if compact(header) in names().ambiguous_roles and look.jobs < 0.3:
        return NONE_OF_OURS
    if compact(header) in names().ambiguous_logins and look.people < 0.5:
        return NONE_OF_OURS
    if name.field == "email" and name.confidence < _BARELY_NAMED and not look.emails:
        return NONE_OF_OURS
    test = _CONTRADICTED.get(name.field)
    if test is not None and test(look):
        return by_kind(look) if name.field in (*PERSON_NAMES, "phone") else NONE_OF_OURS
    return name


def by_kind(look: Looks) -> Named:
    """A field from the values alone, for the kinds that cannot be mistaken."""
    if look.emails >= 0.6:
        return Named("email", 0.7, 4.0, known=True)
    if look.phones >= 0.7 and look.distinct > 0.5:
        return Named("phone", 0.5, 4.5, known=True)
    return UNKNOWN


_CONTRADICTED: dict[str, Callable[[Looks], bool]] = {
    "email": lambda v: v.emails < 0.2 and v.truths + v.numbers + v.dates + v.phones + v.urls > 0.5,
    "phone": lambda v: (
        (v.emails + v.truths + v.dates + v.urls > 0.6 and v.phones < 0.2)
        or (v.filled > 1 and not v.digits and v.phones == 0)
    ),
    "full_name": lambda v: v.emails + v.phones + v.urls + v.dates > 0.6,
    "first_name": lambda v: v.emails + v.phones + v.urls + v.dates > 0.6,
    "last_name": lambda v: v.emails + v.phones + v.urls + v.dates > 0.6,
    "company": lambda v: v.emails + v.numbers + v.dates + v.truths > 0.8 or (v.logins > 0.8 and not v.firms),
    "job_title": lambda v: v.emails + v.numbers + v.dates + v.phones > 0.6 or v.salutations >= 0.8,
    "country": lambda v: v.codes > 0.6 and v.countries < 0.3,
    "created_at": lambda v: v.truths + v.emails + v.phones > 0.5,
    "domain": lambda v: v.social > 0.5 or v.emails > 0.6,
    "region": lambda v: v.emails + v.dates + v.phones > 0.6 or v.statuses >= 0.5,
    "city": lambda v: v.emails + v.dates + v.phones > 0.6,
    "notes": lambda v: v.truths > 0.8 and v.filled > 3,
}


def by_values(
    columns: Sequence[tuple[int, Named, Looks]],
    sample: Sequence[Sequence[str]],
    header: bool,
    name: Callable[[int, Named], None],
) -> None:
    """Give a field to columns whose names say nothing, where their values do; surely less sure than a name."""
    have = {named.field for _, named, _ in columns}
    free = [(i, look) for i, named, look in columns if not named.known and look.filled]
    for index, look in free:
        guess = _guess(look, have, header)
        if guess.field:
            name(index, guess)
            have.add(guess.field)
    if not header:
        _names_without_header([i for i, look in free if not _guess(look, set(), header).field], free, sample, name)


def _guess(look: Looks, have: set[str], header: bool) -> Named:
    found = by_kind(look)
    if found.field:
        return found if found.field not in have or not header else replace(found, confidence=0.4)
    if look.urls >= 0.6 and look.social < 0.3 and "domain" not in have:
        return Named("domain", 0.5, 4.0, known=True)
    if look.countries >= 0.8 and look.filled > 1 and "country" not in have and look.people < 0.5:
        return Named("country", 0.5, 4.0, known=True)
    if look.jobs >= 0.5 and "job_title" not in have:
        return Named("job_title", 0.5, 4.0, known=True)
    if look.firms >= 0.5 and "company" not in have:
        return Named("company", 0.5, 4.0, known=True)
    if look.people >= 0.7 and look.distinct > 0.5 and not have & set(PERSON_NAMES):
        return Named("full_name", 0.5, 4.0, known=True)
    if look.dates >= 0.7 and "created_at" not in have and not header:
        return Named("created_at", 0.4, 4.0, known=True)
    return UNKNOWN


def _names_without_header(
    words: Sequence[int],
    free: Sequence[tuple[int, Looks]],
    sample: Sequence[Sequence[str]],
    name: Callable[[int, Named], None],
) -> None:
    """Single words beside an address or a whole name that holds them are first and last names."""
    rows = [row for row in sample if len(row) > max((i for i, _ in free), default=0)]
    for first, last in list(pairwise(words))[:_MOST_PAIRS]:
        alike = 0
        for row in rows:
            given, family = row[first].strip().casefold(), row[last].strip().casefold()
            if not given or not family or " " in given:
                continue
            near = [cell.casefold() for cell in row[max(0, first - _BESIDE) : last + 1 + _BESIDE]]
            rest = " ".join(near[: min(first, _BESIDE)] + near[min(first, _BESIDE) + 2 :])
            alike += given in rest or family in rest
        if rows and alike >= 0.6 * len(rows):
            name(first, Named("first_name", 0.5, 4.0, known=True))
            name(last, Named("last_name", 0.5, 4.0, known=True))
            return
