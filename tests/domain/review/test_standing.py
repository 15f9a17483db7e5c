"""How a figure stands: what the playbook wants of it counts also where two weeks cannot be compared."""

import pytest

from app.domain.review.sheet import Kpi
from app.domain.review.standing import hue, words


@pytest.mark.parametrize(
    ("status", "figure", "target", "said"),
    [
        ("no comparison", 63.9, 16.0, ("off target",)),
        ("no comparison", 12.5, 16.0, ("on target",)),
        ("no comparison", 12.5, None, ("no comparison",)),
        ("better", 63.9, 16.0, ("better", "off target")),
        ("as of now", 0, 0, ("on target",)),
    ],
)
def test_a_target_is_spoken_of_before_a_comparison_that_nobody_can_make(
    status: str, figure: float, target: float | None, said: tuple[str, ...]
) -> None:
    kpi = Kpi("outreach", "Hours", "Order", "hours", figure, None, None, None, 12, status, "SLA-Aging", target)
    assert words(kpi) == said
    assert hue(said) == ("bad" if "off target" in said else "good" if said == ("on target",) else "")
