"""A review that comes back from the meeting: what was typed into its decisions and its list of exceptions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.domain.problems import Problem
from app.exports.package_cells import DAMAGE, TooLargeError, read_package
from app.exports.package_xml import DefinitionsError, TooMuchError
from app.exports.returned_book import Cells, ReturnedBook, Value, coordinate
from app.exports.review_order import AGREED, BY_WHEN, CAME, TAKEN_AS, WHO
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
    taken: str = ""  # of an action that is kept: "Decision 4"


@dataclass(frozen=True, slots=True)
class ReturnedReview:
    """Which review a workbook is, and every line in which something may have been typed."""

    workspace: str
    week: str
    weeks: int
    decisions: tuple[Typed, ...]
    actions: tuple[Typed, ...]
    filled: str = ""  # the digest of what stood in these lines when it was written


def read_review(path: Path) -> ReturnedReview:
    """Read a review that came back. Raises Problem where it is damaged, none of ours, or has lost its sheets."""
    return review_in(_open(path), path.name)


def review_in(book: ReturnedBook, name: str) -> ReturnedReview:
    """The review in the cells of a file of this name. Raises Problem where it is none, or has lost its sheets."""
    marks = _marks(book)
    if not marks.get("workspace") or not marks.get("week"):
        raise Problem(
            tr("'{name}' is no review from Assay: choose the workbook that was written of the week.", name=name)
        )
    if SUMMARY not in book.sheets and EXCEPTIONS not in book.sheets:
        raise Problem(
            tr("'{name}' has lost its sheets 'Summary' and 'Exceptions': take the whole workbook.", name=name)
        )
    weeks = marks.get("weeks", "1")
    return ReturnedReview(
        marks["workspace"],
        marks["week"],
        int(weeks) if weeks.isdecimal() and len(weeks) < 3 else 1,
        tuple(_decisions(book.sheets.get(SUMMARY, {}))),
        tuple(_actions(book.sheets.get(EXCEPTIONS, {}))),
        book.properties.get("filled", ""),
    )


def _open(path: Path) -> ReturnedBook:
    if path.is_dir():
        raise Problem(tr("'{name}' is a folder: choose the workbook in it.", name=path.name))
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
        label = _LABELS.get(one_text(value)) if column == 1 else None
        if label is not None:
            kept.setdefault(label, one_text(cells.get((row, 2))))
    return kept


def _decisions(cells: Cells) -> Iterator[Typed]:
    head = _head(cells, dict(_DECISION_HEADERS))
    if not head:
        return
    last = max(row for row, _ in cells)
    for row in range(head + 1, last + 1):
        mark, text, owner = (one_text(cells.get((row, column))) for column in (1, DECIDE_AT, OWNER_AT))
        day, outcome = cells.get((row, DUE_AT)), one_text(cells.get((row, OUTCOME_AT)))
        if text or owner or outcome or day not in (None, ""):
            place = f"{SUMMARY}!{coordinate((row, DECIDE_AT))}"
            yield Typed(place, mark or NEW, text, owner, _day(day), one_text(day), outcome)


def _actions(cells: Cells) -> Iterator[Typed]:
    columns = _columns(cells, ("Rule", "Lead", "Proposed action", AGREED, WHO, BY_WHEN))
    if not columns:
        return
    head, at = columns
    came, kept = (_added(cells, head, name) for name in (CAME, TAKEN_AS))
    for row in sorted({row for row, _ in cells if row > head}):
        text, owner = one_text(cells.get((row, at[AGREED]))), one_text(cells.get((row, at[WHO])))
        day, outcome = cells.get((row, at[BY_WHEN])), one_text(cells.get((row, came)))
        if text or owner or outcome or day not in (None, ""):
            rule, ref, proposed = (one_text(cells.get((row, at[name]))) for name in ("Rule", "Lead", "Proposed action"))
            place = f"{EXCEPTIONS}!{coordinate((row, at[AGREED]))}"
            taken = one_text(cells.get((row, kept)))
            yield Typed(place, rule, text, owner, _day(day), one_text(day), outcome, ref, proposed, taken)


def _added(cells: Cells, head: int, name: str) -> int:
    """A column that older workbooks have not; 0 where there is none."""
    return next((column for (row, column), value in cells.items() if row == head and one_text(value) == name), 0)


def _head(cells: Cells, wanted: Mapping[str, int]) -> int:
    """The row in which these words stand in these columns; 0 where there is none."""
    rows = sorted(row for (row, column), value in cells.items() if column == DECIDE_AT and one_text(value) == DECIDE)
    for row in rows:
        if all(one_text(cells.get((row, column))) == word for word, column in wanted.items()):
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


def one_text(value: Value | None) -> str:
    """What a cell holds as one line of text: the same whatever program wrote it."""
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
        return date.fromisoformat(one_text(value))
    except ValueError:
        return None
