"""An outline in cells: one printed page of a workbook, its parts in the same order as on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.outline import (
    SIGNS,
    Ask,
    Cell,
    Facts,
    Item,
    Line,
    Outline,
    Questions,
    Run,
    Sides,
    Step,
    Table,
    Way,
    joined,
    plain,
)
from app.domain.running_on import BAR, PAIRS, ROOMY, SIDES, run_on
from app.exports.sheet import POINTS_BESIDE, POINTS_OF_A_LETTER, Sheet
from app.exports.style import STYLES

FIRST, ACROSS = 2, 24  # the first column of what stands beside the headings, and how many there are
WIDTHS = (14.0, *[4.1] * ACROSS)  # together so wide that a page prints them at four fifths, as eight points
LEAST_SCALE = 0.802  # programs cut it to whole percents
STEPS = 3  # of a way in one row
ROW, LEADING, RULE = 14.0, 12.5, 3.0  # points: the least height of a row, of each of its lines, and of a line drawn
WRITING = (18.0, 40.0)  # points of a row to write on, at least and at most
LETTERS = {  # points of letters in ten point type, with something to spare
    2.5: " ",
    2.8: "ijlI.,:;'|!\N{NO-BREAK SPACE}",
    3.7: "frt()-/“”·",
    4.5: "csxzv",
    6.2: "ABCDEGHKNOPQRTUVXYÄÖÜ",
    8.3: "mwMW@%✓✕○▶≥≤",
}
USUAL, STRONG = 5.5, 1.04  # points of all other letters; how much wider bold ones are
INDENT = 9.0  # points
TITLE = 1.6  # times as large as the rest
_WIDE = {letter: wide for wide, letters in LETTERS.items() for letter in letters}
_ALONE, _IN_TABLES = ("plain", "plain strong", "plain blank"), ("top text", "top strong", "top blank")
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row before it is written; without cells it is the line that is drawn above a part."""

    spans: Spans = ()
    texts: Sequence[str] = ()
    styles: Sequence[str] = ()
    least: float = ROW
    label: str = ""
    to_write_on: bool = False

    @property
    def high(self) -> float:
        """The height that its texts need, and the name of its part."""
        lines = max([*self.lines, _lines(self.label, _wide(1, 1))], default=0)
        return max(self.least, lines * LEADING + 1.3) if self.texts else self.least

    @property
    def lines(self) -> list[int]:
        """How many lines each text takes."""
        cells = zip(self.texts, self.spans, map(STYLES.__getitem__, self.styles), strict=True)
        return [
            _lines(text, _wide(*span) - INDENT * style.indent, strong=style.bold) if style.wrap else 1
            for text, span, style in cells
        ]


def write_outline(page: Sheet, outline: Outline) -> None:
    """Write a whole outline into a sheet from its first row on: on one page where it fits, be it tightly."""
    page.widths(*WIDTHS)
    room = page.height_at(LEAST_SCALE)
    plans = (list(_planned(outline, tight)) for tight in range(ROOMY, SIDES + 1))
    fitting = next((rows for rows in plans if _high(rows) <= room), None)
    if fitting is not None:
        page.print_on_one_page()
        fitting = _with_room(fitting, room - _high(fitting))
    for row in fitting if fitting is not None else _planned(outline, ROOMY):
        _write(page, row)


def _high(rows: Sequence[_Row]) -> float:
    return sum(row.high for row in rows)


def _with_room(rows: Sequence[_Row], left: float) -> list[_Row]:
    """What is left of the page is given to the rows to write on."""
    least, most = WRITING
    asks = sum(row.to_write_on for row in rows)
    more = min(most - least, left / asks) if asks else 0.0
    return [replace(row, least=row.least + more) if row.to_write_on else row for row in rows]


def _write(page: Sheet, row: _Row) -> None:
    last = FIRST + ACROSS - 1
    if not row.texts:
        for column in range(1, last + 1):
            page.put(page.row, column, None, "heading")
    if row.label:
        page.put(page.row, 1, row.label, "label")
    for text, span, style in zip(row.texts, row.spans, row.styles, strict=True):
        page.across(page.row, *span, text, style)
    page.height(page.row, row.high)
    page.row += 1


# --- rows -------------------------------------------------------------------------------------------------------------


def _planned(outline: Outline, tight: int) -> Iterator[_Row]:
    last = FIRST + ACROSS - 1
    head = [(1, last - 7), (last - 6, last)]
    lines = _lines(outline.title, _wide(*head[0]) / TITLE, strong=True)
    style = "title" if lines == 1 else "title of lines"
    yield _Row(head, [outline.title, outline.beside], [style, "plain strong"], 24.0 + (lines - 1) * LEADING * TITLE)
    yield _Row([(1, last)], [plain(outline.below)], ["plain"])
    for part in outline.parts:
        yield _Row(least=RULE)
        rows = [row for item in run_on(part.items, tight) for row in _item(item, tight)]
        yield from (replace(row, label=part.label) if at == 0 else row for at, row in enumerate(rows))
    yield _Row(least=RULE)
    yield from (_Row([(1, last)], [text], ["note"]) for text in outline.foot)


