"""Packages frozen in an earlier form are written again exactly as they were sent."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.handoff import digest, from_json, to_json
from app.exports.handoff_book import build_handoff

KEPT: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "handoffs" / "form-1.json").read_text("utf-8"))


def cell_texts(page: Worksheet) -> dict[str, str]:
    """Every filled cell as one text, as it was compared when these packages were frozen."""
    cells = (cell for row in page.iter_rows() for cell in row if cell.value is not None)
    return {cell.coordinate: as_text(cell.value) for cell in cells if as_text(cell.value)}


def as_text(value: object) -> str:
    """A value as one text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return format(float(value), ".10g")
    if isinstance(value, datetime):
        at = (value + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None)
        return at.date().isoformat() if at.time() == time() else at.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("_x005F_", "_").strip()


@pytest.mark.parametrize("name", KEPT)
def test_h3_a_package_of_the_first_form_keeps_every_cell_and_its_digest(name: str) -> None:
    kept = KEPT[name]
    sheet = from_json(json.dumps(kept["sheet"]))
    assert sheet.form == 1
    assert digest(sheet) == kept["digest"]
    assert json.loads(to_json(sheet)) == kept["sheet"]
    workbook = build_handoff(sheet, ()).workbook
    cells = {page.title: cell_texts(page) for page in workbook.worksheets if page.title != "Reply"}
    assert cells == kept["cells"]
