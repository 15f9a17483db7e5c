"""The command palette: every act with its key, and why not; leads, people, accounts and views by name."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.matching import fold
from app.domain.palette_rank import INSIDE, NOT, rank
from app.language import later, tr
from app.services.searching import search
from app.services.views import views
from app.ui import lately
from app.ui.bench import Bench
from app.ui.command_table import COMMANDS, Command, key_text
from app.ui.commands import Commands
from app.ui.dialogs.hits import lines_of
from app.ui.dialogs.quick import QuickDialog
from app.ui.pages.listed.kinds import KINDS
from app.ui.why_not import why_not
from app.ui.widgets.empty import Empty
from app.ui.widgets.found_lines import Line

NAMES = 12
_SYNONYMS = {
    "view.dark": later("palette theme colours night"),
    "view.light": later("palette theme colours day"),
    "view.contrast": later("palette theme colours accessibility"),
    "view.larger": later("text size font zoom"),
    "view.smaller": later("text size font zoom"),
    "edit.undo": later("take back"),
    "lead.handoff": later("package sql sales"),
    "help.keys": later("shortcuts keyboard"),
}


class PaletteDialog(QuickDialog):
    """Acts are ranked at every letter at once; names come from the desk a moment later."""

    def __init__(self, commands: Commands, bench: Bench | None, parent: QWidget) -> None:
        about = tr("Type the beginning of an act, of words in it or their letters in order, or the name of somebody.")
        super().__init__(
            tr("Commands"), tr("What do you want to do, or whom to see?"), Empty("command", "", about), parent
        )
        self._commands, self._bench = commands, bench
        self._names: Sequence[Line] = ()
        self._views: Sequence[tuple[str, Line]] = ()  # folded names, and what opens them
        others = [command for command in COMMANDS if command.id != "edit.palette"]
        self._acts = [(command, fold(f"{tr(command.text)} {tr(_SYNONYMS.get(command.id, ''))}")) for command in others]
        self._lines = {command.id: self._line(command) for command, _ in self._acts}
        commands.refreshed.connect(self._judge_anew)
        self.typed("")
        if bench is not None:
            bench.ask(views, then=self._draw_views, key="palette views")

    def typed(self, text: str) -> None:
        """Rank the acts, and ask for names that hold this text."""
        self.empty.title.setText(tr("Nothing is called “{words}”", words=text.strip()))
        self._names = ()
        asks = self._bench is not None and bool(text.strip())
        self._draw(waits=asks)
        if self._bench is not None:
            if asks:
                self._bench.ask(search, text, limit=NAMES, stories=False, then=self._draw_names, key="palette")
            else:
                self._bench.runner.drop("palette")

    def _judge_anew(self) -> None:
        """What can be done has changed behind the palette."""
        self._lines = {command.id: self._line(command) for command, _ in self._acts}
        self._draw(waits=self._waits)

    def _draw_views(self, rows: list[Any]) -> None:
        if self._bench is not None and rows:
            self._views = [(fold(tr("{name} view", name=row.name)), self._view_line(self._bench, row)) for row in rows]
            self._draw(waits=self._waits)

    @staticmethod
    def _view_line(bench: Bench, row: Any) -> Line:
        title = tr(KINDS[row.place].title)
        whose = (
            tr("{place}: a view of your own", place=title)
            if row.own
            else tr("{place}: a view of the team", place=title)
        )
        return Line(row.name, whose, partial(bench.place_wanted.emit, (row.place, row.settings)), "bookmark")

    def _draw_names(self, hits: list[Any]) -> None:
        if self._bench is not None:
            self._names = lines_of(self._bench, hits)
        self._draw(waits=False)

    def _draw(self, *, waits: bool) -> None:
        typed = fold(self.field.text())
        groups = self._ranked(typed) if typed else self._untyped()
        lines: list[Line] = []
        for heading, group in groups:
            if group:
                lines += [Line(heading, heading=True), *group]
        self.offer(lines, waits=waits)

    def _untyped(self) -> list[tuple[str, list[Line]]]:
        recent = [self._lines[id] for id in lately.acts() if id in self._lines and not self._lines[id].why_not]
        opened = lines_of(self._bench, lately.opened(self._bench.runner)) if self._bench is not None else []
        lines = self._lines.values()
        can = [line for line in lines if not line.why_not and line not in recent]
        return [
            (tr("Lately"), [*recent[:6], *opened[:6]]),
            (tr("Views"), [line for _, line in self._views]),
            (tr("Acts"), can),
            (tr("Not now"), [line for line in lines if line.why_not]),
        ]

    def _ranked(self, typed: str) -> list[tuple[str, list[Line]]]:
        recent = {id: at for at, id in enumerate(lately.acts())}
        ranked = []
        for command, words in self._acts:
            points = rank(words, typed)
            if points > NOT:
                ranked.append((-points, recent.get(command.id, lately.KEPT), len(tr(command.text)), command.id))
        ranked.sort()
        lines = [(points, self._lines[id]) for points, _, _, id in ranked]
        return [
            (tr("Acts"), [line for points, line in lines if -points >= INSIDE and not line.why_not]),
            (tr("Views"), [line for words, line in self._views if rank(words, typed) >= INSIDE]),
            (tr("Leads, people and accounts"), list(self._names)),
            (tr("Similar"), [line for points, line in lines if -points < INSIDE and not line.why_not]),
            (tr("Not now"), [line for _, line in lines if line.why_not]),
        ]

    def _line(self, command: Command) -> Line:
        reason = why_not(self._commands, command)
        act = None if reason else partial(self._do, command.id)
        return Line(tr(command.text), tr(command.menu), act, command.icon, key_text(command), why_not=reason)

    def _do(self, id: str) -> None:
        lately.note_act(id)
        self._commands.act(id)


def palette(commands: Commands, parent: QWidget, bench: Bench | None = None) -> PaletteDialog:
    """The palette over what is on screen now; without a workspace it knows acts only."""
    return PaletteDialog(commands, bench, parent)
