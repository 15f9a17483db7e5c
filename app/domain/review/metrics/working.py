"""Metrics of the work: first outreach, nurture, meetings, what is in order, and how complete the records are."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from app.domain.review.metrics.measure import Case, Look, as_cases
from app.language import later, tr

FIELDS = {
    "name": later("Name"),
    "title": later("Job title"),
    "reach": later("E-mail or phone"),
    "account": later("Account"),
    "segment": later("Segment"),
    "region": later("Region"),
    "service_line": later("Service line"),
    "source": later("Source"),
}
"""What is known of every lead that can be judged, and its label."""


def hours_to_outreach(look: Look) -> Iterator[Case]:
    """Business hours from arrival to our first touch, by the day of the touch."""
    p = look.p
    for id, touched in p.first_touch.items():
        if look.start <= touched < look.end and id in p.leads and touched >= p.born[id]:
            yield Case(id, amount=look.running.hours(id, p.born[id], touched))


def outreach_in_time(look: Look) -> Iterator[Case]:
    """First touches of leads with a limit, and whether they came within it."""
    for case in hours_to_outreach(look):
        allowed = look.p.leads[case.lead_id].outreach_hours
        if allowed:
            yield case._replace(holds=case.amount <= allowed)


def nurtured(look: Look) -> Iterator[Case]:
    """Leads on a nurture path at the end of the window, and whether they did or answered anything in it."""
    facts, p = look.facts, look.p
    start, end = look.start, look.end
    active = {s.lead_id for s in facts.signals if start <= s.at < end}
    active |= {t.lead_id for t in facts.touches if t.reached and start <= t.at < end}
    ids = [id for id, path in p.path.items() if path in facts.nurture_paths and p.is_open(id)]
    return as_cases(ids, map(active.__contains__, ids))


def met(look: Look) -> Iterator[Case]:
    """Leads at SQL during the window, and whether we spoke with them in it."""
    facts, p = look.facts, look.p
    spoken = {t.lead_id for t in facts.touches if t.talk and t.reached and look.start <= t.at < look.end}
    at_sql = dict.fromkeys(id for id, state in p.standing.items() if state == "sql")
    at_sql |= dict.fromkeys(s.lead_id for s in look.steps() if s.before == "sql")
    return as_cases(at_sql, map(spoken.__contains__, at_sql))


def progressed(look: Look) -> Iterator[Case]:
    """Leads that became SQL in the window, and whether they are an opportunity by now."""
    became = dict[int, datetime]()
    for step in look.steps():
        if step.after == "sql" and step.counts:
            became.setdefault(step.lead_id, step.at)
    on = look.p.last_into["opportunity"]
    return as_cases(became, [id in on and on[id] >= since for id, since in became.items()])


def in_order(look: Look) -> Iterator[Case]:
    """Open leads, and whether they have an owner, a next step and a date, or what they wait for (R12)."""
    waiting, path, leads = look.facts.waiting_paths, look.p.path, look.p.open_leads()
    waits = [path[lead.id] in waiting for lead in leads]
    kept = [
        bool(lead.owner and (lead.next_step or waits) and (lead.due is not None or (waits and lead.waits_for)))
        for lead, waits in zip(leads, waits, strict=True)
    ]
    nobody = tr("no owner")
    return as_cases([lead.id for lead in leads], kept, of=[lead.owner or nobody for lead in leads])


def records(look: Look) -> Iterator[Case]:
    """Every field of every open lead that a judgement rests on, and whether it is known, by field."""
    labels = {id: tr(label) for id, label in FIELDS.items()}
    for lead in look.p.open_leads():
        for id, label in labels.items():
            yield Case(lead.id, id in lead.known, of=label)


def tally_of_records(look: Look) -> dict[str, tuple[int, int]]:
    """The same, counted: leads fall into few patterns of what is known."""
    patterns = Counter(lead.known for lead in look.p.open_leads())
    n = patterns.total()
    if not n:
        return {}
    return {
        tr(label): (sum(count for known, count in patterns.items() if id in known), n) for id, label in FIELDS.items()
    }
