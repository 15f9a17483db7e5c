"""Schema 4: the committee map. Places of cards, our side, what is known of reporting lines, and maps sent out."""

import sqlalchemy as sa
from alembic import op

REVISION = 4


def upgrade() -> None:
    """Add what a card and a sent map need; nothing that is there changes."""
    for column in (
        sa.Column("lane", sa.String(length=60), server_default="", nullable=False),
        sa.Column("band", sa.String(length=20), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pins", sa.Text(), server_default="[]", nullable=False),
        sa.Column("behaviour", sa.String(length=20), server_default="", nullable=False),
        sa.Column("influence_why", sa.String(), server_default="", nullable=False),
        sa.Column("channel", sa.String(length=40), server_default="", nullable=False),
        sa.Column("our_owner", sa.String(length=200), server_default="", nullable=False),
        sa.Column("colleagues", sa.Text(), server_default="[]", nullable=False),
        sa.Column("organisation", sa.String(length=200), server_default="", nullable=False),
        sa.Column("reports_certainty", sa.String(length=20), server_default="guess", nullable=False),
        sa.Column("reports_note", sa.String(), server_default="", nullable=False),
        sa.Column("reports_since", sa.Date(), nullable=True),
    ):
        op.add_column("stakeholder", column)
    op.create_table(
        "map_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("service_line", sa.String(length=60), nullable=False),
        sa.Column("privacy", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_map_export_account_id_account", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_map_export"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_map_export_account_id_service_line_at", "map_export", ["account_id", "service_line", "at"])
