"""The whole playbook, and the checks that hold between its parts."""

from collections.abc import Iterable, Iterator

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.domain.conditions import Condition
from app.domain.playbook.checklist import Checklist, Criterion, Question, Reasoned
from app.domain.playbook.part import Id, Named, Part, by_id
from app.domain.playbook.scoring import Preset, Route, Scoring
from app.domain.playbook.seats import Seat, Template
from app.domain.playbook.upkeep import Deadlines, Diagnosis, HandoffParts, Hours, NoResponse, NurtureTrack, Relook
from app.domain.playbook.vocabulary import Entry, PathChoice, ServiceLine, SignalKind, Vocabularies
from app.domain.stage import Stage


class Reasons(Part):
    """The reasons people choose from; the list is short on purpose and every entry asks for an action."""

    reject: tuple[Reasoned, ...]
    disqualify: tuple[Reasoned, ...]
    not_now: tuple[Reasoned, ...]
    override: tuple[Reasoned, ...]


class Playbook(Part):
    """Definitions a team owns: words, checklists, questions, scoring, routing, hours, seats, reasons, thresholds."""

    name: Id
    title: str
    about: str
    version: int = Field(1, ge=1)
    vocabularies: Vocabularies
    service_lines: tuple[ServiceLine, ...]
    signal_kinds: tuple[SignalKind, ...]
    paths: tuple[PathChoice, ...]
    use_sal: bool = False
    criteria: tuple[Criterion, ...]
    questions: tuple[Question, ...]
    scoring: Scoring
    routes: tuple[Route, ...]
    hours: Hours
    deadlines: Deadlines
    no_response: NoResponse
    disqualify: tuple[Relook, ...]
    not_now: tuple[Relook, ...]
    reasons: Reasons
    nurture: tuple[NurtureTrack, ...]
    seats: tuple[Seat, ...]
    templates: tuple[Template, ...]
    handoff: HandoffParts
    diagnoses: tuple[Diagnosis, ...]
    presets: tuple[Preset, ...]
    preset: Id  # the one in force
    own_domains: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _parts_fit_together(self) -> "Playbook":
        faults = list(_faults(self))
        if faults:
            raise PydanticCustomError("parts", "{faults}", {"faults": "\n".join(faults)})
        return self

    # --- looking things up ---------------------------------------------------------------------------------------

    def checklist(self, stage: Stage | str, service_line: str = "") -> Checklist:
        """The criteria that count for a stage and service line, with the preset in force applied."""
        preset = self.preset_in_force
        budget = by_id(self.service_lines, service_line)
        chosen = []
        for criterion in self.criteria:
            if criterion.stage != stage or (criterion.service_lines and service_line not in criterion.service_lines):
                continue
            required = (criterion.required and criterion.id not in preset.optional_criteria) or (
                criterion.id in preset.required_criteria
            )
            if criterion.gate == "budget" and budget is not None:
                required = budget.budget_required
            chosen.append(criterion.model_copy(update={"required": required}))
        return Checklist(stage=str(stage), criteria=tuple(chosen))

    @property
    def preset_in_force(self) -> Preset:
        """The preset whose thresholds count now."""
        return next(preset for preset in self.presets if preset.id == self.preset)

    def criterion(self, id: str) -> Criterion | None:
        """The criterion with this id, or None."""
        return next((criterion for criterion in self.criteria if criterion.id == id), None)

    def questions_for(self, criterion: Criterion, service_line: str) -> tuple[Question, ...]:
        """The questions that prove a criterion for a service line, its own line's first."""
        fitting = [
            q
            for q in self.questions
            if q.proves[0] == criterion.gate and (not q.service_lines or service_line in q.service_lines)
        ]
        return tuple(sorted(fitting, key=lambda q: not q.service_lines))

    def path(self, id: str) -> PathChoice | None:
        """The path with this id, or None."""
        return by_id(self.paths, id)

    def seat(self, id: str) -> Seat | None:
        """The seat with this id, or None."""
        return by_id(self.seats, id)

    def template(self, service_line: str) -> Template | None:
        """The committee template of a service line, or None."""
        return next((t for t in self.templates if t.service_line == service_line), None)

    def label(self, kind: str, id: str) -> str:
        """The written form of an id of a vocabulary, path, service_line, signal or seat; the id itself if unknown."""
        found = by_id(self.words(kind), id)
        return found.label if found else id

    def vocabulary(self, name: str) -> tuple[Entry, ...]:
        """The entries of a field of `vocabularies`, or the service lines, with their written forms."""
        found: tuple[Entry, ...] = self.service_lines if name == "service_line" else getattr(self.vocabularies, name)
        return found

    def words(self, kind: str) -> tuple[Named, ...]:
        """The entries of one vocabulary: a field of `vocabularies`, or path, service_line, signal, seat."""
        own: dict[str, tuple[Named, ...]] = {
            "path": self.paths,
            "service_line": self.service_lines,
            "signal": self.signal_kinds,
            "seat": self.seats,
        }
        if kind in own:
            return own[kind]
        found: tuple[Named, ...] = getattr(self.vocabularies, kind)
        return found


