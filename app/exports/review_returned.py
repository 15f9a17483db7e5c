"""A review that comes back from the meeting: what was typed into its decisions and its list of exceptions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.domain.problems import Problem
from app.exports.package_cells import DAMAGE, TooLargeError, read_package
from app.exports.package_xml import DefinitionsError, TooMuchError
from app.exports.returned_book import Cells, ReturnedBook, Value, coordinate
from app.exports.review_order import AGREED, BY_WHEN, CAME, WHO
from app.exports.review_summary import DECIDE, DECIDE_AT, DUE, DUE_AT, NEW, OUTCOME, OUTCOME_AT, OWNER, OWNER_AT
from app.language import tr

SUMMARY, EXCEPTIONS, LAST = "Summary", "Exceptions", "Definitions & Checks"
_LARGEST_INSIDE = 1 << 30  # bytes; the sheet of a hundred thousand leads alone has some hundred millions
_LONGEST = 4_000
_LABELS = {"Workspace id": "workspace", "Review of week": "week", "Weeks covered": "weeks"}
_DECISION_HEADERS = ((DECIDE, DECIDE_AT), (OWNER, OWNER_AT), (DUE, DUE_AT), (OUTCOME, OUTCOME_AT))


@dataclass(frozen=True, slots=True)
class Typed:
    """One line as somebody filled it in: a decision of the summary, or an action about a lead."""

    place: str  # the sheet and the cell: Summary!B28
    mark: str  # "Decision 4", a diagnosis in words, "new"; of an action the rule of its row
    text: str
    owner: str
    due: date | None
    written_day: str  # what stands in the cell of the date
    outcome: str = ""
    ref: str = ""  # the lead
    proposed: str = ""  # what the row proposed to do


@dataclass(frozen=True, slots=True)
class ReturnedReview:
    """Which review a workbook is, and every line in which something may have been typed."""

    workspace: str
    week: str
    weeks: int
    decisions: tuple[Typed, ...]
    actions: tuple[Typed, ...]


def read_review(path: Path) -> ReturnedReview:
    """Read a review that came back. Raises Problem where it is damaged, none of ours, or has lost its sheets."""
    book = _open(path)
    marks = _marks(book)
    if not marks.get("workspace") or not marks.get("week"):
        raise Problem(
            tr("'{name}' is no review from Assay: choose the workbook that was written of the week.", name=path.name)
        )
    if SUMMARY not in book.sheets and EXCEPTIONS not in book.sheets:
        raise Problem(
            tr("'{name}' has lost its sheets 'Summary' and 'Exceptions': take the whole workbook.", name=path.name)
        )
    weeks = marks.get("weeks", "1")
    return ReturnedReview(
        marks["workspace"],
        marks["week"],
        int(weeks) if weeks.isdecimal() and len(weeks) < 3 else 1,
        tuple(_decisions(book.sheets.get(SUMMARY, {}))),
        tuple(_actions(book.sheets.get(EXCEPTIONS, {}))),
    )


def _open(path: Path) -> ReturnedBook:
    if not path.is_file():
        raise Problem(tr("'{name}' is not there: choose the returned workbook.", name=path.name))
    try:
        return read_package(path, (SUMMARY, EXCEPTIONS, LAST), _LARGEST_INSIDE)
    except PermissionError as shut:
        raise Problem(
            tr("'{name}' may not be read: close it in other programs and try again.", name=path.name)
        ) from shut
    except (TooLargeError, TooMuchError) as huge:
        raise Problem(
            tr("'{name}' is far larger than a review: choose the returned workbook.", name=path.name)
        ) from huge
    except (DefinitionsError, *DAMAGE) as damage:
        raise Problem(
            tr("'{name}' is damaged or no Excel workbook: save it as .xlsx and take that.", name=path.name)
        ) from damage


def _marks(book: ReturnedBook) -> dict[str, str]:
    """What the document says of itself, or else what its last sheet says."""
    kept = {name: value for name, value in book.properties.items() if name in _LABELS.values()}
    cells = book.sheets.get(LAST, {})
    for (row, column), value in cells.items():
        label = _LABELS.get(_text(value)) if column == 1 else None
        if label is not None:
            kept.setdefault(label, _text(cells.get((row, 2))))
    return kept


def _decisions(cells: Cells) -> Iterator[Typed]:
    head = _head(cells, dict(_DECISION_HEADERS))
    if not head:
        return
    last = max(row for row, _ in cells)
    for row in range(head + 1, last + 1):
        mark, text, owner = (_text(cells.get((row, column))) for column in (1, DECIDE_AT, OWNER_AT))
        day, outcome = cells.get((row, DUE_AT)), _text(cells.get((row, OUTCOME_AT)))
        if text or owner or outcome or day not in (None, ""):
            place = f"{SUMMARY}!{coordinate((row, DECIDE_AT))}"
            yield Typed(place, mark or NEW, text, owner, _day(day), _text(day), outcome)


def _actions(cells: Cells) -> Iterator[Typed]:
    columns = _columns(cells, ("Rule", "Lead", "Proposed action", AGREED, WHO, BY_WHEN))
    if not columns:
        return
    head, at = columns
    came = next((column for (row, column), value in cells.items() if row == head and _text(value) == CAME), 0)
    for row in sorted({row for row, _ in cells if row > head}):
        text, owner = _text(cells.get((row, at[AGREED]))), _text(cells.get((row, at[WHO])))
        day, outcome = cells.get((row, at[BY_WHEN])), _text(cells.get((row, came)))
        if text or owner or outcome or day not in (None, ""):
            rule, ref, proposed = (_text(cells.get((row, at[name]))) for name in ("Rule", "Lead", "Proposed action"))
            place = f"{EXCEPTIONS}!{coordinate((row, at[AGREED]))}"
            yield Typed(place, rule, text, owner, _day(day), _text(day), outcome, ref, proposed)


def _head(cells: Cells, wanted: Mapping[str, int]) -> int:
    """The row in which these words stand in these columns; 0 where there is none."""
    rows = sorted(row for (row, column), value in cells.items() if column == DECIDE_AT and _text(value) == DECIDE)
    for row in rows:
        if all(_text(cells.get((row, column))) == word for word, column in wanted.items()):
            return row
    return 0


def _columns(cells: Cells, wanted: tuple[str, ...]) -> tuple[int, dict[str, int]] | None:
    """The row of the headers and the column of each, wherever somebody moved them."""
    by_row: dict[int, dict[str, int]] = {}
    for (row, column), value in cells.items():
        if isinstance(value, str) and value in wanted:
            by_row.setdefault(row, {}).setdefault(value, column)
    for row in sorted(by_row):
        if len(by_row[row]) == len(wanted):
            return row, by_row[row]
    return None


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return " ".join(str(value).split())[:_LONGEST]


def _day(value: Value | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        return None
