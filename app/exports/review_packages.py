"""Sheets of the review about packages: verdicts and their reasons, and how good the handoffs were."""

from collections import Counter
from collections.abc import Sequence

from app.domain.review import Review
from app.domain.review.behind import missing_parts
from app.domain.review.sheet import FigureRow, PackageRow
from app.domain.review.verdicts import main_reason
from app.exports.review_rows import TOO_FEW, Links, none_of, worded
from app.exports.sheet import Column, Sheet, Shown

_RATE = (Column("Rate", "percent", 11), Column("Low 95%", "percent", 11), Column("High 95%", "percent", 11))


def write_verdicts(page: Sheet, review: Review, links: Links) -> None:
    """Counts of packages, reasons to reject, who qualifies how, and every package sent or decided this week."""
    page.title("Accepted and rejected", "Verdicts on packages; 'need more' is still pending.")
    v = review.verdicts
    counts = [
        ("Packages sent up to the end of the week", v.packages),
        ("of them accepted", v.accepted),
        ("of them rejected", v.rejected),
        ("of them pending", v.pending),
        ("pending past their deadline", v.overdue),
        ("never reviewed: past twice the deadline", v.silent_leads),
        (worded(review, "Sent this week"), v.sent_in_week),
        (worded(review, "Accepted this week"), v.accepted_in_week),
        (worded(review, "Rejected this week"), v.rejected_in_week),
        (worded(review, "Asked for more this week"), v.need_more_in_week),
        (worded(review, "Rejected as sent too early this week"), v.too_early_in_week),
    ]
    page.table("Packages", (Column("Packages", "text", 38), Column("Count", "int", 14)), counts)
    _reasons(page, review)
    _reasons_by(page, review)
    page.heading("By qualifier and by source, 13 weeks", 7)
    columns = (
        Column("Who or where", "text", 38),
        Column("Accepted", "int", 14),
        Column("Rejected", "int", 14),
        *_RATE,
        Column("Kind", "word", 16),
    )
    rows = [
        (q.name, q.accepted, q.rejected, TOO_FEW if q.rate is None else q.rate, q.low, q.high, q.kind)
        for q in review.qualifiers
    ]
    page.table("Qualifiers", columns, rows, none="no verdict in 13 weeks")
    _reversals(page, review)
    _of_the_week(page, review, links)


def _reasons(page: Sheet, review: Review) -> None:
    """Why packages came back, and what each reason asks us to do; the main one, where there is one, in a sentence."""
    page.heading("Reasons to reject, and what each asks us to do", 7)
    if (top := main_reason(review.reasons)) is not None:
        of = review.verdicts.rejected_in_week
        asked = f"To do: {top.action}" if top.action else "It asks nothing."
        says = f"{worded(review, 'Top reason this week')}: {top.reason} ({top.in_week} of {of}). {asked}"
        page.put(page.row, 1, says, "firm")
        page.row += 1
    columns = (
        Column("Reason", "text", 38),
        Column(worded(review, "This week"), "int", 14),
        Column("In 13 weeks", "int", 14),
        Column("Share", "percent", 20),
        Column("To do", "over"),
    )
    page.table("Reasons", columns, review.reasons, none="no rejection in 13 weeks")


def _reversals(page: Sheet, review: Review) -> None:
    """Verdicts that were turned round: they say where the first look was too quick."""
    page.heading(
        worded(review, "Reversals: packages whose verdict of this week says the opposite of the one before"), 10
    )
    columns = (
        Column("Account turned round", "text", 38),
        Column("Package no.", "int", 14),
        Column("Lead id", "id", 14),
        Column("Verdict before", "text", 20),
        Column("Given", "date", 11),
        Column("Since", "date", 11),
        Column("Verdict now", "word", 16),
        Column("Person", "text", 20),
        Column("Sent by", "text", 18),
        Column("Reason now", "text", 18),
    )
    cells = [
        (r.account, r.number, r.ref, r.before, r.before_at, r.after_at, r.after, r.person, r.by, r.reason)
        for r in review.reversals
    ]
    page.table("Reversals", columns, cells, none=none_of(review, "no verdict was turned round this week"))


def _reasons_by(page: Sheet, review: Review) -> None:
    """The reasons of this week's rejections by source and by colleague, the most frequent first."""
    source = {row.ref: row.source for row in review.leads}
    rejected = [row for row in review.packages if row.decided_in_week and row.state == "rejected"]
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in rejected:
        reason = row.reason or "no reason given"
        counted[reason, source.get(row.ref) or "not known", "Source"] += 1
        counted[reason, row.by or "not known", "Qualifier"] += 1
    page.heading(worded(review, "This week's reasons by source and by qualifier"), 4)
    columns = (
        Column("Reason given", "text", 38),
        Column("Times", "int", 14),
        Column("Of whom", "word", 14),
        Column("Who or where", "text", 20),
    )
    rows = [
        (reason, n, kind, name)
        for (reason, name, kind), n in sorted(counted.items(), key=lambda item: (item[0][2], -item[1], item[0]))
    ]
    page.table("ReasonsBy", columns, rows, none=none_of(review, "no rejection this week"))


