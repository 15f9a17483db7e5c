"""Attached files and people from the command line."""

from pathlib import Path

import pytest


@pytest.fixture
def tender(assay) -> Path:
    return assay.file("tender.pdf", "the tender")


def lose(folder: Path) -> None:
    """Delete what is kept of attached files, among the backups too."""
    for file in [*folder.glob("team.files/*"), *folder.glob("team backups/files/*")]:
        file.unlink()


def test_a_file_is_attached_listed_and_copied_out(assay, team, tender):
    said = assay.document("attach", team, "anna", tender, "--note", "Sent by Anna", "--by", "kim")
    assert said == {"label": "Attach tender.pdf to Anna Berg", "attachments": [1], "kept": []}
    (row,) = assay.document("attachments", team)["attachments"]
    assert {name: row[name] for name in ("id", "name", "note", "size", "by", "state", "risk")} == {
        "id": 1, "name": "tender.pdf", "note": "Sent by Anna", "size": 11, "by": "kim", "state": "kept", "risk": "",
    }  # fmt: skip
    assert row["of"] == {"kind": "lead", "id": 1, "name": "Anna Berg"}
    assert "tender.pdf" in assay.done("attachments", team, "1").out
    assert "Nothing is attached" in assay.done("attachments", team, "2").out
    (copied,) = assay.document("attachments", team, "-o", assay.folder / "out")["attachments"]
    assert Path(copied["file"]).read_text("utf-8") == "the tender\n"
    assert "is a file" in assay.refused("attachments", team, "-o", tender)


def test_people_and_accounts_have_files_too(assay, team, tender):
    assay.done("attach", team, "person:2", tender)
    assay.done("attach", team, "account:1", tender)
    shown = assay.document("attachments", team)["attachments"]
    assert [(one["of"]["kind"], one["of"]["id"]) for one in shown] == [("account", 1), ("person", 2)]
    assert len(list((assay.folder / "team.files").iterdir())) == 1
    assert "There is no account 99" in assay.refused("attach", team, "account:99", tender)
    assert "no number of an account" in assay.refused("attach", team, "account:north", tender)
    assert "No person fits" in assay.refused("attach", team, "person:99", tender)
    assert "There is no file gone.pdf" in assay.refused("attach", team, "1", "gone.pdf")


def test_a_file_is_renamed_noted_removed_and_brought_back(assay, team, tender):
    assay.done("attach", team, "1", tender)
    done = assay.document("attachments", team, "--of", "1", "--name", "Offer", "--note", "Signed")["done"]
    assert done == ["Rename tender.pdf to Offer.pdf"]  # one act, one undo
    assay.done("undo", team)
    (row,) = assay.document("attachments", team, "--of", "1")["attachments"]
    assert (row["name"], row["note"]) == ("tender.pdf", "")
    assay.done("redo", team)
    assay.done("attachments", team, "--of", "1", "--remove")
    assert assay.document("attachments", team) == {"attachments": []}
    assay.done("undo", team)
    (row,) = assay.document("attachments", team, "--of", "1")["attachments"]
    assert (row["name"], row["note"]) == ("Offer.pdf", "Signed")
    assert "--of NUMBER" in assay.refused("attachments", team, "--remove")


def test_check_names_a_file_that_is_gone(assay, team, tender):
    assay.done("attach", team, "1", tender)
    assert assay.document("check", team)["ok"]
    lose(assay.folder)
    assert "one fault" in assay.refused("check", team)
    said = assay("check", team)
    assert "Fault: The file tender.pdf attached to Anna Berg is missing." in said.out
    assert "missing" in assay.done("attachments", team).out
    assert "put it back, or attach it again" in assay.refused("attachments", team, "-o", "out")


def test_a_backup_says_how_many_files_it_holds_and_what_is_lost(assay, team, tender):
    assay.done("attach", team, "1", tender)
    made = assay.document("backup", team)
    assert (made["files"], made["files_lost"]) == (1, 0)
    lose(assay.folder)
    said = assay.done("backup", team).out
    assert "1 attached file could not be found whole" in said


def test_a_copy_to_be_handed_on_takes_the_files_along(assay, team, tender):
    assay.done("attach", team, "1", tender)
    (assay.folder / "stick").mkdir()
    said = assay.done("backup", team, "-o", assay.folder / "stick" / "ours")
    assert "Copied to" in said.out
    assert "with 1 attached file" in said.out
    (row,) = assay.document("attachments", assay.folder / "stick" / "ours.assay")["attachments"]
    assert row["state"] == "kept"
    assert sorted(file.name for file in (assay.folder / "stick").glob("ours*")) == ["ours.assay", "ours.files"]


def test_person_shows_everything_known(assay, team, tender):
    assay.done("touch", team, "1", "--kind", "call", "--outcome", "Wants a pilot", "--reached")
    assay.done("attach", team, "1", tender)
    found = assay.document("person", team, "anna.berg@northlab.example")
    assert (found["id"], found["name"], found["account"]) == (1, "Anna Berg", "North Lab")
    email = next(one for one in found["facts"] if one["field"] == "email")
    assert email["origin"]["says"] == "leads.csv, record 2"
    assert found["timeline"][0]["title"] == "Call, reached"
    assert [one["name"] for one in found["attachments"]] == ["tender.pdf"]
    said = assay.done("person", team, "Anna Berg").out
    for words in ("Anna Berg (person 1)", "leads.csv, record 2", "Wants a pilot", "tender.pdf", "Lab partner"):
        assert words in said
    assert "No person fits" in assay.refused("person", team, "nobody")


def test_another_value_is_used_and_forgotten_by_its_number(assay, team):
    twin = assay.file(
        "twin.csv", "Name,Email,Company,Service line", "Anja Holm,anja@home.example,North Lab,Clinic panels"
    )
    assay.done("import", team, twin)
    assay.done("merge", team, "1", "anja@home.example")
    beside = [
        (one["id"], one["value"], fact["field"])
        for fact in assay.document("person", team, "1")["facts"]
        for one in fact["alternatives"]
    ]
    (number, value, _) = next(one for one in beside if one[2] == "email")
    assert assay.document("person", team, "1", "--use", number)["label"] == f"Use {value} as e-mail of Anna Berg"
    facts = assay.document("person", team, "1")["facts"]
    email = next(one for one in facts if one["field"] == "email")
    assert email["value"] == value
    (former,) = email["alternatives"]
    assert f"{former['id']}" in assay.done("person", team, "1").out
    assay.done("person", team, "1", "--forget", former["id"])
    assert "has no alternative" in assay.refused("person", team, "1", "--forget", former["id"])
