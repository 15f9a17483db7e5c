"""How soon the map of sixty people is painted, and how long one frame of a drag takes."""

import json
from time import perf_counter

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.committee.canvas import MapCanvas
from tests.ui.committee.maps import view_of

FRAMES = 60


def _moved(canvas: MapCanvas, kind: QEvent.Type, at: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    port = canvas.viewport()
    QApplication.sendEvent(
        port, QMouseEvent(kind, at, port.mapToGlobal(at), left, left, Qt.KeyboardModifier.NoModifier)
    )


@pytest.mark.benchmark
@pytest.mark.parametrize("kind", ["lanes", "tree"])
def test_map_speed(qtbot: QtBot, qapp: QApplication, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    theme.apply(qapp, "light")
    view = view_of(60)
    first = []
    for _ in range(5):
        canvas = MapCanvas()
        qtbot.addWidget(canvas)
        canvas.resize(1000, 640)
        canvas.show()
        start = perf_counter()
        canvas.draw(view, kind)
        canvas.grab()
        first.append((perf_counter() - start) * 1000)
    card = canvas.map.layout_shown.card(canvas.current or 0)
    assert card is not None
    at = QPointF(canvas.mapFromScene(QPointF(*card.rect.centre)))
    _moved(canvas, QEvent.Type.MouseButtonPress, at)
    frames = []
    for step in range(FRAMES):
        start = perf_counter()
        _moved(canvas, QEvent.Type.MouseMove, at + QPointF(6.0 * step + 20, 5.0 * step))
        canvas.grab()
        frames.append((perf_counter() - start) * 1000)
    assert canvas.map.cards[canvas.current or 0].pos() != QPointF(card.rect.x, card.rect.y)
    slow = sorted(frames)[int(FRAMES * 0.95)]
    took = {"first paint": round(sorted(first)[2], 1), "frame of a drag, 95th percentile": round(slow, 1)}
    with capsys.disabled():
        print(json.dumps({"what": f"committee map as {kind}, 60 people, milliseconds", **took}))
    print("goals: first paint <= 100 ms, a frame of a drag <= 16 ms")
