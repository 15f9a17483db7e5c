"""Pictures: every page and main dialog with the sample workspace, at 1280 x 800, in every look, as PNG files."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.services.account_page import account_view
from app.services.accounts import account_ids
from app.services.desk import Desk
from app.services.workspaces import RecentRow
from app.ui import settings, theme
from app.ui.commands import PLACES
from app.ui.overdue_notice import sentence
from app.ui.pages.start import StartPage
from app.ui.window import Window

SIZE = (1280, 800)
LOOKS = (("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 1.5))  # palette and size of text
SETTLED = 60  # milliseconds in which nothing is asked any more


def draw(
    folder: Path, desk: Callable[[Path], Desk] | None = None, looks: Sequence[tuple[str, float]] = LOOKS
) -> list[Path]:
    """Draw everything into a folder; `desk` makes the workspace, the sample one unless said otherwise."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_say)
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["assay"])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as scratch, _forgetful(scratch):
        made = desk or _sample
        painter = _Painter(app, folder, Path(scratch), made(Path(scratch) / "Sample.assay"))
        try:
            for palette, scale in looks:
                painter.all(palette, scale)
        finally:
            painter.window.close()
    return painter.written


def _say(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, but not what it repeats for every window without a screen."""
    if "propagateSizeHints" not in words:
        sys.stderr.write(f"{words}\n")


def _sample(path: Path) -> Desk:
    from app.services.sample import create_sample

    return create_sample(path, by="Robin Vale")


@contextmanager
def _forgetful(scratch: str) -> Iterator[None]:
    """Nothing of this is remembered, and nothing remembered changes the pictures."""
    kept = settings.folder
    settings.folder = lambda: scratch
    try:
        yield
    finally:
        settings.folder = kept


def _best_known(desk: Desk) -> int:
    """The account of whose committee most is known."""

    def known(account_id: int) -> int:
        committee = desk.ask(account_view, account_id, None).committee
        return sum(not row.ghost for row in committee.rows)

    return max(desk.ask(account_ids, "", "name", False), key=known)


class _Painter:
    """Drives the real window from place to place."""

    def __init__(self, app: QApplication, folder: Path, scratch: Path, desk: Desk) -> None:
        self.app, self.folder, self._scratch = app, folder, scratch
        self.written: list[Path] = []
        theme.apply(app, "light")
        self.window = Window("Robin Vale")
        self.window.remembers = False
        self.window.resize(*SIZE)
        self.window.show()
        self._look = ""
        self._desk = desk
        now = datetime.now(UTC)
        lately = (("Team", timedelta(hours=2), True), ("Booth in May", timedelta(days=40), False))
        folder_shown = Path.home() / "Documents"
        self._lately = [RecentRow(folder_shown / f"{name}.assay", name, now - age, is_) for name, age, is_ in lately]

    def all(self, palette: str, scale: float = 1.0) -> None:
        """Draw everything in one look."""
        self._look = palette if scale == 1.0 else f"{palette}-{scale:.0%}".rstrip("%")
        window = self.window
        window.dress(palette)
        window.look.resize(scale)
        self._start()
        if window.view is None:
            window.take(self._desk, place="today")
        assert window.view is not None
        view, act = window.view, window.commands.act
        for place, _, _ in PLACES:
            view.go(place)
            self.shoot(place)
        view.go("leads")
        for name, command in (("board", "leads.board"), ("board-paths", "board.by")):
            act(command)
            self.shoot(f"leads-{name}")
        act("board.by")
        self.settle()
        act("board.on")
        self.shoot("leads-board-move")
        leads: Any = view.pages["leads"]
        leads.board.open_strip.left.emit()
        act("leads.grid")
        self.shoot("leads-grid")
        act("leads.list")
        view.go("today")
        self.settle()
        for name, command in (
            ("answer", "answer.yes"),
            ("move", "move.sql"),
            ("touch", "lead.touch"),
            ("owner", "lead.owner"),
        ):
            act(command)
            self.shoot(f"today-{name}")
            today: Any = view.pages["today"]
            today.acts.leave()
        act("lead.wide")
        self.shoot("lead")
        act("lead.account")
        self.shoot("account")
        view.go("account", _best_known(self._desk))
        self.shoot("committee")
        for kind in ("people", "rows"):
            view.go("duplicates", kind)
            self.shoot(f"duplicates-{kind}")
        view.go("today")
        self.settle()
        for name, command in (
            ("ledger", "lead.ledger"),
            ("edit", "lead.edit"),
            ("handoff", "lead.handoff"),
            ("history", "edit.history"),
            ("search", "edit.search"),
            ("palette", "edit.palette"),
            ("help", "help.page"),
            ("settings", "workspace.settings"),
            ("keys", "help.keys"),
            ("about", "help.about"),
            ("new-workspace", "workspace.new"),
        ):
            act(command)
            self.dialog(name)
        self._notice()
        plan = self._leads_file()
        window.take_files([plan])
        imports: Any = view.pages["imports"]
        for step, name in enumerate(("import-found", "import-columns", "import-plan")):
            imports.wizard.go(step)
            self.shoot(name)
        imports.wizard.go_on()
        self.shoot("import-result")
        imports.result.take_back.click()
        self.settle()
        imports.sources.remembered.click()
        self.dialog("mappings")

    def _start(self) -> None:
        """The start page with workspaces that nobody has, one of them gone; the sample stays open behind it."""
        page = StartPage(self.window.commands, lambda _: None, lambda: self._lately)
        self.window.stack.addWidget(page)
        before = self.window.stack.currentWidget()
        self.window.toast.hide()
        self.window.stack.setCurrentWidget(page)
        page.refresh()
        page.recent.setCurrentRow(1)
        self.shoot("start")
        if before is not None:
            self.window.stack.setCurrentWidget(before)
        self.window.stack.removeWidget(page)
        page.deleteLater()

    def _notice(self) -> None:
        """What is said on opening."""
        words = sentence(datetime.now(UTC) - timedelta(days=3), (("first_outreach", 3), ("verdict", 1)))
        self.window.banner.say("Overdue", "wait", words, [("Show them", lambda: None), ("Dismiss", lambda: None)])
        self.shoot("today-overdue")
        self.window.banner.hide()

    def _leads_file(self) -> Path:
        """A small file, so that the plan of an import can be seen."""
        path = self._scratch / "webinar.csv"
        lines = [
            "Webinar attendees, exported",
            "",
            "First name;Last name;E-mail;Phone;Organisation;Job title;Country;Comments",
            "Ida;Norrby;ida@lakeside-clinic.example;+46 8 555 010;Lakeside Clinic;Office lead;Sweden;Wants a demo",
            "Tom;Reyes;t.reyes@northgate.example;(202) 555-0143;Northgate Hospital;Lab operations manager;USA;",
            "Mia;Okafor;mia.okafor@harbor-health.example;;Harbor Health;Benefits lead;USA;Wants the programme guide",
            "Tom;Reyes;t.reyes@northgate.example;;Northgate Hospital;Lab operations manager;USA;Second session",
            ";;not an address;;;;;",
        ]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def dialog(self, name: str) -> None:
        """Draw the dialog that is open, over its window, and close it."""
        self.settle()
        open_now = [w for w in self.app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        for shown in open_now:
            self._save(shown, f"dialog-{name}")
            shown.close()
        self.settle()

    def shoot(self, name: str) -> None:
        """Draw the window once everything it asked for has come."""
        self.settle()
        self._save(self.window, name)

    def _save(self, widget: QWidget, name: str) -> None:
        path = self.folder / f"{name}-{self._look}.png"
        widget.grab().save(str(path))
        if path not in self.written:
            self.written.append(path)

    def settle(self) -> None:
        """Wait until the readers have been idle for a moment."""
        runner = self.window.runner
        quiet = 0
        while quiet < 2:
            loop = QEventLoop()
            QTimer.singleShot(SETTLED, loop.quit)
            loop.exec()
            quiet = quiet + 1 if runner is None or not runner.busy else 0
