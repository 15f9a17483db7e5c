"""What stands around a map on paper: whose it is, when, how much of it is known, the level of privacy, the legend.

Measured in points of the page; no text is smaller than `LEAST`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.domain.committee.layout.sheets import FOOTER, MARGIN, SMALLEST, Sheet
from app.domain.committee.model import LineKind
from app.domain.committee.privacy import LEVELS, Privacy
from app.domain.committee.signs import STANCE_SIGNS, legend
from app.domain.counting import counted
from app.language import number, tr, tr_many
from app.services.committee.view import MapView
from app.ui import dates
from app.ui.committee.cards import metrics, words
from app.ui.theme import Colours

LEAST = int(SMALLEST)
GAP = 6.0  # above the legend
_APART = 10.0  # between two entries of the legend
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PENS = {"solid": Qt.PenStyle.SolidLine, "dashed": Qt.PenStyle.DashLine, "dotted": Qt.PenStyle.DotLine}
_SHAPES = frozenset({*_PENS, "▮▮▮", "▮▮▯", "▮▯▯", "●●●", "●●○", "●○○", "○○○"})


@dataclass(frozen=True, slots=True)
class Head:
    """What the head and the foot of every page say."""

    account: str
    about: str  # service line, day, coverage
    counts: str
    level: str
    entries: tuple[tuple[str, str], ...]


def head_of(view: MapView, level: Privacy) -> Head:
    """The head of a map as far as a level of privacy lets it out."""
    count, named = view.tally, level != "shareable"
    day = dates.exact(view.today)
    about = [view.service_line_label, tr("as of {day}", day=day) if view.as_of else day]
    if named and view.coverage.required:
        about.append(tr("{covered} required seats known and contacted", covered=view.coverage.text))
    if named and view.changed and view.exported:
        about.append(tr("marked: changed since {day}", day=dates.exact(view.exported.at.date())))
    counts = [
        counted(count.people, "person", "people"),
        tr("{count} unplaced", count=number(count.unplaced)),
        tr("{count} whose seat is our guess", count=number(count.guesses)),
    ]
    counts += [tr("{count} external", count=number(count.external))] if count.external else []
    counts += [tr_many("{count} seat empty", "{count} seats empty", count.empty)] if named and count.empty else []
    kinds = [line.kind for line in view.map.lines]
    return Head(
        view.account,
        " · ".join(part for part in about if part),
        " · ".join(counts),
        tr(LEVELS[level]),
        (*_signs_of(level), *_kinds_of(kinds)),
    )


def paint_head(painter: QPainter, sheet: Sheet, head: Head, pages: int, c: Colours) -> None:
    """Paint the head and the legend of a page."""
    entries = head.entries
    if sheet.references:
        entries = (*entries, (f"→ {number(sheet.references[0].page)}", tr("a line to that page")))
    wide = sheet.width - 2 * MARGIN
    page = tr("Page {page} of {pages}", page=number(sheet.page), pages=number(pages)) if pages > 1 else ""
    beside = metrics(9).horizontalAdvance(page) + 8 if page else 0.0
    words(painter, QRectF(MARGIN, MARGIN, wide - beside, 16), head.account, c.text, 14, bold=True)
    words(painter, QRectF(MARGIN, MARGIN, wide, 16), page, c.muted, 9, align=_RIGHT)
    framed = metrics(8, bold=True).horizontalAdvance(head.level) + 10
    frame = QRectF(MARGIN + wide - framed, MARGIN + 17, framed, 12)
    words(painter, QRectF(MARGIN, MARGIN + 17, wide - framed - 8, 12), head.about, c.text, 9)
    words(painter, QRectF(MARGIN, MARGIN + 29, wide, 11), head.counts, c.muted, 8)
    painter.setPen(QPen(QColor(c.text), 0.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
    words(painter, frame, head.level, c.text, 8, bold=True, align=Qt.AlignmentFlag.AlignCenter)
    _legend(painter, QRectF(MARGIN, sheet.height - MARGIN - FOOTER + GAP, wide, FOOTER - GAP), entries, c)


def _signs_of(level: Privacy) -> Iterable[tuple[str, str]]:
    """The signs that a level shows: all, all but those of the stance, or only the borders."""
    unknown = (STANCE_SIGNS[None], tr("unknown"))
    stances = set(STANCE_SIGNS.values())
    every = [entry for entry in legend() if entry[0] != unknown[0]]
    if level == "full":
        return [*every, unknown]
    if level == "no-stance":
        return [*(entry for entry in every if entry[0] not in stances), unknown]
    return [entry for entry in every if entry[0] in _PENS]


def _kinds_of(kinds: Sequence[LineKind]) -> Iterable[tuple[str, str]]:
    said = {
        "reports_to": tr("reports to"),
        "dotted": tr("reports to as well"),
        "influences": tr("influences"),
        "conflict": tr("conflict"),
    }
    return [(f"line-{kind}", text) for kind, text in said.items() if kind in kinds]


def _legend(painter: QPainter, room: QRectF, entries: Sequence[tuple[str, str]], c: Colours) -> None:
    """The legend in as many rows as it needs, in the largest type in which it has room."""
    painter.setPen(QPen(QColor(c.line), 0.6))
    painter.drawLine(QLineF(room.left(), room.top() - 1, room.right(), room.top() - 1))
    size, rows = 8, list[list[tuple[str, str]]]()
    while size >= LEAST:
        rows = _rows(entries, room.width(), size)
        if len(rows) * (size + 1.5) <= room.height():
            break
        size -= 1
    high = size + 1.5 if size >= LEAST else room.height() / len(rows)
    size = max(size, LEAST)
    for at, row in enumerate(rows):
        x = room.left()
        for sign, text in row:
            box = QRectF(x, room.top() + at * high, _wide(sign, text, size), high)
            _entry(painter, box, sign, text, size, c)
            x += box.width() + _APART


def _rows(entries: Sequence[tuple[str, str]], wide: float, size: int) -> list[list[tuple[str, str]]]:
    rows, used = [list[tuple[str, str]]()], 0.0
    for sign, text in entries:
        needed = _wide(sign, text, size) + _APART
        if rows[-1] and used + needed - _APART > wide:
            rows.append([])
            used = 0.0
        rows[-1].append((sign, text))
        used += needed
    return rows


def _wide(sign: str, text: str, size: int) -> float:
    return _sign_wide(sign, size) + 3 + metrics(size).horizontalAdvance(text) + 1


def _sign_wide(sign: str, size: int) -> float:
    if sign in _SHAPES:
        return 16.0 if sign not in _PENS else 14.0
    if sign in _KINDS:
        return 18.0
    return float(metrics(size, bold=True).horizontalAdvance(sign)) + 1


def _entry(painter: QPainter, box: QRectF, sign: str, text: str, size: int, c: Colours) -> None:
    wide = _sign_wide(sign, size)
    at = QRectF(box.left(), box.top(), wide, box.height())
    if sign in _PENS:
        painter.setPen(QPen(QColor(c.text), 0.9, _PENS[sign]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(at.left() + 0.5, at.center().y() - 3, 12, 6), 1.5, 1.5)
    elif sign in _SHAPES:
        _counted_shape(painter, at, sign, c)
    elif sign in _KINDS:
        _kind(painter, at, sign.removeprefix("line-"), c)
    else:
        words(painter, at, sign, c.text, size, bold=True)
    words(painter, QRectF(at.right() + 3, box.top(), box.width() - wide - 2, box.height()), text, c.text, size)


def _counted_shape(painter: QPainter, at: QRectF, sign: str, c: Colours) -> None:
    """Three bars or three dots, so many of them filled."""
    painter.setPen(QPen(QColor(c.text), 0.6))
    for place, part in enumerate(sign):
        painter.setBrush(QColor(c.text) if part in "▮●" else Qt.BrushStyle.NoBrush)
        if part in "▮▯":
            high = 2.5 + 1.5 * place
            painter.drawRect(QRectF(at.left() + 4.5 * place + 1, at.center().y() + 3 - high, 2.8, high))
        else:
            painter.drawEllipse(QRectF(at.left() + 5.2 * place + 0.5, at.center().y() - 2, 4, 4))


def _kind(painter: QPainter, at: QRectF, kind: str, c: Colours) -> None:
    """A short piece of each kind of line."""
    y, left, right = at.center().y(), at.left(), at.right() - 2
    hue = QColor(c.bad if kind == "conflict" else c.muted)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(hue, 0.9, Qt.PenStyle.DashLine if kind == "dotted" else Qt.PenStyle.SolidLine))
    if kind == "conflict":
        painter.drawLine(QLineF(left, y - 1, right, y - 1))
        painter.drawLine(QLineF(left, y + 1, right, y + 1))
        middle = QPointF((left + right) / 2, y)
        painter.drawLine(QLineF(middle.x() - 2.5, y - 2.5, middle.x() + 2.5, y + 2.5))
        painter.drawLine(QLineF(middle.x() - 2.5, y + 2.5, middle.x() + 2.5, y - 2.5))
        return
    painter.drawLine(QLineF(left, y, right, y))
    if kind == "influences":
        painter.drawLine(QLineF(right, y, right - 3.5, y - 2))
        painter.drawLine(QLineF(right, y, right - 3.5, y + 2))


_KINDS = frozenset({"line-reports_to", "line-dotted", "line-influences", "line-conflict"})
