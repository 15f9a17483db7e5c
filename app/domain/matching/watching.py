"""Looking up from long work: how far it is, so that it can be shown and stopped."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

from app.language import tr

T = TypeVar("T")
Told = Callable[[int, int, str], None]  # done, of how many, of what; may raise to stop the work
_OFTEN = 500  # items between two looks up


class Watch:
    """Goes over items and says how far it is; whoever is told may stop the work by raising."""

    def __init__(self, told: Told | None = None) -> None:
        self._told = told

    def over(self, items: Collection[T], what: str) -> Iterator[T]:
        """The items one by one."""
        return self.so_many(items, len(items), what)

    def so_many(self, items: Iterable[T], total: int, what: str) -> Iterator[T]:
        """The items one by one, about so many of them."""
        return iter(items) if self._told is None else self._counted(items, total, what, self._told)

    def _counted(self, items: Iterable[T], total: int, what: str, told: Told) -> Iterator[T]:
        for number, item in enumerate(items):
            if number % _OFTEN == 0:
                told(number, total, tr(what))
            yield item


UNWATCHED = Watch()
