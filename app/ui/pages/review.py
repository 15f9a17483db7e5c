"""Review: the week at a glance. Sentences, figures with their n and change, movement, funnel, exceptions, diagnoses."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QTabWidget

from app.language import later, number, percent, signed, tr
from app.services.reviews import issue_review, review_view, weeks
from app.ui import theme
from app.ui.bench import Bench
from app.ui.labels import labelled
from app.ui.pages.page import Page
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import Card, Elided, button, clear, column, frame, label, row

STATUS = {
    "better": (later("▲ better"), "good"),
    "worse": (later("▼ worse"), "bad"),
    "same": (later("= same"), "muted"),
    "higher": (later("▲ higher"), "note"),
    "lower": (later("▼ lower"), "note"),
}
FOUND = {"found": "bad", "clear": "good", "small sample": "muted"}


def figure(value: float | None, unit: str) -> str:
    """A figure as it is printed: counts whole, rates in percent, hours with one digit, unknown as a dash."""
    if value is None:
        return "–"
    if unit == "rate":
        return percent(value)
    return tr("{hours} h", hours=number(value, 1)) if unit == "hours" else number(value)


def _change(kpi: Any) -> str:
    if kpi.change is None:
        return ""
    return tr("{points} pts", points=signed(kpi.change * 100)) if kpi.unit == "rate" else signed(kpi.change)


def _percent(value: float | None) -> str:
    return figure(value, "rate")


def _span(row: Any) -> str:
    return tr("{low} to {high}", low=_percent(row.low), high=_percent(row.high)) if row.low is not None else ""


def _equal(row: Any) -> str:
    return "good" if row.passed else "bad"


MOVEMENT = (
    Column("stage", later("Stage"), 150, lambda r: r.stage, "strong"),
    Column("opening", later("Opening"), 84, lambda r: number(r.opening), "number"),
    Column("arrived", later("+ Arrived"), 90, lambda r: number(r.arrived), "number"),
    Column("in", later("+ Moved in"), 96, lambda r: number(r.moved_in), "number"),
    Column("reopened", later("+ Reopened"), 100, lambda r: number(r.reopened), "number"),
    Column("out", later("− Moved out"), 104, lambda r: number(r.moved_out), "number"),
    Column("closed", later("− Closed"), 90, lambda r: number(r.closed), "number"),
    Column("closing", later("= Closing"), 90, lambda r: number(r.closing), "number"),
    Column("to", later("Went to"), 200, lambda r: r.left_to, "muted", stretch=True),
)
FUNNEL = (
    Column("step", later("Step"), 200, lambda r: r.step, "strong"),
    Column("hand", later("At hand"), 84, lambda r: number(r.at_hand), "number"),
    Column("on", later("Went on"), 84, lambda r: number(r.went_on), "number"),
    Column("back", later("Went back"), 90, lambda r: number(r.went_back), "number"),
    Column("closed", later("Closed"), 80, lambda r: number(r.closed), "number"),
    Column("stayed", later("Stayed"), 80, lambda r: number(r.stayed), "number"),
    Column("rate", later("Rate"), 130, lambda r: _percent(r.rate), "bar", share=lambda r: r.rate),
    Column("span", later("95 % between"), 130, _span, "muted", stretch=True),
)  # fmt: skip
EXCEPTIONS = (
    Column("rule", later("Rule"), 186, lambda r: labelled(r.rule), "chip", hue=lambda r: "wait"),
    Column("person", later("Person"), 150, lambda r: r.person, "strong"),
    Column("account", later("Account"), 170, lambda r: r.account),
    Column("owner", later("Owner"), 100, lambda r: r.owner, "muted"),
    Column("days", later("Days"), 56, lambda r: number(r.days), "number"),
    Column("why", later("Why"), 210, lambda r: r.why),
    Column("action", later("Do"), 190, lambda r: tr(r.action), "muted", stretch=True),
)
FINDINGS = (
    Column("label", later("Diagnosis"), 190, lambda r: r.label, "strong"),
    Column(
        "state", later("State"), 106, lambda r: labelled(r.state), "chip", hue=lambda r: FOUND.get(r.state, "muted")
    ),
    Column("hits", later("Cases"), 60, lambda r: number(r.hits), "number"),
    Column("n", later("of n"), 60, lambda r: number(r.n), "number"),
    Column("says", later("Says"), 300, lambda r: r.says),
    Column("suggests", later("Suggests"), 280, lambda r: r.suggests, "muted", stretch=True),
)
SEGMENTS = (
    Column("dimension", later("By"), 120, lambda r: labelled(r.dimension), "muted"),
    Column("value", later("Value"), 220, lambda r: r.value, "strong"),
    Column("step", later("Step"), 140, lambda r: tr(r.step)),
    Column("n", "n", 60, lambda r: number(r.n), "number"),
    Column("reached", later("Reached"), 80, lambda r: number(r.reached), "number"),
    Column("rate", later("Rate"), 130, lambda r: _percent(r.rate), "bar", share=lambda r: r.rate),
    Column("span", later("95 % between"), 160, _span, "muted", stretch=True),
)  # fmt: skip
REASONS = (
    Column("reason", later("Reason to reject"), 320, lambda r: r.reason, "strong"),
    Column("week", later("This week"), 90, lambda r: number(r.in_week), "number"),
    Column("quarter", later("13 weeks"), 90, lambda r: number(r.in_quarter), "number"),
    Column("share", later("Share"), 80, lambda r: _percent(r.share), "number"),
)
CHECKS = (
    Column("name", later("Check"), 240, lambda r: tr(r.name), "strong"),
    Column("words", later("Says"), 420, lambda r: tr(r.words), stretch=True),
    Column("left", "Left", 80, lambda r: number(r.left), "number"),
    Column("right", "Right", 80, lambda r: number(r.right), "number"),
    Column("passed", later("Equal"), 84, lambda r: tr("Yes") if r.passed else tr("No"), "chip", hue=_equal),
)  # fmt: skip
TABS: tuple[tuple[str, str, tuple[Column, ...]], ...] = (
    (later("Exceptions"), "exceptions", EXCEPTIONS),
    (later("Diagnoses"), "findings", FINDINGS),
    (later("Movement"), "movement", MOVEMENT),
    (later("Funnel"), "steps", FUNNEL),
    (later("Segments"), "segments", SEGMENTS),
    (later("Reasons"), "reasons", REASONS),
    (later("Reconciliation"), "checks", CHECKS),
)
TILES = 10


class ReviewPage(Page):
    """Keeps which week is shown."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.week = ""
        self._review: Any = None
        self.weeks = QComboBox()
        self.weeks.setAccessibleName(tr("Week"))
        self.weeks.setMinimumWidth(theme.px(330))
        self.weeks.activated.connect(self._on_week)
        self.state = Chip(about=tr("State of the review"))
        self.export = button(tr("Issue and export"), "file-export", part="main")
        self.export.setToolTip(tr("Freeze the numbers of this week and write the workbook"))
        self.export.clicked.connect(self._export)
        bar = frame("bar")
        bar.setLayout(
            row(self.weeks, self.state, None, self.export, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        )
        self.messages = Card(tr("THE WEEK IN SENTENCES"))
        self._messages = column(space=2)
        self.messages.body.addLayout(self._messages)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(theme.SMALL)
        for at in range(5):
            self._tiles.setColumnStretch(at, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(tr("Parts of the review"))
        self.tables: dict[str, HeldTable] = {}
        self.views: dict[str, RowView] = {}
        for title, name, columns in TABS:
            words = tr(title)
            self.tables[name] = HeldTable(columns, self)
            self.views[name] = RowView(self.tables[name], words, f"review/{name}")
            self.views[name].empty = tr("Nothing under {words} in this week.", words=words.lower())
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
            self.weeks.addItem(f"{week.label}{tr('  · issued') if week.issued else ''}", week.week)
        if not self.week and found:
            self.week = found[1].week if len(found) > 1 else found[0].week  # the last week that is over
        self.weeks.setCurrentIndex(max(self.weeks.findData(self.week), 0))
        self.weeks.blockSignals(False)
        issued = any(week.week == self.week and week.issued for week in found)
        self.state.say(tr("Issued, frozen") if issued else tr("Not issued yet"), "good" if issued else "muted")
        self.export.setText(tr("Export again") if issued else tr("Issue and export"))
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
            self._messages.addWidget(label(tr("Nothing happened in this week."), tone="muted"))
        self.messages.aside.setText(
            tr(
                "playbook version {playbook_version}, {zone}",
                playbook_version=review.playbook_version,
                zone=review.zone,
            )
        )
        clear(self._tiles)
        for at, kpi in enumerate(review.kpis[:TILES]):
            self._tiles.addWidget(_tile(kpi), at // 5, at % 5)
        for at, (title, name, _) in enumerate(TABS):
            words = tr(title)
            rows = getattr(review, name)
            self.tables[name].show_rows(rows)
            count = sum(found.state == "found" for found in rows) if name == "findings" else len(rows)
            self.tabs.setTabText(at, f"{words} {number(count)}" if name in ("exceptions", "findings") else words)
        if not review.reconciles:
            self.tabs.setTabText(len(TABS) - 1, tr("Reconciliation: fails"))

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
        name = str(Path.home() / tr("Review {week}.xlsx", week=self.week))
        path, _ = QFileDialog.getSaveFileName(self, tr("Review workbook"), name, tr("Excel workbook (*.xlsx)"))
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
    words = tr(words)
    status = Chip(words if hue else "", hue or "muted")
    status.setToolTip(
        tr(
            "Last week {figure}, mean of four {figure2}",
            figure=figure(kpi.last_week, kpi.unit),
            figure2=figure(kpi.mean_4, kpi.unit),
        )
    )
    tile.body.addWidget(Elided(tr(kpi.label), theme.FINE, tone="muted"))
    tile.body.addLayout(
        row(label(figure(kpi.this_week, kpi.unit), theme.LEAD if large else theme.HEAD, bold=True), None, status)
    )
    change = tr("{change} on last week", change=_change(kpi)) if _change(kpi) else "" if hue else words
    parts = (f"n = {number(kpi.n)}", change)
    tile.body.addWidget(Elided(" · ".join(part for part in parts if part), theme.FINE, tone="muted"))
    tile.setAccessibleName(f"{tr(kpi.label)}: {figure(kpi.this_week, kpi.unit)}, {words}, n {kpi.n}")
    return tile
