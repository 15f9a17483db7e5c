"""Our own people in a file: mail domains learned from owner columns and from tables of hosts and panelists."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.intake.cleaning.emails import domain_of
from app.intake.columns.naming import named
from app.intake.columns.values import EMAIL_IN
from app.intake.found import FoundTable
from app.intake.structure.titles import standing
from app.intake.words import compact, fold, names, word_set
from app.language import tr, tr_many

_LARGE_SHARE = 0.4  # of the leads; a domain of so many is theirs, not ours
_LONGEST = 2_000  # characters of a cell
_COUNTED = 20_000  # rows; in a longer list our own are not counted beforehand
_SPEAKERS = word_set(
    """
    panelist panelists panelistas speaker speakers presenter presenters referent referenten intervenants ponentes
    relatori conferenciers sprekers talare
    """
)
ROLE_HEADERS = frozenset(
    {"role", "rolle", "participantrole", "userrole", "usertype", "attendeetype", "participanttype", "rol", "ruolo"}
)


def learned(tables: Sequence[FoundTable]) -> dict[str, str]:
    """Our own domains as this file shows them, each with where it was learned. Never one of free mail, never one that
    a large part of the leads have."""
    found: dict[str, str] = {}
    for table in tables:
        if table.primary:
            for domain, where in (*_of_owners(table), *_of_hosts_among(table)):
                found.setdefault(domain, where)
        elif standing(table.name) == -2 and not _of_speakers(table):
            for domain in _domains(table, _email_columns(table)):
                found.setdefault(domain, tr("the table “{name}”", name=table.name))
    for domain, where in _of_panels(tables) if not found else ():
        found.setdefault(domain, where)
    shares = _shares(tables)
    return {domain: where for domain, where in found.items() if shares.get(domain, 0.0) <= _LARGE_SHARE}


def said_of_own(tables: Sequence[FoundTable], own: Mapping[str, str]) -> list[str]:
    """What is told about rows of our own people: how many, and how we know."""
    counts = _rows_of(tables, own) if sum(table.data_rows for table in tables if table.primary) <= _COUNTED else None
    told = []
    for domain, where in sorted(own.items()):
        if counts is None:
            told.append(
                tr("Rows of our own domain {domain} are left out; learned from {where}.", domain=domain, where=where)
            )
        elif count := counts[domain]:
            told.append(
                tr_many(
                    "{count} row of our own domain {domain} is left out; learned from {where}.",
                    "{count} rows of our own domain {domain} are left out; learned from {where}.",
                    count,
                    domain=domain,
                    where=where,
                )
            )
    return told


def _of_owners(table: FoundTable) -> Iterable[tuple[str, str]]:
    """Addresses in columns that name the one of us who looks after a lead."""
    mapped = table.mapping.get("owner")
    columns = {mapped.index, *mapped.also} if mapped else set()
    columns |= {i for i, column in enumerate(table.columns) if named(column).field == "owner"}
    for column in sorted(columns - set(_email_columns(table))):
        for domain in _domains(table, [column]):
            name = table.columns[column].strip() if column < len(table.columns) else column + 1
            yield domain, tr("the column “{name}”", name=name)


def _of_hosts_among(table: FoundTable) -> Iterable[tuple[str, str]]:
    """Addresses of rows whose role is one of ours: host, organiser."""
    role = next((i for i, column in enumerate(table.columns) if compact(column) in ROLE_HEADERS), None)
    if role is None:
        return
    for row in table.sample:
        if role < len(row.cells) and fold(row.cells[role]) in names().staff_roles:
            for domain in _domains_in(row.cells, _email_columns(table)):
                yield domain, tr("the column “{name}”", name=table.columns[role].strip())


def _of_speakers(table: FoundTable) -> bool:
    return bool(_SPEAKERS & set(fold(table.name).split()))


def _of_panels(tables: Sequence[FoundTable]) -> Iterable[tuple[str, str]]:
    """Speakers are often guests: only a domain of most of them is ours, and only where no host says better."""
    for table in tables:
        if not table.primary and standing(table.name) == -2 and _of_speakers(table):
            counted = Counter(d for row in table.sample for d in _domains_in(row.cells, _email_columns(table)))
            for domain, count in counted.most_common(1):
                if 2 * count > len(table.sample):
                    yield domain, tr("the table “{name}”", name=table.name)


def _email_columns(table: FoundTable) -> list[int]:
    mapped = table.mapping.get("email")
    return [mapped.index, *mapped.also] if mapped else []


def _domains(table: FoundTable, columns: Sequence[int]) -> list[str]:
    return list(dict.fromkeys(domain for row in table.sample for domain in _domains_in(row.cells, columns)))


def _domains_in(cells: Sequence[str], columns: Sequence[int]) -> list[str]:
    """The domains of the addresses in these cells; free mail has none."""
    found = [EMAIL_IN.search(cells[i][:_LONGEST]) for i in columns if i < len(cells) and "@" in cells[i]]
    return [domain for match in found if match and (domain := domain_of(match[0].lower()))]


def _shares(tables: Sequence[FoundTable]) -> dict[str, float]:
    """The share of the leads that each domain has, by the rows held of each table."""
    rows = [
        _domains_in(row.cells, _email_columns(table)[:1]) for table in tables if table.primary for row in table.sample
    ]
    with_address = [found[0] for found in rows if found]
    return {domain: count / len(with_address) for domain, count in Counter(with_address).items()}


def _rows_of(tables: Sequence[FoundTable], own: Mapping[str, str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    if own:
        for table in tables:
            if table.primary and (columns := _email_columns(table)[:1]):
                counts.update(d for row in table.rows() for d in _domains_in(row.cells, columns) if d in own)
    return counts
