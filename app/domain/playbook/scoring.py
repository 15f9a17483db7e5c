"""Scoring as data: rules that give points with a half-life, bands, and the grid of suggested paths."""

from typing import Literal

from pydantic import Field, model_validator

from app.domain.conditions import Condition
from app.domain.playbook.part import BusinessHours, Id, Named, Part


class FitRule(Named):
    """Points for a fact about the account or the person; negative points are legal."""

    when: Condition
    points: int = Field(ge=-100, le=100)


class IntentRule(Named):
    """Points for each signal of these kinds, halved every `half_life_days`; at most `at_most` signals count."""

    signals: tuple[Id, ...]
    mentions: tuple[str, ...] = ()  # any of these words in the asset, the offer or what they asked for
    points: int = Field(ge=-100, le=100)
    half_life_days: float = Field(gt=0, le=3_650)
    at_most: int = Field(1, ge=1)


class Band(Named):
    """A stretch of a score, from `at_least` points up to the next band."""

    at_least: int = Field(ge=0, le=100)


class Cell(Part):
    """One cell of the fit x intent grid: its name and the path it suggests."""

    fit: Id
    intent: Id
    label: str
    path: Id


class Scoring(Part):
    """Fit and intent, each 0-100. Points of engagement alone never exceed `engagement_cap` (R4)."""

    fit: tuple[FitRule, ...]
    intent: tuple[IntentRule, ...]
    engagement_cap: int = Field(40, ge=0, le=100)
    fit_bands: tuple[Band, ...]
    intent_bands: tuple[Band, ...]
    grid: tuple[Cell, ...]


class Preset(Named):
    """A programme preset (R15): thresholds for becoming MQL and SQL, and whether fit may be unknown."""

    about: str
    mql_fit_at_least: int = Field(ge=0, le=100)
    mql_intent_at_least: int = Field(ge=0, le=100)
    optional_criteria: tuple[Id, ...] = ()  # criteria that this preset does not require
    required_criteria: tuple[Id, ...] = ()  # criteria that it requires on top


class Owner(Part):
    """Who gets the lead: the present owner, a named person, by region, in turn, or whoever has least."""

    rule: Literal["keep", "named", "by_region", "round_robin", "least_loaded"]
    names: tuple[str, ...] = ()
    by_region: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_names(self) -> "Owner":
        if self.rule in ("named", "round_robin", "least_loaded") and not self.names:
            raise ValueError(f"the owner rule '{self.rule}' needs names")
        if self.rule == "by_region" and not self.by_region:
            raise ValueError("the owner rule 'by_region' needs a name for each region")
        return self


class Route(Named):
    """An ordered rule: the first whose condition holds decides path, owner and deadline (J4)."""

    when: Condition
    path: Id
    why: str
    owner: Owner = Owner(rule="keep")
    deadline_hours: BusinessHours
