"""The one page that goes along with a handoff: who, why, what is proven, what is open, what to do, how to reply.

English like everything in the workbook beside it; whoever can paint puts the outline on paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from app.domain.handoff import LEVELS, CheckRow, GapRow, HandoffSheet, digest
from app.domain.handoff.privacy import known_level, printed
from app.domain.outline import Cell, Column, Item, Line, Outline, Part, Run, Table, day, joined, moment, run, shortened
from app.exports.times import zone_of

CHECKS, GAPS, CHANGES, ASKED = 8, 5, 5, 3
_SEVERITY = {"stops": "Stops the deal", "slows": "Slows it", "nice": "Nice to know"}
_SIDE = {"ours": "we owe it", "theirs": "they owe it"}
_SIGN = {"no": "✕"}


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many letters texts may have: a text in full width, and a cell."""

    text: int = 420
    cell: int = 260


def handoff_page(sheet: HandoffSheet, lengths: Lengths | None = None) -> Outline:
    """The page of a package as it was sent. Shorter `lengths` make it fit where people wrote a lot."""
    mark, long, zone = digest(sheet)[:16], lengths or Lengths(), zone_of(sheet.zone)
    sheet = printed(sheet)
    who = ", ".join(filter(None, (sheet.person, sheet.account))) or "unnamed lead"
    until = f"Reply by {moment(sheet.reply_by, zone)}" if sheet.reply_by else "Reply on the sheet Reply"
    parts = (
        Part("who", "Who", tuple(_who(sheet, long))),
        Part("why", "Why they asked", tuple(_why(sheet, long))),
        Part("proven", "What is proven", tuple(_proven(sheet, long))),
        Part("technical", "What is planned", tuple(_planned(sheet, long))),
        Part("open", "What is open", tuple(_open(sheet, long))),
        Part("changes", f"Since version {sheet.version - 1}", tuple(_changes(sheet, long))),
        Part("next", "Next step", tuple(_next(sheet, long))),
        Part("reply", "Your reply", tuple(_reply(sheet, zone))),
    )
    return Outline(
        title=f"Handoff {sheet.number}: {shortened(who, 80)}",
        beside=until,
        below=run(_about(sheet, zone), "quiet"),
        parts=tuple(part for part in parts if part.items),
        foot=tuple(_foot(sheet, mark)),
        head=f"Handoff {sheet.number}",
    )


def _about(sheet: HandoffSheet, zone: tzinfo) -> str:
    sent = f"sent {moment(sheet.created_at, zone)}"
    by = f" by {sheet.by}" if sheet.by else ""
    to = f" to {sheet.to}" if sheet.to else ""
    again = f"version {sheet.version}, replaces handoff {sheet.replaces}" if sheet.replaces else ""
    return " · ".join(filter(None, (sheet.service_line, sheet.stage, sheet.path, f"{sent}{by}{to}", again)))


def _named(name: str, cell: Cell) -> Cell:
    return (Run(f"{name}  ", "quiet"), *cell)


def _who(sheet: HandoffSheet, long: Lengths) -> Iterator[Item]:
    person = [
        run(sheet.person, "strong"),
        *(run(shortened(one, 80)) for one in (sheet.title, sheet.email, sheet.phone)),
    ]
    yield Line(joined(person) or run("person not known"))
    facts = "; ".join(f"{label}: {value}" for label, value in sheet.account_facts[:6] if value)
    if sheet.account:
        yield Line(joined([run(sheet.account, "strong"), run(shortened(facts, long.text))]))


def _why(sheet: HandoffSheet, long: Lengths) -> Iterator[Item]:
    yield Line(run(shortened(sheet.why_asked, long.text)) or run("not written down", "quiet"))
    if sheet.learned:
        yield Line(_named("What we learned", run(shortened(sheet.learned, long.text))))
    if sheet.content:
        yield Line(_named("Read", run(shortened("; ".join(sheet.content), long.cell))))


def _required(sheet: HandoffSheet) -> list[CheckRow]:
    """The checks that count: those of SQL, where it has none those of MQL."""
    required = [check for check in sheet.checks if check.required]
    return [check for check in required if check.stage == "sql"] or required


def _proven(sheet: HandoffSheet, long: Lengths) -> Iterator[Item]:
    checks = _required(sheet)
    if not checks:
        yield from _told(sheet, long)
        return
    proven = [check for check in checks if check.answer == "yes"]
    yield Line(run(f"{len(proven)} of {len(checks)} required checks hold", "strong"))
    rows = [(run(f"✓ {shortened(check.question, long.cell)}"), _evidence(check, long)) for check in proven[:CHECKS]]
    if rows:
        yield Table((Column("Check", 1.0), Column("Evidence", 1.15)), tuple(rows))
    if len(proven) > CHECKS:
        yield Line(run(f"and {len(proven) - CHECKS} more on the sheet Qualification", "quiet"))


def _told(sheet: HandoffSheet, long: Lengths) -> Iterator[Item]:
    """What they told us, where no check leaves the house."""
    told = [row for row in sheet.discovery if row.answer or row.value]
    for row in told[:CHECKS]:
        words = row.answer or row.value
        yield Line(joined([run(shortened(row.question, long.cell), "quiet"), run(shortened(words, long.cell))]), "✓")
    if not told:
        yield Line(run("nothing answered yet", "quiet"))


def _evidence(check: CheckRow, long: Lengths) -> Cell:
    text = run(shortened(check.evidence, long.cell)) or run("no evidence written", "strong")
    guess = "our guess" if check.certainty == "guess" else ""
    source = ", ".join(filter(None, (check.who, day(check.at) if check.at else "", guess)))
    against = run("contradicts an earlier answer", "strong") if check.contradicted else ()
    return joined([text, run(source, "quiet"), against])


