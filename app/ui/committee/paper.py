"""A map made ready for paper: what a level of privacy shows, its pages, and the lines that no page draws in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.committee.layout.geometry import Key, Layout, Rect
from app.domain.committee.layout.lanes import lanes_layout
from app.domain.committee.layout.routes import drawn_lines
from app.domain.committee.layout.sheets import FOOTER, HEADER, MARGIN, SMALLEST, TEXT, Paper, Sheet, sheets
from app.domain.committee.model import CommitteeMap, Line, committee_map
from app.domain.committee.privacy import Privacy, stripped
from app.services.committee.view import MapView
from app.services.guarding import fit_to_leave
from app.ui.committee.faces import Face, faces, shown_map
from app.ui.committee.line_list import HEADING, ROW, Columns, Sentence, broken, filled, in_columns, said_lines
from app.ui.committee.sheet_head import Head, head_of

POINTS = 0.6  # of a pixel, in a picture of the whole map: its smallest text has 7.2 points
NARROWEST = 620.0  # points of such a picture, so that its legend has room


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that is painted: pages, the card of everybody, the lines, and those said in words at the end."""

    head: Head
    level: Privacy
    pages: tuple[Sheet, ...]
    faces: Mapping[Key, Face]
    lines: tuple[Line, ...]
    listed: Mapping[int, Columns]  # lines in words, by page; a page without cards holds nothing else


def prepared(view: MapView, level: Privacy, paper: Paper) -> Prepared:
    """The map on as many pages of this paper as keep every text readable."""
    shown = _shown(view, level)
    map = shown_map(shown)
    pages = sheets(map, view.playbook, paper, ghosts=level != "shareable")
    drawn = drawn_lines(map, view.playbook)
    page_of = {card.key: page.page for page in pages for card in page.layout.cards}
    pages, listed = _with_lines(pages, said_lines(map, drawn, page_of))
    return Prepared(head_of(shown, level), level, pages, faces(shown), drawn, listed)


def whole(view: MapView, level: Privacy) -> Prepared:
    """The map as one picture of its own size, as it is put on a slide."""
    shown = _shown(view, level)
    map = shown_map(shown)
    layout = lanes_layout(map, view.playbook, ghosts=level != "shareable")
    drawn = drawn_lines(map, view.playbook)
    wide = max(layout.bounds.width * POINTS, NARROWEST)
    said = said_lines(map, drawn, {})
    listed = {1: in_columns(broken(said, wide), wide)} if said else {}
    high = layout.bounds.height * POINTS
    talk = HEADING + ROW * max(len(column) for column in listed[1]) if listed else 0.0
    drawing = Rect(MARGIN, MARGIN + HEADER, wide, high)
    page = Sheet(1, wide + 2 * MARGIN, high + talk + HEADER + FOOTER + 2 * MARGIN + 8, drawing, POINTS, layout)
    return Prepared(head_of(shown, level), level, (page,), faces(shown), drawn, listed)


def list_top(sheet: Sheet) -> float:
    """Where the lines in words begin on a page: below its cards."""
    return sheet.drawing.y + sheet.layout.bounds.height * sheet.scale + (HEADING if sheet.layout.cards else 8.0)


def _shown(view: MapView, level: Privacy) -> MapView:
    """The view as far as a level shows it; what changed gives an opinion away too. What names a patient stays out."""
    hidden = {"stance"} if level == "no-stance" else set()
    changed = {
        id: left for id, fields in view.changed.items() if (left := tuple(one for one in fields if one not in hidden))
    }
    return replace(view, map=_fit(stripped(view.map, level)), changed=changed if level != "shareable" else {})


def _fit(map: CommitteeMap) -> CommitteeMap:
    lines = [replace(line, note=fit_to_leave(line.note)) for line in map.lines]
    people = [replace(one, next_step=fit_to_leave(one.next_step)) for one in map.people]
    return committee_map(people, lines, map.template, map.service_line)


def _with_lines(pages: tuple[Sheet, ...], said: Sequence[str]) -> tuple[tuple[Sheet, ...], dict[int, Columns]]:
    """The pages, with the lines in words below the cards of the last that has room, or on further ones."""
    if not said:
        return pages, {}
    wide = pages[-1].drawing.width
    rest: Sequence[Sentence] = broken(said, wide)
    columns = in_columns(rest, wide)
    made, on, last = list(pages), dict[int, Columns](), pages[-1]
    for at in reversed(range(len(made))):
        if (roomy := _smaller(made[at], max(map(len, columns)))) is not None:
            made[at] = roomy
            return tuple(made), {roomy.page: columns}
    while rest:
        page = Sheet(len(made) + 1, last.width, last.height, last.drawing, last.scale, Layout("lanes", ()))
        made.append(page)
        columns, left = filled(rest, wide, _rows_free(page))
        on[page.page], rest = columns if left else in_columns(rest, wide), left
    return tuple(made), on


def _smaller(sheet: Sheet, rows: int) -> Sheet | None:
    """The page with room for so many rows below its cards, these made smaller as far as they stay readable."""
    room = sheet.drawing.height - HEADING - ROW * rows
    scale = min(sheet.scale, room / max(sheet.layout.bounds.height, 1.0))
    return replace(sheet, scale=scale) if scale * TEXT >= SMALLEST else None


def _rows_free(sheet: Sheet) -> int:
    return max(int((sheet.drawing.bottom - list_top(sheet)) / ROW), 0)
