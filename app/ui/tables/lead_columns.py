"""The columns of a table of leads."""

from app.domain.stage import Stage
from app.ui import dates
from app.ui.tables.column import Column
from app.ui.widgets.painted import path_hue, stage_hue

OVERRIDDEN = "Somebody went past the gate: see its story"

LEAD_COLUMNS = (
    Column("person", "Person", 160, lambda r: r.person, "strong", "person"),
    Column("account", "Account", 180, lambda r: r.account, sort="account"),
    Column("stage", "Stage", 72, lambda r: f"{Stage(r.stage).label}{' !' if r.overridden else ''}", "stage", "stage",
           lambda r: stage_hue(r.stage), tip=lambda r: OVERRIDDEN if r.overridden else ""),
    Column("path", "Path", 150, lambda r: r.path_label, "path", "path", lambda r: path_hue(r.path)),
    Column("fit", "Fit", 84, lambda r: str(r.fit), "score", "fit", lambda r: "accent"),
    Column("intent", "Intent", 84, lambda r: str(r.intent), "score", "intent", lambda r: "note"),
    Column("due", "Due", 96, lambda r: dates.day(r.due), "due", "due", lambda r: "bad" if r.overdue else "",
           tip=lambda r: f"{dates.exact(r.due)}{', overdue' if r.overdue else ''}"),
    Column("next_step", "Next step", 200, lambda r: r.next_step, "muted"),
    Column("owner", "Owner", 110, lambda r: r.owner, sort="owner"),
    Column("title", "Title", 170, lambda r: r.title, "muted", "title"),
    Column("service_line", "Service line", 150, lambda r: r.service_line_label, "muted", "service_line"),
    Column("segment", "Segment", 130, lambda r: r.segment, "muted", "segment"),
    Column("country", "Country", 80, lambda r: r.country, "muted", "country"),
    Column("source", "Source", 120, lambda r: r.source, "muted", "source"),
    Column("email", "E-mail", 200, lambda r: r.email, "muted", "email"),
    Column("phone", "Phone", 120, lambda r: r.phone, "muted"),
    Column("created", "Created", 90, lambda r: dates.ago(r.created_at), "muted", "created",
           tip=lambda r: dates.exact(r.created_at)),
)  # fmt: skip
SHORT = tuple(c for c in LEAD_COLUMNS if c.id in ("person", "title", "stage", "path", "fit", "intent", "due", "owner"))
