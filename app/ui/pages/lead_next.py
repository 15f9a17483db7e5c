"""What comes next for a lead: owner, step, date, deadline, suggested path, score, calls, committee, open gaps."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.domain.gaps import TOP
from app.language import number, tr, tr_many
from app.services.gaps import of_account, of_lead
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.dialogs.gap_choice import about, open_gap
from app.ui.pages.calls_card import CallsCard
from app.ui.pages.lead_clock import ClockLines
from app.ui.pages.lead_coming import NurtureCard, ProposalCard
from app.ui.pages.lead_parts import RouteCard, ScoreCard
from app.ui.widgets.text import Card, Link, clear, column, label, tone

FACTS = 12  # of those that an import kept; the others are on the page of the person


class NextColumn(QScrollArea):
    """Cards below each other; scrolls where the window is low."""

    ledger_wanted = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.step = Card(tr("NEXT STEP"), tr("Change"), key="O")
        self.step.asked.connect(lambda: bench.commands.act("lead.owner"))
        self.words, self.when = label("", wrap=True, bold=True), label("", wrap=True)
        self.clocks, self.group = ClockLines(), label("", theme.FINE, tone="muted", wrap=True)
        for part in (self.words, self.when, self.clocks, self.group):
            self.step.body.addWidget(part)
        self.route, self.score = RouteCard(), ScoreCard(3)
        self.route.asked.connect(lambda: bench.commands.act("move.suggested"))
        self.route.others.clicked.connect(lambda: bench.commands.act("lead.routes"))
        self.score.asked.connect(self.ledger_wanted)
        self.proposed, self.nurture, self.calls = ProposalCard(), NurtureCard(), CallsCard(bench)
        self.proposed.chosen.connect(bench.commands.act)
        self.nurture.asked.connect(lambda: bench.commands.act("lead.track"))
        self.committee = Card(tr("COMMITTEE"), tr("Open it"), key="B")
        self.committee.asked.connect(lambda: bench.commands.act("lead.account"))
        self.gaps, self.extra = Card(tr("OPEN GAPS"), tr("Note one"), key="G"), Card(tr("FROM THE FILE"))
        self.gaps.asked.connect(lambda: bench.commands.act("lead.gap"))
        self._committee, self._gaps, self._extra = column(space=2), column(space=2), column(space=2)
        self.committee.body.addLayout(self._committee)
        self.gaps.body.addLayout(self._gaps)
        self.extra.body.addLayout(self._extra)
        inside = QWidget()
        inside.setProperty("part", "inside")
        self._inside = column(*self._cards(), None)
        inside.setLayout(self._inside)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def _fit(self) -> None:
        """As wide as the heads of the cards need in any language, as far as the page has the room."""
        self._inside.activate()
        heads = self._inside.minimumSize().width() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(min(max(theme.px(230), heads), 360))

    def _cards(self) -> tuple[Card, ...]:
        first = (self.step, self.proposed, self.route, self.score)
        return (*first, self.nurture, self.calls, self.committee, self.gaps, self.extra)

    def put(self, card: Card) -> None:
        """Put a card of the page's own before what came from the file."""
        self._inside.insertWidget(self._inside.indexOf(self.extra), card)

    def draw(self, view: Any) -> None:
        """Show what comes next."""
        self.proposed.draw(view)
        self.nurture.draw(view)
        self.words.setText(
            view.next_step or (tr("No next step yet") if view.is_open else tr("Nothing: this lead is closed"))
        )
        late = tr(", overdue") if view.due_overdue else ""
        self.when.setText(f"{dates.day(view.due) or tr('no date')}{late} · {view.owner or tr('nobody owns it')}")
        self.when.setToolTip(dates.exact(view.due))
        tone(self.when, "bad" if view.due_overdue else "")
        self.clocks.draw(view)
        told = view.deadline is not None and view.deadline.overdue and view.group_label.startswith(view.deadline.label)
        self.group.setText(f"{view.group_label}: {view.group_why}" if view.group_label else "")
        self.group.setVisible(bool(view.group_label) and not told)  # the clock above says it already
        self.route.draw(view)
        self.score.draw(view)
        self.calls.draw(view)
        self._draw_committee(view.coverage)
        self._draw_gaps(view.gaps)
        clear(self._extra)
        for name, value in list(view.extra.items())[:FACTS]:
            self._extra.addWidget(label(f"{name}: {value}", theme.FINE, wrap=True))
        if (more := len(view.extra) - FACTS) > 0:
            words = tr_many("{count} more on the page of the person", "{count} more on the page of the person", more)
            link = Link(words)
            link.clicked.connect(lambda: self.bench.commands.act("lead.person"))
            self._extra.addWidget(link)
        self.extra.setVisible(bool(view.extra))
        QTimer.singleShot(0, self, self._fit)  # once the new words have been measured

    def show_ledger(self) -> None:
        """Open the ledger."""
        self.ledger_wanted.emit()

    def _draw_committee(self, coverage: Any) -> None:
        clear(self._committee)
        self.committee.aside.setText(coverage.text)
        for says, fix in coverage.gaps[:3]:
            line = label(f"○ {says}", theme.FINE, wrap=True)
            line.setToolTip(fix)
            self._committee.addWidget(line)
        if not coverage.gaps:
            self._committee.addWidget(label(tr("Nothing is missing."), theme.FINE, tone="muted"))

    def _draw_gaps(self, gaps: Any) -> None:
        clear(self._gaps)
        waiting = [gap for gap in gaps if gap.unsettled]
        self.gaps.aside.setText(number(len(waiting)) if waiting else "")
        for gap in waiting[:TOP]:
            link = Link(gap.question, name=tr("Open the gap: {question}", question=gap.question), elide=True)
            link.clicked.connect(partial(self._open_gap, gap.id))
            self._gaps.addWidget(link)
            line = label(about(gap) + ("" if gap.lead_id else tr(" · the whole account")), theme.FINE, wrap=True)
            tone(line, "bad" if gap.overdue or gap.severity == "stops" else "muted")
            self._gaps.addWidget(line)
        if not waiting:
            self._gaps.addWidget(label(tr("None is open."), theme.FINE, tone="muted"))
        if gaps:
            self._gaps.addWidget(self._register(gaps))

    def _register(self, gaps: Any) -> Link:
        """The way to the register: how many more are open, and what was settled."""
        account = gaps[0].account_id
        name = tr("All gaps of this lead and its account in the register")
        link = Link(tr("All gaps in the register"), name=name, elide=True)
        link.setFont(theme.font(theme.FINE))
        wish = of_account(account) if account is not None else of_lead(gaps[0].lead_id)
        link.clicked.connect(lambda: self.bench.place_wanted.emit(("gaps", wish)))
        return link

    def _open_gap(self, gap_id: int, *_: Any) -> None:
        open_gap(self.bench, gap_id, self.window())
