"""Documents that one side asked the other for, and the status of a method: their states in words."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from app.language import later

DocumentState = Literal["waiting", "overdue", "sent", "accepted", "refused"]

DOCUMENT_STATES: Mapping[str, str] = {
    "waiting": later("waiting"),
    "overdue": later("overdue"),
    "sent": later("sent"),
    "accepted": later("accepted"),
    "refused": later("not accepted"),
}
METHOD_STATUSES: Mapping[str, str] = {
    "unmodified": later("cleared, unmodified"),
    "modified": later("modified"),
    "ldt": later("lab-developed"),
    "research": later("research use"),
}


def document_state(due: date | None, sent_on: date | None, accepted: str, today: date) -> DocumentState:
    """What became of a document; one that was sent waits no more, whatever its date."""
    if accepted == "yes":
        return "accepted"
    if accepted == "no":
        return "refused"
    if sent_on is not None:
        return "sent"
    return "overdue" if due is not None and due < today else "waiting"
