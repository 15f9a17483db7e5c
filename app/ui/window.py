"""The main window: the start page or one workspace, menus from the registry, palettes, dropped files."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from app.domain.problems import Problem, Trouble
from app.language import later, percent, tr
from app.services.desk import Desk, system_user
from app.ui import placing, settings
from app.ui.arrivals import Arrivals
from app.ui.care import FILES, Care
from app.ui.command_table import COMMANDS, MENUS
from app.ui.commands import Commands
from app.ui.look import CHOICES, Look
from app.ui.open_workspace import OpenWorkspace
from app.ui.overdue_notice import OverdueNotice, remember_closed
from app.ui.problems import Problems
from app.ui.runner import Runner
from app.ui.sample_making import SampleMaking, put_away
from app.ui.widgets.banner import Banner
from app.ui.widgets.text import column
from app.ui.widgets.toast import Toast
from app.ui.workspace_view import WorkspaceView

FIRST_LEAD = later(
    "Settle it in four keys: A takes the suggested path, 1 and 1 take a template for what was learned and what happens "
    "next, Enter moves it and brings the next lead. Z takes it back."
)


class Window(QMainWindow):
    """Opens and closes workspaces; everything inside one belongs to its WorkspaceView."""

    def __init__(self, by: str = "") -> None:
        super().__init__()
        self.by = by or settings.text("by") or system_user()
        self.opened: OpenWorkspace | None = None
        self._start: Any = None
        self._help_dialog: Any = None
        self.menus: dict[str, QMenu] = {}
        self.remembers = True  # off for pictures, which show nothing of this computer
        self.setWindowTitle(tr("Assay"))
        self.setAcceptDrops(True)
        self.banner = Banner()
        self.stack = QStackedWidget()
        middle = QWidget()
        box = column(self.banner, self.stack, space=0)
        box.setStretch(1, 1)
        middle.setLayout(box)
        self.setCentralWidget(middle)
        self.toast = Toast(self)
        self.commands = Commands(self)
        self.problems = Problems(self, self.banner, self.toast)
        self.arrivals = Arrivals(self)
        self.care = Care(self)
        self.making = SampleMaking(self)
        self.making.made.connect(self._take_made)
        self._asked_in: Path | None = None  # what was open when the sample was asked for
        self.look = Look(self)
        self.look.dressed.connect(self._on_dressed)
        self.look.resized.connect(self._on_resized)
        self._warned = ""  # what somebody was told would be lost if the workspace were closed now
        self._resized = False  # another text size waits until nothing is half-typed
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._rebuild_when_free)
        self.commands.refreshed.connect(self._soon.start)
        self._bind()
        self._menus()
        placing.restore(self)

    def _bind(self) -> None:
        bind = partial(self.commands.bind)
        opened = self._is_open
        acts: tuple[tuple[str, Callable[[], Any], Callable[[], bool]], ...] = (
            ("workspace.new", self.new, _always),
            ("workspace.open", self.choose, _always),
            ("workspace.sample", self.sample, _always),
            ("workspace.start", self._leave_for_start, opened),
            ("workspace.backup", self.care.back_up, opened),
            ("workspace.copy", self.care.hand_on, opened),
            ("workspace.check", self.care.check, opened),
            ("workspace.settings", self._settings, _always),
            ("workspace.quit", self.close, _always),
            ("import.files", self._choose_files, _always),
            ("edit.palette", self._palette, _always),
            ("help.page", self._help, _always),
            ("help.keys", self._keys, _always),
            ("help.about", self._about, _always),
            ("view.larger", partial(self._resize_text, 1), _always),
            ("view.smaller", partial(self._resize_text, -1), _always),
        )
        for id, act, enabled in acts:
            bind(id, self, act, enabled)
        for name, _ in CHOICES:
            bind(f"view.{name}", self, partial(self.dress, name))

    def _menus(self) -> None:
        bar = self.menuBar()
        for title in MENUS:
            menu = self.menus[title] = bar.addMenu("")
            menu.setToolTipsVisible(True)
            for command in COMMANDS:
                if command.menu == title:
                    menu.addAction(self.commands.actions[command.id])
            menu.aboutToShow.connect(self.commands.refresh)
        self._say_menus()

    def _say_menus(self) -> None:
        """Call the menus what they are called in the language in force."""
        for title, menu in self.menus.items():
            menu.setTitle(f"&{tr(title)}")
            menu.setAccessibleName(tr(title))

    @property
    def view(self) -> WorkspaceView | None:
        """What is shown of the workspace that is open."""
        return self.opened.view if self.opened is not None else None

    @property
    def runner(self) -> Runner | None:
        """The threads of the workspace that is open."""
        return self.opened.runner if self.opened is not None else None

    @property
    def path(self) -> Path | None:
        """Where the workspace that is open is kept."""
        return self.runner.desk.path if self.runner is not None else None

    def _is_open(self) -> bool:
        return self.opened is not None

    # --- opening and closing -----------------------------------------------------------------------------------------

    def _leave_for_start(self) -> None:
        if not self._would_lose():
            self.show_start()

    def _would_lose(self) -> bool:
        """Say what is half-typed and would be lost, and stay; who closes again without typing on has decided."""
        words = self.view.unfinished if self.view is not None else ""
        if self.view is None or not words or words == self._warned:
            return False
        self._warned = words
        if self.view.place != "review":
            self.view.go("review", "decisions")
        told = tr("“{words}” is half-typed and not kept yet. Finish it, or close once more to leave it.", words=words)
        self.banner.say(tr("Half-typed"), "wait", told, [(tr("Dismiss"), _nothing)])
        return True

    def show_start(self) -> None:
        """Close the workspace and offer others."""
        self.close_workspace()
        if self._start is None:
            from app.ui.pages.start import StartPage

            self._start = StartPage(self.commands, self.open, self.recent)
            self.stack.addWidget(self._start)
        self._start.refresh()
        self.stack.setCurrentWidget(self._start)
        self.commands.refresh()

    def recent(self) -> list[Any]:
        """What was open lately."""
        from app.services.workspaces import recent

        return list(recent()) if self.remembers else []

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Open a workspace; where another program has it, offer to read it. False where it could not be opened."""
        if self._is_here(path):
            self.toast.say(tr("This workspace is open already."))
            return True
        if self._would_lose():
            return False
        try:
            desk = Desk.open(path, by=self.by, read_only=read_only)
        except (Problem, Trouble) as error:
            self._refused(path, error)
            return False
        self.take(desk)
        return True

    def _is_here(self, path: Path) -> bool:
        """True where it is the one in this window and can be changed here; one opened to look at is opened anew."""
        if self.opened is None or self.opened.runner.desk.read_only:
            return False
        return bool(path.resolve() == self.opened.runner.desk.path.resolve())

    def _refused(self, path: Path, error: Problem | Trouble) -> None:
        if self.view is None:
            self.show_start()
        if type(error).__name__ == "Busy":
            look = (tr("Open read-only"), partial(self._open_for_looking, path))
            self.banner.say(tr("In use"), "wait", error.message, [look, (tr("Dismiss"), _nothing)])
        elif isinstance(error, Trouble):
            self.problems.show(error, retry=partial(self._try_again, path))
        else:
            self.banner.say(tr("Not opened"), "bad", error.message, [(tr("Dismiss"), _nothing)])

    def _open_for_looking(self, path: Path) -> None:
        self.open(path, read_only=True)

    def _try_again(self, path: Path) -> None:
        self.open(path)

    def take(self, desk: Desk, place: str = "") -> None:
        """Show an open workspace."""
        from app.services.workspaces import remember

        self.close_workspace()
        self.commands.read_only = desk.read_only
        opened = self.opened = OpenWorkspace(desk, self)
        title = later("{stem} – Assay (read-only)") if desk.read_only else later("{stem} – Assay")
        self.setWindowTitle(tr(title, stem=desk.path.stem))
        if desk.read_only:
            self.banner.say(tr("Read-only"), "wait", tr("You can look at everything; nothing can be changed here."))
        else:
            self.banner.hide()
        opened.view.go(place or settings.text("place", "today"))
        if self.remembers:
            notice = OverdueNotice(opened.runner, self.banner, opened.upkeep.rescoring)
            notice.leads_wanted.connect(self._go_through)
            QTimer.singleShot(0, self, partial(remember, desk.path))

    def _go_through(self, leads: Any) -> None:
        if self.view is not None:
            self.view.go("today", leads)

    def close_workspace(self) -> None:
        """Wait for what is running, back up what changed, let the workspace go."""
        if self.opened is None:
            return
        opened, self.opened = self.opened, None
        self.commands.read_only = False
        desk = opened.runner.desk
        if self.remembers and not desk.read_only:
            remember_closed(desk.path)
        opened.close()
        self.banner.hide()
        self.toast.hide()  # its Undo is of what is closed
        self.setWindowTitle(tr("Assay"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the shape of the window and let the workspace go, unless something half-typed would go with it."""
        if self._would_lose():
            event.ignore()
            return
        placing.remember(self)
        self.making.end()
        self.close_workspace()
        super().closeEvent(event)

    # --- what the menus do -------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Make a workspace with one of the shipped playbooks."""
        if self._would_lose():
            return
        from app.ui.dialogs.new_workspace import NewWorkspaceDialog

        NewWorkspaceDialog(self._create, self).open()

    def new_for(self, paths: list[Path]) -> None:
        """Files came before there was a workspace: make one, then import them into it."""
        from app.ui.dialogs.new_workspace import NewWorkspaceDialog

        names = ", ".join(path.name for path in paths)
        dialog = NewWorkspaceDialog(self._create, self, tr("{names} will be imported into it next.", names=names))
        dialog.accepted.connect(partial(self.take_files, paths))
        dialog.open()

    def _create(self, path: Path, playbook: str) -> None:
        self.take(Desk.create(path, playbook, by=self.by), place="imports")

    def choose(self) -> None:
        """Choose a workspace to open."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Open a workspace"), str(Path.home()), tr(FILES))
        if path:
            self.open(Path(path))

    def sample(self) -> None:
        """Open the sample workspace; make it the first time."""
        from app.services.workspaces import sample_path

        path = sample_path()
        if self.making.under_way:  # its file is there from the first moment on
            self._say_making()
        elif path.exists():
            self.open(path)
        elif not self._would_lose():
            self._say_making()
            self._asked_in = self.path
            self.making.begin(path, self.by)

    def _say_making(self) -> None:
        said = tr("Making the sample workspace: five weeks of a team, some seconds")
        self.banner.say(tr("One moment"), "note", said, busy=True)

    def _take_made(self, future: "Future[Desk]") -> None:
        """The sample workspace is made, or could not be."""
        self.banner.hide()
        error, dismiss = future.exception(), (tr("Dismiss"), _nothing)
        if error is not None:
            self.problems.show(error)
        elif self._is_at_work():
            put_away(future)
            wanted = (tr("Open it"), self.sample)
            self.banner.say(tr("Ready"), "note", tr("The sample workspace is made."), [wanted, dismiss])
        else:
            self.take(future.result(), place="today")
            self.banner.say(tr("First lead"), "note", tr(FIRST_LEAD), [(tr("Show all keys"), self._keys), dismiss])

    def _is_at_work(self) -> bool:
        """True where the sample would come between: in a dialog, in another workspace, or in something half-typed."""
        asked = any(dialog.isModal() and dialog.isVisible() for dialog in self.findChildren(QDialog))
        return asked or (self.opened is not None and (self.path != self._asked_in or self.opened.holds_input))

    def _choose_files(self) -> None:
        from app.ui.pages.importing.words import FILES as TABLES

        paths, _ = QFileDialog.getOpenFileNames(self, tr("Import files"), str(Path.home()), tr(TABLES))
        if paths:
            self.take_files([Path(path) for path in paths])

    def take_files(self, paths: list[Path]) -> None:
        """Take dropped or chosen files, each where it belongs."""
        self.arrivals.take(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_files(paths)

    def _settings(self) -> Any:
        from app.ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self.look, self.by, self.view.bench if self.view is not None else None, self)
        dialog.named.connect(self._rename)
        dialog.panel_toggled.connect(self._panel_toggled)
        dialog.outgrown.connect(lambda: self._settings().size_chosen.take_focus())
        dialog.open()
        return dialog

    def _rename(self, by: str) -> None:
        self.by = by
        if self.runner is not None:
            self.runner.desk.by = by

    def _panel_toggled(self) -> None:
        if self.view is not None:
            self.view.show_panel()

    def _palette(self) -> None:
        from app.ui.dialogs.palette import palette

        palette(self.commands, self, self.view.bench if self.view else None).open()

    def _keys(self) -> None:
        from app.ui.dialogs.keys import KeysDialog

        KeysDialog(self).open()

    def _help(self) -> None:
        if self._help_dialog is None or not isValid(self._help_dialog):
            from app.ui.dialogs.help import HelpDialog

            self._help_dialog = HelpDialog(self)
        self._help_dialog.show_topic(self.view.topic if self.view is not None else "start")

    def _about(self) -> None:
        from app.ui.dialogs.about import AboutDialog

        AboutDialog(self.path, self).open()

    # --- the look ----------------------------------------------------------------------------------------------------

    def dress(self, name: str) -> None:
        """Put a palette in force and remember it."""
        self.look.dress(name)

    def _on_dressed(self) -> None:
        self.update()
        if self._start is not None:
            self._start.refresh()

    def _resize_text(self, by: int) -> None:
        scale = self.look.step(by)
        self.toast.say(
            tr(
                "Text at {scale}; it takes effect when what is open is saved or left."
                if self._resized
                else "Text at {scale}.",
                scale=percent(scale),
            )
        )

    def _on_resized(self) -> None:
        self._resized = True
        self._rebuild_when_free()

    def _rebuild_when_free(self) -> None:
        """Make what is shown anew in another text size, unless something is half-typed."""
        if not self._resized or (self.view is not None and self.view.holds_input):
            return
        self._resized = False
        self.commands.speak()
        self._say_menus()
        self.banner.redress()
        self.toast.redress()
        if self._start is not None:
            self.stack.removeWidget(self._start)
            self._start.deleteLater()
            self._start = None
        if self.opened is None:
            self.show_start()
        else:
            self.opened.show_anew()


def _always() -> bool:
    return True


def _nothing() -> None:
    """The banner hides by itself."""
