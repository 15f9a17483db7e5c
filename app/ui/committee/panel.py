"""The committee map on the page of an account: four views of the same rows, what is missing beside them, all keys."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLayout, QMenu, QWidget

from app.domain.committee.layout.geometry import Key, Layout
from app.domain.counting import counted
from app.language import later, tr
from app.services.committee.view import map_view
from app.ui import dates, settings, theme
from app.ui.bench import Bench
from app.ui.command_table import COMMANDS
from app.ui.committee.acts import MapActs
from app.ui.committee.canvas import ARROWS, MapCanvas
from app.ui.committee.cover import CoverPanel
from app.ui.committee.strip import AskStrip
from app.ui.committee.tables import COLUMNS, KeyedView, TeamPane, lines_of
from app.ui.dialogs.chooser import Choice, FixedChooser
from app.ui.widgets.date_field import DateField
from app.ui.widgets.key_hint import KeyHints
from app.ui.widgets.own_keys import OwnKeys
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import Elided, Link, button, column, label, row

if TYPE_CHECKING:
    from app.services.committee.view import MapView

VIEWS = (("lanes", later("Lanes")), ("tree", later("Tree")), ("table", later("Table")), ("team", later("Team")))
HINTS = (
    ("← → ↑ ↓", later("go")),
    ("Enter", later("edit")),
    ("M", later("manager")),
    ("1 – 5", later("stance")),
    ("Alt ← →", later("move")),
    ("B", later("build")),
    ("Alt 1 – 7", later("mend a gap")),
    ("?", later("all keys")),
)
_NEAR = {QKeySequence(c.key).toString(): c.id for c in COMMANDS if c.near == "map"}


class CommitteePanel(QWidget):
    """Keeps which service line, day and view are shown and which cards are in hand; asks for all else."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.account_id: int | None = None
        self.line: str | None = None
        self.as_of: date | None = None
        self._view: MapView | None = None
        self._expected: Key | None = None
        self._told = False
        self._build()
        self.acts = MapActs(self, self)
        self._bind()

    # --- building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.canvas, self.cover, self.strip = MapCanvas(), CoverPanel(), AskStrip(self.bench)
        self.table = KeyedView(COLUMNS, tr("Committee as a table"), self, "committee_map")
        self.table.empty = tr("Nobody is on this map yet. B builds it from lines or contacts.")
        self.team = TeamPane()
        self.stack = Stack()
        for shown in (self.canvas, self.table, self.team):
            self.stack.addWidget(shown)
        self.empty = label("", tone="muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice = label("", theme.FINE, tone="wait", bold=True, wrap=True)
        self.notice.hide()
        hints = KeyHints(HINTS)
        left = column(self.notice, self.empty, self.stack, self.strip, hints, space=theme.TIGHT)
        left.setStretch(2, 1)
        middle = row(left, self.cover)
        middle.setStretch(0, 1)
        whole = column(self._head(), middle, space=theme.TIGHT, edges=(0, theme.SMALL, 0, 0))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.canvas.current_changed.connect(self.take)
        self.canvas.chosen_changed.connect(self._on_chosen)
        self.canvas.opened.connect(lambda _: self.act("map.edit"))
        self.canvas.dropped.connect(lambda dropped: self.acts.drop(dropped))
        self.cover.fix_wanted.connect(lambda at: self.act(f"map.gap_{at + 1}"))
        self.strip.left.connect(self.take_focus)
        self.team.made.connect(self._heed)
        self._heed(self.table)
        self._heed_keys(self.canvas)

    def _head(self) -> QLayout:
        self.lines = QComboBox()
        self.lines.setAccessibleName(tr("Service line of the committee"))
        self.lines.activated.connect(lambda at: self.show_line(self.lines.itemData(at)))
        self.lines.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.lines.setMinimumContentsLength(12)
        self.views = Segmented(tr("View of the committee"), VIEWS)
        self.views.choose(settings.text("committee/view", "lanes"))
        self.views.chosen.connect(self.show_view)
        self.counts = Elided("", theme.FINE, tone="muted")
        self.day = DateField(tr("Map as of"))
        self.day.setPlaceholderText(tr("As of a day"))
        self.day.setFixedWidth(theme.px(104))
        self.day.settled.connect(self.show_day)
        self.today = Link(tr("Today"), name=tr("Back to the map of today"))
        self.today.clicked.connect(self._to_today)
        self.today.hide()
        add, build = button(tr("Add"), "plus", name=tr("Add somebody to the map")), button(tr("Build"), "users-plus")
        self.out = button(tr("Export"), "download", name=tr("Export the map"))
        for made, act in ((add, "map.add"), (build, "map.build"), (self.out, "map.export")):
            made.clicked.connect(partial(self.act, act))
        self.bench.guard(add, build)
        acts = (self.today, self.day, build, add, self.out)
        if theme.px(100) > 115:  # large text needs two lines
            below = row(self.counts, *acts, space=theme.TIGHT)
            below.setStretch(0, 1)
            return column(row(self.lines, self.views, None, space=theme.TIGHT), below, space=theme.TIGHT)
        head = row(self.lines, self.views, self.counts, *acts, space=theme.TIGHT)
        head.setStretch(2, 1)
        return head

    def _heed(self, view: KeyedView) -> None:
        """A table says which card is in hand, and hears the keys of the map."""
        view.card_taken.connect(self.take)
        view.cards_chosen.connect(self._on_table_chosen)
        view.opened.connect(lambda _: self.act("map.edit"))
        self._heed_keys(view)

    def _bind(self) -> None:
        acts, canvas = self.acts, self.canvas
        changing: dict[str, Callable[[], Any]] = {
            "edit": acts.edit,
            "rename": acts.rename,
            "add": acts.add,
            "build": acts.build,
            "take_off": acts.take_off,
            "apart": acts.apart,
            "manager": acts.manager,
            "influence": partial(acts.line, "influences"),
            "conflict": partial(acts.line, "conflict"),
            "dotted": partial(acts.line, "dotted"),
            "line": acts.lines,
            "power": acts.power,
            "weight": acts.weight,
            "pin": acts.pin,
            "tidy": acts.tidy,
            "stance_0": partial(acts.stance, None),
            **{f"stance_{key}": partial(acts.stance, key - 3) for key in range(1, 6)},
            **{f"gap_{at + 1}": partial(acts.mend, at) for at in range(7)},
            **{way: partial(acts.step, way) for way in ARROWS.values()},
            **{f"nudge_{way}": partial(acts.nudge, way) for way in ARROWS.values()},
        }
        looking: dict[str, Callable[[], Any]] = {
            "opinions": acts.opinions,
            "select_all": self.choose_all,
            "find": self.look_for,
            "lines": lambda: self.canvas.show_lines(not self.canvas.map.every_line),
            "larger": partial(canvas.zoom_by, 1),
            "smaller": partial(canvas.zoom_by, -1),
            "natural": partial(canvas.zoom_by, 0),
            "whole": canvas.whole,
            "service_line": self._choose_line,
            "as_of": self.day.setFocus,
            "export": self.export,
            **{id: partial(self.show_view, id) for id, _ in VIEWS},
        }
        for name, act in changing.items():
            self.bench.commands.bind(f"map.{name}", self, act, self._may_change)
        for name, act in looking.items():
            self.bench.commands.bind(f"map.{name}", self, act, self._is_free)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_account(self, account_id: int) -> None:
        """Show the map of another account, of the line most of its leads are about."""
        if account_id != self.account_id:
            self.account_id, self.line, self.as_of, self._view = account_id, None, None, None
            self.day.clear()
            self.strip.hide()
            self.canvas.current = None
        self.refresh()

    def refresh(self) -> None:
        """Ask for the map."""
        if self.account_id is not None:
            self.bench.ask(map_view, self.account_id, self.line, self.as_of, then=self.draw, key="committee map")

    def draw(self, view: "MapView") -> None:
        """Show a map in the view chosen."""
        self._view, self.line = view, view.service_line
        self._draw_head(view)
        self.cover.draw(view)
        self.canvas.may_change = view.as_of is None and not self.bench.read_only
        if self._expected is not None and self._expected in view.map.by_id:
            self.canvas.current, self.canvas.chosen = self._expected, {self._expected}
            self._expected = None
        self._draw_view()
        self.bench.commands.refresh()

    def _draw_head(self, view: "MapView") -> None:
        self.lines.blockSignals(True)
        self.lines.clear()
        for id, words in view.service_lines:
            self.lines.addItem(words, id)
        self.lines.setCurrentIndex(self.lines.findData(view.service_line))
        self.lines.blockSignals(False)
        counts = view.tally
        parts = [counted(counts.people, "person", "people"), tr("{count} unplaced", count=counts.unplaced)]
        parts += [tr("{count} guessed", count=counts.guesses), tr("{count} empty seats", count=counts.empty)]
        if view.changed:
            parts.append(tr("{count} changed since the last export", count=len(view.changed)))
        self.counts.say(" · ".join(parts))
        self.today.setVisible(view.as_of is not None)
        self.notice.setVisible(view.as_of is not None)
        if view.as_of is not None:
            later_ones = ", ".join(view.not_yet) or tr("nobody")
            self.notice.setText(
                tr("As it was on {day}; nothing can be changed here. Not on it yet: {names}.",
                   day=dates.exact(view.as_of), names=later_ones)
            )  # fmt: skip
        nobody = not view.map.people
        self.empty.setText(tr("Nobody is on this map yet. B builds it from lines or contacts, Ins adds one person."))
        self.empty.setVisible(nobody)

    def _draw_view(self) -> None:
        """Draw only the view that is on screen; all of them share what is in hand."""
        view, kind = self._view, self.views.value or "lanes"
        if view is None:
            return
        self._told = True
        current = self.current
        if kind == "table":
            lines = lines_of(view)
            keys = [line.key for line in lines]
            current = current if current in keys else next(iter(keys), None)
            self.table.show_lines(lines, keys, current)
            self.canvas.current = current
        elif kind == "team":
            self.team.draw(view, current)
        else:
            self.canvas.draw(view, kind)
        self.stack.setCurrentWidget({"table": self.table, "team": self.team}.get(kind, self.canvas))
        if len(self.canvas.chosen) > 1 and kind == "table":
            self.table.mark(self.canvas.chosen)
        self._told = False

    def show_view(self, kind: str) -> None:
        """Lanes, tree, table or team; remembered, and who is in hand stays so."""
        had = self.has_keyboard or self.views.hasFocus()
        self.views.choose(kind)
        settings.remember("committee/view", kind)
        self._draw_view()
        if had:
            self.take_focus()

    def show_line(self, line: str) -> None:
        """The map of another service line."""
        self.line = line
        self.refresh()
        self.take_focus()

    def show_day(self, day: date | None) -> None:
        """The map as it was at the end of a day; None is today, the only one that can be changed (CM12)."""
        if day == self.as_of:
            return  # the field was only passed on the way to something else
        self.as_of = day
        self.refresh()
        self.take_focus()

    def _to_today(self) -> None:
        self.day.clear()
        self.show_day(None)

    # --- in hand ------------------------------------------------------------------------------------------------------

    @property
    def view(self) -> "MapView":
        """What is shown; there is something whenever an act can be done."""
        assert self._view is not None
        return self._view

    @property
    def current(self) -> Key | None:
        """The card in hand."""
        return self.canvas.current

    @property
    def chosen(self) -> tuple[int, ...]:
        """The people who are selected."""
        return tuple(key for key in sorted(self.canvas.chosen, key=str) if isinstance(key, int))

    @property
    def layout_shown(self) -> Layout:
        """Where the cards stand."""
        return self.canvas.map.layout_shown

    @property
    def has_keyboard(self) -> bool:
        """True while a view of the map has the keyboard."""
        return any(one is not None and one.hasFocus() for one in (self.canvas, self.table, self.team.view))

    def take(self, key: Key | None) -> None:
        """Take a card in hand, in all views."""
        if self._told:
            return
        self._told = True
        if self.canvas.current != key:
            self.canvas.take(key)
        self.table.take(key)
        if self.team.view is not None:
            self.team.view.take(key)
        self._told = False

    def expect(self, key: Key) -> None:
        """A card that will be there with the next answer comes into hand."""
        if self._view is not None and key in self._view.map.by_id:
            self.take(key)
        else:
            self._expected = key

    def choose_all(self) -> None:
        """Select everybody."""
        self.canvas.choose(self.view.map.by_id)
        if self.stack.currentWidget() is self.table:
            self.table.mark(self.canvas.chosen)

    def say(self, text: str) -> None:
        """Say something at the card in hand; a table has no room for it there."""
        if self.stack.currentWidget() is self.canvas:
            self.canvas.say(text)
        else:
            self.bench.toast.say(text)

    def take_focus(self) -> None:
        """Give the keyboard to the view on screen."""
        (self.stack.currentWidget() or self.canvas).setFocus()

    @property
    def holds_input(self) -> bool:
        """True while something is half-typed in the strip."""
        return not self.strip.isHidden()

    def _on_chosen(self, keys: set[Key]) -> None:
        if not self._told and self.stack.currentWidget() is self.table:
            self.table.mark(keys)

    def _on_table_chosen(self, keys: set[Key]) -> None:
        if not self._told and len(keys) > 1:
            self.canvas.choose(key for key in keys if isinstance(key, int))

    # --- finding, lines, export ---------------------------------------------------------------------------------------

    def look_for(self) -> None:
        """Find somebody, or an empty seat, by a few letters."""
        known = [(line.key, line.face) for line in lines_of(self.view)]
        lines = [
            Choice(face.name, ", ".join(part for part in (face.title, face.seat) if part), partial(self._found, key))
            for key, face in known
        ]
        FixedChooser(tr("Find on the map"), tr("A name, a title or a seat"), lines, self.window()).open()

    def _found(self, key: Key) -> None:
        self.take(key)
        self.take_focus()

    def _choose_line(self) -> None:
        lines = [Choice(words, "", partial(self.show_line, id)) for id, words in self.view.service_lines]
        FixedChooser(tr("Map of another service line"), tr("A service line"), lines, self.window()).open()

    def export(self) -> None:
        """Open the dialog in which paper and privacy are chosen."""
        from app.ui.committee.export_dialog import open_export

        open_export(self.bench, self.view, self.window())

    # --- keys ---------------------------------------------------------------------------------------------------------

    def act(self, id: str) -> None:
        """Do a command of the map, if it can be done now."""
        self.bench.commands.act(id)

    def _heed_keys(self, view: QWidget) -> None:
        """The keys of the map are heard before those of the window while one of its views has the keyboard."""
        OwnKeys(view, lambda event: _written(event) in _NEAR, lambda event: self.act(_NEAR[_written(event)]))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Everything that can be done with the card in hand."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in COMMANDS:
            if command.near == "map" and not command.id.startswith("map.gap_"):
                menu.addAction(self.bench.commands.actions[command.id])
        self.bench.commands.refresh()
        menu.popup(event.globalPos())

    def _is_free(self) -> bool:
        return self._view is not None

    def _may_change(self) -> bool:
        return self._view is not None and self._view.as_of is None and not self.bench.read_only


def _written(event: QKeyEvent) -> str:
    """A key as the registry writes it; the keypad counts as the row of digits."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    if key == Qt.Key.Key_Equal and held & Qt.KeyboardModifier.ControlModifier:
        key = Qt.Key.Key_Plus
    if key == Qt.Key.Key_Plus:
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(held, key)).toString()
