"""Calibration on screen: how bands, rules, criteria and questions have fared, and proposals to take into the draft."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.calibration import Calibration
from app.domain.calibration.difference import percent
from app.domain.review.rates import SMALL, Rate
from app.language import later, number, tr
from app.services.calibration import calibration_view
from app.ui import theme
from app.ui.bench import Bench
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import button, column, label, row

PROPOSALS, BANDS, RULES, CRITERIA, QUESTIONS = "proposals", "bands", "rules", "criteria", "questions"
_VIEWS = (
    (PROPOSALS, later("Proposals")),
    (BANDS, later("Bands and cells")),
    (RULES, later("Rules")),
    (CRITERIA, later("Criteria")),
    (QUESTIONS, later("Questions")),
)
_EMPTY = {
    PROPOSALS: later(
        "Nothing is proposed: either all is well, or there are too few cases to say. The other lists show them."
    ),
    BANDS: later("No lead has been moved yet."),
    RULES: later("No rule has counted yet."),
    CRITERIA: later("No criterion has been asked yet."),
    QUESTIONS: later("Every question has led to an answer."),
}


def _share(rate: Rate) -> str:
    return percent(rate.value) if rate.n >= SMALL else ""


def _between(rate: Rate) -> str:
    return (
        tr("{low} to {high}", low=percent(rate.low), high=percent(rate.high))
        if rate.n >= SMALL
        else tr("too few to say")
    )


def _axis(line: Any) -> str:
    return str(getattr(line, "axis", "cell"))


COLUMNS = {
    PROPOSALS: (
        Column("title", later("Proposal"), 360, lambda p: p.title, "strong", tip=lambda p: p.title),
        Column("why", later("Why"), 420, lambda p: p.why, stretch=True, tip=lambda p: p.why),
    ),
    BANDS: (
        Column("label", later("Band or cell"), 240, lambda b: b.label, "strong"),
        Column("axis", later("Of"), 70, _axis, "muted"),
        Column("rate", later("Became SQL"), 110, lambda b: _share(b.rate), "bar", share=lambda b: b.rate.value),
        Column("n", "n", 64, lambda b: number(b.rate.n), "number"),
        Column("between", later("Surely between"), 170, lambda b: _between(b.rate), "muted", stretch=True),
    ),
    RULES: (
        Column("label", later("Rule"), 250, lambda r: r.label, "strong", tip=lambda r: r.says),
        Column("points", later("Points"), 60, lambda r: f"{r.points:+d}", "number"),
        Column("with", later("With it"), 90, lambda r: _share(r.with_it), "bar", share=lambda r: r.with_it.value),
        Column("n", "n", 56, lambda r: number(r.with_it.n), "number"),
        Column("without", later("Without"), 90, lambda r: _share(r.without), "bar", share=lambda r: r.without.value),
        Column("m", "n", 56, lambda r: number(r.without.n), "number"),
        Column(
            "says",
            later("What it says"),
            240,
            lambda r: r.difference.says,
            stretch=True,
            tip=lambda r: r.says,
        ),
    ),
    CRITERIA: (
        Column("question", later("Criterion"), 330, lambda c: c.question, "strong", tip=lambda c: c.question),
        Column("stage", later("Stage"), 56, lambda c: c.stage.upper(), "muted"),
        Column("n", "n", 56, lambda c: number(c.n), "number"),
        Column("yes", later("Yes"), 56, lambda c: number(c.yes), "number"),
        Column("no", later("No"), 56, lambda c: number(c.no), "number"),
        Column("alone", later("Decided"), 70, lambda c: number(c.alone), "number"),
        Column("says", later("What it says"), 260, lambda c: c.says, stretch=True, tip=lambda c: c.says),
    ),
    QUESTIONS: (
        Column("text", later("Question"), 420, lambda q: q.text, "strong", tip=lambda q: q.text),
        Column("n", "n", 56, lambda q: number(q.n), "number"),
        Column("answered", later("Answered"), 80, lambda q: number(q.answered), "number"),
        Column("says", later("What it says"), 260, lambda q: q.says, stretch=True, tip=lambda q: q.says),
    ),
}


class CalibrationView(QWidget):
    """Asks for the figures when it comes on screen; a proposal goes into the draft only when somebody takes it."""

    steps_wanted = Signal(object)  # (steps, words for the history)
    item_wanted = Signal(object)  # (section id, key)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.says = label("", wrap=True)
        self.notes = label("", theme.FINE, tone="muted", wrap=True)
        self.choice = Segmented(tr("What to look at"), _VIEWS)
        self.choice.choose(PROPOSALS)
        self.choice.chosen.connect(lambda _: self._show())
        self.take = button(tr("Put it into the draft"), "plus")
        self.take.clicked.connect(self._take)
        bench.guard(self.take)
        self.shown = Stack()
        self.tables: dict[str, HeldTable] = {}
        self.views: dict[str, RowView] = {}
        for id, words in _VIEWS:
            words = tr(words)
            table = self.tables[id] = HeldTable(COLUMNS[id], self)
            view = self.views[id] = RowView(table, words, f"defining/{id}")
            view.empty = tr(_EMPTY[id])
            view.opened.connect(lambda _, id=id: self._open(id))
            view.current_changed.connect(lambda _: self._enable())
            self.shown.addWidget(view)
        whole = column(
            self.says,
            self.notes,
            row(self.choice, None, self.take),
            self.shown,
            edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL),
        )
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.choice)

    def refresh(self) -> None:
        """Ask for the figures."""
        self._bench.ask(calibration_view, then=self._draw, key="calibration")

    def _draw(self, found: Calibration) -> None:
        self.says.setText(found.says)
        self.notes.setText(" ".join(found.notes))
        self.notes.setVisible(bool(found.notes))
        self.tables[PROPOSALS].show_rows(found.proposals)
        self.tables[BANDS].show_rows((*found.bands, *found.cells))
        self.tables[RULES].show_rows(found.rules)
        self.tables[CRITERIA].show_rows(found.criteria)
        self.tables[QUESTIONS].show_rows(found.questions)
        self._show()

    def _show(self) -> None:
        self.shown.setCurrentWidget(self.views[self.choice.value])
        self._enable()

    def _enable(self) -> None:
        proposing = self.choice.value == PROPOSALS
        self.take.setVisible(proposing)
        self.take.setEnabled(proposing and self._current(PROPOSALS) is not None and not self._bench.read_only)

    def _current(self, id: str) -> Any:
        return self.tables[id].row_at(self.views[id].currentIndex().row())

    def _take(self) -> None:
        proposal = self._current(PROPOSALS)
        if proposal is not None:
            self.steps_wanted.emit((list(proposal.steps), proposal.title))
            self._bench.toast.say(tr("In the draft: {title}", title=proposal.title), tr("Undo"), self._undo)

    def _undo(self) -> None:
        self._bench.commands.act("edit.undo")

    def _open(self, id: str) -> None:
        line = self._current(id)
        if id == PROPOSALS:
            self._take()
        elif id == RULES:
            self.item_wanted.emit((f"{line.axis}_rules", line.rule))
        elif id == CRITERIA:
            self.item_wanted.emit(("criteria", line.criterion))
        elif id == QUESTIONS:
            self.item_wanted.emit(("questions", line.question))
