"""The rows behind ages in a stage, faults of records, and leads whose stage differs from their moves."""

from collections.abc import Iterator
from datetime import timedelta

from app.domain.review.addressing import QUALITY, Address
from app.domain.review.behind_rows import BehindRow
from app.domain.review.clocks import ANY_AGE, BANDS
from app.domain.review.flow import state_label
from app.domain.review.metrics import Case, Look
from app.domain.review.passage import CLOSED
from app.domain.review.quality import FAULTS, lacking
from app.domain.review.rows.movement import state_of
from app.domain.review.rows.telling import Told, of_period, row, row_of_case, unknown
from app.language import tr

_DAY = timedelta(days=1)


def rows_of_age(look: Look, address: Address) -> Iterator[BehindRow]:
    """The leads of one stage, or those of one band of days in it."""
    state, p, until = state_of(address.key, address), look.p, look.facts.until
    if address.column and address.column not in BANDS:
        raise unknown(address)
    above, to = BANDS.get(address.column, ANY_AGE)
    for id, at in p.standing.items():
        if at == state and above < (days := (until - p.since[id]) / _DAY) <= to:
            told = Told(tr("at {stage} since", stage=state_label(state)), p.since[id])
            yield row_of_case(look, "days", Case(id, amount=days), told)


def rows_of_quality(look: Look, address: Address) -> Iterator[BehindRow]:
    """The open leads with a fault, or all open leads; or of both only those that arrived in the week."""
    fault = _fault(address.key, address)
    fresh_only, all_of_them = address.column.endswith("week"), address.column.startswith("of")
    if address.column not in QUALITY:
        raise unknown(address)
    for lead in look.p.open_leads():
        has_it = fault in lead.faults
        if (has_it or all_of_them) and (not fresh_only or look.p.born[lead.id] >= look.start):
            told = Told(lacking(lead.faults) or tr("nothing is missing"), look.p.born[lead.id])
            yield row(look, lead.id, told, counts=has_it)


def rows_of_quality_trend(look: Look, address: Address) -> Iterator[BehindRow]:
    """The leads that arrived in one week, or those of them with a fault."""
    ids = of_period(look, address, address.key)
    if address.column not in ("arrived", *FAULTS):
        raise unknown(address)
    for id in ids:
        faults = look.p.leads[id].faults
        if address.column == "arrived" or address.column in faults:
            yield row(look, id, Told(lacking(faults) or tr("nothing is missing"), look.p.born[id]))


def _fault(name: str, address: Address) -> str:
    for id, label in FAULTS.items():
        if name in (id, label, tr(label)):
            return id
    raise unknown(address)


def rows_of_stages_now(look: Look, address: Address) -> Iterator[BehindRow]:
    """Leads without later moves whose stored stage is not the one their moves lead to."""
    if address.key != "Stages now":
        raise unknown(address)
    facts, p = look.facts, look.p
    moved_since = {move.lead_id for move in facts.moves if move.at >= facts.end}
    for id, state in p.standing.items():
        stored = CLOSED if p.leads[id].path in facts.closed_paths else p.leads[id].stage
        if id not in moved_since and stored != state:
            words = {"before": state_label(state), "after": state_label(stored)}
            yield row(look, id, Told(tr("{before} by its moves, stored as {after}", **words), p.since[id]))
