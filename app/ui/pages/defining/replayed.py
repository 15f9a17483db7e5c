"""The replay on screen: sentences, from where to where leads would go, and the leads of each line by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.playbook.sections import choices
from app.domain.problems import Problem
from app.language import later, number, tr
from app.services.replays import LAST, ReplayView, replay_draft
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.pages.defining.inputs import ChoiceInput, NumberInput
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, label, row

_NOTHING = later(
    "Not replayed yet. Replay judges the latest leads under the draft and says what would differ; nothing moves."
)
_HUES = {
    "Grid": "accent",
    "Gate opens": "good",
    "Gate closes": "bad",
    "Decision blocked": "bad",
    "Decision allowed": "good",
    "Reason": "note",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that would differ, and for which leads."""

    kind: str
    says: str
    leads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A lead of an effect, in the words of its line."""

    id: int
    person: str
    account: str
    before: str
    after: str
    because: str


def effects_of(view: ReplayView) -> list[Effect]:
    """Everything that would differ, what concerns most leads first within its kind."""
    found: list[Effect] = []
    cells = [one for one in view.cells if not one.stays]
    found += [Effect(later("Grid"), f"{one.before.label} → {one.after.label}", one.leads) for one in cells]
    for kind, shifts in (
        (later("Gate opens"), view.opened),
        (later("Gate closes"), view.closed),
        (later("Route"), view.routes),
        (later("Suggested path"), view.suggested),
        (later("Today"), view.groups),
    ):
        found += [
            Effect(kind, f"{one.before or tr('nothing')} → {one.after or tr('nothing')}", one.leads) for one in shifts
        ]
    found += [
        Effect(
            later("Decision blocked") if one.blocked else later("Decision allowed"),
            tr(
                "{to_stage} of {person} on {at}: {names}",
                to_stage=one.to_stage,
                person=one.person,
                at=dates.exact(one.at.date()),
                names="; ".join(one.criteria),
            ),
            (one.lead,),
        )
        for one in view.past
    ]
    found += [Effect(later("Reason"), one.says, one.leads) for one in view.reasons]
    return found


def named_of(view: ReplayView, effect: Effect) -> Iterator[Named]:
    """The leads of an effect, with how they stand before and after."""
    by_id = {lead.id: lead for lead in view.leads}
    past = {one.lead: one for one in view.past}
    for id in effect.leads:
        lead = by_id.get(id)
        if lead is not None:
            before, after = (
                tr("{cell} (fit {fit}, intent {intent})", cell=s.cell, fit=s.fit, intent=s.intent)
                for s in (lead.before, lead.after)
            )
            yield Named(id, lead.person, lead.account, before, after, "; ".join(lead.because))
        elif id in past:
            yield Named(id, past[id].person, "", "", "", "; ".join(past[id].criteria))


EFFECTS = (
    Column("kind", later("What"), 132, lambda e: tr(e.kind), "chip", hue=lambda e: _HUES.get(e.kind, "muted")),
    Column("says", later("From → to"), 420, lambda e: e.says, "strong", stretch=True, tip=lambda e: e.says),
    Column("count", later("Leads"), 64, lambda e: number(len(e.leads)), "number"),
)
LEADS = (
    Column("person", later("Lead"), 130, lambda n: n.person, "strong"),
    Column("account", later("Account"), 140, lambda n: n.account),
    Column("before", later("Now"), 180, lambda n: n.before, "muted", tip=lambda n: n.before),
    Column("after", later("Under the draft"), 180, lambda n: n.after, tip=lambda n: n.after),
    Column("because", later("Because"), 220, lambda n: n.because, stretch=True, tip=lambda n: n.because),
)


class ReplayedView(QWidget):
    """Asks for a replay and draws it; Enter on a lead opens it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._view: ReplayView | None = None
        self._open = False
        self._draft: Any = None  # what is replayed: the version in force, and the body of the draft
        self.last = NumberInput(tr("How many of the latest leads"), whole=True)
        self.last.show_value(LAST)
        self.line = ChoiceInput(tr("Service line"), (), required=False)
        self.line.setFixedWidth(min(theme.px(200), 260))
        self.act = button(tr("Replay"), "player-play", part="main")
        self.act.clicked.connect(self.run)
        self.says = label(tr(_NOTHING), wrap=True)
        self.effects = HeldTable(EFFECTS, self)
        self.view = RowView(self.effects, tr("What would differ"), "defining/effects")
        self.view.empty = ""
        self.view.current_changed.connect(lambda _: self._show_leads())
        self.leads = HeldTable(LEADS, self)
        self.named = RowView(self.leads, tr("Leads of the line in hand; Enter opens one"), "defining/replayed")
        self.named.empty = ""
        self.named.opened.connect(self._on_lead)
        head = row(
            label(tr("The latest"), tone="muted"),
            self.last,
            label(tr("leads of"), tone="muted"),
            self.line,
            self.act,
            None,
        )
        whole = column(
            head, self.says, self.view, self.named, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        )
        whole.setStretch(2, 3)
        whole.setStretch(3, 4)
        self.setLayout(whole)
        self.setFocusProxy(self.view)

    @property
    def sentences(self) -> Sequence[str]:
        """What the latest replay of this draft said."""
        return self._view.summary if self._view is not None else ()

    def draw(self, draft: Any) -> None:
        """Another state of the draft: what was replayed before is about another one."""
        self._open = draft.open
        if self.line.box.count() == 1:
            for id, words in choices(draft.body, "service_line"):
                self.line.box.addItem(words, id)
            self.line.box.setItemText(0, tr("every service line"))
        self.act.setEnabled(draft.open)
        state = (draft.in_force, draft.body)
        if state != self._draft:
            self._draft, self._view = state, None
        self._show()

    def run(self) -> None:
        """Replay the latest leads under the draft; a long one can be cancelled."""
        try:
            last, of = self.last.read(), self._draft
        except Problem as unread:
            self.says.setText(unread.message)
            return
        self.says.setText(tr("Replaying…"))
        self._bench.study(
            replay_draft,
            last,
            self.line.read(),
            then=lambda view: self._drawn(view, of),
            failed=self._refused,
            key="replay",
        )

    def _drawn(self, view: ReplayView, of: Any) -> None:
        if of is not self._draft:
            self.says.setText(tr("The draft changed meanwhile: replay it again."))
            return
        self._view = view
        self._show()
        self.view.setFocus()

    def _refused(self, error: Exception) -> None:
        self.says.setText(tr(_NOTHING))
        self._bench.problems.show(error)

    def _show(self) -> None:
        view = self._view
        if view is None:
            self.says.setText(tr(_NOTHING) if self._open else tr("There is no draft, so there is nothing to replay."))
            self.effects.show_rows(())
        else:
            self.says.setText("\n".join(view.summary))
            self.effects.show_rows(effects_of(view))
        self._show_leads()

    def _show_leads(self) -> None:
        effect = self.effects.row_at(self.view.currentIndex().row())
        self.leads.show_rows(
            list(named_of(self._view, effect)) if effect is not None and self._view is not None else ()
        )

    def _on_lead(self, at: int) -> None:
        named = self.leads.row_at(at)
        if named is not None:
            self._bench.lead_wanted.emit(named.id)
