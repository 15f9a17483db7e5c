"""The sheet of a call as an outline: its twelve parts in their fixed order, every blank shown as not known (CP1)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from app.domain.calls.documents import DOCUMENT_STATES
from app.domain.calls.meeting import Attendee, Header
from app.domain.calls.pilot import PILOT_STATES
from app.domain.calls.sheet import BLOCKS, CallSheet, Footer, GapLine, QuestionLine, StepLine
from app.domain.calls.since import Since, SinceItem
from app.domain.calls.technical_side import DocumentLine, Integration, PilotBlock, ScopeLine
from app.domain.calls.unknown import Day, Text, Unknown
from app.domain.counting import counted
from app.domain.gaps import TOP, severities, sides
from app.domain.outline import (
    Ask,
    Cell,
    Column,
    Facts,
    Item,
    Line,
    Outline,
    Part,
    Questions,
    Run,
    Sides,
    Step,
    Table,
    Way,
    day,
    joined,
    moment,
    plain,
    run,
    shortened,
    unknown,
)
from app.language import later, number, tr, tr_many

LONGEST = 420  # letters of one text; whole ones stand in the window and in the workbook
SINCE = 3


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer of any call, in words, for the table beside the sheet."""

    question: str
    answer: str = ""
    value: str = ""
    who: str = ""
    at: datetime | None = None
    certainty: str = ""
    proves: str = ""  # the criterion, in words
    settled: str = ""  # ticked, declined


def outline(sheet: CallSheet, zone: tzinfo | None = None) -> Outline:
    """The sheet in parts. Times are said in `zone`, as they are where none is given."""
    head = sheet.header
    account, at = _account(head), _when(head, zone)
    line, site = _named(tr("service line"), head.service_line), _named(tr("site"), head.site)
    about = joined([line, site, run(head.kind), run(head.lead)])
    return Outline(
        title=account,
        beside=at,
        below=about,
        parts=tuple(part for part in _parts(sheet) if part.items),
        foot=_foot(sheet, zone),
        head=" · ".join(filter(None, (account, plain(line), at))),
    )


def cell(value: Text | date | float | None) -> Cell:
    """A value as a cell; what is not known says so."""
    if value is None or isinstance(value, Unknown):
        return unknown()
    if isinstance(value, date):
        return run(day(value))
    if isinstance(value, str):
        return run(shortened(value, LONGEST))
    return run(number(value, 0 if float(value).is_integer() else 1))


def _parts(sheet: CallSheet) -> Iterator[Part]:
    parts: Mapping[str, Iterable[Item]] = {
        "header": _header(sheet.header),
        "why": _why(sheet),
        "learn": _learn(sheet),
        "scope": _scope(sheet),
        "integration": _integration(sheet.integration, sheet.without),
        "documents": _documents(sheet.documents),
        "pilot": _pilot(sheet.pilot),
        "decision": _decision(sheet),
        "gaps": _gaps(sheet.gaps),
        "risks": _risks(sheet.do_not_say),
        "questions": _questions(sheet.questions),
    }
    for id, label in BLOCKS:
        if id in parts:
            yield Part(id, tr(label), tuple(parts[id]))
        if id == "header" and sheet.since is not None:
            yield Part("since", tr("Since last call"), tuple(_since(sheet.since)))


# --- who, and what for ------------------------------------------------------------------------------------------------


def _account(head: Header) -> str:
    return tr("Account not known") if isinstance(head.account, Unknown) else shortened(head.account, 120)


def _when(head: Header, zone: tzinfo | None) -> str:
    if head.at is None:
        return tr("no call planned")
    minutes = tr("{minutes} min", minutes=number(head.minutes)) if head.minutes else ""
    there = head.at if zone is None else head.at.astimezone(zone)
    at = " ".join(filter(None, (moment(there), there.tzname())))  # the team's clock, which may not be the reader's
    return " · ".join(filter(None, (at, minutes)))


