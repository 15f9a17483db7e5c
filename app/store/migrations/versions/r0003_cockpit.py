"""Schema 3: the cockpit. Tags on leads, saved views of lists, attachments, and search through stories and accounts."""

import sqlalchemy as sa
from alembic import op

REVISION = 3
SEARCH_ANEW = True  # there are more indexes, and that of the leads holds more


def upgrade() -> None:
    """Add the tables; nothing that is there changes."""
    op.create_index("ix_move_route_id", "move", ["route", "id"])  # whose turn it is
    _tags_and_views()
    _attachments()
    for index in ("story_search", "account_search", "person_search"):
        op.execute(f"CREATE VIRTUAL TABLE {index} USING fts5(folded, tokenize='trigram', detail=none)")


def _tags_and_views() -> None:
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.CheckConstraint("length(trim(word)) > 0", name="ck_tag_says_something"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_tag_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_tag"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tag_lead_id_word", "tag", ["lead_id", "word"], unique=True)
    op.create_index("ix_tag_word_lead_id", "tag", ["word", "lead_id"])
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name="ck_saved_view_has_a_name"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.UniqueConstraint("uuid", name="uq_saved_view_uuid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_view_place_name", "saved_view", ["place", "name"])


def _attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(lead_id is not null) + (person_id is not null) + (account_id is not null) = 1",
            name="ck_attachment_belongs_to_one",
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_attachment_lead_id_lead", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_attachment_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_attachment_account_id_account", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attachment_account_id", "attachment", ["account_id"])
    op.create_index("ix_attachment_lead_id", "attachment", ["lead_id"])
    op.create_index("ix_attachment_person_id", "attachment", ["person_id"])
