"""Whether an answer counts (CP3, CP4): it holds what its question needs, firmly, and somebody of theirs said it.

The program only suggests; a person confirms.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.calls.hedges import takes_back
from app.domain.calls.holding import Answer, Known, Said
from app.domain.calls.needs import choices_of, needs_of
from app.domain.calls.values import Value, amounts_said, firm_days_said, say_value
from app.domain.counting import together
from app.domain.playbook import Playbook, Question
from app.domain.playbook.needs import Need, NeedKind, Option
from app.language import later, tr

__all__ = ["Counts", "Known", "Said", "counts", "evidence", "known_of", "speaks_against"]

_SOME_DAY = date(2000, 1, 1)  # where only the digits of days have to be told from numbers


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
    answer = Answer(said, known, choices_of(question))
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


def _lack(line: tuple[Need, ...], answer: Answer) -> str:
    """What one line needs, in words: `a date (who judges)`, `a date or a plain "none"`."""
    said = tr(" or ").join(dict.fromkeys(_called(need) for need in line))
    if any(need.kind in ("date", "choice", "yes_no", "person", "role") for need in line) and answer.left_open:
        return tr("{needed}, said firmly", needed=said)
    return said


def _called(need: Need) -> str:
    says = tr(_CALLED[need.kind][need.count > 1], count=need.count, options=_options(need.options))
    return f"{says} ({need.what})" if need.what else says


def _options(options: tuple[Option, ...]) -> str:
    return ", ".join(option.label for option in options)