def _faults(book: Playbook) -> Iterator[str]:
    """Every reference between parts that leads nowhere, each with its place."""
    lines = {line.id for line in book.service_lines}
    kinds = {kind.id for kind in book.signal_kinds}
    paths = {path.id for path in book.paths}
    seats = {seat.id for seat in book.seats} | {"other"}
    criteria = {criterion.id for criterion in book.criteria}
    offers = {offer.id for offer in book.vocabularies.offer}
    for place, parts in _named_lists(book):
        yield from _twice(place, [part.id for part in parts])
    for place, entries in _vocabularies(book):
        yield from _two_meanings(place, entries)
    yield from _twice("criteria", [c.id for c in book.criteria])
    yield from _twice("questions", [q.id for q in book.questions])
    for c in book.criteria:
        yield from _unknown(f"criteria.{c.id}.service_lines", c.service_lines, lines)
        yield from _unknown(f"criteria.{c.id}.seat", [c.seat], seats)
        if c.stage == "sql" and c.suggested_by is not None:
            yield f"criteria.{c.id}.suggested_by: facts and signals never suggest an SQL criterion; remove it"
    for stage in ("mql", "sql"):
        if not any(c.stage == stage and c.required for c in book.criteria):
            yield f"criteria: no required criterion for {stage.upper()}"
    for gate in ("need", "intent", "fit", "next_step"):
        if not any(c.stage == "sql" and c.gate == gate and c.required for c in book.criteria):
            yield f"criteria: SQL needs a required criterion for the gate '{gate}'"
    for q in book.questions:
        yield from _unknown(f"questions.{q.id}.service_lines", q.service_lines, lines)
        if not q.proves:
            yield f"questions.{q.id}.proves: say which gate its answer proves"
    for rule in book.scoring.intent:
        yield from _unknown(f"scoring.intent.{rule.id}.signals", rule.signals, kinds)
    for cell in book.scoring.grid:
        yield from _unknown(f"scoring.grid.{cell.fit}.{cell.intent}.path", [cell.path], paths)
    for route in book.routes:
        yield from _unknown(f"routes.{route.id}.path", [route.path], paths)
    for template in book.templates:
        yield from _unknown("templates.service_line", [template.service_line], lines)
        yield from _unknown(f"templates.{template.service_line}.seats", template.seats, seats)
    yield from _unknown("deadlines.first_outreach_by_offer", book.deadlines.first_outreach_by_offer, offers)
    yield from _unknown("deadlines.follow_up_days_by_offer", book.deadlines.follow_up_days_by_offer, offers)
    for track in book.nurture:
        yield from _unknown(f"nurture.{track.id}.service_lines", track.service_lines, lines)
    yield from _unknown("preset", [book.preset], {preset.id for preset in book.presets})
    for preset in book.presets:
        yield from _unknown(f"presets.{preset.id}", (*preset.optional_criteria, *preset.required_criteria), criteria)
    for place, condition in _conditions(book):
        yield from _unknown(place, condition_criteria(condition), criteria)
    if not book.routes or book.routes[-1].when != Condition():
        yield "routes: the last route must hold always (when: {}), so that every lead is routed"


def condition_criteria(condition: Condition) -> tuple[str, ...]:
    """Every criterion id that a condition mentions, at any depth."""
    inner = [id for part in (*condition.all, *condition.any, *condition.none) for id in condition_criteria(part)]
    return (*condition.yes, *condition.not_yes, *inner)


def _conditions(book: Playbook) -> Iterator[tuple[str, Condition]]:
    for rule in book.scoring.fit:
        yield f"scoring.fit.{rule.id}.when", rule.when
    for route in book.routes:
        yield f"routes.{route.id}.when", route.when
    for relook in (*book.disqualify, *book.not_now):
        if relook.when is not None:
            yield f"relook.{relook.id}.when", relook.when


def _named_lists(book: Playbook) -> Iterator[tuple[str, tuple[Named, ...]]]:
    for name in type(book.vocabularies).model_fields:
        yield f"vocabularies.{name}", getattr(book.vocabularies, name)
    for name in (
        "service_lines",
        "signal_kinds",
        "paths",
        "routes",
        "disqualify",
        "not_now",
        "nurture",
        "seats",
        "presets",
    ):
        yield name, getattr(book, name)
    yield "diagnoses", book.diagnoses
    yield "scoring.fit", book.scoring.fit
    yield "scoring.intent", book.scoring.intent
    for name in type(book.reasons).model_fields:
        yield f"reasons.{name}", getattr(book.reasons, name)


def _vocabularies(book: Playbook) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    for name in type(book.vocabularies).model_fields:
        yield f"vocabularies.{name}", getattr(book.vocabularies, name)
    yield "service_lines", book.service_lines
    yield "signal_kinds", book.signal_kinds


def _two_meanings(place: str, entries: Iterable[Entry]) -> Iterator[str]:
    """A written form that would map onto two entries, so that a file's value had no one meaning."""
    meant: dict[str, str] = {}
    for entry in entries:
        for word in dict.fromkeys(form.casefold() for form in (entry.id, entry.label, *entry.synonyms)):
            first = meant.setdefault(word, entry.id)
            if first != entry.id:
                yield f"{place}.{entry.id}: '{word}' already means '{first}'; keep it in one of them"


def _twice(place: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            yield f"{place}: '{id}' stands twice"
        seen.add(id)


def _unknown(place: str, ids: Iterable[str], known: set[str]) -> Iterator[str]:
    for id in ids:
        if id not in known:
            yield f"{place}: '{id}' is not defined"
