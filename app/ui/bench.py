"""The bench: what every page may use of the window, so that no page knows the window or another page."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton

from app.domain.problems import Problem
from app.language import tr
from app.services.definitions import Definitions
from app.ui import dates
from app.ui.command_table import READ_ONLY
from app.ui.commands import Commands
from app.ui.problems import Problems
from app.ui.runner import Runner, alive
from app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.domain.playbook import Playbook


class Bench(QObject):
    """The runner, the commands, the one who shows problems, and wishes that lead to another page."""

    lead_shown = Signal(object)  # id or None: show it in the side panel
    lead_wanted = Signal(object)  # id: open it in full
    account_wanted = Signal(object)  # id
    place_wanted = Signal(object)  # (place, what to show there)
    files_dropped = Signal(object)  # list of paths to import
    counted = Signal(object)  # words for the right end of the status bar

    def __init__(
        self,
        runner: Runner,
        commands: Commands,
        problems: Problems,
        toast: Toast,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.runner, self.commands, self.problems, self.toast = runner, commands, problems, toast
        runner.changed.connect(self._on_changed)  # before any page hears of it
        dates.work_in(lambda: self.definitions.zone)

    @cached_property
    def definitions(self) -> Definitions:
        """The definitions in force, once somebody asks."""
        found: Definitions = self.runner.desk.ask(lambda work: work.definitions)
        return found

    def _on_changed(self, changed: Any) -> None:
        if "playbook" in changed.places:
            self.__dict__.pop("definitions", None)

    @property
    def playbook(self) -> "Playbook":
        """The whole playbook in force; for words alone `label` is lighter."""
        return self.definitions.playbook

    @property
    def read_only(self) -> bool:
        """True where nothing may be changed."""
        return bool(self.runner.desk.read_only)

    @property
    def by(self) -> str:
        """Who acts."""
        return str(self.runner.desk.by)

    def guard(self, *buttons: QAbstractButton) -> None:
        """Switch off buttons that would change something where nothing can be changed, and say why."""
        for one in buttons if self.read_only else ():
            one.setEnabled(False)
            one.setToolTip(tr(READ_ONLY))

    def ask(
        self, question: Callable[..., Any], *args: Any, then: Callable[[Any], None], key: str = "", **more: Any
    ) -> None:
        """Ask the desk; see Runner.ask."""
        self.runner.ask(question, *args, then=then, key=key, **more)

    def recall(self, question: Callable[..., Any], *args: Any, then: Callable[[Any], None], key: str) -> None:
        """Ask what only a change can answer otherwise; see Runner.recall."""
        self.runner.recall(question, *args, then=then, key=key)

    def study(
        self, question: Callable[..., Any], *args: Any, then: Callable[[Any], None], key: str, **more: Any
    ) -> None:
        """Ask what takes long, with progress and cancel; see Runner.study."""
        self.runner.study(question, *args, then=then, key=key, **more)

    def do(self, use_case: Callable[..., Any], *args: Any, say: bool = True, **more: Any) -> None:
        """Do something and say so with Undo beside it; see Runner.do.

        `say` off is for who says it otherwise: where that is gone by then, it is said here all the same.
        """
        if self.read_only:
            self.problems.show(Problem(tr(READ_ONLY)))
            return
        then: Callable[[Any], None] | None = more.pop("then", None)

        def done(changed: Any) -> None:
            heard = then is None or alive(then)
            if say or not heard:
                self.say_done(changed)
            if then is not None and heard:
                then(changed)

        self.runner.do(use_case, *args, then=done, **more)

    def say_done(self, changed: Any) -> None:
        """Say what was done, and what was left alone; offer to take it back, or to do again what was taken back."""
        text = ". ".join(part.removesuffix(".") for part in (changed.label, *changed.kept[:2]))
        if changed.action is None:
            self.toast.say(text)
        elif getattr(changed.outcome, "again", True):
            self.toast.say(text, tr("Undo"), lambda: self.commands.act("edit.undo"))
        else:
            self.toast.say(text, tr("Redo"), lambda: self.commands.act("edit.redo"))

    def label(self, kind: str, id: str) -> str:
        """The team's word for an id of the playbook."""
        return self.definitions.label(kind, id)
