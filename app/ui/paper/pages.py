"""An outline on pages: its parts under each other, in the largest type with which it needs no page more."""

from dataclasses import dataclass, field, replace

from app.domain.committee.layout.sheets import PAPERS, Paper
from app.domain.outline import Item, Outline, Part, Questions
from app.domain.running_on import FACTS, LINES, PAIRS, SIDES, run_on
from app.language import number, tr
from app.ui.paper.composing import Setting, blocks
from app.ui.paper.lettering import LEAST, Type, width
from app.ui.paper.marks import Block, Mark, Stroke, beside, moved, paragraph, stacked, to_the_right

MARGIN = 22.0  # points; 8 mm, which every printer reaches
APART = 7.0  # between headings and the rest
GAPS = (2.4, 1.5)  # above and below the line between two parts, and where room is scarce
BETWEEN = (2.0, 0.8)  # the items of a part
HEADINGS = ((0.12, 0.155), (0.08, 0.137))  # of the width, for headings: at least and at most, and where room is scarce
LARGER = (8.5, 9.0, 9.5, 10.0)  # than the least
MOST_ROOM = 27.0  # that the line of an answer may get beyond its least


@dataclass(frozen=True, slots=True)
class Page:
    """One page of marks."""

    number: int
    wide: float
    high: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A block with the part and the item it comes from, and the head that is repeated where it begins a page."""

    part: Part
    item: Item
    block: Block
    head: Block | None = None
    apart: float = 0.0  # from what stands above it
    place: int = 0  # among the blocks of its item


@dataclass(slots=True)
class _Column:
    """The entries of one page, from its top down to where the foot begins."""

    top: float
    bottom: float
    gap: float
    entries: list[_Entry] = field(default_factory=list)

    @property
    def left(self) -> float:
        """The height that is still free."""
        return self.bottom - self.top - sum(self.highs())

    def highs(self) -> list[float]:
        """The height that each entry takes, with the line between two parts where one begins."""
        made = []
        for before, entry in zip([None, *self.entries], self.entries, strict=False):
            new = before is None or before.part is not entry.part
            gap = (2 * self.gap if before else 0.0) if new else entry.apart
            made.append(gap + entry.block.high)
        return made


def pages(outline: Outline, paper: Paper = "A4") -> tuple[Page, ...]:
    """The pages of a sheet. Never in type under `LEAST`: what does not fit then goes on, on a further page.

    Before it does, facts run on and questions stand in pairs. Height that is left is given to the lines for answers.
    """
    sheet = _Sheet(outline, paper, LEAST)
    for tight in (PAIRS, FACTS, LINES, SIDES):
        if len(sheet.columns) == 1:
            break
        sheet = _Sheet(outline, paper, LEAST, tight)
    if len(sheet.columns) > 1:
        sheet = _Sheet(outline, paper, LEAST)
    for size in LARGER:
        larger = _Sheet(outline, paper, size, sheet.setting.tight)
        if len(larger.columns) > len(sheet.columns):
            break
        sheet = larger
    return sheet.painted()


class _Sheet:
    """An outline in one size of type."""

    def __init__(self, outline: Outline, paper: Paper, size: float, tight: int = 0) -> None:
        self.outline, self.size = outline, size
        self.wide, self.high = PAPERS[paper]
        self.inner = self.wide - 2 * MARGIN
        self.strong = Type(size, bold=True)
        names = max((width(word, self.strong) for part in outline.parts for word in part.label.split()), default=0.0)
        least, most = HEADINGS[tight >= LINES]
        self.names = self.inner * min(max(names / self.inner, least), most)
        self.setting = Setting(size, self.inner - self.names - APART, tight=tight)
        self.labels = {part.id: paragraph([(part.label, self.strong)], self.names) for part in outline.parts}
        self.gap = _spaced(GAPS, tight)
        self.foot = self._foot("")
        self.columns = self._filled()

    def painted(self) -> tuple[Page, ...]:
        """The pages, with what is left given to the answers."""
        made = []
        for at, column in enumerate(self.columns, 1):
            marks = [*moved(self._head(at).marks, MARGIN, MARGIN), *self._column(_roomy(column, self.setting))]
            foot = self._foot(self._page_of(at))
            marks += moved(foot.marks, MARGIN, self.high - MARGIN - foot.high)
            made.append(Page(at, self.wide, self.high, tuple(marks)))
        return tuple(made)

    def _filled(self) -> list[_Column]:
        """The entries on as many pages as they need."""
        columns = [self._empty(1)]
        entries = [entry for part in self.outline.parts for entry in _entries(part, self.setting, self.labels[part.id])]
        for at, entry in enumerate(entries):
            needed = [entry, entries[at + 1]] if entry.block.clings and at + 1 < len(entries) else [entry]
            trial = replace(columns[-1], entries=[*columns[-1].entries, *needed])
            if trial.left < 0 and columns[-1].entries:
                columns.append(self._empty(len(columns) + 1))
                if entry.head is not None:
                    entry = replace(entry, block=stacked([entry.head, entry.block]))
            columns[-1].entries.append(entry)
        return columns

    def _empty(self, page: int) -> _Column:
        top = MARGIN + self._head(page).high + 2 * self.gap
        return _Column(top, self.high - MARGIN - self.foot.high - self.gap, self.gap)

    def _column(self, column: _Column) -> list[Mark]:
        marks: list[Mark] = []
        y = column.top
        for before, entry, high in zip([None, *column.entries], column.entries, column.highs(), strict=False):
            top = y + high - entry.block.high
            if before is None or before.part is not entry.part:
                between = top - self.gap
                marks.append(Stroke(MARGIN, between, self.wide - MARGIN, between))
                marks += moved(self.labels[entry.part.id].marks, MARGIN, top)
            marks += moved(entry.block.marks, MARGIN + self.names + APART, top)
            y += high
        return marks

    def _head(self, page: int) -> Block:
        if page > 1:
            return paragraph([(self.outline.head, self.strong)], self.inner)
        large = Type(self.size + (5 if self.setting.tight < LINES else 3), bold=True)
        aside = Type(self.size + 1, bold=True)
        taken = width(self.outline.beside, aside)
        name = paragraph([(self.outline.title, large)], self.inner - taken - 2 * APART)
        right = to_the_right(self.outline.beside, aside, self.inner)
        below = paragraph(self.setting.pieces(self.outline.below), self.inner)
        return stacked([beside([(0, name), (0, right)]), below], 1)

    def _foot(self, page: str) -> Block:
        small = Type(LEAST, tone="muted")
        taken = width(tr("Page {page} of {pages}", page=number(88), pages=number(88)), small)
        text = stacked([paragraph([(line, small)], self.inner - taken - APART) for line in self.outline.foot])
        right = to_the_right(page, small, self.inner).marks if page else ()
        line = Stroke(0, 0, self.inner, 0, tone="strong")
        return Block(text.high + self.gap, (line, *moved((*text.marks, *right), 0, self.gap)))

    def _page_of(self, page: int) -> str:
        if len(self.columns) == 1:
            return ""
        return tr("Page {page} of {pages}", page=number(page), pages=number(len(self.columns)))


def _entries(part: Part, setting: Setting, label: Block) -> list[_Entry]:
    made: list[_Entry] = []
    for item in run_on(part.items, setting.tight):
        made_of = list(blocks(item, setting))
        head = made_of[0] if made_of and made_of[0].clings else None
        for at, block in enumerate(made_of):
            apart = _spaced(BETWEEN, setting.tight) if made and at == 0 else 0.0
            made.append(_Entry(part, item, block, head if at > 1 else None, apart, at))
    lacking = label.high - sum(entry.block.high + entry.apart for entry in made)
    if made and lacking > 0:
        made[-1] = replace(made[-1], block=replace(made[-1].block, high=made[-1].block.high + lacking))
    return made


def _spaced(spaces: tuple[float, float], tight: int) -> float:
    return spaces[tight >= LINES]


def _roomy(column: _Column, setting: Setting) -> _Column:
    """The same entries, each answer with its share of the height that is left."""
    asked = [entry for entry in column.entries if isinstance(entry.item, Questions)]
    if not asked:
        return column
    roomy = replace(setting, room=min(max(column.left, 0.0) / len(asked), MOST_ROOM))
    return replace(column, entries=[_with_room(entry, roomy) for entry in column.entries])


def _with_room(entry: _Entry, setting: Setting) -> _Entry:
    if not isinstance(entry.item, Questions):
        return entry
    return replace(entry, block=list(blocks(entry.item, setting))[entry.place])
