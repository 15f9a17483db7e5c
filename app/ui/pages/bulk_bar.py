"""The bar below a list while several leads are selected: what can be done with all of them at once."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QMenu, QWidget

from app.language import number, tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.dialogs import bulk
from app.ui.widgets.text import button, label, row


class BulkBar(QFrame):
    """Says how many are selected; each act asks for what it needs and can be undone as one."""

    def __init__(self, bench: Bench, chosen: Callable[[], Sequence[int]], columns: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self._bench, self._chosen, self._columns = bench, chosen, columns
        self.said = label("", bold=True)
        self.copy = button("", "copy", name=tr("Copy the selected leads"))
        self.export = button("", "download", name=tr("Export the selected leads"))
        for sign in (self.copy, self.export):  # words of these would leave no room for the others in every language
            sign.setToolTip(sign.accessibleName())
        self.owner = button(tr("Owner"), "user", name=tr("Owner of the selected leads"))
        self.tags = button(tr("Tag"), "tag", name=tr("Tags of the selected leads"))
        menu = QMenu(self.tags)
        menu.addAction(tr("Put a tag on")).triggered.connect(lambda: self.act_on(bulk.add_tag))
        menu.addAction(tr("Take a tag off")).triggered.connect(lambda: self.act_on(bulk.take_tag_off))
        self.tags.setMenu(menu)
        self.line = button(tr("Service line"), name=tr("Service line of the selected leads"))
        self.delete = button(tr("Delete"), "trash", name=tr("Delete the selected leads"))
        self.path = button(tr("Move"), "arrows-right-left", part="main", name=tr("Move the selected leads"))
        self.export.clicked.connect(self._export)
        self.owner.clicked.connect(lambda: self.act_on(bulk.give_owner))
        self.line.clicked.connect(lambda: self.act_on(bulk.put_into_line))
        self.delete.clicked.connect(lambda: self.act_on(bulk.delete_them))
        bench.guard(self.owner, self.tags, self.line, self.delete, self.path)
        self.setLayout(
            row(
                self.said,
                None,
                self.copy,
                self.export,
                self.tags,
                self.owner,
                self.line,
                self.delete,
                self.path,
                space=theme.TIGHT,
                edges=(theme.MIDDLE, theme.TIGHT, theme.MIDDLE, theme.TIGHT),
            )
        )
        self.hide()

    def count(self, chosen: int) -> None:
        """Say how many are selected; one alone has its own keys."""
        self.said.setText(tr("{count} selected", count=number(chosen)))

    def act_on(self, act: Callable[[Bench, Sequence[int], QWidget], None]) -> None:
        """Let an act ask for what it needs, for the selected leads."""
        act(self._bench, self._chosen(), self.window())

    def _export(self) -> None:
        bulk.export_them(self._bench, self._chosen(), self._columns(), "leads", None, self.window())
