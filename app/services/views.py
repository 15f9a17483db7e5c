"""Saved views: a list as somebody set it up, for oneself or for the team, and shared as a file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select

from app.domain import listing
from app.domain.listing import Condition, Kind, ListFilter, Order
from app.domain.problems import Problem, Trouble
from app.exports.saving import write_whole
from app.language import number, tr
from app.services.lists.conditions import meant_ids, passes
from app.services.lists.places import Place, place_of
from app.services.views_built_in import BUILT_IN
from app.services.work import Changed, Work
from app.store.tables import SavedView
from app.store.tables.foundation import new_uuid

ENDING = ".assayview"
_FORMAT, _LARGEST, _LONGEST = 1, 1_000_000, 100
_PLACES = frozenset({"views"})


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """What a view sets up. Widths are in pixels at 100 %; the shape is one of those in which a page shows its rows."""

    filter: ListFilter = field(default_factory=ListFilter)
    order: tuple[Order, ...] = ()
    columns: tuple[str, ...] = ()  # those shown, in order; none: as the list proposes
    widths: Mapping[str, int] = field(default_factory=dict)
    shape: str = "list"

    def also(self, *conditions: Condition) -> "ViewSettings":
        """The same with further conditions."""
        return replace(self, filter=replace(self.filter, conditions=(*self.filter.conditions, *conditions)))


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One saved view; `own` is False for those of the team."""

    id: int
    place: str
    name: str
    own: bool
    by: str
    at: datetime
    settings: ViewSettings

    @property
    def built_in(self) -> bool:
        """It comes with the program: nobody saved it, and nobody can forget it."""
        return self.id < 0


def views(work: Work, place: str = "") -> list[ViewRow]:
    """The views of the team and one's own, of one list or of all, by name; of one list also those it comes with."""
    query = select(SavedView).where(or_(SavedView.owner == "", SavedView.owner == work.by))
    if place:
        query = query.where(SavedView.place == place_of(place).id)
    rows = sorted(work.session.scalars(query), key=lambda row: (row.place, row.owner != "", row.name.casefold()))
    return [*(_built_in(work, place) if place else ()), *map(_row, rows)]


def _built_in(work: Work, place: str) -> list[ViewRow]:
    return [
        ViewRow(-at, place, tr(name), own=False, by="", at=work.now, settings=ViewSettings(filter, order))
        for at, (name, filter, order) in enumerate(BUILT_IN.get(place, ()), start=1)
    ]


def view_named(work: Work, name: str, place: str = "") -> ViewRow:
    """A view by its number or name. Raises Problem where there is none, or several have the name."""
    known = views(work, place)
    found = [row for row in known if str(row.id) == name or row.name.casefold() == name.strip().casefold()]
    found = [row for row in found if row.own] or found  # one's own comes before the team's of the same name...
    found = [row for row in found if not row.built_in] or found  # ...and both before what the list comes with
    if len(found) != 1:
        raise Problem(_none_called(name, found, known))
    return found[0]


def _none_called(name: str, found: Sequence[ViewRow], known: Sequence[ViewRow]) -> str:
    names = ", ".join(f"{row.id} {row.name}" for row in found or known)
    if found:
        return tr("Several views are called '{name}': {names}.", name=name, names=names)
    if known:
        return tr("There is no view called '{name}': {names}.", name=name, names=names)
    return tr("There is no view called '{name}': none is saved yet.", name=name)


def save_view(
    work: Work, place: str, name: str, settings: ViewSettings, *, team: bool = False, view_id: int | None = None
) -> Changed:
    """Save a list as it is set up; the outcome is its ViewRow.

    A view of the same name, own or of the team as wished, is set anew; with `view_id` that one is, under this name.
    Raises Problem for a name that says nothing and for what the list does not know.
    """
    here, name = place_of(place), " ".join(name.split())
    if not name or len(name) > _LONGEST:
        raise Problem(tr("Name the view, in at most {count} characters.", count=number(_LONGEST)))
    _check(work, here, settings)
    owner = "" if team else work.by
    row = _own(work, view_id) if view_id is not None else _same(work, here.id, name, owner)
    if row is None:
        row = SavedView(place=here.id, name=name, owner=owner, at=work.now, by=work.by, body=_facts(settings))
        work.session.add(row)
    else:
        row.name, row.owner, row.at, row.by, row.body = name, owner, work.now, work.by, _facts(settings)
    work.session.flush()
    label = tr("Save the view “{name}” for the team", name=name) if team else tr("Save the view “{name}”", name=name)
    return Changed(label, places=_PLACES, outcome=_row(row))


def forget_view(work: Work, view_id: int) -> Changed:
    """Take a view away; the leads it showed stay."""
    row = _own(work, view_id)
    work.session.delete(row)
    return Changed(tr("Forget the view “{name}”", name=row.name), places=_PLACES)


# --- as a file --------------------------------------------------------------------------------------------------------


