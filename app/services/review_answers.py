"""The answers as a review reads them: what they prove of each lead, and how each criterion was answered of late."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from sqlalchemy import select

from app.domain.judging import holds
from app.domain.lead import Answer, Answered
from app.domain.playbook import Playbook
from app.domain.review.facts import CriterionFact, ReviewFacts
from app.domain.review.weeks import quarter_before
from app.domain.stage import Stage
from app.services.work import Work
from app.store.bulk import kept_rows
from app.store.tables import AnswerRow

Given = Mapping[int, Mapping[str, Answer]]
"""The latest answer of each lead to each criterion."""


def answered(work: Work) -> Given:
    """What was answered last, of every lead that anything was asked of.

    A review looks at no more than the value and whether evidence is written, so equal answers are one object.
    """
    a, found = AnswerRow, defaultdict[int, dict[str, Answer]](dict)
    query = select(a.lead_id, a.criterion, a.value, a.evidence).order_by(a.id)
    for lead, criterion, value, evidence in kept_rows(work.session.connection(), query):
        found[lead][criterion] = _answer(criterion, value, bool(evidence.strip()))
    return found


@cache
def _answer(criterion: str, value: str, written: bool) -> Answer:
    return Answer(criterion, Answered(value), "written" if written else "")


class Proven(NamedTuple):
    """What the answers of a lead prove."""

    fit: bool  # a fit criterion is answered Yes, with evidence
    gates: frozenset[str]  # whose required criteria are all answered Yes


class Proof:
    """Which gates the answers of a lead prove; the checklists are looked up once per service line."""

    def __init__(self, book: Playbook) -> None:
        self._book = book
        self._criteria = {criterion.id: criterion for criterion in book.criteria}
        self._fit = frozenset(criterion.id for criterion in book.criteria if criterion.gate == "fit")
        self._required: dict[str, dict[str, set[str]]] = {}
        self._alike: dict[tuple[str, frozenset[str]], frozenset[str]] = {}

    def of(self, line: str, answers: Mapping[str, Answer]) -> Proven:
        asked = self._criteria
        held = frozenset(id for id, answer in answers.items() if id in asked and holds(asked[id], answer))
        if (line, held) not in self._alike:  # leads fall into few patterns of what holds
            required = self._asked(line).items()
            self._alike[line, held] = frozenset(gate for gate, criteria in required if criteria <= held)
        return Proven(any(answers[id].evidence for id in held & self._fit), self._alike[line, held])

    def _asked(self, line: str) -> Mapping[str, set[str]]:
        if line not in self._required:
            by_gate = self._required[line] = defaultdict(set)
            for criterion in self._book.checklist(Stage.SQL, line).criteria:
                if criterion.required:
                    by_gate[criterion.gate].add(criterion.id)
        return self._required[line]


def to_count(book: Playbook, given: Given) -> dict[int, int]:
    """The answers of each lead as one number, which is what `criteria` needs of them for any week.

    Of the criterion at a place, two bits there say whether it was answered Yes and whether No.
    """
    bits = {
        (criterion.id, value): 1 << 2 * place + offset
        for place, criterion in enumerate(book.criteria)
        for offset, value in enumerate(_SAID)
    }
    return {lead: sum(bits.get((id, one.value), 0) for id, one in said.items()) for lead, said in given.items()}


_SAID = (Answered.YES, Answered.NO)


def criteria(book: Playbook, facts: ReviewFacts) -> list[CriterionFact]:
    """How each criterion is answered on the leads that took part in the 13 weeks up to the end of the period.

    A lead takes part when it arrives and when it is moved. Which leads they are is told from the history; their answers
    are those they have now, also for a week that is long over.
    """
    asked, since, end = book.criteria, quarter_before(facts.end, facts.zone), facts.end
    moved = {move.lead_id for move in facts.moves if since <= move.at < end}
    taking_part = [lead for lead in facts.leads if lead.id in moved or since <= lead.created_at < end]
    lines = Counter(lead.service_line for lead in taking_part)
    said = [Counter[str]() for _ in range(2 * len(asked))]  # by place and answer: how many leads of each service line
    alike = Counter((lead.service_line, facts.answers.get(lead.id, 0)) for lead in taking_part)
    for (line, answers), n in alike.items():
        while answers:
            bit = answers & -answers
            said[bit.bit_length() - 1][line] += n
            answers ^= bit
    labels, found = {line.id: line.label for line in book.words("service_line")}, []
    for place, c in enumerate(asked):
        only = {labels.get(id, id) for id in c.service_lines}
        of = [line for line in lines if not only or line in only]
        yes, no = (sum(said[2 * place + answer][line] for line in of) for answer in (0, 1))
        found.append(CriterionFact(c.id, c.question, c.stage, yes, no, sum(lines[line] for line in of) - yes - no))
    return found
