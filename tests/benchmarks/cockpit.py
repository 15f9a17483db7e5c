"""A sitting in the window on one workspace, run by itself: what each thing that a person does takes until it is seen.

Prints one line for each. Beside the time on the wall stands what all threads computed of it, because the machine has
other things to do, and the longest that the window's own thread was at one thing, in which no key is heard.
"""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QEventLoop,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from sqlalchemy import select

from app.domain.listing import ListFilter, Order
from app.services.bulk import set_owner
from app.services.desk import Desk
from app.services.leads import LeadFilter
from app.services.work import Work
from app.store.connection import sqlite_module
from app.store.tables import Person
from app.ui import theme
from app.ui.dialogs.quick import QuickDialog
from app.ui.window import Window

GOALS = {"key": 50, "scroll": 50, "list": 150, "search": 30, "palette": 30, "lead": 50, "bulk": 2_000}
MEMORY = 250  # MB; as the others, for 100,000 leads, and three times that for a million
LONGEST = 60  # seconds; what is not painted by then never will be
STEP = 2_000  # rows that one scroll goes, so that most frames show rows that were not there yet
JOINED = "from lead l join person p on p.id = l.person_id left join account a on a.id = l.account_id"
CELLS = (
    "select l.id, p.full_name, a.name, l.stage, l.path, l.fit, l.intent, l.due, l.next_step, l.owner, p.job_title,"
    f" l.service_line, a.segment, a.country, l.source, p.email, p.phone, l.created_at {JOINED} where l.id in "
)
LEAD_ORDERS = ("intent", "person", "account", "stage", "path", "owner", "title", "country", "created", "due")
FILTERS = {
    **{f"text '{text}'": LeadFilter(text=text) for text in ("b", "be", "ber", "berg")},
    "no text": LeadFilter(),
    **{f"text '{text}'": LeadFilter(text=text) for text in ("ana", "ana k")},
    "one stage": LeadFilter(stages=("lead",)),
    "no path": LeadFilter(paths=("",)),
    "a country that nobody is in": LeadFilter(countries=("SE",)),
    "everything": LeadFilter(),
}
Taken = tuple[
    float, float, float
]  # milliseconds: on the wall, computed by all threads, and by the window's own at one thing
_NOWHERE = QModelIndex()


class Watch(QObject):
    """Waits until a widget has painted what is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = QEventLoop()
        self._beat = QTimer(self, interval=2)
        self._beat.timeout.connect(self._on_beat)
        self._ready: Callable[[], bool] = bool
        self._painting: QWidget | None = None
        self._done = self._last = self._longest = 0.0

    def painted(self, act: Callable[[], object], on: QWidget, ready: Callable[[], bool]) -> Taken:
        """What it takes from an act until `on` has painted what is `ready`."""
        self._ready, self._painting, self._done, self._longest = ready, on, 0.0, 0.0
        on.window().installEventFilter(self)
        self._beat.start()
        self._last = time.thread_time()
        begun, computed = time.perf_counter(), time.process_time()
        act()
        while not self._done:
            self._loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() - begun > LONGEST:
                raise TimeoutError("it was never painted")
        self._on_beat()
        spent = time.process_time() - computed
        self._beat.stop()
        on.window().removeEventFilter(self)
        return (self._done - begun) * 1000, spent * 1000, self._longest * 1000

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Everything that changed is painted now."""
        if event.type() == QEvent.Type.UpdateRequest and not self._done and self._ready():
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self._done = self._done or time.perf_counter()

    def _on_beat(self) -> None:
        now = time.thread_time()
        self._longest, self._last = max(self._longest, now - self._last), now
        if self._painting is not None and not self._done and self._ready():
            self._painting.window().update(0, 0, 1, 1)  # where nothing visible changed


