import pytest

from tests.cli.terminal import ANNA, BO, HEADER, Terminal


@pytest.fixture
def at_nine(monkeypatch):
    """The clock of every run: a Monday morning."""
    monkeypatch.setenv("ASSAY_NOW", "2026-11-16T14:00:00Z")


@pytest.fixture
def assay(tmp_path, capsys, monkeypatch, at_nine) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


@pytest.fixture
def team(assay):
    """The path of a workspace with two leads: 1 Anna Berg, 2 Bo Lind."""
    path = assay.folder / "team.assay"
    assay.done("new", path, "--by", "kim")
    assay.done("import", path, assay.file("leads.csv", HEADER, ANNA, BO), "--by", "kim")
    return path


@pytest.fixture
def mql(assay, team):
    """The same, with Anna Berg qualified as MQL."""
    from tests.cli.terminal import BASICS, REASON

    for criterion in BASICS:
        assay.done("answer", team, 1, criterion, "yes", "--evidence", "Seen in the form", "--by", "kim")
    assay.done("move", team, 1, "--stage", "mql", "--path", "sdr_outreach", *REASON, "--by", "kim")
    return team
