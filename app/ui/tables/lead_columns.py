"""The columns of a table of leads."""

from app.domain.stage import Stage
from app.language import later, tr
from app.ui import dates
from app.ui.tables.column import Column
from app.ui.widgets.painted import path_hue, stage_hue

OVERRIDDEN = later("Somebody went past the gate: see its story")

LEAD_COLUMNS = (
    Column("person", later("Person"), 160, lambda r: r.person, "strong", "person"),
    Column("account", later("Account"), 180, lambda r: r.account, sort="account"),
    Column("stage", later("Stage"), 72, lambda r: f"{Stage(r.stage).label}{' !' if r.overridden else ''}",
           "stage", "stage",
           lambda r: stage_hue(r.stage), tip=lambda r: tr(OVERRIDDEN) if r.overridden else ""),
    Column("path", later("Path"), 150, lambda r: r.path_label, "path", "path", lambda r: path_hue(r.path)),
    Column("fit", later("Fit"), 84, lambda r: str(r.fit), "score", "fit", lambda r: "accent"),
    Column("intent", later("Intent"), 84, lambda r: str(r.intent), "score", "intent", lambda r: "note"),
    Column("due", later("Due"), 96, lambda r: dates.day(r.due), "due", "due", lambda r: "bad" if r.overdue else "",
           tip=lambda r: f"{dates.exact(r.due)}{tr(', overdue') if r.overdue else ''}"),
    Column("next_step", later("Next step"), 200, lambda r: r.next_step, "muted"),
    Column("owner", later("Owner"), 110, lambda r: r.owner, sort="owner"),
    Column("title", later("Title"), 170, lambda r: r.title, "muted", "title"),
    Column("service_line", later("Service line"), 150, lambda r: r.service_line_label, "muted", "service_line"),
    Column("segment", later("Segment"), 130, lambda r: r.segment, "muted", "segment"),
    Column("country", later("Country"), 80, lambda r: r.country, "muted", "country"),
    Column("source", later("Source"), 120, lambda r: r.source, "muted", "source"),
    Column("email", "E-mail", 200, lambda r: r.email, "muted", "email"),
    Column("phone", later("Phone"), 120, lambda r: r.phone, "muted"),
    Column("created", later("Created"), 90, lambda r: dates.ago(r.created_at), "muted", "created",
           tip=lambda r: dates.exact(r.created_at)),
)  # fmt: skip
SHORT = tuple(c for c in LEAD_COLUMNS if c.id in ("person", "title", "stage", "path", "fit", "intent", "due", "owner"))
