"""A review that came back, line by line: what each would change of the decisions kept, or why it is unclear."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.language import SOURCE, later, speaking, tr
from app.services.guarding import fit_to_leave, patient_warnings
from app.services.review_aliases import ALIAS, Aliases
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
    warns: tuple[str, ...] = ()  # what looks like patient data in what was typed


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
    """Holds the lines of a returned review against the decisions that are kept, or against others that once were."""

    def __init__(self, work: Work, found: "ReturnedReview", rows: Iterable[DecisionRow] | None = None) -> None:
        self._found = found
        self._aliases = Aliases(work, found.week, found.weeks)
        if rows is None:
            rows = work.session.scalars(select(DecisionRow).order_by(DecisionRow.id))
        self._rows: dict[int, DecisionRow] = {row.id: row for row in rows}
        self._rules = {rule.id.replace("_", " ").casefold(): rule.id for rule in work.playbook.diagnoses}
        named = {int(line.ref) for line in found.actions if line.ref.isdecimal() and len(line.ref) < 10}
        self._leads = set(work.session.scalars(select(Lead.id).where(Lead.id.in_(named)))) if named else set()
        self._met: set[ReadLine] = set()

    def lines(self) -> Iterator[ReadLine]:
        """Every line in which something was typed, in the order of the workbook."""
        for typed in self._found.decisions:
            line = self._decision(typed)
            if line is not None and self._is_first(line):
                yield self._guarded(line)
        for typed in self._found.actions:
            line = self._action(typed)
            if self._is_first(line):
                yield self._guarded(line)

    def _guarded(self, line: ReadLine) -> ReadLine:
        """The line, saying so where what was typed looks like patient data (R16)."""
        if line.state not in (NEW, CHANGED, DONE):
            return line
        known = line.id != 0 and line.text == self._rows[line.id].decision
        warns = tuple(dict.fromkeys(patient_warnings("" if known else line.text, line.outcome)))
        return replace(line, says=" · ".join(filter(None, (line.says, *warns))), warns=warns) if warns else line

    def _is_first(self, line: ReadLine) -> bool:
        """What is new may stand in two rows of one lead and is taken once; of what is kept, only the very same line."""
        if line.state == UNCLEAR:
            return True
        if line.id:
            key = replace(line, place="")
        else:
            rule = line.rule if line.lead_id is None else ""
            key = ReadLine(NEW, "", line.text.casefold(), "", None, "", rule, line.lead_id)
        known = key in self._met
        self._met.add(key)
        return not known

    def _decision(self, typed: "Typed") -> ReadLine | None:
        known = _TAKEN.fullmatch(typed.mark)
        if known is not None:
            row = self._rows.get(int(known[1]))
            if row is None or row.lead_id is not None:
                return _unclear(typed, _no_longer(typed.mark))
            return self._held_against(typed, row)
        rule = self._rules.get(typed.mark.casefold(), "")
        if rule and not (typed.owner or typed.written_day or typed.outcome):
            return None  # suggested, and nobody took it up
        if not typed.text:
            return _unclear(typed, tr("Write the decision in a sentence."))
        row = self._kept(lambda one: one.lead_id is None and (one.rule == rule if rule else self._is(one, typed.text)))
        return self._held_against(typed, row, rule) if row is not None else self._fresh(typed, rule)

    def _action(self, typed: "Typed") -> ReadLine:
        known = _TAKEN.fullmatch(typed.taken)
        if known is not None:
            row = self._rows.get(int(known[1]))
            if row is None:
                return _unclear(typed, _no_longer(typed.taken))
            if str(row.lead_id or "") == typed.ref:
                return self._held_against(typed, row)
        lead = int(typed.ref) if typed.ref.isdecimal() and len(typed.ref) < 10 else None
        if not typed.text and typed.proposed:
            typed = replace(typed, text=typed.proposed)
        if lead is None:
            return _unclear(typed, tr("This row names no lead: write it on the sheet 'Summary' instead."))
        if lead not in self._leads:
            return _unclear(typed, tr("Lead {lead} is no longer there: it was merged or deleted.", lead=lead))
        if not typed.text:
            return _unclear(typed, tr("Write what is to be done with lead {lead}.", lead=lead))
        row = next((one for one in self._of_lead(lead) if self._is(one, typed.text)), None)
        return (
            self._held_against(typed, row, row.rule) if row is not None else self._fresh(typed, typed.mark[:60], lead)
        )

    def _of_lead(self, lead: int) -> list[DecisionRow]:
        """Its decisions: the open ones of any week, and those that were done since of this one."""
        mine = [row for row in self._rows.values() if row.lead_id == lead]
        return [row for row in mine if row.done_at is None or row.week == self._found.week]

    def _kept(self, is_it: Callable[[DecisionRow], bool]) -> DecisionRow | None:
        rows = [row for row in self._rows.values() if row.week == self._found.week and is_it(row)]
        return rows[-1] if rows else None

    def _held_against(self, typed: "Typed", row: DecisionRow, rule: str = "") -> ReadLine:
        """A line about a decision that is kept already: what it changes of it."""
        text, lost = self._wording(typed.text, row)
        came, lost_there = self._named(typed.outcome, row.id)
        if lost or lost_there:
            return _unclear(typed, _whose(lost or lost_there))
        owner, nobody = self._owner(typed, row)
        due = typed.due if typed.due is not None or typed.written_day else row.due
        if typed.written_day and typed.due is None:
            return _unclear(typed, _no_day(typed))
        outcome = "" if came in _written(row.outcome) else came
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
            says = "; ".join([*changes, _no_owner(nobody)] if nobody else changes)
        if state == SAME and nobody and row.done_at is None:  # somebody gave it to one whom we do not know
            return _unclear(typed, says)
        return ReadLine(state, typed.place, text, owner, due, outcome, rule or row.rule, row.lead_id, row.id, says)

    def _fresh(self, typed: "Typed", rule: str, lead: int | None = None) -> ReadLine:
        if typed.written_day and typed.due is None:
            return _unclear(typed, _no_day(typed))
        text, lost = self._named(typed.text)
        outcome, lost_there = self._named(typed.outcome)
        if lost or lost_there:
            return _unclear(typed, _whose(lost or lost_there))
        owner, nobody = self._owner(typed)
        says = _no_owner(nobody) if nobody else ""
        return ReadLine(DONE if outcome else NEW, typed.place, text, owner, typed.due, outcome, rule, lead, 0, says)

    def _wording(self, text: str, row: DecisionRow) -> tuple[str, str]:
        """The words that a line gives to a decision, and the alias that keeps it from being understood."""
        if not text or text in _written(row.decision):
            return row.decision, ""
        if ALIAS.search(text) is None:
            return text, ""
        if text == self._aliases.wording(row.id):
            return row.decision, ""
        text, lost = self._aliases.named(text, row.id)
        return row.decision if text in _written(row.decision) else text, lost

    def _named(self, text: str, id: int = 0) -> tuple[str, str]:
        """A text with the names put back, and the alias of which nobody knows whom it means."""
        return (text, "") if ALIAS.search(text) is None else self._aliases.named(text, id)

    def _owner(self, typed: "Typed", row: DecisionRow | None = None) -> tuple[str, str]:
        """The owner as typed, or whom the alias means; an empty cell changes nothing.

        An alias of which nobody knows whom it means changes nothing either, and comes with it.
        """
        kept = row.owner if row is not None else ""
        if not typed.owner or (row is not None and self._is_owner(typed.owner, row)):
            return kept, ""
        name, lost = self._named(typed.owner)
        return (kept, lost) if lost else (name[:200], "")

    def _is_owner(self, text: str, row: DecisionRow) -> bool:
        """True where it is the alias that the workbook gave to the owner of a decision."""
        return ALIAS.fullmatch(text) is not None and self._aliases.is_owner(text, row.id)

    def _is(self, row: DecisionRow, text: str) -> bool:
        """True where a text is that of a decision, with names or without."""
        if _same(row, text) or ALIAS.search(text) is None:
            return _same(row, text)
        return text == self._aliases.wording(row.id) or _same(row, self._aliases.named(text)[0])


def _unclear(typed: "Typed", why: str) -> ReadLine:
    lead = int(typed.ref) if typed.ref.isdecimal() and len(typed.ref) < 10 else None
    return ReadLine(UNCLEAR, typed.place, typed.text, typed.owner, typed.due, typed.outcome, "", lead, 0, why)


def _whose(alias: str) -> str:
    return tr(
        "'{alias}' stands for a name that was left out, and whose is not known: write the name in its place.",
        alias=alias,
    )


def _no_owner(alias: str) -> str:
    return tr("'{alias}' stands for a name that was left out: write the owner.", alias=alias)


def _no_longer(mark: str) -> str:
    return tr("“{mark}” is no longer kept: write it as a new one.", mark=mark)


def _no_day(typed: "Typed") -> str:
    return tr("'{day}' is no date: write it like 2026-12-01.", day=typed.written_day[:40])


def _same(row: DecisionRow, text: str) -> bool:
    return text.casefold() in {written.casefold() for written in _written(row.decision)}


def _written(text: str) -> tuple[str, str]:
    """A kept text as somebody typed it into a cell, and as the workbook has it: without what may not leave."""
    with speaking(SOURCE):  # that of all workbooks
        return " ".join(text.split()), " ".join(fit_to_leave(text).split())
