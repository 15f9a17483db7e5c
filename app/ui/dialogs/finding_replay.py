"""What the change that a diagnosis suggests would do: sentences, from where to where, and the leads by name."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.review.sheet import Finding
from app.language import number, tr, tr_many
from app.services.drafts import edit_draft
from app.services.finding_replays import FindingReplay, finding_replay
from app.services.replay_views import ReplayView
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.defining.replayed import EFFECTS, LEADS, Named, effects_of, named_of
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, label, row


class FindingReplayDialog(QDialog):
    """Nothing moves here; the change goes into the draft of the playbook only when somebody puts it there."""

    def __init__(self, bench: Bench, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Replay: {diagnosis}", diagnosis=finding.label))
        self._bench, self._finding = bench, finding
        self.found: FindingReplay | None = None
        self.title = label(tr("Replaying…"), theme.LEAD, bold=True, wrap=True)
        self.suggested = label(tr("Suggested: {suggests}", suggests=finding.suggests), tone="muted", wrap=True)
        self.says = label("", wrap=True)
        self.effects = HeldTable(EFFECTS, self)
        self.view = RowView(self.effects, tr("What would differ"), "finding/effects")
        self.view.empty = ""
        self.view.current_changed.connect(lambda _: self._show_leads())
        self.leads = HeldTable(LEADS, self)
        self.named = RowView(self.leads, tr("Leads of the line in hand; Enter opens one"), "finding/replayed")
        self.named.empty = ""
        self.named.opened.connect(self._open_lead)
        self.take = button(tr("Put it into the draft"), "plus")
        self.part = button(tr("Open the playbook"), "book-2")
        self.shut = button(tr("Close"), part="main")
        self.take.clicked.connect(self._take)
        self.part.clicked.connect(self._open_part)
        self.shut.clicked.connect(self.accept)
        self.take.hide()
        self.part.hide()
        acts = row(self.take, self.part, None, self.shut)
        parts = (self.title, self.suggested, self.says, self.view, self.named, acts)
        whole = column(*parts, edges=(theme.LARGE,) * 4)
        whole.setStretch(3, 3)
        whole.setStretch(4, 4)
        self.setLayout(whole)
        self.resize(min(theme.px(900), 1220), min(theme.px(600), 740))
        self.shut.setFocus()
        bench.study(finding_replay, finding, then=self._draw, failed=self._refused, key="finding/replay")

    def _draw(self, found: FindingReplay) -> None:
        self.found = found
        shown = found.view is not None
        self.view.setVisible(shown)
        self.named.setVisible(shown)
        self.part.setVisible(bool(found.part))
        if found.part:
            self.part.setText(tr("Open “{part}” in the playbook", part=tr(found.part)))
            self.part.setAccessibleName(self.part.text())
        self.take.setVisible(bool(found.steps) and not self._bench.read_only)
        if found.view is None:
            self.title.setText(tr("Nothing to replay yet"))
            self.says.setText(_why_not(found))
            self.resize(theme.px(560), self.heightForWidth(theme.px(560)))
            (self.part if found.part else self.shut).setFocus()
            return
        self.title.setText(tr("What if: {change}", change=found.title))
        self.says.setText("\n".join(_summary(found.view)))
        self.effects.show_rows(effects_of(found.view))
        if self.effects.rowCount():
            self.view.selectRow(0)
            self.view.setFocus()
        self._show_leads()

    def _refused(self, error: Exception) -> None:
        self._bench.problems.show(error)
        self.accept()

    def _show_leads(self) -> None:
        self.leads.show_rows(list(self._named()))

    def _named(self) -> Iterator[Named]:
        effect = self.effects.row_at(self.view.currentIndex().row())
        if effect is not None and self.found is not None and self.found.view is not None:
            yield from named_of(self.found.view, effect)

    def _open_lead(self, at: int) -> None:
        named = self.leads.row_at(at)
        if named is not None:
            self.accept()
            self._bench.lead_wanted.emit(named.id)

    def _open_part(self) -> None:
        if self.found is not None:
            self.accept()
            self._bench.place_wanted.emit(("playbook", self.found.part))

    def _take(self) -> None:
        if self.found is not None:
            self.take.setEnabled(False)
            self._bench.do(edit_draft, list(self.found.steps), self.found.title, then=self._taken)

    def _taken(self, changed: Any) -> None:
        self.take.setText(tr("✓ In the draft"))
        self.shut.setFocus()


def _summary(view: ReplayView) -> Sequence[str]:
    """How many leads the change would touch at all, then what would differ of them."""
    if not view.changes:
        return view.summary
    touched = tr_many(
        "{count} of the latest {total} leads would be judged otherwise.",
        "{count} of the latest {total} leads would be judged otherwise.",
        len(view.leads),
        total=number(view.looked_at),
    )
    return (touched, *view.summary)


def _why_not(found: FindingReplay) -> str:
    if found.part:
        return tr(
            "This suggestion has more than one answer, so the choice is yours: change “{part}” in the playbook, then "
            "replay the draft there with Ctrl+R before anybody adopts it.",
            part=tr(found.part),
        )
    return tr("This suggestion is about how people work. It changes no rule, so there is nothing to replay: decide it.")
