"""What can be done from the list of leads: with the one in hand, and with all that are selected."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.stage import Stage
from app.ui.bench import Bench
from app.ui.dialogs import bulk
from app.ui.pages.bulk_bar import BulkBar
from app.ui.pages.lead_acts import PATH_COMMANDS, path_by_key
from app.ui.pages.listed.list_pane import ListPane

OF_MANY = {"lead.tag": bulk.add_tag, "lead.delete": bulk.delete_them, "lead.owner": bulk.give_owner}


class LeadsActs:
    """Binds them to the list; each is off while the leads are looked at in another way."""

    def __init__(self, bench: Bench, pane: ListPane, bar: BulkBar) -> None:
        self._bench, self._pane = bench, pane
        bar.wanted.connect(self._act_on)
        bar.path.clicked.connect(lambda: self._move())
        self._bind_one()
        self._bind_many()

    def _bind_one(self) -> None:
        for id, act in (("lead.wide", self._open), ("lead.ledger", self._show_ledger), ("lead.call", self._open_call)):
            self._bind(id, act, self._in_hand)
        self._bind("call.plan", self._plan_call, lambda: self._pane.way is None and not self._bench.read_only)

    def _bind_many(self) -> None:
        for id, act in OF_MANY.items():
            self._bind(id, partial(self._act_on, act), self._may)
        for id, stage in (("move.mql", Stage.MQL), ("move.sql", Stage.SQL)):
            self._bind(id, partial(self._move, stage), self._may)
        for id, (key, path) in PATH_COMMANDS.items():
            self._bind(id, partial(self._move_along, key, path), self._may)
        self._bind("move.any", self._move, self._may)

    def _bind(self, id: str, act: Callable[[], None], enabled: Callable[[], bool]) -> None:
        self._bench.commands.bind(id, self._pane, act, enabled)

    def _in_hand(self) -> bool:
        return self._pane.way is None and self._pane.current_id is not None

    def _may(self) -> bool:
        return self._in_hand() and not self._bench.read_only

    @property
    def _window(self) -> QWidget:
        return self._pane.window()

    # --- one ---------------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._bench.lead_wanted.emit(self._pane.current_id)

    def _open_call(self) -> None:
        self._bench.place_wanted.emit(("call", ("lead", self._pane.current_id)))

    def _plan_call(self) -> None:
        from app.ui.calls.plan_dialog import PlanDialog

        if self._pane.current_id is not None:
            PlanDialog(self._bench, self._pane.current_id, self._go_to_call, self._window).open()

    def _go_to_call(self, call_id: int) -> None:
        self._bench.place_wanted.emit(("call", call_id))

    def _show_ledger(self) -> None:
        from app.ui.dialogs.ledger import show_ledger

        show_ledger(self._bench, self._pane.current_id, self._window)

    # --- many --------------------------------------------------------------------------------------------------------

    def _act_on(self, act: bulk.Act) -> None:
        """Let an act ask for what it needs, for the selected leads."""
        act(self._bench, self._pane.view.chosen_ids(), self._window)

    def _move(self, to: Stage | str = "") -> None:
        """Ask for one reason for all that are selected, and for where they go, unless that was said."""
        from app.ui.dialogs.bulk_move import BulkMoveDialog

        BulkMoveDialog(self._bench, self._pane.view.chosen_ids(), self._window, to).open()

    def _move_along(self, key: str, otherwise: str) -> None:
        path = path_by_key(self._bench, key, otherwise)
        if any(one.id == path for one in self._bench.playbook.paths):
            self._move(path)
