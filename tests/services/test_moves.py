"""Moves: every door passes the same gate, and a refused move leaves no trace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.gate import NotReady
from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import gaps, lead_page, leads, moves, undoing
from app.services.desk import Desk
from app.services.work import Changed
from app.store.tables import Move
from tests.services.conftest import BEN, CLEO, a_reason, everything

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "MQL unproven": ({"stage": Stage.MQL}, "Not ready for MQL"),
    "SQL unproven": ({"stage": Stage.SQL}, "Not ready for SQL"),
    "opportunity from lead": ({"stage": Stage.OPPORTUNITY}, "SQL first"),
    "SAL is off": ({"stage": Stage.SAL}, "no SAL stage"),
    "unknown path": ({"path": "somewhere"}, "is not a path"),
    "where it is already": ({"stage": Stage.LEAD}, "already there"),
    "nothing learned": ({"path": "nurture", "reason": a_reason(learned=" ")}, "what was learned"),
    "nothing next": ({"path": "nurture", "reason": a_reason(next_step="")}, "what happens next"),
    "open without a date": ({"path": "nurture", "reason": a_reason(due=None)}, "a date"),
    "not now without date or trigger": ({"path": "not_now", "reason": a_reason(due=None)}, "date to come back"),
    "strange code": ({"path": "disqualified", "reason": a_reason(code="because")}, "not a reason"),
    "other without text": ({"path": "disqualified", "reason": a_reason(code="other", learned="Other")}, "alone"),
    "MQL on a closed path": ({"stage": Stage.MQL, "path": "disqualified"}, "open path"),
    "override of nothing but a word": ({"stage": Stage.MQL, "override": "Other"}, "alone is not a reason"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_move_leaves_no_trace(desk: Desk, ada: int, prove: Callable[..., Changed], case: str) -> None:
    wish, says = REFUSED[case]
    if "closed path" in case:
        prove(ada)
    before, acts = everything(desk), len(desk.ask(undoing.history))
    with pytest.raises(Problem, match=says):
        desk.do(moves.move, ada, **{"reason": a_reason(), **wish})
    assert everything(desk) == before
    assert len(desk.ask(undoing.history)) == acts


ALLOWED: dict[str, tuple[dict[str, Any], tuple[str, str, bool]]] = {
    "to MQL": ({"stage": Stage.MQL, "path": "sdr_outreach"}, ("mql", "sdr_outreach", True)),
    "straight to SQL": ({"stage": Stage.SQL, "path": "sales_discovery"}, ("sql", "sales_discovery", True)),
    "to a path only": ({"path": "technical_presales"}, ("lead", "technical_presales", True)),
    "disqualified without a date": (
        {"path": "disqualified", "reason": a_reason(due=None, code="competitor")},
        ("lead", "disqualified", False),
    ),
    "not now until a trigger": (
        {"path": "not_now", "reason": a_reason(due=None), "trigger": "Their new system is live"},
        ("lead", "not_now", True),
    ),
    "duplicate": ({"path": "duplicate", "reason": a_reason(due=None)}, ("lead", "duplicate", False)),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_a_move_that_may_happen_is_kept_with_everything(
    desk: Desk, ada: int, prove: Callable[..., Changed], case: str
) -> None:
    wish, (stage, path, is_open) = ALLOWED[case]
    prove(ada)
    prove(ada, Stage.SQL)
    asked = desk.ask(moves.may_move, ada, wish.get("stage"), wish.get("path"))
    assert asked.allowed, asked.says
    reason = wish.get("reason", a_reason())
    changed = desk.do(moves.move, ada, **{"reason": reason, **wish})
    assert ada in changed.leads
    view = desk.ask(lead_page.lead_view, ada)
    assert (view.stage, view.path, view.is_open) == (stage, path, is_open)
    assert (view.owner, view.next_step, view.due) == ("Mia", reason.next_step, reason.due)
    kept = desk.ask(lambda work: work.session.query(Move).one())
    assert (kept.learned, kept.by, kept.override) == (reason.learned, "Mia", "")
    assert sum(point["points"] for point in kept.ledger if point["axis"] == "fit") == kept.fit == view.score.fit
    assert kept.answers["mql_region"] == "yes"
    assert kept.playbook_version == 1
    assert kept.suggested_path


def test_an_override_is_marked_for_ever(desk: Desk, ada: int) -> None:
    desk.do(moves.move, ada, stage=Stage.MQL, path="sdr_outreach", reason=a_reason(), override="Their board asks now")
    kept = desk.ask(lambda work: work.session.query(Move).one())
    assert kept.override == "Their board asks now"
    assert "mql_interest" in kept.missing
    assert any("overridden" in row.title for row in desk.ask(lead_page.lead_view, ada).timeline)


def test_an_override_that_was_not_needed_is_none(desk: Desk, ada: int, prove: Callable[..., Changed]) -> None:
    prove(ada)
    desk.do(moves.move, ada, stage=Stage.MQL, path="nurture", reason=a_reason(), override="To be safe")
    assert desk.ask(lambda work: work.session.query(Move).one()).override == ""


def test_a_blocked_move_names_the_questions(desk: Desk, ada: int, prove: Callable[..., Changed]) -> None:
    prove(ada, without=("mql_role",))
    with pytest.raises(NotReady) as blocked:
        desk.do(moves.move, ada, stage=Stage.MQL, reason=a_reason())
    assert [one.criterion for one in blocked.value.missing] == ["mql_role"]
    assert blocked.value.missing[0].proof.endswith("?")
    asked = desk.ask(moves.may_move, ada, Stage.MQL)
    assert (asked.allowed, asked.missing) == (False, blocked.value.missing)


def test_a_gap_that_stops_blocks_sql(desk: Desk, mql: int, prove: Callable[..., Changed]) -> None:
    prove(mql, Stage.SQL)
    gap = int(str(desk.do(gaps.add_gap, mql, "Who writes the plan?", "validation", "stops").outcome))
    with pytest.raises(NotReady, match="Who writes the plan"):
        desk.do(moves.move, mql, stage=Stage.SQL, reason=a_reason())
    desk.do(gaps.close_gap, gap, "We do")
    desk.do(moves.move, mql, stage=Stage.SQL, reason=a_reason())


def test_coming_back_begins_a_new_cycle(desk: Desk, mql: int) -> None:
    desk.do(moves.move, mql, path="nurture", reason=a_reason())
    assert desk.ask(lead_page.lead_view, mql).cycle == 1
    desk.do(moves.move, mql, path="sdr_outreach", reason=a_reason())
    desk.do(moves.move, mql, stage=Stage.LEAD, path="needs_research", reason=a_reason())
    view = desk.ask(lead_page.lead_view, mql)
    assert (view.cycle, view.stage) == (2, "lead")


def test_a_bulk_move_takes_one_reason_with_overrides_for_rows(desk: Desk, add: Callable[..., int]) -> None:
    ids = [add(), add(BEN), add(CLEO)]
    own = a_reason(learned="This one asked to be left alone", due=date(2026, 12, 1))
    changed = desk.do(moves.move_many, ids, path="nurture", reason=a_reason(), overrides={ids[1]: own})
    assert changed.outcome == moves.MovedMany(tuple(ids), ())
    assert changed.label == "Move 3 leads to Nurture track"
    kept = desk.ask(lambda work: {m.lead_id: (m.learned, m.due) for m in work.session.query(Move)})
    assert kept[ids[1]] == (own.learned, own.due)
    assert kept[ids[0]] == kept[ids[2]] == (a_reason().learned, a_reason().due)
    desk.do(undoing.undo)
    assert desk.ask(leads.count_leads, leads.LeadFilter(paths=("nurture",))) == 0


def test_a_bulk_move_lists_what_the_gate_stopped(
    desk: Desk, add: Callable[..., int], prove: Callable[..., Changed]
) -> None:
    ready, unready = add(), add(CLEO)
    prove(ready)
    done = desk.do(moves.move_many, [ready, unready], stage=Stage.MQL, path="nurture", reason=a_reason()).outcome
    assert isinstance(done, moves.MovedMany)
    assert done.moved == (ready,)
    ((lead_id, name, why),) = done.blocked
    assert (lead_id, name) == (unready, "Cleo Marsh")
    assert "Not ready for MQL" in why


def test_templates_come_from_what_is_stored(desk: Desk, ada: int, prove: Callable[..., Changed]) -> None:
    prove(ada, Stage.SQL)
    found = desk.ask(moves.reason_templates, ada, "not_now")
    assert "Asked for: A demo for our lab" in found.learned
    assert "Said so: sql_use_case" in found.learned
    assert ("budget_cycle", "Money comes with the next budget cycle", False) in found.codes
    assert found.next_steps[0] == ("Ask again", 90)


def test_a_move_of_nobody_is_refused(desk: Desk) -> None:
    with pytest.raises(Problem, match="no lead 99"):
        desk.do(moves.move, 99, path="nurture", reason=a_reason())


def test_an_owner_is_kept_or_named(desk: Desk, ada: int) -> None:
    desk.do(moves.move, ada, path="nurture", reason=replace(a_reason(), owner=""))
    assert desk.ask(lead_page.lead_view, ada).owner == "Mia"


def test_questions_about_a_lead_that_is_gone_say_so(desk: Desk) -> None:
    with pytest.raises(Problem, match="no lead 77"):
        desk.ask(moves.may_move, 77, Stage.MQL)
    with pytest.raises(Problem, match="no lead 77"):
        desk.ask(moves.reason_templates, 77, "mql")
