"""How a row behind a number is told: its lead, what it did, when, and who did it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from app.domain.problems import Problem
from app.domain.review.addressing import Address
from app.domain.review.behind_rows import BehindRow
from app.domain.review.facts import HandoffFact
from app.domain.review.flow import period_name, state_label
from app.domain.review.metrics import Case, Look
from app.domain.review.passage import PERIODS, STATES, Step
from app.domain.review.verdicts import decided
from app.language import later, tr

VERDICTS = {"accept": later("accepted"), "reject": later("rejected"), "need_more": later("asked for more")}
_MEASURED = frozenset({"hours", "days", "percent"})


class Told(NamedTuple):
    """What a case did, when, and who did it."""

    what: str
    at: datetime | None = None
    by: str = ""


def row_of_case(look: Look, unit: str, case: Case, told: Told) -> BehindRow:
    """One case with its lead."""
    lead = look.p.leads.get(case.lead_id)
    return BehindRow(
        case.lead_id,
        lead.ref if lead is not None else str(case.lead_id),
        lead.person if lead is not None else "",
        lead.account if lead is not None else "",
        lead.owner if lead is not None else "",
        told.what,
        told.at,
        case.holds,
        case.amount if unit in _MEASURED else None,
        unit if unit in _MEASURED else "",
        told.by,
        case.ref,
    )


def handoff_told(look: Look, handoff: HandoffFact) -> Told:
    """The state of a package at the end of the period, with the reason of a rejection."""
    verdict = decided(look.facts, handoff)
    state = tr(VERDICTS[verdict]) if verdict in VERDICTS else tr("no verdict")
    what = tr("package {number}: {state}", number=handoff.number, state=state)
    if verdict == "reject":
        what = f"{what}; {handoff.reason or tr('no reason given')}"
    return Told(what, handoff.verdict_at if verdict else handoff.sent_at, handoff.by)


def step_told(step: Step, by: str = "") -> Told:
    """A change of stage."""
    stages = {"before": state_label(step.before), "after": state_label(step.after)}
    what = tr("{before} to {after}, a new cycle", **stages) if step.new_cycle else tr("{before} to {after}", **stages)
    return Told(what, step.at, by)


def movers(look: Look) -> dict[tuple[int, datetime], str]:
    """Who made the move of a lead at a moment, within the window."""
    return {(move.lead_id, move.at): move.by for move in look.facts.moves if look.start <= move.at < look.end}


def row(look: Look, lead_id: int, told: Told, counts: bool = True) -> BehindRow:
    """A lead of which nothing is measured."""
    return row_of_case(look, "", Case(lead_id, counts), told)


def package(look: Look, handoff: HandoffFact, counts: bool = True) -> BehindRow:
    """A package with its lead."""
    return row_of_case(look, "", Case(handoff.lead_id, counts, ref=handoff.number), handoff_told(look, handoff))


def leads(look: Look, ids: Iterable[int], what: str = "", at: datetime | None = None) -> Iterator[BehindRow]:
    """Leads as they stand at the end of the week; or as `what` says of all of them, since they arrived."""
    p = look.p
    words = {state: tr("at {stage} since", stage=state_label(state)) for state in STATES}
    for id in ids:
        moment = at or (p.born[id] if what else p.since[id])
        yield row(look, id, Told(what or words[p.standing[id]], moment))


def period_of(look: Look, address: Address, week: str) -> int:
    """The number of the period that is called so. Raises Problem where none is."""
    for number in range(PERIODS):
        if period_name(look.p, number) == week:
            return number
    raise unknown(address)


def of_period(look: Look, address: Address, week: str) -> list[int]:
    """The leads that arrived in a period."""
    number = period_of(look, address, week)
    return [id for id, born in look.p.born.items() if look.p.period(born) == number]


def unknown(address: Address) -> Problem:
    """What is said of a number that is not there."""
    name = "/".join(filter(None, address[:4]))
    return Problem(tr("There is no number '{name}' in this review; choose one that it shows.", name=name))
