"""The questions that a handoff suggests: those that the picker would ask in the next call (CP2)."""

from app.services.calls.facts import CallFacts
from app.services.work import Work
from app.store.tables import Lead

MOST = 8


def questions(work: Work, lead: Lead) -> tuple[str, ...]:
    """What is to be asked next, the most pressing first, in the words of the bank."""
    asked = CallFacts(work, None, (lead,)).picks.asked
    return tuple(dict.fromkeys(one.asked for one in asked))[:MOST]
