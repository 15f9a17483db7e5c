"""Workspaces made, checked, backed up, refused and shared."""

import os
import sqlite3

import pytest

from tests.cli.terminal import in_a_process


def test_new_makes_a_workspace_and_says_so(assay):
    said = assay.done("new", "team")
    assert "Made team.assay" in said.out
    assert (assay.folder / "team.assay").exists()


def test_new_as_json(assay):
    made = assay.document("new", "team.assay", "--playbook", "medical")
    assert set(made) == {"workspace", "name", "playbook", "playbook_version", "leads"}
    assert made["name"] == "team"
    assert made["leads"] == 0
    assert assay.document("history", "team.assay") == {"actions": []}


@pytest.mark.parametrize("name", ["diagnostics", "medical", "healthtech", "respiratory"])
def test_every_shipped_playbook_can_be_chosen(assay, name):
    assert assay.document("new", f"{name}.assay", "--playbook", name)["playbook_version"] == 1


def test_new_never_touches_a_file_that_exists(assay, team):
    before = team.read_bytes()
    assert "exists already" in assay.refused("new", team)
    assert team.read_bytes() == before


def test_new_with_a_wrong_playbook_names_the_right_ones_and_makes_nothing(assay):
    assert "diagnostics" in assay.refused("new", "team", "--playbook", "nonsense")
    assert list(assay.folder.glob("team*")) == []


def test_new_refuses_the_name_of_a_spreadsheet(assay):
    assert "spreadsheet" in assay.refused("new", "team.xlsx")


def test_the_ending_may_be_left_out(assay, team):
    assert assay.document("leads", "team")["total"] == 2


@pytest.mark.parametrize("verb", ["leads", "today", "history", "check", "backup", "undo", "redo"])
def test_a_missing_workspace_is_said(assay, verb):
    assert "There is no file" in assay.refused(verb, "nowhere.assay")


@pytest.mark.parametrize("verb", ["leads", "backup"])
def test_a_foreign_file_is_refused_and_left_alone(assay, verb):
    text = assay.file("notes.assay", "this is no workspace at all, " * 20)
    before = text.read_bytes()
    assert "not an Assay workspace" in assay.refused(verb, text)
    assert text.read_bytes() == before
    other = assay.folder / "other.assay"
    with sqlite3.connect(other) as database:
        database.execute("create table x (y)")
    database.close()
    assert "another program" in assay.refused(verb, other)


def test_a_folder_is_no_workspace(assay):
    (assay.folder / "folder.assay").mkdir()
    assert "is a folder" in assay.refused("leads", "folder.assay")


def test_check_of_a_sound_workspace(assay, team):
    assert "is sound" in assay.done("check", team).out
    checked = assay.document("check", team)
    assert set(checked) == {"ok", "findings", "remarks", "actions", "head"}
    assert checked["ok"] is True
    assert checked["findings"] == []
    assert checked["actions"] == 1
    assert len(checked["head"]) == 64


def test_check_finds_a_history_that_was_changed_and_exits_with_1(assay, team):
    with sqlite3.connect(team) as database:
        database.execute("update action set label = 'Something else' where id = 1")
    database.close()
    assert "has" in assay.refused("check", team)
    said = assay("check", team, "--json")
    assert said.code == 1
    assert said.json["ok"] is False
    assert said.json["findings"]


def test_backup_makes_a_copy_that_opens(assay, team):
    made = assay.document("backup", team)
    assert set(made) == {"file", "at", "size", "verified", "files", "files_lost"}
    assert made["at"] == "2026-11-16T14:00:00+00:00"
    assert assay.document("leads", made["file"])["total"] == 2


def test_a_script_of_many_changes_does_not_make_a_backup_for_each(assay, team):
    folder = team.with_name("team backups")
    assay.done("touch", team, 1, "--kind", "call", "--outcome", "The first try")
    before = len(list(folder.iterdir()))
    for number in range(4):
        assay.done("touch", team, 1, "--kind", "call", "--outcome", f"Try {number}")
    assert len(list(folder.iterdir())) == before


def test_a_workspace_open_elsewhere_can_be_read_and_not_changed(assay, team):
    from app.services.desk import Desk

    with Desk.open(team, by="somebody else"):
        assert assay.document("leads", team)["total"] == 2
        assert assay.document("show", team, 1)["id"] == 1
        assert assay.document("check", team)["ok"] is True
        said = in_a_process("touch", team, 1, "--kind", "call", "--outcome", "Nobody there")
        assert said.returncode == 1
        assert "open in another window or program" in said.stderr
        assert said.stderr.count("\n") == 1
    assay.done("touch", team, 1, "--kind", "call", "--outcome", "Nobody there")


def test_the_sample_comes_with_the_thirteen_scenarios(assay):
    made = assay.document("new", "sample.assay", "--sample")
    assert made["leads"] >= 13


@pytest.fixture
def locked_away(team):
    """The words before a program that make a folder read only for it too, even where root runs the tests."""
    team.parent.chmod(0o555)
    yield ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    team.parent.chmod(0o755)


def test_a_folder_that_may_not_be_written_is_said_in_one_line(team, locked_away):
    for words in (
        ["touch", team, 1, "--kind", "call", "--outcome", "x"],
        ["new", team.with_name("other.assay")],
        ["backup", team],
    ):
        refused = in_a_process(*words, before=locked_away)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr.count("\n") == 1, refused.stderr
        assert "Traceback" not in refused.stderr
        assert "fault of the program" not in refused.stderr


def test_a_workspace_in_a_folder_that_may_not_be_written_can_be_read(team, locked_away):
    read = in_a_process("leads", team, before=locked_away)
    assert (read.returncode, read.stderr) == (0, "")
    assert "2 leads." in read.stdout
