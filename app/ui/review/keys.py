"""The keys of the review: heard while its page has the keyboard, named in the registry like all others."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.ui.bench import Bench
from app.ui.command_table import COMMANDS
from app.ui.review.opener import Opener
from app.ui.tables.row_view import RowView

if TYPE_CHECKING:
    from app.ui.pages.review import ReviewPage

_HEARD_BY_THEMSELVES = {"review.rows"}  # Enter: tables, tiles and sentences hear it


class ReviewKeys(QObject):
    """Answers the commands of the review for its page."""

    def __init__(self, bench: Bench, page: "ReviewPage") -> None:
        super().__init__(page)
        self._bench, self._page = bench, page
        for command in COMMANDS:
            if command.near == "review" and command.id not in _HEARD_BY_THEMSELVES:
                self._hear(command.id, command.key)
        self._bind()

    def _hear(self, id: str, key: str) -> None:
        heard = QShortcut(QKeySequence(key), self._page)
        heard.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        heard.activated.connect(lambda: self._bench.commands.act(id))

    def _bind(self) -> None:
        page, head = self._page, self._page.head
        acts: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {
            "review.present": (self.present, self._has_sight),
            "review.next_part": (lambda: page.list.step(1), self._has_sight),
            "review.previous_part": (lambda: page.list.step(-1), self._has_sight),
            "review.parts": (self.to_parts, lambda: True),
            "review.rows": (self.open_in_hand, self._has_sight),
            "review.as_table": (self.turn_chart, self._has_sight),
            "review.earlier": (lambda: self._other_week(1), lambda: head.weeks.count() > 1),
            "review.later": (lambda: self._other_week(-1), lambda: head.weeks.count() > 1),
            "review.pace": (head.other_pace, lambda: True),
            "review.compare": (self.compare, lambda: head.against.count() > 1),
            "review.everything": (head.clear_filters, lambda: bool(page.wish.only)),
            "review.export": (self.export, self._has_sight),
            "review.issue": (self.issue, self._can_issue),
            "edit.filter": (head.lines.setFocus, lambda: True),
            "lead.next": (lambda: self._step(1), lambda: self._table() is not None),
            "lead.previous": (lambda: self._step(-1), lambda: self._table() is not None),
        }
        for id, (act, possible) in acts.items():
            self._bench.commands.bind(id, page, act, possible)

    def _has_sight(self) -> bool:
        return self._page.sight is not None

    def _can_issue(self) -> bool:
        sight = self._page.sight
        if sight is None or sight.issued or sight.filtered or self._bench.read_only:
            return False
        return sight.review.end <= sight.review.issued_at  # half a week is frozen by nobody

    # --- acts --------------------------------------------------------------------------------------------------------

    def present(self) -> None:
        """Show the week to the meeting, one diagnosis at a time."""
        from app.ui.review.presenting import Presentation

        sight = self._page.sight
        assert sight is not None
        Presentation(self._bench, sight, self._page.window()).begin()

    def _other_week(self, by: int) -> None:
        self._page.head.weeks.step(by)

    def to_parts(self) -> None:
        """To the list of parts, and from there into the part."""
        if self._page.list.hasFocus() or not self._page.list.isVisible():
            self._page.enter()
        else:
            self._page.list.setFocus()

    def open_in_hand(self) -> None:
        """Open what stands behind the number that has the keyboard, or had it before a menu was opened."""
        held = self._page.focusWidget()
        if isinstance(held, Opener):
            held.open()
        elif isinstance(held, RowView) and held.current_id is not None:
            held.opened.emit(held.current_id)

    def turn_chart(self) -> None:
        """Show the chart of the part as a table, or as a chart again."""
        if self._page.part is not None:
            self._page.part.turn_chart()

    def compare(self) -> None:
        """Ask which week to compare with."""
        self._page.head.against.setFocus()
        self._page.head.against.showPopup()

    def export(self) -> None:
        """Export the rows on screen, or the review."""
        if self._page.rows.isVisible():
            self._page.rows.export()
            return
        from app.ui.dialogs.review_export import ReviewExportDialog

        wish = self._page.wish
        ReviewExportDialog(self._bench, wish.week, wish.weeks, self._page.window(), filtered=bool(wish.only)).open()

    def issue(self) -> None:
        """Ask whether the numbers that are seen are frozen, whichever week is being counted meanwhile."""
        from app.ui.dialogs.review_issue import ReviewIssueDialog

        sight = self._page.sight
        assert sight is not None
        ReviewIssueDialog(self._bench, sight, self._page.label_of(sight.week), self._page.window()).open()

    def _table(self) -> RowView | None:
        held = self._page.focusWidget()
        return held if isinstance(held, RowView) else None

    def _step(self, by: int) -> None:
        table = self._table()
        if table is not None:
            table.step(by)
