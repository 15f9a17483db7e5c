"""The tables of decisions, and the words in which they are told: whose, by when, about what, and what came of them."""

from typing import TYPE_CHECKING

from app.language import later, tr
from app.services.review_reading import STATES
from app.ui import dates
from app.ui.tables.column import Column

if TYPE_CHECKING:
    from app.services.review_decisions import DecisionView
    from app.services.review_reading import ReadLine

_HUES = {"new": "accent", "changed": "note", "done": "good", "same": "muted", "unclear": "wait"}


def when(row: "DecisionView") -> tuple[str, str]:
    """By when a decision is due, in words and with a hue: "overdue, 3 d ago", "due Fri 27 Nov", "done yesterday"."""
    if row.done:
        return (tr("done {day}", day=dates.day(row.done_on)) if row.done_on else tr("done")), "good"
    if row.due is None:
        return tr("no date"), "muted"
    if row.overdue:
        return tr("overdue, {day}", day=dates.day(row.due)), "bad"
    return tr("due {day}", day=dates.day(row.due)), "note"


def about(row: "DecisionView | ReadLine") -> str:
    """The lead that a decision is about, or the diagnosis that it answers."""
    person, answers = getattr(row, "person", ""), getattr(row, "answers", "")
    return " · ".join(part for part in (person, answers) if part)


DECISIONS = (
    Column("text", later("Decision"), 330, lambda r: r.text, "strong", stretch=True, tip=lambda r: r.text),
    Column("when", later("By when"), 150, lambda r: when(r)[0], "chip", hue=lambda r: when(r)[1],
           tip=lambda r: dates.in_full(r.due) if r.due else when(r)[0]),
    Column("owner", later("Owner"), 120, lambda r: r.owner or tr("nobody yet")),
    Column("week", later("Taken in"), 84, lambda r: r.week, "muted"),
    Column("about", later("About"), 180, about, "muted", tip=about),
)  # fmt: skip

READ_BACK = (
    Column("state", later("Becomes"), 96, lambda r: tr(STATES[r.state]), "chip", hue=lambda r: _HUES[r.state]),
    Column("text", later("Decision"), 190, lambda r: r.text or "–", "strong", stretch=True, tip=lambda r: r.text),
    Column("says", later("What changes, or why not"), 232, lambda r: r.says, tip=lambda r: r.says),
    Column("owner", later("Owner"), 96, lambda r: r.owner),
    Column("due", later("Due"), 94, lambda r: dates.exact(r.due), "muted"),
    Column("place", later("Where"), 112, lambda r: r.place, "muted"),
)
