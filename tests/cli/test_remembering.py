"""What imports remember: mappings, listed, kept in a file, taken and forgotten; and our own mail domains."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def empty(assay: Terminal) -> Path:
    path = assay.folder / "team.assay"
    assay.done("new", path)
    return path


@pytest.fixture
def settled(assay: Terminal, empty: Path) -> Path:
    """A workspace that remembers one mapping, used twice."""
    for name in ("Ada Berg", "Ben Ito"):
        email = f"{name[:3].casefold()}@northgate.example"
        file = assay.file(f"{name[:3]}.csv", "Wer,Wohin,Was", f"{name},{email},Demo")
        assay.done("import", empty, file, "--map", "full_name=Wer", "--map", "email=Wohin", "--by", "kim")
    return empty


def test_nothing_is_remembered_at_first(assay, empty):
    assert assay.document("mappings", empty) == {"mappings": []}
    assert "No mapping is remembered yet" in assay.done("mappings", empty).out
    assert assay.document("own-domains", empty) == {"own_domains": [], "of_playbook": []}
    assert "No domain is known as ours" in assay.done("own-domains", empty).out


def test_mappings_are_listed_with_columns_fields_and_use(assay, settled):
    (row,) = assay.document("mappings", settled)["mappings"]
    assert row["columns"] == ["Wer", "Wohin", "Was"]
    assert row["fields"]["email"] == "Wohin"
    assert (row["used"], row["by"]) == (2, "kim")
    said = assay.done("mappings", settled).out
    assert row["mark"] in said
    assert "full_name=Wer" in said


def test_a_forgotten_mapping_is_used_no_more(assay, settled):
    (row,) = assay.document("mappings", settled)["mappings"]
    file = assay.file("c.csv", "Wer,Wohin,Was", "Cleo Marsh,cleo@marsh.example,Demo")
    before = assay.document("import", settled, file, "--dry-run")["files"][0]["tables"][0]
    assert before["mapping"]["full_name"]["index"] == 0
    assert assay.document("mappings", settled, "--forget", row["mark"]) == {"forgotten": row["mark"]}
    assert assay.document("mappings", settled) == {"mappings": []}
    assert "No mapping with the mark" in assay.refused("mappings", settled, "--forget", row["mark"])
    assert assay("mappings", settled, "--forget", "x", "--take", "y").code == 2


def test_own_domains_are_added_and_removed(assay, empty):
    done = assay.document("own-domains", empty, "Seller.example", "kim@team.example", "--by", "kim")
    assert done == {"own_domains": ["seller.example", "team.example"], "of_playbook": [], "action": 1}
    assert "seller.example" in assay.done("own-domains", empty).out
    assert assay.document("own-domains", empty, "--remove", "team.example")["own_domains"] == ["seller.example"]
    assert "not among" in assay.refused("own-domains", empty, "--remove", "team.example")
    assert "gmail.com" in assay.refused("own-domains", empty, "gmail.com")
    assay.done("undo", empty)
    assert assay.document("own-domains", empty)["own_domains"] == ["seller.example", "team.example"]


def test_our_own_people_are_left_aside(assay, empty):
    assay.done("own-domains", empty, "seller.example")
    file = assay.file("a.csv", "Name,Email", "Ada Berg,ada@northgate.example", "Kim Us,kim@seller.example")
    plan = assay.document("import", empty, file, "--dry-run")
    assert [row["act"] for row in plan["rows"]] == ["create", "reject"]


def test_mappings_go_to_another_workspace_as_a_file(assay, settled):
    assert assay.document("mappings", settled, "-o", "ours") == {"file": "ours.yaml", "mappings": 1}
    other = assay.folder / "other.assay"
    assay.done("new", other)
    assert assay.document("mappings", other, "--take", "ours.yaml", "--by", "lee")["new"] == 1
    assert "1 known already" in assay.done("mappings", other, "--take", "ours.yaml").out
    (there,), (here,) = (assay.document("mappings", path)["mappings"] for path in (other, settled))
    assert (there["mark"], there["columns"], there["fields"]) == (here["mark"], here["columns"], here["fields"])
    assert (there["by"], there["used"]) == ("lee", 0)
    file = assay.file("c.csv", "Wer,Wohin,Was", "Cleo Marsh,cleo@marsh.example,Demo")
    table = assay.document("import", other, file, "--dry-run")["files"][0]["tables"][0]
    assert (table["mapping"]["full_name"]["index"], table["mapping"]["email"]["index"]) == (0, 1)


def test_a_file_that_is_none_of_mappings_is_refused(assay, settled):
    assert "does not end in .yaml" in assay.refused("mappings", settled, "-o", "ours.assay")
    assert "no file" in assay.refused("mappings", settled, "--take", "nowhere.yaml")
    assay.file("bad.yaml", "mappings:", "- columns: [A]", "  fields: {weather: A}")
    assert "there is no such field" in assay.refused("mappings", settled, "--take", "bad.yaml")
    empty = assay.folder / "empty.assay"
    assay.done("new", empty)
    assert "nothing to write" in assay.refused("mappings", empty, "-o", "none.yaml")
