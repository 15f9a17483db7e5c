"""The README's commands are real: each one is understood, and the first steps lead where it says."""

import re
import shlex

import pytest

from app.cli.parser import VERBS, read_words
from tests.cli.terminal import ROOT

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line.startswith("assay ")]
SECTION = README.partition("## Command line")[2].partition("\n## ")[0]


@pytest.mark.parametrize("line", LINES)
def test_a_command_is_understood(line):
    assert read_words(shlex.split(line, comments=True)[1:]).verb in VERBS


def test_every_verb_is_in_the_table():
    assert {verb for verb in VERBS if f"`assay {verb} " in SECTION} == set(VERBS)


def test_the_first_steps_lead_where_the_readme_says(assay, monkeypatch):
    monkeypatch.chdir(ROOT)
    team = str(assay.folder / "team")
    *steps, refused, answered = [
        [team if word == "team" else word for word in shlex.split(one, comments=True)[1:]] for one in LINES
    ]
    for words in steps:
        assert assay(*words).code == 0, words
    assert "Not ready for MQL" in assay.refused(*refused)
    assert "MQL 1 of 6" in assay.done(*answered).out
