"""The colours of charts: every part stands out from its ground, and series stay apart where there is no colour."""

from itertools import combinations

import pytest

from app.ui import theme
from app.ui.charts.heat import DARKEST
from app.ui.charts.ink import GREY, ON_PAPER, Ink, ink_of, mixed

INKS = {"paper": ON_PAPER, "grey": GREY} | {name: ink_of(palette) for name, palette in theme.PALETTES.items()}
every_ink = pytest.mark.parametrize("ink", INKS.values(), ids=INKS)


@every_ink
def test_parts_stand_out_from_the_ground(ink: Ink) -> None:
    for tone in ("now", "before", "part", "gain", "loss", "target", "hatch", "whisker", "focus", "axis"):
        assert theme.contrast(getattr(ink, tone), ink.surface) >= 3, tone


@every_ink
def test_words_can_be_read(ink: Ink) -> None:
    assert theme.contrast(ink.text, ink.surface) >= 4.5
    assert theme.contrast(ink.muted, ink.surface) >= 4.5
    for share in (0.06, 0.2, DARKEST):
        assert theme.contrast(ink.text, mixed(ink.surface, ink.now, share).name()) >= 4.5


@every_ink
def test_this_week_and_the_weeks_before_are_apart_without_colour(ink: Ink) -> None:
    """Contrast is a matter of brightness alone. A target is an outline and a forecast hatched, whatever their tone."""
    assert theme.contrast(ink.now, ink.before) >= 1.9


def test_in_grey_nothing_has_a_hue() -> None:
    for tone in ("now", "before", "part", "gain", "loss", "target", "hatch", "focus"):
        red, green, blue = GREY.colour(tone).getRgb()[:3]
        assert red == green == blue
    for one, other in combinations(("now", "before"), 2):
        assert theme.contrast(getattr(GREY, one), getattr(GREY, other)) >= 3
