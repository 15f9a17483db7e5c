"""Answers to criteria, with evidence, who said it and how certain it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.lead import Answered, Certainty
from app.domain.playbook import Criterion
from app.domain.problems import Problem
from app.services.guarding import patient_warnings
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import AnswerRow, Lead


@dataclass(frozen=True, slots=True)
class Given:
    """One of several answers given at once."""

    value: Answered
    evidence: str = ""


def answer(
    work: Work,
    lead_id: int,
    criterion: str,
    value: Answered,
    evidence: str = "",
    who: str = "",
    certainty: Certainty = Certainty.GUESS,
) -> Changed:
    """Answer a criterion; an earlier answer stays in the story, and a contradiction is flagged (R8)."""
    lead = lead_of(work, lead_id)
    asked = _asked(work, lead, criterion)
    _write(work, lead, criterion, Given(value, evidence), who, certainty)
    label = f"Answer {Answered(value).value}: {asked.question}"
    return Changed(label, frozenset({lead.id}), kept=patient_warnings(evidence))


def answer_all(
    work: Work,
    lead_id: int,
    answers: Mapping[str, Given],
    who: str = "",
    certainty: Certainty = Certainty.GUESS,
) -> Changed:
    """Answer several criteria in one act, as after a call: one person said it all, and it is undone as one."""
    lead = lead_of(work, lead_id)
    for criterion, given in answers.items():
        _asked(work, lead, criterion)
        _write(work, lead, criterion, given, who, certainty)
    noun = "question" if len(answers) == 1 else "questions"
    label = f"Answer {len(answers)} {noun} on {lead.person.shown_name}"
    return Changed(label, frozenset({lead.id}), kept=patient_warnings(*(given.evidence for given in answers.values())))


def _asked(work: Work, lead: Lead, criterion: str) -> Criterion:
    """The criterion. Raises Problem where it is not asked of this lead."""
    known = work.playbook.criterion(criterion)
    if known is None or (known.service_lines and lead.service_line not in known.service_lines):
        asked = {
            c.id for stage in ("mql", "sal", "sql") for c in work.playbook.checklist(stage, lead.service_line).criteria
        }
        raise Problem(f"'{criterion}' is not asked of this lead; its criteria are {', '.join(sorted(asked))}.")
    return known


def _write(work: Work, lead: Lead, criterion: str, given: Given, who: str, certainty: Certainty) -> None:
    work.session.add(
        AnswerRow(
            lead_id=lead.id,
            criterion=criterion,
            value=Answered(given.value).value,
            evidence=given.evidence.strip(),
            who=who.strip(),
            certainty=Certainty(certainty).value,
            at=work.now,
            by=work.by,
        )
    )
