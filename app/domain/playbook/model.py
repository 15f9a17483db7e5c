"""The whole playbook, and the checks that hold between its parts."""

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.domain.playbook.calls import CallRules
from app.domain.playbook.checklist import Checklist, Criterion, Question, Reasoned
from app.domain.playbook.committee_rules import USUAL_GAP_RULES, GapRule
from app.domain.playbook.cross_checks import cross_faults
from app.domain.playbook.diagnosis import Diagnosis
from app.domain.playbook.part import Id, Named, Part, by_id
from app.domain.playbook.scoring import Preset, Route, Scoring
from app.domain.playbook.seats import Seat, Template
from app.domain.playbook.upkeep import Deadlines, HandoffParts, Hours, NoResponse, NurtureTrack, Relook
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
    committee_gaps: tuple[GapRule, ...] = USUAL_GAP_RULES  # in the order of their rank
    calls: CallRules = Field(default_factory=CallRules)
    handoff: HandoffParts
    diagnoses: tuple[Diagnosis, ...]
    presets: tuple[Preset, ...]
    preset: Id  # the one in force
    own_domains: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _parts_fit_together(self) -> "Playbook":
        faults = tuple(cross_faults(self))
        if faults:
            raise PydanticCustomError("parts", "{said}", {"said": "\n".join(map(str, faults)), "faults": faults})
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
            same = required == criterion.required
            chosen.append(criterion if same else criterion.model_copy(update={"required": required}))
        return Checklist(stage=str(stage), criteria=tuple(chosen))

    @property
    def preset_in_force(self) -> Preset:
        """The preset whose thresholds count now."""
        return next(preset for preset in self.presets if preset.id == self.preset)

    def criterion(self, id: str) -> Criterion | None:
        """The criterion with this id, or None."""
        return next((criterion for criterion in self.criteria if criterion.id == id), None)

    def question(self, id: str) -> Question | None:
        """The question of the bank with this id, or None."""
        return next((question for question in self.questions if question.id == id), None)

    def questions_for(self, criterion: Criterion, service_line: str) -> tuple[Question, ...]:
        """The questions that prove a criterion for a service line: those that name it first, then its line's own."""
        fitting = [
            q
            for q in self.questions
            if q.proves[0] == criterion.gate and (not q.service_lines or service_line in q.service_lines)
        ]
        meant = [q for q in fitting if not q.criteria or criterion.id in q.criteria] or fitting
        return tuple(sorted(meant, key=lambda q: (not q.service_lines, criterion.id not in q.criteria)))

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
        """The entries of a vocabulary: a field of `vocabularies`; path, service_line, signal, seat; a list of calls."""
        own: dict[str, tuple[Named, ...]] = {
            "path": self.paths,
            "service_line": self.service_lines,
            "signal": self.signal_kinds,
            "seat": self.seats,
            "call_kind": self.calls.kinds,
            "exit": self.calls.exits,
            "document": self.calls.documents,
            "interface": self.calls.interfaces,
            "approval": self.calls.approvals,
            "gap_area": self.calls.gap_areas,
        }
        if kind in own:
            return own[kind]
        found: tuple[Named, ...] = getattr(self.vocabularies, kind)
        return found
