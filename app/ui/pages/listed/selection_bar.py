"""The bar below a list while several rows are selected: what can be done with all of them at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from app.language import number, tr
from app.ui import theme
from app.ui.widgets.text import button, label, row


class SelectionBar(QFrame):
    """Says how many are selected; a page adds what it can do with them."""

    copied = Signal()
    exported = Signal()

    def __init__(self, copy: QPushButton | None = None, export: QPushButton | None = None) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.said = label("", bold=True)
        self.copy = copy or button(tr("Copy"), "copy", name=tr("Copy the selected rows"))
        self.export = export or button(tr("Export"), "download", name=tr("Export the selected rows"))
        self.copy.clicked.connect(self.copied)
        self.export.clicked.connect(self.exported)
        edges = (theme.MIDDLE, theme.TIGHT, theme.MIDDLE, theme.TIGHT)
        self._box = row(self.said, None, self.copy, self.export, space=theme.TIGHT, edges=edges)
        self.setLayout(self._box)
        self.hide()

    def offer(self, *acts: QPushButton) -> None:
        """Put in something more that can be done with them."""
        for act in acts:
            self._box.addWidget(act)

    def count(self, chosen: int) -> None:
        """Say how many; one alone needs no bar, it has its own keys."""
        self.said.setText(tr("{count} selected", count=number(chosen)))
        self.setVisible(chosen > 1)
