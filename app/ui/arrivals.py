"""Files dropped on the window, or chosen: each kind goes where it belongs, and what else came is offered after it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.language import later, tr

if TYPE_CHECKING:
    from app.services.arriving import ArrivedFiles

# what is begun with where several kinds came
FIRST = ("workspaces", "lists", "replies", "reviews", "playbooks", "mappings", "views")
VERBS = {
    "workspaces": later("Open the workspace"),
    "lists": later("Import the lists"),
    "replies": later("Take the replies"),
    "reviews": later("Read back the reviews"),
    "playbooks": later("Take the playbook"),
    "mappings": later("Take the mappings"),
    "views": later("Take the saved views"),
}


class Arrivals(QObject):
    """Begins with one kind at once; a banner names all that came and leads to the rest."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window

    def take(self, paths: Sequence[Path]) -> None:
        """Take files, folders opened."""
        from app.services.arriving import arrived  # it knows the parts of a playbook, which no start waits for

        found = arrived(paths)
        several = len(found.kinds) > 1 or bool(found.left)
        self._begin(found, said=found.says if several else "")

    def _begin(self, found: "ArrivedFiles", *, kind: str = "", said: str = "") -> None:
        kind = kind or next((one for one in FIRST if found.of(one)), "")
        if kind:
            why_not = getattr(self, f"_take_{kind}")(found.of(kind))
            said = " ".join(part for part in (said, why_not) if part)
            found = found.without(kind)
        links: list[tuple[str, Callable[[], None]]] = [
            (tr(VERBS[one]), partial(self._begin, found, kind=one)) for one in found.kinds
        ]
        if said or links:
            self._window.banner.say(tr("Dropped"), "note", said or found.says, [*links, (tr("Dismiss"), _nothing)])

    # --- one kind each; returns a sentence where something of it stays undone -----------------------------------------

    def _take_workspaces(self, paths: Sequence[Path]) -> str:
        self._window.open(paths[0])
        return (
            tr("Only one workspace is open at a time; {names} stays closed.", names=_names(paths[1:]))
            if len(paths) > 1
            else ""
        )

    def _take_lists(self, paths: Sequence[Path]) -> str:
        if self._window.view is None:
            self._window.new_for(list(paths))
        else:
            self._window.view.go("imports", list(paths))
        return ""

    def _take_replies(self, paths: Sequence[Path]) -> str:
        return self._inside(
            "handoffs", paths, tr("a returned handoff: open the workspace it was sent from, then drop it")
        )

    def _take_reviews(self, paths: Sequence[Path]) -> str:
        return self._inside(
            "review", list(paths), tr("a returned review: open the workspace it was written from, then drop it")
        )

    def _take_playbooks(self, paths: Sequence[Path]) -> str:
        said = self._inside("playbook", paths[0], tr("a playbook: open the workspace that is to have it, then drop it"))
        if len(paths) > 1:
            said = tr(
                "{said} Only one playbook is drafted at a time; {names} was not read.",
                said=said,
                names=_names(paths[1:]),
            ).strip()
        return said

    def _take_mappings(self, paths: Sequence[Path]) -> str:
        from app.services.mappings import take_mappings

        if self._window.view is None:
            return tr("{names} holds mappings of imports: open a workspace, then drop it.", names=_names(paths))
        for path in paths:
            self._window.view.bench.do(take_mappings, path)
        return ""

    def _take_views(self, paths: Sequence[Path]) -> str:
        from app.services.views import take_view

        view = self._window.view
        if view is None:
            return tr("{names} holds a saved view: open a workspace, then drop it.", names=_names(paths))
        for path in paths:
            view.bench.do(take_view, path, then=lambda changed: view.show_view(changed.outcome))
        return ""

    def _inside(self, place: str, what: Any, otherwise: str) -> str:
        if self._window.view is None:
            return tr(
                "{names} is {otherwise}.",
                names=_names(what if not isinstance(what, Path) else [what]),
                otherwise=otherwise,
            )
        self._window.view.go(place, what)
        return ""


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(path.name for path in paths)


def _nothing() -> None:
    """The banner hides by itself."""
