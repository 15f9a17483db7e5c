"""What discovery brought, as a handoff tells it: answers from calls, and the evidence of checks that no call gave."""

from app.domain import handoff as package
from app.domain.calls.needs import choices_of
from app.domain.calls.values import say_value
from app.domain.lead import LeadFacts
from app.domain.stage import Stage
from app.services.calls.said import rows_of, value_of
from app.services.work import Work
from app.store.tables import DiscoveryRow

_AMOUNTS = ("need", "fit")  # a number in an answer about these is a volume


def discovery(work: Work, facts: LeadFacts) -> tuple[package.DiscoveryRow, ...]:
    """The newest answer to each question by each who spoke, topic by topic, then what checks alone have."""
    said: dict[tuple[str, str], DiscoveryRow] = {}
    for row in rows_of(work, [facts.lead_id]):
        said.pop((row.question, row.who.casefold()), None)
        said[row.question, row.who.casefold()] = row
    ticked = {row.criterion for row in said.values() if row.settled == "ticked"}
    rows = [_answer(work, row) for row in said.values()]
    rows += [row for criterion, row in _evidence(work, facts) if criterion not in ticked]
    order = {topic: place for place, topic in enumerate(_topics(work))}
    return tuple(sorted(rows, key=lambda row: order.get(row.topic, len(order))))


def _topics(work: Work) -> tuple[str, ...]:
    """The topics in the order in which the checklist asks."""
    return tuple(dict.fromkeys(["need", "volume", *(criterion.gate for criterion in work.playbook.criteria)]))


def _answer(work: Work, row: DiscoveryRow) -> package.DiscoveryRow:
    question = work.playbook.question(row.question)
    value = say_value(value_of(row), choices_of(question) if question is not None else ())
    gate = question.proves[0] if question is not None else "other"
    criterion = next((one for one in work.playbook.criteria if one.id == row.criterion), None)
    return package.DiscoveryRow(
        topic="volume" if row.kind == "number" and gate in _AMOUNTS else gate,
        question=row.asked,
        answer=row.text or value,
        who=row.who,
        at=row.at,
        certainty=row.certainty,
        value=value,
        proves=criterion.question if criterion is not None and row.settled == "ticked" else "",
    )


def _evidence(work: Work, facts: LeadFacts) -> list[tuple[str, package.DiscoveryRow]]:
    """Every SQL criterion that somebody answered with evidence, under the topic of its gate."""
    rows = []
    for criterion in work.playbook.checklist(Stage.SQL, facts.service_line).criteria:
        answer = facts.answers.get(criterion.id)
        if answer is not None and answer.evidence:
            row = package.DiscoveryRow(
                topic=criterion.gate,
                question=criterion.question,
                answer=answer.evidence,
                who=answer.who,
                at=answer.at,
                certainty=answer.certainty.value,
            )
            rows.append((criterion.id, row))
    return rows
