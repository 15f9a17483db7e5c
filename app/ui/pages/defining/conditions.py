"""A condition: one line in words, and a dialog that builds it from facts, tests and values without writing any."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from app.domain.conditions import Condition
from app.domain.playbook.condition_words import Labels, read, written
from app.domain.playbook.fact_words import FACT, FACTS_IN_WORDS
from app.domain.problems import Problem
from app.ui import theme
from app.ui.pages.defining.inputs import ChoiceInput, Input, LineInput, LongInput, NumberInput, Options
from app.ui.pages.defining.several import ChoicesInput
from app.ui.widgets.text import button, clear, column, label, row, tone

Written = dict[str, Any]  # a condition as a playbook writes it
OptionsOf = Callable[[str], Options]  # the entries of a vocabulary, the criteria, the seats ...

ALWAYS: Written = {}
_PLACES = (("all", "must hold"), ("any", "one of these must hold"), ("none", "must not hold"))
_TESTS = (
    ("is", "is"),
    ("has", "mentions"),
    ("at_least", "is at least"),
    ("at_most", "is at most"),
    ("known", "is known"),
    ("unknown", "is not known"),
)
_ANSWERS = (("yes", "are answered Yes"), ("not_yes", "are not all answered Yes"))
CRITERIA = "criteria"  # stands for the fact where answers are tested


class ConditionInput(Input):
    """The condition in words, with Build beside it. None is a value of its own where `required` is False."""

    def __init__(self, name: str, options: OptionsOf, *, required: bool = True, none: str = "") -> None:
        super().__init__(name)
        self._name, self._options, self._required = name, options, required
        self.words = LongInput(name, none if not required else "always")
        self.words.settled.connect(lambda _: self.settle())
        self.build = button("Build", name=f"Build: {name}")
        self.build.clicked.connect(self._open)
        box = column(self.words, row(self.build, None), space=theme.TIGHT)
        self.setLayout(box)
        self.setFocusProxy(self.words)

    def write(self, value: Any) -> None:
        """Show the condition in words."""
        text = "" if value is None else in_words(value, labels_from(self._options))
        self.words._shown = text
        self.words.write(text)

    def read(self) -> Any:
        """The condition as a playbook writes it. Raises Problem that says where the words are not understood."""
        text = self.words.read()
        if not text and not self._required:
            return None
        return as_written(read(text, labels_from(self._options))) if text else ALWAYS

    def show_value(self, value: Any) -> None:
        """Show a condition; how it is spelled makes no difference."""
        super().show_value(None if value is None else as_written(Condition.model_validate(value)))

    def _open(self) -> None:
        try:
            value = self.read()
        except Problem:
            value = self._shown
        Builder(self._name, value or ALWAYS, self._options, self._take, self).open()

    def _take(self, value: Written) -> None:
        self.write(value)
        self.settle()


def labels_from(options: OptionsOf) -> Labels:
    """The words of every list that facts take their values from."""
    return {of: options(of) for of in ("criterion", *(fact.of for fact in FACTS_IN_WORDS)) if of}


def in_words(value: Written, labels: Labels) -> str:
    """A written condition as people read it; nothing for one that always holds."""
    condition = Condition.model_validate(value)
    return "" if condition == Condition() else written(condition, labels)


def as_written(condition: Condition) -> Written:
    """A condition as a playbook writes it, without what it leaves open."""
    return condition.model_dump(mode="json", by_alias=True, exclude_defaults=True)


@dataclass(frozen=True, slots=True)
class Test:
    """One line of the dialog: where it counts and what it tests; `nested` is a group that has no line of its own."""

    place: str = "all"
    fact: str = ""
    test: str = "is"
    value: Any = ()
    nested: Condition | None = None


def tests_of(condition: Condition) -> list[Test]:
    """A condition as lines; groups within groups stay whole."""
    alone = condition.model_copy(update={"all": (), "any": (), "none": ()})
    found = [Test("all", *one) for one in _leaf(alone)]
    for place in ("all", "any", "none"):
        for part in getattr(condition, place):
            leaves = _leaf(part)
            simple = not (part.all or part.any or part.none)
            if simple and len(leaves) == 1:
                found.append(Test(place, *leaves[0]))
            elif simple and place == "all":
                found += [Test("all", *one) for one in leaves]
            else:
                found.append(Test(place, nested=part))
    return found


def _leaf(condition: Condition) -> list[tuple[str, str, Any]]:
    tests: list[tuple[str, str, Any]] = []
    fact = condition.fact
    if condition.is_:
        tests.append((fact, "is", condition.is_))
    if condition.has:
        tests.append((fact, "has", condition.has))
    if condition.at_least is not None:
        tests.append((fact, "at_least", condition.at_least))
    if condition.at_most is not None:
        tests.append((fact, "at_most", condition.at_most))
    if condition.known is not None:
        tests.append((fact, "known" if condition.known else "unknown", ()))
    if condition.yes:
        tests.append((CRITERIA, "yes", condition.yes))
    if condition.not_yes:
        tests.append((CRITERIA, "not_yes", condition.not_yes))
    return tests


def condition_of(tests: Sequence[Test]) -> Condition:
    """The condition that lines make together."""
    parts: dict[str, list[Condition]] = {"all": [], "any": [], "none": []}
    for one in tests:
        parts[one.place].append(one.nested if one.nested is not None else _condition(one))
    if len(parts["all"]) == 1 and not parts["any"] and not parts["none"]:
        return parts["all"][0]
    return Condition(all=tuple(parts["all"]), any=tuple(parts["any"]), none=tuple(parts["none"]))


def _condition(one: Test) -> Condition:
    if one.fact == CRITERIA:
        return Condition.model_validate({one.test: one.value})
    if one.test in ("known", "unknown"):
        return Condition(fact=one.fact, known=one.test == "known")
    return Condition.model_validate({"fact": one.fact, one.test: one.value})


class Builder(QDialog):
    """The lines of a condition, and below them what they say together."""

    def __init__(
        self, name: str, value: Mapping[str, Any], options: OptionsOf, then: Callable[[Written], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Condition: {name}")
        self._options, self._then = options, then
        self.lines: list[_Line] = []
        self._box = column(space=theme.TIGHT)
        inside = QWidget()
        inside.setProperty("part", "inside")
        inside.setLayout(column(self._box, None))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName("Tests")
        self.says = label("", wrap=True)
        add = button("Add a test", "plus")
        add.clicked.connect(lambda: self._add(Test(), focus=True))
        self.use = button("Use this condition", part="main")
        self.use.clicked.connect(self.accept)
        leave = button("Cancel")
        leave.clicked.connect(self.reject)
        self.setLayout(
            column(
                label(name, theme.LEAD, bold=True),
                area,
                row(add, None),
                label("In words", theme.FINE, tone="muted", bold=True),
                self.says,
                row(None, leave, self.use),
                edges=(theme.LARGE,) * 4,
            )
        )
        for test in tests_of(Condition.model_validate(value)) or [Test()]:
            self._add(test)
        self._say()
        self.resize(theme.px(860), theme.px(440))

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

    def _say(self) -> None:
        try:
            condition = self.condition()
        except Problem as problem:
            self._refuse(problem.message)
            return
        tone(self.says, "")
        words = (
            written(condition, labels_from(self._options)) if condition != Condition() else "Always: no test is set."
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
        self.place = ChoiceInput("How it counts", _PLACES)
        self.place.show_value(test.place)
        facts = [(CRITERIA, "Criteria"), *((fact.id, fact.label) for fact in FACTS_IN_WORDS)]
        self.fact = ChoiceInput("Fact", facts, required=False)
        self.fact.show_value(test.fact)
        self.rule: ChoiceInput = ChoiceInput("Test", _TESTS)
        self.value: Input = LineInput("Value")
        self._middle = row(space=theme.TIGHT)
        drop = button("", "x", part="quiet", name="Remove this test")
        drop.setToolTip("Remove this test")
        drop.clicked.connect(self.removed)
        self.place.setFixedWidth(theme.px(190))
        if self._nested is not None:
            self.fact.hide()
            self._middle.addWidget(label(written(self._nested, labels_from(options)), wrap=True), 1)
        box = row(self.place, self.fact, self._middle, drop, space=theme.TIGHT)
        box.setStretch(2, 1)
        self.setLayout(box)
        self.place.settled.connect(lambda _: self.changed.emit())
        self.fact.settled.connect(lambda _: self._on_fact())
        if self._nested is None:
            self._arrange(test.test, test.value)

    @property
    def blank(self) -> bool:
        """True where no fact is chosen yet."""
        return self._nested is None and not self.fact.read()

    def test(self) -> Test:
        """The line as it stands. Raises Problem where its value is missing."""
        if self._nested is not None:
            return Test(self.place.read(), nested=self._nested)
        fact, rule = self.fact.read(), self.rule.read()
        value: Any = ()
        if rule not in ("known", "unknown"):
            value = self.value.read()
            if isinstance(value, str):
                value = [word.strip() for word in value.split(",") if word.strip()]
            if value in ([], None, ""):
                raise Problem(f"Say what “{self.fact.box.currentText()}” must be.")
        return Test(self.place.read(), fact, rule, value)

    def _on_fact(self) -> None:
        self._arrange("yes" if self.fact.read() == CRITERIA else "is", ())
        self.changed.emit()

    def _on_rule(self) -> None:
        self._arrange(self.rule.read(), ())
        self.changed.emit()

    def _arrange(self, rule: str, value: Any) -> None:
        """Put the test and the value that fit the fact on the line."""
        clear(self._middle)
        fact = self.fact.read()
        if not fact:
            return
        tests = _ANSWERS if fact == CRITERIA else _TESTS
        self.rule = ChoiceInput("Test", tests)
        self.rule.show_value(rule)
        self.rule.setFixedWidth(theme.px(150))
        self.rule.settled.connect(lambda _: self._on_rule())
        self._middle.addWidget(self.rule)
        if rule in ("known", "unknown"):
            self._middle.addStretch(1)
            return
        self.value = self._value_input(fact, rule)
        self.value.show_value(value or None if rule in ("at_least", "at_most") else value)
        self.value.settled.connect(lambda _: self.changed.emit())
        self._middle.addWidget(self.value, 1)

    def _value_input(self, fact: str, rule: str) -> Input:
        if rule in ("at_least", "at_most"):
            return NumberInput("Value", required=False)
        words = "criterion" if fact == CRITERIA else FACT[fact].of
        if words and rule != "has":
            return ChoicesInput("Values", lambda: self._options(words), "choose at least one")
        return _Listed("Values, with commas between them", "one, another")


class _Listed(LineInput):
    """Several words on a line, with commas between them."""

    def write(self, value: Any) -> None:
        """Show the words."""
        super().write(value if isinstance(value, str) else ", ".join(value or ()))
