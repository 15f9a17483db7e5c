"""The columns of a table of handoffs."""

from app.language import later, tr
from app.services.handoff_words import ALARMS, STATES
from app.ui import dates
from app.ui.tables.column import Column

HUES = {
    "pending": "wait",
    "overdue": "bad",
    "silent": "bad",
    "accepted": "good",
    "rejected": "bad",
    "need_more": "note",
    "replaced": "muted",
}
COLUMNS = (
    Column("number", later("No."), 50, lambda r: str(r.number), "number"),
    Column("person", later("Person"), 170, lambda r: r.person, "strong"),
    Column("account", later("Account"), 190, lambda r: r.account),
    Column("state", later("State"), 100, lambda r: tr(STATES.get(r.state, r.state)), "chip",
           hue=lambda r: HUES.get(r.state, "muted")),
    Column("alarm", later("Alarm"), 130, lambda r: tr(ALARMS[r.alarm]) if r.alarm else "", "chip",
           hue=lambda r: "bad"),
    Column("version", later("Version"), 70, lambda r: str(r.version) if r.version > 1 else "", "number"),
    Column("sent", later("Sent"), 90, lambda r: dates.ago(r.sent_at), "muted", tip=lambda r: dates.exact(r.sent_at)),
    Column("due", later("Verdict due"), 100, lambda r: dates.ago(r.due_at) if r.waits else "", "due",
           hue=lambda r: "bad" if r.state in ("overdue", "silent") else "", tip=lambda r: dates.exact(r.due_at)),
    Column("complete", later("Complete"), 90, lambda r: str(r.completeness), "score"),
    Column("to", later("To"), 110, lambda r: r.to, "muted"),
    Column("by", later("By"), 110, lambda r: r.by, "muted"),
    Column("reason", later("Reason"), 180, lambda r: " · ".join(part for part in (r.reason, r.note) if part)),
    Column("file", later("Workbook"), 200, lambda r: r.file_name, "muted"),
)  # fmt: skip
