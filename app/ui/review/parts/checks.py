"""Checks: two ways of counting that must agree, each with its word and both numbers."""

from typing import Any

from app.language import later, number, tr
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.tables.column import Column


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
    ),
    _count,
)
