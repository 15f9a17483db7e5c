"""For which other leads of the call an answer counts: a box for each, all of them by one key."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.language import tr
from app.ui import theme
from app.ui.command_table import told_of, with_key
from app.ui.widgets.flow import Flow
from app.ui.widgets.text import clear, label


class SharedField(QWidget):
    """Hidden where the call is about one lead; an answer begins as one about the lead in hand alone."""

    changed = Signal()  # by a person

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Other leads for which the answer counts"))
        self.boxes: dict[int, QCheckBox] = {}
        self._offered: tuple[tuple[int, str], ...] = ()
        self._flow = Flow(space=theme.SMALL)
        self.setLayout(self._flow)
        self.hide()

    def offer(self, others: Sequence[tuple[int, str]]) -> None:
        """The other leads of the call, with their names; what was ticked of them stays ticked."""
        if tuple(others) == self._offered:
            return
        ticked, self._offered = self.leads, tuple(others)
        clear(self._flow)
        says = label(with_key(tr("Counts as well for"), "call.share"), theme.FINE, tone="muted")
        self._flow.addWidget(says)
        self.boxes = {id: self._box(name) for id, name in others}
        says.setMinimumHeight(max((box.sizeHint().height() for box in self.boxes.values()), default=0))
        self.setVisible(bool(others))
        self._tick(ticked)

    @property
    def leads(self) -> tuple[int, ...]:
        """The other leads for which it counts."""
        return tuple(id for id, box in self.boxes.items() if box.isChecked())

    @property
    def written(self) -> str:
        """The same as it is kept while one types."""
        return ",".join(map(str, self.leads))

    def show_written(self, written: str) -> None:
        """Show what was kept, without telling."""
        self._tick({int(id) for id in written.split(",") if id.isdecimal()})

    def take_all(self) -> None:
        """All the leads of the call; where that is so already, the one in hand alone."""
        self._tick(() if len(self.leads) == len(self.boxes) else self.boxes)
        self.changed.emit()

    def _tick(self, leads: Collection[int]) -> None:
        for id, box in self.boxes.items():
            box.setChecked(id in leads)

    def _box(self, name: str) -> QCheckBox:
        made = QCheckBox(name.replace("&", "&&"))
        made.setAccessibleName(tr("Counts for {name} as well", name=name))
        made.setToolTip(told_of("call.share"))
        made.clicked.connect(lambda _: self.changed.emit())
        self._flow.addWidget(made)
        return made
