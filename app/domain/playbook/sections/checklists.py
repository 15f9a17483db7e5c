"""The parts that say what the playbook is for, and what must be proven."""

from app.domain.playbook.sections.section import ID, LINES, Field, Section
from app.language import later

CHECKLISTS: tuple[Section, ...] = (
    Section(
        "general",
        later("General"),
        later("playbook"),
        later("General"),
        later("What the playbook is for, and the preset in force."),
        (),
        (
            Field(
                "name", later("Name"), "id", "", later("Which playbook this is; it stays when the title changes."), True
            ),
            Field("title", later("Title"), "text", "", later("What people call it."), True),
            Field("about", later("About"), "long", "", later("For whom it is and what it covers."), True),
            Field("preset", later("Preset in force"), "choice", "preset", later("Whose thresholds count now."), True),
            Field(
                "use_sal",
                later("Sales accepts first"),
                "yes_no",
                "",
                later("Yes puts an accepted stage between MQL and SQL."),
            ),
            Field(
                "own_domains",
                later("Our own domains"),
                "words",
                "",
                later("Addresses at these domains are our own staff."),
            ),
        ),
        key=(),
        title="title",
        single=True,
    ),
    Section(
        "criteria",
        later("Criteria"),
        later("criterion"),
        later("Checklists"),
        later("What must be proven before a lead may move on, each with examples of what does and does not count."),
        ("criteria",),
        (
            ID,
            Field("stage", later("Stage"), "choice", "criterion_stage", later("The stage that it opens."), True),
            Field(
                "gate",
                later("Gate"),
                "choice",
                "gate",
                later("What kind of thing it proves. The questions that prove the same are asked for it."),
                True,
            ),
            Field(
                "question",
                later("Question"),
                "text",
                "",
                later("One narrow question that is answered Yes, No or Unknown."),
                True,
            ),
            Field(
                "guidance", later("Guidance"), "long", "", later("How to find out, and what to be careful about."), True
            ),
            Field("qualifies", later("Counts as Yes"), "words", "", later("Examples, one a line."), True),
            Field(
                "does_not",
                later("Does not count"),
                "words",
                "",
                later("Examples that look like a Yes and are none."),
                True,
            ),
            Field("required", later("Required"), "yes_no", "", later("Yes where a lead cannot move on without it.")),
            LINES,
            Field("seat", later("Who would know"), "choice", "seat", later("The seat on the buyer's side to ask.")),
            Field(
                "suggested_by",
                later("Suggested by"),
                "condition",
                "",
                later("Facts that suggest a Yes. Never for an SQL criterion."),
            ),
        ),
        title="question",
        ordered=True,
    ),
    Section(
        "questions",
        later("Questions"),
        later("question"),
        later("Checklists"),
        later("The questions to ask on a call, and what an answer proves."),
        ("questions",),
        (
            ID,
            Field("text", later("Question"), "long", "", later("As one would say it."), True),
            Field(
                "proves",
                later("Proves"),
                "choices",
                "gate",
                later("What it proves, as a criterion says under Gate: the first most, the others a little."),
                True,
            ),
            Field("ask", later("Ask"), "text", "", later("Whom to ask, in your words."), True),
            Field(
                "counts_when",
                later("Counts when"),
                "text",
                "",
                later("What an answer must contain to be evidence."),
                True,
            ),
            Field(
                "needs",
                later("An answer needs"),
                "words",
                "",
                later(
                    "The same so that it can be judged, one thing a line: a kind, how many, and what is meant, as in "
                    "“number 2: now and expected”; “date | none” takes either. The kinds are number, time, date, "
                    "person, role, choice, yes_no, list, words, mentions and none."
                ),
            ),
            Field(
                "criteria",
                later("Proves exactly"),
                "choices",
                "criterion",
                later("Leave empty for the criteria of its first gate."),
            ),
            Field("seats", later("Seats to ask"), "choices", "seat", later("Leave empty for anybody.")),
            LINES,
        ),
        title="text",
        ordered=True,
    ),
)
