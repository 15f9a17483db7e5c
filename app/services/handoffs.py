"""Handoffs: a package issued and frozen as sent, sent again as its next version, and written as often as needed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.domain import handoff as package
from app.domain.committee.privacy import Privacy
from app.domain.problems import Problem
from app.language import speaking, tr, within
from app.services.committee.sent import map_export
from app.services.committee.view import MapView, map_view
from app.services.handoff_facts import gaps
from app.services.handoff_rows import HandoffRow, handoff_row, handoff_rows, late_verdicts
from app.services.handoff_sheet import handoff_sheet, sent_as
from app.services.handoff_versions import latest_of
from app.services.handoff_words import VERDICTS
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import HandoffRow as Stored
from app.store.tables import Lead

__all__ = [
    "VERDICTS",
    "HandoffRow",
    "Preview",
    "blocking_gaps",
    "handoff_preview",
    "handoff_row",
    "handoff_rows",
    "issue_handoff",
    "issued_sheet",
    "late_verdicts",
    "map_of_lead",
    "write_again",
]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave now: how complete it is, what holds it, and what it takes the place of."""

    sheet: package.HandoffSheet
    complete: package.Completeness
    stops: tuple[str, ...]  # open questions that stop the deal: it leaves only with a reason (H2)
    replaces: HandoffRow | None
    account_id: int | None

    @property
    def may_leave(self) -> bool:
        """True where nothing mandatory is missing; what stops the deal may still ask for a reason."""
        return self.complete.may_leave


def map_of_lead(work: Work, lead_id: int) -> MapView | None:
    """The map of a lead's committee as its handoff shows it; None where nobody is on it."""
    lead = lead_of(work, lead_id)
    view = map_view(work, lead.account_id, lead.service_line) if lead.account_id is not None else None
    return view if view is not None and view.map.people else None


def blocking_gaps(work: Work, lead_id: int) -> tuple[str, ...]:
    """The open questions of a lead, or of its whole account, that stop the deal."""
    return tuple(gap.question for gap in gaps(work, lead_of(work, lead_id)) if gap.severity == "stops")


def handoff_preview(work: Work, lead_id: int, privacy: Privacy = "full", replaces: int | None = None) -> Preview:
    """What a handoff of a lead would be now; nothing is changed."""
    lead = lead_of(work, lead_id)
    older = _followed(work, lead, replaces)
    whole = handoff_sheet(work, lead_id)
    return Preview(
        sheet=sent_as(work, whole, privacy, older),
        complete=package.completeness(whole, work.playbook.handoff),
        stops=blocking_gaps(work, lead_id),
        replaces=handoff_row(work, older) if older is not None else None,
        account_id=lead.account_id,
    )


def issue_handoff(
    work: Work,
    lead_id: int,
    path: Path | None,
    pictures: Sequence[bytes] = (),
    *,
    privacy: Privacy = "full",
    override: str = "",
    replaces: int | None = None,
) -> Changed:
    """Freeze the package of a lead and write its workbook. The outcome is its HandoffRow.

    Raises Problem where a mandatory part is missing, or where an open question stops the deal and no `override` says
    why it leaves all the same (H2). `replaces` is the number of the package that is sent again; without it the latest
    one of this cycle is, unless it was accepted. Without a path it is handed over by word of mouth; `write_again`
    writes the workbook of what was sent at any time. `pictures` are the pages of `map_of_lead`, painted above at the
    same level of privacy; the map then counts as one that left the house.
    """
    lead = lead_of(work, lead_id)
    if privacy not in package.LEVELS:
        names = ", ".join(package.LEVELS)
        raise Problem(tr("“{level}” is no level of privacy; choose one of {names}.", level=privacy, names=names))
    older = _followed(work, lead, replaces)
    why = _reason_to_leave(work, lead_id, override)
    with speaking("en"):  # what is frozen and sent is English, whatever the window speaks
        whole = handoff_sheet(work, lead_id, why)
        sheet = sent_as(work, whole, privacy, older)
    found = package.completeness(whole, work.playbook.handoff)
    _refuse_incomplete(found)
    row = Stored(
        uuid=sheet.uuid,
        number=sheet.number,
        lead_id=lead.id,
        sent_at=work.now,
        by=work.by,
        due_at=sheet.reply_by or work.now,
        sheet=json.loads(package.to_json(sheet)),
        digest=package.digest(sheet),
        completeness=found.percent,
        file_name=path.name if path is not None else "",
        version=sheet.version,
        replaces_id=older.id if older is not None else None,
        privacy=privacy,
        override=why,
    )
    work.session.add(row)
    work.session.flush()
    # The file is written last: if the disk refuses, the transaction goes with it and nothing claims to be sent.
    if path is not None:
        if pictures and lead.account_id is not None:
            map_export(work, lead.account_id, lead.service_line, privacy, "handoff")
        _write(work, sheet, path, pictures)
    label, kept = _said(lead, row, older)
    made = handoff_row(work, row)
    return Changed(label, frozenset({lead.id}), places=frozenset({"handoffs"}), kept=kept, outcome=made)


