"""What of a call may leave on paper: texts that look like patient data stay out (CP10), answers go along as a table."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.domain.calls.on_paper import AnswerLine
from app.domain.calls.sheet import CallSheet
from app.domain.calls.since import Since, SinceItem
from app.domain.calls.technical_side import PilotBlock
from app.domain.calls.values import say_value
from app.language import SOURCE, speaking, tr
from app.services.calls.said import CERTAINTIES, rows_of, value_of
from app.services.guarding import fit_to_leave
from app.services.work import Work
from app.store.tables import DiscoveryRow

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Block = TypeVar("Block", bound="DataclassInstance")


def fit_sheet(sheet: CallSheet) -> CallSheet:
    """The sheet without what people wrote freely and what looks like patient data."""
    head = replace(
        _fit(sheet.header, "site", "goal", "exit_wanted"),
        theirs=tuple(_fit(one, "must_show") for one in sheet.header.theirs),
    )
    return replace(
        sheet,
        header=head,
        since=_fit_since(sheet.since) if sheet.since is not None else None,
        why=replace(_fit(sheet.why, "words"), content=tuple(map(fit_to_leave, sheet.why.content))),
        scope=tuple(_fit(one, "test", "sample", "container", "sites") for one in sheet.scope),
        integration=_fit(sheet.integration, "lis", "ehr", "middleware", "codes", "compendium_owner", "interface_owner"),
        documents=tuple(_fit(one, "name", "version") for one in sheet.documents),
        pilot=_fit_pilot(sheet.pilot) if sheet.pilot is not None else None,
        decision=tuple(_fit(one, "owner") for one in sheet.decision),
        gaps=tuple(_fit(gap, "question", "owner") for gap in sheet.gaps),
        questions=tuple(_fit(one, "asked", "answer") for one in sheet.questions),
    )


def _fit(block: Block, *names: str) -> Block:
    """A block whose texts of these names may leave."""
    texts = {name: getattr(block, name) for name in names}
    return replace(block, **{name: fit_to_leave(text) for name, text in texts.items() if isinstance(text, str)})


def _fit_pilot(pilot: PilotBlock) -> PilotBlock:
    criteria = tuple(map(fit_to_leave, pilot.criteria)) if isinstance(pilot.criteria, tuple) else pilot.criteria
    conditions = tuple((fit_to_leave(says), met) for says, met in pilot.conditions)
    return replace(_fit(pilot, "goal", "sites", "judge", "if_passes"), criteria=criteria, conditions=conditions)


def _fit_since(since: Since) -> Since:
    return replace(
        since,
        answered=_fit_items(since.answered),
        newly_open=_fit_items(since.newly_open),
        overdue_theirs=_fit_items(since.overdue_theirs),
        overdue_ours=_fit_items(since.overdue_ours),
    )


def _fit_items(items: Sequence[SinceItem]) -> tuple[SinceItem, ...]:
    return tuple(_fit(item, "text", "detail") for item in items)


def answer_lines(work: Work, lead_ids: Sequence[int]) -> tuple[AnswerLine, ...]:
    """Everything that was said about these leads in words, the newest first."""
    return tuple(_line(work, row) for row in reversed(rows_of(work, lead_ids)))


def _line(work: Work, row: DiscoveryRow) -> AnswerLine:
    proven = work.playbook.criterion(row.criterion) if row.criterion else None
    return AnswerLine(
        question=fit_to_leave(row.asked),
        answer=fit_to_leave(row.text),
        value=say_value(value_of(row)),
        who=row.who,
        at=row.at,
        certainty=tr(CERTAINTIES[row.certainty]),
        proves=proven.question if proven is not None else "",
        settled=row.settled,
    )


def save_call_sheet(
    work: Work, path: Path, call_id: int | None = None, *, lead_id: int | None = None, paper: str = "A4"
) -> Path:
    """Write the workbook of a call, or of a lead without one; English, whatever the window speaks."""
    from app.exports.call_sheet import write_call_sheet  # openpyxl is met only when a workbook is written
    from app.services.calls.sheet import facts_for, sheet_of

    with speaking(SOURCE):
        facts = facts_for(work, call_id, lead_id)
        answers = answer_lines(work, facts.lead_ids)
        return write_call_sheet(sheet_of(facts), path, paper, answers=answers, zone=work.definitions.zone)
