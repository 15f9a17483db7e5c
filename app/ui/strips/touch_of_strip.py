"""A touch logged where several leads may be meant: on the page of a person or an account."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox

from app.language import tr
from app.services.touches import log_touch
from app.ui.bench import Bench
from app.ui.strips.note_strips import TouchStrip


class TouchOfStrip(TouchStrip):
    """The strip of a touch with the lead it belongs to."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.lead = QComboBox()
        self.lead.setAccessibleName(tr("Lead"))
        self.head.insertWidget(1, self.lead)
        self.watch(self.lead)

    def open_for(self, leads: Sequence[Any], chosen: int | None, *, named: bool) -> None:
        """Open for one of these leads, the chosen one first; `named` says whose lead it is, not only what about."""
        self.lead.clear()
        for lead in leads:
            about = tr("{name}, {about}", name=lead.person, about=lead.service_line_label)
            self.lead.addItem(about if named else lead.service_line_label, lead.id)
        self.lead.setCurrentIndex(max(0, self.lead.findData(chosen)))
        self.lead.setVisible(len(leads) > 1)
        self.title.setText(tr("Log a touch"))
        self.kind.choose("call")
        self.reached.setChecked(False)
        self.outcome.clear()
        self.begin(self.outcome)

    def commit(self) -> None:
        """Save the touch."""
        words = self.outcome.text().strip()
        if not words:
            self.refuse(tr("Write what came of it, even if it is: no answer."))
            return
        self.run(log_touch, self.lead.currentData(), self.kind.value, words, reached=self.reached.isChecked())
