"""Answers to criteria, with evidence, who said it and how certain it is."""

from app.domain.lead import Answered, Certainty
from app.domain.problems import Problem
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import AnswerRow


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
    known = work.playbook.criterion(criterion)
    if known is None or (known.service_lines and lead.service_line not in known.service_lines):
        asked = {
            c.id for stage in ("mql", "sal", "sql") for c in work.playbook.checklist(stage, lead.service_line).criteria
        }
        raise Problem(f"'{criterion}' is not asked of this lead; its criteria are {', '.join(sorted(asked))}.")
    work.session.add(
        AnswerRow(
            lead_id=lead.id,
            criterion=criterion,
            value=Answered(value).value,
            evidence=evidence.strip(),
            who=who.strip(),
            certainty=Certainty(certainty).value,
            at=work.now,
            by=work.by,
        )
    )
    return Changed(f"Answer {Answered(value).value}: {known.question}", frozenset({lead.id}))
