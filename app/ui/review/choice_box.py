"""A box of few choices that is never wider than its place: the words in full are in the list and in the tooltip."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy

from app.ui import theme


class ChoiceBox(QComboBox):
    """Tells what a person chose by what it stands for."""

    picked = Signal(object)

    def __init__(self, name: str, wide: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(wide))
        self.setMaximumWidth(theme.px(wide))
        self.activated.connect(lambda at: self.picked.emit(self.itemData(at)))

    def offer(self, choices: Iterable[tuple[Any, str]], chosen: Any) -> None:
        """Offer these, one of them chosen, without telling anybody."""
        self.blockSignals(True)
        self.clear()
        for stands_for, words in choices:
            self.addItem(words, stands_for)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        self.blockSignals(False)
        self.setToolTip(self.currentText())
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        self.view().setMinimumWidth(min(widest + 3 * theme.HUGE, theme.px(460)))

    def step(self, by: int) -> bool:
        """Choose another one up or down the list, as if by hand; False at its end."""
        to = self.currentIndex() + by
        if not 0 <= to < self.count():
            return False
        self.setCurrentIndex(to)
        self.picked.emit(self.itemData(to))
        return True
