"""Doubtful rows settled after their import: somebody new, the one they may be, or left out, with all of the row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.drafting.drafts import Draft, Rejected, drafts
from app.intake.found import FoundFile, FoundTable, Outcome
from app.language import later, tr, tr_many
from app.services.committee.alarmed import Hindrances
from app.services.committing import write_plan
from app.services.import_plan import VOCABULARIES, ImportChoices, with_memory
from app.services.known import Known
from app.services.merging import separate
from app.services.near import near
from app.services.plan_rows import Mark, PlanRow, PlanRows
from app.services.planning import NEW_PERSON, Planner, hints_of
from app.services.reading_again import table_again
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store import bulk, forwarding
from app.store.tables import Action, ImportRow, ImportRun, Lead, SettledRow

Decision = Literal["create", "same", "skip"]
_WISH = {"create": "create", "same": "update", "skip": "skip"}  # as a plan calls them
_DONE = {"create": later("somebody new"), "same": later("the same person"), "skip": later("left out")}


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A row that waits for a decision: where it stands, what it says, and whom it may mean."""

    id: int
    import_id: int
    at: datetime
    file: str
    table: str
    record: int
    reason: str
    said: Mapping[str, str]  # column -> cell, empty ones left out
    lead_id: int | None  # of the one it may be
    person: str


def doubtful_rows(work: Work, import_id: int | None = None) -> list[DoubtfulRow]:
    """The rows of imports that nobody has decided about, the oldest first; of one import where it is named."""
    query = (
        select(ImportRow, ImportRun)
        .join(ImportRun, ImportRun.id == ImportRow.import_id)
        .join(Action, Action.id == ImportRun.action_id)
        .where(ImportRow.act == "doubtful", Action.in_effect.is_(True))
        .where(ImportRow.id.not_in(select(SettledRow.import_row_id)))
        .order_by(ImportRow.id)
    )
    if import_id is not None:
        query = query.where(ImportRow.import_id == import_id)
    found = work.session.execute(query).all()
    ids = [row.lead_id for row, _ in found if row.lead_id is not None]
    now = forwarding.survivors(work.session, "lead", ids)
    return [_doubtful(work, row, run, now.get(row.lead_id or 0, row.lead_id)) for row, run in found]


def _doubtful(work: Work, row: ImportRow, run: ImportRun, lead_id: int | None) -> DoubtfulRow:
    lead = work.session.get(Lead, lead_id) if lead_id is not None else None
    kept = _kept(row, run)
    names = (kept or {}).get("columns") or [
        tr("Column {number}", number=number) for number in range(1, len(row.cells or ()) + 1)
    ]
    said = {name: cell for name, cell in zip(names, row.cells or (), strict=False) if cell.strip()}
    return DoubtfulRow(
        id=row.id,
        import_id=run.id,
        at=run.at,
        file=row.file,
        table=row.table,
        record=row.record,
        reason=row.reason,
        said=said,
        lead_id=lead.id if lead else None,
        person=lead.person.shown_name if lead else "",
    )


def settle_import_row(work: Work, import_row_id: int, decision: Decision) -> Changed:
    """Decide about one doubtful row. The outcome is the lead that it made or added to, None where it was left out."""
    changed = settle_import_rows(work, {import_row_id: decision})
    assert isinstance(changed.outcome, Mapping)
    return replace(changed, outcome=changed.outcome[import_row_id])


def settle_import_rows(work: Work, decisions: Mapping[int, Decision]) -> Changed:
    """Decide about several doubtful rows in one act. The outcome is the lead of each, None where it was left out.

    The rows go through the plan of imports once more, so signals, further facts and alternatives come with them.
    """
    rows = [_row_of(work, id, decision) for id, decision in decisions.items()]
    planner, planned = _planned(work, rows, decisions)
    first = bulk.next_id(work.session.connection(), Lead.__tablename__)
    write_plan(
        work, planner, PlanRows(in_memory=True), rows[0][1].id if len({run.id for _, run in rows}) == 1 else None
    )
    work.session.expire_all()
    leads: dict[int, int | None] = {}
    for row, _ in rows:
        lead_id = planned[row.id].lead_id
        lead = None if lead_id is None else lead_id if lead_id > 0 else first - 1 - lead_id
        leads[row.id] = lead
        if decisions[row.id] == "create" and lead is not None:
            _keep_apart(work, row, lead)
        settled = SettledRow(import_row_id=row.id, act=decisions[row.id], lead_id=lead, at=work.now, by=work.by)
        work.session.add(settled)
    work.session.flush()
    one = rows[0][0]
    done = tr(_DONE[decisions[one.id]])
    label = tr("Settle row {record} of {file}: {decision}", record=one.record + 1, file=one.file, decision=done)
    return Changed(
        label if len(rows) == 1 else tr_many("Settle {count} doubtful row", "Settle {count} doubtful rows", len(rows)),
        leads=frozenset(lead for lead in leads.values() if lead is not None),
        places=frozenset({"imports", "duplicates"}),
        outcome=leads,
    )


