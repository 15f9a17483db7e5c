"""How the committees of many accounts stand, in a few questions to the store: for Today, handoffs and the review."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app.domain import committee
from app.domain.committee import Coverage, Stakeholder
from app.domain.committee.gating import Alarm, Hindrance, alarms, hindrance
from app.domain.stage import Stage
from app.language import tr
from app.services.committee.reading import judged_people, judged_seats, met, of_line
from app.services.work import Work, collecting_later
from app.store.bulk import kept_rows
from app.store.numbers import these
from app.store.tables import Lead

READY = "ready"  # the group of Today whose leads have everything proven that the next stage asks for
Pair = tuple[int, str]
"""An account and a service line."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one committee stands."""

    people: tuple[Stakeholder, ...]
    coverage: Coverage
    alarms: tuple[Alarm, ...]

    @property
    def says(self) -> tuple[str, ...]:
        """The alarms in words."""
        return tuple(alarm.says for alarm in self.alarms)


def standings(work: Work, pairs: Iterable[Pair]) -> dict[Pair, Standing]:
    """How the committees of these accounts and service lines stand now."""
    asked = list(dict.fromkeys(pairs))
    rows = judged_seats(work, {account for account, _ in asked})
    known = met(work, {row.person_id for of_account in rows.values() for row in of_account if row.person_id})
    nobody: dict[str, Standing] = {}
    found = {}
    with collecting_later():
        for account, line in asked:
            if account not in rows:
                found[account, line] = nobody.get(line) or nobody.setdefault(line, _standing(work, line, ()))
            else:
                found[account, line] = _standing(work, line, judged_people(of_line(rows[account], line).rows, known))
    return found


def hindrances_of(work: Work, lead_ids: Collection[int], to: Stage | None) -> dict[int, Hindrance]:
    """What the committees of these leads say of a move, by lead; nothing where that does not concern it."""
    gates = {template.service_line for template in work.playbook.templates if template.gate != "off"}
    if to is not Stage.SQL or not gates:
        return {}
    query = select(Lead.id, Lead.account_id, Lead.service_line).where(Lead.id.in_(these(lead_ids)))
    rows = kept_rows(work.session.connection(), query)
    asked = {id: (account or 0, line) for id, account, line in rows if line in gates}
    found = standings(work, asked.values())
    return {id: _hindrance(work, pair[1], found[pair]) for id, pair in asked.items()}


def of_one(work: Work, lead: Lead) -> tuple[tuple[str, ...], Hindrance | None]:
    """Of one lead in hand what `alarms_of` says of many, and `hindrances_of` of their move to SQL, from one look."""
    line = lead.service_line
    alarmed = lead.account_id is not None and lead.is_open and lead.stage != Stage.LEAD.value
    template = work.playbook.template(line)
    hindered = template is not None and template.gate != "off"
    if not alarmed and not hindered:
        return (), None
    pair = (lead.account_id or 0, line)
    standing = standings(work, [pair])[pair]
    return standing.says if alarmed else (), _hindrance(work, line, standing) if hindered else None


def said_of(work: Work, lead: Lead) -> tuple[str, ...]:
    """What must be said aloud of the committee of one lead, wherever the lead stands."""
    if lead.account_id is None:
        return ()
    pair = (lead.account_id, lead.service_line)
    return standings(work, [pair])[pair].says


def alarms_of(work: Work, lead_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The same for the leads among these on whom somebody works: open, and beyond the first stage.

    Of a lead that nobody has qualified yet nobody expects a committee.
    """
    wanted = [stage.value for stage in Stage if stage is not Stage.LEAD]
    query = select(Lead.id, Lead.account_id, Lead.service_line).where(
        Lead.id.in_(these(lead_ids)), Lead.account_id.is_not(None), Lead.is_open.is_(True), Lead.stage.in_(wanted)
    )
    asked = {id: (account, line) for id, account, line in kept_rows(work.session.connection(), query)}
    found = standings(work, asked.values())
    return {id: said for id, pair in asked.items() if (said := found[pair].says)}


def stops_sql(group: str, stage: str, hindrance: Hindrance | None) -> str:
    """What of the committee keeps a qualified lead that is ready for SQL from it; empty where nothing does."""
    if group != READY or stage == Stage.LEAD.value or hindrance is None or not hindrance.blocks:
        return ""
    return tr("stops SQL until it is complete or overridden: {gaps}", gaps=hindrance.gaps[0].says)


def with_alarms(why: str, alarms: Collection[str]) -> str:
    """Why a lead waits, with what is weak about its committee."""
    if not alarms:
        return why
    said = ", ".join(alarms)
    return tr("{why}; committee: {alarms}", why=why, alarms=said) if why else tr("Committee: {alarms}", alarms=said)


class Hindrances:
    """What committees say of SQL, for one after the other; an account that is none, or new, has nobody on it."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._found: dict[Pair, Hindrance] = {}

    def __call__(self, account_id: int | None, service_line: str) -> Hindrance | None:
        """For one account and service line; None where its playbook asks for nothing."""
        template = self._work.playbook.template(service_line)
        if template is None or template.gate == "off":
            return None
        pair = (account_id if account_id and account_id > 0 else 0, service_line)
        if pair not in self._found:
            self._found[pair] = _hindrance(self._work, service_line, standings(self._work, [pair])[pair])
        return self._found[pair]


def _standing(work: Work, line: str, people: tuple[Stakeholder, ...]) -> Standing:
    book, today = work.playbook, work.today
    covered = committee.coverage(book.template(line), people, book)
    return Standing(people, covered, alarms(book, covered, people, today))


def _hindrance(work: Work, line: str, standing: Standing) -> Hindrance:
    return hindrance(work.playbook, line, standing.coverage, standing.people, work.today)
