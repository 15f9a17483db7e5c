"""What must hold between the parts of a playbook: every fault with its place as data, for files and for the window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from app.domain.conditions import Condition
from app.domain.playbook.committee_rules import GAP_RULE_IDS
from app.domain.playbook.part import Named
from app.domain.playbook.scoring import Band
from app.domain.playbook.vocabulary import Entry
from app.language import tr

if TYPE_CHECKING:
    from app.domain.playbook.model import Playbook

Place = tuple[str, ...]
PROVEN_AT_SQL = ("need", "intent", "fit", "next_step")  # the gates without which nothing is an SQL (R1)


@dataclass(frozen=True, slots=True)
class PartFault:
    """One fault between parts: its place (keys down to it, list items by their id), and what is wrong there.

    `word` is the id or written form in question, `of` what else it is about; `kind` says why it is a fault.
    """

    place: Place
    says: str
    kind: Literal["undefined", "twice", "lacking", "meant", "no_cell", "wrong"] = "wrong"
    word: str = ""
    of: str = ""

    def __str__(self) -> str:
        return f"{'.'.join(self.place)}: {self.says}"


def cross_faults(book: Playbook) -> Iterator[PartFault]:
    """Every reference between parts that leads nowhere, and what a whole playbook must have."""
    for place, parts in _named_lists(book):
        yield from _twice(place, [part.id for part in parts])
    for place, entries in _vocabularies(book):
        yield from _two_meanings(place, entries)
    yield from _twice(("criteria",), [c.id for c in book.criteria])
    yield from _twice(("questions",), [q.id for q in book.questions])
    yield from _checklists(book)
    yield from _scoring(book)
    yield from _references(book)
    if not book.routes or book.routes[-1].when != Condition():
        says = tr("the last route must hold always (when: {}), so that every lead is routed")
        yield PartFault(("routes",), says)


def condition_criteria(condition: Condition) -> tuple[str, ...]:
    """Every criterion id that a condition mentions, at any depth."""
    inner = [id for part in (*condition.all, *condition.any, *condition.none) for id in condition_criteria(part)]
    return (*condition.yes, *condition.not_yes, *inner)


def _checklists(book: Playbook) -> Iterator[PartFault]:
    lines = {line.id for line in book.service_lines}
    seats = {seat.id for seat in book.seats} | {"other"}
    for c in book.criteria:
        yield from _unknown(("criteria", c.id, "service_lines"), c.service_lines, lines)
        yield from _unknown(("criteria", c.id, "seat"), [c.seat], seats)
        if c.stage == "sql" and c.suggested_by is not None:
            says = tr("facts and signals never suggest an SQL criterion; remove it")
            yield PartFault(("criteria", c.id, "suggested_by"), says)
    for stage in ("mql", "sql"):
        if not any(c.stage == stage and c.required for c in book.criteria):
            yield PartFault(("criteria",), tr("no required criterion for {stage}", stage=stage.upper()), "lacking")
    for gate in PROVEN_AT_SQL:
        if not any(c.stage == "sql" and c.gate == gate and c.required for c in book.criteria):
            yield PartFault(
                ("criteria",), tr("SQL needs a required criterion for the gate '{gate}'", gate=gate), "lacking", gate
            )
    for q in book.questions:
        yield from _unknown(("questions", q.id, "service_lines"), q.service_lines, lines)
        yield from _unknown(("questions", q.id, "criteria"), q.criteria, {c.id for c in book.criteria})
        yield from _unknown(("questions", q.id, "seats"), q.seats, seats)
        if not q.proves:
            yield PartFault(("questions", q.id, "proves"), tr("say which gate its answer proves"))


def _scoring(book: Playbook) -> Iterator[PartFault]:
    scoring = book.scoring
    kinds = {kind.id for kind in book.signal_kinds}
    paths = {path.id for path in book.paths}
    for rule in scoring.intent:
        yield from _unknown(("scoring", "intent", rule.id, "signals"), rule.signals, kinds)
    yield from _rising("fit_bands", scoring.fit_bands)
    yield from _rising("intent_bands", scoring.intent_bands)
    wanted = [(fit.id, intent.id) for fit in scoring.fit_bands for intent in scoring.intent_bands]
    given = [(cell.fit, cell.intent) for cell in scoring.grid]
    for fit, intent in wanted:
        if (fit, intent) not in given:
            says = tr("there is no cell for fit '{fit}' with intent '{intent}'; add it", fit=fit, intent=intent)
            yield PartFault(("scoring", "grid"), says, "no_cell", fit, intent)
    for at, pair in enumerate(given):
        place = ("scoring", "grid", *pair)
        if pair not in wanted:
            yield PartFault(place, tr("there are no such bands; remove this cell"))
        elif pair in given[:at]:
            yield PartFault(place, tr("this cell stands twice; keep one of them"))
    for cell in scoring.grid:
        yield from _unknown(("scoring", "grid", cell.fit, cell.intent, "path"), [cell.path], paths)


def _rising(name: str, bands: tuple[Band, ...]) -> Iterator[PartFault]:
    if not bands or bands[0].at_least != 0:
        yield PartFault(("scoring", name), tr("the first band must begin at 0 points"))
    for before, band in pairwise(bands):
        if band.at_least <= before.at_least:
            says = tr(
                "each band must begin above the one before it, which begins at {at_least}", at_least=before.at_least
            )
            yield PartFault(("scoring", name, band.id, "at_least"), says)


def _references(book: Playbook) -> Iterator[PartFault]:
    lines = {line.id for line in book.service_lines}
    paths = {path.id for path in book.paths}
    seats = {seat.id for seat in book.seats} | {"other"}
    criteria = {criterion.id for criterion in book.criteria}
    offers = {offer.id for offer in book.vocabularies.offer}
    for route in book.routes:
        yield from _unknown(("routes", route.id, "path"), [route.path], paths)
    for template in book.templates:
        yield from _unknown(("templates", template.service_line, "service_line"), [template.service_line], lines)
        yield from _unknown(("templates", template.service_line, "seats"), template.seats, seats)
    for rule in book.committee_gaps:
        yield from _unknown(("committee_gaps", rule.id), [rule.id], set(GAP_RULE_IDS))
    for name in ("first_outreach_by_offer", "follow_up_days_by_offer"):
        yield from _unknown(("deadlines", name), getattr(book.deadlines, name), offers)
    for track in book.nurture:
        yield from _unknown(("nurture", track.id, "service_lines"), track.service_lines, lines)
    yield from _calls(book, lines, paths, seats)
    yield from _unknown(("preset",), [book.preset], {preset.id for preset in book.presets})
    for preset in book.presets:
        for name in ("optional_criteria", "required_criteria"):
            yield from _unknown(("presets", preset.id, name), getattr(preset, name), criteria)
    for place, condition in _conditions(book):
        yield from _unknown(place, condition_criteria(condition), criteria)


def _calls(book: Playbook, lines: set[str], paths: set[str], seats: set[str]) -> Iterator[PartFault]:
    for exit_ in book.calls.exits:
        yield from _unknown(("calls", "exits", exit_.id, "paths"), exit_.paths, paths)
    for approval in book.calls.approvals:
        yield from _unknown(("calls", "approvals", approval.id, "seats"), approval.seats, seats)
    for guide in book.calls.guides:
        yield from _unknown(("calls", "guides", guide.id, "service_lines"), guide.service_lines, lines)


def _conditions(book: Playbook) -> Iterator[tuple[Place, Condition]]:
    for rule in book.scoring.fit:
        yield ("scoring", "fit", rule.id, "when"), rule.when
    for route in book.routes:
        yield ("routes", route.id, "when"), route.when
    for name in ("disqualify", "not_now"):
        for relook in getattr(book, name):
            if relook.when is not None:
                yield (name, relook.id, "when"), relook.when


def _named_lists(book: Playbook) -> Iterator[tuple[Place, tuple[Named, ...]]]:
    for name in type(book.vocabularies).model_fields:
        yield ("vocabularies", name), getattr(book.vocabularies, name)
    for name in ("service_lines", "signal_kinds", "paths", "routes", "disqualify", "not_now", "nurture", "seats"):
        yield (name,), getattr(book, name)
    for name in ("presets", "diagnoses", "committee_gaps"):
        yield (name,), getattr(book, name)
    for name in ("fit", "intent", "fit_bands", "intent_bands"):
        yield ("scoring", name), getattr(book.scoring, name)
    for name in type(book.reasons).model_fields:
        yield ("reasons", name), getattr(book.reasons, name)
    for name in ("kinds", "exits", "documents", "interfaces", "approvals", "gap_areas", "guides"):
        yield ("calls", name), getattr(book.calls, name)


def _vocabularies(book: Playbook) -> Iterator[tuple[Place, tuple[Entry, ...]]]:
    for name in type(book.vocabularies).model_fields:
        yield ("vocabularies", name), getattr(book.vocabularies, name)
    yield ("service_lines",), book.service_lines
    yield ("signal_kinds",), book.signal_kinds


def _two_meanings(place: Place, entries: Iterable[Entry]) -> Iterator[PartFault]:
    """A written form that would map onto two entries, so that a file's value had no one meaning."""
    meant: dict[str, str] = {}
    for entry in entries:
        for word in dict.fromkeys(form.casefold() for form in (entry.id, entry.label, *entry.synonyms)):
            first = meant.setdefault(word, entry.id)
            if first != entry.id:
                says = tr("'{word}' already means '{first}'; keep it in one of them", word=word, first=first)
                yield PartFault((*place, entry.id), says, "meant", word, first)


def _twice(place: Place, ids: Iterable[str]) -> Iterator[PartFault]:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            yield PartFault(place, tr("'{id}' stands twice", id=id), "twice", id)
        seen.add(id)


def _unknown(place: Place, ids: Iterable[str], known: set[str]) -> Iterator[PartFault]:
    for id in ids:
        if id not in known:
            yield PartFault(place, tr("'{id}' is not defined", id=id), "undefined", id)
