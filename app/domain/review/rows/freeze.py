"""The rows behind numbers of an issued week, from what was frozen with it, as far as it was.

What is frozen is written in English, so its words are compared in English here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from app.domain.review.addressing import FAULTS, Address, addresses
from app.domain.review.behind import NEW_LEAD, NEW_MQL, NEW_SQL
from app.domain.review.behind_rows import BehindRow
from app.domain.review.clocks import ANY_AGE, BANDS
from app.domain.review.order import DATE, OWNER, STEP
from app.domain.review.passage import PERIODS
from app.domain.review.quality import FAULTS as FAULT_WORDS
from app.domain.review.rows.metrics import OF_KPI
from app.domain.review.sheet import LeadRow, MovedRow, PackageRow, Review, TouchedRow
from app.domain.review.weeks import name_of_period, period_bounds
from app.language import tr

Load = Callable[[str], tuple[Any, ...]]
"""Gives the rows of one large part of the week."""

OF_REVIEW = frozenset({"exception", "finding"})
"""What no fact names: these rows are those of the review itself."""
CLOSED = "Closed"
_DAY = timedelta(days=1)
_RANK = {"Closed": -1, "Lead": 0, "MQL": 1, "SAL": 2, "SQL": 3, "Opportunity": 4}
_KPI_OF = {metric: kpi for kpi, metric in OF_KPI.items()}
Rows = list[BehindRow] | None


def rows_of_freeze(head: Review, load: Load, address: Address) -> Rows:
    """The rows that were frozen behind a number; None where the freeze has not kept them, or not all of them."""
    week = _Week(head, load)
    found = week.find(address)
    if found is None:
        return None
    rows = [row for row in found if row.counts] if address.held else found
    expected = next((one.rows for one in addresses(head) if one.address == address), None)
    return rows if expected is None or len(rows) == expected else None


class _Week:
    """One issued week, its large parts read when a number asks for them."""

    def __init__(self, head: Review, load: Load) -> None:
        self._head, self._load = head, load

    def find(self, address: Address) -> Rows:
        """The rows behind a number, or None."""
        find = getattr(self, f"_{address.part}", None)
        found: Rows = find(address) if find is not None else None
        return found

    # --- figures of the summary, and the metrics that are the same ----------------------------------------------------

    def _kpi(self, address: Address) -> Rows:
        match address.key:
            case "new_leads" | "new_mql" | "new_sql":
                counts_as = {"new_leads": NEW_LEAD, "new_mql": NEW_MQL, "new_sql": NEW_SQL}[address.key]
                return self._moved(lambda row: row.counts_as == counts_as)
            case "handoffs":
                return self._packages(lambda row: row.sent_in_week)
            case "acceptance":
                return _counting_first(self._packages(lambda row: row.decided_in_week, accepted=True))
            case "verdict":
                return self._packages(lambda row: row.decided_in_week, measured=True)
            case "pending":
                return self._pending()
            case "outreach":
                return self._touched(lambda row: True)
            case "in_time":
                rows = self._touched(lambda row: row.allowed > 0, in_time=True)
                return None if rows is None else sorted(rows, key=lambda row: row.counts)
            case "in_order":
                return self._in_order()
        return None

    def _figure(self, address: Address) -> Rows:
        if address.column or address.key not in _KPI_OF:
            return None
        return self._kpi(Address("kpi", _KPI_OF[address.key]))

    def _pending(self) -> Rows:
        """Packages without a decision; those past their deadline count, as their clocks say."""
        clocks = {row.clock: row.over > 0 and row.state.startswith("no verdict") for row in self._head.clocks}
        rows = self._packages(lambda row: row.undecided, measured=True)
        if rows is None or any(f"Verdict {row.handoff}" not in clocks for row in rows):
            return None  # more clocks ran than are listed
        return _counting_first([row._replace(counts=clocks[f"Verdict {row.handoff}"]) for row in rows])

    def _in_order(self) -> Rows:
        wanted = {rule: rule.casefold() for rule in (OWNER, STEP, DATE)}

        def row(lead: LeadRow) -> BehindRow:
            missing = [tr(rule) for rule in wanted if rule in lead.attention.split("; ")]
            return _of_lead(lead, "; ".join(missing) or tr("in order"), lead.stage_since, counts=not missing)

        rows = [row(lead) for lead in self._leads() if lead.stage != CLOSED]
        return sorted(rows, key=lambda one: one.counts)

    # --- movement and steps -------------------------------------------------------------------------------------------

    def _movement(self, address: Address) -> Rows:
        stage = address.key
        takes: Mapping[str, Callable[[MovedRow], bool]] = {
            "arrived": lambda row: row.before == "" and row.after == stage,
            "moved_in": lambda row: row.after == stage and row.before not in ("", CLOSED),
            "reopened": lambda row: row.after == stage and row.before == CLOSED,
            "moved_out": lambda row: row.before == stage and row.after != CLOSED,
            "closed": lambda row: row.before == stage and row.after == CLOSED,
        }
        if address.column == "closing":
            return [_of_lead(lead, _at(lead), lead.stage_since) for lead in self._leads() if lead.stage == stage]
        if address.column == "opening":
            return self._opening(stage)
        return self._moved(takes[address.column]) if address.column in takes else None

    def _step(self, address: Address) -> Rows:
        stage = address.key.removesuffix(" and on")
        if stage not in _RANK:
            return None
        match address.column:
            case "stayed":
                return self._movement(Address("movement", stage, "closing"))
            case "closed":
                return self._movement(Address("movement", stage, "closed"))
            case "went_on":
                return self._moved(lambda row: row.before == stage and _RANK[row.after] > _RANK[stage])
            case "went_back":
                return self._moved(lambda row: row.before == stage and -1 < _RANK[row.after] < _RANK[stage])
            case "at_hand":
                parts = [
                    self._movement(Address("movement", stage, column))
                    for column in ("opening", "arrived", "moved_in", "reopened")
                ]
                return None if None in parts else [row for part in parts for row in part or ()]
        return None

    def _opening(self, stage: str) -> Rows:
        """Where each lead stood before its first move of the week."""
        if not self._head.figures:
            return None
        first: dict[str, MovedRow] = {}
        for row in sorted(self._load("moved"), key=lambda row: row.at):
            first.setdefault(row.ref, row)
        start = self._head.start
        return [
            _of_lead(lead, tr("at the opening"), start)
            for lead in self._leads()
            if lead.arrived < start and (first[lead.ref].before if lead.ref in first else lead.stage) == stage
        ]

    # --- leads by their arrival ---------------------------------------------------------------------------------------

    def _cohort(self, address: Address) -> Rows:
        if address.column != "arrived":
            return None  # when leads were proven is not frozen
        return [_of_lead(lead, tr("arrived"), lead.arrived) for lead in self._arrived_in(address.key)]

    def _trend(self, address: Address) -> Rows:
        if address.column == "new_leads":
            return self._cohort(Address("cohort", address.key, "arrived"))
        if not self._head.trend or address.key != self._head.trend[-1].week:
            return None
        match address.column:
            case "new_mql" | "new_sql":
                return self._kpi(Address("kpi", address.column))
            case "accepted" | "rejected":
                return self._packages(lambda row: row.decided_in_week and row.state == address.column)
        return None

    def _arrived_in(self, week: str) -> Iterator[LeadRow]:
        head = self._head
        bounds = period_bounds(head.start, head.end, head.zone, PERIODS)
        for since, until in pairwise(bounds):
            if name_of_period(since, head.zone) == week:
                return (lead for lead in self._leads() if since <= lead.arrived < until)
        return iter(())

    # --- packages -----------------------------------------------------------------------------------------------------

    def _verdicts(self, address: Address) -> Rows:
        match address.key:
            case "pending":
                return self._packages(lambda row: row.undecided, measured=True)
            case "sent_in_week":
                return self._packages(lambda row: row.sent_in_week)
            case "accepted_in_week" | "rejected_in_week":
                state = address.key.removesuffix("_in_week")
                return self._packages(lambda row: row.decided_in_week and row.state == state)
        return None

    def _reason(self, address: Address) -> Rows:
        if address.column != "in_week":
            return None
        reason = "" if address.key == "no reason given" else address.key
        return self._packages(
            lambda row: row.decided_in_week and row.state == "rejected" and row.reason in (reason, address.key)
        )

    # --- ages, records, rules and diagnoses ---------------------------------------------------------------------------

    def _age(self, address: Address) -> Rows:
        head = self._head
        until = min(head.end, head.issued_at) if head.issued_at > head.start else head.end
        above, to = BANDS.get(address.column, ANY_AGE)
        rows = []
        for lead in self._leads():
            days = (until - lead.stage_since) / _DAY
            if lead.stage == address.key and above < days <= to:
                rows.append(_of_lead(lead, _at(lead), lead.stage_since)._replace(amount=days, unit="days"))
        return rows

    def _quality(self, address: Address) -> Rows:
        fresh_only, all_of_them = address.column.endswith("week"), address.column.startswith("of")
        rows = []
        for lead in self._leads():
            has_it = address.key in lead.lacks.split("; ")
            fresh = not fresh_only or lead.arrived >= self._head.start
            if lead.stage != CLOSED and fresh and (has_it or all_of_them):
                rows.append(_of_lead(lead, _lacks(lead), lead.arrived, counts=has_it))
        return rows

    def _quality_trend(self, address: Address) -> Rows:
        label = FAULT_WORDS[address.column] if address.column in FAULTS else ""
        return [
            _of_lead(lead, _lacks(lead), lead.arrived)
            for lead in self._arrived_in(address.key)
            if not label or label in lead.lacks.split("; ")
        ]

    def _exception(self, address: Address) -> Rows:
        """Every lead that breaks the rule; why is known of those that were listed."""
        listed = {row.ref: row for row in self._load("exceptions") if row.rule == address.key and row.ref}
        rows = []
        for lead in self._leads():
            if address.key in lead.attention.split("; "):
                why = listed[lead.ref].why if lead.ref in listed else tr(address.key)
                rows.append(_of_lead(lead, why, lead.stage_since))
        return rows

    def _finding(self, address: Address) -> Rows:
        for finding in self._head.findings:
            if finding.diagnosis == address.key:
                return [
                    BehindRow(row.lead_id, row.ref, row.name, row.account, row.owner, row.detail)
                    for row in finding.rows
                ]
        return None

    # --- from the large parts -----------------------------------------------------------------------------------------

    def _leads(self) -> tuple[LeadRow, ...]:
        return self._load("leads")

    def _moved(self, takes: Callable[[MovedRow], bool]) -> Rows:
        return self._kept("moved", takes, lambda row: _of(row, row.owner, _change(row), row.at)._replace(by=row.by))

    def _touched(self, takes: Callable[[TouchedRow], bool], *, in_time: bool = False) -> Rows:
        def behind(row: TouchedRow) -> BehindRow:
            made = _of(row, row.owner, tr("first touch"), row.touched, counts=not in_time or row.hours <= row.allowed)
            return made._replace(amount=row.hours, unit="hours")

        return self._kept("touched", takes, behind)

    def _packages(self, takes: Callable[[PackageRow], bool], *, accepted: bool = False, measured: bool = False) -> Rows:
        def behind(row: PackageRow) -> BehindRow:
            state = row.state if not row.reason else f"{row.state}; {row.reason}"
            what = tr("package {number}: {state}", number=row.number, state=state)
            counts = not accepted or row.state == "accepted"
            made = _of(row, "", what, row.decided_at or row.sent_at)._replace(
                by=row.by, counts=counts, handoff=row.number
            )
            return made._replace(amount=row.hours, unit="hours") if measured else made

        return self._kept("packages", takes, behind)

    def _kept(self, part: str, takes: Callable[[Any], bool], behind: Callable[[Any], BehindRow]) -> Rows:
        """None where the week was issued before these rows were kept."""
        if not self._head.figures:
            return None
        return [behind(row) for row in self._load(part) if takes(row)]


def rows_of_review(review: Review, address: Address) -> Rows:
    """The rows behind a rule of the working list or a diagnosis, of a week that was computed; None for others."""
    if address.part not in OF_REVIEW:
        return None
    return _Week(review, lambda part: getattr(review, part)).find(address)


def _of(row: Any, owner: str, what: str, at: datetime | None, counts: bool = True) -> BehindRow:
    lead_id = int(row.ref) if row.ref.isdecimal() else 0
    return BehindRow(lead_id, row.ref, row.person, row.account, owner, what, at, counts)


def _of_lead(lead: LeadRow, what: str, at: datetime | None, counts: bool = True) -> BehindRow:
    return _of(lead, lead.owner, what, at, counts)


def _at(lead: LeadRow) -> str:
    return tr("at {stage} since", stage=lead.stage)


def _lacks(lead: LeadRow) -> str:
    return lead.lacks or tr("nothing is missing")


def _change(row: MovedRow) -> str:
    if not row.before:
        return tr("arrived")
    if row.what.endswith("a new cycle"):
        return tr("{before} to {after}, a new cycle", before=row.before, after=row.after)
    return tr("{before} to {after}", before=row.before, after=row.after)


def _counting_first(rows: Iterable[BehindRow] | None) -> Rows:
    return None if rows is None else sorted(rows, key=lambda row: not row.counts)
