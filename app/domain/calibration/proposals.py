"""What the figures propose: each with the cases it rests on and the steps that would put it into a draft (R2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.calibration.criteria import CriterionLine
from app.domain.calibration.lines import RuleLine, against
from app.domain.judging import SQL_GATES
from app.domain.playbook import Playbook
from app.language import later, number, tr

ENOUGH = 30  # cases on each side; below, the figures are shown and nothing is proposed
NEVER_IN = 200  # leads in which a rule never fired before its removal is proposed
NO_BETTER = 0.02  # leads with a rule that convert surely less than this much more often than others
CLEARLY = 0.05  # so much more often, surely, before more points are proposed


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change that somebody may take into the draft; `steps` are those of the draft (domain.playbook.drafting)."""

    section: str
    item: str
    title: str  # 'Lower “Download” from 10 to 5'
    why: str  # 'with it 4 %, without 9 % (n=120 and 300)'
    steps: tuple[dict[str, Any], ...]

    @property
    def says(self) -> str:
        """Both in one sentence."""
        return f"{self.title}: {self.why}"


def proposals(playbook: Playbook, rules: Iterable[RuleLine], criteria: Iterable[CriterionLine]) -> tuple[Proposal, ...]:
    """What the lines propose, rules before criteria."""
    found = [one for line in rules if (one := _of_rule(playbook, line)) is not None]
    return (*found, *_of_criteria(playbook, criteria))


def _of_rule(playbook: Playbook, line: RuleLine) -> Proposal | None:
    if line.never_fired:
        return _removal(line) if line.points > 0 and line.without.n >= NEVER_IN else None
    low, high = line.difference.low, line.difference.high
    if low is None or high is None or min(line.with_it.n, line.without.n) < ENOUGH:
        return None
    half = round(line.points / 2)
    if line.points > 1 and high <= NO_BETTER:
        return _points(line, half, later("Lower “{rule}” from {points} to {new}"))
    if line.points < -1 and low >= -NO_BETTER:
        return _points(line, half, later("Weaken “{rule}” from {points} to {new}"))
    if line.points > 0 and low >= CLEARLY and not _engagement(playbook, line):
        more = min(100, line.points + max(1, half))
        return _points(line, more, later("Raise “{rule}” from {points} to {new}"))
    return None


def _points(line: RuleLine, to: int, says: str) -> Proposal:
    section = f"{line.axis}_rules"
    title = tr(says, rule=line.label, points=line.points, new=to)
    why = against(line.with_it, line.without)
    step = {"op": "set", "section": section, "item": line.rule, "field": "points", "value": to}
    return Proposal(section, line.rule, title, why, (step,))


def _removal(line: RuleLine) -> Proposal:
    section = f"{line.axis}_rules"
    step = {"op": "remove", "section": section, "item": line.rule}
    why = tr("it has never counted for any of {count} leads", count=number(line.without.n))
    return Proposal(section, line.rule, tr("Remove “{rule}”", rule=line.label), why, (step,))


def _engagement(playbook: Playbook, line: RuleLine) -> bool:
    """True for a rule that counts mere engagement, which is worth little however it fares (R4)."""
    kinds = {kind.id for kind in playbook.signal_kinds if kind.engagement}
    rule = next((rule for rule in playbook.scoring.intent if rule.id == line.rule and line.axis == "intent"), None)
    return rule is not None and not kinds.isdisjoint(rule.signals)


def _of_criteria(playbook: Playbook, lines: Iterable[CriterionLine]) -> Iterator[Proposal]:
    """A required criterion that tells nobody apart may become optional; the four gates of SQL keep theirs (R1)."""
    for line in lines:
        criterion = playbook.criterion(line.criterion)
        if criterion is None or not criterion.required or line.state != "always_yes" or line.yes < ENOUGH:
            continue
        if criterion.stage == "sql" and criterion.gate in SQL_GATES:
            continue
        if not any(one.required and one.stage == line.stage and one.id != line.criterion for one in playbook.criteria):
            continue
        step = {"op": "set", "section": "criteria", "item": line.criterion, "field": "required", "value": False}
        why = tr("whoever answers says Yes ({yes} of {n})", yes=number(line.yes), n=number(line.yes))
        title = tr("Ask “{question}” without requiring it", question=line.question)
        yield Proposal("criteria", line.criterion, title, why, (step,))
