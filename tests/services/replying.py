"""Returned handoffs for tests: a workspace with one that is out, filled in, spoiled and saved as people do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from app.domain.stage import Stage
from app.services.desk import Desk
from app.services.handoffs import issue_handoff, write_again
from tests.services.conftest import SetClock, ada_at_mql, proven

Edit = Callable[[Workbook], None]
GOOD: dict[str, Any] = {"Verdict": "Accept", "Note": "Call is booked", "Date": date(2026, 11, 17), "Name": "Rob Ek"}


def handed_off(desk: Desk, clock: SetClock) -> None:
    """Ada at MQL with everything that SQL needs proven, handed off as handoff 1."""
    ada_at_mql(desk, clock)
    proven(desk, 1, Stage.SQL)
    desk.do(issue_handoff, 1, None)


def returned(desk: Desk, folder: Path, name: str = "Re_ back.xlsx", edit: Edit | None = None, **fields: Any) -> Path:
    """Handoff 1 as it comes back: fields of the reply filled in, whatever else edited, saved under another name."""
    number = fields.pop("number", 1)
    back = folder / name
    back.parent.mkdir(exist_ok=True)
    workbook = load_workbook(desk.ask(write_again, number, folder / f"sent {number}.xlsx"))
    fill(workbook, **{**GOOD, **fields})
    if edit is not None:
        edit(workbook)
    workbook.save(back)
    return back


def fill(workbook: Workbook, **fields: Any) -> None:
    """Write into the cells beside the labels of the reply sheet."""
    page = workbook["Reply"]
    for row in range(1, 12):
        label = str(page.cell(row, 1).value)
        if label in fields:
            page.cell(row, 2).value = fields[label]


def set_mark(label: str, value: str | None) -> Edit:
    """Change one of the lines at the foot of the reply sheet."""

    def edit(workbook: Workbook) -> None:
        for row in workbook["Reply"].iter_rows(max_col=2):
            if row[0].value == label:
                row[1].value = value

    return edit


def without_properties(workbook: Workbook) -> None:
    """Forget the properties of the document, as some programs do."""
    kept = vars(workbook)["custom_doc_props"]  # unknown to the stubs of openpyxl
    for name in [one.name for one in kept]:
        del kept[name]


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Add a part to the package."""
    with ZipFile(path, "a", ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return path


def replaced(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same package with one part changed."""
    with ZipFile(path) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    parts[part] = change(parts[part])
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path
