"""The rows that a diagnosis names, on its slide: as many as have room, and how many more there are.

A long name of a person or an account takes a second line; where all rows have room even so, as many as it needs, and
so does a long detail.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from app.language import tr
from app.ui.review.slide_canvas import BODY, FINE, WORD, Canvas
from app.ui.review.slides import FindingSlide, more_of

if TYPE_CHECKING:
    from app.domain.review.sheet import FindingRow

_SIZE = BODY - 3
_LINE, _TWO_LINES, _FOUR_LINES = 34.0, 58.0, 106.0
_GAP, _AROUND = 16.0, 10.0
_NAME, _OWNER = 0.27, 0.18  # of the whole, at most
_DETAIL = 3  # the last of the columns
_NAME_ALONE = 0.45  # where no account and no owner stand beside it
_STRETCH = 1.4  # for a word that would be cut otherwise
_ACCOUNT = 0.4  # of what these leave, where the detail would have all of it


def paint_rows(slide: FindingSlide, canvas: Canvas, x: float, y: float, wide: float, foot: float) -> int:
    """Paint them in a box; returns how many were."""
    rows = slide.rows
    if not rows:
        canvas.line(tr("It names no rows: it is about the whole week."), x, y, wide, _SIZE, hue="muted")
        return 0
    widths = _widths(canvas, rows, wide)
    places = [x + sum(widths[:at]) for at in range(len(widths))]
    _heads(canvas, places, widths, y)
    y += 28
    room = foot - y
    every = _DETAIL + 1
    for columns, most in ((every, room), (every, _FOUR_LINES), (every, _TWO_LINES), (_DETAIL, _TWO_LINES)):
        heights = _heights(canvas, rows, widths[:columns], most)
        if sum(heights) <= room:
            break
    all_of_them = sum(heights) <= room and not slide.left_out(len(rows))
    shown = len(rows) if all_of_them else _fitting(heights, room - _LINE)
    for row, tall in zip(rows[:shown], heights, strict=False):
        canvas.rule(x, y, wide)
        _row(canvas, row[:4], places, widths, y + 5, tall - 7)
        y += tall
    canvas.rule(x, y, wide)
    if not all_of_them:
        canvas.line(more_of(slide.left_out(shown)), x, y + 6, wide, _SIZE, hue="muted")
    return shown


def _heights(canvas: Canvas, rows: "Sequence[FindingRow]", widths: Sequence[float], most: float) -> list[float]:
    """How high each row is, where these of its columns may take as many lines as there is room for."""
    return [
        max(
            _LINE,
            *(
                min(canvas.high_of(str(row[at]), room - _gap(at), _SIZE, bold=at == 0) + _AROUND, most)
                for at, room in enumerate(widths)
                if room and canvas.width_of(str(row[at]), _SIZE, bold=at == 0) > room - _gap(at)
            ),
            0.0,
        )
        for row in rows
    ]


def _fitting(heights: Sequence[float], room: float) -> int:
    """How many of the first rows have room."""
    return sum(below <= room for below in accumulate(heights))


def _gap(at: int) -> float:
    """What is kept free behind a cell; the last one goes to the edge."""
    return _GAP if at < _DETAIL else 0.0


def _widths(canvas: Canvas, rows: "Sequence[FindingRow]", wide: float) -> list[float]:
    """What stands in a column says how wide it is; where it is too much, the account gives way first, the why last."""
    texts = [[str(row[at]) for row in rows] for at in range(_DETAIL + 1)]
    name, account, owner, detail = (_needed(canvas, one, bold=at == 0) for at, one in enumerate(texts))
    words = [[word for text in one for word in WORD.findall(text)] for one in texts]
    of_name, of_account, of_owner, _ = (_needed(canvas, one, bold=at == 0) for at, one in enumerate(words))
    share = wide * (_NAME if account or owner else _NAME_ALONE)
    name = min(name, max(share, min(of_name, share * _STRETCH)))
    owner = min(owner, max(wide * _OWNER, min(of_owner, wide * _OWNER * _STRETCH)))
    left = wide - name - owner
    share = max(left - detail, left * _ACCOUNT)
    account = min(account, max(share, min(of_account, share * _STRETCH))) if account else 0.0
    return [name, account, owner, left - account]


def _needed(canvas: Canvas, texts: Sequence[object], *, bold: bool) -> float:
    """How wide a column would be in which nothing is cut; one in which nothing stands has no room at all."""
    widest = max((canvas.width_of(str(text), _SIZE, bold=bold) for text in texts if text), default=0.0)
    return widest + _GAP + 2 if widest else 0.0


def _heads(canvas: Canvas, places: Sequence[float], widths: Sequence[float], y: float) -> None:
    words = (tr("Name"), tr("Account"), tr("Owner"), tr("Detail"))
    for head, place, room in zip(words, places, widths, strict=True):
        if room:
            canvas.line(head, place, y, max(room - _GAP, 40), FINE, hue="muted", bold=True)


def _row(
    canvas: Canvas, cells: Sequence[str], places: Sequence[float], widths: Sequence[float], y: float, high: float
) -> None:
    for at, (words, place, room) in enumerate(zip(cells, places, widths, strict=True)):
        hue = "muted" if at == 2 else "text"
        if room and high > _LINE:
            canvas.text(words, place, y, room - _gap(at), high, _SIZE, hue=hue, bold=at == 0, shrinks=False)
        elif room:
            canvas.line(words, place, y, room - _gap(at), _SIZE, hue=hue, bold=at == 0)
