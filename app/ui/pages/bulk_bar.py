"""The bar below the leads while several are selected: what can be done with all of them at once."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.language import tr
from app.ui.bench import Bench
from app.ui.dialogs import bulk
from app.ui.pages.listed.selection_bar import SelectionBar
from app.ui.widgets.text import button


class BulkBar(SelectionBar):
    """Each act asks for what it needs and can be undone as one."""

    wanted = Signal(object)  # an act of `dialogs.bulk` on the selected leads

    def __init__(self, bench: Bench) -> None:
        copy, export = tr("Copy the selected leads"), tr("Export the selected leads")
        super().__init__(_sign("copy", copy), _sign("download", export))
        self.owner = button(tr("Owner"), "user", name=tr("Owner of the selected leads"))
        self.tags = button(tr("Tag"), "tag", name=tr("Tags of the selected leads"))
        menu = QMenu(self.tags)
        menu.addAction(tr("Put a tag on")).triggered.connect(partial(self._tell, bulk.add_tag))
        menu.addAction(tr("Take a tag off")).triggered.connect(partial(self._tell, bulk.take_tag_off))
        self.tags.setMenu(menu)
        self.line = button(tr("Service line"), name=tr("Service line of the selected leads"))
        self.delete = button(tr("Delete"), "trash", name=tr("Delete the selected leads"))
        self.path = button(tr("Move"), "arrows-right-left", part="main", name=tr("Move the selected leads"))
        self.owner.clicked.connect(partial(self._tell, bulk.give_owner))
        self.line.clicked.connect(partial(self._tell, bulk.put_into_line))
        self.delete.clicked.connect(partial(self._tell, bulk.delete_them))
        bench.guard(self.owner, self.tags, self.line, self.delete, self.path)
        self.offer(self.tags, self.owner, self.line, self.delete, self.path)

    def _tell(self, act: bulk.Act, *_: bool) -> None:
        self.wanted.emit(act)


def _sign(icon: str, name: str) -> QPushButton:
    """A button without words: they would leave no room for the others in every language."""
    made = button("", icon, name=name)
    made.setToolTip(name)
    return made
