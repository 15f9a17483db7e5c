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

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.said = label("", bold=True)
        self.copy = button(tr("Copy"), "copy", name=tr("Copy the selected rows"))
        self.export = button(tr("Export"), "download", name=tr("Export the selected rows"))
        self.copy.clicked.connect(self.copied)
        self.export.clicked.connect(self.exported)
        edges = (theme.MIDDLE, theme.TIGHT, theme.MIDDLE, theme.TIGHT)
        self._box = row(self.said, None, self.copy, self.export, space=theme.TIGHT, edges=edges)
        self.setLayout(self._box)
        self.hide()

    def offer(self, act: QPushButton) -> None:
        """Put in something more that can be done with them."""
        self._box.addWidget(act)

    def count(self, chosen: int) -> None:
        """Say how many; one alone needs no bar."""
        self.said.setText(tr("{count} selected", count=number(chosen)))
        self.setVisible(chosen > 1)
