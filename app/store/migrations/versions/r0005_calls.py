"""Schema 5: calls, what was learned in them, the technical side of a lead, handoffs sent again, what reviews decide."""

import sqlalchemy as sa
from alembic import op

REVISION = 5


def upgrade() -> None:
    """Add the tables and what rows of others say besides; nothing that is there changes."""
    op.add_column("gap", sa.Column("changed_at", sa.DateTime(), nullable=True))
    op.add_column("gap", sa.Column("call_id", sa.Integer(), nullable=True))
    op.add_column("touch", sa.Column("call_id", sa.Integer(), nullable=True))
    op.add_column("handoff", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("handoff", sa.Column("replaces_id", sa.Integer(), nullable=True))
    op.add_column("handoff", sa.Column("privacy", sa.String(length=20), server_default="internal", nullable=False))
    op.add_column("handoff", sa.Column("override", sa.String(), server_default="", nullable=False))
    op.create_index("ix_handoff_replaces_id", "handoff", ["replaces_id"])
    op.drop_index("ix_lead_account_id", "lead")
    op.create_index("ix_lead_account_id_owner_is_open_stage", "lead", ["account_id", "owner", "is_open", "stage"])
    op.create_index("ix_lead_person_id_is_open", "lead", ["person_id", "is_open"])
    _calls()
    _answers()
    _technical()
    _pilots()
    _reviews()


def _calls() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("service_line", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("exit_wanted", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("reached", sa.String(length=8), nullable=False),
        sa.Column("learned", sa.String(), nullable=False),
        sa.Column("route", sa.String(length=60), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("state in ('planned', 'done', 'cancelled')", name="ck_call_state_is_known"),
        sa.CheckConstraint("reached in ('', 'yes', 'partly', 'no')", name="ck_call_reached_is_known"),
        sa.CheckConstraint("minutes > 0", name="ck_call_takes_time"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_call_account_id_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
        sa.UniqueConstraint("uuid", name="uq_call_uuid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_call_account_id", "call", ["account_id"])
    op.create_index("ix_call_state_at", "call", ["state", "at"])
    op.create_table(
        "call_lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_call_lead_call_id_call", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_call_lead_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_call_lead"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_call_lead_call_id_lead_id", "call_lead", ["call_id", "lead_id"])
    op.create_index("ix_call_lead_lead_id", "call_lead", ["lead_id"])
    op.create_table(
        "call_attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.CheckConstraint("side in ('theirs', 'ours')", name="ck_call_attendee_side_is_known"),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_call_attendee_call_id_call", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_call_attendee_person_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_call_attendee"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_call_attendee_call_id", "call_attendee", ["call_id"])
    op.create_index("ix_call_attendee_person_id", "call_attendee", ["person_id"])
    op.create_table(
        "call_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_call_question_call_id_call", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_call_question"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_call_question_call_id_question", "call_question", ["call_id", "question"], unique=True)
    op.create_index("ix_call_question_question", "call_question", ["question"])


def _answers() -> None:
    op.create_table(
        "discovery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("choice", sa.String(length=100), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("certainty", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("criterion", sa.String(length=60), nullable=False),
        sa.Column("settled", sa.String(length=10), server_default="", nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind in ('', 'number', 'date', 'choice')", name="ck_discovery_kind_is_known"),
        sa.CheckConstraint("certainty in ('told', 'document', 'guess')", name="ck_discovery_certainty_is_known"),
        sa.CheckConstraint("length(trim(text)) > 0 or kind <> ''", name="ck_discovery_says_something"),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_discovery_call_id_call", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_discovery_lead_id_lead", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_discovery_person_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_discovery"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_discovery_call_id", "discovery", ["call_id"])
    op.create_index("ix_discovery_lead_id_question_id", "discovery", ["lead_id", "question", "id"])
    op.create_index("ix_discovery_person_id", "discovery", ["person_id"])
    op.create_index("ix_discovery_question", "discovery", ["question"])
    op.create_table(
        "typing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_typing_call_id_call", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_typing"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_typing_call_id_field", "typing", ["call_id", "field"], unique=True)


def _technical() -> None:
    op.create_table(
        "scope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("test", sa.String(length=300), nullable=False),
        sa.Column("sample", sa.String(length=200), nullable=False),
        sa.Column("container", sa.String(length=200), nullable=False),
        sa.Column("now_low", sa.Integer(), nullable=True),
        sa.Column("now_high", sa.Integer(), nullable=True),
        sa.Column("expected_low", sa.Integer(), nullable=True),
        sa.Column("expected_high", sa.Integer(), nullable=True),
        sa.Column("hours_needed", sa.Double(), nullable=True),
        sa.Column("hours_today", sa.Double(), nullable=True),
        sa.Column("measured_from", sa.String(length=100), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("sites", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "status in ('', 'unmodified', 'modified', 'ldt', 'research')", name="ck_scope_status_is_known"
        ),
        sa.CheckConstraint("length(trim(test)) > 0", name="ck_scope_names_a_test"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_scope_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_scope"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_scope_lead_id_place", "scope", ["lead_id", "place"])
    op.create_table(
        "integration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("lis", sa.String(length=200), nullable=False),
        sa.Column("ehr", sa.String(length=200), nullable=False),
        sa.Column("middleware", sa.String(length=200), nullable=False),
        sa.Column("orders_in", sa.String(length=300), nullable=False),
        sa.Column("results_out", sa.String(length=300), nullable=False),
        sa.Column("codes", sa.String(length=300), nullable=False),
        sa.Column("compendium_owner", sa.String(length=200), nullable=False),
        sa.Column("interface_owner", sa.String(length=200), nullable=False),
        sa.Column("queue_date", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_integration_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_integration"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_integration_lead_id", "integration", ["lead_id"])
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("owed_by", sa.String(length=8), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("accepted", sa.String(length=4), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("owed_by in ('ours', 'theirs')", name="ck_document_side_is_known"),
        sa.CheckConstraint("accepted in ('', 'yes', 'no')", name="ck_document_accepted_is_known"),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name="fk_document_attachment_id_attachment", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_document_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_document_attachment_id", "document", ["attachment_id"])
    op.create_index("ix_document_lead_id", "document", ["lead_id"])


def _pilots() -> None:
    op.create_table(
        "pilot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("sites", sa.String(length=300), nullable=False),
        sa.Column("samples", sa.Integer(), nullable=True),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("judge", sa.String(length=200), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("if_passes", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "starts_on is null or ends_on is null or ends_on >= starts_on",
            name="ck_pilot_ends_after_it_begins",
        ),
        sa.CheckConstraint(
            "state in ('planned', 'agreed', 'running', 'passed', 'failed', 'stopped')",
            name="ck_pilot_state_is_known",
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_pilot_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pilot"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pilot_lead_id", "pilot", ["lead_id"])
    op.create_table(
        "decision_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_decision_step_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_decision_step"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_step_lead_id_place", "decision_step", ["lead_id", "place"])


def _reviews() -> None:
    op.add_column("review", sa.Column("weeks", sa.Integer(), server_default="1", nullable=False))
    for column in (
        sa.Column("done_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("outcome", sa.String(), server_default="", nullable=False),
        sa.Column("rule", sa.String(length=60), server_default="", nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("by", sa.String(length=200), server_default="", nullable=False),
    ):
        op.add_column("decision", column)
    op.create_table(
        "sample_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "verdict in ('right', 'too_early', 'too_late', 'never')", name="ck_sample_verdict_verdict_is_known"
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_sample_verdict_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sample_verdict"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sample_verdict_lead_id", "sample_verdict", ["lead_id"])
    op.create_index("ix_sample_verdict_week_lead_id", "sample_verdict", ["week", "lead_id"])
