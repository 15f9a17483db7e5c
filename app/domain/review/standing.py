"""How a figure of the summary stands: against last week, and against its target; each in a word with a sign."""

from app.domain.review.sheet import Kpi
from app.language import later

LESS_IS_BETTER = frozenset({"pending", "outreach", "verdict"})  # figures that should be low
SIGNS = {"better": "▲", "worse": "▼", "higher": "↑", "lower": "↓", "same": "=", "on target": "✓", "off target": "✕"}
WORDS = {
    "better": later("better"),
    "worse": later("worse"),
    "higher": later("higher"),
    "lower": later("lower"),
    "same": later("same"),
    "on target": later("on target"),
    "off target": later("off target"),
    "no comparison": later("no comparison"),
    "as of now": later("as of now"),
    "n/a": later("n/a"),
}
"""What people read for each; "n < 10" is no word and is shown as it is."""


def on_target(kpi: Kpi) -> bool | None:
    """True where a figure is as the playbook wants it; None where it wants nothing, or there is no figure."""
    if kpi.target is None or kpi.this_week is None:
        return None
    return kpi.this_week <= kpi.target if kpi.id in LESS_IS_BETTER else kpi.this_week >= kpi.target


def words(kpi: Kpi) -> tuple[str, ...]:
    """The words of a figure: what is better than last week may still be far from its target."""
    met = on_target(kpi)
    if met is None:
        return (kpi.status,)
    if kpi.status in ("as of now", "no comparison"):  # of a figure with a target that is what counts
        return ("on target" if met else "off target",)
    return (kpi.status,) if met else (kpi.status, "off target")


def sign(said: tuple[str, ...]) -> str:
    """The sign before the words, so that no colour is needed to tell them apart."""
    return SIGNS.get(said[0], "·")


def hue(said: tuple[str, ...]) -> str:
    """good, bad, or nothing; a figure off its target is bad whatever became of it."""
    if "off target" in said or said[0] == "worse":
        return "bad"
    return "good" if said[0] in ("better", "on target") else ""
