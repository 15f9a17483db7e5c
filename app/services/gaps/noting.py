"""A gap is raised for a lead, or for a whole account, and its fields are changed as more is known."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.gaps import SEVERITIES, SIDES, STATUSES, UNSETTLED
from app.domain.problems import Problem
from app.language import tr
from app.services.editing import account_of
from app.services.field_names import field_name
from app.services.gaps.asked import areas
from app.services.gaps.evidence import check_evidence
from app.services.gaps.keeping import concerning, the_gap
from app.services.gaps.settling import settle
from app.services.guarding import patient_warnings
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import GapRow

FIELDS = ("question", "area", "severity", "owed_by", "owner", "due", "criterion", "evidence", "answer", "status")
_LONGEST = {"owner": 200, "area": 40, "criterion": 60}


def add_gap(
    work: Work,
    lead_id: int | None,
    question: str,
    area: str,
    severity: str = "slows",
    owed_by: str = "ours",
    owner: str = "",
    due: date | None = None,
    criterion: str = "",
    *,
    account_id: int | None = None,
    evidence: str = "",
    call_id: int | None = None,
) -> Changed:
    """Register an open technical question of a lead. The outcome is the gap's id.

    Without a lead it is one of the whole account, and each of its leads has it.
    """
    lead = lead_of(work, lead_id) if lead_id is not None else None
    account = account_of(work, account_id) if lead is None and account_id is not None else None
    if lead is None and account is None:
        raise Problem(tr("Say whose gap it is: a lead, or an account."))
    given = {"question": question, "area": area, "severity": severity, "owed_by": owed_by, "criterion": criterion}
    kept = {name: checked(work, name, value) for name, value in given.items()}
    check_evidence(work, evidence)
    gap = GapRow(
        account_id=lead.account_id if lead is not None else account_id,
        lead_id=lead_id,
        owner=checked(work, "owner", owner) or (lead.owner if lead is not None else work.by),
        due=due,
        evidence=checked(work, "evidence", evidence),
        raised_at=work.now,
        raised_by=work.by,
        call_id=call_id,
        **kept,
    )
    work.session.add(gap)
    work.session.flush()
    label = tr("Open a gap: {question}", question=gap.question)
    return concerning(gap, label, patient_warnings(gap.question, gap.evidence), gap.id)


def edit_gap(work: Work, gap_id: int, changes: Mapping[str, Any]) -> Changed:
    """Change fields of a gap, by their names. The outcome is its id.

    An answer that is written while it is unsettled answers it; a status goes the ways that a gap may go.
    """
    gap = the_gap(work, gap_id)
    if unknown := [name for name in changes if name not in FIELDS]:
        raise Problem(tr("There is no field {names}.", names=", ".join(unknown)))
    wanted = {name: checked(work, name, value) for name, value in changes.items()}
    edited = [name for name, value in wanted.items() if value != getattr(gap, name)]
    if "evidence" in edited:
        check_evidence(work, wanted["evidence"])
    status, answer = wanted.get("status", gap.status), wanted.get("answer", gap.answer)
    if "answer" in edited and gap.status in UNSETTLED and "status" not in edited:
        status = "answered" if answer else gap.status
    for name in edited:
        if name not in ("status", "answer"):
            setattr(gap, name, wanted[name])
    if status != gap.status:
        settle(work, gap, status, answer if status != "open" else wanted.get("answer", ""))
    elif "answer" in edited:
        if not answer:
            raise Problem(tr("Keep the answer, or open the gap again."))
        gap.answer = answer
    if gap.status == "waiting" and gap.due is None:
        raise Problem(tr("Say until when you wait; without a date it would be forgotten."))
    named = ", ".join(field_name(name) for name in edited) or tr("nothing")
    label = tr("Change {fields} of the gap: {question}", fields=named, question=gap.question)
    return concerning(gap, label, patient_warnings(gap.question, gap.answer, gap.evidence), gap.id)


def checked(work: Work, name: str, value: Any) -> Any:
    """A value as it is kept. Raises Problem that says what can be written there."""
    if name == "due":
        return value or None
    text = str(value or "").strip()
    known = {"area": areas(work), "severity": SEVERITIES, "owed_by": SIDES, "status": STATUSES}.get(name)
    if known is not None and text not in known:
        raise Problem(tr("'{value}' is not one of {names}.", value=text, names=", ".join(known)))
    if name == "question" and not text:
        raise Problem(tr("Write the gap as a question."))
    if name == "criterion" and text and text not in {one.id for one in work.playbook.criteria}:
        raise Problem(tr("'{value}' is no criterion of this playbook; choose one from the list.", value=text))
    if len(text) > _LONGEST.get(name, len(text)):
        raise Problem(tr("{field} has room for {count} characters.", field=field_name(name), count=_LONGEST[name]))
    return text
