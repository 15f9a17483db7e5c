"""How long scores take: of one lead, of all after a change of definitions, with the window open, and in a replay."""

import json
import random
import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.domain.lead import LeadFacts, Signal
from app.domain.playbook import Playbook
from app.domain.scoring import score
from app.services.adopting import adopt
from app.services.deriving import bring_up_to_date, waiting
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.services.playbooks import shipped_playbook
from app.services.replays import replay
from app.services.routes import routed
from app.services.standing import place_now
from app.services.work import Work
from app.store.connection import sqlite_module
from app.store.facts import gather
from app.store.tables import Lead
from app.ui import theme
from app.ui.window import Window
from tests.benchmarks.generate import write_leads

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
LEADS = 20_000
ROWS = 100_000
FACILITIES = ["hospital", "clinic", "employer", "research", "laboratory"]
KINDS = ["download", "visit", "webinar", "demo", "pricing_request", "booth_scan"]


def _playbook() -> Playbook:
    """A playbook with 15 fit rules and 10 intent rules."""

    def named(*ids: str) -> list[dict[str, str]]:
        return [{"id": id, "label": id.title()} for id in ids]

    criterion = {"guidance": "g", "qualifies": [], "does_not": []}
    gates = ("need", "intent", "fit", "next_step")
    fit = [
        {"id": f"facility_{one}", "label": one, "points": 12, "when": {"fact": "facility_type", "is": [one]}}
        for one in FACILITIES
    ]
    fit += [
        {"id": f"region_{n}", "label": f"Region {n}", "points": 8, "when": {"fact": "region", "is": [f"r{n}"]}}
        for n in range(4)
    ]
    fit += [
        {"id": "size", "label": "Size", "points": 15, "when": {"fact": "size", "at_least": 50}},
        {"id": "role", "label": "Role", "points": 15, "when": {"fact": "job_title", "has": ["lab", "director"]}},
        {"id": "systems", "label": "Systems", "points": 5, "when": {"fact": "systems", "known": True}},
        {"id": "asks", "label": "Asks", "points": 5, "when": {"fact": "wishes", "has": ["validation"]}},
        {
            "id": "both",
            "label": "Both",
            "points": 10,
            "when": {"all": [{"fact": "size", "at_least": 200}, {"fact": "region", "is": ["r1", "r2"]}]},
        },
        {"id": "rival", "label": "Rival", "points": -60, "when": {"fact": "relation", "is": ["competitor"]}},
    ]
    intent = [
        {"id": f"did_{kind}", "label": kind, "points": 20, "half_life_days": 30, "signals": [kind]} for kind in KINDS
    ]
    intent += [
        {
            "id": f"about_{n}",
            "label": word,
            "points": 15,
            "half_life_days": 45,
            "signals": KINDS,
            "mentions": [word],
            "at_most": 2,
        }
        for n, word in enumerate(["validation", "pricing", "integration", "pilot"])
    ]
    return Playbook.model_validate(
        {
            "name": "speed",
            "title": "Speed",
            "about": "",
            "vocabularies": {
                "source": [],
                "facility_type": named(*FACILITIES),
                "segment": [],
                "region": named("r0", "r1", "r2", "r3"),
                "testing_focus": [],
                "evaluation_stage": [],
            },
            "service_lines": named("panel"),
            "signal_kinds": named(*KINDS),
            "paths": named("sdr"),
            "criteria": [{**criterion, "id": "M1", "stage": "mql", "gate": "fit", "question": "?"}]
            + [{**criterion, "id": f"Q{n}", "stage": "sql", "gate": g, "question": "?"} for n, g in enumerate(gates)],
            "questions": [],
            "scoring": {
                "fit": fit,
                "intent": intent,
                "fit_bands": [{"id": "any", "label": "Any", "at_least": 0}],
                "intent_bands": [{"id": "any", "label": "Any", "at_least": 0}],
                "grid": [{"fit": "any", "intent": "any", "label": "Any", "path": "sdr"}],
            },
            "routes": [{"id": "r", "label": "R", "path": "sdr", "why": "", "when": {}, "deadline_hours": 1}],
            "hours": {"timezone": "UTC", "days": ["mon"], "start": "09:00", "end": "17:00"},
            "deadlines": {"first_outreach_hours": 8, "verdict_hours": 8},
            "no_response": {"attempts": 3, "days": 9, "proposes": ""},
            "disqualify": [],
            "not_now": [],
            "reasons": {"reject": [], "disqualify": [], "not_now": [], "override": []},
            "nurture": [],
            "seats": [],
            "templates": [],
            "handoff": {"mandatory": [], "counted": []},
            "diagnoses": [],
            "presets": [{"id": "p", "label": "P", "about": "", "mql_fit_at_least": 0, "mql_intent_at_least": 0}],
            "preset": "p",
        }
    )


