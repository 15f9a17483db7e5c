"""Cells of a list changed as people type or paste them: looked at first, then what is right is done in one act.

What is refused stays as it is and is listed with its sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from app.domain.listing import Kind
from app.domain.problems import Problem
from app.language import tr, tr_many
from app.services.cell_values import choices_of
from app.services.edit_planner import EDITED, Cell, CellView, EditPlan, Planner, fixed_because
from app.services.editing import edit_account, edit_lead, edit_person
from app.services.gaps.noting import edit_gap
from app.services.lists.places import place_of
from app.services.work import Changed, Work, risky

__all__ = [
    "EDITED",
    "Cell",
    "CellView",
    "EditPlan",
    "Proposed",
    "cell_choices",
    "edit_cells",
    "fixed_because",
    "look_at_cells",
    "paste_cells",
]

_PROPOSED = 200  # words at most, where any word may stand
_REPEATED = ("job_title", "company", "city", "campaign")  # plain text of which many rows say the same


def look_at_cells(work: Work, place: str, cells: Sequence[Cell]) -> EditPlan:
    """What would become of each cell; nothing is written. Raises Problem for a list or column that there is not."""
    return Planner(work, place, cells).plan


def edit_cells(work: Work, place: str, cells: Sequence[Cell]) -> Changed:
    """Change what is right in one act; what is refused is listed in `kept`. The outcome is the EditPlan.

    Raises Problem where nothing that was written can stand where it was written; with one cell that is its sentence.
    """
    planner = Planner(work, place, cells)
    plan = planner.plan
    if plan.refused and not plan.changed:
        raise Problem(plan.refused[0].refused if len(plan.refused) == 1 else _nothing_fits(plan))
    edit = {"leads": edit_lead, "people": edit_person, "accounts": edit_account, "gaps": edit_gap}[place]
    leads, accounts, people = set[int](), set[int](), set[int]()
    warned: list[str] = []
    for done, (id, changes) in enumerate(planner.changes.items()):
        work.progress(done, len(planner.changes), tr("Changing cells"))
        changed = edit(work, id, changes)
        leads, accounts, people = leads | changed.leads, accounts | changed.accounts, people | changed.people
        warned += changed.kept
    kept = tuple(f"{one.name}, {one.title}: {one.refused}" for one in plan.refused)
    return Changed(
        _label(plan),
        frozenset(leads),
        frozenset(accounts),
        frozenset(people),
        kept=(*kept, *dict.fromkeys(warned)),
        outcome=plan,
    )


@risky
def paste_cells(work: Work, place: str, cells: Sequence[Cell]) -> Changed:
    """`edit_cells` of a whole block: a verified backup is made before it."""
    return edit_cells(replace(work, door="bulk"), place, cells)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a cell proposes while it is typed. Where the list is `closed` nothing else can stand there."""

    words: tuple[str, ...]
    closed: bool = False


def cell_choices(work: Work, place: str, column: str) -> Proposed:
    """The words of the column's list, or those in use, the commonest first; none for dates, numbers and notes."""
    here = place_of(place)
    one = here.column(column)
    if known := choices_of(work, one):
        return Proposed(tuple(known.values()), closed=True)
    if one.kind is not Kind.CHOICE and one.field not in _REPEATED:
        return Proposed(())
    value = one.sql(work)
    query = here.joined(select(value, func.count()).select_from(here.table), [value]).where(value != "")
    found = work.session.execute(query.group_by(value).order_by(func.count().desc(), value).limit(_PROPOSED))
    return Proposed(tuple(str(row[0]) for row in found))


def _nothing_fits(plan: EditPlan) -> str:
    return tr_many(
        "The cell stays as it is: {why}",
        "None of the {count} cells can be changed. The first: {why}",
        len(plan.refused),
        why=plan.refused[0].refused,
    )


def _label(plan: EditPlan) -> str:
    changed = plan.changed
    if not changed:
        return tr("Change nothing")
    if len(changed) == 1:
        return tr("Change {column} of {name}", column=changed[0].title, name=changed[0].name)
    rows = len({one.row for one in changed})
    if rows == 1:
        return tr("Change {count} cells of {name}", count=len(changed), name=changed[0].name)
    return tr("Change {count} cells in {rows} rows", count=len(changed), rows=rows)
