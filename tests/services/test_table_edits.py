"""Cells of a list: what is typed means what people read, what is refused says why, one undo takes all of it back."""

import random
from collections.abc import Callable
from datetime import date

import pytest

from app.domain.problems import Problem
from app.services import undoing
from app.services.desk import Desk
from app.services.lists.places import columns
from app.services.lists.reading import rows
from app.services.moves import move
from app.services.table_edits import Cell, EditPlan, Proposed, cell_choices, edit_cells, look_at_cells, paste_cells
from tests.services.conftest import ADA, BEN, CLEO, a_reason, everything


@pytest.fixture
def team(ada: int, add: Callable[..., int]) -> tuple[int, int, int]:
    """Ada and Ben of one account, Cleo of another."""
    return ada, add(BEN), add(CLEO)


def _cell(desk: Desk, row: int, column: str, place: str = "leads") -> object:
    (found,) = desk.ask(rows, place, [row], [column])
    return found.values[0]


TYPED = {
    "text": ("title", " Head  of\nlab ", "Head of lab"),
    "a note keeps its lines": ("asked_for", "A demo \nand a price\n", "A demo\nand a price"),
    "a choice by label": ("segment", "regional provider", "Regional provider"),
    "a choice by id": ("facility_type", "clinic", "Clinic"),
    "a country by name": ("country", "Germany", "DE"),
    "a number with separators": ("size", "1,200", 1200),
    "a number with dots": ("size", "12.500", 12500),
    "a number as workbooks write it": ("size", "900.0", 900),
    "a day": ("due", "2026-12-01", date(2026, 12, 1)),
    "a day from now": ("due", "+3d", date(2026, 11, 19)),
    "a day of the week": ("due", "fri", date(2026, 11, 20)),
    "a day in words": ("due", "1 December 2026", date(2026, 12, 1)),
    "a day with slashes that is certain": ("due", "12/31/2026", date(2026, 12, 31)),
    "an owner": ("owner", "Jon", "Jon"),
    "a relation": ("relation", "customer", "Customer"),
    "an address": ("email", "ada@northgate.example", "ada@northgate.example"),
}


def test_what_is_typed_means_what_people_read(desk: Desk, ada: int) -> None:
    for case, (column, text, value) in TYPED.items():
        if column in ("size", "segment"):  # some cases write what is there
            desk.do(edit_cells, "leads", [Cell(ada, column, "")])
        changed = desk.do(edit_cells, "leads", [Cell(ada, column, text)])
        assert _cell(desk, ada, column) == value, case
        assert ada in changed.leads, case
        assert isinstance(changed.outcome, EditPlan)
        (one,) = changed.outcome.cells
        assert (one.after, one.refused) == (str(value), ""), case


REFUSED = {
    "stage": ("stage", "MQL", "changes by a move"),
    "path": ("path", "Nurture track", "changes by a move"),
    "tags": ("tags", "Fair", "the tag of the selected"),
    "what follows": ("fit", "99", "follows from other facts"),
    "a wrong choice": ("segment", "Shoes", "choose one of"),
    "no country": ("country", "Atlantis", "not a country"),
    "no number": ("size", "many", "not a whole number"),
    "less than nothing": ("size", "-3", "less than nothing"),
    "no day": ("due", "soon", "not a date"),
    "an uncertain day": ("due", "03/04/2027", "day or month first"),
    "no address": ("email", "ada at northgate", "not an e-mail address"),
    "no owner of an open lead": ("owner", " ", "keeps an owner"),
    "no day of an open lead": ("due", "", "keeps an owner"),
    "no company": ("account", "", "needs a name"),
    "a known company": ("account", "marsh clinic", "merge the two"),
    "too long": ("city", "x" * 201, "200 characters"),
    "a line of its own": ("service_line", "shoes", "choose one of"),
}


def test_what_cannot_stand_in_a_cell_is_refused_with_its_sentence(desk: Desk, team: tuple[int, ...]) -> None:
    before = everything(desk)
    for case, (column, text, says) in REFUSED.items():
        (seen,) = desk.ask(look_at_cells, "leads", [Cell(team[0], column, text)]).cells
        assert says in seen.refused, case
        assert not seen.changes, case
        with pytest.raises(Problem, match=says):
            desk.do(edit_cells, "leads", [Cell(team[0], column, text)])
    assert everything(desk) == before


