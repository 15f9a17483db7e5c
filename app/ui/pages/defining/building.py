"""The dialog that builds a condition from facts, tests and values, without writing any."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from app.domain.conditions import Condition
from app.domain.playbook.condition_words import written
from app.domain.playbook.fact_words import FACT, FACTS_IN_WORDS
from app.domain.problems import Problem
from app.language import later, tr
from app.ui import theme
from app.ui.pages.defining.condition_lines import (
    CRITERIA,
    WITHOUT_VALUE,
    Test,
    condition_of,
    tests_for,
    tests_of,
)
from app.ui.pages.defining.condition_words import OptionsOf, Written, as_written, labels_from
from app.ui.pages.defining.inputs import ChoiceInput, Input, LineInput, NumberInput
from app.ui.pages.defining.several import ChoicesInput
from app.ui.widgets.text import button, clear, column, label, row, tone

_PLACES = (("all", later("must hold")), ("any", later("one of these must hold")), ("none", later("must not hold")))


class Builder(QDialog):
    """The lines of a condition, and below them what they say together."""

    def __init__(
        self, name: str, value: Mapping[str, Any], options: OptionsOf, then: Callable[[Written], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Condition: {name}", name=name))
        self._options, self._then = options, then
        self.lines: list[_Line] = []
        self._box = column(space=theme.TIGHT)
        inside = QWidget()
        inside.setProperty("part", "inside")
        inside.setLayout(column(self._box, None))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.says = label("", wrap=True)
        self.add = button(tr("Add a test"), "plus")
        self.add.clicked.connect(lambda: self._add(Test(), focus=True))
        self.use = button(tr("Use this condition"), part="main")
        self.use.clicked.connect(self.accept)
        self.leave = button(tr("Cancel"))
        self.leave.clicked.connect(self.reject)
        self.setLayout(
            column(
                label(name, theme.LEAD, bold=True),
                area,
                row(self.add, None),
                label(tr("In words"), theme.FINE, tone="muted", bold=True),
                self.says,
                row(None, self.leave, self.use),
                edges=(theme.LARGE,) * 4,
            )
        )
        for test in tests_of(Condition.model_validate(value)) or [Test()]:
            self._add(test)
        self._say()
        self.resize(min(theme.px(860), 1240), min(theme.px(440), 760))
        self.lines[0].fact.setFocus()

    def condition(self) -> Condition:
        """What the lines say together. Raises Problem for one that is not complete."""
        return condition_of([line.test() for line in self.lines if not line.blank])

    def accept(self) -> None:
        """Use the condition, if it is complete."""
        try:
            condition = self.condition()
        except Problem as problem:
            self._refuse(problem.message)
            return
        super().accept()
        self._then(as_written(condition))
        self.deleteLater()

    def _add(self, test: Test, *, focus: bool = False) -> None:
        line = _Line(test, self._options)
        line.changed.connect(self._say)
        line.removed.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._box.addWidget(line)
        if focus:
            line.fact.setFocus()
        self._say()

    def _remove(self, line: "_Line") -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self._say()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes through the lines as they are read, then to what stands below them; values come and go."""
        stops = [stop for line in self.lines for stop in line.stops if stop.isVisible()]
        stops += [self.add, self.leave, self.use]
        at = next((at for at, stop in enumerate(stops) if stop.hasFocus()), -1 if forwards else 0)
        stops[(at + (1 if forwards else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _say(self) -> None:
        try:
            condition = self.condition()
        except Problem as problem:
            self._refuse(problem.message)
            return
        tone(self.says, "")
        words = (
            written(condition, labels_from(self._options))
            if condition != Condition()
            else tr("Always: no test is set.")
        )
        self.says.setText(words)

    def _refuse(self, words: str) -> None:
        tone(self.says, "bad")
        self.says.setText(words)


class _Line(QWidget):
    """One test: where it counts, the fact, the test, the value."""

    changed = Signal()
    removed = Signal()

    def __init__(self, test: Test, options: OptionsOf) -> None:
        super().__init__()
        self._options, self._nested = options, test.nested
        self.place = ChoiceInput(tr("How it counts"), [(id, tr(words)) for id, words in _PLACES])
        self.place.show_value(test.place)
        facts = [(CRITERIA, tr("Criteria")), *((fact.id, tr(fact.label)) for fact in FACTS_IN_WORDS)]
        self.fact = ChoiceInput(tr("Fact"), facts, required=False)
        self.fact.show_value(test.fact)
        self.rule: ChoiceInput | None = None
        self.value: Input | None = None  # a test such as "is known" asks for none
        self._test_place, self._value_place = row(), row()
        self.drop = button("", "x", part="quiet", name=tr("Remove this test"))
        self.drop.setToolTip(tr("Remove this test"))
        self.drop.clicked.connect(self.removed)
        self.place.setFixedWidth(theme.px(190))
        if self._nested is not None:
            self.fact.hide()
            self._value_place.addWidget(label(written(self._nested, labels_from(options)), wrap=True), 1)
        box = row(self.place, self.fact, self._test_place, self._value_place, self.drop, space=theme.TIGHT)
        box.setStretch(3, 1)
        self.setLayout(box)
        self.place.settled.connect(lambda _: self.changed.emit())
        self.fact.settled.connect(lambda _: self._on_fact())
        if self._nested is None:
            self._arrange(test)

    @property
    def blank(self) -> bool:
        """True where no fact is chosen yet."""
        return self._nested is None and not self.fact.read()

    @property
    def _rule(self) -> str:
        return str(self.rule.read()) if self.rule is not None else ""

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in the order of reading."""
        inputs = [made for made in (self.place, self.fact, self.rule, self.value) if made is not None]
        return (*(made.focusProxy() or made for made in inputs), self.drop)

    def test(self) -> Test:
        """The line as it stands. Raises Problem where its value is missing."""
        if self._nested is not None:
            return Test(self.place.read(), nested=self._nested)
        fact, rule = self.fact.read(), self._rule
        value: Any = ()
        if self.value is not None:
            value = self.value.read()
            if isinstance(value, str):
                value = [word.strip() for word in value.split(",") if word.strip()]
            if value in ([], None, ""):
                raise Problem(
                    tr("Choose at least one criterion.")
                    if fact == CRITERIA
                    else tr("Say what “{currentText}” must be.", currentText=self.fact.box.currentText())
                )
        return Test(self.place.read(), fact, rule, value)

    def _on_fact(self) -> None:
        self._arrange(Test(fact=self.fact.read(), test=""))
        self.changed.emit()

    def _on_rule(self) -> None:
        self._ask_value(())
        self.changed.emit()

    def _arrange(self, test: Test) -> None:
        """Put the tests that fit the fact on the line, and the value that fits the test."""
        clear(self._test_place)
        self.rule = None
        if test.fact:
            tests = tests_for(test.fact, test.test)
            self.rule = made = ChoiceInput(tr("Test"), tests)
            made.show_value(test.test or tests[0][0])
            made.setFixedWidth(theme.px(150))
            made.settled.connect(lambda _: self._on_rule())
            self._test_place.addWidget(made)
            made.show()  # now, so that Tab finds it
        self._ask_value(test.value)

    def _ask_value(self, value: Any) -> None:
        """Ask for the value of the test; the test itself keeps the keyboard."""
        clear(self._value_place)
        self.value = None
        fact, rule = self.fact.read(), self._rule
        if not fact or rule in WITHOUT_VALUE:
            self._value_place.addStretch(1)
            return
        self.value = made = self._value_input(fact, rule, value)
        made.show_value(None if value == () else value)
        made.settled.connect(lambda _: self.changed.emit())
        self._value_place.addWidget(made, 1)
        made.show()

    def _value_input(self, fact: str, rule: str, value: Any) -> Input:
        if rule in ("at_least", "at_most"):
            return NumberInput(tr("Value"), required=False)
        words = "criterion" if fact == CRITERIA else FACT[fact].of
        parts = rule == "has" and any(one not in dict(self._options(words)) for one in value or ()) if words else False
        if words and not parts:  # what is mentioned may be a part of a word too
            return ChoicesInput(
                tr("Criteria") if fact == CRITERIA else tr(FACT[fact].label),
                lambda: self._options(words),
                tr("choose at least one"),
            )
        return _Listed(tr("Values, with commas between them"), tr("one, another"))


class _Listed(LineInput):
    """Several words on a line, with commas between them."""

    def write(self, value: Any) -> None:
        """Show the words."""
        super().write(value if isinstance(value, str) else ", ".join(value or ()))
