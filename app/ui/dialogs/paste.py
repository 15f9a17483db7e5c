"""A block of a spreadsheet before it is pasted: every cell that would change or cannot; or its rows as new leads."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.counting import counted
from app.domain.problems import Problem
from app.language import later, tr, tr_many
from app.services.pasting import Block, PasteLook, look_at_block
from app.services.table_edits import CellView, EditPlan, paste_cells
from app.services.unfinished import pasted_source
from app.ui import theme
from app.ui.bench import Bench
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, column, label, row

Target = tuple[Sequence[int], Sequence[str], bool]  # rows, columns from the cell in hand on, whether rows were selected

_WAYS = (("change", later("Change these rows")), ("import", later("Import as new leads")))
COLUMNS = (
    Column("row", later("Row"), 150, lambda one: one.name, "strong"),
    Column("column", later("Column"), 110, lambda one: one.title),
    Column("before", later("Before"), 150, lambda one: one.before, "muted"),
    Column("after", later("After"), 150, lambda one: one.after),
    Column("state", later("What becomes of it"), 240, lambda one: _becomes(one), "text", stretch=True),
)


class PasteDialog(QDialog):
    """Shows what would become of each cell; commits exactly that, as one act with one undo."""

    def __init__(
        self, bench: Bench, place: str, pasted: Block, clip: tuple[str, str], target: Target, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Paste {rows}", rows=counted(len(pasted.body), "row")))
        self._bench, self._place, self._pasted, self._clip, self._target = bench, place, pasted, clip, target
        self._look: PasteLook | None = None
        self.way = Segmented(tr("What to do with the rows"), _WAYS)
        self.way.chosen.connect(self._show)
        self.way.setVisible(place == "leads" and pasted.is_table)
        self.said = label("", theme.LEAD, bold=True, wrap=True)
        self.about = label("", tone="muted", wrap=True)
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Cells that change or cannot"))
        self.detail = label("", theme.FINE, tone="muted", wrap=True)
        self.view.current_changed.connect(self._tell)
        self.problem = label("", tone="bad", wrap=True)
        self.act, self.leave = button("", part="main"), button(tr("Cancel"))
        self.act.setDefault(True)
        self.act.clicked.connect(self.commit)
        self.leave.clicked.connect(self.reject)
        whole = column(
            row(self.way, None), self.said, self.about, self.view, self.detail, None, self.problem,
            row(None, self.leave, self.act), edges=(theme.LARGE,) * 4,
        )  # fmt: skip
        whole.setStretch(3, 1000)  # all the room, while it is there
        self.setLayout(whole)
        self.resize(min(theme.px(880), 1240), min(theme.px(520), 760))
        ids, _, selected = target
        laid_over = len(pasted.body) == 1 or (
            not pasted.titled and len(ids) == len(pasted.body)
        )  # on rows that are there
        fits = bool(pasted.known) or (bool(ids) and (selected or laid_over or not self._may_import))
        self.way.choose("change" if fits else "import")
        self._show()
        if ids or pasted.known:
            self._ask()

    @property
    def _may_import(self) -> bool:
        return not self.way.isHidden()

    def _ask(self) -> None:
        ids, across, whole = self._target
        self._bench.ask(
            look_at_block,
            self._place,
            self._pasted,
            ids,
            across,
            whole=whole,
            then=self._draw,
            failed=self._refuse,
            key="paste.look",
        )

    def _draw(self, look: PasteLook) -> None:
        self._look = look
        self._show()

    def _refuse(self, error: Exception) -> None:
        """The block does not fit the selection."""
        if not isinstance(error, Problem):
            self._bench.problems.show(error)
            return
        self.problem.setText(error.message)
        self._show()

    def _show(self, *_: Any) -> None:
        importing = self.way.value == "import"
        self.problem.setHidden(importing or not self.problem.text())
        self.view.setHidden(importing)
        self.detail.setHidden(importing)
        if importing:
            rows = counted(len(self._pasted.body), "row")
            self.said.setText(tr("{rows} for the import", rows=rows))
            self.about.setText(tr("Every row gets a plan before anything is written: new, known already, or doubtful."))
            self.act.setText(tr("Look at the import"))
            self.act.setEnabled(True)
        elif self._look is None:
            self.said.setText(
                tr("No cell changes")
                if self.problem.text() or not (self._target[0] or self._pasted.known)
                else tr("Looking")
            )
            self.about.setText("")
            self.act.setText(tr("Change"))
            self.act.setEnabled(False)
        else:
            self._show_plan(self._look)

    def _tell(self, at: int | None) -> None:
        """The whole of what does not fit into the row in hand."""
        one = self.table.row_at(at) if at is not None else None
        self.detail.setText(_becomes(one) if one is not None else "")

    def _show_plan(self, look: PasteLook) -> None:
        changed, refused = look.plan.changed, look.plan.refused
        self.table.show_rows([*refused, *changed])
        self.said.setText(_summary(look.plan))
        self.about.setText(" ".join((*look.laid.says, tr("It is one act and can be undone."))))
        self.act.setText(tr_many("Change {count} cell", "Change {count} cells", len(changed)))
        self.act.setEnabled(bool(changed))

    def commit(self) -> None:
        """Change what is right, or go to the import with the rows."""
        if self.way.value == "import":
            self.accept()
            wish = self._bench.place_wanted.emit  # the dialog is gone when the rows are there
            self._bench.ask(pasted_source, *self._clip, then=lambda source: wish(("imports", source)), key="clip")
        elif self._look is not None:
            self.act.setEnabled(False)
            cells = self._look.laid.cells
            self._bench.do(paste_cells, self._place, cells, then=lambda _: self.accept(), failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.act.setEnabled(True)
        if isinstance(error, Problem):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self._bench.problems.show(error)


def _summary(plan: EditPlan) -> str:
    changed, refused = len(plan.changed), len(plan.refused)
    same = len(plan.cells) - changed - refused
    parts = [tr_many("{count} cell changes", "{count} cells change", changed)]
    if refused:
        parts.append(tr_many("{count} cannot", "{count} cannot", refused))
    if same:
        parts.append(tr_many("{count} stays the same", "{count} stay the same", same))
    return ", ".join(parts)


def _becomes(one: CellView) -> str:
    if one.refused:
        return tr("Stays: {why}", why=one.refused)
    return one.note or tr("Changes")
