"""Evidence linked to the story, suggestions taken, contradictions shown with both sources, and who would know."""

from collections.abc import Callable

import pytest

from app.domain.lead import Answered, Certainty
from app.domain.problems import Problem
from app.services import answers, lead_page, merging, touches, undoing
from app.services.answers import Given
from app.services.desk import Desk
from app.services.handoff_sheet import handoff_sheet
from app.services.lead_record import lead_record
from app.services.seating import set_stakeholder
from tests.services.conftest import ADA, everything


def _row(desk: Desk, lead: int, id: str):
    view = desk.ask(lead_page.lead_view, lead)
    return next(row for row in (*view.mql.rows, *view.sql.rows) if row.id == id)


@pytest.fixture
def call(desk: Desk, ada: int) -> int:
    desk.do(touches.log_touch, ada, "call", "They decide in May", True)
    return desk.ask(lead_record, ada).touches[-1].id


@pytest.fixture
def visit(desk: Desk, ada: int) -> int:
    """A signal of mere engagement."""
    kind = next(kind.id for kind in desk.ask(lambda work: work.playbook).signal_kinds if kind.engagement)
    desk.do(touches.add_signal, ada, kind, asset="Panel overview")
    return desk.ask(lead_record, ada).signals[-1].id


def test_an_answer_rests_on_a_touch_and_takes_its_words(desk: Desk, ada: int, call: int) -> None:
    desk.do(answers.answer, ada, "sql_intent", Answered.YES, certainty=Certainty.TOLD, source=("touch", call))
    row = _row(desk, ada, "sql_intent")
    assert (row.evidence, row.kind) == ("Call on 2026-11-16: They decide in May", "call")
    assert (row.source, row.source_id, row.lost, row.holds) == ("touch", call, "", True)


def test_words_of_ones_own_stay_beside_the_link(desk: Desk, ada: int, call: int) -> None:
    given = {"sql_intent": Given(Answered.YES, "May, said Ada", ("touch", call)), "mql_region": Given(Answered.YES)}
    desk.do(answers.answer_all, ada, given)
    assert (_row(desk, ada, "sql_intent").evidence, _row(desk, ada, "sql_intent").kind) == ("May, said Ada", "call")
    assert (_row(desk, ada, "mql_region").source, _row(desk, ada, "mql_region").kind) == ("", "")


def test_only_rows_of_the_lead_itself_count(desk: Desk, ada: int, call: int, add: Callable[..., int]) -> None:
    other = add({"full_name": "Zora Quist", "email": "zora@quist.example", "company": "Quist Labs"})
    before = everything(desk)
    for lead, source in ((other, ("touch", call)), (ada, ("touch", call + 50)), (ada, ("letter", 1))):
        with pytest.raises(Problem, match="that an answer could rest on"):
            desk.do(answers.answer, lead, "mql_region", Answered.YES, source=source)
    assert everything(desk) == before


def test_engagement_proves_no_readiness_but_may_stand_beside_words(desk: Desk, ada: int, visit: int) -> None:
    before = everything(desk)
    with pytest.raises(Problem, match="shows interest, not readiness"):
        desk.do(answers.answer, ada, "sql_intent", Answered.YES, source=("signal", visit))
    with pytest.raises(Problem, match="shows interest, not readiness"):
        desk.do(answers.answer_all, ada, {"sql_intent": Given(Answered.YES, source=("signal", visit))})
    assert everything(desk) == before
    desk.do(answers.answer, ada, "mql_region", Answered.YES, source=("signal", visit))
    desk.do(answers.answer, ada, "sql_intent", Answered.YES, "The board wants it in May", source=("signal", visit))
    assert _row(desk, ada, "sql_intent").holds


def test_the_words_stay_when_the_row_is_taken_back(desk: Desk, ada: int) -> None:
    added = desk.do(touches.log_touch, ada, "call", "They decide in May", True)
    call = desk.ask(lead_record, ada).touches[-1].id
    desk.do(answers.answer, ada, "sql_intent", Answered.YES, source=("touch", call))
    desk.do(undoing.undo, added.action)
    row = _row(desk, ada, "sql_intent")
    assert (row.evidence, row.lost) == ("Call on 2026-11-16: They decide in May", "its touch was taken back")
    check = next(c for c in desk.ask(handoff_sheet, ada).checks if c.criterion == "sql_intent")
    assert check.rests_on == "touch, its touch was taken back"
    desk.do(undoing.redo)
    assert _row(desk, ada, "sql_intent").lost == ""


def test_a_suggestion_is_taken_with_the_signal_it_comes_from(desk: Desk, ada: int) -> None:
    hinted = _row(desk, ada, "mql_interest")
    (signal,) = desk.ask(lead_record, ada).signals
    assert hinted.suggestion and hinted.suggested_by == signal.id
    desk.do(answers.accept_suggestion, ada, "mql_interest")
    row = _row(desk, ada, "mql_interest")
    assert (row.answer, row.evidence, row.certainty) == ("yes", hinted.suggestion, "document")
    assert (row.source, row.source_id, row.by) == ("signal", signal.id, "Mia")
    with pytest.raises(Problem, match="Nothing suggests"):
        desk.do(answers.accept_suggestion, ada, "mql_interest")


