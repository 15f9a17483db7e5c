"""Scores, the grid and the calibration from the command line."""

import pytest

from tests.cli.terminal import REASON


def test_the_ledger_as_json_sums_to_the_score(assay, team):
    found = assay.document("score", team, "Anna Berg")
    assert found["name"] == "Anna Berg"
    assert found["sums"] == {"fit": found["fit"], "intent": found["intent"]}
    ages = [line for line in found["ledger"] if line["half_life_days"]]
    assert ages and all(line["axis"] == "intent" and line["when_new"] and line["at"] for line in ages)
    assert found["cell"]["path"] and found["fit_band"] and found["next_bands"]
    assert {"rule", "label", "axis", "adds", "how", "unknown"} == set(found["nearest"][0])
    assert {"fact", "adds", "when", "says", "path_label"} <= set(found["what_if"][0])
    assert [one["days"] for one in found["later"]] == [14, 30]
    assert found["frozen"] == []


def test_the_ledger_for_people(assay, team):
    said = assay.done("score", team, "1").out
    for words in ("Anna Berg (lead 1): ", "halves every", "To the next band", "What nobody knows yet", "Rules not met"):
        assert words in said
    assert "fit sums to" in said and "intent sums to" in said


def test_a_ledger_frozen_with_a_move(assay, mql):
    before = assay.document("score", mql, "1")
    (kept,) = before["frozen"]
    assay.done("signal", mql, "1", "--kind", "pricing_request")
    frozen = assay.document("score", mql, "1", "--at", kept["move"])
    assert (frozen["fit"], frozen["intent"]) == (kept["fit"], kept["intent"])
    assert frozen["sums"] == {"fit": kept["fit"], "intent": kept["intent"]}
    assert frozen["ledger"] == before["ledger"]
    assert f"As it stood at move {kept['move']} to MQL" in assay.done("score", mql, "1", "--at", kept["move"]).out
    assert "Move 99 is not one of this lead" in assay.refused("score", mql, "1", "--at", "99")


def test_the_grid_counts_every_lead(assay, team):
    found = assay.document("grid", team)
    assert (found["count"], found["open"], found["elsewhere"]) == (2, 2, 0)
    assert sum(cell["count"] for cell in found["cells"]) == 2
    for cell in found["cells"]:
        where = [f"fit_band={cell['fit']}", f"intent_band={cell['intent_label']}"]
        listed = assay.document("leads", team, "--where", where[0], "--where", where[1])
        assert listed["total"] == cell["count"]
        assert assay.document("grid", team, "--where", where[0])["count"] == 2  # a band does not thin the grid


def test_the_grid_for_people_and_for_some(assay, team):
    said = assay.done("grid", team, "--where", "service_line=Lab partner", "--where", "open=true").out
    assert "1 lead, 1 open." in said and "Suggested path" in said
    assert assay.document("grid", team, "--search", "anna")["count"] == 1


@pytest.mark.parametrize("where", ["group=to_screen", "email=a@b.example", "open=false"])
def test_what_cannot_be_counted_by_is_said(assay, team, where):
    assert "cannot be counted by; choose by stage" in assay.refused("grid", team, "--where", where)


def test_a_calibration_of_a_young_workspace_is_silent(assay, mql):
    found = assay.document("calibrate", mql)
    assert (found["cases"], found["too_young"], found["proposals"]) == (0, 1, [])
    assert {"n", "converted", "rate", "low", "high"} <= set(found["bands"][0])
    assert {"rule", "points", "with", "without", "difference", "says"} <= set(found["rules"][0])
    assert "nothing to judge by yet" in assay.done("calibrate", mql).out


def test_a_calibration_later(assay, mql, monkeypatch):
    monkeypatch.setenv("ASSAY_NOW", "2027-02-01T14:00:00Z")
    found = assay.document("calibrate", mql, "--since", "2026-11-01", "--service-line", "lab_partner")
    assert (found["cases"], found["days"]) == (1, 30)
    said = assay.done("calibrate", mql, "--judged-at", "became_mql").out
    assert "1 leads are too few" not in said and "1 lead is too few to propose anything." in said
    assert "too few to say" in said
    assert "is not a service line" in assay.refused("calibrate", mql, "--service-line", "plumbing")


def test_a_calibration_needs_a_date_and_a_moment_that_exist(assay, team):
    assert assay("calibrate", team, "--since", "yesterday").code == 2
    assert assay("calibrate", team, "--judged-at", "birth").code == 2


def test_a_move_keeps_the_ledger_that_is_calibrated(assay, team):
    assay.done("move", team, "2", "--path", "nurture", *REASON)
    assert assay.document("calibrate", team)["too_young"] == 1
