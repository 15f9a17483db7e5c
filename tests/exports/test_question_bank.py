"""The bank of questions as a workbook of its own (CP9): read back as a playbook, with the use of each beside it."""

from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from app.domain.calls.use import Answered, Asked, question_use
from app.domain.playbook.drafting import body_of, differences, made
from app.exports.question_bank import write_question_bank
from app.intake.documents.playbook_book import read_playbook_book
from app.services.playbooks import shipped_playbook

NOW = datetime(2026, 11, 21, 16, tzinfo=UTC)
LAB = shipped_playbook("diagnostics")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    asked = [Asked("HL2", call, 1, date(2026, 11, 3)) for call in range(6)]
    use = question_use(LAB, asked, [Answered("HL2", 0, 1, True, True)])
    return write_question_bank(LAB, use, tmp_path_factory.mktemp("bank") / "bank.xlsx", made_at=NOW)


def _rows(page):
    head = next(row for row in range(1, 20) if page.cell(row, 1).value == "Id")
    heads = [cell.value for cell in page[head]]
    return head, heads


def test_cp9_the_bank_comes_back_equal_and_leaves_all_else_alone(written):
    read = read_playbook_book(written, body_of(LAB))
    assert read.faults == ()
    assert read.body == body_of(LAB)
    assert not any("left out" in sentence for sentence in read.said)


def test_cp9_a_question_changed_added_and_dropped_in_excel_arrives(written, tmp_path):
    book = load_workbook(written)
    page = book["Questions"]
    head, heads = _rows(page)
    rows = {page.cell(row, 1).value: row for row in range(head + 1, page.max_row + 1)}
    page.cell(rows["HL2"], heads.index("Question") + 1).value = "How many of each a month?"
    page.cell(rows["HL2"], heads.index("An answer needs") + 1).value = "number 2: in house and sent out"
    first_free = max(row for row in rows.values() if page.cell(row, 1).value) + 1
    for name, value in (
        ("Id", "HL90"),
        ("Question", "Who repairs it at night?"),
        ("Proves", "Fit"),
        ("Ask", "lab operations"),
        ("Counts when", "a name"),
        ("An answer needs", "person"),
    ):
        page.cell(first_free, heads.index(name) + 1).value = value
    page.delete_rows(rows["A6"])
    book.save(tmp_path / "changed.xlsx")
    read = read_playbook_book(tmp_path / "changed.xlsx", body_of(LAB))
    assert read.faults == ()
    assert {(one.section, one.item, one.what) for one in differences(body_of(LAB), read.body)} == {
        ("questions", "HL2", "changed"),
        ("questions", "HL90", "added"),
        ("questions", "A6", "removed"),
    }
    playbook = made(read.body, 2)
    assert playbook.question("HL2").text == "How many of each a month?"
    assert playbook.question("HL90").needs == ("person",)


def test_cp9_the_use_of_each_question_stands_beside_the_bank(written):
    page = load_workbook(written)["Use of questions"]
    head, heads = _rows(page)
    first = dict(zip(heads, (cell.value for cell in page[head + 1]), strict=True))
    assert first["Id"] == "HL2"
    assert (first["Asked"], first["Counted"], first["Led to proof"]) == (6, 1, 1)
    assert first["Rate"] == pytest.approx(1 / 6)
    assert "Reword or drop it" in first["What to do"]
    assert page.max_row >= head + len(LAB.questions)