def _leads() -> list[LeadFacts]:
    draw = random.Random(7)
    return [
        LeadFacts(
            n,
            facility_type=draw.choice(["", *FACILITIES]),
            region=draw.choice(["", "r0", "r1", "r2", "r3"]),
            size=draw.choice([None, 20, 80, 500]),
            job_title=draw.choice(["Lab manager", "Director", "Buyer", f"Specialist {n}"]),
            systems=draw.choice(["", "LIS"]),
            asked_for=draw.choice(["", "Validation plan", "A call"]),
            signals=tuple(
                Signal(s, draw.choice(KINDS), NOW - timedelta(days=draw.random() * 200), draw.choice(["", "Pilot"]))
                for s in range(draw.randint(1, 4))
            ),
        )
        for n in range(LEADS)
    ]


def _looked_up(leads: list[LeadFacts]) -> int:
    """The reference: the same 25 look-ups for each lead, and nothing else."""
    tables = [({"hospital": 12, "clinic": 12}, "facility_type")] * 15 + [({"Lab manager": 15}, "job_title")] * 10
    return sum(sum(table.get(getattr(facts, name), 0) for table, name in tables) for facts in leads)


@pytest.mark.benchmark
def test_scoring_speed(capsys):
    playbook, leads = _playbook(), _leads()
    rules = len(playbook.scoring.fit) + len(playbook.scoring.intent)
    score(playbook, leads[0], NOW)
    ours = theirs = float("inf")
    for _ in range(3):
        start = perf_counter()
        lines = sum(len(score(playbook, facts, NOW).ledger) for facts in leads)
        ours = min(ours, perf_counter() - start)
        start = perf_counter()
        _looked_up(leads)
        theirs = min(theirs, perf_counter() - start)
    figures = {
        "what": "score a lead",
        "rules": rules,
        "leads": LEADS,
        "lines_per_lead": round(lines / LEADS, 1),
        "microseconds": round(ours / LEADS * 1e6, 1),
        "times_plain_look_ups": round(ours / theirs, 1),
    }
    with capsys.disabled():
        print(json.dumps(figures))
    assert lines


# --- everything in a workspace ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of 100,000 rows imported, some 92,000 leads."""
    folder = tmp_path_factory.mktemp("full")
    write_leads(folder / "leads.csv", ROWS)
    with Desk.create(folder / "Full.assay", by="Mia", door="command line") as desk:
        desk.do(commit_import, desk.ask(plan_import, [folder / "leads.csv"]))
    return folder / "Full.assay"


@pytest.fixture
def workspace(full: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(full, tmp_path / "Team.assay"))


def _halved() -> Playbook:
    """The shipped playbook with other points for every fit rule, so that most leads have another score."""
    body = shipped_playbook("diagnostics").model_dump(mode="json", by_alias=True)
    for rule in body["scoring"]["fit"]:
        rule["points"] //= 2
    return Playbook.model_validate(body)


def _rewritten(path: Path) -> float:
    """The reference: the same columns of every lead read and written again by SQL alone."""
    with closing(sqlite_module().connect(path)) as file:
        start = perf_counter()
        rows = file.execute("SELECT fit, intent, fit_band, today_group, judged_until, id FROM lead").fetchall()
        changed = [(99 - fit, *others) for fit, *others in rows]
        sets = "fit = ?, intent = ?, fit_band = ?, today_group = ?, judged_until = ?"
        file.executemany(f"UPDATE lead SET {sets} WHERE id = ?", changed)
        file.commit()
        return perf_counter() - start


def _say(capsys: pytest.CaptureFixture[str], **figures: object) -> None:
    with capsys.disabled():
        print(json.dumps(figures))


