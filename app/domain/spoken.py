"""Conditions in words: which facts made a rule hold, and which test failed."""

from collections.abc import Iterator

from app.domain.conditions import Condition
from app.domain.lead import LeadFacts
from app.domain.playbook import Playbook
from app.domain.playbook.derived import per_playbook
from app.domain.playbook.fact_words import FACT
from app.domain.relations import RELATIONS
from app.domain.stage import STAGE_WORDS
from app.language import tr

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
_OURS = frozenset({"relation", "stage"})  # their words are the program's, all others the playbook's
_LONGEST = 90


class Words:
    """The written forms of one playbook's facts, values and criteria."""

    __slots__ = ("_labels", "_questions")

    def __init__(self, playbook: Playbook) -> None:
        self._labels = {kind: {word.id: word.label for word in playbook.words(kind)} for kind in _VOCABULARY_OF}
        self._labels["relation"] = dict(RELATIONS)
        self._labels["fit_band"] = {band.id: band.label for band in playbook.scoring.fit_bands}
        self._labels["intent_band"] = {band.id: band.label for band in playbook.scoring.intent_bands}
        self._labels["stage"] = {stage.value: word for stage, word in STAGE_WORDS.items()}
        self._labels["signal_kinds"] = {kind.id: kind.label for kind in playbook.signal_kinds}
        self._questions = {criterion.id: criterion.question for criterion in playbook.criteria}

    def fact(self, name: str) -> str:
        """The name of a fact as people say it."""
        return tr(FACT[name].label) if name in FACT else name.replace("_", " ").capitalize()

    def value(self, name: str, value: object) -> str:
        """A value of a fact as people say it; empty text where it is not known."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return tr("yes") if value else tr("no")
        text = str(value)
        labels = self._labels.get(name)
        if labels is not None:
            text = (
                ", ".join(labels.get(w, w) for w in text.split()) if name == "signal_kinds" else labels.get(text, text)
            )
            text = tr(text) if name in _OURS else text
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"

    def _word(self, name: str, word: str) -> str:
        """A word that a rule looks for: the label of an id, or the word itself."""
        found = self._labels.get(name, {}).get(word, word)
        return tr(found) if name in _OURS else found

    def said(self, condition: Condition, facts: LeadFacts) -> str:
        """The facts that make a condition hold: 'Facility type: Hospital; Region: Northeast'. Empty if it asks none."""
        return "; ".join(dict.fromkeys(self._holding(condition, facts)))

    def unmet(self, condition: Condition, facts: LeadFacts) -> str:
        """The first test that fails, in words; empty where the condition holds."""
        return next(self._failing(condition, facts), "")

    def _holding(self, condition: Condition, facts: LeadFacts) -> Iterator[str]:
        if condition.fact:
            yield self._now(condition.fact, facts)
        yield from (tr("answered Yes: {question}", question=self._questions.get(id, id)) for id in condition.yes)
        if condition.not_yes:
            open_ones = [self._questions.get(id, id) for id in condition.not_yes if not _is_yes(facts, id)]
            yield tr("not proven yet: {question}", question=open_ones[0] if open_ones else "")
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
        fact = self.fact(name)
        return f"{fact}: {value}" if value else tr("{fact}: not known", fact=fact)

    def _failing(self, condition: Condition, facts: LeadFacts) -> Iterator[str]:
        if condition.fact:
            yield from self._failing_fact(condition, facts)
        for id in condition.yes:
            if not _is_yes(facts, id):
                yield tr("not answered Yes: {question}", question=self._questions.get(id, id))
        if condition.not_yes and all(_is_yes(facts, id) for id in condition.not_yes):
            first = condition.not_yes[0]
            yield tr("already answered Yes: {question}", question=self._questions.get(first, first))
        for part in condition.all:
            yield from self._failing(part, facts)
        if condition.any and not any(part.holds(facts) for part in condition.any):
            yield "; ".join(dict.fromkeys(self.unmet(part, facts) for part in condition.any))
        for part in condition.none:
            if part.holds(facts):
                yield tr("ruled out by {facts}", facts=self.said(part, facts) or tr("a rule that always holds"))

    def _failing_fact(self, condition: Condition, facts: LeadFacts) -> Iterator[str]:
        alone = condition.model_copy(update={"yes": (), "not_yes": (), "all": (), "any": (), "none": ()})
        if alone.holds(facts):
            return
        name, value = condition.fact, getattr(facts, condition.fact)
        label, now = self.fact(name), self.value(name, value)
        if condition.known is False and now:
            yield tr("{fact} is known: {now}", fact=label, now=now)
        elif not now:
            yield tr("{fact}: not known", fact=label)
        elif condition.is_ and not condition.model_copy(update={"has": (), "at_least": None, "at_most": None}).holds(
            facts
        ):
            wanted = either([self.value(name, one) for one in condition.is_])
            yield tr("{fact}: {now}, not {wanted}", fact=label, now=now, wanted=wanted)
        elif condition.has:
            wanted = either([f"“{self._word(name, one)}”" for one in condition.has])
            yield tr("{fact}: {now}, without {wanted}", fact=label, now=now, wanted=wanted)
        elif condition.at_least is not None and isinstance(value, (int, float)) and value < condition.at_least:
            yield tr("{fact}: {now}, under {limit}", fact=label, now=now, limit=f"{condition.at_least:g}")
        elif condition.at_most is not None:
            yield tr("{fact}: {now}, over {limit}", fact=label, now=now, limit=f"{condition.at_most:g}")
        else:
            yield f"{label}: {now}"


def _is_yes(facts: LeadFacts, criterion: str) -> bool:
    answer = facts.answers.get(criterion)
    return answer is not None and answer.value == "yes"


def either(words: list[str]) -> str:
    """A few words of which one is meant: 'Hospital, Clinic or others'."""
    shown = words[:3]
    more = [] if len(words) <= 3 else [tr("others")]
    *first, last = [*shown, *more]
    return tr("{first} or {last}", first=", ".join(first), last=last) if first else last


words_of = per_playbook(Words)
