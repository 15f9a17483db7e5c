"""Checks: two ways of counting that must agree, each with its word and both numbers."""

from typing import TYPE_CHECKING, Any, NamedTuple

from app.language import later, number, tr
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.review.words import figure
from app.ui.tables.column import Column

if TYPE_CHECKING:
    from app.domain.review.restating import Restated


class Difference(NamedTuple):
    """What an issued week would now say otherwise: a figure, or a lead."""

    what: str
    account: str
    issued: str
    now: str
    why: str
    ref: str = ""


def _differences(found: "Restated") -> list[Difference]:
    figures = [
        Difference(tr(one.label), "", figure(one.issued, one.unit), figure(one.now, one.unit), "")
        for one in found.figures
    ]
    leads = [
        Difference(one.person, one.account, one.issued, one.now, cause.says, one.ref)
        for cause in found.causes
        for one in cause.rows
    ]
    return [*figures, *leads]


def _nothing_behind(row: Any, column: str) -> None:
    return None


def _hue(row: Any) -> str:
    return "good" if row.passed else "bad"


def _word(row: Any) -> str:
    return tr("✓ passes") if row.passed else tr("✗ fails")


COLUMNS = (
    Column("name", later("Check"), 190, lambda r: tr(r.name), "strong"),
    Column("passed", later("Result"), 100, _word, "chip", hue=_hue),
    Column("left", later("One way"), 96, lambda r: number(r.left), "number"),
    Column("right", later("Other way"), 96, lambda r: number(r.right), "number"),
    Column("words", later("What must be equal"), 360, lambda r: tr(r.words), stretch=True, tip=lambda r: tr(r.words)),
)

DIFFERENCES = (
    Column("what", later("Figure or lead"), 210, lambda r: r.what, "strong"),
    Column("account", later("Account"), 180, lambda r: r.account),
    Column("issued", later("As issued"), 150, lambda r: r.issued),
    Column("now", later("By now"), 150, lambda r: r.now),
    Column("why", later("Why"), 200, lambda r: r.why, "muted", stretch=True, tip=lambda r: r.why),
)


def _count(sight: Any) -> str:
    failing = sum(not check.passed for check in sight.review.checks)
    return tr("{count} fail", count=number(failing)) if failing else ""


SPEC = PartSpec(
    "checks",
    later("Checks"),
    (
        Sheet(
            "checks",
            later("Checks"),
            later("Each number is counted in two ways. Where they differ, find out why before you share the review."),
            COLUMNS,
            lambda review: review.checks,
            later("Nothing was checked with this week."),
        ),
        Sheet(
            "restated",
            later("Since it was issued"),
            later("What this week would say otherwise by now. The issued numbers stay as they are."),
            DIFFERENCES,
            lambda review: (),
            later("Nothing: counted again, the week says the same to the digit."),
            restated=_differences,
            address=_nothing_behind,
        ),
    ),
    _count,
)
