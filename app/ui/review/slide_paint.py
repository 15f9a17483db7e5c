"""How each slide of the meeting is laid out: what counts stands large, rows as many as fit, nothing decorates."""

from collections.abc import Sequence
from functools import singledispatch

from app.language import number, tr
from app.services.review_decisions import DecisionView
from app.ui.review.decision_columns import when
from app.ui.review.slide_canvas import BODY, EDGE, FINE, SAYS, TITLE, Canvas
from app.ui.review.slide_rows import paint_rows
from app.ui.review.slides import (
    ChartSlide,
    DecisionSlide,
    FewSlide,
    FindingSlide,
    Slide,
    Tile,
    TodaySlide,
    WeekSlide,
    more_of,
    nothing_yet,
)

ACROSS = 5  # tiles in a line
ROW = 58.0  # of a decision of today
_PAD = 14.0  # within a tile
_TILE = 81.0  # of the height of a tile: its number, its n, and what is around them


def paint(canvas: Canvas, slide: Slide, foot: float) -> int:
    """Paint a slide above its foot, which begins at `foot`; returns how many of its rows had room."""
    wide = canvas.wide - 2 * EDGE
    canvas.line(slide.above, EDGE, 34, wide, FINE + 2, hue="muted", bold=True)
    large = not isinstance(slide, DecisionSlide)  # a decision is its own title, and longer than one
    high = canvas.text(slide.title, EDGE, 62, wide, 100 if large else 200, TITLE, bold=True)
    return _body(slide, canvas, 62 + high + 22, foot - 12)


@singledispatch
def _body(slide: Slide, canvas: Canvas, top: float, foot: float) -> int:
    """What stands below the title."""
    return 0


@_body.register
def _(slide: WeekSlide, canvas: Canvas, top: float, foot: float) -> int:
    wide, gap = canvas.wide - 2 * EDGE, 12.0
    across = (wide - (ACROSS - 1) * gap) / ACROSS
    parts = _tile_parts(canvas, slide.tiles, across)
    tall = sum(parts) + _TILE
    lines = (len(slide.tiles) + ACROSS - 1) // ACROSS
    below = foot - 42 - lines * (tall + gap)
    _sentences(slide, canvas, top, below - 16)
    for at, tile in enumerate(slide.tiles):
        line, column = divmod(at, ACROSS)
        _tile(canvas, tile, (EDGE + column * (across + gap), below + line * (tall + gap), across, tall), parts)
    canvas.text(slide.foot, EDGE, foot - 38, wide, 38, FINE - 1, hue="muted")
    return len(slide.tiles)


def _sentences(slide: WeekSlide, canvas: Canvas, top: float, foot: float) -> None:
    """Each with the rule that made it; large where there are few."""
    wide, y = canvas.wide - 2 * EDGE, top
    if not slide.sentences:
        canvas.line(tr("Nothing happened in this week."), EDGE, y, wide, SAYS, hue="muted")
        return
    share = (foot - top) / len(slide.sentences)
    for rule, sentence in slide.sentences:
        high = canvas.text(sentence, EDGE + 20, y, wide - 20 - 70, share - 8, SAYS + (2 if share > 60 else -4))
        canvas.bar(EDGE, y + 3, 5, high - 6, "accent")
        canvas.line(rule, EDGE, y + 6, wide, FINE, hue="muted", right=True)
        y += high + min(18, share - high)


def _tile_parts(canvas: Canvas, tiles: Sequence[Tile], across: float) -> tuple[float, float]:
    """How high the labels of tiles are, and the words of their changes, where none is cut: alike in all of them."""
    inner = across - 2 * _PAD
    labels = [canvas.high_of(one.label, inner, FINE) for one in tiles]
    words = [canvas.high_of(_changed(one), inner, FINE, bold=True) for one in tiles]
    return max(38.0, *labels), max(19.0, *words)


def _changed(tile: Tile) -> str:
    return " · ".join(part for part in (tile.word, tile.change) if part)


def _tile(canvas: Canvas, tile: Tile, place: tuple[float, float, float, float], parts: tuple[float, float]) -> None:
    """One figure: the word of its change stands below it, never beside, where a long number has its room."""
    x, y, wide, tall = place
    label, word = parts
    inner, left, value = wide - 2 * _PAD, x + _PAD, y + 8 + label
    canvas.card(x, y, wide, tall)
    high = canvas.high_of(tile.label, inner, FINE)
    canvas.text(tile.label, left, value - 1 - high, inner, high, FINE, hue="muted")
    canvas.line(tile.value, left, value, inner, 34, bold=True)
    canvas.text(_changed(tile), left, value + 43, inner, word, FINE, hue=tile.hue, bold=True)
    canvas.line(tile.n, left, value + 45 + word, inner, FINE, hue="muted")


