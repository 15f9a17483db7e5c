"""What came in: imports with the fate of every row, what was decided later, layouts, pairs that stay separate."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.foundation import UNRECORDED, Base


class ImportRun(Base):
    """One import: its files, the choices made, and what became of the rows. Stays on record when it is undone."""

    __tablename__ = "import_run"
    __table_args__ = ({"info": UNRECORDED},)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    files: Mapped[list[Any]]  # name, digest, tables, encoding, delimiter
    counts: Mapped[dict[str, Any]]


class ImportRow(Base):
    """What became of one row of a file; its cells are kept where it did not become a lead."""

    __tablename__ = "import_row"
    __table_args__ = (Index(None, "import_id", "act"), Index(None, "lead_id"), {"info": UNRECORDED})

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"))
    file: Mapped[str] = mapped_column(String(300))
    table: Mapped[str] = mapped_column(String(200), default="")
    record: Mapped[int]
    act: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(default="")
    lead_id: Mapped[int | None]  # not a foreign key: it outlives an undo of the import and holds again after a redo
    cells: Mapped[list[Any] | None]


class SettledRow(Base):
    """What a person decided about a doubtful row after its import; apart, so that the decision can be taken back."""

    __tablename__ = "settled_row"
    __table_args__ = (
        CheckConstraint("act in ('create', 'same', 'skip')", name="act_is_known"),
        Index(None, "import_row_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_row_id: Mapped[int]
    act: Mapped[str] = mapped_column(String(10))
    lead_id: Mapped[int | None]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class RememberedLayout(Base):
    """The mapping people confirmed for a header, so that the next file of that shape needs nothing."""

    __tablename__ = "remembered_layout"
    __table_args__ = ({"info": UNRECORDED},)

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    columns: Mapped[list[Any]]
    mapping: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class SeparatePair(Base):
    """Two records that look alike and were judged to be different, for good."""

    __tablename__ = "separate_pair"
    __table_args__ = (
        CheckConstraint("kind in ('person', 'account')", name="kind_is_known"),
        CheckConstraint("low_id < high_id", name="pair_is_ordered"),
        Index(None, "kind", "low_id", "high_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    low_id: Mapped[int]
    high_id: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class UnfinishedImport(Base):
    """The one import that was begun and neither done nor left: what was chosen so far, never a password."""

    __tablename__ = "unfinished_import"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), {"info": UNRECORDED})

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    choices: Mapped[dict[str, Any]]
    step: Mapped[int]  # the page of the wizard
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class UnfinishedSource(Base):
    """A file of the unfinished import, or what was pasted; apart, so that a choice does not write a long clip again."""

    __tablename__ = "unfinished_source"
    __table_args__ = ({"info": UNRECORDED},)

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]  # in the order in which they were added
    path: Mapped[str]
    seen: Mapped[str]  # size and time of the file, so that a changed one is noticed
    pasted: Mapped[str | None]
    html: Mapped[bool]
