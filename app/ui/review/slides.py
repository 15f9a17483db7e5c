"""What the meeting sees, slide by slide, as plain words and numbers: every one of them stands in the review."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.language import number, tr, tr_many
from app.services.review_decisions import DecisionView
from app.ui import dates
from app.ui.review.decision_columns import about, when

if TYPE_CHECKING:
    from app.domain.review.charting import ChartSpec
    from app.domain.review.sheet import Finding, FindingRow

NAMED = 100  # rows that a review names of a diagnosis; all are counted


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the week: what it is, how much, against last week in words, out of how many."""

    label: str
    value: str
    change: str
    word: str
    hue: str
    n: str


@dataclass(frozen=True, slots=True)
class Slide:
    """What every slide has: where it belongs, its title, and all of it in words for who cannot see it."""

    key: str  # the same slide in another deck of the same meeting
    above: str
    title: str

    @property
    def rule(self) -> str:
        """The diagnosis that a decision taken here answers."""
        return ""

    @property
    def lines(self) -> Iterable[str]:
        """What it says below its title."""
        return ()

    @property
    def spoken(self) -> str:
        """All that it says."""
        said = (self.above, self.title, *self.lines)
        return ". ".join(one.rstrip(".") for one in said if one) + "."


@dataclass(frozen=True, slots=True)
class WeekSlide(Slide):
    """The week: sentences with the rules that made them, and its figures."""

    sentences: tuple[tuple[str, str], ...]  # rule and sentence
    tiles: tuple[Tile, ...]
    foot: str

    @property
    def lines(self) -> Iterable[str]:
        """The sentences, then the figures."""
        figures = (", ".join(part for part in (f"{t.label}: {t.value}", t.word, t.change, t.n) if part)
                   for t in self.tiles)  # fmt: skip
        return (*(text for _, text in self.sentences), *figures, self.foot)


@dataclass(frozen=True, slots=True)
class FindingSlide(Slide):
    """One diagnosis that was found: what it says, out of how many, its rows, what to change, what was decided on it."""

    finding: "Finding"
    decided: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The diagnosis itself."""
        return self.finding.diagnosis

    @property
    def n(self) -> str:
        """Out of how many."""
        return tr("n = {n}", n=number(self.finding.n))

    @property
    def rows(self) -> "Sequence[FindingRow]":
        """The rows that it names."""
        return self.finding.rows

    def left_out(self, shown: int) -> int:
        """How many rows there are besides those that are shown."""
        named = len(self.finding.rows)
        return max(max(named, self.finding.hits if named >= NAMED else 0) - shown, 0)

    @property
    def lines(self) -> Iterable[str]:
        """Count, sentence, suggestion, decisions, and the first rows."""
        first = [" · ".join(part for part in row[:4] if part) for row in self.rows[:5]]
        suggested = [tr("Suggested: {suggests}", suggests=self.finding.suggests)] if self.finding.suggests else []
        return (
            number(self.finding.hits),
            self.n,
            self.finding.says,
            *suggested,
            *self.decided,
            *first,
            more_of(self.left_out(len(first))),
        )


@dataclass(frozen=True, slots=True)
class ChartSlide(Slide):
    """One chart, its message as the title."""

    spec: "ChartSpec"

    @property
    def lines(self) -> Iterable[str]:
        """What the chart shows, in a line."""
        return (self.spec.describes,)


@dataclass(frozen=True, slots=True)
class DecisionSlide(Slide):
    """One decision of an earlier meeting."""

    row: DecisionView

    @property
    def facts(self) -> tuple[tuple[str, str, str], ...]:
        """What stands below it: what it is, in words, with a hue."""
        words, hue = when(self.row)
        words = " · ".join((words, dates.in_full(self.row.due))) if self.row.due else words
        owner = self.row.owner or tr("nobody yet")
        found = [(tr("Owner"), owner, ""), (tr("By when"), words, hue)]
        found += [(tr("About"), about(self.row), "")] if about(self.row) else []
        found += [(tr("What came of it"), self.row.outcome, "good")] if self.row.outcome else []
        return tuple(found)

    @property
    def lines(self) -> Iterable[str]:
        """Owner, day, what it is about, what came of it."""
        return (tr("{what}: {value}", what=what, value=value) for what, value, _ in self.facts)


@dataclass(frozen=True, slots=True)
class FewSlide(Slide):
    """Diagnoses that have too few cases to say anything, never told as findings; and those that are clear."""

    few: tuple[tuple[str, str], ...]  # label, and why nothing is said
    clear: str

    @property
    def lines(self) -> Iterable[str]:
        """Each with how many cases it would need."""
        return (*(tr("{what}: {value}", what=label, value=says) for label, says in self.few), self.clear)


@dataclass(frozen=True, slots=True)
class TodaySlide(Slide):
    """What was decided today, and what of earlier meetings was done."""

    decided: tuple[DecisionView, ...]
    done: tuple[DecisionView, ...]

    @property
    def lines(self) -> Iterable[str]:
        """Every decision with owner and day."""
        if not (self.decided or self.done):
            return (nothing_yet(),)
        return (*(in_a_line(row) for row in self.decided), *(in_a_line(row) for row in self.done))


def nothing_yet() -> str:
    """What the last slide says where nothing was decided."""
    return tr("Nothing was decided yet. D writes a decision down: a sentence, who sees to it, by when.")


def more_of(left: int) -> str:
    """What stands below the rows that had room."""
    return tr_many("and {count} more", "and {count} more", left) if left else ""


def in_a_line(row: DecisionView) -> str:
    """A decision with owner and day: "Ask for a date · Mia · due Fri 27 Nov"."""
    return " · ".join((row.text, row.owner or tr("nobody yet"), when(row)[0]))
