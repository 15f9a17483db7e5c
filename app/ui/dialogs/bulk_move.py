"""One reason for many leads: where they go, what was learned, what is next; some pass the gate with their own."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QWidget

from app.domain.counting import counted
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.language import number, tr, tr_many
from app.services.bulk_moves import MovePlan, look_at_moves
from app.services.moves import move_many
from app.ui import theme
from app.ui.bench import Bench
from app.ui.dialogs.stopped_list import StoppedList
from app.ui.strips.strip import line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.text import button, column, label, row

NAMED = 5  # of those who are warned of


class BulkMoveDialog(QDialog):
    """Every lead passes the same gate. Who it stops is shown before anything moves, and stays or goes past it."""

    def __init__(self, bench: Bench, lead_ids: list[int], parent: QWidget, to: Stage | str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Move leads"))
        self._bench, self._ids = bench, lead_ids
        self._stopped: set[int] = set()  # seen by the person
        self._warned: set[int] = set()  # as well
        self._build(bench)
        if to:  # where to was said by the key: what was learned is asked first
            kind = "stage" if isinstance(to, Stage) else "path"
            ways = [tuple(self.target.itemData(at)) for at in range(self.target.count())]
            self.target.setCurrentIndex(ways.index((kind, to)))
            self.learned.setFocus()
        self.target.currentIndexChanged.connect(self._forget)
        self.stopped.ticked.connect(lambda _: self._say_how_many())
        self._say_how_many()

    def _build(self, bench: Bench) -> None:
        self.target = QComboBox()
        self.target.setAccessibleName(tr("Where to"))
        for path in bench.playbook.paths:
            self.target.addItem(path.label, ("path", path.id))
        for stage in Stage:
            self.target.addItem(tr("{label} (stage)", label=stage.label), ("stage", stage))
        self.learned, self.next = line(tr("What was learned")), line(tr("What happens next"))
        self.due, self.owner = DateField(tr("Date of the next step")), line(tr("Owner"), bench.by)
        self.owner.setText(bench.by)
        form = QFormLayout()
        for words, field in (
            (tr("Where to"), self.target),
            (tr("Learned"), self.learned),
            (tr("Next"), self.next),
            (tr("Date"), self.due),
            (tr("Owner"), self.owner),
        ):
            form.addRow(words, field)
        self.about = label("", tone="muted", wrap=True)
        self.warning = label("", tone="wait", wrap=True)
        self.stopped = StoppedList()
        self.detail = label("", theme.FINE, tone="muted", wrap=True)
        self.stopped.told.connect(self.detail.setText)
        self.problem = label("", tone="bad", wrap=True)
        self.act, self.leave = button("", part="main"), button(tr("Cancel"))
        self.act.setDefault(True)
        self.act.clicked.connect(self.commit)
        self.leave.clicked.connect(self.reject)
        title = tr("Move {leads} with one reason", leads=counted(len(self._ids), "lead"))
        whole = column(
            label(title, theme.LEAD, bold=True), form, self.warning, self.about, self.stopped, self.detail, None,
            self.problem, row(None, self.leave, self.act), edges=(theme.LARGE,) * 4,
        )  # fmt: skip
        whole.setStretch(4, 1000)  # all the room, once it is there
        self.setLayout(whole)
        self._hide()
        self.resize(theme.px(560), theme.px(340))

    def _forget(self) -> None:
        """Another target has another gate."""
        self._stopped, self._warned = set(), set()
        self.stopped.clear()
        self._hide()
        self._say_how_many()

    def _hide(self) -> None:
        for one in (self.warning, self.about, self.stopped, self.detail, self.problem):
            one.hide()

    def _say_how_many(self) -> None:
        staying = len(self._stopped - set(self.stopped.past_gate()))
        moving = len(self._ids) - staying
        words = tr_many("Move {count} lead", "Move {count} leads", moving)
        if staying:
            words = tr("{move}, leave {staying}", move=words, staying=number(staying))
        self.act.setText(words)
        self.act.setEnabled(moving > 0)

    # --- moving ------------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Look first who would be stopped; where everybody was seen already, move."""
        words = self._words()
        try:
            self.stopped.check()
            words["reason"].written(open_after=False)
        except Problem as problem:
            self._refuse(problem)
            return
        self.problem.hide()
        self.act.setEnabled(False)
        self._bench.ask(
            look_at_moves,
            self._ids,
            **words,
            then=lambda plan: self._looked(plan, words),
            failed=self._failed,
            key="bulk.look",
        )

    def _words(self) -> dict[str, Any]:
        kind, value = self.target.currentData()
        reason = Reason(self.learned.text(), self.next.text(), self.due.day, self.owner.text())
        own = {id: replace(reason, learned=learned) for id, learned in self.stopped.learned().items()}
        where = {"stage": Stage(value)} if kind == "stage" else {"path": value}
        return {**where, "reason": reason, "overrides": own, "past_gate": self.stopped.past_gate()}

    def _looked(self, plan: MovePlan, words: dict[str, Any]) -> None:
        stopped = {one.id: one for one in plan.stopped}
        ticked = [stopped[id] for id in words["past_gate"] if id in stopped]
        if ticked:  # a reason that is none
            self._refuse(Problem(f"{ticked[0].name}: {ticked[0].says}"))
        elif plan.stopped and len({one.says for one in plan.stopped}) == 1 and not plan.moves and not _by_gate(plan):
            self._refuse(Problem(plan.stopped[0].says))  # the words themselves, not the leads
        elif set(stopped) <= self._stopped and {one.id for one in plan.warned} <= self._warned:
            self._bench.do(move_many, self._ids, **words, then=lambda _: self.accept(), failed=self._failed)
        else:
            self._show_warned(plan)
            if plan.stopped:
                self._show_stopped(plan)
            self._say_how_many()
            (self.stopped if plan.stopped else self.act).setFocus()

    def _show_warned(self, plan: MovePlan) -> None:
        """Committees with gaps, where the playbook only warns: seen once, the same button moves."""
        self._warned = {one.id for one in plan.warned}
        named = [f"{one.name}: {one.says}" for one in plan.warned[:NAMED]]
        if (more := len(plan.warned) - NAMED) > 0:
            named.append(tr_many("and {count} more", "and {count} more", more))
        says = tr_many(
            "{count} would move although something is missing on its committee:",
            "{count} would move although something is missing on their committees:",
            len(plan.warned),
        )
        self.warning.setText("\n".join((says, *named)))
        self.warning.setVisible(bool(plan.warned))

    def _show_stopped(self, plan: MovePlan) -> None:
        before = set(self.stopped.past_gate())
        self._stopped = {one.id for one in plan.stopped} | before
        self.stopped.show_stopped(plan.stopped)
        says = tr_many(
            "{count} lead would stay where it is.", "{count} leads would stay where they are.", len(plan.stopped)
        )
        if _by_gate(plan):
            says = tr("{says} Tick those that go past the gate and write why; it is marked for ever.", says=says)
        self.about.setText(says)
        self.about.show()
        self.stopped.show()
        self.detail.show()
        self.resize(max(self.width(), min(theme.px(860), 1240)), max(self.height(), min(theme.px(620), 760)))

    def _refuse(self, problem: Problem) -> None:
        self._say_how_many()
        self.problem.setText(problem.message)
        self.problem.show()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Problem):
            self._refuse(error)
        else:
            self._say_how_many()
            self._bench.problems.show(error)


def _by_gate(plan: MovePlan) -> bool:
    return any(one.by_gate for one in plan.stopped)
