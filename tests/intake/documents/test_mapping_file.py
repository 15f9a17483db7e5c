"""Remembered mappings as a file: written, read back, and every fault with its line."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.columns.mapping import FIELDS, guess_mapping
from app.intake.columns.remembered import RememberedMapping, column_index
from app.intake.documents.mapping_file import FaultyMappings, parse_mappings, read_mappings, write_mappings

FAIR = RememberedMapping(
    ("Vorname", "Nachname", "E-Mail: privat", "", "Telefon", "Telefon", "0", "#ok", "yes", "null"),
    {"first_name": "Vorname", "email": 2, "phone": 5, "company": 3, "notes": "yes", "source": "#ok", "size": 9},
)


def indexes(mapping: RememberedMapping) -> dict[str, int | str]:
    return {f: column_index(mapping.columns, wanted) for f, wanted in mapping.fields.items() if wanted != ""}


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "mappings.yaml"
    path.write_text(write_mappings([FAIR, RememberedMapping(("A", "B"), {"email": "B", "phone": ""})]), "utf-8")
    first, second = read_mappings(path)
    assert (first.columns, indexes(first)) == (FAIR.columns, indexes(FAIR))
    assert second == RememberedMapping(("A", "B"), {"email": 1})
    text = path.read_text("utf-8")
    assert "first_name: Vorname" in text
    assert "phone: 5" in text


@given(
    st.lists(st.text(max_size=12), min_size=1, max_size=8), st.lists(st.sampled_from(FIELDS), unique=True, max_size=8)
)
@example(["0E0", "12", "true", "null"], ["email"])
def test_any_headers_read_back(columns: list[str], fields: list[str]) -> None:
    mapping = RememberedMapping(tuple(columns), {f: i for i, f in enumerate(fields[: len(columns)])} or {"email": 0})
    (again,) = parse_mappings(write_mappings([mapping]), "m.yaml")
    assert (again.columns, indexes(again)) == (mapping.columns, indexes(mapping))


def test_every_fault_is_told_with_its_line() -> None:
    text = """\
mappings:
  - columns: [Name, Mail]
    fields:
      e-mail: Mail
      phone: Fax
      full_name: Name
      company: Name
  - columns: [Name, Mail]
    fields: {email: 7}
    by: sam
  - fields: {email: Mail}
  - [Name]
  - columns: [[Name]]
    fields: {}
settings: 1
"""
    with pytest.raises(FaultyMappings, match="11 faults; the first is in line 4, mapping 1, fields, e-mail") as faulty:
        parse_mappings(text, "m.yaml")
    told = [str(fault) for fault in faulty.value.faults]
    assert [fault.line for fault in faulty.value.faults] == [4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    for part in ("“Fax” is not among the columns", "serves full_name already", "mapping 1 again", "“7” is not among"):
        assert any(part in one for one in told), part


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty; begin with 'mappings:'"),
        ("# nothing\n", "the file is empty; begin with 'mappings:'"),
        ("- a\n", "begin with 'mappings:' and a list below it"),
        ("mappings: 3\n", "write a list of mappings"),
        ("mappings: [\n", "line"),
        ("mappings:\n\t- x\n", "indent with spaces, not tabs"),
    ],
)
def test_a_file_that_is_none_says_so(text: str, says: str) -> None:
    with pytest.raises(FaultyMappings, match=r"^The file of mappings m.yaml has") as faulty:
        parse_mappings(text, "m.yaml")
    assert says in str(faulty.value)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"There is no file none\.yaml"):
        read_mappings(tmp_path / "none.yaml")
    with pytest.raises(Problem, match="is a folder"):
        read_mappings(tmp_path)
    (tmp_path / "latin.yaml").write_bytes(b"mappings:\n  - columns: [\xe9]\n")
    with pytest.raises(FaultyMappings, match="line 2: this is not UTF-8"):
        read_mappings(tmp_path / "latin.yaml")


def test_a_mapping_that_was_taken_settles_the_next_file() -> None:
    (taken,) = parse_mappings("mappings:\n- columns: [Eins, Zwei]\n  fields: {email: Zwei}\n", "m.yaml")
    mapping = guess_mapping(["Eins", "Zwei"], (), [["a", "b"]], Choices(remembered={taken.mark: taken}))
    assert {field: mapped.index for field, mapped in mapping.items()} == {"email": 1}
