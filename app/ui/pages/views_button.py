"""Saved views of a list: applied, saved, shared as a file, forgotten; a menu behind one button."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from app.language import later, tr
from app.services.views import ENDING, ViewRow, ViewSettings, export_view, forget_view, save_view, take_view, views
from app.ui.bench import Bench
from app.ui.dialogs.form import Field, FormDialog

FILES = later("Views (*{ending})")
_WHOSE = (("", later("Mine")), ("team", later("The team's")))


class ViewsButton(QPushButton):
    """Keeps the views of its place at hand, so that the menu opens at once."""

    wanted = Signal(object)  # ViewSettings

    def __init__(self, bench: Bench, place: str, now: Callable[[], ViewSettings]) -> None:
        super().__init__(tr("Views"))
        self.setAccessibleName(tr("Saved views"))
        self.setAutoDefault(False)
        self._bench, self._place, self._now = bench, place, now
        self.views: Sequence[ViewRow] = ()
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        bench.runner.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Ask for the views."""
        self._bench.ask(views, self._place, then=self._keep, key=f"views/{self._place}")

    def pop_up(self) -> None:
        """Open the menu by key."""
        menu = self.menu()
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def save(self) -> None:
        """Ask for a name and save the list as it is set up now."""
        fields = [
            Field("name", tr("Name"), hint=tr("Hospitals due this week")),
            Field("team", tr("Whose"), "choice", [(id, tr(words)) for id, words in _WHOSE[1:]]),
        ]

        def keep(form: FormDialog, changes: dict[str, Any]) -> None:
            self._bench.do(
                save_view,
                self._place,
                str(changes.get("name", "")),
                self._now(),
                team=bool(changes.get("team")),
                then=form.done_with,
                failed=form.refuse,
            )

        FormDialog(self._bench, tr("Save this view"), fields, {}, tr("Save the view"), keep, self.window()).open()

    def take(self) -> None:
        """Take a view from a file."""
        path, _ = QFileDialog.getOpenFileName(
            self, tr("Take a view from a file"), str(Path.home()), tr(FILES, ending=ENDING)
        )
        if path:
            self._bench.do(take_view, Path(path), then=self._go_to)

    def _go_to(self, changed: Any) -> None:
        """A view is taken wherever it belongs, which may be another list."""
        self._bench.place_wanted.emit((changed.outcome.place, changed.outcome.settings))

    def share(self, view: ViewRow) -> None:
        """Save a view as a file for another workspace."""
        suggested = str(Path.home() / f"{view.name}{ENDING}")
        path, _ = QFileDialog.getSaveFileName(self, tr("Share the view as a file"), suggested, tr(FILES, ending=ENDING))
        if path:
            told = self._bench.toast.say
            self._bench.ask(
                export_view, view.id, Path(path), then=lambda written: told(tr("{name} is written.", name=written.name))
            )

    def _keep(self, found: Sequence[ViewRow]) -> None:
        self.views = found

    def _on_changed(self, changed: Any) -> None:
        if "views" in changed.places or changed.places & {"imports", "playbook"}:
            self.ask()

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        saved = [view for view in self.views if not view.built_in]
        mine, theirs = ([view for view in saved if view.own is own] for own in (True, False))
        given = [view for view in self.views if view.built_in]
        for words, some in ((tr("Of this list"), given), (tr("Mine"), mine), (tr("The team's"), theirs)):
            if some:
                menu.addSection(words)
            for view in some:
                menu.addAction(view.name).triggered.connect(partial(self._want, view))
        if not self.views:
            menu.addAction(tr("No view is saved yet")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(tr("Save this view…")).triggered.connect(self.save)
        menu.addAction(tr("Take a view from a file…")).triggered.connect(self.take)
        for words, act in ((tr("Share as a file"), self.share), (tr("Forget"), self._forget)):
            inner = menu.addMenu(words)
            inner.setEnabled(bool(saved))
            for view in saved:
                inner.addAction(view.name).triggered.connect(partial(self._act, act, view))

    def _want(self, view: ViewRow, checked: bool = False) -> None:
        self.wanted.emit(view.settings)

    def _act(self, act: Callable[[ViewRow], None], view: ViewRow, checked: bool = False) -> None:
        act(view)

    def _forget(self, view: ViewRow) -> None:
        self._bench.do(forget_view, view.id)
