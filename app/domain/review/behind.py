"""The rows behind the figures of a week: every arrival and move, every package, every first touch, each by its lead."""

from collections.abc import Iterator
from functools import cache

from app.domain.handoff.complete import PARTS
from app.domain.review.facts import HandoffFact, ReviewFacts
from app.domain.review.flow import state_label
from app.domain.review.passage import CLOSED, RANK, Passage, Step
from app.domain.review.running import Running
from app.domain.review.sheet import MovedRow, PackageRow, ReversalRow, TouchedRow
from app.domain.review.verdicts import decided, sent
from app.language import LANGUAGES, later, speaking, tr

NEW_LEAD, NEW_MQL, NEW_SQL = later("New lead"), later("New MQL"), later("New SQL")
COUNTED = (NEW_LEAD, NEW_MQL, NEW_SQL)
LISTED = 500  # packages without a decision that are listed, the oldest first; all are counted
MISSING = "; "  # between the parts that a package lacked: some of their names hold a comma
_DECIDED = {"accept": later("accepted"), "reject": later("rejected"), "need_more": later("asked for more")}


def moved(facts: ReviewFacts, p: Passage) -> tuple[MovedRow, ...]:
    """Every arrival and change of stage in the week: first what counts as new, by its kind, then the rest."""
    rows = [*_arrivals(facts, p), *_changes(facts, p)]
    order = {name: number for number, name in enumerate(COUNTED)}
    return tuple(sorted(rows, key=lambda row: (order.get(row.counts_as, len(order)), row.at, row.ref)))


def _arrivals(facts: ReviewFacts, p: Passage) -> Iterator[MovedRow]:
    first: dict[int, str] = {}
    for step in p.steps:
        first.setdefault(step.lead_id, step.before)
    for id, born in p.born.items():
        if born >= facts.start:
            lead, state = p.leads[id], state_label(first.get(id, p.standing[id]))
            named = (lead.ref, lead.person, lead.account, lead.owner)
            yield MovedRow(NEW_LEAD, *named, tr("arrived"), "", state, born, "", lead.cycle)


def _changes(facts: ReviewFacts, p: Passage) -> Iterator[MovedRow]:
    made = {(move.lead_id, move.at): move for move in facts.moves if move.at >= facts.start}
    for step in p.steps:
        if step.at >= facts.start:
            lead, move = p.leads[step.lead_id], made.get((step.lead_id, step.at))
            counts = {"mql": NEW_MQL, "sql": NEW_SQL}.get(step.after, "") if step.counts else ""
            named = (lead.ref, lead.person, lead.account, lead.owner)
            stages = (state_label(step.before), state_label(step.after))
            by, cycle = (move.by, move.cycle) if move is not None else ("", lead.cycle)
            yield MovedRow(counts, *named, _what(step), *stages, step.at, by, cycle)


def _what(step: Step) -> str:
    if step.after == CLOSED:
        return tr("closed")
    if step.before == CLOSED:
        return tr("re-opened, a new cycle") if step.new_cycle else tr("re-opened")
    if RANK[step.after] < RANK[step.before]:
        return tr("moved back")
    return tr("moved up, a new cycle") if step.new_cycle else tr("moved up")


def packages(facts: ReviewFacts, p: Passage, running: Running) -> tuple[PackageRow, ...]:
    """The packages sent or decided in the week, and the oldest of those without a decision.

    First those that were only sent, then those sent and decided, then those only decided: each figure has its rows in
    one piece.
    """
    waiting = [h for h in sent(facts) if decided(facts, h) not in ("accept", "reject")]
    oldest = {h.number for h in sorted(waiting, key=lambda h: (h.sent_at, h.number))[:LISTED]}
    rows = []
    for h in facts.handoffs:
        here = facts.start <= h.sent_at < facts.end
        now = h.verdict in ("accept", "reject") and h.verdict_at is not None and facts.start <= h.verdict_at < facts.end
        if here or now or h.number in oldest:
            rows.append(_package(facts, p, running, h, here, now, h.number in oldest))
    return tuple(sorted(rows, key=_in_pieces))


