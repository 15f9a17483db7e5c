"""What a sheet of paper says, before anything has its place: parts in a fixed order, each of lines, facts and tables.

One outline is painted on a page, read aloud to those who cannot see it, and written into the cells of a workbook.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from app.language import tr

Weight = Literal["", "strong", "quiet"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one weight; `unknown` ones stand for something that nobody knows yet."""

    text: str
    weight: Weight = ""
    unknown: bool = False


Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, after a sign where it is one of several; `alone` where it never runs on with what is beside it."""

    runs: Cell
    sign: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values, so many of them beside each other; where there is little room, one after the other."""

    pairs: tuple[tuple[str, Cell], ...]
    across: int = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and its share of the width."""

    label: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated where they go on."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way: done, the one of today, or still ahead."""

    label: str
    says: Cell
    state: str = "ahead"  # done, today, ahead


@dataclass(frozen=True, slots=True)
class Way:
    """Steps in their order."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question with room for its answer, or with the answer that is known."""

    number: int
    question: str
    about: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions in their order; where there is little room, two stand beside each other."""

    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two lists beside each other, each under its heading; the left one has `share` of the width."""

    left: tuple[str, tuple[Line, ...]]
    right: tuple[str, tuple[Line, ...]]
    share: float = 0.5


Item = Line | Facts | Table | Way | Questions | Sides


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet, with its heading."""

    id: str
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole sheet. `head` stands on every page; `foot` closes each."""

    title: str
    beside: str  # at the right of the title
    below: Cell  # under the title
    parts: tuple[Part, ...]
    foot: tuple[str, ...]
    head: str = ""  # of the further pages


SIGNS = {"done": "✓", "today": "▶", "ahead": "○"}


def run(text: str, weight: Weight = "") -> Cell:
    """Words as a cell of one run; none where there are no words."""
    return (Run(text, weight),) if text else ()


def unknown(text: str = "") -> Cell:
    """The cell of something that nobody knows yet."""
    return (Run(text or tr("not known"), unknown=True),)


def joined(cells: Sequence[Cell], between: str = " · ") -> Cell:
    """Several cells in one line; empty ones leave no gap."""
    made: list[Run] = []
    for cell in cells:
        if cell and made:
            made.append(Run(between, "quiet"))
        made += cell
    return tuple(made)


def plain(cell: Cell) -> str:
    """The words of a cell."""
    return "".join(run.text for run in cell)


def day(on: date) -> str:
    """A day as the window writes an exact one."""
    return tr("{year}-{month}-{day}", year=on.year, month=f"{on:%m}", day=f"{on:%d}")


def moment(at: datetime, zone: tzinfo | None = None) -> str:
    """A moment in a zone; as it is where none is given."""
    there = at if zone is None else at.astimezone(zone)
    return f"{day(there)} {there:%H:%M}"


def shortened(text: str, longest: int) -> str:
    """A text of one paragraph that is not longer than so many letters."""
    whole = " ".join(text.split())
    return whole if len(whole) <= longest else f"{whole[: longest - 1].rstrip()}…"


def texts(outline: Outline) -> Iterator[tuple[str, list[str]]]:
    """The sheet as sentences, part by part: for those who have it read to them."""
    yield outline.title, [text for text in (outline.beside, plain(outline.below)) if text]
    for part in outline.parts:
        yield part.label, [text for item in part.items for text in said(item)]
    yield "", list(outline.foot)


def said(item: Item) -> Iterator[str]:
    """One item in sentences."""
    match item:
        case Line(runs, sign, _):
            yield f"{sign} {plain(runs)}".strip()
        case Facts(pairs):
            for label, cell in pairs:
                yield tr("{label}: {value}", label=label, value=plain(cell))
        case Table(columns, rows):
            for row in rows:
                cells = zip(columns, row, strict=True)
                yield "; ".join(
                    tr("{label}: {value}", label=column.label, value=plain(cell)) for column, cell in cells if cell
                )
        case Way(steps):
            for step in steps:
                yield f"{SIGNS[step.state]} {step.label}: {plain(step.says)}"
        case Questions(asks):
            for ask in asks:
                yield " ".join(filter(None, (f"{ask.number}.", ask.question, ask.about, ask.answer)))
        case Sides(left, right):
            for heading, lines in (left, right):
                yield f"{heading}: {'; '.join(plain(line.runs) for line in lines)}"
