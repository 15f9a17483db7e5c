"""The thirteen weekly diagnoses: each names its rows, says how many of how many, and stays silent on few cases.

Thresholds and suggested rule changes belong to the playbook; the tests are here, by id. Windows are the last 13
weeks up to the end of the week, unless a diagnosis says otherwise.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from app.domain.playbook import Diagnosis
from app.domain.review.colleagues import Colleagues
from app.domain.review.facts import HandoffFact, LeadFact, MoveFact, ReviewFacts
from app.domain.review.meetings import meetings
from app.domain.review.passage import PERIODS, RANK, Passage
from app.domain.review.rates import Rate, mean, rate, reaches
from app.domain.review.running import Running
from app.domain.review.sheet import Finding, FindingRow
from app.domain.review.verdicts import decided, sent
from app.language import later, number, percent, tr, tr_many

_AT_ONCE = 1e-9  # business hours
_NAMED = 100  # rows that are named; all are counted
_GATES = frozenset({"need", "intent", "fit", "next_step"})
_at = attrgetter("at")
_NO_OWNER, _NO_STEP, _NO_DATE = later("no owner"), later("no next step"), later("no date")


@dataclass(frozen=True, slots=True)
class Case:
    """What a diagnosis may look at, with the rule that asks for it."""

    facts: ReviewFacts
    p: Passage
    running: Running
    rule: Diagnosis
    accepted: Sequence[Rate]  # acceptance per period, this week last

    def limit(self, name: str) -> float:
        """A threshold of the playbook."""
        return self.rule.limit(name)

    def is_over(self, name: str, lead: int, since: datetime) -> bool:
        """True where as many business days as a threshold says have passed since; not while the lead is paused."""
        return self.running.over(lead, since, max(self.limit(name) * self.facts.hours_a_day, _AT_ONCE))

    def new_sqls(self) -> list[LeadFact]:
        """The leads that became SQL in the last 13 weeks, each once."""
        ids = dict.fromkeys(id for id, _ in self.p.sql_entries)
        return [self.p.leads[id] for id in ids if id in self.p.leads]

    def standing_sqls(self) -> list[LeadFact]:
        """The leads that stand at SQL at the end of the week."""
        return [lead for lead in self.p.open_leads() if self.p.standing[lead.id] == "sql"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """n cases looked at, the hits among them, whether that is too many, and what it says.

    A case is a lead or a package; where it is something that is asked of leads, `asked` says of how many it was, and
    these must be enough.
    """

    n: int
    hits: int
    found: bool
    says: str
    rows: Sequence[FindingRow] = ()
    asked: int | None = None

    def too_few(self, needed: int) -> str:
        """Why nothing can be said, where less was looked at than is needed; else nothing."""
        if (self.n if self.asked is None else self.asked) >= needed:
            return ""
        if self.asked is not None:
            return tr_many(
                "Only {count} lead was asked; at least {needed} are needed to say anything.",
                "Only {count} leads were asked; at least {needed} are needed to say anything.",
                self.asked,
                needed=needed,
            )
        return tr_many(
            "Only {count} case; at least {needed} are needed to say anything.",
            "Only {count} cases; at least {needed} are needed to say anything.",
            self.n,
            needed=needed,
        )


def diagnose(
    facts: ReviewFacts, p: Passage, running: Running, rules: Sequence[Diagnosis], accepted: Sequence[Rate]
) -> tuple[Finding, ...]:
    """The outcome of every diagnosis that the playbook asks for and that is known here, in the playbook's order."""
    return tuple(_finding(rule, Case(facts, p, running, rule, accepted)) for rule in rules if rule.id in TESTS)


def _finding(rule: Diagnosis, case: Case) -> Finding:
    outcome = TESTS[rule.id](case)
    too_few = outcome.too_few(rule.at_least_n)
    if too_few:
        return Finding(rule.id, rule.label, "small sample", outcome.n, outcome.hits, too_few, "")
    if not outcome.found:
        return Finding(rule.id, rule.label, "clear", outcome.n, outcome.hits, outcome.says, "")
    rows = tuple(outcome.rows[:_NAMED])
    return Finding(rule.id, rule.label, "found", outcome.n, outcome.hits, outcome.says, rule.suggests, rows)


