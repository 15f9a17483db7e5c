"""The thirteen diagnoses: each found on a history that has it, clear on one that has not, silent on few cases."""

import re
from collections.abc import Mapping
from datetime import timedelta
from inspect import getsource
from typing import Any

import pytest

from app.domain import diagnoses
from app.domain.diagnoses import TESTS
from app.domain.playbook import USUAL_LIMITS
from app.domain.review import (
    CriterionFact,
    Finding,
    HandoffFact,
    LeadFact,
    MoveFact,
    SignalFact,
    TouchFact,
    weekly_review,
)
from tests.exports.histories import END, facts, plain_hours, rules

PROOF = frozenset({"need", "intent", "fit", "next_step"})
DAY = timedelta(days=1)


def lead(id: int, stage: str = "lead", days: float = 30, **changes: Any) -> LeadFact:
    """A lead in order."""
    known: dict[str, Any] = {"owner": "Mira", "next_step": "Call", "due": (END + 9 * DAY).date(), "asked": True}
    return LeadFact(id, f"L-{id}", f"Person {id}", "Clinic", END - days * DAY, stage, **(known | changes))


def leads(n: int, stage: str = "lead", **changes: Any) -> list[LeadFact]:
    """So many leads in order."""
    return [lead(id, stage, **changes) for id in range(1, n + 1)]


def moves(n: int, start: str, to: str, days: float = 3, **changes: Any) -> list[MoveFact]:
    """The same move of so many leads."""
    return [MoveFact(id, END - days * DAY, start, to, **changes) for id in range(1, n + 1)]


def sent(n: int, **changes: Any) -> list[HandoffFact]:
    """So many complete packages."""
    known: dict[str, Any] = {"percent": 90, "by": "Mira", "path": "sales_discovery"}
    return [HandoffFact(id, id, END - 5 * DAY, **(known | changes)) for id in range(1, n + 1)]


def verdicts(yes: int, no: int, weeks: int, by: str, first: int) -> list[HandoffFact]:
    """Decided packages of one qualifier, some weeks ago."""
    at = END - (7 * weeks + 1) * DAY
    given = ["accept"] * yes + ["reject"] * no
    return [HandoffFact(first + n, 1, at - DAY, v, at, by=by, percent=90) for n, v in enumerate(given)]


SQL = {"leads": leads(10, "sql", proven=PROOF), "moves": moves(10, "mql", "sql")}
TALKED = [TouchFact(id, END - 4 * DAY, "call", True) for id in range(1, 11)]
STRONG = [SignalFact(id, END - 5 * DAY, "demo", "Demo", False) for id in range(1, 11)]

FOUND: Mapping[str, dict[str, Any]] = {
    "mql_inflation": {"leads": leads(10, "mql"), "moves": moves(10, "lead", "mql")},
    "sql_under_reporting": {"leads": leads(6, "mql", proven=PROOF)},
    "form_fill_sqls": SQL,
    "fit_skipped_at_sql": {"leads": leads(10, "sql", proven=PROOF - {"fit"}), "moves": moves(10, "mql", "sql")},
    "routed_without_context": {"leads": leads(6), "handoffs": sent(6, percent=40)},
    "qualifiers_differ": {
        "leads": leads(1),
        "handoffs": [*verdicts(9, 1, 2, "Mira", 1), *verdicts(3, 7, 2, "Jonas", 50)],
    },
    "engagement_as_intent": {"leads": leads(6, "mql", proven=frozenset({"intent"}))},
    "stale_criteria": {"criteria": [CriterionFact("c1", "Budget?", "sql", 5, 5, 90)]},
    "committee_missing": {"leads": leads(6, "sql", seats_known=1, seats_required=4, proven=PROOF)},
    "stalled_sqls": {"leads": leads(6, "sql", proven=PROOF)},
    "low_relevance_syndication": {"leads": leads(25, source="Content syndication")},
    "forgotten_leads": {"leads": leads(6, owner="", due=None)},
    "wrong_route": {"leads": leads(6), "handoffs": sent(6, verdict="reject", verdict_at=END - DAY, code="wrong_route")},
}
CLEAR: Mapping[str, dict[str, Any]] = {
    "mql_inflation": {"leads": leads(10, "mql", fit_evidence=True), "moves": moves(10, "lead", "mql")},
    "sql_under_reporting": {"leads": leads(6, "mql", proven=PROOF - {"fit"})},
    "form_fill_sqls": SQL | {"touches": TALKED},
    "fit_skipped_at_sql": SQL,
    "routed_without_context": {"leads": leads(6), "handoffs": sent(6)},
    "qualifiers_differ": {
        "leads": leads(1),
        "handoffs": [*verdicts(6, 4, 2, "Mira", 1), *verdicts(5, 5, 2, "Jonas", 50)],
    },
    "engagement_as_intent": {"leads": leads(6, "mql", proven=frozenset({"intent"})), "signals": STRONG},
    "stale_criteria": {"criteria": [CriterionFact("c1", "Budget?", "sql", 50, 40, 10)]},
    "committee_missing": {"leads": leads(6, "sql", seats_known=3, seats_required=4, proven=PROOF)},
    "stalled_sqls": SQL,
    "low_relevance_syndication": {"leads": leads(25, "mql", source="Content syndication")},
    "forgotten_leads": {"leads": leads(6)},
    "wrong_route": {"leads": leads(6), "handoffs": sent(6, verdict="accept", verdict_at=END - DAY)},
}


