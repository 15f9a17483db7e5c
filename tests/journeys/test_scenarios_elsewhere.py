"""The thirteen worked scenarios under the healthtech, medical and respiratory playbooks: each ends where it should."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, assert_never

import pytest

from app.domain.gate import NotReady
from app.domain.lead import Answered, Certainty
from app.domain.reasons import Reason
from app.domain.signals import signal_kind
from app.domain.stage import Stage
from app.services import answers, care, gaps, moves, touches
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.services.lead_page import LeadView, lead_view
from app.services.leads import LeadFilter, lead_ids
from tests.journeys.elsewhere import CASES, PARTS
from tests.journeys.scenarios import (
    HEADER,
    SCENARIOS,
    Answers,
    AskedOfUs,
    AsksLater,
    Basics,
    Blocked,
    Called,
    Moves,
    Scenario,
    Step,
    Suggests,
)

MONDAY = datetime(2026, 11, 16, 14, tzinfo=UTC)
QUIET = ("S3", "S5", "S12")  # who reads and asks for nothing


class Story:
    """One scenario being played on a desk."""

    def __init__(self, desk: Desk, scenario: Scenario, forward: Callable[[], None]) -> None:
        self.desk, self.scenario, self._forward = desk, scenario, forward
        (self.lead,) = desk.ask(lead_ids, LeadFilter())

    @property
    def view(self) -> LeadView:
        return self.desk.ask(lead_view, self.lead)

    def missing(self, stage: str) -> list[str]:
        """What the checklist of the line still asks for, and the open questions that stop the deal."""
        view = self.view
        checklist = view.mql if stage == "mql" else view.sql
        stops = [f"gap:{gap.id}" for gap in view.gaps if gap.status == "open" and gap.severity == "stops"]
        return [row.id for row in checklist.rows if row.required and not row.holds] + stops * (stage == "sql")

    def stays(self, stage: str) -> None:
        """The gate is closed for exactly what is missing; nothing changes."""
        before, wanted = self.view, self.missing(stage)
        assert wanted
        with pytest.raises(NotReady) as blocked:
            self.desk.do(moves.move, self.lead, stage=Stage(stage), reason=_reason(Moves("Wants to", "Call")))
        assert [one.criterion for one in blocked.value.missing] == wanted
        assert all(one.proof for one in blocked.value.missing)
        assert self.view == before

    def answer(self, criterion: str, value: Answered, words: str) -> None:
        self.desk.do(answers.answer, self.lead, criterion, value, words, "Said on the call", Certainty.TOLD)

    def play(self, step: Step) -> None:
        self._forward()
        match step:
            case Suggests():
                quiet = self.scenario.name.split()[0] in QUIET
                assert (self.view.score.intent_band == "low") == quiet
            case Basics(role):
                for row in self.view.mql.rows:
                    if row.required:
                        assert row.suggestion or row.id == "mql_role", f"nothing suggests {row.id}"
                        self.answer(row.id, Answered.YES, role if row.id == "mql_role" else row.suggestion)
            case Answers(evidence, yes):
                known = {row.id for row in self.view.sql.rows}
                for criterion, words in evidence:
                    if criterion in known:  # the line of this playbook asks it too
                        self.answer(criterion, Answered.YES if yes else Answered.NO, words)
            case Called(outcome):
                self.desk.do(touches.log_touch, self.lead, "call", outcome, reached=True)
            case AsksLater(kind, words):
                id = self.desk.ask(lambda work: signal_kind(work.playbook, [kind]))
                self.desk.do(touches.add_signal, self.lead, id, asked_for=words)
            case Blocked(stage):
                self.stays(stage)
            case Moves():
                self.move(step)
            case AskedOfUs(question, area):
                self.desk.do(gaps.add_gap, self.lead, question, area, "stops", "ours", "Pre-sales")
            case _:
                assert_never(step)

    def move(self, step: Moves) -> None:
        """Before SQL, what this line asks for beyond the story is told as well; the gate is closed until the last."""
        for criterion in self.missing("sql") if step.stage == "sql" else ():
            self.stays("sql")
            self.answer(criterion, Answered.YES, f"Told on the call: {criterion}")
        stage = Stage(step.stage) if step.stage else None
        self.desk.do(moves.move, self.lead, stage=stage, path=step.path or None, reason=_reason(step))


def _reason(step: Moves) -> Reason:
    return Reason(step.learned, step.next_step, date.fromisoformat(step.due))


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Callable[[str, Scenario], Story]]:
    """A scenario's people, imported into a workspace with a playbook."""
    at, opened = [MONDAY], list[Desk]()

    def forward() -> None:
        at[0] += timedelta(minutes=1)

    def begun(playbook: str, scenario: Scenario) -> Story:
        desk = Desk.create(tmp_path / "team.assay", playbook, by="Mia", now=lambda: at[0])
        opened.append(desk)
        file = tmp_path / "leads.csv"
        file.write_text("\n".join([HEADER, *scenario.rows(), ""]), "utf-8")
        desk.do(commit_import, desk.ask(plan_import, [file]))
        return Story(desk, scenario, forward)

    yield begun
    for desk in opened:
        desk.close()


@pytest.mark.torture  # those of diagnostics are played by the window and the command line in every run
@pytest.mark.parametrize(("playbook", "scenario"), CASES, ids=[f"{book}: {one.name}" for book, one in CASES])
def test_scenario(told: Callable[[str, Scenario], Story], playbook: str, scenario: Scenario) -> None:
    story = told(playbook, scenario)
    for step in scenario.steps:
        story.play(step)
    view: Any = story.view
    assert (view.stage, view.path) == scenario.ends
    assert view.owner and view.next_step and view.due
    assert len([line for line in view.timeline if line.kind == "signal"]) >= len(scenario.did)
    assert story.desk.ask(care.check).ok


def test_every_scenario_has_its_part_in_every_playbook() -> None:
    numbers = {scenario.name.split()[0] for scenario in SCENARIOS}
    assert {playbook: set(parts) for playbook, parts in PARTS.items()} == dict.fromkeys(PARTS, numbers)
