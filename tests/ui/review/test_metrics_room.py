"""The part "Metrics": what is short by nature stands whole in its column, in either language and in large type."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from app.language import LANGUAGES, speaking, tr
from app.ui import theme
from app.ui.review.parts.metrics import FIGURES
from app.ui.review.words import UNITS, WINDOWS, figure

WORDS = {"unit": UNITS, "window": WINDOWS}


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_unit_no_window_and_no_interval_is_cut(dressed: QApplication, language: str, scale: float) -> None:
    theme.apply(dressed, "light", scale)
    metrics = QFontMetrics(theme.font())
    columns = {one.id: one for one in FIGURES}
    with speaking(language):
        said = {id: [tr(one) for one in words.values()] for id, words in WORDS.items()}
        low, high = figure(0.44, "rate"), figure(1.0, "rate")
        said["span"] = [tr("{low} to {high}", low=low, high=high)]
        said["figure"] = [figure(value, unit) for value, unit in ((1.0, "rate"), (180.5, "hours"), (99.9, "days"))]
    for id, texts in said.items():
        room = theme.px(columns[id].width) - 2 * theme.SMALL
        assert [text for text in texts if metrics.horizontalAdvance(text) > room] == [], id
