"""The parts that say what the playbook is for, and what must be proven."""

from app.domain.playbook.sections.section import ID, LINES, Field, Section

CHECKLISTS: tuple[Section, ...] = (
    Section(
        "general",
        "General",
        "playbook",
        "General",
        "What the playbook is for, and the preset in force.",
        (),
        (
            Field("name", "Name", "id", "", "Which playbook this is; it stays when the title changes.", True),
            Field("title", "Title", "text", "", "What people call it.", True),
            Field("about", "About", "long", "", "For whom it is and what it covers.", True),
            Field("preset", "Preset in force", "choice", "preset", "Whose thresholds count now.", True),
            Field("use_sal", "Sales accepts first", "yes_no", "", "Yes puts an accepted stage between MQL and SQL."),
            Field("own_domains", "Our own domains", "words", "", "Addresses at these domains are our own staff."),
        ),
        key=(),
        title="title",
        single=True,
    ),
    Section(
        "criteria",
        "Criteria",
        "criterion",
        "Checklists",
        "What must be proven before a lead may move on, each with examples of what does and does not count.",
        ("criteria",),
        (
            ID,
            Field("stage", "Stage", "choice", "criterion_stage", "The stage that it opens.", True),
            Field(
                "gate",
                "Gate",
                "choice",
                "gate",
                "What kind of thing it proves. The questions that prove the same are asked for it.",
                True,
            ),
            Field("question", "Question", "text", "", "One narrow question that is answered Yes, No or Unknown.", True),
            Field("guidance", "Guidance", "long", "", "How to find out, and what to be careful about.", True),
            Field("qualifies", "Counts as Yes", "words", "", "Examples, one a line.", True),
            Field("does_not", "Does not count", "words", "", "Examples that look like a Yes and are none.", True),
            Field("required", "Required", "yes_no", "", "Yes where a lead cannot move on without it."),
            LINES,
            Field("seat", "Who would know", "choice", "seat", "The seat on the buyer's side to ask."),
            Field(
                "suggested_by", "Suggested by", "condition", "", "Facts that suggest a Yes. Never for an SQL criterion."
            ),
        ),
        title="question",
        ordered=True,
    ),
    Section(
        "questions",
        "Questions",
        "question",
        "Checklists",
        "The questions to ask on a call, and what an answer proves.",
        ("questions",),
        (
            ID,
            Field("text", "Question", "long", "", "As one would say it.", True),
            Field(
                "proves",
                "Proves",
                "choices",
                "gate",
                "What it proves, as a criterion says under Gate: the first most, the others a little.",
                True,
            ),
            Field("ask", "Ask", "text", "", "Whom to ask, in your words.", True),
            Field("counts_when", "Counts when", "text", "", "What an answer must contain to be evidence.", True),
            LINES,
        ),
        title="text",
        ordered=True,
    ),
)
