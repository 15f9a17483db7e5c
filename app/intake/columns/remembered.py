"""Mappings settled for earlier files, found again for a file of the same columns or of nearly the same."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.problems import Problem
from app.intake.words import compact, fold
from app.language import later, tr

_ALIKE = 0.75  # of all the columns of both files; below that it is another export
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class RememberedMapping:
    """The columns of an earlier file, and the column of each field by its header or its number from 0.

    The mapping is whole: a field that is not in it, or whose column is "", had no column.
    """

    columns: tuple[str, ...]
    fields: Mapping[str, str | int]

    @property
    def mark(self) -> str:
        """What the mapping is remembered by."""
        return fingerprint(self.columns)


@dataclass(frozen=True, slots=True)
class Recalled:
    """A remembered mapping that fits a file: the column there by the column here, and what is new or gone."""

    mapping: RememberedMapping
    here: Mapping[int, int]  # number of a column in the earlier file -> its number in this one
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    same: bool = True

    @property
    def says(self) -> str:
        """One sentence for people; empty where the columns are the same."""
        if self.same:
            return ""
        news = [_listed(later("new"), self.added), _listed(later("gone"), self.gone)]
        differs = "; ".join(one for one in news if one) or tr("they stand in another order")
        return tr(
            "The columns are nearly those of an earlier file, whose mapping is used again ({differs}).", differs=differs
        )

    def fields(self) -> dict[str, str | int]:
        """The column of each field in this file; a field whose column is gone is left to the guess."""
        found: dict[str, str | int] = {}
        for field, wanted in self.mapping.fields.items():
            if wanted == "":
                found[field] = ""
                continue
            there = column_index(self.mapping.columns, wanted)
            if there in self.here:
                found[field] = self.here[there]
        return found

    @property
    def known(self) -> frozenset[int]:
        """The columns of this file about which the earlier one told all there is to tell."""
        return frozenset(self.here.values())


def fingerprint(columns: Sequence[str]) -> str:
    """A layout of columns, so that the mapping settled for one file fits the next file of that shape."""
    return hashlib.sha256("\x1f".join(fold(column) for column in columns).encode()).hexdigest()[:24]


def recall(columns: Sequence[str], remembered: Mapping[str, RememberedMapping]) -> Recalled | None:
    """The mapping remembered for these very columns, else the one that shares nearly all of them; None without one."""
    if not remembered:
        return None
    exact = remembered.get(fingerprint(columns))
    if exact is not None:
        return Recalled(exact, {i: i for i in range(len(columns))})
    mine = _places(columns)
    best: tuple[float, Recalled] | None = None
    for one in remembered.values():
        if not _ALIKE / 2 <= len(one.columns) / max(1, len(columns)) <= 2 / _ALIKE:
            continue
        theirs = _places(one.columns)
        shared = theirs.keys() & mine.keys()
        share = len(shared) / max(1, len(theirs.keys() | mine.keys()))
        one_more = len(shared) == len(theirs) >= 2 and len(mine) == len(theirs) + 1
        if (share >= _ALIKE or one_more) and (best is None or share > best[0]):
            here = {theirs[key]: mine[key] for key in theirs if key in shared}
            added = tuple(columns[mine[key]].strip() for key in mine if key not in shared)
            gone = tuple(one.columns[theirs[key]].strip() for key in theirs if key not in shared)
            best = share, Recalled(one, here, added, gone, same=False)
    return None if best is None else best[1]


def _places(columns: Sequence[str]) -> dict[tuple[str, int], int]:
    """Every named column by its name and by how often that name stood before."""
    seen: Counter[str] = Counter()
    places = {}
    for index, column in enumerate(columns):
        name = compact(column)
        if name:
            places[name, seen[name]] = index
            seen[name] += 1
    return places


def _listed(what: str, columns: Sequence[str]) -> str:
    shown = ", ".join(f"“{column}”" for column in columns[:_SHOWN])
    if len(columns) > _SHOWN:
        shown = tr("{columns} and {count} more", columns=shown, count=len(columns) - _SHOWN)
    return f"{tr(what)}: {shown}" if columns else ""


def column_index(columns: Sequence[str], wanted: str | int) -> int:
    """The column a person named by its number from 0 or its header, compared exactly first, then folded."""
    if isinstance(wanted, int) or (wanted.isdigit() and wanted not in columns):
        if 0 <= int(wanted) < len(columns):
            return int(wanted)
    elif wanted in columns:
        return list(columns).index(wanted)
    else:
        alike = [i for i, column in enumerate(columns) if compact(column) == compact(wanted)]
        if alike:
            return alike[0]
    raise Problem(
        tr(
            "There is no column “{wanted}”; the columns are {names}.",
            wanted=wanted,
            names=", ".join(c.strip() or tr("(blank)") for c in columns),
        )
    )
