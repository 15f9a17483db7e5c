"""What an issued week would say differently by now is listed, with the leads behind it."""

from dataclasses import replace
from datetime import timedelta

from app.domain.review import weekly_review
from app.domain.review.restating import restated
from tests.exports.histories import END, START, a_year, hours

FACTS = a_year(120)
ISSUED = weekly_review(FACTS, hours())


def test_wr6_a_week_that_still_stands_lists_nothing() -> None:
    again = restated(ISSUED, weekly_review(FACTS, hours()))
    assert again.nothing and again.says == ()


def test_wr6_a_lead_that_came_later_with_an_earlier_date_is_named() -> None:
    late = FACTS.leads[0]._replace(id=999, ref="999", person="Late Comer", created_at=START + timedelta(hours=3))
    found = restated(ISSUED, weekly_review(replace(FACTS, leads=[*FACTS.leads, late]), hours()))
    (cause,) = [one for one in found.causes if one.kind == "added"]
    assert cause.count == 1 and cause.rows[0].person == "Late Comer" and cause.says.startswith("1 lead came")
    leads = next(one for one in found.figures if one.id == "new_leads")
    assert leads.issued is not None and leads.now == leads.issued + 1


def test_wr6_two_leads_redated_one_gone_one_in_another_stage() -> None:
    still = [lead for lead in FACTS.leads if not any(move.lead_id == lead.id for move in FACTS.moves)]
    first, second, third, fourth = still[:4]
    changed = {
        first.id: first._replace(created_at=first.created_at - timedelta(days=10)),
        second.id: second._replace(created_at=second.created_at - timedelta(days=20)),
        fourth.id: fourth._replace(stage="sql"),
    }
    leads = [changed.get(lead.id, lead) for lead in FACTS.leads if lead.id != third.id]
    found = restated(ISSUED, weekly_review(replace(FACTS, leads=leads), hours()))
    assert {one.kind: one.count for one in found.causes} == {"gone": 1, "dated": 2, "stage": 1}
    assert "2 leads re-dated." in found.says
    (stage,) = [one for one in found.causes if one.kind == "stage"]
    assert (stage.rows[0].issued, stage.rows[0].now) == ("Lead", "SQL")


def test_wr6_an_undone_move_is_seen_in_the_stage() -> None:
    last = max((move for move in FACTS.moves if move.at < END), key=lambda move: move.at)
    if last.from_stage == last.to_stage:
        last = max((m for m in FACTS.moves if m.from_stage != m.to_stage and m.at < END), key=lambda move: move.at)
    moves = [move for move in FACTS.moves if not (move.lead_id == last.lead_id and move.at >= last.at)]
    leads = [
        lead._replace(stage=last.from_stage, path=last.from_path) if lead.id == last.lead_id else lead
        for lead in FACTS.leads
    ]
    found = restated(ISSUED, weekly_review(replace(FACTS, leads=leads, moves=moves), hours()))
    assert f"L-{last.lead_id}" in {row.ref for one in found.causes for row in one.rows if one.kind == "stage"}


def test_wr6_ordinary_work_restates_nothing_and_what_history_tells_is_still_compared() -> None:
    """Owner, step and date are known as they are now: whoever works on leads did not change what the week was."""
    worked = [
        lead._replace(owner="Robin Vale", next_step="Call", due=(END + timedelta(days=20)).date())
        for lead in FACTS.leads
    ]
    now = weekly_review(replace(FACTS, leads=worked), hours())
    before, after = (next(kpi for kpi in one.kpis if kpi.id == "in_order") for one in (ISSUED, now))
    assert before.status == "as of now" and before.this_week != after.this_week
    assert restated(ISSUED, now).nothing
    late = FACTS.leads[0]._replace(id=999, ref="999", created_at=START + timedelta(hours=3))
    with_another = weekly_review(replace(FACTS, leads=[*worked, late]), hours())
    assert {one.id for one in restated(ISSUED, with_another).figures} == {"new_leads"}


def test_wr6_every_figure_that_rests_on_what_happened_is_compared() -> None:
    """Each figure of a week that is another one is listed, but for those that are only known as of now."""
    differing = replace(ISSUED, kpis=tuple(replace(kpi, n=kpi.n + 1) for kpi in ISSUED.kpis))
    assert {kpi.id for kpi in ISSUED.kpis} - {one.id for one in restated(ISSUED, differing).figures} == {"in_order"}
