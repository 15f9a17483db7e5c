"""The lines of a map in words, in columns below its cards: those that no page draws from end to end."""

from collections.abc import Mapping, Sequence

from app.domain.committee.layout.geometry import Key
from app.domain.committee.model import CommitteeMap, Line
from app.domain.committee.signs import CERTAINTY_WORDS
from app.language import number, tr
from app.ui import dates
from app.ui.committee.cards import metrics
from app.ui.committee.lines import KINDS, STRONG

SIZE, ROW = 8, 10.5  # points of the type and of a row
HEADING = 18.0  # points of the heading above them
_COLUMN, _APART = 250.0, 10.0  # points of a column, at least, and between two

Sentence = tuple[str, ...]  # its rows
Columns = tuple[tuple[str, ...], ...]  # of rows


def said_lines(map: CommitteeMap, drawn: Sequence[Line], page_of: Mapping[Key, int]) -> list[str]:
    """The lines that are not drawn on one page; whom somebody reports to stands on their card."""
    said = []
    for line in map.lines:
        pages = sorted({page_of.get(line.from_id, 1), page_of.get(line.to_id, 1)})
        if line.kind == "reports_to" or (line in drawn and len(pages) == 1):
            continue
        strong = line.kind == "influences" and line.strength == "strong"
        words = tr(STRONG if strong else KINDS[line.kind], one=map.name(line.from_id), other=map.name(line.to_id))
        where = tr("pages {one} and {other}", one=number(pages[0]), other=number(pages[1])) if len(pages) > 1 else ""
        certainty = tr(CERTAINTY_WORDS.get(line.certainty, "our guess"))
        more = [part for part in (where, certainty, line.note, dates.exact(line.at) if line.at else "") if part]
        said.append(tr("{line} ({more})", line=words, more=", ".join(more)))
    return said


def across(wide: float) -> int:
    """How many columns stand beside each other."""
    return max(int(wide // _COLUMN), 1)


def column_width(wide: float) -> float:
    """The width of one of them."""
    return wide / across(wide) - _APART


def broken(said: Sequence[str], wide: float) -> list[Sentence]:
    """Each sentence in rows of the width of a column, the further ones set in."""
    return [_rows(sentence, column_width(wide)) for sentence in said]


def in_columns(sentences: Sequence[Sentence], wide: float) -> Columns:
    """All of them in columns as short as can be, no sentence split."""
    high = -(-sum(map(len, sentences)) // across(wide))
    columns, left = filled(sentences, wide, high)
    while left:
        high += 1
        columns, left = filled(sentences, wide, high)
    return columns


def filled(sentences: Sequence[Sentence], wide: float, high: int) -> tuple[Columns, Sequence[Sentence]]:
    """Columns of so many rows, filled one after the other, and the sentences that found no room.

    A sentence that is longer than a column alone takes one all the same.
    """
    columns: list[list[str]] = [[]]
    for at, sentence in enumerate(sentences):
        if columns[-1] and len(columns[-1]) + len(sentence) > high:
            if len(columns) == across(wide):
                return tuple(map(tuple, columns)), sentences[at:]
            columns.append([])
        columns[-1] += sentence
    return tuple(map(tuple, columns)), ()


def _rows(sentence: str, wide: float) -> Sentence:
    rows, line = list[str](), ""
    for word in sentence.split():
        longer = f"{line} {word}" if line else word
        if line and metrics(SIZE).horizontalAdvance(longer) > wide:
            rows.append(line)
            longer = f"   {word}"
        line = longer
    return (*rows, line)
