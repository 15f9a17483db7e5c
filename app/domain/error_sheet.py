"""The rows that an import left aside, as they go out to be corrected and come in again."""

from dataclasses import dataclass

REASON = "Why this row was not imported"
ORIGIN = "Where it stands"
HOW = "How to correct"  # the tab that says what to do
OURS = (REASON, ORIGIN)  # the columns that we put before those of the file; whoever reads them back leaves them out


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """One row: why it was left aside, where it stands in its file, and its cells exactly as the file has them."""

    reason: str
    origin: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErrorTable:
    """Rows of the same columns, perhaps of several files; `name` is for the tab."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[ErrorRow, ...]


@dataclass(frozen=True, slots=True)
class ErrorSheet:
    """Everything that was left aside, by the columns it has. `rejected` cannot be leads as they are, `doubtful` may be
    somebody who is known already."""

    files: tuple[str, ...]
    tables: tuple[ErrorTable, ...]
    rejected: int
    doubtful: int

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.rejected + self.doubtful
