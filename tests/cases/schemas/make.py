"""Write the small file that later versions must still open: `python -m tests.cases.schemas.make`, once a schema."""

from contextlib import closing
from pathlib import Path

from sqlalchemy.orm import Session

from app.store.connection import sqlite_module
from app.store.tables import AnswerRow, HandoffRow, Lead, SignalRow, StakeholderRow
from app.store.workspace import SCHEMA, Workspace, lock_path
from tests.store.acting import NOW, Acting, account, lead, person


def _first(session: Session) -> None:
    lab = account(session, "Northgate Labs", size=40, extra={"Tier": "ü"})
    ada = person(session, "Ada Lund", account_id=lab.id, email="ada@northgate.example")
    fresh = lead(session, ada, service_line="panels")
    session.add(SignalRow(lead_id=fresh.id, kind="webinar", at=NOW))
    session.add(AnswerRow(lead_id=fresh.id, criterion="need", value="yes", at=NOW, by="ada", evidence="Said so"))
    session.add(StakeholderRow(account_id=lab.id, person_id=ada.id, created_at=NOW))
    session.add(
        HandoffRow(
            number=1, lead_id=fresh.id, sent_at=NOW, by="ada", due_at=NOW, sheet={}, digest="0" * 64, completeness=50
        )
    )


def _second(session: Session) -> None:
    session.get_one(Lead, 1).stage = "mql"


def make(folder: Path) -> Path:
    """Make the file in a folder and return its path."""
    path = folder / f"schema-{SCHEMA:04}.assay"
    workspace = Workspace.create(path, "North", NOW)
    acting = Acting(workspace)
    acting.act(_first, "Import one lead")
    acting.act(_second, "Move Ada Lund to MQL")
    workspace.close()
    lock_path(path).unlink(missing_ok=True)
    # Small pages make a small file: some eighty tables and indexes take at least one each.
    with closing(sqlite_module().connect(path)) as database:
        for statement in ("PRAGMA journal_mode=DELETE", "PRAGMA page_size=512", "VACUUM", "PRAGMA journal_mode=WAL"):
            database.execute(statement)
    return path


if __name__ == "__main__":
    make(Path(__file__).parent)
