"""Which column holds which field: guessed from names and values, corrected by hand, remembered per layout."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.cleaning.stages import says_stages
from app.intake.columns.header_values import by_values, checked
from app.intake.columns.listed_names import NONE_OF_OURS, UNKNOWN, Named
from app.intake.columns.looks import Looks
from app.intake.columns.naming import named
from app.intake.columns.remembered import Recalled, column_index, recall
from app.intake.found import Mapped
from app.intake.words import compact, names
from app.language import tr

FIELDS = (
    "first_name",
    "last_name",
    "full_name",
    "email",
    "phone",
    "job_title",
    "company",
    "domain",
    "country",
    "region",
    "city",
    "street",
    "postal_code",
    "identifier",
    "source",
    "campaign",
    "offer",
    "asked_for",
    "content",
    "created_at",
    "facility_type",
    "segment",
    "service_line",
    "size",
    "testing_focus",
    "notes",
    "consent",
    "owner",
    "stage",
)
IDENTIFYING = frozenset({"first_name", "last_name", "full_name", "email", "phone", "company"})
_SURE = 0.7
_ENOUGH = 5  # values that say what a column holds
_MOST_CELLS = 100_000  # that are looked into; the wider a table, the fewer rows say what a column holds
_FEWEST_ROWS = 5
_MOST_COLUMNS = 2_000  # whose values are looked into; what stands beyond is known by its name only


@dataclass(slots=True)
class _Column:
    """One column while its field is being found."""

    index: int
    header: str
    named: Named
    looks: Looks

    @property
    def order(self) -> tuple[bool, float, int]:
        """Among columns for one field the surest, then the plainest name, then the leftmost comes first; an empty one
        after those with names almost as plain."""
        return (self.named.confidence < _SURE, self.named.rank + (not self.looks.filled), self.index)


def guess_mapping(
    columns: Sequence[str],
    groups: Sequence[str],
    rows: Iterable[Sequence[str]],
    choices: Choices,
    *,
    header: bool = True,
) -> dict[str, Mapped]:
    """The field of every column that has one. `groups` are the labels above the header, blank where there are none."""
    sample = list(islice(rows, max(_FEWEST_ROWS, _MOST_CELLS // max(1, len(columns)))))
    repeated = {name for name, times in Counter(map(compact, columns)).items() if times > 1}
    found = [_column(index, columns, groups, sample, header, repeated) for index in range(len(columns))]
    for column in found:
        column.named = checked(column.header, column.named, column.looks)
    _settle_titles(found)
    _settle_stages(found)
    _settle_names(found)
    _settle_emails(found)
    by_values([(c.index, c.named, c.looks) for c in found], sample, header, lambda i, n: _name(found[i], n))
    mapping = _chosen_columns(found)
    recalled = recall(columns, choices.remembered) if header else None
    if recalled is not None:
        mapping = _as_remembered(mapping, columns, recalled)
    mapping = _corrected(mapping, columns, choices.mapping)
    for index in choices.aside:
        mapping = _without(mapping, index)
    return mapping


def _as_remembered(mapping: Mapping[str, Mapped], columns: Sequence[str], recalled: Recalled) -> dict[str, Mapped]:
    """The mapping of an earlier file; only columns that it did not have are left to the guess."""
    settled = recalled.fields()
    chosen = {field: wanted for field, wanted in settled.items() if wanted != ""}
    kept = _corrected(mapping, columns, chosen)
    for field in kept.keys() - chosen.keys():
        lost = field in recalled.mapping.fields and field not in settled
        for index, _ in _all_of(kept[field]):
            if index in recalled.known and not lost:
                kept = _without(kept, index, field)
    return kept


def _name(column: _Column, value: Named) -> None:
    column.named = value


def _column(
    index: int,
    columns: Sequence[str],
    groups: Sequence[str],
    sample: Sequence[Sequence[str]],
    header: bool,
    repeated: Set[str],
) -> _Column:
    name = columns[index]
    group = groups[index] if index < len(groups) else ""
    judged = named(name) if header else UNKNOWN
    if group and header:
        judged = _with_group(name, group, judged, compact(name) in repeated)
    return _Column(index, name, judged, Looks(row[index] for row in sample if index < min(len(row), _MOST_COLUMNS)))


def _with_group(name: str, group: str, judged: Named, repeated: bool) -> Named:
    """A label above several columns tells them apart where their names repeat or say too little."""
    if repeated or not judged.known or compact(name) in names().ambiguous_names:
        wider = named(f"{group} {name}")
        if wider.known and (wider.confidence >= 0.7 or not judged.known):
            return wider
    return judged


def _settle_titles(found: list[_Column]) -> None:
    """`Title` is the form of address where its values say so, where it stands before the first name, or where another
    column names the job."""
    titles = [c for c in found if c.named.field == "job_title" and compact(c.header) in names().ambiguous_titles]
    others = [c for c in found if c.named.field == "job_title" and c not in titles and c.named.confidence >= _SURE]
    for column in titles:
        before_name = column.index + 1 < len(found) and found[column.index + 1].named.field == "first_name"
        no_job = not column.looks.jobs and (column.looks.filled < _ENOUGH or column.looks.distinct < 0.5)
        if (
            column.looks.salutations >= 0.5
            or (others and (not column.looks.filled or column.index < 2))
            or (before_name and no_job)
        ):
            column.named = Named(known=True)


def _settle_stages(found: list[_Column]) -> None:
    """`Status`, `Lifecycle stage`, `Phase` ... says how far leads have come where its values do."""
    for column in found:
        if not column.named.field and says_stages(column.header, column.looks.cells):
            column.named = Named("stage", 0.8, known=True)


def _settle_names(found: list[_Column]) -> None:
    """`Name`, `Nom`, `Nombre` ... is a first name, a last name, a whole name or a company, by its neighbours
    and values."""
    _settle_swapped(found)
    have = {c.named.field for c in found}
    whole = [c for c in found if c.named.field == "full_name" and compact(c.header) not in names().ambiguous_names]
    for column in found:
        if column.named.field != "full_name":
            continue
        ambiguous = compact(column.header) in names().ambiguous_names
        if "company" not in have and (column.looks.firms >= 0.5 or (ambiguous and whole and column.looks.firms >= 0.2)):
            column.named = replace(column.named, field="company", confidence=0.7)
            have.add("company")
        elif ambiguous and "first_name" in have and "last_name" not in have:
            column.named = replace(column.named, field="last_name")
            have.add("last_name")
        elif ambiguous and "last_name" in have and "first_name" not in have:
            column.named = replace(column.named, field="first_name")
            have.add("first_name")
        elif ambiguous and column.looks.people < 0.2 and any(c.looks.people > 0.6 for c in whole):
            column.named = replace(column.named, rank=3.0)  # of a task, a page, an offer; the person has a column


def _settle_emails(found: list[_Column]) -> None:
    """Beside a column with an address for each person, one without any (`anonymous`) is no column of addresses, and
    one with the same address again and again is that of whoever invited, booked or sold."""
    filled = [c for c in found if c.named.field == "email" and c.looks.filled]
    if any(c.looks.emails >= 0.6 and c.looks.distinct >= 0.8 for c in filled):
        for column in filled:
            repeated = column.looks.filled >= _ENOUGH and column.looks.distinct <= 0.3
            if not column.looks.emails or repeated:
                column.named = NONE_OF_OURS


def _settle_swapped(found: list[_Column]) -> None:
    """Names and companies whose headers stand over each other's values."""
    people = [c for c in found if c.named.field == "company" and c.looks.people >= 0.6 and c.looks.firms < 0.2]
    firms = [c for c in found if c.named.field == "full_name" and c.looks.firms >= 0.5]
    if len(people) == len(firms) == 1:
        people[0].named = replace(people[0].named, field="full_name", confidence=0.6)
        firms[0].named = replace(firms[0].named, field="company", confidence=0.6)