def _header(head: Header) -> Iterator[Item]:
    yield Sides((tr("Their side"), _attendees(head.theirs)), (tr("Our side"), _attendees(head.ours)), 0.68)
    yield Line((Run(f"{tr('Goal')} ", "quiet"), *cell(head.goal)), alone=True)
    yield Line((Run(f"{tr('Exit wanted')} ", "quiet"), *_strong(cell(head.exit_wanted))), alone=True)


def _attendees(people: Sequence[Attendee]) -> tuple[Line, ...]:
    return tuple(Line(_attendee(one)) for one in people) or (Line(unknown()),)


def _attendee(one: Attendee) -> Cell:
    stance = joined([run(one.stance, "strong"), _named(tr("stance"), one.stance_words)], " ")
    parts = [
        run(one.name, "strong"),
        cell(one.title) if one.title and (not one.seat or isinstance(one.seat, Unknown)) else (),
        _named(tr("seat"), one.seat),
        stance,
        _named(tr("must show"), one.must_show, always=True),
    ]
    return joined(parts)


def _named(name: str, value: Text | Day, *, always: bool = False) -> Cell:
    """A value that speaks for itself, with its name where it is not known, or `always`; nothing where it is empty."""
    if isinstance(value, Unknown) or (always and value):
        return (Run(f"{name} ", "quiet"), *cell(value))
    return cell(value) if value else ()


def _since(since: Since) -> Iterator[Item]:
    told = (
        (tr("Answered"), since.answered),
        (tr("Newly open"), since.newly_open),
        (tr("They are late"), since.overdue_theirs),
        (tr("We are late"), since.overdue_ours),
    )
    for name, items in told:
        if items:
            yield Line((Run(f"{name} ", "quiet"), *run(_some(items))), alone=True)
    if since.nothing and since.last is not None:
        yield Line(run(tr("Nothing new since {day}", day=day(since.last)), "quiet"))


def _some(items: Sequence[SinceItem]) -> str:
    """The first few; all of them are on the page of the call."""
    said, more = [_item(item) for item in items[:SINCE]], len(items) - SINCE
    return "; ".join([*said, tr("and {count} more", count=number(more))] if more > 0 else said)


def _item(item: SinceItem) -> str:
    late = _late(item.days)
    about = ", ".join(filter(None, (shortened(item.detail, 70), item.owner, late)))
    text = shortened(item.text, 70)
    return f"{text} ({about})" if about else text


def _why(sheet: CallSheet) -> Iterator[Item]:
    why = sheet.why
    said = (
        cell(why.words) if isinstance(why.words, Unknown) else run(tr("“{words}”", words=shortened(why.words, LONGEST)))
    )
    asked = [
        _named(tr("source"), why.source),
        _named(tr("when"), why.at),
        _named(tr("asked for"), why.asked_for, always=True),
    ]
    yield Line((*said, Run(" "), *joined(asked)))
    if why.content:
        yield Line((Run(f"{tr('Read')} ", "quiet"), *run("; ".join(why.content[:6]))))


def _learn(sheet: CallSheet) -> Iterator[Item]:
    for place, one in enumerate(sheet.must_learn, 1):
        ask = _named(tr("ask"), one.seat, always=True)
        yield Line(
            joined([run(one.question, "strong"), run(one.why.rstrip("."), "quiet"), ask]), f"{place}.", alone=True
        )
    if not sheet.must_learn:
        yield Line(run(tr("Everything that counts is proven"), "quiet"))


# --- the technical side -----------------------------------------------------------------------------------------------


def _scope(sheet: CallSheet) -> Iterator[Item]:
    if not sheet.scope:
        yield Line(cell(sheet.scope_unknown))
        return
    columns = [(label, share, known) for label, share, names in _SCOPE if (known := _applying(names, sheet.without))]
    yield Table(
        tuple(Column(tr(label), share) for label, share, _ in columns),
        tuple(tuple(_of_scope(row, names) for _, _, names in columns) for row in sheet.scope),
    )