def finding(id: str, given: dict[str, Any], at_least_n: int = 1) -> Finding:
    """The outcome of one diagnosis."""
    review = weekly_review(facts(**given), plain_hours, [rule for rule in rules(at_least_n) if rule.id == id])
    return review.findings[0]


def test_all_thirteen_are_here() -> None:
    assert len(TESTS) == 13
    assert set(FOUND) == set(CLEAR) == set(TESTS)


@pytest.mark.parametrize("id", list(TESTS))
def test_it_is_found_with_named_rows_and_a_suggestion(id: str) -> None:
    found = finding(id, FOUND[id])
    assert found.state == "found"
    assert found.hits and found.n >= 1
    assert found.rows and all(row.name and row.detail for row in found.rows)
    assert found.suggests
    assert any(character.isdigit() for character in found.says)


@pytest.mark.parametrize("id", list(TESTS))
def test_what_its_sentence_counts_is_what_stands_beside_it(id: str) -> None:
    found = finding(id, FOUND[id])
    counted = re.match(r"(\d+) of (\d+) ", found.says)
    assert counted is None or (int(counted[1]), int(counted[2])) == (found.hits, found.n)


def test_a_gap_between_colleagues_says_how_many_packages_of_whom_it_rests_on() -> None:
    given = FOUND["qualifiers_differ"]
    few = verdicts(1, 1, 2, "Robin", 90)  # two packages: too few to hold against others
    found = finding("qualifiers_differ", {**given, "handoffs": [*given["handoffs"], *few]})
    assert found.says == "20 decided packages of 2 colleagues: acceptance is 30% (Jonas) to 90% (Mira)."
    assert (found.hits, found.n) == (2, 20)


@pytest.mark.parametrize("id", list(TESTS))
def test_it_is_clear_where_all_is_well(id: str) -> None:
    clear = finding(id, CLEAR[id])
    assert (clear.state, clear.rows, clear.suggests) == ("clear", (), "")


@pytest.mark.parametrize("id", list(TESTS))
def test_it_is_silent_on_few_cases_and_says_so(id: str) -> None:
    silent = finding(id, FOUND[id], at_least_n=1_000)
    assert (silent.state, silent.rows, silent.suggests) == ("small sample", (), "")
    assert "at least 1000 are needed" in silent.says


def test_inflation_is_also_rising_mqls_with_falling_acceptance() -> None:
    many = [lead(id, "mql", fit_evidence=True) for id in range(1, 31)]
    now = [MoveFact(id, END - 2 * DAY, "lead", "mql") for id in range(1, 21)]
    before = [MoveFact(id, END - 10 * DAY, "lead", "mql") for id in range(21, 31)]
    handoffs = [*verdicts(9, 1, 1, "Mira", 1), *verdicts(4, 6, 0, "Mira", 50)]
    found = finding("mql_inflation", {"leads": many, "moves": now + before, "handoffs": handoffs})
    assert found.state == "found"
    assert "acceptance fell from 90% to 40%" in found.says


