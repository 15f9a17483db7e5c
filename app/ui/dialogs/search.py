"""Search everything: leads, people, accounts, as you type."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.services.searching import search
from app.ui.bench import Bench
from app.ui.dialogs.chooser import Choice, Chooser

ICONS = {"lead": "target", "person": "user", "account": "building"}


class SearchDialog(Chooser):
    """Asks the desk at every letter; older answers are dropped."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__("Search everything", "A name, an organisation, an address, a note", parent)
        self._bench = bench

    def typed(self, text: str) -> None:
        """Ask for what holds this text."""
        if text.strip():
            self._bench.ask(search, text, limit=20, then=self._draw, key="search")
        else:
            self.offer(())

    def _draw(self, hits: list[Any]) -> None:
        self.offer([Choice(hit.title, hit.detail, partial(self._open, hit), ICONS.get(hit.kind, "")) for hit in hits])

    def _open(self, hit: Any) -> None:
        if hit.lead_id is not None:
            self._bench.lead_wanted.emit(hit.lead_id)
        elif hit.account_id is not None:
            self._bench.account_wanted.emit(hit.account_id)
