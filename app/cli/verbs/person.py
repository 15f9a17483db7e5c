"""Everything known about one person, and which value of a field is used."""

from argparse import Namespace
from typing import Any

from app.cli.documents import some
from app.cli.finding import the_person
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.cli.verbs.files import document_of as file_document
from app.cli.verbs.files import print_files
from app.domain.problems import Problem
from app.services.alternatives import FactView, forget_alternative, use_alternative
from app.services.person_page import PersonView, person_view


def person_(args: Namespace, out: Output) -> None:
    """Everything known about a person; use or forget an alternative."""
    if args.use is not None or args.forget is not None:
        _settle(args, out)
        return
    with to_look(args) as desk:
        view = desk.ask(person_view, desk.ask(the_person, args.person))
    out.document(document_of(view))
    if not out.as_json:
        _print(view, out)


def _settle(args: Namespace, out: Output) -> None:
    number = args.use if args.use is not None else args.forget
    with to_change(args) as desk:
        view = desk.ask(person_view, desk.ask(the_person, args.person))
        if number not in {one.id for fact in view.facts for one in fact.alternatives}:
            raise Problem(f"{view.name} has no alternative {number}; `assay person` lists them.")
        changed = desk.do(use_alternative if args.use is not None else forget_alternative, number)
    out.document({"label": changed.label, "kept": changed.kept})
    out.say(f"{changed.label}.", *changed.kept)


def document_of(view: PersonView) -> dict[str, Any]:
    """A person as the JSON document of `person`."""
    names = ("id", "uuid", "name", "title", "relation", "email_kind", "created_at", "account_id", "account", "notes")
    return {
        **some(view, *names, "facts", "consent", "leads", "seats", "extra", "history"),
        "timeline": [
            {"lead": row.lead_id, "about": row.lead} | some(row.line, "at", "kind", "title", "text", "by", "id")
            for row in view.timeline
        ],
        "extra_of_leads": [{"lead": id, "about": about, "facts": facts} for id, about, facts in view.extra_of_leads],
        "attachments": [file_document(row) for row in view.files],
    }


def _print(view: PersonView, out: Output) -> None:
    out.say(f"{view.name} (person {view.id})")
    facts = [(fact.label, fact.value, _origin(fact)) for fact in view.facts if fact.value]
    out.table(("Fact", "Value", "From"), facts, indent=2)
    beside = [
        (one.id, fact.label, one.value, one.source, f"{one.at:%Y-%m-%d}")
        for fact in view.facts
        for one in fact.alternatives
    ]
    if beside:
        out.say("", "Also known (assay person --use NUMBER)")
        out.table(("Id", "Fact", "Value", "Which is", "Since"), beside, right=("Id",), indent=2)
    said = [(one.label, one.says) for one in view.consent if one.value]
    if said:
        out.say("", "May we write")
        out.pairs(said, indent=2)
    if view.leads:
        out.say("", "Leads")
        leads = [(r.id, r.service_line_label, r.stage, r.path_label, r.owner, r.next_step, r.due) for r in view.leads]
        out.table(("Id", "Service line", "Stage", "Path", "Owner", "Next step", "Due"), leads, right=("Id",), indent=2)
    if view.seats:
        out.say("", "Seats")
        seats = [
            (s.account, s.service_line_label, s.seat_label, ", ".join(s.power), s.stance, s.certainty)
            for s in view.seats
        ]
        out.table(("Account", "Service line", "Seat", "May", "Stance", "Known from"), seats, indent=2)
    if view.notes:
        out.say("", "Notes", *(f"  {line}" for line in view.notes.splitlines()))
    _print_rest(view, out)


def _print_rest(view: PersonView, out: Output) -> None:
    if view.files:
        out.say("", "Files")
        print_files(view.files, out, indent=2)
    if view.timeline:
        out.say("", "Story")
        story = [
            (f"{r.line.at:%Y-%m-%d %H:%M}", r.line.kind, r.line.title, r.line.text, f"lead {r.lead_id}", r.line.by)
            for r in view.timeline
        ]
        out.table(("When", "Kind", "What", "", "Of", "By"), story, indent=2)
    for id, about, facts in ((0, "", view.extra), *view.extra_of_leads):
        if facts:
            out.say("", f"Further facts of lead {id} ({about})" if id else "Further facts")
            out.pairs(list(facts.items()), indent=2)


def _origin(fact: FactView) -> str:
    origin = fact.origin
    return f"{origin.says} · {origin.by} · {origin.at:%Y-%m-%d}" if origin is not None else ""
