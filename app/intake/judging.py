"""What a file that could be read comes to: its tables, everything the person should know of them, and the outcome."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app.domain.problems import Problem
from app.intake import advice
from app.intake.choices import Choices
from app.intake.found import FoundFile, FoundTable, Outcome
from app.intake.readers.kinds import CARDS
from app.intake.structure.parts import Layout, Part
from app.intake.tables import own_people
from app.intake.tables.corrected import Corrected
from app.intake.tables.from_layout import unclear_dates
from app.language import later, tr

_BLANK = later("There is nothing in this file but blank cells.")
_NO_ROW = later("There is a row of column names and no row below it: nothing to import.")
_ENCODING = later("Which encoding is the text in? The letters cannot be told from the bytes.")
_CORRECTED = later("These are rows that were left aside before; the columns that say why are not read.")

Found = tuple[Layout, FoundTable]


def judged(
    path: Path,
    name: str,
    choices: Choices,
    found: Sequence[Found],
    *,
    warnings: Iterable[str],
    said: Iterable[str] = (),
    encoding: str | None = None,
    delimiter: str | None = None,
    sheets: tuple[tuple[str, bool], ...] = (),
    sure: bool = True,
) -> FoundFile:
    """The file with its outcome; `warnings` and `said` are what its reader tells, `sure` whether of its encoding.

    Raises Problem where the row that was chosen to name the columns is none.
    """
    tables = tuple(table for _, table in found)
    if name != CARDS:
        _refuse_missing_header(tables, choices.header_record)
    leads = [(layout, table) for layout, table in found if table.primary]
    warned = tuple(dict.fromkeys([*warnings, *_warnings(leads)]))
    questions = tuple(dict.fromkeys(q for _, table in leads for q in advice.ask_about(table, choices)))
    if not sure:
        questions += (tr(_ENCODING),)
    dates = tuple(_dates(leads))
    own = {name: where for name, where in own_people.learned(tables).items() if name not in choices.not_own}
    outcome, reason = _outcome([table for _, table in leads], questions, (*warned, *dates))
    return FoundFile(
        path,
        name,
        outcome,
        reason,
        warned,
        questions + dates,
        encoding,
        delimiter,
        tables,
        (*said, *_remarks(tables), *own_people.said_of_own(tables, own)),
        sheets,
        own_domains=frozenset(own),
    )


def _refuse_missing_header(tables: Sequence[FoundTable], chosen: int | None) -> None:
    if chosen is not None and not any(table.header_record == chosen for table in tables):
        raise Problem(tr("Row {row}, which was chosen to name the columns, is not there or is blank.", row=chosen + 1))


def _warnings(leads: Iterable[Found]) -> Iterator[str]:
    for layout, table in leads:
        part = _part_of(layout, table)
        yield from advice.warnings_about(table, layout.longest, part.overflowing if part else [])


def _dates(leads: Iterable[Found]) -> Iterator[str]:
    for layout, table in leads:
        if part := _part_of(layout, table):
            for column in unclear_dates(part, table):
                yield tr("Is the day or the month first in the dates of “{column}”?", column=column)


def _part_of(layout: Layout, table: FoundTable) -> Part | None:
    """The part of the layout that became this table; cards have none."""
    same = (p for p in layout.parts if p.header == table.header_record and p.sample[:1] == [*table.sample[:1]])
    return next(same, None)


def _remarks(tables: Sequence[FoundTable]) -> Iterator[str]:
    for table in tables:
        if table.primary:
            yield from advice.remarks_about(table)
    for table in tables:
        if not table.primary and table.data_rows:
            yield advice.table_left_out(table)
    if any(isinstance(table.source, Corrected) for table in tables):
        yield tr(_CORRECTED)


def _outcome(leads: Sequence[FoundTable], questions: Sequence[str], warnings: Sequence[str]) -> tuple[Outcome, str]:
    if not any(table.data_rows for table in leads):
        return Outcome.REFUSE, tr(_NO_ROW if any(table.header_record is not None for table in leads) else _BLANK)
    if questions:
        return Outcome.ASK, questions[0]
    if warnings:
        return Outcome.IMPORT_WITH_WARNING, warnings[0]
    return Outcome.IMPORT, ""
