"""Who is on a buying committee and what a handoff must hold; what the weekly review looks for."""

from app.domain.handoff import ALWAYS, part_label
from app.domain.playbook import FIXES, GATE_MODES, Template
from app.exports.definitions.told import NEEDS, POWERS, Told, bullets
from app.exports.definitions.ways import hours
from app.exports.sheet import Column, Sheet, Shown

_STEPS = (
    ("Complete it", "The program lists what the package lacks. The mandatory parts must be there; the rest counts."),
    ("Send it", "One workbook: a cover that reads in a minute, the proof behind it, and a sheet to reply on. What was "
     "sent is frozen."),
    ("They answer", "On the sheet Reply: Accept, Reject or Need more, with a reason from the list, within {verdict}."),
    ("Take the reply", "The returned workbook is read back. The verdict becomes a move with its reason."),
    ("Learn from it", "A rejection goes back to marketing with what its reason asks for, and counts in the review. "
     "“Sent too early” and “never reviewed” are alarms."),
    ("No answer", "Without a verdict in time {silence}."),
)  # fmt: skip


def write_committee(page: Sheet, told: Told) -> None:
    """The seats: what each looks at, what it can do, and the titles that hint at it."""
    page.title(
        "Seats",
        "The functions on a buying committee. A title is a hint, never authority: what a person may do is asked.",
    )
    columns = (
        Column("Lane", "top text", 16),
        Column("Seat", "top text", 32),
        Column("What this seat checks", "top long", 36),
        Column("What it can do", "top text", 24),
        Column("Titles that hint at it", "top long", 58),
        Column("Id", "top small", 22),
    )
    rows = [
        (
            seat.lane,
            Shown(seat.label + ("\n(from outside)" if seat.external else ""), "top strong"),
            seat.checks,
            ", ".join(POWERS[power] for power in seat.power),
            ", ".join(seat.title_words),
            seat.id,
        )
        for seat in told.playbook.seats
    ]
    page.table("Seats", columns, rows, none="no seat yet", freeze=2)


def write_templates(page: Sheet, told: Told) -> None:
    """Which seats each service line needs, as a table of seats and lines."""
    book = told.playbook
    templates = [one for one in book.templates if one.seats]
    width = max(13, 110 / max(1, len(templates)))
    page.title(
        "Seats by line", "● required: named, or a dated step to find out. ◐ expected. ○ optional. Blank: not asked for."
    )
    columns = (
        Column("Lane", "top text", 14),
        Column("Seat", "top text", 40),
        *(Column(book.label("service_line", t.service_line), "top mark", width) for t in templates),
    )
    signs = {"required": "●", "expected": "◐", "optional": "○"}
    asked = [seat for seat in book.seats if any(seat.id in one.seats for one in templates)]
    rows = [(seat.lane, seat.label, *(signs.get(t.seats.get(seat.id, ""), "") for t in templates)) for seat in asked]
    page.table("Seats_by_line", columns, rows, none="no committee is described", freeze=2)
    if templates:
        counts = [_counted(one) for one in templates]
        page.put(page.row, 2, "Required, expected, optional", "note")
        for number, text in enumerate(counts, 3):
            page.put(page.row, number, text, "mark")
        page.row += 1
        page.put(page.row, 2, "Gaps that hinder SQL", "note")
        for number, one in enumerate(templates, 3):
            page.put(page.row, number, GATE_MODES[one.gate], "mark")
        page.row += 1


def _counted(template: Template) -> str:
    listed = list(template.seats.values())
    return " / ".join(str(sum(one == need for one in listed)) for need in NEEDS)


def write_gaps(page: Sheet, told: Told) -> None:
    """What is looked for on a committee, the first found first, and what is offered to mend it."""
    page.title(
        "Committee gaps",
        "At most seven are shown, in this order. Those that hinder SQL warn or block where a line's committee says so.",
    )
    columns = (
        Column("Rank", "top int", 8),
        Column("Gap", "top text", 28),
        Column("What it says", "top long", 50),
        Column("What mends it", "top long", 46),
        Column("Limits", "top long", 20),
        Column("Hinders SQL", "top mark", 11),
        Column("Id", "top small", 22),
    )
    rows = [
        (
            rank,
            Shown(one.label, "top strong"),
            one.says,
            FIXES[one.fix],
            bullets(_limit(name, value) for name, value in one.limits.items()),
            "●" if one.hinders else "",
            one.id,
        )
        for rank, one in enumerate([one for one in told.playbook.committee_gaps if one.used], 1)
    ]
    page.table("Committee_gaps", columns, rows, none="nothing is looked for", freeze=2)


def write_handoff(page: Sheet, told: Told) -> None:
    """The steps of a handoff, and the parts of its package."""
    book = told.playbook
    page.title(
        "Handoff",
        "How a lead is given to sales or pre-sales, so that nobody has to ask the buyer the same thing twice.",
    )
    silence = "counts as accepted" if book.deadlines.silence_accepts else "stays pending and is shown as overdue"
    words = {"verdict": hours(book.deadlines.verdict_hours), "silence": f"the handoff {silence}"}
    steps = [(number, name, text.format(**words)) for number, (name, text) in enumerate(_STEPS, 1)]
    page.heading("Steps", 3)
    page.table(
        "Steps", (Column("Step", "top int", 8), Column("What", "top strong", 40), Column("How", "top long", 84)), steps
    )
    page.heading("What the package holds", 3)
    mandatory = list(dict.fromkeys([*ALWAYS, *book.handoff.mandatory]))
    counted = [part for part in book.handoff.counted if part not in mandatory]
    parts = [(number, part_label(part), Shown("Mandatory: it cannot leave without it", "top good"))
             for number, part in enumerate(mandatory, 1)]  # fmt: skip
    parts += [(number, part_label(part), Shown("Counts into its completeness", "top long"))
              for number, part in enumerate(counted, len(parts) + 1)]  # fmt: skip
    page.table(
        "Parts", (Column("No.", "top int"), Column("Part", "top text"), Column("How it counts", "top long")), parts
    )
    page.heading("Marks of privacy", 3)
    note = "Notes that look like patient data are left out of every package. Consent is kept channel by channel."
    page.height(page.row, page.across(page.row, 1, 3, note, "plain"))


def write_review(page: Sheet, told: Told) -> None:
    """What the weekly review looks for, and which rule it would have us change."""
    page.title(
        "Weekly review",
        "Each week these patterns are looked for, with the leads by name. Small samples are said, not judged.",
    )
    columns = (
        Column("Pattern", "top text", 28),
        Column("What it says", "top long", 50),
        Column("What to change", "top long", 50),
        Column("From cases", "top int", 11),
        Column("Limits", "top long", 34),
        Column("Id", "top small", 24),
    )
    rows = [
        (
            Shown(one.label, "top strong"),
            one.says,
            one.suggests,
            one.at_least_n,
            bullets(_limit(name, value) for name, value in one.limits.items()),
            one.id,
        )
        for one in told.playbook.diagnoses
    ]
    page.table("Diagnoses", columns, rows, none="no pattern is looked for", freeze=1)


def _limit(name: str, value: float) -> str:
    """A limit in words; shares are said in per cent."""
    written = f"{value:.0%}" if 0 < value < 1 else f"{value:g}"
    return f"{name.replace('_', ' ').capitalize()}: {written}"
