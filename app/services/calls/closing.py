"""Closing a call out in three minutes: was the exit reached, what comes next, which way the leads go (CP6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.domain.templates import Step
from app.language import tr
from app.services.calls.being_typed import taken_over, typed
from app.services.calls.facts import of_call
from app.services.calls.keeping import REACHED, attendees_of, changed, fits, leads_of, still_open, whom_with
from app.services.calls.settling import suggestions_of
from app.services.editing import edit_lead
from app.services.guarding import patient_warnings
from app.services.moves import move, reason_templates
from app.services.touches import log_touch
from app.services.work import Changed, Work
from app.store.tables import Call, Lead, TouchRow

_TOUCH = {"call": "call", "video": "meeting", "on_site": "visit"}  # what a kind of call is in the story of a lead


@dataclass(frozen=True, slots=True)
class ClosingView:
    """What the close-out begins with, so that most of it is a key each."""

    exit_wanted: str  # in words
    routes: tuple[tuple[str, str], ...]  # id and words, the way each lead goes already first
    route: str  # the present one of the main lead
    learned: tuple[str, ...]
    next_steps: tuple[Step, ...]  # words, and the days until they are due
    owner: str
    suggestions: int  # still to be settled


def close_out(
    work: Work,
    call_id: int,
    *,
    reached: str,
    learned: str,
    next_step: str = "",
    owner: str = "",
    due: date | None = None,
    route: str = "",
    stage: Stage | None = None,
    code: str = "",
    trigger: str = "",
    override: str = "",
    came: Mapping[int, bool] | None = None,
    note: str = "",
    leads: Sequence[int] | None = None,
) -> Changed:
    """Close a call out: log it with each lead, keep what comes next, and send the leads their way through the gate.

    `route` is a path of the playbook; empty leaves each lead on its own. `leads` are those that go that way, all of the
    call where nobody says. Raises NotReady where the gate is closed, and nothing is kept then.
    """
    call = still_open(work, call_id)
    if reached not in REACHED:
        names = ", ".join(REACHED)
        raise Problem(tr("Say whether the exit was reached: {names}.", names=names))
    if not learned.strip():
        raise Problem(tr("Write what was learned: it stays with the call."))
    fits(Call, {"owner": owner.strip()})
    about = leads_of(work, call_id)
    reason = Reason(learned.strip(), next_step.strip(), due, owner.strip(), code)
    _who_came(work, call, came or {})
    answered = _somebody_came(work, call)
    _keep(work, call, reached, route, reason, note)
    for lead in about:
        _log(work, call, lead, reason, answered)
    going = [lead for lead in about if leads is None or lead.id in leads]
    kept = [said for lead in going for said in _send(work, lead, route, stage, reason, trigger, override)]
    taken_over(work, call_id, *(field for field in typed(work, call_id) if field.startswith("close:")))
    label = tr("Close out the call with {name}", name=whom_with(work, call))
    warned = patient_warnings(learned, next_step, note, override)
    return changed(work, call, label, {lead.id for lead in about}, kept=tuple(dict.fromkeys((*kept, *warned))))


def closing_view(work: Work, call_id: int, route: str = "") -> ClosingView:
    """What a close-out begins with; templates are those of the route that is thought of."""
    facts = of_call(work, still_open(work, call_id))
    lead, call = facts.main, facts.call
    target = route or (lead.path if lead is not None else "")
    made = reason_templates(work, lead.id, target) if lead is not None else None
    paths = sorted(work.playbook.paths, key=lambda path: lead is None or path.id != lead.path)
    return ClosingView(
        exit_wanted=work.playbook.label("exit", call.exit_wanted) if call is not None else "",
        routes=tuple((path.id, path.label) for path in paths),
        route=lead.path if lead is not None else "",
        learned=made.learned if made is not None else (),
        next_steps=made.next_steps if made is not None else (),
        owner=(lead.owner if lead is not None else "") or work.by,
        suggestions=len(suggestions_of(facts)),
    )


# --- parts of it ----------------------------------------------------------------------------------------------------


def _who_came(work: Work, call: Call, came: Mapping[int, bool]) -> None:
    rows = {row.id: row for row in attendees_of(work, call.id)}
    for id, there in came.items():
        if id not in rows:
            raise Problem(tr("Nobody of that number takes part in this call."))
        rows[id].came = there


def _somebody_came(work: Work, call: Call) -> bool:
    """True unless everybody of theirs is known to have stayed away."""
    theirs = [row.came for row in attendees_of(work, call.id) if row.side == "theirs"]
    return not theirs or any(came is not False for came in theirs)


def _keep(work: Work, call: Call, reached: str, route: str, reason: Reason, note: str) -> None:
    call.state, call.ended_at = "done", work.now
    call.started_at = call.started_at or min(call.at, work.now)
    call.reached, call.route, call.learned = reached, route, reason.learned
    call.next_step, call.owner, call.due = reason.next_step, reason.owner, reason.due
    call.note = note.strip() or call.note


def _log(work: Work, call: Call, lead: Lead, reason: Reason, answered: bool) -> None:
    """What the call was in the story of the lead; where nobody came, that is what is told."""
    log_touch(work, lead.id, _TOUCH.get(call.kind, "call"), reason.learned, answered, call.started_at)
    work.session.flush()
    written = work.session.query(TouchRow).filter(TouchRow.lead_id == lead.id).order_by(TouchRow.id.desc()).first()
    if written is not None:
        written.call_id, written.agreed = call.id, reason.next_step


def _send(
    work: Work, lead: Lead, route: str, stage: Stage | None, reason: Reason, trigger: str, override: str
) -> tuple[str, ...]:
    """Send a lead its way; where it goes that way already, what comes next is kept with it."""
    forth = stage is not None and stage.value != lead.stage
    if forth or (route and route != lead.path):
        to = route if route and route != lead.path else None
        rise = stage if forth else None
        return move(work, lead.id, stage=rise, path=to, reason=reason, override=override, trigger=trigger).kept
    if not lead.is_open:
        return ()
    written = reason.written(open_after=True)
    changes = {"next_step": written.next_step, "due": written.due, "owner": written.owner or lead.owner or work.by}
    edit_lead(work, lead.id, changes)
    return ()
