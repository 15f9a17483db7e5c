"""The thirteen worked scenarios through the command line: from a file to the stage and path where each one ends."""

import csv
from pathlib import Path
from typing import assert_never

import pytest

from tests.cli.terminal import Terminal, reply
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

MONDAY = "2026-11-16T14:00:00Z"


# --- the steps of the table, typed into a terminal --------------------------------------------------------------------


def take(assay: Terminal, team: Path, lead: str, step: Step) -> None:
    """One step of a scenario."""
    match step:
        case Suggests():
            shown = assay.document("show", team, lead)
            score = shown["score"]
            found = (shown["route"]["path"], score["fit_band"], score["intent_band"])
            assert found == (step.path, step.fit, step.intent), shown["route"]
        case Basics():
            confirm_basics(assay, team, lead, step.role)
        case Answers():
            for criterion, words in step.evidence:
                proof = ("--evidence", words, "--who", "Said on the call", "--certainty", "told")
                assay.done("answer", team, lead, criterion, "yes" if step.yes else "no", *proof)
        case Called():
            assay.done("touch", team, lead, "--kind", "call", "--outcome", step.outcome, "--reached")
        case AsksLater():
            assay.done("signal", team, lead, "--kind", step.kind, "--asked-for", step.words)
        case Blocked():
            stay(assay, team, lead, step)
        case Moves():
            move(assay, team, lead, step)
        case AskedOfUs():
            how = ("--area", step.area, "--severity", "stops", "--owner", "Pre-sales")
            assay.done("gap", team, lead, "--ask", step.question, *how)
        case _:
            assert_never(step)


def confirm_basics(assay: Terminal, team: Path, lead: str, role: str) -> None:
    for row in assay.document("show", team, lead)["checklists"]["mql"]:
        if row["required"]:
            evidence = role if row["id"] == "mql_role" else row["suggestion"]
            assert evidence, f"nothing suggests {row['id']}"
            assay.done("answer", team, lead, row["id"], "yes", "--evidence", evidence, "--certainty", "document")


def stay(assay: Terminal, team: Path, lead: str, step: Blocked) -> None:
    before = assay.document("show", team, lead)
    said = assay("move", team, lead, "--stage", step.stage, *reason(Moves("Wants to", "Call")), "--json")
    assert said.code == 1
    assert said.json["blocked"] is True
    assert tuple(one["criterion"] for one in said.json["missing"]) == step.missing
    assert all(one["proof"] for one in said.json["missing"])
    assert assay.document("show", team, lead) == before


def move(assay: Terminal, team: Path, lead: str, step: Moves) -> None:
    where = [*(["--stage", step.stage] if step.stage else []), *(["--path", step.path] if step.path else [])]
    assay.done("move", team, lead, *where, *reason(step))
    last = assay.document("show", team, lead)["moves"][-1]
    assert (last["learned"], last["next_step"], last["due"]) == (step.learned, step.next_step, step.due)
    assert last["override"] == ""


def reason(step: Moves) -> list[str]:
    return ["--learned", step.learned, "--next", step.next_step, "--due", step.due]


# --- the journeys -----------------------------------------------------------------------------------------------------


@pytest.fixture
def assay(tmp_path, capsys, monkeypatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSAY_NOW", MONDAY)
    return Terminal(tmp_path, capsys)


def imported(assay: Terminal, scenarios: tuple[Scenario, ...]) -> Path:
    """A workspace with the people of the scenarios, read from one file."""
    team = assay.folder / "team.assay"
    assay.done("new", team, "--playbook", "diagnostics", "--by", "Mia")
    rows = [row for scenario in scenarios for row in scenario.rows()]
    done = assay.document("import", team, assay.file("leads.csv", HEADER, *rows), "--by", "Mia")
    assert sum(done["counts"].values()) == len(rows)
    assert (done["counts"]["create"], done["counts"]["reject"], done["counts"]["doubtful"]) == (len(scenarios), 0, 0)
    return team


def play(assay: Terminal, team: Path, scenario: Scenario) -> None:
    for step in scenario.steps:
        take(assay, team, scenario.email, step)
    shown = assay.document("show", team, scenario.email)
    assert (shown["stage"], shown["path"]) == scenario.ends
    assert shown["owner"]
    assert shown["next_step"]
    assert shown["due"]


def test_the_table_holds_all_thirteen():
    assert {scenario.name.split()[0] for scenario in SCENARIOS} == {f"S{number}" for number in range(1, 14)}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario.name for scenario in SCENARIOS])