def test_a_suggestion_from_a_fact_links_no_signal(desk: Desk, ada: int) -> None:
    assert _row(desk, ada, "mql_region").suggested_by is None
    desk.do(answers.accept_suggestion, ada, "mql_region")
    assert _row(desk, ada, "mql_region").kind == "note"


def test_readiness_is_never_suggested(desk: Desk, ada: int, visit: int, call: int) -> None:
    view = desk.ask(lead_page.lead_view, ada)
    assert not any(row.suggestion for row in view.sql.rows)
    for row in view.sql.rows:
        with pytest.raises(Problem, match="never suggested"):
            desk.do(answers.accept_suggestion, ada, row.id)


def test_a_contradiction_names_both_sources_until_it_is_settled(desk: Desk, ada: int, call: int) -> None:
    desk.do(answers.answer, ada, "sql_budget", Answered.YES, "", "Ada", Certainty.TOLD, ("touch", call))
    desk.do(answers.answer, ada, "sql_budget", Answered.NO, "Nothing is planned", "Finance")
    row = _row(desk, ada, "sql_budget")
    assert (row.answer, row.evidence, row.who, row.kind) == ("no", "Nothing is planned", "Finance", "note")
    assert row.earlier is not None
    assert (row.earlier.answer, row.earlier.who, row.earlier.by, row.earlier.kind) == ("yes", "Ada", "Mia", "call")
    assert row.earlier.evidence == "Call on 2026-11-16: They decide in May"
    check = next(c for c in desk.ask(handoff_sheet, ada).checks if c.criterion == "sql_budget")
    assert check.earlier.startswith("Yes on 2026-11-16, said Ada, written by Mia: Call on")
    desk.do(answers.answer, ada, "sql_budget", Answered.NO, "Asked both: it is next year's budget", "Ada")
    assert _row(desk, ada, "sql_budget").earlier is None
    told = [line for line in desk.ask(lead_page.lead_view, ada).timeline if line.kind == "answer"]
    assert len(told) == 3, "both stay in the story"


def test_an_earlier_answer_that_looks_like_patient_data_stays_at_home(desk: Desk, ada: int) -> None:
    desk.do(answers.answer, ada, "sql_budget", Answered.YES, "Patient Jane Roe, born 12/03/1961, pays herself", "Ada")
    desk.do(answers.answer, ada, "sql_budget", Answered.NO, "Nothing is planned", "Finance")
    sheet = desk.ask(handoff_sheet, ada)
    check = next(c for c in sheet.checks if c.criterion == "sql_budget")
    assert check.contradicted and "Jane Roe" not in check.earlier
    assert sheet.left_out == 1


def test_who_would_know_is_named_where_the_seat_is_filled(desk: Desk, ada: int) -> None:
    view = desk.ask(lead_page.lead_view, ada)
    row = next(row for row in view.sql.rows if row.seat_label)
    assert row.knows == f"{row.seat_label}: nobody known yet"
    seat = next(c.seat for c in desk.ask(lambda work: work.playbook).criteria if c.id == row.id)
    assert view.account is not None
    who = {"person_id": view.person.id}
    added = desk.do(set_stakeholder, view.account.id, "hospital_lab", None, who)
    desk.do(set_stakeholder, view.account.id, "hospital_lab", int(str(added.outcome)), {"seat": seat})
    assert _row(desk, ada, row.id).knows == f"{row.seat_label}: Ada Berg"
    assert row.proof_questions


def test_a_merge_carries_the_link_even_from_a_signal_that_both_lists_told_of(desk: Desk, bring_in) -> None:
    head = "Full name,E-mail,Company,Service line,Asked for,Date\n"
    bring_in(head + f"Ada Berg,{ADA['email']},Northgate,hospital_lab,A demo,2026-11-02\n", "one.csv")
    bring_in(head + "A. Bergh,adaberg@mail.example,Northgate Two,hospital_lab,A demo,2026-11-02\n", "two.csv")
    first, second = (desk.ask(lead_page.lead_view, lead) for lead in (1, 2))
    (signal,) = desk.ask(lead_record, 2).signals
    desk.do(answers.answer, 2, "mql_interest", Answered.YES, source=("signal", signal.id))
    merged = desk.do(merging.merge, "people", first.person.id, second.person.id)
    (kept,) = desk.ask(lead_record, 1).signals
    row = _row(desk, 1, "mql_interest")
    assert (row.source_id, row.lost) == (kept.id, "")
    desk.do(undoing.undo, merged.action)
    assert (_row(desk, 2, "mql_interest").source_id, _row(desk, 2, "mql_interest").lost) == (signal.id, "")
