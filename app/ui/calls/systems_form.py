"""Their systems, and how orders and results travel: block 5 of the sheet."""

from PySide6.QtWidgets import QCheckBox, QFormLayout, QGridLayout, QLineEdit, QWidget

from app.language import tr
from app.services.calls.technical import IntegrationFacts
from app.ui import theme
from app.ui.calls.grid_editor import Choices
from app.ui.calls.reading import day_of
from app.ui.strips.strip import line
from app.ui.widgets.date_field import DateField


class SystemsForm(QWidget):
    """Fields for what is known; what stays empty is not known."""

    def __init__(self, found: IntegrationFacts, routes: Choices) -> None:
        super().__init__()
        self.setProperty("part", "inside")
        self._form = QFormLayout(self)
        self._form.setSpacing(theme.SMALL)
        self.lis = self._line(tr("LIS, with version"), found.lis)
        self.ehr = self._line(tr("EHR, with version"), found.ehr)
        self.middleware = self._line(tr("Middleware, with version"), found.middleware)
        self._orders = self._ways(tr("Orders in"), routes, found.orders_in)
        self._results = self._ways(tr("Results out"), routes, found.results_out)
        self.codes = self._line(tr("Codes"), found.codes)
        self.compendium = self._line(tr("Owner of the compendium"), found.compendium_owner)
        self.interface = self._line(tr("Owner of the interface"), found.interface_owner)
        self.queue = DateField(tr("First free slot of their queue"))
        self.queue.show_day(found.queue_date)
        self._form.addRow(tr("First free slot"), self.queue)
        self.note = self._line(tr("Note"), found.note)

    def read(self) -> IntegrationFacts:
        """What stands in the form. Raises Problem for a date that cannot be read."""
        return IntegrationFacts(
            lis=self.lis.text().strip(),
            ehr=self.ehr.text().strip(),
            middleware=self.middleware.text().strip(),
            orders_in=tuple(route for route, box in self._orders if box.isChecked()),
            results_out=tuple(route for route, box in self._results if box.isChecked()),
            codes=self.codes.text().strip(),
            compendium_owner=self.compendium.text().strip(),
            interface_owner=self.interface.text().strip(),
            queue_date=day_of(self.queue),
            note=self.note.text().strip(),
        )

    def _line(self, words: str, value: str) -> QLineEdit:
        made = line(words)
        made.setText(value)
        self._form.addRow(words, made)
        return made

    def _ways(self, words: str, routes: Choices, chosen: tuple[str, ...]) -> list[tuple[str, QCheckBox]]:
        holder, grid, boxes = QWidget(), QGridLayout(), []
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.TIGHT)
        for at, (route, said) in enumerate(routes):
            made = QCheckBox(said)
            made.setAccessibleName(f"{words}: {said}")
            made.setChecked(route in chosen)
            grid.addWidget(made, *divmod(at, 4))
            boxes.append((route, made))
        holder.setLayout(grid)
        self._form.addRow(words, holder)
        return boxes
