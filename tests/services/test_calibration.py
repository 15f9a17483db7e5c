"""Calibration in a workspace: the ledger frozen with the judged move counts, and what became of the lead after it."""

from datetime import date

import pytest

from app.domain.problems import Problem
from app.domain.review.rates import rate
from app.domain.stage import Stage
from app.services.calibration import calibration_view
from app.services.moves import move
from app.services.touches import add_signal
from app.store.outcomes import accepted, outcomes
from app.store.tables import HandoffRow, Move
from tests.services.conftest import ADA, BEN, CLEO, a_reason


def to_sql(desk, prove, id):
    prove(id, Stage.SQL)
    desk.do(move, id, stage=Stage.SQL, path="sales_discovery", reason=a_reason())


def view(desk, clock, *args, **more):
    """What is said of it all when everybody has had the time to convert."""
    at = clock.at
    clock.forward(days=90)
    try:
        return desk.ask(calibration_view, *args, **more)
    finally:
        clock.at = at


def rule(found, id):
    return next(one for one in found.rules if one.rule == id)


def test_without_moves_there_is_nothing_to_judge_by(desk, ada):
    found = desk.ask(calibration_view)
    assert (found.cases, found.too_young, found.proposals) == (0, 0, ())
    assert "nothing to judge by yet" in found.says


def test_who_became_sql_converted(desk, mql, prove, clock, add):
    other = add(CLEO)
    desk.do(move, other, path="nurture", reason=a_reason())
    clock.forward(days=3)
    to_sql(desk, prove, mql)
    found = view(desk, clock)
    assert (found.cases, found.converted) == (2, rate(1, 2))
    assert rule(found, "right_house").with_it == rate(1, 1)


def test_only_what_was_known_at_the_judged_move_counts(desk, mql, prove, clock):
    before = view(desk, clock)
    assert rule(before, "asked_pricing").with_it.n == 0
    clock.forward(days=1)
    desk.do(add_signal, mql, "pricing_request")
    desk.do(move, mql, path="technical_presales", reason=a_reason())
    after = view(desk, clock)
    assert rule(after, "asked_pricing").with_it.n == 0
    assert [one.rate for one in after.bands] == [one.rate for one in before.bands]


def test_the_moment_of_becoming_an_mql_can_be_judged_instead(desk, ada, prove, clock):
    desk.do(move, ada, path="sdr_outreach", reason=a_reason())
    clock.forward(days=1)
    desk.do(add_signal, ada, "pricing_request")
    prove(ada)
    desk.do(move, ada, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
    assert rule(view(desk, clock), "asked_pricing").with_it.n == 0
    assert rule(view(desk, clock, judged_at="became_mql"), "asked_pricing").with_it.n == 1


def test_who_never_became_an_mql_is_no_case_of_that_moment(desk, mql, add, clock):
    desk.do(move, add(BEN), path="nurture", reason=a_reason())
    assert view(desk, clock).cases == 2
    assert view(desk, clock, judged_at="became_mql").cases == 1


def test_an_accepted_handoff_counts_as_becoming_sql(desk, mql, clock):
    clock.forward(days=2)

    def accept(work):
        from app.services.work import Changed

        at = work.now
        parts = {"number": 1, "lead_id": mql, "sent_at": at, "by": "Mia", "due_at": at, "sheet": {}, "digest": ""}
        work.session.add(HandoffRow(**parts, completeness=50, verdict="accept", verdict_at=at))
        return Changed("Accept")

    desk.do(accept)
    assert desk.ask(lambda work: accepted(work.session)) == {mql: [clock.at]}
    assert view(desk, clock).converted == rate(1, 1)


def test_a_new_cycle_is_a_case_of_its_own(desk, ada, clock):
    desk.do(move, ada, path="not_now", reason=a_reason(due=date(2027, 2, 1)))
    clock.forward(days=5)
    desk.do(move, ada, path="sdr_outreach", reason=a_reason(due=date(2026, 12, 1)))
    cycles = desk.ask(lambda work: {one.cycle for one in work.session.query(Move)})
    assert view(desk, clock).cases == len(cycles) == 2


def test_duplicates_are_no_cases_and_the_disqualified_are_counted(desk, ada, add, clock):
    desk.do(move, ada, path="duplicate", reason=a_reason(due=None))
    desk.do(move, add(CLEO), path="disqualified", reason=a_reason(due=None, code="wrong_geography"))
    found = view(desk, clock)
    assert (found.cases, found.lost) == (1, 1)


def test_a_window_of_time_and_a_service_line(desk, add, clock):
    for fields in (ADA, BEN, CLEO):
        desk.do(move, add(fields), path="nurture", reason=a_reason())
        clock.forward(days=1)
    assert view(desk, clock, date(2026, 11, 17)).cases == 2
    assert view(desk, clock, None, "clinic_panels").cases == 1
    assert view(desk, clock, date(2026, 11, 17), "hospital_lab").cases == 1


def test_an_unknown_service_line_is_refused(desk):
    with pytest.raises(Problem, match=r"'plumbing' is not a service line; choose one of hospital_lab"):
        desk.ask(calibration_view, None, "plumbing")


def test_the_rules_of_a_frozen_ledger_are_read_whatever_its_words_say(desk, add, clock):
    id = add(BEN)
    desk.do(add_signal, id, "demo_request", asset='x","points":5,"rule":"invented')
    desk.do(move, id, path="nurture", reason=a_reason())
    (found,) = desk.ask(lambda work: list(outcomes(work.session, "first_move", None, "")))
    kept = desk.ask(lambda work: {line["rule"] for line in work.session.query(Move).one().ledger})
    assert found.rules == kept and "asked_demo" in kept


def test_asking_changes_nothing(desk, mql):
    from tests.services.conftest import everything

    before = everything(desk)
    desk.ask(calibration_view)
    assert everything(desk) == before


def test_who_is_too_young_to_have_converted_is_left_out(desk, mql, prove, clock):
    to_sql(desk, prove, mql)
    clock.forward(days=2)
    found = desk.ask(calibration_view)
    assert (found.cases, found.too_young, found.days) == (0, 1, 7)
    clock.forward(days=6)
    assert desk.ask(calibration_view).converted == rate(1, 1)
