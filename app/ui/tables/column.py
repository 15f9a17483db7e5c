"""A column of a table: what it is called, what it shows of a row, and how it is painted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from app.language import tr

Kind = Literal["text", "strong", "muted", "number", "stage", "path", "chip", "score", "due", "mark", "bar", "points"]


@dataclass(frozen=True, slots=True)
class Column:
    """`text` gives what is read aloud and copied; `hue` the tone of a chip; `sort` the name the services sort by."""

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
