"""Nothing is forgotten (R12): whatever is done in any order, an open lead waits in Today or has all that it needs."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.lead import Answered
from app.domain.paths import is_open
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.services import (
    answers,
    deriving,
    editing,
    imports,
    merging,
    moves,
    nurturing,
    proposing,
    today,
    touches,
    undoing,
)
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.standing import place_now
from app.services.today_leads import today_leads
from app.services.work import Changed, Work
from app.store.facts import gather
from app.store.tables import Action, Lead, Person
from tests.services.conftest import NOW

LINES = ("hospital_lab", "clinic_panels", "employer_screening")
PATHS = ("", "sdr_outreach", "needs_research", "nurture", "not_now", "follow_up", "disqualified", "technical_presales")
STAGES = (None, Stage.MQL, Stage.SQL, Stage.LEAD)
KINDS = ("download", "pricing_request", "unsubscribed", "email_reply")
SYSTEMS = ("", "LIS migration", "Epic, live")
PICK = st.integers(0, 30)
STEP = st.tuples(st.sampled_from(("move", "move", "many", "touch", "touch", "signal", "edit", "systems", "accept",
                                  "accept", "nurture", "track", "add", "import", "merge", "undo", "wait", "answer")),
                 PICK, PICK)  # fmt: skip


class Team:
    """A desk whose clock the steps move on."""

    def __init__(self, desk: Desk, at: list[datetime], folder: Path) -> None:
        self.desk, self.at, self.folder = desk, at, folder

    @property
    def today(self) -> date:
        return self.at[0].date()

    def ids(self, table: type[Any] = Lead) -> list[int]:
        return self.desk.ask(lambda work: list(work.session.scalars(select(table.id).order_by(table.id))))

    def lead(self, pick: int) -> int:
        return self.ids()[pick % len(self.ids())]


def _reason(team: Team, pick: int) -> Reason:
    """A reason that may lack a date, or name a trigger instead."""
    due = None if pick % 7 == 0 else team.today + timedelta(days=(0, 1, 9, 40, 90, 200)[pick % 6])
    step = "When the contract renewal comes up" if pick % 5 == 0 else f"Step {pick}"
    code = ("", "lis_change", "contract_runs", "no_response")[pick % 4]
    return Reason("What was learned about the need and the date", step, due, ("Mia", "Kim", "")[pick % 3], code)


def _move(team: Team, a: int, b: int) -> Changed:
    path, stage = PATHS[b % len(PATHS)] or None, STAGES[(a + b) % len(STAGES)]
    override = "Their leadership asks" if b % 2 else ""
    return team.desk.do(moves.move, team.lead(a), stage=stage, path=path, reason=_reason(team, b), override=override)


def _import(team: Team, a: int, b: int) -> Changed:
    """A file that knows some people already, by address or only by name."""
    rows = [f"Ada{n} Berg,{f'ada{n}@x.example' if n % 2 else ''},Northgate Labs" for n in range(a % 4, a % 4 + 4)]
    path = team.folder / f"list{len(list(team.folder.iterdir()))}.csv"
    path.write_text("\n".join(["Name,Email,Company", *rows, ""]), "utf-8")
    choices = imports.ImportChoices(defaults={"service_line": LINES[b % 3]})
    return team.desk.do(imports.commit_import, team.desk.ask(imports.plan_import, [path], choices))


def _accept(team: Team, a: int, b: int) -> Changed:
    lead = next((id for id in _from(team.ids(), a) if team.desk.ask(lead_view, id).proposals), team.lead(a))
    offered = team.desk.ask(lead_view, lead).proposals
    return team.desk.do(proposing.accept_proposal, lead, offered[b % len(offered)].id if offered else "none")


def _from(ids: list[int], pick: int) -> list[int]:
    at = pick % len(ids)
    return ids[at:] + ids[:at]


def _undo(team: Team, a: int, b: int) -> Changed:
    """The latest act, or any earlier one, or an undo of an undo."""
    actions = team.ids(Action)
    return team.desk.do(undoing.undo, None if b % 3 else actions[a % len(actions)])


def _wait(team: Team, a: int, b: int) -> Changed:
    team.at[0] += timedelta(days=(1, 3, 16, 31, 61, 100)[a % 6], hours=b)
    return Changed("Wait")


def _add(team: Team, a: int, b: int) -> Changed:
    fields = {"full_name": f"Ada{a} Berg", "email": f"ada{a}@x.example", "company": "Northgate Labs"}
    return team.desk.do(add_lead, {**fields, "service_line": LINES[b % 3]})


def _systems(team: Team, a: int, b: int) -> Changed:
    return team.desk.do(editing.edit_lead, team.lead(a), {"systems": SYSTEMS[b % 3]})


DEEDS: dict[str, Callable[[Team, int, int], Changed]] = {
    "move": _move,
    "many": lambda team, a, b: team.desk.do(
        moves.move_many, team.ids()[a % 3 :], path=PATHS[b % len(PATHS)] or None, reason=_reason(team, b)
    ),
    "touch": lambda team, a, b: team.desk.do(touches.log_touch, team.lead(a), "email", "Wrote", reached=b % 6 == 0),
    "signal": lambda team, a, b: team.desk.do(touches.add_signal, team.lead(a), KINDS[b % 4]),
    "edit": lambda team, a, b: team.desk.do(
        editing.edit_lead,
        team.lead(a),
        {("due", "owner", "next_step", "trigger")[b % 4]: ("" if b > 15 else str(team.today + timedelta(days=b)))},
    ),
    "systems": _systems,
    "accept": _accept,
    "nurture": lambda team, a, b: team.desk.do(nurturing.log_nurture, team.ids()[a % 3 :], "News" if b % 2 else ""),
    "track": lambda team, a, b: team.desk.do(nurturing.choose_track, team.lead(a), ("", "watchers")[b % 2]),
    "add": _add,
    "import": _import,
    "merge": lambda team, a, b: team.desk.do(
        merging.merge, "people", team.ids(Person)[a % 3], team.ids(Person)[b % len(team.ids(Person))]
    ),
    "undo": _undo,
    "wait": _wait,
    "answer": lambda team, a, b: team.desk.do(
        answers.answer, team.lead(a), ("mql_region", "sql_use_case")[b % 2], Answered.YES, "Said so"
    ),
}


@contextmanager
def _team() -> Iterator[Team]:
    folder, at = Path(tempfile.mkdtemp()), [NOW]
    try:
        if not _MADE:
            _MADE.append(_made(Path(tempfile.mkdtemp())))
        (folder / "team.assay").write_bytes(_MADE[0])
        with Desk.open(folder / "team.assay", by="Mia", now=lambda: at[0]) as desk:
            yield Team(desk, at, folder)
    finally:
        shutil.rmtree(folder)


_MADE: list[bytes] = []


def _made(folder: Path) -> bytes:
    path = folder / "team.assay"
    with Desk.create(path, by="Mia", now=lambda: NOW - timedelta(days=1)) as desk:
        for number in range(4):
            fields = {"full_name": f"Ada{number} Berg", "email": f"ada{number}@x.example", "company": "Northgate Labs"}
            desk.do(add_lead, {**fields, "service_line": LINES[number % 3], "job_title": "Laboratory manager"})
    return path.read_bytes()


def _forgotten(work: Work) -> list[str]:
    """Every lead that nobody would think of: open, not in Today, and without owner, step, or a day ahead."""
    found = []
    for id, one in gather(work.session, list(work.session.scalars(select(Lead.id)))).items():
        facts = one.facts
        ahead = facts.due is not None and facts.due > work.today
        waits = one.trigger and facts.path in ("not_now", "follow_up")
        provided = facts.owner and facts.next_step and (ahead or waits)
        if is_open(work.playbook, facts.path) and not provided and place_now(work, one) is None:
            found.append(f"lead {id}: {facts.path} {facts.owner!r} {facts.next_step!r} {facts.due}")
    return found


def _not_back(work: Work) -> list[str]:
    """Every lead whose day has come and that is not in Today."""
    found = []
    for id, one in gather(work.session, list(work.session.scalars(select(Lead.id)))).items():
        facts = one.facts
        comes_back = is_open(work.playbook, facts.path) or facts.path == "disqualified"
        if comes_back and facts.due is not None and facts.due <= work.today and place_now(work, one) is None:
            found.append(f"lead {id}: {facts.path}, due {facts.due}")
    return found


def _is_listed(desk: Desk) -> list[str]:
    """Where the lists of Today differ from what the rules say of every lead."""
    while desk.tend(deriving.bring_up_to_date).outcome:
        pass

    def wrong(work: Work) -> list[str]:
        listed = {id: group.id for group in today.today(work).groups for id in today.today_ids(work, group.id)}
        ones = gather(work.session, list(work.session.scalars(select(Lead.id))))
        places = {id: place for id, one in ones.items() if (place := place_now(work, one)) is not None}
        faults = [f"lead {id}" for id in ones if listed.get(id) != (places[id].group if id in places else None)]
        for group in set(listed.values()):
            faults += [f"lead {row.id} says nothing" for row in today_leads(work, group) if not row.why]
        return faults

    return desk.ask(wrong)


STORY = st.lists(STEP, min_size=3, max_size=14)
any_pace = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(any_pace, max_examples=12)
@given(steps=STORY)
def test_nothing_is_forgotten_whatever_is_done(steps: list[tuple[str, int, int]]) -> None:
    _nothing_is_forgotten(steps)


@pytest.mark.torture
@settings(any_pace, max_examples=100)
@given(steps=STORY)
def test_nothing_is_forgotten_in_many_more_stories(steps: list[tuple[str, int, int]]) -> None:
    _nothing_is_forgotten(steps)


def _nothing_is_forgotten(steps: list[tuple[str, int, int]]) -> None:
    with _team() as team:
        for deed, a, b in steps:
            try:
                DEEDS[deed](team, a, b)
            except Problem:
                continue
            if not team.ids():
                return
            assert team.desk.ask(_forgotten) == [], deed
        assert _is_listed(team.desk) == []
        for days in (30, 60, 400):
            team.at[0] += timedelta(days=days)
            assert team.desk.ask(_forgotten) == []
            assert team.desk.ask(_not_back) == []
        assert _is_listed(team.desk) == []


def test_time_brings_back_every_lead_with_a_date() -> None:
    """Every path, three dates each: nothing with a date stays away past it."""
    with _team() as team:
        for at, days in enumerate((20, 45, 300)):
            for number, path in enumerate(PATHS[1:]):
                done = _add(team, 10 + 10 * at + number, number)
                due = team.today + timedelta(days=days)
                reason = Reason("What was learned", "Call again", due, "Mia")
                lead = int(str(done.outcome))
                if team.desk.ask(lead_view, lead).path != path:
                    team.desk.do(moves.move, lead, path=path, reason=reason)
        for days, back in ((30, 20), (60, 45), (400, 300)):
            team.at[0] = NOW + timedelta(days=days)
            assert team.desk.ask(_not_back) == []
            due = NOW.date() + timedelta(days=back)
            assert team.desk.ask(_waiting_since, due) == len(PATHS) - 1


def _waiting_since(work: Work, due: date) -> int:
    ones = gather(work.session, list(work.session.scalars(select(Lead.id).where(Lead.due == due))))
    return sum(place_now(work, one) is not None for one in ones.values())
