"""Lists with any columns, counted, saved as files and as views."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from functools import partial

from app.cli.documents import some
from app.cli.finding import known_facts
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.listing import Condition, ListFilter, said
from app.domain.problems import Problem
from app.services.desk import Desk
from app.services.lists import reading
from app.services.lists.column import Value
from app.services.lists.places import column_view, place_of
from app.services.views import (
    ViewRow,
    ViewSettings,
    export_view,
    forget_view,
    save_view,
    take_view,
    view_named,
    views,
)

SHOWN = {
    "leads": ("person", "account", "service_line", "stage", "path", "fit", "intent", "owner", "due", "next_step"),
    "people": ("person", "title", "account", "email", "phone", "leads", "refused"),
    "accounts": ("name", "facility_type", "country", "city", "people", "leads", "open_leads", "best_stage"),
    "handoffs": ("number", "person", "account", "to", "state", "alarm", "sent", "due", "verdict_by", "reason"),
    "gaps": ("question", "severity", "side", "owner", "due", "age", "status", "account", "person"),
    "imports": ("file", "when", "by", "state", "rows", "created", "updated", "rejected", "doubtful", "waiting"),
    "history": ("what", "when", "by", "kind", "rows", "undone"),
}
_EXACT = ("handoffs", "imports", "history")  # where the time of day is of interest
_NOTHING_ASKED = ViewSettings()


def people_(args: Namespace, out: Output) -> None:
    """The people who pass every test."""
    _list(args, out, "people")


def accounts_(args: Namespace, out: Output) -> None:
    """The organisations that pass every test."""
    _list(args, out, "accounts")


def handoffs_(args: Namespace, out: Output) -> None:
    """The handoffs that pass every test."""
    _list(args, out, "handoffs")


def imports_(args: Namespace, out: Output) -> None:
    """The imports that pass every test."""
    _list(args, out, "imports")


def _list(args: Namespace, out: Output, place: str) -> None:
    with to_look(args) as desk:
        settings = asked(desk, args, place)
        show(desk, args, out, place, settings)
    save(args, out, place, settings)


def asked(desk: Desk, args: Namespace, place: str) -> ViewSettings:
    """What is asked for: a saved view where one is named, with what is said beside it."""
    view = desk.ask(view_named, args.view, place).settings if args.view else _NOTHING_ASKED
    tests = [one for one in args.where if isinstance(one, Condition)]
    named = (*(one.column for one in (*tests, *args.sort)), *args.columns, args.counted_by)
    desk.ask(known_facts, place, named)
    text = " ".join(part for part in (view.filter.text, args.search) if part)
    return ViewSettings(
        ListFilter(text, (*view.filter.conditions, *tests)),
        args.sort or view.order,
        args.columns or view.columns,
        view.widths,
        view.shape,
    )


def show(desk: Desk, args: Namespace, out: Output, place: str, settings: ViewSettings) -> None:
    """Print the rows with their columns, or how many there are of each value, or write them into a file."""
    ids = desk.ask(reading.ids, place, settings.filter, settings.order)
    if args.counted_by:
        _show_counts(desk, args, out, place, ids)
        return
    ids = ids if args.limit is None else ids[: args.limit]
    chosen = settings.columns or SHOWN[place]
    if args.output is not None:
        from app.services.list_export import save_list  # openpyxl is met only when a file is written

        path = desk.ask(save_list, place, ids, chosen, args.output, asked=settings.filter)
        out.document({"file": str(path), "rows": len(ids)})
        out.say(f"{len(ids)} written to {path}.")
        return
    total = desk.ask(reading.count, place, settings.filter)
    rows = desk.ask(reading.rows, place, ids, chosen)
    out.document({"total": total, place: [{"id": row.id} | dict(zip(chosen, row.values, strict=True)) for row in rows]})
    shown = [column_view(place, id) for id in chosen]
    numeric = [one.label for one in shown if one.numeric]
    plain = partial(_plain, zone=desk.ask(lambda work: work.definitions.zone), exact=place in _EXACT)
    headers = ("Id", *(one.label for one in shown))
    out.table(headers, [(row.id, *map(plain, row.values)) for row in rows], right=("Id", *numeric))
    here = place_of(place)
    part = f", {len(rows)} shown" if len(rows) < total else ""
    out.say(f"{total} {here.one if total == 1 else here.many}{part}.")


def _show_counts(desk: Desk, args: Namespace, out: Output, place: str, ids: Sequence[int]) -> None:
    counted = desk.ask(reading.counts, place, ListFilter(ids=tuple(ids)), args.counted_by)
    out.document({"by": args.counted_by, "counts": [some(one, "id", "label", "count") for one in counted]})
    out.table(("Count", "Value"), [(one.count, one.label) for one in counted], right=("Count",))


def _plain(value: Value, zone: tzinfo, *, exact: bool) -> object:
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):{'%Y-%m-%d %H:%M' if exact else '%Y-%m-%d'}}"
    return value.isoformat() if isinstance(value, date) else value


def in_words(settings: ViewSettings, place: str) -> str:
    """What a view asks for, as its conditions are written."""
    parts = [said(one, column_view(place, one.column).label) for one in settings.filter.conditions]
    return "; ".join(([f"holds “{settings.filter.text}”"] if settings.filter.text else []) + parts)


# --- views ------------------------------------------------------------------------------------------------------------


def save(args: Namespace, out: Output, place: str, settings: ViewSettings) -> None:
    """Save what was asked for as a view, where that was wished."""
    if not args.save:
        return
    with to_change(args) as desk:
        changed = desk.do(save_view, place, args.save, settings, team=args.team)
    out.say(f"{changed.label}.")


def views_(args: Namespace, out: Output) -> None:
    """List the saved views, write one into a file, take one from a file, or forget one."""
    if args.take is not None:
        with to_change(args) as desk:
            changed = desk.do(take_view, args.take, team=args.team)
        assert isinstance(changed.outcome, ViewRow)
        out.document({"view": _listed(changed.outcome), "kept": changed.kept})
        out.say(f"{changed.label}.", *changed.kept)
    elif args.forget:
        with to_change(args) as desk:
            changed = desk.do(forget_view, desk.ask(view_named, args.forget).id)
        out.document({"forgotten": args.forget})
        out.say(f"{changed.label}.")
    else:
        with to_look(args) as desk:
            if args.output is not None:
                _write(desk, args, out)
            else:
                _show_views(desk, out)


def _write(desk: Desk, args: Namespace, out: Output) -> None:
    if not args.view:
        raise Problem("Name the view to write with --view NAME.")
    path = desk.ask(export_view, desk.ask(view_named, args.view).id, args.output)
    out.document({"file": str(path)})
    out.say(f"Written to {path}; `assay views W --take {path}` saves it elsewhere.")


def _show_views(desk: Desk, out: Output) -> None:
    rows = desk.ask(views)
    out.document({"views": [_listed(row) for row in rows]})
    shown = [(r.id, r.name, r.place, "own" if r.own else "team", in_words(r.settings, r.place)) for r in rows]
    out.table(("Id", "View", "Of", "Whose", "Shows"), shown, right=("Id",))
    if not rows:
        out.say("No view is saved yet; `assay leads W --where ... --save NAME` saves one.")


def _listed(row: ViewRow) -> dict[str, object]:
    return some(row, "id", "name", "place", "own", "by", "at", shows=in_words(row.settings, row.place))
