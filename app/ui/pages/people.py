"""People: everybody at every organisation in one list."""

from app.ui.bench import Bench
from app.ui.pages.listed.list_page import ListPage
from app.ui.pages.listed.organisations import offer_leads, put_switch


class PeoplePage(ListPage):
    """The list of people; one opens in full."""

    place = "people"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.switch = put_switch(self, bench)
        self.leads = offer_leads(self, bench)
        self.pane.opened.connect(self._open)
        bench.commands.bind("lead.wide", self, self._open_current, lambda: self.pane.current_id is not None)

    def _open_current(self) -> None:
        self._open(self.pane.current_id)

    def _open(self, person_id: int | None) -> None:
        self.bench.place_wanted.emit(("person", person_id))
