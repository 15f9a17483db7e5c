"""One gap by keyboard: the question, who owes the answer until when, what became of it and what that rests on."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QFormLayout, QPlainTextEdit, QWidget

from app.domain.counting import counted
from app.domain.gaps import Evidence, evidence_in, needed, severities, sides, statuses, ways
from app.domain.problems import Problem
from app.language import tr
from app.services.gaps import GapForm, add_gap, edit_gap, gap_form
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.strips.strip import line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Link, button, column, label, row, scrolling

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GapDialog(QDialog):
    """Adds a gap to a lead or account, or changes one; Ctrl+Enter saves from anywhere."""

    def __init__(
        self,
        bench: Bench,
        parent: QWidget,
        *,
        gap_id: int | None = None,
        lead_id: int | None = None,
        account_id: int | None = None,
        status: str = "",
    ) -> None:
        """`status` is what the person means to make of it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bench, self._gap_id, self._wish = bench, gap_id, status
        self.form: GapForm | None = None
        self.status: Segmented | None = None
        self.setWindowTitle(tr("Note a gap") if gap_id is None else tr("Gap"))
        self._build()
        self._lay_out()
        bench.ask(gap_form, gap_id, lead_id, account_id, then=self._draw, failed=self._failed)

    def _build(self) -> None:
        self.title = label(self.windowTitle(), theme.LEAD, bold=True)
        self.about, self.since = column(space=0), label("", theme.FINE, tone="muted", wrap=True)
        self.home, self.area, self.criterion, self.ground = (
            _box(name) for name in (tr("Whose"), tr("Area"), tr("Blocks"), tr("Rests on"))
        )
        self.question = _lines(tr("Open question"), 2)
        self.question.setPlaceholderText(tr("The gap, written as a question"))
        self.severity = Segmented(tr("Severity"), tuple(severities().items()))
        self.side = Segmented(tr("Owed by"), tuple(sides().items()))
        self.owner, self.due = line(tr("Owner"), tr("Who sees to it")), DateField(tr("Due"))
        self.answer = _lines(tr("Answer"), 3)
        self.evidence = line(tr("Evidence"), tr("What the answer rests on, in words"))
        self.asks = label("", theme.FINE, tone="muted", wrap=True)
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        self.save = button(tr("Note the gap") if self._gap_id is None else tr("Save the gap"), part="main")
        self.save.setDefault(True)
        self.save.setEnabled(False)  # until the form is there
        self.save.clicked.connect(self.commit)
        self.leave = button(tr("Cancel"))
        self.leave.clicked.connect(self.reject)
        for field in (self.question, self.answer):
            field.installEventFilter(self)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._state = column(space=0)
        rows: list[tuple[str, Any]] = [
            (tr("Whose"), self.home),
            (tr("Open question"), self.question),
            (tr("Severity"), row(self.severity, None)),
            (tr("Owed by"), row(self.side, None)),
            (tr("Owner"), self.owner),
            (tr("Due"), self.due),
            (tr("Area"), self.area),
            (tr("Blocks"), self.criterion),
            (tr("Status"), self._state),
            (tr("Answer"), self.answer),
            ("", self.asks),
            (tr("Rests on"), self.ground),
            (tr("Evidence"), self.evidence),
        ]
        for words, field in rows:
            form.addRow(words, field)
        self._form = form
        inside = QWidget()
        inside.setProperty("part", "inside")
        inside.setLayout(column(form, None))
        keys = label(tr("Ctrl+Enter saves, Esc leaves."), theme.FINE, tone="muted")
        whole = column(
            self.title,
            self.about,
            self.since,
            scrolling(inside),
            self.problem,
            row(keys, None, self.leave, self.save),
            edges=(theme.LARGE,) * 4,
        )
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self._show_rows(())
        self.resize(min(theme.px(640), 1000), min(theme.px(420 if self._gap_id is None else 600), 760))

    def _show_rows(self, hidden: tuple[Any, ...]) -> None:
        for field in (self.home, self._state, self.answer, self.asks, self.ground, self.evidence):
            self._form.setRowVisible(field, field not in hidden)

    # --- what it shows -----------------------------------------------------------------------------------------------

    def _draw(self, form: GapForm) -> None:
        self.form, gap = form, form.gap
        self._offer(form)
        if gap is None:
            self._show_rows((self._state, self.answer, self.asks, self.ground, self.evidence))
            self.severity.choose("slows")
            self.side.choose("theirs")
            self.owner.setText(form.owner)
            self.since.hide()
        else:
            self._show_rows((self.home,))
            self._show_gap(gap)
        self.save.setEnabled(not self.bench.read_only)
        (self.question if gap is None else self.answer).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer(self, form: GapForm) -> None:
        for home in form.homes:
            self.home.addItem(home.words)
        for area, words in self.bench.definitions.words("gap_area").items():
            self.area.addItem(words, area)
        self.criterion.addItem(tr("Nothing in particular"), "")
        for id, question in form.criteria:
            self.criterion.addItem(question, id)
        self.ground.addItem(tr("Words alone"), "")
        for ground in form.grounds:
            self.ground.addItem(ground.words, Evidence("", ground.source, ground.id).written())
        names = QCompleter(list(form.owners), self.owner)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.owner.setCompleter(names)

    def _show_gap(self, gap: Any) -> None:
        self.question.setPlainText(gap.question)
        self.severity.choose(gap.severity)
        self.side.choose(gap.owed_by)
        self.owner.setText(gap.owner)
        self.due.show_day(gap.due)
        _choose(self.area, gap.area, gap.area_label)
        _choose(self.criterion, gap.criterion, gap.criterion_question)
        self.answer.setPlainText(gap.answer)
        kept = evidence_in(gap.evidence)
        self.evidence.setText(kept.words)
        if kept.source:
            _choose(self.ground, Evidence("", kept.source, kept.source_id).written(), tr("What was named before"))
        whole = tr("the whole account")
        named = " · ".join(part for part in (gap.account, gap.person or whole) if part)
        self.whose = Link(named, tr("Open {name}", name=named), elide=True)
        self.whose.clicked.connect(self._open_whose)
        self.about.addWidget(self.whose)
        self.since.setText(_since(gap))
        known = statuses()
        possible = {gap.status, *ways(gap.status)}
        self.status = Segmented(tr("Status"), [(id, known[id]) for id in known if id in possible], in_a_row=3)
        self.status.choose(self._wish if self._wish in ways(gap.status) else gap.status)
        self.status.chosen.connect(lambda _: self._say_needed())
        self._state.addLayout(row(self.status, None))
        self._say_needed()

    def _open_whose(self) -> None:
        """Leave for the lead or the account; nothing that was typed is saved."""
        gap = self.form.gap if self.form is not None else None
        if gap is not None:
            self.reject()
            wanted = self.bench.lead_wanted if gap.lead_id is not None else self.bench.account_wanted
            wanted.emit(gap.lead_id if gap.lead_id is not None else gap.account_id)

    def _say_needed(self) -> None:
        """Say what the status that is chosen needs."""
        gap = self.form.gap if self.form is not None else None
        if gap is None or self.status is None:
            return
        wants = needed(self.status.value, gap.status) if self.status.value != gap.status else ""
        said = {
            "": "",
            "due": tr("Until when do we wait? Give it a date."),
            "answer": tr("Write the answer."),
            "why": tr("Write why."),
        }[wants]
        if not wants and gap.unsettled:
            said = tr("An answer that is written here answers the gap.")
        self.asks.setText(said)
        if wants == "why" and self.status.value == "open":
            self.answer.setPlainText("")
            self.asks.setText(tr("Write why it is open again; the former answer is kept with it."))

    # --- saving ------------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Save what is written; what is missing is said here."""
        if self.form is None or not self.save.isEnabled():
            return
        if self.due.text().strip() and self.due.day is None:
            self._refuse(tr("Write the date like +3d, fri or 2026-12-01."))
            self.due.setFocus()
            return
        self.save.setEnabled(False)
        if self.form.gap is None:
            self._add()
        else:
            self.bench.do(edit_gap, self.form.gap.id, self._changes(), then=self._saved, failed=self._failed)

    def _add(self) -> None:
        assert self.form is not None
        home = self.form.homes[self.home.currentIndex()]
        self.bench.do(
            add_gap,
            home.lead_id,
            self.question.toPlainText(),
            str(self.area.currentData()),
            self.severity.value,
            self.side.value,
            self.owner.text().strip(),
            self.due.day,
            str(self.criterion.currentData()),
            account_id=home.account_id if home.lead_id is None else None,
            then=self._saved,
            failed=self._failed,
        )

    def _changes(self) -> dict[str, Any]:
        """What differs from what was there before."""
        assert self.form is not None
        gap, ground = self.form.gap, evidence_in(str(self.ground.currentData()))
        now: dict[str, Any] = {
            "question": self.question.toPlainText().strip(),
            "severity": self.severity.value,
            "owed_by": self.side.value,
            "owner": self.owner.text().strip(),
            "due": self.due.day,
            "area": self.area.currentData(),
            "criterion": self.criterion.currentData(),
            "evidence": Evidence(self._rests_on(ground), ground.source, ground.source_id).written(),
            "answer": self.answer.toPlainText().strip(),
        }
        changes = {name: value for name, value in now.items() if value != getattr(gap, name)}
        if self.status is not None and gap is not None and self.status.value != gap.status:
            changes["status"] = self.status.value
            changes["answer"] = now["answer"]
        return changes

    def _rests_on(self, ground: Evidence) -> str:
        """The words that were written; without any, what the file or touch is called."""
        return self.evidence.text().strip() or (self.ground.currentText() if ground.source else "")

    def _saved(self, changed: Any) -> None:
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(self.form is not None)
        if isinstance(error, Problem):
            self._refuse(error.message)
        else:
            self.bench.problems.show(error)

    def _refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In a field of several lines Tab goes on to the next field, and Ctrl+Enter saves."""
        pressed = event if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if pressed is not None and pressed.key() in _ENTER and _held(pressed):
            self.commit()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves from any field."""
        if event.key() in _ENTER and _held(event):
            self.commit()
        else:
            super().keyPressEvent(event)


def _held(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _since(gap: Any) -> str:
    raised = tr("Raised {ago} by {who}", ago=dates.ago(gap.raised_at), who=gap.raised_by or tr("nobody"))
    age = "" if gap.unsettled else tr("settled after {days}", days=counted(gap.age, "day"))
    late = tr("overdue since {day}", day=dates.exact(gap.due)) if gap.overdue else ""
    return " · ".join(part for part in (raised, age, late) if part)


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    return made


def _choose(box: QComboBox, value: Any, words: str) -> None:
    """Choose what was kept; what the list has no more is shown as it was."""
    at = next((at for at in range(box.count()) if box.itemData(at) == value), -1)
    if at < 0:
        box.addItem(words, value)
        at = box.count() - 1
    box.setCurrentIndex(at)


def _lines(name: str, count: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * count + theme.px(14))
    return made
