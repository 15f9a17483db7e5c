"""What is known about a sheet beside its cells."""

from dataclasses import dataclass


@dataclass(slots=True)
class Facts:
    """Of one sheet; `rows` and `columns` are bounds, not counts, and 0 where nobody asked."""

    hidden_rows: int = 0
    errors: int = 0  # cells with #N/A and the like, which arrive empty
    unsaved: int = 0  # formulas whose result was never calculated, which arrive empty as well
    repeated: int = 0  # rows written once and meant ten thousand times or more
    rows: int = 0
    columns: int = 0
    size: int = 0
    strays: tuple[str, ...] = ()  # cells far from the table, which are left out
