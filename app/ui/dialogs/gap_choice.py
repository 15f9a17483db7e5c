"""Which of several gaps is meant, by a few letters; one alone opens at once."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.gaps import severities, sides
from app.language import tr
from app.ui import dates
from app.ui.bench import Bench
from app.ui.dialogs.chooser import Choice, FixedChooser
from app.ui.dialogs.gap_dialog import GapDialog


def open_gap(bench: Bench, gap_id: int, parent: QWidget, status: str = "") -> None:
    """Open a gap; `status` is what the person means to make of it."""
    GapDialog(bench, parent, gap_id=gap_id, status=status).open()


def settle_one(bench: Bench, gaps: Sequence[Any], parent: QWidget) -> None:
    """Open the one of these gaps that somebody wants to settle."""
    waiting = [gap for gap in gaps if gap.unsettled]
    if not waiting:
        bench.toast.say(tr("No gap is open here. G notes one."))
    elif len(waiting) == 1:
        open_gap(bench, waiting[0].id, parent, "answered")
    else:
        choices = [
            Choice(gap.question, _briefly(gap), partial(open_gap, bench, gap.id, parent, "answered"), "alert-triangle")
            for gap in waiting
        ]
        FixedChooser(tr("Settle a gap"), tr("Which gap?"), choices, parent).open()


def about(gap: Any) -> str:
    """How much it hurts, who owes it and when, in a line."""
    due = ""
    if gap.due is not None:
        late = tr("{day}, overdue", day=dates.day(gap.due))
        due = late if gap.overdue else dates.day(gap.due)
    owner = gap.owner
    waits = tr("waiting") if gap.status == "waiting" else ""
    parts = (severities().get(gap.severity, gap.severity), sides().get(gap.owed_by, gap.owed_by), owner, due, waits)
    return " · ".join(part for part in parts if part)


def _briefly(gap: Any) -> str:
    late = tr("overdue") if gap.overdue else ""
    return " · ".join(part for part in (severities().get(gap.severity, gap.severity), late) if part)