def _of_the_week(page: Sheet, review: Review, links: Links) -> None:
    page.heading(worded(review, "Packages sent or decided this week"), 13)
    columns = (
        Column("Account", "text", 38),
        Column("Package", "int", 14),
        Column("Lead", "id", 14),
        Column("Sent", "date", 20),
        Column("Decided", "date", 11),
        Column("Hours", "number", 11),
        Column("State", "word", 16),
        Column("Person", "text", 20),
        Column("Sent by", "text", 18),
        Column("To", "text", 18),
        Column("Reason to reject", "text", 30),
        Column(worded(review, "Sent this week"), "word", 10),
        Column(worded(review, "Decided this week"), "word", 10),
    )
    kept = [row for row in review.packages if row.sent_in_week or row.decided_in_week]
    cells = [
        (
            row.account,
            row.number,
            row.ref,
            row.sent_at,
            row.decided_at,
            row.hours,
            row.state,
            row.person,
            row.by,
            row.to,
            row.reason,
            row.sent_in_week,
            row.decided_in_week,
        )
        for row in kept
    ]
    place = page.table("PackagesOfTheWeek", columns, cells, none=none_of(review), repeat=True)
    links.range("handoffs", place, len(columns), [row.sent_in_week for row in kept])
    for figure in ("acceptance", "verdict"):
        links.range(figure, place, len(columns), [row.decided_in_week for row in kept])


def write_handoff_quality(page: Sheet, review: Review) -> None:
    """How complete packages were and what they lacked, whether they went the right way, and who has not answered."""
    page.title(
        "Hand-off quality",
        "Completeness is what the playbook asks for a package, as far as it was there when it was sent.",
    )
    sent = [row for row in review.packages if row.sent_in_week]
    _asked(page, review)
    page.heading(worded(review, "What was missing in the packages of this week"), 4)
    lacked = Counter(part for row in sent for part in missing_parts(row.missing))
    missing = (
        Column("Missing", "text", 34),
        Column("Packages without it", "int", 13),
        Column("Packages sent", "int", 13),
        Column("Share", "percent", 12),
    )
    n = len(sent)
    rows = [(part, count, n, count / n) for part, count in sorted(lacked.items(), key=lambda one: (-one[1], one[0]))]
    page.table("MissingParts", missing, rows, none=none_of(review, "nothing was missing this week"))
    page.heading("Routing accuracy by route, 13 weeks: accepted without another route within 10 business days", 6)
    routes = (Column("Route", "text", 34), Column("n", "int", 13), Column("Right at once", "int", 13), *_RATE)
    by_route = [row for row in review.figures if row.metric == "routing_accuracy" and row.dimension]
    page.table("Routing", routes, [_rated(row) for row in by_route], none=none_of(review, "no verdict in 13 weeks"))
    page.heading(worded(review, "Packages sent this week"), 9)
    _packages(page, "PackagesSent", sorted(sent, key=lambda row: (row.percent, row.number)), none_of(review))
    page.heading("Packages without a decision, the oldest first", 9)
    open_ones = sorted((row for row in review.packages if row.undecided), key=lambda row: (row.sent_at, row.number))
    _packages(page, "NoDecision", open_ones, none_of(review, "every package is decided"), repeat=True)


def _asked(page: Sheet, review: Review) -> None:
    """The three figures of the sheet, in total."""
    wanted = ("handoff_completeness", "routing_accuracy", "review_rate", "too_early", "pending")
    totals = {row.metric: row for row in review.figures if not row.dimension}
    columns = (
        Column("Figure", "text", 34),
        Column("n", "int", 13),
        Column("Of them", "int", 13),
        *_RATE,
    )
    rows = []
    for id in wanted:
        if (row := totals.get(id)) is not None:
            whole = row.unit == "percent"
            share = None if row.figure is None else row.figure / 100 if whole else row.figure
            hidden = "n/a" if share is None else TOO_FEW if row.small else share
            hits = None if whole else row.numerator
            rows.append(
                (row.label, row.denominator, hits, hidden, *((None, None) if row.small else (row.low, row.high)))
            )
    page.table("HandoffFigures", columns, rows, none=none_of(review))


def _rated(row: FigureRow) -> tuple[object, ...]:
    small = row.small or row.figure is None
    interval = (None, None) if small else (row.low, row.high)
    return (row.value, row.denominator, row.numerator, TOO_FEW if small else row.figure, *interval)


def _packages(page: Sheet, name: str, rows: Sequence[PackageRow], none: str, repeat: bool = False) -> None:
    columns = (
        Column("Account", "text", 34),
        Column("Package", "int", 13),
        Column("Lead", "id", 13),
        Column("Complete", "percent", 11),
        Column("Sent", "date", 11),
        Column("Hours", "number", 11),
        Column("State", "text", 18),
        Column("Sent by", "text", 18),
        Column("Missing", "long", 50),
    )
    cells = [
        (
            row.account,
            row.number,
            row.ref,
            row.percent / 100,
            row.sent_at,
            row.hours,
            Shown(row.state, {"accepted": "good", "rejected": "bad"}.get(row.state, "text")),
            row.by,
            row.missing,
        )
        for row in rows
    ]
    page.table(name, columns, cells, none=none, repeat=repeat)
