"""The whole calibration, with what has to be said beside its figures."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.calibration.cases import Case, JudgedAt, Ripe, ripen
from app.domain.calibration.criteria import CriterionLine, QuestionLine, criterion_lines, question_lines, standings
from app.domain.calibration.difference import told
from app.domain.calibration.lines import (
    BandLine,
    CellLine,
    RuleLine,
    band_lines,
    cell_lines,
    out_of_order,
    rule_lines,
)
from app.domain.calibration.proposals import ENOUGH, Proposal, proposals
from app.domain.playbook import Playbook
from app.domain.review.rates import Rate
from app.language import later, number, tr, tr_many

_NONE_YET = {
    "first_move": later("No lead was first moved more than {days} days ago: there is nothing to judge by yet."),
    "became_mql": later("No lead was made an MQL more than {days} days ago: there is nothing to judge by yet."),
}
_BECAME = {
    "first_move": later(
        "Of the leads first moved, {rate} became SQL or were accepted by sales within {days} days; "
        "{lost} were disqualified."
    ),
    "became_mql": later(
        "Of the leads made an MQL, {rate} became SQL or were accepted by sales within {days} days; "
        "{lost} were disqualified."
    ),
}
_STOOD = {
    "first_move": later("Scores and answers are those that stood when the leads were first moved; people knew them."),
    "became_mql": later("Scores and answers are those that stood when the leads were made an MQL; people knew them."),
}


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the definitions have fared. Nothing here changes anything: a person decides (R2)."""

    judged_at: JudgedAt
    since: date | None
    service_line: str
    days: int  # that each lead had to convert
    cases: int  # old enough to be judged
    too_young: int
    lost: int  # disqualified
    converted: Rate
    says: str
    notes: tuple[str, ...]  # what is left out, and what the figures cannot say
    bands: tuple[BandLine, ...]
    cells: tuple[CellLine, ...]
    rules: tuple[RuleLine, ...]
    criteria: tuple[CriterionLine, ...]
    questions: tuple[QuestionLine, ...]
    proposals: tuple[Proposal, ...]

    @property
    def never_fire(self) -> tuple[RuleLine, ...]:
        """Rules that counted for nobody."""
        return tuple(line for line in self.rules if line.never_fired)

    @property
    def never_decide(self) -> tuple[CriterionLine, ...]:
        """Criteria that tell nobody apart, that nobody answers, or that are never the only one missing."""
        return tuple(line for line in self.criteria if line.state not in ("decides", "too_few"))


def calibrate(
    playbook: Playbook,
    cases: Sequence[Case],
    now: datetime,
    known: Mapping[int, Collection[str]],
    *,
    judged_at: JudgedAt = "first_move",
    since: date | None = None,
    service_line: str = "",
) -> Calibration:
    """Work it out from the cases; `known` are the ids of the rules in each version of the playbook."""
    ripe = ripen(cases, now)
    bands, rules = band_lines(playbook, ripe), rule_lines(playbook, ripe, known)
    stood = standings(playbook, cases)
    criteria = criterion_lines(playbook, stood)
    enough = ripe.all.n >= ENOUGH
    return Calibration(
        judged_at=judged_at,
        since=since,
        service_line=service_line,
        days=ripe.days,
        cases=ripe.all.n,
        too_young=ripe.too_young,
        lost=ripe.lost,
        converted=ripe.all.rate,
        says=_says(ripe, judged_at),
        notes=tuple(_notes(ripe, judged_at, bands, rules)),
        bands=bands,
        cells=cell_lines(playbook, ripe),
        rules=rules,
        criteria=criteria,
        questions=question_lines(playbook, stood),
        proposals=proposals(playbook, rules, criteria) if enough else (),
    )


def _says(ripe: Ripe, judged_at: JudgedAt) -> str:
    if not ripe.all.n:
        return tr(_NONE_YET[judged_at], days=ripe.days)
    return tr(_BECAME[judged_at], rate=told(ripe.all.rate), days=ripe.days, lost=number(ripe.lost))


def _notes(ripe: Ripe, judged_at: JudgedAt, bands: tuple[BandLine, ...], rules: tuple[RuleLine, ...]) -> Iterator[str]:
    if ripe.too_young:
        yield tr_many(
            "{count} lead is younger than {days} days and may still convert: left out, also those that did.",
            "{count} leads are younger than {days} days and may still convert: left out, also those that did.",
            ripe.too_young,
            days=ripe.days,
        )
    if 0 < ripe.all.n < ENOUGH:
        yield tr_many(
            "{count} lead is too few to propose anything.",
            "{count} leads are too few to propose anything.",
            ripe.all.n,
        )
    yield from out_of_order(bands)
    compared = [line for line in rules if line.difference.verdict != "too_few"]
    if compared:
        chance = max(1, round(len(compared) * 0.05))
        yield tr(
            "{count} rules are compared; about {chance} would look different by chance alone. "
            "Rules that go together are not told apart.",
            count=len(compared),
            chance=chance,
        )
        yield tr(_STOOD[judged_at])
