"""A review that came back, line by line: what each would change of the decisions kept, or why it is unclear."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.language import later, tr
from app.services.guarding import fit_to_leave
from app.services.work import Work
from app.store.tables import DecisionRow, Lead

if TYPE_CHECKING:
    from app.exports.review_returned import ReturnedReview, Typed

NEW, CHANGED, DONE, SAME, UNCLEAR = "new", "changed", "done", "same", "unclear"
STATES = {
    NEW: later("new"),
    CHANGED: later("changed"),
    DONE: later("done"),
    SAME: later("as it is"),
    UNCLEAR: later("not taken"),
}
"""What becomes of a line, and the word for it."""

_TAKEN = re.compile(r"Decision (\d{1,9})")
_ALIAS = re.compile(r"Colleague \d+")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of a returned review, and what becomes of it."""

    state: str  # new, changed, done, same, unclear
    place: str
    text: str
    owner: str
    due: date | None
    outcome: str = ""
    rule: str = ""
    lead_id: int | None = None
    id: int = 0  # of the decision that it changes
    says: str = ""  # what changes, or why it is not taken


@dataclass(frozen=True, slots=True)
class ReadReview:
    """A returned review as it would be taken."""

    week: str
    lines: tuple[ReadLine, ...]

    @property
    def taken(self) -> tuple[ReadLine, ...]:
        """The lines that change something."""
        return tuple(line for line in self.lines if line.state in (NEW, CHANGED, DONE))


class Reading:
    """Holds the lines of a returned review against the decisions that are kept."""

    def __init__(self, work: Work, found: "ReturnedReview") -> None:
        self._found = found
        self._rows: dict[int, DecisionRow] = {
            row.id: row for row in work.session.scalars(select(DecisionRow).order_by(DecisionRow.id))
        }
        self._rules = {rule.id.replace("_", " ").casefold(): rule.id for rule in work.playbook.diagnoses}
        named = {int(line.ref) for line in found.actions if line.ref.isdecimal() and len(line.ref) < 10}
        self._leads = set(work.session.scalars(select(Lead.id).where(Lead.id.in_(named)))) if named else set()
        self._met: set[tuple[int | None, str, str]] = set()

    def lines(self) -> Iterator[ReadLine]:
        """Every line in which something was typed, in the order of the workbook."""
        for typed in self._found.decisions:
            line = self._decision(typed)
            if line is not None and self._is_first(line):
                yield line
        for typed in self._found.actions:
            line = self._action(typed)
            if self._is_first(line):
                yield line

    def _is_first(self, line: ReadLine) -> bool:
        """The same action may stand in two rows of one lead; it is taken once."""
        key = (line.lead_id, line.rule if line.lead_id is None else "", line.text.casefold())
        known = key in self._met
        self._met.add(key)
        return not known or line.state == UNCLEAR

    def _decision(self, typed: "Typed") -> ReadLine | None:
        known = _TAKEN.fullmatch(typed.mark)
        if known is not None:
            row = self._rows.get(int(known[1]))
            if row is None or row.lead_id is not None:
                return _unclear(typed, tr("“{mark}” is no longer kept: write it as a new one.", mark=typed.mark))
            return _held_against(typed, row)
        rule = self._rules.get(typed.mark.casefold(), "")
        owner = _owner(typed, "")
        if rule and not (owner or typed.written_day or typed.outcome):
            return None  # suggested, and nobody took it up
        if not typed.text:
            return _unclear(typed, tr("Write the decision in a sentence."))
        row = self._kept(lambda one: one.lead_id is None and (one.rule == rule if rule else _same(one, typed.text)))
        return _held_against(typed, row, rule) if row is not None else _fresh(typed, rule)

    def _action(self, typed: "Typed") -> ReadLine:
        lead = int(typed.ref) if typed.ref.isdecimal() and len(typed.ref) < 10 else None
        if not typed.text and typed.proposed:
            typed = replace(typed, text=typed.proposed)
        if lead is None:
            return _unclear(typed, tr("This row names no lead: write it on the sheet 'Summary' instead."))
        if lead not in self._leads:
            return _unclear(typed, tr("Lead {lead} is no longer there: it was merged or deleted.", lead=lead))
        if not typed.text:
            return _unclear(typed, tr("Write what is to be done with lead {lead}.", lead=lead))
        row = next((one for one in self._of_lead(lead) if _same(one, typed.text)), None)
        return _held_against(typed, row, row.rule) if row is not None else _fresh(typed, typed.mark[:60], lead)

    def _of_lead(self, lead: int) -> list[DecisionRow]:
        """Its decisions: the open ones of any week, and those that were done since of this one."""
        mine = [row for row in self._rows.values() if row.lead_id == lead]
        return [row for row in mine if row.done_at is None or row.week == self._found.week]

    def _kept(self, is_it: Callable[[DecisionRow], bool]) -> DecisionRow | None:
        rows = [row for row in self._rows.values() if row.week == self._found.week and is_it(row)]
        return rows[-1] if rows else None


def _held_against(typed: "Typed", row: DecisionRow, rule: str = "") -> ReadLine:
    """A line about a decision that is kept already: what it changes of it."""
    text = row.decision if not typed.text or _ALIAS.search(typed.text) else typed.text
    if text == fit_to_leave(row.decision):
        text = row.decision
    owner = _owner(typed, row.owner)
    due = typed.due if typed.due is not None or typed.written_day else row.due
    if typed.written_day and typed.due is None:
        return _unclear(typed, _no_day(typed))
    outcome = typed.outcome if typed.outcome != fit_to_leave(row.outcome) else ""
    parts = [
        tr("now: {decision}", decision=text) if text != row.decision else "",
        tr("owner: {owner}", owner=owner) if owner != row.owner else "",
        tr("due: {day}", day=due.isoformat()) if due != row.due and due is not None else "",
        tr("what came of it: {outcome}", outcome=outcome) if outcome else "",
    ]
    changes = [part for part in parts if part]
    if row.done_at is not None and not outcome:
        state, says = SAME, tr("is done since")
    else:
        state = DONE if outcome else CHANGED if changes else SAME
        says = "; ".join(changes)
    return ReadLine(state, typed.place, text, owner, due, outcome, rule or row.rule, row.lead_id, row.id, says)


def _fresh(typed: "Typed", rule: str, lead: int | None = None) -> ReadLine:
    if typed.written_day and typed.due is None:
        return _unclear(typed, _no_day(typed))
    owner, says = _owner(typed, ""), ""
    if typed.owner and not owner:
        says = tr("'{alias}' stands for a name that was left out: write the owner.", alias=typed.owner)
    state = DONE if typed.outcome else NEW
    return ReadLine(state, typed.place, typed.text, owner, typed.due, typed.outcome, rule, lead, 0, says)


def _unclear(typed: "Typed", why: str) -> ReadLine:
    lead = int(typed.ref) if typed.ref.isdecimal() and len(typed.ref) < 10 else None
    return ReadLine(UNCLEAR, typed.place, typed.text, typed.owner, typed.due, typed.outcome, "", lead, 0, why)


def _no_day(typed: "Typed") -> str:
    return tr("'{day}' is no date: write it like 2026-12-01.", day=typed.written_day[:40])


def _owner(typed: "Typed", kept: str) -> str:
    """The owner as it was typed; a name that was left out, or an empty cell, changes nothing."""
    return kept if not typed.owner or _ALIAS.fullmatch(typed.owner) else typed.owner[:200]


def _same(row: DecisionRow, text: str) -> bool:
    return " ".join(fit_to_leave(row.decision).split()).casefold() == text.casefold()