def test_what_is_right_is_done_in_one_act_and_the_rest_is_listed(desk: Desk, team: tuple[int, ...]) -> None:
    before = everything(desk)
    cells = [
        Cell(team[0], "title", "Lab head"),
        Cell(team[0], "stage", "SQL"),
        Cell(team[1], "title", "Pathologist"),
        Cell(team[1], "owner", "Mia"),
        Cell(team[2], "due", "whenever"),
        Cell(4711, "title", "Nobody"),
    ]
    plan = desk.ask(look_at_cells, "leads", cells)
    assert everything(desk) == before
    done = desk.do(paste_cells, "leads", cells)
    assert done.outcome == plan, "the look is what is done"
    assert [(one.row, one.before, one.after) for one in plan.changed] == [
        (team[0], "Laboratory manager", "Lab head"),
        (team[1], "Laboratory medical director", "Pathologist"),
    ]
    assert done.label == "Change 2 cells in 2 rows"
    assert len(done.kept) == 3
    assert done.kept[0].startswith("Ada Berg, Stage: ")
    assert "not there any more" in done.kept[2]
    desk.do(undoing.undo)
    assert everything(desk) == before


def test_a_fact_that_two_rows_share_gets_one_value(desk: Desk, team: tuple[int, ...]) -> None:
    cells = [Cell(team[0], "city", "Lund"), Cell(team[1], "city", "Malmö"), Cell(team[1], "country", "SE")]
    plan = desk.ask(look_at_cells, "leads", cells)
    assert [one.refused != "" for one in plan.cells] == [False, True, False]
    assert desk.do(edit_cells, "leads", cells).outcome == plan
    assert [_cell(desk, id, "city") for id in team[:2]] == ["Lund", "Lund"]
    alike = [Cell(id, "city", "Lund") for id in team]
    assert not desk.ask(look_at_cells, "leads", alike).refused


def test_a_company_is_renamed_for_all_its_leads_and_says_so(desk: Desk, team: tuple[int, ...]) -> None:
    (seen,) = desk.ask(look_at_cells, "leads", [Cell(team[0], "account", "Northgate Labs")]).cells
    assert seen.note == "Renames the account, also of 1 other lead"
    desk.do(edit_cells, "leads", [Cell(team[0], "account", "Northgate Labs")])
    assert _cell(desk, team[1], "account") == "Northgate Labs"


def test_leads_without_an_account_come_to_one_by_its_name(desk: Desk, add: Callable[..., int], ada: int) -> None:
    alone = [add({"full_name": name, "email": f"{name.lower()}@mail.example", "service_line": "hospital_lab"})
             for name in ("Dora", "Emil", "Finn")]  # fmt: skip
    assert (
        "Name the company first" in desk.ask(look_at_cells, "leads", [Cell(alone[0], "city", "Lund")]).cells[0].refused
    )
    cells = [
        Cell(alone[0], "city", "Lund"),
        Cell(alone[0], "account", "Lund Clinic"),
        Cell(alone[1], "account", "LUND CLINIC"),
        Cell(alone[2], "account", "Northgate Hospital Labs"),
        Cell(alone[2], "city", "Boston"),
    ]
    plan = desk.ask(look_at_cells, "leads", cells)
    assert [one.note for one in plan.cells[1:4:2]] == ["Makes this account", "Joins this account"]
    assert "write it like that" in plan.cells[2].refused
    assert "next" in plan.cells[4].refused
    assert desk.do(edit_cells, "leads", cells).outcome == plan
    assert (_cell(desk, alone[0], "account"), _cell(desk, alone[0], "city")) == ("Lund Clinic", "Lund")
    assert _cell(desk, ada, "city") == ADA["city"]


def test_somebody_can_always_be_told(desk: Desk, ada: int) -> None:
    cells = [Cell(1, "person", ""), Cell(1, "email", "")]
    plan = desk.ask(look_at_cells, "people", cells)
    assert len(plan.refused) == 2
    with pytest.raises(Problem, match="None of the 2 cells"):
        desk.do(edit_cells, "people", cells)
    desk.do(edit_cells, "people", [*cells, Cell(1, "phone", "+46 40 123")])
    assert _cell(desk, 1, "phone", "people") == "+46 40 123"


def test_a_person_has_one_lead_in_a_service_line(desk: Desk, team: tuple[int, ...], add: Callable[..., int]) -> None:
    second = add({**BEN, "service_line": "clinic_panels"})
    (seen,) = desk.ask(look_at_cells, "leads", [Cell(second, "service_line", "hospital_lab")]).cells
    assert "already" in seen.refused


