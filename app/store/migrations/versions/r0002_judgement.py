"""Schema 2: judgement. Drafts of the playbook, pauses of the clock, verdicts on routes, and what an answer rests on."""

import sqlalchemy as sa
from alembic import op

REVISION = 2


def upgrade() -> None:
    """Add what judging needs; nothing that is there changes."""
    _columns()
    _pauses_and_verdicts()
    _drafts()


def _columns() -> None:
    op.add_column("answer", sa.Column("source", sa.String(length=20), server_default="", nullable=False))
    op.add_column("answer", sa.Column("source_id", sa.Integer(), nullable=True))
    op.add_column("move", sa.Column("route", sa.String(length=60), server_default="", nullable=False))
    op.add_column("lead", sa.Column("track", sa.String(length=60), server_default="", nullable=False))
    op.create_index("ix_lead_is_open_fit_band_intent_band", "lead", ["is_open", "fit_band", "intent_band"])


def _pauses_and_verdicts() -> None:
    op.create_table(
        "clock_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("length(trim(reason)) > 0", name="ck_clock_pause_reason_is_written"),
        sa.CheckConstraint("until is null or until >= since", name="ck_clock_pause_ends_after_it_begins"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_clock_pause_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_clock_pause"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clock_pause_lead_id", "clock_pause", ["lead_id"])
    op.create_table(
        "route_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_route_verdict_move_id_move", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_route_verdict"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_route_verdict_move_id", "route_verdict", ["move_id"])


def _drafts() -> None:
    op.create_table(
        "playbook_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("adopted_as", sa.Integer(), nullable=True),
        sa.Column("discarded_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_playbook_draft"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "playbook_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["playbook_draft.id"], name="fk_playbook_edit_draft_id_playbook_draft", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_playbook_edit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_playbook_edit_draft_id_id", "playbook_edit", ["draft_id", "id"])
