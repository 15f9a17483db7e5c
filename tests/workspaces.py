"""Workspaces made once in a run; every test that begins with one takes a copy of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

from app.services.desk import Clock, Desk, system_clock
from app.services.imports import ImportChoices, commit_import, plan_import
from app.services.sample import create_sample


def nothing(desk: Desk) -> None:
    """What an empty workspace is filled with."""


class Workspaces:
    """Copies of workspaces: making one reads a playbook and lays out every table, copying one does neither."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[object, ...], Path] = {}

    def __call__(
        self,
        path: Path,
        fill: Callable[[Desk], object] = nothing,
        *,
        playbook: str = "diagnostics",
        by: str = "Robin",
        now: Clock | None = None,
    ) -> Desk:
        """Open a copy, at `path`, of a workspace of that name which `fill` has filled: a function of a module."""
        clock = now or system_clock
        wanted = (fill, playbook, path.name, by, now and now())
        if wanted not in self._made:
            made = self._folder / str(len(self._made)) / path.name
            made.parent.mkdir()
            with Desk.create(made, playbook, by=by, now=clock) as desk:
                fill(desk)
            self._made[wanted] = made
        shutil.copy(self._made[wanted], path)
        return Desk.open(path, by=by, now=clock)

    def sample(self, path: Path, *, by: str = "Robin Vale") -> Desk:
        """Open a copy, at `path`, of the sample workspace as it is made today."""
        made = self._folder / "sample" / "Sample.assay"
        if not made.exists():
            made.parent.mkdir()
            create_sample(made, by=by).close()
        shutil.copy(made, path)
        return Desk.open(path, by=by)


def bring_in(desk: Desk, leads: str) -> None:
    """Import a list, whose lines are all about the hospital labs."""
    listed = desk.path.with_name("leads.csv")
    listed.write_text(leads, "utf-8")
    settled = ImportChoices(defaults={"service_line": "hospital_lab"})
    desk.do(commit_import, desk.ask(plan_import, [listed], settled))
