"""The forms of the map: everything about a card, somebody new, and who takes an empty seat."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.committee.model import Stakeholder
from app.domain.committee.weighing import ChampionTest, champion_test
from app.domain.problems import Problem
from app.language import tr
from app.services.committee.opinions import edit_stakeholder
from app.services.committee.people import add_stakeholder, link_person, plan_seat
from app.ui import theme
from app.ui.bench import Bench
from app.ui.dialogs.form import Field, FormDialog

if TYPE_CHECKING:
    from app.services.committee.view import MapView

_NUMBERS = ("stance", "depth", "wanted", "reports_to")
_DAYS = ("last_contact", "confirmed", "due")
_TEST = ("power", "acted", "gains")


def edit_card(bench: Bench, view: "MapView", one: Stakeholder, parent: QWidget, first: str = "") -> FormDialog:
    """Open everything about somebody; `first` is the field that gets the keyboard."""

    def save(form: FormDialog, changes: dict[str, Any]) -> None:
        reason = changes.pop("reason", "")
        told = _told(changes, one)
        bench.do(edit_stakeholder, one.id, told, reason, view.service_line, then=form.done_with, failed=form.refuse)

    made = FormDialog(
        bench, one.name or tr("Nobody known yet"), _fields(view, one), _values(one), tr("Save"), save, parent
    )
    made.resize(min(theme.px(660), 1000), made.height())
    made.open()
    if first in made.inputs:
        made.inputs[first].setFocus()
    return made


def ask_champion(bench: Bench, view: "MapView", one: Stakeholder, parent: QWidget, *, why: bool) -> FormDialog:
    """Ask for the champion test, without which nobody is more than a supporter; `why` where the stance was another."""

    def save(form: FormDialog, changes: dict[str, Any]) -> None:
        reason = changes.pop("reason", "")
        test = champion_test(_told(changes, one).get("champion_test", one.champion_test))
        if not test.passed:
            form.refuse(Problem(tr("Write all three; somebody who lacks one of them is a supporter (4).")))
            return
        told = {"stance": 2, "champion_test": test.text}
        bench.do(edit_stakeholder, one.id, told, reason, view.service_line, then=form.done_with, failed=form.refuse)

    fields = [
        Field("champion_power", tr("Their power"), hint=tr("Sits on the committee that signs")),
        Field("champion_acted", tr("Acted without us"), hint=tr("Brought the director to the second call")),
        Field("champion_gains", tr("What they gain"), hint=tr("Fewer complaints from the wards")),
        *([Field("reason", tr("Why it changed"), hint=tr("In a few words; the history keeps it"))] if why else []),
    ]
    test = champion_test(one.champion_test)
    values = {f"champion_{part}": getattr(test, part) for part in _TEST} | {"reason": ""}
    title = tr("Is {name} a champion? Three things must hold.", name=one.name or tr("this person"))
    made = FormDialog(bench, title, fields, values, tr("Make a champion"), save, parent)
    made.open()
    return made


def _fields(view: "MapView", one: Stakeholder) -> Sequence[Field]:
    def among(id: str) -> list[tuple[str, str]]:
        return pairs(view, id)

    others = [(str(other.id), other.name) for other in view.map.people if other.id != one.id and other.name]
    return (
        Field("stance", tr("Stance"), "choice", among("stance")),
        Field("power", tr("Decision power"), "several", among("power")),
        Field("influence", tr("Influence on this decision"), "choice", among("influence")),
        Field("influence_why", tr("Why, where it differs from rank"), hint=tr("Writes the shortlist for the board")),
        Field("reason", tr("Why it changed"), hint=tr("Asked where stance, power or influence change")),
        Field("seat", tr("Seat"), "choice", among("seat")),
        Field("certainty", tr("How we know"), "choice", among("certainty")),
        Field("title", tr("Title")),
        Field("reports_to", tr("Reports to"), "choice", others),
        Field("can_show", tr("Must be able to show"), hint=tr("Turnaround report to the wards by spring")),
        Field("next_step", tr("Next step")),
        Field("due", tr("Date of the next step"), "day"),
        Field("step_owner", tr("Who does it")),
        Field("last_contact", tr("Last contact"), "day"),
        Field("channel", tr("Channel"), "choice", among("channel")),
        Field("depth", tr("Contact"), "choice", among("depth")),
        Field("wanted", tr("Contact wanted"), "choice", among("wanted")),
        Field("confirmed", tr("Last confirmed"), "day"),
        Field("owner", tr("Our owner of the contact")),
        Field("colleagues", tr("Others of ours who know them"), hint=tr("Names, with commas between")),
        Field("champion_power", tr("Champion test: their power")),
        Field("champion_acted", tr("Champion test: acted without us")),
        Field("champion_gains", tr("Champion test: what they gain")),
        Field("external", tr("From outside"), "choice", [("yes", tr("Yes"))]),
        Field("organisation", tr("Of which organisation")),
        Field("behaviour", tr("Behaviour"), "choice", among("behaviour")),
        Field("lane", tr("Lane"), "choice", among("lane")),
        Field("band", tr("Band"), "choice", among("band")),
    )


def _values(one: Stakeholder) -> dict[str, Any]:
    """What the form begins with."""
    test = champion_test(one.champion_test)
    values = {id: "" if value is None else value for id, value in asdict(one).items()}
    values |= {f"champion_{part}": getattr(test, part) for part in _TEST}
    values |= {id: str(value) for id, value in values.items() if id in _NUMBERS}
    values |= {id: getattr(one, id) for id in _DAYS}
    return values | {"colleagues": ", ".join(one.colleagues), "external": "yes" if one.external else "", "reason": ""}


def _told(changes: Mapping[str, Any], one: Stakeholder) -> dict[str, Any]:
    """Changed fields as the use case takes them."""
    told: dict[str, Any] = {}
    before = champion_test(one.champion_test)._asdict()
    test = before | {part: changes[f"champion_{part}"] for part in _TEST if f"champion_{part}" in changes}
    for id, value in changes.items():
        if id.startswith("champion_"):
            told["champion_test"] = ChampionTest(**test).text
        elif id in _NUMBERS:
            told[id] = int(value) if value != "" else None
        elif id in _DAYS:
            told[id] = value or None
        elif id == "external":
            told[id] = value == "yes"
        elif id == "colleagues":
            told[id] = tuple(name.strip() for name in value.split(",") if name.strip())
        else:
            told[id] = value
    return told


def fill_seat(
    bench: Bench, view: "MapView", seat: str, label: str, taken: Callable[[Any], None], parent: QWidget
) -> FormDialog:
    """Enter on a ghost: somebody known, somebody new, or a dated step to find out (CM5)."""

    def save(form: FormDialog, changes: dict[str, Any]) -> None:
        more: dict[str, Any] = {
            "then": _both(form.done_with, taken),
            "failed": form.refuse,
        }
        at = (view.account_id, view.service_line)
        if changes.get("person_id"):
            bench.do(link_person, *at, seat, int(changes["person_id"]), **more)
        elif changes.get("name"):
            told = {id: changes.get(id, "") for id in ("name", "title", "email")}
            bench.do(add_stakeholder, *at, seat=seat, **told, **more)
        elif changes.get("due"):
            step = changes.get("next_step") or tr("Find out who it is")
            bench.do(plan_seat, *at, seat, step, changes["due"], bench.by, **more)
        else:
            form.refuse(Problem(tr("Choose or name somebody, or give the day by which you find out who it is.")))

    fields = [
        Field("name", tr("Somebody new"), hint=tr("Their name")),
        Field("title", tr("Title")),
        Field("email", tr("E-mail")),
        Field("due", tr("or find out by"), "day"),
        Field("next_step", tr("What is done for it"), hint=tr("Find out who it is")),
    ]
    if view.contacts:
        known = [(str(one.person_id), f"{one.name}, {one.title}".strip(", ")) for one in view.contacts]
        fields.insert(0, Field("person_id", tr("Somebody known"), "choice", known))
    made = FormDialog(bench, label, fields, {}, tr("Save"), save, parent)
    made.open()
    made.inputs["name"].setFocus()
    return made


def add_card(bench: Bench, view: "MapView", taken: Callable[[Any], None], parent: QWidget) -> FormDialog:
    """Somebody new, or known, anywhere on the map; the seat is guessed from the title where none is chosen."""

    def save(form: FormDialog, changes: dict[str, Any]) -> None:
        chosen = changes.pop("person_id", "")
        manager = changes.pop("reports_to", "")
        bench.do(
            add_stakeholder,
            view.account_id,
            view.service_line,
            person_id=int(chosen) if chosen else None,
            reports_to=int(manager) if manager else None,
            **changes,
            then=_both(form.done_with, taken),
            failed=form.refuse,
        )

    managers = [(str(one.id), one.name) for one in view.map.people if one.name]
    fields = [
        Field("name", tr("Name")),
        Field("title", tr("Title"), hint=tr("Seat, lane and band are guessed from it")),
        Field("email", tr("E-mail")),
        Field("seat", tr("Seat"), "choice", pairs(view, "seat")),
        Field("reports_to", tr("Reports to"), "choice", managers),
    ]
    if view.contacts:
        known = [(str(one.person_id), f"{one.name}, {one.title}".strip(", ")) for one in view.contacts]
        fields.append(Field("person_id", tr("or somebody known"), "choice", known))
    made = FormDialog(bench, tr("Add somebody to the map"), fields, {}, tr("Add"), save, parent)
    made.open()
    return made


def pairs(view: "MapView", id: str) -> list[tuple[str, str]]:
    """What may be chosen for a field; to choose nothing is the dash of the form."""
    return [(str(key), words) for key, words in view.choices.get(id, ()) if key not in (None, "")]


def _both(first: Callable[[Any], None], second: Callable[[Any], None]) -> Callable[[Any], None]:
    def done(changed: Any) -> None:
        first(changed)
        second(changed)

    return done
