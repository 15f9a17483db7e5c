"""Headers as people and programs write them, in many languages and with traps, and the field each must be given."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.intake.choices import Choices
from app.intake.columns.listed_names import CORE
from app.intake.columns.mapping import guess_mapping

FOLDER = Path(__file__).parents[2] / "cases" / "intake" / "headers"
ROWS_OF_HEADERS = ("tables", "real_exports")


@cache
def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))


def alone(header: str) -> str:
    """The field of a header that stands alone above no values."""
    return next(iter(guess_mapping([header], (), [], Choices())), "none")


@pytest.mark.parametrize(
    ("language", "field"), [(language, field) for language, fields in read("one_by_one").items() for field in fields]
)
def test_a_header_alone(language: str, field: str) -> None:
    headers = read("one_by_one")[language][field]
    assert {header: alone(header) for header in headers} == dict.fromkeys(headers, field)


@pytest.mark.parametrize("table", [t for name in ROWS_OF_HEADERS for t in read(name)], ids=lambda table: table["says"])
def test_headers_beside_each_other(table: dict[str, Any]) -> None:
    mapping = guess_mapping(table["columns"], (), table.get("rows", []), Choices())
    wanted = {field: column for field, column in table["mapping"].items() if field != "also"}
    judged = {*wanted, *CORE, *table.get("never", ())}
    assert {field: mapping[field].index for field in mapping.keys() & judged} == wanted
    also = table["mapping"].get("also", {})
    assert {field: list(mapping[field].also) for field in also} == also


def test_the_sure_and_the_unsure_are_told_apart() -> None:
    sure = {header: guess_mapping([header], (), [], Choices()) for header in ("Email", "E-mail", "Vorname", "Company")}
    assert all(mapped.confidence == 1 for mapping in sure.values() for mapped in mapping.values())
    steps = [
        guess_mapping(["Email"], (), [], Choices()),
        guess_mapping(["Attendee Email"], (), [], Choices()),
        guess_mapping(["Emial Adress"], (), [], Choices()),
        guess_mapping(["Xyz"], (), [["a@x.example"], ["b@x.example"]], Choices()),
    ]
    confidences = [mapping["email"].confidence for mapping in steps]
    assert confidences == sorted(confidences, reverse=True)
    assert len(set(confidences)) == len(confidences)
    assert 0 < confidences[-1] <= 0.7


def test_a_table_of_very_many_columns_is_mapped_by_its_names() -> None:
    columns = [f"Value {i}" for i in range(16_383)] + ["Email"]
    mapping = guess_mapping(columns, ["Group"] * len(columns), [["x"] * len(columns)] * 200, Choices())
    assert mapping["email"].index == 16_383
