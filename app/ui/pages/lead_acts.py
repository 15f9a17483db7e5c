"""What can be done with the lead on a page: binds the lead commands and shows their strips at the foot."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from app.domain.lead import Answered
from app.domain.stage import Stage
from app.language import later, tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.lead_coming import ACCEPTS
from app.ui.tables.checklist_view import ChecklistView
from app.ui.widgets.key_hint import KeyHints
from app.ui.widgets.text import column, frame

PATH_COMMANDS = {  # command: the key by which the playbook names its path, and the ids it may have
    "move.disqualified": ("3", "disqualified"),
    "move.duplicate": ("4", "duplicate"),
    "move.not_now": ("H", "not_now"),
    "move.nurture": ("T", "nurture"),
    "move.presales": ("P", "technical_presales"),
    "move.research": ("R", "needs_research"),
}
HINTS = (
    ("Y N U", later("answer")),
    ("1", "MQL"),
    ("2", "SQL"),
    ("3", later("disqualify")),
    ("A", later("suggested path")),
    ("H", later("not now")),
    ("T", later("nurture")),
    ("P", "pre-sales"),
    ("D", later("hand off")),
    ("L", later("touch")),
    ("Q", later("call")),
    ("?", later("all keys")),
)


def path_by_key(bench: Bench, key: str, otherwise: str) -> str:
    """The path that the playbook in force gives this key; where it gives it to none, the one that has it elsewhere."""
    return next((path.id for path in bench.playbook.paths if path.key.upper() == key), otherwise)


class LeadActs(QWidget):
    """Holds the view of the lead on its page until the next one is drawn; writes nothing itself."""

    settled = Signal(object)  # Changed of a move: the lead has found its place
    changed = Signal(object)  # Changed of anything else
    evidence_wanted = Signal(object)  # ("signal", its id) or ("touch", its id): what an answer rests on
    strip_shown = Signal(object)  # the strip, or None when it is left

    def __init__(self, bench: Bench, page: QWidget, hints: tuple[tuple[str, str], ...] = HINTS) -> None:
        super().__init__()
        self.bench, self._page = bench, page
        self.view: Any | None = None
        self.lists: list[ChecklistView] = []
        self._in_hand: ChecklistView | None = None
        self.move_in_hand: Callable[[], int | None] = lambda: None  # a page with a story knows it
        self._stack = QStackedLayout(self)
        self._idle = frame("")
        self._idle.setLayout(column(KeyHints(hints), edges=(theme.TIGHT, 0, theme.TIGHT, 0)))
        self._stack.addWidget(self._idle)
        self._strips: dict[Callable[[Bench], Any], Any] = {}
        self._bind()
        self._fit()

    def take(self, view: Any | None) -> None:
        """Another lead, or the same one drawn again, is on the page; an open strip of another lead is left."""
        other = self.view is None or view is None or view.id != self.view.id
        self.view = view
        if other:
            self.leave()

    def watch(self, *lists: ChecklistView) -> None:
        """Answer the lines of these checklists."""
        self.lists = list(lists)
        self._in_hand = lists[0]
        for shown in lists:
            shown.taken.connect(self._took)
            shown.evidence_wanted.connect(self._show_evidence)

    @property
    def open_strip(self) -> QWidget | None:
        """The strip on screen, or None."""
        return None if self._stack.currentIndex() == 0 else self._stack.currentWidget()

    def leave(self) -> None:
        """Close the strip and give the keyboard back to the page."""
        if self.open_strip is not None:
            self._stack.setCurrentIndex(0)
            self._fit()
            self.strip_shown.emit(None)
            (self._in_hand or self._page).setFocus()
            self.bench.commands.refresh()

    # --- commands ----------------------------------------------------------------------------------------------------

    def _bind(self) -> None:
        bind = self._offer
        for id, value in (("yes", Answered.YES), ("no", Answered.NO), ("unknown", Answered.UNKNOWN)):
            bind(f"answer.{id}", partial(self._answer, value))
        bind("answer.suggested", self._accept)
        self.bench.commands.bind("answer.evidence", self._page, self._show_evidence, self._free)
        bind("move.mql", lambda: self.open_move(stage=Stage.MQL))
        bind("move.sql", lambda: self.open_move(stage=Stage.SQL))
        for id, (key, path) in PATH_COMMANDS.items():
            bind(id, partial(self._open_path, key, path))
        bind("move.suggested", self._take_suggested)
        bind("move.any", self._choose_move)
        for at, id in enumerate(ACCEPTS):
            self.bench.commands.bind(id, self._page, partial(self.accept, at), partial(self._proposes, at))
        bind("lead.track", self._choose_track)
        bind("lead.handoff", self._hand_off)
        bind("lead.edit", self._edit)
        bind("lead.owner", lambda: self._open_note("OwnerStrip"))
        bind("lead.touch", lambda: self._open_note("TouchStrip"))
        bind("lead.gap", lambda: self._open_note("GapStrip"))
        bind("gap.status", self._settle_gap)
        bind("lead.pause", lambda: self._open_clock("PauseStrip", self.view), self._runs)
        bind("lead.resume", self._resume, lambda: not self._runs())
        bind("lead.judge", lambda: self._open_clock("RouteStrip", self._judged()), lambda: self._judged() is not None)
        bind("lead.undo", lambda: self.bench.commands.act("edit.undo"))
        self.bench.commands.bind("lead.account", self._page, self._open_account, self._free)
        self.bench.commands.bind("lead.person", self._page, self._open_person, self._free)
        self.bench.commands.bind("lead.call", self._page, self._open_call, self._free)
        bind("call.plan", self._plan_call)
        self.bench.commands.bind("lead.routes", self._page, self._ask_routes, self._free)

    def _offer(self, id: str, act: Callable[[], None], where: Callable[[], bool] = lambda: True) -> None:
        self.bench.commands.bind(id, self._page, act, lambda: self._free() and not self.bench.read_only and where())

    def _free(self) -> bool:
        return self.view is not None and self.open_strip is None

    def _open_path(self, key: str, otherwise: str) -> None:
        self.open_move(path=path_by_key(self.bench, key, otherwise))

    def open_move(self, *, stage: Stage | None = None, path: str | None = None) -> None:
        """Open the strip of a move."""
        from app.ui.strips.move_strip import MoveStrip

        strip = self._strip(MoveStrip)
        if not strip.property("joined"):
            strip.setProperty("joined", True)
            strip.criterion_wanted.connect(self._show_criterion)
            strip.settled.connect(self.settled)
        strip.open(self.view, stage=stage, path=path)

    def _answer(self, value: Answered) -> None:
        line = self._in_hand.current if self._in_hand is not None else None
        if line is None:
            return
        from app.ui.strips.answer_strip import AnswerStrip

        strip = self._strip(AnswerStrip)
        if not strip.property("joined"):
            strip.setProperty("joined", True)
            strip.settled.connect(self._answered)
        strip.open(self.view, line, value)

    def _accept(self) -> None:
        """Take the suggested Yes of the line in hand; without one it is said why there is none."""
        from app.services.answers import accept_suggestion

        line = self._in_hand.current if self._in_hand is not None else None
        if line is not None and self.view is not None:
            self.bench.do(accept_suggestion, self.view.id, line.id, then=self._accepted)

    def _accepted(self, changed: Any) -> None:
        self._answered(changed)
        self.changed.emit(changed)

    def _show_evidence(self, line: Any = None) -> None:
        line = line or (self._in_hand.current if self._in_hand is not None else None)
        if line is not None and line.source:
            self.evidence_wanted.emit((line.source, line.source_id))
        elif line is not None:
            self.bench.toast.say(
                tr("This answer rests on words alone.") if line.at else tr("Nobody has answered this yet.")
            )

    def _answered(self, changed: Any) -> None:
        if self._in_hand is not None and not self._in_hand.choose_open(self._in_hand.currentIndex().row()):
            following = [shown for shown in self.lists if shown is not self._in_hand and shown.choose_open()]
            if following:
                following[0].setFocus()

    def _open_note(self, name: str) -> None:
        from app.ui.strips import note_strips

        self._strip(getattr(note_strips, name)).open(self.view)

    def _settle_gap(self) -> None:
        from app.ui.dialogs.gap_choice import settle_one

        if self.view is not None:
            settle_one(self.bench, self.view.gaps, self.window())

    def _open_clock(self, name: str, what: Any) -> None:
        from app.ui.strips import clock_strips

        self._strip(getattr(clock_strips, name)).open(what)

    def _runs(self) -> bool:
        return self.view is not None and self.view.paused is None

    def _resume(self) -> None:
        from app.services.pausing import resume_clock

        assert self.view is not None
        self.bench.do(resume_clock, self.view.id, then=self.changed.emit)

    def _judged(self) -> Any | None:
        """The route of the move in hand, or the one that was proposed last."""
        routes = self.view.routes if self.view is not None else ()
        wanted = self.move_in_hand()
        return next((one for one in routes if wanted in one.moves), routes[-1] if routes else None)

    def _ask_routes(self) -> None:
        from app.services.routes import routes_view
        from app.ui.dialogs.routes import RoutesDialog

        if self.view is not None:
            shown = self.window()
            self.bench.ask(
                routes_view, self.view.id, then=lambda found: RoutesDialog(found, shown).open(), key="routes"
            )

    def _take_suggested(self) -> None:
        if self.view is not None:
            self.open_move(path=self.view.route.path)

    def _choose_move(self) -> None:
        from app.ui.dialogs.chooser import Choice, FixedChooser

        book, view = self.bench.playbook, self.view
        assert view is not None
        stages = [stage for stage in Stage if stage != view.stage and (stage is not Stage.SAL or book.use_sal)]
        choices = [Choice(stage.label, "stage", partial(self.open_move, stage=stage)) for stage in stages]
        choices += [
            Choice(path.label, "path", partial(self.open_move, path=path.id))
            for path in book.paths
            if path.id != view.path
        ]
        FixedChooser(tr("Move"), tr("Move {name} to", name=view.person.name), choices, self.window()).open()

    def _proposes(self, at: int) -> bool:
        return self._free() and not self.bench.read_only and self.view is not None and at < len(self.view.proposals)

    def accept(self, at: int) -> None:
        """Do what the rules propose, by its place; it is one act that can be taken back."""
        from app.services.proposing import accept_proposal

        if self.view is not None:
            found = self.view.proposals[at]
            self.bench.do(accept_proposal, self.view.id, found.id, then=self.settled.emit)

    def _choose_track(self) -> None:
        from app.services.nurturing import choose_track
        from app.ui.dialogs.chooser import Choice, FixedChooser

        view = self.view
        assert view is not None
        tracks = [("", tr("What the rules propose")), *(view.nurture.tracks if view.nurture is not None else ())]
        choices = [Choice(words, "", partial(self.bench.do, choose_track, view.id, id)) for id, words in tracks]
        FixedChooser(
            tr("Nurture track"), tr("Nurture {name} with", name=view.person.name), choices, self.window()
        ).open()

    def show_criterion(self, criterion: str) -> None:
        """Go to the line of a checklist."""
        self._show_criterion(criterion)

    def _hand_off(self) -> None:
        from app.ui.dialogs.handoff_dialog import HandoffDialog

        if self.view is not None:
            HandoffDialog(self.bench, self.view.id, self.view.person.name, self.window()).open()

    def _edit(self) -> None:
        from app.ui.dialogs import lead_form

        lead_form.edit(self.bench, self.view, self.window())

    def _open_account(self) -> None:
        if self.view is not None:
            self.bench.account_wanted.emit(self.view.account.id)

    def _open_call(self) -> None:
        """Its next call, or the sheet of the lead where none is planned: one key (CP1)."""
        if self.view is not None:
            self.bench.place_wanted.emit(("call", ("lead", self.view.id)))

    def _plan_call(self) -> None:
        from app.ui.calls.plan_dialog import PlanDialog

        if self.view is not None:
            PlanDialog(self.bench, self.view.id, self._go_to_call, self.window()).open()

    def _go_to_call(self, call_id: int) -> None:
        self.bench.place_wanted.emit(("call", call_id))

    def _open_person(self) -> None:
        if self.view is not None:
            self.bench.place_wanted.emit(("person", self.view.person.id))

    # --- strips ------------------------------------------------------------------------------------------------------

    def _strip(self, kind: Callable[[Bench], Any]) -> Any:
        strip = self._strips.get(kind)
        if strip is None:
            strip = kind(self.bench)
            strip.left.connect(self.leave)
            strip.settled.connect(self._left_settled)
            self._strips[kind] = strip
            self._stack.addWidget(strip)
        self._stack.setCurrentWidget(strip)
        self._fit()
        self.strip_shown.emit(strip)
        self.bench.commands.refresh()
        return strip

    def _left_settled(self, changed: Any) -> None:
        self.leave()
        self.changed.emit(changed)

    def _fit(self) -> None:
        """The foot is as high as what it shows."""
        for shown in (self._idle, *self._strips.values()):
            high = QSizePolicy.Policy.Preferred if shown is self._stack.currentWidget() else QSizePolicy.Policy.Ignored
            shown.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        self._stack.invalidate()
        self.updateGeometry()

    def _took(self, shown: ChecklistView) -> None:
        self._in_hand = shown

    def _show_criterion(self, criterion: str) -> None:
        self.leave()
        for shown in self.lists:
            if shown.choose(criterion):
                return
