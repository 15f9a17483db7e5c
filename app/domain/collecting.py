"""What a nurture track wants to learn, and what is known of it already: an answered criterion, or a fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.domain.lead import Answered, LeadFacts
from app.domain.matching import fold
from app.domain.playbook import NurtureTrack, Playbook, by_id
from app.domain.playbook.fact_words import FACT
from app.domain.spoken import words_of
from app.domain.stage import Stage
from app.language import later, tr

_FACTS = ("account", "job_title", "facility_type", "size", "testing_focus", "accreditation", "systems", "region")
_ANSWERED = {Answered.YES: later("Yes"), Answered.NO: later("No")}
_SHORTEST = 4  # letters; shorter words tie nothing together
_EMPTY = frozenset({"what", "they", "that", "with", "today", "present", "which", "names", "from", "have", "where"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to learn; `known` holds what is known of it, `criterion` or `fact` where the answer belongs."""

    what: str
    criterion: str = ""
    fact: str = ""
    known: str = ""


def wanted(playbook: Playbook, track: NurtureTrack, facts: LeadFacts) -> tuple[Wanted, ...]:
    """Everything a track wants to learn of a lead, tied to a criterion or a fact where the words agree.

    What sales missed when they rejected it as not ready comes first (H6).
    """
    places = [*_criteria(playbook, facts), *_facts(playbook, facts)]
    return tuple(_tied(what, places) for what in dict.fromkeys((*_missed(playbook, facts), *track.collect)))


def _missed(playbook: Playbook, facts: LeadFacts) -> tuple[str, ...]:
    """Why sales rejected a lead that was sent too early and has been nurtured since."""
    last = facts.put_off[-1] if facts.put_off else None
    reason = by_id(playbook.reasons.reject, last.code) if last is not None and last.path == facts.path else None
    return (reason.label,) if reason is not None and reason.sent_too_early else ()


@dataclass(frozen=True, slots=True)
class _Place:
    words: frozenset[str]
    criterion: str
    fact: str
    known: str


def _criteria(playbook: Playbook, facts: LeadFacts) -> Iterable[_Place]:
    for stage in (Stage.SQL, Stage.MQL):
        for criterion in playbook.checklist(stage, facts.service_line).criteria:
            answer = facts.answers.get(criterion.id)
            said = answer is not None and answer.value is not Answered.UNKNOWN
            known = f"{tr(_ANSWERED[answer.value])}: {answer.evidence}".rstrip(": ") if answer and said else ""
            yield _Place(_words(f"{criterion.question} {criterion.id.replace('_', ' ')}"), criterion.id, "", known)


def _facts(playbook: Playbook, facts: LeadFacts) -> Iterable[_Place]:
    words = words_of(playbook)
    for name in _FACTS:
        yield _Place(_words(FACT[name].label), "", name, words.value(name, getattr(facts, name)))


def _tied(what: str, places: list[_Place]) -> Wanted:
    """Tied where more than half of the words are found, to a question by two or more; a known answer comes first."""
    asked = _words(what)
    fitting = [place for place in places if _fits(asked, place)]
    found = next((place for place in fitting if place.known), fitting[0] if fitting else None)
    return Wanted(what, found.criterion, found.fact, found.known) if found else Wanted(what)


def _fits(asked: frozenset[str], place: _Place) -> bool:
    shared = sum(_among(word, place.words) for word in asked)
    return 2 * shared > len(asked) and shared >= (2 if place.criterion else 1)


def _among(word: str, words: frozenset[str]) -> bool:
    """True where a word or another form of it stands there: date for dates, system for systems."""
    return any(word == other or word.startswith(other) or other.startswith(word) for other in words)


@lru_cache(maxsize=4096)  # the questions of a playbook, and what its tracks want to learn
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if len(word) >= _SHORTEST) - _EMPTY
