"""What the lists of the window are called, what stands in them at first, and what an empty one teaches."""

from dataclasses import dataclass

from app.domain.counting import counted
from app.language import later, number, tr


@dataclass(frozen=True, slots=True)
class ListKind:
    """One list. `proposed` are the columns shown until somebody chooses others."""

    place: str
    title: str
    one: str
    many: str
    hint: str  # what the text looks through
    icon: str
    proposed: tuple[str, ...]
    count_by: str  # the column that is counted by at first
    none: str  # said where there is nothing at all
    teaches: str
    no_match: str  # said where nothing passes the filter
    file: str = ""  # what a workbook of it is called at first; else as its title

    def counted(self, shown: int, whole: int | None = None) -> str:
        """How many rows, of how many where not all are shown: 340 of 5,112 accounts."""
        if whole is None or whole == shown:
            return counted(shown, self.one, self.many)
        return tr("{some} of {all}", some=number(shown), all=counted(whole, self.one, self.many))

    def words_of_none(self, *, filtered: bool = False) -> tuple[str, str]:
        """What is said and taught where no row is: there is none at all, or none passes the filter."""
        if filtered:
            return tr(self.no_match), tr("Loosen the filter above, or clear it.")
        return tr(self.none), tr(self.teaches)


KINDS = {
    kind.place: kind
    for kind in (
        ListKind(
            "leads", later("Leads"), "lead", "leads",
            later("Filter: name, account, address, note"), "users",
            ("person", "account", "stage", "path", "fit", "intent", "due", "next_step", "owner", "title",
             "service_line", "segment", "country", "source", "email", "phone", "created"),
            "stage",
            later("No leads yet"), later("Drop a spreadsheet on the window to import it."),
            later("No lead passes this filter"), "leads",
        ),
        ListKind(
            "accounts", later("Accounts"), "account", "accounts",
            later("Filter: name, city, domain"), "building",
            ("name", "facility_type", "segment", "city", "country", "best_stage", "open_leads", "leads", "people",
             "owners", "domain"),
            "facility_type",
            later("No account yet"),
            later("Accounts come with the leads you import. Drop a spreadsheet on the window to import it."),
            later("No account passes this filter"),
        ),
        ListKind(
            "people", later("People"), "person", "people",
            later("Filter: name, title, account, address"), "users",
            ("person", "title", "account", "email", "phone", "open_leads", "leads", "last_touch", "country"),
            "title",
            later("Nobody here yet"),
            later("People come with the leads you import. Drop a spreadsheet on the window to import it."),
            later("Nobody passes this filter"),
        ),
        ListKind(
            "handoffs", later("Handoffs"), "handoff", "handoffs",
            later("Filter: person, account, reason, workbook"), "package-export",
            ("number", "person", "account", "state", "alarm", "sent", "due", "completeness", "to", "by", "reason",
             "file"),
            "state",
            later("No handoff yet"),
            later("Open a lead that is ready and press D to hand it off; the workbook returns here with the verdict."),
            later("No handoff passes this filter"),
        ),
        ListKind(
            "gaps", later("Gaps"), "gap", "gaps",
            later("Filter: question, answer, owner, account"), "alert-triangle",
            ("question", "severity", "side", "owner", "due", "age", "status", "account", "person", "area",
             "criterion", "days_over", "evidence", "answer"),
            "side",
            later("No gap is noted yet"),
            later("A gap is a technical question that somebody owes an answer to. Press G on a lead to note one."),
            later("No gap passes this filter"),
        ),
        ListKind(
            "imports", later("Imports"), "import", "imports",
            later("Filter: file, who"), "file-import",
            ("when", "file", "rows", "created", "updated", "rejected", "doubtful", "by", "state"),
            "by",
            later("Nothing has been imported yet"),
            later("Drop a spreadsheet on the window, or choose one above; nothing is written before you saw the plan."),
            later("No import passes this filter"),
        ),
        ListKind(
            "history", later("History"), "act", "acts",
            later("Filter: what was done, who"), "history",
            ("action", "when", "by", "what", "kind", "rows", "undone"),
            "kind",
            later("Nothing has been done yet"),
            later("Every act is written down here with who did it, and can be taken back."),
            later("No act passes this filter"),
        ),
    )
}  # fmt: skip
