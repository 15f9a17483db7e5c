"""An answer that counts for several leads of a call: one row for each, and the same words, speaker and value in all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.services.calls.facts import CallFacts
from app.store.tables import DiscoveryRow

WORDS = ("text", "who", "certainty", "kind", "low", "high", "unit", "day", "choice")  # what makes it the same answer

Found = Callable[[int], DiscoveryRow | None]


def shared_with(said: Iterable[DiscoveryRow], row: DiscoveryRow) -> tuple[DiscoveryRow, ...]:
    """The rows that keep the same answer for the other leads of its call."""
    here = (one for one in said if (one.call_id, one.question) == (row.call_id, row.question))
    return tuple(one for one in here if one.lead_id != row.lead_id and words_in(one) == words_in(row))


def words_in(row: DiscoveryRow) -> dict[str, Any]:
    """What an answer says, by column."""
    return {name: getattr(row, name) for name in WORDS}


def share(
    facts: CallFacts, former: DiscoveryRow | None, words: Mapping[str, Any], leads: Sequence[int], own: Found
) -> list[DiscoveryRow | int]:
    """Where `words` go for the other `leads` for which they count: into a row, or for a lead without one a new row.

    `former` is the row that is corrected, as it was before, and `own` the answer of another lead that is corrected.
    Where it no longer counts it is taken out. What a person has settled for a lead stays, and is not said twice.
    """
    shared = {row.lead_id: row for row in (shared_with(facts.said, former) if former is not None else ())}
    for lead, row in shared.items():
        if lead not in leads and not row.settled:
            facts.work.session.delete(row)
    settled = {lead for lead, row in shared.items() if row.settled}
    stays = settled if former is not None and words_in(former) == words else set()
    found = {lead: shared.get(lead) if lead not in settled else None for lead in leads if lead not in stays}
    return [row or own(lead) or lead for lead, row in found.items()]
