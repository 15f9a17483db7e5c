"""What a file claims of stages: the gate judges each claim before anything is written, as it will when it is (R5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.committee.gating import Hindrance
from app.domain.gate import NotReady, allowed
from app.domain.judging import SQL_GATES, judge, proven
from app.domain.lead import LeadFacts
from app.domain.playbook import Playbook
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.language import later, tr
from app.services.known import Known
from app.services.planned import LeadState

Hindered = Callable[[int | None, str], Hindrance | None]
"""What the committee of an account (None or below zero: a new one) says of SQL, for a service line."""
FIRST_STEP = later("Screen this lead")


@dataclass(frozen=True, slots=True)
class Claim:
    """What becomes of a claim, in words; `move` has the stages before and after where the gate lets it through."""

    says: str
    move: tuple[str, str] | None = None


class PlanStages:
    """The claims of a plan; `moves` are those that go through the gate, by lead: stage and file."""

    def __init__(self, known: Known, playbook: Playbook, now: datetime, hindered: Hindered | None = None) -> None:
        self._known, self._playbook, self._now, self._hindered = known, playbook, now, hindered
        self.moves: dict[int, tuple[Stage, str]] = {}
        self._alike: dict[tuple[object, ...], Claim] = {}

    def claim(self, lead: LeadState, stage: str, file: str) -> Claim | None:
        """What becomes of a claim about a lead; None where it says what is so already."""
        facts, wish = self._facts(lead), Stage(stage)
        here = self.moves[lead.id][0] if lead.id in self.moves else facts.stage
        if wish is here:
            return None
        if wish.rank < here.rank:
            return Claim(tr("the file says {wish}; it is {stage} here and stays so", wish=wish.label, stage=here.label))
        hindrance = self._hindered(lead.account, facts.service_line) if self._hindered and wish is Stage.SQL else None
        claim = self._judged(facts, wish, here, hindrance)
        if claim.move is not None:
            self.moves[lead.id] = wish, file
        return claim

    def _judged(self, facts: LeadFacts, wish: Stage, here: Stage, hindrance: Hindrance | None) -> Claim:
        """The gate's word; leads of which nothing was answered are alike, so that it is asked once for all of them."""
        if facts.answers or facts.gaps:
            return self._asked(facts, wish, here, hindrance)
        alike = (wish, here, facts.stage, facts.path, facts.service_line, hindrance)
        if alike not in self._alike:
            self._alike[alike] = self._asked(facts, wish, here, hindrance)
        return self._alike[alike]

    def _asked(self, facts: LeadFacts, wish: Stage, here: Stage, hindrance: Hindrance | None) -> Claim:
        reason = import_reason(wish, tr("a file"), facts.next_step, facts.due or self._now.date(), facts.owner)
        try:
            allowed(self._playbook, facts, wish, None, reason, hindrance=hindrance)
        except NotReady:
            done = self._proven(facts, wish)
            return Claim(
                tr("the file says {wish}; {proven}: it stays {stage}", wish=wish.label, proven=done, stage=here.label)
            )
        except Problem as refused:
            why = refused.message
            return Claim(
                tr("the file says {wish}; it stays {stage}: {why}", wish=wish.label, stage=here.label, why=why)
            )
        return Claim(tr("moves to {stage}", stage=wish.label), (here.label, wish.label))

    def _facts(self, lead: LeadState) -> LeadFacts:
        stored = self._known.standing(lead.id) if lead.id > 0 else LeadFacts(lead.id, owner=lead.get("owner"))
        return replace(stored, service_line=lead.get("service_line"), owner=stored.owner or tr("(whoever imports)"))

    def _proven(self, facts: LeadFacts, stage: Stage) -> str:
        checklist = self._playbook.checklist(stage, facts.service_line)
        verdict = judge(checklist, facts.answers)
        if stage is Stage.SQL:
            return tr("proven: {what}", what=proven(verdict, checklist))
        required = sum(c.required for c in checklist.criteria)
        done, needed = required - len(verdict.missing), required or len(SQL_GATES)
        return tr("proven: {count} of {needed}", count=done, needed=needed)


def import_reason(stage: Stage, file: str, next_step: str, due: date, owner: str) -> Reason:
    """Both parts of the reason of a move that an import makes: what the file says, and what was to happen anyway."""
    learned = tr("Imported as {stage} from {file}", stage=stage.label, file=file)
    return Reason(learned, next_step or tr(FIRST_STEP), due, owner)
