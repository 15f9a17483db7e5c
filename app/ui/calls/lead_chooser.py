"""The lead with whom a call is planned, found by a few letters."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.services.calls.asking import PlanningView, planning_view
from app.services.searching import search
from app.ui.bench import Bench
from app.ui.calls.plan_dialog import PlanDialog
from app.ui.dialogs.chooser import Choice, Chooser

FOUND = 12


class LeadChooser(Chooser):
    """Asks at every letter; `first` is offered before anything is typed."""

    def __init__(self, bench: Bench, chosen: Callable[[int], None], parent: QWidget, first: int | None = None) -> None:
        super().__init__(tr("Plan a call"), tr("With whom? A name, an account, an address"), parent)
        self._bench, self._chosen = bench, chosen
        self.offer(())
        self.foot.setText(tr("Type a few letters; Enter takes the line in hand."))
        if first is not None:
            bench.ask(planning_view, first, then=self._draw_first)

    def _draw_first(self, found: PlanningView) -> None:
        if not self.field.text():
            self.offer([Choice(found.name, found.account, partial(self._chosen, found.lead_id), "target")])

    def typed(self, text: str) -> None:
        """Ask for leads that hold this text."""
        if text.strip():
            self._bench.ask(search, text, limit=FOUND, stories=False, then=self._draw, key="choose a lead")
        else:
            self.offer(())

    def _draw(self, hits: list[Any]) -> None:
        leads = [hit for hit in hits if hit.kind == "lead"]
        self.offer([Choice(hit.title, hit.detail, partial(self._chosen, hit.id), "target") for hit in leads])


def plan_with_somebody(bench: Bench, first: int | None, planned: Callable[[int], None], parent: QWidget) -> None:
    """Ask with whom, then plan the call."""

    def chosen(lead_id: int) -> None:
        PlanDialog(bench, lead_id, planned, parent).open()

    LeadChooser(bench, chosen, parent, first).open()
