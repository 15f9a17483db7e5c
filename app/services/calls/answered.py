"""Every answer about the leads of a call, in words, for the table beside its sheet."""

from collections.abc import Sequence

from app.domain.calls.needs import choices_of
from app.domain.calls.on_paper import AnswerLine
from app.domain.calls.values import say_value
from app.domain.problems import Problem
from app.language import tr
from app.services.calls.keeping import lead_ids_of
from app.services.calls.said import rows_of, value_of
from app.services.calls.sheet import call_of_lead
from app.services.guarding import fit_to_leave
from app.services.work import Work
from app.store.tables import DiscoveryRow


def answer_lines(work: Work, call_id: int | None = None, *, lead_id: int | None = None) -> tuple[AnswerLine, ...]:
    """What was said in any call about the leads of this one, the oldest first; as it may leave the house (R16)."""
    if call_id is None and lead_id is not None:
        call_id = call_of_lead(work, lead_id)
    if call_id is None and lead_id is None:
        raise Problem(tr("Choose the lead that the call is about."))
    leads: Sequence[int] = lead_ids_of(work, call_id) if call_id is not None else [lead_id or 0]
    return tuple(_line(work, row) for row in rows_of(work, leads))


def _line(work: Work, row: DiscoveryRow) -> AnswerLine:
    question, criterion = work.playbook.question(row.question), work.playbook.criterion(row.criterion)
    return AnswerLine(
        question=row.asked,
        answer=fit_to_leave(row.text),
        value=say_value(value_of(row), choices_of(question) if question is not None else ()),
        who=row.who,
        at=row.at,
        certainty=row.certainty,
        proves=criterion.question if criterion is not None else "",
        settled=row.settled,
    )
