"""Two records of one person or organisation become one: nothing is lost, and taking it back is as if it never was."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from app.domain.lead import Answered
from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import (
    account_page,
    answers,
    belongings,
    deriving,
    editing,
    handoffs,
    lead_page,
    lead_record,
    leads,
    merging,
    moves,
    nurturing,
    searching,
    seating,
    touches,
    undoing,
    unmerging,
)
from app.services.desk import Desk
from app.services.work import Changed, Work
from app.store import forwarding
from app.store.tables import Account, Base, GapRow, HandoffRow, Lead, Person, SeparatePair, SignalRow, StakeholderRow
from tests.services.conftest import ADA, NOW, SetClock, a_reason, everything

LINE = "hospital_lab"
TWIN = {
    "full_name": "A. Berg",
    "email": "ada.berg@mailbox.example",
    "job_title": "Head of laboratory operations",
    "company": "Northgate Hospital Labs",
    "service_line": LINE,
    "phone": "+14155550134",
    "source": "webinar",
}


def person_of(desk: Desk, lead: int) -> int:
    return desk.ask(lead_page.lead_view, lead).person.id


def rows(desk: Desk, table: Any, **where: Any) -> list[Any]:
    def asked(work: Work) -> list[Any]:
        return list(work.session.scalars(select(table).filter_by(**where).order_by(table.id)))

    return desk.ask(asked)


@pytest.fixture
def twin(add: Callable[..., int], ada: int, clock: SetClock) -> int:
    """Ada once more, with another address, in the same service line; made a day later."""
    clock.forward(days=1)
    return add(TWIN)


@pytest.fixture
def both(desk: Desk, ada: int, twin: int) -> tuple[int, int]:
    """The two people, both leads judged today."""
    desk.tend(deriving.bring_up_to_date)
    return person_of(desk, ada), person_of(desk, twin)


def test_a_merge_keeps_one_person_with_the_better_values_and_the_others_beside_them(
    desk: Desk, ada: int, both: tuple[int, int]
) -> None:
    done = desk.do(merging.merge, "people", *both)
    card = desk.ask(lead_page.lead_view, ada).person
    assert (card.id, card.name, card.email) == (both[0], "Ada Berg", ADA["email"])
    assert card.title == "Head of laboratory operations", "the later title is the one she has"
    assert card.phone == "+14155550134"
    beside = {(field, value): at for field, value, at in card.alternatives}
    assert set(beside) == {
        ("email", "ada.berg@mailbox.example"),
        ("full_name", "A. Berg"),
        ("job_title", ADA["job_title"]),
    }
    assert beside["job_title", ADA["job_title"]] == NOW, "a former title has its date"
    assert rows(desk, Person, id=both[1]) == []
    assert done.label == "Merge Ada Berg with A. Berg"


def test_the_person_chooses_field_by_field(desk: Desk, ada: int, both: tuple[int, int]) -> None:
    desk.do(merging.merge, "people", *both, {"email": both[1], "job_title": both[0], "full_name": both[1]})
    card = desk.ask(lead_page.lead_view, ada).person
    assert (card.name, card.email, card.title) == ("A. Berg", TWIN["email"], ADA["job_title"])
    assert ("email", ADA["email"]) in {(field, value) for field, value, _ in card.alternatives}


def test_leads_in_one_service_line_become_one_with_everything(
    desk: Desk, ada: int, twin: int, both: tuple[int, int], clock: SetClock
) -> None:
    for lead in (ada, twin):
        desk.do(touches.log_touch, lead, "call", f"Spoke about lead {lead}")
        desk.do(touches.add_signal, lead, "pricing_request", asset=f"List {lead}")
    before = {lead: desk.ask(lead_record.lead_record, lead) for lead in (ada, twin)}
    desk.do(merging.merge, "people", *both)
    after = desk.ask(lead_record.lead_record, ada)
    for what in ("signals", "touches"):
        found = {one.id for one in getattr(after, what)}
        assert found == {one.id for record in before.values() for one in getattr(record, what)}
    assert desk.ask(leads.lead_ids, leads.LeadFilter()) == [ada]


def test_scores_and_search_follow_a_merge(desk: Desk, ada: int, twin: int, both: tuple[int, int]) -> None:
    intent = desk.ask(lead_page.lead_view, ada).score.intent
    desk.do(touches.add_signal, twin, "pricing_request", asset="Prices")
    desk.do(merging.merge, "people", *both)
    assert desk.ask(lead_page.lead_view, ada).score.intent > intent
    assert rows(desk, Lead, id=ada)[0].intent == desk.ask(lead_page.lead_view, ada).score.intent
    found = desk.ask(searching.search, "operations")
    assert [(hit.kind, hit.id) for hit in found if hit.kind == "lead"] == [("lead", ada)]


def test_a_signal_that_both_lists_tell_of_is_one(desk: Desk, ada: int, twin: int, both: tuple[int, int]) -> None:
    at = datetime(2026, 11, 10, 9, tzinfo=UTC)
    for lead in (ada, twin):
        desk.do(editing.edit_lead, lead, {"source": "webinar"})
        desk.do(touches.add_signal, lead, "webinar_attended", at=at, asset="Panels in 20 minutes")
    desk.do(merging.merge, "people", *both)
    webinars = [one for one in rows(desk, SignalRow, lead_id=ada) if one.kind == "webinar_attended" and one.at == at]
    assert len(webinars) == 1


def test_answers_that_contradict_each_other_are_flagged_and_kept(
    desk: Desk, ada: int, twin: int, both: tuple[int, int]
) -> None:
    criterion = desk.ask(lead_page.lead_view, ada).mql.rows[0].id
    desk.do(answers.answer, ada, criterion, Answered.YES, "Told us so")
    desk.do(answers.answer, twin, criterion, Answered.NO, "Told us otherwise")
    done = desk.do(merging.merge, "people", *both)
    row = next(row for row in desk.ask(lead_page.lead_view, ada).mql.rows if row.id == criterion)
    assert row.contradicted
    assert any("contradict each other" in sentence for sentence in done.kept)


def test_the_further_stage_stands_and_both_histories_stay(
    desk: Desk, ada: int, twin: int, both: tuple[int, int], prove: Callable[..., Changed]
) -> None:
    prove(twin)
    desk.do(moves.move, twin, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
    desk.do(moves.move, ada, path="needs_research", reason=a_reason(next_step="Read their site"))
    done = desk.do(merging.merge, "people", *both)
    lead = rows(desk, Lead, id=ada)[0]
    assert (lead.stage, lead.path, lead.next_step) == ("mql", "sales_discovery", "Call again")
    assert [move.next_step for move in desk.ask(lead_record.lead_record, ada).moves] == [
        "Call again",
        "Read their site",
    ]
    assert any("MQL" in sentence and "both histories" in sentence for sentence in done.kept)


def test_an_open_lead_is_never_closed_by_a_merge(
    desk: Desk, ada: int, twin: int, both: tuple[int, int], prove: Callable[..., Changed]
) -> None:
    prove(twin)
    desk.do(moves.move, twin, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
    desk.do(moves.move, twin, path="disqualified", reason=a_reason(code="wrong_geography"))
    desk.do(merging.merge, "people", *both)
    lead = rows(desk, Lead, id=ada)[0]
    assert (lead.stage, lead.is_open, bool(lead.owner and lead.next_step and lead.due)) == ("mql", True, True)


def test_a_track_chosen_by_hand_stays_and_another_one_is_kept_beside_it(
    desk: Desk, ada: int, twin: int, both: tuple[int, int]
) -> None:
    first, second = (track.id for track in desk.ask(lambda work: work.playbook).nurture[:2])
    desk.do(nurturing.choose_track, twin, first)
    desk.do(merging.merge, "people", *both)
    assert rows(desk, Lead, id=ada)[0].track == first
    desk.do(undoing.undo)
    desk.do(nurturing.choose_track, ada, second)
    desk.do(merging.merge, "people", *both)
    lead = rows(desk, Lead, id=ada)[0]
    assert {lead.track, *lead.extra.values()} >= {first, second}


def test_a_lead_in_another_service_line_stays_a_lead_of_its_own(
    desk: Desk, ada: int, add: Callable[..., int], clock: SetClock
) -> None:
    other = next(line.id for line in desk.ask(lambda work: work.playbook).service_lines if line.id != LINE)
    second = add({**TWIN, "service_line": other})
    keep, gone = person_of(desk, ada), person_of(desk, second)
    desk.do(merging.merge, "people", keep, gone)
    assert {lead.id for lead in rows(desk, Lead, person_id=keep)} == {ada, second}


def test_a_consent_withdrawn_on_either_side_is_withdrawn(desk: Desk, both: tuple[int, int]) -> None:
    desk.do(editing.set_consent, both[0], "email", "yes")
    desk.do(editing.set_consent, both[1], "email", "no")
    desk.do(editing.set_consent, both[1], "phone", "yes")
    desk.do(merging.merge, "people", *both)
    assert rows(desk, Person, id=both[0])[0].consent == {"email": "no", "phone": "yes"}


def test_notes_and_further_facts_of_both_are_kept(desk: Desk, both: tuple[int, int]) -> None:
    def noted(work: Work) -> Changed:
        for id, text in zip(both, ("Likes short mails", "Back in May"), strict=True):
            person = work.session.get_one(Person, id)
            person.notes, person.extra = text, {"Booth": text}
        return Changed("Note")

    desk.do(noted)
    desk.do(merging.merge, "people", *both)
    person = rows(desk, Person, id=both[0])[0]
    assert person.notes == "Likes short mails\nBack in May"
    assert person.extra == {"Booth": "Likes short mails", "Booth (2)": "Back in May"}


# --- the committee ----------------------------------------------------------------------------------------------------


def house_of(desk: Desk, lead: int) -> int:
    account = desk.ask(leads.lead_rows, [lead])[0].account_id
    assert account is not None
    return account


def seated(desk: Desk, house: int, person: int, **changes: Any) -> int:
    given = {"person_id": person, **changes}
    return int(str(desk.do(seating.set_stakeholder, house, LINE, None, given).outcome))


def test_the_same_seat_twice_becomes_one(desk: Desk, ada: int, both: tuple[int, int]) -> None:
    house = house_of(desk, ada)
    boss = int(str(desk.do(seating.add_person, house, "Carl Ott").outcome))
    manager = seated(desk, house, boss, seat="executive_sponsor")
    first = seated(desk, house, both[0], seat="lab_operations", power=("uses",), certainty="guess", stance=0)
    second = seated(
        desk,
        house,
        both[1],
        seat="lab_operations",
        power=("budget",),
        certainty="told",
        stance=2,
        reports_to_id=manager,
        last_contact=date(2026, 11, 3),
    )
    desk.do(merging.merge, "people", *both)
    (row,) = rows(desk, StakeholderRow, person_id=both[0])
    assert row.id == first != second
    assert (row.power, row.stance, row.certainty, row.reports_to_id) == ("budget uses", 2, "told", manager)
    assert row.last_contact == date(2026, 11, 3)


def test_a_reporting_loop_is_refused_and_spelled_out(desk: Desk, ada: int, both: tuple[int, int]) -> None:
    house = house_of(desk, ada)
    carl = int(str(desk.do(seating.add_person, house, "Carl Ott").outcome))
    top = seated(desk, house, both[0], seat="executive_sponsor")
    middle = seated(desk, house, carl, seat="lab_operations", reports_to_id=top)
    seated(desk, house, both[1], seat="procurement", reports_to_id=middle)
    before = everything(desk)
    with pytest.raises(Problem, match=r"loop: (Ada Berg → Carl Ott → Ada Berg|Carl Ott → Ada Berg → Carl Ott)"):
        desk.do(merging.merge, "people", *both)
    assert everything(desk) == before


def test_two_accounts_become_one_with_their_people_leads_and_seats(
    desk: Desk, ada: int, add: Callable[..., int]
) -> None:
    second = add({**TWIN, "company": "Northgate Labs Inc", "city": "Columbus"})
    keep, gone = house_of(desk, ada), house_of(desk, second)
    assert keep != gone
    seated(desk, keep, person_of(desk, ada))
    seated(desk, gone, person_of(desk, second))
    before = everything(desk)
    done = desk.do(merging.merge, "accounts", keep, gone)
    view = desk.ask(account_page.account_view, keep, LINE)
    assert {row.id for row in view.people} == {person_of(desk, ada), person_of(desk, second)}
    assert {row.id for row in view.leads} == {ada, second}
    assert {row.person_id for row in view.committee.rows if not row.ghost} == {row.id for row in view.people}
    assert rows(desk, Account, id=keep)[0].city == "Columbus"
    assert done.action is not None
    desk.do(undoing.undo, done.action)
    assert everything(desk) == before


def test_merged_accounts_refuse_a_loop_too(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    second = add({**TWIN, "company": "Northgate Labs Inc"})
    keep, gone = house_of(desk, ada), house_of(desk, second)
    one, other = person_of(desk, ada), person_of(desk, second)
    for house, top, under in ((keep, one, other), (gone, other, one)):
        boss = seated(desk, house, top, seat="executive_sponsor")
        seated(desk, house, under, seat="lab_operations", reports_to_id=boss)
    with pytest.raises(Problem, match="reporting loop"):
        desk.do(merging.merge, "accounts", keep, gone)


def test_an_organisation_that_was_not_chosen_stays_beside_the_one_that_was(
    desk: Desk, ada: int, add: Callable[..., int]
) -> None:
    second = add({**TWIN, "company": "Marsh Clinic"})
    keep, gone = person_of(desk, ada), person_of(desk, second)
    desk.do(merging.merge, "people", keep, gone, {"company": gone})
    card = desk.ask(lead_page.lead_view, ada).person
    (house,) = rows(desk, Account, name="Marsh Clinic")
    assert rows(desk, Person, id=keep)[0].account_id == house.id
    assert ("company", "Northgate Hospital Labs") in {(field, value) for field, value, _ in card.alternatives}


def test_whatever_belongs_to_somebody_or_to_a_lead_is_known_to_a_merge() -> None:
    """A new table that names people, organisations or leads must be carried over too; a merge would lose its rows."""
    known = {
        "person": {table.__tablename__ for table in belongings.OF_PERSON} | {"lead", "alternative"},
        "account": {table.__tablename__ for table in belongings.AT_ACCOUNT} | {"alternative"},
        "lead": {table.__tablename__ for table in belongings.STORY},
    }
    named: dict[str, set[str]] = {table: set() for table in known}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if (of := key.column.table.name) in named:
                named[of].add(table.name)
    assert named == known


# --- old numbers ------------------------------------------------------------------------------------------------------


def test_an_issued_handoff_stays_as_it_was_sent_and_is_found_at_the_survivor(
    desk: Desk, twin: int, both: tuple[int, int], prove: Callable[..., Changed], ada: int
) -> None:
    prove(twin)
    desk.do(moves.move, twin, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
    desk.do(handoffs.issue_handoff, twin, None)
    (sent,) = rows(desk, HandoffRow)
    desk.do(merging.merge, "people", *both)
    (now,) = rows(desk, HandoffRow)
    assert (now.uuid, now.sheet, now.digest, now.sent_at) == (sent.uuid, sent.sheet, sent.digest, sent.sent_at)
    assert [row.lead_id for row in desk.ask(handoffs.handoff_rows, lead_id=ada)] == [ada]


def test_old_numbers_and_identities_lead_to_the_survivor(
    desk: Desk, ada: int, twin: int, both: tuple[int, int], add: Callable[..., int]
) -> None:
    identity = rows(desk, Lead, id=twin)[0].uuid
    third = add({**TWIN, "full_name": "Ada Berg-Lund", "email": "abl@northgate.example", "phone": ""})
    desk.do(merging.merge, "people", *both)
    desk.do(merging.merge, "people", person_of(desk, third), both[0])
    assert desk.ask(searching.lead_by_name, str(twin)) == [third]
    assert desk.ask(searching.lead_by_name, identity) == [third]
    assert desk.ask(lambda work: forwarding.survivor(work.session, "person", both[1])) == person_of(desk, third)
    with pytest.raises(Problem, match=f"merged into lead {third}"):
        desk.do(touches.log_touch, twin, "call", "Too late")


# --- taking it back ---------------------------------------------------------------------------------------------------


def test_merge_then_undo_is_the_identity(desk: Desk, ada: int, twin: int, both: tuple[int, int]) -> None:
    house = house_of(desk, ada)
    for person in both:
        seated(desk, house, person, seat="lab_operations")
    for lead in (ada, twin):
        desk.do(touches.log_touch, lead, "call", "Spoke")
    before = everything(desk)
    done = desk.do(merging.merge, "people", *both)
    merged = everything(desk)
    undone = desk.do(undoing.undo, done.action)
    assert everything(desk) == before
    assert undone.kept == ()
    desk.do(undoing.redo)
    assert everything(desk) == merged


def test_what_came_since_a_merge_stays_when_it_is_taken_back(
    desk: Desk, ada: int, twin: int, both: tuple[int, int]
) -> None:
    done = desk.do(merging.merge, "people", *both)
    desk.do(touches.log_touch, ada, "call", "Spoke after the merge")
    desk.do(editing.edit_person, both[0], {"job_title": "Chief of staff"})
    undone = desk.do(undoing.undo, done.action)
    assert [touch.outcome for touch in desk.ask(lead_record.lead_record, ada).touches] == ["Spoke after the merge"]
    assert rows(desk, Person, id=both[0])[0].job_title == "Chief of staff"
    assert rows(desk, Person, id=both[1])[0].job_title == TWIN["job_title"]
    assert any("job title was edited since" in sentence for sentence in undone.kept)
    assert f"Came since the merge and stays with lead {ada} (Ada Berg): 1 touch." in undone.kept


def test_an_undo_with_edits_takes_what_came_since_too(desk: Desk, ada: int, both: tuple[int, int]) -> None:
    before = everything(desk)
    done = desk.do(merging.merge, "people", *both)
    desk.do(editing.edit_person, both[0], {"job_title": "Chief of staff"})
    edited = everything(desk)
    rehearsed = desk.rehearse(undoing.undo, done.action, edits_too=True)
    assert everything(desk) == edited, "a rehearsal changes nothing"
    assert isinstance(rehearsed.outcome, undoing.Undone)
    assert "1 person comes back" in rehearsed.outcome.takes
    desk.do(undoing.undo, done.action, edits_too=True)
    after = everything(desk)
    assert after["person"] == before["person"]
    desk.do(undoing.redo)
    assert everything(desk) == edited


def test_one_of_many_merges_of_one_act_is_taken_apart_alone(
    desk: Desk, ada: int, both: tuple[int, int], add: Callable[..., int]
) -> None:
    third = person_of(desk, add({**TWIN, "full_name": "Ada B. Lund", "email": "abl@mailbox.example", "phone": ""}))
    before = everything(desk)
    desk.do(merging.merge, "people", both[0], [both[1], third])
    merged = everything(desk)
    done = desk.do(unmerging.unmerge, "people", third)
    assert done.label == "Take Ada B. Lund apart again"
    now = everything(desk)
    for table, of in (("person", "id"), ("lead", "person_id")):
        at = [column.name for column in Base.metadata.tables[table].columns].index(of)
        assert [row for row in now[table] if row[at] == third] == [row for row in before[table] if row[at] == third]
    assert all(row[0] != both[1] for row in now["person"]), "the other merge of that act stands"
    desk.do(undoing.undo, done.action)
    assert everything(desk) == merged


def test_a_single_merge_is_taken_apart_by_either_number(desk: Desk, both: tuple[int, int]) -> None:
    before = everything(desk)
    for number in (both[1], both[0]):
        desk.do(merging.merge, "people", *both)
        desk.do(unmerging.unmerge, "people", number)
        assert everything(desk) == before
    with pytest.raises(Problem, match="nothing to take apart"):
        desk.do(unmerging.unmerge, "people", both[0])


# --- keeping separate -------------------------------------------------------------------------------------------------


def test_keeping_separate_is_remembered_once_and_carried_over(
    desk: Desk, both: tuple[int, int], add: Callable[..., int]
) -> None:
    other = person_of(desk, add({**TWIN, "full_name": "Anna Berg", "email": "anna@mailbox.example", "phone": ""}))
    desk.do(merging.separate, "people", both[1], other)
    desk.do(merging.separate, "people", other, both[1])
    assert len(rows(desk, SeparatePair)) == 1
    desk.do(merging.merge, "people", *both)
    (pair,) = rows(desk, SeparatePair)
    assert {pair.low_id, pair.high_id} == {both[0], other}


def test_what_cannot_be_merged_is_said(desk: Desk, both: tuple[int, int]) -> None:
    for keep, gone, says in ((both[0], both[0], "different"), (both[0], 9_999, "no person 9999")):
        with pytest.raises(Problem, match=says):
            desk.do(merging.merge, "people", keep, gone)
    with pytest.raises(Problem, match="no field shoe_size"):
        desk.do(merging.merge, "people", *both, {"shoe_size": both[0]})


def test_gaps_go_with_their_lead(desk: Desk, ada: int, twin: int, both: tuple[int, int]) -> None:
    def asked(work: Work) -> Changed:
        work.session.add(
            GapRow(
                lead_id=twin,
                area="interface",
                question="HL7?",
                severity="stops",
                owed_by="ours",
                raised_at=work.now,
                raised_by=work.by,
            )
        )
        return Changed("Ask")

    desk.do(asked)
    desk.do(merging.merge, "people", *both)
    assert [gap.lead_id for gap in rows(desk, GapRow)] == [ada]
    assert desk.ask(lambda work: work.session.scalar(select(func.count()).select_from(Lead))) == 1


def test_an_import_finds_a_merged_account_by_its_former_name(
    desk: Desk, ada: int, add: Callable[..., int], bring_in: Callable[..., object]
) -> None:
    second = add({**TWIN, "company": "Berg & Sons Diagnostics"})
    keep = house_of(desk, ada)
    desk.do(merging.merge, "accounts", keep, house_of(desk, second))
    bring_in("Name,Email,Company\nNoor Iyer,noor@elsewhere.example,Berg & Sons Diagnostics\n")
    assert [person.account_id for person in rows(desk, Person, full_name="Noor Iyer")] == [keep]


def test_who_is_taken_apart_after_their_account_was_merged_is_at_the_account_that_stayed(
    desk: Desk, ada: int, add: Callable[..., int]
) -> None:
    second = add({**TWIN, "company": "Berg & Sons Diagnostics"})
    keep, gone = house_of(desk, ada), house_of(desk, second)
    person = person_of(desk, second)
    before = rows(desk, Person, id=person)[0].account_id
    people = desk.do(merging.merge, "people", person_of(desk, ada), person)
    accounts = desk.do(merging.merge, "accounts", keep, gone)
    undone = desk.do(undoing.undo, people.action)
    assert rows(desk, Person, id=person)[0].account_id == keep
    assert any("merged into" in sentence for sentence in undone.kept)
    desk.do(undoing.undo, undone.action)
    desk.do(undoing.undo, accounts.action)
    desk.do(undoing.undo, people.action)
    assert rows(desk, Person, id=person)[0].account_id == before == gone
