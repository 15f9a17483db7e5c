"""Which nurture track suits a lead."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.lead import Signal, Touch
from app.domain.nurture import next_piece, next_step, pieces, track_for, track_of


@pytest.mark.parametrize(
    ("facts", "track", "why"),
    [
        ({"job_title": "Lab Director"}, "lab_track", "role: lab director"),
        ({"seat": "lab_ops"}, "lab_track", "role: lab_ops"),
        ({"job_title": "Laboratory manager"}, "lab_track", "role: lab_ops"),  # by the seat that the title suggests
        ({"seat": "procurement"}, "finance_track", "role: procurement"),
        ({"job_title": "VP Finance", "asked_for": "What does it cost?"}, "finance_track", "role: finance"),
        ({"job_title": "Lab director", "service_line": "funded"}, "general", "for every role"),
        ({"job_title": "Nurse"}, "general", "for every role"),
        ({"job_title": "Nurse", "asked_for": "An overview"}, "general", "they asked about overview"),
        (
            {"job_title": "Lab director", "asked_for": "turnaround"},
            "lab_track",
            "role: lab director; they asked about turnaround",
        ),
    ],
)
def test_a_track_by_role_and_question(playbook, lead, facts, track, why):
    found = track_for(playbook, lead(**facts))
    assert (found.track.id, found.why) == (track, why)


def test_no_track_where_none_is_meant_for_them(make_playbook, plain_playbook, lead):
    book = make_playbook(nurture=plain_playbook()["nurture"][:2])
    assert track_for(book, lead(job_title="Nurse")) is None


NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
REST = {
    "id": "rest",
    "label": "Everybody else",
    "roles": ["other"],
    "buyer_question": "Who are you?",
    "content": ["Newsletter", "Overview of panels"],
    "collect": ["Role"],
    "every_days": 60,
}


@pytest.fixture
def with_rest(make_playbook, plain_playbook):
    """No track for every role, but one for whoever has none of their own."""
    return make_playbook(nurture=[REST, *plain_playbook()["nurture"][:2]])


def test_a_track_for_the_rest_is_for_whoever_has_none(with_rest, lead):
    nurse, director = (track_for(with_rest, lead(job_title=title)) for title in ("Nurse", "Lab director"))
    assert (nurse.track.id, nurse.why) == ("rest", "for whoever has no track of their own")
    assert director.track.id == "lab_track"


def test_a_track_chosen_by_hand_counts_while_the_playbook_has_it(with_rest, lead):
    chosen = track_of(with_rest, lead(job_title="Lab director", track="rest"))
    assert (chosen.track.id, chosen.by_hand) == ("rest", True)
    gone = track_of(with_rest, lead(job_title="Lab director", track="taken_out"))
    assert (gone.track.id, gone.by_hand) == ("lab_track", False)


@pytest.mark.parametrize(
    ("facts", "had", "following"),
    [
        ({}, ["", ""], "Send: Newsletter"),
        (
            {"touches": (Touch(1, "email", NOW, "Sent: newsletter, with a line"),)},
            ["sent", ""],
            "Send: Overview of panels",
        ),
        ({"touches": (Touch(1, "email", NOW, "Sent the newsletters"),)}, ["", ""], "Send: Newsletter"),
        ({"signals": (Signal(1, "download", NOW, asset="Overview of Panels"),)}, ["", "taken"], "Send: Newsletter"),
        ({"signals": (Signal(1, "download", NOW, asset="Overview of panels 2"),)}, ["", ""], "Send: Newsletter"),
        (
            {
                "touches": (Touch(1, "email", NOW, "Newsletter"),),
                "signals": (Signal(1, "download", NOW, asset="Overview of panels"),),
            },
            ["sent", "taken"],
            "Ask how things stand: every piece of “Everybody else” has gone out",
        ),
    ],
)
def test_what_they_had_and_what_comes_next(with_rest, lead, facts, had, following):
    facts = lead(job_title="Nurse", **facts)
    track = track_of(with_rest, facts).track
    assert [piece.how for piece in pieces(track, facts)] == had
    assert next_step(track, facts) == following
    assert bool(next_piece(track, facts)) == following.startswith("Send: ")


def test_a_piece_is_dated_by_the_first_time_they_had_it(with_rest, lead):
    sent = tuple(Touch(n, "email", NOW - n * DAY, "Sent: Newsletter") for n in (1, 9, 4))
    facts = lead(job_title="Nurse", touches=sent)
    assert pieces(track_of(with_rest, facts).track, facts)[0].at == NOW - 9 * DAY
