"""How each band, each cell of the grid and each rule has fared."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TypeVar

from app.domain.calibration.cases import Ripe, Tally
from app.domain.calibration.difference import Difference, difference, percent, told
from app.domain.playbook import Band, Playbook
from app.domain.review.rates import SMALL, Rate
from app.domain.scoring import band
from app.language import number, tr

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class BandLine:
    """One band of one axis."""

    axis: str
    band: str
    label: str
    rate: Rate
    says: str


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell of the grid."""

    fit: str
    intent: str
    label: str
    path_label: str
    rate: Rate
    says: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: the leads in whose ledger it counted against those in whose ledger it might have, and did not."""

    rule: str
    label: str
    axis: str
    points: int
    with_it: Rate
    without: Rate
    difference: Difference
    says: str

    @property
    def never_fired(self) -> bool:
        """True where it counted for nobody, of enough leads to say so."""
        return self.with_it.n == 0 and self.without.n >= SMALL


def band_lines(playbook: Playbook, ripe: Ripe) -> tuple[BandLine, ...]:
    """Every band by the scores as they were frozen, cut where the playbook in force cuts them; the best first."""
    scoring = playbook.scoring
    found = []
    for place, axis, bands in ((0, "fit", scoring.fit_bands), (1, "intent", scoring.intent_bands)):
        tallies = _by(ripe, partial(_band_of, bands, place))
        for one in reversed(bands):
            counted = tallies.get(one.id, Tally()).rate
            found.append(BandLine(axis, one.id, one.label, counted, f"{_said(one.label, axis)}: {told(counted)}"))
    return tuple(found)


def _said(label: str, axis: str) -> str:
    return tr("{band} fit", band=label) if axis == "fit" else tr("{band} intent", band=label)


def _band_of(bands: tuple[Band, ...], place: int, score: tuple[int, int]) -> str:
    return band(bands, score[place])


def cell_lines(playbook: Playbook, ripe: Ripe) -> tuple[CellLine, ...]:
    """Every cell of the grid, in the order in which the grid is drawn."""
    scoring = playbook.scoring
    tallies = _by(ripe, lambda score: (band(scoring.fit_bands, score[0]), band(scoring.intent_bands, score[1])))
    cells = {(cell.fit, cell.intent): cell for cell in scoring.grid}
    found = []
    for fit in reversed(scoring.fit_bands):
        for intent in scoring.intent_bands:
            cell, counted = cells[fit.id, intent.id], tallies.get((fit.id, intent.id), Tally()).rate
            path = playbook.label("path", cell.path)
            found.append(CellLine(fit.id, intent.id, cell.label, path, counted, f"{cell.label}: {told(counted)}"))
    return tuple(found)


def rule_lines(playbook: Playbook, ripe: Ripe, known: Mapping[int, Collection[str]]) -> tuple[RuleLine, ...]:
    """Every rule of the playbook in force, by the ledgers as they were frozen.

    `known` are the rules of each version of the playbook: a lead judged before a rule was made is not one without it.
    """
    named = [
        *((rule.id, rule.label, "fit", rule.points) for rule in playbook.scoring.fit),
        *((rule.id, rule.label, "intent", rule.points) for rule in playbook.scoring.intent),
    ]
    judged: dict[str, Tally] = {id: Tally() for id, *_ in named}
    for version, tally in ripe.versions.items():
        for rule in judged.keys() & set(known.get(version, judged)):
            judged[rule].add(tally.n, tally.hits)
    return tuple(_rule_line(one, ripe.rules.get(one[0], Tally()), judged[one[0]]) for one in named)


def _rule_line(named: tuple[str, str, str, int], with_it: Tally, judged: Tally) -> RuleLine:
    id, label, axis, points = named
    there = with_it.rate
    other = Tally(max(judged.n - with_it.n, 0), max(judged.hits - with_it.hits, 0)).rate
    compared = difference(there, other)
    if not there.n and other.n >= SMALL:
        says = tr("“{rule}” has never counted for anybody (n={n})", rule=label, n=number(other.n))
    elif compared.verdict == "too_few":
        says = tr(
            "“{rule}” counted for {part} of {n}: {compared}",
            rule=label,
            part=number(there.n),
            n=number(there.n + other.n),
            compared=compared.says,
        )
    else:
        says = f"“{label}”: {against(there, other)}: {compared.says}"
    return RuleLine(id, label, axis, points, there, other, compared, says)


def against(with_it: Rate, without: Rate) -> str:
    """Two rates in words: 'with it 4%, without 9% (n=120 and 300)'."""
    return tr(
        "with it {there}, without {otherwise} (n={n} and {rest})",
        there=percent(with_it.value),
        otherwise=percent(without.value),
        n=number(with_it.n),
        rest=number(without.n),
    )


def out_of_order(lines: tuple[BandLine, ...]) -> Iterator[str]:
    """Neighbouring bands of which the higher does not convert more often, where there are enough to say so."""
    for upper, lower in pairwise(lines):
        if upper.axis != lower.axis:
            continue
        compared = difference(upper.rate, lower.rate)
        pair, rate = f"{_said(upper.label, upper.axis)} ({told(upper.rate)})", told(lower.rate)
        if compared.verdict == "less":
            yield tr("{upper} converts less often than {lower} ({rate}).", upper=pair, lower=lower.label, rate=rate)
        elif compared.verdict == "hardly":
            yield tr(
                "{upper} converts hardly more often than {lower} ({rate}).", upper=pair, lower=lower.label, rate=rate
            )


def _by(ripe: Ripe, key: Callable[[tuple[int, int]], K]) -> dict[K, Tally]:
    found: dict[K, Tally] = {}
    for score, tally in ripe.scores.items():
        found.setdefault(key(score), Tally()).add(tally.n, tally.hits)
    return found