class Bare(QAbstractTableModel):
    """The least that shows the same: ids by one statement, rows by another when they are drawn."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._base = sqlite_module().connect(path)
        self._ids: list[int] = []
        self._rows: dict[int, Sequence[Any]] = {}

    def show(self, statement: str, *values: str) -> None:
        """Show the rows whose ids these are."""
        self.beginResetModel()
        self._ids, self._rows = [row[0] for row in self._base.execute(statement, values)], {}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """One for each id."""
        return len(self._ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """As many as are selected."""
        return 17

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell as the driver gives it."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._row(index.row())[index.column() + 1]

    def _row(self, at: int) -> Sequence[Any]:
        if at not in self._rows:
            start = at // 200 * 200
            ids = self._ids[start : start + 200]
            found = self._base.execute(f"{CELLS}({','.join('?' * len(ids))})", ids)
            by_id = {row[0]: row for row in found}
            self._rows.update({start + place: by_id[id] for place, id in enumerate(ids)})
        return self._rows[at]

    def close(self) -> None:
        """Let the workspace go."""
        self._base.close()


class Sitting:
    """One window, one workspace, one person."""

    def __init__(self, path: Path, size: int) -> None:
        self.times = 1 if size <= 100_000 else 3
        self.size, self.watch = size, Watch()
        self.before = _resident()
        self.window = Window("Robin")
        self.window.remembers = False
        self.window.resize(1280, 800)
        self.window.show()
        self.window.activateWindow()
        self.desk = Desk.open(path, by="Robin")
        self.window.take(self.desk, place="leads")
        assert self.window.view is not None
        self.view: Any = self.window.view
        self.idle()
        self.plain, self.bare = QTableView(), Bare(path)
        self.plain.setModel(self.bare)
        self.plain.resize(1280, 800)

    def idle(self) -> None:
        """Wait until nothing is under way, as a person does who reads."""
        quiet = time.perf_counter() + 0.05
        while time.perf_counter() < quiet:
            QApplication.processEvents()
            if self.window.runner is not None and self.window.runner.busy:
                quiet = time.perf_counter() + 0.05
            time.sleep(0.002)

    def page(self, place: str) -> Any:
        """Go somewhere, and wait until all of it is there."""
        self.view.go(place)
        self.idle()
        return self.view.pages[place]

    def say(self, what: str, goal: str, taken: Sequence[Taken], bare: Sequence[Taken] = ()) -> None:
        """Print a figure, its reference and its goal."""
        wall, ours, once = (sorted(one[at] for one in taken) for at in range(3))
        beside = f"bare view {_middle(sorted(one[0] for one in bare)):.1f}" if bare else "no bare view"
        print(
            f"{what}: median {_middle(wall):.1f}, p95 {_p95(wall):.1f}, max {wall[-1]:.1f} ms"
            f" (computed {_middle(ours):.1f}, p95 {_p95(ours):.1f}, max {ours[-1]:.1f};"
            f" at one thing {once[-1]:.1f}); {beside}; goal <= {GOALS[goal] * self.times}",
            flush=True,
        )

    @staticmethod
    def say_each(names: Iterable[str], taken: Iterable[Taken]) -> None:
        """Print of each what it took on the wall and what was computed."""
        for name, (wall, computed, _) in zip(names, taken, strict=True):
            print(f"    {name}: {wall:.0f} ms, computed {computed:.0f}")

    # --- what is done ------------------------------------------------------------------------------------------------

    def keys_in_today(self) -> None:
        """Walk the leads of a group, as somebody does who looks for the one to begin with."""
        page = self.page("today")
        taken = []
        for key in [Qt.Key.Key_J] * 60 + [Qt.Key.Key_K] * 20:
            before = page._lead_id

            def ready(before: int | None = before) -> bool:
                return bool(page._lead_id != before and page.acts.view.id == page._lead_id)

            taken.append(self.watch.painted(partial(self.press, key), page.mql.list.viewport(), ready))
            self.idle()
        self.bare.show("select id from lead order by due limit 200")
        self.say("Today, J or K to the next lead painted", "key", taken, self._bare_steps())
        strips = []
        for key in (Qt.Key.Key_H, Qt.Key.Key_R, Qt.Key.Key_L) * 4:
            opened = self.watch.painted(partial(self.press, key), page.acts, lambda: page.acts.open_strip is not None)
            strips.append(opened)
            self.watch.painted(partial(self.press, Qt.Key.Key_Escape), page.acts, lambda: page.acts.open_strip is None)
            self.idle()
        self.say("Today, H, R or L to its strip painted", "key", strips)

    def press(self, key: Qt.Key) -> None:
        """A key goes to whatever has the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def _bare_steps(self) -> list[Taken]:
        self.plain.show()
        places = iter(range(1, 60))

        def step() -> None:
            self.plain.setCurrentIndex(self.bare.index(next(places), 0))

        found = [self.watch.painted(step, self.plain.viewport(), lambda: True) for _ in range(40)]
        self._put_away()
        return found

    def _put_away(self) -> None:
        """The bare view had its turn; the keyboard belongs to the window again."""
        self.plain.hide()
        self.bare.show("select id from lead where id < 0")  # what it held is not the window's
        self.window.activateWindow()
        self.idle()

    def scrolling(self) -> None:
        """Turn pages of the list of all leads, most of them never seen before; the frame is what is painted at once."""
        page = self.page("leads")
        self.bare.show("select id from lead order by due")
        ours = self._frames(page.view)
        self.plain.show()
        bare = self._frames(self.plain)
        self._put_away()
        self.say("Leads, one scroll frame", "scroll", ours, bare)

    def _frames(self, view: QTableView) -> list[Taken]:
        bar, taken = view.verticalScrollBar(), []
        for at in [*range(0, 120, 3), *range(0, 40 * STEP, STEP)]:
            taken.append(self.watch.painted(partial(bar.setValue, at), view.viewport(), lambda: True))
            if view is not self.plain:
                self.idle()
        bar.setValue(0)
        return taken

    def filters_and_sorts(self) -> None:
        """Every click on a title and every letter in the filter: the first screen of the new list."""
        page = self.page("leads")
        orders = [Order(column, down) for column in LEAD_ORDERS for down in (False, True)]
        sorts = [self._listed(page, partial(page.pane.sort_by, order)) for order in orders]
        statement = "select l.id {} order by {}, l.id"
        columns = ("l.intent", "p.sort_name", "a.sort_name", "l.stage", "l.path", "l.owner", "p.job_title", "l.due")
        bare = [self._bare_list(statement.format(JOINED, column)) for column in columns]
        self.say("Leads, another order shown", "list", sorts, bare)
        self.say_each([f"{one.column}{' down' * one.descending}" for one in orders], sorts)
        filters = [self._listed(page, partial(page.bar.show_filter, wish, tell=True)) for wish in FILTERS.values()]
        found = "select lead_search.rowid from lead_search join lead l on l.id = lead_search.rowid"
        holding = f"{found} where folded like ? order by l.due"
        bare = [self._bare_list(holding, f"%{text}%") for text in ("ber", "berg", "ana")]
        self.say("Leads, another filter shown", "list", filters, bare)
        self.say_each(FILTERS, filters)

    def _listed(self, page: Any, act: Callable[[], object]) -> Taken:
        """Until another list stands in a page; what comes after its first screen is waited for and not counted."""
        page.drawn = False
        taken = self.watch.painted(act, page.view.viewport(), lambda: page.drawn)
        self.idle()
        return taken

    def _bare_list(self, statement: str, *values: str) -> Taken:
        self.plain.show()
        act = partial(self.bare.show, statement, *values)
        taken = self.watch.painted(act, self.plain.viewport(), lambda: True)
        self._put_away()
        return taken

    def people_and_accounts(self) -> None:
        """The other long lists, by what is stored and by what is counted."""
        orders = {
            "people": ("person", "title", "account", "email", "open_leads", "leads", "last_touch"),
            "accounts": ("name", "city", "domain", "open_leads", "leads", "people", "best_stage", "owners"),
        }
        for place, columns in orders.items():
            page = self.page(place)
            found = [self._listed(page, partial(page.pane.sort_by, Order(column))) for column in columns]
            self.say(f"{place.title()}, another order shown", "list", found)
            self.say_each(columns, found)
            self._listed(page, partial(page.pane.sort_by, Order(columns[0])))
            texts = ("b", "be", "ber", "berg", "")
            typed = [self._listed(page, partial(page.pane.show_filter, ListFilter(text=text))) for text in texts]
            self.say(f"{place.title()}, text found", "list", typed)

    def counts(self) -> None:
        """The counts beside the leads, by columns of a few values and of many."""
        page = self.page("leads")
        page.groups.open()
        self.idle()
        taken, columns = [], ("stage", "path", "owner", "country", "account", "due", "tags")
        for column in columns:
            page.groups.column.setCurrentIndex(page.groups.column.findData(column))
            page.groups.table.show_rows(())
            on = page.groups.lines.viewport()
            taken.append(self.watch.painted(page.groups._on_column, on, lambda: page.groups.table.rowCount() > 0))
            self.idle()
        self.say("Leads, counts by another column shown", "list", taken)
        self.say_each(columns, taken)
        page.groups.leave()

    def leads_in_full(self) -> None:
        """Open leads from the list, each in full."""
        ids = [int(at * self.size / 40) + 1 for at in range(40)]
        page, taken = self.page("leads"), []
        for id in ids:
            act = partial(self.view.go, "lead", id)
            page = self.view.pages.get("lead")
            if page is None:  # the first makes the page
                begun = time.perf_counter()
                page = self._first(act, id)
                print(f"    the first, which makes the page: {(time.perf_counter() - begun) * 1000:.0f} ms")
                continue
            taken.append(self.watch.painted(act, page.mql.list.viewport(), partial(self._in_full, page, id)))
            self.idle()
        self.say("A lead in full", "lead", taken)

    def _first(self, act: Callable[[], object], id: int) -> Any:
        act()
        page = self.view.pages["lead"]
        self.watch.painted(lambda: None, page.mql.list.viewport(), partial(self._in_full, page, id))
        return page

    @staticmethod
    def _in_full(page: Any, id: int) -> bool:
        return page.acts.view is not None and bool(page.acts.view.id == id)

    def letters(self) -> None:
        """Type into the palette and into the search, letter by letter."""
        self.page("leads")
        names = self.desk.ask(_names)
        for command, named in (("edit.palette", "palette"), ("edit.search", "search")):
            self.window.commands.act(command)
            self.idle()
            dialog: Any = next(one for one in self.window.findChildren(QuickDialog) if one.isVisible())
            taken = []
            for text in (name[:end] for name in names for end in range(1, len(name) + 1)):
                act = partial(dialog.field.setText, text)
                taken.append(self.watch.painted(act, dialog, lambda dialog=dialog: not dialog._waits))
                self.idle()
            dialog.close()
            self.idle()
            self.say(f"A letter in the {named} shown", named, taken)

    def many_at_once(self) -> None:
        """Give 1,000 leads to somebody: what it would do, the act itself without its backup, and the backup."""
        page = self.page("leads")
        ids = list(page.table.ids[:1000])
        begun = time.perf_counter()
        self.desk.rehearse(set_owner, ids, "Ada Berg")
        print(f"What giving 1,000 leads to another would do: {(time.perf_counter() - begun) * 1000:.0f} ms")
        self.desk.backs_up, done = False, list[Any]()
        act = partial(page.bench.do, set_owner, ids, "Ada Berg", then=done.append)
        page.drawn = False
        taken = self.watch.painted(act, page.view.viewport(), lambda: bool(done) and page.drawn)
        self.say("1,000 leads given to another, until the list shows it", "bulk", [taken])
        self.idle()
        self.desk.backs_up = True
        begun = time.perf_counter()
        self.desk.back_up("for its time")
        print(f"The backup before it: {(time.perf_counter() - begun) * 1000:.0f} ms")

    def memory(self, after: str) -> None:
        """How much of the memory this process has."""
        print(f"Resident {after}: {_resident():.0f} MB (before the window {self.before:.0f}), ", end="")
        print(f"goal <= {MEMORY * self.times} MB", flush=True)

    def end(self) -> None:
        """Close everything."""
        self.bare.close()
        self.plain.close()
        self.window.close()


def _names(work: Work) -> list[str]:
    found = work.session.scalars(select(Person.full_name).where(Person.id.in_((11, 222, 3333, 44444, 55555))))
    return [name.lower() for name in found]


def _middle(of: Sequence[float]) -> float:
    return of[len(of) // 2]


def _p95(of: Sequence[float]) -> float:
    return of[min(len(of) - 1, int(len(of) * 0.95))]


def _resident() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


def main(path: Path, size: int) -> None:
    """Do everything once."""
    program = QApplication([])
    theme.apply(program, "light")
    sitting = Sitting(path, size)
    sitting.memory("with the list of leads")
    for part in PARTS if len(sys.argv) < 4 else sys.argv[3:]:
        getattr(sitting, part)()
        sitting.memory(f"after {part.replace('_', ' ')}")
    sitting.end()


PARTS = (
    "keys_in_today",
    "scrolling",
    "filters_and_sorts",
    "leads_in_full",
    "letters",
    "counts",
    "people_and_accounts",
    "many_at_once",
)

if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
