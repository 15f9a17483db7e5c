"""What a chart is drawn from: boxes, strokes and words at places in a plane, and where each mark can be met."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

Tone = str  # name of a colour of an Ink
PAD = 4.0
HATCH = 5.0  # between two lines of a hatch


class Area(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        """Its right end."""
        return self.x + self.wide

    @property
    def low(self) -> float:
        """Its lower end; y grows downwards."""
        return self.y + self.high

    def meets(self, other: "Area") -> bool:
        """True where both cover a place."""
        return self.x < other.right and other.x < self.right and self.y < other.low and other.y < self.low


class Box(NamedTuple):
    """A filled rectangle with an edge; either may be none."""

    area: Area
    fill: Tone = ""
    edge: Tone = ""
    share: float = 1.0  # of the colour, the rest is the ground: cells of a heat map
    over: bool = False  # above the strokes, not below them


class Strokes(NamedTuple):
    """Straight lines of one look, each from a point to another."""

    lines: tuple[tuple[float, float, float, float], ...]
    tone: Tone
    thick: float = 1.0


class Words(NamedTuple):
    """Words on one line: the left end of their baseline."""

    x: float
    y: float
    text: str
    tone: Tone
    bold: bool
    area: Area
    mark: int = -1  # whose label it is


class Letters(Protocol):
    """Type of one size: how wide words are in it, and how high its lines."""

    size: float

    def width(self, text: str, bold: bool = False) -> float:
        """How wide a text is."""
        ...

    @property
    def line(self) -> float:
        """From one line to the next."""
        ...

    @property
    def rise(self) -> float:
        """From the top of a line to its baseline."""
        ...


@dataclass(slots=True, eq=False)
class Drawing:
    """A chart laid out: its size, its shapes (boxes, then strokes, then words), and the area of each mark."""

    wide: float
    high: float = 0.0
    boxes: list[Box] = field(default_factory=list)
    strokes: list[Strokes] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    targets: dict[int, Area] = field(default_factory=dict)

    def box(self, area: Area, fill: Tone = "", edge: Tone = "", share: float = 1.0, *, over: bool = False) -> None:
        """Add a rectangle."""
        self.boxes.append(Box(area, fill, edge, share, over))

    def line(self, x: float, y: float, to_x: float, to_y: float, tone: Tone, thick: float = 1.0) -> None:
        """Add a line."""
        self.strokes.append(Strokes(((x, y, to_x, to_y),), tone, thick))

    def hatch(self, area: Area, tone: Tone, thick: float = 1.0) -> None:
        """Add slanting lines within a rectangle, and its edge: a look that no printer loses."""
        lines, reach = [], area.wide + area.high
        steps = int(reach / HATCH) + 1
        for step in range(1, steps):
            along = step * HATCH  # from the upper left corner along the upper edge, then down the right one
            x, y = (area.x + along, area.y) if along <= area.wide else (area.right, area.y + along - area.wide)
            to_x, to_y = (area.x, area.y + along) if along <= area.high else (area.x + along - area.high, area.low)
            lines.append((x, y, to_x, to_y))
        self.strokes.append(Strokes(tuple(lines), tone, thick))
        self.box(area, "", tone)

    def put(
        self,
        letters: Letters,
        x: float,
        top: float,
        text: str,
        tone: Tone = "text",
        *,
        bold: bool = False,
        mark: int = -1,
        align: float = 0.0,
    ) -> Area:
        """Add words whose line begins at `top`; `align` of their width lies left of `x`."""
        wide = letters.width(text, bold)
        area = Area(x - align * wide, top, wide, letters.line)
        self.words.append(Words(area.x, top + letters.rise, text, tone, bold, area, mark))
        return area

    def free(self, area: Area, marks: bool = True) -> bool:
        """True where no words and, if asked, no bar would lie under new words, and they are inside."""
        if area.x < 0 or area.right > self.wide + 0.5 or area.y < 0:
            return False
        if any(area.meets(words.area) for words in self.words):
            return False
        return not marks or not any(area.meets(box.area) for box in self.boxes if box.fill or box.edge)


def wrapped(letters: Letters, text: str, wide: float, bold: bool = False) -> list[str]:
    """A text in lines no wider than this; a single word that is wider is broken where it must be."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and letters.width(joined, bold) <= wide:
            lines[-1] = joined
            continue
        while len(word) > 1 and letters.width(word, bold) > wide:
            fits = next((n for n in range(len(word) - 1, 1, -1) if letters.width(f"{word[:n]}-", bold) <= wide), 1)
            lines.append(f"{word[:fits]}-")
            word = word[fits:]
        lines.append(word)
    return lines or [""]


def in_layers(strokes: Sequence[Strokes]) -> list[Strokes]:
    """The strokes of each look as one, in the order in which the looks first come."""
    looks: dict[tuple[Tone, float], list[tuple[float, float, float, float]]] = {}
    for one in strokes:
        looks.setdefault((one.tone, one.thick), []).extend(one.lines)
    return [Strokes(tuple(lines), tone, thick) for (tone, thick), lines in looks.items()]
