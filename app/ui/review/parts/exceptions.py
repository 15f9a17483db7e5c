"""Exceptions: the working list of the week, the most severe first; Enter opens the lead."""

from typing import Any

from app.language import later, number, tr
from app.ui import dates
from app.ui.labels import labelled
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.tables.column import Column

COLUMNS = (
    Column("rule", later("Rule"), 184, lambda r: labelled(r.rule), "chip", hue=lambda r: "wait"),
    Column("person", later("Person"), 126, lambda r: r.person, "strong"),
    Column("account", later("Account"), 140, lambda r: r.account),
    Column("owner", later("Owner"), 96, lambda r: r.owner, "muted"),
    Column("days", later("Days"), 50, lambda r: number(r.days), "number"),
    Column("why", later("Why"), 140, lambda r: r.why, tip=lambda r: r.why),
    Column("action", later("Do"), 110, lambda r: tr(r.action), "muted", stretch=True),
    Column("due", later("Due"), 80, lambda r: dates.day(r.due), "due"),
)


def _whole(row: Any) -> str:
    return tr("{person}, {account}: {why}. {action}", person=row.person, account=row.account, why=row.why,
              action=tr(row.action))  # fmt: skip


def _opens_its_lead(row: Any, column: str) -> None:
    return None


SPEC = PartSpec(
    "exceptions",
    later("Exceptions"),
    (
        Sheet(
            "exceptions",
            later("Exceptions"),
            later("Talk about these; all else runs by itself. Enter opens the lead, Esc comes back."),
            COLUMNS,
            lambda review: review.exceptions,
            later("No exception in this week: every open lead has its owner, next step and date, and none is late."),
            large="exceptions",
            address=_opens_its_lead,
            whole=_whole,
        ),
    ),
    lambda sight: sight.counts.get("exceptions", 0),
)
