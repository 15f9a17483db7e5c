"""Whose a new gap is, found by a few letters: a lead, or a whole account."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.services.searching import search
from app.ui.bench import Bench
from app.ui.dialogs.chooser import Choice, Chooser

_FOUND = 12
_ICONS = {"lead": "target", "account": "building"}


class WhoseChooser(Chooser):
    """`chosen` gets the number of a lead, or none and that of an account."""

    def __init__(self, bench: Bench, chosen: Callable[[int | None, int | None], None], parent: QWidget) -> None:
        super().__init__(tr("Note a gap"), tr("Whose? A name, an account, an address"), parent)
        self._bench, self._chosen = bench, chosen
        self.offer(())
        self.foot.setText(tr("Type a few letters; Enter takes the line in hand."))

    def typed(self, text: str) -> None:
        """Ask for leads and accounts that hold this text."""
        if text.strip():
            self._bench.ask(search, text, limit=_FOUND, stories=False, then=self._draw, key="whose gap")
        else:
            self.offer(())

    def _draw(self, hits: list[Any]) -> None:
        self.offer(
            [
                Choice(hit.title, hit.detail, partial(self._take, hit.kind, hit.id), _ICONS[hit.kind])
                for hit in hits
                if hit.kind in _ICONS
            ]
        )

    def _take(self, kind: str, id: int) -> None:
        self._chosen(*((id, None) if kind == "lead" else (None, id)))
