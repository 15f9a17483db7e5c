"""From what a handoff lacks to the place where it is filled in."""

from app.services.gaps import of_account, of_lead
from app.ui.bench import Bench

_ACTS = {"move": "move.any", "next": "lead.owner", "lead": "lead.edit", "score": "lead.ledger", "signal": "lead.edit"}
_CHECKLISTS = {"mql_checklist": "mql"}


def go_where(bench: Bench, place: str, lead_id: int, account_id: int | None, part: str = "") -> None:
    """Go to a place of domain.handoff.PLACES, with the lead or account it is about, and open what is typed there."""
    if place in ("account", "committee") and account_id is not None:
        bench.account_wanted.emit(account_id)
    elif place == "gaps":
        bench.place_wanted.emit(("gaps", of_account(account_id) if account_id is not None else of_lead(lead_id)))
    elif place == "call":
        bench.place_wanted.emit(("call", ("lead", lead_id)))
    elif place == "proof":
        bench.place_wanted.emit(("lead", (lead_id, ("checklist", _CHECKLISTS.get(part, "sql")))))
    else:
        bench.place_wanted.emit(("lead", (lead_id, ("act", _ACTS.get(place, "lead.edit")))))
