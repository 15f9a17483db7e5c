"""What is written down about a lead: answers, touches, signals, edits, added leads, and the page that shows them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.domain.lead import Answered, Certainty
from app.domain.problems import Problem
from app.services import answers, editing, gaps, lead_page, leads, touches, undoing
from app.services.adding import add_lead
from app.services.answers import Given
from app.services.desk import Desk
from app.services.work import Changed
from tests.services.conftest import ADA, BEN, NOW, everything


def _criterion(desk: Desk, lead: int, id: str):
    view = desk.ask(lead_page.lead_view, lead)
    return next(row for row in (*view.mql.rows, *view.sql.rows) if row.id == id)


# --- answers ----------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_with_who_when_and_how_certain(desk: Desk, ada: int) -> None:
    assert _criterion(desk, ada, "mql_region").suggestion
    desk.do(answers.answer, ada, "mql_region", Answered.YES, " Columbus, Ohio ", " Ada ", Certainty.TOLD)
    row = _criterion(desk, ada, "mql_region")
    assert (row.answer, row.evidence, row.who, row.by, row.at) == ("yes", "Columbus, Ohio", "Ada", "Mia", NOW)
    assert (row.certainty, row.holds, row.contradicted, row.suggestion) == ("told", True, False, "")


def test_a_yes_without_evidence_does_not_prove_an_sql_criterion(desk: Desk, ada: int) -> None:
    desk.do(answers.answer, ada, "sql_intent", Answered.YES)
    assert not _criterion(desk, ada, "sql_intent").holds
    desk.do(answers.answer, ada, "sql_intent", Answered.YES, "Before the contract renews")
    assert _criterion(desk, ada, "sql_intent").holds


def test_a_later_contradiction_flags_the_criterion_and_keeps_both(desk: Desk, ada: int) -> None:
    desk.do(answers.answer, ada, "sql_budget", Answered.YES, "In the plan", "Ada")
    desk.do(answers.answer, ada, "sql_budget", Answered.UNKNOWN, "Perhaps")
    assert not _criterion(desk, ada, "sql_budget").contradicted, "unknown is not no"
    desk.do(answers.answer, ada, "sql_budget", Answered.NO, "Nothing is planned", "Finance")
    row = _criterion(desk, ada, "sql_budget")
    assert (row.answer, row.contradicted, row.holds) == ("no", True, False)
    told = [line.title for line in desk.ask(lead_page.lead_view, ada).timeline if line.kind == "answer"]
    assert len(told) == 3
    desk.do(undoing.undo)
    assert not _criterion(desk, ada, "sql_budget").contradicted


def test_several_answers_are_one_act(desk: Desk, ada: int) -> None:
    given = {"mql_region": Given(Answered.YES, "Ohio"), "sql_intent": Given(Answered.NO, "Not this year")}
    changed = desk.do(answers.answer_all, ada, given, "Ada", Certainty.TOLD)
    assert changed.label == "Answer 2 questions on Ada Berg"
    desk.do(undoing.undo)
    assert _criterion(desk, ada, "mql_region").answer == "unknown"
    assert _criterion(desk, ada, "sql_intent").answer == "unknown"


def test_a_question_that_is_not_asked_of_the_lead_is_refused_whole(desk: Desk, ada: int) -> None:
    before = everything(desk)
    given = {"mql_region": Given(Answered.YES), "sql_plan_year": Given(Answered.YES, "June")}
    with pytest.raises(Problem, match="not asked of this lead"):
        desk.do(answers.answer_all, ada, given)
    with pytest.raises(Problem, match="its criteria are mql_contact"):
        desk.do(answers.answer, ada, "nonsense", Answered.YES)
    assert everything(desk) == before


# --- touches and signals ----------------------------------------------------------------------------------------------


def test_a_touch_stops_the_clock_of_first_outreach(desk: Desk, ada: int, clock) -> None:
    assert desk.ask(lead_page.lead_view, ada).deadline is not None
    clock.forward(days=3)
    assert desk.ask(lead_page.lead_view, ada).group == "first_outreach"
    desk.do(touches.log_touch, ada, "call", "Voicemail", at=NOW + timedelta(days=90))
    view = desk.ask(lead_page.lead_view, ada)
    assert view.deadline is None and view.group != "first_outreach"
    (line,) = [line for line in view.timeline if line.kind == "touch"]
    assert (line.at, line.title, line.text) == (clock.at, "Call, not reached", "Voicemail")


@pytest.mark.parametrize(
    ("kind", "outcome", "says"), [("pigeon", "x", "not a kind"), ("call", "  ", "what came of it")]
)
def test_a_touch_that_says_nothing_is_refused(desk: Desk, ada: int, kind: str, outcome: str, says: str) -> None:
    with pytest.raises(Problem, match=says):
        desk.do(touches.log_touch, ada, kind, outcome)


def test_a_signal_counts_for_the_score_at_once(desk: Desk, ada: int) -> None:
    before = desk.ask(leads.lead_rows, [ada])[0].intent
    desk.do(touches.add_signal, ada, "pricing_request", asked_for="Prices for 800 tests")
    row, view = desk.ask(leads.lead_rows, [ada])[0], desk.ask(lead_page.lead_view, ada)
    assert row.intent == view.score.intent > before
    assert sum(line.points for line in view.score.ledger if line.axis == "intent") == view.score.intent
    with pytest.raises(Problem, match="not a kind of signal"):
        desk.do(touches.add_signal, ada, "smoke")


# --- editing ----------------------------------------------------------------------------------------------------------


def test_an_edit_reaches_lead_person_and_account(desk: Desk, ada: int) -> None:
    desk.do(
        editing.edit_lead,
        ada,
        {
            "last_name": "Quist",
            "email": "ada.quist@northgate.example",
            "city": "Dayton",
            "size": "1,200",
            "due": "2026-12-01",
        },
    )
    view = desk.ask(lead_page.lead_view, ada)
    assert (view.person.name, view.person.email) == ("Ada Quist", "ada.quist@northgate.example")
    assert view.account is not None and (view.account.city, view.account.size) == ("Dayton", 1200)
    assert view.due == date(2026, 12, 1)
    assert [(field, value) for field, value, _ in view.person.alternatives] == [("email", ADA["email"])]


def test_a_word_of_a_vocabulary_is_stored_by_its_id(desk: Desk, ada: int) -> None:
    desk.do(editing.edit_lead, ada, {"facility_type": "Academic medical centre", "segment": "something new"})
    view = desk.ask(lead_page.lead_view, ada)
    assert view.account is not None
    assert (view.account.facility_type, view.account.segment) == ("academic_centre", "something new")


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "unknown field": ({"shoe": "39"}, "no field shoe"),
    "open lead without owner": ({"owner": ""}, "keeps an owner"),
    "open lead without date": ({"due": None}, "keeps an owner"),
    "no address": ({"email": "ada at northgate"}, "not an e-mail address"),
    "no date": ({"due": "tomorrow"}, "not a date"),
    "no size": ({"size": "many"}, "not a size"),
    "no service line": ({"service_line": "astrology"}, "not a service line"),
    "nobody left": ({"full_name": "", "first_name": "", "last_name": "", "email": "", "phone": ""}, "Keep a name"),
    "no company": ({"company": " "}, "needs a name"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_edit_is_refused_whole(desk: Desk, ada: int, case: str) -> None:
    changes, says = WRONG[case]
    before = everything(desk)
    with pytest.raises(Problem, match=says):
        desk.do(editing.edit_lead, ada, {"job_title": "Head of the lab", **changes})
    assert everything(desk) == before


def test_an_edit_makes_no_twin(desk: Desk, ada: int) -> None:
    desk.do(add_lead, {**ADA, "service_line": "lab_partner"})
    with pytest.raises(Problem, match="interest in that service line already"):
        desk.do(editing.edit_lead, ada, {"service_line": "lab_partner"})


def test_a_lead_without_account_can_be_given_one(desk: Desk, add: Callable[..., int]) -> None:
    lead = add({"full_name": "Zora Quist", "email": "zora@gmail.com"})
    with pytest.raises(Problem, match="Name the company first"):
        desk.do(editing.edit_lead, lead, {"city": "Kiel"})
    desk.do(editing.edit_lead, lead, {"company": "Labor Kiel", "city": "Kiel"})
    view = desk.ask(lead_page.lead_view, lead)
    assert view.account is not None and (view.account.name, view.account.city) == ("Labor Kiel", "Kiel")


def test_consent_is_kept_by_channel(desk: Desk, ada: int) -> None:
    person = desk.ask(lead_page.lead_view, ada).person.id
    desk.do(editing.set_consent, person, "phone", "no")
    desk.do(editing.set_consent, person, "email", "yes")
    assert desk.ask(lead_page.lead_view, ada).person.consent == {"phone": "no", "email": "yes"}
    desk.do(editing.set_consent, person, "phone", "")
    assert desk.ask(lead_page.lead_view, ada).person.consent == {"email": "yes"}
    desk.do(undoing.undo)
    assert desk.ask(lead_page.lead_view, ada).person.consent == {"phone": "no", "email": "yes"}
    for channel, value in (("pigeon", "yes"), ("email", "perhaps")):
        with pytest.raises(Problem):
            desk.do(editing.set_consent, person, channel, value)


# --- adding by hand ---------------------------------------------------------------------------------------------------


def test_a_lead_typed_by_hand_is_cleaned_like_a_row(desk: Desk, ada: int) -> None:
    view = desk.ask(lead_page.lead_view, ada)
    assert (view.person.first_name, view.person.last_name) == ("Ada", "Berg")
    assert view.account is not None
    assert (view.account.facility_type, view.account.region) == ("hospital", "us_midwest")
    assert (view.owner, view.next_step) == ("Mia", "Screen this lead")
    assert [line.title for line in view.timeline] == ["Demo request"]


def test_somebody_known_gains_the_facts_instead_of_a_twin(desk: Desk, ada: int) -> None:
    again = desk.do(add_lead, {"full_name": "Ada Berg", "email": ADA["email"], "phone": "+1 614 555 0101"})
    assert again.outcome == ada
    assert again.label == "Add to Ada Berg: same e-mail address; adds phone"
    assert desk.ask(lead_page.lead_view, ada).person.phone == "+16145550101"
    nothing = desk.do(add_lead, {"full_name": "Ada Berg", "email": ADA["email"]})
    assert (nothing.outcome, nothing.action) == (ada, None)
    other = desk.do(add_lead, {"email": ADA["email"], "service_line": "lab_partner"})
    assert other.outcome != ada
    assert desk.ask(leads.count_leads, leads.LeadFilter()) == 2


def test_a_doubtful_one_names_the_other_unless_added_anyway(desk: Desk, ada: int) -> None:
    doubtful = {"full_name": "Ada Berg", "company": ADA["company"], "email": "aberg@gmail.com"}
    with pytest.raises(Problem, match="Perhaps Ada Berg: same name at the same organisation"):
        desk.do(add_lead, doubtful)
    assert desk.do(add_lead, doubtful, anyway=True).outcome != ada


@pytest.mark.parametrize(
    ("fields", "says"), [({"job_title": "Owner"}, "no lead yet"), ({"shoe": "39"}, "no field shoe")]
)
def test_what_is_no_lead_is_refused(desk: Desk, fields: dict[str, str], says: str) -> None:
    with pytest.raises(Problem, match=says):
        desk.do(add_lead, fields)


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_holds_together(desk: Desk, mql: int, prove: Callable[..., Changed]) -> None:
    desk.do(gaps.add_gap, mql, "Which HL7 version?", "interface", "slows", "theirs", due=date(2026, 11, 1))
    view = desk.ask(lead_page.lead_view, mql)
    assert (view.mql.met, view.mql.required, view.mql.ready, view.mql.missing) == (6, 6, True, ())
    assert not view.sql.ready and len(view.sql.missing) == view.sql.required
    for axis, shown in (("fit", view.score.fit), ("intent", view.score.intent)):
        assert sum(line.points for line in view.score.ledger if line.axis == axis) == shown
    assert view.route.path and view.route.why
    assert [line.kind for line in view.timeline].count("move") == 1
    assert [line.at for line in view.timeline] == sorted((line.at for line in view.timeline), reverse=True)
    assert view.gaps[0].overdue and view.gaps[0].question == "Which HL7 version?"
    assert view.coverage.text == "0 of 3"
    with pytest.raises(Problem, match="no lead 999"):
        desk.ask(lead_page.lead_view, 999)


def test_gaps_are_checked_and_closed(desk: Desk, ada: int) -> None:
    for wrong in (("Why?", "weather"), ("Why?", "scope", "maybe"), (" ", "scope")):
        with pytest.raises(Problem):
            desk.do(gaps.add_gap, ada, *wrong)
    gap = int(str(desk.do(gaps.add_gap, ada, "Why?", "scope", "nice").outcome))
    with pytest.raises(Problem, match="Write the answer"):
        desk.do(gaps.close_gap, gap, " ")
    desk.do(gaps.close_gap, gap, "Because")
    assert desk.ask(lead_page.lead_view, ada).gaps[0].status == "answered"


def test_ben_at_the_same_house_shares_the_account(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    ben = add(BEN)
    one, other = desk.ask(leads.lead_rows, [ada, ben])
    assert one.account_id == other.account_id
