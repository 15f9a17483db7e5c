"""What happens next: routes in order, the paths they lead to, hours and deadlines, and how leads leave and return."""

from collections.abc import Sequence

from app.domain.clock import holiday_dates
from app.domain.playbook import Reasoned, Relook
from app.exports.definitions.told import Told, bullets, days
from app.exports.sheet import Column, Sheet, Shown

_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def write_routes(page: Sheet, told: Told) -> None:
    """The routes in their order, each in words."""
    page.title(
        "Routes", "Tried from the top; the first that holds proposes path, owner and deadline. A person moves the lead."
    )
    columns = (
        Column("Order", "top int", 7),
        Column("Route", "top text", 24),
        Column("When", "top long", 66),
        Column("Leads to", "top text", 16),
        Column("Owner", "top text", 24),
        Column("Within", "top text", 10),
        Column("Because", "top long", 26),
        Column("Id", "top small", 9),
    )
    rows = [
        (
            number,
            Shown(route.label, "top strong"),
            told.condition(route.when),
            told.path(route.path),
            told.owner(route.owner),
            hours(route.deadline_hours),
            route.why,
            route.id,
        )
        for number, route in enumerate(told.playbook.routes, 1)
    ]
    page.table("Routes", columns, rows, freeze=2)


def write_paths(page: Sheet, told: Told) -> None:
    """The paths a lead may be on."""
    page.title(
        "Paths", "A path says what happens next with a lead; every open lead has an owner, a next step and a date."
    )
    columns = (
        Column("Path", "top text", 24),
        Column("What it means", "top long", 62),
        Column("Lead stays open", "top word", 16),
        Column("Needs a date", "top word", 14),
        Column("Key", "top word", 8),
        Column("Id", "top small", 18),
    )
    rows = [
        (Shown(p.label, "top strong"), p.about, p.open, "Yes, or a trigger" if p.needs_date else "No", p.key, p.id)
        for p in told.playbook.paths
    ]
    page.table("Paths", columns, rows, freeze=1)


def write_time(page: Sheet, told: Told, year: int) -> None:
    """Working hours and holidays, deadlines, and how soon each offer is followed up."""
    book = told.playbook
    page.title(
        "Time", "Deadlines run in business hours and stand still at night, on free days, and while a lead is paused."
    )
    page.heading("Business hours and deadlines", 4)
    facts = Column("What", "top text", 34), Column("How it is", "top long", 46)
    hours_ = book.hours
    silence = "it counts as accepted" if book.deadlines.silence_accepts else "it stays pending and is shown as overdue"
    rows = [
        ("Working days", ", ".join(_DAYS[day] for day in hours_.days)),
        ("Working hours", f"{hours_.start:%H:%M} to {hours_.end:%H:%M}, time in {hours_.timezone}"),
        ("First outreach", f"within {hours(book.deadlines.first_outreach_hours)}, unless the offer has its own time"),
        ("Verdict on a handoff", f"within {hours(book.deadlines.verdict_hours)}; without one {silence}"),
    ]
    page.table("Hours", facts, rows)
    page.heading("First outreach and follow-up by offer", 4)
    offers = (
        Column("What they answered to or asked for", "top text", 34),
        Column("First outreach within", "top text", 46),
        Column("Next follow-up after", "top text", 24),
        Column("Id", "top small", 24),
    )
    page.table("Offers", offers, _by_offer(told), none="every offer alike", repeat=True)
    page.heading("Days on which nobody works", 4)
    days_ = (
        Column("Holiday", "top text"),
        Column("Rule", "top text"),
        Column(f"In {year}", "top date"),
        Column(f"In {year + 1}", "top date"),
    )
    free = [(one.name, one.rule, *(_first(one.rule, y) for y in (year, year + 1))) for one in hours_.holidays]
    page.table("Holidays", days_, free, none="no holiday is named")


def _by_offer(told: Told) -> list[tuple[object, ...]]:
    first, later = told.playbook.deadlines.first_outreach_by_offer, told.playbook.deadlines.follow_up_days_by_offer
    offers = sorted(dict.fromkeys([*first, *later]), key=lambda id: (first.get(id, 1e9), later.get(id, 1e9)))
    return [
        (
            Shown(told.playbook.label("offer", id), "top strong"),
            hours(first[id]) if id in first else "as every lead",
            days(later[id]) if id in later else "as agreed",
            id,
        )
        for id in offers
    ]


