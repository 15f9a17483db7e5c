"""The columns of a table of handoffs."""

from app.ui import dates
from app.ui.tables.column import Column

STATES = {
    "pending": ("Pending", "wait"),
    "overdue": ("Overdue", "bad"),
    "silent": ("No verdict", "bad"),
    "accepted": ("Accepted", "good"),
    "rejected": ("Rejected", "bad"),
    "need_more": ("Needs more", "note"),
}
COLUMNS = (
    Column("number", "No.", 50, lambda r: str(r.number), "number"),
    Column("person", "Person", 170, lambda r: r.person, "strong"),
    Column("account", "Account", 190, lambda r: r.account),
    Column("state", "State", 100, lambda r: STATES.get(r.state, (r.state, ""))[0], "chip",
           hue=lambda r: STATES.get(r.state, ("", "muted"))[1]),
    Column("sent", "Sent", 90, lambda r: dates.ago(r.sent_at), "muted", tip=lambda r: dates.exact(r.sent_at)),
    Column("due", "Verdict due", 100, lambda r: dates.ago(r.due_at) if r.verdict_at is None else "", "due",
           hue=lambda r: "bad" if r.state in ("overdue", "silent") else "", tip=lambda r: dates.exact(r.due_at)),
    Column("complete", "Complete", 90, lambda r: str(r.completeness), "score"),
    Column("to", "To", 110, lambda r: r.to, "muted"),
    Column("by", "By", 110, lambda r: r.by, "muted"),
    Column("reason", "Reason", 180, lambda r: " · ".join(part for part in (r.reason, r.note) if part)),
    Column("file", "Workbook", 200, lambda r: r.file_name, "muted"),
)  # fmt: skip