@pytest.mark.parametrize(("spoken", "state"), [(8, "found"), (2, "clear")])
def test_inflation_is_also_rising_mqls_with_fewer_talks_with_sqls(spoken: int, state: str) -> None:
    many = [lead(id, "mql", fit_evidence=True) for id in range(1, 31)]
    sqls = [lead(id, "sql", 60) for id in range(41, 51)]
    moved = [MoveFact(id, END - 2 * DAY, "lead", "mql") for id in range(1, 21)]
    moved += [MoveFact(id, END - 10 * DAY, "lead", "mql") for id in range(21, 31)]
    moved += [MoveFact(id, END - 12 * DAY, "mql", "sql") for id in range(41, 51)]
    talks = [TouchFact(id, END - 9 * DAY, "Call", True, talk=True) for id in range(41, 41 + spoken)]
    talks += [TouchFact(id, END - 2 * DAY, "E-mail", True) for id in range(41, 51)]  # writing is no talk
    talks += [TouchFact(id, END - 2 * DAY, "Call", True, talk=True) for id in range(41, 43)]
    found = finding("mql_inflation", {"leads": [*many, *sqls], "moves": moved, "touches": talks})
    assert found.state == state
    assert ("the share of SQLs with whom we spoke fell from 80% to 20%" in found.says) == (state == "found")


def test_a_prepared_call_without_a_move_is_under_reported() -> None:
    """Only one that was held, long enough ago, and after which nobody settled the lead."""
    held = TouchFact(1, END - 20 * DAY, "Meeting", True, talk=True, prepared=True)
    touches = [
        held,
        held._replace(lead_id=2, prepared=False),  # any other talk
        held._replace(lead_id=3, reached=False),  # nobody came
        held._replace(lead_id=4, at=END - 6 * DAY),  # five business days are seven
        held._replace(lead_id=5),
        held._replace(lead_id=6),
    ]
    settled = [MoveFact(5, END - 19 * DAY, "lead", "mql")]
    given = {"leads": [*leads(5, "mql"), lead(6, "sql")], "touches": touches, "moves": settled}
    found = finding("sql_under_reporting", given)
    assert [(row.ref, row.detail) for row in found.rows] == [("L-1", "Meeting on 2026-10-27, no move since")]
    assert (found.hits, found.n) == (1, 5)


def test_a_package_without_a_verdict_is_under_reported_while_its_lead_stands_below_sql() -> None:
    waiting = HandoffFact(1, 1, END - 8 * DAY, percent=90, by="Mira", path="sales_discovery")
    handoffs = [
        waiting,
        waiting._replace(number=2, lead_id=2, sent_at=END - 6 * DAY),  # five business days are seven
        waiting._replace(number=3, lead_id=3, verdict="need_more", verdict_at=END - 2 * DAY),
        waiting._replace(number=4, lead_id=4, verdict="accept", verdict_at=END + DAY),  # after the week
        waiting._replace(number=5, lead_id=5, replaced_at=END - 3 * DAY),
        waiting._replace(number=6, lead_id=5, sent_at=END - 3 * DAY),
        waiting._replace(number=7, lead_id=6),
    ]
    found = finding("sql_under_reporting", {"leads": [*leads(5, "mql"), lead(6, "sql")], "handoffs": handoffs})
    assert [row.ref for row in found.rows] == ["L-1", "L-4"]
    assert found.rows[0].detail == "package 1 sent on 2026-11-08, no verdict"