def _chosen_columns(found: list[_Column]) -> dict[str, Mapped]:
    mapping: dict[str, Mapped] = {}
    for field in FIELDS:
        columns = sorted((c for c in found if c.named.field == field), key=lambda c: c.order)
        if not columns:
            continue
        first, rest = columns[0], columns[1:]
        mapping[field] = Mapped(
            first.header,
            first.index,
            tuple(c.index for c in rest),
            round(first.named.confidence, 2),
            tuple(c.header for c in rest),
        )
    return mapping


def _corrected(
    mapping: Mapping[str, Mapped], columns: Sequence[str], settled: Mapping[str, str | int]
) -> dict[str, Mapped]:
    """The mapping with the columns a person chose; a column serves one field only."""
    corrected = dict(mapping)
    for field, wanted in settled.items():
        if field not in FIELDS:
            raise Problem(
                tr("There is no field “{field}”; the fields are {names}.", field=field, names=", ".join(FIELDS))
            )
        if wanted == "":
            corrected.pop(field, None)
            continue
        index = column_index(columns, wanted)
        before = corrected.get(field)
        also = () if before is None else tuple(i for i in (before.index, *before.also) if i != index)
        corrected = _without(corrected, index)
        corrected[field] = Mapped(columns[index], index, also, 1.0, tuple(columns[i] for i in also))
    return corrected


def _without(mapping: Mapping[str, Mapped], index: int, only: str = "") -> dict[str, Mapped]:
    """The mapping without a column, in every field or in one only."""
    kept: dict[str, Mapped] = {}
    for field, mapped in mapping.items():
        left = [(i, n) for i, n in _all_of(mapped) if i != index or (only and field != only)]
        if left:
            (first, name), rest = left[0], left[1:]
            kept[field] = replace(
                mapped, column=name, index=first, also=tuple(i for i, _ in rest), also_names=tuple(n for _, n in rest)
            )
    return kept


def _all_of(mapped: Mapped) -> list[tuple[int, str]]:
    return [(mapped.index, mapped.column), *zip(mapped.also, mapped.also_names, strict=True)]


def used_columns(mapping: Mapping[str, Mapped]) -> frozenset[int]:
    """Every column that serves some field."""
    return frozenset(index for mapped in mapping.values() for index in (mapped.index, *mapped.also))
