"""Criteria that never decide, and questions that never prove anything, by the answers as they were frozen."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.calibration.cases import Case
from app.domain.playbook import Criterion, Playbook
from app.domain.review.rates import SMALL
from app.language import number, tr

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion over the leads to which it applied, by how they stood at their last move."""

    criterion: str
    question: str
    stage: str
    required: bool
    n: int  # leads to which it applied
    yes: int
    no: int
    missing: int  # required, and not answered Yes
    alone: int  # the only one missing: it alone kept the lead where it was
    state: str  # too_few, never_answered, always_yes, always_no, never_alone, decides
    says: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question of the bank whose criteria were never answered, or never answered Yes."""

    question: str
    text: str
    n: int
    answered: int
    says: str


@dataclass(slots=True)
class _Count:
    n: int = 0
    yes: int = 0
    no: int = 0
    required: bool = False
    missing: int = 0
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Standings:
    """How leads stood to each checklist: which answers they had to its criteria, and how many stood so."""

    checklists: Mapping[tuple[str, str], tuple[Criterion, ...]]  # by stage and service line
    counts: Mapping[tuple[str, str], Mapping[tuple[str, ...], int]]


def standings(playbook: Playbook, cases: Iterable[Case]) -> Standings:
    """Count the answers of leads, MQL criteria for all of them and SQL criteria for those that became MQL."""
    same = Counter((case.answers, case.service_line, case.reached_mql) for case in cases)
    checklists: dict[tuple[str, str], tuple[Criterion, ...]] = {}
    counts: dict[tuple[str, str], Counter[tuple[str, ...]]] = {}
    for (text, line, reached), n in same.items():
        answers = json.loads(text) if text else {}
        for stage in ("mql", "sql") if reached else ("mql",):
            key = (stage, line)
            if key not in counts:
                checklists[key] = playbook.checklist(stage, line).criteria
                counts[key] = Counter()
            counts[key][tuple([answers.get(one.id, UNKNOWN) for one in checklists[key]])] += n
    return Standings(checklists, counts)


def criterion_lines(playbook: Playbook, found: Standings) -> tuple[CriterionLine, ...]:
    """Every criterion that applied to somebody, in the order of the playbook."""
    counts: dict[str, _Count] = {criterion.id: _Count() for criterion in playbook.criteria}
    for key, checklist in found.checklists.items():
        counted = [counts[one.id] for one in checklist]
        required = [one.required for one in checklist]
        for answers, n in found.counts[key].items():
            missing = [at for at, said in enumerate(answers) if required[at] and said != "yes"]
            for count, said in zip(counted, answers, strict=True):
                count.n += n
                if said == "yes":
                    count.yes += n
                elif said == "no":
                    count.no += n
            for at in missing:
                counted[at].missing += n
            if len(missing) == 1:
                counted[missing[0]].alone += n
        for count, needed in zip(counted, required, strict=True):
            count.required = count.required or needed
    return tuple(_line(one, counts[one.id]) for one in playbook.criteria if counts[one.id].n or one.stage != "sal")


def question_lines(playbook: Playbook, found: Standings) -> tuple[QuestionLine, ...]:
    """Questions whose gate was never answered, or never proven, by any lead of their service lines.

    Which question was asked is not on record; this looks at the SQL criteria of the gate that its answer proves.
    """
    gates: dict[tuple[str, str], _Count] = {}
    for (stage, line), checklist in found.checklists.items():
        if stage != "sql":
            continue
        for gate in {one.gate for one in checklist}:
            places = [at for at, one in enumerate(checklist) if one.gate == gate]
            count = gates.setdefault((gate, line), _Count())
            for answers, n in found.counts[stage, line].items():
                said = {answers[at] for at in places}
                count.n += n
                count.yes += n if "yes" in said else 0
                count.no += n if "no" in said and "yes" not in said else 0
    silent = []
    for question in playbook.questions:
        lines = question.service_lines or tuple(line.id for line in playbook.service_lines)
        counts = [gates[question.proves[0], line] for line in lines if (question.proves[0], line) in gates]
        n, no = sum(count.n for count in counts), sum(count.no for count in counts)
        if n < SMALL or any(count.yes for count in counts):
            continue
        says = tr("“{question}”: what it proves has never been answered (n={n})", question=question.text, n=number(n))
        if no:
            says = tr(
                "“{question}”: what it proves was answered {no} times and never Yes (n={n})",
                question=question.text,
                no=number(no),
                n=number(n),
            )
        silent.append(QuestionLine(question.id, question.text, n, no, says))
    return tuple(silent)


def _line(criterion: Criterion, count: _Count) -> CriterionLine:
    said, required = count.yes + count.no, count.required
    yes, no, n, whole = number(count.yes), number(count.no), number(count.n), number(said)
    if count.n < SMALL:
        state, words = "too_few", tr("too few to say (n={n})", n=count.n)
    elif not said:
        state, words = "never_answered", tr("never answered (n={n})", n=n)
    elif said < SMALL:
        state, words = "too_few", tr("answered {said} times of {n}: too few to say", said=said, n=n)
    elif not count.no:
        state = "always_yes"
        words = tr("whoever answers says Yes ({yes} of {n}): it tells nobody apart", yes=yes, n=whole)
    elif not count.yes:
        state = "always_no"
        words = tr("whoever answers says No ({no} of {n}): it tells nobody apart", no=no, n=whole)
    elif required and count.missing >= SMALL and not count.alone:
        state = "never_alone"
        words = tr("missing {times} times and never the only one: others decide", times=number(count.missing))
    else:
        state, words = "decides", tr("Yes {yes}, No {no} of {n}", yes=yes, no=no, n=n)
        if count.alone:
            words = tr("{counts}, and alone decided {times} times", counts=words, times=number(count.alone))
    says = f"“{criterion.question}”: {words}"
    parts = (count.n, count.yes, count.no, count.missing, count.alone)
    return CriterionLine(criterion.id, criterion.question, criterion.stage, required, *parts, state, says)
