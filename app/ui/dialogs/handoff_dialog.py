"""Before a handoff leaves: how complete it is, what holds it, what may be read in it, and where the workbook goes."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLineEdit, QProgressBar, QWidget

from app.domain.handoff import LEAVES, LEVELS, PLACES, known_level, place_of_part
from app.domain.problems import Problem, Trouble
from app.language import SOURCE, percent, speaking, tr
from app.services.committee.view import MapView
from app.services.handoffs import HandoffRow, Preview, handoff_preview, issue_handoff, map_of_lead
from app.ui import dates, settings, theme
from app.ui.bench import Bench
from app.ui.dialogs.handoff_papers import write_papers_of
from app.ui.pages.handoff_links import go_where
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Link, button, clear, column, label, row, scrolling

_SHOWN_CHANGES = 4


class HandoffDialog(QDialog):
    """Shows what one lead's package would be and issues it; what is missing leads to where it is filled in."""

    def __init__(self, bench: Bench, lead_id: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Hand off {name}", name=name))
        self._bench, self._lead_id, self._name = bench, lead_id, name
        self._found: Preview | None = None
        self._share = QProgressBar()
        self._share.setTextVisible(False)
        self._share.setAccessibleName(tr("Completeness"))
        self._says = label("", bold=True)
        self._again = label("", theme.FINE, tone="note", wrap=True)
        self._missing = column(space=theme.TIGHT)
        self.why = QLineEdit()
        self.why.setAccessibleName(tr("Why it leaves all the same"))
        self.why.setPlaceholderText(tr("Why it leaves all the same; kept and printed"))
        self.why.textChanged.connect(self._allow)
        self.why.hide()
        self.level = Segmented(tr("Privacy"), [(id, words) for id, words in LEVELS.items()], in_a_row=1)
        self.level.choose("full")
        self.level.chosen.connect(self._on_level)
        self._leaves = label("", theme.FINE, tone="muted", wrap=True)
        self._path = QLineEdit(shown_path(_folder() / tr("Handoff {file_name}.xlsx", file_name=_file_name(name))))
        self._path.setAccessibleName(tr("Workbook"))
        self.papers = QCheckBox(tr("Cover and call sheet beside it, to print"))
        self.papers.setChecked(settings.text("handoff/papers", "yes") == "yes")
        choose, leave = button(tr("Choose"), "folder-open", name=tr("Choose where")), button(tr("Cancel"))
        self.act = button(tr("Hand off"), "package-export", part="main")
        self.act.setDefault(True)
        self.act.setEnabled(False)
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        choose.clicked.connect(self._choose)
        leave.clicked.connect(self.reject)
        self.act.clicked.connect(self.commit)
        inside = QWidget()
        inside.setLayout(column(self._again, self._missing, self.why, None))
        self._lacking = scrolling(inside)
        whole = column(
            label(tr("Hand off {name}", name=name), theme.LEAD, bold=True),
            self._says,
            self._share,
            self._lacking,
            label(tr("What may be read in it"), theme.FINE, tone="muted"),
            row(self.level, self._leaves, space=theme.MIDDLE),
            label(tr("The workbook, frozen as sent"), theme.FINE, tone="muted"),
            row(self._path, choose),
            self.papers,
            self.problem,
            row(None, leave, self.act),
            edges=(theme.LARGE,) * 4,
        )
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.resize(theme.px(640), min(theme.px(600), 740))  # the smallest window is 800 high
        self._on_level("full")

    def _on_level(self, level: str) -> None:
        """Say what leaves at this level, and ask what it would be."""
        self._leaves.setText(tr(LEAVES[known_level(level)]))
        self._bench.ask(
            handoff_preview, self._lead_id, level, then=self._draw, key="handoff.preview", failed=self._failed
        )

    def _draw(self, found: Preview) -> None:
        self._found = found
        self._says.setText(tr("{share} complete", share=percent(found.complete.percent / 100)))
        self._share.setValue(found.complete.percent)
        self._draw_version(found)
        clear(self._missing)
        blocking = {part for part, _ in found.complete.blocking}
        for question in found.stops:
            self._lead(tr("✕ Open, and it stops the deal: {question}", question=question), "gaps", "", tone="bad")
        for part, words in found.complete.missing:
            if part in blocking:
                says, tone = tr("✕ Needed before it can go: {words}", words=words), "bad"
            else:
                says, tone = tr("○ Not known yet: {words}", words=words), ""
            self._lead(says, place_of_part(part), part, tone=tone)
        if not found.stops and not found.complete.missing:
            self._missing.addWidget(label(tr("Nothing is missing."), tone="muted"))
        self.why.setVisible(bool(found.stops))
        self._allow()

    def _draw_version(self, found: Preview) -> None:
        """That it takes the place of another, and what is otherwise than in that one."""
        older = found.replaces
        self._again.setVisible(older is not None)
        self.act.setText(tr("Hand off") if older is None else tr("Hand off again"))
        if older is None:
            return
        words = {"number": older.number, "day": dates.exact(older.sent_at), "version": found.sheet.version}
        lines = [tr("Version {version}: it takes the place of handoff {number}, sent {day}.", **words)]
        lines += [f"{row.part}: {row.says}" for row in found.sheet.changes[:_SHOWN_CHANGES]]
        more = len(found.sheet.changes) - _SHOWN_CHANGES
        lines += [tr("and {more} more changes", more=more)] if more > 0 else []
        self._again.setText("\n".join(lines))

    def _lead(self, says: str, place: str, part: str, tone: str) -> None:
        """One thing that is missing, as a link to where it is filled in."""
        link = Link(says, name=tr("{says}: go to {place}", says=says, place=tr(PLACES[place])), elide=True)
        link.setToolTip(tr("Go to {place}", place=tr(PLACES[place])))
        link.setProperty("tone", tone)
        link.clicked.connect(partial(self._go, place, part))
        self._missing.addWidget(link)

    def _go(self, place: str, part: str, *_: Any) -> None:
        account = self._found.account_id if self._found is not None else None
        self.reject()
        go_where(self._bench, place, self._lead_id, account, part)

    def _allow(self) -> None:
        found = self._found
        ready = found is not None and found.may_leave and (not found.stops or bool(self.why.text().strip()))
        self.act.setEnabled(ready and not self._bench.read_only)

    def commit(self) -> None:
        """Write the workbook and keep the package as sent."""
        self.problem.hide()
        self.act.setEnabled(False)
        self._bench.ask(map_of_lead, self._lead_id, then=self._issue, failed=self._failed)

    def _issue(self, view: MapView | None) -> None:
        """Paint the committee's map here, where painting belongs, and let the workbook take it along."""
        from app.ui.committee.printing import map_pictures  # only who hands off meets it

        level: Any = self.level.value
        with speaking(SOURCE):  # like everything in the workbook
            pictures = map_pictures(view, level, "A4") if view is not None else ()
        settings.remember("handoff/papers", "yes" if self.papers.isChecked() else "no")
        self._bench.do(
            issue_handoff,
            self._lead_id,
            self._file,
            pictures,
            privacy=level,
            override=self.why.text() if self._found is not None and self._found.stops else "",
            then=self._issued,
            failed=self._failed,
        )

    @property
    def _file(self) -> Path:
        return Path(self._path.text().strip()).expanduser()

    def _issued(self, changed: Any) -> None:
        """The package is out; what goes along is written beside it."""
        row = changed.outcome
        if self.papers.isChecked() and isinstance(row, HandoffRow):
            write_papers_of(self._bench, row.number, self._file)
        self.accept()

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Handoff workbook"), self._path.text(), tr("Excel workbook (*.xlsx)")
        )
        if path:
            self._path.setText(path)

    def _failed(self, error: Exception) -> None:
        self._allow()
        if isinstance(error, (Problem, Trouble)):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self._bench.problems.show(error)


def _folder() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()


def shown_path(path: Path) -> str:
    """A path as people write it, from their home where it is there."""
    return str(Path("~") / path.relative_to(Path.home())) if path.is_relative_to(Path.home()) else str(path)


def _file_name(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in name).strip()[:60]
