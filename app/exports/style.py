"""How our workbooks look: one accent, four greys, and every style of a cell by its name."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

FONT = "Calibri"
ACCENT = "17525F"
INK = "1E2A30"
MUTED = "5B6B73"
LINE = "C9D3D7"
PALE = "E9F0F2"
INPUT = "FFF8E1"
GOOD = "1B6B3A"
BAD = "A3261B"
TINTS = ("BFE3CC", "D3E8F2", "FBE6B8", "E6E9EB", "E3DAF0", "F5D5CE")  # told apart by their words, not by colour alone

Kind = Literal["text", "long", "id", "int", "number", "percent", "date", "moment", "word"]

_FORMATS = {
    "int": "#,##0",
    "number": "#,##0.0",
    "percent": "0%",
    "signed": "+#,##0;-#,##0;0",
    "hours": '#,##0.0" h"',
    "signed hours": '+#,##0.0" h";-#,##0.0" h";0.0" h"',
    "points": '+0" points";-0" points";0" points"',
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}


@dataclass(frozen=True, slots=True)
class Style:
    """One look of a cell, in our own words; `parts` turns it into what openpyxl takes."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str = ""
    under: str = ""  # colour of the line below
    frame: str = ""  # colour of a line around
    across: str = "left"
    down: str = "top"
    wrap: bool = True
    indent: int = 0
    format: str = "General"
    unlocked: bool = False
    underline: bool = False
    hatched: bool = False

    def parts(self) -> dict[str, object]:
        """Font, fill, border, alignment, number format and protection."""
        side = Side(style="thin", color=self.under or self.frame) if self.under or self.frame else None
        around = side if self.frame else None
        return {
            "font": Font(
                name=FONT,
                size=self.size,
                bold=self.bold,
                italic=self.italic,
                color=self.colour,
                underline="single" if self.underline else None,
            ),
            "fill": self._filled(),
            "border": Border(bottom=side, top=around, left=around, right=around),
            "alignment": Alignment(
                horizontal=self.across, vertical=self.down, wrap_text=self.wrap, indent=float(self.indent)
            ),
            "number_format": self.format,
            "protection": Protection(locked=not self.unlocked),
        }

    def _filled(self) -> PatternFill:
        if self.hatched:
            return PatternFill("lightUp", start_color=LINE, end_color="FFFFFF")
        return PatternFill("solid", start_color=self.fill) if self.fill else PatternFill()


