"""How fast the grid and the calibration are over 100,000 leads with 300,000 moves."""

import random
import statistics
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from time import perf_counter, process_time
from typing import Any

import pytest

from app.domain.ledger import Point, frozen
from app.services.calibration import calibration_view
from app.services.desk import Desk
from app.services.grid import grid_view
from app.services.leads import LeadFilter
from app.services.work import Changed, Work
from app.store import journal
from app.store.bulk import insert_rows
from app.store.tables import Lead, Move, Person

pytestmark = pytest.mark.benchmark

LEADS = 100_000
NOW = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
BEGAN = NOW - timedelta(days=300)
BANDS = ("low", "medium", "high")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("calibration") / "full.assay"
    Desk.create(path, by="Mia", now=lambda: BEGAN, door="command line").close()
    with Desk.open(path, by="Mia", now=lambda: NOW) as desk:
        desk.do(_fill)
        yield desk


def _fill(work: Work) -> Changed:
    dice, connection = random.Random(7), work.session.connection()
    journal.in_bulk(connection, True)
    same_person = dict.fromkeys(("first_name", "last_name", "phone", "job_title", "relation", "notes"), "")
    insert_rows(
        connection,
        Person.__table__,
        ("id", "uuid", "full_name", "sort_name", "email", "email_key"),
        ((n, f"p{n}", f"P {n}", f"p {n}", f"p{n}@x.example", f"p{n}@x.example") for n in range(1, LEADS + 1)),
        {**same_person, "email_kind": "work", "consent": {}, "extra": {}, "created_at": NOW},
    )
    empty = dict.fromkeys(
        ("owner", "next_step", "trigger", "source", "campaign", "offer", "asked_for", "evaluation_stage"), ""
    )
    lead = {**empty, "intent_context": "", "cycle": 1, "extra": {}, "remarks": [], "created_at": NOW, "stage": "lead"}
    rows = ((n, f"l{n}", n, "hospital_lab", "nurture", n % 9 != 0, *_judged(dice)) for n in range(1, LEADS + 1))
    columns = ("id", "uuid", "person_id", "service_line", "path", "is_open")
    derived = ("fit", "intent", "fit_band", "intent_band", "today_group", "judged_until")
    insert_rows(connection, Lead.__table__, (*columns, *derived), rows, lead)
    move = {"by": "Mia", "door": "window", "learned": "Spoke", "next_step": "Call", "owner": "Mia", "code": ""}
    more = {"override": "", "missing": [], "cycle": 1, "playbook_version": 1, "suggested_path": "", "from_path": ""}
    columns = ("lead_id", "at", "from_stage", "to_stage", "to_path", "fit", "intent", "ledger", "answers")
    insert_rows(connection, Move.__table__, columns, _moves(work, dice), {**move, **more})
    journal.in_bulk(connection, False)
    return Changed("Fill")


def _judged(dice: random.Random) -> tuple[Any, ...]:
    return 40, 20, dice.choice(BANDS), dice.choice(BANDS), "", NOW + timedelta(days=1)


def _moves(work: Work, dice: random.Random) -> Iterator[tuple[Any, ...]]:
    scoring, criteria = work.playbook.scoring, [one.id for one in work.playbook.criteria]
    rules = [*((rule, "fit") for rule in scoring.fit), *((rule, "intent") for rule in scoring.intent)]
    for lead in range(1, LEADS + 1):
        at, stage = BEGAN + timedelta(days=dice.random() * 280), "lead"
        for to in ("lead", "mql", "sql" if dice.random() < 0.2 else "mql"):
            ledger = [
                frozen(Point(rule.id, rule.label, axis, rule.points, f"Something on record, {lead}", at))
                for rule, axis in dice.sample(rules, 7)
            ]
            answers = {id: dice.choice(("yes", "no", "unknown")) for id in dice.sample(criteria, 6)}
            path = "disqualified" if dice.random() < 0.05 else "nurture"
            yield lead, at, stage, to, path, dice.randrange(100), dice.randrange(100), ledger, answers
            at, stage = at + timedelta(days=dice.random() * 20), to


def _best(desk: Desk, *question: Any) -> float:
    taken = []
    for _ in range(5):
        start = perf_counter()
        desk.ask(*question)
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def test_the_grid_counts_within_fifty_milliseconds(full: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk = full
    whole, open_only = _best(desk, grid_view), _best(desk, grid_view, LeadFilter(open_only=True))
    with capsys.disabled():
        print(f"\ngrid of 100,000 leads {whole * 1000:.0f} ms, of the open ones {open_only * 1000:.0f} ms; goal 50 ms")
    assert desk.ask(grid_view).count == LEADS
    assert max(whole, open_only) < 0.25  # five times the goal: others may work on the machine


def test_a_calibration_takes_three_seconds_at_most(full: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk = full
    start = process_time()  # of this processor time, what others do on the machine takes nothing away
    found = desk.ask(calibration_view)
    taken = process_time() - start
    start = process_time()
    desk.ask(calibration_view, date(2026, 6, 1), "hospital_lab", "became_mql")
    other = process_time() - start
    with capsys.disabled():
        print(f"\ncalibration, 100,000 leads, 300,000 moves {taken:.2f} s; of MQLs since June {other:.2f} s; goal 3 s")
    assert found.cases + found.too_young == LEADS
    assert taken < 6  # twice the goal
