"""Whether a route was right: by what happened after it, and by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.clock import BusinessClock
from app.domain.route_outcomes import (
    History,
    Outcome,
    Package,
    Step,
    Word,
    accuracy,
    misrouted,
    route_outcomes,
)
from app.domain.stage import Stage

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LEAD, MQL, SQL = Stage.LEAD, Stage.MQL, Stage.SQL


@pytest.fixture(scope="module")
def book(make_playbook, plain_playbook):
    """The small playbook with a reason that blames the way, and the limit of the diagnosis on wrong routes."""
    plain = plain_playbook()
    reasons = {**plain["reasons"]}
    reasons["reject"] = [
        *reasons["reject"],
        {"id": "wrong_route", "label": "Sent to the wrong team"},
        {"id": "no_budget", "label": "No money"},
    ]
    diagnosis = {
        "id": "wrong_route",
        "label": "Wrong route",
        "says": "s",
        "suggests": "s",
        "limits": {"business_days": 5},
    }
    return make_playbook(reasons=reasons, diagnoses=[diagnosis])


@pytest.fixture(scope="module")
def became(book):
    clock = BusinessClock(book.hours)

    def judged(*steps, **more):
        moves = [Step(n, NOW - days * DAY, *rest) for n, (days, *rest) in enumerate(steps, 1)]
        return route_outcomes(History(moves, **more), book, NOW, clock)

    return judged


def to(days_ago, path, stage=MQL, *, route="warm", suggested="sdr", cycle=1):
    return (days_ago, stage, path, cycle, route, suggested)


def verdict(days_ago, says, code="", sent=None):
    return Package(3, NOW - (sent or days_ago + 1) * DAY, says, NOW - days_ago * DAY, "Sam", code)


@pytest.mark.parametrize(
    ("steps", "more", "outcome", "says"),
    [
        # along the path
        ([to(1, "sdr")], {}, "open", "nothing is known yet"),
        ([to(30, "sdr")], {}, "open", "nothing is known yet"),  # nobody ever answered
        ([to(30, "sdr")], {"reached": [NOW - 20 * DAY]}, "right", "they answered, and it held for 5 business days"),
        ([to(3, "sdr")], {"reached": [NOW - DAY]}, "open", "nothing is known yet"),
        ([to(9, "sdr"), to(8, "sales_discovery", SQL)], {}, "right", "it went on to SQL"),
        ([to(9, "sdr", LEAD), to(8, "sdr", MQL)], {}, "right", "it went on to MQL"),
        ([to(9, "sdr")], {"packages": [verdict(2, "accept")]}, "right", "handoff 3 was accepted by Sam"),
        ([to(9, "sdr")], {"packages": [verdict(2, "", sent=3)]}, "open", "nothing is known yet"),
        # rejected
        (
            [to(9, "sdr"), to(2, "needs_research")],
            {"packages": [verdict(2, "reject", "wrong_route")]},
            "wrong",
            "handoff 3 was rejected by Sam: Sent to the wrong team",
        ),
        (
            [to(9, "sdr"), to(2, "nurture")],
            {"packages": [verdict(2, "reject", "too_early")]},
            "wrong",
            "handoff 3 was rejected by Sam: Sent too early",
        ),
        (
            [to(9, "sdr"), to(2, "needs_research")],
            {"packages": [verdict(2, "reject", "no_budget")]},
            "open",
            "it went to Needs research, which says nothing about the route",
        ),
        # routed again: 5 business days from Wednesday the 11th end on Wednesday the 18th
        (
            [to(7, "sdr"), to(1, "technical_presales")],
            {},
            "wrong",
            "it was routed again to Technical pre-sales within 5 business days",
        ),
        (
            [to(7, "sdr"), to(1, "technical_presales", route="technical", suggested="technical_presales")],
            {},
            "wrong",
            "it was routed again to Technical pre-sales within 5 business days, as the rules proposed by then",
        ),
        ([to(20, "sdr"), to(1, "technical_presales")], {}, "right", "it held for 5 business days"),
        ([to(7, "sdr"), to(1, "nurture")], {}, "open", "it went to Nurture track, which says nothing about the route"),
        ([to(7, "sdr"), to(1, "duplicate")], {}, "open", "it went to Duplicate, which says nothing about the route"),
        (
            [to(7, "needs_research", suggested="needs_research"), to(5, "sdr")],
            {},
            "right",
            "it went on to SDR outreach",
        ),
        # where the work usually goes on, and where it does not
        (
            [to(7, "technical_presales", suggested="technical_presales"), to(4, "sales_discovery")],
            {},
            "right",
            "it went on to Sales discovery",
        ),
        (
            [to(7, "sales_discovery", suggested="sales_discovery"), to(4, "technical_presales")],
            {},
            "wrong",
            "it was routed again to Technical pre-sales within 5 business days",
        ),
        (
            [to(7, "sdr"), to(4, "follow_up")],
            {},
            "open",
            "it went to Dated follow-up, which says nothing about the route",
        ),
        ([to(20, "sdr"), to(1, "nurture")], {}, "open", "it went to Nurture track, which says nothing about the route"),
        ([to(20, "sdr"), to(1, "nurture")], {"reached": [NOW - 9 * DAY]}, "right", "it held for 5 business days"),
        # nobody works on it there, and it stayed
        ([to(20, "nurture", suggested="nurture")], {}, "right", "it stayed there for 5 business days"),
        ([to(3, "nurture", suggested="nurture")], {}, "open", "nothing is known yet"),
        ([to(20, "nurture", suggested="nurture"), to(1, "sdr")], {}, "right", "it held for 5 business days"),
        (
            [to(3, "nurture", suggested="nurture"), to(1, "sdr")],
            {},
            "open",
            "it went to SDR outreach, which says nothing about the route",
        ),
        ([to(20, "needs_research", suggested="needs_research")], {}, "open", "nothing is known yet"),
        # not along the path
        (
            [to(1, "technical_presales")],
            {},
            "open",
            "it went to Technical pre-sales instead; nothing more is known yet",
        ),
        (
            [to(20, "technical_presales")],
            {},
            "open",
            "it went to Technical pre-sales instead; nothing more is known yet",
        ),
        (
            [to(20, "technical_presales")],
            {"reached": [NOW - 9 * DAY]},
            "wrong",
            "it went to Technical pre-sales instead, they answered, and it held for 5 business days",
        ),
        ([to(20, "not_now")], {}, "open", "it went to Not now, which says nothing about the route"),
        (
            [to(9, "technical_presales"), to(8, "technical_presales", SQL)],
            {},
            "wrong",
            "it went on to SQL along Technical pre-sales",
        ),
        (
            [to(9, "technical_presales")],
            {"packages": [verdict(2, "accept")]},
            "wrong",
            "handoff 3 was accepted by Sam along Technical pre-sales instead",
        ),
        (
            [to(9, "technical_presales"), to(8, "sdr")],
            {"packages": [verdict(2, "accept")]},
            "right",
            "handoff 3 was accepted by Sam",
        ),
        # another cycle is another story
        ([to(9, "sdr"), to(1, "technical_presales", cycle=2, suggested="")], {}, "open", "nothing is known yet"),
        (
            [to(9, "sdr"), to(5, "sdr", cycle=2, suggested="", route="")],
            {"packages": [verdict(1, "accept", sent=4)]},
            "open",
            "nothing is known yet",
        ),
    ],
)
def test_what_happened_judges_a_route(became, steps, more, outcome, says):
    first = became(*steps, **more)[0]
    assert (first.outcome, first.says, first.by) == (Outcome(outcome), says, "")
    assert first.taken == (steps[0][2] == steps[0][5])


def test_a_word_by_hand_counts_for_more_and_the_last_one_counts(became):
    steps = [to(9, "sdr"), to(8, "sales_discovery", SQL)]
    wrong = Word(1, False, "Sales had the answer", NOW - DAY, "Bo")
    (judged,) = became(*steps, words=[wrong])
    assert (judged.outcome, judged.says, judged.by) == (Outcome.WRONG, "Sales had the answer", "Bo")
    right = Word(2, True, "", NOW - DAY, "Ann")  # at the same moment, said later; of the same proposal
    (judged,) = became(*steps, words=[wrong, right])
    assert (judged.outcome, judged.says, judged.by) == (Outcome.RIGHT, "judged right by hand", "Ann")


def test_the_same_route_at_several_moves_on_end_is_one_proposal(became):
    found = became(
        to(9, "sdr", LEAD),
        to(8, "sdr"),
        to(7, "technical_presales", route="technical", suggested="technical_presales"),
        to(6, "sdr"),
        to(5, "sdr", route="", suggested=""),  # from before routes were kept
        to(4, "sdr", cycle=2),
    )
    assert [(one.route, one.moves) for one in found] == [
        ("warm", (1, 2)),
        ("technical", (3,)),
        ("warm", (4,)),
        ("warm", (6,)),
    ]


def test_a_proposal_knows_every_move_at_which_it_stood(book):
    moves = [Step(n, NOW - days * DAY, MQL, "sdr", 1, "warm", "sdr") for n, days in enumerate((9, 8), 1)]
    (one,) = route_outcomes(History(moves, packages=[verdict(1, "accept")]), book, NOW, BusinessClock(book.hours))
    assert (one.move_id, one.moves) == (1, (1, 2))


def test_accuracy_counts_what_is_known_and_says_how_sure_it_is(became):
    accepted = {"packages": [verdict(2, "accept")]}
    judged = [one for _ in range(8) for one in became(to(9, "sdr"), **accepted)]
    judged += [one for _ in range(2) for one in became(to(7, "sdr"), to(6, "technical_presales"))]
    judged += [*became(to(1, "sdr")), *became(to(1, "nurture", route="rest", suggested="nurture"))]
    warm, rest = accuracy(judged)
    assert (warm.route, warm.n, warm.right, warm.wrong, warm.open) == ("warm", 11, 8, 2, 1)
    assert (warm.rate.value, round(warm.rate.low, 3), round(warm.rate.high, 3)) == (0.8, 0.490, 0.943)
    assert (rest.route, rest.n, rest.open, rest.rate.value) == ("rest", 1, 1, None)


@pytest.mark.parametrize(
    ("code", "blames"), [("too_early", True), ("wrong_route", True), ("no_budget", False), ("", False), ("gone", False)]
)
def test_which_reasons_of_rejection_blame_the_way(book, code, blames):
    assert misrouted(book, code) is blames
