"""The story of a lead goes on: what they did (signals) and what we did with them (touches)."""

from datetime import datetime

from app.domain.evidence import TOUCH_KINDS
from app.domain.problems import Problem
from app.language import tr, within
from app.services.guarding import patient_warnings
from app.services.work import Changed, Work
from app.store import forwarding
from app.store.tables import Lead, SignalRow, TouchRow


def log_touch(
    work: Work, lead_id: int, kind: str, outcome: str, reached: bool = False, at: datetime | None = None
) -> Changed:
    """Write down something we did with them. `reached` says that they answered."""
    lead = lead_of(work, lead_id)
    if kind not in TOUCH_KINDS:
        names = ", ".join(TOUCH_KINDS)
        raise Problem(tr("'{kind}' is not a kind of touch; choose one of {names}.", kind=kind, names=names))
    if not outcome.strip():
        raise Problem(tr("Write what came of it, even if nobody answered."))
    work.session.add(
        TouchRow(
            lead_id=lead.id, kind=kind, outcome=outcome.strip(), reached=reached, at=_past(at, work.now), by=work.by
        )
    )
    label = tr("Log {touch} with {name}", touch=within(tr(TOUCH_KINDS[kind])), name=lead.person.shown_name)
    return Changed(label, frozenset({lead.id}), kept=patient_warnings(outcome))


def add_signal(
    work: Work,
    lead_id: int,
    kind: str,
    at: datetime | None = None,
    asset: str = "",
    offer: str = "",
    asked_for: str = "",
) -> Changed:
    """Write down something they did. The kind is one of the playbook's signal kinds."""
    lead = lead_of(work, lead_id)
    known = {entry.id: entry.label for entry in work.playbook.signal_kinds}
    if kind not in known:
        names = ", ".join(known)
        raise Problem(tr("'{kind}' is not a kind of signal; choose one of {names}.", kind=kind, names=names))
    signal = SignalRow(lead_id=lead.id, kind=kind, at=_past(at, work.now), asset=asset.strip(), offer=offer, extra={})
    signal.asked_for = asked_for.strip()
    signal.source, signal.campaign = lead.source, lead.campaign
    work.session.add(signal)
    label = tr("Add signal '{signal}' of {name}", signal=known[kind], name=lead.person.shown_name)
    return Changed(label, frozenset({lead.id}), kept=patient_warnings(asked_for))


def lead_of(work: Work, lead_id: int) -> Lead:
    """The lead with this id. Raises Problem where there is none."""
    lead = work.session.get(Lead, lead_id)
    if lead is None:
        into = forwarding.survivor(work.session, "lead", lead_id)
        if into != lead_id:
            raise Problem(tr("Lead {id} was merged into lead {into}; go on with that one.", id=lead_id, into=into))
        raise Problem(tr("There is no lead {id}; it may have been undone.", id=lead_id))
    return lead


def _past(at: datetime | None, now: datetime) -> datetime:
    """The moment it happened; what is logged has happened, so a time ahead of the clock is now."""
    return min(at, now) if at is not None else now
