"""Sheets of the review that are worked through: clocks and ages, and the list of exceptions with what is agreed."""

from collections import defaultdict, deque
from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from app.domain.review import Decision, Review
from app.domain.review.order import DATE, OWNER, STEP
from app.exports.review_charts import ages_chart
from app.exports.review_rows import Links, none_of, worded
from app.exports.review_summary import TAKEN
from app.exports.sheet import Column, Sheet, Shown

AGREED, WHO, BY_WHEN, CAME = "Agreed action", "Who", "By when", "What came of it"
"""The columns of the exceptions that are filled in at the meeting and read back."""
TAKEN_AS = "Taken down as"
"""The column that says which decision an action is, however it is worded by then."""


def write_clocks(page: Sheet, review: Review, links: Links) -> None:
    """How long leads have stood, which clocks ran over, and how long first touches took."""
    calendar = review.calendar or "business hours of the playbook"
    page.title("Clocks and age", f"Hours are business hours: {calendar}.")
    page.heading("Days in the present stage", 8)
    ages = (
        Column("Stage", "text", 18),
        Column("0 to 7", "int", 12),
        Column("8 to 14", "int", 22),
        Column("15 to 30", "int", 26),
        Column("31 to 60", "int", 18),
        Column("Above 60", "int", 17),
        Column("Median", "number", 11),
        Column("90% below", "number", 11),
    )
    rows = [
        (*a[:6], "n/a" if a.median is None else a.median, "n/a" if a.ninetieth is None else a.ninetieth)
        for a in review.ages
    ]
    ages_chart(page, review, page.table("Ages", ages, rows))
    _stays(page, review)
    _touches(page, review, links)
    page.heading("Clocks that ran over, and packages without a verdict", 10)
    clocks = (
        Column("Clock", "text", 18),
        Column("Lead", "id", 12),
        Column("Person", "text", 22),
        Column("Account", "text", 26),
        Column("Owner", "text", 18),
        Column("Since", "moment", 17),
        Column("Hours", "number", 11),
        Column("Allowed", "number", 11),
        Column("Over", "number", 11),
        Column("State", "text", 24),
    )
    listed = [
        (
            *(c.clock, c.ref, c.person, c.account, c.owner, c.since, c.hours),
            *(c.allowed or "no limit", c.over, Shown(c.state, "bad" if c.over else "word")),
        )
        for c in review.clocks
    ]
    place = page.table("Clocks", clocks, listed, none="nothing is running", repeat=True)
    links.range("pending", place, len(clocks), [c.clock.startswith("Verdict") for c in review.clocks])


def _stays(page: Sheet, review: Review) -> None:
    page.heading("Stays in a stage that ended, 13 weeks, in days", 4)
    columns = (
        Column("Stage left", "text", 18),
        Column("Stays", "int", 12),
        Column("Median", "number", 22),
        Column("90% below", "number", 26),
    )
    stays = [row for row in review.figures if row.metric == "days_in_stage" and row.dimension]
    cells = [(row.value, row.denominator, row.figure, row.ninetieth) for row in stays]
    page.table("Stays", columns, cells, none=none_of(review, "none in 13 weeks"))


def _touches(page: Sheet, review: Review, links: Links) -> None:
    page.heading(worded(review, "First touches of this week, the slowest first"), 9)
    columns = (
        Column("First touch of", "text", 18),
        Column("Lead", "id", 12),
        Column("Owner", "text", 22),
        Column("Account", "text", 26),
        Column("Arrived", "moment", 18),
        Column("Touched", "moment", 17),
        Column("Hours", "number", 11),
        Column("Allowed", "number", 11),
        Column("Over", "number", 11),
    )
    cells = [
        (t.person, t.ref, t.owner, t.account, t.arrived, t.touched, t.hours, t.allowed or "no limit", t.over)
        for t in review.touched
    ]
    place = page.table("FirstTouches", columns, cells, none=none_of(review))
    links.range("outreach", place, len(columns), [True] * len(cells))
    links.range("in_time", place, len(columns), [True] * len(cells))


def write_exceptions(page: Sheet, review: Review, links: Links) -> None:
    """The working list with four columns to fill in: what is agreed, who does it, by when, and what came of it."""
    page.title(
        "Exceptions",
        "The working list, the most severe first. Fill in the four shaded columns; they are read back, and what came "
        "of an action marks it as done.",
    )
    columns = (
        Column("Rule", "text", 22),
        Column("Lead", "id", 10),
        Column("Person", "text", 18),
        Column("Account", "text", 24),
        Column("Owner", "text", 15),
        Column("Days", "int", 7),
        Column("Why", "long", 32),
        Column("Proposed action", "text", 26),
        Column("Due", "date", 11),
        Column(AGREED, "agree", 28),
        Column(WHO, "agree", 15),
        Column(BY_WHEN, "agree date", 12),
        Column(CAME, "agree", 24),
        Column(TAKEN_AS, "id", 13),
    )
    rows = list(_rows(review))
    place = page.table("Exceptions", columns, rows, none=worded(review, "none this week"), freeze=2)
    page.text_only(2, 2)
    last = get_column_letter(1 + [column.header for column in columns].index(CAME))
    page.hint(f"{last}{place.head + 1}:{last}{place.last}", title=CAME, prompt="What is written here marks it as done.")
    lacking = {OWNER, STEP, DATE}
    links.range("in_order", place, len(columns), [row[0] in lacking for row in rows])


def _rows(review: Review) -> Iterator[tuple[object, ...]]:
    agreed: dict[str, deque[Decision]] = defaultdict(deque)
    for one in review.agreed:
        agreed[one.ref].append(one)
    others = agreed.pop("", deque())
    days = {row.ref: row.days_in_stage for row in review.leads} if review.agreed or review.findings else {}
    for row in review.exceptions:
        yield (*row, *_said(agreed.get(row.ref)))
    for finding in review.findings:
        if finding.state == "found":
            for named in finding.rows:
                person, account = named.name, named.account
                said = (named.owner, days.get(named.ref), named.detail, finding.suggests, None)
                yield (finding.label, named.ref, person, account, *said, *_said(agreed.get(named.ref)))
    leads = {row.ref: row for row in review.leads} if agreed else {}
    for ref, left in agreed.items():
        lead = leads.get(ref)
        named_too = (lead.person, lead.account, lead.owner) if lead is not None else ("", "", "")
        while left:
            why = f"agreed in {left[0].week}" if left[0].week else "agreed earlier"
            yield ("Agreed and not done", ref, *named_too, days.get(ref), why, "", None, *_said(left))
    while others:
        why = f"decided in {others[0].week}" if others[0].week else "decided earlier"
        yield ("Decided and not done", "", "", "", "", None, why, "", None, *_said(others))


def _said(waiting: deque[Decision] | None) -> tuple[object, ...]:
    """The next open action of a lead: each stands in a row of its own."""
    if not waiting:
        return (None,) * 5
    one = waiting.popleft()
    return (one.text, one.owner, one.due, None, f"{TAKEN} {one.id}" if one.id else None)
