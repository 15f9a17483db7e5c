"""Charts of the review: what the first one brings with it, and how long four of them take from review to pixels."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.review import Review, charts, weekly_review
from app.domain.review.charting import ChartSpec
from app.ui import theme
from app.ui.charts.chart import Chart
from tests.exports.histories import a_year, plain_hours, rules

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
GOAL = 150  # milliseconds for four charts, import apart
FOUR: tuple[Callable[[Review], ChartSpec], ...] = (charts.trend, charts.acceptance, charts.movement, charts.cohorts)


def test_four_charts(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    review = weekly_review(a_year(5_000), plain_hours, rules())
    made, drawn = [], []
    for _ in range(9):  # the first brings pyqtgraph
        page = QWidget()
        layout = QVBoxLayout(page)
        page.resize(900, 1_400)
        qtbot.addWidget(page)
        page.show()
        QApplication.processEvents()
        begun = time.perf_counter()
        shown = [Chart(make(review)) for make in FOUR]
        made.append((time.perf_counter() - begun) * 1_000)
        for chart in shown:
            layout.addWidget(chart)
        QApplication.processEvents()
        page.grab()
        drawn.append((time.perf_counter() - begun) * 1_000)
    print(f"\nfour charts: made in {median(made[1:]):.0f} ms, on screen after {median(drawn[1:]):.0f} ms, goal {GOAL}")


def test_what_the_first_chart_brings() -> None:
    code = (
        "import time; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from app.ui.charts import chart;"
        "begun = time.perf_counter(); import app.ui.charts.canvas; print(round((time.perf_counter() - begun) * 1000))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    print(f"\npyqtgraph and numpy, imported with the first chart: {run.stdout.strip()} ms")