def _first(rule: str, year: int) -> object:
    found = sorted(holiday_dates(rule, year))
    return found[0] if found else "not that year"


def hours(number: float) -> str:
    """Business hours in words."""
    return f"{number:g} hour" if number == 1 else f"{number:g} hours"


def write_leaving(page: Sheet, told: Told) -> None:
    """No answer, disqualify and not-now rules: when we stop, and when we look again."""
    rule = told.playbook.no_response
    page.title(
        "Leaving, coming back",
        "Nothing is forgotten: who leaves has a reason, and a day or an event that brings them back.",
    )
    page.heading("When nobody answers", 5)
    said = (
        f"After {rule.attempts} attempts over at least {days(rule.days)} without an answer the program proposes: "
        f"{rule.proposes}"
    )
    page.widths(34, 62, 26, 40, 18)
    page.height(page.row, page.across(page.row, 1, 4, said, "plain"))
    page.row += 1
    cadence = ", ".join(str(number) for number in rule.cadence_days) or "as agreed"
    page.height(
        page.row,
        page.across(page.row, 1, 4, f"Who is left in peace is written to again after {cadence} days.", "plain"),
    )
    page.row += 2
    for heading, name, rules in (
        ("Disqualify: we will not work this", "Disqualify", told.playbook.disqualify),
        ("Not now: a real buyer at the wrong time", "Not_now", told.playbook.not_now),
    ):
        page.heading(heading, 5)
        page.table(name, _RELOOK, [_relook(one, told) for one in rules], none="no written check")


_RELOOK = (
    Column("Check", "top text", 34),
    Column("When it holds", "top long", 62),
    Column("Look again", "top text", 26),
    Column("or when", "top long", 40),
    Column("Id", "top small", 18),
)


def _relook(rule: Relook, told: Told) -> tuple[object, ...]:
    again = "Never" if rule.relook_days is None else f"after {days(rule.relook_days)}"
    return Shown(rule.label, "top strong"), told.condition(rule.when), again, rule.trigger, rule.id


def write_reasons(page: Sheet, told: Told) -> None:
    """The reasons people choose from, each with what it asks us to do."""
    page.title("Reasons", "The reasons to choose from, and what each asks us to do. The list is short on purpose.")
    reasons = told.playbook.reasons
    columns = (
        Column("When", "top text", 26),
        Column("Reason", "top text", 42),
        Column("What it asks us to do", "top long", 62),
        Column("Mark", "top text", 26),
        Column("Id", "top small", 22),
    )
    lists: Sequence[tuple[str, Sequence[Reasoned]]] = (
        ("Sales rejects a handoff", reasons.reject),
        ("We disqualify", reasons.disqualify),
        ("Not now", reasons.not_now),
        ("The gate is overridden", reasons.override),
    )
    rows = [
        (when, Shown(one.label, "top strong"), one.action, _marks(one), one.id)
        for when, listed in lists
        for one in listed
    ]
    page.table("Reasons", columns, rows, freeze=2)


def _marks(reason: Reasoned) -> str:
    return bullets(
        ("Says: sent too early" if reason.sent_too_early else "", "Needs words of its own" if reason.needs_text else "")
    )


def write_nurture(page: Sheet, told: Told) -> None:
    """What those hear who are not ready, and what we want to learn from them."""
    page.title(
        "Nurture", "Right house, no project: they hear something useful on a rhythm until they ask. Consent is kept."
    )
    columns = (
        Column("Track", "top text", 17),
        Column("For whom", "top text", 27),
        Column("Service lines", "top text", 23),
        Column("The question they have", "top long", 24),
        Column("What they hear", "top long", 37),
        Column("What we want to learn", "top long", 26),
        Column("Every", "top text", 9),
        Column("Id", "top small", 9),
    )
    rows = [
        (
            Shown(track.label, "top strong"),
            bullets(told.seat(role) for role in track.roles) or "Everybody",
            told.lines(track.service_lines),
            track.buyer_question,
            bullets(track.content),
            bullets(track.collect),
            days(track.every_days),
            track.id,
        )
        for track in told.playbook.nurture
    ]
    page.table("Nurture", columns, rows, none="no track yet", freeze=1)
