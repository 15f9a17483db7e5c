"""Clocks and age: what ran over its time in business hours, and how long leads have stood in their stages."""

from typing import Any

from app.domain.review.addressing import AGES
from app.language import later, number, tr
from app.ui import dates
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.review.words import figure
from app.ui.tables.column import Column

_BANDS = (later("0–7 days"), later("8–14 days"), later("15–30 days"), later("31–60 days"), later("above 60"))


def _hours(value: float) -> str:
    return figure(value, "hours")


def _days(value: float | None) -> str:
    return figure(value, "days")


def _band(name: str) -> Any:
    return lambda r: number(getattr(r, name))


OVER = (
    Column("clock", later("Clock"), 120, lambda r: tr(r.clock), "strong"),
    Column("person", later("Person"), 130, lambda r: r.person, "strong"),
    Column("account", later("Account"), 140, lambda r: r.account, stretch=True),
    Column("owner", later("Owner"), 100, lambda r: r.owner, "muted"),
    Column("since", later("Since"), 80, lambda r: dates.ago(r.since), "muted", tip=lambda r: dates.exact(r.since)),
    Column("hours", later("Ran"), 76, lambda r: _hours(r.hours), "number"),
    Column("allowed", later("Allowed"), 76, lambda r: _hours(r.allowed), "number"),
    Column("over", later("Over by"), 80, lambda r: _hours(r.over), "number"),
    Column("state", later("State"), 100, lambda r: tr(r.state), "chip", hue=lambda r: "wait"),
)
AGE = (
    Column("stage", later("Stage"), 170, lambda r: r.stage, "strong"),
    *(Column(name, words, 96, _band(name), "number") for name, words in zip(AGES, _BANDS, strict=True)),
    Column("median", later("Median"), 96, lambda r: _days(r.median), "number"),
    Column("ninetieth", later("9 of 10 below"), 120, lambda r: _days(r.ninetieth), "number"),
    Column("none", "", 20, lambda r: "", "muted", stretch=True, spoken=True),
)
TOUCHED = (
    Column("person", later("Person"), 140, lambda r: r.person, "strong"),
    Column("account", later("Account"), 150, lambda r: r.account, stretch=True),
    Column("owner", later("Owner"), 110, lambda r: r.owner, "muted"),
    Column("arrived", later("Arrived"), 120, lambda r: dates.exact(r.arrived), "muted"),
    Column("touched", later("First touch"), 120, lambda r: dates.exact(r.touched), "muted"),
    Column("hours", later("Took"), 76, lambda r: _hours(r.hours), "number"),
    Column("allowed", later("Allowed"), 76, lambda r: _hours(r.allowed), "number"),
    Column("over", later("Over by"), 80, lambda r: _hours(r.over) if r.over else "", "number"),
)


def _opens_its_lead(row: Any, column: str) -> None:
    return None


SPEC = PartSpec(
    "clocks",
    later("SLA and age"),
    (
        Sheet(
            "over",
            later("Past the deadline"),
            later("Clocks that ran out, the longest over first. Hours are business hours; paused clocks stand still."),
            OVER,
            lambda review: review.clocks,
            later("No clock ran out: first outreach and verdicts are in time."),
            address=_opens_its_lead,
        ),
        Sheet(
            "ages",
            later("Age by stage"),
            later("How long the leads of each stage have stood there at the end of the period."),
            AGE,
            lambda review: review.ages,
            later("No open lead stands in any stage."),
            compared=lambda compared: compared.ages,
            chart="ages",
        ),
        Sheet(
            "touched",
            later("First touches"),
            later("Leads touched first in this period, those that took longest beyond the time allowed first."),
            TOUCHED,
            lambda review: review.touched,
            later("Nobody was touched for the first time in this week."),
            large="touched",
            address=_opens_its_lead,
            chart="hours",
        ),
    ),
    lambda sight: len(sight.review.clocks),
)
