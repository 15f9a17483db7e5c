"""Conditions in words: which facts made a rule hold, and which test failed."""

from collections.abc import Iterator

from app.domain.conditions import Condition
from app.domain.lead import LeadFacts
from app.domain.playbook import Playbook
from app.domain.playbook.derived import per_playbook
from app.domain.playbook.fact_words import FACT
from app.domain.relations import RELATIONS
from app.domain.stage import Stage

_VOCABULARY_OF = (
    "source",
    "facility_type",
    "segment",
    "region",
    "testing_focus",
    "evaluation_stage",
    "offer",
    "service_line",
    "path",
    "seat",
)
_LONGEST = 90


class Words:
    """The written forms of one playbook's facts, values and criteria."""

    __slots__ = ("_labels", "_questions")

    def __init__(self, playbook: Playbook) -> None:
        self._labels = {kind: {word.id: word.label for word in playbook.words(kind)} for kind in _VOCABULARY_OF}
        self._labels["relation"] = dict(RELATIONS)
        self._labels["fit_band"] = {band.id: band.label for band in playbook.scoring.fit_bands}
        self._labels["intent_band"] = {band.id: band.label for band in playbook.scoring.intent_bands}
        self._labels["stage"] = {stage.value: stage.label for stage in Stage}
        self._labels["signal_kinds"] = {kind.id: kind.label for kind in playbook.signal_kinds}
        self._questions = {criterion.id: criterion.question for criterion in playbook.criteria}

    def fact(self, name: str) -> str:
        """The name of a fact as people say it."""
        return FACT[name].label if name in FACT else name.replace("_", " ").capitalize()

    def value(self, name: str, value: object) -> str:
        """A value of a fact as people say it; empty text where it is not known."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        text = str(value)
        labels = self._labels.get(name)
        if labels is not None:
            text = (
                ", ".join(labels.get(w, w) for w in text.split()) if name == "signal_kinds" else labels.get(text, text)
            )
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"

    def _word(self, name: str, word: str) -> str:
        """A word that a rule looks for: the label of an id, or the word itself."""
        return self._labels.get(name, {}).get(word, word)

    def said(self, condition: Condition, facts: LeadFacts) -> str:
        """The facts that make a condition hold: 'Facility type: Hospital; Region: Northeast'. Empty if it asks none."""
        return "; ".join(dict.fromkeys(self._holding(condition, facts)))

    def unmet(self, condition: Condition, facts: LeadFacts) -> str:
        """The first test that fails, in words; empty where the condition holds."""
        return next(self._failing(condition, facts), "")

    def _holding(self, condition: Condition, facts: LeadFacts) -> Iterator[str]:
        if condition.fact:
            yield self._now(condition.fact, facts)
        yield from (f"answered Yes: {self._questions.get(id, id)}" for id in condition.yes)
        if condition.not_yes:
            open_ones = [self._questions.get(id, id) for id in condition.not_yes if not _is_yes(facts, id)]
            yield f"not proven yet: {open_ones[0] if open_ones else ''}"
        for part in condition.all:
            yield from self._holding(part, facts)
        for part in condition.any:
            if part.holds(facts):
                yield from self._holding(part, facts)
                break
        for part in condition.none:
            if part.fact:
                yield self._now(part.fact, facts)

    def _now(self, name: str, facts: LeadFacts) -> str:
        value = self.value(name, getattr(facts, name))
        return f"{self.fact(name)}: {value}" if value else f"{self.fact(name)}: not known"

    def _failing(self, condition: Condition, facts: LeadFacts) -> Iterator[str]:
        if condition.fact:
            yield from self._failing_fact(condition, facts)
        for id in condition.yes:
            if not _is_yes(facts, id):
                yield f"not answered Yes: {self._questions.get(id, id)}"
        if condition.not_yes and all(_is_yes(facts, id) for id in condition.not_yes):
            yield f"already answered Yes: {self._questions.get(condition.not_yes[0], condition.not_yes[0])}"
        for part in condition.all:
            yield from self._failing(part, facts)
        if condition.any and not any(part.holds(facts) for part in condition.any):
            yield "; ".join(dict.fromkeys(self.unmet(part, facts) for part in condition.any))
        for part in condition.none:
            if part.holds(facts):
                yield f"ruled out by {self.said(part, facts) or 'a rule that always holds'}"

    def _failing_fact(self, condition: Condition, facts: LeadFacts) -> Iterator[str]:
        alone = condition.model_copy(update={"yes": (), "not_yes": (), "all": (), "any": (), "none": ()})
        if alone.holds(facts):
            return
        name, value = condition.fact, getattr(facts, condition.fact)
        label, now = self.fact(name), self.value(name, value)
        if condition.known is False and now:
            yield f"{label} is known: {now}"
        elif not now:
            yield f"{label}: not known"
        elif condition.is_ and not condition.model_copy(update={"has": (), "at_least": None, "at_most": None}).holds(
            facts
        ):
            yield f"{label}: {now}, not {either([self.value(name, one) for one in condition.is_])}"
        elif condition.has:
            yield f"{label}: {now}, without {either([f'“{self._word(name, one)}”' for one in condition.has])}"
        elif condition.at_least is not None and isinstance(value, (int, float)) and value < condition.at_least:
            yield f"{label}: {now}, under {condition.at_least:g}"
        else:
            yield (
                f"{label}: {now}, over {condition.at_most:g}" if condition.at_most is not None else f"{label}: {now}"
            )


def _is_yes(facts: LeadFacts, criterion: str) -> bool:
    answer = facts.answers.get(criterion)
    return answer is not None and answer.value == "yes"


def either(words: list[str]) -> str:
    """A few words of which one is meant: 'Hospital, Clinic or others'."""
    shown = words[:3]
    more = [] if len(words) <= 3 else ["others"]
    *first, last = [*shown, *more]
    return f"{', '.join(first)} or {last}" if first else last


words_of = per_playbook(Words)