def _row_of(work: Work, id: int, decision: str) -> tuple[ImportRow, ImportRun]:
    if decision not in _WISH:
        names = ", ".join(_WISH)
        raise Problem(tr("'{decision}' is not a decision; choose one of {names}.", decision=decision, names=names))
    row = work.session.get(ImportRow, id)
    if row is None or row.act != "doubtful":
        raise Problem(tr("There is no doubtful row {id}.", id=id))
    if work.session.scalar(select(SettledRow.id).where(SettledRow.import_row_id == id)) is not None:
        record = row.record + 1
        raise Problem(
            tr("Row {record} of {file} is settled already; undo that to decide again.", record=record, file=row.file)
        )
    run = work.session.get_one(ImportRun, row.import_id)
    if not work.session.get_one(Action, run.action_id).in_effect:
        raise Problem(tr("The import of this row was undone; do it again first."))
    return row, run


def _planned(
    work: Work, rows: Sequence[tuple[ImportRow, ImportRun]], decisions: Mapping[int, str]
) -> tuple[Planner, dict[int, PlanRow]]:
    """The plan of these rows alone, as if they had been decided about in the first place."""
    acts: dict[Mark, str] = {}
    marks: dict[int, Mark] = {}
    for row, _ in rows:
        marks[row.id] = (Path(row.file), f"{row.table}", row.id)
        acts[marks[row.id]] = _WISH[decisions[row.id]]
    words = {name: work.playbook.vocabulary(name) for name in VOCABULARIES}
    choices = with_memory(work, ImportChoices())
    drawn = {row.id: _draft_of(work, row, run, choices, words) for row, run in rows}
    leads = [draft.lead for draft, _ in drawn.values() if isinstance(draft, Draft)]
    known = Known(work.session, work.progress, near(work.session, leads))
    planner = Planner(known, work.playbook, work.now, acts, hindered=Hindrances(work))
    planned: dict[int, PlanRow] = {}
    for number, (row, _) in enumerate(rows):
        work.progress(number, len(rows), tr("Settling rows"))
        draft, table = drawn[row.id]
        (plan_row,) = planner.rows([draft], hints_of(row.table, table.context, Path(row.file)))
        _check(plan_row, row, decisions[row.id])
        planned[row.id] = plan_row
    return planner, planned


def _draft_of(
    work: Work, row: ImportRow, run: ImportRun, choices: Choices, words: Mapping[str, Any]
) -> tuple[Draft | Rejected, FoundTable]:
    """A row as a lead to be, as its import drew it; numbered by itself, because two files may number alike."""
    kept = _kept(row, run)
    table = table_again(row.table, kept, row.cells or ()) if kept else None
    if table is None:
        raise Problem(tr("That import kept too little of its columns; write its rows out, and import them again."))
    file = FoundFile(Path(row.file), "", Outcome.IMPORT, tables=(table,))
    settled = _settled(choices, run, row)
    (draft,) = drafts(file, table, settled, words, _defaults(run, row), work.now.date())
    return replace(draft, record=row.id), table


def _check(planned: PlanRow, row: ImportRow, decision: str) -> None:
    if planned.act == "reject":
        raise Problem(
            tr(
                "Row {record} of {file} cannot become a lead: {reason}.",
                record=row.record + 1,
                file=row.file,
                reason=planned.reason,
            )
        )
    if decision == "same" and planned.reason == tr(NEW_PERSON):
        raise Problem(
            tr(
                "Whom row {record} of {file} may be is gone; choose somebody new, or leave it out.",
                record=row.record + 1,
                file=row.file,
            )
        )


def _kept(row: ImportRow, run: ImportRun) -> Mapping[str, Any] | None:
    """What the record of the import says about the table of a row."""
    for file in run.files:
        if file["name"] == row.file:
            for table in file["tables"]:
                if table["name"] == row.table and table.get("first", 0) <= row.record <= table.get("last", row.record):
                    return dict(table)
    return None


def _settled(choices: Choices, run: ImportRun, row: ImportRow) -> Choices:
    kept = _file(run, row)
    return replace(choices, date_order=kept.get("date_order"), aside=frozenset(kept.get("aside", ())))


def _defaults(run: ImportRun, row: ImportRow) -> Mapping[str, str]:
    return dict(_file(run, row).get("defaults", {}))


def _file(run: ImportRun, row: ImportRow) -> Mapping[str, Any]:
    return next((file for file in run.files if file["name"] == row.file), {})


def _keep_apart(work: Work, row: ImportRow, lead: int) -> None:
    """Who was decided to be somebody else is not offered as a duplicate of the one they were taken for."""
    other = forwarding.survivor(work.session, "lead", row.lead_id) if row.lead_id is not None else None
    known = work.session.get(Lead, other) if other is not None else None
    if known is not None and (new := lead_of(work, lead)).person_id != known.person_id:
        separate(work, "people", new.person_id, known.person_id)
