"""One lead in full: proof, story and what comes next, side by side."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.language import tr
from app.services.lead_page import lead_view
from app.services.owners import Owner
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.files_card import FilesCard
from app.ui.pages.lead_acts import LeadActs
from app.ui.pages.lead_next import NextColumn
from app.ui.pages.lead_parts import ChecklistCard, LeadHeader, NoticeLine
from app.ui.pages.lead_story import StoryColumn
from app.ui.pages.page import Page
from app.ui.widgets.text import Link, button, column, row


class LeadPage(Page):
    """Draws a LeadView and passes wishes on; knows no rule and no table."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.lead_id: int | None = None
        self.back = Link(tr("Back"), name=tr("Back to where you were  (Esc)"))
        self.back.clicked.connect(self._go_back)
        history = button(tr("History"), "history", name=tr("History of this lead"))
        history.clicked.connect(self._show_history)
        self.header, self.notice = LeadHeader(bench), NoticeLine()
        self.mql, self.sql = ChecklistCard("MQL", roomy=True), ChecklistCard("SQL", roomy=True)
        self.story, self.next = StoryColumn(), NextColumn(bench)
        self.acts = LeadActs(bench, self)
        self.acts.watch(self.mql.list, self.sql.list)
        self._line: tuple[str, Any] | None = None  # of the story, or what to do, once it is drawn
        self.acts.evidence_wanted.connect(self._show_line)
        self.acts.move_in_hand = self.story.move_in_hand
        self.story.view.addAction(bench.commands.actions["lead.judge"])
        self.story.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        proof = column(self.mql, self.sql)
        proof.setStretch(0, 2)
        proof.setStretch(1, 3)
        columns = row(proof, self.story, self.next)
        for at, share in enumerate((5, 4, 3) if theme.px(100) <= 115 else (4, 3, 3)):
            columns.setStretch(at, share)
        person = button(tr("Person"), "user", name=tr("Open the person"))
        person.clicked.connect(lambda: bench.commands.act("lead.person"))
        top = row(self.back, self.header, person, history)
        top.setStretch(1, 1)
        whole = column(
            top, self.notice, columns, self.acts, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.files = FilesCard(bench, self)
        self.next.put(self.files)
        bind = bench.commands.bind
        bind("lead.ledger", self, self.next.show_ledger)
        bind("lead.files", self, self._show_files, self._is_free)
        bind("story.filter", self, partial(self.story.step, 1), self._is_free)
        bind("story.filter_back", self, partial(self.story.step, -1), self._is_free)
        self.next.ledger_wanted.connect(self._show_ledger)
        self.next.nurture.wanted.connect(self.acts.show_criterion)

    def appear(self, what: Any = None) -> None:
        """Show the lead with this id; with a line of its story in hand, with one of its checklists, or with an act."""
        if isinstance(what, tuple):
            self.lead_id, self._line = what
        elif what is not None:
            self.lead_id = what
        super().appear(what)
        self.mql.list.setFocus()

    @property
    def holds_input(self) -> bool:
        """An open strip is half-typed."""
        return self.acts.open_strip is not None

    def refresh(self) -> None:
        """Ask for the lead."""
        if self.lead_id is not None:
            self.bench.ask(lead_view, self.lead_id, then=self._draw, key="lead")

    def concerns(self, changed: Any) -> bool:
        """What touches this lead, its person or account, and undo, which may touch anything."""
        view = self.acts.view
        around = view is not None and (
            view.person.id in changed.people or (view.account is not None and view.account.id in changed.accounts)
        )
        return self.lead_id in changed.leads or bool(changed.places) or around

    def _draw(self, view: Any) -> None:
        self.header.draw(view)
        self.notice.draw(view)
        self.mql.draw(view.mql)
        self.sql.draw(view.sql)
        self.story.draw(view)
        self.next.draw(view)
        self.files.draw(Owner("lead", view.id), view.files)
        self.acts.take(view)
        if self._line is not None:
            line, self._line = self._line, None
            self._show_line(line)
        self.bench.commands.refresh()

    def _show_line(self, line: tuple[str, Any]) -> None:
        kind, what = line
        if kind == "act":
            self.bench.commands.act(what)
        elif kind == "checklist":
            (self.mql if what == "mql" else self.sql).list.setFocus()
        elif not self.story.show_line(kind, what):
            self.bench.toast.say(tr("What this answer rested on was taken back; its words stay."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and self.acts.open_strip is None:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        self.bench.commands.act("go.back")

    def _is_free(self) -> bool:
        return self.acts.view is not None and self.acts.open_strip is None

    def _show_files(self) -> None:
        self.next.ensureWidgetVisible(self.files)
        self.files.take_focus()

    def _show_history(self) -> None:
        from app.ui.dialogs.history import HistoryDialog

        HistoryDialog(self.bench, self.window(), lead_id=self.lead_id).open()

    def _show_ledger(self) -> None:
        from app.ui.dialogs.ledger import show_ledger

        if self.acts.view is not None:
            show_ledger(self.bench, self.acts.view.id, self.window())
