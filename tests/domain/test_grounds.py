"""What an answer may rest on, and what engagement cannot prove."""

from datetime import UTC, date, datetime

import pytest

from app.domain.evidence import Link, Source, grounds, kind_of, lost
from app.domain.judging import proves_nothing
from app.domain.lead import Answer, Answered, Signal, Touch

AT = datetime(2026, 11, 3, 12, tzinfo=UTC)
SIGNAL, TOUCH = Link(Source.SIGNAL, 7), Link(Source.TOUCH, 9)


def _day(at: datetime) -> date:
    return at.date()


@pytest.fixture
def known(playbook, lead):
    strong, weak = (next(k for k in playbook.signal_kinds if k.engagement is e) for e in (False, True))
    facts = lead(
        signals=(
            Signal(7, strong.id, AT, asked_for="3 sites"),
            Signal(8, weak.id, AT.replace(day=4), asset="Panel overview"),
        ),
        touches=(Touch(9, "call", AT.replace(day=5), "They decide in May", True, "Mia"),),
    )
    return {ground.link: ground for ground in grounds(playbook, facts, _day)}


def test_every_row_of_the_story_gives_words(known, playbook):
    strong = next(kind for kind in playbook.signal_kinds if not kind.engagement)
    assert [ground.link.id for ground in known.values()] == [9, 8, 7], "the newest first"
    assert known[SIGNAL].words == f"{strong.label} on 2026-11-03: 3 sites"
    assert known[TOUCH].words == "Call on 2026-11-05: They decide in May"
    assert (known[SIGNAL].kind, known[TOUCH].kind) == ("signal", "call")
    assert [ground.engagement for ground in known.values()] == [False, True, False]


@pytest.mark.parametrize(
    ("source", "id", "evidence", "kind", "says"),
    [
        ("signal", 7, "x", "signal", ""),
        ("touch", 9, "x", "call", ""),
        ("", None, "x", "note", ""),
        ("", None, "", "", ""),
        ("signal", 99, "x", "signal", "its signal was taken back"),
        ("touch", 7, "x", "touch", "its touch was taken back"),
    ],
)
def test_the_kind_of_evidence_and_whether_its_row_is_gone(known, source, id, evidence, kind, says):
    answer = Answer("c", Answered.YES, evidence, source=source, source_id=id)
    assert (kind_of(answer, known), lost(answer, known)) == (kind, says)


@pytest.mark.parametrize(
    ("stage", "value", "evidence", "id", "refused"),
    [
        ("sql", "yes", "", 8, True),
        ("sql", "yes", "  THE WORDS  ", 8, True),
        ("sql", "yes", "They told me that May is fixed", 8, False),
        ("sql", "no", "", 8, False),
        ("sql", "unknown", "", 8, False),
        ("sql", "yes", "", 7, False),
        ("sql", "yes", "", None, False),
        ("mql", "yes", "", 8, False),
    ],
)
def test_engagement_alone_proves_no_readiness(playbook, known, stage, value, evidence, id, refused):
    criterion = next(c for c in playbook.criteria if c.stage == stage)
    ground = known.get(Link(Source.SIGNAL, id))
    words = evidence.replace("THE WORDS", ground.words.upper()) if ground else evidence
    said = proves_nothing(criterion, Answered(value), words, ground)
    assert bool(said) is refused
    assert not refused or ("Panel overview" in said and "answer Unknown" in said)
