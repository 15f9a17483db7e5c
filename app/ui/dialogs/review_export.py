"""A review before it leaves: what is written, whose names are in it, whether the week is frozen, and where to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLineEdit, QWidget

from app.domain.problems import Problem, Trouble
from app.domain.review.restating import Restated
from app.language import SOURCE, later, number, speaking, tr, tr_many
from app.services.review_leaving import BeforeLeaving, Leaving, before_leaving, review_leaving, write_page_one
from app.services.review_places import refuse_places
from app.services.reviews import restated_view, write_week
from app.ui import settings, theme
from app.ui.bench import Bench
from app.ui.dialogs.handoff_dialog import shown_path
from app.ui.dialogs.review_issue import MEANS
from app.ui.review.issuing import Issuing
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, column, label, row

BOOK, PAGE, BOTH = "book", "page", "both"
KINDS = ((BOOK, later("Workbook")), (PAGE, later("PDF of page one")), (BOTH, later("Both")))
FREEZE, LOOK = "freeze", "look"
STATES = ((FREEZE, later("Freeze the week")), (LOOK, later("Only look")))
_MEANS = {
    FREEZE: MEANS,
    LOOK: later("Nothing is kept: the files say that the week is not issued, and its numbers may still change."),
}
_NO_FILE = (ValueError, RuntimeError)  # nothing, no name of a file, or at the home of somebody unknown
_ENDINGS = {BOOK: (".xlsx",), PAGE: (".pdf",), BOTH: (".xlsx", ".pdf")}
_FILES = {BOOK: later("Excel workbook (*.xlsx)"), PAGE: later("PDF (*.pdf)"), BOTH: later("Excel workbook (*.xlsx)")}


@dataclass(frozen=True)
class Chosen:
    """What is written, as it was chosen when somebody pressed: later changes of the dialog are for the next time."""

    files: Mapping[str, Path]  # by their ending
    names: bool
    freezes: bool


class ReviewExportDialog(QDialog):
    """Writes the review of a week, or of `weeks` up to it; a check that fails is warned of before it is shared."""

    def __init__(self, bench: Bench, week: str, weeks: int, parent: QWidget | None, *, filtered: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._week, self._weeks = bench, week, weeks
        self._found: BeforeLeaving | None = None
        self._filtered = filtered  # on screen; what leaves is of all leads
        self._key = f"review.export {id(self)}"
        self._chosen: Chosen | None = None  # while it is written
        self.setWindowTitle(tr("Export the review of {week}", week=week))
        self.kind = Segmented(tr("What is written"), KINDS)
        self.kind.choose(settings.text("review/kind", BOTH))
        self.names = QCheckBox(tr("With the names of our people"))
        self.names.setChecked(settings.text("review/names", "yes") == "yes")
        self.names.setToolTip(tr("Without them it says Colleague 1, Colleague 2; the names of buyers stay."))
        self.state = Segmented(tr("The numbers of the week"), STATES)
        self.state.choose(LOOK)
        self.means = label("", theme.FINE, tone="muted", wrap=True)
        self.warning, self.restated = label("", tone="bad", wrap=True), label("", theme.FINE, tone="note", wrap=True)
        self.anyway = QCheckBox(tr("Write it all the same"))
        self.path = QLineEdit()
        self.path.setAccessibleName(tr("Where to"))
        self.problem = label("", tone="bad", wrap=True)
        for hidden in (self.warning, self.restated, self.anyway, self.problem):
            hidden.hide()
        choose, leave = button(tr("Choose"), "folder-open", name=tr("Choose where")), button(tr("Cancel"))
        self.act = button(tr("Write"), "file-export", part="main")
        self.act.setDefault(True)
        self.act.setEnabled(False)
        self._title = label(tr("Export the review of {week}", week=week), theme.LEAD, bold=True)
        self.setLayout(
            column(
                self._title,
                self.warning,
                self.anyway,
                self.restated,
                label(tr("What is written"), theme.FINE, tone="muted"),
                row(self.kind, None),
                self.names,
                label(tr("The numbers of the week"), theme.FINE, tone="muted"),
                row(self.state, None),
                self.means,
                label(tr("Where to"), theme.FINE, tone="muted"),
                row(self.path, choose),
                self.problem,
                None,
                row(None, leave, self.act),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.path.setText(shown_path(_folder() / f"{tr('Review {week}', week=week)}{self._ending}"))
        self.kind.chosen.connect(self._on_kind)
        self.state.chosen.connect(self._say_state)
        self.anyway.toggled.connect(self._allow)
        choose.clicked.connect(self._choose)
        leave.clicked.connect(self.reject)
        self.finished.connect(lambda: bench.runner.drop(self._key))
        self.act.clicked.connect(self.commit)
        self.resize(theme.px(560), min(theme.px(430), 700))
        self.state.setEnabled(False)
        self._say(self.means, tr("Looking at the week ..."))
        bench.study(before_leaving, week, weeks, then=self._draw, key=self._key, failed=self._failed)

    # --- what is known of the week ----------------------------------------------------------------------------------

    def _draw(self, found: BeforeLeaving) -> None:
        self._found = found
        self._title.setText(tr("Export the review of {week}", week=found.name))
        may_freeze = not (found.issued or found.running or self._bench.read_only)
        self.state.setEnabled(may_freeze)
        if may_freeze:
            self.state.choose(FREEZE)
        self._say_state()
        if found.failed:
            self._warn(found)
        if found.issued:
            self._bench.study(
                restated_view, self._week, self._weeks, then=self._draw_restated, key=self._key, failed=self._failed
            )
        self._allow()

    def _warn(self, found: BeforeLeaving) -> None:
        """Say that the numbers disagree; it is written only where somebody says so (WR5)."""
        names, of = ", ".join(map(tr, found.failed)), number(found.checks)
        words = tr_many(
            "✕ {count} of {of} checks fails ({names}): do not share it before somebody has looked why.",
            "✕ {count} of {of} checks fail ({names}): do not share it before somebody has looked why.",
            len(found.failed),
            of=of,
            names=names,
        )
        self._say(self.warning, words)
        self.anyway.show()

    def _draw_restated(self, since: Restated) -> None:
        if not since.nothing:
            told = " ".join(since.says) or tr("Some of its figures would differ.")
            self._say(self.restated, tr("Restated since it was issued: {told}", told=told))

    def _say_state(self, *_: Any) -> None:
        found = self._found
        if found is not None and found.issued:
            words = tr("The week is issued: what is written are the numbers that were frozen then.")
        elif found is not None and found.running:
            words = tr("The week still runs: it can be frozen once it is over.")
        else:
            words = tr(_MEANS[self.freezes])
        if self._filtered:
            words = f"{words} {tr('The filter on screen does not count here: all leads are written.')}"
        self._say(self.means, words)

    @property
    def freezes(self) -> str:
        """Whether the week is frozen with it."""
        return FREEZE if self.state.isEnabled() and self.state.value == FREEZE else LOOK

    def _allow(self, *_: Any) -> None:
        found = self._found
        ready = found is not None and (not found.failed or self.anyway.isChecked())
        self.act.setEnabled(ready and self._chosen is None)

    # --- where to ---------------------------------------------------------------------------------------------------

    @property
    def _ending(self) -> str:
        return _ENDINGS[str(self.kind.value)][0]

    def _on_kind(self, *_: Any) -> None:
        """Let the name end as what is written does."""
        text = self.path.text()
        if text.casefold().endswith((".xlsx", ".pdf")):
            self.path.setText(text[: text.rindex(".")] + self._ending)

    def _choose(self) -> None:
        try:
            begin_at = self._file(self._ending)
        except _NO_FILE:
            begin_at = _folder()
        path, _ = QFileDialog.getSaveFileName(self, tr("Where to"), str(begin_at), tr(_FILES[str(self.kind.value)]))
        if path:
            self.path.setText(path)

    def _file(self, ending: str) -> Path:
        """The file with this ending, whichever of the two was typed. Raises one of _NO_FILE where that is none."""
        typed = Path(self.path.text().strip()).expanduser()
        if typed.suffix.casefold() in (".xlsx", ".pdf"):
            return typed.with_suffix(ending)
        return typed.with_name(f"{typed.name}{ending}")

    # --- writing ----------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Write what is chosen, freezing the week first where that is chosen too."""
        try:
            files = {ending: self._file(ending) for ending in _ENDINGS[str(self.kind.value)]}
        except _NO_FILE:
            self._failed(Problem(tr("Say where to write it.")))
            self.path.setFocus()
            return
        settings.remember("review/kind", str(self.kind.value))
        settings.remember("review/names", "yes" if self.names.isChecked() else "no")
        self.problem.hide()
        self._chosen = Chosen(files, self.names.isChecked(), self.freezes == FREEZE)
        self._allow()
        self._bench.ask(refuse_places, *files.values(), then=self._begin, key=self._key, failed=self._failed)

    def _begin(self, _: None) -> None:
        """Every place can be written to: make what goes there."""
        assert self._chosen is not None
        chosen = self._chosen
        book = chosen.files.get(".xlsx")
        told: dict[str, Any] = {"names": chosen.names, "then": self._booked, "failed": self._failed}
        if chosen.freezes:
            Issuing(self._bench, self._week, self._weeks, book, key=self._key, say=False, **told).begin()
        elif book is not None:
            self._bench.study(write_week, self._week, book, self._weeks, key=self._key, **told)
        else:
            self._booked()

    def _booked(self, *_: Any) -> None:
        """The workbook is written, where one is wanted; page one comes after it."""
        assert self._chosen is not None
        if ".pdf" not in self._chosen.files:
            self._written()
            return
        self._bench.study(
            review_leaving,
            self._week,
            self._weeks,
            names=self._chosen.names,
            then=self._paint,
            key=self._key,
            failed=self._failed,
        )

    def _paint(self, leaving: Leaving) -> None:
        from app.ui.paper.review_page import State, review_page_pdf  # only who exports meets it

        assert self._chosen is not None
        with speaking(SOURCE):  # like everything in the workbook
            painted = review_page_pdf(leaving.review, State(leaving.issued, leaving.restated))
        path = self._chosen.files[".pdf"]
        self._bench.ask(write_page_one, path, painted, then=self._written, key=f"{self._key} page", failed=self._failed)

    def _written(self, *_: Any) -> None:
        assert self._chosen is not None
        names = ", ".join(path.name for path in self._chosen.files.values())
        self._bench.toast.say(tr("Written: {names}", names=names))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._chosen = None
        self._allow()
        if isinstance(error, (Problem, Trouble)):
            self._say(self.problem, error.message)
        else:
            self._bench.problems.show(error)

    def _say(self, where: Any, words: str) -> None:
        where.setText(words)
        where.setVisible(bool(words))


def _folder() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()
