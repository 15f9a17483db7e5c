"""Accounts: every organisation in one list."""

from app.ui.bench import Bench
from app.ui.pages.listed.list_page import ListPage
from app.ui.pages.listed.organisations import offer_leads, put_switch


class AccountsPage(ListPage):
    """The list of accounts; one opens in full."""

    place = "accounts"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.switch = put_switch(self, bench)
        self.leads = offer_leads(self, bench)
        self.pane.opened.connect(bench.account_wanted)
        bench.commands.bind("lead.wide", self, self._open, lambda: self.pane.current_id is not None)

    def _open(self) -> None:
        self.bench.account_wanted.emit(self.pane.current_id)
