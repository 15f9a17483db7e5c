"""Answers to criteria: with evidence and the row of the story that it rests on, who said it and how certain it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.counting import counted
from app.domain.evidence import Ground, Link, Source, grounds
from app.domain.judging import proves_nothing
from app.domain.lead import Answered, Certainty
from app.domain.playbook import Criterion
from app.domain.problems import Problem
from app.domain.suggesting import suggestions
from app.language import later, tr
from app.services.guarding import patient_warnings
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.facts import facts_of
from app.store.tables import AnswerRow, Lead

_VALUES = {Answered.YES: later("yes"), Answered.NO: later("no"), Answered.UNKNOWN: later("unknown")}


@dataclass(frozen=True, slots=True)
class Given:
    """One of several answers given at once; without words of its own it takes those of the row it rests on."""

    value: Answered
    evidence: str = ""
    source: tuple[str, int] | None = None  # ("signal", its id) or ("touch", its id)


def answer(
    work: Work,
    lead_id: int,
    criterion: str,
    value: Answered,
    evidence: str = "",
    who: str = "",
    certainty: Certainty = Certainty.GUESS,
    source: tuple[str, int] | None = None,
) -> Changed:
    """Answer a criterion; an earlier answer stays in the story, and a contradiction is flagged (R8).

    `source` is the signal or touch of this lead that the answer rests on. Raises Problem where a Yes to an SQL
    criterion rests on mere engagement (R4).
    """
    lead = lead_of(work, lead_id)
    asked = _asked(work, lead, criterion)
    given = Given(value, evidence, source)
    written = _write(work, lead, asked, given, _grounds(work, lead, [given]), who, certainty)
    label = tr("Answer {value}: {question}", value=tr(_VALUES[Answered(value)]), question=asked.question)
    return Changed(label, frozenset({lead.id}), kept=patient_warnings(written))


def answer_all(
    work: Work,
    lead_id: int,
    answers: Mapping[str, Given],
    who: str = "",
    certainty: Certainty = Certainty.GUESS,
) -> Changed:
    """Answer several criteria in one act, as after a call: one person said it all, and it is undone as one."""
    lead = lead_of(work, lead_id)
    known = _grounds(work, lead, answers.values())
    written = [
        _write(work, lead, _asked(work, lead, criterion), given, known, who, certainty)
        for criterion, given in answers.items()
    ]
    label = tr("Answer {questions} on {name}", questions=counted(len(answers), "question"), name=lead.person.shown_name)
    return Changed(label, frozenset({lead.id}), kept=patient_warnings(*written))


def accept_suggestion(work: Work, lead_id: int, criterion: str) -> Changed:
    """Answer Yes as the facts suggest, resting on the signal that suggests it. Raises Problem where none does."""
    lead = lead_of(work, lead_id)
    asked = _asked(work, lead, criterion)
    if asked.stage != "mql":
        raise Problem(tr("Readiness is never suggested: ask them, and write down what they said."))
    found = suggestions(work.playbook, facts_of(work.session, lead_id)).get(criterion)
    if found is None:
        raise Problem(
            tr("Nothing suggests an answer to “{question}”, or somebody answered it already.", question=asked.question)
        )
    source = (Source.SIGNAL.value, found.signal) if found.signal is not None else None
    return answer(work, lead_id, criterion, Answered.YES, found.because, "", Certainty.DOCUMENT, source)


def _asked(work: Work, lead: Lead, criterion: str) -> Criterion:
    """The criterion. Raises Problem where it is not asked of this lead."""
    known = work.playbook.criterion(criterion)
    if known is None or (known.service_lines and lead.service_line not in known.service_lines):
        asked = {
            c.id for stage in ("mql", "sal", "sql") for c in work.playbook.checklist(stage, lead.service_line).criteria
        }
        raise Problem(
            tr(
                "'{criterion}' is not asked of this lead; its criteria are {names}.",
                criterion=criterion,
                names=", ".join(sorted(asked)),
            )
        )
    return known


def _grounds(work: Work, lead: Lead, given: Iterable[Given]) -> Mapping[Link, Ground]:
    """What answers of this lead may rest on; looked up only where one of those given rests on something."""
    if not any(one.source for one in given):
        return {}
    found = grounds(work.playbook, facts_of(work.session, lead.id), work.day_of)
    return {ground.link: ground for ground in found}


def _write(
    work: Work,
    lead: Lead,
    criterion: Criterion,
    given: Given,
    known: Mapping[Link, Ground],
    who: str,
    certainty: Certainty,
) -> str:
    """Write one answer; returns its evidence."""
    ground = _ground(lead, given.source, known)
    value = Answered(given.value)
    if refused := proves_nothing(criterion, value, given.evidence, ground):
        raise Problem(refused)
    evidence = given.evidence.strip() or (ground.words if ground else "")
    work.session.add(
        AnswerRow(
            lead_id=lead.id,
            criterion=criterion.id,
            value=value.value,
            evidence=evidence,
            who=who.strip(),
            certainty=Certainty(certainty).value,
            source=ground.link.source.value if ground else "",
            source_id=ground.link.id if ground else None,
            at=work.now,
            by=work.by,
        )
    )
    return evidence


def _ground(lead: Lead, source: tuple[str, int] | None, known: Mapping[Link, Ground]) -> Ground | None:
    """The row that an answer rests on. Raises Problem where the lead has no such row."""
    if source is None:
        return None
    kind, id = source
    found = known.get(Link(Source(kind), id)) if kind in set(Source) else None
    if found is None:
        raise Problem(
            tr(
                "Lead {lead} has no {kind} {id} that an answer could rest on; look at its story.",
                lead=lead.id,
                kind=kind,
                id=id,
            )
        )
    return found
