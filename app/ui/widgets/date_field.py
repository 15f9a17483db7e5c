"""A field for a day that takes what people type: +3d, fri, 2w, 1.12., 2026-12-01; it says how it understood."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.language import later, tr
from app.ui import dates


class DateField(QLineEdit):
    """Reads a day; leaving the field writes it out in full."""

    settled = Signal(object)  # date or None

    def __init__(self, name: str = later("Date")) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("+3d, fri"))
        self.setToolTip(tr("A day: +3d, 2w, fri, tomorrow, 1.12. or 2026-12-01"))
        self.textChanged.connect(self._judge)
        self.editingFinished.connect(self._settle)

    @property
    def day(self) -> date | None:
        """The day that is meant, or None while nothing can be read."""
        return dates.typed(self.text())

    def show_day(self, day: date | None) -> None:
        """Put a day into the field."""
        self.setText(f"{day:%Y-%m-%d}" if day else "")

    def _judge(self) -> None:
        wrong = bool(self.text().strip()) and self.day is None
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)
        day = self.day
        self.setToolTip(dates.in_full(day) if day else tr("A day: +3d, 2w, fri, tomorrow or 2026-12-01"))

    def _settle(self) -> None:
        day = self.day
        if day is not None:
            self.show_day(day)
        self.settled.emit(day)
