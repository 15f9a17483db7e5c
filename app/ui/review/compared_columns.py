"""The columns of two weeks side by side: here, there, the difference, the part of what it was, and the word."""

from typing import TYPE_CHECKING, Any

from app.language import later, number, tr
from app.ui.review import words
from app.ui.tables.column import Column

if TYPE_CHECKING:
    from app.domain.review.addressing import Address
    from app.domain.review.comparing import Compared, ComparedRow

NUMBERS = {
    "opening": later("Opening"),
    "arrived": later("+ Arrived"),
    "moved_in": later("+ Moved in"),
    "reopened": later("+ Reopened"),
    "moved_out": later("− Moved out"),
    "closed": later("− Closed"),
    "closing": later("= Closing"),
    "requalified": later("of them re-qualified"),
    "in_week": later("In the period"),
    "in_quarter": later("13 weeks"),
}
"""What a number of a row is called, by the name of its field."""


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
    """The number of a row; it is the same one in either week."""
    return row.address


def _what(row: Any) -> str:
    return tr(row.label)


def _of(row: Any) -> str:
    name = tr(NUMBERS[row.column]) if row.column in NUMBERS else tr(row.column) if row.column else ""
    return " · ".join(part for part in (name, row.value if row.value != row.label else "") if part)


def _n(value: int | None) -> str:
    return "–" if value is None else number(value)


def _hue(row: Any) -> str:
    return words.status(row.word)[1] or "muted"
