"""An outline as blocks of marks: every item at its width, in the type of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.outline import (
    Ask,
    Cell,
    Facts,
    Item,
    Line,
    Questions,
    Run,
    Sides,
    Step,
    Table,
    Way,
    joined,
)
from app.domain.running_on import FIRM, PAIRS, name_of, named
from app.ui.paper.lettering import Piece, Type, widest, width
from app.ui.paper.marks import Block, Frame, Stroke, Words, beside, moved, paragraph, stacked

GUTTER = 8.0  # between columns
PAD = 3.0  # within a frame
BETWEEN = 2.5  # frames
ANSWER = 13.0  # points of a line to write on, at least


@dataclass(frozen=True, slots=True)
class Setting:
    """The size of the type, the width of the column, and what a line for an answer gets beyond its least."""

    size: float
    wide: float
    room: float = 0.0
    tight: int = 0  # how much is given up for room, as running_on counts it

    def type(self, run: Run) -> Type:
        """The type in which a run is set: what is not known stands slanted on dots."""
        tone = "muted" if run.weight == "quiet" or run.unknown else "text"
        return Type(self.size, run.weight == "strong", run.unknown, tone, run.unknown)

    def pieces(self, cell: Cell) -> list[Piece]:
        """A cell as words with their types."""
        return [(run.text.replace(" ", FIRM) if run.unknown else run.text, self.type(run)) for run in cell]

    @property
    def quiet(self) -> Type:
        """The type of names beside values."""
        return Type(self.size, tone="muted")

    @property
    def strong(self) -> Type:
        """The type of headings."""
        return Type(self.size, bold=True)


def blocks(item: Item, setting: Setting) -> Iterator[Block]:
    """The blocks of an item: a page may end between two of them."""
    match item:
        case Line():
            yield _line(item, setting)
        case Facts():
            yield from _facts(item, setting)
        case Table():
            yield from _table(item, setting)
        case Way():
            yield from _way(item, setting)
        case Questions():
            yield from _questions(item, setting)
        case Sides():
            yield _sides(item, setting)


def _line(line: Line, setting: Setting) -> Block:
    if not line.sign:
        return paragraph(setting.pieces(line.runs), setting.wide)
    indent = max(width(line.sign, setting.strong), setting.size * 0.6) + 4
    text = paragraph(setting.pieces(line.runs), setting.wide - indent)
    return beside([(0, paragraph([(line.sign, setting.strong)], indent)), (indent, text)])


def _facts(facts: Facts, setting: Setting) -> Iterator[Block]:
    one = (setting.wide - GUTTER * (facts.across - 1)) / facts.across
    values = [setting.pieces(named(*pair)) for pair in facts.pairs]
    for at in range(0, len(values), facts.across):
        cells = [paragraph(pieces, one) for pieces in values[at : at + facts.across]]
        yield beside([(place * (one + GUTTER), cell) for place, cell in enumerate(cells)])


def _table(table: Table, setting: Setting) -> Iterator[Block]:
    """A head that clings to its first row, and a thin line between rows."""
    wides = _wides(table, setting)
    lefts = [sum(wides[:at]) + GUTTER * at for at in range(len(wides))]
    labels = zip(table.columns, wides, strict=True)
    heads = [paragraph([(column.label, setting.quiet)], wide) for column, wide in labels]
    yield _row(heads, lefts, Stroke(0, 0, setting.wide, 0, tone="strong"), clings=True)
    for at, cells in enumerate(table.rows, 1):
        made = [paragraph(setting.pieces(cell), wide) for cell, wide in zip(cells, wides, strict=True)]
        yield _row(made, lefts, Stroke(0, 0, setting.wide, 0) if at < len(table.rows) else None)


def _wides(table: Table, setting: Setting) -> list[float]:
    """Each column by its share; one whose longest word would be cut takes what the others can spare.

    Not where room is scarce: narrower columns would need more lines than a cut word does.
    """
    whole = sum(column.share for column in table.columns)
    room = setting.wide - GUTTER * (len(table.columns) - 1)
    wides = [room * column.share / whole for column in table.columns]
    if setting.tight:
        return wides
    heads = [widest([(column.label, setting.quiet)]) for column in table.columns]
    needed = [max((head, *(widest(setting.pieces(row[at])) for row in table.rows))) for at, head in enumerate(heads)]
    short = sum(max(0.0, need - wide) for need, wide in zip(needed, wides, strict=True))
    spare = sum(max(0.0, wide - need) for need, wide in zip(needed, wides, strict=True))
    if not short or spare < short:
        return wides
    taken = short / spare
    return [need if wide < need else wide - (wide - need) * taken for need, wide in zip(needed, wides, strict=True)]


def _row(cells: Sequence[Block], lefts: Sequence[float], below: Stroke | None, *, clings: bool = False) -> Block:
    made = beside(list(zip(lefts, cells, strict=True)))
    line = moved([below], 0, made.high + 1.2) if below else ()
    return Block(made.high + 1.6, (*made.marks, *line), clings)


def _way(way: Way, setting: Setting) -> Iterator[Block]:
    """Every step in a frame, one after the other, as many to a row as there is room for."""
    row: list[tuple[float, Block]] = []
    left = 0.0
    for step in way.steps:
        frame = _step(step, setting)
        if row and left + frame.wide > setting.wide:
            yield _framed(row)
            row, left = [], 0.0
        row.append((left, frame.block))
        left += frame.wide + BETWEEN
    yield _framed(row)


def _framed(row: Sequence[tuple[float, Block]]) -> Block:
    made = beside(row)
    return replace(made, high=made.high + BETWEEN)


@dataclass(frozen=True, slots=True)
class _Framed:
    wide: float
    block: Block


def _step(step: Step, setting: Setting) -> _Framed:
    """A step in its frame: a thick one today, a grey ground where it is done."""
    today = step.state == "today"
    pieces = setting.pieces(joined([(name_of(step),), step.says]))
    text = paragraph(pieces, setting.wide - 2 * PAD)
    inner = max((word.x + word.wide for word in text.marks if isinstance(word, Words)), default=0.0)
    wide, high = inner + 2 * PAD, text.high + PAD
    if today:
        frame = Frame(0.5, 0.5, wide - 1, high - 1, border="text", thick=1.0)
    else:
        frame = Frame(0, 0, wide, high, ground="ground" if step.state == "done" else "", border="line")
    return _Framed(wide, Block(high, (frame, *moved(text.marks, PAD, PAD / 2))))


def _questions(questions: Questions, setting: Setting) -> Iterator[Block]:
    if setting.tight < PAIRS:
        yield from (_ask(ask, setting) for ask in questions.asks)
        return
    one = (setting.wide - 2 * GUTTER) / 2
    narrow = replace(setting, wide=one)
    for at in range(0, len(questions.asks), 2):
        pair = questions.asks[at : at + 2]
        printed = [_question(ask, narrow) for ask in pair]
        high = max(block.high for block in printed)  # so that the lines of both begin at one height
        asks = [_ask(ask, narrow, replace(block, high=high)) for ask, block in zip(pair, printed, strict=True)]
        yield beside([(place * (one + 2 * GUTTER), block) for place, block in enumerate(asks)])


def _question(ask: Ask, setting: Setting) -> Block:
    indent = _indent(setting)
    runs: list[Piece] = [(ask.question, Type(setting.size))]
    if ask.about:
        runs.append((f" {ask.about.replace(' ', FIRM)}", setting.quiet))
    number = paragraph([(f"{ask.number}.", setting.strong)], indent)
    return beside([(0, number), (indent, paragraph(runs, setting.wide - indent))])


def _ask(ask: Ask, setting: Setting, question: Block | None = None) -> Block:
    """A question, and lines to write on as far as there is room; what is known already stands on the first."""
    question, indent = question or _question(ask, setting), _indent(setting)
    known = (
        _line(Line((Run(ask.answer),), "→"), replace(setting, wide=setting.wide - indent)) if ask.answer else Block(0)
    )
    room = max(known.high + 2, ANSWER + setting.room)
    lines = 1 if ask.answer else max(1, int(room / ANSWER))
    strokes = [
        Stroke(indent, y, setting.wide, y, tone="strong", dotted=True)
        for y in (question.high + room * down / lines - 0.5 for down in range(1, lines + 1))
    ]
    return Block(question.high + room + 2, (*question.marks, *moved(known.marks, indent, question.high), *strokes))


def _indent(setting: Setting) -> float:
    return width("88.", setting.strong) + 3


def _sides(sides: Sides, setting: Setting) -> Block:
    room = setting.wide - 2 * GUTTER
    left, right = room * sides.share, room * (1 - sides.share)
    return beside([(0, _list(sides.left, setting, left)), (left + 2 * GUTTER, _list(sides.right, setting, right))])


def _list(side: tuple[str, tuple[Line, ...]], setting: Setting, wide: float) -> Block:
    heading, lines = side
    narrow = Setting(setting.size, wide)
    return stacked([paragraph([(heading, setting.quiet)], wide), *(_line(line, narrow) for line in lines)])
