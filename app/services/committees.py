"""The buying committee of an account: who sits in which seat, what we know of them, and open technical questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain import committee
from app.domain.committee import Coverage, Stakeholder
from app.language import later, tr
from app.services.committee.reading import the_map
from app.services.work import Work
from app.store.tables import StakeholderRow

INFLUENCE = {"high": later("High"), "medium": later("Medium"), "low": later("Low"), "": later("Unknown")}
STANCE = {
    2: later("Champion"),
    1: later("Supporter"),
    0: later("Neutral"),
    -1: later("Sceptical"),
    -2: later("Opposed"),
    None: later("Unknown"),
}
DEPTH = {
    0: later("No contact"),
    1: later("One brief contact"),
    2: later("Several contacts"),
    3: later("Regular contact"),
    None: later("Unknown"),
}
CERTAINTY = {
    "told": later("Told by them"),
    "colleague": later("Told by a colleague"),
    "document": later("Document"),
    "guess": later("Our guess"),
}
POWER = {
    "signs": later("Signs"),
    "budget": later("Holds budget"),
    "veto": later("Can veto"),
    "recommends": later("Recommends"),
    "uses": later("Uses"),
    "gates": later("Gates access"),
}


@dataclass(frozen=True, slots=True)
class StakeholderView:
    """One line of the committee table; a ghost is a seat of the template in which nobody is known yet."""

    id: int | None
    person_id: int | None
    name: str
    title: str
    seat: str
    seat_label: str
    seat_is_guess: bool
    need: str  # required, expected, optional, or empty
    power: tuple[str, ...]
    influence: str
    stance: int | None
    depth: int | None
    certainty: str
    can_show: str
    reports_to: int | None
    reports_to_name: str
    last_contact: date | None
    next_step: str
    due: date | None
    external: bool
    ghost: bool


@dataclass(frozen=True, slots=True)
class CoverageView:
    """How much of the committee is known and contacted, as "4 of 7", and the gaps in rank order."""

    text: str
    required: int
    covered: int
    gaps: tuple[tuple[str, str], ...]  # what is missing, what to do


@dataclass(frozen=True, slots=True)
class CommitteeView:
    """The committee of one account for one service line."""

    service_line: str
    service_lines: tuple[tuple[str, str], ...]
    rows: tuple[StakeholderView, ...]
    coverage: CoverageView
    choices: Mapping[str, tuple[tuple[object, str], ...]]


def committee_view(work: Work, account_id: int, service_line: str) -> CommitteeView:
    """Everybody on the committee, then the empty seats of the service line's template."""
    rows = _rows(work, account_id, service_line)
    known = stakeholders(work, account_id, service_line)
    names = {row.id: name_in_seat(row) for row in rows}
    template = work.playbook.template(service_line)
    needs = dict(template.seats) if template else {}
    shown = [_view(work, row, needs, names) for row in rows]
    taken = {row.seat for row in rows}
    order = {"required": 0, "expected": 1}
    empty = sorted((need, seat) for seat, need in needs.items() if need in order and seat not in taken)
    shown += [_ghost(work, seat, need) for need, seat in sorted(empty, key=lambda pair: order[pair[0]])]
    lines = tuple((line.id, line.label) for line in work.playbook.service_lines)
    return CommitteeView(service_line, lines, tuple(shown), coverage_view(work, known, service_line), _choices(work))


def coverage_view(work: Work, known: tuple[Stakeholder, ...], service_line: str) -> CoverageView:
    """Coverage and ranked gaps for a service line; a line without template has nothing to cover."""
    found = coverage_of(work, known, service_line)
    gaps = committee.gaps(found, known, work.today, work.playbook.committee_gaps)
    return CoverageView(found.text, found.required, found.covered, tuple((gap.says, gap.fix) for gap in gaps))


def coverage_of(work: Work, known: tuple[Stakeholder, ...], service_line: str) -> Coverage:
    """The coverage of a committee by the template of its service line."""
    return committee.coverage(work.playbook.template(service_line), known, work.playbook)


def stakeholders(work: Work, account_id: int, service_line: str) -> tuple[Stakeholder, ...]:
    """The committee as facts; a person's last contact is the later of what was typed and the last touch."""
    return the_map(work, account_id, service_line).people


def _rows(work: Work, account_id: int, service_line: str) -> list[StakeholderRow]:
    """Of the service line, and account-wide ones for people who have no row of that line."""
    rows = work.session.scalars(
        select(StakeholderRow)
        .where(StakeholderRow.account_id == account_id, StakeholderRow.service_line.in_((service_line, "")))
        .order_by(StakeholderRow.id)
    ).all()
    own = {row.person_id for row in rows if row.service_line == service_line and row.person_id}
    return [row for row in rows if row.service_line == service_line or row.person_id not in own]


def name_in_seat(row: StakeholderRow) -> str:
    """Who sits there; empty where nobody is known."""
    return row.person.shown_name if row.person else ""


def _view(work: Work, row: StakeholderRow, needs: Mapping[str, str], names: Mapping[int, str]) -> StakeholderView:
    return StakeholderView(
        id=row.id,
        person_id=row.person_id,
        name=name_in_seat(row),
        title=row.person.job_title if row.person else "",
        seat=row.seat,
        seat_label=work.playbook.label("seat", row.seat) if row.seat != "other" else tr("Other"),
        seat_is_guess=row.seat_is_guess,
        need=needs.get(row.seat, ""),
        power=tuple(row.power.split()),
        influence=row.influence,
        stance=row.stance,
        depth=row.depth,
        certainty=row.certainty,
        can_show=row.can_show,
        reports_to=row.reports_to_id,
        reports_to_name=names.get(row.reports_to_id or 0, ""),
        last_contact=row.last_contact,
        next_step=row.next_step,
        due=row.due,
        external=row.external,
        ghost=False,
    )


def _ghost(work: Work, seat: str, need: str) -> StakeholderView:
    return StakeholderView(
        id=None,
        person_id=None,
        name="",
        title="",
        seat=seat,
        seat_label=work.playbook.label("seat", seat),
        seat_is_guess=False,
        need=need,
        power=(),
        influence="",
        stance=None,
        depth=None,
        certainty="",
        can_show="",
        reports_to=None,
        reports_to_name="",
        last_contact=None,
        next_step="",
        due=None,
        external=False,
        ghost=True,
    )


def _choices(work: Work) -> dict[str, tuple[tuple[object, str], ...]]:
    def said(words: Mapping[Any, str]) -> tuple[tuple[object, str], ...]:
        return tuple((id, tr(word)) for id, word in words.items())

    return {
        "seat": (*((seat.id, seat.label) for seat in work.playbook.seats), ("other", tr("Other"))),
        "power": said(POWER),
        "influence": said(INFLUENCE),
        "stance": said(STANCE),
        "depth": said(DEPTH),
        "certainty": said(CERTAINTY),
    }