def export_view(work: Work, view_id: int, path: Path) -> Path:
    """Write a view into a file for another workspace; it holds what is asked for, and nobody's data."""
    row = _own(work, view_id)
    if path.suffix.casefold() != ENDING:
        path = path.with_name(f"{path.name}{ENDING}")
    document = {
        "assay": "view",
        "format": _FORMAT,
        "uuid": row.uuid,
        "place": row.place,
        "name": row.name,
        "settings": row.body,
    }
    content = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True).encode("utf-8")
    return write_whole(path, lambda file: file.write(content))


def take_view(work: Work, path: Path, *, team: bool = False) -> Changed:
    """Save the view of a file here; the same view taken again is set anew. The outcome is its ViewRow.

    What this workspace's playbook does not know is kept and said. Raises Problem where the file is no view.
    """
    document = _read(path)
    here, settings = place_of(str(document.get("place", ""))), _settings(document.get("settings"))
    _check(work, here, settings)
    identity = str(document.get("uuid", ""))
    known = work.session.scalar(select(SavedView).where(SavedView.uuid == identity))
    ours = known is not None and known.owner in ("", work.by) and known.place == here.id
    view_id = known.id if known is not None and ours else None
    team = known.owner == "" if known is not None and ours else team  # whose it is stays as it is here
    saved = save_view(work, here.id, str(document.get("name", "")), settings, team=team, view_id=view_id)
    assert isinstance(saved.outcome, ViewRow)
    if known is None and len(identity) == len(new_uuid()):
        work.session.get_one(SavedView, saved.outcome.id).uuid = identity
    label = tr("Take the view “{name}” from {file}", name=saved.outcome.name, file=path.name)
    return Changed(label, places=_PLACES, kept=_strange(work, here, settings), outcome=saved.outcome)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise Trouble(tr("{file} cannot be read: {why}.", file=path.name, why=error.strerror or error)) from error
    try:
        if len(content) > _LARGEST:
            raise ValueError
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("assay") != "view":
        raise Problem(
            tr("{file} is no saved view; choose a file that ends in {ending}.", file=path.name, ending=ENDING)
        )
    if document.get("format") != _FORMAT:
        raise Problem(tr("{file} was written by a newer version; update Assay to use it.", file=path.name))
    return document


def _strange(work: Work, here: Place, settings: ViewSettings) -> tuple[str, ...]:
    """What a view asks for that nothing here can be: a path or a source of another playbook."""
    said = []
    for condition in settings.filter.conditions:
        column = here.column(condition.column)
        if known := column.known(work) if column.kind is Kind.CHOICE else {}:
            ids = meant_ids(work, column, condition.values)
            said += [
                tr("{column} “{value}” is not in this playbook; nothing has it.", column=column.shown, value=id)
                for id in ids
                if id and id not in known
            ]
    return tuple(said)


# --- as facts ---------------------------------------------------------------------------------------------------------


def _facts(settings: ViewSettings) -> dict[str, Any]:
    return {
        "text": settings.filter.text,
        "conditions": [listing.as_facts(one) for one in settings.filter.conditions],
        "order": [[one.column, one.descending] for one in settings.order],
        "columns": list(settings.columns),
        "widths": dict(settings.widths),
        "shape": settings.shape,
    }


def _settings(facts: Any) -> ViewSettings:
    """The settings again. Raises Problem for what cannot be settings."""
    try:
        conditions: tuple[Condition, ...] = tuple(listing.condition_of(one) for one in facts.get("conditions", ()))
        return ViewSettings(
            ListFilter(str(facts.get("text", "")), conditions),
            tuple(Order(str(column), bool(down)) for column, down in facts.get("order", ())),
            tuple(str(one) for one in facts.get("columns", ())),
            {str(id): int(wide) for id, wide in dict(facts.get("widths", {})).items()},
            str(facts.get("shape", "list")),
        )
    except (AttributeError, TypeError, ValueError, OverflowError):
        raise Problem(tr("This view cannot be read; save it again, or ask for the file anew.")) from None


def _check(work: Work, here: Place, settings: ViewSettings) -> None:
    """Raise Problem for a column, test or value that the list does not know."""
    for condition in settings.filter.conditions:
        passes(work, here.column(condition.column), condition)
    for id in (*settings.columns, *(one.column for one in settings.order)):
        here.column(id)


def _row(row: SavedView) -> ViewRow:
    return ViewRow(row.id, row.place, row.name, row.owner != "", row.by, row.at, _settings(row.body))


def _own(work: Work, view_id: int) -> SavedView:
    row = work.session.get(SavedView, view_id)
    if row is None or row.owner not in ("", work.by):
        raise Problem(tr("There is no view {number}.", number=view_id))
    return row


def _same(work: Work, place: str, name: str, owner: str) -> SavedView | None:
    query = select(SavedView).where(SavedView.place == place, SavedView.owner == owner).order_by(SavedView.id)
    return next((row for row in work.session.scalars(query) if row.name.casefold() == name.casefold()), None)
