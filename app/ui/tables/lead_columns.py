"""The columns of a short table of leads, as an account shows them."""

from app.domain.stage import Stage
from app.language import later, tr
from app.ui import dates
from app.ui.tables.column import Column
from app.ui.tables.list_cells import OVERRIDDEN
from app.ui.widgets.painted import path_hue, stage_hue

SHORT = (
    Column("person", later("Person"), 160, lambda r: r.person, "strong", "person"),
    Column("stage", later("Stage"), 72, lambda r: f"{Stage(r.stage).label}{' !' if r.overridden else ''}",
           "stage", "stage",
           lambda r: stage_hue(r.stage), tip=lambda r: tr(OVERRIDDEN) if r.overridden else ""),
    Column("path", later("Path"), 150, lambda r: r.path_label, "path", "path", lambda r: path_hue(r.path)),
    Column("fit", later("Fit"), 84, lambda r: str(r.fit), "score", "fit", lambda r: "accent"),
    Column("intent", later("Intent"), 84, lambda r: str(r.intent), "score", "intent", lambda r: "note"),
    Column("due", later("Due"), 96, lambda r: dates.day(r.due), "due", "due", lambda r: "bad" if r.overdue else "",
           tip=lambda r: f"{dates.exact(r.due)}{tr(', overdue') if r.overdue else ''}"),
    Column("owner", later("Owner"), 110, lambda r: r.owner, sort="owner"),
    Column("title", later("Title"), 170, lambda r: r.title, "muted", "title"),
)  # fmt: skip
