"""Linking files: who is the same within one list or in two, by record number, without any workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.matching import Kind, Pair, Record, Source, duplicates, evidence_of, whom
from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.columns.remembered import column_index
from app.intake.drafting.drafts import Draft, drafts
from app.intake.found import FoundFile, FoundTable, Mapped, Outcome
from app.intake.reading import look
from app.intake.words import compact
from app.language import tr

_BIRTH = frozenset(
    {"dateofbirth", "birthdate", "birthday", "dob", "born", "yearofbirth", "birthyear", "geburtsdatum", "geburtstag"}
    | {"geburtsjahr", "geboren", "datedenaissance", "naissance", "fechadenacimiento", "datadinascita", "geboortedatum"}
)
_NAMES_PEOPLE = frozenset({"first_name", "last_name"})
_NAMES_EITHER = frozenset({"full_name", "email"})
_OF_WHOMEVER = frozenset(
    {"name", "names", "title", "nom", "nombre", "nome", "naam", "namn", "navn", "bezeichnung", "name1", "name2"}
)  # headers that say no more than that names stand there


@dataclass(frozen=True, slots=True)
class LinkChoices:
    """Settled by hand: whom the lists name, which column holds a field, and further columns that count as evidence.

    `columns` and `compare` name columns by header or number; one that only one of two files has holds there.
    """

    kind: Kind | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    compare: Sequence[str] = ()
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """Two rows that may be one."""

    a: Source
    b: Source
    found: Pair


@dataclass(frozen=True, slots=True)
class Linked:
    """All pairs, the surest first, with what was compared and what the files left open."""

    kind: Kind
    why_kind: str  # why the lists are taken to name people or organisations
    links: tuple[Link, ...]
    rows: tuple[int, ...]  # of each file
    fields: tuple[str, ...]
    open: tuple[str, ...]


def link(paths: Sequence[Path], choices: LinkChoices) -> Linked:
    """Find who is the same within one file, or between two. Raises Problem where a file cannot be read."""
    files = [_read(path, choices) for path in paths]
    kind, why = (choices.kind, tr("as you said")) if choices.kind else _kind_of(files)
    if kind == "accounts":
        files = [_naming_accounts(file, choices) for file in files]
    files = [_without_compared(file, choices) for file in files]
    _all_found(files, [*choices.columns.values(), *choices.compare])
    further = dict.fromkeys([*choices.compare, *_birth_days(files, choices)])
    lists = [_List(file, tuple(further)) for file in files]
    compare = {name: evidence_of([value for one in lists for value in one.values(name)]) for name in further}
    other = lists[1].records if len(lists) > 1 else None
    pairs = duplicates(lists[0].records, kind, other=other, compare=compare)
    seconds = lists[-1].sources
    return Linked(
        kind,
        why,
        tuple(Link(lists[0].sources[pair.a], seconds[pair.b], pair) for pair in pairs),
        tuple(len(one.records) for one in lists),
        tuple(sorted({name for one in lists for record in one.records for name in record})),
        tuple(f"{file.path.name}: {question}" for file in files for question in file.questions),
    )


# --- reading ----------------------------------------------------------------------------------------------------------


def _read(path: Path, choices: LinkChoices, reading: Choices | None = None) -> FoundFile:
    """What is in a file, with the columns that were chosen for it; those it does not have are another file's."""
    file = look(path, reading or Choices(password=choices.password))
    if file.outcome is Outcome.REFUSE or file.primary is None:
        raise Problem(f"{path.name}: {file.reason}")
    if reading is None and choices.columns:
        here = {name: column for name, column in choices.columns.items() if not column or _has(file, column)}
        return _read(path, choices, Choices(mapping=here, password=choices.password)) if here else file
    return file


def _has(file: FoundFile, column: str) -> bool:
    return any(_place(table, column) is not None for table in file.lead_tables)


def _place(table: FoundTable, column: str) -> int | None:
    try:
        return column_index(table.columns, column)
    except Problem:
        return None


def _all_found(files: Sequence[FoundFile], wanted: Sequence[str]) -> None:
    for column in wanted:
        if column and not any(_has(file, column) for file in files):
            columns = dict.fromkeys(c.strip() for file in files for table in file.lead_tables for c in table.columns)
            names = ", ".join(columns)
            raise Problem(tr("There is no column “{column}”; the columns are {names}.", column=column, names=names))