@pytest.mark.benchmark
def test_one_lead(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Score, route and place of one lead, from its rows on."""

    def every(work: Work) -> list[float]:
        taken = []
        for id in work.session.scalars(select(Lead.id).limit(300)).all():
            start = perf_counter()
            one = gather(work.session, [id])[id]
            routed(work, one.facts, score(work.playbook, one.facts, work.now))
            place_now(work, one)
            taken.append(perf_counter() - start)
        return sorted(taken[50:])

    def row(work: Work) -> float:
        start = perf_counter()
        for id in range(1, 301):
            work.session.execute(select(Lead.__table__).where(Lead.id == id)).all()
        return (perf_counter() - start) / 300

    with Desk.open(workspace, by="Mia") as desk:
        taken, reference = desk.ask(every), desk.ask(row)
    median, worst = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    _say(
        capsys,
        what="score, route and place one lead",
        milliseconds=round(median * 1e3, 2),
        p99=round(worst * 1e3, 2),
        times_one_row=round(median / reference, 1),
        goal_milliseconds=5,
    )


@pytest.mark.benchmark
def test_adopting(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The act itself, and all leads judged anew by the command line."""
    reference = _rewritten(Path(shutil.copy(workspace, workspace.with_name("Reference.assay"))))
    with Desk.open(workspace, by="Mia", door="command line") as desk:
        while desk.tend(bring_up_to_date).outcome:
            pass
        start = perf_counter()
        desk.back_up()
        backup = perf_counter() - start
        start = perf_counter()
        desk.do(adopt, _halved(), "A benchmark")
        adopted = perf_counter() - start - backup
        leads = desk.ask(waiting)
        start, spent = perf_counter(), process_time()
        while desk.tend(bring_up_to_date).outcome:
            pass
        took, spent = perf_counter() - start, process_time() - spent
    _say(
        capsys,
        what="adopt a playbook, and judge every lead anew in one process",
        leads=leads,
        adopting_without_backup=round(adopted, 2),
        seconds=round(took, 1),
        processor_microseconds_a_lead=round(spent / leads * 1e6, 1),
        times_the_rewrite=round(took / reference, 1),
    )


@pytest.mark.benchmark
def test_rescoring_in_the_window(
    workspace: Path, capsys: pytest.CaptureFixture[str], qtbot: QtBot, qapp: QApplication
) -> None:
    """Thirty frames a second are painted and scrolled meanwhile; what is late is what the person sees."""
    theme.apply(qapp, "light")
    reference = _rewritten(Path(shutil.copy(workspace, workspace.with_name("Reference.assay"))))
    with Desk.open(workspace, by="Mia", door="command line") as desk:
        while desk.tend(bring_up_to_date).outcome:
            pass
        desk.do(adopt, _halved(), "A benchmark")
        leads = desk.ask(waiting)
    window = Window("Robin")
    window.remembers = False
    window.show()
    window.open(workspace)
    assert window.view is not None
    window.view.go("leads")
    assert window.opened is not None
    told: list[tuple[float, int]] = []
    window.opened.upkeep.rescoring.connect(lambda progress: told.append((perf_counter(), progress[1])))
    frames = _Frames(window.view.pages["leads"].view)
    qtbot.waitUntil(lambda: bool(told) and told[-1][1] == 0, timeout=120_000)
    late, paints = frames.late(), sorted(frames.paints)
    frames.timer.stop()
    window.close()
    _say(
        capsys,
        what="rescore in the background of the window",
        leads=leads,
        seconds=round(told[-1][0] - told[0][0], 1),
        goal_seconds=10,
        frames=len(late),
        late_milliseconds_p99=round(late[int(len(late) * 0.99)] * 1e3, 1),
        late_milliseconds_worst=round(late[-1] * 1e3, 1),
        paint_milliseconds_worst=round(paints[-1] * 1e3, 1),
        over_50=sum(one > 0.05 for one in late),
        times_the_rewrite=round((told[-1][0] - told[0][0]) / reference, 1),
    )


class _Frames:
    """Scrolls and paints a table thirty times a second, and keeps how much later than due each frame was done."""

    EVERY = 0.033

    def __init__(self, table: QTableView) -> None:
        self._table = table
        self.paints: list[float] = []
        self._done: list[float] = []
        self.timer = QTimer(table, interval=int(self.EVERY * 1000), timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self._paint)
        self.timer.start()

    def _paint(self) -> None:
        start = perf_counter()
        bar = self._table.verticalScrollBar()
        bar.setValue((bar.value() + 3) % max(1, bar.maximum()))
        self._table.viewport().repaint()
        self._done.append(perf_counter())
        self.paints.append(self._done[-1] - start)

    def late(self) -> list[float]:
        return sorted(max(0.0, after - before - self.EVERY) for before, after in pairwise(self._done))


@pytest.mark.benchmark
def test_replay(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Desk.open(workspace, by="Mia", door="command line") as desk:
        draft = _halved()
        start = perf_counter()
        view = desk.ask(replay, draft, 1_000)
        took = perf_counter() - start
        start = perf_counter()
        desk.ask(lambda work: gather(work.session, [id for shift in view.cells for id in shift.leads]))
        reference = perf_counter() - start
    assert view.looked_at == 1_000
    assert view.changes
    _say(
        capsys,
        what="replay the last 1,000 leads",
        seconds=round(took, 2),
        goal_seconds=2,
        times_their_facts=round(took / reference, 1),
    )
