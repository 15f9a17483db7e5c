"""The question picker (CP2): what to ask in this call, with the reason for each, and what is left out and why.

Each gate criterion that is not proven has its best question first: need, intent, fit, next step. Then come questions
that would close a gap which stops the deal, then further ones by the seats that attend. What a person pinned, skipped,
moved or reworded stands; a rewording keeps the id of its question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.calls.learning import must_learn
from app.domain.calls.open_criteria import Bank, OpenCriteria
from app.domain.calls.picked import OWN, Decided, MustLearn, Picked, PickFacts, Picks, ScorePart, Stopping, gate_words
from app.domain.calls.ranking import natural, ranked_questions
from app.domain.playbook import Playbook
from app.language import tr

__all__ = [
    "OWN",
    "Decided",
    "MustLearn",
    "PickFacts",
    "Picked",
    "Picks",
    "ScorePart",
    "Stopping",
    "criterion_of",
    "gate_words",
    "must_learn",
    "next_own",
    "pick",
]


def pick(playbook: Playbook, facts: PickFacts, minutes: int, decided: Mapping[str, Decided] | None = None) -> Picks:
    """Choose the questions of a call of so many minutes. The same facts give the same questions, in any order.

    A question whose criterion is proven is left out, unless somebody pinned it; pinned ones count into the number, and
    only they may exceed it.
    """
    bank = Bank(playbook, facts, decided or {})
    most = playbook.calls.questions_for(minutes)
    ranked = ranked_questions(bank)
    asked: list[Picked] = []
    others: list[Picked] = []
    room = most - sum(one.pinned and not one.skipped for one in ranked)
    for one in ranked:
        if one.skipped:
            others.append(replace(one, left_out="skipped", reason=tr("Skipped by hand.")))
        elif one.pinned:
            asked.append(replace(one, left_out=""))
        elif one.left_out:
            others.append(one)
        elif room > 0:
            room -= 1
            asked.append(one)
        else:
            says = tr("No room in {minutes} minutes. {reason}", minutes=minutes, reason=one.reason)
            others.append(replace(one, left_out="no_room", reason=says))
    return Picks(_placed(asked, bank.decided), tuple(others), most)


def criterion_of(playbook: Playbook, question: str, service_line: str, proven: Iterable[str] = ()) -> str:
    """The criterion whose tick an answer suggests: the question's own, else the first open one of its first gate."""
    found = playbook.question(question)
    if found is None:
        return ""
    criteria = playbook.checklist("sql", service_line).criteria
    open_ones = OpenCriteria(criteria, frozenset(proven))
    chosen = open_ones.of(found)
    return chosen.id if chosen is not None else ""


def next_own(ids: Iterable[str]) -> str:
    """The id of another question of one's own: `own-3` after `own-2`."""
    numbers = [int(id.removeprefix(OWN)) for id in ids if id.startswith(OWN) and id.removeprefix(OWN).isdigit()]
    return f"{OWN}{max(numbers, default=0) + 1}"


def _placed(asked: Sequence[Picked], decided: Mapping[str, Decided]) -> tuple[Picked, ...]:
    """The questions in their order, those that somebody moved at the place they were moved to."""
    moved = {one.question: decided[one.question].place for one in asked if one.question in decided}
    free = [one for one in asked if moved.get(one.question) is None]
    fixed = sorted(
        ((place, *natural(one.question), one) for one in asked if (place := moved.get(one.question)) is not None),
        key=lambda entry: entry[:-1],
    )
    for place, *_, one in fixed:
        free.insert(min(place, len(free)), one)
    return tuple(free)
