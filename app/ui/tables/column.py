"""A column of a table: what it is called, what it shows of a row, and how it is painted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from app.language import tr
from app.ui import dates

Kind = Literal["text", "strong", "muted", "number", "stage", "path", "chip", "score", "due", "mark", "bar", "points"]


@dataclass(frozen=True, slots=True)
class Column:
    """`text` gives what is read aloud; `hue` the tone of a chip; `sort` the name the services sort by."""

    id: str
    title: str
    width: int
    text: Callable[[Any], str]
    kind: Kind = "text"
    sort: str = ""
    hue: Callable[[Any], str] = lambda row: "muted"
    tip: Callable[[Any], str] | None = None
    stretch: bool = False
    share: Callable[[Any], float | None] = lambda row: None  # of a bar: how much of the whole, from 0 to 1
    whole: Callable[[Any], float | None] = lambda row: None  # of points: how long the bar was before they aged
    spoken: bool = False  # the title is in the language in force already, or in nobody's, as what a file wrote

    @property
    def heading(self) -> str:
        """The title as people read it."""
        return self.title if self.spoken else tr(self.title)


def typed_form(column: Column, row: Any) -> str:
    """A cell as it is typed and copied: a day as 2026-12-01, a number without separators, else what it shows."""
    values = getattr(row, "values", None)
    value = values.get(column.id) if isinstance(values, dict) else None
    if isinstance(value, datetime):
        return dates.exact(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return column.text(row)
    return str(value)