def _row(lead: LeadFact, detail: str) -> FindingRow:
    return FindingRow(lead.person or lead.ref, lead.account, lead.owner, detail, lead.id, lead.ref)


def _share(cases: Sequence[object], rows: Sequence[FindingRow], limit: float, says: str) -> Outcome:
    """Found where the hits are more than this share of the cases; `says` is a sentence about {hits} of {n}."""
    hits, n = len(rows), len(cases)
    return Outcome(n, hits, bool(hits) and hits > limit * n, tr(says, hits=hits, n=n), rows)


def mql_inflation(case: Case) -> Outcome:
    """MQLs rise while acceptance or talks with SQLs fall, or many new MQLs have no evidence of fit."""
    p = case.p
    weeks = [entered["mql"] for entered in p.entered]
    first = max(0, PERIODS - 1 - int(case.limit("weeks_of_mean")))  # no more are known
    now, before = weeks[-1], mean(weeks[first:-1]) or 0.0
    rise = before > 0 and reaches(now / before - 1, case.limit("rise_over_mean"))
    fell = _fell(case.accepted, case.limit("acceptance_fall")) if rise else None
    fewer = _fell(meetings(case.facts, p), case.limit("meetings_fall")) if rise else None
    new = [p.leads[id] for id in dict.fromkeys(p.entered_ids.get("mql", ())) if id in p.leads]
    rows = [_row(lead, tr("MQL without any evidence of fit")) for lead in new if not lead.fit_evidence]
    unfit = bool(new) and len(rows) > case.limit("without_fit_share") * len(new)
    says = tr("{hits} of {n} new MQLs have no evidence of fit.", hits=len(rows), n=len(new))
    for drop, words in ((fewer, _FEWER_TALKS), (fell, _FEWER_ACCEPTED)):
        if drop is not None:
            then, this = map(percent, drop)
            says = f"{tr(words, count=now, mean=number(before, 0), before=then, now=this)} {says}"
    return Outcome(len(new), len(rows), fell is not None or fewer is not None or unfit, says, rows)


_FEWER_ACCEPTED = later("{count} new MQLs against a mean of {mean}, while acceptance fell from {before} to {now}.")
_FEWER_TALKS = later(
    "{count} new MQLs against a mean of {mean}, while the share of SQLs with whom we spoke fell from {before} to {now}."
)


def _fell(weeks: Sequence[Rate], by: float) -> tuple[float, float] | None:
    """The rate of the four periods before and of this one, where it fell so far; None also where cases are too few."""
    then = rate(sum(r.hits for r in weeks[-5:-1]), sum(r.n for r in weeks[-5:-1])).shown
    this = weeks[-1].shown
    return (then, this) if then is not None and this is not None and reaches(then - this, by) else None


def sql_under_reporting(case: Case) -> Outcome:
    """Leads below SQL on which all is proven, a prepared call was held or a package waits, and nothing has happened."""
    facts, p = case.facts, case.p
    calls = sorted((one for one in facts.touches if one.prepared and one.reached and one.at < facts.end), key=_at)
    held, waiting = {touch.lead_id: touch for touch in calls}, _without_verdict(case)
    below = [lead for lead in p.open_leads() if RANK[p.standing[lead.id]] < RANK["sql"]]
    rows = []
    for lead in below:
        id, moved = lead.id, p.last_move.get(lead.id, p.born[lead.id])
        if lead.proven >= _GATES and case.is_over("days_proven", id, p.last_seen(id)):
            rows.append(_row(lead, tr("need, intent, fit and next step are proven")))
        elif id in held and moved < held[id].at and case.is_over("days_proven", id, held[id].at):
            kind, day = held[id].kind, facts.local_day(held[id].at).isoformat()
            rows.append(_row(lead, tr("{kind} on {day}, no move since", kind=kind, day=day)))
        elif id in waiting and moved <= waiting[id].sent_at:
            package, day = waiting[id].number, facts.local_day(waiting[id].sent_at).isoformat()
            rows.append(_row(lead, tr("package {number} sent on {day}, no verdict", number=package, day=day)))
    says = tr("{count} leads stand below SQL although ready.", count=len(rows))
    return Outcome(len(below), len(rows), bool(rows), says, rows)


