"""What changed between two versions of a package, as sentences for whoever has read the first one."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from app.domain.counting import counted, together
from app.domain.handoff.privacy import known_level
from app.domain.handoff.rows import ChangeRow, CheckRow, PilotLine
from app.domain.handoff.sheet import HandoffSheet
from app.language import later, tr

T = TypeVar("T")
ANSWERS = {"yes": later("Yes"), "no": later("No"), "unknown": later("Unknown")}
_LONGEST = 160  # characters of one text that is quoted

_PLAIN = (
    ("stage", later("Stage")),
    ("path", later("Path")),
    ("owner", later("Owner")),
    ("why_asked", later("Why they asked")),
    ("learned", later("What we learned")),
    ("next_step", later("Next step")),
    ("due", later("Due")),
    ("email", later("E-mail")),
    ("phone", later("Phone")),
    ("title", later("Title")),
    ("coverage", later("Committee")),
    ("fit", later("Fit")),
    ("intent", later("Intent")),
)

_LEVELS = {
    "full": later("This version is for us alone and holds everything; the one before held less."),
    "no-stance": later("This version leaves out stances, conflicts and weak spots of the committee."),
    "shareable": later("This version may be read by the buyer."),
}
_INTERNAL_AGAIN = later("This version is for us alone: contacts, evidence, score and history are in it now.")


def changes_since(before: HandoffSheet, now: HandoffSheet) -> tuple[ChangeRow, ...]:
    """Everything that a reader of the earlier version must hear, the gravest first; one row where nothing changed."""
    technical = (_scope, _integration, _documents, _pilot, _steps)
    parts = (_level, _checks, _gaps, _discovery, *technical, _committee, _plain, _story)
    found = tuple(row for part in parts for row in part(before, now))
    return found or (ChangeRow(tr("No change"), tr("Everything in the package is as it was.")),)


def _level(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    """For whom the version is; one that the buyer may read does not tell what another one held."""
    was, is_now = known_level(before.privacy), known_level(now.privacy)
    if was != is_now:
        more = is_now == "no-stance" and was == "shareable"
        yield ChangeRow(tr("Who may read it"), tr(_INTERNAL_AGAIN if more else _LEVELS[is_now]))


def _checks(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    part = tr("Qualification")
    known = {check.criterion or check.question: check for check in before.checks}
    for check in now.checks:
        earlier = known.get(check.criterion or check.question)
        if earlier is None or earlier.answer == check.answer:
            if earlier is not None and check.contradicted and not earlier.contradicted:
                yield ChangeRow(part, tr("One answer now contradicts another: {question}", question=check.question))
            continue
        yield ChangeRow(part, _answered(earlier, check))


def _answered(earlier: CheckRow, check: CheckRow) -> str:
    words = {
        "question": check.question,
        "before": tr(ANSWERS.get(earlier.answer, earlier.answer)),
        "now": tr(ANSWERS.get(check.answer, check.answer)),
    }
    if check.evidence:
        return tr("{question} {before} became {now}: {evidence}", **words, evidence=_short(check.evidence))
    return tr("{question} {before} became {now}.", **words)


def _gaps(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    part = tr("Gaps")
    gone, new, both = _sorted_out(before.gaps, now.gaps, lambda gap: gap.question)
    for gap in gone:
        yield ChangeRow(part, tr("No longer open: {question}", question=gap.question))
    for gap in new:
        if gap.severity == "stops":
            yield ChangeRow(part, tr("New, and it stops the deal: {question}", question=gap.question))
        else:
            yield ChangeRow(part, tr("New: {question}", question=gap.question))
    for earlier, gap in both:
        if earlier.due != gap.due:
            day = _day(gap.due)
            yield ChangeRow(part, tr("Now due {day}: {question}", day=day, question=gap.question))


def _discovery(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    part = tr("Discovery")
    _, new, both = _sorted_out(before.discovery, now.discovery, lambda row: row.question)
    for row in new:
        if row.answer:
            yield ChangeRow(part, tr("Answered: {question} {answer}", question=row.question, answer=_short(row.answer)))
    for earlier, row in both:
        if earlier.answer != row.answer:
            yield ChangeRow(part, tr("Now says: {question} {answer}", question=row.question, answer=_short(row.answer)))


def _scope(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    part = tr("Scope")
    gone, new, both = _sorted_out(before.scope, now.scope, lambda line: line.test)
    yield from (ChangeRow(part, tr("{what} is wanted as well.", what=line.test)) for line in new)
    yield from (ChangeRow(part, tr("{what} is no longer wanted.", what=line.test)) for line in gone)
    for earlier, line in both:
        if earlier != line:
            yield ChangeRow(part, tr("{what}: the line has changed.", what=line.test))


def _integration(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    known = dict(before.integration)
    for label, value in now.integration:
        if value and known.get(label, "") != value:
            yield _became(tr("Integration"), label, known.get(label, ""), value)


def _documents(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    part = tr("Documents")
    _, new, both = _sorted_out(before.documents, now.documents, lambda line: (line.kind, line.name))
    for line in new:
        yield ChangeRow(part, tr("Asked for: {document}", document=line.name or line.kind))
    for earlier, line in both:
        name = line.name or line.kind
        if line.accepted and line.accepted != earlier.accepted:
            yes = line.accepted == "yes"
            said = (
                tr("{document} was accepted.", document=name) if yes else tr("{document} was refused.", document=name)
            )
            yield ChangeRow(part, said)
        elif line.sent_on and line.sent_on != earlier.sent_on:
            yield ChangeRow(part, tr("{document} was sent on {day}.", document=name, day=_day(line.sent_on)))


def _pilot(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    part, was, is_now = tr("Pilot"), before.pilot, now.pilot
    if is_now is None or was == is_now:
        return
    if was is None:
        yield ChangeRow(part, tr("A pilot is planned: {goal}", goal=_short(is_now.goal) or tr("not known")))
        return
    if was.state != is_now.state:
        yield _became(part, tr("State"), was.state, is_now.state)
    if (was.starts_on, was.ends_on) != (is_now.starts_on, is_now.ends_on):
        yield _became(part, tr("Dates"), _dates(was), _dates(is_now))
    others = [f.name for f in fields(PilotLine) if f.name not in ("state", "starts_on", "ends_on", "lacks")]
    if any(getattr(was, name) != getattr(is_now, name) for name in others):
        yield ChangeRow(part, tr("Its goal, criteria or conditions have changed."))


def _steps(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    part = tr("Decision path")
    _, new, both = _sorted_out(before.steps, now.steps, lambda line: line.step)
    yield from (ChangeRow(part, tr("New step: {step}", step=line.step)) for line in new)
    for earlier, line in both:
        if line.done_on and not earlier.done_on:
            yield ChangeRow(part, tr("{step} is done since {day}.", step=line.step, day=_day(line.done_on)))
        elif line.due != earlier.due:
            yield _became(part, line.step, _day(earlier.due), _day(line.due))


def _committee(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    part = tr("Committee")
    were, are = ([seat for seat in sheet.committee if seat.person] for sheet in (before, now))
    gone, new, both = _sorted_out(were, are, lambda seat: seat.person)
    for seat in new:
        yield ChangeRow(part, tr("{person} is known now: {seat}.", person=seat.person, seat=seat.seat))
    for seat in gone:
        yield ChangeRow(part, tr("{person} is no longer on it.", person=seat.person))
    for earlier, seat in both:
        if seat.left and not earlier.left:
            yield ChangeRow(part, tr("{person} has left.", person=seat.person))
        if seat.seat != earlier.seat:
            yield _became(part, seat.person, earlier.seat, seat.seat)
        if seat.stance != earlier.stance:
            yield _became(part, tr("{person}, stance", person=seat.person), earlier.stance, seat.stance)


def _plain(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    for name, label in _PLAIN:
        was, is_now = getattr(before, name), getattr(now, name)
        if was != is_now and not (name in ("fit", "intent") and None in (was, is_now)):
            yield _became(tr("Lead"), tr(label), _text(was), _text(is_now))


def _story(before: HandoffSheet, now: HandoffSheet) -> Iterator[ChangeRow]:
    """How much happened since then; the sheets Signals and History say what."""
    more = [
        counted(len(now.signals) - len(before.signals), "signal"),
        counted(len(now.touches) - len(before.touches), "touch", "touches"),
        counted(len(now.moves) - len(before.moves), "move"),
    ]
    grown = [
        words
        for words, rows in zip(more, ("signals", "touches", "moves"), strict=True)
        if len(getattr(now, rows)) > len(getattr(before, rows))
    ]
    if grown:
        yield ChangeRow(tr("History"), tr("Since then: {what}.", what=together(grown)))


def _sorted_out(
    before: Sequence[T], now: Sequence[T], key: Callable[[T], Hashable]
) -> tuple[list[T], list[T], list[tuple[T, T]]]:
    """What is gone, what is new, and what both have, as pairs."""
    were, are = {key(one): one for one in before}, {key(one): one for one in now}
    both = [(were[name], one) for name, one in are.items() if name in were]
    return _without(were, are), _without(are, were), both


def _without(some: dict[Hashable, T], others: Iterable[Hashable]) -> list[T]:
    known = set(others)
    return [one for name, one in some.items() if name not in known]


def _became(part: str, what: str, before: str, now: str) -> ChangeRow:
    words = {"what": what, "before": _short(before), "now": _short(now)}
    if before and now:
        return ChangeRow(part, tr("{what}: {before} became {now}", **words))
    if now:
        return ChangeRow(part, tr("{what}: now {now}", **words))
    return ChangeRow(part, tr("{what}: {before} was taken out", **words))


def _dates(pilot: PilotLine) -> str:
    ends = tr("{first} to {last}", first=_day(pilot.starts_on), last=_day(pilot.ends_on))
    return ends if pilot.starts_on or pilot.ends_on else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else tr("no date")


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
