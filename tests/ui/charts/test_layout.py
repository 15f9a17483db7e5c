"""Charts laid out: at any width, size of type and language nothing is cut and no two labels cover each other."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.review.charting import ChartSpec, Kind, Mark, Series
from app.language import PSEUDO, SOURCE, speaking
from app.ui import theme
from app.ui.charts.layout import height_of, laid_out
from app.ui.charts.lettering import PaperLetters, WindowLetters
from app.ui.charts.shapes import Area, Drawing, Letters, wrapped
from app.ui.charts.walking import next_mark
from tests.domain.review.test_charting import every, year

WIDTHS = (320, 480, 640, 900, 1600)


def faults(spec: ChartSpec, letters: Letters, wide: float) -> Iterator[str]:
    """What is wrong with a chart at this width."""
    drawing = laid_out(spec, letters, wide)
    inside = Area(-0.5, -0.5, wide + 1, drawing.high + 1)
    for words in drawing.words:
        a = words.area
        if a.x < inside.x or a.right > inside.right or a.y < inside.y or a.low > inside.low + 1:
            yield f"cut: {words.text}"
    for one, other in combinations(drawing.words, 2):
        if _shrunk(one.area).meets(_shrunk(other.area)):
            yield f"{one.text} covers {other.text}"
    for box in drawing.boxes:
        if box.area.x < -0.5 or box.area.right > wide + 0.5 or box.area.y < -0.5 or box.area.low > drawing.high + 0.5:
            yield f"outside: {box}"
        if spec.kind != "heat":
            yield from (f"{words.text} on a bar" for words in drawing.words if _shrunk(words.area).meets(box.area))
    if height_of(spec, letters, wide) != drawing.high:
        yield "its height is not the one it said"
    if not spec.empty and set(drawing.targets) != set(range(len(spec.marks))):
        yield "a mark that nobody can reach"


def _shrunk(area: Area) -> Area:
    """Letters are less high than their line."""
    return Area(area.x + 0.5, area.y + area.high * 0.2, area.wide - 1, area.high * 0.6)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("language", [SOURCE, "de"])
def test_no_label_is_cut_or_covered(dressed: QApplication, scale: float, language: str) -> None:
    theme.apply(dressed, "light", scale)
    letters, found = WindowLetters(), []
    with speaking(language):
        for leads in (1, 300, 5_000):
            for spec in every(year(leads)):
                found += [
                    f"{spec.id} {leads} {wide}: {fault}" for wide in WIDTHS for fault in faults(spec, letters, wide)
                ]
    assert not found, "\n".join(found[:40])


def test_longer_words_than_any_language_has_fit_from_480_pixels_on(dressed: QApplication) -> None:
    letters, found = WindowLetters(), []
    with speaking(PSEUDO):
        for spec in every(year()):
            found += [f"{spec.id} {wide}: {fault}" for wide in WIDTHS[1:] for fault in faults(spec, letters, wide)]
    assert not found, "\n".join(found[:40])


def test_on_paper_too(dressed: QApplication) -> None:
    found = [f"{spec.id}: {fault}" for spec in every(year()) for fault in faults(spec, PaperLetters(9), 380)]
    assert not found, "\n".join(found[:40])


def a_spec(marks: tuple[Mark, ...], kind: Kind = "columns") -> ChartSpec:
    """A chart of three weeks in two panels."""
    series = (Series("Panel 0", scale="count"), Series("Panel 1", scale="count"))
    return ChartSpec("x", kind, "T", "D", "week", "leads", ("W1", "W2", "W3"), series, marks, ("Week",), ())


def test_panels_of_one_scale_have_one_length_for_one_lead(dressed: QApplication) -> None:
    marks = (Mark(0, 0, 100, "100", ""), Mark(1, 0, 40, "40", ""), Mark(0, 1, 40, "40", ""), Mark(1, 1, 20, "20", ""))
    boxes = laid_out(a_spec(marks), WindowLetters(), 600).boxes
    high = [box.area.high for box in boxes]
    assert high[1] == pytest.approx(high[2])
    assert high[0] == pytest.approx(2.5 * high[1])
    assert high[2] == pytest.approx(2 * high[3])


def test_bars_have_one_length_for_one_lead_and_begin_where_they_float(dressed: QApplication) -> None:
    marks = (Mark(0, 0, 100, "100", ""), Mark(0, 1, 150, "+50", "", "gain", start=100), Mark(1, 0, 50, "50", ""))
    boxes = laid_out(a_spec(marks, "bars"), WindowLetters(), 900).boxes
    whole, gain, half = (box.area for box in boxes)
    assert gain.x == pytest.approx(whole.right)
    assert gain.wide == pytest.approx(whole.wide / 2) == pytest.approx(half.wide)


def test_each_role_has_a_look_of_its_own(dressed: QApplication) -> None:
    marks = (
        Mark(0, 0, 9, "9", "", "now"),
        Mark(0, 1, 9, "9", "", "before"),
        Mark(1, 0, 9, "9", "", "target"),
        Mark(1, 1, 9, "9", "", "forecast"),
    )
    drawing = laid_out(a_spec(marks, "bars"), WindowLetters(), 600)
    assert [(box.fill, box.edge) for box in drawing.boxes] == [
        ("now", ""),
        ("before", ""),
        ("", "target"),
        ("", "hatch"),
    ]
    hatch = max(drawing.strokes, key=lambda strokes: len(strokes.lines))
    assert hatch.tone == "hatch" and len(hatch.lines) > 20


def test_a_hatch_stays_inside_its_rectangle() -> None:
    drawing = Drawing(100)
    area = Area(10, 20, 33, 12)
    drawing.hatch(area, "hatch")
    for x, y, to_x, to_y in drawing.strokes[0].lines:
        assert 10 <= to_x <= x <= 43.01
        assert 20 <= y <= to_y <= 32.01
        assert (x - to_x) == pytest.approx(to_y - y)


def test_words_are_broken_only_where_they_must_be(dressed: QApplication) -> None:
    letters = WindowLetters()
    text = "Befundübermittlungsschnittstellenverantwortung bleibt"
    for wide in (60, 120, 400):
        lines = wrapped(letters, text, wide)
        assert all(letters.width(line) <= wide for line in lines)
        assert "".join(line.removesuffix("-") for line in lines).replace(" ", "") == text.replace(" ", "")


def test_arrows_go_to_the_nearest_in_their_direction() -> None:
    areas = {at: Area(10 * (at % 3), 10 * (at // 3), 8, 8) for at in range(9)}
    assert [next_mark(areas, 4, way) for way in ((-1, 0), (1, 0), (0, -1), (0, 1))] == [3, 5, 1, 7]
    assert next_mark(areas, 2, (1, 0)) == 2