@_body.register
def _(slide: FindingSlide, canvas: Canvas, top: float, foot: float) -> int:
    wide = canvas.wide - 2 * EDGE
    left = wide * 0.33
    y = top
    large = canvas.line(number(slide.finding.hits), EDGE, y - 8, left, 52, hue="bad", bold=True)
    canvas.line(slide.n, EDGE + large + 14, y + 20, left - large - 14, BODY, hue="muted")
    y += 64
    y += canvas.text(slide.finding.says, EDGE, y, left, (foot - y) * 0.4, SAYS) + 24
    if slide.finding.suggests:
        inner = left - 36
        rest = foot - y - (110 if slide.decided else 0)
        needed = min(canvas.high_of(slide.finding.suggests, inner, BODY) + 60, rest)
        canvas.card(EDGE, y, left, needed, "accent")
        canvas.line(tr("Suggested change"), EDGE + 18, y + 12, inner, FINE, hue="accent", bold=True)
        canvas.text(slide.finding.suggests, EDGE + 18, y + 38, inner, needed - 46, BODY)
        y += needed + 18
    for decided in slide.decided:
        if y < foot - 30:
            words = tr("✓ Decided: {decision}", decision=decided)
            y += canvas.text(words, EDGE, y, left, min(foot - y, 90), BODY - 2, hue="good", bold=True) + 6
    return paint_rows(slide, canvas, EDGE + left + 48, top, wide - left - 48, foot)


@_body.register
def _(slide: ChartSlide, canvas: Canvas, top: float, foot: float) -> int:
    from app.ui.review.slide_chart import paint_chart  # only a meeting with charts waits for it

    paint_chart(canvas, slide.spec, canvas.box(EDGE, top - 10, canvas.wide - 2 * EDGE, foot - top + 10))
    return 0


@_body.register
def _(slide: DecisionSlide, canvas: Canvas, top: float, foot: float) -> int:
    y = max(top + 20, 240)
    for what, value, hue in slide.facts:
        canvas.line(what, EDGE, y, canvas.wide - 2 * EDGE, FINE, hue="muted", bold=True)
        y += 24
        y += canvas.text(value, EDGE, y, canvas.wide - 2 * EDGE, 70, SAYS, hue=hue or "text", bold=bool(hue)) + 20
    return 0


@_body.register
def _(slide: FewSlide, canvas: Canvas, top: float, foot: float) -> int:
    wide, y, shown = canvas.wide - 2 * EDGE, top, 0
    tail = canvas.high_of(slide.clear, wide, BODY) + 30 if slide.clear else 0
    tall = min(56.0, (foot - tail - top) / max(len(slide.few), 1))
    for label, says in slide.few:
        canvas.rule(EDGE, y, wide)
        _centred(canvas, label, (EDGE, y, wide * 0.34, tall), BODY, bold=True)
        _centred(canvas, says, (EDGE + wide * 0.36, y, wide * 0.64, tall), BODY, hue="muted")
        y, shown = y + tall, shown + 1
    if slide.few:
        canvas.rule(EDGE, y, wide)
    if slide.clear:
        canvas.text(slide.clear, EDGE, y + 24, wide, foot - y - 24, BODY, hue="good")
    return shown


@_body.register
def _(slide: TodaySlide, canvas: Canvas, top: float, foot: float) -> int:
    wide = canvas.wide - 2 * EDGE
    if not (slide.decided or slide.done):
        canvas.text(nothing_yet(), EDGE, top, wide, foot - top, SAYS, hue="muted")
        return 0
    rows = [*slide.decided, *slide.done]
    y, shown = top, 0
    fit = int((foot - top) // ROW)
    for row in rows if len(rows) <= fit else rows[: fit - 1]:
        _decided(canvas, row, y, wide)
        y, shown = y + ROW, shown + 1
    canvas.rule(EDGE, y, wide)
    if shown < len(rows):
        canvas.line(more_of(len(rows) - shown), EDGE, y + 8, wide, BODY, hue="muted")
    return shown


def _decided(canvas: Canvas, row: DecisionView, y: float, wide: float) -> None:
    words, hue = when(row)
    canvas.rule(EDGE, y, wide)
    canvas.line("✓" if row.done else "→", EDGE, y + 12, 30, SAYS, hue="good" if row.done else "accent", bold=True)
    _centred(canvas, row.text, (EDGE + 36, y, wide * 0.6 - 36, ROW), SAYS - 2)
    _centred(canvas, row.owner or tr("nobody yet"), (EDGE + wide * 0.62, y, wide * 0.17, ROW), BODY, hue="muted")
    middle = y + (ROW - canvas.line_high(BODY)) / 2
    canvas.line(words, EDGE + wide * 0.8, middle, wide * 0.2, BODY, hue=hue, bold=True, right=True)


def _centred(
    canvas: Canvas,
    words: str,
    place: tuple[float, float, float, float],
    size: float,
    *,
    hue: str = "text",
    bold: bool = False,
) -> None:
    """Words in the middle of a row: on one line where they fit, else on as many as it has room for."""
    x, y, wide, tall = place
    room = tall - 6
    high = min(canvas.high_of(words, wide, size, bold=bold), room)
    canvas.text(words, x, y + (tall - high) / 2, wide, room, size, hue=hue, bold=bold)
