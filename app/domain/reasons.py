"""The written reason of a move: what was learned, and what happens next."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.problems import Problem
from app.language import tr

LEARNED_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class Reason:
    """Both parts of the reason of one move; `due` and `owner` belong to the next step (R5, R12)."""

    learned: str
    next_step: str
    due: date | None
    owner: str = ""
    code: str = ""  # id of a reason in the playbook (reject, disqualify, not now, override), where one was chosen

    def written(self, *, open_after: bool) -> "Reason":
        """Return the reason trimmed, or say what is missing; a lead that stays open needs a dated next step."""
        learned, next_step = self.learned.strip(), self.next_step.strip()
        if not learned:
            raise Problem(tr("Write what was learned: a move keeps its reason."))
        if not next_step:
            raise Problem(tr("Write what happens next: a move keeps its next step."))
        if max(len(learned), len(next_step)) > LEARNED_LIMIT:
            raise Problem(tr("Shorten the reason to {limit} characters or fewer.", limit=LEARNED_LIMIT))
        if open_after and self.due is None:
            raise Problem(tr("Give the next step a date: an open lead is never left without one."))
        return Reason(learned, next_step, self.due, self.owner.strip(), self.code)


def due_in(days: int | None, today: date) -> date | None:
    """The date that lies so many days ahead, moved off a weekend; None where there is to be none."""
    if days is None:
        return None
    due = today + timedelta(days=days)
    return due + timedelta(days={5: 2, 6: 1}.get(due.weekday(), 0))
