"""An outline in cells: one printed page of a workbook, its parts in the same order as on paper."""

from collections.abc import Sequence

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
from app.exports.sheet import Sheet

FIRST, ACROSS = 2, 24  # the first column of what stands beside the headings, and how many there are
WIDTHS = (15.0, *[3.55] * ACROSS)
STEPS = 3  # of a way in one row
ROW, WRITING = 16.0, 26.0  # points of a row, and of one to write on
_ALONE, _IN_TABLES = ("plain", "plain strong", "plain blank"), ("top text", "top strong", "top blank")
Spans = Sequence[tuple[int, int]]


def write_outline(page: Sheet, outline: Outline) -> None:
    """Write a whole outline into a sheet from its first row on."""
    page.widths(*WIDTHS)
    last = FIRST + ACROSS - 1
    _row(page, [(1, last - 10), (last - 9, last)], [outline.title, outline.beside], ["title", "plain strong"], least=28)
    _row(page, [(1, last)], [plain(outline.below)], ["plain"])
    for part in outline.parts:
        page.height(page.row, 6)
        for column in range(1, last + 1):
            page.put(page.row, column, None, "heading")
        page.row += 1
        page.put(page.row, 1, part.label, "label")
        for item in part.items:
            _write(page, item)
    page.row += 1
    for text in outline.foot:
        _row(page, [(1, last)], [text], ["note"], least=14)


def _write(page: Sheet, item: Item) -> None:
    match item:
        case Line(runs, sign, _):
            _cells(page, [(0, ACROSS)], [(Run(f"{sign} "), *runs) if sign else runs])
        case Facts(pairs, across):
            _in_rows(page, [(Run(f"{label}: ", "quiet"), *cell) for label, cell in pairs], across)
        case Table(columns, rows):
            spans = _shares([column.share for column in columns])
            _row(page, _placed(spans), [column.label for column in columns], ["head"] * len(columns))
            for row in rows:
                _cells(page, spans, row, _IN_TABLES)
        case Way(steps):
            _in_rows(page, [_step(step) for step in steps], STEPS)
        case Questions(asks):
            for ask in asks:
                _ask(page, ask)
        case Sides(left, right, share):
            texts = ["\n".join([heading, *(plain(line.runs) for line in lines)]) for heading, lines in (left, right)]
            _row(page, _placed(_apart(_shares([share, 1 - share]))), texts, ["plain", "plain"])


def _step(step: Step) -> Cell:
    name = Run(f"{SIGNS.get(step.state, '')} {step.label}", "strong" if step.state == "today" else "")
    return joined([(name,), step.says])


def _ask(page: Sheet, ask: Ask) -> None:
    about = f" ({ask.about})" if ask.about else ""
    _row(page, _placed([(0, ACROSS)]), [f"{ask.number}. {ask.question}{about}"], ["plain strong"])
    _row(page, _placed([(0, ACROSS)]), [ask.answer], ["to write on"], least=WRITING)


def _in_rows(page: Sheet, cells: Sequence[Cell], across: int) -> None:
    """Cells beside each other, so many in a row."""
    spans = _apart(_shares([1.0] * across))
    for at in range(0, len(cells), across):
        row = cells[at : at + across]
        _cells(page, spans[: len(row)], row)


def _cells(page: Sheet, spans: Spans, cells: Sequence[Cell], styles: tuple[str, str, str] = _ALONE) -> None:
    _row(page, _placed(spans), [plain(cell) for cell in cells], [styles[_look(cell)] for cell in cells])


def _look(cell: Cell) -> int:
    """One look for a whole cell: 2 where nothing in it is known, 1 where anything is strong, else 0."""
    words = [run for run in cell if run.text.strip() and run.weight != "quiet"]
    if words and all(run.unknown for run in words):
        return 2
    return int(any(run.weight == "strong" for run in words))


def _row(page: Sheet, spans: Spans, texts: Sequence[str], styles: Sequence[str], *, least: float = ROW) -> None:
    tall = [page.across(page.row, *span, text, style) for span, text, style in zip(spans, texts, styles, strict=True)]
    page.height(page.row, max(least, *tall))
    page.row += 1


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
