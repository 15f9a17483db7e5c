"""What is wrong with a document that a person wrote, and how its text is read before anything is understood of it."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.problems import Problem, Trouble
from app.language import later, tr


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: its line (None where there is none), its place such as `hours.start`, and what to do."""

    line: int | None
    place: str
    says: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (tr("line {line}", line=self.line) if self.line else "", self.place) if part)
        return f"{where}: {self.says}" if where else self.says

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Where it stands among others of the same document."""
        return 0, self.line or 0, 0, self.place, self.says


@dataclass(frozen=True, slots=True)
class CellFault(Fault):
    """The same in a workbook; `sheet`, `row` and `column` count from 1, 0 for the whole of it."""

    sheet: int = 0
    row: int = 0
    column: int = 0

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Where it stands among others: by sheet, row and column."""
        return self.sheet, self.row, self.column, self.place, self.says


class Faulty(Problem):
    """A document that cannot be used; `faults` lists everything that is wrong with it, in the order of the file."""

    kind = later("document")
    largest = 0  # bytes; nothing that a person writes is longer

    def __init__(self, name: str, *faults: Fault) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda fault: fault.order))
        kind, count, first = tr(self.kind), len(self.faults), self.faults[0]
        says = tr("The {kind} {name} has a fault in {fault}.", kind=kind, name=name, fault=first)
        if count > 1:
            says = tr(
                "The {kind} {name} has {count} faults; the first is in {fault}.",
                kind=kind,
                name=name,
                count=count,
                fault=first,
            )
        super().__init__(says)


def read_text(path: Path, faulty: type[Faulty]) -> str:
    """The text of a file that should hold such a document. Raises `faulty` where it cannot be one."""
    try:
        with path.open("rb") as file:
            raw = file.read(faulty.largest + 1)
    except FileNotFoundError as missing:
        raise Problem(
            tr(
                "There is no file {name} in {folder}; choose a {kind}.",
                name=path.name,
                folder=path.parent,
                kind=tr(faulty.kind),
            )
        ) from missing
    except IsADirectoryError as folder:
        raise Problem(tr("{name} is a folder; choose a {kind}.", name=path.name, kind=tr(faulty.kind))) from folder
    except OSError as refused:
        raise Trouble(tr("{name} could not be read: {why}.", name=path.name, why=refused.strerror)) from refused
    refuse_too_large(len(raw), path.name, faulty)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = raw.count(b"\n", 0, broken.start) + 1
        raise faulty(path.name, Fault(line, "", tr("this is not UTF-8; save the file as UTF-8"))) from broken


def refuse_too_large(size: int, name: str, faulty: type[Faulty]) -> None:
    """Raise `faulty` for more than any such document has."""
    if size > faulty.largest:
        most = faulty.largest // 1_000_000
        raise faulty(
            name,
            Fault(None, "", tr("this is larger than {most} MB, so it is no {kind}", most=most, kind=tr(faulty.kind))),
        )