def test_scenario(assay, scenario):
    team = imported(assay, (scenario,))
    shown = assay.document("show", team, scenario.email)
    kept = [signal["at"][:10] for signal in shown["signals"]]
    assert sorted(kept) == sorted(day for _, _, day in scenario.did)  # one lead, every act of theirs
    play(assay, team, scenario)
    assert assay.document("check", team)["ok"] is True


@pytest.mark.torture  # some hundred commands in a row
def test_the_thirteen_in_one_workspace_to_handoff_review_and_back(assay, monkeypatch):
    team = imported(assay, SCENARIOS)
    fresh = assay.document("leads", team, "--sort", "person")
    for scenario in (one for one in SCENARIOS if "validation unclear" not in one.name):
        play(assay, team, scenario)
    stages = [lead["stage"] for lead in assay.document("leads", team)["leads"]]
    assert (stages.count("sql"), stages.count("mql"), stages.count("lead")) == (10, 4, 1)

    clara, ben = SCENARIOS[0].email, SCENARIOS[1].email
    first = assay.document("handoff", team, clara, "-o", "clara.xlsx", "--by", "Mia")
    assay.document("handoff", team, ben, "-o", "ben.xlsx", "--by", "Mia")
    assert first["handoff"]["completeness"] >= 50
    monkeypatch.setenv("ASSAY_NOW", "2026-11-17T15:00:00Z")
    accepted = assay.document("reply", team, reply(assay.folder / "clara.xlsx", "Accept", note="Call is booked"))
    assert [one["outcome"] for one in accepted["replies"]] == ["taken"]
    taken = assay.document("show", team, clara)
    assert (taken["handoffs"][0]["state"], taken["stage"]) == ("accepted", "sql")
    rejected = assay.document(
        "reply", team, reply(assay.folder / "ben.xlsx", "Reject", "No evaluation plan and no date", "The date moved")
    )
    assert [one["outcome"] for one in rejected["replies"]] == ["taken"]
    back = assay.document("show", team, ben)
    assert (back["handoffs"][0]["state"], back["stage"], back["path"]) == ("rejected", "mql", "nurture")
    assert back["owner"] == "Mia"

    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    review = assay.document("review", team, "-o", "review.xlsx")
    assert (review["week"], review["issued"]) == ("2026-W47", True)
    assert (assay.folder / "review.xlsx").stat().st_size > 5000
    assert assay.document("check", team)["ok"] is True

    for action in assay.document("history", team, "--limit", 1000)["actions"]:
        if action["can_undo"]:
            undone = assay.document("undo", team)
    assert "nothing to undo" in assay.refused("undo", team)
    assert any(f"Lead {taken['id']} (Clara Moss)" in sentence for sentence in undone["kept"])
    left = assay.document("leads", team, "--sort", "person")["leads"]
    assert [(lead["person"], lead["stage"]) for lead in left] == [("Ben Frost", "lead"), ("Clara Moss", "lead")]
    assert assay.document("check", team)["ok"] is True
    assert assay.document("redo", team)["label"].startswith("Redo: Import leads.csv")
    assert fresh["total"] == assay.document("leads", team)["total"] == len(SCENARIOS)


def test_the_file_a_test_writes_is_the_file_that_is_read():
    for scenario in SCENARIOS:
        for row in csv.reader(scenario.rows()):
            assert len(row) == len(HEADER.split(","))
