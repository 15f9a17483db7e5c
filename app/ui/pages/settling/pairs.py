"""Who may be known twice, side by side: merged with chosen values, or kept separate for good."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from app.language import later, number, percent, tr
from app.services.duplicates import duplicate_pairs, merge_all_sure
from app.services.merging import merge, separate
from app.services.side_by_side import side_by_side
from app.ui.bench import Bench
from app.ui.dialogs.chooser import Choice, FixedChooser
from app.ui.pages.settling.side_lines import SideLine, side_columns, side_heads, side_lines
from app.ui.pages.settling.thresholds import ask_thresholds
from app.ui.pages.settling.waiting import ON, WaitingPanel
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.empty import Empty
from app.ui.widgets.key_hint import KeyHints
from app.ui.widgets.text import button, label

_AGAINST = "against: "  # how reasons that count against begin
HINTS = (
    ("M", later("merge")),
    ("K", later("keep separate")),
    *ON,
    ("Enter", later("choose a value")),
    ("1 2", later("whose record stays")),
)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One group that waits to be settled, as the list shows it."""

    group: Any
    names: str

    @property
    def likely(self) -> str:
        """How likely it is one, in whole percent that never claim to be certain."""
        return percent(self.group.probability) if self.group.probability < 0.995 else f"> {percent(0.99)}"


WAITING = (
    Column("names", later("Who may be one"), 200, lambda w: w.names, "strong", stretch=True, tip=lambda w: w.names),
    Column("likely", later("Likely"), 62, lambda w: w.likely, "number"),
    Column(
        "sure", "", 76, lambda w: tr("Sure") if w.group.sure else tr("Decide"), "chip",
        hue=lambda w: "good" if w.group.sure else "wait",
    ),
)  # fmt: skip


