"""The workspace of schema 5 beside this file: two weeks as they were issued then, whole in one column.

It was written by the program of that schema and is never written again; this says how, and what must be read from it.
The second week has the shape that weeks had before metrics, moves, packages and touches were kept with them.
"""

import gzip
import hashlib
import json
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from app.domain.review import to_json, weekly_review
from app.services.desk import Desk
from app.store.connection import sqlite_module
from app.store.tables import ReviewRow
from app.store.workspace import Workspace, lock_path
from tests.exports.histories import a_year, hours, rules
from tests.store.acting import NOW, Acting

FILE = Path(__file__).parent / "schema-0005-issued.assay.gz"
WEEK, EARLIER = "2026-W46", "2026-W45"
ADDED_LATER = ("figures", "moved", "packages", "touched", "triangle", "quality", "quality_trend", "agreed")


def issued() -> str:
    """A week of sixty leads as JSON, as it was frozen."""
    return to_json(weekly_review(a_year(60), hours(), rules()))


def of_the_first_shape(text: str) -> str:
    """The same week without what reviews have learned to say since."""
    body = {name: value for name, value in json.loads(text).items() if name not in ADDED_LATER}
    body["kpis"] = [{name: value for name, value in kpi.items() if name != "target"} for kpi in body["kpis"]]
    body["leads"] = [row[:-1] for row in body["leads"]]
    body["definitions"] = [row[:-2] for row in body["definitions"]]
    return json.dumps(body, separators=(",", ":"))


def _issue(session: Session) -> None:
    text = issued()
    for week, body in ((WEEK, text), (EARLIER, of_the_first_shape(text))):
        row: dict[str, Any] = {"week": week, "issued_at": NOW, "by": "Mia", "body": json.loads(body)}
        session.add(ReviewRow(**row, digest=hashlib.sha256(body.encode()).hexdigest()))


def make(path: Path) -> None:
    """Write the workspace, not yet packed."""
    Desk.create(path, by="Mia", now=lambda: NOW, backs_up=False).close()
    workspace = Workspace(path)
    Acting(workspace).act(_issue, "Issue two weeks")
    workspace.close()
    lock_path(path).unlink(missing_ok=True)
    with closing(sqlite_module().connect(path)) as database:
        for statement in ("PRAGMA journal_mode=DELETE", "PRAGMA page_size=512", "VACUUM", "PRAGMA journal_mode=WAL"):
            database.execute(statement)


def unpacked(folder: Path) -> Path:
    """The workspace of schema 5, laid into a folder."""
    path = folder / FILE.stem
    path.write_bytes(gzip.decompress(FILE.read_bytes()))
    return path


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        make(Path(folder) / FILE.stem)
        FILE.write_bytes(gzip.compress((Path(folder) / FILE.stem).read_bytes(), mtime=0))
