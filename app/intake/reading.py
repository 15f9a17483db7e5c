"""The door of the intake: what is in a file, without storing anything and without raising for a bad one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from app.domain.problems import Problem
from app.intake.choices import GUESS_EVERYTHING, Choices, Progress, no_progress
from app.intake.found import FoundFile, Outcome
from app.intake.judging import judged
from app.intake.readers.cards import read_cards
from app.intake.readers.delimited import SwallowedLinesError, open_delimited, usual_width
from app.intake.readers.excel_2003 import read_excel_2003
from app.intake.readers.grids import Grids
from app.intake.readers.html_tables import read_html
from app.intake.readers.kinds import CARDS, HTML, TEXT, WORKBOOKS, XML
from app.intake.readers.signature import kind_of
from app.intake.structure.laying_out import lay_out
from app.intake.structure.parts import Layout
from app.intake.tables.corrected import without_reasons
from app.intake.tables.from_cards import table_of_cards
from app.intake.tables.from_grids import tables_of_grids
from app.intake.tables.from_layout import tables_of, with_primary
from app.intake.tables.from_workbook import tables_of_workbook
from app.intake.workbooks.refusals import WantsPasswordError
from app.language import tr

_WORKBOOK_NAMES = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"})
_Read = TypeVar("_Read")
GLANCE = 200  # records of a first look


def look(path: Path, choices: Choices = GUESS_EVERYTHING, progress: Progress = no_progress) -> FoundFile:
    """Read the whole file once and say what is in it; a file that cannot be read is refused with a plain reason."""
    return _look(path, choices, progress, None)


def glance(path: Path, choices: Choices = GUESS_EVERYTHING) -> FoundFile:
    """The first 200 rows of a text file at once, for a preview while `look` goes through the rest; counts are of the
    rows seen, and the tables say that they are not complete. A workbook is read whole."""
    return _look(path, choices, no_progress, GLANCE)


def _look(path: Path, choices: Choices, progress: Progress, limit: int | None) -> FoundFile:
    name = "unknown"
    try:
        if path.is_dir():
            return _refused(path, "folder", tr("This is a folder. Choose a file in it."))
        kind = kind_of(path)
        name = kind.format
        if kind.refused:
            return _refused(path, name, kind.refused)
        return READERS[name](path, choices, progress, limit)
    except FileNotFoundError:
        return _refused(path, name, tr("There is no file of this name; it may have been moved or renamed."))
    except OSError as error:
        why = error.strerror or str(error)
        return _refused(path, name, tr("The file cannot be opened: {why}. Close it elsewhere and try again.", why=why))
    except Problem as problem:
        return _refused(path, name, problem.message, wants_password=isinstance(problem, WantsPasswordError))


def _refused(path: Path, name: str, reason: str, *, wants_password: bool = False) -> FoundFile:
    return FoundFile(path, name, Outcome.REFUSE, reason, wants_password=wants_password)


def _text(path: Path, choices: Choices, progress: Progress, limit: int | None) -> FoundFile:
    source = open_delimited(path, choices.encoding, choices.delimiter, head_only=limit is not None)
    source.width = usual_width(source)
    if source.width < 2 and path.suffix.lower() in _WORKBOOK_NAMES:
        raise Problem(
            tr("The file is named like a workbook and is none, or it is damaged. Export or download it again.")
        )
    size = max(1, path.stat().st_size)
    records = _until_closed(lambda: without_reasons(source))
    tick = partial(_tell, progress, path.name)
    layout = _until_closed(lambda: lay_out(records.read(), choices.header_record, tick, limit))
    progress(size, size, tr("Reading {name}", name=path.name))
    tables = with_primary(tables_of(layout, records, choices), choices.tables)
    return judged(
        path,
        TEXT,
        choices,
        [(layout, table) for table in tables],
        warnings=list(source.warnings()),
        encoding=source.encoding.name,
        delimiter=source.delimiter,
        sure=source.encoding.sure or choices.encoding is not None,
    )


def _tell(progress: Progress, name: str, done: int) -> None:
    progress(done, 0, tr("Reading {name}", name=name))


def _until_closed(read: Callable[[], _Read]) -> _Read:
    """Read again for each mark that swallowed lines: each time one more is known; the reader gives up after a few."""
    while True:
        try:
            return read()
        except SwallowedLinesError:
            continue


def _workbook(path: Path, choices: Choices, progress: Progress, limit: int | None) -> FoundFile:
    book = tables_of_workbook(path, choices, progress)
    return judged(path, book.format, choices, book.found, warnings=book.warnings, said=book.said, sheets=book.sheets)


def _cards(path: Path, choices: Choices, progress: Progress, limit: int | None) -> FoundFile:
    cards = read_cards(path, choices.encoding, progress, limit)
    table = table_of_cards(cards, choices)
    return judged(
        path,
        CARDS,
        choices,
        [(Layout(), table)],
        warnings=list(cards.warnings()),
        said=list(cards.remarks()),
        encoding=cards.encoding.name,
        sure=cards.encoding.sure or choices.encoding is not None,
    )


def _web_page(path: Path, choices: Choices, progress: Progress, limit: int | None) -> FoundFile:
    return _marked_up(path, HTML, read_html(path, choices.encoding, progress), choices)


def _excel_2003(path: Path, choices: Choices, progress: Progress, limit: int | None) -> FoundFile:
    return _marked_up(path, XML, read_excel_2003(path, progress), choices)


def _marked_up(path: Path, name: str, book: Grids, choices: Choices) -> FoundFile:
    found, said = tables_of_grids(book, choices)
    sheets = tuple((grid.name, grid.visible) for grid in book.grids)
    return judged(
        path,
        name,
        choices,
        found,
        warnings=list(book.warnings),
        said=[*book.said, *said],
        encoding=book.encoding,
        sheets=sheets if len(sheets) > 1 else (),
        sure=book.sure,
    )


READERS: dict[str, Callable[[Path, Choices, Progress, int | None], FoundFile]] = {
    TEXT: _text,
    CARDS: _cards,
    HTML: _web_page,
    XML: _excel_2003,
    **dict.fromkeys(WORKBOOKS, _workbook),
}
