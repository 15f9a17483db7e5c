"""A process of its own that plays one scenario in a window on a real display and keeps a picture of it.

`python -m tests.journeys.on_screen NAME FOLDER` prints one JSON document: the platform, where the lead ended, the keys
that it took. Anything that Qt warns of or that goes wrong ends it with exit code 1.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.desk import Desk
from app.ui import theme
from tests.journeys.scenarios import SCENARIOS
from tests.journeys.triager import Triager, monday, sit_down

PICTURE = "window.png"


def main(name: str, folder: Path) -> None:
    """Play the scenario with this name and say how it ended."""
    warned: list[str] = []

    def keep(kind: QtMsgType, where: QMessageLogContext, words: str | None) -> None:
        if kind != QtMsgType.QtDebugMsg:
            warned.append(f"{kind.name}: {words}")

    qInstallMessageHandler(keep)
    app = QApplication(sys.argv[:1])
    theme.apply(app, "light")
    window = sit_down(Desk.create(folder / "team.assay", by="Mia", now=monday))
    window.problems.hook()
    (scenario,) = [one for one in SCENARIOS if one.name == name]
    person = Triager(window, scenario, folder)
    person.until(window.isActiveWindow)
    person.play()
    lead = person.the_lead()
    QTest.qWait(500)  # the last words of the page are laid out and painted
    window.screen().grabWindow(window.winId()).save(str(folder / PICTURE))
    window.close()
    ended = {"stage": lead.stage, "path": lead.path, "platform": app.platformName(), "keys": person.pressed}
    sys.stdout.write(json.dumps(ended | {"warned": warned}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
