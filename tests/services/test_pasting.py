"""A block from a spreadsheet over rows of a list: by titles or by place, blank cells leave what is there."""

from collections.abc import Callable

import pytest

from app.domain.problems import Problem
from app.services.desk import Desk
from app.services.pasting import Block, Laid, block, lay, look_at_block
from app.services.table_edits import Cell
from tests.services.conftest import ADA, BEN, CLEO

COLUMNS = ("person", "title", "stage", "city")


def _block(desk: Desk, text: str) -> Block:
    return desk.ask(block, "leads", text, "")


def test_a_block_goes_to_the_columns_from_the_first_on(desk: Desk) -> None:
    laid = desk.ask(lay, "leads", _block(desk, "Head\tSQL\nBoss\t\n"), (7, 5), COLUMNS[1:], whole=True)
    assert laid.cells == (Cell(7, "title", "Head"), Cell(7, "stage", "SQL"), Cell(5, "title", "Boss"))
    assert laid.says == ("1 blank cell leaves what is there.",)


def test_titles_say_where_the_columns_go(desk: Desk) -> None:
    pasted = _block(desk, "City\tShoes\tjob title\tTitle\tFit\nLund\t43\t\tHead\t9\n")
    assert pasted == Block((("Lund", "43", "", "Head", "9"),), ("city", "", "", "title", "fit"))
    laid = desk.ask(lay, "leads", pasted, (7, 5), COLUMNS, whole=True)
    assert laid.cells == tuple(Cell(id, column, text) for id in (7, 5) for column, text in
                               (("city", "Lund"), ("title", "Head")))  # fmt: skip
    assert laid.says == ("Not to be typed, and left as they are: Fit.",)


def test_one_cell_fills_what_is_selected(desk: Desk) -> None:
    pasted = _block(desk, "Jon")
    assert not pasted.is_table
    laid = desk.ask(lay, "leads", pasted, (1, 2, 3), ("owner", "city"), whole=True)
    assert laid == Laid(tuple(Cell(id, "owner", "Jon") for id in (1, 2, 3)))
    assert desk.ask(lay, "leads", pasted, (1, 2, 3), ("owner",), whole=False).cells == (Cell(1, "owner", "Jon"),)


def test_from_the_row_in_hand_it_goes_down_as_far_as_there_are_rows(desk: Desk) -> None:
    pasted = _block(desk, "a\nb\nc\n")
    laid = desk.ask(lay, "leads", pasted, (4, 9), ("city",), whole=False)
    assert laid.cells == (Cell(4, "city", "a"), Cell(9, "city", "b"))
    assert laid.says == ("1 row of the clipboard has no row here.",)


@pytest.mark.parametrize("text", ["a\nb\n", "a\nb\nc\nd\n"])
def test_a_block_of_another_height_than_the_selection_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(Problem, match="Select as many, or only the first"):
        desk.ask(lay, "leads", _block(desk, text), (1, 2, 3), ("city",), whole=True)


def test_nothing_is_laid_over_nothing(desk: Desk) -> None:
    for text, ids in (("", (1,)), ("a", ())):
        with pytest.raises(Problem, match="no rows on the clipboard"):
            desk.ask(lay, "leads", _block(desk, text), ids, ("city",), whole=True)


def test_what_reaches_past_the_table_is_said(desk: Desk) -> None:
    laid = desk.ask(lay, "leads", _block(desk, "a\tb\tc"), (1,), ("city",), whole=False)
    assert laid == Laid((Cell(1, "city", "a"),), ("2 columns of the clipboard reach past the last column.",))


def test_what_comes_back_unchanged_changes_nothing(desk: Desk, ada: int) -> None:
    text = "Person\tStage\tPath\tCity\tAsked for\nAda Berg\tLead\t\tColumbus\t'=1+1\n"
    plan = desk.ask(look_at_block, "leads", _block(desk, text), (ada,), COLUMNS, whole=False).plan
    assert [(one.column, one.after) for one in plan.changed] == [("asked_for", "=1+1")]
    assert plan.refused == ()


def test_lines_that_name_their_rows_find_them_in_any_order(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    ben, cleo = add(BEN), add(CLEO)
    text = f"E-mail\tTitle\nCLEO@marshclinic.example\tOwner too\nnew@x.example\tNew\n{ADA['email']}\tHead\n"
    pasted = _block(desk, text)
    assert pasted.known == (cleo, 0, ada)
    look = desk.ask(look_at_block, "leads", pasted, (ben,), COLUMNS, whole=False)
    assert [(one.row, one.after) for one in look.plan.changed] == [(cleo, "Owner too"), (ada, "Head")]
    assert look.laid.says[:2] == (
        "2 rows are found by what they name, wherever they stand.",
        "1 row of the clipboard has no row here.",
    )
    by_number = _block(desk, f"Lead\tTitle\n{ben}\tDirector\n")
    assert by_number.known == (ben,)


def test_an_address_that_names_two_leads_names_none(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    add({**ADA, "service_line": "clinic_panels"})
    assert _block(desk, f"E-mail\tTitle\n{ADA['email']}\tHead\n").known == ()
    assert _block(desk, "E-mail\tTitle\nx@x.example\tHead\n").known == ()
