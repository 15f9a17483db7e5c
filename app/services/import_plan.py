"""The plan of an import: files read with what was settled and what is remembered, and every row planned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from sqlalchemy import select

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.columns.remembered import RememberedMapping
from app.intake.drafting.drafts import drafts
from app.intake.found import FoundFile, FoundTable, Outcome
from app.intake.reading import glance, look
from app.language import tr
from app.services.committee.alarmed import Hindrances
from app.services.known import Known
from app.services.plan_rows import Mark, PlanRow, PlanRows
from app.services.planning import Planner, hints_of
from app.services.work import Progress, Work, collecting_later
from app.store import journal
from app.store.tables import RememberedLayout, WorkspaceIdentity

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
class FirstLook:
    """What a first look found in files, and how each stood then."""

    files: tuple[FoundFile, ...]
    seen: Mapping[Path, str]

    def whole(self, seen: Mapping[Path, str]) -> dict[Path, FoundFile]:
        """The files that were read to their end, and stand as they stood then."""
        return {
            file.path: file
            for file in self.files
            if all(table.complete for table in file.tables) and seen.get(file.path) == self.seen[file.path]
        }


def first_look(work: Work, paths: Sequence[Path], choices: ImportChoices | None = None) -> FirstLook:
    """What is in files, from the first rows of texts: quick enough to change a reading and see it at once."""
    choices = choices or ImportChoices()
    reading = with_memory(work, choices)
    seen = {path: standing(path) for path in paths}
    return FirstLook(tuple(glance(path, choices_for(path, reading, choices)) for path in paths), seen)


def first_records(work: Work, table: FoundTable, count: int = 60) -> list[list[str]]:
    """The first records of what a table was found in, as the file has them, lines above the header included."""
    return [list(record) for record in islice(table.source.read(), count)]


def plan_import(
    work: Work, paths: Sequence[Path], choices: ImportChoices | None = None, looked: FirstLook | None = None
) -> ImportPlan:
    """Read files and plan every row; nothing is written. A file that cannot be read says why in its outcome.

    What a first look with the same choices read whole, as it does with workbooks, is not read a second time.
    """
    choices = choices or ImportChoices()
    reading = with_memory(work, choices)
    settled = {path: choices_for(path, reading, choices) for path in paths}
    seen = {path: standing(path) for path in paths}
    known_whole = looked.whole(seen) if looked is not None else {}
    files = tuple(known_whole.get(path) or look(path, settled[path], work.progress) for path in paths)
    secret = any(one.password for one in settled.values())  # what a password protects is written nowhere
    rows = PlanRows(in_memory=secret)
    with collecting_later():
        known = Known(work.session, work.progress)
        planner = Planner(known, work.playbook, work.now, choices.acts, in_memory=secret, hindered=Hindrances(work))
        for row in _planned(work, files, settled, choices, planner):
            rows.add(row)
    for path in paths:
        if standing(path) != seen[path]:
            raise Problem(tr("{name} changed while it was being read; read it again.", name=path.name))
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
                    work.progress(done, total, tr("Planning rows"))
                done += 1
                yield row


def standing(path: Path) -> str:
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
