"""The board of leads: cards moved by hand or key, and the strip in which such a move gets its reason."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.stage import Stage
from app.language import later, tr
from app.services.board import board_view
from app.services.lead_page import lead_view
from app.services.leads import LeadFilter
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.listed.ways import Way, key_of
from app.ui.widgets.board import Board
from app.ui.widgets.kept_switch import KeptSwitch
from app.ui.widgets.key_hint import KeyHints
from app.ui.widgets.text import column, row

SIDES = (("stage", later("By stage")), ("path", later("By path")))
HINTS = (
    ("← → ↑ ↓", later("go")),
    ("Shift ← →", later("move the card")),
    ("M", later("move anywhere")),
    ("Enter", later("open it")),
    ("?", later("all keys")),
)


class BoardPane(Way):
    """Asks for the board of a filter; a card that is let go opens the move with its gate, and moves after that."""

    list_wanted = Signal(object)  # LeadFilter of one column

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self._filter = LeadFilter()
        self._entered = False  # the board was chosen: it takes the keyboard once its cards are there
        self.by = KeptSwitch(tr("Columns"), SIDES, "leads/board", "stage")
        self.by.chosen.connect(self.show_by)
        self.board = Board(tr("Board of leads"))
        self.board.current_changed.connect(bench.lead_shown)
        self.board.opened.connect(bench.lead_wanted)
        self.board.move_wanted.connect(lambda wish: self.open_move(*wish))
        self.board.list_wanted.connect(self._list)
        self._strip: Any = None
        hints = row(KeyHints(HINTS), self.by, edges=(theme.MIDDLE, theme.TIGHT, theme.MIDDLE, 0))
        hints.setStretch(0, 1)
        self._box = column(hints, self.board, space=0)
        self._box.setStretch(1, 1)
        self.setLayout(self._box)
        commands = bench.commands
        commands.bind("board.by", self, lambda: self.show_by("path" if self.by.value == "stage" else "stage"))
        for id, by in (("board.on", 1), ("board.back", -1)):
            commands.bind(id, self, partial(self.board.push, by), self._free)
        commands.bind("lead.next", self, lambda: self.board.step(1), self._free)
        commands.bind("lead.previous", self, lambda: self.board.step(-1), self._free)
        commands.bind("lead.wide", self, lambda: bench.lead_wanted.emit(self.board.current_id), self._free)
        commands.bind("move.any", self, self._choose, lambda: self._free() and not bench.read_only)

    def ask(self, filter: Any) -> None:
        """Ask for the board of the leads that pass."""
        self._filter = filter
        self.bench.ask(board_view, filter, self.by.value or "stage", then=self._draw, key=key_of("leads"))

    def show_by(self, by: str) -> None:
        """Columns by stage or by path; remembered."""
        self.by.keep(by)
        self._entered = True
        self.ask(self._filter)

    def take_focus(self) -> None:
        """Give the keyboard to the cards, once they are there."""
        self._entered = True
        self.board.take_focus()

    @property
    def current_id(self) -> int | None:
        """The lead of the card in hand."""
        return self.board.current_id

    @property
    def open_strip(self) -> QWidget | None:
        """The strip of a move that is half-typed, or None."""
        return self._strip if self._strip is not None and not self._strip.isHidden() else None

    def open_move(self, lead_id: int, target: str) -> None:
        """Open the strip of a move to a column, where the lead is not there already."""
        if self.bench.read_only:
            return
        by_stage = self.by.value != "path"
        where: dict[str, Any] = {"stage": Stage(target)} if by_stage else {"path": target}
        self.bench.ask(lead_view, lead_id, then=partial(self._open, where), key="board.lead")

    # --- inside -------------------------------------------------------------------------------------------------------

    def _free(self) -> bool:
        return self.board.current_id is not None and self.open_strip is None

    def _draw(self, view: Any) -> None:
        self.board.draw(view)
        self.drawn.emit(view.count)
        self.bench.commands.refresh()  # with a card in hand there is something to move
        if self._entered and self.open_strip is None:
            self._entered = False
            self.board.take_focus()

    def _open(self, where: dict[str, Any], view: Any) -> None:
        if view.stage == where.get("stage") or view.path == where.get("path"):
            return
        if self._strip is None:
            from app.ui.strips.move_strip import MoveStrip

            self._strip = MoveStrip(self.bench)
            self._strip.left.connect(self._leave)
            self._strip.settled.connect(lambda changed: self._leave())
            self._strip.criterion_wanted.connect(lambda criterion: self.bench.lead_wanted.emit(self.board.current_id))
            self._box.addWidget(self._strip)
        self._strip.open(view, **where)
        self.bench.commands.refresh()

    def _leave(self) -> None:
        self._strip.hide()
        self.board.take_focus()
        self.bench.commands.refresh()

    def _choose(self) -> None:
        self.bench.ask(lead_view, self.board.current_id, then=self._choose_for, key="board.lead")

    def _choose_for(self, view: Any) -> None:
        from app.ui.dialogs.chooser import Choice, FixedChooser

        book = self.bench.playbook
        stages = [stage for stage in Stage if stage != view.stage and (stage is not Stage.SAL or book.use_sal)]
        choices = [Choice(one.label, "stage", partial(self._open, {"stage": one}, view)) for one in stages]
        choices += [
            Choice(path.label, "path", partial(self._open, {"path": path.id}, view))
            for path in book.paths
            if path.id != view.path
        ]
        FixedChooser(tr("Move"), tr("Move {name} to", name=view.person.name), choices, self.window()).open()

    def _list(self, id: str) -> None:
        by_path = self.by.value == "path"
        part = replace(self._filter, paths=(id,)) if by_path else replace(self._filter, stages=(id,))
        self.list_wanted.emit(part)
