"""Looking: what waits today, lists of leads, everything about one."""

import contextlib
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from app.cli.documents import some
from app.cli.finding import the_lead
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.matching import fold
from app.domain.problems import Problem, Trouble
from app.services import deriving
from app.services.accounts import account_ids, account_rows
from app.services.desk import Desk
from app.services.lead_page import ChecklistView, LeadView, lead_view
from app.services.lead_record import LeadRecord, lead_record
from app.services.leads import SORTS, LeadFilter, LeadRow, filter_choices, lead_ids, lead_rows
from app.services.today import today, today_ids
from app.services.work import Work

_CHOICES = {
    "path": "paths",
    "owner": "owners",
    "service_line": "service_lines",
    "segment": "segments",
    "country": "countries",
    "source": "sources",
}


# --- today ------------------------------------------------------------------------------------------------------------


def today_(args: Namespace, out: Output) -> None:
    """The groups of what waits, with their counts."""
    with up_to_date(args) as desk:
        view = desk.ask(today)
    out.document({"groups": [some(group, "id", "label", "about", "count") for group in view.groups]})
    out.table(
        ("Count", "Group", "", "Where"),
        [(group.count, group.label, group.about, f"group={group.id}") for group in view.groups],
        right=("Count",),
    )


def up_to_date(args: Namespace) -> Desk:
    """The workspace to look at, with what time alone has changed judged anew.

    Where somebody else has the workspace, or nobody may write to it, it is shown as it is.
    """
    desk = to_look(args)
    if not desk.ask(deriving.waiting):
        return desk
    desk.close()
    with contextlib.suppress(Problem, Trouble), to_change(args) as writer:
        while writer.do(deriving.bring_up_to_date).outcome:
            pass
    return to_look(args)


# --- lists ------------------------------------------------------------------------------------------------------------


def leads_(args: Namespace, out: Output) -> None:
    """The leads that pass every test, in order."""
    if args.sort not in SORTS:
        raise Problem(f"'{args.sort}' is not a column to sort by; choose one of {', '.join(SORTS)}.")
    with up_to_date(args) as desk:
        ids = desk.ask(chosen, args.where, args.search, args.sort)
        rows = desk.ask(lead_rows, ids[: args.limit])
    out.document({"total": len(ids), "leads": [_listed(row) for row in rows]})
    out.table(
        ("Id", "Person", "Account", "Service line", "Stage", "Path", "Fit", "Intent", "Owner", "Due", "Next step"),
        [
            (
                row.id,
                row.person,
                row.account,
                row.service_line_label,
                row.stage.upper() if row.stage in ("mql", "sal", "sql") else row.stage.capitalize(),
                row.path_label,
                row.fit,
                row.intent,
                row.owner,
                f"{row.due or ''}{' late' if row.overdue else ''}",
                row.next_step,
            )
            for row in rows
        ],
        right=("Id", "Fit", "Intent"),
    )
    shown = f", {len(rows)} shown" if len(rows) < len(ids) else ""
    out.say(f"{len(ids)} {'lead' if len(ids) == 1 else 'leads'}{shown}.")


def _listed(row: LeadRow) -> dict[str, Any]:
    first = ("id", "person", "email", "account", "service_line", "stage", "path", "fit", "intent", "owner", "next_step")
    return some(row, *first, "due") | {name: getattr(row, name) for name in row.__slots__ if name not in first}


def chosen(work: Work, tests: list[tuple[str, str]], text: str = "", sort: str = "due") -> list[int]:
    """The ids of the leads that pass tests like ("stage", "mql"); several of one field mean any of them."""
    by_field: dict[str, list[str]] = {}
    for name, value in tests:
        by_field.setdefault(name, []).append(value)
    parts: dict[str, Any] = {"text": text, "stages": tuple(by_field.get("stage", ()))}
    for name, part in _CHOICES.items():
        if name in by_field:
            parts[part] = tuple(id for value in by_field[name] for id in _ids_of(work, name, part, value))
    truth = set(by_field.get("open", ()))
    if truth == {"true"}:
        parts["open_only"] = True
    found = list(lead_ids(work, LeadFilter(**parts), sort))
    for keep in (
        _not_open(work, found) if truth == {"false"} else None,
        _in_groups(work, by_field["group"]) if "group" in by_field else None,
        _at_accounts(work, by_field["account"]) if "account" in by_field else None,
        _with_addresses(work, by_field["email"]) if "email" in by_field else None,
    ):
        if keep is not None:
            found = [id for id in found if id in keep]
    return found


def _ids_of(work: Work, name: str, part: str, value: str) -> list[str]:
    """What is stored for a value as people write it: its id or its label in any case, or a country's name."""
    code = _country(value) if name == "country" else ""
    stored = getattr(filter_choices(work), part)
    wanted = {fold(value), fold(code) if code else fold(value)}
    return [id for id, label, _ in stored if fold(id) in wanted or fold(label) in wanted] or [code or value]


