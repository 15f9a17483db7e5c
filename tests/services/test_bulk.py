"""Bulk acts: many leads at once, rehearsed first, taken back in one, and nothing that was issued is erased."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.domain.listing import ListFilter
from app.domain.problems import Problem
from app.services import bulk, handoffs, leads, searching, touches, undoing
from app.services.bulk import BulkDone, delete_leads, set_owner, set_service_line
from app.services.desk import Desk
from app.services.lists import reading
from app.services.tags import tag
from app.store.tables import Person
from tests.services.conftest import BEN, CLEO, everything


@pytest.fixture
def three(ada: int, add: Callable[..., int]) -> tuple[int, int, int]:
    return ada, add(BEN), add(CLEO)


def _owners(desk: Desk, ids: tuple[int, ...]) -> list[str]:
    return [row.owner for row in desk.ask(leads.lead_rows, ids)]


def test_many_leads_get_one_owner_and_one_undo_gives_them_back(desk: Desk, three: tuple[int, ...]) -> None:
    desk.do(set_owner, three[:1], "Jon")
    before = everything(desk)
    done = desk.do(set_owner, three, " Jon ")
    assert done.label == "Give 2 leads to Jon"
    assert done.outcome == BulkDone(three[1:])
    assert _owners(desk, three) == ["Jon"] * 3
    desk.do(undoing.undo)
    assert everything(desk) == before


def test_an_owner_has_a_name_and_the_leads_are_there(desk: Desk, three: tuple[int, ...]) -> None:
    with pytest.raises(Problem, match="Name the owner"):
        desk.do(set_owner, three, "  ")
    with pytest.raises(Problem, match="Choose the leads first"):
        desk.do(set_owner, [4711], "Jon")


def test_a_service_line_is_changed_where_the_person_has_no_lead_in_it(
    desk: Desk, three: tuple[int, ...], add: Callable[..., int]
) -> None:
    second = add({**BEN, "service_line": "clinic_panels"})
    label = desk.ask(lambda work: work.label("service_line", "clinic_panels"))
    done = desk.do(set_service_line, [*three, second], label.upper())
    assert isinstance(done.outcome, BulkDone)
    assert done.outcome.done == (three[0],), "Cleo is in it already, and Ben has another lead there"
    assert [id for id, _, _ in done.outcome.left] == [three[1]]
    assert "has a lead in" in done.kept[0]
    with pytest.raises(Problem, match="is not a service line"):
        desk.do(set_service_line, three, "shoes")


def test_deleted_leads_take_what_is_noted_on_them_and_come_back_whole(desk: Desk, three: tuple[int, ...]) -> None:
    for lead in three:
        desk.do(touches.log_touch, lead, "call", "Spoke")
    desk.do(tag, three, "Board")
    before = everything(desk)
    rehearsed = desk.rehearse(delete_leads, three[:2])
    assert everything(desk) == before, "a rehearsal keeps nothing"
    done = desk.do(delete_leads, three[:2])
    assert rehearsed.outcome == done.outcome
    assert isinstance(done.outcome, BulkDone)
    assert done.outcome.done == three[:2]
    assert {"2 leads go", "2 touches go", "2 tags go"} <= set(done.outcome.says)
    assert list(desk.ask(leads.lead_ids, leads.LeadFilter())) == [three[2]]
    assert [hit.title for hit in desk.ask(searching.search, "ada berg") if hit.kind == "lead"] == []
    assert desk.ask(reading.count, "people", ListFilter()) == 3, "people stay, unless they are meant too"
    desk.do(undoing.undo)
    assert everything(desk) == before
    assert [hit.title for hit in desk.ask(searching.search, "ada berg") if hit.kind == "lead"] == ["Ada Berg"]


def test_people_whom_nothing_else_names_go_too_where_that_is_wanted(
    desk: Desk, three: tuple[int, ...], add: Callable[..., int]
) -> None:
    add({**BEN, "service_line": "clinic_panels"})
    before = everything(desk)
    desk.do(delete_leads, three, people_too=True)
    assert desk.ask(lambda work: work.session.scalars(select(Person.full_name)).all()) == ["Ben Ito"]
    desk.do(undoing.undo)
    assert everything(desk) == before


def test_a_lead_with_an_issued_handoff_stays(desk: Desk, three: tuple[int, ...], mql: int) -> None:
    desk.do(handoffs.issue_handoff, mql, None)
    sent = desk.ask(handoffs.handoff_rows)
    done = desk.do(delete_leads, three, people_too=True)
    assert isinstance(done.outcome, BulkDone)
    assert (done.outcome.done, [id for id, _, _ in done.outcome.left]) == (three[1:], [mql])
    assert done.kept == ("Ada Berg stays: handoff 1 is on record for good. Close the lead with a reason instead.",)
    assert desk.ask(handoffs.handoff_rows) == sent


def test_more_leads_than_one_statement_carries_are_changed_and_deleted(
    desk: Desk, bring_in: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_A_TIME", 7)
    lines = [f"Person {n},p{n}@clinic.example,House {n % 5},hospital_lab" for n in range(30)]
    bring_in("\n".join(["Name,E-mail,Company,Service line", *lines]))
    ids = desk.ask(leads.lead_ids, leads.LeadFilter())
    assert len(ids) == 30
    desk.do(set_owner, ids, "Jon")
    assert set(_owners(desk, tuple(ids))) == {"Jon"}
    desk.do(delete_leads, ids)
    assert desk.ask(leads.count_leads, leads.LeadFilter()) == 0