def _without_verdict(case: Case) -> dict[int, HandoffFact]:
    """The package of each lead that nobody has answered for too long."""
    unanswered = (one for one in sent(case.facts) if not decided(case.facts, one))
    return {h.lead_id: h for h in unanswered if case.is_over("days_sent_without_verdict", h.lead_id, h.sent_at)}


def form_fill_sqls(case: Case) -> Outcome:
    """Leads became SQL before anybody had spoken with them."""
    p = case.p
    entries = {id: at for id, at in p.sql_entries if id in p.leads}
    rows = [
        _row(p.leads[id], tr("no two-way contact before SQL"))
        for id, at in entries.items()
        if p.first_reached.get(id, case.facts.end) > at
    ]
    says = later("{hits} of {n} new SQLs had no two-way contact before.")
    return _share(list(entries), rows, case.limit("share"), says)


def fit_skipped_at_sql(case: Case) -> Outcome:
    """Leads became SQL with the fit gate unproven."""
    new = case.new_sqls()
    rows = [_row(lead, tr("fit is not proven")) for lead in new if "fit" not in lead.proven]
    return _share(new, rows, case.limit("share"), later("{hits} of {n} new SQLs have no proven fit."))


def routed_without_context(case: Case) -> Outcome:
    """Packages left without what they asked for, or far from complete."""
    least = case.limit("completeness") * 100
    packages = _recent(case)
    rows = []
    for handoff in packages:
        lead = case.p.leads.get(handoff.lead_id)
        if lead is not None and (handoff.percent < least or not lead.asked):
            why = tr("package {number}: {share} complete", number=handoff.number, share=percent(handoff.percent / 100))
            if not lead.asked:
                why = tr("{why}, why they asked is not written", why=why)
            rows.append(_row(lead, why))
    return _share(packages, rows, case.limit("share"), later("{hits} of {n} packages left without context."))


def qualifiers_differ(case: Case) -> Outcome:
    """Two colleagues' packages are accepted, or their leads become MQL, at very different rates."""
    packages = Colleagues(
        later("Fewer than two colleagues have five decided packages."),
        later("{hits} of {n} accepted"),
        later("{n} decided packages of {colleagues} colleagues: acceptance is {low} ({lowest}) to {high} ({highest})."),
    )
    for handoff in _recent(case):
        verdict = decided(case.facts, handoff)
        if verdict in ("accept", "reject"):
            packages.count(handoff.by, hit=verdict == "accept")
    settled = Colleagues(
        later("Fewer than two colleagues have settled five leads."),
        later("{hits} of {n} became MQL"),
        later(
            "{n} leads settled by {colleagues} colleagues: {low} ({lowest}) to {high} ({highest}) of them became MQL."
        ),
    )
    for move in _settled(case):
        settled.count(move.by, hit=move.to_stage != "lead")
    allowed = ((packages, case.limit("gap_in_acceptance")), (settled, case.limit("gap_in_mql_rate")))
    apart = [one for one, gap in allowed if reaches(one.gap, gap)]
    told = [one for one in apart if one.n >= case.rule.at_least_n] or apart
    first = told[0] if told else packages if packages.n else settled
    says = " ".join(one.says for one in told) or first.says
    return Outcome(first.n, len(first.rates), bool(told), says, [row for one in told for row in one.rows])


def _settled(case: Case) -> Iterable[MoveFact]:
    """The moves of 13 weeks with which leads left the first stage or were closed in it, the last one of each lead."""
    since, end, closed = case.p.quarter, case.facts.end, case.facts.closed_paths
    within = (move for move in case.facts.moves if move.from_stage == "lead" and since <= move.at < end)
    left = [move for move in within if move.to_stage != "lead" or move.to_path in closed]
    return {move.lead_id: move for move in sorted(left, key=_at)}.values()


