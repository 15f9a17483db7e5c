"""The panel beside the map: how much is known, and at most seven gaps, each with the one key that begins its fix."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.language import tr
from app.ui import theme
from app.ui.command_table import command, key_text
from app.ui.widgets.text import Link, clear, column, frame, label, row, scrolling

if TYPE_CHECKING:
    from app.domain.committee import CommitteeGap
    from app.services.committee.view import MapView


class CoverPanel(QFrame):
    """Coverage suggests and never ticks (CM7); the gaps come ranked (CM6)."""

    fix_wanted = Signal(object)  # the place of a gap, from 0

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.count = label("", theme.HEAD, bold=True)
        self.about = label("", theme.FINE, tone="muted", wrap=True)
        self.alarms = label("", theme.FINE, tone="bad", bold=True, wrap=True)
        self.hint = label("", theme.FINE, tone="muted", wrap=True)
        self.title = label(tr("WHAT IS MISSING"), theme.FINE, tone="muted", bold=True)
        self.lines = column(space=theme.MIDDLE)
        self.fixes: list[Link] = []
        inside = QWidget()
        inside.setProperty("part", "inside")
        room = column(self.about, self.alarms, self.hint, self.title, self.lines, None, edges=(0, 0, theme.SMALL, 0))
        inside.setLayout(room)
        area = scrolling(inside)
        self.setLayout(column(self.count, area, edges=(theme.MIDDLE, theme.SMALL, theme.TIGHT, theme.SMALL)))
        self.setFixedWidth(min(theme.px(224), 316))

    def draw(self, view: "MapView") -> None:
        """Show what is known and missing of a map."""
        covered = view.coverage
        self.count.setText(covered.text if covered.required else "–")
        self.count.setAccessibleName(tr("{covered} required seats known and contacted", covered=covered.text))
        self.about.setText(
            tr("required seats known and contacted")
            if covered.required
            else tr("No seat is required for this service line; the playbook says which are.")
        )
        self.alarms.setText("\n".join(f"▲ {alarm.says}" for alarm in view.alarms))
        self.alarms.setVisible(bool(view.alarms))
        suggests = view.hint.suggests == "yes" and bool(view.hint.criteria)
        self.hint.setText(tr("Suggests Yes for the decision path: {why}", why=view.hint.says) if suggests else "")
        self.hint.setVisible(suggests)
        clear(self.lines)
        self.fixes = []
        for at, gap in enumerate(view.gaps):
            self.lines.addWidget(self._line(at, gap))
        if not view.gaps:
            said = label(tr("Nothing: every rule of the playbook is met."), theme.FINE, tone="muted", wrap=True)
            self.lines.addWidget(said)

    def _line(self, at: int, gap: "CommitteeGap") -> QWidget:
        """One gap: what, and the fix with its key."""
        made = frame("")
        mark = label("■" if gap.hinders else "○", theme.FINE, tone="bad" if gap.hinders else "wait")
        mark.setAccessibleName(tr("Hinders SQL") if gap.hinders else "")
        says = label(gap.says, theme.FINE, wrap=True)
        key = key_text(command(f"map.gap_{at + 1}"))
        fix = Link(f"{key}  {gap.fix}", name=tr("{fix}: {gap}", fix=gap.fix, gap=gap.says), elide=True)
        fix.setFont(theme.font(theme.FINE))
        fix.clicked.connect(partial(self.fix_wanted.emit, at))
        self.fixes.append(fix)
        said = row(mark, says, space=theme.TIGHT)
        said.setStretch(1, 1)
        said.setAlignment(mark, _TOP)
        made.setLayout(column(said, fix, space=2))
        return made


_TOP = Qt.AlignmentFlag.AlignTop
