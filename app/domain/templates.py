"""Templates of reasons: short starts of what was learned and what happens next, made from what is stored of a lead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from app.domain.clock import clock_of
from app.domain.deadlines import follow_up_days
from app.domain.lead import Answered, LeadFacts
from app.domain.nurture import next_piece, next_step, pieces, track_of
from app.domain.paths import DISQUALIFIED, NOT_NOW, NURTURE
from app.domain.playbook import Playbook, Reasoned, by_id
from app.domain.proposals import NEVER, relook_step
from app.domain.relook import Held, holding
from app.domain.silence import NO_ANSWER, next_pause, silence
from app.language import later, tr

SHOWN = 9  # digits
_CALL, _WRITE = later("Call"), later("Write an e-mail")
_AGAIN = later("Ask again")
_SOON = ((_CALL, 2), (_WRITE, 1))
Step = tuple[str, int | None]  # what happens next, and the days until it is due; None: never

_STEPS: Mapping[str, tuple[Step, ...]] = {
    "sql": ((later("Hand off to sales with the package"), 1), (later("Book the discovery call"), 3)),
    "technical_presales": ((later("Book the technical call"), 3), (later("Send validation documents"), 2)),
    "needs_research": ((later("Find organisation, role and site"), 2),),
    NOT_NOW: ((_AGAIN, 90), (_AGAIN, 180)),
    DISQUALIFIED: ((NEVER, None),),
    "duplicate": ((later("Work goes on with the other lead"), None),),
}


@dataclass(frozen=True, slots=True)
class ReasonTemplates:
    """Short starts of a reason, chosen by digit: what was learned, what happens next with days until it is due."""

    learned: tuple[str, ...]
    next_steps: tuple[Step, ...]
    codes: tuple[tuple[str, str, bool], ...] = field(default=())  # id, label, whether it needs text
    code: str = ""  # the one that a rule of the playbook proposes
    relook: tuple[Step, ...] = ()  # of a code that is a written rule: days until a re-look, None for never


def templates(playbook: Playbook, facts: LeadFacts, target: str, now: datetime, zone: tzinfo) -> ReasonTemplates:
    """Templates for a move to a stage or path; nothing is invented, and what a rule proposes stands first."""
    held = [one for one in holding(playbook, facts) if one.path == target]
    silent = silence(playbook, facts, now)
    codes = _codes(playbook, target, held)
    learned = [f"{one.rule.label} ({one.because})" if one.because else one.rule.label for one in held]
    learned += [silent.says] if silent is not None else []
    learned += _known(playbook, facts, zone)
    learned += [label for _, label, needs_text in codes if not needs_text]
    steps = [(relook_step(one.rule), one.rule.relook_days) for one in held]
    chosen = held[0].rule.id if held else ""
    if silent is not None and target == NOT_NOW:
        days = next_pause(playbook, silent.pauses)
        steps += [(tr("Write again, with another message"), days)] if days else []
        chosen = chosen or (NO_ANSWER if by_id(playbook.reasons.not_now, NO_ANSWER) else "")
    rules = {rule.id: rule.relook_days for rule in (*playbook.disqualify, *playbook.not_now)}
    return ReasonTemplates(
        tuple(dict.fromkeys(learned))[:SHOWN],
        tuple(dict.fromkeys([*steps, *_steps(playbook, facts, target)]))[:SHOWN],
        codes,
        chosen,
        tuple((id, rules[id]) for id, _, _ in codes if id in rules),
    )


def _codes(playbook: Playbook, target: str, held: list[Held]) -> tuple[tuple[str, str, bool], ...]:
    """The reasons of the path: the rules that hold first, then the list people choose from."""
    lists: Mapping[str, tuple[Reasoned, ...]] = {
        DISQUALIFIED: playbook.reasons.disqualify,
        NOT_NOW: playbook.reasons.not_now,
    }
    by_rule = [(one.rule.id, one.rule.label, False) for one in held]
    taken = {id for id, _, _ in by_rule}
    return (*by_rule, *((r.id, r.label, r.needs_text) for r in lists.get(target, ()) if r.id not in taken))


def _known(playbook: Playbook, facts: LeadFacts, zone: tzinfo) -> list[str]:
    """What is stored of the lead: evidence, what they asked for, what they did last."""
    learned = [a.evidence for a in facts.answers.values() if a.value is Answered.YES and a.evidence]
    if facts.asked_for:
        learned.append(tr("Asked for: {wish}", wish=facts.asked_for))
    if facts.signals:
        last = facts.signals[-1]
        on = last.at.astimezone(zone).date().isoformat()
        said = tr("{kind} on {day}", kind=playbook.label("signal", last.kind), day=on)
        learned.append(f"{said}: {last.asset}" if last.asset else said)
    return learned


def _steps(playbook: Playbook, facts: LeadFacts, target: str) -> tuple[Step, ...]:
    if target == NURTURE:
        return _of_track(playbook, facts)
    if target == "mql":
        call = tr("Call them to confirm need and date")
        if facts.account:
            call = tr("Call {account} to confirm need and date", account=facts.account)
        return (call, 2), (tr("Send the three questions by e-mail"), 1)
    return tuple((tr(step), days) for step, days in _STEPS.get(target) or _approach(playbook, facts))


def _approach(playbook: Playbook, facts: LeadFacts) -> tuple[Step, ...]:
    """How they are approached, in the time that their offer allows: at first, or after attempts (R9)."""
    if facts.touches:
        again = follow_up_days(playbook, facts.offer)
        label = playbook.label("offer", facts.offer)
        return (*(((tr("Follow up: {offer}", offer=label), again),) if again is not None else ()), *_SOON)
    hours = playbook.deadlines.first_outreach_by_offer.get(facts.offer)
    if hours is None:
        return _SOON
    days = int(hours // clock_of(playbook.hours).a_day)
    return (_CALL, days), (_WRITE, min(days, 1))


def _of_track(playbook: Playbook, facts: LeadFacts) -> tuple[Step, ...]:
    """The pieces of the track that suits which they have not had, by its rhythm."""
    suited = track_of(playbook, facts)
    if suited is None:
        return ((tr("Send the next piece of content"), 30),)
    track = suited.track
    if not next_piece(track, facts):
        return ((next_step(track, facts), track.every_days),)
    waiting = [piece.content for piece in pieces(track, facts) if piece.at is None]
    return tuple((tr("Send: {piece}", piece=content), track.every_days) for content in waiting)
