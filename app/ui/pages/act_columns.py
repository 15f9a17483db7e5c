"""The columns of a short table of acts, as an account shows them."""

from typing import Any

from app.language import later, number, tr
from app.ui import dates
from app.ui.tables.column import Column


def _state(action: Any) -> str:
    if action.undoes is not None:
        return tr("undoes {number}", number=action.undoes)
    return "" if action.in_effect else tr("undone")


COLUMNS = (
    Column("action", later("No."), 50, lambda action: str(action.action), "number"),
    Column(
        "at",
        later("When"),
        100,
        lambda action: dates.ago(action.at),
        "muted",
        tip=lambda action: dates.exact(action.at),
    ),
    Column("by", later("Who"), 110, lambda action: action.by, "muted"),
    Column("label", later("What"), 340, lambda action: action.label, stretch=True, tip=lambda action: action.label),
    Column("rows", later("Rows"), 60, lambda action: number(action.rows), "number"),
    Column("state", later("State"), 110, _state, "chip"),
)
