"""Nurture: which track suits a lead that is not ready, by role and by the question they have."""

from dataclasses import dataclass

from app.domain.lead import LeadFacts
from app.domain.matching import fold
from app.domain.playbook import NurtureTrack, Playbook
from app.domain.titles import seat_guess

_SHORTEST = 5  # letters; shorter words say nothing about a question


@dataclass(frozen=True, slots=True)
class Suited:
    """A track, and why it suits."""

    track: NurtureTrack
    why: str


def track_for(playbook: Playbook, facts: LeadFacts) -> Suited | None:
    """The track of a lead's service line for their role; among several, the one whose question they ask.

    A track without roles is for everybody; None where no track is meant for them.
    """
    best: tuple[tuple[bool, int, bool], Suited] | None = None
    asked = _words(f"{facts.wishes} {facts.intent_context}")
    for track in playbook.nurture:
        if track.service_lines and facts.service_line not in track.service_lines:
            continue
        role = _role(playbook, track, facts)
        if track.roles and not role:
            continue
        shared = sorted(asked & _words(" ".join((track.buyer_question, *track.content))))
        rank = (bool(role), len(shared), bool(track.service_lines))
        if best is None or rank > best[0]:
            best = rank, Suited(track, _why(role, shared))
    return best[1] if best else None


def _role(playbook: Playbook, track: NurtureTrack, facts: LeadFacts) -> str:
    """The role of a track that the lead has: the id or name of their seat (perhaps guessed), or words of the title."""
    title = f" {fold(facts.job_title)}"
    id = facts.seat or seat_guess(facts.job_title, playbook).seat
    seat = {id, fold(playbook.label("seat", id))} - {"", "other"}
    return next((role for role in track.roles if {role, fold(role)} & seat or f" {fold(role)}" in title), "")


def _why(role: str, shared: list[str]) -> str:
    parts = [f"role: {role}" if role else "", f"they asked about {', '.join(shared[:3])}" if shared else ""]
    return "; ".join(part for part in parts if part) or "for every role"


def _words(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) >= _SHORTEST}
