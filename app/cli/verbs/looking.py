"""Looking: what waits today, and lists of leads."""

import contextlib
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.cli.documents import some
from app.cli.finding import known_facts
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.groups import GROUPS
from app.domain.listing import Condition, Order, Test
from app.domain.matching import fold
from app.domain.problems import Problem, Trouble
from app.services import deriving
from app.services.accounts import account_ids, account_rows
from app.services.desk import Desk
from app.services.leads import LeadFilter, LeadRow, filter_choices, ids_in_order, lead_ids, lead_rows
from app.services.today import TodayGroup, today, today_ids
from app.services.today_leads import TodayRow, today_leads
from app.services.work import Work

SHOWN = 20  # leads of a group that are listed where no group is named
_CHOICES = {
    "path": "paths",
    "owner": "owners",
    "service_line": "service_lines",
    "segment": "segments",
    "country": "countries",
    "source": "sources",
    "fit_band": "fit_bands",
    "intent_band": "intent_bands",
}
_OPEN = ("open", ["true"])


# --- today ------------------------------------------------------------------------------------------------------------


def today_(args: Namespace, out: Output) -> None:
    """The groups of what waits, each with its leads and why they wait."""
    limit = args.limit if args.limit is not None or args.group else SHOWN
    only = _group_of(args.group) if args.group else ""
    with up_to_date(args) as desk:
        groups = [group for group in desk.ask(today).groups if only in ("", group.id)]
        leads = {group.id: desk.ask(today_leads, group.id, limit) for group in groups if group.count}
    names = ("id", "label", "about", "count")
    out.document({"groups": [some(group, *names, leads=leads.get(group.id, [])) for group in groups]})
    out.table(
        ("Count", "Group", "", "Where"),
        [(group.count, group.label, group.about, f"group={group.id}") for group in groups],
        right=("Count",),
    )
    for group in groups:
        _print_group(group, leads.get(group.id, []), out)


def _print_group(group: TodayGroup, leads: list[TodayRow], out: Output) -> None:
    if not leads:
        return
    out.say("", group.label)
    since = [row.since.date().isoformat() if row.since else "" for row in leads]
    rows = [(row.id, row.person, row.account, row.owner, at, row.why) for row, at in zip(leads, since, strict=True)]
    out.table(("Lead", "Person", "Account", "Owner", "Since", "Why"), rows, right=("Lead",), indent=2)
    if len(leads) < group.count:
        out.say(f"  and {group.count - len(leads)} more: assay today W --group {group.id}")


def _group_of(text: str) -> str:
    """The id of a group, by its id or its name. Raises Problem for none."""
    found = next((group.id for group in GROUPS if fold(text) in (fold(group.id), fold(group.label))), "")
    if not found:
        known = ", ".join(group.id for group in GROUPS)
        raise Problem(f"'{text}' is not a group of Today; choose one of {known}.")
    return found


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
    if args.columns or args.counted_by or args.view or args.save or args.output:
        _with_columns(args, out)
        return
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


def _with_columns(args: Namespace, out: Output) -> None:
    """The same with any columns: shown, counted, written into a file or saved as a view."""
    from app.cli.verbs import listing  # columns and views are met only when they are asked for

    with up_to_date(args) as desk:
        settings = listing.asked(desk, args, "leads")
        tests = desk.ask(_as_conditions, [one for one in args.where if isinstance(one, tuple)])
        settings = settings.also(*tests)
        listing.show(desk, args, out, "leads", settings)
    listing.save(args, out, "leads", settings)


def _as_conditions(work: Work, tests: list[tuple[str, str]]) -> list[Condition]:
    """Tests like ("stage", "mql") as conditions of the list."""
    by_field = _by_field(tests)
    if "open" in by_field:
        by_field["open"] = ["yes" if value == "true" else "no" for value in by_field["open"]]
    if "group" in by_field:
        by_field["group"] = [_group_of(text) for text in by_field["group"]]
    of_fields = {name: tuple(dict.fromkeys(values)) for name, values in by_field.items()}
    return [Condition(name, Test.IS if name == "open" else Test.ONE_OF, values) for name, values in of_fields.items()]


def _listed(row: LeadRow) -> dict[str, Any]:
    first = ("id", "person", "email", "account", "service_line", "stage", "path", "fit", "intent", "owner", "next_step")
    return some(row, *first, "due") | {name: getattr(row, name) for name in row.__slots__ if name not in first}


def chosen(
    work: Work, tests: Sequence[tuple[str, str] | Condition], text: str = "", order: Sequence[Order] = ()
) -> list[int]:
    """The ids of the leads that pass tests like ("stage", "mql"), several of one field meaning any, and conditions."""
    by_field = _by_field([one for one in tests if isinstance(one, tuple)])
    conditions = tuple(one for one in tests if isinstance(one, Condition))
    known_facts(work, "leads", [*(one.column for one in conditions), *(one.column for one in order)])
    found = list(ids_in_order(work, replace(_filter(work, by_field, text), conditions=conditions), order))
    for keep in (
        _not_open(work, found) if set(by_field.get("open", ())) == {"false"} else None,
        _in_groups(work, by_field["group"]) if "group" in by_field else None,
        _at_accounts(work, by_field["account"]) if "account" in by_field else None,
        _with_addresses(work, by_field["email"]) if "email" in by_field else None,
    ):
        if keep is not None:
            found = [id for id in found if id in keep]
    return found


def filter_of(work: Work, tests: Sequence[tuple[str, str] | Condition], text: str = "") -> LeadFilter:
    """The filter that tests mean, for what counts leads without listing them. Raises Problem where none can."""
    by_field = _by_field([one for one in tests if isinstance(one, tuple)])
    conditions = tuple(one for one in tests if isinstance(one, Condition))
    known_facts(work, "leads", [one.column for one in conditions])
    countable = ("stage", *_CHOICES)
    other = next((name for name in by_field if name not in countable and (name, by_field[name]) != _OPEN), "")
    if other:
        raise Problem(f"'{other}' cannot be counted by; choose by {', '.join(countable)}, or open=true.")
    return replace(_filter(work, by_field, text), conditions=conditions)


def _by_field(tests: list[tuple[str, str]]) -> dict[str, list[str]]:
    by_field: dict[str, list[str]] = {}
    for name, value in tests:
        by_field.setdefault(name, []).append(value)
    return by_field


def _filter(work: Work, by_field: dict[str, list[str]], text: str) -> LeadFilter:
    parts: dict[str, Any] = {"text": text, "stages": tuple(by_field.get("stage", ()))}
    for name, part in _CHOICES.items():
        if name in by_field:
            parts[part] = tuple(id for value in by_field[name] for id in _ids_of(work, name, part, value))
    return LeadFilter(**parts, open_only=set(by_field.get("open", ())) == {"true"})


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
    wanted = [_group_of(text) for text in groups]
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