def test_accounts_and_people_are_edited_like_leads(desk: Desk, team: tuple[int, ...]) -> None:
    desk.do(edit_cells, "accounts", [Cell(1, "size", "950"), Cell(1, "name", "Northgate"), Cell(1, "relation", "")])
    assert (_cell(desk, 1, "size", "accounts"), _cell(desk, 1, "name", "accounts")) == (950, "Northgate")
    desk.do(edit_cells, "people", [Cell(1, "title", "Head"), Cell(1, "notes", "Calls\nback")])
    assert _cell(desk, 1, "notes", "people") == "Calls\nback"
    with pytest.raises(Problem, match="follows from other facts"):
        desk.do(edit_cells, "people", [Cell(1, "leads", "7")])
    with pytest.raises(Problem, match="is not a column"):
        desk.ask(look_at_cells, "leads", [Cell(1, "shoe_size", "43")])


def test_every_column_that_can_be_typed_can_be_typed(desk: Desk, team: tuple[int, ...]) -> None:
    samples = {"size": "7", "due": "2027-01-01", "country": "SE", "email": "a@b.example", "domain": "b.example"}
    for place in ("leads", "people", "accounts"):
        for column in columns(place):
            if not column.field:
                continue
            proposed = desk.ask(cell_choices, place, column.id).words
            text = samples.get(column.id) or (proposed[-1] if proposed and column.kind == "choice" else "Another")
            (seen,) = desk.ask(look_at_cells, place, [Cell(3 if place == "leads" else 1, column.id, text)]).cells
            assert not seen.refused, (place, column.id, seen)


def test_a_closed_lead_may_lose_its_date(desk: Desk, ada: int) -> None:
    desk.do(move, ada, path="disqualified", reason=a_reason(due=None, code="competitor"))
    desk.do(edit_cells, "leads", [Cell(ada, "due", "2027-01-01")])
    desk.do(edit_cells, "leads", [Cell(ada, "due", "")])
    assert _cell(desk, ada, "due") is None


def test_what_looks_like_patient_data_is_said(desk: Desk, ada: int) -> None:
    changed = desk.do(edit_cells, "leads", [Cell(ada, "asked_for", "Jane Roe, born 1961-04-03, MRN 4471122")])
    assert any("patient data" in one for one in changed.kept)


def test_proposals_are_the_words_of_the_list_or_those_in_use(desk: Desk, team: tuple[int, ...]) -> None:
    assert "Clinic" in desk.ask(cell_choices, "leads", "facility_type").words
    assert desk.ask(cell_choices, "leads", "facility_type").closed
    assert desk.ask(cell_choices, "leads", "country") == Proposed(("US", "CA"))
    assert desk.ask(cell_choices, "leads", "account").words[0] == "Northgate Hospital Labs"
    assert desk.ask(cell_choices, "leads", "due") == Proposed(())


WORDS = (
    *("", "Head", "Clinic", "SQL", "DE", "Sweden", "12", "2027-02-03", "fri", "x@y.example", "Marsh Clinic", "New"),
    *("Mia", "Customer", "clinic_panels", "Hospital lab services", "=1+1", "a\nb", "-1"),
)


@pytest.mark.parametrize("place", ["leads", "people", "accounts"])
def test_whatever_is_typed_the_look_is_what_is_done_and_read(
    desk: Desk, team: tuple[int, ...], place: str, add: Callable[..., int]
) -> None:
    add({"full_name": "Dora", "email": "dora@mail.example", "service_line": "hospital_lab"})
    dice = random.Random(place)
    ids = [column.id for column in columns(place)]
    changed = 0
    for _ in range(60):
        cells = [Cell(dice.randint(1, 4), dice.choice(ids), dice.choice(WORDS)) for _ in range(dice.randint(1, 12))]
        cells = list({(cell.row, cell.column): cell for cell in cells}.values())
        plan = desk.ask(look_at_cells, place, cells)
        before = everything(desk)
        try:
            done = desk.do(edit_cells, place, cells)
        except Problem:
            assert plan.refused and not plan.changed
            assert everything(desk) == before
            continue
        assert done.outcome == plan
        again = desk.ask(look_at_cells, place, [Cell(one.row, one.column, one.after) for one in plan.changed])
        assert not again.refused
        assert [(one.before, one.changes) for one in again.cells] == [(one.after, False) for one in plan.changed]
        changed += len(plan.changed)
    assert changed > 60
