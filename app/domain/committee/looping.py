"""Nobody reports to themselves, by whatever way round: loops found, spelled out, refused or left out (CM10)."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from app.domain.problems import Problem
from app.language import tr

T = TypeVar("T", bound=Hashable)


def loop(reports_to: Mapping[T, T | None]) -> tuple[T, ...]:
    """The first loop in who reports to whom, each member once, beginning with the one named first; () without one."""
    cleared: set[T] = set()
    for start in reports_to:
        trail: dict[T, None] = {}
        at: T | None = start
        while at is not None and at not in cleared and at not in trail:
            trail[at] = None
            at = reports_to.get(at)
        if at is not None and at in trail:
            members = list(trail)
            return tuple(members[members.index(at) :])
        cleared.update(trail)
    return ()


def loop_among(lines: Iterable[tuple[T, T]]) -> tuple[T, ...]:
    """Like `loop`, from pairs of who reports to whom: somebody in two seats may report to two."""
    managers: dict[T, list[T]] = {}
    for one, manager in lines:
        managers.setdefault(one, []).append(manager)
    cleared: set[T] = set()
    for start in managers:
        trail, waiting = [start], [iter(managers[start])]
        while trail:
            above = next((one for one in waiting[-1] if one not in cleared), None)
            if above is None:
                cleared.add(trail.pop())
                waiting.pop()
            elif above in trail:
                return tuple(trail[trail.index(above) :])
            else:
                trail.append(above)
                waiting.append(iter(managers.get(above, ())))
    return ()


def loop_says(loop: Sequence[T], names: Mapping[T, str]) -> str:
    """A loop spelled out: 'Ada → Bea → Carl → Ada' (CM10)."""
    return " → ".join(names.get(one) or str(one) for one in (*loop, loop[0])) if loop else ""


def refuse_loop(reports_to: Mapping[T, T | None], names: Mapping[T, str]) -> None:
    """Raise Problem with the loop spelled out where somebody would report to themselves."""
    if found := loop(reports_to):
        spelled = loop_says(found, names)
        raise Problem(tr("That would make a reporting loop: {loop}. Choose another manager.", loop=spelled))


def without_loops(lines: Iterable[tuple[T, T]], names: Mapping[T, str]) -> tuple[list[tuple[T, T]], list[str]]:
    """What can be kept of who reports to whom, and a sentence for each line that was dropped.

    For an import and a merge of accounts: a second manager of somebody is dropped as well as what closes a loop.
    """
    managers: dict[T, T | None] = {}
    dropped = []
    for one, manager in lines:
        who, above = names.get(one) or str(one), names.get(manager) or str(manager)
        if managers.get(one, manager) != manager:
            said = tr("{who} reports to somebody already; the line to {manager} was left out.", who=who, manager=above)
        elif found := loop({**managers, one: manager}):
            spelled = loop_says(found, names)
            said = tr(
                "{who} → {manager} was left out: it closes the loop {loop}.", who=who, manager=above, loop=spelled
            )
        else:
            managers[one] = manager
            continue
        dropped.append(said)
    return [(one, manager) for one, manager in managers.items() if manager is not None], dropped
