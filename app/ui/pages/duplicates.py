"""Duplicates: people and accounts that may be known twice, and rows of imports in doubt, settled by keys."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from app.language import later, tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.page import Page
from app.ui.pages.settling.pairs import PairsPanel
from app.ui.pages.settling.rows import RowsPanel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import column, row

KINDS = (("people", later("People")), ("accounts", later("Accounts")), ("rows", later("Rows of imports")))


class DuplicatesPage(Page):
    """Keeps which kind is on screen."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.kind = "people"
        self.kinds = Segmented(tr("Kind"), KINDS)
        self.kinds.choose(self.kind)
        self.kinds.chosen.connect(self.show_kind)
        self.pairs, self.rows = PairsPanel(bench), RowsPanel(bench)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pairs)
        self._stack.addWidget(self.rows)
        whole = column(row(self.kinds, None), self._stack, edges=(theme.MIDDLE,) * 4)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def appear(self, what: Any = None) -> None:
        """A kind shows people, accounts or rows of imports."""
        if what in dict(KINDS):
            self.kind = what
            self.kinds.choose(what)
        super().appear(what)
        (self.rows if self.kind == "rows" else self.pairs).list.setFocus()

    def refresh(self) -> None:
        """Look again for what waits."""
        self._stack.setCurrentWidget(self.rows if self.kind == "rows" else self.pairs)
        if self.kind == "rows":
            self.rows.look()
        else:
            self.pairs.look(self.kind)

    def concerns(self, changed: Any) -> bool:
        """Whatever changes people or accounts may make or settle a duplicate."""
        return bool(changed.people or changed.accounts or changed.places & {"duplicates", "imports"})

    def show_kind(self, kind: str) -> None:
        """Show people, accounts or rows of imports."""
        self.kind = kind
        self.refresh()
