"""Finding who is one among rows: candidates, weights, pairs, groups."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.domain.matching import grouping
from app.domain.matching.agreement import Comparer
from app.domain.matching.blocking import candidates
from app.domain.matching.evidence import Evidence, Kind, Record
from app.domain.matching.guards import may_be_sure
from app.domain.matching.proposals import Pair, Thresholds
from app.domain.matching.reasons import reasons
from app.domain.matching.rows import Row, Rows, read_rows
from app.domain.matching.watching import Watch
from app.domain.matching.weighing import Weights
from app.language import later, tr

_IMPLIED = 0.5  # of a pair that follows from two others
_CLEAN = 0.01  # of the rows of a list may stand in it twice
_BEYOND_DOUBT = 0.9999


def duplicates(
    records: Sequence[Record],
    kind: Kind,
    other: Sequence[Record] | None,
    compare: Mapping[str, Evidence],
    settings: Thresholds,
    watch: Watch,
) -> list[Pair]:
    """What the package's own `duplicates` promises."""
    rows = read_rows(records, kind, other, compare, watch)
    if len(rows.rows) < 2 or not rows.fields:
        return []
    return _Search(rows, settings).pairs()


class _Search:
    """One run over the rows."""

    def __init__(self, rows: Rows, settings: Thresholds) -> None:
        self._rows, self._settings = rows, settings
        self._comparer = Comparer(rows)
        self._candidates = candidates(rows, self._comparer)
        self._weights = Weights(rows, self._comparer, self._candidates)

    def pairs(self) -> list[Pair]:
        """The pairs as proposed."""
        watch, doubtful = self._rows.watch, self._settings.doubtful
        looked_at = watch.over(self._candidates, later("Comparing"))
        judged = {pair: chance for pair in looked_at if (chance := self._judge(*pair)) >= doubtful}
        if self._rows.two:
            likely = grouping.one_each(judged, _BEYOND_DOUBT) if self._clean() else judged
        else:
            found = grouping.groups(judged, self._judge, watch)
            follow = watch.over(grouping.implied(found, judged), later("Comparing"))
            likely = judged | {pair: max(_IMPLIED, self._judge(*pair)) for pair in follow}
        said = watch.over(likely.items(), later("Saying why"))
        proposed = [self._pair(*pair, chance, pair in judged) for pair, chance in said]
        return sorted(proposed, key=lambda pair: (-pair.probability, pair.a, pair.b))

    def _judge(self, one: int, other: int) -> float:
        here, there = self._rows.rows[one], self._rows.rows[other]
        return self._weights.probability(self._comparer.agreement(here, there), here, there)

    def _pair(self, one: int, other: int, chance: float, direct: bool) -> Pair:
        rows = self._rows
        if rows.second[one] or (not rows.two and rows.of[one] > rows.of[other]):
            one, other = other, one
        here, there = rows.rows[one], rows.rows[other]
        agreement = self._comparer.agreement(here, there)
        bits = self._weights.bits(agreement, here, there)
        words, for_, against = reasons(rows.fields, agreement, here, there, bits)
        if not direct:
            words = (tr("another row is taken for both"), *words)
        sure = direct and chance >= self._settings.sure and may_be_sure(rows, agreement.levels, here, there)
        return Pair(rows.of[one], rows.of[other], round(chance, 6), sure, words, for_, against)

    def _clean(self) -> bool:
        """True where neither list says the same twice."""
        for second in (False, True):
            rows = zip(self._rows.rows, self._rows.second, strict=True)
            held = Counter(_telling(self._rows, row) for row, in_second in rows if in_second is second)
            repeated = sum(times - 1 for times in held.values())
            if repeated > _CLEAN * sum(held.values()):
                return False
        return True


def _telling(rows: Rows, row: Row) -> tuple[str, ...]:
    """Who a row is about: all that is no surroundings."""
    return tuple(
        value for value, field in zip(row, rows.fields, strict=True) if not field.around or field.name == "city"
    )
