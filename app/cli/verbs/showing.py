"""Everything about one lead, as a page of text or as one document."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from app.cli.clock_lines import clock_lines
from app.cli.documents import some
from app.cli.finding import the_lead
from app.cli.opening import to_look
from app.cli.printing import Output
from app.cli.verbs.files import document_of as file_document
from app.cli.verbs.files import print_files
from app.domain.paths import NURTURE
from app.services.checklists import ChecklistView, CriterionRow
from app.services.lead_page import LeadView, lead_view
from app.services.lead_record import LeadRecord, lead_record


def show_(args: Namespace, out: Output) -> None:
    """Everything about one lead."""
    with to_look(args) as desk:
        lead_id = desk.ask(the_lead, args.lead)
        view, record = desk.ask(lead_view, lead_id), desk.ask(lead_record, lead_id)
    out.document(document_of(view, record))
    if not out.as_json:
        _print_lead(view, record, out)


def document_of(view: LeadView, record: LeadRecord) -> dict[str, Any]:
    """A lead as the JSON document of `show`."""
    head = ("id", "uuid", "person", "account", "service_line", "stage", "path", "owner", "next_step", "due")
    more = ("is_open", "trigger", "cycle", "created_at", "source", "campaign", "offer", "asked_for", "evaluation_stage")
    return {
        **some(view, *head, *more, "group", "group_why", "deadline", "gaps", "extra", "remarks"),
        **some(view, "deadlines", "paused", "routes", "alarms", "decision"),
        "coverage": some(view.coverage, "text", "required", "covered", gaps=_pairs(view.coverage.gaps, "says", "fix")),
        "score": some(view.score, "fit", "intent", "fit_band", "intent_band", "cell_label", "cell_path")
        | {"ledger": view.score.ledger, "would_change": view.score.would_change},
        "route": some(view.route, "path", "path_label", "why", "owner", "deadline_hours")
        | some(view.route, "id", "label", "why_owner", "due_at")
        | {"why_not": _pairs(view.route.why_not, "label", "reason")},
        "checklists": {"mql": _checklist(view.mql), "sql": _checklist(view.sql)},
        "signals": record.signals,
        "touches": record.touches,
        "moves": record.moves,
        "stakeholders": record.stakeholders,
        "handoffs": record.handoffs,
        "attachments": [file_document(row) for row in view.files],
        "put_off": view.put_off,
        "nurture": view.nurture,
        "proposals": [
            some(one, "id", "says", "why", "path", "act") | some(one.reason, "learned", "next_step", "due", "code")
            for one in view.proposals
        ],
    }


def _pairs(rows: Iterable[tuple[str, str]], first: str, second: str) -> list[dict[str, str]]:
    return [{first: row[0], second: row[1]} for row in rows]


def _checklist(checklist: ChecklistView) -> list[Mapping[str, Any]]:
    names = ("id", "question", "required", "answer", "evidence", "who", "at")
    more = ("by", "gate", "guidance", "contradicted", "earlier", "holds", "kind", "source", "source_id", "lost")
    ask = ("suggestion", "suggested_by", "seat_label", "knows", "proof_questions")
    return [some(row, *names, certainty=row.certainty or None) | some(row, *more, *ask) for row in checklist.rows]


def _print_lead(view: LeadView, record: LeadRecord, out: Output) -> None:
    account = view.account
    out.say(f"{view.person.name} (lead {view.id})")
    out.pairs(
        [
            ("Title", view.person.title),
            ("Account", account.name if account else ""),
            ("E-mail", view.person.email),
            ("Phone", view.person.phone),
            ("Also", "; ".join(value for _, value, _ in view.person.alternatives)),
            ("May we write", ", ".join(f"{channel}: {word}" for channel, word in view.person.consent.items())),
            ("Service line", view.service_line_label),
            ("Source", view.source),
            ("Asked for", view.asked_for),
            ("Stage", view.stage_label),
            ("Path", view.path_label),
            ("Owner", view.owner),
            ("Next step", f"{view.next_step}{f', by {view.due}' if view.due else ''}"),
            ("Waits because", view.group_why),
            ("Fit", f"{view.score.fit} ({view.score.fit_band})"),
            ("Intent", f"{view.score.intent} ({view.score.intent_band}): {view.score.cell_label}"),
            ("Suggested path", f"{view.route.path_label}: {view.route.why}"),
            ("Committee", "; ".join((view.coverage.text, *view.alarms))),
        ],
        indent=2,
    )
    for line in clock_lines(view):
        out.say(f"  {line}")
    _print_coming(view, out)
    if view.remarks:
        out.say("", "Noticed at import", *(f"  {remark}" for remark in view.remarks))
    if view.person.notes:
        out.say("", "Notes", *(f"  {line}" for line in view.person.notes.splitlines()))
    _print_ledger(view, out)
    for name, checklist in (("MQL", view.mql), ("SQL", view.sql)):
        out.say("", f"{name}: {checklist.met} of {checklist.required} required")
        out.table(
            ("", "Criterion", "Question", "Evidence", "Who would know"),
            [
                (
                    {"yes": "yes", "no": "no"}.get(row.answer, "?" if row.required else "-"),
                    row.id,
                    row.question,
                    _evidence(row),
                    row.knows,
                )
                for row in checklist.rows
            ],
            indent=2,
        )
    open_gaps = [gap for gap in view.gaps if gap.status in ("open", "waiting")]
    if open_gaps:
        out.say("", "Open questions")
        gaps = [(gap.id, gap.severity, gap.question, gap.owner, gap.due) for gap in open_gaps]
        out.table(("No", "Weight", "Question", "Owner", "Due"), gaps, right=("No",), indent=2)
    if record.stakeholders:
        out.say("", "Committee")
        seats = [(one.name, one.title, one.seat_label, ", ".join(one.power)) for one in record.stakeholders]
        out.table(("Name", "Title", "Seat", "Power"), seats, indent=2)
    if view.files:
        out.say("", "Files")
        print_files(view.files, out, indent=2)
    if view.timeline:
        out.say("", "Story")
        story = [
            (f"{row.at:%Y-%m-%d %H:%M}", f"{row.kind} {row.id}", row.title, row.text, row.by) for row in view.timeline
        ]
        out.table(("When", "No", "What", "", "By"), story, indent=2)
    if view.extra:
        out.say("", "Further facts")
        out.pairs(list(view.extra.items()), indent=2)


def _evidence(row: CriterionRow) -> str:
    """What an answer rests on, or what the facts suggest; and the answer that it contradicts."""
    if not row.at:
        return f"suggested Yes: {row.suggestion}" if row.suggestion else ""
    link = f"{row.source} {row.source_id}" if row.source and not row.lost else row.lost
    said = f"{row.evidence} ({link})" if link else row.evidence
    if row.earlier is None:
        return said
    before = row.earlier
    source = ", ".join(part for part in (before.who, f"{before.at:%Y-%m-%d}" if before.at else "", before.by) if part)
    return f"{said}; contradicts {before.answer.capitalize()} ({source}): {before.evidence or 'no evidence'}"


def _print_coming(view: LeadView, out: Output) -> None:
    """How it was laid aside, what is proposed now, and its nurture track."""
    if view.put_off:
        out.say("", f"Cycle {view.cycle}", f"  {view.put_off.says}")
    if view.proposals:
        out.say("", "Proposed (assay accept)")
        out.table(("Id", "What", "Why"), [(one.id, one.says, one.why) for one in view.proposals], indent=2)
    track = view.nurture
    if track and (view.path == NURTURE or track.by_hand):
        out.say("", f"Nurture: {track.label}, every {track.every_days} days ({track.why})", f"  {track.buyer_question}")
        had = [(piece.content, f"{piece.how} {piece.at:%Y-%m-%d}" if piece.at else "") for piece in track.pieces]
        out.table(("Content", "Had"), had, indent=2)
        wanted = [(one.what, one.known or "to ask", one.criterion or one.fact) for one in track.collect]
        out.table(("To learn", "Known", "Belongs to"), wanted, indent=2)


def _print_ledger(view: LeadView, out: Output) -> None:
    if view.score.ledger:
        out.say("", "Score")
        rows = [(row.axis, f"{row.points:+d}", row.label, row.fact) for row in view.score.ledger]
        out.table(("Axis", "Points", "Rule", "Fact"), rows, right=("Points",), indent=2)
