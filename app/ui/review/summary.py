"""The summary: the week in sentences, ten figures, two charts, the decisions it asks for, and how its checks stand."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.review.addressing import address_of
from app.language import number, tr, tr_many
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.review.part import Part
from app.ui.review.sentences import Sentence, Sentences
from app.ui.review.tiles import Tiles
from app.ui.review.words import notes_of
from app.ui.widgets.text import column, label, row, scrolling

if TYPE_CHECKING:
    from app.domain.review.charting import ChartSpec
    from app.services.review_sight import Sight

BESIDE = 720  # pixels at 100 % from which two cards stand beside each other


class SummaryPart(Part):
    """One page for leadership; each piece of it opens what it rests on."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.notes = label("", tone="wait", wrap=True)
        self.sentences = Sentences(tr("THE WEEK IN SENTENCES"))
        self.decisions = Sentences(tr("DECISIONS NEEDED"))
        self.tiles = Tiles()
        self.tiles.opened.connect(self.rows_wanted)
        self.charts: list[Any] = []
        self._review: Any = None  # of which the charts are
        self._top = row(self.sentences, self.decisions)
        self._top.setStretch(0, 1)
        self._top.setStretch(1, 1)
        self._drawn_charts = row(space=theme.SMALL)
        self.checks = Sentences("")
        self.checks.title.hide()
        inside = QWidget()
        inside.setProperty("part", "inside")
        body = column(self.notes, self._top, self.tiles, self._drawn_charts, self.checks)
        body.setContentsMargins(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        body.addStretch(1)
        inside.setLayout(body)
        self.area = scrolling(inside)
        self.setLayout(column(self.area))

    def draw(self, sight: "Sight") -> None:
        """Draw everything the summary says."""
        review, compared = sight.review, sight.compared
        self.notes.setText("\n".join(notes_of(sight)))
        self.notes.setVisible(bool(self.notes.text()))
        made_by = {"playbook_version": review.playbook_version, "zone": review.zone}
        self.sentences.aside.setText(tr("playbook version {playbook_version}, {zone}", **made_by))
        self.sentences.say([self._sentence(one) for one in review.messages])
        self.decisions.say(self._decisions(review))
        against = {row.key: row for row in compared.kpis} if compared is not None else {}
        self.tiles.show_kpis(review.kpis, sight.weeks, against, compared.there if compared is not None else "")
        self._draw_charts(review)
        self.checks.say([self._checks(review)])

    def _sentence(self, message: Any) -> Sentence:
        behind = address_of(message) or ("diagnoses" if message.rule == "M4" else None)
        said = Sentence(message.text, message.rule, behind)
        said.opened.connect(self._open)
        return said

    def _decisions(self, review: Any) -> list[Sentence]:
        made = []
        for one in review.decisions:
            owner = one.owner or tr("no owner")
            aside = tr("{owner}, {day}", owner=owner, day=dates.day(one.due)) if one.due else owner
            made.append(Sentence(one.text, aside, "decisions"))
        if not made:
            made = [Sentence(tr("None: no diagnosis asks for one, and none is open."), "", "decisions", hue="muted")]
        for line in made:
            line.opened.connect(self._open)
        return made

    def _checks(self, review: Any) -> Sentence:
        failing = [check for check in review.checks if not check.passed]
        if failing:
            names = ", ".join(tr(check.name) for check in failing)
            text = tr_many(
                "✗ {count} check fails: {names}. Do not share this review before you know why.",
                "✗ {count} checks fail: {names}. Do not share this review before you know why.",
                len(failing),
                names=names,
            )
        else:
            text = tr("✓ All {count} checks pass: the numbers agree.", count=number(len(review.checks)))
        said = Sentence(text, "", "checks", hue="bad" if failing else "good")
        said.opened.connect(self._open)
        return said

    def _open(self, what: Any) -> None:
        (self.part_wanted if isinstance(what, str) else self.rows_wanted).emit(what)

    # --- charts ------------------------------------------------------------------------------------------------------

    def _draw_charts(self, review: Any) -> None:
        self._review = review
        if not self.charts:
            QTimer.singleShot(0, self, self._make_charts)  # the figures do not wait for them
            return
        for made, spec in zip(self.charts, _specs(review), strict=True):
            made.show_spec(spec)

    def _make_charts(self) -> None:
        if self.charts:
            return
        from app.ui.charts.chart import Chart  # pyqtgraph is met when the first chart is drawn

        for spec in _specs(self._review):
            made = Chart(spec)
            made.rows_wanted.connect(self.rows_wanted)
            self.charts.append(made)
            self._drawn_charts.addWidget(made, 1, Qt.AlignmentFlag.AlignTop)

    def turn_chart(self) -> bool:
        """Show both charts as tables, or as charts again."""
        for made in self.charts:
            made.toggle()
        return bool(self.charts)

    # --- room --------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards and charts stand beside each other where there is room, else below."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for box in (self._top, self._drawn_charts):
            if box.direction() != way:
                box.setDirection(way)

    def take_focus(self) -> None:
        """The keyboard goes back to what opened the rows that were looked at, else to the first figure."""
        if self.return_focus():
            return
        if self.tiles.tiles:
            self.tiles.walk.go(self.tiles.walk.at)
        else:
            self.sentences.walk.go(0)


def _specs(review: Any) -> tuple["ChartSpec", "ChartSpec"]:
    """What the two charts show."""
    from app.domain.review import charts

    return charts.flow(review), charts.sales(review)
