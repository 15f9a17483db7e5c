"""The rows that a diagnosis names, on its slide: as many as have room, and how many more there are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.language import tr
from app.ui.review.slide_canvas import BODY, FINE, Canvas
from app.ui.review.slides import FindingSlide, more_of

if TYPE_CHECKING:
    from app.domain.review.sheet import FindingRow

_SIZE = BODY - 3
_LINE, _TWO_LINES, _GAP = 34.0, 58.0, 16.0
_NAME, _OWNER = 0.27, 0.18  # of the whole, at most
_NAME_ALONE = 0.45  # where no account and no owner stand beside it
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
    cut = any(canvas.width_of(row.detail, _SIZE) > widths[3] for row in rows)
    tall = _TWO_LINES if cut and len(rows) * _TWO_LINES <= room else _LINE
    fit = max(0, int(room // tall))
    all_of_them = len(rows) <= fit and not slide.left_out(len(rows))
    shown = len(rows) if all_of_them else max(min(fit - 1, len(rows)), 0)
    for row in rows[:shown]:
        canvas.rule(x, y, wide)
        _row(canvas, (row.name, row.account, row.owner, row.detail), places, widths, y + 5, tall - 6)
        y += tall
    canvas.rule(x, y, wide)
    if not all_of_them:
        canvas.line(more_of(slide.left_out(shown)), x, y + 6, wide, _SIZE, hue="muted")
    return shown


def _widths(canvas: Canvas, rows: "Sequence[FindingRow]", wide: float) -> list[float]:
    """What stands in a column says how wide it is; where it is too much, the account gives way first, the why last."""
    name, account, owner, detail = (_needed(canvas, [row[at] for row in rows], bold=at == 0) for at in range(4))
    name, owner = min(name, wide * (_NAME if account or owner else _NAME_ALONE)), min(owner, wide * _OWNER)
    left = wide - name - owner
    account = min(account, max(left - detail, left * _ACCOUNT)) if account else 0.0
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
        if not room:
            continue
        if at == 3 and high > _LINE:
            canvas.text(words, place, y, room, high, _SIZE)
        else:
            canvas.line(words, place, y, room - (_GAP if at < 3 else 0), _SIZE, bold=at == 0,
                        hue="muted" if at == 2 else "text")  # fmt: skip
