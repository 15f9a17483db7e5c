"""Routes with reasons, judged by hand; the clock paused and let go on."""

import pytest

from tests.cli.terminal import REASON


def test_every_route_says_why_or_why_not(assay, team):
    found = assay.document("routes", team, 1)
    chosen = found["chosen"]
    assert (chosen["id"], chosen["path"], chosen["owner"]) == ("warm", "sdr_outreach", "SDR desk")
    assert chosen["why_owner"] == "named by the rule"
    assert chosen["why"].startswith("There is interest; a person should learn need and timing.")
    assert chosen["deadline_hours"] == 16
    assert chosen["due_at"] == "2026-11-17T21:00:00+00:00"
    rows = {row["id"]: row for row in found["routes"]}
    assert [row["id"] for row in found["routes"] if row["chosen"]] == ["warm"]
    assert rows["technical_gap"]["says"].endswith("Questions that stop the deal: 0, under 1")
    assert rows["otherwise"] | {"holds": True, "chosen": False} == rows["otherwise"]
    assert rows["otherwise"]["says"] == "an earlier route matched: Interest worth a talk"
    assert all(row["says"] for row in found["routes"])
    assert found["judged"] == []


def test_routes_read_as_text(assay, team):
    said = assay.done("routes", team, 1).out
    assert "SDR outreach, by the route “Interest worth a talk”" in said
    assert "SDR desk (named by the rule)" in said
    assert "2026-11-17 21:00 UTC (16 business hours)" in said
    assert "Every route, in order; the first that holds wins" in said


def test_an_open_gap_sends_it_to_technical_presales_first(assay, team):
    assay.done("gap", team, 1, "--ask", "Which interface do they have?", "--area", "interface")
    chosen = assay.document("routes", team, 1)["chosen"]
    assert (chosen["id"], chosen["path"]) == ("technical_gap", "technical_presales")
    assert "Areas of open questions: interface" in chosen["why"]


def test_a_route_is_judged_by_hand_and_the_judgement_undone(assay, team):
    assert "No route was kept" in assay.refused("routes", team, 1, "--right")
    assay.done("move", team, 1, "--path", "sdr_outreach", *REASON)
    (before,) = assay.document("routes", team, 1)["judged"]
    assert (before["route"], before["taken"], before["outcome"], before["by"]) == ("warm", True, "open", "")
    assert "Write what was wrong" in assay.refused("routes", team, 1, "--wrong")
    done = assay.document("routes", team, 1, "--wrong", "--note", "Sales had the answer", "--by", "Bo")
    (after,) = done["judged"]
    assert (after["outcome"], after["by"], after["says"]) == ("wrong", "Bo", "Sales had the answer")
    story = assay.done("show", team, 1).out
    assert "Route judged wrong: Interest worth a talk, sdr outreach" in story
    assert "judged wrong by Bo: Sales had the answer" in assay.done("routes", team, 1).out
    assay.done("undo", team)
    assert assay.document("routes", team, 1)["judged"] == [before]


def test_without_a_lead_it_says_how_often_each_route_was_right(assay, team):
    assert "No route was kept with a move yet" in assay.done("routes", team).out
    assay.done("move", team, 1, "--path", "sdr_outreach", *REASON)
    assay.done("routes", team, 1, "--right")
    (row,) = assay.document("routes", team)["routes"]
    assert (row["route"], row["n"], row["right"], row["wrong"], row["open"]) == ("warm", 1, 1, 0, 0)
    assert "1 of 1, too few to say" in assay.done("routes", team).out
    assert assay("routes", team, "--right").code == 2


def test_a_move_keeps_the_route_that_was_proposed(assay, team):
    assay.done("move", team, 1, "--path", "nurture", *REASON)
    (kept,) = assay.document("show", team, 1)["moves"]
    assert (kept["route"], kept["suggested_path"], kept["to_path"]) == ("warm", "sdr_outreach", "nurture")


@pytest.mark.parametrize(
    ("words", "says"), [(("--note", "x"), "--note belongs to"), (("--right", "--wrong"), "not allowed")]
)
def test_half_a_judgement_is_wrong_usage(assay, team, words, says):
    said = assay("routes", team, 1, *words)
    assert said.code == 2
    assert says in said.err


def test_a_paused_lead_is_not_overdue(assay, team, monkeypatch):
    paused = assay.document("pause", team, 1, "--reason", "Their board decides", "--by", "kim")
    assert paused["paused"]["reason"] == "Their board decides"
    (due,) = paused["deadlines"]
    assert (due["label"], due["paused"], due["overdue"]) == ("First outreach", True, False)
    assert "paused already, since 2026-11-16" in assay.refused("pause", team, 1, "--reason", "again")
    monkeypatch.setenv("ASSAY_NOW", "2026-11-25T15:00:00Z")
    waits = {group["id"]: group["count"] for group in assay.document("today", team)["groups"]}
    assert (waits["first_outreach"], waits["to_screen"]) == (1, 1)  # Bo is late, Anna is not
    shown = assay.document("show", team, 1)
    assert shown["group_why"] == (
        "Nobody has decided on it yet; clock paused since 2026-11-16 09:00: Their board decides"
    )
    assert "Clock paused since 2026-11-16 14:00 UTC: Their board decides" in assay.done("show", team, 1).out
    going = assay.document("resume", team, 1)
    assert going["paused"] is None
    (due,) = going["deadlines"]
    assert (due["overdue"], due["paused"]) == (False, False)
    assert due["hours_left"] == 4  # as at the moment of the pause: four hours for a demo
    assert "is not paused" in assay.refused("resume", team, 1)
    assay.done("undo", team)
    assert assay.document("show", team, 1)["paused"]["reason"] == "Their board decides"


def test_a_pause_ends_by_itself_on_its_day(assay, team, monkeypatch):
    assay.done("pause", team, 1, "--reason", "Holidays", "--until", "2026-11-18")
    assert "is not ahead" in assay.refused("pause", team, 2, "--reason", "x", "--until", "2026-11-16")
    monkeypatch.setenv("ASSAY_NOW", "2026-11-18T14:00:00Z")
    shown = assay.document("show", team, 1)
    assert shown["paused"] is None
    assert [line for line in assay.done("show", team, 1).out.splitlines() if "The clock goes on" in line]
