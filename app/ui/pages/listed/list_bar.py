"""The bar above a list: text as one types, what is asked of columns, counts, saved views, columns."""

from collections.abc import Sequence

from app.domain.listing import Condition
from app.language import tr
from app.ui import theme
from app.ui.command_table import told_of
from app.ui.pages.listed.asking_bar import AskingBar
from app.ui.pages.listed.condition_chips import ConditionChips
from app.ui.widgets.flow import Flow
from app.ui.widgets.reading_order import read_in_order
from app.ui.widgets.text import button, column, label


class ListBar(AskingBar):
    """Keeps a ListFilter; what its conditions say in words comes with the rows."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.by_column = button(tr("Any column…"), name=tr("Filter by any column"))
        self.by_column.setToolTip(told_of("edit.by_column"))
        self.by_column.clicked.connect(self.column_wanted)
        line = self._line(self.text, self.by_column, self.count, self.columns, self.reset)
        self._lines = Flow()
        self._chips = ConditionChips(self._lines, self._drop)
        self.problem = label("", tone="bad", wrap=True)
        self.problem.setContentsMargins(theme.MIDDLE, 0, theme.MIDDLE, theme.SMALL)
        self.problem.hide()
        self.setLayout(column(line, self._lines, self.problem, space=0))
        self._draw(())

    def clear(self) -> None:
        """Let everything pass, and type what is looked for next."""
        super().clear()
        self.text.setFocus()

    def say(self, words: Sequence[str]) -> None:
        """The conditions in words, as they are in force."""
        self.problem.hide()
        self._draw(words)

    def refuse(self, sentence: str) -> bool:
        """Say it below the conditions; their chips stay, so that they can be taken away."""
        self._draw([one.column for one in self.filter.conditions])
        self.problem.setText(sentence)
        self.problem.show()
        return True

    def words(self) -> list[str]:
        """What is asked for, as people read it."""
        return [*self._typed(), *self._said]

    def _drop(self, condition: Condition) -> None:
        super()._drop(condition)
        self.left.emit()

    def _draw(self, words: Sequence[str]) -> None:
        self._said = list(words)
        self._lines.setContentsMargins(theme.MIDDLE, 0, theme.MIDDLE, theme.SMALL if words else 0)
        conditions = self.filter.conditions[: len(words)]
        self._chips.show(conditions, words[: len(conditions)])
        read_in_order(self)
        self.reset.setVisible(self.restricts)
