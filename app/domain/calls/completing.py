"""What the call sheet asks for: every blank of it becomes an Unknown, shown and counted (CP1)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from app.domain.calls.meeting import Attendee, Header, WhyAsked
from app.domain.calls.sheet import CallSheet, GapLine, StepLine
from app.domain.calls.technical_side import Integration, PilotBlock, ScopeLine
from app.domain.calls.unknown import Unknown, unknowns_in
from app.language import later, tr


class Asked(NamedTuple):
    """A field that the sheet asks for: its words, what `without` calls it, and another that answers it as well."""

    field: str
    label: str
    applies: str = ""
    also: str = ""


Block = TypeVar("Block", Attendee, Header, WhyAsked, ScopeLine, Integration, PilotBlock, StepLine, GapLine)
ASKED: Mapping[type, tuple[Asked, ...]] = {
    Attendee: (
        Asked("seat", later("Seat")),
        Asked("stance_words", later("Stance")),
        Asked("must_show", later("What they must show")),
    ),
    Header: (
        Asked("account", later("Account")),
        Asked("site", later("Site")),
        Asked("service_line", later("Service line")),
        Asked("goal", later("Goal")),
        Asked("exit_wanted", later("Exit wanted")),
    ),
    WhyAsked: (
        Asked("words", later("Why they asked")),
        Asked("source", later("Source")),
        Asked("at", later("When they asked")),
        Asked("asked_for", later("What they asked for")),
    ),
    ScopeLine: (
        Asked("sample", later("Sample")),
        Asked("container", later("Container")),
        Asked("now_low", later("Volume now"), "volume", "now_high"),
        Asked("expected_low", later("Volume expected"), "volume", "expected_high"),
        Asked("hours_needed", later("Turnaround needed"), "turnaround"),
        Asked("hours_today", later("Turnaround today"), "turnaround"),
        Asked("measured_from", later("Measured from")),
        Asked("status", later("Status of the method")),
        Asked("sites", later("Sites")),
    ),
    Integration: (
        Asked("lis", later("LIS")),
        Asked("ehr", later("EHR")),
        Asked("middleware", later("Middleware")),
        Asked("orders_in", later("Orders in")),
        Asked("results_out", later("Results out")),
        Asked("codes", later("Codes")),
        Asked("compendium_owner", later("Owner of the compendium")),
        Asked("interface_owner", later("Owner of the interface")),
        Asked("queue_date", later("Date in their queue")),
    ),
    PilotBlock: (
        Asked("goal", later("Goal of the pilot")),
        Asked("starts_on", later("Start of the pilot")),
        Asked("ends_on", later("End of the pilot")),
        Asked("sites", later("Sites of the pilot")),
        Asked("samples", later("Number of samples")),
        Asked("criteria", later("Success criteria")),
        Asked("judge", later("Judge on their side")),
        Asked("if_passes", later("What happens if it passes")),
    ),
    StepLine: (
        Asked("owner", later("Owner of the step")),
        Asked("due", later("Date of the step")),
    ),
    GapLine: (
        Asked("owner", later("Owner of the gap")),
        Asked("due", later("Date of the gap")),
    ),
}


def completed(sheet: CallSheet) -> CallSheet:
    """The sheet with an Unknown for every blank that it asks for, and their number at its foot."""
    without, head = sheet.without, _filled(sheet.header, "header", sheet.without)
    head = replace(
        head,
        theirs=tuple(_filled(one, f"header.theirs.{at}", without) for at, one in enumerate(head.theirs)),
        theirs_unknown=None if head.theirs else Unknown("header.theirs", tr("Who attends from their side")),
        ours_unknown=None if head.ours else Unknown("header.ours", tr("Who attends from our side")),
    )
    made = replace(
        sheet,
        header=head,
        why=_filled(sheet.why, "why", without),
        scope=tuple(_filled(one, f"scope.{at}", without) for at, one in enumerate(sheet.scope)),
        scope_unknown=None if sheet.scope else Unknown("scope", tr("What they want tested, or which module")),
        integration=_filled(sheet.integration, "integration", without),
        pilot=_filled(sheet.pilot, "pilot", frozenset()) if sheet.pilot is not None else None,
        decision=tuple(
            step if step.state == "done" else _filled(step, f"decision.{at}", frozenset())
            for at, step in enumerate(sheet.decision)
        ),
        decision_unknown=None if sheet.decision else Unknown("decision", tr("The steps of their decision")),
        gaps=tuple(_filled(gap, f"gaps.{gap.id}", frozenset()) for gap in sheet.gaps),
    )
    return replace(made, footer=replace(made.footer, unknown=len(unknowns(made))))


def unknowns(sheet: CallSheet) -> tuple[Unknown, ...]:
    """Every unknown of a sheet, in the order in which one reads it."""
    parts = (
        *(sheet.header, sheet.why, sheet.scope_unknown, sheet.scope, sheet.integration, sheet.pilot),
        *(sheet.decision_unknown, sheet.decision, sheet.gaps),
    )
    return tuple(found for part in parts for found in unknowns_in(part))


def _filled(block: Block, place: str, without: frozenset[str]) -> Block:
    """A block whose blanks are unknowns, but for what does not apply."""
    blanks: dict[str, Any] = {}
    for one in ASKED[type(block)]:
        if (one.applies or one.field) in without or not _blank(getattr(block, one.field)):
            continue
        if not one.also or _blank(getattr(block, one.also)):
            blanks[one.field] = Unknown(f"{place}.{one.field}", tr(one.label))
    return replace(block, **blanks)


def _blank(value: object) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())
