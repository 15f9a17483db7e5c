"""Diagnoses: what the rules of the playbook found, out of how many, and what they suggest; Enter opens one."""

from typing import Any

from app.language import later, number, tr
from app.ui.labels import labelled
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.tables.column import Column

FOUND = {"found": "bad", "clear": "good", "small sample": "muted"}
_ORDER = {"found": 0, "small sample": 2}


def _hue(row: Any) -> str:
    return FOUND.get(row.state, "muted")


def _sorted(review: Any) -> list[Any]:
    return sorted(review.findings, key=lambda one: (_ORDER.get(one.state, 1), -one.hits))


def _whole(row: Any) -> str:
    if not row.suggests:
        return str(row.says)
    return tr("{says} Suggested: {suggests}", says=row.says, suggests=row.suggests)


def _opens_itself(row: Any, column: str) -> None:
    return None


COLUMNS = (
    Column("label", later("Diagnosis"), 208, lambda r: r.label, "strong"),
    Column("state", later("State"), 112, lambda r: labelled(r.state), "chip", hue=_hue),
    Column("hits", later("Cases"), 56, lambda r: number(r.hits), "number"),
    Column("n", later("of n"), 56, lambda r: number(r.n), "number"),
    Column("says", later("Says"), 340, lambda r: r.says, tip=lambda r: r.says),
    Column("suggests", later("Suggests"), 110, lambda r: r.suggests, "muted", stretch=True, tip=lambda r: r.suggests),
)

SPEC = PartSpec(
    "diagnoses",
    later("Diagnoses"),
    (
        Sheet(
            "diagnoses",
            later("Diagnoses"),
            later("Enter opens one: its rows, what it suggests, and the playbook to replay the change in."),
            COLUMNS,
            _sorted,
            later("The playbook has no diagnosis: add rules under Review there."),
            address=_opens_itself,
            whole=_whole,
        ),
    ),
    lambda sight: sum(found.state == "found" for found in sight.review.findings),
)
