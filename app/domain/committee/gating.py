"""What a committee says of a lead: the decision path it suggests, what hinders SQL, and what must be said aloud."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.committee.covering import Coverage
from app.domain.committee.missing import CommitteeGap, every_gap
from app.domain.committee.model import Stakeholder
from app.domain.playbook import GateMode, Playbook
from app.language import later, tr

AlarmId = Literal["single_threaded", "signer_unmet", "nobody_for_validation", "step_overdue"]

ALARMS: Mapping[AlarmId, str] = {
    "single_threaded": later("Single-threaded"),
    "signer_unmet": later("Never met the signer"),
    "nobody_for_validation": later("Nobody for validation"),
}


@dataclass(frozen=True, slots=True)
class DecisionHint:
    """What the committee suggests about the decision path; a person ticks the criterion, never the map (CM7)."""

    criteria: tuple[str, ...]  # the SQL criteria about the decision, by id
    suggests: Literal["yes", "unknown"]
    says: str


@dataclass(frozen=True, slots=True)
class Hindrance:
    """The gaps that count before SQL, and whether they only warn. Off, or nothing to say: no gaps."""

    mode: GateMode
    gaps: tuple[CommitteeGap, ...]

    @property
    def warns(self) -> bool:
        """True where the gaps are shown, but the move happens."""
        return self.mode == "warn" and bool(self.gaps)

    @property
    def blocks(self) -> bool:
        """True where the move needs a written override."""
        return self.mode == "block" and bool(self.gaps)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A weakness of the committee that Today, the handoff and the review name."""

    id: AlarmId
    says: str


def decision_hint(
    playbook: Playbook, service_line: str, coverage: Coverage, stakeholders: Iterable[Stakeholder]
) -> DecisionHint:
    """Suggest Yes where every required seat is known and contacted and somebody told us who signs; else say why not."""
    asked = playbook.checklist("sql", service_line).criteria
    criteria = tuple(one.id for one in asked if one.gate == "decision")
    signers = [one.name for one in stakeholders if one.here and "signs" in one.power and one.certainty != "guess"]
    if not coverage.required:
        return DecisionHint(criteria, "unknown", tr("This service line has no committee in the playbook"))
    known = tr("{coverage} required seats are known and contacted", coverage=coverage.text)
    if coverage.covered < coverage.required:
        return DecisionHint(criteria, "unknown", known)
    if not signers:
        return DecisionHint(criteria, "unknown", tr("{known}, but nobody said who signs", known=known))
    return DecisionHint(criteria, "yes", tr("{known}; {names} signs", known=known, names=", ".join(signers)))


def hindrance(
    playbook: Playbook, service_line: str, coverage: Coverage, stakeholders: Sequence[Stakeholder], today: date
) -> Hindrance:
    """Which gaps hinder SQL for a service line, as its committee in the playbook says."""
    template = playbook.template(service_line)
    mode: GateMode = template.gate if template else "off"
    if mode == "off":
        return Hindrance(mode, ())
    found = every_gap(coverage, stakeholders, today, playbook.committee_gaps)
    return Hindrance(mode, tuple(gap for gap in found if gap.hinders))


def alarms(
    playbook: Playbook, coverage: Coverage, stakeholders: Sequence[Stakeholder], today: date
) -> tuple[Alarm, ...]:
    """What is said aloud of a committee that has anybody on it, or a template to fill."""
    here = [one for one in stakeholders if one.here]
    if not here and not coverage.seats:
        return ()
    found: list[AlarmId] = []
    rules = [rule for rule in playbook.committee_gaps if rule.id == "single_thread"]
    if any(every_gap(coverage, stakeholders, today, rules)):
        found.append("single_threaded")
    if not any("signs" in one.power and one.contacted for one in here):
        found.append("signer_unmet")
    if _nobody_validates(playbook, coverage, here):
        found.append("nobody_for_validation")
    return (*(Alarm(id, tr(ALARMS[id])) for id in found), *_late_steps(playbook, coverage, here, today))


def _late_steps(playbook: Playbook, coverage: Coverage, here: Sequence[Stakeholder], today: date) -> tuple[Alarm, ...]:
    """What was promised to somebody and is overdue; of several the oldest is named."""
    rules = [rule for rule in playbook.committee_gaps if rule.id == "step_overdue"]
    late = {gap.target for gap in every_gap(coverage, here, today, rules)}
    steps = sorted((one.due, one.id, one) for one in here if one.id in late and one.due is not None)
    if not steps:
        return ()
    due, _, one = steps[0]
    names = {"who": one.name or tr("somebody"), "day": due.isoformat()}
    if len(steps) == 1:
        return (Alarm("step_overdue", tr("Step with {who} overdue since {day}", **names)),)
    more = tr("Steps with {who} and {count} more overdue since {day}", count=len(steps) - 1, **names)
    return (Alarm("step_overdue", more),)


def _nobody_validates(playbook: Playbook, coverage: Coverage, here: Sequence[Stakeholder]) -> bool:
    judging = {seat.id for seat in playbook.seats if seat.validates}
    asked = {seat.seat for seat in coverage.seats if seat.need != "optional"} & judging
    return bool(asked) and not any(one.seat in judging for one in here)
