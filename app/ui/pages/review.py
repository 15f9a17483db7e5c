"""Review: the week at a glance. Sentences, figures with their n and change, movement, funnel, exceptions, diagnoses."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QTabWidget

from app.services.reviews import issue_review, review_view, weeks
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.page import Page
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import Card, Elided, button, clear, column, frame, label, row

STATUS = {
    "better": ("▲ better", "good"),
    "worse": ("▼ worse", "bad"),
    "same": ("= same", "muted"),
    "higher": ("▲ higher", "note"),
    "lower": ("▼ lower", "note"),
}
FOUND = {"found": "bad", "clear": "good", "small sample": "muted"}


def figure(value: float | None, unit: str) -> str:
    """A figure as it is printed: counts whole, rates in percent, hours with one digit, unknown as a dash."""
    if value is None:
        return "–"
    if unit == "rate":
        return f"{value:.0%}"
    return f"{value:,.1f} h" if unit == "hours" else f"{value:,.0f}"


def _change(kpi: Any) -> str:
    if kpi.change is None:
        return ""
    return f"{kpi.change * 100:+.0f} pts" if kpi.unit == "rate" else f"{kpi.change:+,.0f}"


def _percent(value: float | None) -> str:
    return figure(value, "rate")


def _span(row: Any) -> str:
    return f"{_percent(row.low)} to {_percent(row.high)}" if row.low is not None else ""


def _equal(row: Any) -> str:
    return "good" if row.passed else "bad"


MOVEMENT = (
    Column("stage", "Stage", 150, lambda r: r.stage, "strong"),
    Column("opening", "Opening", 84, lambda r: f"{r.opening:,}", "number"),
    Column("arrived", "+ Arrived", 90, lambda r: f"{r.arrived:,}", "number"),
    Column("in", "+ Moved in", 96, lambda r: f"{r.moved_in:,}", "number"),
    Column("reopened", "+ Reopened", 100, lambda r: f"{r.reopened:,}", "number"),
    Column("out", "− Moved out", 104, lambda r: f"{r.moved_out:,}", "number"),
    Column("closed", "− Closed", 90, lambda r: f"{r.closed:,}", "number"),
    Column("closing", "= Closing", 90, lambda r: f"{r.closing:,}", "number"),
    Column("to", "Went to", 200, lambda r: r.left_to, "muted", stretch=True),
)
FUNNEL = (
    Column("step", "Step", 200, lambda r: r.step, "strong"),
    Column("hand", "At hand", 84, lambda r: f"{r.at_hand:,}", "number"),
    Column("on", "Went on", 84, lambda r: f"{r.went_on:,}", "number"),
    Column("back", "Went back", 90, lambda r: f"{r.went_back:,}", "number"),
    Column("closed", "Closed", 80, lambda r: f"{r.closed:,}", "number"),
    Column("stayed", "Stayed", 80, lambda r: f"{r.stayed:,}", "number"),
    Column("rate", "Rate", 130, lambda r: _percent(r.rate), "bar", share=lambda r: r.rate),
    Column("span", "95 % between", 130, _span, "muted", stretch=True),
)  # fmt: skip
EXCEPTIONS = (
    Column("rule", "Rule", 186, lambda r: r.rule.replace("_", " ").capitalize(), "chip", hue=lambda r: "wait"),
    Column("person", "Person", 150, lambda r: r.person, "strong"),
    Column("account", "Account", 170, lambda r: r.account),
    Column("owner", "Owner", 100, lambda r: r.owner, "muted"),
    Column("days", "Days", 56, lambda r: f"{r.days:,}", "number"),
    Column("why", "Why", 210, lambda r: r.why),
    Column("action", "Do", 190, lambda r: r.action, "muted", stretch=True),
)
FINDINGS = (
    Column("label", "Diagnosis", 190, lambda r: r.label, "strong"),
    Column("state", "State", 106, lambda r: r.state.capitalize(), "chip", hue=lambda r: FOUND.get(r.state, "muted")),
    Column("hits", "Cases", 60, lambda r: f"{r.hits:,}", "number"),
    Column("n", "of n", 60, lambda r: f"{r.n:,}", "number"),
    Column("says", "Says", 300, lambda r: r.says),
    Column("suggests", "Suggests", 280, lambda r: r.suggests, "muted", stretch=True),
)
SEGMENTS = (
    Column("dimension", "By", 120, lambda r: r.dimension.replace("_", " ").capitalize(), "muted"),
    Column("value", "Value", 220, lambda r: r.value, "strong"),
    Column("step", "Step", 140, lambda r: r.step),
    Column("n", "n", 60, lambda r: f"{r.n:,}", "number"),
    Column("reached", "Reached", 80, lambda r: f"{r.reached:,}", "number"),
    Column("rate", "Rate", 130, lambda r: _percent(r.rate), "bar", share=lambda r: r.rate),
    Column("span", "95 % between", 160, _span, "muted", stretch=True),
)  # fmt: skip
REASONS = (
    Column("reason", "Reason to reject", 320, lambda r: r.reason, "strong"),
    Column("week", "This week", 90, lambda r: f"{r.in_week:,}", "number"),
    Column("quarter", "13 weeks", 90, lambda r: f"{r.in_quarter:,}", "number"),
    Column("share", "Share", 80, lambda r: _percent(r.share), "number"),
)
CHECKS = (
    Column("name", "Check", 240, lambda r: r.name, "strong"),
    Column("words", "Says", 420, lambda r: r.words, stretch=True),
    Column("left", "Left", 80, lambda r: f"{r.left:,}", "number"),
    Column("right", "Right", 80, lambda r: f"{r.right:,}", "number"),
    Column("passed", "Equal", 84, lambda r: "Yes" if r.passed else "No", "chip", hue=_equal),
)  # fmt: skip
TABS: tuple[tuple[str, str, tuple[Column, ...]], ...] = (
    ("Exceptions", "exceptions", EXCEPTIONS),
    ("Diagnoses", "findings", FINDINGS),
    ("Movement", "movement", MOVEMENT),
    ("Funnel", "steps", FUNNEL),
    ("Segments", "segments", SEGMENTS),
    ("Reasons", "reasons", REASONS),
    ("Reconciliation", "checks", CHECKS),
)
TILES = 10


class ReviewPage(Page):
    """Keeps which week is shown."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.week = ""
        self._review: Any = None
        self.weeks = QComboBox()
        self.weeks.setAccessibleName("Week")
        self.weeks.setMinimumWidth(theme.px(330))
        self.weeks.activated.connect(self._on_week)
        self.state = Chip(about="State of the review")
        self.export = button("Issue and export", "file-export", part="main")
        self.export.setToolTip("Freeze the numbers of this week and write the workbook")
        self.export.clicked.connect(self._export)
        bar = frame("bar")
        bar.setLayout(
            row(self.weeks, self.state, None, self.export, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        )
        self.messages = Card("THE WEEK IN SENTENCES")
        self._messages = column(space=2)
        self.messages.body.addLayout(self._messages)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(theme.SMALL)
        for at in range(5):
            self._tiles.setColumnStretch(at, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the review")
        self.tables: dict[str, HeldTable] = {}
        self.views: dict[str, RowView] = {}
        for words, name, columns in TABS:
            self.tables[name] = HeldTable(columns, self)
            self.views[name] = RowView(self.tables[name], words, f"review/{name}")
            self.views[name].empty = f"Nothing under {words.lower()} in this week."
            self.tabs.addTab(self.views[name], words)
        self.views["exceptions"].opened.connect(self._open_exception)
        self.views["findings"].opened.connect(self._open_finding)
        inside = column(
            self.messages, self._tiles, self.tabs, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        )
        inside.setStretch(2, 1)
        whole = column(bar, inside, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def appear(self, what: Any = None) -> None:
        """Come on screen with the keyboard in the exceptions."""
        super().appear(what)
        self.views["exceptions"].setFocus()

    def refresh(self) -> None:
        """Ask for the weeks, then for the review of one."""
        self.bench.ask(weeks, then=self._draw_weeks, key="weeks")

    def _draw_weeks(self, found: Sequence[Any]) -> None:
        self.weeks.blockSignals(True)
        self.weeks.clear()
        for week in found:
            self.weeks.addItem(f"{week.label}{'  · issued' if week.issued else ''}", week.week)
        if not self.week and found:
            self.week = found[1].week if len(found) > 1 else found[0].week  # the last week that is over
        self.weeks.setCurrentIndex(max(self.weeks.findData(self.week), 0))
        self.weeks.blockSignals(False)
        issued = any(week.week == self.week and week.issued for week in found)
        self.state.say("Issued, frozen" if issued else "Not issued yet", "good" if issued else "muted")
        self.export.setText("Export again" if issued else "Issue and export")
        self.export.setAccessibleName(self.export.text())
        self.export.setEnabled(bool(found))
        self.bench.guard(self.export)
        if self.week:
            self.bench.ask(review_view, self.week, then=self._draw, key="review")

    def _draw(self, review: Any) -> None:
        self._review = review
        clear(self._messages)
        for message in review.messages[:4]:
            self._messages.addWidget(Elided(message.text))
        if not review.messages:
            self._messages.addWidget(label("Nothing happened in this week.", tone="muted"))
        self.messages.aside.setText(f"playbook version {review.playbook_version}, {review.zone}")
        clear(self._tiles)
        for at, kpi in enumerate(review.kpis[:TILES]):
            self._tiles.addWidget(_tile(kpi), at // 5, at % 5)
        for at, (words, name, _) in enumerate(TABS):
            rows = getattr(review, name)
            self.tables[name].show_rows(rows)
            count = sum(found.state == "found" for found in rows) if name == "findings" else len(rows)
            self.tabs.setTabText(at, f"{words} {count}" if name in ("exceptions", "findings") else words)
        if not review.reconciles:
            self.tabs.setTabText(len(TABS) - 1, "Reconciliation: fails")

    def _on_week(self, at: int) -> None:
        self.week = self.weeks.itemData(at)
        self.refresh()

    def _open_exception(self, at: int) -> None:
        ref = self.tables["exceptions"].row_at(at).ref
        if ref.isdigit():
            self.bench.lead_wanted.emit(int(ref))

    def _open_finding(self, at: int) -> None:
        from app.ui.dialogs.finding import FindingDialog

        FindingDialog(self.bench, self.tables["findings"].row_at(at), self.window()).open()

    def _export(self) -> None:
        name = str(Path.home() / f"Review {self.week}.xlsx")
        path, _ = QFileDialog.getSaveFileName(self, "Review workbook", name, "Excel workbook (*.xlsx)")
        if path:
            self.bench.do(issue_review, self.week, Path(path))


def _tile(kpi: Any) -> Card:
    """One figure: what it is, how much, against last week, out of how many."""
    tile = Card()
    large = theme.px(100) > 115
    side = theme.SMALL if large else theme.MIDDLE
    tile.body.setContentsMargins(side, theme.SMALL, side, theme.SMALL)
    tile.body.setSpacing(0)
    words, hue = STATUS.get(kpi.status, (kpi.status, ""))
    status = Chip(words if hue else "", hue or "muted")
    status.setToolTip(f"Last week {figure(kpi.last_week, kpi.unit)}, mean of four {figure(kpi.mean_4, kpi.unit)}")
    tile.body.addWidget(Elided(kpi.label, theme.FINE, tone="muted"))
    tile.body.addLayout(
        row(label(figure(kpi.this_week, kpi.unit), theme.LEAD if large else theme.HEAD, bold=True), None, status)
    )
    change = f"{_change(kpi)} on last week" if _change(kpi) else "" if hue else words
    parts = (f"n = {kpi.n:,}", change)
    tile.body.addWidget(Elided(" · ".join(part for part in parts if part), theme.FINE, tone="muted"))
    tile.setAccessibleName(f"{kpi.label}: {figure(kpi.this_week, kpi.unit)}, {words}, n {kpi.n}")
    return tile
