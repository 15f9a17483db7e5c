"""The technical side of a call on paper: scope, systems, documents, pilot and the way to their decision."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.calls.documents import DOCUMENT_STATES
from app.domain.calls.paper_cells import cell, late, named
from app.domain.calls.pilot import PILOT_STATES
from app.domain.calls.sheet import CallSheet, StepLine
from app.domain.calls.technical_side import DocumentLine, Integration, PilotBlock, ScopeLine
from app.domain.calls.unknown import Unknown
from app.domain.outline import Cell, Column, Facts, Item, Line, Run, Step, Table, Way, day, joined, run, unknown
from app.language import later, number, tr


def scope_items(sheet: CallSheet) -> Iterator[Item]:
    """What they want tested, a row each; what does not apply to the service line has no column."""
    if not sheet.scope:
        yield Line(cell(sheet.scope_unknown))
        return
    columns = [(label, share, known) for label, share, names in _SCOPE if (known := _applying(names, sheet.without))]
    yield Table(
        tuple(Column(tr(label), share) for label, share, _ in columns),
        tuple(tuple(_of_scope(row, names) for _, _, names in columns) for row in sheet.scope),
    )


_SCOPE = (  # label, share of the width, and the fields with what `without` calls them
    (later("Test or module"), 2.0, (("test", ""),)),
    (later("Sample, container"), 2.2, (("sample", "sample"), ("container", "container"))),
    (later("A month"), 1.6, (("now", "volume"), ("expected", "volume"))),
    (
        later("Turnaround"),
        2.2,
        (("hours_needed", "turnaround"), ("measured_from", "measured_from"), ("hours_today", "turnaround")),
    ),
    (later("Method"), 1.3, (("status", "status"),)),
    (later("Sites"), 1.1, (("sites", "sites"),)),
)


def _applying(names: Iterable[tuple[str, str]], without: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name, applies in names if applies not in without)


def _of_scope(row: ScopeLine, names: Sequence[str]) -> Cell:
    before = {
        "now": tr("now"),
        "expected": tr("expected"),
        "hours_needed": tr("needed"),
        "measured_from": tr("from"),
        "hours_today": tr("today"),
    }
    cells = [_hours(row, name) if name.startswith("hours") else cell(getattr(row, name)) for name in names]
    return joined(
        [
            (Run(f"{before[name]} ", "quiet"), *one) if name in before else one
            for name, one in zip(names, cells, strict=True)
        ],
        ", ",
    )


def _hours(row: ScopeLine, name: str) -> Cell:
    hours = getattr(row, name)
    if not isinstance(hours, (int, float)):
        return cell(hours)
    said = tr("{hours} h", hours=number(hours, 0 if float(hours).is_integer() else 1))
    return run(said.replace(" ", "\N{NO-BREAK SPACE}"))


def integration_items(found: Integration, without: frozenset[str]) -> Iterator[Item]:
    """Their systems and interfaces."""
    pairs = (
        ("lis", tr("LIS"), found.lis),
        ("ehr", tr("EHR"), found.ehr),
        ("middleware", tr("Middleware"), found.middleware),
        ("orders_in", tr("Orders in"), found.orders_in),
        ("results_out", tr("Results out"), found.results_out),
        ("codes", tr("Codes"), found.codes),
        ("compendium_owner", tr("Compendium"), found.compendium_owner),
        ("interface_owner", tr("Interface owner"), found.interface_owner),
        ("queue_date", tr("First free slot"), found.queue_date),
    )
    yield Facts(tuple((label, cell(value)) for id, label, value in pairs if id not in without))


def documents_items(rows: Sequence[DocumentLine]) -> Iterator[Item]:
    """What one side asked the other for."""
    if rows:
        yield Facts(tuple((_document(row), _way_of(row)) for row in rows), across=2)
    else:
        yield Line(run(tr("None asked for, none sent"), "quiet"))


def _document(row: DocumentLine) -> str:
    name = ", ".join(filter(None, (row.kind, row.name, row.version)))
    return tr("{document} (theirs)", document=name) if row.owed_by == "theirs" else name


def _way_of(row: DocumentLine) -> Cell:
    """What became of a document: when it was asked for and sent, and how it stands now."""
    state = tr(DOCUMENT_STATES.get(row.state, row.state))
    strong = row.state in ("overdue", "refused")
    asked = tr("asked {day}", day=day(row.asked_on)) if row.asked_on else ""
    sent = tr("sent {day}", day=day(row.sent_on)) if row.sent_on else ""
    due = tr("due {day}", day=day(row.due)) if row.due and not row.sent_on else ""
    return joined([run(state, "strong" if strong else ""), run(asked), run(sent), run(due)])


def pilot_items(pilot: PilotBlock | None) -> Iterator[Item]:
    """The pilot, and what it lacks to be agreed (CP11)."""
    if pilot is None:
        yield Line(run(tr("None planned"), "quiet"))
        return
    yield Line(joined([run(tr(PILOT_STATES.get(pilot.state, pilot.state)), "strong"), cell(pilot.goal)]))
    days = joined([cell(pilot.starts_on), cell(pilot.ends_on)], " – ")
    yield Facts(
        (
            (tr("Dates"), days),
            (tr("Sites"), cell(pilot.sites)),
            (tr("Samples"), cell(pilot.samples)),
            (tr("Judged by"), cell(pilot.judge)),
            (tr("Passes if"), unknown() if isinstance(pilot.criteria, Unknown) else run("; ".join(pilot.criteria))),
            (tr("Then"), cell(pilot.if_passes)),
        )
    )
    if pilot.conditions:
        said = "  ".join(f"{'✓' if met else '○'} {says}" for says, met in pilot.conditions)
        yield Line((Run(f"{tr('Before it begins')} ", "quiet"), *run(said)))
    if pilot.missing:
        yield Line((Run(f"{tr('Before it is agreed')} ", "quiet"), *run("; ".join(pilot.missing), "strong")))


def decision_items(sheet: CallSheet) -> Iterator[Item]:
    """The way to their decision."""
    if not sheet.decision:
        yield Line(cell(sheet.decision_unknown))
        return
    yield Way(tuple(Step(row.label, _step(row), row.state) for row in sheet.decision))


def _step(row: StepLine) -> Cell:
    if row.done_on:
        return run(tr("done {day}", day=day(row.done_on)))
    overdue = run(late(row.overdue_days), "strong")
    return joined([named(tr("who"), row.owner), named(tr("when"), row.due), overdue])
