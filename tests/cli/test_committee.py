"""The buying committee without a window: people, lines, seats, coverage and gaps; its map as a picture."""

import pytest

import app.bootstrap
from app.services.committee.lines import add_line, set_manager
from app.services.committee.opinions import edit_stakeholder, set_stance
from app.services.committee.people import add_stakeholder
from app.services.desk import Desk


@pytest.fixture
def committee(team):
    """The workspace with two people on the committee of North Lab."""
    with Desk.open(team, by="kim") as desk:
        ann, bob = (
            desk.do(add_stakeholder, 1, "lab_partner", name=name, title=title).outcome
            for name, title in (("Ann Ash", "Laboratory director"), ("Bob Oak", "LIS analyst"))
        )
        desk.do(set_manager, bob, ann, "lab_partner")
        desk.do(add_line, bob, ann, "influences", "lab_partner", "strong")
        desk.do(set_stance, [ann], -2)
        desk.do(edit_stakeholder, ann, {"influence": "high", "certainty": "told"})
    return team


@pytest.fixture
def drawn(monkeypatch):
    """Maps without a window: what was to be drawn."""
    asked = []

    def draw(view, path, privacy, paper):
        path.write_bytes(b"a map")
        asked.append((view.account, view.service_line, path.name, privacy, paper))
        return [path]

    monkeypatch.setattr(app.bootstrap, "draw_map", draw)
    return asked


def test_the_document_holds_people_lines_seats_coverage_and_gaps_with_their_rule(assay, committee):
    done = assay.document("committee", committee, "North Lab")
    assert (done["account"], done["service_line"]) == ("North Lab", "lab_partner")
    ann, bob = done["people"]
    assert (ann["name"], ann["seat"], ann["stance"], ann["influence"]) == ("Ann Ash", "lab_director", -2, "high")
    assert (bob["reports_to"], bob["seat"], bob["certainty"]) == (ann["id"], "lis_analyst", "guess")
    assert [(line["kind"], line["from"], line["to"]) for line in done["lines"]] == [
        ("reports_to", "Bob Oak", "Ann Ash"),
        ("influences", "Bob Oak", "Ann Ash"),
    ]
    assert done["coverage"]["text"] == f"{done['coverage']['covered']} of {done['coverage']['required']}"
    assert {seat["state"] for seat in done["seats"]} == {"empty", "guess", "known"}
    assert 0 < len(done["gaps"]) <= 7 and all(gap["rule"] and gap["says"] and gap["fix"] for gap in done["gaps"])
    assert any(alarm["id"] == "signer_unmet" for alarm in done["alarms"])
    assert assay.document("committee", committee, 1, "--service-line", "Lab partner")["people"] == done["people"]
    assert assay.document("committee", committee, "north", "--service-line", "clinic_panels")["people"] == []


def test_people_read_it_as_a_page(assay, committee):
    out = assay.done("committee", committee, "North Lab").out
    for words in ("Ann Ash", "Bob Oak", "(our guess)", "−−", "Mend first", "Look out", "Never met the signer"):
        assert words in out


def test_the_committee_of_an_earlier_day(assay, committee):
    done = assay.document("committee", committee, "North Lab", "--as-of", "2026-01-01")
    assert done["people"] == [] and done["as_of"] == "2026-01-01" and done["not_yet"] == ["Ann Ash", "Bob Oak"]


def test_who_is_meant_and_which_line_is_said_where_it_is_wrong(assay, committee):
    assert "No account fits" in assay.refused("committee", committee, "Nowhere")
    assert "no account 99" in assay.refused("committee", committee, 99)
    assert "is not a service line" in assay.refused("committee", committee, 1, "--service-line", "shoes")


def test_a_map_is_drawn_and_remembered(assay, committee, drawn):
    done = assay.document("map", committee, "North Lab", "-o", "map.svg", "--privacy", "no-stance")
    assert done["files"] == ["map.svg"] and done["privacy"] == "no-stance" and done["people"] == 2
    said = assay.done("map", committee, 1, "-o", "map.pdf", "--paper", "A3", "--privacy", "shareable").out
    assert "names and seats only" in said
    assert drawn == [
        ("North Lab", "lab_partner", "map.svg", "no-stance", "A4"),
        ("North Lab", "lab_partner", "map.pdf", "shareable", "A3"),
    ]
    sent = assay.document("committee", committee, 1)["exported"]
    assert (sent["privacy"], sent["form"]) == ("shareable", "pdf")


def test_what_cannot_be_drawn_is_said_and_not_remembered(assay, committee, monkeypatch, drawn):
    assert ".png, .svg or .pdf" in assay.refused("map", committee, 1, "-o", "map.docx")

    def draw(*_):
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(app.bootstrap, "draw_map", draw)
    assert "libEGL.so.1" in assay.refused("map", committee, 1, "-o", "map.png")
    assert assay.document("committee", committee, 1)["exported"] is None
