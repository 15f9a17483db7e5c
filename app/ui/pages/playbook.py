"""The playbook: every part as a table that can be edited into a draft, and what the draft would do."""

from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.counting import counted
from app.domain.playbook.drafting import used_by
from app.domain.playbook.sections import SECTION, SECTIONS, Section, choices
from app.language import later, tr, within
from app.services.drafts import discard_draft, draft_view, edit_draft, take_version
from app.services.playbooks import playbook_view
from app.services.work import Work
from app.ui import theme
from app.ui.bench import Bench
from app.ui.help import PARTS
from app.ui.pages.defining.adopting import AdoptDialog
from app.ui.pages.defining.calibration import CalibrationView
from app.ui.pages.defining.changes import ChangesView
from app.ui.pages.defining.contents import Contents
from app.ui.pages.defining.draft_bar import DraftBar
from app.ui.pages.defining.files import PlaybookFiles
from app.ui.pages.defining.part_view import Line, PartView, name_of
from app.ui.pages.defining.replayed import ReplayedView
from app.ui.pages.defining.versions import VersionsView
from app.ui.pages.page import Page
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import column, frame, row

CHANGES, REPLAY, VERSIONS, CALIBRATION = later("Changes"), later("Replay"), later("Versions"), later("Calibration")


class PlaybookPage(Page):
    """Shows the draft where there is one, else what is in force; every change goes into the draft at once."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._view: Any = None  # the draft
        self._playbook: Any = None  # what is in force
        self._states: dict[str, dict[str, str]] = {}  # by part and item: what the draft did to it
        self._removing = ("", "")  # part and key of the item whose removal is to be asked for once more
        self.parts: dict[str, PartView] = {}  # made when they are opened
        self._due: set[str] = set()  # parts that are to be drawn when they are opened again
        self.bar = DraftBar(bench)
        self.contents = Contents()
        self.shown = Stack()
        self.changes = ChangesView()
        self.replayed = ReplayedView(bench)
        self.versions = VersionsView(bench)
        self.calibration = CalibrationView(bench)
        self._views: dict[str, QWidget] = {
            CHANGES: self.changes,
            REPLAY: self.replayed,
            VERSIONS: self.versions,
            CALIBRATION: self.calibration,
        }
        self.files = PlaybookFiles(bench, self, lambda: self.open(CHANGES))
        self._build()
        self._connect()
        self._bind()

    def _build(self) -> None:
        self.contents.add_heading(tr("The draft"))
        for title, shown in self._views.items():
            self.contents.add_title(title)
            self.shown.addWidget(shown)
        for group, sections in groupby(SECTIONS, key=lambda section: section.group):
            self.contents.add_heading(group)
            for section in sections:
                self.contents.add_title(section.label)
        left = frame("card")
        left.setLayout(column(self.contents, edges=(0, theme.TIGHT, 0, 0)))
        middle = row(left, self.shown, space=0)
        middle.setStretch(1, 1)
        whole = column(self.bar, middle, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.bar.preset_chosen.connect(self._on_preset)
        self.contents.chosen.connect(self._on_title)
        self.contents.entered.connect(self._enter)
        for view in (self.changes, self.versions, self.calibration):
            view.item_wanted.connect(self._go_to_item)
        self.calibration.steps_wanted.connect(lambda wish: self._edit(*wish))
        self.versions.draft_wanted.connect(lambda version: self.bench.do(take_version, version))

    def _bind(self) -> None:
        bind, writable = self.bench.commands.bind, self._writable
        for id, act, *args in (
            ("add", "add_one"),
            ("remove", "remove_one"),
            ("up", "move_one", -1),
            ("down", "move_one", 1),
        ):
            bind(f"playbook.{id}", self, partial(self._with_part, act, *args), self._has_lines)
        bind("playbook.replay", self, self.replay, lambda: self._drafted)
        bind("playbook.adopt", self, self.adopt, lambda: writable() and self._drafted)
        bind("playbook.take", self, self.files.take, writable)
        bind("playbook.save", self, lambda: self.files.save(self._name), lambda: bool(self._name))
        bind("playbook.definitions", self, lambda: self.files.save_definitions(self._name), lambda: bool(self._name))
        bind("playbook.questions", self, lambda: self.files.save_questions(self._name), lambda: bool(self._name))
        bind("playbook.discard", self, self.discard, lambda: writable() and self._drafted)

    # --- showing ------------------------------------------------------------------------------------------------------

    def appear(self, what: Any = None) -> None:
        """Come on screen with the keyboard in the list of parts; `what` names a part to open, or a file to draft."""
        super().appear(what)
        if isinstance(what, Path):
            self.files.read(what)
            what = CHANGES
        if isinstance(what, str) or (self._part is None and not self.contents.currentItem()):
            self.open(what if isinstance(what, str) else SECTIONS[1].label)
        self.contents.setFocus()

    def open(self, title: str) -> None:
        """Go to a part, or to Changes, Replay, Versions or Calibration."""
        self.contents.open(title)

    def _enter(self) -> None:
        """From the list of parts into the part."""
        shown = self.shown.currentWidget()
        if isinstance(shown, PartView):
            shown.focus()
        elif shown is not None:
            shown.setFocus()

    def refresh(self) -> None:
        """Ask for the definitions in force and for the draft."""
        self.bench.ask(_in_force_and_draft, then=self._drawn, key="playbook")

    def concerns(self, changed: Any) -> bool:
        """A new version or a change of the draft; a taken-back one too."""
        return "playbook" in changed.places

    @property
    def topic(self) -> str:
        """Each group of parts has help of its own."""
        part = self._part
        return PARTS[part.section.group if part is not None else "The draft"]

    @property
    def holds_input(self) -> bool:
        """True while a field is half-typed."""
        part = self._part
        return part is not None and part.editor.holds_input

    def _drawn(self, views: tuple[Any, Any]) -> None:
        self._playbook, self._view = views
        self._draw()

    def _draw(self) -> None:
        book, view = self._playbook.playbook, self._view
        presets = choices(view.body, "preset")
        self.bar.draw(book.title, book.version, view, presets, view.body["preset"])
        self._states, self._removing = {}, ("", "")
        for one in view.differences:
            self._states.setdefault(one.section, {})[one.item] = one.what
        self.changes.draw(view)
        self.versions.draw(self._playbook.versions, draft=view.open)
        self.replayed.draw(view)
        self._mark()
        self._due = set(self.parts)
        self._draw_part()

    def _mark(self) -> None:
        """Say beside each part how much of it changed and whether something is wrong with it."""
        wrong = {fault.section for fault in self._view.faults if not fault.warns}
        marks = {CHANGES: str(len(self._view.differences) or "")}
        for section in SECTIONS:
            changed = len(self._states.get(section.id, ()))
            marks[section.label] = tr("fault") if section.id in wrong else str(changed or "")
        self.contents.mark(marks)

    def _on_title(self, title: str) -> None:
        shown = self._views.get(title)
        if shown is None:
            shown = self._part_of(next(section for section in SECTIONS if section.label == title))
        self.shown.setCurrentWidget(shown)
        self._draw_part()
        if shown is self.calibration:
            self.calibration.refresh()
        self.bench.commands.refresh()

    def _part_of(self, section: Section) -> PartView:
        """The view of a part, made when it is first wanted."""
        if section.id not in self.parts:
            made = self.parts[section.id] = PartView(self.bench, section)
            made.wished.connect(self._on_wish)
            made.removal_wished.connect(self._on_removal)
            self.shown.addWidget(made)
            self._due.add(section.id)
        return self.parts[section.id]

    def _draw_part(self) -> None:
        """Draw the part on screen, where that is due; the others are drawn when they come on screen."""
        part = self._part
        if part is not None and part.section.id in self._due and self._view is not None:
            self._due.discard(part.section.id)
            states = self._states.get(part.section.id, {})
            part.draw(self._view.body, self._view.faults, states, writable=self._writable())
        lines = part is not None and not part.section.single
        self.bench.counted.emit(counted(part.table.rowCount(), "line") if part is not None and lines else "")

    def _writable(self) -> bool:
        return not self.bench.read_only

    # --- what is on screen --------------------------------------------------------------------------------------------

    @property
    def _part(self) -> PartView | None:
        shown = self.shown.currentWidget()
        return shown if isinstance(shown, PartView) else None

    @property
    def _name(self) -> str:
        return str(self._playbook.playbook.name) if self._playbook is not None else ""

    def _has_lines(self) -> bool:
        part = self._part
        return self._writable() and part is not None and not part.section.single

    @property
    def _drafted(self) -> bool:
        return self._view is not None and self._view.open

    def _with_part(self, act: str, *args: Any) -> None:
        """Let the part on screen act; what needs a line in hand needs the keyboard in the table."""
        part = self._part
        if part is not None and (act == "add_one" or part.view.hasFocus()):
            getattr(part, act)(*args)

    def _go_to_item(self, wanted: tuple[str, str], field: str | None = None) -> None:
        section, key = wanted
        self.open(SECTION[section].label)
        part = self._part
        if part is not None:
            part.stand_on(key, field)
            if field is None:
                part.focus()

    # --- changing -----------------------------------------------------------------------------------------------------

    def _on_wish(self, wish: tuple[list[dict[str, Any]], str, str]) -> None:
        steps, says, key = wish
        part = self._part
        if part is not None and key:
            part.stand_on(key, "" if any(step["op"] == "add" for step in steps) else None)
        self._edit(steps, says)

    def _edit(self, steps: list[dict[str, Any]], says: str) -> None:
        self.bench.do(edit_draft, steps, says, say=False)

    def _on_preset(self, preset: str) -> None:
        step = {"op": "set", "section": "general", "item": "", "field": "preset", "value": preset}
        self._edit([step], tr("Change the preset in force"))

    def _on_removal(self, wished: tuple[Section, Line]) -> None:
        """Remove an item; where something refers to it, that is said first, and asking again removes it."""
        section, line = wished
        uses = used_by(self._view.body, section.id, line.key)
        wanted = (section.id, line.key)
        asked, self._removing = self._removing == wanted, wanted
        if uses and not asked:
            some = "; ".join(uses[:3]) + (tr(" and {count} more", count=len(uses) - 3) if len(uses) > 3 else "")
            self.bench.toast.say(
                tr(
                    "Remove {name_of} once more to take it out all the same: it is used by {some}.",
                    name_of=name_of(line),
                    some=some,
                )
            )
            return
        step = {"op": "remove", "section": section.id, "item": line.key}
        self._edit([step], tr("Remove {name_of} from {label}", name_of=name_of(line), label=within(tr(section.label))))

    def replay(self) -> None:
        """Show what the draft would have done with the latest leads."""
        self.open(REPLAY)
        self.replayed.run()

    def adopt(self) -> None:
        """Ask for a note and adopt the draft; a faulty one leads to its first fault instead."""
        wrong = [fault for fault in self._view.faults if not fault.warns]
        if wrong:
            self._go_to_item((wrong[0].section, wrong[0].item), wrong[0].field)
            self.bench.toast.say(tr("Mend this first: {says}", says=wrong[0].says))
            return
        AdoptDialog(self.bench, self._view, self.replayed.sentences, self._adopted, self.window()).open()

    def _adopted(self, changed: Any) -> None:
        """Show what came of it: the new version with its note, above the ones before it."""
        self.open(VERSIONS)
        self.refresh()

    def discard(self) -> None:
        """Give the draft up; Undo brings it back."""
        self.bench.do(discard_draft)


def _in_force_and_draft(work: Work) -> tuple[Any, Any]:
    """Both of the same moment, so that nothing is drawn of one that the other has left behind."""
    return playbook_view(work), draft_view(work)
