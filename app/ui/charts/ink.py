"""The colours of a chart: those of the window's palette, those of paper, and greys that any printer has.

What is now is solid and dark, what was before lighter, a target an outline, what is too early hatched; so nothing is
told by colour alone.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from app.ui import theme


@dataclass(frozen=True, slots=True)
class Ink:
    """Every colour that a shape can ask for by name."""

    surface: str
    text: str
    muted: str
    axis: str
    now: str
    before: str
    part: str
    gain: str
    loss: str
    target: str
    hatch: str
    whisker: str
    focus: str

    def colour(self, tone: str, share: float = 1.0) -> QColor:
        """A colour by its name; so much of it on the ground."""
        top = QColor(getattr(self, tone))
        return top if share >= 1 else mixed(self.surface, getattr(self, tone), share)


def mixed(ground: str, colour: str, share: float) -> QColor:
    """So much of a colour on a ground."""
    under, top = QColor(ground), QColor(colour)
    parts = ((top.red(), under.red()), (top.green(), under.green()), (top.blue(), under.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts))


def ink_of(c: theme.Colours) -> Ink:
    """The colours of a palette. Lighter is further from the text: on a dark ground, what is now is the brightest."""
    return Ink(
        surface=c.surface,
        text=c.text,
        muted=c.muted,
        axis=c.strong,
        now=c.accent,
        before=mixed(c.surface, c.muted, _BEFORE[c.name]).name(),
        part=mixed(c.surface, c.muted, _BEFORE[c.name]).name(),
        gain=c.good,
        loss=c.bad,
        target=c.text,
        hatch=c.line if c.name == "contrast" else c.strong,
        whisker=c.text,
        focus=c.note,
    )


def ink_of_window() -> Ink:
    """The colours of the palette in force."""
    return ink_of(theme.colours())


_BEFORE = {"light": 0.7, "dark": 0.55, "contrast": 0.55}  # of the muted tone

ON_PAPER = ink_of(theme.LIGHT)
GREY = Ink(
    surface="#ffffff",
    text="#000000",
    muted="#4a4a4a",
    axis="#7a7a7a",
    now="#333333",
    before="#949494",
    part="#949494",
    gain="#5a5a5a",
    loss="#949494",
    target="#000000",
    hatch="#7a7a7a",
    whisker="#000000",
    focus="#000000",
)
