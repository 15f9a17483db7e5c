"""Playbooks exported, checked and taken back from the command line, as text and as workbooks."""

import pytest
from openpyxl import load_workbook

from app.domain.playbook.drafting import body_of
from app.intake.documents.playbook_file import read_playbook
from app.services.playbook_files import read_definition_file
from app.services.playbooks import shipped_playbook


def test_an_export_as_text_reads_back_equal(assay, team):
    done = assay.document("playbook", "export", team, "-o", "ours.yaml")
    assert done == {"file": "ours.yaml", "version": 1}
    assert read_playbook(assay.folder / "ours.yaml") == shipped_playbook("diagnostics")
    assert "is sound" in assay.done("playbook", "check", "ours.yaml").out


def test_a_file_without_an_ending_becomes_text_and_others_are_refused(assay, team):
    assay.done("playbook", "export", team, "-o", "ours")
    assert (assay.folder / "ours.yaml").exists()
    assert "must end in .yaml" in assay.refused("playbook", "export", team, "-o", "ours.docx")
    assert "does not end in .xlsx" in assay.refused("playbook", "definitions", team, "-o", "ours.pdf")


def test_an_export_as_a_workbook_reads_back_equal(assay, team):
    said = assay.done("playbook", "export", team, "-o", "ours.xlsx").out
    assert "assay playbook check ours.xlsx" in said
    checked = assay.document("playbook", "check", "ours.xlsx")
    assert (checked["ok"], checked["name"], checked["version"], checked["said"]) == (True, "diagnostics", 1, [])
    again = read_definition_file(assay.folder / "ours.xlsx").playbook
    assert body_of(again) == body_of(shipped_playbook("diagnostics"))


def test_a_changed_workbook_is_taken_and_its_faults_are_named_by_cell(assay, team):
    assay.done("playbook", "export", team, "-o", "ours.xlsx")
    book = load_workbook(assay.folder / "ours.xlsx")
    page = book["Routes"]
    page["B5"] = "Never a buyer"
    book.save(assay.folder / "ours.xlsx")
    adopted = assay.document("playbook", "adopt", team, "ours.xlsx", "--note", "Says it better")
    assert adopted["version"] == 2
    found = assay.document("playbook", "compare", team, "1", "2")["differences"]
    assert [(one["section"], one["item"]) for one in found] == [("routes", "no_buyer")]
    said = assay("playbook", "replay", team, "ours.xlsx")
    assert said.code == 0
    assert "written from version 1, and version 2 is at hand" in said.err

    page["C7"] = "service line is hospital and"
    book.save(assay.folder / "ours.xlsx")
    assert "Sheet Routes, row 7, column When" in assay.refused("playbook", "adopt", team, "ours.xlsx", "--note", "x")
    refused = assay("playbook", "check", "ours.xlsx", "--json")
    assert refused.code == 1
    assert [fault["place"] for fault in refused.json["faults"]] == ["Sheet Routes, row 7, column When"]


def test_the_definitions_carry_who_adopted_them(assay, team):
    done = assay.document("playbook", "definitions", team, "-o", "definitions")
    assert done == {"file": "definitions.xlsx", "version": 1}
    cover = load_workbook(assay.folder / "definitions.xlsx")["Start here"]
    assert cover["A2"].value.startswith("Shared definitions, version 1 · adopted 2026-11-16 by kim")


def test_an_earlier_version_can_be_written_out(assay, team):
    text = (assay.folder / "ours.yaml",)
    assay.done("playbook", "export", team, "-o", text[0])
    text[0].write_text(text[0].read_text("utf-8").replace("engagement_cap: 30", "engagement_cap: 25"), "utf-8")
    assay.done("playbook", "adopt", team, text[0], "--note", "Less for visits")
    for version, cap in (("1", 30), ("2", 25)):
        assay.done("playbook", "export", team, "-o", "then.yaml", "--version", version)
        assert read_playbook(assay.folder / "then.yaml").scoring.engagement_cap == cap
    assay.done("playbook", "definitions", team, "-o", "then.xlsx", "--version", "1")
    assert "version 1" in load_workbook(assay.folder / "then.xlsx")["Start here"]["A2"].value
    assert "There is no version 9" in assay.refused("playbook", "export", team, "-o", "x.yaml", "--version", "9")


@pytest.mark.parametrize("action", ["export", "definitions", "check"])
def test_every_action_has_help(assay, action):
    said = assay("playbook", action, "--help")
    assert said.code == 0
    assert f"playbook {action}" in said.out


def test_what_is_no_workbook_of_a_playbook_is_refused(assay):
    from openpyxl import Workbook

    Workbook().save(assay.folder / "leads.xlsx")
    assert "holds no part of a playbook" in assay.refused("playbook", "check", "leads.xlsx")
    (assay.folder / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    assert "damaged" in assay.refused("playbook", "check", "broken.xlsx")


def test_cp9_the_questions_go_out_as_a_workbook_and_come_back_as_a_draft(assay, team):
    said = assay.done("playbook", "questions", team, "-o", "bank.xlsx", "--json")
    assert said.json["questions"] > 100
    book = load_workbook(assay.folder / "bank.xlsx")
    page = book["Questions"]
    cell = next(cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("What made you start"))
    cell.value = "What changed this year?"
    book.save(assay.folder / "bank.xlsx")
    assert assay("playbook", "draft", team, "--take", "bank.xlsx").code == 0  # and says what stays as it is
    assert "What changed this year?" in assay.done("playbook", "draft", team).out
    assert "does not end in .xlsx" in assay.refused("playbook", "questions", team, "-o", "bank.txt")
