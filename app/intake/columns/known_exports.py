"""Exports of webinar, form, event and CRM programs: recognised by their columns, with what each row says happened.

Which program writes which columns, and what they mean, is data: `resources/intake/exports.yaml`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from app.intake.words import compact, fold
from app.shipped import shipped

NO_DETAIL: Mapping[str, str] = MappingProxyType({})


class Happened(NamedTuple):
    """One thing a row of a known export says about its person: the id of a signal kind of the playbooks, when
    (ISO, or "" where neither the row nor the lines above the table say), about which asset (the title of a webinar, of
    a form), and what else is known of it: minutes (a whole number), question, interest rating, rating ..."""

    kind: str
    at: str = ""
    asset: str = ""
    detail: Mapping[str, str] = NO_DETAIL


@dataclass(frozen=True, slots=True)
class Wanted:
    """The name of a column as the data writes it: alternatives, each with a star for any letters."""

    forms: tuple[str, ...]
    pattern: re.Pattern[str]

    def columns(self, columns: Sequence[str]) -> list[int]:
        """Every column it names, the ones of an earlier alternative first. `columns` are compact names."""
        if not any("*" in form for form in self.forms):
            return [i for form in self.forms for i, column in enumerate(columns) if column == form]
        return [i for i, column in enumerate(columns) if column and self.pattern.fullmatch(column)]


@dataclass(frozen=True, slots=True)
class Implied:
    """What a row says happened: the kind, the conditions, and where the rest is written."""

    kind: str
    one_of: str
    conditions: tuple[tuple[Wanted, frozenset[str]], ...]
    filled: tuple[Wanted, ...]
    at: tuple[Wanted, ...]
    asset: tuple[Wanted, ...]
    minutes: tuple[Wanted, ...]
    detail: tuple[tuple[str, Wanted], ...]
    each: tuple[Wanted, ...]
    pairs_beyond: bool


@dataclass(frozen=True, slots=True)
class Export:
    """One known export."""

    name: str
    columns: tuple[Wanted, ...]
    first: Wanted | None
    without: tuple[Wanted, ...]
    lines: frozenset[str]
    happened: tuple[Implied, ...]

    def fits(self, columns: Sequence[str], lines: frozenset[str]) -> float:
        """How surely this is the export: how many columns are named, more with its lines above; 0 where it is not."""
        if self.first is not None and not (columns and self.first.columns(columns[:1])):
            return 0.0
        if any(wanted.columns(columns) for wanted in self.without):
            return 0.0
        if not all(wanted.columns(columns) for wanted in self.columns):
            return 0.0
        return len(self.columns) + (self.first is not None) + 2.0 * bool(self.lines & lines)


@dataclass(frozen=True, slots=True)
class Known:
    """All of `exports.yaml`."""

    exports: tuple[Export, ...]
    nothing: frozenset[str]


@lru_cache(maxsize=1)
def known() -> Known:
    """The exports, read once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    said = yaml.load((shipped() / "intake" / "exports.yaml").read_text(encoding="utf-8"), Loader=loader)
    words = {True: frozenset(map(fold, said[True])), False: frozenset(map(fold, said[False]))}
    return Known(
        tuple(_export(entry, words) for entry in said["exports"]), frozenset(fold(word) for word in said["nothing"])
    )


def recognised(columns: Sequence[str], lines: Iterable[str] = ()) -> str:
    """The name of the export that these columns are of; empty where it is none that is known."""
    found = _recognised(tuple(columns), frozenset(fold(line).lstrip("0123456789 ") for line in lines))
    return found.name if found else ""


def export_of(columns: Sequence[str], name: str) -> Export | None:
    """The export of this name that these columns fit best."""
    compacted = [compact(column) for column in columns]
    fitting = [(e.fits(compacted, e.lines), e) for e in known().exports if e.name == name]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def answers_beyond(columns: Sequence[str], name: str) -> bool:
    """True where the rows of this export hold questions and answers beyond their last column."""
    export = export_of(columns, name) if name else None
    return export is not None and any(implied.pairs_beyond for implied in export.happened)


@lru_cache(maxsize=256)
def _recognised(columns: tuple[str, ...], lines: frozenset[str]) -> Export | None:
    compacted = [compact(column) for column in columns]
    best, surest = None, 0.0
    for export in known().exports:
        if (sure := export.fits(compacted, lines)) > surest:
            best, surest = export, sure
    return best


def _export(entry: Mapping[str, Any], words: Mapping[bool, frozenset[str]]) -> Export:
    return Export(
        entry["name"],
        tuple(map(_wanted, entry["columns"])),
        _wanted(entry["first"]) if "first" in entry else None,
        tuple(map(_wanted, entry.get("without", ()))),
        frozenset(map(fold, entry.get("lines", ()))),
        tuple(_implied(each, words) for each in entry.get("happened", ())),
    )


def _implied(entry: Mapping[Any, Any], words: Mapping[bool, frozenset[str]]) -> Implied:
    return Implied(
        entry["kind"],
        entry.get("one of", ""),
        tuple(
            (_wanted(column), words[values] if isinstance(values, bool) else frozenset(map(fold, values)))
            for column, values in entry.get("if", {}).items()
        ),
        tuple(map(_wanted, entry.get("filled", ()))),
        tuple(map(_wanted, entry.get("at", ()))),
        tuple(map(_wanted, entry.get("asset", ()))),
        tuple(map(_wanted, entry.get("minutes", ()))),
        tuple((name, _wanted(column)) for name, column in entry.get("detail", {}).items()),
        tuple(map(_wanted, entry.get("each", ()))),
        entry.get("rest") == "pairs",
    )


@lru_cache(maxsize=1024)
def _wanted(text: str) -> Wanted:
    forms = tuple(_form(part) for part in text.split("|"))
    pattern = "|".join(re.escape(form).replace(r"\*", ".*") for form in forms)
    return Wanted(forms, re.compile(pattern))


def _form(text: str) -> str:
    """Compact, with its stars."""
    return "*".join(compact(part) for part in text.split("*"))
