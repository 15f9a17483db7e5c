"""The columns of two weeks side by side: here, there, the difference, the part of what it was, and the word."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.language import later, number, tr
from app.ui.review import words
from app.ui.review.number_table import THERE
from app.ui.tables.column import Column

if TYPE_CHECKING:
    from app.domain.review.addressing import Address
    from app.domain.review.comparing import Compared, ComparedRow

NUMBERS: Mapping[str, Mapping[str, str]] = {
    "movement": {
        "opening": later("Opening"),
        "arrived": later("+ Arrived"),
        "moved_in": later("+ Moved in"),
        "reopened": later("+ Reopened"),
        "moved_out": later("− Moved out"),
        "closed": later("− Closed"),
        "closing": later("= Closing"),
        "requalified": later("of them re-qualified"),
    },
    "reason": {"in_week": later("In the period"), "in_quarter": later("13 weeks")},
    "step": {
        "at_hand": later("At hand"),
        "went_on": later("Went on"),
        "went_back": later("Went back"),
        "closed": later("Closed"),
        "stayed": later("Stayed"),
        "rate": later("Rate"),
    },
    "cohort": {
        "arrived": later("Arrived"),
        "mql_rate": later("MQL in 4 weeks"),
        "sql_rate": later("SQL in 4 weeks"),
    },
    "age": {
        "to_7": later("0–7 days"),
        "to_14": later("8–14 days"),
        "to_30": later("15–30 days"),
        "to_60": later("31–60 days"),
        "above_60": later("above 60"),
        "median": later("Median"),
        "ninetieth": later("9 of 10 below"),
    },
}
"""What a number of a row is called, by the part of the review and the name of its field."""


def columns(compared: "Compared", *, with_n: bool) -> tuple[Column, ...]:
    """The columns for two weeks, whose names stand over the figures; counts are their own n."""
    made = (
        Column("what", later("Figure"), 190, _what, "strong", tip=_what),
        Column("of", later("Of"), 130, _of, "muted", stretch=True, tip=_of),
        Column("here", compared.here, 84, lambda r: words.figure(r.here, r.unit), "number", spoken=True),
        Column("n_here", "n", 56, lambda r: _n(r.n_here), "number", spoken=True),
        Column("there", compared.there, 84, lambda r: words.figure(r.there, r.unit), "number", spoken=True),
        Column("n_there", "n", 56, lambda r: _n(r.n_there), "number", spoken=True),
        Column("difference", later("Difference"), 84, lambda r: words.difference(r.difference, r.unit), "number"),
        Column("relative", later("in %"), 72, lambda r: words.relative(r.relative), "number"),
        Column("word", later("Word"), 104, lambda r: words.status(r.word)[0], "chip", hue=_hue),
    )
    return made if with_n else tuple(one for one in made if one.id not in ("n_here", "n_there"))


def address(row: "ComparedRow", column: str) -> "Address":
    """The number of a row, in the week whose column it stands in."""
    return row.address_there if column in THERE else row.address


def _what(row: Any) -> str:
    return tr(row.label)


def _of(row: Any) -> str:
    named = NUMBERS.get(row.address.part, {}).get(row.column, row.column)
    name = tr(named) if named else ""
    return " · ".join(part for part in (name, row.value if row.value != row.label else "") if part)


def _n(value: int | None) -> str:
    return "–" if value is None else number(value)


def _hue(row: Any) -> str:
    return words.status(row.word)[1] or "muted"