def engagement_as_intent(case: Case) -> Outcome:
    """Intent is called proven where there is nothing but engagement and nobody answered us."""
    p = case.p
    proven = [lead for lead in p.leads.values() if "intent" in lead.proven and RANK[p.standing[lead.id]] >= 0]
    rows = [
        _row(lead, tr("intent ticked; only downloads, visits or opens, and no answer to us"))
        for lead in proven
        if lead.id not in p.strong and lead.id not in p.first_reached
    ]
    says = later("{hits} of {n} leads with proven intent show nothing but engagement.")
    return _share(proven, rows, case.limit("share"), says)


def stale_criteria(case: Case) -> Outcome:
    """A criterion that is hardly ever answered, or always in the same way; n are the criteria, not the leads asked."""
    open_share, same_share = case.limit("unanswered_share"), case.limit("same_answer_share")
    rows, most = [], 0
    for c in case.facts.criteria:
        asked, answered = c.yes + c.no + c.unknown, c.yes + c.no
        most = max(most, asked)
        if asked < 20:
            continue
        if c.unknown >= open_share * asked:
            said = tr("{question} Unknown on {part} of {n} leads", question=c.question, part=c.unknown, n=asked)
            rows.append(FindingRow(c.id, "", "", said))
        elif answered >= 20 and max(c.yes, c.no) >= same_share * answered:
            if c.yes >= c.no:
                said = tr("{question} Yes on {part} of {n} leads", question=c.question, part=c.yes, n=answered)
            else:
                said = tr("{question} No on {part} of {n} leads", question=c.question, part=c.no, n=answered)
            rows.append(FindingRow(c.id, "", "", said))
    n = len(case.facts.criteria)
    says = tr("{hits} of {n} criteria are hardly answered, or always in the same way.", hits=len(rows), n=n)
    return Outcome(n, len(rows), bool(rows), says, rows, asked=most)


def committee_missing(case: Case) -> Outcome:
    """SQL leads whose required seats are mostly unknown."""
    share = case.limit("known_share")
    standing = [lead for lead in case.standing_sqls() if lead.seats_required]
    rows = [
        _row(
            lead, tr("{known} of {required} required seats known", known=lead.seats_known, required=lead.seats_required)
        )
        for lead in standing
        if lead.seats_known < share * lead.seats_required
    ]
    says = later("{hits} of {n} SQL leads know fewer than half of their required seats.")
    return _share(standing, rows, 0.0, says)


def stalled_sqls(case: Case) -> Outcome:
    """SQL leads on which nothing has happened for weeks, or whose next step is past due."""
    p, end = case.p, case.facts.until
    idle, late = case.limit("days"), _long_past_due(case)
    standing = case.standing_sqls()
    rows = []
    for lead in standing:
        days = (end - p.last_seen(lead.id)).days
        if days >= idle:
            rows.append(_row(lead, tr("no move and no touch for {days} days", days=days)))
        elif lead.due is not None and lead.due < late:
            rows.append(_row(lead, tr("next step was due on {day}", day=lead.due.isoformat())))
    return _share(standing, rows, 0.0, later("{hits} of {n} SQL leads stand still."))


def low_relevance_syndication(case: Case) -> Outcome:
    """Syndicated leads that hardly ever become MQL, or are disqualified in numbers."""
    p, facts = case.p, case.facts
    by_source: dict[str, list[LeadFact]] = {}
    for lead in p.leads.values():
        bought = lead.source in facts.syndicated or "syndicat" in lead.source.casefold()
        if bought and p.born[lead.id] >= p.quarter:
            by_source.setdefault(lead.source, []).append(lead)
    rows, hits, total = [], 0, 0
    for source, leads in sorted(by_source.items()):
        total += len(leads)
        if len(leads) < 20:
            continue
        mql = sum(lead.id in p.first_mql for lead in leads)
        closed = sum(not p.is_open(lead.id) for lead in leads)
        poor = mql <= case.limit("mql_rate_at_most") * len(leads)
        if poor or closed >= case.limit("disqualified_share") * len(leads):
            hits += len(leads)
            said = tr("{n} leads: {mql} became MQL, {closed} were closed", n=len(leads), mql=mql, closed=closed)
            rows.append(FindingRow(source, "", "", said))
    says = tr("{hits} of {n} syndicated leads come from sources without relevance.", hits=hits, n=total)
    return Outcome(total, hits, bool(rows), says, rows)


