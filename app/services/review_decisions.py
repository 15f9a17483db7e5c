"""Decisions of reviews: written down, changed, done with what came of them, and read back from the meeting (WR9)."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from app.domain.counting import counted
from app.domain.problems import Problem
from app.domain.review.weeks import named
from app.language import tr
from app.services.guarding import fit_to_leave
from app.services.review_files import open_review
from app.services.review_reading import UNCLEAR, Reading, ReadLine, ReadReview
from app.services.work import Changed, Work
from app.store.numbers import chunks
from app.store.tables import DecisionRow, HandoffRow, Lead, Person, WorkspaceIdentity

_NAMES = 200  # of our people that are offered; who has more types on


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision as it is kept."""

    id: int
    week: str
    text: str
    owner: str
    due: date | None
    rule: str
    lead_id: int | None
    done: bool
    outcome: str
    day: date | None = None  # on which it was written down, where the team works
    done_on: date | None = None
    overdue: bool = False  # open, and its day is past
    person: str = ""  # whom the lead is
    answers: str = ""  # the diagnosis or the exception that it answers, in words


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """The decisions with what a person needs to write another: the day it is, and the names of our people."""

    rows: tuple[DecisionView, ...]
    today: date
    names: tuple[str, ...]

    @property
    def open(self) -> tuple[DecisionView, ...]:
        """Those that are not done, the oldest first."""
        return tuple(row for row in self.rows if not row.done)


def decisions_view(work: Work, *, done: bool = False) -> list[DecisionView]:
    """The open decisions of all weeks, the oldest first; with `done` also those that are done."""
    query = select(DecisionRow).order_by(DecisionRow.id)
    rows = work.session.scalars(query if done else query.where(DecisionRow.done_at.is_(None))).all()
    labels = {rule.id: rule.label for rule in work.playbook.diagnoses}
    people = _people(work, {row.lead_id for row in rows if row.lead_id is not None})
    return [
        DecisionView(
            row.id,
            row.week,
            fit_to_leave(row.decision),
            row.owner,
            row.due,
            row.rule,
            row.lead_id,
            row.done_at is not None,
            fit_to_leave(row.outcome),
            work.day_of(row.at) if row.at is not None else None,
            work.day_of(row.done_at) if row.done_at is not None else None,
            row.done_at is None and row.due is not None and row.due < work.today,
            people.get(row.lead_id or 0, ""),
            labels.get(row.rule, tr(row.rule) if row.rule else ""),
        )
        for row in rows
    ]


def decisions_to_see(work: Work) -> DecisionsView:
    """All decisions, done or not: first the open ones, the oldest of them first, then those done last."""
    rows = sorted(decisions_view(work, done=True), key=_in_order)
    return DecisionsView(tuple(rows), work.today, our_people(work)[:_NAMES])


def _in_order(row: DecisionView) -> tuple[bool, int, int]:
    return (row.done, -(row.done_on or date.min).toordinal() if row.done else 0, row.id)


def our_people(work: Work) -> tuple[str, ...]:
    """Who may see to something, the busiest first: owners of leads and of decisions, and who hands off."""
    found: dict[str, int] = {work.by: 0} if work.by else {}
    for column in (Lead.owner, DecisionRow.owner, HandoffRow.by):
        rows = work.session.execute(select(column, func.count()).where(column != "").group_by(column))
        for name, count in rows:
            found[name] = found.get(name, 0) + count
    return tuple(sorted(found, key=lambda name: (-found[name], name.casefold())))


