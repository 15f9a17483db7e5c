"""Review: one week at a time, part by part, with the rows behind every number and the same week beside another."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.services.review_decisions import decisions_to_see
from app.services.review_memory import forget_weeks
from app.services.review_sight import altered_weeks, choices, lay_weeks_aside, review_sight, review_weeks
from app.ui import settings, theme
from app.ui.bench import Bench
from app.ui.pages.page import Page
from app.ui.review.head import ReviewHead
from app.ui.review.keys import ReviewKeys
from app.ui.review.part import Part
from app.ui.review.parts.listing import PARTS, counts, made
from app.ui.review.parts_list import PartsList
from app.ui.review.rows_panel import RowsPanel
from app.ui.review.states import Counting, Nothing
from app.ui.review.wish import Wish
from app.ui.widgets.reading_order import read_from_the_top
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import column, row

if TYPE_CHECKING:
    from app.domain.review.addressing import Address
    from app.services.review_decisions import DecisionsView
    from app.services.review_sight import Choices, Sight
    from app.services.reviews import WeekRow

SOON = 300  # milliseconds after which it is said that a week is being counted
DRAWN = 500  # milliseconds after which charts are drawn too, as a rule
SHORTLY = 60_000  # milliseconds after which who left may wait for rows again: of 100,000 leads they hold 200 MB
KEPT = 180_000  # milliseconds that what was on screen stays in memory once nobody looks
NARROW = 620  # pixels at 100 % below which the list of parts gives its room to the part


class ReviewPage(Page):
    """Keeps the wish and what is shown of it; a part is made when it is first looked at."""

    half_screen = True

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.wish = Wish()
        self.sight: Sight | None = None
        self._asked: Wish | None = None  # the wish whose sight is on screen or on its way
        self._drawn_wish: Wish | None = None
        self._decided = False  # since the sight was drawn: what the summary says of decisions is older
        self._there = False  # the rows are those of the week that is compared with
        self._arriving = False
        self._came_back: list[Path] | None = None  # workbooks of a meeting that were looked at
        self._weeks: Sequence[WeekRow] = ()
        self._gone = QTimer(self, interval=SHORTLY, singleShot=True)
        self._gone.timeout.connect(self._lay_aside)
        self._away = QTimer(self, interval=KEPT, singleShot=True)
        self._away.timeout.connect(forget_weeks)
        self.head = ReviewHead(bench)
        self.head.wished.connect(self.look)
        self.list = PartsList(PARTS)
        self.list.choose(settings.text("review/part", "summary"))
        self.list.chosen.connect(self.show_part)
        self.list.entered.connect(self.enter)
        self.parts: dict[str, Part] = {}
        self.rows = RowsPanel(bench)
        self.rows.left.connect(self.leave_rows)
        self.nothing, self.counting = Nothing(bench), Counting(self.stop_counting, self.count_again)
        self.stack = Stack()
        for shown in (self.nothing, self.counting, self.rows):
            self.stack.addWidget(shown)
        self._build()
        self.keys = ReviewKeys(bench, self)

    def _build(self) -> None:
        middle = row(self.list, self.stack, space=0)
        middle.setStretch(1, 1)
        whole = column(self.head, middle, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    @property
    def export(self) -> QWidget:
        """The button that exports."""
        return self.head.export

    @property
    def week(self) -> str:
        """The week on screen."""
        return self.wish.week

    def label_of(self, week: str) -> str:
        """A week with its days, as the list of weeks says it."""
        return next((one.label for one in self._weeks if one.week == week), week)

    @property
    def _wish_of_rows(self) -> Wish:
        """Of which week the rows are."""
        week = self.wish.against if self._there and self.wish.against else self.wish.week
        return replace(self.wish, week=week, against="")

    @property
    def part(self) -> Part | None:
        """The part on screen, once it was made."""
        return self.parts.get(self.list.part)

    # --- asking ------------------------------------------------------------------------------------------------------

    def appear(self, what: Any = None) -> None:
        """Come on screen as it was left; `what` names a week, or a part, or is a list of workbooks to read back."""
        self._arriving = True
        if isinstance(what, list) and what is not self._came_back:  # who goes back to the place has read them
            self._came_back = what
            self.read_back(what)
        if isinstance(what, str) and what in dict(PARTS):
            self.show_part(what)
        elif isinstance(what, str) and what:
            self.leave_rows()
            self.wish = replace(self.wish, week=what)
        fresh = not self._stale and self.sight is not None and self._asked == self.wish
        self._stale = False
        read_from_the_top(self)
        if fresh:
            self._take_focus()
        else:
            self.refresh()

    def read_back(self, paths: Sequence[Path]) -> None:
        """Look at reviews that came back from a meeting, in the part of the decisions."""
        self._arriving = False
        self.leave_rows()
        self.list.choose("decisions")
        self._show_chosen()
        part: Any = self.parts["decisions"]
        part.look(paths)

    @property
    def holds_input(self) -> bool:
        """True while something is half-typed in one of the parts."""
        return any(part.holds_input for part in self.parts.values())

    def refresh(self) -> None:
        """Ask for the weeks, then for the one that is looked at, then for what one can filter by."""
        self._asked = None
        self.bench.ask(review_weeks, self.wish.weeks, then=self._draw_weeks, key="review/weeks")

    def concerns(self, changed: Any) -> bool:
        """What touches leads, accounts or the playbook may change a figure; of decisions only some are told."""
        if set(changed.places) == {"reviews"} and not changed.leads and self.sight is not None:
            self.bench.ask(review_weeks, self.wish.weeks, then=self._after_deciding, key="review/weeks")
            self.bench.ask(decisions_to_see, then=self._count_decisions, key="review/open")
            return False
        concerned = bool(changed.leads or changed.accounts or changed.places)
        if concerned and changed.action is not None and not self.isVisible():
            forget_weeks()  # of a history that is another one now
        return concerned

    def _after_deciding(self, found: "Sequence[WeekRow]") -> None:
        """A week that was issued meanwhile is shown as it was frozen; else only what the summary says is older now."""
        self._weeks = found
        self.head.show_weeks(found, self.wish)
        issued = any(one.week == self.wish.week and one.issued for one in found)
        if self.sight is not None and (issued != self.sight.issued or self.list.part == "summary"):
            self._ask()
        else:
            self._decided = True

    def _count_decisions(self, found: "DecisionsView") -> None:
        self.list.count_part("decisions", len(found.open))

    def look(self, wish: Wish) -> None:
        """Look at another week, or at it in another way."""
        paced = wish.weeks != self.wish.weeks
        self.wish = wish
        if paced:
            self.refresh()
        else:
            self.head.show_weeks(self._weeks, wish)
            self._ask()

    def _draw_weeks(self, found: "Sequence[WeekRow]") -> None:
        self._weeks = found
        known = [one.week for one in found]
        if self.wish.week not in known:
            week = known[1] if len(known) > 1 else known[0] if known else ""  # the last week that is over
            self.wish = replace(self.wish, week=week)
        if self.wish.against not in known:
            self.wish = replace(self.wish, against="")
        self.head.show_weeks(found, self.wish)
        self.head.export.setEnabled(bool(found))
        self.bench.guard(self.head.export)
        if self.wish.week:
            self._ask()
        else:
            self._say_nothing()

    def _draw_choices(self, found: "Choices") -> None:
        self.head.show_choices(found)

    def _ask(self) -> None:
        wish = self._asked = self.wish
        self.head.show_state(None)
        if self.sight is None:
            self._show(self.counting)
        self.counting.say(wish.week)
        QTimer.singleShot(SOON, self, self._say_counting)
        self.bench.study(
            review_sight,
            wish.week,
            wish.weeks,
            against=wish.against,
            only=wish.only,
            then=self._draw,
            key="review",
            failed=self._failed,
        )

    def _say_counting(self) -> None:
        """What takes longer stands in the place of numbers of another week, and can be stopped."""
        shown = self.stack.currentWidget()
        known = self._asked is None or self._asked == self._drawn_wish
        if known or shown is None or shown in (self.counting, self.rows):
            return
        held = self.focusWidget()
        was_inside = held is not None and shown.isAncestorOf(held)
        self._show(self.counting)
        if was_inside:
            self.counting.take_focus()

    def stop_counting(self) -> None:
        """Stop what is being counted."""
        self.bench.runner.cancel()

    def count_again(self) -> None:
        """Count the week after all."""
        self._ask()

    def _failed(self, error: Exception) -> None:
        """It was stopped, or cannot be counted: say so where the numbers would stand."""
        self.bench.problems.show(error)
        self._asked = None
        self.head.say_nothing()
        self.counting.stopped(self.wish.week)
        self._show(self.counting)
        self.counting.take_focus()

    # --- drawing -----------------------------------------------------------------------------------------------------

    def _draw(self, sight: "Sight") -> None:
        self.sight, self._drawn_wish, self._decided = sight, self._asked, False
        waited = self.counting.isAncestorOf(self.focusWidget() or self)
        self.head.show_state(sight)
        self.list.count_parts(counts(sight))
        if sight.issued:  # what is open by now may be other than what was open when it was frozen
            self.bench.ask(decisions_to_see, then=self._count_decisions, key="review/open")
        if not sight.counts.get("leads") and not sight.filtered and len(self._weeks) < 2:
            self._say_nothing()
            return
        if self.rows.address is not None:
            self.rows.ask(self._wish_of_rows, self.rows.address)
            self._show(self.rows)
        else:
            self._show_chosen()
            if waited:
                self.enter()
        self._done()

    def _done(self) -> None:
        self.drawn = True
        self.bench.recall(choices, then=self._draw_choices, key="review/choices")  # the numbers do not wait for it
        QTimer.singleShot(DRAWN, self, self._look_whether_whole)  # nor for this, which reads all that is frozen
        self._take_focus()
        self.bench.commands.refresh()

    def _look_whether_whole(self) -> None:
        """What is frozen is looked at row by row; of its head the sight knows already."""
        wish, sight = self._drawn_wish, self.sight
        if wish is not None and sight is not None and not wish.only and (sight.issued or wish.against):
            weeks = tuple(filter(None, (wish.week, wish.against)))
            self.bench.recall(altered_weeks, weeks, wish.weeks, then=self._say_altered, key="review/altered")

    def _say_altered(self, found: tuple[str, ...]) -> None:
        """Somebody changed a frozen week outside the program."""
        wish, sight = self._drawn_wish, self.sight
        if wish is None or sight is None or not {*sight.altered} < {*found} <= {wish.week, wish.against}:
            return
        self.sight = replace(sight, altered=found)
        self.head.show_state(self.sight)
        if self.rows.address is None:
            self._show_chosen()

    def _say_nothing(self) -> None:
        self.head.say_nothing()
        self._show(self.nothing)
        self._done()

    def _take_focus(self) -> None:
        """Who just came finds the keyboard in the list of parts, or in the rows that were left."""
        if not self._arriving:
            return
        self._arriving = False
        shown = self.stack.currentWidget()
        if shown is self.rows:
            self.rows.take_focus()
        elif shown is self.nothing:
            self.nothing.take_focus()
        elif self.list.isVisible():
            self.list.setFocus()
        else:
            self.enter()

    def show_part(self, id: str) -> None:
        """Show a part of the week."""
        self.list.choose(id)
        settings.remember("review/part", id)
        self.rows.forget()
        if self.sight is not None:
            self._show_chosen()
            self.bench.commands.refresh()
        if id == "summary" and self._decided:
            self._ask()

    def _show_chosen(self) -> None:
        id = self.list.part
        if id not in self.parts:
            part = self.parts[id] = made(id, self.bench)
            part.rows_wanted.connect(self.open_rows)
            part.rows_there_wanted.connect(self.open_rows_there)
            part.part_wanted.connect(self._go_to_part)
            self.stack.addWidget(part)
        part = self.parts[id]
        self._show(part)
        if self.sight is not None:
            part.show_sight(self.sight)

    def _go_to_part(self, id: str) -> None:
        self.show_part(id)
        self.enter()

    def _show(self, shown: QWidget) -> None:
        self.stack.setCurrentWidget(shown)

    # --- rows behind a number ----------------------------------------------------------------------------------------

    def open_rows_there(self, address: "Address") -> None:
        """The rows behind a number of the week that is compared with."""
        self.open_rows(address, there=True)

    def open_rows(self, address: "Address", *, there: bool = False) -> None:
        """Show the rows behind a number in the place of the part."""
        self._there = there
        self.rows.ask(self._wish_of_rows, address)
        self._show(self.rows)
        self.rows.take_focus()
        self.bench.commands.refresh()

    def leave_rows(self) -> None:
        """Back to the number, where the keyboard was."""
        if self.rows.address is None:
            return
        self.rows.forget()
        if self.sight is not None:
            self._show_chosen()
            self.enter()
        self.bench.commands.refresh()

    # --- the keyboard ------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """From the list of parts into the part."""
        shown = self.stack.currentWidget()
        if isinstance(shown, (Part, RowsPanel, Nothing, Counting)):
            shown.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button in hand; Esc goes from the part to the list, and from there back."""
        held = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(held, QAbstractButton):
            held.click()
        elif event.key() == Qt.Key.Key_Escape and held is not self.list and self.list.isVisible():
            self.list.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.bench.commands.act("go.back")
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: what was computed is kept."""
        super().showEvent(event)
        for timer in (self._gone, self._away):
            timer.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever opens a lead and comes back finds the week as it was; after a while its memory is given back."""
        super().hideEvent(event)
        for timer in (self._gone, self._away):
            timer.start()

    def _lay_aside(self) -> None:
        self.bench.ask(lay_weeks_aside, then=lambda _: None, key="review/aside")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the part has all the room; the keys lead from part to part."""
        super().resizeEvent(event)
        self.list.setVisible(self.width() >= theme.px(NARROW))
