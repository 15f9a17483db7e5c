"""The groups of Today, most urgent first; which one a lead belongs to is decided in `today`."""

from dataclasses import dataclass

from app.language import later


@dataclass(frozen=True, slots=True)
class Group:
    """One group of Today; its words go through `tr` where they are shown."""

    id: str
    label: str
    about: str


GROUPS = (
    Group(
        "first_outreach",
        later("First outreach overdue"),
        later("Nobody has written or called yet, and the time for it is over"),
    ),
    Group(
        "verdict",
        later("Verdict overdue"),
        later("A handoff went out and nobody has accepted or rejected it in time"),
    ),
    Group(
        "to_screen",
        later("New to screen"),
        later("New leads on which nobody has decided anything"),
    ),
    Group(
        "ready",
        later("Ready to qualify"),
        later("Everything the next stage requires is proven"),
    ),
    Group(
        "research",
        later("Needs research"),
        later("Organisation, role or fit must be found out first"),
    ),
    Group(
        "no_response",
        later("No response"),
        later("Several attempts without an answer: pause, or try another message"),
    ),
    Group(
        "requalify",
        later("Re-qualify due"),
        later("The date has come, or they have asked again"),
    ),
    Group(
        "doubtful",
        later("Doubtful duplicates"),
        later("Perhaps the same person as another lead"),
    ),
    Group(
        "missing",
        later("Missing owner / next step / date"),
        later("Open leads that would be forgotten"),
    ),
)
