"""What stands below the live capture: its buttons, and the keys that stand on none."""

from PySide6.QtWidgets import QPushButton

from app.language import later, tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.command_table import told_of, with_key
from app.ui.widgets.flow import Flow
from app.ui.widgets.key_hint import KeyHints
from app.ui.widgets.text import button

NEXT = ("Ctrl+Enter", later("next question"))  # stands on its button where there is room
ASKING = (  # keys that stand on no button, by what is on screen
    ("Alt+1 … 9", later("who said it")),
    ("F4", later("how certain")),
    ("F7", later("skip")),
    ("F8", later("pin")),
    ("F2", later("reword")),
    ("F3", later("own question")),
    ("Ctrl+Tab", later("sheet")),
    ("?", later("all keys")),
)
CLOSING = (
    ("1 … 3", later("exit reached")),
    ("Ctrl+Enter", later("close out")),
    ("Enter", later("next field")),
    ("Alt+1 … 9", later("template")),
    ("Esc", later("back to the questions")),
    ("?", later("all keys")),
)
OVER = (
    ("Ctrl+P", later("print or save")),
    ("Ctrl+T", later("scope and pilot")),
    ("Ctrl+Tab", later("sheet")),
    ("Esc", later("back")),
    ("?", later("all keys")),
)
BUTTONS = (("next", later("Begin")), ("gap", later("Gap")), ("person", later("Person")), ("close", later("Close out")))


class CaptureFoot:
    """The buttons are commands of the call; which are shown, and which keys are named, follows what is on screen."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.buttons = {name: self._button(name, words) for name, words in BUTTONS}
        self.acts, self.hints = Flow(space=theme.TIGHT), KeyHints(ASKING)
        for pressed in self.buttons.values():
            self.acts.addWidget(pressed)

    def _button(self, name: str, words: str) -> QPushButton:
        written = with_key(tr(words), f"call.{name}")
        made = button(written, part="main" if name == "next" else "", name=tr(words))
        made.setToolTip(told_of(f"call.{name}"))
        made.clicked.connect(lambda: self.bench.commands.act(f"call.{name}"))
        self.bench.guard(made)
        return made

    def draw(self, *, is_open: bool, closing: bool, begun: bool, low: bool) -> None:
        """Show what can be pressed in a call that is open or over, being closed out, or low on height."""
        for name, pressed in self.buttons.items():
            pressed.setVisible(is_open and not (closing and name in ("next", "close")))
        words = tr("Next question") if begun else tr("Begin the call")
        self.buttons["next"].setText(words if low else with_key(words, "call.next"))
        self.buttons["next"].setAccessibleName(words)
        asking = (NEXT, *ASKING) if low else ASKING
        self.hints.say(CLOSING if closing else asking if is_open else OVER)
