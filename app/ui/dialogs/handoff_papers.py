"""The papers that go along with a handoff: painted here, written beside its workbook, said where one cannot be."""

from pathlib import Path

from app.domain.calls.sheet import CallSheet
from app.domain.handoff import HandoffSheet
from app.domain.problems import Problem, Trouble
from app.language import SOURCE, speaking, tr
from app.services.handoff_papers import call_sheet_to_go, write_papers
from app.services.handoffs import issued_sheet
from app.services.work import Work
from app.ui.bench import Bench


def write_papers_of(bench: Bench, number: int, workbook: Path) -> None:
    """Write the cover and the call sheet of a handoff beside its workbook; the handoff stands whatever comes of it."""

    def paint(found: tuple[HandoffSheet, CallSheet | None]) -> None:
        from app.ui.paper.call_sheet import call_sheet_pdf  # only who hands off meets them
        from app.ui.paper.handoff_cover import handoff_cover_pdf

        sheet, call = found
        with speaking(SOURCE):  # like everything in the workbook
            cover = handoff_cover_pdf(sheet)
            printed = call_sheet_pdf(call) if call is not None else None
        bench.ask(write_papers, number, workbook, cover, printed, call, then=say, key="handoff.papers", failed=failed)

    def say(written: tuple[Path, ...]) -> None:
        names = ", ".join(path.name for path in written)
        bench.toast.say(tr("Beside the workbook: {names}", names=names))

    def failed(error: Exception) -> None:
        if isinstance(error, (Problem, Trouble)):
            why = tr("The handoff is out, but its papers are not written. {why}", why=error.message)
            bench.problems.show(Problem(why))
        else:
            bench.problems.show(error)

    bench.ask(_to_paint, number, then=paint, key="handoff.papers", failed=failed)


def _to_paint(work: Work, number: int) -> tuple[HandoffSheet, CallSheet | None]:
    return issued_sheet(work, number), call_sheet_to_go(work, number)
