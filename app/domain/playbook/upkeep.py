"""What keeps leads from being forgotten: hours, deadlines, cadences, re-looks, nurture, handoff parts."""

import re
from datetime import time
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from app.domain.conditions import Condition
from app.domain.playbook.part import BusinessHours, Days, Id, Named, Part
from app.language import tr

_TIME = re.compile(r"[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?\Z")
_SHORTEST = 15  # minutes of a working day; with fewer a deadline would lie generations ahead
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Holiday(Part):
    """A day nobody works: `12-25`, `2026-12-24`, `4th thu of november`, `last mon of may` or `easter -2`."""

    name: str
    rule: str

    @field_validator("rule")
    @classmethod
    def _readable(cls, rule: str) -> str:
        from app.domain.clock import holiday_dates  # the clock knows the grammar; a playbook only checks it

        try:
            holiday_dates(rule, 2024)  # a leap year, so that 02-29 can be read
        except ValueError as unread:
            says = f"'{rule}' is not a holiday rule; write 12-25, 2026-12-24, '4th thu of november' or 'easter -2'"
            raise ValueError(says) from unread
        return rule


class Hours(Part):
    """Business hours in one time zone."""

    timezone: str
    days: tuple[Day, ...]
    start: time
    end: time
    holidays: tuple[Holiday, ...] = ()
    week_starts: Day = "mon"  # of the weeks that a review is about

    @field_validator("start", "end", mode="before")
    @classmethod
    def _is_a_time_of_day(cls, value: object) -> object:
        """A bare number would be taken for seconds, and a zone could not be compared."""
        if not isinstance(value, time) and not (isinstance(value, str) and _TIME.match(value)):
            raise ValueError("write a time like 08:30")
        return value

    @field_validator("timezone")
    @classmethod
    def _exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise ValueError(tr("'{zone}' is not a time zone; write one like America/New_York", zone=name)) from unknown
        return name

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> "Hours":
        if self.start >= self.end:
            raise PydanticCustomError("record", "business hours must start before they end", {"field": "end"})
        if (self.end.hour * 60 + self.end.minute) - (self.start.hour * 60 + self.start.minute) < _SHORTEST:
            raise PydanticCustomError(
                "record", "business hours must last a quarter of an hour or more", {"field": "end"}
            )
        if not self.days:
            raise PydanticCustomError("record", "name at least one working day", {"field": "days"})
        return self


class Deadlines(Part):
    """Business hours to first outreach and to a verdict; an offer may have its own (R9)."""

    first_outreach_hours: BusinessHours
    first_outreach_by_offer: dict[Id, BusinessHours] = Field(default_factory=dict)
    verdict_hours: BusinessHours
    silence_accepts: bool = False  # a handoff without verdict past its deadline counts as accepted (H5)
    follow_up_days_by_offer: dict[Id, Days] = Field(default_factory=dict)


class NoResponse(Part):
    """After so many attempts without an answer over so many days, something else is proposed (J6)."""

    attempts: int = Field(ge=1, le=1_000)
    days: Days
    proposes: str
    cadence_days: tuple[Days, ...] = (30, 60, 90, 180)


class Relook(Named):
    """A written disqualify or not-now rule (J7) with the days until a re-look; None means never."""

    when: Condition | None = None  # None: a person judges
    relook_days: Days | None = None
    trigger: str = ""


class NurtureTrack(Named):
    """What a lead that is not ready hears, by role and the question they have, and what we want to learn."""

    roles: tuple[str, ...]
    buyer_question: str
    content: tuple[str, ...]
    collect: tuple[str, ...]
    every_days: Days
    service_lines: tuple[Id, ...] = ()


class HandoffParts(Part):
    """Which parts of a handoff are mandatory and which count into its completeness (H2)."""

    mandatory: tuple[str, ...]
    counted: tuple[str, ...]
