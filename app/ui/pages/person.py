"""One person: facts with where each came from, consent, the story of all their leads, seats, files, history."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QTabWidget, QWidget

from app.domain.relations import RELATIONS
from app.domain.stage import Stage
from app.language import later, number, tr
from app.services.editing import edit_person
from app.services.owners import Owner
from app.services.person_page import person_view_now
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.dialogs.form import Field, FormDialog
from app.ui.pages.act_columns import COLUMNS as HISTORY
from app.ui.pages.consent_card import ConsentCard
from app.ui.pages.fact_lines import FactLines, breakable
from app.ui.pages.files_card import FilesCard
from app.ui.pages.lead_story import StoryColumn
from app.ui.pages.page import Page
from app.ui.pages.touch_foot import TouchFoot
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.chip import Chip
from app.ui.widgets.painted import path_hue, stage_hue
from app.ui.widgets.text import Card, Elided, Link, button, clear, column, label, row, scrolling

LEADS = (
    Column("about", later("Service line"), 200, lambda r: r.service_line_label, "strong"),
    Column("stage", later("Stage"), 72, lambda r: Stage(r.stage).label, "stage", hue=lambda r: stage_hue(r.stage)),
    Column("path", later("Path"), 150, lambda r: r.path_label, "path", hue=lambda r: path_hue(r.path)),
    Column("account", later("Account"), 180, lambda r: r.account),
    Column("owner", later("Owner"), 110, lambda r: r.owner),
    Column("next", later("Next step"), 200, lambda r: r.next_step, stretch=True),
    Column("due", later("Due"), 96, lambda r: dates.day(r.due), "due", hue=lambda r: "bad" if r.overdue else ""),
)
SEATS = (
    Column("account", later("Account"), 200, lambda r: r.account, "strong"),
    Column("line", later("Service line"), 160, lambda r: r.service_line_label, "muted"),
    Column("seat", later("Seat"), 180, lambda r: r.seat_label),
    Column("power", later("May do"), 160, lambda r: ", ".join(r.power)),
    Column("stance", later("Stance"), 100, lambda r: r.stance),
    Column("certainty", later("Known from"), 130, lambda r: r.certainty, "muted"),
    Column("reports", later("Reports to"), 150, lambda r: r.reports_to, "muted", stretch=True),
)
EDITED = (
    ("full_name", later("Name")),
    ("job_title", later("Job title")),
    ("email", later("E-mail")),
    ("phone", later("Phone")),
    ("notes", later("Notes")),
)


class PersonPage(Page):
    """Keeps which person; draws a PersonView."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.person_id: int | None = None
        self._view: Any = None
        back = Link(tr("Back"), name=tr("Back to where you were  (Esc)"))
        back.clicked.connect(lambda: bench.commands.act("go.back"))
        self.name, self.account = Elided("", theme.HEAD, bold=True), Link("")
        self.account.clicked.connect(self._open_account)
        self.where, self.relation = Elided("", tone="muted"), Chip(about=tr("Relation to us"))
        edit, touch = button(tr("Edit facts"), "edit"), button(tr("Log a touch"), "message")
        edit.clicked.connect(self._edit)
        touch.clicked.connect(lambda: bench.commands.act("lead.touch"))
        bench.guard(edit, touch)
        second = row(self.account, self.where, self.relation)
        second.setStretch(1, 1)
        top = row(back, column(self.name, second, space=0), touch, edit)
        top.setStretch(1, 1)
        self.facts, self.consent = FactLines(bench, origins=True), ConsentCard(bench)
        self.notes = label("", wrap=True)
        self._notes = Card(tr("NOTES"))
        self._notes.body.addWidget(self.notes)
        self.tabs = QTabWidget()
        self._build_tabs()
        middle = row(self._side(), self.tabs)
        middle.setStretch(1, 1)
        self.foot = TouchFoot(bench, self, self._leads_shown, self._lead_in_hand, named=False)
        whole = column(top, middle, self.foot, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._bind()

    def _side(self) -> QScrollArea:
        facts = Card(tr("FACTS"))
        facts.body.addWidget(self.facts)
        inside = QWidget()
        inside.setProperty("part", "inside")
        inside.setLayout(column(facts, self.consent, self._notes, None))
        side = scrolling(inside)
        side.setFixedWidth(min(theme.px(352), 428))
        return side

    def _build_tabs(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setProperty("part", "many" if theme.px(100) > 115 else "")  # so that all of them fit
        self.tabs.tabBar().setAccessibleName(tr("Parts of the person"))
        self.story = StoryColumn(of_many=True)
        self.leads, self.leads_view = self._table(LEADS, tr("Leads of this person"))
        self.seats, seats = self._table(SEATS, tr("Seats"))
        self.files = FilesCard(self.bench, self)
        self.further, self._further = QWidget(), column()
        self.further.setLayout(self._further)
        self.history, history = self._table(HISTORY, tr("History of this person"))
        self.leads_view.opened.connect(self._open_lead)
        seats.opened.connect(lambda at: self.bench.account_wanted.emit(self.seats.row_at(at).account_id))
        self.leads_view.empty = tr("No lead yet. Ctrl+Shift+N adds one.")
        seats.empty = tr("On no committee yet; the page of the account gives seats.")
        for shown, words in (
            (self.story, tr("Story")),
            (self.leads_view, tr("Leads")),
            (seats, tr("Seats")),
            (scrolling(self.files), tr("Files")),
            (scrolling(self.further), tr("Further facts")),
            (history, tr("History")),
        ):
            self.tabs.addTab(shown, words)

    def _table(self, columns: tuple[Column, ...], name: str) -> tuple[HeldTable, RowView]:
        table = HeldTable(columns, self)
        return table, RowView(table, name)

    def _bind(self) -> None:
        bind, free = self.bench.commands.bind, self._is_free
        bind("facts.edit", self, self._edit, lambda: free() and not self.bench.read_only)
        bind("facts.use", self, self.facts.choose, lambda: free() and self.facts.has_others)
        bind("lead.account", self, self._open_account, lambda: free() and self._view.account_id is not None)
        bind("lead.files", self, self._show_files, free)
        bind("story.filter", self, partial(self.story.step, 1), free)
        bind("story.filter_back", self, partial(self.story.step, -1), free)

    def _is_free(self) -> bool:
        return self._view is not None and not self.foot.is_open

    def appear(self, what: Any = None) -> None:
        """Show the person with this id."""
        if what is not None and what != self.person_id:
            self.person_id = what
            self.foot.close_strip()
        super().appear(what)
        self.tabs.currentWidget().setFocus()

    @property
    def holds_input(self) -> bool:
        """An open strip is half-typed."""
        return self.foot.is_open

    def refresh(self) -> None:
        """Ask for the person, or for who they became part of."""
        if self.person_id is not None:
            self.bench.ask(person_view_now, self.person_id, then=self._draw, key="person")

    def concerns(self, changed: Any) -> bool:
        """What touches them, one of their leads or accounts, and undo, which may touch anything."""
        if self.person_id in changed.people or changed.places:
            return True
        view = self._view
        leads = {row.id for row in view.leads} if view is not None else set()
        accounts = {view.account_id, *(row.account_id for row in view.seats)} if view is not None else set()
        return bool(leads & changed.leads or accounts & changed.accounts)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def _draw(self, view: Any) -> None:
        self._view, self.person_id = view, view.id
        self.name.say(", ".join(part for part in (view.name, view.title) if part))
        self.account.setText(view.account or tr("No account"))
        self.account.setEnabled(view.account_id is not None)
        self.account.setAccessibleName(tr("Account {name}", name=self.account.text()))
        values = {fact.field: fact.value for fact in view.facts}
        self.where.say(" · ".join(part for part in (values["email"], values["phone"]) if part))
        words = dict(RELATIONS).get(view.relation, view.relation)
        self.relation.say(tr(words) if words else "", "wait")
        self.facts.draw(view.facts, ("email", "phone", "job_title"))
        self.consent.draw(view)
        self.notes.setText(breakable(view.notes))
        self._notes.setVisible(bool(view.notes))
        self.story.draw(view)
        self.leads.show_rows(view.leads)
        self.seats.show_rows(view.seats)
        self.history.show_rows(view.history)
        self.files.draw(Owner("person", view.id), view.files)
        self._draw_further(view)
        counts = (len(view.timeline), len(view.leads), len(view.seats), len(view.files), self._facts_shown(view))
        titles = (tr("Story"), tr("Leads"), tr("Seats"), tr("Files"), tr("Further facts"))
        for at, (words, count) in enumerate(zip(titles, counts, strict=True)):
            self.tabs.setTabText(at, f"{words} {number(count)}" if count else words)
        self.bench.commands.refresh()

    def _facts_shown(self, view: Any) -> int:
        return len(view.extra) + sum(len(facts) for _, _, facts in view.extra_of_leads)

    def _draw_further(self, view: Any) -> None:
        """What imports brought that has no field of its own."""
        clear(self._further)
        groups = [(tr("OF THE PERSON"), view.extra)] if view.extra else []
        groups += [(tr("FROM THE FILE: {about}", about=about), facts) for _, about, facts in view.extra_of_leads]
        for title, facts in groups:
            card, lines = Card(title), FactLines(self.bench, origins=False)
            lines.draw((), more=facts.items())
            card.body.addWidget(lines)
            self._further.addWidget(card)
        if not groups:
            words = tr("Columns of an import that no field takes are kept here.")
            self._further.addWidget(label(words, tone="muted", wrap=True))
        self._further.addStretch(1)

    # --- acting -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and not self.foot.is_open:
            self.bench.commands.act("go.back")
        else:
            super().keyPressEvent(event)

    def _leads_shown(self) -> Any:
        return self._view.leads if self._view is not None else ()

    def _lead_in_hand(self) -> int | None:
        lead = self.leads.row_at(self.leads_view.currentIndex().row())
        return lead.id if lead is not None else None

    def _open_lead(self, at: int) -> None:
        self.bench.lead_wanted.emit(self.leads.row_at(at).id)

    def _open_account(self) -> None:
        if self._view is not None and self._view.account_id is not None:
            self.bench.account_wanted.emit(self._view.account_id)

    def _show_files(self) -> None:
        self.tabs.setCurrentIndex(3)
        self.files.take_focus()

    def _edit(self) -> None:
        view = self._view
        if view is None:
            return
        values = {fact.field: fact.value for fact in view.facts} | {"notes": view.notes}

        def save(form: FormDialog, changes: dict[str, Any]) -> None:
            self.bench.do(edit_person, view.id, changes, then=form.done_with, failed=form.refuse)

        fields = [Field(id, tr(words)) for id, words in EDITED]
        kept = {id: values.get(id, "") for id, _ in EDITED}
        title = tr("Edit {name}", name=view.name)
        FormDialog(self.bench, title, fields, kept, tr("Save the changes"), save, self.window()).open()
