"""Accounts: every organisation in one table."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QWidget

from app.domain.counting import counted
from app.domain.stage import Stage
from app.language import later, number, tr
from app.services.accounts import account_ids, account_rows
from app.services.work import Work
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.page import Page
from app.ui.tables.column import Column
from app.ui.tables.listing import Listing
from app.ui.tables.row_table import WINDOW, RowTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.empty import Empty
from app.ui.widgets.painted import stage_hue
from app.ui.widgets.text import column, frame, row

COLUMNS = (
    Column("name", later("Account"), 260, lambda r: r.name, "strong", "name"),
    Column("facility_type", later("Facility type"), 150, lambda r: r.facility_type, sort="facility_type"),
    Column("segment", later("Segment"), 140, lambda r: r.segment, "muted", "segment"),
    Column("city", later("City"), 120, lambda r: r.city, "muted", "city"),
    Column("country", later("Country"), 80, lambda r: r.country, "muted", "country"),
    Column("best", later("Furthest"), 100, lambda r: Stage(r.best_stage).label if r.best_stage else "", "stage",
           hue=lambda r: stage_hue(r.best_stage)),
    Column("open", later("Open leads"), 90, lambda r: number(r.open_leads), "number"),
    Column("leads", later("Leads"), 70, lambda r: number(r.leads), "number"),
    Column("people", later("People"), 70, lambda r: number(r.people), "number"),
    Column("owners", later("Owners"), 160, lambda r: r.owners, "muted"),
    Column("domain", later("Domain"), 180, lambda r: r.domain, "muted", "domain"),
)  # fmt: skip


def accounts(work: Work, text: str, sort: str, descending: bool) -> Listing:
    """The accounts that hold every word, in order, with the first rows."""
    ids = account_ids(work, text, sort, descending)
    return Listing(ids, account_rows(work, ids[:WINDOW]))


class AccountsPage(Page):
    """Keeps the text and the order."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._sort, self._descending = "name", False
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("Filter: name, city, domain   (/)"))
        self.text.setAccessibleName(tr("Filter accounts"))
        self.text.setClearButtonEnabled(True)
        self._clock = QTimer(self, singleShot=True, interval=120)
        self._clock.timeout.connect(self.refresh)
        self.text.textChanged.connect(lambda _: self._clock.start())
        bar = frame("bar")
        bar.setLayout(row(self.text, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)))
        self.table = RowTable(COLUMNS, bench.runner, account_rows)
        self.view = RowView(self.table, tr("Accounts"), "accounts")
        self.view.show_sort("name", False)
        self.view.sort_asked.connect(self._on_sort)
        self.view.opened.connect(bench.account_wanted)
        self.text.returnPressed.connect(self.view.setFocus)
        self.nothing = Empty("building", tr("No account here"), tr("Accounts come with the leads you import."))
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        whole = column(bar, holder, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        bench.commands.bind("edit.filter", self, self.text.setFocus)
        bench.commands.bind("view.columns", self, self.view.choose_columns)
        bench.commands.bind("lead.next", self, lambda: self.view.step(1))
        bench.commands.bind("lead.previous", self, lambda: self.view.step(-1))

    def appear(self, what: Any = None) -> None:
        """Come on screen with the keyboard in the table."""
        super().appear(what)
        self.view.setFocus()

    def refresh(self) -> None:
        """Ask for the ids and the first rows."""
        self.bench.ask(accounts, self.text.text(), self._sort, self._descending, then=self._draw, key="accounts")

    def _draw(self, listing: Listing) -> None:
        self.table.show_ids(listing.ids, listing.first)
        self._stack.setCurrentWidget(self.view if listing.ids else self.nothing)
        self.bench.counted.emit(counted(len(listing.ids), "account"))

    def _on_sort(self, order: tuple[str, bool]) -> None:
        self._sort, self._descending = order
        self.refresh()
