"""Judging a checklist: which criteria hold, which are missing, which are contradicted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.evidence import Ground
from app.domain.lead import Answer, Answered
from app.domain.playbook import Checklist, Criterion, Gate, Playbook
from app.domain.playbook.derived import per_playbook
from app.language import tr

SQL_GATES: tuple[Gate, ...] = ("need", "intent", "fit", "next_step")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a checklist says of one lead, as ids of criteria in the order of the checklist."""

    met: tuple[str, ...]
    missing: tuple[str, ...]  # required and not met
    no: tuple[str, ...]  # answered No, which is not Unknown (R8)
    contradicted: tuple[str, ...]  # a Yes followed a No or the reverse; both are kept

    @property
    def ready(self) -> bool:
        """True where nothing required is missing."""
        return not self.missing


def judge(checklist: Checklist, answers: Mapping[str, Answer]) -> Verdict:
    """Judge every criterion; one that nobody answered does not hold."""
    criteria = checklist.criteria
    met = tuple(c.id for c in criteria if holds(c, answers.get(c.id)))
    return Verdict(
        met=met,
        missing=tuple(c.id for c in criteria if c.required and c.id not in met),
        no=tuple(c.id for c in criteria if (a := answers.get(c.id)) and a.value == Answered.NO),
        contradicted=tuple(c.id for c in criteria if (a := answers.get(c.id)) and a.contradicted),
    )


def holds(criterion: Criterion, answer: Answer | None) -> bool:
    """True where the answer is Yes; an SQL criterion also needs its evidence in writing (R1)."""
    if answer is None or answer.value != Answered.YES:
        return False
    return criterion.stage != "sql" or bool(answer.evidence.strip())


def followed(stands: Answer | None, later: Answer) -> Answer:
    """A later answer, with the earlier one where it contradicts that; `stands` is the last plain Yes or No (R8).

    A Yes after a No, or the reverse, contradicts; Unknown does not. Whoever answers once more, with a note, settles it
    either way; without a note the contradiction stays.
    """
    if stands is None or later.value is Answered.UNKNOWN:
        return later
    if stands.earlier is not None and later.evidence.strip():
        return later
    if later.value is not stands.value:
        return replace(later, earlier=replace(stands, earlier=None))
    return replace(later, earlier=stands.earlier)


def proves_nothing(criterion: Criterion, value: Answered, evidence: str, ground: Ground | None) -> str:
    """Why a Yes to an SQL criterion may not rest on a signal of mere engagement; empty where it may (R4).

    Such a signal may be linked as context, beside words that say what was learned.
    """
    if criterion.stage != "sql" or value is not Answered.YES or ground is None or not ground.engagement:
        return ""
    if evidence.strip().casefold() not in ("", ground.words.casefold()):
        return ""
    return tr(
        "“{ground}” shows interest, not readiness: write what they said that makes it a Yes, "
        "or answer Unknown and ask.",
        ground=ground.words,
    )


def proven(verdict: Verdict, checklist: Checklist) -> str:
    """How many of the four SQL gates are proven, as people read it: '2 of 4'."""
    return tr("{part} of {whole}", part=len(proven_gates(verdict, checklist)), whole=len(SQL_GATES))


def proven_gates(verdict: Verdict, checklist: Checklist) -> tuple[Gate, ...]:
    """The SQL gates with at least one criterion met and no required one missing."""
    met = {c.gate for c in checklist.criteria if c.id in verdict.met}
    missing = {c.gate for c in checklist.criteria if c.id in verdict.missing}
    return tuple(gate for gate in SQL_GATES if gate in met and gate not in missing)


def checklist_of(playbook: Playbook, stage: str, service_line: str) -> Checklist:
    """The checklist of a stage and service line, kept once made: for judging many leads."""
    kept = _checklists(playbook)
    found = kept.get((stage, service_line))
    if found is None:
        found = kept[stage, service_line] = playbook.checklist(stage, service_line)
    return found


def is_ready(checklist: Checklist, answers: Mapping[str, Answer]) -> bool:
    """True where every required criterion holds; the quick form of `judge(...).ready`."""
    return all(holds(c, answers.get(c.id)) for c in checklist.criteria if c.required)


@per_playbook
def _checklists(playbook: Playbook) -> dict[tuple[str, str], Checklist]:
    return {}
