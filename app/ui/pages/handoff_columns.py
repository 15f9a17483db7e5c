"""The columns of a table of handoffs."""

from app.language import later, tr
from app.ui import dates
from app.ui.tables.column import Column

STATES = {
    "pending": (later("Pending"), "wait"),
    "overdue": (later("Overdue"), "bad"),
    "silent": (later("No verdict"), "bad"),
    "accepted": (later("Accepted"), "good"),
    "rejected": (later("Rejected"), "bad"),
    "need_more": (later("Needs more"), "note"),
}
COLUMNS = (
    Column("number", later("No."), 50, lambda r: str(r.number), "number"),
    Column("person", later("Person"), 170, lambda r: r.person, "strong"),
    Column("account", later("Account"), 190, lambda r: r.account),
    Column("state", later("State"), 100, lambda r: tr(STATES.get(r.state, (r.state, ""))[0]), "chip",
           hue=lambda r: STATES.get(r.state, ("", "muted"))[1]),
    Column("sent", later("Sent"), 90, lambda r: dates.ago(r.sent_at), "muted", tip=lambda r: dates.exact(r.sent_at)),
    Column("due", later("Verdict due"), 100, lambda r: dates.ago(r.due_at) if r.verdict_at is None else "", "due",
           hue=lambda r: "bad" if r.state in ("overdue", "silent") else "", tip=lambda r: dates.exact(r.due_at)),
    Column("complete", later("Complete"), 90, lambda r: str(r.completeness), "score"),
    Column("to", later("To"), 110, lambda r: r.to, "muted"),
    Column("by", later("By"), 110, lambda r: r.by, "muted"),
    Column("reason", later("Reason"), 180, lambda r: " · ".join(part for part in (r.reason, r.note) if part)),
    Column("file", later("Workbook"), 200, lambda r: r.file_name, "muted"),
)  # fmt: skip
