"""What follows from a condition is never said where it does not follow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.conditions import Condition
from app.domain.lead import Answer, Answered, LeadFacts
from app.domain.playbook.condition_words import read
from app.domain.playbook.implied import implies, impossible


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("stage is sql", "always"),
        ("never", "stage is sql"),
        ("stage is sql", "stage is sql or mql"),
        ("stage is sql and size at least 5", "size at least 3"),
        ("size from 5 to 9", "size at most 9"),
        ("seat is finance", "seat is known"),
        ("wishes mentions price", "wishes mentions price or pilot"),
        ("size at least 1", "size is known"),
        ("stage is sql", "stage is not mql"),
        ("stage is sql and seat is known", "seat is known and stage is sql or mql"),
        ("(stage is sql and size at least 5) or (stage is mql and size at least 6)", "size at least 5"),
        ("stage is sql", "stage is sql or size at least 5"),
        ("A answered yes and B answered yes", "B answered yes"),
        ("A not answered yes", "A not answered yes or B not answered yes"),
        ("not (wishes mentions price or pilot)", "not (wishes mentions price)"),
    ],
)
def test_what_follows(narrow: str, wide: str) -> None:
    assert implies(read(narrow), read(wide))
    assert narrow in ("never",) or wide == "always" or not implies(read(wide), read(narrow))


@pytest.mark.parametrize(
    "text",
    [
        "never",
        "stage is sql and stage is mql",
        "size at least 5 and size at most 4",
        "seat is finance and seat is not known",
        "seat is finance and seat is not finance",
        "A answered yes and A not answered yes",
        "stage is sql and (stage is mql or stage is lead)",
        "not (size is known) and size is known",
    ],
)
def test_what_can_never_hold(text: str) -> None:
    assert impossible(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "always",
        "stage is sql",
        "wishes mentions a and wishes mentions b",
        "stage is sql and (seat is x or size at least 1)",
    ],
)
def test_what_can_hold(text: str) -> None:
    assert not impossible(read(text))


_value = st.sampled_from(["a", "b", "ab", ""])
_fact = st.sampled_from(["country", "owner"])
_tests = st.one_of(
    st.builds(lambda f, v, w: Condition(fact=f, is_=(v, w)), _fact, _value, _value),
    st.builds(lambda f, v: Condition(fact=f, has=(v,)), _fact, _value),
    st.builds(lambda f, known: Condition(fact=f, known=known), st.sampled_from(["country", "size"]), st.booleans()),
    st.builds(lambda n: Condition(fact="size", at_least=n), st.integers(0, 3)),
    st.builds(lambda n: Condition(fact="size", at_most=n), st.integers(0, 3)),
    st.builds(lambda id: Condition(yes=(id,)), st.sampled_from("pq")),
    st.builds(lambda id: Condition(not_yes=(id, "q")), st.sampled_from("pq")),
    st.just(Condition()),
)


def _groups(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, max_size=2).map(tuple)
    return st.builds(lambda a, b, c: Condition(all=a, any=b, none=c), several, several, several)


_conditions = st.recursive(_tests, _groups, max_leaves=5)
_leads = st.builds(
    lambda country, owner, size, yes: LeadFacts(
        1, country=country, owner=owner, size=size, answers={id: Answer(id, Answered.YES) for id in yes}
    ),
    st.sampled_from(["", "a", "b", "ab", "c a"]),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from([None, 0, 1, 2, 3]),
    st.sets(st.sampled_from("pq")),
)


@given(_conditions, _conditions, st.lists(_leads, min_size=8, max_size=8))
@settings(max_examples=150, deadline=None)
def test_what_is_said_to_follow_follows_for_every_lead(a: Condition, b: Condition, leads: list[LeadFacts]) -> None:
    assert implies(a, a)
    if implies(a, b):
        assert all(b.holds(lead) for lead in leads if a.holds(lead))
    if impossible(a):
        assert not any(a.holds(lead) for lead in leads)
    joined = Condition(all=(a, b))
    assert implies(joined, a)
    assert not any(joined.holds(lead) for lead in leads) or not impossible(joined)
