"""The lead in hand beside a table: header, score, both checklists, what happens next."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from app.domain.problems import Problem
from app.language import tr
from app.services.lead_page import lead_view
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.pages.lead_parts import LeadHeader, WhyCard
from app.ui.widgets.chip import ScoreBars
from app.ui.widgets.text import Elided, button, column, label, row, tone


class LeadPanel(QWidget):
    """Draws a LeadView in a narrow column; Enter opens the full page."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.lead_id: int | None = None
        self.header = LeadHeader(bench, narrow=True)
        self.bars, self.cell = ScoreBars(), label("", theme.FINE, tone="muted", wrap=True)
        self.mql, self.sql = label("", bold=True), label("", bold=True)
        self.mql_missing, self.sql_missing = label("", theme.FINE, wrap=True), label("", theme.FINE, wrap=True)
        self.suggested = label("", wrap=True)
        self.next, self.due = label("", wrap=True), label("", theme.FINE, tone="muted", wrap=True)
        self.why = WhyCard(2)
        wide = button(tr("Open the lead"), "arrows-maximize", part="main")
        wide.clicked.connect(lambda: bench.lead_wanted.emit(self.lead_id))
        inside = QWidget()
        inside.setProperty("part", "inside")
        inside.setLayout(
            column(
                self.header,
                self.bars,
                self.cell,
                theme.TIGHT,
                *(_titled(tr("NEXT"), self.next), self.due),
                _titled(tr("SUGGESTED PATH"), self.suggested),
                self.why,
                self.mql,
                self.mql_missing,
                self.sql,
                self.sql_missing,
                None,
                space=theme.TIGHT,
            )
        )
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot = Elided(tr("Enter opens it in full"), theme.FINE, tone="muted")
        foot = row(self.foot, wide)
        foot.setStretch(0, 1)
        box = column(area, foot)
        box.setStretch(0, 1)
        self.setLayout(box)

    def show_lead(self, lead_id: int) -> None:
        """Show a lead."""
        self.lead_id = lead_id
        self.bench.ask(lead_view, lead_id, then=self._draw, key="panel", failed=self._not_drawn)

    def _not_drawn(self, error: Exception) -> None:
        """A lead that was just deleted is no news: the list is about to show another one."""
        if not isinstance(error, Problem):
            self.bench.problems.show(error)

    def _draw(self, view: Any) -> None:
        self.header.draw(view)
        score = view.score
        self.bars.say(score.fit, score.intent, score.fit_band, score.intent_band)
        self.cell.setText(score.cell_label)
        self.next.setText(view.next_step or tr("No next step: give it one (O)."))
        late = tr(" · overdue") if view.due_overdue else ""
        self.due.setText(f"{dates.day(view.due) or tr('no date')}{late} · {view.owner or tr('nobody owns it')}")
        tone(self.due, "bad" if view.due_overdue else "muted")
        self.suggested.setText(f"{view.route.path_label}: {view.route.why}")
        self.why.draw(view)
        for name, checklist, head, missing in (
            ("MQL", view.mql, self.mql, self.mql_missing),
            ("SQL", view.sql, self.sql, self.sql_missing),
        ):
            head.setText(
                tr("{name}: {met} of {required} proven", name=name, met=checklist.met, required=checklist.required)
            )
            tone(head, "good" if checklist.ready else "")
            missing.setText("\n".join(f"○ {question}" for _, question in checklist.missing[:4]))
            missing.setVisible(bool(checklist.missing))


def _titled(title: str, body: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(label(title, theme.FINE, tone="muted", bold=True), body, space=0))
    return made
