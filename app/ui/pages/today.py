"""Today: the triage cockpit. Groups by urgency on the left, one lead fills the rest, settled by keys."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.language import number, tr
from app.services.today import today, today_ids
from app.services.work import Work
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.lead_acts import LeadActs
from app.ui.pages.lead_coming import ProposalLine
from app.ui.pages.lead_parts import ChecklistCard, LeadHeader, NoticeLine, RouteCard, ScoreCard, WhyCard
from app.ui.pages.page import ChosenLeads, Page
from app.ui.pages.sitting import Sitting
from app.ui.tables.row_table import packed
from app.ui.upkeep import CLOCK
from app.ui.widgets.empty import Empty
from app.ui.widgets.text import Elided, button, column, frame, label, row

_GROUP, _COUNT = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
FIRST = 50  # leads of a group that are asked for ahead of the rest
_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TodayPage(Page):
    """Keeps the group, the ids in it and which one is in hand."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._group = ""
        self._ids: Sequence[int] = ()
        self._lead_id: int | None = None
        self._only: tuple[int, ...] = ()  # these leads and no group, as after an import
        self._about = ""
        self._holds = False  # the lead in hand stays although it left the group
        self._build()
        commands = bench.commands
        commands.bind("lead.next", self, lambda: self.step(1), self._walks)
        commands.bind("lead.previous", self, lambda: self.step(-1), self._walks)
        commands.bind("lead.wide", self, self._open_wide, self._walks)
        commands.bind("lead.ledger", self, self._show_ledger, lambda: self._lead_id is not None)
        self.acts.settled.connect(self._on_settled)
        self.acts.evidence_wanted.connect(lambda line: bench.lead_wanted.emit((self._lead_id, line)))
        self.acts.strip_shown.connect(self._make_room)

    def _build(self) -> None:
        self.groups = QListWidget()
        self.groups.setAccessibleName(tr("Groups by urgency"))
        self.groups.setItemDelegate(_GroupLine(self.groups))
        self.groups.setFixedWidth(min(theme.px(232), 262))
        self.groups.setFrameShape(QListWidget.Shape.NoFrame)
        self.groups.currentItemChanged.connect(self._on_group)
        self.groups.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header, self.notice = LeadHeader(self.bench), NoticeLine()
        self.proposed = ProposalLine()
        self.proposed.chosen.connect(self.bench.commands.act)
        self.why, self.score, self.route = WhyCard(), ScoreCard(), RouteCard()
        self.mql, self.sql = ChecklistCard("MQL"), ChecklistCard("SQL")
        self.acts = LeadActs(self.bench, self)
        self.acts.watch(self.mql.list, self.sql.list)
        self.score.asked.connect(self._show_ledger)
        self.route.asked.connect(lambda: self.bench.commands.act("move.suggested"))
        self.route.others.clicked.connect(lambda: self.bench.commands.act("lead.routes"))
        self.place = label("", theme.FINE, tone="muted")
        back, on = (
            button("", "chevron-up", part="quiet", name=tr("Previous lead")),
            button("", "chevron-down", part="quiet", name=tr("Next lead")),
        )
        back.clicked.connect(lambda: self.step(-1))
        on.clicked.connect(lambda: self.step(1))
        self.group_words = Elided("", theme.FINE, tone="muted")
        self.sitting = label("", theme.FINE, tone="good")
        self._sitting = Sitting()
        self._cockpit = QWidget()
        grid = QGridLayout()
        grid.setSpacing(theme.SMALL)
        grid.addWidget(self.why, 0, 0, 1, 2)
        grid.addWidget(self.score, 0, 2, 1, 2)
        grid.addWidget(self.route, 0, 4, 1, 2)
        grid.addWidget(self.mql, 1, 0, 1, 3)
        grid.addWidget(self.sql, 1, 3, 1, 3)
        for at in range(6):
            grid.setColumnStretch(at, 1)
        grid.setRowStretch(1, 1)
        top = row(self.group_words, self.sitting, theme.SMALL, self.place, back, on, space=theme.TIGHT)
        top.setStretch(0, 1)
        inside = column(
            top,
            self.header,
            self.notice,
            self.proposed,
            grid,
            self.acts,
            edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL),
        )
        inside.setStretch(4, 1)
        self._cockpit.setLayout(inside)
        self.nothing = Empty(
            "circle-check",
            tr("Nothing waits here"),
            tr("Import a file to screen new leads, or choose another group on the left."),
            tr("Import files"),
            lambda: self.bench.commands.act("import.files"),
        )
        right = QWidget()
        self._stack = QStackedLayout(right)
        self._stack.addWidget(self._cockpit)
        self._stack.addWidget(self.nothing)
        self.stale = label("", theme.FINE, tone="muted", wrap=True)
        self.stale.setContentsMargins(theme.SMALL, 0, theme.SMALL, theme.SMALL)
        self.stale.hide()
        left = frame("card")
        left.setLayout(column(self.groups, self.stale, edges=(0, theme.TIGHT, 0, 0)))
        whole = row(left, right, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        blank = QWidget()  # until the first lead is there
        self._stack.addWidget(blank)
        self._stack.setCurrentWidget(blank)

    def appear(self, what: Any = None) -> None:
        """Show a group where one is named, or these leads one after the other."""
        if isinstance(what, ChosenLeads):
            self._only, self._about, self._lead_id = what.ids, what.about, what.ids[0]
        elif what:
            self._group, self._only = what, ()
        super().appear(what)
        self.mql.list.setFocus()

    @property
    def holds_input(self) -> bool:
        """An open strip is half-typed."""
        return self.acts.open_strip is not None

    def refresh(self) -> None:
        """Ask for the groups and for the leads of the one in hand."""
        self.bench.ask(today, then=self._draw_groups, key="today.groups")
        if self._group or self._only:
            self._ask_ids()

    def _ask_ids(self) -> None:
        if self._only:
            self._draw_ids(self._only)
            self.group_words.say(f"{self._about}: {_leads(len(self._only))}")
            return
        if not self._ids:  # the first lead does not wait until all the others are listed
            self.bench.ask(today_ids, self._group, FIRST, then=self._draw_first, key="today.first")
        self.bench.ask(today_ids, self._group, then=self._draw_ids, key="today.ids")

    def _draw_first(self, ids: Sequence[int]) -> None:
        if not self._ids:
            self._draw_ids(ids)

    def _draw_groups(self, view: Any) -> None:
        groups = view.groups
        self.stale.setText(tr("Time has passed: {stale} leads are being brought up to date", stale=number(view.stale)))
        self.stale.setVisible(bool(view.stale))
        waiting = [group for group in groups if group.count]
        if not any(group.id == self._group for group in groups) and groups:
            self._group = (waiting or list(groups))[0].id
            self._ask_ids()
        self.groups.blockSignals(True)
        self.groups.clear()
        for group in groups:
            item = _GroupItem(group.label, group.count)
            item.setData(_GROUP, group.id)
            item.setToolTip(group.about)
            self.groups.addItem(item)
            if group.id == self._group and not self._only:
                self.groups.setCurrentItem(item)
                self.group_words.say(f"{group.label}: {group.about}")
        self.groups.blockSignals(False)
        self.drawn = True

    def _on_changed(self, changed: Any) -> None:
        """Where time alone moved leads, the one in hand stays in hand until the person goes on."""
        self._holds = CLOCK in changed.places
        super()._on_changed(changed)

    def _draw_ids(self, ids: Sequence[int]) -> None:
        at = self._place()
        held = self._lead_id if self._holds or self.acts.open_strip is not None else None
        if held is not None and held not in ids:
            ids = [*ids[: max(at, 0)], held, *ids[max(at, 0) :]]
        self._ids = packed(ids)
        if self._lead_id not in ids:
            self._lead_id = ids[min(max(at, 0), len(ids) - 1)] if ids else None
        self._ask_lead()

    def _ask_lead(self) -> None:
        if self._lead_id is None:
            self.acts.take(None)
            self._stack.setCurrentWidget(self.nothing)
            self.place.setText("")
            self._say_sitting()
            self.bench.commands.refresh()
        else:
            self.bench.ask(_lead, self._lead_id, then=self._draw, key="today.lead")

    def _draw(self, view: Any) -> None:
        self._stack.setCurrentWidget(self._cockpit)
        for part in (self.header, self.notice, self.proposed, self.why, self.score, self.route):
            part.draw(view)
        self.mql.draw(view.mql)
        self.sql.draw(view.sql)
        self.acts.take(view)
        self.place.setText(tr("{some} of {all}", some=number(self._place() + 1), all=number(len(self._ids))))
        self._say_sitting()
        self.bench.commands.refresh()

    def _make_room(self, strip: Any) -> None:
        """Where the window is low or the text large, an open strip takes the place of the cards."""
        for card in (self.why, self.score, self.route):
            card.setVisible(strip is None or self.height() >= theme.px(690))
        self.proposed.setVisible(self.proposed.there and (strip is None or self.height() >= theme.px(720)))

    # --- walking -----------------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next or the previous lead of the group."""
        at = self._place() + by
        if 0 <= at < len(self._ids):
            self._lead_id = self._ids[at]
            self._ask_lead()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk the leads as J and K do."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._walks():
            self.step(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _walks(self) -> bool:
        return self._lead_id is not None and self.acts.open_strip is None

    def _place(self) -> int:
        try:
            return self._ids.index(self._lead_id) if self._lead_id is not None else -1
        except ValueError:
            return -1

    def _on_settled(self, changed: Any) -> None:
        """A lead is settled: the one after it comes in hand, and the group is asked for again by the change itself."""
        self._sitting.settle()
        at = self._place() + 1
        if at < len(self._ids):
            self._lead_id = self._ids[at]
            self._ask_lead()

    def _say_sitting(self) -> None:
        """How many were settled in this sitting, of those that wait here and them."""
        self.sitting.setText(self._sitting.says(len(self._ids)))

    def _on_group(self, item: QListWidgetItem | None, before: object) -> None:
        if item is not None:
            self._group, self._lead_id, self._ids, self._only = item.data(_GROUP), None, (), ()
            self.acts.leave()
            self.refresh()

    def _open_wide(self) -> None:
        self.bench.lead_wanted.emit(self._lead_id)

    def _show_ledger(self) -> None:
        from app.ui.dialogs.ledger import show_ledger

        if self.acts.view is not None:
            show_ledger(self.bench, self.acts.view.id, self.window())


def _lead(work: Work, lead_id: int) -> Any:
    """A lead with everything the rules say of it. They are met on the reader, once the groups are painted."""
    from app.services.lead_page import lead_view

    return lead_view(work, lead_id)


def _leads(count: int) -> str:
    return tr("1 lead") if count == 1 else tr("{count} leads, one after the other", count=number(count))


class _GroupItem(QListWidgetItem):
    """A group with its count; an empty group says so by having none."""

    def __init__(self, words: str, count: int) -> None:
        super().__init__(words)
        large = theme.px(100) > 115  # smaller and lighter then, so that the words fit
        self.setFont(theme.font(theme.FINE if large else theme.BODY, bold=bool(count) and not large))
        self.setData(_COUNT, count)
        self.setData(
            Qt.ItemDataRole.AccessibleTextRole, tr("{words}, {count} waiting", words=words, count=number(count))
        )


class _GroupLine(QStyledItemDelegate):
    """Paints the words of a group and, at the right, how many wait in it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave room for the count, then write it."""
        count = index.data(_COUNT)
        words = QStyleOptionViewItem(option)
        wide = option.fontMetrics.horizontalAdvance(number(count)) + theme.LARGE if count else 0
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.colours().soft("accent")))
        words.rect = option.rect.adjusted(0, 0, -wide, 0)
        super().paint(painter, words, index)
        if count:
            painter.setFont(theme.font(bold=True))
            painter.setPen(QColor(theme.colours().accent))
            painter.drawText(option.rect.adjusted(0, 0, -theme.SMALL, 0), _END, number(count))
