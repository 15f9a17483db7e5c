"""Conditions in words: what people may write, what is said when it cannot be read, and that nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.conditions import FACTS, Condition
from app.domain.lead import Answer, Answered, LeadFacts
from app.domain.playbook.condition_words import Unread, expected, read, written
from app.domain.playbook.fact_words import FACTS_IN_WORDS
from app.domain.playbook.plain_conditions import ALWAYS, NEVER, plain
from app.domain.stage import Stage
from tests.examples import tried

LABELS = {
    "facility_type": [
        ("hospital", "Hospital"),
        ("lab", "Laboratory"),
        ("urgent_care", "Urgent care or retail clinic"),
        ("vendor", "Vendor or competitor"),
    ],
    "region": [("canada", "Canada"), ("us_unspecified", "United States, state not known")],
    "service_line": [("panel", "Panel testing"), ("studies", "Studies (with partner)")],
    "relation": [("own_staff", "Own staff"), ("student", "Student")],
    "signal": [("pricing_request", "Pricing request"), ("download", "Download")],
    "criterion": [("mql_role", "Is their role known?"), ("Q5", "Is the money known?")],
    "fit_band": [("low", "Low"), ("high", "High")],
}


def _is(fact: str, *values: str) -> Condition:
    return Condition(fact=fact, is_=values)


def _has(fact: str, *values: str) -> Condition:
    return Condition(fact=fact, has=values)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("always", ALWAYS),
        ("Never", NEVER),
        ("facility type is hospital", _is("facility_type", "hospital")),
        ("Facility_Type IS Hospital", _is("facility_type", "hospital")),
        ("facility type is hospital or Laboratory", _is("facility_type", "hospital", "lab")),
        ("facility type is one of hospital, lab", _is("facility_type", "hospital", "lab")),
        ("facility type is either hospital or lab", _is("facility_type", "hospital", "lab")),
        ("facility type is Vendor or competitor", _is("facility_type", "vendor")),
        ("facility type is hospital or urgent care or retail clinic", _is("facility_type", "hospital", "urgent_care")),
        ("region is United States, state not known or Canada", _is("region", "us_unspecified", "canada")),
        ("service line is Studies (with partner)", _is("service_line", "studies")),
        ("relation is own staff", _is("relation", "own_staff")),
        ("relation to us is own_staff", _is("relation", "own_staff")),
        ("country is US, USA or United States", _is("country", "US", "USA", "United States")),
        ("facility type is not hospital or lab", Condition(none=(_is("facility_type", "hospital", "lab"),))),
        ("facility type is neither hospital nor lab", Condition(none=(_is("facility_type", "hospital", "lab"),))),
        ("not facility type is hospital", Condition(none=(_is("facility_type", "hospital"),))),
        ("not (facility type is hospital)", Condition(none=(_is("facility_type", "hospital"),))),
        ('facility type is "something else"', _is("facility_type", "something else")),
        ("facility type is “hospital”", _is("facility_type", "hospital")),
        ("size at least 100", Condition(fact="size", at_least=100)),
        ("size is at least 1,000", Condition(fact="size", at_least=1000)),
        ("size ≥ 2.5", Condition(fact="size", at_least=2.5)),
        ("size <= 99", Condition(fact="size", at_most=99)),
        ("size from 20 to 249", Condition(fact="size", at_least=20, at_most=249)),
        ("size between 20 and 249", Condition(fact="size", at_least=20, at_most=249)),
        ("seat is known", Condition(fact="seat", known=True)),
        ("seat is not known", Condition(fact="seat", known=False)),
        ("seat is unknown", Condition(fact="seat", known=False)),
        ("can be reached is yes", _is("has_contact", "true")),
        ("wishes mentions soc 2, go-live or 'q1'", _has("wishes", "soc 2", "go-live", "'q1'")),
        ("asked for or looked at mentions pilot", _has("wishes", "pilot")),
        ("signals mention Pricing request or question", _has("signal_kinds", "pricing_request", "question")),
        ("current systems do not mention epic", Condition(none=(_has("systems", "epic"),))),
        ("mql_role answered yes", Condition(yes=("mql_role",))),
        ('"is their role known?" is answered Yes', Condition(yes=("mql_role",))),
        ("q5 not yet answered yes", Condition(not_yes=("Q5",))),
        ("mql_role not answered yes or Q5 not answered yes", Condition(not_yes=("mql_role", "Q5"))),
        (
            "facility type is hospital or lab or mql_role answered yes",
            Condition(any=(_is("facility_type", "hospital", "lab"), Condition(yes=("mql_role",)))),
        ),
        (
            "facility type is hospital or lab and size at least 100",
            Condition(all=(_is("facility_type", "hospital", "lab"), Condition(fact="size", at_least=100))),
        ),
        (
            "region is canada and size at least 5 or region is unknown",
            Condition(
                any=(
                    Condition(all=(_is("region", "canada"), Condition(fact="size", at_least=5))),
                    Condition(fact="region", known=False),
                )
            ),
        ),
        (
            "region is canada and (size at least 5 or fit is High)",
            Condition(
                fact="region",
                is_=("canada",),
                any=(Condition(fact="size", at_least=5), _is("fit_band", "high")),
            ),
        ),
    ],
)
def test_what_a_person_may_write(text: str, means: Condition) -> None:
    assert read(text, LABELS) == means


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("", 0, "Write a condition such as"),
        ("facilty type is hospital", 0, "did you mean facility type?"),
        ("facility type is hospitl", 17, "“hospitl” is no facility type; did you mean Hospital?"),
        ("facility type hospital", 14, "At “hospital” (character 15): say what facility type must be: is"),
        ("facility type is", 16, "After “is” something is missing: write what facility type must be."),
        ("size at least many", 14, "At “many” (character 15): write a number."),
        ("size at 5", 8, "write “at least” or “at most”"),
        ("size from 5", 11, "write “to” and the second number"),
        ("(region is canada", 17, "close the bracket"),
        ("region is canada)", 16, "open a bracket for it"),
        ("region is canada and", 20, "write a fact here"),
        ("region is canada or or region is known", 20, "in quotes where it holds such words"),
        ("mql_rol answered yes", 0, "did you mean mql_role?"),
        ("mql_role answered no", 18, "write “answered yes” or “not answered yes”"),
        ('wishes mentions "x', 16, "never closed"),
        ("seat is known seat is known", 14, "write “and” or “or” before the next test"),
        ("(" * 60, 31, "use fewer brackets"),
    ],
)
def test_a_fault_names_the_place_and_what_was_expected(text: str, at: int, says: str) -> None:
    with pytest.raises(Unread) as caught:
        read(text, LABELS)
    assert says in caught.value.message
    assert caught.value.at == at
    assert caught.value.message.endswith((".", "?"))


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (ALWAYS, "always"),
        (_is("facility_type", "hospital", "lab"), "facility type is Hospital or Laboratory"),
        (_is("facility_type", "lab", "vendor"), 'facility type is Laboratory or "Vendor or competitor"'),
        (_is("facility_type", "gone"), 'facility type is "gone"'),
        (_is("has_contact", "true"), "can be reached is yes"),
        (_has("systems", "soc 2", "epic"), "current systems mention soc 2 or epic"),
        (
            Condition(all=(_is("region", "canada"),), none=(_is("service_line", "panel"),)),
            "region is Canada and service line is not Panel testing",
        ),
        (
            Condition(any=(_is("region", "canada"), _is("country", "CA", "Canada"))),
            "region is Canada or (country is CA or Canada)",
        ),
        (
            Condition(fact="size", at_least=5, any=(Condition(yes=("Q5",)), Condition(fact="seat", known=False))),
            'size at least 5 and ("Is the money known?" answered yes or seat is not known)',
        ),
    ],
)
def test_what_is_written(condition: Condition, text: str) -> None:
    assert written(condition, LABELS) == text
    assert read(text, LABELS) == plain(condition)


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("", "facility type"),
        ("fac", "facility type"),
        ("facility ty", "facility type"),
        ("facility type ", "is not known"),
        ("facility type is ", "Hospital"),
        ("facility type is hos", "Hospital"),
        ("facility type is Hospital, ", "Laboratory"),
        ("facility type is Hospital ", "and"),
        ("facility type is Hospital an", "and"),
        ("facility type is Hospital and siz", "size"),
        ("size ", "at least"),
        ("size at le", "at least"),
        ("can be reached is ", "yes"),
        ("mql", "mql_role answered yes"),
        ("(region is Canada ", ")"),
    ],
)
def test_what_may_come_next_is_offered(text: str, offers: str) -> None:
    assert offers in expected(text, len(text), LABELS)


@pytest.mark.parametrize("text", ["nonsense ", "facility type is Hospital Hospital x", "size at least ", '"'])
def test_nothing_is_offered_where_nothing_fits(text: str) -> None:
    assert expected(text, len(text), LABELS) == ()


def test_every_fact_has_words_and_no_other() -> None:
    assert {fact.id for fact in FACTS_IN_WORDS} == set(FACTS)
    assert len({fact.label for fact in FACTS_IN_WORDS}) == len(FACTS_IN_WORDS)
    for fact in FACTS_IN_WORDS:
        for name in (fact.id, fact.spoken, fact.label, fact.label.upper()):
            assert read(f"{name} is known").fact == fact.id


# --- nothing is lost ---

_value = st.one_of(
    st.sampled_from(["hospital", "US", "soc 2", "and", "or", "not x", "a, b", "(x)", 'say "no"', "“x”", "at least 5"]),
    st.sampled_from(["size at least 5", "region is x", "Q5 answered yes", "known", "one of us", "", " x", "1,000"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
_values = st.lists(_value, min_size=1, max_size=3).map(tuple)
_criterion = st.one_of(st.sampled_from(["mql_role", "Q5", "not", "size", "is", "region"]), st.text(max_size=5))
_limit = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def _tests(draw: Callable[..., Any]) -> Condition:
    fact = draw(st.sampled_from(FACTS))
    some = draw(
        st.lists(st.sampled_from(["is", "has", "at_least", "at_most", "known"]), min_size=1, max_size=3, unique=True)
    )
    makes = {"is": _values, "has": _values, "at_least": _limit, "at_most": _limit, "known": st.booleans()}
    return Condition.model_validate({"fact": fact, **{name: draw(makes[name]) for name in some}})


def _grouped(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, max_size=3).map(tuple)
    ids = st.lists(_criterion, max_size=2).map(tuple)
    return st.builds(
        lambda one, all_, any_, none, yes, not_yes: one.model_copy(
            update={"all": all_, "any": any_, "none": none, "yes": yes, "not_yes": not_yes}
        ),
        st.one_of(_tests(), st.just(ALWAYS)), several, several, several, ids, ids,
    )  # fmt: skip


conditions = st.recursive(st.one_of(_tests(), st.just(ALWAYS)), _grouped, max_leaves=8)


@given(conditions)
@tried(150, deadline=None)
def test_what_is_written_reads_back(condition: Condition) -> None:
    assert read(written(condition)) == plain(condition)
    assert plain(plain(condition)) == plain(condition)


_short = st.sampled_from(["a", "b"])
_small_tests = st.one_of(
    st.builds(_is, st.sampled_from(["country", "owner"]), _short),
    st.builds(lambda n: Condition(fact="size", at_least=n), st.integers(1, 3)),
    st.builds(lambda known: Condition(fact="owner", known=known), st.booleans()),
    st.builds(lambda id: Condition(yes=(id,)), _short),
    st.builds(lambda id: Condition(not_yes=(id, "b")), _short),
    st.just(ALWAYS),
)


def _small_groups(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, max_size=2).map(tuple)
    return st.builds(lambda a, b, c: Condition(all=a, any=b, none=c), several, several, several)


@given(
    st.recursive(_small_tests, _small_groups, max_leaves=8),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "a"]),
    st.sampled_from([None, 1, 2]),
    st.sets(_short),
)
@tried(200, deadline=None)
def test_the_plain_form_means_the_same(
    condition: Condition, country: str, owner: str, size: int | None, yes: set[str]
) -> None:
    answers = {id: Answer(id, Answered.YES) for id in yes}
    facts = LeadFacts(1, country=country, owner=owner, size=size, answers=answers, stage=Stage.LEAD)
    assert plain(condition).holds(facts) == condition.holds(facts)


def test_a_criterion_is_written_and_read_by_its_question() -> None:
    labels = {"criterion": (("visit", "Is a visit agreed, and by whom?"), ("a", "Twice?"), ("b", "Twice?"))}
    met = Condition(yes=("visit",))
    text = '"Is a visit agreed, and by whom?" answered yes'
    assert written(met, labels) == text and read(text, labels) == met
    assert read("is a visit agreed, and by whom? answered yes", labels) == met
    assert read("visit answered yes", labels) == met
    assert (
        written(Condition(yes=("b",)), labels) == "b answered yes"
    )  # a question that two criteria share names neither
