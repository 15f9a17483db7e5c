"""Step 4 of an import: what became of the rows, with Undo, the error workbook and the next step."""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.counting import counted, together
from app.language import number, tr, tr_many
from app.ui import theme
from app.ui.pages.importing.words import ACTS, became
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import button, clear, column, label, row


class ResultPanel(QFrame):
    """Says what an import did until the next one; every way on is one key."""

    triage = Signal()
    listed = Signal()
    undone = Signal()
    settled = Signal()
    errors = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.said = label("", theme.LEAD, bold=True, wrap=True)
        self.about = label("", tone="muted", wrap=True)
        self.counts = row(space=theme.SMALL)
        self.triage_these = button(tr("Triage these"), "inbox", part="main")
        self.show_them = button(tr("Show them in Leads"))
        self.take_back = button(tr("Undo this import"), "arrow-back-up")
        self.settle = button(tr("Settle duplicates"), "users")
        self.save_errors = button(tr("Save rows left aside"), "download")
        close = button(tr("Close"), "x")
        for made, told in (
            (self.triage_these, self.triage),
            (self.show_them, self.listed),
            (self.take_back, self.undone),
            (self.settle, self.settled),
            (self.save_errors, self.errors),
            (close, self.closed),
        ):
            made.clicked.connect(told)
        acts = row(self.triage_these, self.show_them, None, self.take_back, close)
        further = row(self.settle, self.save_errors, None)
        self.setLayout(column(self.said, self.counts, self.about, further, acts, edges=(theme.MIDDLE,) * 4))

    def draw(self, words: str, done: Any) -> None:
        """Show what an import did: rows by fate, leads it made or added to, what it learned for the next one."""
        counts: Mapping[str, int] = done.counts
        leads, left_out = len(done.lead_ids), done.left_aside
        self.said.setText(words)
        clear(self.counts)
        for act, count in counts.items():
            if count:
                self.counts.addWidget(Chip(f"{tr(ACTS[act][0])} {number(count)}", ACTS[act][1]))
        self.counts.addStretch(1)
        self.setAccessibleName(tr("{words}. Rows: {became}.", words=words, became=became(counts)))
        self.about.setText(" ".join(_what_else(done)))
        self.settle.hide()
        self.save_errors.setVisible(bool(left_out))
        for made in (self.triage_these, self.show_them):
            made.setVisible(bool(leads))
        self.show_doubts(0, done.counts["doubtful"])
        self.show()
        (self.triage_these if leads else self.take_back).setFocus()

    def show_doubts(self, twice: int, rows: int) -> None:
        """Offer to settle people who may be known twice, and rows of which it is doubtful whom they mean."""
        self.settle.setText(tr("Settle {names}", names=together(list(_doubts(twice, rows)))))
        self.settle.setVisible(bool(twice or rows))


def _doubts(twice: int, rows: int) -> Iterator[str]:
    if twice:
        yield tr("{twice} may be known twice", twice=number(twice))
    if rows:
        yield tr("{rows} in doubt", rows=counted(rows, "row"))


def _what_else(done: Any) -> Iterator[str]:
    if done.left_aside:
        yield tr_many(
            "{count} row did not come in: save it with the reason, correct and import it.",
            "{count} rows did not come in: save them with the reason, correct and import them.",
            done.left_aside,
        )
    else:
        yield tr("Every row came in or said nothing new.")
    if done.remembered:
        yield tr("The next file of these columns needs no mapping.")
    if done.own_domains:
        yield tr("Learned as our own: {names}.", names=", ".join(done.own_domains))
