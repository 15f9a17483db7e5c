"""How questions do (CP9): their use, and how often they led to a proven criterion."""

from datetime import date

from app.domain.calls.use import Answered, Asked, QuestionUse, question_use
from app.services.playbooks import shipped_playbook

LAB = shipped_playbook("diagnostics")
AT = date(2026, 11, 1)


def _of(found: tuple[QuestionUse, ...], question: str) -> QuestionUse:
    return next(one for one in found if one.question == question)


def test_cp9_use_and_rate_are_counted_once_for_a_lead_in_a_call():
    asked = [
        Asked("HL1", 1, 7, AT),
        Asked("HL1", 2, 7, date(2026, 11, 5)),
        Asked("HL1", 1, 8, AT),
        Asked("HL1", 1, 7, AT),
    ]
    answered = [
        Answered("HL1", 1, 7, True, True),
        Answered("HL1", 1, 7, True, False),
        Answered("HL1", 3, 9, False, False),
    ]
    use = _of(question_use(LAB, asked, answered), "HL1")
    assert (use.asked, use.answered, use.counted, use.led) == (4, 2, 1, 1)
    assert use.rate == 0.25
    assert use.last_asked == date(2026, 11, 5)
    assert use.says == "25% of 4 led to a proven criterion."


def test_cp9_a_question_that_seldom_leads_to_a_proven_criterion_is_weak():
    often = [Asked("HL2", call, 1, AT) for call in range(6)]
    found = question_use(LAB, often, [Answered("HL2", 0, 1, True, True)])
    assert found[0].question == "HL2"
    assert found[0].weak
    assert "Reword or drop it" in found[0].says
    seldom = question_use(LAB, often[:4], [])
    assert not any(one.weak for one in seldom)


def test_cp9_every_question_of_the_bank_has_its_line_and_old_ones_stay():
    found = question_use(LAB, [Asked("ZZ9", 1, 1, AT)], [])
    assert {one.question for one in found} == {*(question.id for question in LAB.questions), "ZZ9"}
    assert _of(found, "ZZ9").says == "No longer in the bank."
    assert not _of(found, "ZZ9").in_bank
    assert _of(found, "HL3").says == "Never asked."
    assert _of(found, "HL3").rate is None
