"""The figures and the decisions of the review on paper: two tables in one column."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.review import Decision, Kpi, Review, standing
from app.domain.review.weeks import weeks_covered
from app.language import number, tr
from app.ui.paper.lettering import Type, lines, widest, width
from app.ui.paper.marks import Block, Stroke, beside, moved, paragraph, stacked, to_the_right
from app.ui.review.words import difference, figure

LEAST = 7.0  # points of the smallest type
Cells = Sequence[tuple[str, Type]]


@dataclass(frozen=True, slots=True)
class Tables:
    """Both tables at a width and a size of type; decisions end after so many characters."""

    review: Review
    wide: float
    size: float
    most: int

    @property
    def text(self) -> Type:
        """The type of what is known."""
        return Type(self.size)

    @property
    def quiet(self) -> Type:
        """The type of heads, and of what is not known."""
        return Type(max(LEAST, self.size - 0.5), tone="muted")

    def column(self, more: float) -> Block:
        """One below the other, each row so much higher than its least."""
        return stacked([self._figures(more), Block(6.0), self._decisions(more)])

    @property
    def rows(self) -> int:
        """How many rows share what is left of the height."""
        return len(self.review.kpis) + len(self.review.decisions) + 2

    def _figures(self, more: float) -> Block:
        heads = [*self._spans(), tr("Target"), tr("n")]
        rows = {kpi.id: [*map(self._shown, _numbers(kpi)), _status(kpi, self.size)] for kpi in self.review.kpis}
        named = [*((head, self.quiet) for head in heads), (tr("Status"), self.quiet)]
        wides = [  # a head is broken into two lines rather than leave no room for the names of the figures
            max(widest([head]), 0.6 * width(*head), *(width(*cell) for cell in column)) + 8
            for head, *column in zip(named, *rows.values(), strict=True)
        ]
        name = self.wide - sum(wides)
        made = [self._row(paragraph([(tr("Figure"), self.quiet)], name - 4), named, wides, more, "strong")]
        for group, kpis in groupby(self.review.kpis, key=lambda kpi: kpi.group):
            made.append(paragraph([(tr(group), Type(self.size, bold=True, tone="accent"))], self.wide))
            for kpi in kpis:
                label = paragraph([(tr(kpi.label), self.text)], name - 12)
                made.append(self._row(Block(label.high, moved(label.marks, 6, 0)), rows[kpi.id], wides, more, "line"))
        return stacked(made, 1.0)

    def _spans(self) -> tuple[str, ...]:
        """What the numbers of a figure are of: a week, or two."""
        if weeks_covered(self.review.start, self.review.end) > 1:
            return tr("These 2 weeks"), tr("2 weeks before"), tr("Difference"), tr("Mean of 4 such")
        return tr("This week"), tr("Last week"), tr("Difference"), tr("4-week mean")

    def _shown(self, said: tuple[str, bool]) -> tuple[str, Type]:
        text, known = said
        return text, self.text if known else self.quiet

    def _row(self, first: Block, cells: Cells, wides: Sequence[float], more: float, tone: str) -> Block:
        """A row of a table: numbers end at the right of their column, the last one begins at its left."""
        x = self.wide - sum(wides)
        parts = [(0.0, first)]
        for at, ((text, type), wide) in enumerate(zip(cells, wides, strict=True)):
            last = at == len(wides) - 1
            parts.append((x + 8 if last else x, _plain(text, type) if last else _at_the_right(text, type, wide - 4)))
            x += wide
        high = max(block.high for _, block in parts) + 2 + more
        made = beside([(at, moved_down(block, more / 2)) for at, block in parts])
        return Block(high, (*made.marks, Stroke(0, high - 0.5, self.wide, high - 0.5, tone=tone)))

    def _decisions(self, more: float) -> Block:
        title = paragraph([(tr("Decisions needed"), Type(self.size + 1, bold=True, tone="accent"))], self.wide)
        taken = self.review.decisions
        if not taken:
            none = tr("Nothing is open, and no diagnosis asks for a decision.")
            return stacked([title, paragraph([(none, self.quiet)], self.wide)], 2)
        owners = [(one.owner or tr("no owner yet"), self.text if one.owner else self.quiet) for one in taken]
        days = [
            (one.due.isoformat(), self.text) if one.due is not None else (tr("no date yet"), self.quiet)
            for one in taken
        ]
        heads = ((tr("Owner"), self.quiet), (tr("Due"), self.quiet))
        owner = min(max(width(*cell) for cell in (*owners, heads[0])) + 18, self.wide * 0.3)
        due = max(width(*cell) for cell in (*days, heads[1])) + 4
        what = self.wide - owner - due

        def row(text: Block, of: tuple[str, Type], on: tuple[str, Type], tone: str) -> Block:
            made = beside([(0, text), (what + 8, paragraph([of], owner - 16)), (what + owner, _plain(*on))])
            lower = moved_down(made, more / 2)
            high = lower.high + 2 + more / 2
            return Block(high, (*lower.marks, Stroke(0, high - 0.5, self.wide, high - 0.5, tone=tone)))

        rows = [row(paragraph([(tr("What to decide"), self.quiet)], what), *heads, "strong")]
        for one, of, on in zip(taken, owners, days, strict=True):
            rows.append(row(paragraph(self._decision(one), what), of, on, "line"))
        return stacked([title, *rows], 1.0)

    def _decision(self, one: Decision) -> list[tuple[str, Type]]:
        text = one.text if len(one.text) <= self.most else f"{one.text[: self.most].rstrip()}…"
        if not one.id:
            return [(text, self.text)]
        return [(tr("Decision {number}:", number=one.id) + " ", self.quiet), (text, self.text)]


def moved_down(block: Block, y: float) -> Block:
    """The block so much lower."""
    return Block(block.high + y, moved(block.marks, 0, y), block.clings)


def _at_the_right(text: str, type: Type, wide: float) -> Block:
    """Words in as many lines as they need, each ending at the right."""
    broken = [" ".join(word.text for word in line) for line in lines([(text, type)], wide)]
    return stacked([to_the_right(line, type, wide) for line in broken])


def _plain(text: str, type: Type) -> Block:
    return paragraph([(text, type)], width(text, type) + 1)


def _numbers(kpi: Kpi) -> list[tuple[str, bool]]:
    """The numbers of a figure as they are said, and whether each is known."""
    hidden = kpi.status if kpi.status.startswith("n <") else tr("n/a")
    mean = number(kpi.mean_4, 1) if kpi.mean_4 is not None and kpi.unit == "count" else ""
    return [
        (hidden if kpi.this_week is None else figure(kpi.this_week, kpi.unit), kpi.this_week is not None),
        _known(kpi.last_week, kpi.unit),
        _difference(kpi),
        (mean, True) if mean else _known(kpi.mean_4, kpi.unit),
        (tr("none set"), False) if kpi.target is None else (figure(kpi.target, kpi.unit), True),
        (number(kpi.n), True),
    ]


def _difference(kpi: Kpi) -> tuple[str, bool]:
    if kpi.change is None:
        return tr("n/a"), False
    return (difference(kpi.change, kpi.unit).replace("-", "−") if kpi.change else number(0)), True


def _known(value: float | None, unit: str) -> tuple[str, bool]:
    return (tr("n/a"), False) if value is None else (figure(value, unit), True)


def _status(kpi: Kpi, size: float) -> tuple[str, Type]:
    said = standing.words(kpi)
    hue = standing.hue(said)
    words = ", ".join(tr(standing.WORDS.get(word, word)) for word in said)
    return f"{standing.sign(said)} {words}", Type(size, bold=bool(hue), tone=hue or "text")
