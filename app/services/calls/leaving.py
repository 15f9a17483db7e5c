"""What of a call may leave on paper: texts that look like patient data stay out (CP10), answers go along as a table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.calls.on_paper import AnswerLine
from app.domain.calls.sheet import CallSheet, Text, Unknown
from app.domain.calls.since import Since, SinceItem
from app.domain.calls.values import say_value
from app.language import SOURCE, speaking, tr
from app.services.calls.said import CERTAINTIES, rows_of, value_of
from app.services.guarding import fit_to_leave
from app.services.work import Work
from app.store.tables import DiscoveryRow


def fit_sheet(sheet: CallSheet) -> CallSheet:
    """The sheet without what people wrote freely and what looks like patient data."""
    head, why, pilot = sheet.header, sheet.why, sheet.pilot
    theirs = tuple(replace(one, must_show=_fit(one.must_show)) for one in head.theirs)
    return replace(
        sheet,
        header=replace(head, goal=_fit(head.goal), theirs=theirs),
        since=_fit_since(sheet.since, fit_to_leave) if sheet.since is not None else None,
        why=replace(why, words=_fit(why.words), content=tuple(map(fit_to_leave, why.content))),
        pilot=replace(pilot, goal=_fit(pilot.goal), if_passes=_fit(pilot.if_passes)) if pilot is not None else None,
        gaps=tuple(replace(gap, question=fit_to_leave(gap.question)) for gap in sheet.gaps),
        questions=tuple(
            replace(one, asked=fit_to_leave(one.asked), answer=fit_to_leave(one.answer)) for one in sheet.questions
        ),
    )


def _fit(text: Text) -> Text:
    return text if isinstance(text, Unknown) else fit_to_leave(text)


def _fit_since(since: Since, fit: Callable[[str], str]) -> Since:
    def fitting(items: Sequence[SinceItem]) -> tuple[SinceItem, ...]:
        return tuple(replace(item, text=fit(item.text), detail=fit(item.detail)) for item in items)

    return replace(
        since,
        answered=fitting(since.answered),
        newly_open=fitting(since.newly_open),
        overdue_theirs=fitting(since.overdue_theirs),
        overdue_ours=fitting(since.overdue_ours),
    )


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
