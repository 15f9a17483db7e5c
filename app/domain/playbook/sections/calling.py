"""The parts about calls: how many questions, how a call may end, what is exchanged, and what is not said."""

from app.domain.playbook.sections.section import ABOUT, ID, LABEL, LINES, Field, Section
from app.language import later

_GROUP = later("Calls")


def _list(id: str, label: str, one: str, about: str, *fields: Field) -> Section:
    """One of the lists that a call, a sheet or the register of gaps chooses from."""
    named = {"kinds": "call_kinds", "guides": "call_guides", "exits": "call_exits"}.get(id, id)
    return Section(named, label, one, _GROUP, about, ("calls", id), (ID, LABEL, *fields), ordered=True)


CALLING: tuple[Section, ...] = (
    Section(
        "call_limits",
        later("Length of calls"),
        later("limit"),
        _GROUP,
        later("How many questions a call has, and when a question is weak."),
        ("calls", "limits"),
        (
            Field(
                "questions_at_30",
                later("Questions in 30 minutes"),
                "number",
                "",
                later("A shorter call has fewer, in proportion."),
            ),
            Field("questions_at_60", later("Questions in 60 minutes"), "number", "", later("A longer one has more.")),
            Field(
                "weak_after",
                later("Weak after being asked"),
                "number",
                "",
                later("How many times a question is asked before it may be called weak."),
            ),
            Field(
                "weak_below",
                later("Weak below a share of"),
                "number",
                "",
                later("Written as 0.2: in fewer than 20 of 100 calls it led to a proven criterion."),
            ),
            Field("template", later("Version of the sheet"), "number", "", later("Printed at the foot of it.")),
        ),
        key=(),
        title="",
        single=True,
    ),
    _list("kinds", later("Kinds of calls"), later("kind of call"), later("How people meet.")),
    _list(
        "exits",
        later("Exits of a call"),
        later("exit"),
        later("The one next step that a call is meant to end with."),
        Field("paths", later("Leads to"), "choices", "path", later("The paths that this exit suggests.")),
    ),
    _list(
        "documents",
        later("Documents"),
        later("document"),
        later("What one side asks the other for."),
        Field("owed_by", later("Sent by"), "choice", "side", later("The side that usually sends it.")),
        ABOUT,
    ),
    _list(
        "interfaces",
        later("Interfaces"),
        later("interface"),
        later("How orders and results may travel."),
        ABOUT,
    ),
    _list(
        "approvals",
        later("Approvals"),
        later("approval"),
        later("The steps on the way to their yes."),
        Field("seats", later("Seats"), "choices", "seat", later("Who takes this step.")),
    ),
    _list(
        "gap_areas",
        later("Areas of gaps"),
        later("area"),
        later("What an open technical question is about."),
        Field("gates", later("Gates"), "choices", "gate", later("Questions that prove these would close it.")),
    ),
    _list(
        "guides",
        later("Do not say"),
        later("guide"),
        later("What must not be said in a call, and what of the sheet does not apply."),
        LINES,
        Field("do_not_say", later("Do not say"), "words", "", later("One a line; printed on the call sheet.")),
        Field(
            "without",
            later("Does not apply"),
            "choices",
            "sheet_field",
            later("What these service lines have no use for; it is left off the sheet."),
        ),
    ),
)
