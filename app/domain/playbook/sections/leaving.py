"""The parts that say how a lead leaves, waits and comes back, and why."""

from app.domain.playbook.sections.section import ID, LABEL, LINES, Field, Section
from app.language import later


def _rule(id: str, label: str, one: str, about: str) -> Section:
    """Written checks that end or pause a lead."""
    fields = (
        ID,
        LABEL,
        Field(
            "when",
            later("When"),
            "condition",
            "",
            later("Leave empty where a person judges; else the check proposes itself."),
        ),
        Field("relook_days", later("Look again after days"), "number", "", later("Leave empty for never.")),
        Field(
            "trigger",
            later("Or when"),
            "text",
            "",
            later("What would bring it back sooner, such as: Budget round opens."),
        ),
    )
    return Section(id, label, one, later("Leaving and coming back"), about, (id,), fields)


def _reasons(list_: str, label: str, about: str) -> Section:
    """One of the lists of reasons people choose from."""
    fields = (
        ID,
        LABEL,
        Field("action", later("Asks us to"), "long", "", later("What is done next when this reason is chosen.")),
        Field(
            "sent_too_early",
            later("Sent too early"),
            "yes_no",
            "",
            later("Yes where the reason says that it was not ready."),
        ),
        Field(
            "needs_text",
            later("Needs words"),
            "yes_no",
            "",
            later("Yes where the reason counts only with a sentence, as Other."),
        ),
    )
    return Section(f"{list_}_reasons", label, later("reason"), later("Reasons"), about, ("reasons", list_), fields)


LEAVING: tuple[Section, ...] = (
    _rule(
        "disqualify",
        later("Disqualify checks"),
        later("check"),
        later("Written checks that end the work on a lead, with a day to look again."),
    ),
    _rule(
        "not_now",
        later("Not-now checks"),
        later("check"),
        later("Written checks for a real buyer at the wrong time, with a day to look again."),
    ),
    Section(
        "nurture",
        later("Nurture tracks"),
        later("track"),
        later("Leaving and coming back"),
        later("What a lead that is not ready hears, and what we want to learn from it."),
        ("nurture",),
        (
            ID,
            LABEL,
            Field(
                "roles",
                later("Roles"),
                "choices",
                "seat",
                later("Seats, or words of job titles; empty: everybody."),
            ),
            Field(
                "buyer_question", later("Their question"), "text", "", later("What these people want to know."), True
            ),
            Field("content", later("They hear"), "words", "", later("One piece a line."), True),
            Field("collect", later("We want to learn"), "words", "", later("One thing a line.")),
            Field("every_days", later("Every days"), "number", "", later("The rhythm."), True),
            LINES,
        ),
        ordered=True,
    ),
    _reasons("reject", later("Reasons to reject a handoff"), later("What sales says when it gives a lead back.")),
    _reasons("disqualify", later("Reasons to disqualify"), later("Why the work on a lead ends.")),
    _reasons("not_now", later("Reasons for not now"), later("Why a lead waits.")),
    _reasons("override", later("Reasons to override"), later("Why a lead moves although something is not proven.")),
)