def test_colleagues_differ_too_where_their_leads_become_mql_at_different_rates() -> None:
    def settled(by: str, first: int, mql: int, closed: int) -> list[MoveFact]:
        to = [("mql", "research")] * mql + [("lead", "disqualified")] * closed
        return [
            MoveFact(first + n, END - 9 * DAY, "lead", stage, "research", path, by=by)
            for n, (stage, path) in enumerate(to)
        ]

    given = {"leads": leads(1), "moves": [*settled("Mira", 1, 9, 1), *settled("Jonas", 50, 2, 8)]}
    given["moves"] += [MoveFact(99, END - 8 * DAY, "lead", "mql", by="Robin")]  # one lead: too few to compare
    given["moves"] += [  # who only sends leads to another desk settles none
        MoveFact(id, END - 10 * DAY, "lead", "lead", "triage", "research", by="Robin") for id in range(1, 11)
    ]
    given["moves"] += [MoveFact(id, END - 100 * DAY, "lead", "mql", by="Jonas") for id in range(70, 90)]  # long ago
    found = finding("qualifiers_differ", given)
    assert found.says == "20 leads settled by 2 colleagues: 20% (Jonas) to 90% (Mira) of them became MQL."
    assert [(row.name, row.detail) for row in found.rows] == [
        ("Jonas", "2 of 10 became MQL"),
        ("Mira", "9 of 10 became MQL"),
    ]
    assert (found.state, found.n) == ("found", 20)
    both = finding("qualifiers_differ", given | {"handoffs": FOUND["qualifiers_differ"]["handoffs"]})
    assert "acceptance is 30%" in both.says and "became MQL" in both.says and len(both.rows) == 4
    few = {
        "handoffs": [*verdicts(5, 0, 2, "Mira", 1), *verdicts(0, 4, 2, "Jonas", 50), *verdicts(0, 1, 2, "Jonas", 60)]
    }
    enough = finding("qualifiers_differ", given | few, at_least_n=20)
    assert (enough.state, enough.n) == ("found", 20), "ten packages are too few, twenty leads are not"
    alike = {"leads": leads(1), "moves": [*settled("Mira", 1, 6, 4), *settled("Jonas", 50, 5, 5)]}
    assert finding("qualifiers_differ", alike).state == "clear"


@pytest.mark.parametrize(("before", "now"), [(5, 4), (6, 5), (9, 8), (3, 2), (8, 7)])
def test_ten_points_are_ten_whatever_they_are_in_binary_fractions(before: int, now: int) -> None:
    many = [lead(id, "mql", fit_evidence=True) for id in range(1, 31)]
    entered = [MoveFact(id, END - 2 * DAY, "lead", "mql") for id in range(1, 21)]
    entered += [MoveFact(id, END - 10 * DAY, "lead", "mql") for id in range(21, 31)]
    handoffs = [*verdicts(before, 10 - before, 1, "Mira", 1), *verdicts(now, 10 - now, 0, "Mira", 50)]
    found = finding("mql_inflation", {"leads": many, "moves": entered, "handoffs": handoffs})
    assert found.state == "found" and f"fell from {before}0% to {now}0%" in found.says


@pytest.mark.parametrize("weeks", [4, 11, 12, 13, 24, 1_000])
def test_the_mean_that_mqls_rise_over_is_of_as_many_weeks_as_are_known(weeks: int) -> None:
    many = [lead(id, "mql", fit_evidence=True) for id in range(1, 31)]
    entered = [MoveFact(id, END - 2 * DAY, "lead", "mql") for id in range(1, 21)]
    entered += [MoveFact(id, END - 10 * DAY, "lead", "mql") for id in range(21, 31)]
    handoffs = [*verdicts(9, 1, 1, "Mira", 1), *verdicts(4, 6, 0, "Mira", 50)]
    given = facts(leads=many, moves=entered, handoffs=handoffs)
    (rule,) = [one for one in rules(1) if one.id == "mql_inflation"]
    longer = rule.model_copy(update={"limits": {"weeks_of_mean": weeks}})
    assert weekly_review(given, plain_hours, [longer]).findings[0].state == "found"


