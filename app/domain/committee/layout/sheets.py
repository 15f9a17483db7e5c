"""The map on paper: one sheet where its text stays readable, else split by lane with references (CM13)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.committee.layout.geometry import PITCH_X, SIDE, Key, Layout, Rect
from app.domain.committee.layout.lanes import DEPTH, Piece, arranged, pieces
from app.domain.committee.layout.tray import ACROSS
from app.domain.committee.model import BANDS, CommitteeMap, LineKind
from app.domain.playbook import Playbook
from app.language import number, tr

Paper = Literal["A4", "A3", "Letter"]

PAPERS: dict[Paper, tuple[float, float]] = {"A4": (595.0, 842.0), "A3": (842.0, 1191.0), "Letter": (612.0, 792.0)}
MARGIN = 28.0  # points; 10 mm
HEADER = 44.0  # account, service line, date, counts
FOOTER = 34.0  # legend, in four rows at most, and a gap above it
SMALLEST = 6.0  # points of the smallest text
TEXT = 12.0  # pixels of the smallest text on a card
LARGEST_SCALE = 0.9  # a map of three people does not fill a wall


@dataclass(frozen=True, slots=True)
class Reference:
    """A line that leads to another sheet: "↑ Ada Ash, page 2"."""

    kind: LineKind
    key: Key  # the card on this sheet
    other: int  # the person on the other
    page: int
    upward: bool  # this card is where the line begins: it reports, or influences
    says: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its layout, and how it lies on the paper. The layout's bounds times `scale` fit into `drawing`."""

    page: int
    width: float  # points
    height: float
    drawing: Rect  # points
    scale: float  # points for a pixel of the layout
    layout: Layout
    references: tuple[Reference, ...] = ()

    @property
    def text_points(self) -> float:
        """The size of the smallest text on paper."""
        return TEXT * self.scale


def sheets(map: CommitteeMap, playbook: Playbook, paper: Paper, *, ghosts: bool = True) -> tuple[Sheet, ...]:
    """The pages of a map in lanes: as few as keep every text at 6 points, upright or lying as needs fewer.

    Everybody is on exactly one page. Cards that were pinned go back to their cell where the map is split.
    """
    everything = pieces(map, playbook, ghosts=ghosts)
    tried = [_pages(everything, playbook, paper, lying) for lying in (True, False)]
    chosen = min(tried, key=lambda pages: (len(pages), -min(page.scale for page in pages)))
    on_page: dict[Key, int] = {card.key: sheet.page for sheet in chosen for card in sheet.layout.cards}
    return tuple(_with_references(sheet, map, on_page) for sheet in chosen)


def _pages(everything: Sequence[Piece], playbook: Playbook, paper: Paper, lying: bool) -> list[Sheet]:
    short, long = PAPERS[paper]
    width, height = (long, short) if lying else (short, long)
    drawing = Rect(MARGIN, MARGIN + HEADER, width - 2 * MARGIN, height - 2 * MARGIN - HEADER - FOOTER)

    def sheet(page: int, layout: Layout) -> Sheet:
        return Sheet(page, width, height, drawing, _scale(layout, drawing), layout)

    whole = arranged(everything, playbook, across=_across(drawing))
    if _fits(whole, drawing):
        return [sheet(1, whole)]
    loose = [Piece(one.key, one.lane, one.band, one.ghost) for one in everything]
    found = list(_split(_by_lane(loose, playbook), playbook, drawing))
    return [sheet(page, layout) for page, layout in enumerate(found, 1)]


def _by_lane(loose: Sequence[Piece], playbook: Playbook) -> list[list[Piece]]:
    """The cards of each lane, from the highest band down; those of the tray last."""
    order = [strip.name for strip in arranged(loose, playbook).lanes] + [""]
    lanes = {lane: [one for one in loose if one.lane == lane] for lane in order}
    return [sorted(held, key=lambda one: BANDS.index(one.band) if one.band else 0) for held in lanes.values() if held]


def _split(lanes: Sequence[list[Piece]], playbook: Playbook, drawing: Rect) -> Iterator[Layout]:
    """As many whole lanes on a page as fit; a lane that fits on none is split from the top."""
    held: list[Piece] = []
    best: Layout | None = None
    for lane in lanes:
        fitting = _fitting([*held, *lane], playbook, drawing)
        if fitting is None and best is not None:
            yield best
            held, best = [], None
            fitting = _fitting(lane, playbook, drawing)
        rest = lane
        while fitting is None:
            count, page = _as_many_as_fit(rest, playbook, drawing)
            yield page
            rest = rest[count:]
            fitting = _fitting(rest, playbook, drawing)
        held, best = [*held, *rest], fitting
    if best is not None:
        yield best


def _as_many_as_fit(rest: Sequence[Piece], playbook: Playbook, drawing: Rect) -> tuple[int, Layout]:
    """How many cards from the first on one page holds, and that page; found by halving."""
    few, many = 1, len(rest)
    page = arranged(rest[:1], playbook)
    while many - few > 1:
        middle = (few + many) // 2
        fitting = _fitting(rest[:middle], playbook, drawing)
        if fitting is None:
            many = middle
        else:
            few, page = middle, fitting
    return few, page


def _fitting(some: Sequence[Piece], playbook: Playbook, drawing: Rect) -> Layout | None:
    """These cards on one page, with wider cells where the usual ones are too high; None where no way fits."""
    for depth in range(DEPTH, 0, -1):
        layout = arranged(some, playbook, depth, _across(drawing))
        if _fits(layout, drawing):
            return layout
    return None


def _across(drawing: Rect) -> int:
    """How many cards of the tray stand in a row of this paper."""
    return min(ACROSS, int((drawing.width * TEXT / SMALLEST - SIDE) / PITCH_X))


def _scale(layout: Layout, drawing: Rect) -> float:
    bounds = layout.bounds
    return min(drawing.width / max(bounds.width, 1.0), drawing.height / max(bounds.height, 1.0), LARGEST_SCALE)


def _fits(layout: Layout, drawing: Rect) -> bool:
    return _scale(layout, drawing) * TEXT >= SMALLEST


def _with_references(sheet: Sheet, map: CommitteeMap, on_page: dict[Key, int]) -> Sheet:
    here = {card.key for card in sheet.layout.cards}
    found = []
    for line in map.lines:
        for key, other, upward in ((line.from_id, line.to_id, True), (line.to_id, line.from_id, False)):
            if key in here and other not in here and other in on_page:
                page = on_page[other]
                sign = _SIGNS[line.kind][not upward]
                says = tr("{sign} {name}, page {page}", sign=sign, name=map.name(other), page=number(page))
                found.append(Reference(line.kind, key, other, page, upward, says))
    return Sheet(sheet.page, sheet.width, sheet.height, sheet.drawing, sheet.scale, sheet.layout, tuple(found))


_SIGNS: dict[LineKind, tuple[str, str]] = {
    "reports_to": ("↑", "↓"),
    "dotted": ("⇡", "⇣"),
    "influences": ("→", "←"),
    "conflict": ("✕", "✕"),
}
