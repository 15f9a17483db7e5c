"""A lead typed by hand: cleaned, matched and written exactly like a row of a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.problems import Problem
from app.intake.columns.mapping import FIELDS
from app.intake.drafting.drafts import Draft, drafts
from app.intake.found import FoundFile, FoundTable, Mapped, Outcome
from app.intake.rows import RawRow
from app.language import tr
from app.services.committee.alarmed import Hindrances
from app.services.committing import write_plan
from app.services.import_plan import VOCABULARIES
from app.services.known import Known
from app.services.near import near
from app.services.own_domains import OWN_STAFF, is_ours
from app.services.plan_rows import Mark, PlanRow, PlanRows
from app.services.planning import NEW_PERSON, Planner
from app.services.touches import lead_of
from app.services.work import Changed, Work

_BY_HAND = Path("by hand")
_TYPED = tuple(name for name in FIELDS if name != "stage")  # who types a lead moves it with a reason of their own


@dataclass(frozen=True, slots=True)
class _OneRow:
    """Fields that were typed, as the records of a file: a header and one row."""

    fields: Mapping[str, str]

    def read(self) -> Iterator[list[str]]:
        yield list(self.fields)
        yield list(self.fields.values())


def add_lead(work: Work, fields: Mapping[str, str], *, anyway: bool = False) -> Changed:
    """Add a lead by the names of fields that imports use. The outcome is the lead's id.

    Somebody known gains the facts, and a second lead only for another service line; the label says so. Where it is
    doubtful who is meant, Problem names the other one unless `anyway`.
    """
    typed = {name: str(value).strip() for name, value in fields.items() if str(value or "").strip()}
    unknown = [name for name in typed if name not in _TYPED]
    if unknown:
        raise Problem(
            tr("There is no field {names}; choose from {known}.", names=", ".join(unknown), known=", ".join(_TYPED))
        )
    row, planner = _planned(work, typed, "create" if anyway else "")
    if row.act == "reject":
        raise Problem(
            tr("This is no lead yet: {reason}. Fill in a name, an address or an organisation.", reason=row.reason)
        )
    if row.act == "doubtful":
        raise Problem(tr("{reason}. Open that lead and add to it, or add this one anyway.", reason=row.reason))
    known = row.lead_id if row.lead_id is not None and row.lead_id > 0 else None
    if row.act == "skip" and known is not None:
        return Changed(tr("Add nothing: {reason}", reason=row.reason), frozenset({known}), outcome=known)
    made = write_plan(work, planner, PlanRows(), None)
    lead_id = known if known is not None else made[0]
    person = lead_of(work, lead_id).person
    if not person.relation and is_ours(work, person.email):
        person.relation = OWN_STAFF
    return Changed(_label(row, known is None), frozenset({lead_id}), outcome=lead_id)


def _planned(work: Work, typed: Mapping[str, str], act: str) -> tuple[PlanRow, Planner]:
    words = {name: work.playbook.vocabulary(name) for name in VOCABULARIES}
    file, table = _as_file(typed)
    acts: dict[Mark, str] = {(_BY_HAND, "", 1): act} if act else {}
    drawn = list(drafts(file, table, vocabularies=words))
    met = near(work.session, [draft.lead for draft in drawn if isinstance(draft, Draft)])
    planner = Planner(Known(work.session, met=met), work.playbook, work.now, acts, hindered=Hindrances(work))
    (row,) = planner.rows(drawn, ())
    return row, planner


def _as_file(typed: Mapping[str, str]) -> tuple[FoundFile, FoundTable]:
    columns = tuple(typed)
    cells = tuple(typed.values())
    table = FoundTable(
        name="",
        primary=True,
        header_record=0,
        columns=columns,
        mapping={name: Mapped(name, place) for place, name in enumerate(columns)},
        unmapped=(),
        ignored_records=(),
        data_rows=1,
        context={},
        sample=(RawRow(1, cells),),
        first_record=1,
        last_record=1,
        source=_OneRow(typed),
    )
    return FoundFile(_BY_HAND, "", Outcome.IMPORT, tables=(table,)), table


def _label(row: PlanRow, is_new: bool) -> str:
    if not is_new:
        return tr("Add to {reason}", reason=row.reason)
    who = row.lead.get("full_name") or row.lead.get("email") or row.lead.get("company") or tr("a lead")
    if row.reason != tr(NEW_PERSON):
        who = f"{row.reason[0].lower()}{row.reason[1:]}"
    return tr("Add {who}", who=who)
