"""The head of the playbook page: what is in force, the preset, and the state of the draft with its acts."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu

from app.language import tr, tr_many
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.pages.defining.inputs import ChoiceInput
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import Elided, button, column, label, row

_FILES = ("playbook.take", "playbook.save", "playbook.definitions", "playbook.questions")


class DraftBar(QFrame):
    """Says what counts now and what is being prepared; the acts are commands of the window."""

    preset_chosen = Signal(object)  # id

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self._bench = bench
        self.title = Elided("", theme.LEAD, bold=True)
        self.state = Chip("", "muted")
        self.says = Elided("", tone="muted")
        self.presets: ChoiceInput | None = None
        self._preset_place = row()
        self.replay = self._act(tr("Replay"), "history", "playbook.replay")
        self.adopt = self._act(tr("Adopt"), "check", "playbook.adopt", part="main")
        self.discard = self._act(tr("Discard"), "trash", "playbook.discard")
        self.files = button(tr("Files"), "file-text", name=tr("Files of the playbook"))
        menu = QMenu(self.files)
        for id in _FILES:
            menu.addAction(bench.commands.actions[id])
        self.files.setMenu(menu)
        first = row(self.title, label(tr("Preset"), theme.FINE, tone="muted"), self._preset_place)
        first.setStretch(0, 1)
        second = row(self.state, self.says, self.files, self.replay, self.discard, self.adopt)
        second.setStretch(1, 1)
        self.setLayout(
            column(first, second, space=theme.TIGHT, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        )

    def draw(self, title: str, version: int, view: Any, presets: Sequence[tuple[str, str]], preset: str) -> None:
        """Show the version in force and the draft."""
        self.title.say(tr("{title} · version {version}", title=title, version=version))
        if self.presets is None:
            self.presets = ChoiceInput(tr("Preset in force"), presets)
            self.presets.setFixedWidth(theme.px(150))
            self.presets.settled.connect(self.preset_chosen)
            self._preset_place.addWidget(self.presets)
        self.presets.show_value(preset)
        self.presets.setEnabled(not self._bench.read_only)
        if view.open:
            self.state.say(tr("Draft"), "accent")
            self.says.say(self._draft_words(view))
        else:
            self.state.say(tr("In force"), "good")
            self.says.say(tr("Change anything and a draft begins; nothing counts before it is adopted."))
        self._bench.commands.refresh()
        for shown in (self.replay, self.adopt, self.discard):
            shown.setVisible(view.open)

    def _draft_words(self, view: Any) -> str:
        wrong = sum(not fault.warns for fault in view.faults)
        changes = len(view.differences)
        parts = [
            tr_many(
                "{count} change of version {in_force}",
                "{count} changes of version {in_force}",
                changes,
                in_force=view.in_force,
            ),
            tr("begun {ago} by {by}", ago=dates.ago(view.started_at), by=view.by) if view.started_at else "",
            tr_many(
                "{count} fault to mend before it can be adopted",
                "{count} faults to mend before it can be adopted",
                wrong,
            )
            if wrong
            else "",
        ]
        return " · ".join(part for part in parts if part)

    def _act(self, words: str, icon: str, id: str, part: str = "") -> Any:
        made = button(words, icon, part=part)
        made.setToolTip(self._bench.commands.actions[id].shortcut().toString())
        made.clicked.connect(lambda: self._bench.commands.act(id))
        return made
