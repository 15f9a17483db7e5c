"""The switch between the list of organisations and that of their people."""

from app.language import later, tr
from app.ui.bench import Bench
from app.ui.pages.listed.list_page import ListPage
from app.ui.widgets.segmented import Segmented

SIDES = (("accounts", later("Accounts")), ("people", later("People")))


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
