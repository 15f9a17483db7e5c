"""What a playbook says, in words: labels instead of ids, who, by when, for which line."""

from collections.abc import Iterable, Sequence

from app.domain.conditions import Condition
from app.domain.playbook import Band, Criterion, Owner, Playbook, Question, Relook, ServiceLine
from app.domain.stage import Stage
from app.exports.definitions.conditions import FactNames, laid_out

GATES = {
    "interest": "Interest",
    "need": "Need",
    "intent": "Intent",
    "fit": "Fit",
    "next_step": "Next step",
    "budget": "Budget",
    "timeline": "Timeline",
    "decision": "Decision path",
    "compliance": "Compliance",
    "integration": "Integration",
}
POWERS = {
    "signs": "signs",
    "budget": "holds the budget",
    "veto": "can veto",
    "recommends": "recommends",
    "uses": "uses it",
    "gates": "guards the way in",
}
NEEDS = {"required": "Required", "expected": "Expected", "optional": "Optional"}
EVERY_LINE = "Every line"


class Told:
    """The words of one playbook."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self._names = FactNames(playbook)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in use, in order."""
        return tuple(stage for stage in Stage if stage is not Stage.SAL or self.playbook.use_sal)

    def lines(self, ids: Sequence[str]) -> str:
        """The labels of service lines, one to a line; none means every line."""
        return "\n".join(self.playbook.label("service_line", id) for id in ids) or EVERY_LINE

    def seat(self, id: str) -> str:
        """The label of a seat."""
        return "Anybody at the account" if id == "other" else self.playbook.label("seat", id)

    def path(self, id: str) -> str:
        """The label of a path."""
        return self.playbook.label("path", id)

    def condition(self, condition: Condition | None) -> str:
        """When a rule holds, laid out in lines."""
        if condition is None:
            return "A person judges"
        return laid_out(condition, self._names)

    def owner(self, owner: Owner) -> str:
        """Who gets the lead."""
        if owner.rule == "by_region":
            regions: dict[str, list[str]] = {}
            for region, name in owner.by_region.items():
                regions.setdefault(name, []).append(self.playbook.label("region", region))
            return "\n".join(f"{name}: {', '.join(of)}" for name, of in regions.items())
        names = ", ".join(owner.names)
        if owner.rule == "named":
            return owner.names[0]
        says = {"round_robin": f"In turn: {names}", "least_loaded": f"Whoever has least: {names}"}
        return says.get(owner.rule, "Stays with whoever has it")

    def relook(self, rule: Relook) -> str:
        """When somebody looks again."""
        after = "Never" if rule.relook_days is None else f"After {days(rule.relook_days)}"
        return f"{after}\nor when: {rule.trigger}" if rule.trigger else after

    def needed(self, criterion: Criterion) -> str:
        """Whether a criterion is needed, with the preset in force and the lines' own rule about money."""
        required = self.required(criterion)
        if criterion.gate != "budget":
            return "Required" if required else "Optional"
        asking = [line.label for line in self._lines_of(criterion) if line.budget_required]
        if len(asking) == len(self._lines_of(criterion)):
            return "Required"
        return f"Required for {', '.join(asking)}; optional elsewhere" if asking else "Optional"

    def required(self, criterion: Criterion, line: str = "") -> bool:
        """True where a criterion is needed for a line under the preset in force."""
        checklist = self.playbook.checklist(criterion.stage, line or next(iter(criterion.service_lines), ""))
        return any(one.id == criterion.id and one.required for one in checklist.criteria)

    def criteria(self, stage: str) -> list[Criterion]:
        """The criteria of a stage, those of every line first."""
        return sorted((c for c in self.playbook.criteria if c.stage == stage), key=lambda c: bool(c.service_lines))

    def questions(self, criterion: Criterion) -> list[Question]:
        """The questions that prove a criterion, the closing ones of every line first where it is for every line."""
        wanted = set(criterion.service_lines)
        fitting = [
            q
            for q in self.playbook.questions
            if q.proves[0] == criterion.gate and (not wanted or not q.service_lines or wanted & set(q.service_lines))
        ]
        return sorted(fitting, key=lambda q: bool(q.service_lines) != bool(wanted))

    def _lines_of(self, criterion: Criterion) -> list[ServiceLine]:
        lines = self.playbook.service_lines
        return [line for line in lines if not criterion.service_lines or line.id in criterion.service_lines]


def bullets(texts: Iterable[str]) -> str:
    """Texts one below the other, each with its mark; one alone needs none."""
    listed = [text for text in texts if text]
    return listed[0] if len(listed) == 1 else "\n".join(f"• {text}" for text in listed)


def span(bands: Sequence[Band], number: int) -> str:
    """The points of a band: '35 to 59'."""
    last = bands[number + 1].at_least - 1 if number + 1 < len(bands) else 100
    return f"{bands[number].at_least} to {last}"


def days(number: int) -> str:
    """So many days as people say them: '30 days', '1 year'."""
    if number % 365 == 0:
        return _many(number // 365, "year")
    return _many(number, "day")


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
