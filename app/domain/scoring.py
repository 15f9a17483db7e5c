"""The score: fit and intent from 0 to 100, with a ledger whose lines always sum to it. A score decides nothing (R2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.lead import Answered, LeadFacts
from app.domain.ledger import CEILING, FLOOR, Point, rules_of, utc_day
from app.domain.playbook import Band, Cell, Playbook
from app.domain.spoken import words_of
from app.language import tr

__all__ = ["Point", "Score", "band", "cell", "clamped", "score", "suggested_answers"]


@dataclass(frozen=True, slots=True)
class Score:
    """Fit and intent as they stand, the ledger that sums to them, and the bands they fall in."""

    fit: int
    intent: int
    ledger: tuple[Point, ...]
    fit_band: str
    intent_band: str


def score(playbook: Playbook, facts: LeadFacts, now: datetime) -> Score:
    """Score one lead. Signals age in whole UTC days, so a score stands still within a day.

    The order of signals makes no difference; a signal dated ahead of `now` counts as of today, never for more.
    """
    rules = rules_of(playbook)
    fit_lines = rules.fit_lines(facts)
    intent_lines = rules.intent_lines(facts.signals, utc_day(now))
    fit = _kept_within(fit_lines, "fit")
    intent = _kept_within(intent_lines, "intent")
    return Score(
        fit=fit,
        intent=intent,
        ledger=(*fit_lines, *intent_lines),
        fit_band=band(playbook.scoring.fit_bands, fit),
        intent_band=band(playbook.scoring.intent_bands, intent),
    )


def band(bands: Iterable[Band], points: int) -> str:
    """The id of the band that so many points fall in; bands rise from 0."""
    found = ""
    for one in bands:
        if points < one.at_least:
            break
        found = one.id
    return found


def cell(playbook: Playbook, score: Score) -> Cell:
    """The cell of the fit x intent grid, with its name and suggested path (J3)."""
    return next(c for c in playbook.scoring.grid if c.fit == score.fit_band and c.intent == score.intent_band)


def suggested_answers(playbook: Playbook, facts: LeadFacts) -> dict[str, str]:
    """MQL criteria that the facts suggest a Yes for and nobody has answered, each with its evidence in words.

    Never an SQL criterion (R4), and never over an answer that a person gave.
    """
    words = words_of(playbook)
    found = {}
    for criterion in playbook.criteria:
        condition, answer = criterion.suggested_by, facts.answers.get(criterion.id)
        if condition is None or criterion.stage != "mql" or (answer and answer.value != Answered.UNKNOWN):
            continue
        if criterion.service_lines and facts.service_line not in criterion.service_lines:
            continue
        if condition.holds(facts):
            found[criterion.id] = words.said(condition, facts) or criterion.question
    return found


def clamped(points: int) -> int:
    """Points as a score has them: from 0 to 100."""
    return min(100, max(0, points))


def _kept_within(lines: list[Point], axis: str) -> int:
    """The sum of the lines between 0 and 100; what goes beyond becomes a line of its own."""
    total = sum(line.points for line in lines)
    if total < 0:
        lines.append(Point(FLOOR, tr("At least 0"), axis, -total, tr("A score never falls under 0")))
    elif total > 100:
        lines.append(Point(CEILING, tr("At most 100"), axis, 100 - total, tr("A score never rises over 100")))
    return clamped(total)
