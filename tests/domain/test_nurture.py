"""Which nurture track suits a lead."""

import pytest

from app.domain.nurture import track_for


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
