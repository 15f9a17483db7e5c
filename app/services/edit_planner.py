"""What becomes of cells that are typed or pasted into a list: looked at row by row, each against where it is kept.

A row of leads shows facts of its lead, its person and its account. Stage and path are no cells: they change by moves,
through the gate (R5).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.domain.gaps import UNSETTLED, check_change
from app.domain.listing import EXTRA
from app.domain.matching import fold
from app.domain.problems import Problem
from app.domain.relations import OF_A_PERSON
from app.language import tr, tr_many
from app.services.cell_values import choices_of, value_of
from app.services.editing import ACCOUNT_FIELDS, LEAD_FIELDS, check_service_line
from app.services.lists.column import Column
from app.services.lists.places import place_of
from app.services.lists.reading import rows
from app.services.work import Work
from app.store.numbers import chunks
from app.store.tables import Account, GapRow, Lead, Person

EDITED = ("leads", "people", "accounts", "gaps")  # the lists whose cells can be typed
_MOVED = ("stage", "path")
_KEPT_OPEN = ("owner", "next_step", "due")
_NAMING = ("full_name", "email", "phone")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and what was typed or pasted into it; the id of the row, the id of the column."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class CellView:
    """What becomes of one cell: what people read before and after, or why it stays. `note` says what else it means."""

    row: int
    name: str
    column: str
    title: str
    before: str
    after: str
    refused: str = ""
    note: str = ""

    @property
    def changes(self) -> bool:
        """False where it is refused, and where the same stands there already."""
        return not self.refused and self.before != self.after


@dataclass(frozen=True, slots=True)
class EditPlan:
    """Every cell in the order given; committing the same cells does exactly this."""

    cells: tuple[CellView, ...]

    @property
    def changed(self) -> tuple[CellView, ...]:
        """The cells that change."""
        return tuple(one for one in self.cells if one.changes)

    @property
    def refused(self) -> tuple[CellView, ...]:
        """The cells that stay as they are because what was written cannot stand there."""
        return tuple(one for one in self.cells if one.refused)


@dataclass(slots=True)
class _Row:
    """What a row shows facts of. `account` is also the known one that a lead without any comes to by a typed name."""

    id: int
    name: str
    lead: Lead | None = None
    person: Person | None = None
    account: Account | None = None
    gap: GapRow | None = None
    company: str = ""  # of a lead without an account: the name that makes one
    values: dict[str, Any] = field(default_factory=dict)


def fixed_because(column: Column) -> str:
    """Why the cells of a column cannot be typed, as a sentence; empty where they can."""
    if column.id in _MOVED:
        return tr("{column} changes by a move, which keeps its reason; move the lead instead.", column=column.shown)
    if column.tags:
        return tr("Tags are put on and taken off with the tag of the selected leads.")
    if column.id.startswith(EXTRA):
        return tr("{column} came with an import; it is kept as it was.", column=column.shown)
    if not column.field:
        return tr("{column} follows from other facts and cannot be typed.", column=column.shown)
    return ""


class Planner:
    """Looks at cells row by row; facts that two rows share are said once, and another value for them is refused."""

    def __init__(self, work: Work, place: str, cells: Sequence[Cell]) -> None:
        self._work, self._place = work, place_of(place)
        self.changes: dict[int, dict[str, Any]] = {}
        self._said: dict[tuple[object, ...], Any] = {}
        self._lines: set[tuple[int, str]] = set()
        self._made: dict[str, str] = {}  # accounts that this act makes, by folded name
        if place not in EDITED:
            raise Problem(tr("The cells of this list cannot be changed; it says what happened."))
        columns = {id: self._column(id) for id in dict.fromkeys(cell.column for cell in cells)}
        ids = list(dict.fromkeys(cell.row for cell in cells))
        self._rows = {row.id: row for row in _loaded(work, place, ids)}
        self._before = _before(work, place, ids, list(columns))
        found: dict[int, CellView] = {}
        for at, cell in _in_turn(cells, columns):
            if at % 500 == 0:
                work.progress(at, len(cells), tr("Looking at cells"))
            found[at] = self._looked_at(cell, columns[cell.column])
        self._keep_people_named(found, columns)
        self.plan = EditPlan(tuple(found[at] for at in range(len(cells))))

    def _column(self, id: str) -> Column:
        return self._place.column(id)

    def _looked_at(self, cell: Cell, column: Column) -> CellView:
        title = column.shown
        row = self._rows.get(cell.row)
        if row is None:
            gone = tr("This row is not there any more.")
            return CellView(cell.row, tr("Row {number}", number=cell.row), cell.column, title, "", cell.text, gone)
        before = self._before[cell.row][cell.column]
        if cell.text.strip() == before:  # as it came back from a spreadsheet
            return CellView(row.id, row.name, column.id, title, before, before)
        try:
            if fixed := fixed_because(column):
                raise Problem(fixed)
            value = value_of(self._work, column, cell.text)
            after = _shown(self._work, column, value)
            if after == before:
                return CellView(row.id, row.name, column.id, title, before, before)
            note = self._check(row, column, value)
        except Problem as problem:
            return CellView(row.id, row.name, column.id, title, before, cell.text.strip(), problem.message)
        self.changes.setdefault(row.id, {})[column.field] = value
        row.values[column.field] = value
        return CellView(row.id, row.name, column.id, title, before, after, note=note)

    def _check(self, row: _Row, column: Column, value: Any) -> str:
        """Refuse what cannot be; returns what else the change means."""
        name, note = column.field, ""
        if row.gap is not None:
            note = _check_gap(row.gap, row.values | {name: value}, name)
        elif row.lead is not None and name in LEAD_FIELDS:
            self._check_lead(row.lead, name, value)
        elif name == "relation":
            self._say_once(_bearer(row, value), row, column, value)
        elif name in ACCOUNT_FIELDS:
            note = self._check_account(row, column, value)
        else:
            assert row.person is not None
            self._say_once(("person", row.person.id), row, column, value)
        return note

    def _check_lead(self, lead: Lead, name: str, value: Any) -> None:
        if name in _KEPT_OPEN and lead.is_open and not value:
            raise Problem(tr("An open lead keeps an owner, a next step and a date; change it instead of clearing it."))
        if name == "service_line":
            check_service_line(self._work, lead, value)
            if (lead.person_id, value) in self._lines:
                raise Problem(tr("Another row puts a lead of this person into that service line already."))
            self._lines.add((lead.person_id, value))

    def _check_account(self, row: _Row, column: Column, value: Any) -> str:
        if column.field == "company":
            return self._check_company(row, column, value)
        if row.account is None and not row.company:
            raise Problem(tr("Name the company first; this lead has no account yet."))
        if row.account is not None and row.company:
            raise Problem(tr("The lead joins “{name}” now; change facts of that account next.", name=row.account.name))
        bearer = ("account", row.account.id) if row.account is not None else ("new account", row.company)
        self._say_once(bearer, row, column, value)
        return ""

    def _check_company(self, row: _Row, column: Column, value: str) -> str:
        if not value:
            raise Problem(tr("An account needs a name."))
        known = self._work.session.scalar(
            select(Account).where(Account.sort_name == fold(value)).order_by(Account.name != value).limit(1)
        )
        if row.account is None:
            name = known.name if known is not None else self._made.setdefault(fold(value), value)
            if name != value:
                raise Problem(tr("There is an account “{name}”; write it like that.", name=name))
            row.account, row.company = known, value
            return tr("Joins this account") if known is not None else tr("Makes this account")
        if known is not None and known.id != row.account.id:
            raise Problem(tr("There is an account “{name}” already; merge the two instead.", name=known.name))
        self._say_once(("account", row.account.id), row, column, value)
        others = self._leads_at(row.account.id) - 1
        if row.lead is None or others < 1:
            return ""
        return tr_many("Renames the account, also of {count} other lead",
                       "Renames the account, also of {count} other leads", others)  # fmt: skip

    def _leads_at(self, account_id: int) -> int:
        return self._work.session.scalar(select(func.count()).where(Lead.account_id == account_id)) or 0

    def _say_once(self, bearer: tuple[object, ...], row: _Row, column: Column, value: Any) -> None:
        """One fact of one bearer gets one value in one act, whichever rows show it."""
        if self._said.setdefault((*bearer, column.field), value) != value:
            raise Problem(
                tr("Another row gives {column} another value, and both rows show the same one.", column=column.shown)
            )

    def _keep_people_named(self, found: dict[int, CellView], columns: Mapping[str, Column]) -> None:
        """Without a name, an address and a number nobody could tell who it is: clearing the last one is refused."""
        why = tr("Keep a name, an e-mail address or a phone number; without any, nobody can tell who this is.")
        nameless = {row.id for row in self._rows.values() if _is_nameless(row)}
        for at, one in found.items():
            if one.row in nameless and one.changes and columns[one.column].field in _NAMING:
                found[at] = replace(one, refused=why)
                self.changes[one.row].pop(columns[one.column].field, None)
        self.changes = {id: changes for id, changes in self.changes.items() if changes}


def _check_gap(gap: GapRow, values: Mapping[str, Any], name: str) -> str:
    """Refuse what a gap cannot become; an answer that is typed settles it."""
    after = {one: values.get(one, getattr(gap, one)) for one in ("status", "answer", "due", "question")}
    if not after["question"]:
        raise Problem(tr("Write the gap as a question."))
    if name == "answer" and not after["answer"] and gap.status not in UNSETTLED:
        raise Problem(tr("Keep the answer, or open the gap again."))
    if name == "due" and not after["due"] and after["status"] == "waiting":
        raise Problem(tr("Say until when you wait; without a date it would be forgotten."))
    if name == "status":
        if after["status"] == "open" and gap.status not in UNSETTLED:
            raise Problem(tr("Open it and write why it is open again; a cell has no room for that."))
        check_change(gap.status, after["status"], after["answer"], after["due"] or None)
    settles = name == "answer" and bool(after["answer"]) and after["status"] in UNSETTLED
    return tr("Answers the gap") if settles else ""


def _is_nameless(row: _Row) -> bool:
    if row.person is None or not set(_NAMING) & set(row.values):
        return False
    return not any(row.values.get(name, getattr(row.person, name)) for name in _NAMING)


def _bearer(row: _Row, relation: str) -> tuple[object, ...]:
    """Whether a relation is said of the person or of the organisation, as `editing` decides it."""
    if row.account is not None and relation not in OF_A_PERSON:
        return "account", row.account.id
    return "person", row.person.id if row.person is not None else 0


def _in_turn(cells: Sequence[Cell], columns: Mapping[str, Column]) -> Iterator[tuple[int, Cell]]:
    """Facts of an account may rest on the name that another cell of the row gives it, a status on an answer or date."""
    turns = {"company": 0, "status": 2}
    yield from sorted(enumerate(cells), key=lambda one: turns.get(columns[one[1].column].field, 1))


def _loaded(work: Work, place: str, ids: Sequence[int]) -> Iterator[_Row]:
    """The rows that are there, read together; the edit finds them at hand."""
    for some in chunks(ids):
        if place == "leads":
            beside = joinedload(Lead.person).joinedload(Person.account), joinedload(Lead.account)
            for lead in work.session.scalars(select(Lead).where(Lead.id.in_(some)).options(*beside)):
                yield _Row(lead.id, lead.person.shown_name, lead, lead.person, lead.account)
        elif place == "people":
            query = select(Person).where(Person.id.in_(some)).options(joinedload(Person.account))
            for person in work.session.scalars(query):
                yield _Row(person.id, person.shown_name, person=person)
        elif place == "gaps":
            for gap in work.session.scalars(select(GapRow).where(GapRow.id.in_(some))):
                yield _Row(gap.id, gap.question, gap=gap)
        else:
            for account in work.session.scalars(select(Account).where(Account.id.in_(some))):
                yield _Row(account.id, account.name, account=account)


def _before(work: Work, place: str, ids: Sequence[int], columns: Sequence[str]) -> dict[int, dict[str, str]]:
    """What people read in the cells now."""
    here = place_of(place)
    shown = [here.column(id) for id in columns]
    return {
        row.id: {one.id: _written(value) for one, value in zip(shown, row.values, strict=True)}
        for row in rows(work, place, ids, columns)
    }


def _shown(work: Work, column: Column, value: Any) -> str:
    """A value as people read it: the label of an id, a day as it is written everywhere."""
    if isinstance(value, str):
        return str(choices_of(work, column).get(value, value))
    return _written(value)


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
