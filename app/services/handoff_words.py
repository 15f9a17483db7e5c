"""The words for where a handoff stands, and what is alarming about one."""

from app.language import later

VERDICTS = {"accept": later("Accepted"), "reject": later("Rejected"), "need_more": later("Needs more")}
STATES = {
    "overdue": later("Overdue"),
    "pending": later("Pending"),
    "silent": later("Accepted by silence"),
    "need_more": later("Needs more"),
    "accepted": later("Accepted"),
    "rejected": later("Rejected"),
    "replaced": later("Replaced"),
}
ALARMS = {"too_early": later("Sent too early"), "never_reviewed": later("Never reviewed")}
