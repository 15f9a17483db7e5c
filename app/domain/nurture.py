"""Nurture: which track suits a lead that is not ready, what they have had of it, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.lead import LeadFacts
from app.domain.matching import fold
from app.domain.playbook import NurtureTrack, Playbook, by_id
from app.domain.titles import seat_guess
from app.language import tr

OTHER = "other"  # the role of whoever has no seat that a playbook names
_SHORTEST = 5  # letters; shorter words say nothing about a question


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of content of a track, and when they had it: by us, or because they took it themselves."""

    content: str
    at: datetime | None = None
    how: str = ""  # sent, taken


@dataclass(frozen=True, slots=True)
class Suited:
    """A track, and why it suits."""

    track: NurtureTrack
    why: str
    by_hand: bool = False  # somebody chose it; nothing is proposed over that


def track_of(playbook: Playbook, facts: LeadFacts) -> Suited | None:
    """The track somebody chose for a lead, while the playbook has it; else the one that suits."""
    chosen = by_id(playbook.nurture, facts.track) if facts.track else None
    return Suited(chosen, tr("chosen by hand"), by_hand=True) if chosen is not None else track_for(playbook, facts)


def track_for(playbook: Playbook, facts: LeadFacts) -> Suited | None:
    """The track of a lead's service line for their role; among several, the one whose question they ask.

    A track without roles is for everybody, one for the role "other" for whoever no track is meant for otherwise; None
    where there is neither.
    """
    best: tuple[tuple[bool, bool, int, bool], Suited] | None = None
    asked = _words(f"{facts.wishes} {facts.intent_context}")
    for track in playbook.nurture:
        if track.service_lines and facts.service_line not in track.service_lines:
            continue
        role = _role(playbook, track, facts)
        for_the_rest = OTHER in track.roles and not role
        if track.roles and not role and not for_the_rest:
            continue
        shared = sorted(asked & _words(" ".join((track.buyer_question, *track.content))))
        rank = (bool(role), not for_the_rest, len(shared), bool(track.service_lines))
        if best is None or rank > best[0]:
            best = rank, Suited(track, _why(role, shared, for_the_rest))
    return best[1] if best else None


def pieces(track: NurtureTrack, facts: LeadFacts) -> tuple[Piece, ...]:
    """Every piece of a track with when they had it: a touch that names it, or a signal of theirs on it."""
    touched = [(touch.at, f" {fold(touch.outcome)} ") for touch in facts.touches]
    taken = [(signal.at, fold(signal.asset)) for signal in facts.signals if signal.asset]
    found = []
    for content in track.content:
        name = fold(content)
        had = [(at, "sent") for at, outcome in touched if f" {name} " in outcome]
        had += [(at, "taken") for at, asset in taken if asset == name]
        found.append(Piece(content, *min(had)) if had else Piece(content))
    return tuple(found)


def next_piece(track: NurtureTrack, facts: LeadFacts) -> str:
    """The first piece of a track that they have not had; empty once they had every one."""
    return next((piece.content for piece in pieces(track, facts) if piece.at is None), "")


def next_step(track: NurtureTrack, facts: LeadFacts) -> str:
    """What happens next on a track, as the next step of a lead says it."""
    piece = next_piece(track, facts)
    if piece:
        return tr("Send: {piece}", piece=piece)
    return tr("Ask how things stand: every piece of “{track}” has gone out", track=track.label)


def _role(playbook: Playbook, track: NurtureTrack, facts: LeadFacts) -> str:
    """The role of a track that the lead has: the id or name of their seat (perhaps guessed), or words of the title."""
    title = f" {fold(facts.job_title)}"
    id = facts.seat or seat_guess(facts.job_title, playbook).seat
    seat = {id, fold(playbook.label("seat", id))} - {"", OTHER}
    return next((role for role in track.roles if {role, fold(role)} & seat or f" {fold(role)}" in title), "")


def _why(role: str, shared: list[str], for_the_rest: bool) -> str:
    parts = [tr("role: {role}", role=role)] if role else []
    parts += [tr("they asked about {words}", words=", ".join(shared[:3]))] if shared else []
    if parts:
        return "; ".join(parts)
    return tr("for whoever has no track of their own") if for_the_rest else tr("for every role")


def _words(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) >= _SHORTEST}
