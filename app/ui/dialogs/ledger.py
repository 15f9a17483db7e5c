"""The score of a lead to be argued with: every point with its fact and age, and what would change it."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from app.language import later, tr
from app.services.ledger import FrozenLedger, LedgerView, frozen_ledger, ledger_view
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.labels import labelled
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets import painted
from app.ui.widgets.chip import Chip, ScoreBars
from app.ui.widgets.text import button, column, label, row

_LARGEST = 50  # points that fill a bar; more are cut


def _part(points: int | None) -> float | None:
    return None if points is None else points / _LARGEST


POINTS = (
    Column(
        "points",
        later("Points"),
        136,
        lambda point: f"{point.points:+d}",
        "points",
        share=lambda point: _part(point.points),
        whole=lambda point: _part(point.when_new),
    ),
    Column("axis", later("Axis"), 64, lambda point: labelled(point.axis), "muted"),
    Column("label", later("Rule"), 230, lambda point: point.label, tip=lambda point: point.label),
    Column("fact", later("Because"), 220, lambda point: point.fact, stretch=True, tip=lambda point: point.fact),
    Column(
        "at", later("When"), 76, lambda point: dates.ago(point.at), "muted", tip=lambda point: dates.exact(point.at)
    ),
    Column("ages", later("Ages"), 226, lambda point: point.ages, "muted", tip=lambda point: point.ages),
)


@dataclass(frozen=True, slots=True)
class _Change:
    """One thing that would change the score."""

    adds: int
    axis: str
    why: str  # not known, rule not met
    says: str


CHANGES = (
    Column("adds", later("Points"), 136, lambda one: f"{one.adds:+d}", "points", share=lambda one: _part(one.adds)),
    Column("axis", later("Axis"), 64, lambda one: labelled(one.axis), "muted"),
    Column("why", later("What it is"), 110, lambda one: one.why, "muted"),
    Column("says", later("What would do"), 400, lambda one: one.says, stretch=True, tip=lambda one: one.says),
)


def show_ledger(bench: Bench, lead_id: int | None, parent: QWidget) -> None:
    """Ask for the score of a lead and show it."""
    if lead_id is not None:
        bench.ask(ledger_view, lead_id, then=lambda view: LedgerDialog(bench, view, parent).open(), key="ledger")


class LedgerDialog(QDialog):
    """The ledger of one lead, now or as it stood at a move, and what would change it."""

    def __init__(self, bench: Bench, view: LedgerView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Score of {name}", name=view.name))
        self._bench, self._view = bench, view
        self.title = label("", theme.LEAD, bold=True)
        self.path = Chip(about=tr("Suggested path"))
        self.bars, self.ages = ScoreBars(), label("", theme.FINE, tone="muted", wrap=True)
        self.points, self.changes = HeldTable(POINTS, self), HeldTable(CHANGES, self)
        self.shown = RowView(self.points, tr("Score ledger"))
        self.shown.empty = tr("No rule counts for this lead yet.")
        self.would = RowView(self.changes, tr("What would change the score"))
        self.would.empty = tr("Nothing more is known that would change it.")
        self.bands = [label("", wrap=True) for _ in view.next_bands]
        self._after = label(tr("WHAT WOULD CHANGE IT"), theme.FINE, tone="muted", bold=True)
        self.when = QComboBox()
        self.when.setAccessibleName(tr("As it stood"))
        self.when.addItem(tr("As it stands now"), None)
        for kept in view.frozen:
            self.when.addItem(
                tr(
                    "At {what}, {at}: {fit} and {intent}",
                    what=kept.what,
                    at=dates.exact(kept.at.date()),
                    fit=kept.fit,
                    intent=kept.intent,
                ),
                kept.move,
            )
        self.when.setEnabled(bool(view.frozen))
        self.when.activated.connect(self._on_when)
        self._build()
        self._draw_now()
        self.shown.setFocus()

    def _build(self) -> None:
        close = button(tr("Close"), part="main")
        close.clicked.connect(self.accept)
        head = row(self.title, self.path, None, self.when)
        whole = column(head, self.bars, self.ages, self.shown, self._after, *self.bands, self.would, row(None, close))
        whole.setContentsMargins(*(theme.LARGE,) * 4)
        whole.setStretch(3, 3)
        whole.setStretch(5 + len(self.bands), 2)
        self.setLayout(whole)
        self.resize(min(theme.px(1040), 1240), min(theme.px(680), 760))

    def _draw_now(self) -> None:
        view = self._view
        self._draw(f"{view.name}: {view.cell_label}", view.fit, view.intent, view.points)
        self.bars.say(view.fit, view.intent, view.fit_band_label, view.intent_band_label)
        self.path.say(view.path_label, painted.path_hue(view.path))
        ages = any(point.half_life_days for point in view.points)
        later = ", ".join(one.says for one in view.later)
        self.ages.setText(
            tr("Intent if nothing new happens: {later}.", later=later) if ages else tr("Nothing in it ages.")
        )
        for line, band in zip(self.bands, view.next_bands, strict=True):
            line.setText(band.says)
        known = [_Change(one.adds, "fit", tr("not known"), one.says_when) for one in view.what_if]
        unmet = [
            _Change(one.adds, one.axis, tr("rule not met"), f"{one.label}: {one.how}")
            for one in view.nearest
            if not one.unknown  # what nobody knows stands above already
        ]
        self.changes.show_rows([*known, *unmet])
        self._show_changes(True)

    def _draw_then(self, kept: FrozenLedger) -> None:
        of = kept.of
        self._draw(
            tr("{name} at {what}, {at}", name=self._view.name, what=of.what, at=dates.exact(of.at.date())),
            of.fit,
            of.intent,
            kept.points,
        )
        self.bars.say(of.fit, of.intent)
        self.path.say("", "muted")
        self.ages.setText(
            tr(
                "Frozen with the move by {by}, under version {playbook_version} of the playbook.",
                by=of.by,
                playbook_version=of.playbook_version,
            )
        )
        self._show_changes(False)

    def _draw(self, title: str, fit: int, intent: int, points: Any) -> None:
        self.title.setText(title)
        self.points.show_rows(points)
        self.shown.setAccessibleName(tr("Score ledger: fit {fit}, intent {intent}", fit=fit, intent=intent))

    def _show_changes(self, shown: bool) -> None:
        for part in (self._after, *self.bands, self.would):
            part.setVisible(shown)

    def _on_when(self, at: int) -> None:
        move = self.when.itemData(at)
        if move is None:
            self._draw_now()
        else:
            ask = partial(self._bench.ask, frozen_ledger, self._view.lead, move, key="ledger.then")
            ask(then=self._draw_then)


__all__ = ["LedgerDialog", "show_ledger"]
