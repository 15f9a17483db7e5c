"""What the rules propose to do with a lead, each ready to be accepted with one key; nothing is done by itself (R2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.domain.counting import counted
from app.domain.deadlines import pause_now
from app.domain.lead import LeadFacts
from app.domain.nurture import next_piece, next_step, track_of
from app.domain.paths import DISQUALIFIED, NOT_NOW, NURTURE, PARKED, is_active, is_open
from app.domain.playbook import Playbook, Relook, by_id
from app.domain.reasons import Reason, due_in
from app.domain.relook import Held, holding
from app.domain.silence import NO_ANSWER, Silence, next_pause, undecided
from app.language import later, tr

FOLLOW_UP, OUTREACH = "follow_up", "sdr_outreach"  # where a further message is written from, where a playbook has them
UNREACHABLE = "unreachable"  # the reason by which a playbook's disqualify list names who never answers
NEVER = later("No further contact")
_SOON = 1  # days until what is taken up again, or sent, is begun


@dataclass(frozen=True, slots=True)
class Proposal:
    """One act that suits a lead now, with its whole reason."""

    id: str  # message, pause, nurture, unreachable, take_up, sent, or the id of a written rule
    says: str
    why: str
    path: str
    reason: Reason
    act: Literal["move", "nurture"] = "move"  # a move through the gate, or a piece of content logged as sent


@dataclass(frozen=True, slots=True)
class Standing:
    """What proposals depend on beside the facts: the day, where the lead waits, its route, whether we may write."""

    now: datetime
    today: date
    group: str = ""
    why: str = ""
    route_path: str = ""
    may_write: bool = True


def proposals(playbook: Playbook, facts: LeadFacts, standing: Standing) -> tuple[Proposal, ...]:
    """Everything the rules propose for a lead: leaving for good first, then silence, coming back, and waiting."""
    rules = list(_by_rules(playbook, facts, standing))
    return (
        *(one for one in rules if one.path == DISQUALIFIED),
        *_after_silence(playbook, facts, standing),
        *_coming_back(playbook, facts, standing),
        *(one for one in rules if one.path != DISQUALIFIED),
    )


def relook_step(rule: Relook) -> str:
    """The next step of a lead that leaves by a rule: what to wait for, or that nothing follows."""
    if rule.trigger:
        return tr("Look again: {trigger}", trigger=rule.trigger)
    return tr("Look again") if rule.relook_days else tr(NEVER)


# --- written rules (J7) -----------------------------------------------------------------------------------------------


def _by_rules(playbook: Playbook, facts: LeadFacts, standing: Standing) -> Iterator[Proposal]:
    if not is_open(playbook, facts.path):
        return
    for held in holding(playbook, facts):
        if held.path == facts.path:
            continue
        rule = held.rule
        reason = Reason(
            f"{rule.label} ({held.because})" if held.because else rule.label,
            relook_step(rule),
            due_in(rule.relook_days, standing.today),
            code=rule.id,
        )
        yield Proposal(rule.id, _leaving(playbook, held), held.because or rule.label, held.path, reason)


def _leaving(playbook: Playbook, held: Held) -> str:
    rule, path = held.rule, playbook.label("path", held.path)
    if rule.relook_days:
        return tr("{path}: {rule}, look again in {days} days", path=path, rule=rule.label, days=rule.relook_days)
    return tr("{path}: {rule}, never look again", path=path, rule=rule.label)


# --- silence (J6) -----------------------------------------------------------------------------------------------------


def _after_silence(playbook: Playbook, facts: LeadFacts, standing: Standing) -> Iterator[Proposal]:
    """Another message or the next pause; once the cadence is over, nurture or good-bye."""
    if not is_active(playbook, facts.path) or pause_now(facts.pauses, standing.now) is not None:
        return
    silent = undecided(playbook, facts, standing.now, standing.today)
    if silent is None:
        return
    days = next_pause(playbook, silent.pauses)
    learned = _learned(silent)
    if days is None:
        yield from _last_resorts(playbook, facts, standing, learned)
        return
    if standing.may_write:
        yield from _another_message(playbook, facts, standing, learned)
    code = NO_ANSWER if by_id(playbook.reasons.not_now, NO_ANSWER) else ""
    step = Reason(learned, tr("Write again, with another message"), due_in(days, standing.today), code=code)
    yield Proposal("pause", tr("Pause and write again in {days} days", days=days), silent.says, NOT_NOW, step)


def _learned(silent: Silence) -> str:
    if not silent.pauses:
        return silent.says
    return tr("{silence}, after {pauses}", silence=silent.says, pauses=counted(silent.pauses, "pause"))


def _another_message(playbook: Playbook, facts: LeadFacts, standing: Standing, learned: str) -> Iterator[Proposal]:
    path = next((id for id in (FOLLOW_UP, OUTREACH) if id != facts.path and playbook.path(id) is not None), "")
    suited = track_of(playbook, facts)
    piece = next_piece(suited.track, facts) if suited is not None else ""
    says = tr("Send another message: {piece}", piece=piece) if piece else tr("Send another message")
    if path:
        yield Proposal("message", says, learned, path, Reason(learned, says, due_in(_SOON, standing.today)))


def _last_resorts(playbook: Playbook, facts: LeadFacts, standing: Standing, learned: str) -> Iterator[Proposal]:
    why = tr("{learned}: every pause of the cadence is over", learned=learned)
    suited = track_of(playbook, facts)
    if suited is not None and standing.may_write:
        step = Reason(why, next_step(suited.track, facts), due_in(suited.track.every_days, standing.today))
        yield Proposal("nurture", tr("Nurture: {track}", track=suited.track.label), why, NURTURE, step)
    code = UNREACHABLE if by_id(playbook.reasons.disqualify, UNREACHABLE) else ""
    reason = Reason(why, tr(NEVER), None, code=code)
    yield Proposal(UNREACHABLE, tr("Disqualify: nobody answers"), why, DISQUALIFIED, reason)


# --- coming back (R7) -------------------------------------------------------------------------------------------------


def _coming_back(playbook: Playbook, facts: LeadFacts, standing: Standing) -> Iterator[Proposal]:
    """A lead that was laid aside and is due: the next piece of its track, or to be taken up in a new cycle."""
    if facts.path not in PARKED or standing.group != "requalify":
        return
    if facts.path == NURTURE and standing.may_write:
        suited = track_of(playbook, facts)
        piece = next_piece(suited.track, facts) if suited is not None else ""
        if suited is not None and piece:
            reason = Reason(tr("Sent: {piece}", piece=piece), "", due_in(suited.track.every_days, standing.today))
            yield Proposal(
                "sent", tr("Log as sent: {piece}", piece=piece), suited.track.label, NURTURE, reason, "nurture"
            )
    path = standing.route_path if is_active(playbook, standing.route_path) else OUTREACH
    if playbook.path(path) is None or not is_active(playbook, path):
        return
    agreed = facts.put_off[-1].next_step if facts.put_off and facts.path == NOT_NOW else ""
    reason = Reason(standing.why, agreed or tr("Ask what has changed"), due_in(_SOON, standing.today))
    label = playbook.label("path", path)
    says = tr("Take it up again: {path}, cycle {cycle}", path=label, cycle=facts.cycle + 1)
    yield Proposal("take_up", says, standing.why, path, reason)