def _country(name: str) -> str:
    from app.intake.cleaning.countries import country_code

    return country_code(name)


def _not_open(work: Work, ids: list[int]) -> set[int]:
    return set(ids) - set(lead_ids(work, LeadFilter(open_only=True)))


def _in_groups(work: Work, groups: list[str]) -> set[int]:
    known = {group.id: group for group in today(work).groups}
    wanted = [next((g.id for g in known.values() if fold(text) in (fold(g.id), fold(g.label))), "") for text in groups]
    if "" in wanted:
        raise Problem(f"'{groups[wanted.index('')]}' is not a group of Today; choose one of {', '.join(known)}.")
    return {id for group in wanted for id in today_ids(work, group)}


def _at_accounts(work: Work, names: list[str]) -> set[int]:
    """The leads at accounts of these names (the whole name, else words of it) or numbers."""
    found: set[int] = set()
    for name in names:
        rows = account_rows(work, account_ids(work, name))
        exact = [row.id for row in rows if fold(row.name) == fold(name)]
        ids = [int(name)] if name.isascii() and name.isdecimal() and len(name) < 19 else exact or [r.id for r in rows]
        for id in ids:
            found.update(lead_ids(work, LeadFilter(account_id=id)))
    return found


def _with_addresses(work: Work, addresses: list[str]) -> set[int]:
    wanted = {address.casefold() for address in addresses}
    ids = {id for address in addresses for id in lead_ids(work, LeadFilter(text=address))}
    return {row.id for row in lead_rows(work, sorted(ids)) if row.email.casefold() in wanted}


# --- one lead ---------------------------------------------------------------------------------------------------------


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
        **some(view, *head, *more, "group", "group_why", "deadline", "coverage", "gaps", "extra", "remarks"),
        "score": some(view.score, "fit", "intent", "fit_band", "intent_band", "cell_label", "cell_path")
        | {"ledger": view.score.ledger, "would_change": view.score.would_change},
        "route": view.route,
        "checklists": {"mql": _checklist(view.mql), "sql": _checklist(view.sql)},
        "signals": record.signals,
        "touches": record.touches,
        "moves": record.moves,
        "stakeholders": record.stakeholders,
        "handoffs": record.handoffs,
    }


def _checklist(checklist: ChecklistView) -> list[Mapping[str, Any]]:
    names = ("id", "question", "required", "answer", "evidence", "who", "at")
    more = ("by", "gate", "guidance", "contradicted", "holds", "suggestion", "seat_label", "proof_questions")
    return [some(row, *names, certainty=row.certainty or None) | some(row, *more) for row in checklist.rows]


def _print_lead(view: LeadView, record: LeadRecord, out: Output) -> None:
    account = view.account
    out.say(f"{view.person.name} (lead {view.id})")
    out.pairs(
        [
            ("Title", view.person.title),
            ("Account", account.name if account else ""),
            ("E-mail", view.person.email),
            ("Phone", view.person.phone),
            ("Service line", view.service_line_label),
            ("Stage", view.stage_label),
            ("Path", view.path_label),
            ("Owner", view.owner),
            ("Next step", f"{view.next_step}{f', by {view.due}' if view.due else ''}"),
            ("Waits because", view.group_why),
            ("Fit", f"{view.score.fit} ({view.score.fit_band})"),
            ("Intent", f"{view.score.intent} ({view.score.intent_band}): {view.score.cell_label}"),
            ("Suggested path", f"{view.route.path_label}: {view.route.why}"),
            ("Committee", view.coverage.text),
        ],
        indent=2,
    )
    _print_ledger(view, out)
    for name, checklist in (("MQL", view.mql), ("SQL", view.sql)):
        out.say("", f"{name}: {checklist.met} of {checklist.required} required")
        out.table(
            ("", "Criterion", "Question", "Evidence"),
            [
                (
                    {"yes": "yes", "no": "no"}.get(row.answer, "?" if row.required else "-"),
                    row.id,
                    row.question,
                    row.evidence or (f"suggested: {row.suggestion}" if row.suggestion else ""),
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
    if view.timeline:
        out.say("", "Story")
        story = [(f"{row.at:%Y-%m-%d %H:%M}", row.title, row.text, row.by) for row in view.timeline]
        out.table(("When", "What", "", "By"), story, indent=2)
    if view.extra:
        out.say("", "Further facts")
        out.pairs(list(view.extra.items()), indent=2)


def _print_ledger(view: LeadView, out: Output) -> None:
    if view.score.ledger:
        out.say("", "Score")
        rows = [(row.axis, f"{row.points:+d}", row.label, row.fact) for row in view.score.ledger]
        out.table(("Axis", "Points", "Rule", "Fact"), rows, right=("Points",), indent=2)
