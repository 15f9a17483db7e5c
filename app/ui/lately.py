"""What was done and opened lately, newest first: acts on this computer, leads only while a workspace is open."""

import weakref
from typing import TYPE_CHECKING, Any

from app.ui import settings

if TYPE_CHECKING:
    from app.ui.runner import Runner

KEPT = 12
_opened: "weakref.WeakKeyDictionary[Runner, list[Any]]" = weakref.WeakKeyDictionary()


def acts() -> list[str]:
    """Ids of commands chosen in the palette."""
    return [id for id in settings.text("lately").split(" ") if id]


def note_act(id: str) -> None:
    """A command was chosen in the palette."""
    settings.remember("lately", " ".join([id, *(one for one in acts() if one != id)][:KEPT]))


def opened(runner: "Runner") -> list[Any]:
    """What was opened from the palette or the search; names never leave the workspace, so they are not kept."""
    return list(_opened.get(runner, ()))


def note_opened(runner: "Runner", hit: Any) -> None:
    """A lead, a person or an account was opened."""
    others = [one for one in opened(runner) if (one.kind, one.id) != (hit.kind, hit.id)]
    _opened[runner] = [hit, *others][:KEPT]
