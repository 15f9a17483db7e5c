"""Presentation mode: the week on the whole screen, one diagnosis at a time; decide, and the next one comes."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.domain.problems import Problem, Trouble
from app.language import later, tr
from app.services.review_decisions import DecisionsView, decisions_to_see
from app.ui import theme
from app.ui.bench import Bench
from app.ui.calls.keys import written
from app.ui.command_table import COMMANDS, READ_ONLY, command, key_text
from app.ui.review.deciding import DecideStrip, DoneStrip, KeptStrip
from app.ui.review.deck import deck, open_before
from app.ui.review.slide_canvas import BODY, FINE, HIGH, WIDE
from app.ui.review.slide_view import SlideView
from app.ui.review.slides import DecisionSlide, FindingSlide, Slide
from app.ui.widgets.key_hint import KeyHints
from app.ui.widgets.text import column, row

if TYPE_CHECKING:
    from app.services.review_sight import Sight

NEAR = "meeting"
_KEYS = {QKeySequence(c.key).toString(): c.id for c in COMMANDS if c.near == NEAR}
_ALSO = {  # what remote controls send, and what hands try
    "Space": "meeting.next",
    "PgDown": "meeting.next",
    "Down": "meeting.next",
    "PgUp": "meeting.back",
    "Up": "meeting.back",
    "Backspace": "meeting.back",
    **{key_text(command(id)): id for id in ("edit.undo", "edit.redo")},
}
_MOVES = (("→", later("next")), ("←", later("back")), ("D", later("decide")))
_ROWS, _REPLAY, _DONE = ("Enter", later("all rows")), ("R", later("replay")), ("X", later("done"))
_TYPING = (("Enter", later("keep it, go on")), ("Tab", later("owner, day")), ("Esc", later("leave it half-typed")))
_ALWAYS = (("N", later("names of our people")), ("Ctrl+Z", later("undo")), ("Esc", later("leave")))


class Presentation(QWidget):
    """A window of its own over the whole screen. Nothing typed is lost when it is left."""

    over = Signal()  # it was left

    def __init__(self, bench: Bench, sight: "Sight", window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Review of {week}", week=sight.review.week))
        self.bench, self.sight = bench, sight
        self.slides: tuple[Slide, ...] = ()
        self.at = 0
        self.names = True
        self._found: DecisionsView | None = None
        self._earlier: tuple[int, ...] | None = None  # the decisions that were open when the meeting began
        self._came_from: QWidget | None = window.focusWidget()
        self.view = SlideView()
        self.view.pressed.connect(self._on_pressed)
        self.strip, self.done_strip = DecideStrip(bench), DoneStrip(bench)
        self.hints = KeyHints((*_MOVES, *_ALWAYS))
        foot = row(self.hints, edges=(theme.LARGE, theme.TIGHT, theme.LARGE, theme.TIGHT))
        whole = column(self.view, self.strip, self.done_strip, foot, space=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        for strip in (self.strip, self.done_strip):
            strip.hide()
            strip.left.connect(self._leave_strips)
        self.strip.settled.connect(lambda _: self._go_on())
        self.done_strip.settled.connect(lambda _: self._go_on())
        bench.runner.changed.connect(self._on_changed)
        bench.problems.shown.connect(self._on_problem)
        bench.lead_wanted.connect(self._on_wanted_elsewhere)
        bench.place_wanted.connect(self._on_wanted_elsewhere)
        window.installEventFilter(self)
        self._bind()

    def _bind(self) -> None:
        bind = self.bench.commands.bind
        for name, act, possible in (
            ("next", self.next, lambda: True),
            ("back", self.back, lambda: True),
            ("first", lambda: self.go(0), lambda: True),
            ("last", lambda: self.go(len(self.slides) - 1), lambda: True),
            ("decide", self.decide, lambda: self.slide is not None),
            ("done", self.finish, lambda: isinstance(self.slide, DecisionSlide) and not self.slide.row.done),
            ("replay", self.replay, lambda: isinstance(self.slide, FindingSlide)),
            ("rows", self.open_rows, lambda: isinstance(self.slide, FindingSlide)),
            ("lead", self.open_lead, lambda: isinstance(self.slide, DecisionSlide)),
            ("names", self.turn_names, lambda: True),
            ("leave", self.leave, lambda: True),
        ):
            bind(f"{NEAR}.{name}", self, act, possible)

    def begin(self) -> None:
        """Take the screen that the window is on."""
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.screen().geometry())
        self.showFullScreen()
        self.activateWindow()
        self.view.setFocus()
        self.bench.ask(decisions_to_see, then=self._draw, key="review/presenting")

    # --- showing -----------------------------------------------------------------------------------------------------

    @property
    def slide(self) -> Slide | None:
        """The slide on screen."""
        return self.slides[self.at] if 0 <= self.at < len(self.slides) else None

    def go(self, to: int) -> None:
        """Show the slide at a place; the first and the last are the ends."""
        self.at = min(max(to, 0), max(len(self.slides) - 1, 0))
        self.view.said = ""
        self._leave_strips()
        self._show()

    def next(self) -> None:
        """The next slide."""
        self.go(self.at + 1)

    def back(self) -> None:
        """The slide before."""
        self.go(self.at - 1)

    def _on_pressed(self, on: bool) -> None:
        if self._open_strip is None:
            self.go(self.at + (1 if on else -1))

    def turn_names(self) -> None:
        """Show our people as Colleague 1, Colleague 2 ..., or by their names."""
        self.names = not self.names
        self._deal()
        self.view.say(tr("Our people by name") if self.names else tr("Our people without their names"))

    def _draw(self, found: DecisionsView) -> None:
        self._found = found
        if self._earlier is None:
            self._earlier = open_before(found)
        self.strip.offer(found.names)
        self._deal()

    def _deal(self) -> None:
        """Make the slides anew, and stay at the one that is shown."""
        if self._found is None or self._earlier is None:
            return
        here = self.slide.key if self.slide is not None else ""
        self.slides = deck(self.sight, self._found, self._earlier, names=self.names)
        keys = [one.key for one in self.slides]
        self.at = keys.index(here) if here in keys else min(self.at, len(keys) - 1)
        self._show()

    def _show(self) -> None:
        slide = self.slide
        if slide is None:
            return
        self.view.show_slide(slide, self.at + 1, len(self.slides))
        if self._open_strip is None:
            self._hint(slide)

    def _hint(self, slide: Slide) -> None:
        """The keys that count on this slide."""
        more: tuple[tuple[str, str], ...] = ()
        if isinstance(slide, FindingSlide):
            more = (_ROWS, _REPLAY) if slide.finding.suggests else (_ROWS,)
        elif isinstance(slide, DecisionSlide):
            more = (_DONE,) if not slide.row.done else ()
            more += (("L", tr("open the lead")),) if slide.row.lead_id is not None else ()
        self.hints.say((*_MOVES, *more, *_ALWAYS))

    # --- acting ------------------------------------------------------------------------------------------------------

    def decide(self) -> None:
        """Write a decision; on a diagnosis it answers that."""
        slide = self.slide
        if slide is not None and not self.bench.read_only:
            self._leave_strips()
            self.strip.decide(self.sight.week, slide.rule, slide.title if slide.rule else "")
            self.hints.say(_TYPING)

    def finish(self) -> None:
        """The decision on screen is done: ask what came of it."""
        slide = self.slide
        if isinstance(slide, DecisionSlide) and not slide.row.done and not self.bench.read_only:
            self._leave_strips()
            self.done_strip.finish(slide.row)  # without names where the slide is
            self.hints.say((_TYPING[0], _TYPING[2]))

    def replay(self) -> None:
        """What the change that a diagnosis suggests would do; one comes back to the slide."""
        slide = self.slide
        if isinstance(slide, FindingSlide) and slide.finding.suggests:
            from app.ui.dialogs.finding_replay import FindingReplayDialog

            FindingReplayDialog(self.bench, slide.finding, self).open()

    def open_rows(self) -> None:
        """All rows of the diagnosis on screen."""
        slide = self.slide
        if isinstance(slide, FindingSlide):
            from app.ui.dialogs.finding import FindingDialog

            FindingDialog(self.bench, slide.finding, self).open()

    def open_lead(self) -> None:
        """Open the lead that the decision on screen is about, which leaves the meeting."""
        slide = self.slide
        if isinstance(slide, DecisionSlide) and slide.row.lead_id is not None:
            self.bench.lead_wanted.emit(slide.row.lead_id)

    def leave(self) -> None:
        """Go back to where one was."""
        self.close()

    def _go_on(self) -> None:
        self._leave_strips()
        if self.at < len(self.slides) - 1:
            said = self.view.said
            self.go(self.at + 1)
            self.view.say(said)

    def _leave_strips(self) -> None:
        self.strip.hide()
        self.done_strip.hide()
        self.view.setFocus()
        if self.slide is not None:
            self._hint(self.slide)

    def _on_changed(self, changed: Any) -> None:
        kept = getattr(changed.outcome, "again", True)
        nameless = tr("Kept") if kept else tr("Undone")
        self.view.say(changed.label if self.names else nameless)  # the label names our people
        self.bench.ask(decisions_to_see, then=self._draw, key="review/presenting")

    def _on_problem(self, error: object) -> None:
        """What the window behind says stands here as well, where it can be read."""
        if isinstance(error, (Problem, Trouble)):
            self.view.say(error.message, "bad")

    def _on_wanted_elsewhere(self, what: object) -> None:
        """Something is opened in the window behind: the meeting is left for it."""
        self._came_from = None
        self.close()

    @property
    def _open_strip(self) -> KeptStrip | None:
        return next((one for one in (self.strip, self.done_strip) if one.isVisible()), None)

    # --- what Qt tells -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a meeting; while a strip is open they are letters."""
        if self._open_strip is not None:
            super().keyPressEvent(event)
            return
        id = _ALSO.get(written(event)) or _KEYS.get(written(event))
        if id is None:
            super().keyPressEvent(event)
        elif self.bench.read_only and command(id).changes:
            self.view.say(tr(READ_ONLY), "bad")
        else:
            self.bench.commands.act(id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is typed is as large as what is read."""
        super().resizeEvent(event)
        unit = min(self.width() / WIDE, self.height() / HIGH)
        for strip in (self.strip, self.done_strip):
            strip.enlarge(max(theme.px(theme.BODY), round((BODY - 2) * unit)))
        font = theme.font(theme.FINE)
        font.setPixelSize(max(theme.px(theme.FINE), round(FINE * unit)))
        self.hints.setFont(font)
        self.hints.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window behind closes: so does this."""
        if event.type() is QEvent.Type.Close:
            self.close()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Back to where one was."""
        super().closeEvent(event)
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
            window.activateWindow()
        if self._came_from is not None and isValid(self._came_from):  # what was decided may have drawn it anew
            self._came_from.setFocus()
        self.over.emit()