_SCOPE = (  # label, share of the width, and the fields with what `without` calls them
    (later("Test or module"), 2.0, (("test", ""),)),
    (later("Sample, container"), 2.2, (("sample", "sample"), ("container", "container"))),
    (later("A month"), 1.6, (("now", "volume"), ("expected", "volume"))),
    (
        later("Turnaround"),
        2.2,
        (("hours_needed", "turnaround"), ("measured_from", "measured_from"), ("hours_today", "turnaround")),
    ),
    (later("Method"), 1.3, (("status", "status"),)),
    (later("Sites"), 1.1, (("sites", "sites"),)),
)


def _applying(names: Iterable[tuple[str, str]], without: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name, applies in names if applies not in without)


def _of_scope(row: ScopeLine, names: Sequence[str]) -> Cell:
    before = {
        "now": tr("now"),
        "expected": tr("expected"),
        "hours_needed": tr("needed"),
        "measured_from": tr("from"),
        "hours_today": tr("today"),
    }
    cells = [_hours(row, name) if name.startswith("hours") else cell(getattr(row, name)) for name in names]
    return joined(
        [
            (Run(f"{before[name]} ", "quiet"), *one) if name in before else one
            for name, one in zip(names, cells, strict=True)
        ],
        ", ",
    )


def _hours(row: ScopeLine, name: str) -> Cell:
    hours = getattr(row, name)
    if not isinstance(hours, (int, float)):
        return cell(hours)
    said = tr("{hours} h", hours=number(hours, 0 if float(hours).is_integer() else 1))
    return run(said.replace(" ", "\N{NO-BREAK SPACE}"))


def _integration(found: Integration, without: frozenset[str]) -> Iterator[Item]:
    pairs = (
        ("lis", tr("LIS"), found.lis),
        ("ehr", tr("EHR"), found.ehr),
        ("middleware", tr("Middleware"), found.middleware),
        ("orders_in", tr("Orders in"), found.orders_in),
        ("results_out", tr("Results out"), found.results_out),
        ("codes", tr("Codes"), found.codes),
        ("compendium_owner", tr("Compendium"), found.compendium_owner),
        ("interface_owner", tr("Interface owner"), found.interface_owner),
        ("queue_date", tr("First free slot"), found.queue_date),
    )
    yield Facts(tuple((label, cell(value)) for id, label, value in pairs if id not in without))


def _documents(rows: Sequence[DocumentLine]) -> Iterator[Item]:
    if rows:
        yield Facts(tuple((_document(row), _way_of(row)) for row in rows), across=2)
    else:
        yield Line(run(tr("None asked for, none sent"), "quiet"))


def _document(row: DocumentLine) -> str:
    name = ", ".join(filter(None, (row.kind, row.name, row.version)))
    return tr("{document} (theirs)", document=name) if row.owed_by == "theirs" else name


def _way_of(row: DocumentLine) -> Cell:
    """What became of a document: when it was asked for and sent, and how it stands now."""
    state = tr(DOCUMENT_STATES.get(row.state, row.state))
    strong = row.state in ("overdue", "refused")
    asked = tr("asked {day}", day=day(row.asked_on)) if row.asked_on else ""
    sent = tr("sent {day}", day=day(row.sent_on)) if row.sent_on else ""
    due = tr("due {day}", day=day(row.due)) if row.due and not row.sent_on else ""
    return joined([run(state, "strong" if strong else ""), run(asked), run(sent), run(due)])


def _pilot(pilot: PilotBlock | None) -> Iterator[Item]:
    if pilot is None:
        yield Line(run(tr("None planned"), "quiet"))
        return
    yield Line(joined([run(tr(PILOT_STATES.get(pilot.state, pilot.state)), "strong"), cell(pilot.goal)]))
    days = joined([cell(pilot.starts_on), cell(pilot.ends_on)], " – ")
    yield Facts(
        (
            (tr("Dates"), days),
            (tr("Sites"), cell(pilot.sites)),
            (tr("Samples"), cell(pilot.samples)),
            (tr("Judged by"), cell(pilot.judge)),
            (tr("Passes if"), unknown() if isinstance(pilot.criteria, Unknown) else run("; ".join(pilot.criteria))),
            (tr("Then"), cell(pilot.if_passes)),
        )
    )
    if pilot.conditions:
        said = "  ".join(f"{'✓' if met else '○'} {says}" for says, met in pilot.conditions)
        yield Line((Run(f"{tr('Before it begins')} ", "quiet"), *run(said)))
    if pilot.missing:
        yield Line((Run(f"{tr('Before it is agreed')} ", "quiet"), *run("; ".join(pilot.missing), "strong")))


