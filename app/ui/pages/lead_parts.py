"""Parts of a lead that several pages draw alike: its header, why it is here, its score, its suggested path."""

from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.stage import Stage
from app.language import number, tr
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.pages.lead_clock import deadline_chip
from app.ui.tables.checklist_view import ChecklistView
from app.ui.widgets import painted
from app.ui.widgets.chip import Chip, ScoreBars
from app.ui.widgets.text import Card, Elided, Link, column, label, row, tone


class LeadHeader(QWidget):
    """Who and where in two lines, with stage, path and deadline."""

    def __init__(self, bench: Bench, *, narrow: bool = False) -> None:
        super().__init__()
        self.bench = bench
        self._account_id: int | None = None
        self.name = Elided("", theme.LEAD if narrow else theme.HEAD, bold=True)
        self.title = Elided("", tone="muted")
        self.account = Link("")
        self.account.clicked.connect(self._open_account)
        self.where = Elided("", tone="muted")
        self.stage, self.path = Chip(about=tr("Stage")), Chip(about=tr("Path"))
        self.deadline, self.cycle = Chip(about=tr("Deadline")), Chip(about=tr("Cycle"))
        chips = row(self.stage, self.path, self.deadline, self.cycle, None)
        if narrow:
            lines = column(self.name, self.title, self.account, self.where, chips, space=theme.TIGHT)
        else:
            who, place = row(self.name, chips), row(self.account, self.where)
            who.setStretch(0, 1)
            place.setStretch(1, 1)
            lines = column(who, place, space=0)
            self.title.hide()
        self._narrow = narrow
        self.setLayout(lines)

    def draw(self, view: Any) -> None:
        """Show a lead."""
        person, account = view.person, view.account
        self.name.say(person.name if self._narrow else ", ".join(part for part in (person.name, person.title) if part))
        self.title.say(person.title)
        self._account_id = account.id if account is not None else None
        self.account.setText(account.name if account is not None and account.name else tr("No account"))
        self.account.setEnabled(self._account_id is not None)
        self.account.setAccessibleName(tr("Account {words}", words=self.account.text()))
        kind = self.bench.label("facility_type", account.facility_type) if account is not None else ""
        place = [kind, account.city, account.country] if account is not None else []
        self.where.say(
            " · ".join(part for part in (*place, person.email, person.phone, view.service_line_label) if part)
        )
        stage = Stage(view.stage)
        self.stage.say(stage.label, painted.stage_hue(stage))
        self.path.say(view.path_label or tr("No path yet"), painted.path_hue(view.path) if view.path else "wait")
        self.deadline.say(*deadline_chip(view))
        self.cycle.say(tr("cycle {number}", number=view.cycle) if view.cycle > 1 else "", "note")

    def _open_account(self) -> None:
        if self._account_id is not None:
            self.bench.account_wanted.emit(self._account_id)


class WhyCard(Card):
    """Why they are here: the latest signals with dates, what they asked and what they looked at."""

    def __init__(self, signals: int = 3) -> None:
        super().__init__(tr("WHY THEY ARE HERE"))
        self._kinds = [Elided() for _ in range(signals)]
        self._words = [Elided("", theme.FINE, tone="muted") for _ in range(signals)]
        self._when = [label("", theme.FINE, tone="muted") for _ in range(signals)]
        for kind, words, when in zip(self._kinds, self._words, self._when, strict=True):
            line = row(kind, when)
            line.setStretch(0, 1)
            self.body.addLayout(line)
            self.body.addWidget(words)
        self.body.setSpacing(2)
        self.body.addStretch(1)

    def draw(self, view: Any) -> None:
        """Show the signals of a lead, the newest first."""
        signals = [line for line in view.timeline if line.kind == "signal"]
        more = len(signals) - len(self._kinds)
        self.aside.setText(tr("{some} of {all}", some=len(self._kinds), all=number(len(signals))) if more > 0 else "")
        for at, (kind, words, when) in enumerate(zip(self._kinds, self._words, self._when, strict=True)):
            shown = signals[at] if at < len(signals) else None
            kind.say(shown.title if shown is not None else tr("Nothing is written down yet") if at == 0 else "")
            words.say(shown.text if shown is not None else "")
            when.setText(dates.ago(shown.at) if shown is not None else "")
            when.setToolTip(dates.exact(shown.at) if shown is not None else "")
            for part in (kind, words, when):
                part.setVisible(shown is not None or (at == 0 and part is kind))