def forgotten_leads(case: Case) -> Outcome:
    """Open leads without owner, next step or date, or long past their date."""
    p, late = case.p, _long_past_due(case)
    rows: list[FindingRow] = []
    total = hits = 0
    for lead in p.open_leads():
        total += 1
        waiting = p.path[lead.id] in case.facts.waiting_paths
        dated = lead.due is not None or (waiting and lead.waits_for)
        if lead.owner and (lead.next_step or waiting) and dated and not (lead.due is not None and lead.due < late):
            continue
        hits += 1
        if len(rows) < _NAMED:
            rows.append(_row(lead, _what_it_lacks(lead, waiting)))
    return Outcome(total, hits, hits > 0, tr("{hits} of {n} open leads are forgotten.", hits=hits, n=total), rows)


def _long_past_due(case: Case) -> date:
    """What was due before this day is long past it at the end, as people count days where they live."""
    return case.facts.last_day - timedelta(days=case.limit("days_past_due"))


def _what_it_lacks(lead: LeadFact, waiting: bool) -> str:
    dated = lead.due is not None or (waiting and bool(lead.waits_for))
    there = {_NO_OWNER: lead.owner, _NO_STEP: lead.next_step or waiting, _NO_DATE: dated}
    lacks = [tr(words) for words, is_there in there.items() if not is_there]
    if lacks:
        return ", ".join(lacks)
    return tr("due on {day}", day=lead.due.isoformat()) if lead.due is not None else ""


def wrong_route(case: Case) -> Outcome:
    """Packages that were rejected as sent to the wrong team, or routed again soon after."""
    packages = _recent(case)
    within = timedelta(days=case.limit("business_days") * 7 / 5)
    sent_at: dict[int, HandoffFact] = {handoff.lead_id: handoff for handoff in packages}
    again: dict[int, str] = {}
    for move in case.facts.moves:
        handoff = sent_at.get(move.lead_id)
        if handoff is None or not handoff.path or move.at >= case.facts.end:
            continue
        soon = handoff.sent_at < move.at <= handoff.sent_at + within
        if soon and move.to_path in case.facts.sales_paths and move.to_path != handoff.path:
            again[handoff.number] = move.to_path
    rows = []
    for handoff in packages:
        lead = case.p.leads.get(handoff.lead_id)
        if lead is None:
            continue
        if decided(case.facts, handoff) == "reject" and "route" in handoff.code:
            reason = handoff.reason or handoff.code
            rows.append(_row(lead, tr("package {number} rejected: {reason}", number=handoff.number, reason=reason)))
        elif handoff.number in again:
            path = case.facts.path_labels.get(again[handoff.number], again[handoff.number])
            said = tr("package {number} was routed again, to {path}", number=handoff.number, path=path)
            rows.append(_row(lead, said))
    return _share(packages, rows, case.limit("rerouted_share"), later("{hits} of {n} packages took the wrong route."))


def _recent(case: Case) -> list[HandoffFact]:
    """The packages sent in the last 13 weeks; one that was sent again counts once, as everywhere in the review."""
    return [handoff for handoff in sent(case.facts) if case.p.quarter <= handoff.sent_at]


_ALL: Iterable[Callable[[Case], Outcome]] = (
    mql_inflation,
    sql_under_reporting,
    form_fill_sqls,
    fit_skipped_at_sql,
    routed_without_context,
    qualifiers_differ,
    engagement_as_intent,
    stale_criteria,
    committee_missing,
    stalled_sqls,
    low_relevance_syndication,
    forgotten_leads,
    wrong_route,
)
TESTS: Mapping[str, Callable[[Case], Outcome]] = {test.__name__: test for test in _ALL}
"""The test of each diagnosis, by the id that a playbook names it with."""

_OF_THE_WEEK = ("mql_inflation",)
_AT_THE_END = ("sql_under_reporting", "engagement_as_intent", "committee_missing", "stalled_sqls", "forgotten_leads")
WINDOWS: Mapping[str, str] = {
    id: "week" if id in _OF_THE_WEEK else "end" if id in _AT_THE_END else "quarter" for id in TESTS
}
"""When the cases of each diagnosis happened, in the words of the metrics: in the week, in 13 weeks, or at its end."""
