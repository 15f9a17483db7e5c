"""The rows behind the movement between stages and behind the steps of the week."""

from collections.abc import Callable, Iterator, Mapping

from app.domain.review.addressing import Address
from app.domain.review.behind_rows import BehindRow
from app.domain.review.flow import state_label
from app.domain.review.metrics import Look
from app.domain.review.passage import CLOSED, RANK, STATES, Step
from app.domain.review.rows.telling import leads, movers, row, step_told, unknown
from app.language import tr


def rows_of_movement(look: Look, address: Address) -> Iterator[BehindRow]:
    """Who was in a stage, who came, who left, in the week."""
    state = state_of(address.key, address)
    match address.column:
        case "opening":
            return leads(look, _opening(look, state), tr("at the opening"), look.start)
        case "closing":
            return leads(look, (id for id, at in look.p.standing.items() if at == state))
        case "arrived":
            return leads(look, _arrived_at(look, state), tr("arrived"))
    takes = _FLOWS.get(address.column)
    if takes is None:
        raise unknown(address)
    return _steps(look, lambda step: takes(step, state))


_FLOWS: Mapping[str, Callable[[Step, str], bool]] = {
    "moved_in": lambda step, state: step.after == state and step.before != CLOSED,
    "reopened": lambda step, state: step.after == state and step.before == CLOSED,
    "moved_out": lambda step, state: step.before == state and step.after != CLOSED,
    "closed": lambda step, state: step.before == state and step.after == CLOSED,
    "requalified": lambda step, state: step.after == state and step.new_cycle,
}


def rows_of_step(look: Look, address: Address) -> Iterator[BehindRow]:
    """The name of a step is that of its stage: what became of everybody at hand there."""
    named = {tr("{stage} and on", stage=state_label(state)): state for state in STATES}
    named |= {f"{state_label(state)} and on": state for state in STATES} | {state: state for state in STATES}
    state = named.get(address.key)
    if state is None:
        raise unknown(address)
    match address.column:
        case "stayed":
            yield from rows_of_movement(look, Address("movement", state, "closing"))
        case "at_hand":
            for column in ("opening", "arrived", "moved_in", "reopened"):
                yield from rows_of_movement(look, Address("movement", state, column))
        case "went_on":
            yield from _steps(look, lambda step: step.before == state and RANK[step.after] > RANK[state])
        case "closed":
            yield from rows_of_movement(look, Address("movement", state, "closed"))
        case "went_back":
            yield from _steps(
                look,
                lambda step: step.before == state and step.after != CLOSED and RANK[step.after] < RANK[state],
            )
        case _:
            raise unknown(address)


def state_of(name: str, address: Address) -> str:
    """The stage of a label or an id; labels of frozen weeks are English, those of today are as they are spoken."""
    english = {"Lead": "lead", "MQL": "mql", "SAL": "sal", "SQL": "sql", "Opportunity": "opportunity", "Closed": CLOSED}
    found = {state_label(state): state for state in STATES} | english | {state: state for state in STATES}
    if name not in found:
        raise unknown(address)
    return found[name]


def _opening(look: Look, state: str) -> Iterator[int]:
    p = look.p
    first: dict[int, str] = {}
    for step in p.steps:
        if step.at >= look.start:
            first.setdefault(step.lead_id, step.before)
    return (id for id, now in p.standing.items() if p.born[id] < look.start and first.get(id, now) == state)


def _arrived_at(look: Look, state: str) -> Iterator[int]:
    """Who arrived in the week, by where they stood then; a lead's first step, whenever it was, tells."""
    p = look.p
    first: dict[int, str] = {}
    for step in p.steps:
        first.setdefault(step.lead_id, step.before)
    return (id for id, born in p.born.items() if born >= look.start and first.get(id, p.standing[id]) == state)


def _steps(look: Look, takes: Callable[[Step], bool]) -> Iterator[BehindRow]:
    by = movers(look)
    for step in look.p.steps:
        if step.at >= look.start and takes(step):
            yield row(look, step.lead_id, step_told(step, by.get((step.lead_id, step.at), "")))
