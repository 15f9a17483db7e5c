"""Tables worked out from a playbook once and kept while it is in use (labels by id, compiled rules)."""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

from app.domain.playbook.model import Playbook

T = TypeVar("T")

KEPT = 4  # the one in force, a draft, and two that a replay compares


def per_playbook(build: Callable[[Playbook], T]) -> Callable[[Playbook], T]:
    """Keep what `build` makes for the last few playbooks, by identity: playbooks are frozen but costly to hash."""
    kept: dict[int, tuple[Playbook, T]] = {}
    lock = Lock()

    @wraps(build)
    def derived(playbook: Playbook) -> T:
        found = kept.get(id(playbook))  # the entry holds the playbook itself, so its id cannot be taken by another
        if found is not None:
            return found[1]
        made = build(playbook)
        with lock:
            while len(kept) >= KEPT:
                kept.pop(next(iter(kept)))
            kept[id(playbook)] = (playbook, made)
        return made

    return derived
