"""Before a week is frozen: which one, how its checks stand, and what that means, as it cannot be taken back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from app.language import later, number, tr, tr_many
from app.ui import theme
from app.ui.bench import Bench
from app.ui.review.issuing import Issuing
from app.ui.widgets.text import button, column, label, row

if TYPE_CHECKING:
    from app.services.review_sight import Sight

MEANS = later(
    "Its numbers are kept as they are now, for good: written again later they are the same to the digit, and what "
    "changed since is listed beside them."
)
"""What freezing a week means, wherever it is chosen."""


class ReviewIssueDialog(QDialog):
    """Freeze the numbers that are seen (Enter), or leave the week as it is (Esc)."""

    def __init__(self, bench: Bench, sight: "Sight", told: str, parent: QWidget) -> None:
        """`told` is the week with its days, as the list of weeks says it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._sight = bench, sight
        title = tr("Freeze the review of {week}?", week=sight.review.week)
        self.setWindowTitle(title)
        self.week = label(told, wrap=True)
        self.checks = _checks(sight)
        self.means = label(f"{tr(MEANS)} {tr('This cannot be undone.')}", wrap=True)
        self.act = button(tr("Freeze the week"), "snowflake", part="main")
        self.act.setDefault(True)
        leave = button(tr("Cancel"))
        self.act.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        self.setAccessibleDescription(" ".join(one.text() for one in (self.week, self.checks, self.means)))
        self.setLayout(
            column(
                label(title, theme.LEAD, bold=True, wrap=True),
                self.week,
                self.checks,
                self.means,
                None,
                row(None, leave, self.act),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(480), theme.px(230))
        self.act.setFocus()

    def accept(self) -> None:
        """Freeze it, and say so; without Undo beside it, which would take back the act before."""
        super().accept()
        toast = self._bench.toast
        Issuing(
            self._bench, self._sight.week, self._sight.weeks, say=False, then=lambda changed: toast.say(changed.label)
        ).begin()


def _checks(sight: "Sight") -> QLabel:
    """How many checks fail, by name: a week whose numbers disagree is better looked at before it is frozen (WR5)."""
    failing = [tr(check.name) for check in sight.review.checks if not check.passed]
    if not failing:
        words = tr("✓ All {count} checks pass: the numbers agree.", count=number(len(sight.review.checks)))
        return label(words, tone="good", wrap=True)
    words = tr_many(
        "✕ {count} of {of} checks fails ({names}): it would be frozen like that.",
        "✕ {count} of {of} checks fail ({names}): it would be frozen like that.",
        len(failing),
        of=number(len(sight.review.checks)),
        names=", ".join(failing),
    )
    return label(words, tone="bad", wrap=True)
