"""The answers as a review reads them: what they prove of each lead, and how each criterion was answered of late."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import select

from app.domain.judging import holds
from app.domain.lead import Answer, Answered
from app.domain.playbook import Playbook
from app.domain.review.facts import CriterionFact
from app.domain.stage import Stage
from app.services.work import Work
from app.store.bulk import kept_rows
from app.store.tables import AnswerRow, Lead

Given = Mapping[int, Mapping[str, Answer]]
"""The latest answer of each lead to each criterion."""


WINDOW = timedelta(weeks=13)  # how far back criteria are counted
_NOTHING: Mapping[str, Answer] = {}


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


def criteria(work: Work, given: Given, among: Container[int] | None = None) -> list[CriterionFact]:
    """How each criterion was answered on the leads that took part in the last 13 weeks, or on some of them only."""
    since, asked, lines = work.now - WINDOW, work.playbook.criteria, Counter[str]()
    said = {criterion.id: Counter[tuple[str, Answered]]() for criterion in asked}
    took_part = (Lead.created_at >= since) | (Lead.moved_at >= since)
    for lead, line in kept_rows(work.session.connection(), select(Lead.id, Lead.service_line).where(took_part)):
        if among is not None and lead not in among:
            continue
        lines[line] += 1
        for id, answer in given.get(lead, _NOTHING).items():
            if id in said:
                said[id][line, answer.value] += 1
    facts = []
    for c in asked:
        of = [line for line in lines if not c.service_lines or line in c.service_lines]
        yes, no = (sum(said[c.id][line, value] for line in of) for value in (Answered.YES, Answered.NO))
        facts.append(CriterionFact(c.id, c.question, c.stage, yes, no, sum(lines[line] for line in of) - yes - no))
    return facts
