"""Playbooks as no one wrote them: the shipped ones with hostile words and strange numbers in every kind of place."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hypothesis import strategies as st

from app.domain.conditions import FACTS
from app.domain.playbook import Playbook
from app.services.playbooks import shipped_playbook

NAMES = ("diagnostics", "medical", "healthtech", "respiratory")
HOSTILE = (
    "=cmd|' /C calc'!A1",
    "+1",
    "-",
    "@x",
    "08",
    "1e5",
    "yes",
    "null",
    "~",
    "# no comment",
    "a: b",
    "{x}",
    "[y]",
    "'quoted'",
    '"double"',
    "%",
    "12-25",
    "17:30",
    "_x0041_",
    "Zürich — 東京 🚑",
    "A long sentence that is folded, because nobody reads a line of more than a hundred characters, so why write it",
)
words = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40).map(
        lambda text: " ".join(text.split()) or "x"
    ),
)
"""Texts of one line, without spaces around: what a cell and a line of YAML may hold and a person may mean."""


@cache
def body(name: str) -> dict[str, Any]:
    """A shipped playbook as plain values."""
    return shipped_playbook(name).model_dump(mode="json", by_alias=True)


def conditions(criteria: list[str], depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Conditions as a playbook may hold them, with groups inside groups."""
    some = st.lists(words, min_size=1, max_size=3)
    number = st.one_of(st.integers(-5, 5_000), st.floats(-10, 1e6).map(lambda one: round(one, 3)))
    tests = st.one_of(
        st.fixed_dictionaries({"is": some}),
        st.fixed_dictionaries({"has": some}),
        st.fixed_dictionaries({"at_least": number}),
        st.fixed_dictionaries({"at_most": number}),
        st.fixed_dictionaries({"at_least": number, "at_most": number}),
        st.fixed_dictionaries({"known": st.booleans()}),
    )
    fact = st.builds(lambda name, test: {"fact": name, **test}, st.sampled_from(FACTS), tests)
    answers = st.lists(st.sampled_from(criteria), min_size=1, max_size=2, unique=True)
    plain = st.one_of(fact, st.fixed_dictionaries({"yes": answers}), st.fixed_dictionaries({"not_yes": answers}))
    if depth == 0:
        return plain
    inner = st.lists(conditions(criteria, depth - 1), min_size=1, max_size=3)
    groups = st.one_of(*(st.fixed_dictionaries({key: inner}) for key in ("all", "any", "none")))
    return st.one_of(plain, groups)


@dataclass(frozen=True)
class Varied:
    """A playbook whose whole content need not be printed where a test fails."""

    playbook: Playbook = field(repr=False)


@st.composite
def varied(draw: st.DrawFn) -> Varied:
    """A sound playbook that differs from a shipped one in a few places of every kind."""
    made = dict(body(draw(st.sampled_from(NAMES))))
    criteria = [criterion["id"] for criterion in made["criteria"]]
    made["title"], made["about"] = draw(words), draw(words)
    made["version"] = draw(st.integers(1, 9_999))
    made["use_sal"] = draw(st.booleans())
    made["own_domains"] = draw(st.lists(st.sampled_from(["ours.example", "us.example"]), unique=True))
    made["criteria"] = [dict(one) for one in made["criteria"]]
    some = made["criteria"][draw(st.integers(0, len(criteria) - 1))]
    some |= {"question": draw(words), "guidance": draw(words), "qualifies": draw(st.lists(words, max_size=3))}
    if some["stage"] != "sql":
        some["suggested_by"] = draw(st.one_of(st.none(), conditions(criteria)))
    made["routes"] = [dict(one) for one in made["routes"]]
    made["routes"][0] |= {"label": draw(words), "when": draw(conditions(criteria)), "deadline_hours": draw(_hours)}
    made["routes"][1]["owner"] = draw(_owners(made["vocabularies"]["region"][0]["id"]))
    made["disqualify"] = [dict(one) for one in made["disqualify"]]
    made["disqualify"][0] |= {"when": draw(st.one_of(st.none(), st.just({}), conditions(criteria))), "trigger": ""}
    made["disqualify"][-1]["relook_days"] = draw(st.one_of(st.none(), st.integers(1, 999)))
    made["hours"] = made["hours"] | {"start": draw(st.sampled_from(["08:30:00", "00:00:05", "09:15:00"]))}
    made["deadlines"] = made["deadlines"] | {"verdict_hours": draw(_hours), "silence_accepts": draw(st.booleans())}
    made["nurture"] = [dict(one) for one in made["nurture"]]
    made["nurture"][0] |= {"content": draw(st.lists(words, max_size=3)), "roles": []}
    made["diagnoses"] = [dict(one) for one in made["diagnoses"]]
    made["diagnoses"][0] |= {"says": draw(words), "limits": {"share": draw(st.floats(0.01, 9).map(_rounded))}}
    return Varied(Playbook.model_validate(made))


def _rounded(number: float) -> float:
    return round(number, 3)


_hours = st.one_of(st.integers(1, 500).map(float), st.floats(0.25, 500).map(_rounded))


def _owners(region: str) -> st.SearchStrategy[dict[str, Any]]:
    several = st.sampled_from(["named", "round_robin", "least_loaded"])
    return st.one_of(
        st.just({"rule": "keep"}),
        st.builds(lambda rule, name: {"rule": rule, "names": [name]}, several, words),
        st.builds(lambda name: {"rule": "by_region", "by_region": {region: name}}, words),
    )