def write_again(work: Work, number: int, path: Path) -> Path:
    """Write the workbook of a handoff once more, exactly as it was sent but for the picture of the committee's map.

    Nothing else changes; what the picture showed stands in the tables.
    """
    _write(work, issued_sheet(work, number), path)
    return path


def issued_sheet(work: Work, number: int) -> package.HandoffSheet:
    """A package exactly as it was sent."""
    return package.from_json(json.dumps(_numbered(work, number).sheet))


def _write(work: Work, sheet: package.HandoffSheet, path: Path, pictures: Sequence[bytes] = ()) -> None:
    from app.exports.handoff_book import write_handoff  # openpyxl is met only when a workbook is written

    with speaking("en"):
        write_handoff(sheet, work.playbook.reasons.reject, path, pictures=pictures)


def _numbered(work: Work, number: int) -> Stored:
    row = work.session.scalar(select(Stored).where(Stored.number == number))
    if row is None:
        raise Problem(tr("There is no handoff {number}.", number=number))
    return row


def _followed(work: Work, lead: Lead, number: int | None) -> Stored | None:
    """The package that a new one takes the place of."""
    if number is None:
        last = work.session.scalar(
            select(Stored).where(Stored.lead_id == lead.id).order_by(Stored.number.desc()).limit(1)
        )
        same_effort = last is not None and last.sheet.get("cycle", 1) == lead.cycle and last.verdict != "accept"
        return last if same_effort else None
    row = _numbered(work, number)
    if row.lead_id != lead.id:
        other = lead_of(work, row.lead_id).person.shown_name
        raise Problem(tr("Handoff {number} is about {person}; name one of this lead.", number=number, person=other))
    latest = latest_of(work, row)
    if latest.id != row.id:
        words = {"number": number, "newer": latest.number}
        raise Problem(tr("Handoff {number} was sent again as handoff {newer}; name that one.", **words))
    if row.verdict == "accept":
        raise Problem(
            tr("Handoff {number} was accepted; what you send now is a handoff of its own.", number=row.number)
        )
    return row


def _reason_to_leave(work: Work, lead_id: int, override: str) -> str:
    """Why it leaves in spite of a question that stops the deal; empty where there is none."""
    stops = blocking_gaps(work, lead_id)
    if stops and not override.strip():
        raise Problem(
            tr(
                "“{question}” is open and stops the deal. Settle it, or write why the handoff leaves all the same.",
                question=stops[0],
            )
        )
    return override.strip() if stops else ""


def _refuse_incomplete(found: package.Completeness) -> None:
    if not found.may_leave:
        missing = ", ".join(within(label) for _, label in found.blocking)
        raise Problem(
            tr(
                "The handoff cannot leave without: {missing}. Move the lead with a reason, or fill it in.",
                missing=missing,
            )
        )


def _said(lead: Lead, row: Stored, older: Stored | None) -> tuple[str, tuple[str, ...]]:
    """What was done, and what became of the version before."""
    name = lead.person.shown_name
    if older is None:
        return tr("Hand off {name} (handoff {number})", name=name, number=row.number), ()
    label = tr("Hand off {name} again (handoff {number}, version {version})", name=name, number=row.number,
               version=row.version)  # fmt: skip
    if older.verdict == "reject":
        return label, ()
    return label, (tr("Handoff {older} is replaced; nobody waits for its verdict any more.", older=older.number),)
