"""What an answer holds: firm days, numbers, choices, names; and whether that is what its question needs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.calls.amounts import Amount
from app.domain.calls.hedges import clauses, firm_text, is_firm, says_none
from app.domain.calls.naming import people_in, roles_in
from app.domain.calls.stretches import first_of, last_of
from app.domain.calls.values import Value, amounts_said, chosen_in, firm_days_said, grain_of
from app.domain.playbook.needs import Need, NeedKind

_WHOLE = 3  # letters up to which a word is looked for as it stands
_SHORT = 3  # words of an answer that is asked for words and nothing more exact


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it was given."""

    text: str = ""
    value: Value | None = None
    who: str = ""
    certainty: str = "told"  # told, document, guess
    at: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What helps to understand an answer: the day, the people there are, and what their functions are called."""

    today: date
    names: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


class Answer:
    """An answer with what is found in it."""

    def __init__(self, said: Said, known: Known, choices: tuple[tuple[str, str, tuple[str, ...]], ...]) -> None:
        self.said, self.known, self.choices = said, known, choices
        self.today = said.at or known.today  # "in three weeks" is meant from the day on which it was said
        self.text = said.text
        self.firm = firm_text(said.text)
        self._open = bool(said.text.strip()) and not self.firm.strip()

    @property
    def days(self) -> tuple[tuple[date, date], ...]:
        """The firm days, each as the first and last day that it stands for."""
        found = [
            (first_of(one.day, one.grain), last_of(one.day, one.grain)) for one in firm_days_said(self.text, self.today)
        ]
        value = self.said.value
        if value is not None and value.kind == "date" and value.day is not None and not self._open:
            found.append((first_of(value.day, grain_of(value)), last_of(value.day, grain_of(value))))
        return tuple(dict.fromkeys(found))

    @property
    def numbers(self) -> tuple[Amount, ...]:
        """The numbers, those of the value among them."""
        found = list(amounts_said(self.text, self.today))
        value = self.said.value
        if value is not None and value.kind == "number" and value.low is not None:
            same = any((one.low, one.high) == (value.low, value.high) for one in found)
            if not same:
                found.append(Amount(value.low, value.high, value.unit, -1, -1))
        return tuple(found)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The choices that are named firmly."""
        value = self.said.value
        if value is not None and value.kind == "choice" and value.choice and not self._open:
            return (value.choice,)
        return chosen_in(self.text, self.choices)

    @property
    def left_open(self) -> bool:
        """True where any part of the answer is left open."""
        return any(clause.hedged for clause in clauses(self.text))

    def has(self, need: Need) -> bool:
        """True where the answer holds what is needed, as often as it is needed."""
        return _HAS[need.kind](self, need)


def _has_numbers(answer: Answer, need: Need) -> bool:
    return (
        len(answer.numbers) + sum(one.high is not None for one in answer.numbers[:1] if need.count == 1) >= need.count
    )


def _has_times(answer: Answer, need: Need) -> bool:
    return sum(one.is_time for one in answer.numbers) >= need.count


def _has_dates(answer: Answer, need: Need) -> bool:
    return len(answer.days) >= need.count


def _has_people(answer: Answer, need: Need) -> bool:
    return len(people_in(answer.firm, answer.known.names)) >= need.count


def _has_roles(answer: Answer, need: Need) -> bool:
    people = people_in(answer.firm, answer.known.names)
    return len(people) + len(roles_in(answer.firm, answer.known.seats)) >= need.count


def _has_choice(answer: Answer, need: Need) -> bool:
    if answer.said.value is not None and answer.said.value.kind == "choice":
        return bool(answer.chosen)
    options = tuple((option.id, option.label, option.words) for option in need.options)
    return len(chosen_in(answer.text, options)) == 1


def _has_yes_no(answer: Answer, need: Need) -> bool:
    if answer.said.value is not None and answer.said.value.kind == "choice":
        return bool(answer.chosen)
    return bool(_PLAIN.search(answer.firm))


_PLAIN = re.compile(
    r"(?:\A|[.,;:!]\s)\W*(?:yes|no|yep|nope|ja|nein|correct|right|none|keine?)\b|\bno need\b|"
    r"\b(?:not (?:needed|required|necessary|foreseen|planned)|does(?: not|n't)|do(?: not|n't)|"
    r"nicht (?:nötig|vorgesehen|geplant|erforderlich))\b",
    re.IGNORECASE,
)


def _has_list(answer: Answer, need: Need) -> bool:
    items = re.split(r"[,;\n/+•]|\band\b|\bund\b|\bthen\b|\bdann\b|->|→|\s-\s", answer.firm)
    return sum(bool(re.search(r"\w{2,}", item)) for item in items) >= need.count


def _has_words(answer: Answer, need: Need) -> bool:
    wanted = need.count if need.count > 1 else _SHORT
    return len(re.findall(r"[^\W_]{2,}", answer.firm)) >= wanted


def _has_mention(answer: Answer, need: Need) -> bool:
    parts = clauses(answer.text)
    named = 0
    for option in need.options:
        found = (match.start() for word in (option.label, *option.words) for match in _word(word).finditer(answer.text))
        named += any(is_firm(parts, at) for at in found)
    return named >= need.count


@cache
def _word(word: str) -> re.Pattern[str]:
    """How a word is looked for: a long one may go on, as "centrifug" does; one of two capitals is no other word."""
    start = r"(?<!\w)" if word[0].isalnum() else ""
    end = r"(?!\w)" if len(word) <= _WHOLE else ""
    return re.compile(f"{start}{re.escape(word)}{end}", 0 if len(word) == 2 and word.isupper() else re.IGNORECASE)


def _has_none(answer: Answer, need: Need) -> bool:
    value = answer.said.value
    return says_none(answer.text) or (value is not None and value.choice in ("none", "no"))


_HAS: Mapping[NeedKind, Callable[[Answer, Need], bool]] = {
    "number": _has_numbers,
    "time": _has_times,
    "date": _has_dates,
    "person": _has_people,
    "role": _has_roles,
    "choice": _has_choice,
    "yes_no": _has_yes_no,
    "list": _has_list,
    "words": _has_words,
    "mentions": _has_mention,
    "none": _has_none,
}
