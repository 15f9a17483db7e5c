"""One more condition of a filter: a column, a test, and what it is tested against."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.domain.listing import ANY_NUMBER, TESTS, Condition, Kind, Test, checked, days_of, number_in
from app.domain.problems import Problem
from app.language import later, number, tr
from app.services.lists.places import AnyFilter, columns, columns_of
from app.services.lists.reading import counts
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.widgets.finder import Finder
from app.ui.widgets.text import button, column, label, row

_ID = Qt.ItemDataRole.UserRole
_HINTS = {
    Test.LAST_DAYS: later("Number of days, such as 30"),
    Test.NEXT_DAYS: later("Number of days, such as 14"),
    Test.ON_OR_AFTER: later("A date, such as 2026-11-01"),
    Test.BEFORE: later("A date, such as 2026-11-01"),
    Test.BETWEEN: later("From"),
}


class ConditionDialog(QDialog):
    """Column and test from lists; values are typed, or ticked where the list has few of them."""

    def __init__(
        self, bench: Bench, place: str, filter: AnyFilter, then: Callable[[Condition], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Filter by a column"))
        self._bench, self._place, self._filter, self._then = bench, place, filter, then
        self._columns: Sequence[Any] = ()
        self.column, self.test = QComboBox(), QComboBox()
        self.column.setAccessibleName(tr("Column"))
        self.test.setAccessibleName(tr("Test"))
        self.one, self.other = QLineEdit(), QLineEdit()
        self.one.setAccessibleName(tr("Value"))
        self.other.setAccessibleName(tr("Up to"))
        self.other.setPlaceholderText(tr("Up to"))
        self.values = QListWidget()
        self.values.setAccessibleName(tr("Values; Space ticks one"))
        self.narrow = Finder(tr("Find a value"), tr("Find a value"), self.values)
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        self.act = button(tr("Filter"), part="main")
        self.act.setDefault(True)
        leave = button(tr("Cancel"))
        self.act.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        self.column.activated.connect(lambda _: self._on_column())
        self.test.activated.connect(lambda _: self._arrange())
        self.narrow.typed.connect(self._narrow)
        whole = column(
            label(tr("Filter by a column"), theme.LEAD, bold=True),
            row(self.column, self.test),
            row(self.one, self.other),
            self.narrow,
            self.values,
            self.problem,
            None,
            row(None, leave, self.act),
            edges=(theme.LARGE,) * 4,
        )
        whole.setStretch(4, 20)
        self.setLayout(whole)
        self.resize(theme.px(520), theme.px(420))
        self._draw(columns(place))
        bench.ask(columns_of, place, then=self._add, key="condition/columns")

    def begin_with(self, column: str) -> None:
        """Choose a column once they are there."""
        at = self.column.findData(column)
        if at >= 0:
            self.column.setCurrentIndex(at)
            self._on_column()

    def accept(self) -> None:
        """Filter by it, if it is complete."""
        try:
            condition = self._condition()
        except Problem as problem:
            self.problem.setText(problem.message)
            self.problem.show()
            return
        super().accept()
        self._then(condition)

    def _draw(self, found: Sequence[Any]) -> None:
        self._columns = found
        for one in found:
            self.column.addItem(one.label, one.id)
        self._on_column()
        self.column.setFocus()

    def _add(self, found: Sequence[Any]) -> None:
        """Offer what only this workspace has, such as a further fact of an import."""
        known = {one.id for one in self._columns}
        new = [one for one in found if one.id not in known]
        self._columns = (*self._columns, *new)
        for one in new:
            self.column.addItem(one.label, one.id)

    def _on_column(self) -> None:
        one = self._columns[self.column.currentIndex()]
        self.test.clear()
        for test in TESTS[one.kind]:
            self.test.addItem(test.label, test.value)
        self.values.clear()
        self._arrange()

    def _arrange(self) -> None:
        """Show what the test needs: nothing, one value, two, or a list of them."""
        test = Test(self.test.currentData())
        several = test.takes == ANY_NUMBER
        self.one.setVisible(not several and test.takes != 0)
        self.one.setPlaceholderText(tr(_HINTS.get(test, later("Value"))))
        self.other.setVisible(test.takes == 2)
        self.narrow.setVisible(several)
        self.values.setVisible(several)
        if several and not self.values.count():
            name = str(self.column.currentData())
            self._bench.ask(counts, self._place, self._filter, name, then=self._offer, key="condition/values")

    def _offer(self, found: Sequence[Any]) -> None:
        for one in found:
            item = QListWidgetItem(f"{one.label or tr('empty')}   {number(one.count)}")
            item.setData(_ID, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.values.addItem(item)

    def _narrow(self) -> None:
        words = self.narrow.text().casefold().split()
        for at in range(self.values.count()):
            item = self.values.item(at)
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def _condition(self) -> Condition:
        test = Test(self.test.currentData())
        values: tuple[str, ...] = ()
        if test.takes == ANY_NUMBER:
            items = [self.values.item(at) for at in range(self.values.count())]
            values = tuple(str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked)
            if not values:
                raise Problem(tr("Tick at least one value."))
        elif test.takes:
            typed = [self.one.text().strip(), self.other.text().strip()][: test.takes]
            if not all(typed):
                raise Problem(tr("Write what the column is tested against."))
            values = tuple(typed)
        one = self._columns[self.column.currentIndex()]
        made = checked(Condition(one.id, test, values), one.kind, one.label)
        if one.kind is Kind.NUMBER or test in (Test.LAST_DAYS, Test.NEXT_DAYS):
            for value in made.values:
                number_in(value)
        elif one.kind is Kind.DATE and made.values:
            days_of(made, dates.today())  # only to hear whether it can be read
        return made
