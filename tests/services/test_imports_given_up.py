"""Imports given up half-way, and files that change meanwhile: nothing is half-imported, and nothing else comes in."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.problems import Problem
from app.services import desk as desks
from app.services import import_plan, leads
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.services.work import Cancelled, Progress, Work
from app.store import connection
from tests.benchmarks.generate import write_leads
from tests.services.conftest import everything


class Impatient(Progress):
    """Cancels at a report; `wanted` is part of what it says. Keeps all that was said."""

    def __init__(self, wanted: str = "") -> None:
        super().__init__()
        self.wanted, self.said = wanted, list[str]()

    def __call__(self, done: int, total: int, what: str = "") -> None:
        self.said.append(what)
        if self.wanted and self.wanted in what:
            self.cancel()
        super().__call__(done, total, what)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    write_leads(path, 3_000)
    return path


def test_every_step_can_be_given_up_and_nothing_is_left(desk: Desk, listed: Path, ada: int) -> None:
    watched = Impatient()
    plan = desk.ask_watched(watched, plan_import, [listed])
    for step in dict.fromkeys(what for what in watched.said if what):
        with pytest.raises(Cancelled):
            desk.ask_watched(Impatient(step), plan_import, [listed])
    before, head = everything(desk), plan.head
    steps = ("Writing account rows", "Writing person rows", "Writing lead rows", "Writing signal rows")
    for step in (*steps, "Writing import row rows"):
        with pytest.raises(Cancelled):
            desk.do_watched(Impatient(step), commit_import, plan)
        assert everything(desk) == before
    again = desk.ask(plan_import, [listed])
    assert again.head == head
    desk.do(commit_import, again)
    assert desk.ask(leads.count_leads, leads.LeadFilter()) == again.counts["create"] + 1


def test_a_long_statement_is_stopped_in_its_middle(desk: Desk, ada: int, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    progress = Progress()

    def question(work: Work) -> None:
        progress.cancel()
        work.session.connection().exec_driver_sql(endless)

    start = time.monotonic()
    with pytest.raises(Cancelled):
        desk.ask_watched(progress, question)
    with pytest.raises(Cancelled):
        desk.do_watched(progress, question)
    assert time.monotonic() - start < 5
    assert desk.ask(leads.count_leads, leads.LeadFilter()) == 1


def test_the_backup_before_an_import_can_be_given_up(desk: Desk, listed: Path, ada: int) -> None:
    plan = desk.ask(plan_import, [listed])
    before = len(list(desk.path.parent.rglob("*.part"))), desk.last_backup_at
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        desk.do_watched(progress, commit_import, plan)
    assert (len(list(desk.path.parent.rglob("*.part"))), desk.last_backup_at) == before


def test_reports_come_often_enough(desk: Desk, listed: Path) -> None:
    """Some hundred rows between two looks: far under a fifth of a second on any machine."""
    watched = Impatient()
    desk.do_watched(watched, commit_import, desk.ask_watched(watched, plan_import, [listed]))
    assert watched.said.count("Planning rows") == 3_000 // import_plan.TICK
    assert import_plan.TICK <= 500
    assert watched.said.count("Writing lead rows") >= 3
    assert connection.STEPS <= 20_000


# --- files that change ------------------------------------------------------------------------------------------------


def test_a_file_that_changed_after_the_plan_is_said_and_the_plan_comes_in(desk: Desk, csv: Callable[..., Path]) -> None:
    plan = desk.ask(plan_import, [csv("Name,Email\nAda Berg,ada@north.example\n")])
    csv("Name,Email\nEve Evil,eve@evil.example\nBen Ito,ben@north.example\n")
    changed = desk.do(commit_import, plan)
    rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter()))
    assert [(row.person, row.email) for row in rows] == [("Ada Berg", "ada@north.example")]
    assert any("leads.csv" in sentence and "what the plan showed" in sentence for sentence in changed.kept)


def test_a_file_that_is_gone_after_the_plan_is_imported_as_planned(desk: Desk, csv: Callable[..., Path]) -> None:
    file = csv("Name,Email\nAda Berg,ada@north.example\n")
    plan = desk.ask(plan_import, [file])
    file.unlink()
    desk.do(commit_import, plan)
    assert desk.ask(leads.count_leads, leads.LeadFilter()) == 1


def test_a_file_that_changes_while_it_is_read_is_read_again(
    desk: Desk, csv: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = csv("Name,Email\nAda Berg,ada@north.example\n")

    def changes(*given: object) -> object:
        os.utime(file, (1, 1))
        return look(*given)

    look = import_plan.look
    monkeypatch.setattr(import_plan, "look", changes)
    with pytest.raises(Problem, match="changed while it was being read"):
        desk.ask(plan_import, [file])


def test_an_import_is_not_cancelled_by_another_failure(desk: Desk) -> None:
    def wrong(work: Work) -> None:
        work.session.connection().exec_driver_sql("SELECT * FROM nowhere")

    with pytest.raises(desks.OperationalError):
        desk.ask_watched(Progress(), wrong)
