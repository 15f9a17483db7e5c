"""What the keys, menus and gestures of the map do: each asks what is missing in a line and calls one use case."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.committee.history import check_reason
from app.domain.committee.layout.geometry import Key, Layout
from app.domain.committee.layout.travel import Direction
from app.domain.committee.model import Line, LineKind, Pin, Stakeholder
from app.domain.committee.signs import INFLUENCES, POWERS, STANCES
from app.domain.committee.weighing import champion_test, influence_needs_why
from app.domain.counting import together
from app.domain.problems import Problem
from app.language import later, tr
from app.services.committee.lines import add_line, edit_line, remove_line
from app.services.committee.opinions import edit_stakeholder, opinions, set_influence, set_power, set_stance
from app.services.committee.people import rename_stakeholder, set_apart, take_off
from app.services.committee.places import pin_cards, place_cards, step_card, tidy_map
from app.services.committee.reporting import set_managers
from app.ui import dates
from app.ui.bench import Bench
from app.ui.committee import editor
from app.ui.committee.dragging import Aim
from app.ui.committee.lines import said
from app.ui.committee.strip import AskStrip
from app.ui.dialogs.chooser import Choice, FixedChooser

if TYPE_CHECKING:
    from app.services.committee.view import MapView

NUDGE = 20.0  # pixels of one push
_WAYS: dict[str, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_ASKS: dict[str, str] = {
    "manager": later("Whom does {name} report to?"),
    "dotted": later("Whom does {name} report to as well?"),
    "influences": later("Whom does {name} influence?"),
    "conflict": later("With whom is {name} in conflict?"),
}
_FIELD_OF_FIX = {
    "confirm_seat": "certainty",
    "confirm": "confirmed",
    "find_budget": "power",
    "first_contact": "next_step",
    "win_supporter": "stance",
    "second_contact": "next_step",
    "ask_against": "next_step",
    "plan_step": "next_step",
    "test_champion": "champion_power",
    "redate_step": "due",
    "log_touch": "last_contact",
}  # which field of the card a fix of the playbook begins with


class Panel(Protocol):
    """What the acts need of the panel they belong to."""

    bench: Bench
    strip: AskStrip

    @property
    def view(self) -> "MapView": ...

    @property
    def current(self) -> Key | None: ...

    @property
    def chosen(self) -> tuple[int, ...]: ...

    @property
    def layout_shown(self) -> Layout: ...

    def say(self, text: str) -> None: ...

    def expect(self, key: Key) -> None: ...

    def take(self, key: Key | None) -> None: ...

    def window(self) -> QWidget: ...


class MapActs(QObject):
    """Acts on the cards that are chosen, else on the one in hand."""

    def __init__(self, panel: Panel, parent: QObject) -> None:
        super().__init__(parent)
        self.panel, self.bench = panel, panel.bench

    # --- whom it is about ---------------------------------------------------------------------------------------------

    @property
    def one(self) -> Stakeholder | None:
        """The person in hand; None for an empty seat."""
        key = self.panel.current
        return self.panel.view.map.by_id.get(key) if isinstance(key, int) else None

    @property
    def people(self) -> list[Stakeholder]:
        """Whom an act on several is about."""
        known = self.panel.view.map.by_id
        chosen = [known[id] for id in self.panel.chosen if id in known]
        return chosen if len(chosen) > 1 else [self.one] if self.one is not None else []

    def _ids(self) -> list[int]:
        return [one.id for one in self.people]

    def _do(self, use_case: Callable[..., Any], *args: Any, **more: Any) -> None:
        """Do something; why it is refused is said at the card (CM10)."""
        self.bench.do(use_case, *args, failed=self._refused, **more)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Problem):
            self.panel.say(error.message)
        else:
            self.bench.problems.show(error)

    def _made(self, changed: Any) -> None:
        """Somebody came onto the map: their card is taken in hand."""
        found = changed.outcome[0] if isinstance(changed.outcome, tuple) and changed.outcome else changed.outcome
        if isinstance(found, int):
            self.panel.expect(found)

    # --- the card -----------------------------------------------------------------------------------------------------

    def edit(self, first: str = "") -> None:
        """Open the card; an empty seat is filled instead."""
        key, view = self.panel.current, self.panel.view
        if self.one is not None:
            editor.edit_card(self.bench, view, self.one, self.panel.window(), first)
        elif isinstance(key, str):
            labels = {seat.id: seat.label for seat in view.playbook.seats}
            editor.fill_seat(self.bench, view, key, labels.get(key, key), self._made, self.panel.window())
        else:
            self.add()

    def rename(self) -> None:
        """Ask for the name; an empty seat that has a card gets a person of that name."""
        one = self.one
        if one is None:
            self.edit()
            return
        strip = self.panel.strip
        strip.ask(
            tr("Name of {name}", name=one.name) if one.name else tr("Who is it?"),
            lambda text: self.bench.do(rename_stakeholder, one.id, text, then=strip.done, failed=strip.refuse),
            one.name,
        )

    def add(self) -> None:
        """Somebody new on the map."""
        editor.add_card(self.bench, self.panel.view, self._made, self.panel.window())

    def build(self) -> None:
        """Build the map from lines or contacts."""
        from app.ui.committee.quick_build import QuickBuildDialog

        QuickBuildDialog(self.bench, self.panel.view, self._made, self.panel.window()).open()

    def take_off(self) -> None:
        """Take the chosen people off the map; they stay people of the account."""
        if self.people:
            self._do(take_off, self._ids())

    def apart(self) -> None:
        """A card of its own for this service line, where the one in hand counts for all."""
        one, view = self.one, self.panel.view
        if one is not None and one.id in view.account_wide and view.service_line:
            self._do(set_apart, one.id, view.service_line, then=self._made)
        else:
            self.panel.say(tr("This card counts for this service line alone already."))

    # --- opinions, with their reason where one is asked ---------------------------------------------------------------

    def stance(self, stance: int | None) -> None:
        """Set the stance of everybody chosen."""
        people = self.people
        if not people:
            return
        ask = any(_asked("stance", one.stance, stance) for one in people)
        untested = [one for one in people if stance == 2 and not champion_test(one.champion_test).passed]
        if untested:
            self._test(untested, alone=len(people) == 1, why=ask)
            return
        question = tr("{name} is {stance} now. Why?", name=self._named(people), stance=tr(STANCES[stance]))
        self._with_reason(ask, question, set_stance, [one.id for one in people], stance)

    def _test(self, untested: Sequence[Stakeholder], *, alone: bool, why: bool) -> None:
        """Ask for the champion test of one; of several it is said who has not passed it."""
        if alone:
            editor.ask_champion(self.bench, self.panel.view, untested[0], self.panel.window(), why=why)
        else:
            names = together([one.name or tr("somebody") for one in untested])
            self.panel.say(tr("A champion passes a test of three. Press 5 on each alone: {names}.", names=names))

    def power(self) -> None:
        """Switch one power of the person in hand on or off."""
        one = self.one
        if one is None:
            return

        def switch(id: str) -> None:
            held = tuple(known for known in POWERS if (known in one.power) != (known == id))
            question = tr("The power of {name} changes. Why?", name=one.name)
            self._with_reason(_asked("power", one.power, held), question, set_power, one.id, held)

        lines = [
            Choice(tr(words), "●" if id in one.power else "○", partial(switch, id)) for id, words in POWERS.items()
        ]
        self._choose(tr("Decision power of {name}", name=one.name), lines)

    def weight(self) -> None:
        """Choose the influence on this decision."""
        one = self.one
        if one is None:
            return

        def choose(id: str) -> None:
            question = tr("The influence of {name} changes. Why?", name=one.name)
            ask = _asked("influence", one.influence, id)
            if influence_needs_why(replace(one, influence=id, influence_why="")):
                self._with_why(question if ask else tr("Why, where it differs from rank"), one.id, id)
            else:
                self._with_reason(ask, question, set_influence, one.id, id)

        lines = [Choice(tr(words), "", partial(choose, id)) for id, words in INFLUENCES.items()]
        self._choose(tr("Influence of {name} on this decision", name=one.name), lines)

    def _with_reason(self, ask: bool, question: str, use_case: Callable[..., Any], *args: Any) -> None:
        if not ask:
            self._do(use_case, *args)
            return
        strip = self.panel.strip

        def settle(reason: str) -> None:
            self.bench.do(use_case, *args, reason=reason, then=strip.done, failed=strip.refuse)

        strip.ask(question, settle, hint=tr("In a few words; the history keeps it"))

    def _with_why(self, question: str, id: int, influence: str) -> None:
        """Influence that disagrees with rank: one line says why, on the card and in the history."""
        strip = self.panel.strip

        def settle(why: str) -> None:
            if not why:
                strip.refuse(Problem(tr("Write in a few words why this changed; the history keeps it.")))
                return
            self.bench.do(set_influence, id, influence, reason=why, why=why, then=strip.done, failed=strip.refuse)

        strip.ask(question, settle, hint=tr("Writes the shortlist for the board"))

    def _named(self, people: Sequence[Stakeholder]) -> str:
        return people[0].name if len(people) == 1 else tr("{count} people", count=len(people))

    def opinions(self) -> None:
        """How our opinion of somebody changed, newest first."""
        if self.one is not None:
            self.bench.ask(opinions, self.one.id, then=self._show_opinions, key="opinions")

    def _show_opinions(self, rows: Any) -> None:
        one = self.one
        if one is None:
            return
        if not rows:
            self.panel.say(tr("Nothing changed yet that needed a reason."))
            return
        lines = [
            Choice(
                tr("{day}  {field}: {before} → {after}", day=dates.day(row.at.astimezone().date()), field=row.label,
                   before=row.before, after=row.after),
                f"{row.reason}  ({row.by})",
                lambda: None,
            )
            for row in rows
        ]  # fmt: skip
        self._choose(tr("Changes of opinion about {name}", name=one.name), lines)

    # --- lines --------------------------------------------------------------------------------------------------------

    def manager(self) -> None:
        """Choose by a few letters whom the chosen people report to."""
        people = self.people
        if not people:
            return
        line = self.panel.view.service_line

        def choose(manager: int | None) -> None:
            self._do(set_managers, [one.id for one in people], manager, line)

        lines = self._others(people, choose)
        if any(one.reports_to is not None for one in people):
            lines.append(Choice(tr("Nobody"), "", partial(choose, None)))
        self._choose(tr(_ASKS["manager"], name=self._named(people)), lines)

    def line(self, kind: LineKind) -> None:
        """Draw a line from the person in hand to somebody chosen by a few letters."""
        one = self.one
        if one is None:
            return
        view = self.panel.view

        def choose(other: int, strength: str = "") -> None:
            self._do(add_line, one.id, other, kind, view.service_line, strength)

        lines = self._others([one], choose)
        if kind == "influences":
            strong = self._others([one], partial(choose, strength="strong"), tr("strongly"))
            weak = self._others([one], partial(choose, strength="weak"), tr("weakly"))
            lines = [*lines, *strong, *weak]
        self._choose(tr(_ASKS[kind], name=one.name), lines)

    def _others(self, people: Sequence[Stakeholder], act: Callable[[int], None], more: str = "") -> list[Choice]:
        view, ids = self.panel.view, {one.id for one in people}
        known = [one for one in view.map.people if one.id not in ids and one.name]
        return [
            Choice(one.name, ", ".join(part for part in (more, one.title) if part), partial(act, one.id))
            for one in sorted(known, key=lambda one: one.name.casefold())
        ]

    def lines(self) -> None:
        """Strengthen, confirm or remove a line of the person in hand."""
        one, view = self.one, self.panel.view
        if one is None:
            return
        mine = [line for line in view.map.lines if one.id in (line.from_id, line.to_id)]
        if not mine:
            self.panel.say(tr("{name} has no line yet.", name=one.name))
            return
        lines: list[Choice] = []
        for line in mine:
            words = said(line, view.map)
            lines += [
                Choice(words, act, partial(self._do, use_case, line, view.service_line, **more))
                for act, use_case, more in self._line_acts(line)
            ]
        self._choose(tr("Lines of {name}", name=one.name), lines)

    def _line_acts(self, line: Line) -> list[tuple[str, Callable[..., Any], dict[str, str]]]:
        acts: list[tuple[str, Callable[..., Any], dict[str, str]]] = [(tr("remove"), remove_line, {})]
        if line.kind == "influences":
            other = "weak" if line.strength == "strong" else "strong"
            acts.append(
                (tr("make it strong") if other == "strong" else tr("make it weak"), edit_line, {"strength": other})
            )
        if line.certainty != "told":
            acts.append((tr("they told us"), edit_line, {"certainty": "told"}))
        return acts

    def _choose(self, title: str, lines: Sequence[Choice]) -> None:
        FixedChooser(title, title, lines, self.panel.window()).open()

    # --- places -------------------------------------------------------------------------------------------------------

    def step(self, direction: Direction) -> None:
        """Move the card in its lane and band, or into the next one."""
        if self.one is not None:
            self._do(step_card, self.one.id, self.panel.view.service_line, direction, say=False)

    def pin(self) -> None:
        """Keep the chosen cards where they stand."""
        self._pin(0, 0)

    def nudge(self, way: str) -> None:
        """Push the chosen cards a little and keep them there."""
        self._pin(*_WAYS[way])

    def _pin(self, x: int, y: int) -> None:
        laid = self.panel.layout_shown
        found = {one.id: laid.card(one.id) for one in self.people}
        view = "tree" if laid.view == "tree" else "lanes"
        pins = {
            id: Pin("tree" if view == "tree" else "lanes", card.rect.x + NUDGE * x, card.rect.y + NUDGE * y)
            for id, card in found.items()
            if card is not None
        }
        if pins:
            self._do(pin_cards, pins, self.panel.view.service_line, say=not (x or y))

    def tidy(self) -> None:
        """Let every card of this view go back to where the layout puts it."""
        view = self.panel.view
        self._do(tidy_map, view.account_id, view.service_line, self.panel.layout_shown.view)

    def drop(self, dropped: tuple[Aim, tuple[int, ...], dict[int, tuple[float, float]]]) -> None:
        """A card was let go somewhere (CM9)."""
        aim, moved, corners = dropped
        line = self.panel.view.service_line
        if aim.drop == "manager" and isinstance(aim.target, int):
            self._do(set_managers, moved, aim.target, line)
        elif aim.drop == "seat":
            self._do(edit_stakeholder, moved[0], {"seat": aim.target})
        elif aim.drop == "place":
            self._do(place_cards, moved, line, aim.lane, aim.band)
        elif aim.drop == "pin":
            view = "tree" if self.panel.layout_shown.view == "tree" else "lanes"
            pins = {id: Pin("tree" if view == "tree" else "lanes", *corners[id]) for id in moved}
            self._do(pin_cards, pins, line)

    # --- gaps ---------------------------------------------------------------------------------------------------------

    def mend(self, at: int) -> None:
        """Begin the fix of a gap: take the card it is about in hand and open it where it begins."""
        gaps = self.panel.view.gaps
        if at >= len(gaps):
            return
        gap = gaps[at]
        if gap.act in ("name_person", "name_successor") and gap.seat:
            planned = next(
                (one.id for one in self.panel.view.map.people if one.seat == gap.seat and not one.name), None
            )
            self.panel.take(planned if planned is not None else gap.seat)
            labels = {seat.id: seat.label for seat in self.panel.view.playbook.seats}
            label = labels.get(gap.seat, gap.seat)
            editor.fill_seat(self.bench, self.panel.view, gap.seat, label, self._made, self.panel.window())
        elif gap.act == "name_successor":
            self.add()
        elif gap.target is not None:
            self._open_at(gap.act, gap.target)
        else:
            known = [one for one in self.panel.view.map.people if one.here]
            lines = [Choice(one.name, one.title, partial(self._open_at, gap.act, one.id)) for one in known]
            self._choose(gap.fix, lines)

    def _open_at(self, act: str, id: int) -> None:
        self.panel.take(id)
        self.edit(_FIELD_OF_FIX.get(act, ""))


def _asked(field: str, before: Any, after: Any) -> bool:
    """Whether the history wants a reason for a change."""
    try:
        check_reason(field, before, after, "")
    except Problem:
        return True
    return False