STYLES: dict[str, Style] = {
    "title": Style(size=18, bold=True, colour=ACCENT, down="center", wrap=False),
    "subtitle": Style(size=10.5, colour=MUTED, down="center", wrap=False),
    "about": Style(colour=MUTED, wrap=False),
    "title of lines": Style(size=16, bold=True, colour=ACCENT, down="center"),
    "note": Style(size=9, colour=MUTED),
    "heading": Style(size=12, bold=True, colour=ACCENT, under=ACCENT, down="bottom", wrap=False),
    "label": Style(bold=True, colour=MUTED),
    "field": Style(size=11, bold=True, colour=MUTED, down="center"),
    "hint": Style(size=9, colour=MUTED, down="center", indent=1),
    "lead": Style(size=11),
    "message": Style(size=12, bold=True),
    "firm": Style(bold=True, wrap=False),
    "aside": Style(size=9, colour=MUTED, wrap=False),
    "chip": Style(bold=True, colour=ACCENT, fill=PALE, across="center", down="center", wrap=False),
    "figure": Style(size=15, bold=True, across="left", down="center", wrap=False),
    "good": Style(indent=1, down="center", bold=True, colour=GOOD, under=LINE),
    "bad": Style(indent=1, down="center", bold=True, colour=BAD, under=LINE),
    "plain good": Style(bold=True, colour=GOOD),
    "plain bad": Style(bold=True, colour=BAD),
    "link": Style(indent=1, down="center", colour=ACCENT, underline=True, under=LINE),
    "plain link": Style(colour=ACCENT, underline=True, wrap=False),
    "head": Style(indent=1, bold=True, colour=ACCENT, fill=PALE, under=ACCENT, down="center"),
    "head right": Style(bold=True, colour=ACCENT, fill=PALE, under=ACCENT, across="right", indent=1, down="center"),
    "blank": Style(indent=1, down="center", colour=MUTED, italic=True, under=LINE),
    "nothing": Style(indent=1, down="center", colour=MUTED, italic=True, under=LINE, wrap=False),  # over empty cells
    "none": Style(
        down="center", colour=MUTED, under=LINE, across="right", indent=1, wrap=False
    ),  # a word where a number was wanted: n/a, n < 10
    "early": Style(
        size=8, down="center", across="center", colour=MUTED, italic=True, under=LINE, wrap=False, hatched=True
    ),  # too early to tell: said in words and hatched, so that nobody takes it for nothing
    "agree": Style(indent=1, down="center", fill=INPUT, under=LINE, unlocked=True),
    "agree date": Style(
        indent=1, down="center", fill=INPUT, under=LINE, wrap=False, format=_FORMATS["date"], unlocked=True
    ),
    "input": Style(size=11, fill=INPUT, frame=MUTED, down="center", unlocked=True),
    "input date": Style(size=11, fill=INPUT, frame=MUTED, down="center", format=_FORMATS["date"], unlocked=True),
    # the cells of a table, by the kind of their column
    "plain": Style(),
    "plain blank": Style(colour=MUTED, italic=True),
    "plain strong": Style(bold=True),
    "to write on": Style(under=MUTED, format="@"),
    "plain date": Style(format=_FORMATS["date"]),
    "text": Style(indent=1, down="center", under=LINE),
    "long": Style(indent=1, down="center", under=LINE),
    "word": Style(indent=1, down="center", under=LINE, wrap=False),
    "over": Style(indent=1, down="center", under=LINE, wrap=False),  # runs on over the empty cells beside it
    "word right": Style(indent=1, down="center", across="right", under=LINE, wrap=False),
    "id": Style(indent=1, down="center", colour=MUTED, under=LINE, wrap=False),
    "int": Style(down="center", across="right", under=LINE, indent=1, wrap=False, format=_FORMATS["int"]),
    "number": Style(down="center", across="right", under=LINE, indent=1, wrap=False, format=_FORMATS["number"]),
    "signed": Style(down="center", across="right", under=LINE, indent=1, wrap=False, format=_FORMATS["signed"]),
    "hours": Style(down="center", across="right", indent=1, under=LINE, wrap=False, format=_FORMATS["hours"]),
    "signed hours": Style(
        down="center", across="right", indent=1, under=LINE, wrap=False, format=_FORMATS["signed hours"]
    ),
    "points": Style(down="center", across="right", indent=1, under=LINE, wrap=False, format=_FORMATS["points"]),
    "percent": Style(down="center", across="right", under=LINE, indent=1, wrap=False, format=_FORMATS["percent"]),
    "date": Style(indent=1, down="center", across="left", under=LINE, wrap=False, format=_FORMATS["date"]),
    "moment": Style(indent=1, down="center", across="left", under=LINE, wrap=False, format=_FORMATS["moment"]),
    # cells of somebody's own file: text that stays text when it is edited, so that no zero and no plus sign is lost
    "verbatim": Style(indent=1, down="center", under=LINE, wrap=False, format="@"),
    # definitions to read: what a row is about, ids that seldom matter, marks, and the fields of a grid
    "strong": Style(indent=1, down="center", bold=True, under=LINE),
    "small": Style(size=7.5, indent=1, down="center", colour=MUTED, under=LINE),
    "mark": Style(down="center", across="center", under=LINE),
    "axis": Style(size=11, bold=True, colour=ACCENT, fill=PALE, frame="FFFFFF", across="center", down="center"),
    **{
        f"tint {number}": Style(size=11, bold=True, fill=tint, frame="FFFFFF", across="center", down="center")
        for number, tint in enumerate(TINTS, 1)
    },
    # cells that people change and give back: text that stays text, and numbers
    "typed": Style(indent=1, down="top", under=LINE, format="@"),
    "typed small": Style(size=9, indent=1, down="top", colour=MUTED, under=LINE, format="@"),
    "typed number": Style(down="top", across="right", indent=1, under=LINE, wrap=False),
    # the same in a long list, where a line under every row would only cost
    "list text": Style(wrap=False),
    "list verbatim": Style(wrap=False, format="@"),
    "list id": Style(colour=MUTED, wrap=False),
    "list int": Style(across="right", indent=1, wrap=False, format=_FORMATS["int"]),
    "list number": Style(across="right", indent=1, wrap=False, format=_FORMATS["number"]),
    "list percent": Style(across="right", indent=1, wrap=False, format=_FORMATS["percent"]),
    "list date": Style(wrap=False, format=_FORMATS["date"]),
    "list moment": Style(wrap=False, format=_FORMATS["moment"]),
}

# rows of long texts are read from their top, all columns alike
STYLES |= {
    f"top {name}": replace(STYLES[name], down="top")
    for name in ("text", "long", "word", "int", "percent", "signed", "date", "good", "strong", "small", "mark", "blank")
}


@cache
def parts_of(name: str) -> dict[str, object]:
    """The parts of a style, made once: openpyxl copies what it is given."""
    return STYLES[name].parts()


NUMERIC = frozenset(
    {"int", "number", "percent", "signed", "hours", "signed hours", "points", "top int", "top percent", "top signed"}
)
WIDEST: dict[str, float] = {"text": 34, "verbatim": 34, "long": 58, "word": 26, "id": 20}
