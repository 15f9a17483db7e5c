"""The committee of an account: seats, ghosts, coverage, power and stance with their history, no reporting loops."""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.problems import Problem
from app.services import account_page, editing, leads, seating, touches, undoing
from app.services.desk import Desk
from app.store.tables import StanceChange
from tests.services.conftest import BEN, NOW, everything

LINE = "hospital_lab"


@pytest.fixture
def house(desk: Desk, ada: int, add: Callable[..., int]) -> int:
    """The account of Ada and Ben."""
    add(BEN)
    account = desk.ask(leads.lead_rows, [ada])[0].account_id
    assert account is not None
    return account


@pytest.fixture
def people(desk: Desk, house: int) -> dict[str, int]:
    return {row.name: row.id for row in desk.ask(account_page.account_view, house).people}


@pytest.fixture
def seat(desk: Desk, house: int) -> Callable[..., int]:
    def seated(person: int | None = None, **changes: object) -> int:
        given = {"person_id": person, **changes} if person else changes
        return int(str(desk.do(seating.set_stakeholder, house, LINE, None, given).outcome))

    return seated


def _committee(desk: Desk, house: int):
    return desk.ask(account_page.account_view, house, LINE).committee


def test_an_unknown_committee_is_all_ghosts(desk: Desk, house: int) -> None:
    committee = _committee(desk, house)
    assert all(row.ghost and row.id is None for row in committee.rows)
    assert [row.need for row in committee.rows[:3]] == ["required"] * 3
    assert (committee.coverage.text, committee.coverage.covered) == ("0 of 3", 0)
    assert 1 <= len(committee.coverage.gaps) <= 7


def test_a_person_takes_the_place_of_a_ghost(desk: Desk, house: int, people: dict[str, int], seat) -> None:
    before = len(_committee(desk, house).rows)
    seat(people["Ada Berg"])
    committee = _committee(desk, house)
    row = next(row for row in committee.rows if row.name == "Ada Berg")
    assert (row.seat, row.seat_is_guess, row.need, row.ghost) == ("lab_operations", True, "required", False)
    assert len(committee.rows) == before
    assert committee.coverage.covered == 0, "a guess covers nothing"
    assert any("our guess" in says for says, _ in committee.coverage.gaps)


def test_who_is_confirmed_and_was_met_covers_the_seat(desk: Desk, house: int, ada: int, people, seat) -> None:
    seat(people["Ada Berg"], seat="lab_operations", certainty="told")
    assert _committee(desk, house).coverage.covered == 0
    desk.do(touches.log_touch, ada, "call", "Spoke about the plan", reached=True)
    committee = _committee(desk, house)
    assert committee.coverage.text == "1 of 3"
    desk.do(undoing.undo)
    assert _committee(desk, house).coverage.text == "0 of 3"


def test_everything_known_of_a_stakeholder_is_kept(desk: Desk, house: int, people, seat) -> None:
    boss = seat(people["Ben Ito"], seat="lab_director", power=["veto", "signs"], influence="high", stance=-1)
    one = seat(
        people["Ada Berg"],
        seat="lab_operations",
        power="recommends uses",
        stance=2,
        depth=3,
        certainty="told",
        can_show="Wrote the plan",
        reports_to_id=boss,
        last_contact=date(2026, 11, 12),
        next_step="Ask for an introduction",
        due=date(2026, 11, 20),
    )
    rows = {row.id: row for row in _committee(desk, house).rows}
    assert rows[boss].power == ("signs", "veto")
    assert (rows[one].power, rows[one].stance, rows[one].reports_to_name) == (("recommends", "uses"), 2, "Ben Ito")
    assert (rows[one].last_contact, rows[one].due, rows[one].can_show) == (
        date(2026, 11, 12),
        date(2026, 11, 20),
        "Wrote the plan",
    )


