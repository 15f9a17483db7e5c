"""Page one of the weekly review on paper: one landscape page that says what the first sheet of the workbook says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import product
from zoneinfo import ZoneInfo

from app.domain.committee.layout.sheets import PAPERS, Paper
from app.domain.review import Review, charts
from app.domain.review.charting import ChartSpec
from app.domain.review.restating import Restated
from app.language import number, tr, tr_many
from app.ui.charts.painting import height_for
from app.ui.charts.painting import paint as paint_chart
from app.ui.paper.lettering import Type, width
from app.ui.paper.marks import Block, Drawing, Mark, Stroke, beside, moved, paragraph, stacked, to_the_right
from app.ui.paper.pages import Page
from app.ui.paper.painting import pdf
from app.ui.paper.review_tables import Tables, moved_down

SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)  # of the type of the tables; what is quiet is half a point smaller
LENGTHS = (400, 200, 110, 60)  # characters of a decision; the workbook has all of it
CHART_TYPE = 7.5
MARGIN, GUTTER = 24.0, 18.0
LEFT = 0.64  # of the width, for figures and decisions
RULE = 52.0  # for the rule of a sentence
ROOMY = 5.0  # points that a row may get beyond its least
STANDS = Restated()


@dataclass(frozen=True, slots=True)
class State:
    """What page one says of its own numbers, which are of all leads: frozen or not, what was restated since."""

    issued: bool = True
    restated: Restated = STANDS


def review_pages(review: Review, state: State | None = None, paper: Paper = "A4") -> tuple[Page, ...]:
    """Page one, in the largest type with which all of it fits; long decisions end early before type gets too small."""
    said = state or State()
    tried = (_Sheet(review, said, paper, size, most) for most, size in product(LENGTHS, SIZES))
    last = None
    for sheet in tried:
        if sheet.fits:
            return (sheet.page(),)
        last = sheet
    assert last is not None
    return (last.page(),)


def review_title(review: Review) -> str:
    """What the document is called."""
    return tr("Week {week}: {workspace}", week=review.week, workspace=review.workspace or tr("qualification review"))


def review_page_pdf(review: Review, state: State | None = None, paper: Paper = "A4") -> bytes:
    """Page one as a PDF of one landscape page."""
    return pdf(review_pages(review, state, paper), review_title(review))


class _Sheet:
    """Page one in one size of type."""

    def __init__(self, review: Review, state: State, paper: Paper, size: float, most: int) -> None:
        self.review, self.state, self.size = review, state, size
        self.high, self.wide = PAPERS[paper]
        self.inner = self.wide - 2 * MARGIN
        self.left = (self.inner - GUTTER) * LEFT
        self.tables = Tables(review, self.left, size, most)
        self.quiet = self.tables.quiet
        self.right = self.inner - GUTTER - self.left
        self.charts = (charts.flow(review), charts.sales(review))
        self.head, self.foot = self._head(), self._foot()
        self.top = MARGIN + self.head.high + 6
        self.room = self.high - MARGIN - self.foot.high - 4 - self.top

    @property
    def fits(self) -> bool:
        """True where nothing is cut or made smaller."""
        needed = sum(height_for(spec, self.right, CHART_TYPE) for spec in self.charts) + GUTTER
        return max(self.tables.column(0).high, needed) <= self.room

    def page(self) -> Page:
        """The page, with what is left of its height given to the rows."""
        left = self.room - self.tables.column(0).high
        column = self.tables.column(max(0.0, min(ROOMY, left / self.tables.rows)))
        marks: list[Mark] = [
            *moved(self.head.marks, MARGIN, MARGIN),
            *moved(column.marks, MARGIN, self.top),
            *self._charts(),
            *moved(self.foot.marks, MARGIN, self.high - MARGIN - self.foot.high),
        ]
        return Page(1, self.wide, self.high, tuple(marks))

    # --- head and foot ----------------------------------------------------------------------------------------------

    def _head(self) -> Block:
        large, aside = Type(self.size + 6, bold=True, tone="accent"), Type(self.size + 1, bold=True)
        internal = to_the_right(tr("internal"), aside, self.inner)
        title = paragraph([(review_title(self.review), large)], self.inner - width(tr("internal"), aside) - GUTTER)
        about = [paragraph([(line, self.quiet)], self.inner) for line in (self._when(), self._where())]
        said = [self._sentence(tr("Rule {rule}", rule=one.rule), one.text) for one in self.review.messages]
        line = Block(3.0, (Stroke(0, 1.5, self.inner, 1.5, tone="strong"),))
        parts = [beside([(0, title), (0, internal)]), *about, Block(3.0), *said, *self._checks(), line]
        return stacked(parts, 1.5)

    def _when(self) -> str:
        zone = ZoneInfo(self.review.zone)
        first = self.review.start.astimezone(zone).date().isoformat()
        last = (self.review.end - timedelta(hours=12)).astimezone(zone).date().isoformat()
        moment = f"{self.review.issued_at.astimezone(zone):%Y-%m-%d %H:%M}"
        frozen = tr("issued and frozen") if self.state.issued else tr("not issued yet: it may still change")
        parts = [tr("{first} to {last}", first=first, last=last), tr("data as of {moment}", moment=moment), frozen]
        if self.review.playbook:
            name, version = self.review.playbook, number(self.review.playbook_version)
            parts.append(tr("playbook {name}, version {version}", name=name, version=version))
        return " · ".join(parts)

    def _where(self) -> str:
        calendar = self.review.calendar
        return " · ".join(
            filter(
                None,
                (
                    tr("times in {zone}", zone=self.review.zone),
                    tr("business hours {calendar}", calendar=calendar) if calendar else "",
                    tr("all leads, no filter"),
                ),
            )
        )

    def _sentence(self, rule: str, text: str) -> Block:
        said = paragraph([(text, Type(self.size + 2, bold=True))], self.inner - RULE)
        return beside([(0, moved_down(paragraph([(rule, self.quiet)], RULE - 4), 2)), (RULE, said)])

    def _checks(self) -> Iterator[Block]:
        failed, total = [tr(check.name) for check in self.review.checks if not check.passed], len(self.review.checks)
        if failed:
            names, of = ", ".join(failed), number(total)
            words = tr_many(
                "✕ FAIL: {count} of {of} checks does not add up ({names}). Do not share this page.",
                "✕ FAIL: {count} of {of} checks do not add up ({names}). Do not share this page.",
                len(failed),
                of=of,
                names=names,
            )
        else:
            words = tr("✓ All {total} checks pass: the numbers agree with one another", total=number(total))
        yield self._line(tr("Checks"), words, "bad" if failed else "good")
        restated = self.state.restated
        if not restated.nothing:
            told = " ".join(restated.says) or tr("Some of its figures would differ.")
            said = tr("! Since it was issued: {told} The figures here are those that were issued.", told=told)
            yield self._line(tr("Restated"), said, "text")

    def _line(self, name: str, words: str, tone: str) -> Block:
        text = paragraph([(words, Type(self.size, bold=True, tone=tone))], self.inner - RULE)
        return beside([(0, paragraph([(name, self.quiet)], RULE - 4)), (RULE, text)])

    def _foot(self) -> Block:
        named = tr("Review {week} · {workspace} · internal", week=self.review.week, workspace=self.review.workspace)
        left = paragraph([(named, self.quiet)], self.inner * 0.8)
        right = to_the_right(tr("Page {page} of {pages}", page=number(1), pages=number(1)), self.quiet, self.inner)
        line = Stroke(0, 0, self.inner, 0, tone="strong")
        return Block(left.high + 4, (line, *moved((*left.marks, *right.marks), 0, 4)))

    # --- charts -----------------------------------------------------------------------------------------------------

    def _charts(self) -> Iterator[Mark]:
        """Both charts below each other, sharing the height by what they need."""
        needed = [height_for(spec, self.right, CHART_TYPE) for spec in self.charts]
        share = max(0.0, min((self.room - GUTTER) / sum(needed), 1.6))
        y = self.top
        for spec, high in zip(self.charts, needed, strict=True):
            yield Drawing(MARGIN + self.left + GUTTER, y, self.right, high * share, _chart(spec))
            y += high * share + GUTTER


def _chart(spec: ChartSpec) -> partial[None]:
    return partial(paint_chart, spec=spec, size=CHART_TYPE)