def _people(work: Work, lead_ids: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in chunks(sorted(lead_ids)):
        query = select(Lead.id, Person).join(Person, Person.id == Lead.person_id).where(Lead.id.in_(some))
        found |= {id: person.shown_name for id, person in work.session.execute(query)}
    return found


def look_at_decisions(work: Work, path: Path, week: str = "") -> ReadReview:
    """What taking a returned review would change. Raises Problem for a file that is none, or not of here.

    With `week` it must be the review of that week; what it changes is shown line by line, nothing is written.
    """
    found = open_review(path)
    if found.workspace.casefold() != work.session.get_one(WorkspaceIdentity, 1).uuid.casefold():
        raise Problem(
            tr("'{name}' is the review of another workspace: open that one and take it there.", name=path.name)
        )
    found = replace(found, week=named(found.week))
    if week and found.week != named(week):
        raise Problem(
            tr(
                "'{name}' is the review of {week}, not of {wanted}: choose the workbook of that week.",
                name=path.name,
                week=found.week,
                wanted=week,
            )
        )
    return ReadReview(found.week, tuple(Reading(work, found).lines()))


def take_decisions(work: Work, path: Path, week: str = "") -> Changed:
    """Take what was typed into a review as one act. Raises Problem where there is nothing new in it."""
    found = look_at_decisions(work, path, week)
    if not found.taken:
        raise Problem(_nothing(found, path.name))
    for line in found.taken:
        _write(work, found.week, line)
    work.session.flush()
    left = tuple(f"{line.place}: {line.says}" for line in found.lines if line.state == UNCLEAR)
    kept = (*left, *(f"{line.place}: {warning}" for line in found.taken for warning in line.warns))
    leads = frozenset(line.lead_id for line in found.taken if line.lead_id is not None)
    label = tr(
        "Take {decisions} of the review of {week}", decisions=counted(len(found.taken), "decision"), week=found.week
    )
    return Changed(label, leads, places=frozenset({"reviews"}), kept=kept, outcome=found)


def _nothing(found: ReadReview, name: str) -> str:
    unclear = [line for line in found.lines if line.state == UNCLEAR]
    if unclear:
        return f"{unclear[0].place}: {unclear[0].says}"
    if found.lines:
        return tr("'{name}' was read before, or nothing was typed into it: all of it is known.", name=name)
    return tr("Nothing was typed into '{name}': fill in its shaded cells and save it.", name=name)


def _write(work: Work, week: str, line: ReadLine) -> None:
    row = work.session.get(DecisionRow, line.id) if line.id else None
    if row is None:
        row = DecisionRow(week=week, decision=line.text, rule=line.rule, lead_id=line.lead_id)
        row.at, row.by = work.now, work.by
        work.session.add(row)
    row.decision, row.owner, row.due = line.text, line.owner, line.due
    if line.outcome:
        row.outcome, row.done_at, row.done_by = line.outcome, work.now, work.by


def add_decision(
    work: Work,
    week: str,
    decision: str,
    owner: str = "",
    due: date | None = None,
    *,
    rule: str = "",
    lead_id: int | None = None,
) -> Changed:
    """Write down a decision taken in a review; it is shown again until it is done.

    `rule` is the diagnosis that it answers, `lead_id` the lead that it is about.
    """
    week = named(week)
    if not decision.strip():
        raise Problem(tr("Write the decision in a sentence."))
    row = DecisionRow(week=week, decision=decision.strip(), owner=owner.strip(), due=due, rule=rule, lead_id=lead_id)
    row.at, row.by = work.now, work.by
    work.session.add(row)
    work.session.flush()
    return Changed(tr("Decide: {decision}", decision=row.decision), places=frozenset({"reviews"}), outcome=row.id)


def edit_decision(work: Work, decision_id: int, decision: str, owner: str = "", due: date | None = None) -> Changed:
    """Put a decision in other words, or give it to somebody else, or for another day."""
    row = _decided(work, decision_id)
    if not decision.strip():
        raise Problem(tr("Write the decision in a sentence."))
    if decision.strip() != fit_to_leave(row.decision):  # else only another owner or day was meant, of a masked text
        row.decision = decision.strip()
    row.owner, row.due = owner.strip(), due
    return Changed(tr("Change: {decision}", decision=row.decision), places=frozenset({"reviews"}))


def finish_decision(work: Work, decision_id: int, outcome: str = "") -> Changed:
    """Mark a decision as done, with what came of it."""
    row = _decided(work, decision_id)
    row.done_at, row.done_by, row.outcome = work.now, work.by, outcome.strip()
    return Changed(tr("Done: {decision}", decision=row.decision), places=frozenset({"reviews"}))


def reopen_decision(work: Work, decision_id: int) -> Changed:
    """Take back that a decision is done: it is shown again until it is. What was written of it is no longer true."""
    row = _decided(work, decision_id)
    if row.done_at is None:
        raise Problem(tr("This decision is open already."))
    row.done_at, row.done_by, row.outcome = None, "", ""
    return Changed(tr("Open again: {decision}", decision=row.decision), places=frozenset({"reviews"}))


def _decided(work: Work, decision_id: int) -> DecisionRow:
    row = work.session.get(DecisionRow, decision_id)
    if row is None:
        raise Problem(tr("This decision no longer exists."))
    return row
