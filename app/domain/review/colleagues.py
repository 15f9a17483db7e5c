"""How the same goes with one colleague and with another: a rate of each, and how far these lie apart."""

from app.domain.review.rates import Rate, rate
from app.domain.review.sheet import FindingRow
from app.language import percent, tr

_ENOUGH = 5  # cases of one colleague, below which nobody is compared


class Colleagues:
    """Counts cases by colleague. The words are later ones: for too few, for one, and for all of them together."""

    def __init__(self, nobody: str, each: str, together: str) -> None:
        self._nobody, self._each, self._together = nobody, each, together
        self._counts: dict[str, list[int]] = {}

    def count(self, name: str, *, hit: bool) -> None:
        """One more case of a colleague; one of nobody counts for nobody."""
        if name:
            of = self._counts.setdefault(name, [0, 0])
            of[0] += hit
            of[1] += 1

    @property
    def rates(self) -> dict[str, Rate]:
        """Those with enough cases, the lowest rate first."""
        known = {name: rate(*of) for name, of in self._counts.items() if of[1] >= _ENOUGH}
        return dict(sorted(known.items(), key=lambda one: one[1].value or 0.0))

    @property
    def n(self) -> int:
        """Cases of those who can be compared; none where fewer than two can."""
        rates = self.rates
        return sum(of.n for of in rates.values()) if len(rates) > 1 else 0

    @property
    def gap(self) -> float:
        """From the lowest rate to the highest, as a share; below 0 where nobody can be compared."""
        values = [of.value or 0.0 for of in self.rates.values()]
        return values[-1] - values[0] if len(values) > 1 else -1.0

    @property
    def rows(self) -> list[FindingRow]:
        """Each with the cases that the rate comes from."""
        return [FindingRow(name, "", name, tr(self._each, hits=of.hits, n=of.n)) for name, of in self.rates.items()]

    @property
    def says(self) -> str:
        """How far they lie apart, in a sentence."""
        if not self.n:
            return tr(self._nobody)
        rates = self.rates
        (lowest, low), *_, (highest, high) = rates.items()
        return tr(
            self._together,
            n=self.n,
            colleagues=len(rates),
            low=percent(low.value or 0.0),
            lowest=lowest,
            high=percent(high.value or 0.0),
            highest=highest,
        )
