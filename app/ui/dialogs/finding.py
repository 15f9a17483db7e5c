"""One diagnosis with the rows behind it; each lead opens."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.language import later, number, tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.own_keys import OwnKeys, plain
from app.ui.widgets.text import button, column, label, row

COLUMNS = (
    Column("name", later("Name"), 180, lambda r: r.name, "strong"),
    Column("account", later("Account"), 190, lambda r: r.account),
    Column("owner", later("Owner"), 110, lambda r: r.owner, "muted"),
    Column("detail", later("Detail"), 280, lambda r: r.detail, stretch=True),
)


class FindingDialog(QDialog):
    """What was found, out of how many, and what rule to change."""

    def __init__(self, bench: Bench, finding: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(finding.label)
        self._bench = bench
        self.table = HeldTable(COLUMNS, self)
        self.table.show_rows(finding.rows)
        view = RowView(self.table, tr("Rows behind {label}", label=finding.label))
        view.opened.connect(self._open)
        for at, told in enumerate(COLUMNS):  # a criterion has no account, and a source no owner
            view.setColumnHidden(at, bool(finding.rows) and not any(told.text(one) for one in finding.rows))
        self.replay = button(tr("Replay the change  R"), "player-play", name=tr("Replay the change"))
        self.replay.setToolTip(tr("What the suggested change would do to the latest leads; nothing moves"))
        self.replay.clicked.connect(self._replay)
        self.replay.setVisible(bool(finding.suggests))
        self._finding = finding
        OwnKeys(self, plain(Qt.Key.Key_R), lambda _: self._replay())
        close = button(tr("Close"), part="main")
        close.clicked.connect(self.accept)
        suggested = label(tr("Suggested: {suggests}", suggests=finding.suggests), tone="muted", wrap=True)
        suggested.setVisible(bool(finding.suggests))
        self.setLayout(
            column(
                label(
                    tr("{label}: {hits} of {n}", label=finding.label, hits=number(finding.hits), n=number(finding.n)),
                    theme.LEAD,
                    bold=True,
                ),
                label(finding.says, wrap=True),
                suggested,
                view,
                row(self.replay, None, close),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(800), theme.px(460))
        view.setFocus()

    def _replay(self) -> None:
        if self._finding.suggests:
            from app.ui.dialogs.finding_replay import FindingReplayDialog  # reads what few ever ask for

            FindingReplayDialog(self._bench, self._finding, self).open()

    def _open(self, at: int) -> None:
        found = self.table.row_at(at)
        if found.lead_id:
            self.accept()
            self._bench.lead_wanted.emit(found.lead_id)
