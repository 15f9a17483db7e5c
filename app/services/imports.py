"""Imports: files read, planned row by row, shown, and then committed exactly as planned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.corrected import columns_again
from app.intake.drafts import drafts, mapping_json
from app.intake.found import FoundFile, FoundTable, Outcome
from app.intake.reading import glance, look
from app.intake.remembered import RememberedMapping, fingerprint
from app.services.committing import write_plan
from app.services.known import Known
from app.services.own_domains import learn_own_domains
from app.services.plan_rows import Mark, PlanRow, PlanRows
from app.services.planning import Planner, hints_of
from app.services.work import Changed, Progress, Work, collecting_later, risky
from app.store import journal
from app.store.chain import FIRST_HASH
from app.store.tables import Action, ImportRun, RememberedLayout, WorkspaceIdentity

VOCABULARIES = ("source", "facility_type", "segment", "region", "testing_focus", "offer", "service_line")
TICK = 500  # rows between two looks at whether to go on: some 50 ms


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the person settled: for all files, for single files, for single rows.

    `defaults` are fields of rows that have none (source, service_line, campaign); those of a file go before them.
    `acts` are one of `BY_HAND` for the mark of a row.
    """

    reading: Choices = field(default_factory=Choices)
    by_file: Mapping[Path, Choices] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    defaults_by_file: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    acts: Mapping[Mark, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The preview, which is the plan: what the commit will do, row by row, and nothing else."""

    files: tuple[FoundFile, ...]
    rows: PlanRows
    counts: Mapping[str, int]  # by act; their sum is the number of rows
    questions: tuple[str, ...]
    warnings: tuple[str, ...]
    planner: Planner
    head: str  # the journal as it stood; a plan made before something else happened is made again
    choices: ImportChoices
    seen: Mapping[Path, str]  # how each file stood when it was read

    @property
    def can_commit(self) -> bool:
        """True where every file can be read, nothing must be decided first, and a row would change something."""
        return not self.undecided and any(self.counts[act] for act in ("create", "update", "signal"))

    @property
    def undecided(self) -> tuple[FoundFile, ...]:
        """Files that cannot be read, or that must not be imported before the person decided.

        A question alone does not stop an import: what it leaves open (the order of day and month) is kept as written.
        """
        return tuple(file for file in self.files if file.outcome in (Outcome.ASK, Outcome.REFUSE))

    def where(self, act: str = "", text: str = "", progress: Progress | None = None) -> Sequence[int]:
        """The indexes of the rows of an act that hold every word of a text; see `PlanRows.where`."""
        return self.rows.where(act, text, progress)


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


def first_look(work: Work, paths: Sequence[Path], choices: ImportChoices | None = None) -> tuple[FoundFile, ...]:
    """What is in files, from the first rows of texts: quick enough to change a reading and see it at once."""
    choices = choices or ImportChoices()
    reading = with_memory(work, choices)
    return tuple(glance(path, choices_for(path, reading, choices)) for path in paths)


def first_records(work: Work, table: FoundTable, count: int = 60) -> list[list[str]]:
    """The first records of what a table was found in, as the file has them, lines above the header included."""
    return [list(record) for record in islice(table.source.read(), count)]


def plan_import(work: Work, paths: Sequence[Path], choices: ImportChoices | None = None) -> ImportPlan:
    """Read files and plan every row; nothing is written. A file that cannot be read says why in its outcome."""
    choices = choices or ImportChoices()
    reading = with_memory(work, choices)
    settled = {path: choices_for(path, reading, choices) for path in paths}
    seen = {path: _standing(path) for path in paths}
    files = tuple(look(path, settled[path], work.progress) for path in paths)
    secret = any(one.password for one in settled.values())  # what a password protects is written nowhere
    rows = PlanRows(in_memory=secret)
    with collecting_later():
        known = Known(work.session, work.progress)
        planner = Planner(known, work.playbook, work.now, choices.acts, in_memory=secret)
        for row in _planned(work, files, settled, choices, planner):
            rows.add(row)
    for path in paths:
        if _standing(path) != seen[path]:
            raise Problem(f"{path.name} changed while it was being read; read it again.")
    return ImportPlan(
        files=files,
        rows=rows,
        counts=rows.counts(),
        questions=tuple(question for file in files for question in file.questions),
        warnings=tuple(warning for file in files for warning in file.warnings),
        planner=planner,
        head=journal.head(work.session.connection()).hash,
        choices=choices,
        seen=seen,
    )


def _planned(
    work: Work, files: Sequence[FoundFile], settled: Mapping[Path, Choices], choices: ImportChoices, planner: Planner
) -> Iterator[PlanRow]:
    words = {name: work.playbook.vocabulary(name) for name in VOCABULARIES}
    total = sum(table.data_rows for file in files for table in file.lead_tables)
    done = 0
    for file in files:
        own = settled[file.path]
        own = replace(own, own_domains=(own.own_domains | file.own_domains) - own.not_own)
        defaults = {**choices.defaults, **choices.defaults_by_file.get(file.path, {})}
        for table in file.lead_tables:
            cleaned = drafts(file, table, own, words, defaults, work.now.date())
            for row in planner.rows(cleaned, hints_of(table.name, table.context, file.path)):
                if done % TICK == 0:
                    work.progress(done, total, "Planning rows")
                done += 1
                yield row


def _standing(path: Path) -> str:
    """Size and time of a file as it stands now; empty where it cannot be seen."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_size} {state.st_mtime_ns}"


def choices_for(path: Path, reading: Choices, choices: ImportChoices) -> Choices:
    """What was settled for one file; `reading` holds what the workspace remembers."""
    own = choices.by_file.get(path)
    return reading if own is None else replace(own, own_domains=reading.own_domains, remembered=reading.remembered)


def with_memory(work: Work, choices: ImportChoices) -> Choices:
    """The choices with what the workspace remembers: layouts confirmed before, and our own mail domains."""
    layouts = _remembered(work)
    settings = work.session.get_one(WorkspaceIdentity, 1).settings
    own = frozenset(work.playbook.own_domains) | frozenset(settings.get("own_domains", ()))
    reading = choices.reading
    return replace(reading, own_domains=reading.own_domains | own, remembered={**layouts, **reading.remembered})


def _remembered(work: Work) -> dict[str, RememberedMapping]:
    """What was settled for the columns of earlier files, the latest first."""
    rows = work.session.scalars(select(RememberedLayout).order_by(RememberedLayout.at.desc()))
    return {row.fingerprint: RememberedMapping(tuple(row.columns), row.mapping) for row in rows}


@risky
def commit_import(work: Work, plan: ImportPlan) -> Changed:
    """Do exactly what the plan says, in one transaction. The outcome is an ImportResult.

    An import of these files that was left unfinished is finished with it.
    """
    from app.services.unfinished import finish_unfinished  # which keeps what are choices here

    for file in plan.undecided:
        raise Problem(f"{file.path.name}: {file.reason or (file.questions or ('decide how to read it first.',))[0]}")
    before = work.session.scalar(select(Action.hash).where(Action.id < work.action).order_by(Action.id.desc()).limit(1))
    if (before or FIRST_HASH) != plan.head:
        raise Problem("The workspace changed since this plan was made; look at the new plan, then import.")
    run = ImportRun(
        action_id=work.action,
        at=work.now,
        by=work.by,
        files=[described(file) for file in plan.files],
        counts=dict(plan.counts),
    )
    work.session.add(run)
    work.session.flush()
    with collecting_later():
        lead_ids = write_plan(work, plan.planner, plan.rows, run.id)
    remembered = _remember_layouts(work, plan)
    finish_unfinished(work, [file.path for file in plan.files])
    learned = learn_own_domains(work, {domain for file in plan.files for domain in file.own_domains})
    changed = [path.name for path, seen in plan.seen.items() if _standing(path) != seen]
    made = plan.counts["create"]
    names = ", ".join(file.path.name for file in plan.files)
    return Changed(
        f"Import {names}: {made} new {'lead' if made == 1 else 'leads'}",
        leads=frozenset(lead_ids),
        places=frozenset({"imports"}),
        kept=tuple(f"{name} is another file by now; what was imported is what the plan showed." for name in changed),
        outcome=ImportResult(run.id, dict(plan.counts), lead_ids, learned, remembered, plan.warnings),
    )


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
