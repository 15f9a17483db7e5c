"""The fit x intent grid of the leads that pass a filter."""

from dataclasses import replace

from sqlalchemy import func, select

from app.domain.grid import Grid, laid_out
from app.services.leads import LeadFilter, lead, passing
from app.services.work import Work
from app.store.tables import Lead


def grid_view(work: Work, filter: LeadFilter | None = None) -> Grid:
    """The grid of the leads that pass; the bands chosen in the filter do not thin it out, so that the rest is seen.

    Counted in the index of openness and bands where nothing else is asked for: 100,000 leads within 50 ms.
    """
    asked = replace(filter or LeadFilter(), fit_bands=(), intent_bands=())
    by = (lead.is_open, lead.fit_band, lead.intent_band)
    query = passing(work, select(*by, func.count()).select_from(Lead.__table__), asked).group_by(*by)
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for is_open, fit, intent, count in work.session.execute(query):
        before, open_before = counts.get((fit, intent), (0, 0))
        counts[fit, intent] = before + count, open_before + (count if is_open else 0)
    return laid_out(work.playbook, counts)
