"""Imports: a plan committed exactly as it was shown, and what is on record of every import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.domain.problems import Problem
from app.intake.columns.remembered import fingerprint
from app.intake.drafting.drafts import mapping_json
from app.intake.found import FoundFile
from app.intake.tables.corrected import columns_again
from app.language import tr, tr_many
from app.services.committing import write_plan
from app.services.import_plan import ImportChoices, ImportPlan, first_look, first_records, plan_import, standing
from app.services.own_domains import learn_own_domains
from app.services.reading_again import as_kept
from app.services.work import Changed, Work, collecting_later, risky
from app.store.chain import FIRST_HASH
from app.store.tables import Action, ImportRun, RememberedLayout

__all__ = [
    "ImportChoices",
    "ImportPlan",
    "ImportResult",
    "ImportRow",
    "as_document",
    "commit_import",
    "described",
    "first_look",
    "first_records",
    "import_rows",
    "plan_import",
]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did."""

    import_id: int
    counts: Mapping[str, int]
    lead_ids: tuple[int, ...]  # the leads that it made or added to
    own_domains: tuple[str, ...] = ()  # mail domains of ours that it learned
    remembered: int = 0  # mappings that the next file of the same columns will use
    warnings: tuple[str, ...] = ()

    @property
    def made(self) -> int:
        """How many leads are new."""
        return self.counts["create"]

    @property
    def left_aside(self) -> int:
        """How many rows wait to be corrected; `import_errors.write_import_errors` writes them."""
        return self.counts["reject"] + self.counts["doubtful"]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import as the history lists it."""

    id: int
    at: datetime
    by: str
    files: tuple[str, ...]
    counts: Mapping[str, int]
    action: int
    state: str  # done, undone


@risky
def commit_import(work: Work, plan: ImportPlan) -> Changed:
    """Do exactly what the plan says, in one transaction. The outcome is an ImportResult.

    An import of these files that was left unfinished is finished with it.
    """
    from app.services.unfinished import finish_unfinished  # which keeps what are choices here

    for file in plan.undecided:
        raise Problem(
            f"{file.path.name}: {file.reason or (file.questions or (tr('decide how to read it first.'),))[0]}"
        )
    before = work.session.scalar(select(Action.hash).where(Action.id < work.action).order_by(Action.id.desc()).limit(1))
    if (before or FIRST_HASH) != plan.head:
        raise Problem(tr("The workspace changed since this plan was made; look at the new plan, then import."))
    run = ImportRun(
        action_id=work.action,
        at=work.now,
        by=work.by,
        files=[described(file) | _choices_kept(plan, file) for file in plan.files],
        counts=dict(plan.counts),
    )
    work.session.add(run)
    work.session.flush()
    with collecting_later():
        lead_ids = write_plan(work, plan.planner, plan.rows, run.id)
    remembered = _remember_layouts(work, plan)
    finish_unfinished(work, [file.path for file in plan.files])
    learned = learn_own_domains(work, {domain for file in plan.files for domain in file.own_domains})
    changed = [path.name for path, seen in plan.seen.items() if standing(path) != seen]
    made = plan.counts["create"]
    names = ", ".join(file.path.name for file in plan.files)
    return Changed(
        tr_many("Import {names}: {count} new lead", "Import {names}: {count} new leads", made, names=names),
        leads=frozenset(lead_ids),
        places=frozenset({"imports"}),
        kept=tuple(
            tr("{name} is another file by now; what was imported is what the plan showed.", name=name)
            for name in changed
        ),
        outcome=ImportResult(run.id, dict(plan.counts), lead_ids, learned, remembered, plan.warnings),
    )


def _choices_kept(plan: ImportPlan, file: FoundFile) -> dict[str, Any]:
    """What was settled for a file, so that a doubtful row of it is read the same way when somebody decides about it."""
    own = plan.choices.by_file.get(file.path, plan.choices.reading)
    defaults = {**plan.choices.defaults, **plan.choices.defaults_by_file.get(file.path, {})}
    return {"date_order": own.date_order, "aside": sorted(own.aside), "defaults": defaults}


def described(file: FoundFile) -> dict[str, Any]:
    """A file as the record of an import keeps it: enough to write rows that were left aside out again."""
    return {
        "name": file.path.name,
        "format": file.format,
        "encoding": file.encoding,
        "delimiter": file.delimiter,
        "tables": [
            {
                "name": table.name,
                "rows": table.data_rows,
                "primary": table.primary,
                "columns": list(columns_again(table)),
                "first": table.first_record,
                "last": table.last_record,
                **as_kept(table),
            }
            for table in file.tables
        ],
    }


def _remember_layouts(work: Work, plan: ImportPlan) -> int:
    """Keep the mapping that a person settled, or saw in the window and confirmed: the next file needs nothing (I3).

    Returns how many are kept.
    """
    marks = set()
    for file in plan.files:
        own = plan.choices.by_file.get(file.path, plan.choices.reading)
        if work.door != "window" and not own.mapping:
            continue
        for table in file.lead_tables:
            if table.header_record is not None:
                layout = RememberedLayout(
                    fingerprint=fingerprint(table.columns),
                    columns=list(table.columns),
                    mapping={name: mapped.index for name, mapped in table.mapping.items()},
                    at=work.now,
                    by=work.by,
                )
                work.session.merge(layout)
                marks.add(layout.fingerprint)
    return len(marks)


def import_rows(work: Work) -> list[ImportRow]:
    """All imports, newest first; one that was undone stays on record and says so."""
    standing = {
        row.id: row.in_effect for row in work.session.scalars(select(Action).where(Action.use_case == "commit_import"))
    }
    return [
        ImportRow(
            id=run.id,
            at=run.at,
            by=run.by,
            files=tuple(file["name"] for file in run.files),
            counts=run.counts,
            action=run.action_id,
            state="done" if standing.get(run.action_id, True) else "undone",
        )
        for run in work.session.scalars(select(ImportRun).order_by(ImportRun.id.desc()))
    ]


def as_document(plan: ImportPlan) -> dict[str, Any]:
    """The plan as the command line's JSON document."""
    return {
        "files": [
            {
                "file": file.path.name,
                "format": file.format,
                "outcome": file.outcome.value,
                "reason": file.reason,
                "warnings": list(file.warnings),
                "questions": list(file.questions),
                "encoding": file.encoding,
                "delimiter": file.delimiter,
                "tables": [
                    {
                        "name": table.name,
                        "primary": table.primary,
                        "header_record": table.header_record,
                        "columns": list(table.columns),
                        "data_rows": table.data_rows,
                        "mapping": mapping_json(table.mapping),
                        "unmapped": list(table.unmapped),
                        "ignored_records": list(table.ignored_records),
                    }
                    for table in file.tables
                ],
            }
            for file in plan.files
        ],
        "counts": dict(plan.counts),
        "rows": [
            {
                "file": row.file,
                "table": row.table,
                "record": row.record,
                "act": row.act,
                "reason": row.reason,
                "lead": dict(row.lead),
                "differences": {name: list(pair) for name, pair in row.differences.items()},
            }
            for row in plan.rows
        ],
    }
