"""A gap and a person, taken down without leaving the call: one key opens the line, Enter keeps it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from app.domain.committee.pasted import quick_build
from app.language import later, tr
from app.services.calls.capture import take_gap, take_person
from app.services.calls.questions import own_question, reword_question
from app.ui import theme
from app.ui.bench import Bench
from app.ui.strips.strip import Strip, line
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import label, row, tone

SEVERITIES = (("stops", later("1 Stops the deal")), ("slows", later("2 Slows it")), ("nice", later("3 Nice to know")))
SIDES = (("ours", later("4 Ours")), ("theirs", later("5 Theirs")))


class NoteStrip(Strip):
    """One line about the call in hand; what is typed is kept under `field`."""

    typed = Signal(object)  # (field, text)
    field = ""

    def __init__(self, bench: Bench, act: str) -> None:
        super().__init__(bench, act)
        self.call_id: int | None = None
        self.text = line("")
        self.text.textEdited.connect(self._tell)
        self.fields.addWidget(self.text)
        self.watch(self.text)

    def show_for(self, call_id: int, text: str = "") -> None:
        """Come on screen for a call, with what was half-typed."""
        self.call_id = call_id
        self.text.setText(text)
        self.begin(self.text)

    def run(self, use_case: Callable[..., Any], *args: Any, **more: Any) -> None:
        """It becomes what it says: from now on it is half-typed no more, unless it is refused."""
        self._tell("")
        super().run(use_case, *args, **more)

    def _failed(self, error: Exception) -> None:
        self._tell(self.text.text())
        super()._failed(error)

    def _tell(self, text: str) -> None:
        if self.field:
            self.typed.emit((self.field, text))


class GapStrip(NoteStrip):
    """Something open that somebody owes, raised in this call."""

    field = "gap"
    takes_digits = False  # a question may begin with a number

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Note the gap"))
        self.title.setText(tr("New gap"))
        self.text.setAccessibleName(tr("Open question"))
        self.text.setPlaceholderText(tr("The gap, written as a question"))
        self.lead_id: int | None = None
        self.criterion = ""
        self.severity = Segmented(tr("Severity, Alt+1 to Alt+3"), SEVERITIES, flows=True)
        self.owed_by = Segmented(tr("Owed by, Alt+4 or Alt+5"), SIDES)
        self.area = QComboBox()
        self.area.setAccessibleName(tr("Area"))
        self.fields.addWidget(self.severity)
        self.fields.addLayout(row(self.owed_by, self.area, None))
        self.watch(self.area, *self.severity.findChildren(QWidget), *self.owed_by.findChildren(QWidget))

    def offer(self, areas: Sequence[tuple[str, str]]) -> None:
        """The areas of the playbook."""
        if self.area.count() != len(areas):
            self.area.clear()
            for id, words in areas:
                self.area.addItem(words, id)

    def show_for(self, call_id: int, text: str = "") -> None:
        """Come on screen; a new gap neither stops the deal nor is theirs unless one says so."""
        if not text:
            self.severity.choose("slows")
            self.owed_by.choose("ours")
        super().show_for(call_id, text)

    def template(self, field: QObject, number: int) -> bool:
        """Alt and a digit: how much it hurts, and who owes it."""
        if number < len(SEVERITIES):
            self.severity.choose(SEVERITIES[number][0])
        elif number < len(SEVERITIES) + len(SIDES):
            self.owed_by.choose(SIDES[number - len(SEVERITIES)][0])
        return number < len(SEVERITIES) + len(SIDES)

    def commit(self) -> None:
        """Put the gap into the register."""
        words = self.text.text().strip()
        if not words:
            self.refuse(tr("Write the gap as a question."))
            return
        more = {"criterion": self.criterion, "lead_id": self.lead_id}
        chosen = (self.area.currentData() or "scope", self.severity.value, self.owed_by.value)
        self.run(take_gap, self.call_id, words, *chosen, **more)


class PersonStrip(NoteStrip):
    """Somebody who was named: goes to the tray of the map, or is known there already."""

    field = "person"
    takes_digits = False

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Take down"))
        self.title.setText(tr("New person"))
        self.text.setAccessibleName(tr("Name, title, e-mail"))
        self.text.setPlaceholderText(tr("Ada Ash, Lab Director, ada.ash@northgate.example"))
        self.attends = QCheckBox(tr("1 Takes part in this call"))
        self.attends.setToolTip("Alt+1")
        self.says: QLabel = label("", theme.FINE, tone="muted", wrap=True)
        self.fields.addWidget(self.attends)
        self.fields.addWidget(self.says)
        self.watch(self.attends)
        self.text.textChanged.connect(self._say)
        self._say("")

    def show_for(self, call_id: int, text: str = "") -> None:
        """Come on screen; a new person does not take part unless one says so."""
        self.attends.setChecked(False)
        super().show_for(call_id, text)

    def template(self, field: QObject, number: int) -> bool:
        """Alt+1: they take part."""
        if number == 0:
            self.attends.toggle()
        return number == 0

    def commit(self) -> None:
        """Take the person down."""
        if not self.text.text().strip():
            self.refuse(tr("Write a name, with title and e-mail where you have them."))
            return
        self.run(take_person, self.call_id, self.text.text().strip(), attends=self.attends.isChecked())

    def _say(self, text: str) -> None:
        """How the line is understood, as it is typed."""
        found = quick_build(text, self.bench.playbook).proposals if text.strip() else ()
        if not found:
            self.says.setText(tr("Name, title, e-mail in one line; who is known already is not made twice."))
            tone(self.says, "muted")
            return
        one = found[0]
        parts = (one.name, one.title or tr("title not known"), one.email)
        self.says.setText(tr("✓ Understood: {person}", person=" · ".join(part for part in parts if part)))
        tone(self.says, "good")


class WordsStrip(NoteStrip):
    """Other words for the question in hand, or a question of one's own."""

    takes_digits = False

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Keep"))
        self.question = ""
        self.text.setAccessibleName(tr("The question"))

    def reword(self, call_id: int, question: str, words: str) -> None:
        """Ask it in other words in this call; empty goes back to the bank."""
        self.question = question
        self.title.setText(tr("Reword the question"))
        self.text.setPlaceholderText(tr("Left empty, it is asked in the words of the bank"))
        self.show_for(call_id, words)
        self.text.selectAll()

    def ask_own(self, call_id: int) -> None:
        """Ask something that the bank does not hold."""
        self.question = ""
        self.title.setText(tr("A question of our own"))
        self.text.setPlaceholderText(tr("Asked in this call alone; the bank stays as it is"))
        self.show_for(call_id)

    def commit(self) -> None:
        """Keep the words."""
        words = self.text.text().strip()
        if self.question:
            self.run(reword_question, self.call_id, self.question, words)
        elif words:
            self.run(own_question, self.call_id, words)
        else:
            self.refuse(tr("Write the question."))


class OffStrip(NoteStrip):
    """The call is called off, with the reason."""

    takes_digits = False

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Call it off"))
        self.title.setText(tr("Call it off"))
        self.text.setAccessibleName(tr("Why it is called off"))
        self.text.setPlaceholderText(tr("Why, in a few words; the history keeps it"))

    def commit(self) -> None:
        """Call it off."""
        from app.services.calls.planning import cancel_call

        words = self.text.text().strip()
        if words:
            self.run(cancel_call, self.call_id, words)
        else:
            self.refuse(tr("Write why the call is called off."))


def opened_of(changed: Any) -> str:
    """The id of a question of one's own that was just made."""
    return changed.outcome if isinstance(changed.outcome, str) else ""
