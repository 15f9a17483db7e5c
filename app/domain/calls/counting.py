"""Whether an answer counts (CP3, CP4): it holds what its question needs, firmly, and somebody of theirs said it.

The program only suggests. A person confirms, and a later answer that says otherwise flags the criterion.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.calls.amounts import Amount
from app.domain.calls.days import first_of, last_of
from app.domain.calls.hedges import clauses, firm_text, is_firm, says_none, takes_back
from app.domain.calls.naming import people_in, roles_in
from app.domain.calls.needs import YES_NO, choices_of, needs_of
from app.domain.calls.values import Value, amounts_said, chosen_in, firm_days_said, grain_of, say_day, say_value
from app.domain.counting import together
from app.domain.playbook import Playbook, Question
from app.domain.playbook.needs import Need, NeedKind, Option
from app.language import later, tr

_ALIKE = 0.25  # by which a number may differ from an earlier one and still say the same
_SOME_DAY = date(2000, 1, 1)  # where only the digits of days have to be told from numbers
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


@dataclass(frozen=True, slots=True)
class Counts:
    """Whether an answer counts; `missing` says in words what it still needs."""

    met: bool
    why: str
    missing: tuple[str, ...] = ()


def known_of(playbook: Playbook, today: date, names: tuple[str, ...] = ()) -> Known:
    """What is known with a playbook: its seats with the words of their job titles."""
    words = (word for seat in playbook.seats for word in (seat.label, *seat.title_words))
    return Known(today, names, tuple(dict.fromkeys(words)))


def counts(question: Question, said: Said, known: Known) -> Counts:
    """Judge an answer by what its question needs; nothing that is left open counts, and no inference of ours."""
    needs = needs_of(question)
    if not (said.text.strip() or said.value):
        return Counts(False, tr("There is no answer yet."), (question.counts_when,))
    if not needs:
        says = tr("A person judges whether it counts: {rule}.", rule=question.counts_when)
        return Counts(False, says)
    if said.certainty == "guess":
        return Counts(
            False, tr("It is our own guess; it counts once they say so."), (tr("somebody of theirs who says it"),)
        )
    answer = _Answer(said, known, choices_of(question))
    missing = tuple(_lack(line, answer) for line in needs if not any(answer.has(need) for need in line))
    if missing:
        return Counts(False, tr("It does not count yet. Missing: {missing}.", missing=together(missing)), missing)
    return Counts(True, tr("It counts: {rule}.", rule=question.counts_when))


def evidence(said: Said, question: Question | None = None) -> str:
    """The sentence that becomes the evidence of a criterion: what was said, and the value where the words lack it."""
    choices = choices_of(question) if question is not None else ()
    text, value = said.text.strip(), say_value(said.value, choices)
    if not value or _holds(text, said.value, value):
        return text
    return f"{text} ({value})" if text else value


def speaks_against(text: str) -> bool:
    """True where an answer takes something back: on hold, cancelled, gestoppt."""
    return takes_back(text)


def contradicts(earlier: Said, later_: Said, question: Question | None = None, known: Known | None = None) -> str:
    """In what a later answer to the same question says otherwise, as a sentence; empty where the two go together.

    An answer that is more exact, or that says more, contradicts nothing.
    """
    if not (earlier.text.strip() or earlier.value) or not (later_.text.strip() or later_.value):
        return ""
    if takes_back(later_.text) and not takes_back(earlier.text):
        return tr("It takes back what was said before: “{before}”.", before=_short(earlier))
    today = known.today if known is not None else later_.at or earlier.at or date.min
    choices = choices_of(question) if question is not None else YES_NO
    one = _Answer(earlier, known or Known(earlier.at or today), choices)
    other = _Answer(later_, known or Known(later_.at or today), choices)
    for differ in (_choices_differ, _days_differ, _amounts_differ):
        if says := differ(one, other):
            return says
    if question is not None and known is not None and _loosened(question, one, other):
        return tr("It was said firmly before (“{before}”) and is left open now.", before=_short(earlier))
    return ""


# --- what an answer holds --------------------------------------------------------------------------------------------


class _Answer:
    """An answer with what is found in it."""

    def __init__(self, said: Said, known: Known, choices: tuple[tuple[str, str, tuple[str, ...]], ...]) -> None:
        self.said, self.known, self.choices = said, known, choices
        self.text = said.text
        self.firm = firm_text(said.text)
        self._open = bool(said.text.strip()) and not self.firm.strip()

    @property
    def days(self) -> tuple[tuple[date, date], ...]:
        """The firm days, each as the first and last day that it stands for."""
        found = [
            (first_of(one.day, one.grain), last_of(one.day, one.grain))
            for one in firm_days_said(self.text, self.known.today)
        ]
        value = self.said.value
        if value is not None and value.kind == "date" and value.day is not None and not self._open:
            found.append((first_of(value.day, grain_of(value)), last_of(value.day, grain_of(value))))
        return tuple(dict.fromkeys(found))

    @property
    def numbers(self) -> tuple[Amount, ...]:
        """The numbers, those of the value among them."""
        found = list(amounts_said(self.text, self.known.today))
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

    def has(self, need: Need) -> bool:
        """True where the answer holds what is needed, as often as it is needed."""
        return _HAS[need.kind](self, need)


def _has_numbers(answer: _Answer, need: Need) -> bool:
    return (
        len(answer.numbers) + sum(one.high is not None for one in answer.numbers[:1] if need.count == 1) >= need.count
    )


def _has_times(answer: _Answer, need: Need) -> bool:
    return sum(one.is_time for one in answer.numbers) >= need.count


def _has_dates(answer: _Answer, need: Need) -> bool:
    return len(answer.days) >= need.count


def _has_people(answer: _Answer, need: Need) -> bool:
    return len(people_in(answer.firm, answer.known.names)) >= need.count


def _has_roles(answer: _Answer, need: Need) -> bool:
    people = people_in(answer.firm, answer.known.names)
    return len(people) + len(roles_in(answer.firm, answer.known.seats)) >= need.count


def _has_choice(answer: _Answer, need: Need) -> bool:
    if answer.said.value is not None and answer.said.value.kind == "choice":
        return bool(answer.chosen)
    options = tuple((option.id, option.label, option.words) for option in need.options)
    return len(chosen_in(answer.text, options)) == 1


def _has_yes_no(answer: _Answer, need: Need) -> bool:
    if answer.said.value is not None and answer.said.value.kind == "choice":
        return bool(answer.chosen)
    return bool(_PLAIN.search(answer.firm))


_PLAIN = re.compile(
    r"(?:\A|[.,;:!]\s)\W*(?:yes|no|yep|nope|ja|nein|correct|right|none|keine?)\b|\bno need\b|"
    r"\b(?:not (?:needed|required|necessary|foreseen|planned)|does(?: not|n't)|do(?: not|n't)|"
    r"nicht (?:nötig|vorgesehen|geplant|erforderlich))\b",
    re.IGNORECASE,
)


def _has_list(answer: _Answer, need: Need) -> bool:
    items = re.split(r"[,;\n/+•]|\band\b|\bund\b|\bthen\b|\bdann\b|->|→|\s-\s", answer.firm)
    return sum(bool(re.search(r"\w{2,}", item)) for item in items) >= need.count


def _has_words(answer: _Answer, need: Need) -> bool:
    wanted = need.count if need.count > 1 else _SHORT
    return len(re.findall(r"[^\W_]{2,}", answer.firm)) >= wanted


def _has_mention(answer: _Answer, need: Need) -> bool:
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


def _has_none(answer: _Answer, need: Need) -> bool:
    value = answer.said.value
    return says_none(answer.text) or (value is not None and value.choice in ("none", "no"))


_HAS: Mapping[NeedKind, Callable[[_Answer, Need], bool]] = {
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

# --- what is missing -------------------------------------------------------------------------------------------------

_CALLED: Mapping[NeedKind, tuple[str, str]] = {
    "number": (later("a number"), later("{count} numbers")),
    "time": (later("a time"), later("{count} times")),
    "date": (later("a date"), later("{count} dates")),
    "person": (later("a named person"), later("{count} named persons")),
    "role": (later("a person or function"), later("{count} persons or functions")),
    "choice": (later("one of: {options}"), later("one of: {options}")),
    "yes_no": (later("yes or no"), later("yes or no")),
    "list": (later("a list"), later("a list of {count}")),
    "words": (later("a sentence"), later("a sentence")),
    "mentions": (later("a word on: {options}"), later("a word on {count} of: {options}")),
    "none": (later("a plain “none”"), later("a plain “none”")),
}


def _lack(line: tuple[Need, ...], answer: _Answer) -> str:
    """What one line needs, in words: `a date (who judges)`, `a date or a plain "none"`."""
    said = tr(" or ").join(dict.fromkeys(_called(need) for need in line))
    if any(need.kind in ("date", "choice", "yes_no", "person", "role") for need in line) and _is_left_open(answer):
        return tr("{needed}, said firmly", needed=said)
    return said


def _called(need: Need) -> str:
    says = tr(_CALLED[need.kind][need.count > 1], count=need.count, options=_options(need.options))
    return f"{says} ({need.what})" if need.what else says


def _options(options: tuple[Option, ...]) -> str:
    return ", ".join(option.label for option in options)


def _is_left_open(answer: _Answer) -> bool:
    return any(clause.hedged for clause in clauses(answer.text))


# --- contradictions --------------------------------------------------------------------------------------------------


def _choices_differ(one: _Answer, other: _Answer) -> str:
    before, now = _single(one), _single(other)
    if not before or not now or before == now:
        return ""
    labels = {id: label for id, label, _ in one.choices}
    return tr("“{before}” before, “{now}” now.", before=labels.get(before, before), now=labels.get(now, now))


def _single(answer: _Answer) -> str:
    if not answer.choices:
        return ""
    return answer.chosen[0] if len(answer.chosen) == 1 else ""


def _days_differ(one: _Answer, other: _Answer) -> str:
    """Two single days contradict where the stretches that they stand for do not meet."""
    if len(one.days) != 1 or len(other.days) != 1:
        return ""
    (first, last), (begin, end) = one.days[0], other.days[0]
    if begin <= last and first <= end:
        return ""
    return tr("{before} before, {now} now.", before=_stretch(first, last), now=_stretch(begin, end))


def _stretch(first: date, last: date) -> str:
    length = (last - first).days
    return say_day(first, "" if length == 0 else "week" if length == 6 else "month" if length < 31 else "quarter")


def _amounts_differ(one: _Answer, other: _Answer) -> str:
    """Numbers of one unit contradict where their ranges do not meet and lie apart."""
    if len(one.numbers) != 1 or len(other.numbers) != 1:
        return ""
    before, now = one.numbers[0], other.numbers[0]
    if (before.unit and now.unit and before.unit != now.unit) or _meet(before, now):
        return ""
    return tr("{before} before, {now} now.", before=_amount(before), now=_amount(now))


def _meet(one: Amount, other: Amount) -> bool:
    low = min(one.high or one.low, other.high or other.low)
    high = max(one.low, other.low)
    return high <= low or high - low <= _ALIKE * high


def _amount(amount: Amount) -> str:
    return say_value(Value("number", amount.low, amount.high, amount.unit))


def _loosened(question: Question, one: _Answer, other: _Answer) -> bool:
    """True where an answer held what is needed as a day or choice, and the later one leaves just that open."""
    if not _is_left_open(other):
        return False
    return any(
        need.kind in ("date", "choice", "yes_no") and one.has(need) and not other.has(need)
        for line in needs_of(question)
        for need in line
    )


def _short(said: Said) -> str:
    text = evidence(said)
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"


def _holds(text: str, value: Value | None, shown: str) -> bool:
    """True where a text says the value already, in whatever way."""
    if value is None or shown.casefold() in text.casefold():
        return True
    if value.kind == "number":
        return value.low is not None and any(
            (a.low, a.high) == (value.low, value.high) for a in amounts_said(text, _SOME_DAY)
        )
    if value.kind == "date" and value.day is not None:
        return any(day.day == value.day for day in firm_days_said(text, value.day))
    return False
