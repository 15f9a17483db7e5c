"""The score to be argued with: now, later, at a move, and what would change it."""

import pytest

from app.domain.ledger import Point, thawed
from app.domain.problems import Problem
from app.services.ledger import frozen_ledger, ledger_view
from app.services.moves import move
from app.services.touches import add_signal
from app.store.tables import Move
from tests.services.conftest import BEN, a_reason


def sums(points, axis):
    return sum(point.points for point in points if point.axis == axis)


def test_the_ledger_sums_to_the_score_and_says_how_points_age(desk, ada, clock):
    desk.do(add_signal, ada, "pricing_request", at=clock.at)
    clock.forward(days=21)
    view = desk.ask(ledger_view, ada)
    assert (sums(view.points, "fit"), sums(view.points, "intent")) == (view.fit, view.intent)
    (price,) = [point for point in view.points if point.rule == "asked_pricing"]
    assert (price.points, price.when_new, price.half_life_days) == (20, 40, 21)
    assert price.ages == "20 of 40, halves every 21 days"
    assert {point.ages for point in view.points if point.axis == "fit"} == {""}


def test_a_score_ages_if_nothing_new_happens(desk, add, clock):
    id = add(BEN)
    desk.do(add_signal, id, "pricing_request", at=clock.at)
    view = desk.ask(ledger_view, id)
    soon, later = view.later
    assert (soon.days, later.days) == (14, 30)
    assert view.intent > soon.intent > later.intent
    clock.forward(days=14)
    assert desk.ask(ledger_view, id).intent == soon.intent
    assert soon.says == f"in 14 days: {soon.intent}" + (
        "" if soon.intent_band == view.intent_band else f" ({soon.intent_band.capitalize()})"
    )


def test_what_nobody_knows_is_said_with_where_it_would_lead(desk, add):
    view = desk.ask(ledger_view, add(BEN))
    best = view.what_if[0]
    assert best.moves_up and best.says.startswith(f"+{best.adds} fit if the ")
    assert f"then {best.fit_band.capitalize()} fit, “{best.cell_label}” ({best.path_label})" in best.says


def test_the_ledger_of_a_move_stays_as_it_stood(desk, mql, clock):
    then = desk.ask(ledger_view, mql)
    clock.forward(days=30)
    desk.do(add_signal, mql, "pricing_request")
    now = desk.ask(ledger_view, mql)
    assert now.intent != then.intent
    (kept,) = now.frozen
    assert (kept.what, kept.fit, kept.intent) == ("MQL", then.fit, then.intent)
    frozen = desk.ask(frozen_ledger, mql, kept.move)
    assert frozen.points == then.points
    assert (sums(frozen.points, "fit"), sums(frozen.points, "intent")) == (kept.fit, kept.intent)


def test_ledgers_frozen_before_half_lives_were_kept_are_read():
    old = {
        "rule": "r",
        "label": "R",
        "axis": "intent",
        "points": 7,
        "fact": "Did it",
        "at": "2026-11-01T09:00:00+00:00",
    }
    point = thawed(old)
    assert (point.points, point.when_new, point.half_life_days, point.ages) == (7, None, None, "")
    assert thawed({}) == Point("", "", "", 0, "")


def test_a_move_of_another_lead_is_refused(desk, mql, add):
    other = add(BEN)
    desk.do(move, other, path="nurture", reason=a_reason())
    (mine, theirs) = desk.ask(lambda work: [one.id for one in work.session.query(Move).order_by(Move.id)])
    with pytest.raises(Problem, match=f"Move {theirs} is not one of this lead; its moves are: {mine}"):
        desk.ask(frozen_ledger, mql, theirs)
