"""Views that come with the program, by their list: whoever opens the register of gaps finds who owes what."""

from collections.abc import Mapping

from app.domain.listing import Condition, ListFilter, Order, Test
from app.language import later

UNSETTLED = Condition("status", Test.ONE_OF, ("open", "waiting"))


def _unsettled(*also: Condition) -> ListFilter:
    return ListFilter(conditions=(*also, UNSETTLED))


WE_OWE = _unsettled(Condition("side", Test.ONE_OF, ("ours",)))
THEY_OWE = _unsettled(Condition("side", Test.ONE_OF, ("theirs",)))
STOPS = _unsettled(Condition("severity", Test.ONE_OF, ("stops",)))
OVERDUE = ListFilter(conditions=(Condition("overdue", Test.IS, ("yes",)),))

_RANK = (Order("severity"),)
BUILT_IN: Mapping[str, tuple[tuple[str, ListFilter, tuple[Order, ...]], ...]] = {
    "gaps": (
        (later("We owe"), WE_OWE, _RANK),
        (later("They owe"), THEY_OWE, _RANK),
        (later("Stops the deal"), STOPS, _RANK),
        (later("Overdue"), OVERDUE, (Order("due"),)),
    ),
}