def test_a_package_is_under_reported_only_where_its_clock_ran_and_nobody_moved_the_lead() -> None:
    """Neither while it is paused, nor in a week that has just begun, nor once somebody settled it otherwise."""
    waiting = HandoffFact(1, 1, END - 8 * DAY, percent=90, by="Mira", path="sales_discovery")
    given: dict[str, Any] = {"leads": leads(1, "mql"), "handoffs": [waiting]}
    assert finding("sql_under_reporting", given).state == "found"
    paused = {"pauses": {1: [(END - 7 * DAY, None)]}}
    settled = {"moves": [MoveFact(1, END - 3 * DAY, "mql", "mql", to_path="nurture")]}
    sent_with = {"moves": [MoveFact(1, END - 8 * DAY, "mql", "mql", to_path="sales_discovery")]}
    assert finding("sql_under_reporting", given | paused).state == "clear"
    assert finding("sql_under_reporting", given | settled).state == "clear"
    assert finding("sql_under_reporting", given | sent_with).state == "found"
    assert finding("sql_under_reporting", given | {"now": END - 5 * DAY}).state == "clear", "three days so far"


def test_of_two_prepared_calls_the_later_counts_whenever_it_was_written_down() -> None:
    late = TouchFact(1, END - 20 * DAY, "Meeting", True, talk=True, prepared=True)
    touches = [late, late._replace(at=END - 40 * DAY)]  # typed in afterwards
    settled = [MoveFact(1, END - 25 * DAY, "lead", "mql")]
    found = finding("sql_under_reporting", {"leads": leads(1, "mql"), "touches": touches, "moves": settled})
    assert [row.detail for row in found.rows] == ["Meeting on 2026-10-27, no move since"]


def test_every_limit_that_a_test_looks_at_has_a_usual_value_and_no_other_is_kept() -> None:
    """One that nothing looks at would be a promise: whoever changes it changes nothing."""
    asked = set(re.findall(r'case\.(?:limit|is_over)\(\s*"(\w+)"', getsource(diagnoses)))
    assert asked == {name for limits in USUAL_LIMITS.values() for name in limits}
    assert list(USUAL_LIMITS) == list(TESTS)


def test_a_second_route_within_ten_business_days_is_a_wrong_one() -> None:
    rerouted = moves(6, "sql", "sql", 2, to_path="technical_presales")
    found = finding("wrong_route", {"leads": leads(6, "sql"), "handoffs": sent(6), "moves": rerouted})
    assert "routed again, to Technical pre-sales" in found.rows[0].detail


def test_packages_are_counted_as_they_stood_at_the_end_of_the_week_each_once() -> None:
    again = sent(6, percent=40, replaced_at=END - 4 * DAY)
    newer = [one._replace(number=one.number + 10, sent_at=END - 4 * DAY, percent=90, replaced_at=None) for one in again]
    clear = finding("routed_without_context", {"leads": leads(6), "handoffs": [*again, *newer]})
    assert (clear.n, clear.hits) == (6, 0), "what was sent again before anybody answered counts as its next version"
    later = sent(6, verdict="reject", verdict_at=END + DAY, code="wrong_route")
    assert finding("wrong_route", {"leads": leads(6), "handoffs": later}).hits == 0, "rejected after the week"


def test_a_criterion_answered_always_alike_is_stale() -> None:
    found = finding("stale_criteria", {"criteria": [CriterionFact("c1", "Human?", "mql", 99, 1, 0)]})
    assert "Yes on 99 of 100" in found.rows[0].detail


def test_stale_criteria_are_so_many_of_the_criteria_wherever_they_are_told() -> None:
    stale = [CriterionFact(f"c{n}", "Budget?", "sql", 5, 5, 166) for n in range(24)]
    sound = [CriterionFact(f"d{n}", "Which system?", "sql", 60, 60, 10) for n in range(10)]
    found = finding("stale_criteria", {"criteria": stale + sound}, at_least_n=20)
    assert (found.state, found.hits, found.n, len(found.rows)) == ("found", 24, 34, 24)
    assert found.says.startswith("24 of 34 criteria")


def test_criteria_that_few_leads_were_asked_are_not_called_stale() -> None:
    many = [CriterionFact(f"c{n}", "Budget?", "sql", 0, 0, 12) for n in range(40)]
    silent = finding("stale_criteria", {"criteria": many}, at_least_n=20)
    assert (silent.state, silent.hits, silent.n) == ("small sample", 0, 40)
    assert silent.says == "Only 12 leads were asked; at least 20 are needed to say anything."


def test_a_diagnosis_that_the_playbook_leaves_out_is_not_made() -> None:
    assert weekly_review(facts(), plain_hours, ()).findings == ()
