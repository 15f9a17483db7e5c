"""What tests of the command line begin from: a terminal, and workspaces made once."""

import contextlib
import io
import shutil
from pathlib import Path

import pytest

from app.__main__ import main
from tests.cli.terminal import ANNA, BASICS, BO, HEADER, REASON, Terminal

NINE = "2026-11-16T14:00:00Z"  # a Monday morning where the playbook is at home


@pytest.fixture
def assay(tmp_path, capsys, monkeypatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSAY_NOW", NINE)
    return Terminal(tmp_path, capsys)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Path:
    """A folder with the workspaces that most tests begin with; each test works on copies."""
    folder = tmp_path_factory.mktemp("made")
    team = folder / "team.assay"
    leads = folder / "leads.csv"
    leads.write_text("\n".join([HEADER, ANNA, BO, ""]), "utf-8")
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setenv("ASSAY_NOW", NINE)
        runs = [["new", team], ["import", team, leads]]
        assert [main([*map(str, words), "--by", "kim"]) for words in runs] == [0, 0]
        shutil.copy(team, folder / "mql.assay")
        runs = [["answer", folder / "mql.assay", "1", one, "yes", "--evidence", "Seen in the form"] for one in BASICS]
        runs.append(["move", folder / "mql.assay", "1", "--stage", "mql", "--path", "sdr_outreach", *REASON])
        assert not any(main([*map(str, words), "--by", "kim"]) for words in runs)
    return folder


@pytest.fixture
def team(assay, made_once) -> Path:
    """The path of a workspace with two leads: 1 Anna Berg, 2 Bo Lind."""
    shutil.copy(made_once / "leads.csv", assay.folder)
    return Path(shutil.copy(made_once / "team.assay", assay.folder))


@pytest.fixture
def mql(assay, made_once) -> Path:
    """The same, with Anna Berg qualified as MQL."""
    shutil.copy(made_once / "leads.csv", assay.folder)
    return Path(shutil.copy(made_once / "mql.assay", assay.folder / "team.assay"))
