"""The overlay of keys: every command of the registry, by menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QWidget

from app.language import later, tr
from app.ui import theme
from app.ui.command_table import COMMANDS, MENUS, key_text
from app.ui.widgets.text import button, column, label, row

MORE = (
    ("Alt+1 … 9", later("Take a template while typing")),
    ("Enter", later("Settle what is written, and go on")),
    ("Esc", later("Leave a strip, a dialog, a full page")),
    ("Tab", later("The other checklist, the next control")),
)


class KeysDialog(QDialog):
    """Read from the registry, so that it is never out of date."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keys"))
        inside = QWidget()
        inside.setProperty("part", "inside")
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(theme.HUGE)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        workspace, edit, lead, call, committee, playbook, *rest = MENUS
        columns = ((lead, workspace), (committee, edit), (call, playbook, *rest))
        for at, menus in enumerate(columns):
            grid.addLayout(self._column(menus, more=at == 2), 0, at)
            grid.setColumnStretch(at, 1)
        area = QScrollArea()
        area.setAccessibleName(tr("All keys"))
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )  # what is long goes on in the next line
        close = button(tr("Close"), part="main")
        close.clicked.connect(self.accept)
        self.setLayout(column(area, row(None, close), edges=(theme.LARGE,) * 4))
        self.resize(min(theme.px(1120), 1240), min(theme.px(660), 760))

    def _column(self, menus: tuple[str, ...], *, more: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.px(112))
        grid.setHorizontalSpacing(theme.MIDDLE)
        at = 0
        for menu in menus:
            grid.addWidget(label(tr(menu), theme.LEAD, bold=True), at, 0, 1, 2)
            lines = [(key_text(c), tr(c.text)) for c in COMMANDS if c.menu == menu]
            lines += list(MORE) if more and menu == menus[-1] else []
            for key, words in lines:
                at += 1
                grid.addWidget(label(tr(key), theme.FINE, bold=True), at, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(tr(words), wrap=True), at, 1)
            at += 1
        grid.setRowStretch(at + 1, 1)
        return grid
