"""What the answers would prove, one at a time for a person to confirm, and what contradicts what was said before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from app.language import tr
from app.ui import theme
from app.ui.command_table import told_of, with_key
from app.ui.widgets.text import Link, button, column, label, row, tip

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
        confirm, leave = with_key(tr("Confirm"), "call.confirm"), with_key(tr("Leave it"), "call.leave")
        self.confirm = button(confirm, "check", part="main", name=told_of("call.confirm"))
        self.leave = button(leave, name=told_of("call.leave"))
        for pressed, id in ((self.confirm, "call.confirm"), (self.leave, "call.leave")):
            pressed.setToolTip(told_of(id))
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
    """What was said otherwise before: in words, with what settles it."""

    def __init__(self) -> None:
        super().__init__()
        self.in_hand: Doubt | None = None  # the one that is settled here: nothing is to be confirmed about it
        self.says = label("", theme.FINE, tone="bad", bold=True, wrap=True)
        self.does = label("", theme.FINE, wrap=True)
        self.keep = Link(with_key(tr("Keep the old answer"), "call.leave"), size=theme.FINE)
        self.keep.setToolTip(told_of("call.leave"))
        self.setLayout(column(self.says, self.does, self.keep, space=0))
        self.hide()

    def draw(self, found: "Sequence[Doubt]", suggested: "Suggestion | None", is_open: bool) -> None:
        """Show the first of them; `suggested` is what Confirm and Leave it are about, in a call that is still open."""
        told = [
            tr("≠ Contradiction. {about} {says}", about=one.criterion_question, says=one.says) for one in found[:SHOWN]
        ]
        if len(found) > SHOWN:
            told.append(tr("and {count} more", count=len(found) - SHOWN))
        self.says.setText("\n".join(told))
        first = found[0] if found and is_open else None
        asked = first is not None and suggested is not None and suggested.discovery_id == first.discovery_id
        self.in_hand = first if suggested is None else None
        self.does.setText(
            tr("Confirm takes the new answer, Leave it keeps the old one.")
            if asked
            else tr("The new answer proves nothing yet: ask again until it does, or keep the old one.")
        )
        self.does.setVisible(asked or self.in_hand is not None)
        self.keep.setVisible(self.in_hand is not None)
        self.setVisible(bool(found))
