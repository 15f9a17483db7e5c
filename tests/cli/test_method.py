"""Playbook files checked."""

import pytest

from app.shipped import shipped


@pytest.mark.parametrize("path", sorted((shipped() / "playbooks").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_playbook_is_sound(assay, path):
    checked = assay.document("playbook", "check", path)
    assert set(checked) == {"ok", "file", "name", "title", "version", "faults", "said"}
    assert (checked["ok"], checked["faults"]) == (True, [])
    assert "is sound" in assay.done("playbook", "check", path).out


def test_a_broken_playbook_lists_every_fault_with_its_place(assay):
    text = (shipped() / "playbooks" / "diagnostics.yaml").read_text("utf-8")
    text = text.replace("engagement_cap: 30", "engagement_cap: much").replace("use_sal: false", "use_sal: never", 1)
    broken = assay.file("broken.yaml", *text.splitlines())
    sentence = assay.refused("playbook", "check", broken)
    assert "2 faults" in sentence
    said = assay("playbook", "check", broken, "--json")
    assert said.code == 1
    assert said.json["ok"] is False
    assert {fault["place"] for fault in said.json["faults"]} == {"use_sal", "scoring.engagement_cap"}
    for fault in said.json["faults"]:
        assert set(fault) == {"line", "place", "says"}
        assert isinstance(fault["line"], int)
    assert assay("playbook", "check", broken).out.count("broken.yaml: line ") == 2


@pytest.mark.parametrize("text", ["", "just a word", "a: [1, 2", "\x00\x01"])
def test_what_is_no_playbook_is_refused(assay, text):
    assert assay.refused("playbook", "check", assay.file("x.yaml", text))


def test_a_missing_file_is_said(assay):
    assert "There is no file" in assay.refused("playbook", "check", "nowhere.yaml")
