"""The sheet of a call as an outline: its twelve parts in their fixed order, every blank shown as not known (CP1)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.domain.calls.meeting import Attendee, Header
from app.domain.calls.paper_cells import LONGEST, cell, late, named
from app.domain.calls.sheet import BLOCKS, CallSheet, Footer, GapLine, QuestionLine
from app.domain.calls.since import Since, SinceItem
from app.domain.calls.technical_on_paper import (
    decision_items,
    documents_items,
    integration_items,
    pilot_items,
    scope_items,
)
from app.domain.calls.unknown import Unknown
from app.domain.counting import counted
from app.domain.gaps import TOP, severities, sides
from app.domain.outline import (
    Ask,
    Cell,
    Column,
    Item,
    Line,
    Outline,
    Part,
    Questions,
    Run,
    Sides,
    Table,
    day,
    joined,
    moment,
    plain,
    run,
    shortened,
    unknown,
)
from app.language import number, tr

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
    line, site = named(tr("service line"), head.service_line), named(tr("site"), head.site)
    about = joined([line, site, run(head.kind), run(head.lead)])
    return Outline(
        title=account,
        beside=at,
        below=about,
        parts=tuple(part for part in _parts(sheet) if part.items),
        foot=_foot(sheet, zone),
        head=" · ".join(filter(None, (account, plain(line), at))),
    )


def _parts(sheet: CallSheet) -> Iterator[Part]:
    parts: Mapping[str, Iterable[Item]] = {
        "header": _header(sheet.header),
        "why": _why(sheet),
        "learn": _learn(sheet),
        "scope": scope_items(sheet),
        "integration": integration_items(sheet.integration, sheet.without),
        "documents": documents_items(sheet.documents),
        "pilot": pilot_items(sheet.pilot),
        "decision": decision_items(sheet),
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
    stance = joined([run(one.stance, "strong"), named(tr("stance"), one.stance_words)], " ")
    parts = [
        run(one.name, "strong"),
        cell(one.title) if one.title and (not one.seat or isinstance(one.seat, Unknown)) else (),
        named(tr("seat"), one.seat),
        stance,
        named(tr("must show"), one.must_show, always=True),
    ]
    return joined(parts)


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
    days = late(item.days)
    about = ", ".join(filter(None, (shortened(item.detail, 70), item.owner, days)))
    text = shortened(item.text, 70)
    return f"{text} ({about})" if about else text


def _why(sheet: CallSheet) -> Iterator[Item]:
    why = sheet.why
    said = (
        cell(why.words) if isinstance(why.words, Unknown) else run(tr("“{words}”", words=shortened(why.words, LONGEST)))
    )
    asked = [
        named(tr("source"), why.source),
        named(tr("when"), why.at),
        named(tr("asked for"), why.asked_for, always=True),
    ]
    yield Line((*said, Run(" "), *joined(asked)))
    if why.content:
        yield Line((Run(f"{tr('Read')} ", "quiet"), *run("; ".join(why.content[:6]))))


def _learn(sheet: CallSheet) -> Iterator[Item]:
    for place, one in enumerate(sheet.must_learn, 1):
        ask = named(tr("ask"), one.seat, always=True)
        yield Line(
            joined([run(one.question, "strong"), run(one.why.rstrip("."), "quiet"), ask]), f"{place}.", alone=True
        )
    if not sheet.must_learn:
        yield Line(run(tr("Everything that counts is proven"), "quiet"))


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
    owes = joined([run(sides().get(row.owed_by, "")), named(tr("who"), row.owner)])
    return question, owes, joined([cell(row.due), run(late(row.overdue_days), "strong")])


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
