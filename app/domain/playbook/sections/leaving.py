"""The parts that say how a lead leaves, waits and comes back, and why."""

from app.domain.playbook.sections.section import ID, LABEL, LINES, Field, Section


def _rule(id: str, label: str, one: str, about: str) -> Section:
    """Written checks that end or pause a lead."""
    fields = (
        ID,
        LABEL,
        Field("when", "When", "condition", "", "Leave empty where a person judges; else the check proposes itself."),
        Field("relook_days", "Look again after days", "number", "", "Leave empty for never."),
        Field("trigger", "Or when", "text", "", "What would bring it back sooner, such as: Budget round opens."),
    )
    return Section(id, label, one, "Leaving and coming back", about, (id,), fields)


def _reasons(list_: str, label: str, about: str) -> Section:
    """One of the lists of reasons people choose from."""
    fields = (
        ID,
        LABEL,
        Field("action", "Asks us to", "long", "", "What is done next when this reason is chosen."),
        Field("sent_too_early", "Sent too early", "yes_no", "", "Yes where the reason says that it was not ready."),
        Field("needs_text", "Needs words", "yes_no", "", "Yes where the reason counts only with a sentence, as Other."),
    )
    return Section(f"{list_}_reasons", label, "reason", "Reasons", about, ("reasons", list_), fields)


LEAVING: tuple[Section, ...] = (
    _rule(
        "disqualify",
        "Disqualify checks",
        "check",
        "Written checks that end the work on a lead, with a day to look again.",
    ),
    _rule(
        "not_now",
        "Not-now checks",
        "check",
        "Written checks for a real buyer at the wrong time, with a day to look again.",
    ),
    Section(
        "nurture",
        "Nurture tracks",
        "track",
        "Leaving and coming back",
        "What a lead that is not ready hears, and what we want to learn from it.",
        ("nurture",),
        (
            ID,
            LABEL,
            Field(
                "roles",
                "Roles",
                "choices",
                "seat",
                "Seats, or words of job titles; empty: everybody.",
            ),
            Field("buyer_question", "Their question", "text", "", "What these people want to know.", True),
            Field("content", "They hear", "words", "", "One piece a line.", True),
            Field("collect", "We want to learn", "words", "", "One thing a line."),
            Field("every_days", "Every days", "number", "", "The rhythm.", True),
            LINES,
        ),
        ordered=True,
    ),
    _reasons("reject", "Reasons to reject a handoff", "What sales says when it gives a lead back."),
    _reasons("disqualify", "Reasons to disqualify", "Why the work on a lead ends."),
    _reasons("not_now", "Reasons for not now", "Why a lead waits."),
    _reasons("override", "Reasons to override", "Why a lead moves although something is not proven."),
)
