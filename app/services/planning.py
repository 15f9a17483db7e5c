"""The plan of an import: every row with its act, its reason and its differences, before anything is written.

The plan works on states of people, accounts and leads: what is stored, changed by row after row. What a later row of
the same files says about somebody is thus judged like what a later import says. The commit writes these states.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.domain.matching import Match
from app.domain.playbook import Playbook
from app.domain.signals import signal_kind
from app.intake.drafting.drafts import Draft, Rejected
from app.language import later, tr
from app.services.field_names import field_name
from app.services.filling import Differences
from app.services.known import Known
from app.services.plan_accounts import PlanAccounts
from app.services.plan_leads import PlanLeads
from app.services.plan_people import PlanPeople
from app.services.plan_rows import Mark, PlanRow
from app.services.plan_signals import PlanSignals
from app.services.plan_stages import Hindered, PlanStages
from app.services.planned import NOTHING

_NO_ACTS: Mapping[Mark, str] = {}


NEW_PERSON = later("New person")  # the reason of a row about somebody nobody knew


class Planner:
    """Judges one draft after another against what is stored and what came before."""

    def __init__(
        self,
        known: Known,
        playbook: Playbook,
        now: datetime,
        acts: Mapping[Mark, str] = _NO_ACTS,
        *,
        in_memory: bool = False,
        hindered: Hindered | None = None,
    ) -> None:
        self.accounts = PlanAccounts(known, in_memory=in_memory)
        self.people = PlanPeople(known, self.accounts, in_memory=in_memory)
        self.leads = PlanLeads(known, in_memory=in_memory)
        self.stages = PlanStages(known, playbook, now, hindered)
        self._signals = PlanSignals(known, playbook, now)
        self._playbook, self._acts = playbook, acts
        self._count = self._tables = 0
        self._file, self._path = "", Path()

    def rows(self, drafts: Iterable[Draft | Rejected], hints: tuple[str, ...]) -> Iterator[PlanRow]:
        """One plan row for each draft or rejection of a table, in order. `hints` are words about the whole table."""
        about_all = signal_kind(self._playbook, hints)
        self._tables += 1
        for draft in drafts:
            index, self._count = self._count, self._count + 1
            if draft.file is not self._path:
                self._file, self._path = draft.file.name, draft.file
            if isinstance(draft, Rejected):
                yield _row(index, draft, "reject", draft.reason, cells=draft.cells)
            else:
                yield self._plan(index, draft, about_all)

    def _plan(self, index: int, draft: Draft, about_all: str) -> PlanRow:
        wish = self._acts.get((draft.file, draft.table, draft.record)) if self._acts else None
        if wish == "skip":
            return _row(index, draft, "skip", tr("Left out by hand"))
        said, people, leads = draft.lead, self.people, self.leads
        account, account_keys = self.accounts.found(said)
        keys = people.keys(said, account)
        match = people.found(said, keys, surely=wish == "update") if wish != "create" else None
        if match is not None and match.sure:
            match = self._as_told_before(match, draft, about_all)
        if match is not None and not match.sure:
            other = next((lead for _, lead in people.get(match.id).leads), None)
            reason = tr("Perhaps {who}: {why}", who=people.who(match.id), why=match.why)
            return _row(index, draft, "doubtful", reason, lead_id=other, cells=draft.cells)
        person = people.get(match.id) if match is not None else people.made_of(draft, self._file)
        before = person.account
        own = self.accounts.settle(said, account, account_keys)
        people.settle_account(person, own)
        people.remember(keys, person.id)
        lead, is_new = leads.of(person, draft, own if own is not None else before)
        differences = people.fill(person, draft) if match is not None else {}
        if account is not None:
            differences |= self.accounts.fill(account, said)
        if not is_new:
            differences |= leads.fill(lead, draft, person)
        signal_added = self._signals.add(lead, draft, about_all, self._tables)
        further = leads.otherwise(lead, draft, told=signal_added is not None)
        if account is not None or own is None:
            further |= self.accounts.otherwise(own if own is not None else before, said)
        if match is not None:
            further |= self.accounts.named_otherwise(person.account, said)
        extra_added = leads.add_extra(lead, draft, further)
        claim = self.stages.claim(lead, said["stage"], self._file) if "stage" in said else None
        if claim is not None and claim.move is not None:
            differences = {**differences, "stage": claim.move}
        elif claim is not None:
            draft = replace(draft, remarks=(*draft.remarks, claim.says))
        if match is None or is_new or differences or signal_added or extra_added:
            leads.add_remarks(lead, draft)  # a row that brings nothing changes nothing
        if match is not None:
            leads.put(lead)
            if is_new or differences:
                people.put(person)
            if differences or person.account != before:
                people.remember_as_known(person)  # what a row adds to somebody helps to find them again
        act, reason = self._act(match, is_new, differences, bool(signal_added), extra_added)
        if claim is not None:
            reason = f"{reason}; {claim.says}"
        return _row(index, draft, act, reason, differences, lead.id)

    def _as_told_before(self, match: Match, draft: Draft, about_all: str) -> Match:
        """The match; of two whom the row may mean alike, the one of whom the same was told before.

        Else a list that is imported again would tell one of them what it told the other.
        """
        twins = self.people.twins(match)
        if not twins:
            return match
        for id in (match.id, *twins):
            if self._signals.knows((lead for _, lead in self.people.get(id).leads), draft, about_all):
                return match._replace(id=id)
        return match

    def _act(
        self, match: Match | None, is_new: bool, differences: Differences, signal_added: bool, extra_added: bool
    ) -> tuple[str, str]:
        if match is None:
            return "create", tr(NEW_PERSON)
        who = f"{self.people.who(match.id)}: {match.why}"
        if is_new:
            return "create", tr("New interest of {who}", who=who)
        if differences or extra_added:
            what = ", ".join(map(field_name, differences)) or tr("facts of further columns")
            if signal_added:
                return "update", tr("{who}; adds {what} and a signal", who=who, what=what)
            return "update", tr("{who}; adds {what}", who=who, what=what)
        if signal_added:
            return "signal", tr("{who}; adds a signal", who=who)
        return "skip", tr("{who}; nothing new", who=who)


def _row(
    index: int,
    draft: Draft | Rejected,
    act: str,
    reason: str,
    differences: Differences | None = None,
    lead_id: int | None = None,
    cells: tuple[str, ...] = (),
) -> PlanRow:
    lead, remarks = (draft.lead, draft.remarks) if isinstance(draft, Draft) else (NOTHING, ())
    return PlanRow(
        index,
        draft.file,
        draft.table,
        draft.record,
        act,
        reason,
        lead,
        differences or NOTHING,
        lead_id,
        cells,
        remarks,
    )


def hints_of(table: str, context: Mapping[str, str], file: Path) -> tuple[str, ...]:
    """Words about a whole table that may say what kind of signal its rows are."""
    return (*context.values(), table, file.stem)