def _decision(sheet: CallSheet) -> Iterator[Item]:
    if not sheet.decision:
        yield Line(cell(sheet.decision_unknown))
        return
    yield Way(tuple(Step(row.label, _step(row), row.state) for row in sheet.decision))


def _step(row: StepLine) -> Cell:
    if row.done_on:
        return run(tr("done {day}", day=day(row.done_on)))
    late = run(_late(row.overdue_days), "strong")
    return joined([_named(tr("who"), row.owner), _named(tr("when"), row.due), late])


def _gaps(rows: Sequence[GapLine]) -> Iterator[Item]:
    if rows:
        columns = (Column(tr("Question"), 4.4), Column(tr("Who owes it"), 1.6), Column(tr("Due"), 1.2))
        yield Table(columns, tuple(_gap(row) for row in rows[:TOP]))
    if more := len(rows[TOP:]):
        yield Line(run(tr("and {count} more in the register", count=number(more)), "quiet"))
    if not rows:
        yield Line(run(tr("None"), "quiet"))


def _gap(row: GapLine) -> tuple[Cell, ...]:
    severity = run(severities().get(row.severity, row.severity), "strong" if row.severity == "stops" else "quiet")
    blocks = run(tr("blocks {criterion}", criterion=shortened(row.blocks, 48)), "quiet") if row.blocks else ()
    question = joined([severity, run(shortened(row.question, 200)), blocks])
    owes = joined([run(sides().get(row.owed_by, "")), _named(tr("who"), row.owner)])
    return question, owes, joined([cell(row.due), run(_late(row.overdue_days), "strong")])


def _late(days: int) -> str:
    return tr_many("{count} day late", "{count} days late", days) if days else ""


# --- what to say ------------------------------------------------------------------------------------------------------


def _risks(lines: Sequence[str]) -> Iterator[Item]:
    for line in lines:
        yield Line(run(shortened(line, 200)), "✕")
    if not lines:
        yield Line(run(tr("None written down for this service line"), "quiet"))


def _questions(rows: Sequence[QuestionLine]) -> Iterator[Item]:
    if rows:
        yield Questions(tuple(Ask(place, row.asked, row.ask, _answer(row)) for place, row in enumerate(rows, 1)))
    else:
        yield Line(run(tr("Nothing is left to ask"), "quiet"))


def _answer(row: QuestionLine) -> str:
    return ", ".join(filter(None, (shortened(row.answer, 300), row.who))) if row.answer else ""


def _foot(sheet: CallSheet, zone: tzinfo | None) -> tuple[str, ...]:
    foot = sheet.footer
    facts = [
        tr("{count} not known", count=number(foot.unknown)),
        _age(foot, zone),
        tr("printed {moment}", moment=moment(foot.made_at, zone)),
    ]
    made_with = tr(
        "{playbook}, version {version}, sheet {template}",
        playbook=foot.playbook,
        version=number(foot.version),
        template=number(foot.template),
    )
    return (" · ".join(filter(None, facts)), " · ".join(filter(None, (foot.warning, made_with))))


def _age(foot: Footer, zone: tzinfo | None) -> str:
    if foot.data_at is None or foot.data_age_days is None:
        return ""
    age = counted(foot.data_age_days, "day")
    return tr("newest fact of {moment}, {age} old", moment=moment(foot.data_at, zone), age=age)


def _strong(cells: Cell) -> Cell:
    """The same words, with more weight where they are known."""
    return tuple(one if one.unknown else Run(one.text, "strong") for one in cells)