def _item(item: Item, tight: int) -> Iterator[_Row]:
    match item:
        case Line(runs, sign, _):
            runs_on = any(run.text == BAR for run in runs)  # too much for one weight to stand for all of it
            cell = (Run(f"{sign} "), *runs) if sign else runs
            yield _cells([(0, ACROSS)], [cell], ("plain",) * 3 if runs_on else _ALONE)
        case Facts(pairs, across):
            yield from _in_rows([(Run(f"{label}: ", "quiet"), *cell) for label, cell in pairs], across)
        case Table(columns, rows):
            heads = [column.label for column in columns]
            spans = _balanced(_shares([column.share for column in columns]), heads, rows)
            yield _Row(_placed(spans), heads, ["head"] * len(columns), 16.0)
            yield from (_cells(spans, row, _IN_TABLES) for row in rows)
        case Way(steps):
            yield from _in_rows([_step(step) for step in steps], STEPS)
        case Questions(asks):
            across = 2 if tight >= PAIRS else 1
            for at in range(0, len(asks), across):
                yield from _asks(asks[at : at + across], across)
        case Sides(left, right, share):
            texts = ["\n".join([heading, *(plain(line.runs) for line in lines)]) for heading, lines in (left, right)]
            yield _Row(_placed(_apart(_shares([share, 1 - share]))), texts, ["plain", "plain"])


def _step(step: Step) -> Cell:
    name = Run(f"{SIGNS.get(step.state, '')} {step.label}", "strong" if step.state == "today" else "")
    return joined([(name,), step.says])


def _asks(asks: Sequence[Ask], across: int) -> Iterator[_Row]:
    """Questions beside each other, and a row to write on below them."""
    spans = _placed(_apart(_shares([1.0] * across)))[: len(asks)]
    asked = [f"{ask.number}. {ask.question}{f' ({ask.about})' if ask.about else ''}" for ask in asks]
    yield _Row(spans, asked, ["plain strong"] * len(asks))
    yield _Row(spans, [ask.answer for ask in asks], ["to write on"] * len(asks), WRITING[0], to_write_on=True)


def _in_rows(cells: Sequence[Cell], across: int) -> Iterator[_Row]:
    """Cells beside each other, so many in a row."""
    spans = _apart(_shares([1.0] * across))
    for at in range(0, len(cells), across):
        row = cells[at : at + across]
        yield _cells(spans[: len(row)], row)


def _cells(spans: Spans, cells: Sequence[Cell], styles: tuple[str, str, str] = _ALONE) -> _Row:
    return _Row(_placed(spans), [plain(cell) for cell in cells], [styles[_look(cell)] for cell in cells])


def _look(cell: Cell) -> int:
    """One look for a whole cell: 2 where nothing in it is known, 1 where anything is strong, else 0."""
    words = [run for run in cell if run.text.strip() and run.weight != "quiet"]
    if words and all(run.unknown for run in words):
        return 2
    return int(any(run.weight == "strong" for run in words))


# --- widths and heights -----------------------------------------------------------------------------------------------


def _lines(text: str, points: float, *, strong: bool = False) -> int:
    """How many lines a text takes where it is broken between its words."""
    room, lines = points / (STRONG if strong else 1.0), 0
    for paragraph in text.split("\n"):
        used, lines = 0.0, lines + 1
        for wide in map(_letters, paragraph.split(" ")):
            if used and used + _letters(" ") + wide > room:
                used, lines = 0.0, lines + 1
            used += wide + (_letters(" ") if used else 0.0)
            while used > room > 0:  # a word that is wider than its line
                used, lines = used - room, lines + 1
    return lines


def _letters(word: str) -> float:
    """How wide a word is, in points."""
    return sum(_WIDE.get(letter, USUAL) for letter in word)


def _wide(first: int, last: int) -> float:
    """The points between the edges of some columns of the sheet, as far as text may stand there."""
    letters = WIDTHS[first - 1 : last]
    return sum(letters) * POINTS_OF_A_LETTER + POINTS_BESIDE * len(letters) - POINTS_BESIDE


def _balanced(spans: Spans, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Spans:
    """The same columns, each with what another can spare, as long as the rows take fewer lines for it."""

    def cost(widths: Sequence[int]) -> tuple[float, int]:
        made = _beside(widths)
        whole = [_Row(_placed(made), heads, ["head"] * len(heads)), *(_cells(made, row, _IN_TABLES) for row in rows)]
        lines = [count for row in whole for count in row.lines]
        return _high(whole), sum(one * one for one in lines)

    widths = [width for _, width in spans]
    best = cost(widths)
    while True:
        moves = [
            [width + (at == to) - (at == of) for at, width in enumerate(widths)]
            for of in range(len(widths)) for to in range(len(widths)) if of != to and widths[of] > 1
        ]  # fmt: skip
        least = min(moves, key=cost, default=widths)
        if cost(least) >= best:
            return _beside(widths)
        widths, best = least, cost(least)


def _beside(widths: Sequence[int]) -> Spans:
    return [(sum(widths[:at]), width) for at, width in enumerate(widths)]


def _placed(spans: Spans) -> Spans:
    """Spans of the grid as first and last columns of the sheet."""
    return [(FIRST + start, FIRST + start + width - 1) for start, width in spans]


def _apart(spans: Spans) -> Spans:
    """The same spans with a column of the grid free after each, but for the last."""
    return [*((start, width - 1) for start, width in spans[:-1]), spans[-1]]


def _shares(shares: Sequence[float]) -> list[tuple[int, int]]:
    """The columns of the grid shared out: where each begins and how many it has, at least one."""
    whole = sum(shares)
    ends = [max(at + 1, round(ACROSS * sum(shares[: at + 1]) / whole)) for at in range(len(shares))]
    starts = [0, *ends[:-1]]
    return [(start, max(1, end - start)) for start, end in zip(starts, ends, strict=True)]
