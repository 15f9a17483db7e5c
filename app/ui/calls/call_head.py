"""The head of a call's page: with whom, when, to what end, and what can be done with the call as a whole."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.language import tr
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.command_table import told_of
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import Elided, Link, button, column, row

if TYPE_CHECKING:
    from app.services.calls.places import CallRow

ROOMY = 880  # pixels at 100 % from which there is room for words on the buttons
GAP = 4  # pixels between a sign and its words
HUES = {"today": "accent", "planned": "note", "to_close": "bad", "done": "good", "cancelled": "muted"}


class CallHead(QWidget):
    """Draws a CallRow; its buttons are commands."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.back = Link(tr("Back"), name=tr("Back to where you were  (Esc)"))
        self.back.clicked.connect(lambda: bench.commands.act("go.back"))
        self.name = Elided("", theme.LEAD, bold=True)
        self.about, self.goal = Elided("", theme.FINE, tone="muted"), Elided("")
        self.state = Chip(about=tr("State of the call"))
        self.lead = button("", "target", name=tr("Open the lead"))
        self.lead.setToolTip(tr("Open the lead"))
        self.buttons = {}
        self._words = [(self.lead, tr("Open the lead"))]  # written where there is room for them
        for name, icon, words, named in (
            ("plan", "phone-plus", tr("Plan a call"), tr("Plan a call")),
            ("edit", "edit", tr("Edit the call"), tr("Edit the call")),
            ("technical", "stethoscope", tr("Scope and pilot"), tr("Scope, interfaces, documents, pilot, decision")),
            ("paper", "printer", tr("Print or save"), tr("Print the sheet or save it")),
        ):
            made = self.buttons[name] = button("", icon, name=named)
            made.setToolTip(told_of(f"call.{name}"))
            made.clicked.connect(lambda _=False, id=f"call.{name}": bench.commands.act(id))
            self._words.append((made, words))
        bench.guard(*(self.buttons[name] for name in ("plan", "edit", "technical")))
        top = row(self.back, theme.TIGHT, self.name, self.state, self.lead, *self.buttons.values(), space=theme.TIGHT)
        top.setStretch(2, 1)
        self.setLayout(column(top, self.about, self.goal, space=0))

    def draw(self, call: "CallRow", words: str) -> None:
        """Show a call; `words` says in which part of the place it stands."""
        self.name.say(call.account or ", ".join(name for _, name in call.leads))
        when = tr("{at}, {minutes} min", at=dates.there(call.at), minutes=call.minutes)
        people = ", ".join(call.theirs)
        self.about.say("  ·  ".join(part for part in (when, call.kind_label, call.service_line_label, people) if part))
        wanted = tr("Exit wanted: {exit}", exit=call.exit_label) if call.exit_label else tr("No exit is agreed on yet")
        self.goal.say("  ·  ".join(part for part in (call.goal or tr("No goal is written yet"), wanted) if part))
        self.state.say(words, HUES.get(call.when, "muted"))
        self._offer(plan=False, edit=call.state == "planned", technical=True)

    def draw_lead(self, name: str) -> None:
        """Show a lead for whom no call is planned."""
        self.name.say(name)
        self.about.say(tr("No call is planned"))
        self.goal.say(tr("The sheet is filled from what is known; the questions are those a call would begin with."))
        self.state.say("", "muted")
        self._offer(plan=True, edit=False, technical=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room the buttons say in words what they do, else by their sign alone."""
        super().resizeEvent(event)
        self._write(self.width() >= theme.px(ROOMY))

    def _write(self, roomy: bool) -> None:
        for pressed, words in self._words:
            pressed.setText(words if roomy else "")

    def minimumSizeHint(self) -> QSize:
        """The width without the words, which are gone before it is as narrow as that."""
        hint = super().minimumSizeHint()
        written = sum(pressed.fontMetrics().horizontalAdvance(pressed.text()) + GAP
                      for pressed, _ in self._words if pressed.text() and not pressed.isHidden())  # fmt: skip
        return QSize(hint.width() - written, hint.height())

    def _offer(self, **shown: bool) -> None:
        for name, is_shown in shown.items():
            self.buttons[name].setVisible(is_shown)
