"""The playbook as readable tables: criteria, questions, scoring, grid, routes, hours, seats, reasons, words."""

from typing import Any

from PySide6.QtWidgets import QListWidget, QStackedWidget

from app.services.playbooks import playbook_view
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.pages.page import Page
from app.ui.pages.playbook_lines import SECTIONS
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import column, frame, label, row


class PlaybookPage(Page):
    """Read-only: the definitions in force, as every screen and workbook uses them."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.title, self.about = label("", theme.LEAD, bold=True), label("", tone="muted", wrap=True)
        self.versions = label("", theme.FINE, tone="muted", wrap=True)
        self.sections = QListWidget()
        self.sections.setAccessibleName("Parts of the playbook")
        self.sections.setFixedWidth(theme.px(210))
        self.shown = QStackedWidget()
        self._tables: list[HeldTable] = []
        for words, _, columns in SECTIONS:
            table = HeldTable(columns, self)
            self._tables.append(table)
            self.sections.addItem(words)
            self.shown.addWidget(RowView(table, words, f"playbook/{words}"))
        self.sections.currentRowChanged.connect(self._on_section)
        left = frame("card")
        left.setLayout(column(self.sections, edges=(0, theme.TIGHT, 0, 0)))
        middle = row(left, self.shown, space=0)
        middle.setStretch(1, 1)
        head = frame("bar")
        head.setLayout(
            column(
                self.title,
                self.about,
                self.versions,
                space=2,
                edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL),
            )
        )
        whole = column(head, middle, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.sections.setCurrentRow(0)

    def appear(self, what: Any = None) -> None:
        """Come on screen with the keyboard in the list of parts."""
        super().appear(what)
        self.sections.setFocus()

    def refresh(self) -> None:
        """Ask for the definitions in force."""
        self.bench.ask(playbook_view, then=self._draw, key="playbook")

    def concerns(self, changed: Any) -> bool:
        """Only a new version changes this page."""
        return "playbook" in changed.places

    def _draw(self, view: Any) -> None:
        book = view.playbook
        preset = book.preset_in_force
        self.title.setText(f"{book.title}, version {book.version}  ·  preset {preset.label}")
        self.about.setText(book.about)
        adopted = [f"version {v.version} adopted {dates.exact(v.adopted_at)} by {v.by}" for v in view.versions[:3]]
        self.versions.setText(" · ".join(adopted))
        for table, (_, lines, _) in zip(self._tables, SECTIONS, strict=True):
            table.show_rows(lines(book))
        self._on_section(self.sections.currentRow())

    def _on_section(self, at: int) -> None:
        if at >= 0:
            self.shown.setCurrentIndex(at)
            self.bench.counted.emit(f"{self._tables[at].rowCount():,} lines")
