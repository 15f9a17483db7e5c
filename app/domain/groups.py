"""The groups of Today, most urgent first; which one a lead belongs to is decided in `today`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """One group of Today."""

    id: str
    label: str
    about: str


GROUPS = (
    Group("first_outreach", "First outreach overdue", "Nobody has written or called yet, and the time for it is over"),
    Group("verdict", "Verdict overdue", "A handoff went out and nobody has accepted or rejected it in time"),
    Group("to_screen", "New to screen", "New leads on which nobody has decided anything"),
    Group("ready", "Ready to qualify", "Everything the next stage requires is proven"),
    Group("research", "Needs research", "Organisation, role or fit must be found out first"),
    Group("no_response", "No response", "Several attempts without an answer: pause, or try another message"),
    Group("requalify", "Re-qualify due", "The date has come, or they have asked again"),
    Group("doubtful", "Doubtful duplicates", "Perhaps the same person as another lead"),
    Group("missing", "Missing owner / next step / date", "Open leads that would be forgotten"),
)