class ScoreCard(Card):
    """Fit and intent with their bands, the cell they meet in, and the largest reasons."""

    def __init__(self, lines: int = 2) -> None:
        super().__init__("SCORE", tr("Ledger"), key="S")
        self.bars, self.cell = ScoreBars(), Elided("", tone="muted")
        self.reasons = [Elided("", theme.FINE, tone="muted") for _ in range(lines)]
        self.body.addWidget(self.bars)
        self.body.addWidget(self.cell)
        for reason in self.reasons:
            self.body.addWidget(reason)
        self.body.setSpacing(theme.TIGHT)
        self.body.addStretch(1)

    def draw(self, view: Any) -> None:
        """Show the score of a lead."""
        score = view.score
        self.bars.say(score.fit, score.intent, score.fit_band, score.intent_band)
        self.cell.say(score.cell_label)
        largest = sorted(score.ledger, key=lambda point: -abs(point.points))
        for at, reason in enumerate(self.reasons):
            reason.say(f"{largest[at].points:+d}  {largest[at].label}" if at < len(largest) else "")


class RouteCard(Card):
    """The suggested path with its reason, who should have it and by when."""

    def __init__(self) -> None:
        super().__init__(tr("SUGGESTED PATH"), tr("Take it"), key="A")
        self.others = Link(tr("Why not another  W"), name=tr("Why not another path: every route"))
        self.others.setFont(theme.font(theme.FINE))
        self.path, self.owner = Chip(about=tr("Suggested path")), Elided("", theme.FINE, tone="muted")
        self.why = label("", wrap=True)
        line = row(self.path, self.owner)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.why)
        self.body.addWidget(self.others)
        self.body.setSpacing(theme.TIGHT)
        self.body.addStretch(1)
        self.why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def draw(self, view: Any) -> None:
        """Show the route of a lead."""
        route = view.route
        self.path.say(route.path_label, painted.path_hue(route.path))
        hours = (
            tr("within {deadline_hours:g} business hours", deadline_hours=route.deadline_hours)
            if route.deadline_hours
            else ""
        )
        self.owner.say(" · ".join(part for part in (route.owner or tr("no owner"), hours) if part))
        self.owner.setToolTip(
            tr(
                "{value} {why_owner}; by {at}",
                value=route.owner or tr("Nobody"),
                why_owner=route.why_owner,
                at=dates.exact(route.due_at),
            )
        )
        self.why.setText(route.why)
        self.why.setToolTip(
            "\n".join(tr("Not {words}: {reason}", words=words, reason=reason) for words, reason in route.why_not)
        )


class ChecklistCard(Card):
    """One checklist with how much of it holds."""

    def __init__(self, title: str, *, roomy: bool = False) -> None:
        super().__init__(title)
        self.list = ChecklistView(tr("{title} checklist", title=title), roomy=roomy)
        self.count = label("", theme.FINE, bold=True)
        self.head.addWidget(self.count)
        self.body.setContentsMargins(theme.TIGHT, theme.SMALL, theme.TIGHT, theme.TIGHT)
        self.head.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        self.body.addWidget(self.list, 1)

    def draw(self, checklist: Any) -> None:
        """Show a checklist."""
        self.list.show_checklist(checklist)
        self.count.setText(
            tr("{met} of {required} proven", met=checklist.met, required=checklist.required)
            + (tr(" · ready") if checklist.ready else "")
        )
        tone(self.count, "good" if checklist.ready else "muted")


class NoticeLine(QWidget):
    """What the import remarked on a lead: an ambiguous date, a word outside the vocabulary, a likely typo."""

    def __init__(self) -> None:
        super().__init__()
        self._chip, self._text = Chip(tr("From the import"), "wait"), Elided()
        box = row(self._chip, self._text)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.hide()

    def draw(self, view: Any) -> None:
        """Show the remarks; without any the line is hidden."""
        self._text.say(" · ".join(view.remarks))
        self.setVisible(bool(view.remarks))
