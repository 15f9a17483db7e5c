"""What the answers would prove, one at a time for a person to confirm, and what contradicts what was said before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from app.language import tr
from app.ui import theme
from app.ui.commands import command, key_text
from app.ui.widgets.text import button, column, label, row, tip

if TYPE_CHECKING:
    from app.services.calls.settling import Doubt, Suggestion

SHOWN = 2  # contradictions written out


class SuggestionBar(QFrame):
    """A suggestion is never taken by itself (CP3); the two buttons are keys as well."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.in_hand: Suggestion | None = None
        self._low = False
        self.says = label("", wrap=True)
        self.rests = label("", theme.FINE, tone="muted", wrap=True)
        self.confirm = button(tr("Confirm"), "check", part="main", name=_named("call.confirm"))
        self.leave = button(tr("Leave it"), name=_named("call.leave"))
        for pressed, id in ((self.confirm, "call.confirm"), (self.leave, "call.leave")):
            pressed.setToolTip(_named(id))
        foot = row(self.rests, None, self.leave, self.confirm)
        foot.setStretch(0, 1000)  # the words have the room; without them the buttons stand at the right
        edges = (theme.MIDDLE, theme.TIGHT, theme.MIDDLE, theme.TIGHT)
        self.setLayout(column(self.says, foot, space=theme.TIGHT, edges=edges))
        self.hide()

    def be_low(self, low: bool) -> None:
        """Where there is little height the sentence stands in the tooltip."""
        self._low = low
        self.rests.setVisible(not low)

    def draw(self, suggestions: "Sequence[Suggestion]") -> None:
        """Show the newest that waits; the others come when it is settled."""
        self.in_hand = suggestions[0] if suggestions else None
        self.setVisible(self.in_hand is not None)
        if self.in_hand is None:
            return
        one = self.in_hand
        proves = one.answer != "no"
        said = (
            tr("This would prove: {criterion}", criterion=one.criterion_question)
            if proves
            else tr("This would take back: {criterion}", criterion=one.criterion_question)
        )
        more = len(suggestions) - 1
        self.says.setText(tr("{said}  ({count} more after this one)", said=said, count=more) if more else said)
        self.rests.setText(
            tr("“{evidence}” ({who}, {certainty}). {why}", evidence=one.evidence, who=one.who or tr("nobody named"),
               certainty=one.certainty, why=one.why)
        )  # fmt: skip
        self.says.setToolTip(tip(self.rests.text()))


class ContradictionLine(QFrame):
    """What was said otherwise before: in words, until somebody settles it with an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.says = label("", theme.FINE, tone="bad", bold=True, wrap=True)
        self.setLayout(column(self.says, space=0))
        self.hide()

    def draw(self, found: "Sequence[Doubt]") -> None:
        """Show the first of them."""
        told = [
            tr("≠ Contradiction. {about} {says}", about=one.criterion_question, says=one.says) for one in found[:SHOWN]
        ]
        if len(found) > SHOWN:
            told.append(tr("and {count} more", count=len(found) - SHOWN))
        self.says.setText("\n".join(told))
        self.setVisible(bool(found))


def _named(id: str) -> str:
    return f"{tr(command(id).text)}  ({key_text(command(id))})"
