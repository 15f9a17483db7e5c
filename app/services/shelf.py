"""What a plan knows of many people, accounts and leads: lately used ones at hand, the others packed away."""

from array import array
from collections.abc import Callable, Iterator
from typing import Any, Generic, Protocol, TypeVar

from app.services.pile import Pile

AT_HAND = 16_384  # states that may be lying about before those not used since are packed


class Packable(Protocol):
    """A state with a number that can be packed: -1, -2 ... for what a plan makes, above 0 for what is stored."""

    id: int

    def packed(self) -> tuple[Any, ...]:
        """Everything but the number, as plain values."""
        ...


S = TypeVar("S", bound=Packable)


class Shelf(Generic[S]):
    """States by number, new ones in the order in which they were made, then stored ones that were put here.

    A state may be changed while it is in use; it is packed as it is when it has not been asked for for long.
    """

    def __init__(self, unpacked: Callable[[int, tuple[Any, ...]], S], *, in_memory: bool = False) -> None:
        self._unpacked = unpacked
        self._pile = Pile(in_memory=in_memory)
        self._recent: dict[int, S] = {}
        self._earlier: dict[int, S] = {}
        self._new = array("q")  # where in the pile each new state lies; -1 while it is at hand
        self._stored: dict[int, int] = {}  # the same for stored ones

    def __len__(self) -> int:
        return len(self._new) + len(self._stored)

    @property
    def next_id(self) -> int:
        """The number of the next new state."""
        return -len(self._new) - 1

    def put(self, state: S) -> None:
        """Keep a state: a new one under the next number, or a stored one that the plan changes."""
        if state.id == -len(self._new) - 1:
            self._new.append(-1)
        elif state.id > 0:
            self._stored.setdefault(state.id, -1)
        self._use(state)

    def get(self, id: int) -> S | None:
        """The state of this number, or None where it was never put here."""
        state = self._recent.get(id)
        if state is None:
            state = self._earlier.pop(id, None) or self._unpack(id)
            if state is not None:
                self._use(state)
        return state

    def __iter__(self) -> Iterator[S]:
        for number in range(len(self._new)):
            yield self.look(-number - 1)
        for id in self._stored:
            yield self.look(id)

    def look(self, id: int) -> S:
        """A state that is here, only to be read: what is packed stays packed."""
        state = self._recent.get(id) or self._earlier.get(id) or self._unpack(id)
        if state is None:
            raise KeyError(id)
        return state

    def _use(self, state: S) -> None:
        self._recent[state.id] = state
        if len(self._recent) >= AT_HAND:
            for old in self._earlier.values():
                if old.id not in self._recent:
                    self._pack(old)
            self._earlier, self._recent = self._recent, {}

    def _pack(self, state: S) -> None:
        place = self._pile.add(state.packed())
        if state.id < 0:
            self._new[-state.id - 1] = place
        else:
            self._stored[state.id] = place

    def _unpack(self, id: int) -> S | None:
        place = self._stored.get(id, -1) if id > 0 else self._new[-id - 1] if -id <= len(self._new) else -1
        return None if place < 0 else self._unpacked(id, self._pile[place])