def test_a_reporting_loop_is_refused_and_spelled_out(desk: Desk, house: int, people, seat) -> None:
    ben = seat(people["Ben Ito"], seat="lab_director")
    ada = seat(people["Ada Berg"], seat="lab_operations", reports_to_id=ben)
    before = everything(desk)
    with pytest.raises(Problem, match="reporting loop: Ben Ito → Ada Berg → Ben Ito"):
        desk.do(seating.set_stakeholder, house, LINE, ben, {"reports_to_id": ada})
    with pytest.raises(Problem, match="reporting loop"):
        desk.do(seating.set_stakeholder, house, LINE, ben, {"reports_to_id": ben})
    with pytest.raises(Problem, match="of the same account"):
        desk.do(seating.set_stakeholder, house, LINE, ben, {"reports_to_id": 99})
    assert everything(desk) == before


def test_a_change_of_stance_keeps_what_it_was_and_why(desk: Desk, house: int, people, seat) -> None:
    ben = seat(people["Ben Ito"], stance=-1)
    desk.do(seating.set_stakeholder, house, LINE, ben, {"stance": 1}, "Liked the first run")
    desk.do(seating.set_stakeholder, house, LINE, ben, {"stance": 1})
    with pytest.raises(Problem, match="why this changed"):
        desk.do(seating.set_stakeholder, house, LINE, ben, {"stance": -2}, "  ")
    kept = desk.ask(lambda work: work.session.query(StanceChange).all())
    assert [(k.field, k.before, k.after, k.reason, k.at) for k in kept] == [
        ("stance", "Sceptical", "Supporter", "Liked the first run", NOW)
    ]


def test_nobody_disappears_who_leaves_the_committee(desk: Desk, house: int, people, seat) -> None:
    ben = seat(people["Ben Ito"], seat="lab_director")
    seat(people["Ada Berg"], seat="lab_operations", reports_to_id=ben)
    desk.do(seating.remove_stakeholder, ben)
    committee = _committee(desk, house)
    assert "Ben Ito" not in [row.name for row in committee.rows]
    assert next(row for row in committee.rows if row.name == "Ada Berg").reports_to is None
    assert "Ben Ito" in [row.name for row in desk.ask(account_page.account_view, house).people]
    desk.do(undoing.undo)
    again = _committee(desk, house)
    assert next(row for row in again.rows if row.name == "Ada Berg").reports_to_name == "Ben Ito"


def test_a_new_person_joins_the_account_and_the_committee(desk: Desk, house: int, seat) -> None:
    made = desk.do(seating.add_person, house, "Greta van Dorn", "Quality manager", "greta@northgate.example")
    assert made.people == {made.outcome}
    seat(int(str(made.outcome)))
    row = next(row for row in _committee(desk, house).rows if row.name == "Greta van Dorn")
    assert (row.seat, row.seat_is_guess) == ("quality_manager", True)
    with pytest.raises(Problem, match="Write a name"):
        desk.do(seating.add_person, house, " ")


def test_wrong_fields_and_strangers_are_refused(desk: Desk, house: int, seat) -> None:
    with pytest.raises(Problem, match="no field shoe"):
        desk.do(seating.set_stakeholder, house, LINE, None, {"shoe": 39})
    with pytest.raises(Problem, match="no longer on the committee"):
        desk.do(seating.set_stakeholder, house, LINE, 99, {"stance": 1})
    with pytest.raises(Problem, match="no longer on the committee"):
        desk.do(seating.remove_stakeholder, 99)
    with pytest.raises(Problem, match="no account 99"):
        desk.ask(account_page.account_view, 99)


def test_the_account_page_holds_together(desk: Desk, house: int, ada: int) -> None:
    desk.do(editing.edit_account, house, {"systems": "Epic Beaker", "accreditation": "CAP"})
    view = desk.ask(account_page.account_view, house)
    facts = {field: value for field, _, value in view.facts}
    assert (facts["systems"], facts["accreditation"], facts["size"]) == ("Epic Beaker", "CAP", "900")
    assert {row.person for row in view.leads} == {"Ada Berg", "Ben Ito"}
    assert view.committee.service_line == LINE
    assert view.history[0].label.startswith("Edit")
    other = desk.ask(account_page.account_view, house, "lab_partner").committee
    assert other.service_line == "lab_partner"
