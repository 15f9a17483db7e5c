"""One account: facts, people, leads, the buying committee, calls, gaps, handoffs, history."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTabWidget

from app.language import later, number, tr
from app.services.account_page import account_view
from app.services.editing import edit_account
from app.services.owners import Owner
from app.services.seating import add_person
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.committee.panel import CommitteePanel
from app.ui.dialogs.form import Field, FormDialog
from app.ui.pages.account_calls import AccountCalls
from app.ui.pages.account_gaps import AccountGaps
from app.ui.pages.act_columns import COLUMNS as HISTORY
from app.ui.pages.fact_lines import FactLines
from app.ui.pages.files_card import FilesCard
from app.ui.pages.handoff_columns import COLUMNS as HANDOFFS
from app.ui.pages.page import Page
from app.ui.pages.touch_foot import TouchFoot
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.lead_columns import SHORT
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import Card, Elided, Link, button, column, row, scrolling

PEOPLE = (
    Column("name", later("Person"), 190, lambda r: r.name, "strong"),
    Column("title", later("Title"), 220, lambda r: r.title),
    Column("seat", later("Seat"), 180, lambda r: r.seat_label, "muted"),
    Column("email", later("E-mail"), 220, lambda r: r.email, "muted"),
    Column("phone", later("Phone"), 140, lambda r: r.phone, "muted"),
    Column("last", later("Last contact"), 110, lambda r: dates.day(r.last_contact), "muted"),
)
CONTROLLED = ("facility_type", "segment", "region", "testing_focus")


ALWAYS = ("facility_type", "segment", "size")  # seen to be missing, for fit asks for them


class AccountPage(Page):
    """Keeps which account and which service line of its committee."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.account_id: int | None = None
        self._view: Any = None
        back = Link(tr("Back"), name=tr("Back to where you were  (Esc)"))
        back.clicked.connect(lambda: bench.commands.act("go.back"))
        self.name, self.where = Elided("", theme.HEAD, bold=True), Elided("", tone="muted")
        edit, person = button(tr("Edit facts"), "edit"), button(tr("Add a person"), "plus")
        touch = button(tr("Log a touch"), "message")
        touch.clicked.connect(lambda: bench.commands.act("lead.touch"))
        edit.clicked.connect(self._edit)
        person.clicked.connect(self._add_person)
        bench.guard(edit, person, touch)
        self.facts = Card()
        self.fact_lines = FactLines(bench, origins=False)
        self.facts.body.addWidget(self.fact_lines)
        self.facts.body.addStretch(1)
        self.committee = CommitteePanel(bench)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setProperty("part", "many" if theme.px(100) > 115 else "")  # so that all of them fit
        self.tabs.tabBar().setAccessibleName(tr("Parts of the account"))
        self.people, people = self._table(PEOPLE, tr("People"))
        self.leads, leads = self._table(SHORT, tr("Leads of this account"))
        self.calls = AccountCalls(bench, self, self._is_free, self._whom_to_call)
        self.gaps = AccountGaps(bench, self, self._is_free)
        self.handoffs, handoffs = self._table(HANDOFFS, tr("Handoffs"))
        self.history, history = self._table(HISTORY, tr("History of this account"))
        self.files, self.leads_view = FilesCard(bench, self), leads
        leads.opened.connect(self._open_lead)
        people.opened.connect(self._open_person)
        for shown, words in (
            (self.committee, tr("Committee")),
            (people, tr("People")),
            (leads, tr("Leads")),
            (self.calls, tr("Calls")),
            (self.gaps, tr("Gaps")),
            (handoffs, tr("Handoffs")),
            (history, tr("History")),
            (scrolling(self.facts), tr("Facts")),
            (scrolling(self.files), tr("Files")),
        ):
            self.tabs.addTab(shown, words)
        names = column(self.name, self.where, space=0)
        top = row(back, names, touch, person, edit)
        top.setStretch(1, 1)
        self.foot = TouchFoot(bench, self, self._leads_shown, self._lead_in_hand, named=True)
        whole = column(top, self.tabs, self.foot, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._bind()

    def _bind(self) -> None:
        bind = self.bench.commands.bind
        bind("facts.edit", self, self._edit, lambda: self._is_free() and not self.bench.read_only)
        bind("facts.use", self, self._use_another, lambda: self._is_free() and self.fact_lines.has_others)
        bind("lead.files", self, self._show_files, self._is_free)

    def _is_free(self) -> bool:
        return self._view is not None and not self.foot.is_open

    @property
    def topic(self) -> str:
        """The map has a help of its own."""
        return "committee" if self.tabs.currentIndex() == 0 else ""

    @property
    def holds_input(self) -> bool:
        """An open strip is half-typed."""
        return self.foot.is_open or self.committee.holds_input

    def _table(self, columns: tuple[Column, ...], name: str) -> tuple[HeldTable, RowView]:
        table = HeldTable(columns, self)
        return table, RowView(table, name)

    def appear(self, what: Any = None) -> None:
        """Show the account with this id."""
        if what is not None and what != self.account_id:
            self.account_id = what
            self.foot.close_strip()
        super().appear(what)
        self.tabs.setCurrentIndex(0)
        self.committee.take_focus()

    def refresh(self) -> None:
        """Ask for the account."""
        if self.account_id is not None:
            self.bench.ask(account_view, self.account_id, self.committee.line, then=self._draw, key="account")
            self.committee.show_account(self.account_id)

    def _draw(self, view: Any) -> None:
        self._view, card = view, view.card
        self.name.say(card.name)
        label_of = self.bench.label
        place = (
            label_of("facility_type", card.facility_type),
            label_of("segment", card.segment),
            card.city,
            card.country,
        )
        self.where.say(" · ".join(part for part in place if part))
        self._draw_facts(view)
        for at, (table, rows, words) in enumerate(
            (
                (self.people, view.people, tr("People")),
                (self.leads, view.leads, tr("Leads")),
                (self.calls.table, view.calls, tr("Calls")),
                (self.gaps.table, view.gaps, tr("Gaps")),
                (self.handoffs, view.handoffs, tr("Handoffs")),
                (self.history, view.history, tr("History")),
            ),
            start=1,
        ):
            table.show_rows(rows)
            self.tabs.setTabText(at, f"{words} {number(len(rows))}" if rows else words)
        self.gaps.account_id = card.id
        self.calls.show_what_there_is()
        self.files.draw(Owner("account", card.id), view.files)
        count = len(view.files)
        self.tabs.setTabText(self.tabs.count() - 1, f"{tr('Files')} {number(count)}" if count else tr("Files"))
        self.bench.commands.refresh()

    def _draw_facts(self, view: Any) -> None:
        extra = (*view.extra.items(), (tr("Notes"), view.notes))
        known = {fact.field: fact for fact in view.known}
        self.fact_lines.draw([known[id] for id, _, _ in view.facts], ALWAYS, extra)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and not self.foot.is_open:
            self.bench.commands.act("go.back")
        else:
            super().keyPressEvent(event)

    def _open_lead(self, at: int) -> None:
        self.bench.lead_wanted.emit(self.leads.row_at(at).id)

    def _open_person(self, at: int) -> None:
        self.bench.place_wanted.emit(("person", self.people.row_at(at).id))

    def _leads_shown(self) -> Any:
        return self._view.leads if self._view is not None else ()

    def _lead_in_hand(self) -> int | None:
        lead = self.leads.row_at(self.leads_view.currentIndex().row())
        return lead.id if lead is not None else None

    def _whom_to_call(self) -> int | None:
        """The lead with whom a call is planned: the one in hand, else the first, which is open where one is."""
        in_hand = self._lead_in_hand() if self.leads_view.isVisible() else None
        return in_hand or next((lead.id for lead in self._leads_shown()), None)

    def _use_another(self) -> None:
        self.tabs.setCurrentIndex(self.tabs.count() - 2)
        self.fact_lines.choose()

    def _show_files(self) -> None:
        self.tabs.setCurrentIndex(self.tabs.count() - 1)
        self.files.take_focus()

    def _edit(self) -> None:
        view = self._view
        book = self.bench.playbook

        def field(id: str, words: str) -> Field:
            if id in CONTROLLED:
                return Field(id, words, "choice", [(entry.id, entry.label) for entry in book.words(id)])
            return Field(id, words)

        values = {id: getattr(view.card, id, None) if id in CONTROLLED else value for id, _, value in view.facts}

        def save(form: FormDialog, changes: dict[str, Any]) -> None:
            self.bench.do(edit_account, self.account_id, changes, then=form.done_with, failed=form.refuse)

        fields = [field(id, words) for id, words, _ in view.facts]
        FormDialog(
            self.bench,
            tr("Edit {name}", name=view.card.name),
            fields,
            values,
            tr("Save the changes"),
            save,
            self.window(),
        ).open()

    def _add_person(self) -> None:
        def save(form: FormDialog, changes: dict[str, Any]) -> None:
            self.bench.do(
                add_person, self.account_id, changes.pop("name", ""), then=form.done_with, failed=form.refuse, **changes
            )

        fields = [
            Field("name", tr("Name")),
            Field("title", tr("Title")),
            Field("email", tr("E-mail")),
            Field("phone", tr("Phone")),
        ]
        FormDialog(self.bench, tr("Add a person"), fields, {}, tr("Add the person"), save, self.window()).open()
