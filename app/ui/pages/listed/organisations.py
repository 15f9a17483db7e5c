"""What the lists of organisations and of their people have in common: the switch between them, and their leads."""

from PySide6.QtWidgets import QPushButton

from app.language import later, tr
from app.services.leads import LeadFilter
from app.services.lists.belonging import leads_of
from app.ui.bench import Bench
from app.ui.pages.listed.list_page import ListPage
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button

SIDES = (("accounts", later("Accounts")), ("people", later("People")))


def offer_leads(page: ListPage, bench: Bench) -> QPushButton:
    """Offer, for the selected rows, to go to their leads, where one acts on many."""
    act = button(tr("Their leads"), "target", part="main", name=tr("Show the leads of the selected rows"))

    def go(found: tuple[int, ...]) -> None:
        bench.place_wanted.emit(("leads", LeadFilter(ids=found)))

    def ask() -> None:
        bench.ask(leads_of, page.place, page.view.chosen_ids(), then=go, key="leads of")

    act.clicked.connect(ask)
    page.pane.selection.offer(act)
    return act


def put_switch(page: ListPage, bench: Bench) -> Segmented:
    """Put the switch before the bar of one of the two lists."""
    switch = Segmented(tr("List of"), SIDES)
    switch.choose(page.place)

    def go(place: str) -> None:
        switch.choose(page.place)  # the other page has a switch of its own
        if place != page.place:
            bench.place_wanted.emit((place, None))

    switch.chosen.connect(go)
    page.bar.begin_with(switch)
    return switch
