"""Charts on a page: walked by keyboard and mouse, said in words, the same as a table, and cheap."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.review import Review, charts
from app.domain.review.addressing import Address
from app.domain.review.charting import ChartSpec
from app.ui import theme
from app.ui.charts.canvas import Canvas
from app.ui.charts.chart import Chart
from tests.domain.review.test_charting import SINGLE, year
from tests.domain.test_review import issue

ROOT = Path(__file__).resolve().parents[3]
Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication) -> QWidget:
    """A page for charts."""
    made = QWidget()
    QVBoxLayout(made)
    made.resize(800, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(page: QWidget, spec: ChartSpec) -> tuple[Chart, Canvas]:
    """A chart on the page, with the keyboard."""
    chart = Chart(spec)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(chart)
    QApplication.processEvents()
    canvas = chart.canvas
    assert canvas is not None
    page.activateWindow()
    canvas.setFocus()
    QApplication.processEvents()
    return chart, canvas


def place(canvas: Canvas, number: int) -> QPoint:
    """The middle of a mark on its canvas."""
    area = canvas.drawing.targets[number]
    return QPoint(round(area.x + area.wide / 2) + 4, round(area.y + area.high / 2) + 4)


def _triangle(review: Review) -> ChartSpec:
    return charts.triangle(review, "SQL")


# --- keyboard ---------------------------------------------------------------------------------------------------------


def test_arrows_walk_the_marks_and_enter_opens_the_rows(qtbot: QtBot, page: QWidget) -> None:
    chart, canvas = shown(page, charts.trend(year()))
    assert canvas.mark is not None
    assert (canvas.mark.category, canvas.mark.series) == (12, 0)  # this week, where one begins to read
    qtbot.keyClick(canvas, Key.Key_Left)
    assert (canvas.mark.category, canvas.mark.series) == (11, 0)
    qtbot.keyClick(canvas, Key.Key_Down)
    assert (canvas.mark.category, canvas.mark.series) == (11, 1)
    qtbot.keyClick(canvas, Key.Key_Home)
    assert (canvas.mark.category, canvas.mark.series) == (0, 0)
    wanted = QSignalSpy(chart.rows_wanted)
    qtbot.keyClick(canvas, Key.Key_Return)
    assert wanted.at(0) == [Address("trend", year().trend[0].week, "new_leads")]


@pytest.mark.parametrize("make", (*SINGLE[:-1], _triangle), ids=lambda make: make.__name__)
def test_every_mark_is_reached_by_arrows(qtbot: QtBot, page: QWidget, make: Any) -> None:
    spec = make(year())
    _, canvas = shown(page, spec)
    seen, todo = {canvas.current}, [canvas.current]
    while todo:
        here = todo.pop()
        for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down):
            canvas.take(here)
            qtbot.keyClick(canvas, key)
            if canvas.current not in seen:
                seen.add(canvas.current)
                todo.append(canvas.current)
    assert seen == set(range(len(spec.marks)))


def test_the_mark_in_hand_is_ringed_and_said(qtbot: QtBot, page: QWidget) -> None:
    chart, canvas = shown(page, charts.funnel(year()))
    assert canvas.accessibleName() == chart.spec.title
    before = canvas.grab().toImage()
    qtbot.keyClick(canvas, Key.Key_Down)
    mark = canvas.mark
    assert mark is not None
    assert canvas.accessibleDescription() == mark.says
    assert chart.foot.text().startswith(mark.says)
    assert canvas.grab().toImage() != before
    ring = theme.contrast(theme.colours().note, theme.colours().surface)
    assert ring >= 3


def test_t_shows_the_same_as_a_table_and_back(qtbot: QtBot, page: QWidget) -> None:
    chart, canvas = shown(page, charts.acceptance(year()))
    qtbot.keyClick(canvas, Key.Key_T)
    table = chart.table
    assert table is not None
    assert chart.as_table and table.isVisible() and not canvas.isVisible()
    assert table.hasFocus()
    model = table.model()
    cells = [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
    assert tuple(cells) == chart.spec.rows
    qtbot.keyClick(table, Key.Key_T)
    assert not chart.as_table and canvas.isVisible() and canvas.hasFocus()
    qtbot.mouseClick(chart.switch, Qt.MouseButton.LeftButton)
    assert chart.as_table


def test_ctrl_c_copies_the_table(qtbot: QtBot, page: QWidget) -> None:
    chart, canvas = shown(page, charts.reasons(year()))
    qtbot.keyClick(canvas, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [tuple(line) for line in lines] == [chart.spec.header, *chart.spec.rows]


def test_no_command_takes_the_keys_of_a_chart(qtbot: QtBot, page: QWidget) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    chart, canvas = shown(page, charts.trend(year()))
    taken: list[str] = []
    for text in ("T", "Left", "Return", "Ctrl+C"):
        QShortcut(QKeySequence(text), page, lambda text=text: taken.append(text))
    qtbot.keyClick(canvas, Key.Key_Left)
    qtbot.keyClick(canvas, Key.Key_Return)
    qtbot.keyClick(canvas, Key.Key_T)
    assert chart.as_table
    assert not taken


# --- mouse ------------------------------------------------------------------------------------------------------------


def test_a_click_takes_a_mark_in_hand_and_opens_its_rows(qtbot: QtBot, page: QWidget) -> None:
    chart, canvas = shown(page, charts.movement(year()))
    wanted = QSignalSpy(chart.rows_wanted)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place(canvas, 3))
    assert canvas.current == 3
    assert wanted.at(0) == [chart.spec.marks[3].address]


def test_what_has_no_rows_opens_none(qtbot: QtBot, page: QWidget) -> None:
    chart, canvas = shown(page, charts.hours(year()))
    target = next(at for at, mark in enumerate(chart.spec.marks) if mark.role == "target")
    wanted = QSignalSpy(chart.rows_wanted)
    canvas.take(target)
    qtbot.keyClick(canvas, Key.Key_Return)
    assert not wanted.count()
    assert chart.foot.text() == chart.spec.marks[target].says


def test_the_wheel_is_left_to_the_page(page: QWidget) -> None:
    _, canvas = shown(page, charts.trend(year()))
    before, centre = canvas.transform(), QPointF(canvas.viewport().rect().center())
    turned = QWheelEvent(
        *(centre, canvas.viewport().mapToGlobal(centre), QPoint(0, -240), QPoint(0, -240)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(canvas.viewport(), turned)
    assert not turned.isAccepted()
    assert canvas.transform() == before


# --- room and palettes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wide", [480, 800, 1600])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_chart_is_as_high_as_it_is_at_its_width(qtbot: QtBot, dressed: QApplication, wide: int, scale: float) -> None:
    theme.apply(dressed, "light", scale)
    chart = Chart(charts.movement(year()))
    qtbot.addWidget(chart)
    chart.resize(wide, chart.heightForWidth(wide))
    chart.show()
    QApplication.processEvents()
    canvas = chart.canvas
    assert canvas is not None
    assert canvas.height() >= canvas.drawing.high
    assert canvas.width() <= chart.width()


@pytest.mark.parametrize("palette", theme.PALETTES)
def test_another_palette_draws_it_anew(page: QWidget, dressed: QApplication, palette: str) -> None:
    _, canvas = shown(page, charts.trend(year()))
    theme.apply(dressed, palette)
    QApplication.processEvents()
    image = canvas.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    colours = theme.PALETTES[palette]
    assert {colours.surface, colours.accent} <= found


def test_another_chart_takes_the_place_of_the_one_before(page: QWidget) -> None:
    chart, canvas = shown(page, charts.trend(year()))
    before = len(canvas.scene().items())
    for _ in range(5):
        chart.show_spec(charts.trend(year(300)))
        chart.show_spec(charts.trend(year()))
    assert len(canvas.scene().items()) == before
    assert chart.title.text() == charts.trend(year()).title
    chart.toggle()
    chart.show_spec(charts.funnel(year()))
    assert chart.as_table
    table = chart.table
    assert table is not None and table.model().rowCount() == len(charts.funnel(year()).rows)


def test_nothing_to_draw_is_a_sentence_and_no_frame(page: QWidget) -> None:
    empty = charts.acceptance(issue())
    chart = Chart(empty)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(chart)
    QApplication.processEvents()
    assert chart.canvas is None
    assert chart.sentence.isVisible()
    assert [one.text() for one in chart.findChildren(QLabel) if one.isVisible()] == [empty.title, empty.empty]
    chart.toggle()
    assert not chart.as_table
    chart.show_spec(charts.acceptance(year()))
    assert chart.canvas is not None and not chart.sentence.isVisible()


def test_a_name_that_looks_like_markup_stays_text(page: QWidget) -> None:
    spec = replace(charts.trend(year()), title="<b>Booth</b> 5")
    chart, _ = shown(page, spec)
    assert chart.title.textFormat() == Qt.TextFormat.PlainText


# --- cost -------------------------------------------------------------------------------------------------------------


def test_neither_pyqtgraph_nor_numpy_is_met_before_a_chart_is_shown() -> None:
    code = (
        "import sys, importlib, app.bootstrap\n"
        "for module in (*app.bootstrap.BEFORE_QT, 'app.ui.window', 'app.ui.charts.chart', 'app.ui.charts.painting',"
        " 'app.domain.review.charts', 'app.ui.pages.review'): importlib.import_module(module)\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from app.domain.review import charts\n"
        "from app.ui.charts.chart import Chart\n"
        "from tests.domain.review.test_charting import issue, lead\n"
        "app = QApplication([])\n"
        "empty = Chart(charts.trend(issue()))\n"
        "print(*({'pyqtgraph', 'numpy'} & set(sys.modules)))\n"
        "drawn = Chart(charts.trend(issue(leads=[lead(1)])))\n"
        "print(*sorted({'pyqtgraph', 'numpy'} & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["", "numpy pyqtgraph"]
