"""The plan of an import as lines for people: what was read of each file, what becomes of the rows, what was noticed."""

from collections.abc import Sequence
from itertools import islice

from app.cli.printing import Output
from app.intake.found import FoundFile
from app.services.imports import ImportPlan
from app.services.plan_rows import PlanRow

SHOWN = 20  # rows of each kind that people are shown
_WORDS = {
    "create": "new",
    "update": "updated",
    "signal": "with a new signal",
    "skip": "with nothing new",
    "doubtful": "doubtful, left aside",
    "reject": "rejected",
}


def print_plan(plan: ImportPlan, out: Output) -> None:
    """Print a plan. Rows count from 1, as spreadsheets show them."""
    for file in plan.files:
        _print_file(file, out)
    total = sum(plan.counts.values())
    counts = ", ".join(f"{plan.counts[act]} {word}" for act, word in _WORDS.items() if plan.counts[act])
    out.say(f"{_rows(total)}: {counts or 'nothing to import'}.")
    for act in ("reject", "doubtful"):
        indexes = plan.where(act)
        for row in map(plan.rows.__getitem__, indexes[:SHOWN]):
            out.say(f"  {_WORDS[act].partition(',')[0]}: {_place(plan, row)}: {row.reason}")
        _more(len(indexes), "--json lists every row, --errors writes them with their reasons", out)
    if not out.as_json:
        _print_remarks(plan, out)


def settled_by(question: str) -> str:
    """The option that answers a question of the importer."""
    if "encoding" in question:
        return "--encoding utf-8, --encoding windows-1252 ..."
    if "day or the month" in question:
        return "--date-order dmy or --date-order mdy"
    if "row of values" in question:
        return "--header N for the record that names the columns, or --map FIELD=COLUMN"
    return "--map FIELD=COLUMN, with a column's name or its number from 0"


def why_refused(file: FoundFile) -> str:
    """Why a file is refused, with the option for its password."""
    return f"{file.reason} (--password P, or ASSAY_PASSWORD)" if file.wants_password else file.reason


def _print_remarks(plan: ImportPlan, out: Output) -> None:
    """What was noticed about single rows, each remark once with the rows it is about."""
    noticed: dict[str, tuple[str, int]] = {}
    for row in plan.rows:
        for remark in row.remarks:
            first, count = noticed.get(remark) or (_place(plan, row), 0)
            noticed[remark] = first, count + 1
    for remark, (first, count) in islice(noticed.items(), SHOWN):
        also = f" and {_rows(count - 1)} more" if count > 1 else ""
        out.say(f"  noticed: {first}{also}: {remark}")
    _more(len(noticed), "`assay show` tells them with each lead", out)


def _place(plan: ImportPlan, row: PlanRow) -> str:
    """Where a row stands; of a workbook with several sheets of leads the sheet too."""
    sheets = next((file.lead_tables for file in plan.files if file.path == row.path), ())
    sheet = f", {row.table}" if row.table and len(sheets) > 1 else ""
    return f"row {row.record + 1} of {row.file}{sheet}"


def _more(count: int, where: str, out: Output) -> None:
    if count > SHOWN:
        out.say(f"  and {count - SHOWN} more; {where}")


def _rows(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"


def _print_file(file: FoundFile, out: Output) -> None:
    about = ", ".join(part for part in (file.format, file.encoding or "", _named(file.delimiter)) if part)
    out.say(f"{file.path.name} ({about})")
    if file.outcome.value == "refuse":
        out.say(f"  refused: {why_refused(file)}")
        return
    for table in file.tables:
        if table.primary:
            title = f"{table.name}: " if table.name else ""
            out.say(f"  {title}{_rows(table.data_rows)} of leads")
            fields = [
                (field, f"← {mapped.column or f'column {mapped.index}'}") for field, mapped in table.mapping.items()
            ]
            out.pairs(fields, indent=4)
            if table.unmapped:
                out.say(f"    kept as extra facts: {', '.join(map(str, table.unmapped))}")
    told: Sequence[tuple[str, Sequence[str]]] = (("note", file.said), ("warning", file.warnings))
    for kind, sentences in (*told, ("question", file.questions)):
        for sentence in sentences:
            settle = f" ({settled_by(sentence)})" if kind == "question" else ""
            out.say(f"  {kind}: {sentence}{settle}")


def _named(delimiter: str | None) -> str:
    return {"\t": "tab", None: ""}.get(delimiter, f"“{delimiter}”")
