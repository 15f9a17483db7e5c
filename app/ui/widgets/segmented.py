"""A choice of few, all visible: Yes / No / Unknown and the like."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from app.language import tr
from app.ui.widgets.flow import Flow
from app.ui.widgets.text import button


class Segmented(QWidget):
    """Buttons in a row of which one is down."""

    chosen = Signal(object)  # the id, by the person

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], *, in_a_row: int = 0, flows: bool = False
    ) -> None:
        """`in_a_row` of them stand beside each other, 0 for all; one that flows has as many as there is room for."""
        super().__init__()
        self.setAccessibleName(name)
        self._name = name
        self._group = QButtonGroup(self)
        self._ids = [id for id, _ in choices]
        box = QGridLayout()
        box.setSpacing(0)
        box.setContentsMargins(0, 0, 0, 0)
        lines = Flow(space=0)
        for at, words in enumerate(tr(words) for _, words in choices):
            segment = button(words, part="segment", name=f"{name}: {words}")
            segment.setCheckable(True)
            self._group.addButton(segment, at)
            if flows:
                lines.addWidget(segment)
            else:
                box.addWidget(segment, *(divmod(at, in_a_row) if in_a_row else (0, at)))
        self.setLayout(lines if flows else box)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._ids[at]))

    def choose(self, id: str) -> None:
        """Press one, without telling anybody; Tab stops at it, arrows go to the others."""
        if id in self._ids:
            down = self._group.button(self._ids.index(id))
            down.setChecked(True)
            for segment in self._group.buttons():
                stops = segment is down
                segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def release(self) -> None:
        """Let none be down, until somebody says which."""
        self._group.setExclusive(False)
        for segment in self._group.buttons():
            segment.setChecked(False)
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.setExclusive(True)

    def say(self, id: str, words: str) -> None:
        """Write something else on one of the buttons, such as how many it stands for."""
        if id in self._ids:
            segment = self._group.button(self._ids.index(id))
            segment.setText(words)
            segment.setAccessibleName(f"{self._name}: {words}")

    def take_focus(self) -> None:
        """Give the keyboard to the one that is down, to the first where none is."""
        (self._group.checkedButton() or self._group.buttons()[0]).setFocus()

    @property
    def value(self) -> str:
        """The id that is down, or nothing."""
        at = self._group.checkedId()
        return self._ids[at] if at >= 0 else ""
