"""What a nurture track wants to learn, and what is known of it: an answered criterion, a fact, or words of a call."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
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
_ABBREVIATED = re.compile(r"\b[A-Z][A-Z0-9]{1,4}s?\b")
_ASKING = frozenset({"who", "what", "which", "when", "where", "why"})
_ARTICLES = frozenset({"a", "an", "and", "any", "its", "or", "that", "the", "you", "your"})
_SMALL = _ARTICLES | {
    "as",
    "at",
    "be",
    "by",
    "do",
    "does",
    "for",
    "from",
    "how",
    "in",
    "is",
    "it",
    "of",
    "on",
    "to",
    "with",
}
_EMPTY = frozenset({"what", "they", "that", "with", "today", "present", "which", "names", "from", "have", "where"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to learn; `known` holds what is known of it, `criterion` or `fact` where the answer belongs.

    What somebody said or wrote is known with who and when.
    """

    what: str
    criterion: str = ""
    fact: str = ""
    known: str = ""
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody of theirs answered to a question of the bank, the latest words on it."""

    question: str  # its id
    asked: str  # the words in which it was asked
    text: str
    who: str
    at: datetime
    criterion: str = ""  # whose tick it suggests or has become


def wanted(
    playbook: Playbook, track: NurtureTrack, facts: LeadFacts, heard: Sequence[Heard] = ()
) -> tuple[Wanted, ...]:
    """Everything a track wants to learn of a lead, tied to a criterion or a fact where the words agree.

    What was answered in a call is not asked again: it stands there with who said it and when. What sales missed when
    they rejected the lead as not ready comes first (H6).
    """
    places, said = [*_criteria(playbook, facts), *_facts(playbook, facts)], _said(playbook, heard)
    return tuple(_tied(what, places, said) for what in dict.fromkeys((*_missed(playbook, facts), *track.collect)))


def _missed(playbook: Playbook, facts: LeadFacts) -> tuple[str, ...]:
    """Why sales rejected a lead that was sent too early and has been nurtured since."""
    last = facts.put_off[-1] if facts.put_off else None
    reason = by_id(playbook.reasons.reject, last.code) if last is not None and last.path == facts.path else None
    return (reason.label,) if reason is not None and reason.sent_too_early else ()


@dataclass(frozen=True, slots=True)
class _Place:
    words: frozenset[str]
    criterion: str
    fact: str = ""
    known: str = ""
    who: str = ""
    at: datetime | None = None


def _criteria(playbook: Playbook, facts: LeadFacts) -> Iterable[_Place]:
    for stage in (Stage.SQL, Stage.MQL):
        for criterion in playbook.checklist(stage, facts.service_line).criteria:
            answer = facts.answers.get(criterion.id)
            said = answer is not None and answer.value is not Answered.UNKNOWN
            known = f"{tr(_ANSWERED[answer.value])}: {answer.evidence}".rstrip(": ") if answer and said else ""
            words = _words(f"{criterion.question} {criterion.id.replace('_', ' ')}")
            place = _Place(words, criterion.id, known=known)
            yield replace(place, who=answer.who, at=answer.at) if answer is not None and known else place


def _facts(playbook: Playbook, facts: LeadFacts) -> Iterable[_Place]:
    words = words_of(playbook)
    for name in _FACTS:
        yield _Place(_words(FACT[name].label), "", name, words.value(name, getattr(facts, name)))


def _said(playbook: Playbook, heard: Sequence[Heard]) -> list[_Place]:
    """What was answered in calls, the newest first, under the words of its question."""
    found = []
    for one in sorted(heard, key=lambda one: one.at, reverse=True):
        question = playbook.question(one.question)
        asked = f"{one.asked} {question.text}" if question is not None else one.asked
        found.append(_Place(_said_words(asked), one.criterion, known=one.text, who=one.who, at=one.at))
    return found


def _tied(what: str, places: list[_Place], said: list[_Place]) -> Wanted:
    """Tied where more than half of the words are found, to a question by two or more; a known answer comes first.

    What was said in a call stands where no criterion holds it yet, also before a fact, for it is theirs and dated.
    """
    asked = _words(what)
    fitting = [place for place in places if _fits(asked, place)]
    settled = next((place for place in fitting if place.known), None)
    criteria = {place.criterion for place in fitting if place.criterion}
    spoken = next((place for place in said if _answers(what, place, criteria)), None)
    found = settled or (fitting[0] if fitting else None)
    if spoken is not None and (settled is None or not settled.criterion):
        tied = found or spoken
        return Wanted(what, tied.criterion or spoken.criterion, tied.fact, spoken.known, spoken.who, spoken.at)
    return Wanted(what, found.criterion, found.fact, found.known, found.who, found.at) if found else Wanted(what)


def _fits(asked: frozenset[str], place: _Place) -> bool:
    shared = sum(_among(word, place.words) for word in asked)
    return 2 * shared > len(asked) and shared >= (2 if place.criterion else 1)


def _answers(what: str, place: _Place, criteria: set[str]) -> bool:
    """True where an answer holds what is wanted: it proves the same, or its question asks for it in these words.

    Two or more of them, more than half of those that ask nothing, and half of those that say something.
    """
    if place.criterion and place.criterion in criteria:
        return True
    asked, telling = _said_words(what), _telling(what)
    shared = {word for word in asked if _stands(word, place.words)}
    about, held = asked - _ASKING, shared - _ASKING
    return len(shared) >= 2 and 2 * len(held) > len(about) and 2 * len(held & telling) >= len(telling)


def _among(word: str, words: frozenset[str]) -> bool:
    """True where a word or another form of it stands there: date for dates, system for systems."""
    return any(word == other or word.startswith(other) or other.startswith(word) for other in words)


@lru_cache(maxsize=4096)  # the questions of a playbook, and what its tracks want to learn
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if len(word) >= _SHORTEST) - _EMPTY


def _stands(word: str, words: frozenset[str]) -> bool:
    """True where a word stands there, a longer one also in another form."""
    if len(word) >= _SHORTEST:
        return _among(word, frozenset(other for other in words if len(other) >= _SHORTEST))
    return word in words or f"{word}s" in words


@lru_cache(maxsize=4096)
def _said_words(text: str) -> frozenset[str]:
    """Every word of a text but those that any sentence has."""
    return frozenset(fold(text).split()) - _SMALL


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    """The words of a text that say something, its abbreviations, such as LIS and ED, among them."""
    return _words(text) | {fold(word) for word in _ABBREVIATED.findall(text)}
