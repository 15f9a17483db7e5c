"""Answers that contradict an earlier one: when they are flagged, with what, and what settles them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.judging import followed
from app.domain.lead import Answer, Answered


def _last(*told: str) -> Answer:
    """The answer that counts after these: "yes" or "no: their words"."""
    stands: Answer | None = None
    latest = Answer("c", Answered.UNKNOWN)
    for number, text in enumerate(told):
        value, _, evidence = text.partition(": ")
        latest = followed(stands, Answer("c", Answered(value), evidence, by=str(number)))
        stands = latest if latest.value is not Answered.UNKNOWN else stands
    return latest


CASES = [
    (("yes",), None),
    (("yes", "no"), 0),
    (("no", "yes"), 0),
    (("yes", "unknown"), None),
    (("yes", "unknown", "no"), 0),
    (("no", "unknown", "unknown", "yes"), 0),
    (("unknown", "no"), None),
    (("yes", "yes"), None),
    (("yes: in the plan", "yes: in the budget too"), None),
    (("yes", "yes: on the phone", "no"), 1),
    (("yes", "no", "no"), 0),  # said again without a note: still open
    (("yes", "no", "no: asked again"), None),
    (("yes", "no", "yes: they meant next year"), None),
    (("yes", "no", "yes"), 1),
    (("yes", "no", "unknown", "no: asked again"), None),
    (("yes", "no", "no: asked again", "yes: a new budget"), 2),
    (("yes", "no: they said", "no: asked again", "no"), None),
]


@pytest.mark.parametrize(("told", "against"), CASES)
def test_which_earlier_answer_is_flagged(told: tuple[str, ...], against: int | None) -> None:
    last = _last(*told)
    assert last.contradicted is (against is not None)
    assert last.earlier is None or last.earlier.by == str(against)


@given(st.lists(st.sampled_from(["yes", "no", "unknown", "yes: x", "no: x"]), min_size=1, max_size=8))
def test_only_an_opposite_answer_is_flagged_and_only_one_step_back(told: list[str]) -> None:
    last = _last(*told)
    if last.earlier is not None:
        assert {last.value, last.earlier.value} == {Answered.YES, Answered.NO}
        assert last.earlier.earlier is None
    plain = [text.split(":")[0] for text in told if not text.startswith("unknown")]
    if all(one == other for one, other in pairwise(plain)):
        assert not last.contradicted