class PairsPanel(WaitingPanel):
    """Keeps the place in the list and the values chosen for the group in hand."""

    counted = Signal(object)  # how many groups wait

    def __init__(self, bench: Bench) -> None:
        nobody = tr("Imports find the same person again by themselves.")
        empty = Empty("users", tr("Nobody is known twice"), nobody)
        super().__init__(bench, WAITING, tr("Who may be known twice"), "duplicates", empty)
        self._view: Any = None
        self._sides: Any = None
        self._stays = 0  # place of the record that stays, among those side by side
        self._chosen: dict[str, int] = {}  # field -> place of the record whose value is used
        self.kind = "people"
        self.all_sure = button(tr("Merge all sure"), "git-merge")
        self.all_sure.clicked.connect(self.merge_all)
        self.settings = button(tr("How sure …"), "adjustments")
        self.settings.clicked.connect(self._edit_thresholds)
        bench.guard(self.all_sure, self.settings)
        self.list.empty = tr("Nobody waits.")
        self.list.current_changed.connect(lambda _: self._ask_sides())
        self.reasons = label("", wrap=True)
        self.against = label("", tone="wait", wrap=True)
        self.lines = HeldTable(side_columns(()), self)
        self.fields = self._fields_view()
        self.merge_it = button(tr("Merge"), "git-merge", part="main")
        self.keep = button(tr("Keep separate"))
        self.merge_it.clicked.connect(self.merge_group)
        self.keep.clicked.connect(self.keep_separate)
        bench.guard(self.merge_it, self.keep)
        acts = (KeyHints(HINTS), self.keep, self.merge_it)
        self._side = self.lay_out((self.reasons, self.against, self.fields), acts, (self.settings, self.all_sure))
        self._enable()

    # --- what waits --------------------------------------------------------------------------------------------------

    def look(self, kind: str) -> None:
        """Look for duplicates of a kind among all that is known."""
        self.kind = kind
        self.says.setText(tr("Looking …"))
        self.bench.study(duplicate_pairs, kind, then=self._draw, key="duplicates", failed=self._stopped)

    def _stopped(self, error: Exception) -> None:
        self.says.setText(tr("Not looked to the end; come back to this page to look again."))
        self.bench.problems.show(error)

    def _draw(self, view: Any) -> None:
        self._view = view
        groups = [*view.sure, *view.doubtful]
        self.show_waiting([_Waiting(group, " · ".join(view.names[id] for id in group.members)) for group in groups])
        sure = len(view.sure)
        self.says.setText(tr("{sure} sure, {count} to decide", sure=number(sure), count=number(len(view.doubtful))))
        self.all_sure.setText(tr("Merge all sure ({sure})", sure=number(sure)))
        self.all_sure.setEnabled(bool(sure) and not self.bench.read_only)
        self.counted.emit(len(groups))
        self._ask_sides()

    @property
    def _group(self) -> Any:
        found = self.waiting.row_at(self.list.currentIndex().row())
        return None if found is None else found.group

    def _ask_sides(self) -> None:
        group = self._group
        self._sides, self._chosen, self._stays = None, {}, 0
        self._enable()
        if group is not None:
            self.bench.ask(side_by_side, self.kind, group.members, then=self._draw_sides, key="side by side")

    def _draw_sides(self, sides: Any) -> None:
        self._sides = sides
        group = self._group
        if group is None or tuple(side.id for side in sides.sides) != tuple(group.members):
            return
        self.title.setText(" · ".join(side.name for side in sides.sides))
        reasons = list(dict.fromkeys(reason for pair in group.pairs for reason in pair.reasons))
        against = [reason.removeprefix(_AGAINST) for reason in reasons if reason.startswith(_AGAINST)]
        speaking = [reason for reason in reasons if not reason.startswith(_AGAINST)]
        self.reasons.setText(tr("For: {reasons}", reasons="; ".join(speaking)))
        self.against.setText(tr("Against: {reasons}", reasons="; ".join(against)))
        self.against.setVisible(bool(against))
        weights = [(side.handoffs, side.leads, side.signals) for side in sides.sides]
        self._stays = weights.index(max(weights))
        self._draw_lines()
        self._enable()

    def _draw_lines(self) -> None:
        sides = self._sides
        heads = side_heads(sides, self._stays)
        if tuple(each.title for each in self.lines.columns[1:]) != heads:
            old, self.lines = self.fields, HeldTable(side_columns(heads), self)
            self.fields = self._fields_view()
            self._side.replaceWidget(old, self.fields)
            had = old.hasFocus()
            old.hide()
            old.deleteLater()
            if had:
                self.fields.setFocus()
        self.lines.show_rows(side_lines(sides, self._chosen))

    def _fields_view(self) -> RowView:
        view = RowView(self.lines, tr("Both sides, field by field; Enter chooses the value that is used"))
        view.opened.connect(lambda at: self._choose(self.lines.row_at(at)))
        return view

    def _enable(self) -> None:
        can = self._sides is not None and not self.bench.read_only
        for each in (self.merge_it, self.keep):
            each.setEnabled(can)

    # --- settling ----------------------------------------------------------------------------------------------------

    def merge_group(self) -> None:
        """Make one of the group in hand, with the values that were chosen."""
        if self.merge_it.isEnabled():
            ids = [side.id for side in self._sides.sides]
            gone = [id for at, id in enumerate(ids) if at != self._stays]
            choices = {field: ids[at] for field, at in self._chosen.items()}
            self._sides = None
            self._enable()
            self.bench.do(merge, self.kind, ids[self._stays], gone, choices, failed=self._refused)

    def keep_separate(self) -> None:
        """The members of the group in hand are different, for good."""
        if self.keep.isEnabled():
            pairs = [(pair.a, pair.b) for pair in self._group.pairs]
            self._sides = None
            self._enable()
            for a, b in pairs:
                self.bench.do(separate, self.kind, a, b)

    def merge_all(self) -> None:
        """Merge the groups shown as sure, as one act with one undo."""
        self.all_sure.setEnabled(False)
        self.bench.do(merge_all_sure, self.kind, [group.members for group in self._view.sure], failed=self._not_merged)

    def _not_merged(self, error: Exception) -> None:
        self.all_sure.setEnabled(True)
        self.bench.problems.show(error)

    def _refused(self, error: Exception) -> None:
        self.bench.problems.show(error)
        self._ask_sides()

    def _choose(self, line: Any) -> None:
        if not isinstance(line, SideLine) or not line.differs:
            return
        choices = [
            Choice(value or "–", self._sides.sides[at].name, partial(self._use, line.field, at))
            for at, value in enumerate(line.values)
        ]
        FixedChooser(tr("{label}: which is used?", label=line.label), tr("Type or choose"), choices, self).open()

    def _use(self, field: str, at: int) -> None:
        self._chosen[field] = at
        self._draw_lines()

    def _let_stay(self, at: int) -> None:
        if self._sides is not None and at < len(self._sides.sides):
            self._stays = at
            self._draw_lines()

    def _edit_thresholds(self) -> None:
        if self._view is not None:
            ask_thresholds(self.bench, self._view.thresholds, self)

    # --- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """M merges, K keeps separate, a digit says whose record stays; the rest is as in every such list."""
        match event.text().upper():
            case "M":
                self.merge_group()
            case "K":
                self.keep_separate()
            case digit if digit in "123456789" and digit:
                self._let_stay(int(digit) - 1)
            case _:
                super().keyPressEvent(event)
