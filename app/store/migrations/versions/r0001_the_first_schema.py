"""Schema 1: the first one, as it was released. A released revision is never edited."""

import sqlalchemy as sa
from alembic import op

REVISION = 1


def upgrade() -> None:
    """Make every table of an empty file."""
    _tables()
    # FTS5 is SQLite's own; the search index is the one table that the metadata does not know.
    op.execute("CREATE VIRTUAL TABLE lead_search USING fts5(folded, tokenize='trigram', detail=none)")


def _tables() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sort_name", sa.String(length=300), nullable=False),
        sa.Column("name_key", sa.String(length=300), nullable=False),
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.Column("identifier", sa.String(length=100), nullable=False),
        sa.Column("facility_type", sa.String(length=100), nullable=False),
        sa.Column("segment", sa.String(length=100), nullable=False),
        sa.Column("country", sa.String(length=100), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postal_code", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("testing_focus", sa.String(length=300), nullable=False),
        sa.Column("accreditation", sa.String(length=300), nullable=False),
        sa.Column("systems", sa.String(length=300), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name="ck_account_has_a_name"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("uuid", name="uq_account_uuid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_account_domain", "account", ["domain"])
    op.create_index("ix_account_identifier", "account", ["identifier"])
    op.create_index("ix_account_name_key", "account", ["name_key"])
    op.create_index("ix_account_segment", "account", ["segment"])
    op.create_index("ix_account_sort_name", "account", ["sort_name"])
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("use_case", sa.String(length=100), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("in_effect", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["undoes_id"], ["action.id"], name="fk_action_undoes_id_action"),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_action_undoes_id", "action", ["undoes_id"])
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_run"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "playbook_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_playbook_version"),
        sa.UniqueConstraint("version", name="uq_playbook_version_version"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "remembered_layout",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_remembered_layout"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_week_id", "review", ["week", "id"])
    op.create_table(
        "merged",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("gone_uuid", sa.String(length=36), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind in ('person', 'account', 'lead')", name="ck_merged_kind_is_known"),
        sa.CheckConstraint("gone_id <> into_id", name="ck_merged_joins_two"),
        sa.PrimaryKeyConstraint("id", name="pk_merged"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_merged_kind_gone_id", "merged", ["kind", "gone_id"], unique=True)
    op.create_index("ix_merged_kind_into_id", "merged", ["kind", "into_id"])
    op.create_index("ix_merged_gone_uuid", "merged", ["gone_uuid"])
    op.create_table(
        "settled_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_row_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("act in ('create', 'same', 'skip')", name="ck_settled_row_act_is_known"),
        sa.PrimaryKeyConstraint("id", name="pk_settled_row"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_settled_row_import_row_id", "settled_row", ["import_row_id"], unique=True)
    op.create_table(
        "separate_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind in ('person', 'account')", name="ck_separate_pair_kind_is_known"),
        sa.CheckConstraint("low_id < high_id", name="ck_separate_pair_pair_is_ordered"),
        sa.PrimaryKeyConstraint("id", name="pk_separate_pair"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_separate_pair_kind_low_id_high_id", "separate_pair", ["kind", "low_id", "high_id"], unique=True)
    op.create_table(
        "unfinished_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_unfinished_import_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_unfinished_import"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unfinished_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("pasted", sa.String(), nullable=True),
        sa.Column("html", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unfinished_source"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_workspace_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name="fk_change_action_id_action", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_action_id", "change", ["action_id"])
    op.create_index("ix_change_table_name_row_id", "change", ["table_name", "row_id"])
    op.create_table(
        "change_range",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name="fk_change_range_action_id_action", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_change_range"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_range_action_id", "change_range", ["action_id"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_decision_review_id_review", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_review_id", "decision", ["review_id"])
    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=300), nullable=False),
        sa.Column("table", sa.String(length=200), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("cells", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_run.id"], name="fk_import_row_import_id_import_run", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_row"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_import_row_import_id_act", "import_row", ["import_id", "act"])
    op.create_index("ix_import_row_lead_id", "import_row", ["lead_id"])
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("first_name", sa.String(length=200), nullable=False),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("full_name", sa.String(length=400), nullable=False),
        sa.Column("sort_name", sa.String(length=400), nullable=False),
        sa.Column("job_title", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("email_key", sa.String(length=320), nullable=False),
        sa.Column("email_kind", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "length(full_name) > 0 or length(email) > 0 or length(phone) > 0 or account_id is not null",
            name="ck_person_can_be_told_apart",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_person_account_id_account", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("uuid", name="uq_person_uuid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_account_id", "person", ["account_id"])
    op.create_index("ix_person_email_key", "person", ["email_key"])
    op.create_index("ix_person_phone", "person", ["phone"])
    op.create_index("ix_person_sort_name", "person", ["sort_name"])
    op.create_table(
        "alternative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint("(person_id is null) <> (account_id is null)", name="ck_alternative_belongs_to_one"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_alternative_account_id_account", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_alternative_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alternative"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alternative_account_id", "alternative", ["account_id"])
    op.create_index("ix_alternative_person_id", "alternative", ["person_id"])
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("service_line", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("path", sa.String(length=60), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("trigger", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("campaign", sa.String(length=300), nullable=False),
        sa.Column("offer", sa.String(length=100), nullable=False),
        sa.Column("asked_for", sa.String(), nullable=False),
        sa.Column("evaluation_stage", sa.String(length=60), nullable=False),
        sa.Column("intent_context", sa.String(length=60), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("intent", sa.Integer(), nullable=False),
        sa.Column("fit_band", sa.String(length=40), nullable=False),
        sa.Column("intent_band", sa.String(length=40), nullable=False),
        sa.Column("today_group", sa.String(length=40), nullable=False),
        sa.Column("today_at", sa.DateTime(), nullable=True),
        sa.Column("judged_until", sa.DateTime(), nullable=True),
        sa.CheckConstraint("stage in ('lead', 'mql', 'sal', 'sql', 'opportunity')", name="ck_lead_stage_is_known"),
        sa.CheckConstraint("cycle >= 1", name="ck_lead_cycle_counts_from_one"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_lead_account_id_account", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_lead_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_lead"),
        sa.UniqueConstraint("uuid", name="uq_lead_uuid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lead_account_id", "lead", ["account_id"])
    op.create_index("ix_lead_created_at_id", "lead", ["created_at", "id"])
    op.create_index("ix_lead_due_id", "lead", ["due", "id"])
    op.create_index("ix_lead_fit_id", "lead", ["fit", "id"])
    op.create_index("ix_lead_intent_id", "lead", ["intent", "id"])
    op.create_index("ix_lead_is_open_due_id", "lead", ["is_open", "due", "id"])
    op.create_index("ix_lead_judged_until", "lead", ["judged_until"])
    op.create_index("ix_lead_owner_due", "lead", ["owner", "due"])
    op.create_index("ix_lead_person_id_service_line", "lead", ["person_id", "service_line"], unique=True)
    op.create_index("ix_lead_service_line_due", "lead", ["service_line", "due"])
    op.create_index("ix_lead_source_due", "lead", ["source", "due"])
    op.create_index("ix_lead_stage_path_is_open", "lead", ["stage", "path", "is_open"])
    op.create_index("ix_lead_today_group_today_at_id", "lead", ["today_group", "today_at", "id"])
    op.create_table(
        "stakeholder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("service_line", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("seat", sa.String(length=60), nullable=False),
        sa.Column("seat_is_guess", sa.Boolean(), nullable=False),
        sa.Column("power", sa.String(length=200), nullable=False),
        sa.Column("influence", sa.String(length=20), nullable=False),
        sa.Column("stance", sa.Integer(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=True),
        sa.Column("wanted_depth", sa.Integer(), nullable=True),
        sa.Column("certainty", sa.String(length=20), nullable=False),
        sa.Column("can_show", sa.String(), nullable=False),
        sa.Column("champion_test", sa.String(), nullable=False),
        sa.Column("external", sa.Boolean(), nullable=False),
        sa.Column("reports_to_id", sa.Integer(), nullable=True),
        sa.Column("last_contact", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("reports_to_id is null or reports_to_id <> id", name="ck_stakeholder_is_not_own_manager"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_stakeholder_account_id_account", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_stakeholder_person_id_person", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reports_to_id"], ["stakeholder.id"], name="fk_stakeholder_reports_to_id_stakeholder", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stakeholder"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stakeholder_account_id_service_line", "stakeholder", ["account_id", "service_line"])
    op.create_index("ix_stakeholder_person_id", "stakeholder", ["person_id"])
    op.create_index("ix_stakeholder_reports_to_id", "stakeholder", ["reports_to_id"])
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=10), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("certainty", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("certainty in ('told', 'document', 'guess')", name="ck_answer_certainty_is_known"),
        sa.CheckConstraint("value in ('yes', 'no', 'unknown')", name="ck_answer_value_is_known"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_answer_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_answer_lead_id_criterion_id", "answer", ["lead_id", "criterion", "id"])
    op.create_table(
        "committee_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("strength", sa.String(length=20), nullable=False),
        sa.Column("certainty", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind in ('dotted', 'influences', 'conflict')", name="ck_committee_line_kind_is_known"),
        sa.CheckConstraint("from_id <> to_id", name="ck_committee_line_joins_two"),
        sa.ForeignKeyConstraint(
            ["from_id"], ["stakeholder.id"], name="fk_committee_line_from_id_stakeholder", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["stakeholder.id"], name="fk_committee_line_to_id_stakeholder", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_committee_line"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_committee_line_from_id", "committee_line", ["from_id"])
    op.create_index("ix_committee_line_to_id", "committee_line", ["to_id"])
    op.create_table(
        "gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("owed_by", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(length=60), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by", sa.String(length=200), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("owed_by in ('ours', 'theirs')", name="ck_gap_side_is_known"),
        sa.CheckConstraint("severity in ('stops', 'slows', 'nice')", name="ck_gap_severity_is_known"),
        sa.CheckConstraint(
            "status in ('open', 'waiting', 'answered', 'accepted', 'closed')", name="ck_gap_status_is_known"
        ),
        sa.CheckConstraint("length(trim(question)) > 0", name="ck_gap_asks_something"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_gap_account_id_account", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_gap_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_gap"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gap_account_id", "gap", ["account_id"])
    op.create_index("ix_gap_lead_id", "gap", ["lead_id"])
    op.create_index("ix_gap_status_due", "gap", ["status", "due"])
    op.create_table(
        "handoff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("completeness", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("verdict_at", sa.DateTime(), nullable=True),
        sa.Column("verdict_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("verdict in ('', 'accept', 'reject', 'need_more')", name="ck_handoff_verdict_is_known"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_handoff_lead_id_lead", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name="pk_handoff"),
        sa.UniqueConstraint("number", name="uq_handoff_number"),
        sa.UniqueConstraint("uuid", name="uq_handoff_uuid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handoff_lead_id", "handoff", ["lead_id"])
    op.create_index("ix_handoff_sent_at", "handoff", ["sent_at"])
    op.create_index("ix_handoff_verdict_due_at", "handoff", ["verdict", "due_at"])
    op.create_table(
        "move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("door", sa.String(length=40), nullable=False),
        sa.Column("from_stage", sa.String(length=16), nullable=False),
        sa.Column("to_stage", sa.String(length=16), nullable=False),
        sa.Column("from_path", sa.String(length=60), nullable=False),
        sa.Column("to_path", sa.String(length=60), nullable=False),
        sa.Column("learned", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("override", sa.String(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("playbook_version", sa.Integer(), nullable=False),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("intent", sa.Integer(), nullable=False),
        sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("suggested_path", sa.String(length=60), nullable=False),
        sa.CheckConstraint("length(trim(learned)) > 0", name="ck_move_learned_is_written"),
        sa.CheckConstraint("length(trim(next_step)) > 0", name="ck_move_next_step_is_written"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_move_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_move"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_move_at", "move", ["at"])
    op.create_index("ix_move_lead_id_at", "move", ["lead_id", "at"])
    op.create_table(
        "signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("asset", sa.String(), nullable=False),
        sa.Column("offer", sa.String(length=100), nullable=False),
        sa.Column("asked_for", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("campaign", sa.String(length=300), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_signal_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_signal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_signal_at", "signal", ["at"])
    op.create_index("ix_signal_lead_id_at", "signal", ["lead_id", "at"])
    op.create_table(
        "stance_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stakeholder_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("before", sa.String(length=200), nullable=False),
        sa.Column("after", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["stakeholder_id"],
            ["stakeholder.id"],
            name="fk_stance_change_stakeholder_id_stakeholder",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stance_change"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stance_change_stakeholder_id_at", "stance_change", ["stakeholder_id", "at"])
    op.create_table(
        "touch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("agreed", sa.String(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_touch_lead_id_lead", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_touch"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_touch_at", "touch", ["at"])
    op.create_index("ix_touch_lead_id_at", "touch", ["lead_id", "at"])
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("edited", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoff.id"], name="fk_reply_handoff_id_handoff", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reply_handoff_id", "reply", ["handoff_id"])