def _planned(sheet: HandoffSheet, long: Lengths) -> Iterator[Item]:
    if sheet.scope:
        yield Line(_named("Scope", run(shortened("; ".join(line.test for line in sheet.scope), long.cell))))
    if sheet.pilot is not None:
        pilot = sheet.pilot
        days = " to ".join(day(on) for on in (pilot.starts_on, pilot.ends_on) if on)
        lacks = run(f"still needs: {', '.join(pilot.lacks)}", "strong") if pilot.lacks else ()
        said = [run(pilot.state), run(shortened(pilot.goal, long.cell)), run(days), run("; ".join(pilot.criteria[:3]))]
        yield Line(_named("Pilot", joined([*said, lacks])))
    today = next((step for step in sheet.steps if step.state == "today"), None)
    if today is not None:
        due = f"due {day(today.due)}" if today.due else ""
        done = f"{sum(step.state == 'done' for step in sheet.steps)} of {len(sheet.steps)} steps done"
        yield Line(
            _named("Decision", joined([run(f"now {today.step}"), run(today.owner), run(due), run(done, "quiet")]))
        )


def _open(sheet: HandoffSheet, long: Lengths) -> Iterator[Item]:
    if sheet.gap_override:
        words = f"Sent in spite of a question that stops the deal: {shortened(sheet.gap_override, long.cell)}"
        yield Line(run(words, "strong"), "!")
    if sheet.override:
        yield Line(run(f"Gate overridden: {shortened(sheet.override, long.cell)}", "strong"), "!")
    order = ("stops", "slows", "nice")
    gaps = sorted(sheet.gaps, key=lambda gap: order.index(gap.severity) if gap.severity in order else len(order))
    if gaps:
        rows = tuple(_gap(gap, long) for gap in gaps[:GAPS])
        yield Table((Column("Open question", 3.0), Column("", 1.0), Column("Who owes it", 1.5)), rows)
    if len(gaps) > GAPS:
        yield Line(run(f"and {len(gaps) - GAPS} more on the sheet Gaps", "quiet"))
    for check in [check for check in _required(sheet) if check.answer != "yes"][:CHECKS]:
        yield Line(run(shortened(check.question, long.cell)), _SIGN.get(check.answer, "?"))
    yield from _committee(sheet, long)
    if sheet.missing:
        lacking = shortened(", ".join(sheet.missing), long.cell)
        yield Line(_named(f"Package {sheet.percent}% complete, without", run(lacking)))


def _gap(gap: GapRow, long: Lengths) -> tuple[Cell, ...]:
    due = f"due {day(gap.due)}" if gap.due else ""
    late = run("overdue", "strong") if gap.overdue else ()
    severity = run(_SEVERITY.get(gap.severity, gap.severity), "strong" if gap.severity == "stops" else "")
    owes = joined([run(_SIDE.get(gap.owed_by, "")), run(gap.owner), run(due), late])
    return run(shortened(gap.question, long.cell)), severity, owes


def _committee(sheet: HandoffSheet, long: Lengths) -> Iterator[Item]:
    named = ", ".join(f"{seat.person} ({seat.seat})" for seat in sheet.committee if seat.person)
    empty = ", ".join(seat.seat for seat in sheet.committee if not seat.person and seat.need == "required")
    known = run(f"{sheet.coverage} required seats known", "strong") if sheet.coverage else ()
    if known or named:
        yield Line(_named("Committee", joined([known, run(shortened(named, long.text))])))
    if empty:
        yield Line(_named("Seats to fill", run(shortened(empty, long.cell))))
    if sheet.committee_says:
        yield Line(_named("Weak", run(shortened("; ".join(sheet.committee_says), long.cell))))


def _changes(sheet: HandoffSheet, long: Lengths) -> Iterator[Item]:
    for change in sheet.changes[:CHANGES]:
        yield Line(run(shortened(change.says, long.cell)), "·")
    if len(sheet.changes) > CHANGES:
        yield Line(run(f"and {len(sheet.changes) - CHANGES} more changes on the sheet Summary", "quiet"))


def _next(sheet: HandoffSheet, long: Lengths) -> Iterator[Item]:
    due = f"by {day(sheet.due)}" if sheet.due else ""
    step = run(shortened(sheet.next_step, long.text), "strong") or run("not agreed", "strong")
    yield Line(joined([step, run(sheet.owner), run(due)]))
    if sheet.questions:
        yield Line(run("Questions to ask", "quiet"))
    for number, question in enumerate(sheet.questions[:ASKED], 1):
        yield Line(run(shortened(question, long.cell)), f"{number}.")


def _reply(sheet: HandoffSheet, zone: tzinfo) -> Iterator[Item]:
    until = f" by {moment(sheet.reply_by, zone)}" if sheet.reply_by else ""
    to = f" to {sheet.by}" if sheet.by else ""
    yield Line(run(f"Accept, Reject or Need more{until}.", "strong"))
    yield Line(
        run(
            "In the workbook that came with this page, fill in the sheet Reply: verdict, reason, note, date and your "
            f"name. Save it under any name and send it back{to}. Nothing else in it needs to be touched."
        )
    )


def _foot(sheet: HandoffSheet, mark: str) -> Iterator[str]:
    level = LEVELS[known_level(sheet.privacy)]
    playbook = f"playbook {sheet.playbook}, version {sheet.playbook_version}" if sheet.playbook else ""
    yield " · ".join(filter(None, (level, playbook)))
    notes = "note that looks" if sheet.left_out == 1 else "notes that look"
    out = f"{sheet.left_out} {notes} like patient data left out" if sheet.left_out else ""
    yield " · ".join(
        filter(None, (f"package {mark}", f"times in {sheet.zone}", out, "No patient data belongs in a handoff."))
    )
