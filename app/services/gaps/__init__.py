"""The register of technical gaps: raised, changed, settled with an answer, and read for one lead, an account or all."""

from app.services.gaps.asked import (
    GapCounts,
    GapView,
    areas,
    gap_counts,
    gap_rows,
    gap_view,
    gap_views,
    of_account,
    of_lead,
)
from app.services.gaps.evidence import Ground, evidence_choices
from app.services.gaps.form import GapForm, Home, gap_form
from app.services.gaps.many import set_gap_due, set_gap_owner, set_gaps_status
from app.services.gaps.noting import add_gap, edit_gap
from app.services.gaps.settling import close_gap, set_gap_status

__all__ = [
    "GapCounts",
    "GapForm",
    "GapView",
    "Ground",
    "Home",
    "add_gap",
    "areas",
    "close_gap",
    "edit_gap",
    "evidence_choices",
    "gap_counts",
    "gap_form",
    "gap_rows",
    "gap_view",
    "gap_views",
    "of_account",
    "of_lead",
    "set_gap_due",
    "set_gap_owner",
    "set_gap_status",
    "set_gaps_status",
]
