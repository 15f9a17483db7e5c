"""How the questions of the bank do (CP9): how often each is asked, and how often it led to a proven criterion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.playbook import Playbook
from app.language import percent, tr


@dataclass(frozen=True, slots=True)
class Asked:
    """One time that a question was asked, or answered without having been marked as asked."""

    question: str
    call: int  # the call, or another number that stands for one occasion
    lead: int
    at: date


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to a question; `ticked` where a person made a proven criterion of it."""

    question: str
    call: int
    lead: int
    counted: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class QuestionUse:
    """What became of one question. `rate` is the share of the times asked that led to a proven criterion."""

    question: str
    text: str
    service_lines: tuple[str, ...] = ()
    asked: int = 0
    answered: int = 0
    counted: int = 0
    led: int = 0
    rate: float | None = None  # None where it was never asked
    last_asked: date | None = None
    weak: bool = False
    says: str = ""
    in_bank: bool = True


@dataclass(slots=True)
class _Tally:
    asked: set[tuple[int, int]] = field(default_factory=set)
    answered: set[tuple[int, int]] = field(default_factory=set)
    counted: set[tuple[int, int]] = field(default_factory=set)
    led: set[tuple[int, int]] = field(default_factory=set)
    last: date | None = None


def question_use(playbook: Playbook, asked: Iterable[Asked], answered: Iterable[Answered]) -> tuple[QuestionUse, ...]:
    """The use of every question of the bank, and of those that are no longer in it, the weak ones first.

    One question counts once for a lead in one call, however often it was answered there; an answer to a question that
    nobody marked as asked counts as asked.
    """
    tallies = _tallies(asked, answered)
    found = [_use(playbook, id, tallies.get(id, _Tally())) for id in _ids(playbook, tallies)]
    return tuple(sorted(found, key=lambda one: (not one.weak, -one.asked)))


def _ids(playbook: Playbook, tallies: Mapping[str, _Tally]) -> list[str]:
    bank = [question.id for question in playbook.questions]
    return [*bank, *sorted(id for id in tallies if id not in set(bank))]


def _tallies(asked: Iterable[Asked], answered: Iterable[Answered]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    for one in asked:
        tally = tallies.setdefault(one.question, _Tally())
        tally.asked.add((one.call, one.lead))
        tally.last = max(filter(None, (tally.last, one.at)))
    for answer in answered:
        tally, occasion = tallies.setdefault(answer.question, _Tally()), (answer.call, answer.lead)
        tally.asked.add(occasion)
        tally.answered.add(occasion)
        if answer.counted or answer.ticked:
            tally.counted.add(occasion)
        if answer.ticked:
            tally.led.add(occasion)
    return tallies


def _use(playbook: Playbook, id: str, tally: _Tally) -> QuestionUse:
    question, limits = playbook.question(id), playbook.calls.limits
    times, led = len(tally.asked), len(tally.led)
    rate = led / times if times else None
    weak = rate is not None and times >= limits.weak_after and rate < limits.weak_below and question is not None
    return QuestionUse(
        question=id,
        text=question.text if question is not None else "",
        service_lines=question.service_lines if question is not None else (),
        asked=times,
        answered=len(tally.answered),
        counted=len(tally.counted),
        led=led,
        rate=rate,
        last_asked=tally.last,
        weak=weak,
        says=_says(times, rate, weak, question is not None),
        in_bank=question is not None,
    )


def _says(times: int, rate: float | None, weak: bool, in_bank: bool) -> str:
    if rate is None:
        return tr("Never asked.")
    if not in_bank:
        return tr("No longer in the bank.")
    if weak:
        return tr(
            "Weak: {share} of {count} led to a proven criterion. Reword or drop it.", share=percent(rate), count=times
        )
    return tr("{share} of {count} led to a proven criterion.", share=percent(rate), count=times)
