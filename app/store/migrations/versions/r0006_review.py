"""Schema 6: the large parts of issued reviews lie apart from their heads, packed, so that a week opens at once."""

import json
import zlib
from typing import Any

import sqlalchemy as sa
from alembic import op

REVISION = 6
_LARGE = ("leads", "moved", "packages", "touched", "exceptions")


def upgrade() -> None:
    """Move the rows of every issued review into a table of their own; its head and its digest stay as they are."""
    op.create_table(
        "review_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name="fk_review_part_review_id_review", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_part"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_part_review_id_part", "review_part", ["review_id", "part"], unique=True)
    bind = op.get_bind()
    for number in bind.execute(sa.text("SELECT id FROM review ORDER BY id")).scalars().all():
        _take_apart(bind, number)


def _take_apart(bind: sa.Connection, number: int) -> None:
    body = json.loads(bind.execute(sa.text("SELECT body FROM review WHERE id = :id"), {"id": number}).scalar_one())
    parts = {name: rows for name in _LARGE if (rows := body.get(name))}
    for name, rows in parts.items():
        body[name] = []
        packed = zlib.compress(json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode())
        bind.execute(
            sa.text("INSERT INTO review_part(review_id, part, rows, body) VALUES (:id, :part, :rows, :body)"),
            {"id": number, "part": name, "rows": len(rows), "body": packed},
        )
    bind.execute(sa.text("UPDATE review SET body = :body WHERE id = :id"), {"id": number, "body": _dumped(body)})


def _dumped(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
