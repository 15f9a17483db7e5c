"""What people do with a workspace, by kind: the history is told apart and counted by it."""

from dataclasses import dataclass

from app.language import later


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of act, and the use cases that are of it."""

    id: str
    label: str
    use_cases: tuple[str, ...]


KINDS = (
    Kind("import", later("Import"), ("commit_import", "settle_import_row", "settle_import_rows")),
    Kind("add", later("Add"), ("add_lead", "add_person", "add_signal")),
    Kind(
        "edit",
        later("Edit"),
        (
            *("edit_lead", "edit_person", "edit_account", "set_owner", "set_service_line", "edit_cells", "paste_cells"),
            *("use_alternative", "forget_alternative"),
        ),
    ),
    Kind(
        "attachment",
        later("Attachment"),
        ("attach", "edit_attachment", "note_attachment", "rename_attachment", "remove_attachment"),
    ),
    Kind(
        "move", later("Move"), ("move", "move_many", "accept_proposal", "choose_track", "pause_clock", "resume_clock")
    ),
    Kind("answer", later("Answer"), ("answer", "answer_all", "accept_suggestion", "judge_route", "judge_last_route")),
    Kind("touch", later("Touch"), ("log_touch", "log_nurture", "set_consent")),
    Kind("tag", later("Tag"), ("tag", "untag")),
    Kind("delete", later("Delete"), ("delete_leads",)),
    Kind(
        "committee",
        later("Committee"),
        (
            *("set_stakeholder", "remove_stakeholder"),
            *("add_stakeholder", "link_person", "plan_seat", "quick_build", "from_contacts", "rename_stakeholder"),
            *("take_off", "set_apart", "edit_stakeholder", "set_stance", "set_power", "set_influence"),
            *("set_manager", "set_managers", "add_line", "edit_line", "remove_line"),
            *("place_cards", "step_card", "pin_cards", "tidy_map", "map_export"),
        ),
    ),
    Kind(
        "gap",
        later("Gap"),
        (
            *("add_gap", "edit_gap", "close_gap", "set_gap_status"),
            *("set_gap_owner", "set_gap_due", "set_gaps_status"),
        ),
    ),
    Kind(
        "call",
        later("Call"),
        (
            *("plan_call", "edit_call", "cancel_call", "set_attendees", "begin_call", "close_out"),
            *("pin_question", "skip_question", "move_question", "reword_question", "own_question", "reset_question"),
            *("mark_asked", "take_answer", "forget_answer", "settle_suggestion", "take_gap", "take_person"),
            *("set_scope", "set_integration", "set_documents", "set_pilot", "set_decision_steps"),
        ),
    ),
    Kind("handoff", later("Handoff"), ("issue_handoff", "take_reply", "take_replies", "give_verdict")),
    Kind(
        "review",
        later("Review"),
        (
            *("issue_review", "add_decision", "edit_decision", "finish_decision", "reopen_decision"),
            *("take_decisions", "judge_sampled"),
        ),
    ),
    Kind("merge", later("Merge"), ("merge", "merge_all_sure", "unmerge", "separate", "set_thresholds")),
    Kind(
        "playbook",
        later("Playbook"),
        ("adopt", "adopt_draft", "edit_draft", "take_draft", "take_version", "discard_draft"),
    ),
    Kind(
        "settings",
        later("Settings"),
        ("save_view", "forget_view", "take_view", "forget_mapping", "take_mappings", "set_own_domains"),
    ),
    Kind("undo", later("Undo or redo"), ("undo", "redo")),
)
FOR_GOOD = (
    "issue_handoff",
    "issue_review",
    "map_export",
)  # what left the house cannot be unsent; undo goes on with the act before
