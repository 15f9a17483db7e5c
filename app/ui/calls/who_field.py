"""Who said it: everybody who attends under a digit, and somebody else by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.language import tr
from app.ui.strips.strip import line
from app.ui.widgets.flow import Flow
from app.ui.widgets.reading_order import read_in_order
from app.ui.widgets.text import button, clear, column

MOST = 9


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who may say something."""

    name: str
    person_id: int | None = None
    about: str = ""  # seat or title, for the tooltip


class WhoField(QWidget):
    """Keeps who speaks from one question to the next: mostly it is the same person."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Who said it"))
        self._speakers: tuple[Speaker, ...] = ()
        self._at = 0  # from 1; 0 is somebody else
        self.buttons: list[QPushButton] = []
        self._flow = Flow()
        self.other = line(tr("Name of whoever said it"), tr("Name of somebody else"))
        self.other.hide()
        self.other.textEdited.connect(lambda _: self.changed.emit())
        self.setLayout(column(self._flow, self.other, space=2))

    def offer(self, speakers: Sequence[Speaker]) -> None:
        """These attend, in the order of their digits."""
        offered = tuple(speakers[:MOST])
        if offered == self._speakers and self.buttons:
            return
        before = self.speaker
        self._speakers = offered
        clear(self._flow)
        self.buttons = [self._button(at, one.name, one.about) for at, one in enumerate(offered, start=1)]
        self.buttons.append(self._button(0, tr("other"), tr("Somebody else")))
        names = [one.name for one in offered]
        self._press(names.index(before.name) + 1 if before and before.name in names else min(1, len(offered)))

    def choose(self, number: int) -> bool:
        """Choose by the digit; 0 is somebody else. False where nobody has it."""
        if not 0 <= number <= len(self._speakers):
            return False
        self._press(number)
        if number == 0:
            self.other.setFocus()
        self.changed.emit()
        return True

    def show_speaker(self, name: str, person_id: int | None = None) -> None:
        """Show who said something before."""
        for at, one in enumerate(self._speakers, start=1):
            if one.name == name and (person_id is None or person_id == one.person_id):
                self._press(at)
                return
        if name:
            self.other.setText(name)
            self._press(0)

    @property
    def speaker(self) -> Speaker | None:
        """Who is chosen; None where nobody is named."""
        if 1 <= self._at <= len(self._speakers):
            return self._speakers[self._at - 1]
        name = self.other.text().strip()
        return Speaker(name) if name else None

    def _button(self, number: int, name: str, about: str) -> QPushButton:
        shown = name.replace("&", "&&")
        made = button(f"{number} {shown}", part="segment", name=tr("Said by {name}", name=name))
        made.setCheckable(True)
        key = f"Alt+{number}"
        made.setToolTip(f"{about}  ({key})" if about else key)
        made.clicked.connect(partial(self._on_clicked, number))
        self._flow.addWidget(made)
        return made

    def _on_clicked(self, number: int, checked: bool = False) -> None:
        self.choose(number)

    def _press(self, number: int) -> None:
        self._at = number
        for at, pressed in enumerate(self.buttons, start=1):
            chosen = at % len(self.buttons) == number
            pressed.setChecked(chosen)
            pressed.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.other.setVisible(number == 0)
        if self.window() is not self and self.buttons:
            read_in_order(*self.buttons, self.other)
