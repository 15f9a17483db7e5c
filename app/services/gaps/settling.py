"""What becomes of a gap: waited for, answered, accepted as it is, closed, or open again; each with what that needs."""

from datetime import date

from app.domain.gaps import UNSETTLED, check_change, needed
from app.domain.problems import Problem
from app.language import later, tr
from app.services.gaps.evidence import check_evidence
from app.services.gaps.keeping import concerning, the_gap
from app.services.guarding import patient_warnings
from app.services.work import Changed, Work
from app.store.tables import GapRow

_SAYS = {
    "open": later("Open a gap again: {question}"),
    "waiting": later("Wait for the answer to a gap: {question}"),
    "answered": later("Answer a gap: {question}"),
    "accepted": later("Accept a gap as it is: {question}"),
    "closed": later("Close a gap: {question}"),
}


def set_gap_status(
    work: Work, gap_id: int, status: str, words: str = "", due: date | None = None, evidence: str = ""
) -> Changed:
    """Say what became of a gap; `words` are the answer, or why. The outcome is its id.

    What waits needs a date, what is answered its answer, what is accepted, closed or open again a reason. What a
    settled gap has already stays before the new words.
    """
    gap = the_gap(work, gap_id)
    settle(work, gap, status, beside_former(gap, status, words), due)
    if evidence.strip():
        check_evidence(work, evidence)
        gap.evidence = evidence.strip()
    return _changed(gap, tr(_SAYS[status], question=gap.question))


def close_gap(work: Work, gap_id: int, answer: str, status: str = "answered") -> Changed:
    """Close a gap with its answer, or accept it as it is."""
    gap = the_gap(work, gap_id)
    if status in UNSETTLED:
        raise Problem(tr("'{status}' does not close a gap; choose answered, accepted or closed.", status=status))
    settle(work, gap, status, beside_former(gap, status, answer))
    return _changed(gap, tr("Close a gap: {question}", question=gap.question))


def settle(work: Work, gap: GapRow, status: str, words: str, due: date | None = None) -> None:
    """Give a gap another status, with the answer or the reason, and when that was; refused, it stays as it is."""
    words, due = words.strip(), due or gap.due
    if status == "closed" and gap.status in ("answered", "accepted"):
        words = words or gap.answer  # its answer is there already
    check_change(gap.status, status, words, due)
    gap.due = due
    if needed(status, gap.status) in ("answer", "why"):
        gap.answer = _reopened(work, gap, words) if status == "open" else words
    gap.status, gap.changed_at = status, work.now
    gap.closed_at = None if status in UNSETTLED else work.now


def beside_former(gap: GapRow, status: str, words: str) -> str:
    """The words of a change with the answer, or the reason, that a settled gap has already: neither is lost."""
    former, words = gap.answer.strip(), words.strip()
    if status in UNSETTLED or gap.status in UNSETTLED or not (former and words) or former in words:
        return words
    return f"{former}\n{words}"


def _reopened(work: Work, gap: GapRow, why: str) -> str:
    """The former answer with why it does not hold: it is no answer any more, and not forgotten either."""
    day = work.today.isoformat()
    return tr("Open again since {day}: {why} Before that: {answer}", day=day, why=_sentence(why), answer=gap.answer)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _changed(gap: GapRow, label: str) -> Changed:
    return concerning(gap, label, patient_warnings(gap.answer, gap.evidence), gap.id)
