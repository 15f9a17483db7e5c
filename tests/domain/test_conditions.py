"""Every kind of test a condition can make, as tables of cases; compiled conditions answer alike."""

from datetime import UTC, datetime

import pytest

from app.domain.compiled import compiled
from app.domain.conditions import Condition
from app.domain.lead import Answer, Answered, Gap, LeadFacts, Signal

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
YES, NO, UNKNOWN = (Answer("Q1", value) for value in (Answered.YES, Answered.NO, Answered.UNKNOWN))
TRUE, FALSE = {}, {"none": [{}]}  # an empty condition always holds

CASES = [
    # is: the whole value, in any case
    ({"fact": "facility_type", "is": ["Hospital"]}, {"facility_type": "hospital"}, True),
    ({"fact": "facility_type", "is": ["hospital"]}, {"facility_type": " HOSPITAL "}, True),
    ({"fact": "facility_type", "is": ["hospital"]}, {"facility_type": "hospitality"}, False),
    ({"fact": "facility_type", "is": ["hospital"]}, {}, False),
    ({"fact": "facility_type", "is": ["clinic", "hospital"]}, {"facility_type": "hospital"}, True),
    ({"fact": "country", "is": ["Österreich"]}, {"country": "ÖSTERREICH"}, True),
    ({"fact": "size", "is": ["50"]}, {"size": 50}, True),
    ({"fact": "has_contact", "is": ["true"]}, {"has_contact": True}, True),
    # has: a word or phrase, from the beginning of a word
    ({"fact": "job_title", "has": ["lab"]}, {"job_title": "Lab manager"}, True),
    ({"fact": "job_title", "has": ["lab"]}, {"job_title": "Head of laboratory"}, True),
    ({"fact": "job_title", "has": ["lab"]}, {"job_title": "Collaboration lead"}, False),
    ({"fact": "job_title", "has": ["lab"]}, {"job_title": "CLIA-lab lead"}, True),
    ({"fact": "job_title", "has": ["quality manager"]}, {"job_title": "Senior Quality Manager"}, True),
    ({"fact": "job_title", "has": ["quality manager"]}, {"job_title": "Manager, quality"}, False),
    ({"fact": "job_title", "has": ["lab"]}, {}, False),
    # at_least, at_most: numbers, both ends within
    ({"fact": "size", "at_least": 20}, {"size": 20}, True),
    ({"fact": "size", "at_least": 20}, {"size": 19}, False),
    ({"fact": "size", "at_most": 20}, {"size": 20}, True),
    ({"fact": "size", "at_most": 20}, {"size": 21}, False),
    ({"fact": "size", "at_most": 20}, {"size": 0}, True),
    ({"fact": "size", "at_most": 20}, {}, False),
    ({"fact": "size", "at_least": 20, "at_most": 99}, {"size": 60}, True),
    ({"fact": "size", "at_least": 20, "at_most": 99}, {"size": 100}, False),
    ({"fact": "job_title", "at_least": 1}, {"job_title": "5"}, False),
    # known
    ({"fact": "region", "known": True}, {"region": "west"}, True),
    ({"fact": "region", "known": True}, {"region": "  "}, False),
    ({"fact": "region", "known": False}, {}, True),
    ({"fact": "region", "known": False}, {"region": "west"}, False),
    ({"fact": "size", "known": True}, {"size": 0}, True),
    ({"fact": "size", "known": False}, {"size": None}, True),
    # several tests of one fact hold together
    ({"fact": "region", "known": True, "is": ["west"]}, {"region": "west"}, True),
    ({"fact": "region", "is": ["west"], "has": ["north"]}, {"region": "west"}, False),
    # answers: Unknown is not No (R8)
    ({"yes": ["Q1"]}, {"answers": {"Q1": YES}}, True),
    ({"yes": ["Q1"]}, {"answers": {"Q1": UNKNOWN}}, False),
    ({"yes": ["Q1"]}, {}, False),
    ({"yes": ["Q1", "Q2"]}, {"answers": {"Q1": YES}}, False),
    ({"not_yes": ["Q1"]}, {"answers": {"Q1": YES}}, False),
    ({"not_yes": ["Q1"]}, {"answers": {"Q1": NO}}, True),
    ({"not_yes": ["Q1"]}, {"answers": {"Q1": UNKNOWN}}, True),
    ({"not_yes": ["Q1", "Q2"]}, {"answers": {"Q1": YES}}, True),
    # groups
    ({}, {}, True),
    ({"all": [TRUE, TRUE]}, {}, True),
    ({"all": [TRUE, FALSE]}, {}, False),
    ({"any": [FALSE, TRUE]}, {}, True),
    ({"any": [FALSE, FALSE]}, {}, False),
    ({"none": [FALSE, FALSE]}, {}, True),
    ({"none": [FALSE, TRUE]}, {}, False),
    ({"all": [TRUE], "any": [FALSE]}, {}, False),
    ({"any": [{"all": [TRUE, FALSE]}, {"none": [FALSE]}]}, {}, True),
    (
        {"fact": "region", "is": ["west"], "none": [{"fact": "size", "at_most": 9}]},
        {"region": "west", "size": 5},
        False,
    ),
    # what is worked out from other facts
    ({"fact": "signal_kinds", "has": ["demo"]}, {"signals": (Signal(1, "demo", NOW),)}, True),
    ({"fact": "wishes", "has": ["validation"]}, {"signals": (Signal(1, "visit", NOW, "Validation plan"),)}, True),
    ({"fact": "wishes", "has": ["price"]}, {"asked_for": "A price list"}, True),
    ({"fact": "open_gaps", "at_least": 1}, {"gaps": (Gap(1, "?", "interface", "slows", "ours"),)}, True),
    ({"fact": "open_gaps", "at_least": 1}, {"gaps": (Gap(1, "?", "interface", "slows", "ours", open=False),)}, False),
    ({"fact": "stopping_gaps", "at_least": 1}, {"gaps": (Gap(1, "?", "interface", "slows", "ours"),)}, False),
    ({"fact": "gap_areas", "has": ["interface"]}, {"gaps": (Gap(1, "?", "interface", "stops", "ours"),)}, True),
]


@pytest.mark.parametrize(("written", "facts", "expected"), CASES)
def test_a_condition_holds_as_written(written, facts, expected):
    condition, lead = Condition.model_validate(written), LeadFacts(1, **facts)
    assert condition.holds(lead) is expected
    test = compiled(condition)
    assert [test(lead), test(lead), test(LeadFacts(2, **facts))] == [expected] * 3


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ({"fact": "shoe_size", "known": True}, "'shoe_size' is not a fact"),
        ({"fact": "region"}, "say what 'region' must be"),
        ({"is": ["west"]}, "name the fact"),
        ({"fact": "region", "equals": "west"}, "Extra inputs"),
    ],
)
def test_a_condition_that_says_nothing_is_refused(written, says):
    with pytest.raises(ValueError, match=says):
        Condition.model_validate(written)
