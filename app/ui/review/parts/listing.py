"""The parts of the review in their order: what each is called, how much is in it, and how it is made."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from app.language import later
from app.ui.bench import Bench
from app.ui.review.part import Part

if TYPE_CHECKING:
    from app.services.review_sight import Sight
    from app.ui.review.sheets import PartSpec

PARTS = (
    ("summary", later("Summary")),
    ("movement", later("Movement")),
    ("funnel", later("Funnel")),
    ("conversion", later("Conversion")),
    ("acceptance", later("Acceptance")),
    ("clocks", later("SLA and age")),
    ("cohorts", later("Cohorts")),
    ("exceptions", later("Exceptions")),
    ("diagnoses", later("Diagnoses")),
    ("decisions", later("Decisions")),
    ("sample", later("Sample")),
    ("metrics", later("Metrics")),
    ("quality", later("Data quality")),
    ("checks", later("Checks")),
)
"""In the order in which a meeting goes through them."""
_OWN = {
    "summary": ("app.ui.review.summary", "SummaryPart"),
    "decisions": ("app.ui.review.decisions", "DecisionsPart"),
    "sample": ("app.ui.review.sample", "SamplePart"),
    "diagnoses": ("app.ui.review.diagnoses", "DiagnosesPart"),
}
_COUNTED = tuple(id for id, _ in PARTS if id not in ("summary", "decisions", "sample"))


def made(id: str, bench: Bench) -> Part:
    """The widget of a part; its code is met only now."""
    if id in _OWN:
        module, name = _OWN[id]
        part: Callable[[Bench], Part] = getattr(import_module(module), name)
        return part(bench)
    from app.ui.review.sheet_part import SheetPart

    return SheetPart(bench, _spec(id))


def counts(sight: "Sight") -> dict[str, int | str]:
    """How much is in each part; those of decisions are counted with the review."""
    told: dict[str, int | str] = {id: _spec(id).count(sight) for id in _COUNTED}
    told["decisions"] = sum(bool(one.id) for one in (*sight.review.decisions, *sight.review.agreed))
    return told


def _spec(id: str) -> "PartSpec":
    found: PartSpec = import_module(f"app.ui.review.parts.{id}").SPEC
    return found
