"""The bank of questions as a file of its own, with how each question does (CP9)."""

from pathlib import Path

from app.domain.problems import Problem
from app.language import speaking, tr
from app.services.calls.feedback import question_use
from app.services.work import Work


def export_questions(work: Work, path: Path) -> Path:
    """Write the questions in force as a workbook; edited, it is taken back as a playbook that leaves all else alone."""
    if path.suffix.casefold() != ".xlsx":
        raise Problem(tr("{name} must end in .xlsx.", name=path.name))
    from app.exports.question_bank import write_question_bank

    with speaking("en"):
        return write_question_bank(work.playbook, question_use(work), path, made_at=work.now)
