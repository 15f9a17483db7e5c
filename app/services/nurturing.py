"""Nurture: the track of a lead, who is due to hear something, and what went out; consent decides who is on the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from app.domain.calls.hedges import firm_text
from app.domain.collecting import Heard, Wanted, wanted
from app.domain.consent import consent_to
from app.domain.counting import counted
from app.domain.lead import LeadFacts
from app.domain.nurture import Piece, Suited, next_piece, next_step, pieces, track_of
from app.domain.paths import NURTURE, is_open
from app.domain.playbook import by_id
from app.domain.problems import Problem
from app.domain.reasons import due_in
from app.language import LANGUAGES, later, speaking, spoken, tr
from app.services.calls.said import rows_of, shown_answer
from app.services.touches import lead_of
from app.services.work import Changed, Work, risky
from app.store.facts import facts_of, gather
from app.store.numbers import chunks
from app.store.tables import Account, Lead, Person, TouchRow
from app.store.tables.person import somebody_at

CHANNEL = "email"
NO_TRACK, AT_THE_END = later("no track of the playbook suits them"), later("every piece of the track has gone out")
_STAY_OUT = {
    "own_staff": later("our own staff"),
    "competitor": later("a competitor"),
    "left": later("has left the account"),
}


@dataclass(frozen=True, slots=True)
class NurtureView:
    """The track of a lead: why it suits, what they have had of it, what comes next, and what it wants to learn."""

    track: str
    label: str
    why: str
    by_hand: bool
    buyer_question: str
    every_days: int
    pieces: tuple[Piece, ...]
    next: str  # the next piece; empty once they had every one
    collect: tuple[Wanted, ...]
    tracks: tuple[tuple[str, str], ...]  # id and label of every track that may be chosen


@dataclass(frozen=True, slots=True)
class NurtureRow:
    """One lead on the nurture list; `apart` says why somebody is not to be written to."""

    lead_id: int
    person: str
    account: str
    email: str
    track: str
    track_label: str
    next: str
    due: date | None
    overdue: bool
    consent: str  # yes, or empty where they never said; no only apart
    owner: str
    apart: str = ""


@dataclass(frozen=True, slots=True)
class NurtureList:
    """Who is due to hear something, and apart from them who is due and must not be written to, each with why."""

    rows: tuple[NurtureRow, ...]
    apart: tuple[NurtureRow, ...]
    due_by: date


@dataclass(frozen=True, slots=True)
class Logged:
    """What became of a piece of content for many: who had it, and who was left out with the reason."""

    sent: tuple[int, ...]
    left_out: tuple[tuple[int, str, str], ...]  # lead id, name, why


def nurture_view(work: Work, facts: LeadFacts) -> NurtureView | None:
    """The track of a lead as its page shows it; None where the playbook has none for them."""
    suited = track_of(work.playbook, facts)
    if suited is None:
        return None
    track = suited.track
    return NurtureView(
        track=track.id,
        label=track.label,
        why=suited.why,
        by_hand=suited.by_hand,
        buyer_question=track.buyer_question,
        every_days=track.every_days,
        pieces=pieces(track, facts),
        next=next_piece(track, facts),
        collect=wanted(work.playbook, track, facts, heard_of(work, facts.lead_id)),
        tracks=tuple((one.id, one.label) for one in work.playbook.nurture),
    )


def heard_of(work: Work, lead_id: int) -> tuple[Heard, ...]:
    """The last answer to each question of the calls about a lead, for what was said there is not asked once more.

    What we inferred ourselves was not said, and what they left open is not known.
    """
    latest = {row.question: row for row in rows_of(work, [lead_id]) if row.certainty != "guess"}
    return tuple(
        Heard(row.question, row.asked, shown_answer(work, row), row.who, work.here(row.at), row.criterion)
        for row in latest.values()
        if row.kind or firm_text(row.text)
    )


def choose_track(work: Work, lead_id: int, track: str) -> Changed:
    """Let a lead hear this track, whatever the rules propose; an empty one leaves it to the rules again.

    A lead that is nurtured hears the first piece of its new track next. Raises Problem for an unknown track.
    """
    lead = lead_of(work, lead_id)
    found = by_id(work.playbook.nurture, track)
    if track and found is None:
        known = ", ".join(one.id for one in work.playbook.nurture)
        raise Problem(tr("'{track}' is not a nurture track; choose one of {known}.", track=track, known=known))
    was_said = _step_in_any_language(work, facts_of(work.session, lead_id))
    lead.track = track
    work.session.flush()
    if lead.path == NURTURE and lead.next_step in was_said:  # what somebody wrote by hand stays
        lead.next_step = _step_of(work, facts_of(work.session, lead_id)) or lead.next_step
    name = lead.person.shown_name
    label = (
        tr("Nurture {name} with {track}", name=name, track=found.label)
        if found
        else tr("Let the rules choose the track of {name}", name=name)
    )
    return Changed(label, frozenset({lead.id}))


def _step_in_any_language(work: Work, facts: LeadFacts) -> set[str]:
    """What the rules may have written as the next step of a lead, whichever language was spoken then."""
    said = set()
    for code in {*LANGUAGES, spoken()}:
        with speaking(code):
            said.add(_step_of(work, facts))
    return said


def _step_of(work: Work, facts: LeadFacts) -> str:
    suited = track_of(work.playbook, facts)
    return next_step(suited.track, facts) if suited is not None else ""


# --- the list ---------------------------------------------------------------------------------------------------------


def nurture_list(work: Work, track: str = "", due_by: date | None = None) -> NurtureList:
    """The nurtured leads that are due to hear something by a day, today where none is named, the longest due first.

    Who refused e-mail, has no address or has left, our own staff and competitors stand apart with the reason.
    """
    if track and by_id(work.playbook.nurture, track) is None:
        known = ", ".join(one.id for one in work.playbook.nurture)
        raise Problem(tr("'{track}' is not a nurture track; choose one of {known}.", track=track, known=known))
    day = due_by or work.today
    due = (Lead.due <= day) | Lead.due.is_(None)
    query = select(Lead.id).where(Lead.path == NURTURE, Lead.is_open.is_(True), due)
    ids = work.session.scalars(query.order_by(Lead.due.asc().nulls_first(), Lead.id)).all()
    rows = [row for row in nurture_rows(work, ids) if not track or row.track == track]
    return NurtureList(tuple(row for row in rows if not row.apart), tuple(row for row in rows if row.apart), day)


def nurture_rows(work: Work, lead_ids: Sequence[int]) -> list[NurtureRow]:
    """The rows of these leads, in their order, those that must not be written to among them."""
    people = {row.id: row for some in chunks(lead_ids) for row in work.session.execute(_people(some))}
    gathered = gather(work.session, lead_ids)
    found = []
    for id in lead_ids:
        if id not in gathered:
            continue
        who, facts = people[id], gathered[id].facts
        suited = track_of(work.playbook, facts)
        content = next_piece(suited.track, facts) if suited is not None else ""
        consent = consent_to(who.consent or {}, CHANNEL)
        found.append(
            NurtureRow(
                lead_id=id,
                person=who.full_name or who.email or who.phone or somebody_at(who.account or ""),
                account=who.account or "",
                email=who.email,
                track=suited.track.id if suited is not None else "",
                track_label=suited.track.label if suited is not None else "",
                next=content,
                due=facts.due,
                overdue=facts.due is not None and facts.due < work.today,
                consent=consent,
                owner=facts.owner,
                apart=_apart(who, consent, is_open(work.playbook, facts.path), suited, content),
            )
        )
    return found


def _people(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Lead.id,
            Person.full_name,
            Person.email,
            Person.phone,
            Person.consent,
            Person.relation.label("of_person"),
            Account.name.label("account"),
            Account.relation.label("of_account"),
        )
        .join(Person, Person.id == Lead.person_id)
        .outerjoin(Account, Account.id == Lead.account_id)
        .where(Lead.id.in_(ids))
    )


def _apart(who: Any, consent: str, is_open: bool, suited: Suited | None, content: str) -> str:
    """Why somebody is not on the list; empty for who is."""
    said = [tr(_STAY_OUT[one]) for one in (who.of_person, who.of_account) if one in _STAY_OUT]
    if said or not is_open:
        return said[0] if said else tr("nothing happens with this lead any more")
    if consent == "no":
        return tr("said no to e-mail")
    if not who.email:
        return tr("no e-mail address")
    if suited is None:
        return tr(NO_TRACK)
    return "" if content else tr(AT_THE_END)


# --- what went out ----------------------------------------------------------------------------------------------------


@risky
def log_nurture(work: Work, lead_ids: Sequence[int], content: str = "") -> Changed:
    """Write down that a piece of content went out to each of these leads, and move their next step and date on.

    Without a content each had the next piece of its own track. Who must not be written to is left out and named.
    """
    sent: list[int] = []
    left_out: list[tuple[int, str, str]] = []
    wanted_one = content.strip()
    for done, row in enumerate(nurture_rows(work, list(dict.fromkeys(lead_ids)))):
        work.progress(done, len(lead_ids), tr("Logging what went out"))
        why = _not_sent(row, wanted_one)
        if why:
            left_out.append((row.lead_id, row.person, why))
            continue
        _log(work, row.lead_id, wanted_one or row.next)
        sent.append(row.lead_id)
    if not sent:
        listed = "; ".join(f"{name}: {why}" for _, name, why in left_out[:3])
        raise Problem(
            tr("Nothing was logged. {why}", why=listed) if listed else tr("Choose at least one lead that is nurtured.")
        )
    what = f"“{wanted_one}”" if wanted_one else tr("the next piece")
    kept = tuple(f"{name}: {why}." for _, name, why in left_out)
    label = tr("Log {what} as sent to {leads}", what=what, leads=counted(len(sent), "lead"))
    return Changed(label, frozenset(sent), kept=kept, outcome=Logged(tuple(sent), tuple(left_out)))


def _not_sent(row: NurtureRow, content: str) -> str:
    """Why a row is left out; a content that is named goes out also where the track is at its end or there is none."""
    return "" if content and row.apart in (tr(NO_TRACK), tr(AT_THE_END)) else row.apart


def _log(work: Work, lead_id: int, content: str) -> None:
    lead = lead_of(work, lead_id)
    outcome = tr("Sent: {content}", content=content)
    touch = TouchRow(lead_id=lead.id, kind="email", outcome=outcome, reached=False, at=work.now, by=work.by)
    work.session.add(touch)
    if lead.path != NURTURE:
        return  # what happens next with a lead in work is decided by a move
    facts = _facts_after(work, lead_id)
    suited = track_of(work.playbook, facts)
    if suited is not None:
        lead.next_step = next_step(suited.track, facts)
        lead.due = due_in(suited.track.every_days, work.today)


def _facts_after(work: Work, lead_id: int) -> LeadFacts:
    """The facts of a lead with what was just written down."""
    work.session.flush()
    return facts_of(work.session, lead_id)