def _kind_of(files: Sequence[FoundFile]) -> tuple[Kind, str]:
    """Whom the lists name, and why: by their columns, and where those do not tell, by the names in them."""
    tables = [(file, table) for file in files for table in file.lead_tables]
    fields = {name for _, table in tables for name in table.mapping}
    columns = {compact(column) for _, table in tables for column in table.columns}
    if fields & _NAMES_PEOPLE or columns & _BIRTH:
        return "people", tr("by their columns")
    if "company" in fields:
        return ("people" if fields & _NAMES_EITHER else "accounts"), tr("by their columns")
    heads = {compact(table.mapping["full_name"].column) for _, table in tables if "full_name" in table.mapping}
    if not heads or heads - _OF_WHOMEVER:
        return "people", tr("by their columns")
    names = (_written(table, one.cells).get("full_name", "") for file, table in tables for one in drafts(file, table))
    return whom(names), tr("by the names in them")


def _naming_accounts(file: FoundFile, choices: LinkChoices) -> FoundFile:
    """Of a list of organisations the names are theirs, whatever the column was taken for."""
    tables = tuple(replace(table, mapping=_of_accounts(table.mapping, choices.columns)) for table in file.tables)
    return replace(file, tables=tables)


def _of_accounts(mapping: Mapping[str, Mapped], settled: Mapping[str, str]) -> Mapping[str, Mapped]:
    whole = mapping.get("full_name")
    if whole is None or "company" in mapping or "company" in settled:
        return mapping
    return {name: mapped for name, mapped in mapping.items() if name != "full_name"} | {"company": whole}


def _birth_days(files: Sequence[FoundFile], choices: LinkChoices) -> list[str]:
    """Columns of birth days, which no lead has: of all further columns they say most."""
    columns = [column for file in files for table in file.lead_tables for column in table.columns]
    chosen = {compact(column) for column in choices.compare} | {compact(column) for column in choices.columns.values()}
    return [column for column in columns if compact(column) in _BIRTH - chosen]


def _without_compared(file: FoundFile, choices: LinkChoices) -> FoundFile:
    """A column that is evidence of its own is no field beside it."""
    tables = []
    for table in file.tables:
        aside = {_place(table, column) for column in choices.compare}
        kept = {
            name: mapped
            for name, mapped in table.mapping.items()
            if name in choices.columns or mapped.index not in aside
        }
        tables.append(replace(table, mapping=kept))
    return replace(file, tables=tuple(tables))


# --- rows -------------------------------------------------------------------------------------------------------------


class _List:
    """The rows of one file as records to be compared, and where each stands."""

    def __init__(self, file: FoundFile, compare: Sequence[str]) -> None:
        self.records: list[Record] = []
        self.sources: list[Source] = []
        for table in file.lead_tables:
            places = [(name, place) for name in compare if (place := _place(table, name)) is not None]
            for drawn in drafts(file, table):
                written = _written(table, drawn.cells)
                cleaned = {name: drawn.lead[name] for name in drawn.lead} if isinstance(drawn, Draft) else {}
                further = {name: drawn.cells[place] for name, place in places if place < len(drawn.cells)}
                self.records.append(written | _names_together(cleaned) | further)
                self.sources.append(Source(file.path.name, drawn.record))

    def values(self, name: str) -> list[str]:
        """All values of a further column."""
        return [record.get(name, "") for record in self.records]


def _written(table: FoundTable, cells: Sequence[str]) -> dict[str, str]:
    """What a row holds as written: what cleaning leaves aside may still tell who it is."""
    found = {}
    for name, mapped in table.mapping.items():
        texts = [cells[i].strip() for i in (mapped.index, *mapped.also) if i < len(cells)]
        if value := next((text for text in texts if text), ""):
            found[name] = value
    return found


def _names_together(cleaned: dict[str, str]) -> dict[str, str]:
    """Cleaned names replace written ones together: a name that moved into its other half is not said twice."""
    if cleaned.get("first_name") or cleaned.get("last_name"):
        return {"first_name": "", "last_name": "", **cleaned}
    return cleaned