def _in_pieces(row: PackageRow) -> tuple[int, object, int]:
    piece = 0 if not row.decided_in_week else 1 if row.sent_in_week else 2
    return (piece if row.sent_in_week or row.decided_in_week else 3, row.sent_at, row.number)


def _package(
    facts: ReviewFacts, p: Passage, running: Running, h: HandoffFact, here: bool, now: bool, open: bool
) -> PackageRow:
    lead, verdict = p.leads.get(h.lead_id), decided(facts, h)
    named = (lead.ref, lead.person, lead.account) if lead is not None else (str(h.lead_id), "", "")
    final = verdict in ("accept", "reject")
    at = h.verdict_at if final else None
    return PackageRow(
        h.number,
        *named,
        h.by,
        h.to,
        facts.path_labels.get(h.path, h.path),
        h.sent_at,
        h.percent,
        MISSING.join(h.missing),
        tr(_DECIDED[verdict]) if verdict in _DECIDED else tr("no verdict"),
        at,
        running.hours(h.lead_id, h.sent_at, at or max(facts.until, h.sent_at)),
        h.reason if verdict == "reject" else "",
        here,
        now,
        open,
    )


def missing_parts(listed: str) -> list[str]:
    """The parts that a package lacked, from the cell that lists them.

    Weeks frozen earlier separate them by commas; there a name that holds one is told by its beginning.
    """
    if MISSING in listed:
        return listed.split(MISSING)
    rest, found = listed, list[str]()
    while rest:
        known = next((name for name in _with_comma() if rest == name or rest.startswith(f"{name}, ")), "")
        part = known or rest.split(", ", 1)[0]
        found.append(part)
        rest = rest[len(part) + len(", ") :]
    return found


@cache
def _with_comma() -> tuple[str, ...]:
    """The names of parts that hold a comma, in every language in which a package may have been sent."""
    names = []
    for language in LANGUAGES:
        with speaking(language):
            names += [tr(label) for label, _ in PARTS.values()]
    return tuple(name for name in dict.fromkeys(names) if ", " in name)


def reversals(facts: ReviewFacts, p: Passage) -> tuple[ReversalRow, ...]:
    """The packages whose verdict of this week says the opposite of the one that stood before, the latest first."""
    rows = []
    for h in facts.handoffs:
        stood = [(verdict, at) for verdict, at in h.earlier if verdict in ("accept", "reject")]
        here = h.verdict_at is not None and facts.start <= h.verdict_at < facts.end
        if not stood or not here or h.verdict_at is None or stood[-1][0] == h.verdict:
            continue
        lead, (verdict, at) = p.leads.get(h.lead_id), stood[-1]
        ref, person, account = (lead.ref, lead.person, lead.account) if lead is not None else (str(h.lead_id), "", "")
        before, after, why = tr(_DECIDED[verdict]), tr(_DECIDED[h.verdict]), h.reason if h.verdict == "reject" else ""
        rows.append(ReversalRow(h.number, ref, person, account, h.by, before, at, after, h.verdict_at, why))
    return tuple(sorted(rows, key=lambda row: (row.after_at, row.number), reverse=True))


def touched(facts: ReviewFacts, p: Passage, running: Running) -> tuple[TouchedRow, ...]:
    """The first touches of the week, those that took longest beyond what was allowed first."""
    rows = []
    for id, at in p.first_touch.items():
        lead = p.leads.get(id)
        if lead is None or at < facts.start or at < p.born[id]:
            continue
        hours = running.hours(id, p.born[id], at)
        over = max(0.0, hours - lead.outreach_hours) if lead.outreach_hours else 0.0
        named = (lead.ref, lead.person, lead.account, lead.owner)
        rows.append(TouchedRow(*named, p.born[id], at, hours, lead.outreach_hours, over))
    return tuple(sorted(rows, key=lambda row: (-row.over, -row.hours, row.ref)))
