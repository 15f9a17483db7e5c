"""Whom the answers of a call are about, where it is about several leads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.language import tr
from app.ui import theme
from app.ui.command_table import told_of, with_key
from app.ui.widgets.text import label, row

if TYPE_CHECKING:
    from app.services.calls.view import CallView


class AboutLead(QWidget):
    """The leads of a call, one of them in hand; hidden where there is only one."""

    chosen = Signal(object)  # id of a lead

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(tr("The answer is about"))
        self.box.setToolTip(told_of("call.lead"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(14)
        self.box.activated.connect(lambda at: self.chosen.emit(self.box.itemData(at)))
        inside = row(label(with_key(tr("Lead"), "call.lead"), theme.FINE, tone="muted"), self.box)
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def draw(self, view: "CallView", lead_id: int | None) -> int | None:
        """Offer the leads of a call; gives the one in hand, the call's first where `lead_id` is none of them."""
        ids = [one.id for one in view.leads]
        self.setVisible(len(ids) > 1)
        if [self.box.itemData(at) for at in range(self.box.count())] != ids:
            self.box.clear()
            for one in view.leads:
                self.box.addItem(", ".join(part for part in (one.name, one.service_line_label) if part), one.id)
        in_hand = lead_id if lead_id in ids else view.lead_id
        self.show_lead(in_hand)
        return in_hand

    def show_lead(self, lead_id: int | None) -> None:
        """Show which lead is in hand."""
        self.box.setCurrentIndex(max(0, self.box.findData(lead_id)))

    @property
    def following(self) -> int:
        """The lead after the one in hand; after the last, the first."""
        found: int = self.box.itemData((self.box.currentIndex() + 1) % max(1, self.box.count()))
        return found
