"""The method on the command line: shown, compared, prepared, replayed, adopted."""

import pytest

from app.shipped import shipped

DIAGNOSTICS = shipped() / "playbooks" / "diagnostics.yaml"


@pytest.fixture
def stricter(assay):
    """The shipped playbook, but the region we serve counts for less."""
    text = DIAGNOSTICS.read_text("utf-8")
    before, rule, after = text.partition("- id: region_served")
    assert rule
    assert "points: 20" in after[:400]
    return assay.file("stricter.yaml", *f"{before}{rule}{after.replace('points: 20', 'points: 2', 1)}".splitlines())


def test_show_says_what_is_in_force_and_its_versions(assay, team):
    shown = assay.document("playbook", "show", team)
    assert set(shown) == {"version", "in_force", "playbook", "versions"}
    assert (shown["version"], shown["in_force"]) == (1, 1)
    assert [set(one) for one in shown["versions"]] == [{"version", "adopted_at", "by", "note"}]
    said = assay.done("playbook", "show", team).out
    assert "Shipped with Assay" in said
    assert "criteria" in said


def test_show_a_part_in_full(assay, team):
    shown = assay.document("playbook", "show", team, "--section", "criteria")
    assert shown["section"] == "criteria"
    assert {one["id"] for one in shown["items"]} >= {"mql_role"}
    said = assay.done("playbook", "show", team, "--section", "criteria").out
    assert all(one["question"] in said for one in shown["items"])
    assert "the parts are" in assay.refused("playbook", "show", team, "--section", "nonsense")
    assert "no version 7" in assay.refused("playbook", "show", team, "--version", "7")


def test_adopt_a_file_rescores_at_once(assay, team, stricter):
    done = assay.document("playbook", "adopt", team, stricter, "--note", "A region is no fit", "--by", "Helen")
    assert set(done) == {"action", "label", "kept", "version", "rescored"}
    assert done["version"] == 2
    assert done["rescored"] == len(assay.document("leads", team)["leads"])
    shown = assay.document("playbook", "show", team)
    assert shown["version"] == 2
    assert (shown["versions"][0]["note"], shown["versions"][0]["by"]) == ("A region is no fit", "Helen")
    assert assay.document("playbook", "show", team, "--version", "1")["version"] == 1
    compared = assay.document("playbook", "compare", team, "1", "2")
    assert [one["what"] for one in compared["differences"]] == ["changed"]
    assert "20 -> 2" in assay.done("playbook", "compare", team, "1", "2").out
    assert "to the version in force, as there is no draft" in assay.done("playbook", "compare", team, "1").out
    assert assay.document("undo", team)["of"] == done["action"]
    assert assay.document("playbook", "show", team)["version"] == 1


def test_undo_of_an_adoption_rescores_at_once(assay, team, stricter):
    before = assay.document("leads", team)
    assay.done("playbook", "adopt", team, stricter, "--note", "A region is no fit")
    after = assay.document("leads", team)
    assert before != after
    assay.done("undo", team)
    assert assay.document("leads", team) == before
    assay.done("redo", team)
    assert assay.document("leads", team) == after


def test_adopt_is_refused(assay, team, stricter):
    assert "--note" in assay("playbook", "adopt", team, stricter).err
    assert "Write why" in assay.refused("playbook", "adopt", team, stricter, "--note", " ")
    assert "Nothing differs" in assay.refused("playbook", "adopt", team, DIAGNOSTICS, "--note", "Again")
    assert "Nothing is being prepared" in assay.refused("playbook", "adopt", team, "--draft", "--note", "Why")
    assert assay("playbook", "adopt", team, "--note", "Why").code == 2
    medical = DIAGNOSTICS.with_name("medical.yaml")
    assert "lead belongs to it: keep it, or move them first" in assay.refused(
        "playbook", "adopt", team, medical, "--note", "We sell devices now"
    )


def test_replay_a_file_changes_nothing(assay, team, stricter):
    before = assay.document("leads", team)
    view = assay.document("playbook", "replay", team, stricter, "--last", "1")
    assert {"looked_at", "in_force", "summary", "cells", "reasons", "past", "leads", "changes"} <= set(view)
    assert view["looked_at"] == 1
    whole = assay.document("playbook", "replay", team, stricter)
    assert whole["changes"]
    said = assay.done("playbook", "replay", team, stricter).out
    assert whole["summary"][0] in said
    same = assay.document("playbook", "replay", team, DIAGNOSTICS)
    assert not same["changes"]
    assert same["summary"][0].startswith("Nothing would change")
    assert assay.document("leads", team) == before


def test_the_draft_is_taken_replayed_discarded_and_adopted(assay, team, stricter):
    assert not assay.document("playbook", "draft", team)["open"]
    taken = assay.document("playbook", "draft", team, "--take", stricter, "--by", "Helen")
    assert taken["open"]
    assert taken["adoptable"]
    assert [edit["by"] for edit in taken["edits"]] == ["Helen"]
    said = assay.done("playbook", "draft", team).out
    assert "Take the playbook of stricter.yaml" in said
    assert "1 difference to the version in force" in said
    assert assay.document("playbook", "compare", team, "1")["differences"] == taken["differences"]
    assert assay.document("playbook", "replay", team, "--draft")["changes"]
    assert not assay.document("playbook", "draft", team, "--discard")["open"]
    assay.done("undo", team)
    done = assay.document("playbook", "adopt", team, "--draft", "--note", "A region is no fit")
    assert done["version"] == 2
    assert not assay.document("playbook", "draft", team)["open"]
