"""Returned handoffs on their way in: what each says and would do, before any of it is taken; by mouse or by keys."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame

from app.language import later, number, tr, tr_many
from app.services.replies import look_at_replies, take_replies
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_delegate import row_height
from app.ui.tables.row_view import RowView
from app.ui.widgets.own_keys import ENTER, OwnKeys, plain
from app.ui.widgets.text import button, column, label, row

_AT_ONCE = 8  # files that are read without saying how far it is
_SHOWN_ROWS, _SHOWN_EDITS = 8, 4
_LONGEST = 600  # letters of a note in the strip; the whole of it is the tip of its cell
_OUTCOMES = {
    "can_take": (later("Can be taken"), "good"),
    "ask": (later("Ask"), "wait"),
    "refused": (later("Not taken"), "bad"),
}
_VERDICTS = {"accept": later("Accept"), "reject": later("Reject"), "need_more": later("Need more")}


class TakingReplies(QFrame):
    """The files in hand: one of them as sentences, several as a table with the sentences of the row below it."""

    left = Signal()  # nothing is in hand any more: the keyboard goes back to the list

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self._bench = bench
        self._views: list[Any] = []
        self._chosen: set[Path] = set()
        self._decided: dict[tuple[Path, str], bool] = {}  # by a person, for the file as it was then
        self._takes = False  # they are on their way
        self.heading = label("", bold=True)
        self.table = HeldTable(self._columns(), self)
        self.view = RowView(self.table, tr("Returned handoffs"))
        self.view.current_changed.connect(lambda _: self._show_current())
        self.says = label("", wrap=True)
        self.says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.accept = button(tr("Take it"), part="main", name=tr("Take the reply"))
        self.again = button(tr("Look again"), "refresh")
        self.leave = button(tr("Leave it"))
        self.accept.clicked.connect(self._take)
        self.again.clicked.connect(self._look_again)
        self.leave.clicked.connect(self.put_away)
        bench.guard(self.accept)
        OwnKeys(self.view, plain(Qt.Key.Key_Space, *ENTER, Qt.Key.Key_Escape), self._on_key)
        for one in (self.accept, self.again, self.leave):
            OwnKeys(one, plain(Qt.Key.Key_Escape), lambda _: self.put_away())
        acts = row(self.heading, self.again, self.leave, self.accept)
        acts.setStretch(0, 1)
        edges = (theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        self.setLayout(column(acts, self.view, self.says, edges=edges))
        self.hide()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("take", later("Take"), 66, self._mark, "strong"),
            Column("file", later("File"), 140, lambda v: v.file, tip=lambda v: str(v.path)),
            Column("outcome", later("Outcome"), 124, lambda v: tr(_OUTCOMES[v.outcome][0]), "chip",
                   hue=lambda v: _OUTCOMES[v.outcome][1]),
            Column("handoff", later("Handoff"), 68, lambda v: number(v.handoff) if v.handoff else "", "number"),
            Column("person", later("Person"), 120, lambda v: v.person),
            Column("verdict", later("Verdict"), 90, lambda v: tr(_VERDICTS[v.verdict]) if v.verdict else ""),
            Column("reason", later("Reason"), 150, lambda v: v.reason, tip=lambda v: v.reason),
            Column("note", later("Note"), 150, lambda v: " ".join(v.note.split()), tip=lambda v: v.note),
            Column("name", later("Name"), 100, lambda v: v.name),
            Column("on", later("Date"), 96, lambda v: dates.exact(v.on), "muted"),
            Column("happens", later("What happens"), 260, lambda v: v.happens or v.says, stretch=True,
                   tip=lambda v: v.happens or v.says),
        )  # fmt: skip

    def _mark(self, view: Any) -> str:
        if view.path in self._chosen:
            return tr("✓ Yes")
        return tr("– No") if self._may_be_chosen(view) else ""

    # --- looking ------------------------------------------------------------------------------------------------------

    def look(self, paths: Sequence[Path]) -> None:
        """Read these files beside those in hand and say what they are before anything is changed."""
        wanted = list(dict.fromkeys((*(view.path for view in self._views), *paths)))
        ask = self._bench.ask if len(wanted) <= _AT_ONCE else self._bench.study
        ask(look_at_replies, wanted, then=self._draw, key="replies")

    def choose(self) -> None:
        """Ask for files, and look at them."""
        kinds = ";;".join((tr("Returned workbooks (*.xlsx *.xlsm *.xls *.xlsb *.ods)"), tr("All files (*)")))
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Take a reply"), str(Path.home()), kinds)
        if paths:
            self.look([Path(path) for path in paths])

    @property
    def holds_input(self) -> bool:
        """True while replies are in hand that nobody has taken or left."""
        return bool(self._views)

    def put_away(self) -> None:
        """Leave what is in hand; the files stay where they are."""
        self._views = []
        self._chosen.clear()
        self._decided.clear()
        self.hide()
        self.left.emit()

    def _look_again(self) -> None:
        self.look(())

    def _draw(self, views: Sequence[Any]) -> None:
        self._views = list(views)
        self._chosen = {view.path for view in views if self._is_wanted(view)}
        if not self._views:
            self.put_away()
            return
        several = len(self._views) > 1
        self.view.setVisible(several)
        self.table.show_rows(self._views)
        rows = min(len(self._views), _SHOWN_ROWS)
        self.view.setFixedHeight((rows + 1) * row_height() + self.view.horizontalHeader().sizeHint().height())
        self.view.selectRow(0)
        self._show_current()
        self._name_the_acts()
        self.show()
        takes = self.accept.isVisible() and self._decided.get(_as_seen(self._views[0])) is not False
        (self.view if several else self.accept if takes else self.leave).setFocus()

    def _is_wanted(self, view: Any) -> bool:
        """What a person decided about a file as it is now; of others those that ask nothing."""
        return self._may_be_chosen(view) and self._decided.get(_as_seen(view), view.outcome == "can_take")

    def _name_the_acts(self) -> None:
        several = len(self._views) > 1
        left = len(self._views) - len(self._chosen)
        count = len(self._chosen)
        one = self._views[0]
        asks = not several and one.outcome == "ask"
        if several:
            self.heading.setText(_counts(count, left))
            self.accept.setText(tr_many("Take {count} reply", "Take {count} replies", count))
        else:
            self.heading.setText(one.file)
            self.accept.setText(tr("Take it all the same") if asks else tr("Take it"))
        takeable = any(map(self._may_be_chosen, self._views))
        self.accept.setVisible(takeable and not self._bench.read_only)
        self.accept.setEnabled(bool(count) or not several)
        self.leave.setText(tr("Leave them") if several else tr("Leave it"))
        self.again.setVisible(any(view.outcome != "can_take" for view in self._views))

    def _show_current(self) -> None:
        at = self.view.currentIndex().row() if len(self._views) > 1 else 0
        if 0 <= at < len(self._views):
            view = self._views[at]
            self.says.setText(told(view))
            self.says.setToolTip("\n".join(view.edited))

    # --- choosing and taking ------------------------------------------------------------------------------------------

    def _may_be_chosen(self, view: Any) -> bool:
        return bool(view.outcome == "can_take" or view.may_be_taken)

    def _on_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() == Qt.Key.Key_Space:
            self._turn()
        elif self.accept.isVisible() and self.accept.isEnabled():
            self._take()

    def _turn(self) -> None:
        """Take the row in hand, or leave it; of two that answer one handoff only one is taken."""
        at = self.view.currentIndex().row()
        view = self._views[at] if 0 <= at < len(self._views) else None
        if view is None or not self._may_be_chosen(view):
            return
        wanted = view.path not in self._chosen
        if wanted:
            self._decided |= {_as_seen(other): False for other in self._views if other.handoff == view.handoff}
        self._decided[_as_seen(view)] = wanted
        self._chosen = {one.path for one in self._views if self._is_wanted(one)}
        self.view.viewport().update()
        self._name_the_acts()

    def _take(self) -> None:
        chosen = [view for view in self._views if view.path in self._chosen]
        if len(self._views) == 1:
            chosen = [view for view in self._views if self._may_be_chosen(view)]
        if not chosen or self._takes:
            return
        self._takes = True
        paths = [view.path for view in chosen]
        anyway = [view.path for view in chosen if view.outcome == "ask"]
        seen = {view.path: view.digest for view in chosen}
        self._bench.do(take_replies, paths, anyway, seen, then=lambda _: self._done(paths), failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._takes = False
        self._bench.problems.show(error)

    def _done(self, paths: Sequence[Path]) -> None:
        """What was taken goes; the rest stays in hand until somebody leaves it."""
        self._takes = False
        self._views = [view for view in self._views if view.path not in paths]
        self._draw(self._views)


def _as_seen(view: Any) -> tuple[Path, str]:
    return view.path, view.digest


def told(view: Any) -> str:
    """One reply in sentences: what it says, who said it, what happens, and what was changed beside it."""
    said = " ".join(part for part in (view.says, view.reason, _short(view.note)) if part)
    if view.outcome != "can_take":
        said = view.says
    lines = [said, " · ".join(part for part in (view.name, dates.exact(view.on)) if part)]
    lines += [tr("If taken: {what}", what=_short(view.happens))] if view.happens else []
    if view.edited:
        lines.append(
            tr("Changed elsewhere in the workbook, not taken: {cells}", cells="; ".join(view.edited[:_SHOWN_EDITS]))
        )
        rest = len(view.edited) - _SHOWN_EDITS
        lines += [tr("and {count} more", count=rest)] if rest > 0 else []
    return "\n".join(line for line in lines if line)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _counts(taken: int, left: int) -> str:
    chosen = tr_many("{count} reply to take", "{count} replies to take", taken)
    if not left:
        return chosen
    return tr("{chosen}, {left}", chosen=chosen, left=tr_many("{count} left out", "{count} left out", left))
