"""What goes along with a handoff's workbook: its cover as a PDF, and the call sheet as a PDF and as a workbook."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select

from app.domain.calls.sheet import CallSheet
from app.language import speaking
from app.services.calls.leaving import answer_lines
from app.services.calls.sheet import call_sheet
from app.services.handoffs import issued_sheet
from app.services.work import Work
from app.store.tables import HandoffRow


def call_sheet_to_go(work: Work, number: int) -> CallSheet | None:
    """The call sheet of a handoff's lead as far as the handoff's level of privacy lets it out.

    None where the buyer may read along: the sheet holds what is ours to ask and not to say.
    """
    sent = issued_sheet(work, number)
    if sent.privacy == "shareable":
        return None
    with speaking("en"):  # like everything that goes along
        sheet = call_sheet(work, lead_id=_lead_of(work, number))
    if sent.privacy != "no-stance":
        return sheet
    theirs = tuple(replace(one, stance="", stance_words="") for one in sheet.header.theirs)
    return replace(sheet, header=replace(sheet.header, theirs=theirs))


def _put(content: bytes, file: BinaryIO) -> None:
    file.write(content)


def _lead_of(work: Work, number: int) -> int:
    lead = work.session.scalar(select(HandoffRow.lead_id).where(HandoffRow.number == number))
    assert lead is not None  # it was issued
    return lead


def paper_names(path: Path) -> tuple[Path, Path, Path]:
    """The files beside a workbook: its cover, the call sheet to print, the call sheet as a workbook."""
    return (
        path.with_name(f"{path.stem} cover.pdf"),
        path.with_name(f"{path.stem} call sheet.pdf"),
        path.with_name(f"{path.stem} call sheet.xlsx"),
    )


def write_papers(
    work: Work, number: int, path: Path, cover: bytes | None, printed_call: bytes | None, call: CallSheet | None
) -> tuple[Path, ...]:
    """Write what was painted beside the workbook of a handoff at `path`; returns the files.

    Trouble where one cannot be written.
    """
    from app.exports.call_sheet import write_call_sheet
    from app.exports.saving import write_whole

    first, second, third = paper_names(path)
    written = []
    for place, content in ((first, cover), (second, printed_call)):
        if content is not None:
            written.append(write_whole(place, partial(_put, content)))
    if call is not None:
        with speaking("en"):
            answers = answer_lines(work, [_lead_of(work, number)])
            written.append(write_call_sheet(call, third, answers=answers, zone=work.definitions.zone))
    return tuple(written)
