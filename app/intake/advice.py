"""What the person should know or decide about a table that could be read: warnings, remarks, questions."""

import re
from collections.abc import Iterable, Sequence

from app.domain.counting import counted
from app.intake.choices import Choices
from app.intake.cleaning.emails import check_email
from app.intake.columns.known_exports import answers_beyond
from app.intake.columns.mapping import IDENTIFYING
from app.intake.columns.naming import named
from app.intake.columns.values import kind
from app.intake.found import FoundTable, Mapped
from app.intake.structure.titles import standing
from app.intake.tables.beside import Side
from app.language import number, tr, tr_many

LONGEST_EXCEL_CELL = 32_767
_SCIENTIFIC = re.compile(r"-?\d(?:[.,]\d+)?E\+?\d{1,3}", re.IGNORECASE)
_LIST = re.compile(r"\s*[\[{].*[\]}]\s*", re.DOTALL)


def warnings_about(table: FoundTable, longest: int, overflowing: Sequence[int]) -> list[str]:
    """What is wrong with a table of leads although its rows can come in."""
    if table.turned:
        return []
    said = [
        *_no_contact(table),
        *_bad_emails(table),
        *_lists(table),
        *_two_things(table),
        *_lost_digits(table),
        *_beside(table),
    ]
    if overflowing and not answers_beyond(table.columns, table.export):
        shifted = (
            tr(
                "Row {rows} has more cells than there are columns; the extra cells are kept as extra facts. "
                "Please check that nothing has shifted.",
                rows=_numbers(overflowing),
            )
            if len(overflowing) == 1
            else tr(
                "Rows {rows} have more cells than there are columns; the extra cells are kept as extra facts. "
                "Please check that nothing has shifted.",
                rows=_numbers(overflowing),
            )
        )
        said.append(shifted)
    if longest > LONGEST_EXCEL_CELL:
        said.append(
            tr(
                "A cell holds {count} characters, more than a cell of Excel can; it is kept whole and "
                "shortened where it is written to a workbook.",
                count=number(longest),
            )
        )
    return said


def _numbers(records: Sequence[int]) -> str:
    """Rows as a spreadsheet counts them, from 1; many of them shortened."""
    shown = ", ".join(str(record + 1) for record in records[:5])
    return tr("{rows} and {count} more", rows=shown, count=len(records) - 5) if len(records) > 5 else shown


def _cells(table: FoundTable, mapped: Mapped | None) -> list[str]:
    if mapped is None:
        return []
    return [cell for row in table.sample if mapped.index < len(row.cells) and (cell := row.cells[mapped.index].strip())]


def _no_contact(table: FoundTable) -> Iterable[str]:
    if not table.mapping.keys() & {"email", "phone"}:
        yield tr("There is no column with e-mail addresses or phone numbers: these leads have no way of contact.")


def _bad_emails(table: FoundTable) -> Iterable[str]:
    cells = _cells(table, table.mapping.get("email"))
    bad = [cell for cell in cells if not check_email(cell).address]
    if len(bad) >= 5 and len(bad) >= 0.3 * len(cells):
        yield tr(
            "Many e-mail addresses are not valid ({count} of the first {n}), for example “{address}”.",
            count=len(bad),
            n=len(cells),
            address=bad[0][:60],
        )


def _lists(table: FoundTable) -> Iterable[str]:
    for field in ("email", "phone"):
        mapped = table.mapping.get(field)
        if mapped and any(_LIST.fullmatch(cell) for cell in _cells(table, mapped)):
            yield tr(
                "The cells of “{column}” hold lists; the first entry is taken, the others are kept beside it.",
                column=mapped.column.strip(),
            )


def _two_things(table: FoundTable) -> Iterable[str]:
    mapped = table.mapping.get("email")
    if mapped and named(mapped.column).second:
        yield tr(
            "The column “{column}” holds e-mail addresses and phone numbers; they are told apart row by row.",
            column=mapped.column.strip(),
        )


def _beside(table: FoundTable) -> Iterable[str]:
    if isinstance(table.source, Side):
        yield tr("Several lists stand side by side in this sheet; each is read as a table of its own.")


def _lost_digits(table: FoundTable) -> Iterable[str]:
    for index, column in enumerate(table.columns):
        if any(index < len(row.cells) and _SCIENTIFIC.fullmatch(row.cells[index].strip()) for row in table.sample):
            yield tr(
                "Some numbers in “{column}” are written like 4.4E+11: a spreadsheet program has cut off their digits. "
                "They are kept as written, not repaired.",
                column=column.strip() or tr("column {number}", number=index + 1),
            )


def remarks_about(table: FoundTable) -> list[str]:
    """What is worth telling although nothing is wrong: two columns for one field, lines left out."""
    said = []
    for field, mapped in table.mapping.items():
        if mapped.also_names:
            others = ", ".join(f"“{name.strip()}”" for name in mapped.also_names)
            said.append(
                tr(
                    "{field}: “{column}” is asked first, then {others}.",
                    field=tr(field.replace("_", " ").capitalize()),
                    column=mapped.column.strip(),
                    others=others,
                )
            )
    if table.recalled:
        said.append(table.recalled)
    said.extend(_left_out(table))
    if table.export:
        said.append(tr("Recognised as: {report}.", report=table.export))
    return said


def _left_out(table: FoundTable) -> Iterable[str]:
    """Every line left out: how many in all, and which for each reason."""
    reasons: dict[str, list[int]] = {}
    for record, why in sorted(table.ignored_because.items()):
        reasons.setdefault(why, []).append(record)
    count = len(table.ignored_because)
    if count:
        told = "; ".join(_because(records, tr(why)) for why, records in reasons.items())
        yield tr_many("{count} line is left out: {rows}.", "{count} lines are left out: {rows}.", count, rows=told)


def _because(records: Sequence[int], why: str) -> str:
    if len(records) == 1:
        return tr("row {rows} ({why})", rows=_numbers(records), why=why)
    return tr("rows {rows} ({why})", rows=_numbers(records), why=why)


def table_left_out(table: FoundTable) -> str:
    """One sentence about a table whose rows do not become leads."""
    rows, name = counted(table.data_rows, "row"), table.name or tr("without a title")
    if standing(table.name) == -2:
        return tr("The table “{table}” ({rows}) is left out: our own people.", table=name, rows=rows)
    return tr("The table “{table}” ({rows}) is left out.", table=name, rows=rows)


def ask_about(table: FoundTable, choices: Choices) -> list[str]:
    """Questions without whose answer nothing may be imported."""
    settled = bool(choices.mapping) or choices.header_record is not None
    if table.turned and not settled:
        return [
            tr(
                "The fields stand in rows and the people in columns. Please turn the sheet (in Excel: copy, Paste "
                "Special, Transpose) and import that. Or which row names the columns?"
            )
        ]
    if table.header_record is None and not table.columns and not settled:
        return [tr("No row names the columns. Which field is in which column?")]
    if not table.mapping.keys() & IDENTIFYING:
        return [
            tr("No column holds a name, an e-mail address, a phone number or an organisation. Which column holds what?")
        ]
    if table.header_record is not None and not choices.mapping and _only_values(table):
        return [tr("The header may be a row of values. Is it the row that names the columns?")]
    return []


def _only_values(table: FoundTable) -> bool:
    cells = [column.strip() for column in table.columns if column.strip()]
    return bool(cells) and sum(kind(cell) != "text" for cell in cells) > 0.5 * len(cells)
