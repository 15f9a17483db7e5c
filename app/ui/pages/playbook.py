"""The playbook: every part as a table that can be edited into a draft, and what the draft would do."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.domain.playbook.drafting import used_by
from app.domain.playbook.sections import SECTIONS, Section
from app.services.drafts import discard_draft, draft_view, edit_draft, take_version
from app.services.playbooks import playbook_view
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.defining.adopting import AdoptDialog
from app.ui.pages.defining.changes import ChangesView
from app.ui.pages.defining.draft_bar import DraftBar
from app.ui.pages.defining.part_view import Line, PartView, name_of
from app.ui.pages.defining.replayed import ReplayedView
from app.ui.pages.defining.versions import VersionsView
from app.ui.pages.page import Page
from app.ui.widgets.text import column, frame, row

CHANGES, REPLAY, VERSIONS, CALIBRATION = "Changes", "Replay", "Versions", "Calibration"
FILES = "Playbooks (*.yaml *.yml *.xlsx *.ods)"
_PLACE = Qt.ItemDataRole.UserRole


class PlaybookPage(Page):
    """Shows the draft where there is one, else what is in force; every change goes into the draft at once."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._view: Any = None
        self._playbook: Any = None
        self._removing: tuple[Section, Line] | None = None
        self.bar = DraftBar(bench)
        self.bar.preset_chosen.connect(self._on_preset)
        self.places = QListWidget()
        self.places.setAccessibleName("Parts of the playbook")
        self.places.setFixedWidth(theme.px(212))
        self.shown = QStackedWidget()
        self.parts = {section.id: PartView(section) for section in SECTIONS}
        self.changes = ChangesView()
        self.replayed = ReplayedView(bench)
        self.versions = VersionsView(bench)
        self._pages: list[tuple[str, QWidget]] = []
        self._build()
        self._connect()
        self._bind()

    def _build(self) -> None:
        self._add_heading("The draft")
        for title, shown in (
            (CHANGES, self.changes),
            (REPLAY, self.replayed),
            (VERSIONS, self.versions),
        ):
            self._add_place(title, shown)
        group = ""
        for section in SECTIONS:
            if section.group != group:
                group = section.group
                self._add_heading(group)
            self._add_place(section.label, self.parts[section.id])
        left = frame("card")
        left.setLayout(column(self.places, edges=(0, theme.TIGHT, 0, 0)))
        middle = row(left, self.shown, space=0)
        middle.setStretch(1, 1)
        whole = column(self.bar, middle, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.places.currentRowChanged.connect(self._on_place)
        self.open(SECTIONS[1].label)

    def _add_heading(self, words: str) -> None:
        """A line of the list that names the lines below it; the keyboard steps over it."""
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font(theme.FINE, bold=True))
        self.places.addItem(item)
        self.shown.addWidget(QWidget())
        self._pages.append(("", self))

    def _add_place(self, title: str, shown: QWidget) -> None:
        item = QListWidgetItem(title)
        item.setData(_PLACE, title)
        self.places.addItem(item)
        self.shown.addWidget(shown)
        self._pages.append((title, shown))

    def _connect(self) -> None:
        for part in self.parts.values():
            part.wished.connect(self._on_wish)
            part.removal_wished.connect(self._on_removal)
        for view in (self.changes, self.versions):
            view.item_wanted.connect(self._go_to_item)
        self.versions.draft_wanted.connect(lambda version: self.bench.do(take_version, version))

    def _bind(self) -> None:
        bind, writable = self.bench.commands.bind, self._writable
        bind("playbook.add", self, lambda: self._with_part("add_one"), lambda: writable() and self._part is not None)
        bind("playbook.remove", self, lambda: self._with_part("remove_one"), lambda: writable() and self._on_table)
        bind("playbook.up", self, lambda: self._with_part("move_one", -1), lambda: writable() and self._on_table)
        bind("playbook.down", self, lambda: self._with_part("move_one", 1), lambda: writable() and self._on_table)
        bind("playbook.replay", self, self.replay, lambda: self._drafted)
        bind("playbook.adopt", self, self.adopt, lambda: writable() and self._drafted)
        bind("playbook.discard", self, self.discard, lambda: writable() and self._drafted)

    # --- showing ------------------------------------------------------------------------------------------------------

    def appear(self, what: Any = None) -> None:
        """Come on screen with the keyboard in the list of parts; `what` names a part to open."""
        super().appear(what)
        if isinstance(what, str):
            self.open(what)
        self.places.setFocus()

    def open(self, title: str) -> None:
        """Go to a part, or to Changes, Replay, Versions or Calibration."""
        at = next((at for at, (name, _) in enumerate(self._pages) if name == title), None)
        if at is not None:
            self.places.setCurrentRow(at)

    def refresh(self) -> None:
        """Ask for the definitions in force and for the draft."""
        self.bench.ask(playbook_view, then=self._draw_playbook, key="playbook")
        self.bench.ask(draft_view, then=self._draw_draft, key="draft")

    def concerns(self, changed: Any) -> bool:
        """A new version or a change of the draft; a taken-back one too."""
        return "playbook" in changed.places

    @property
    def holds_input(self) -> bool:
        """True while a field is half-typed."""
        part = self._part
        return part is not None and part.editor.holds_input

    def _draw_playbook(self, view: Any) -> None:
        self._playbook = view
        self._draw()

    def _draw_draft(self, view: Any) -> None:
        self._view = view
        self._draw()

    def _draw(self) -> None:
        if self._view is None or self._playbook is None:
            return
        book, view = self._playbook.playbook, self._view
        body = view.body
        presets = [(preset["id"], preset["label"]) for preset in body["presets"]]
        self.bar.draw(book.title, book.version, view, presets, body["preset"])
        states: dict[str, dict[str, str]] = {}
        for one in view.differences:
            states.setdefault(one.section, {})[one.item] = one.what
        for id, part in self.parts.items():
            part.draw(body, view.faults, states.get(id, {}), writable=not self.bench.read_only)
        self.changes.draw(view)
        self.versions.draw(self._playbook.versions, draft=view.open)
        self.replayed.draw(view)
        self._mark(states)
        self._on_place(self.places.currentRow())

    def _mark(self, states: dict[str, dict[str, str]]) -> None:
        """Say beside each part how much of it changed and whether something is wrong with it."""
        wrong = {fault.section for fault in self._view.faults if not fault.warns}
        named = {section.label: section.id for section in SECTIONS}
        for at in range(self.places.count()):
            item = self.places.item(at)
            title = str(item.data(_PLACE) or "")
            if not title:
                continue
            id = named.get(title, "")
            count = len(states.get(id, {})) if id else len(self._view.differences) if title == CHANGES else 0
            mark = f"   {count} changed" if count and id else f"   {count}" if count else ""
            item.setText(f"{title}{'   fault' if id in wrong else mark}")

    def _on_place(self, at: int) -> None:
        if at < 0 or not self._pages:
            return
        self.shown.setCurrentIndex(at)
        part = self._part
        if part is not None and not part.section.single:
            self.bench.counted.emit(f"{part.table.rowCount():,} lines")
        else:
            self.bench.counted.emit("")
        self.bench.commands.refresh()

    def _writable(self) -> bool:
        return not self.bench.read_only

    # --- what is on screen --------------------------------------------------------------------------------------------

    @property
    def _part(self) -> PartView | None:
        shown = self.shown.currentWidget()
        return shown if isinstance(shown, PartView) else None

    @property
    def _on_table(self) -> bool:
        part = self._part
        return part is not None and part.view.hasFocus()

    @property
    def _drafted(self) -> bool:
        return self._view is not None and self._view.open

    def _with_part(self, act: str, *args: Any) -> None:
        part = self._part
        if part is not None:
            getattr(part, act)(*args)

    def _go_to_item(self, wanted: tuple[str, str]) -> None:
        section, key = wanted
        if section in self.parts:
            self.open(self.parts[section].section.label)
            self.parts[section].stand_on(key)
            self.parts[section].focus()

    # --- changing -----------------------------------------------------------------------------------------------------

    def _on_wish(self, wish: tuple[list[dict[str, Any]], str, str]) -> None:
        steps, says, key = wish
        part = self._part
        adding = any(step["op"] == "add" for step in steps)

        def then(_: Any) -> None:
            if part is not None and key:
                part.stand_on(key)
                if adding:
                    part.editor.begin()

        if part is not None and adding:
            part.stand_on(key)
        self._edit(steps, says, then)

    def _edit(self, steps: list[dict[str, Any]], says: str, then: Any = None) -> None:
        self.bench.do(edit_draft, steps, says, say=False, then=then)

    def _on_preset(self, preset: str) -> None:
        step = {"op": "set", "section": "general", "item": "", "field": "preset", "value": preset}
        self._edit([step], "Change the preset in force")

    def _on_removal(self, wished: tuple[Section, Line]) -> None:
        """Remove an item; where something refers to it, say so first and ask for the key again."""
        section, line = wished
        uses = used_by(self._view.body, section.id, line.key)
        asked = self._removing is not None and self._removing[1].key == line.key
        if uses and not asked:
            self._removing = wished
            some = "; ".join(uses[:3]) + (f" and {len(uses) - 3} more" if len(uses) > 3 else "")
            self.bench.toast.say(f"{name_of(line)} is used by {some}. Remove it again to take it out all the same.")
            return
        self._removing = None
        step = {"op": "remove", "section": section.id, "item": line.key}
        self._edit([step], f"Remove {name_of(line)} from {section.label.lower()}")

    def replay(self) -> None:
        """Show what the draft would have done with the latest leads."""
        self.open(REPLAY)
        self.replayed.run()

    def adopt(self) -> None:
        """Ask for a note and adopt the draft; a faulty one leads to its first fault instead."""
        wrong = [fault for fault in self._view.faults if not fault.warns]
        if wrong:
            self._go_to_item((wrong[0].section, wrong[0].item))
            self.parts[wrong[0].section].stand_on(wrong[0].item, wrong[0].field)
            self.bench.toast.say(f"Mend this first: {wrong[0].says}")
            return
        AdoptDialog(self.bench, self._view, self.replayed.sentences, lambda _: self.refresh(), self.window()).open()

    def discard(self) -> None:
        """Give the draft up; Undo brings it back."""
        self.bench.do(discard_draft)
