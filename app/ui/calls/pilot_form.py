"""The pilot: block 7 of the sheet, with what is missing before it may be called agreed (CP11)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFormLayout, QWidget

from app.domain.calls.pilot import SIGNS, Lack, Pilot, PilotCondition, PilotCriterion
from app.domain.problems import Problem
from app.language import tr
from app.ui import theme
from app.ui.calls.grid_editor import Cell, Choices, GridEditor
from app.ui.calls.reading import day_of
from app.ui.strips.strip import line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import label, row

ROWS = 3  # of each small table that are seen at once


class PilotForm(QWidget):
    """Fields, and two small tables: what is measured, and what must be so before it begins."""

    def __init__(self, pilot: Pilot, missing: Sequence[Lack], states: Choices) -> None:
        super().__init__()
        self.setProperty("part", "inside")
        self.goal, self.sites = line(tr("Goal of the pilot")), line(tr("Sites of the pilot"))
        self.judge, self.passes = line(tr("Judge on their side")), line(tr("What happens if it passes"))
        self.samples = line(tr("Number of samples"))
        self.starts, self.ends = DateField(tr("The pilot begins")), DateField(tr("The pilot ends"))
        for field, value in (
            (self.goal, pilot.goal),
            (self.sites, pilot.sites),
            (self.judge, pilot.judge),
            (self.passes, pilot.if_passes),
            (self.samples, str(pilot.samples or "")),
        ):
            field.setText(value)
        self.starts.show_day(pilot.starts_on)
        self.ends.show_day(pilot.ends_on)
        self.state = Segmented(tr("State of the pilot"), states, flows=True)
        self.state.choose(pilot.state)
        self.criteria, self.conditions = _criteria(pilot), _conditions(pilot)
        lacks = "; ".join(lack.says for lack in missing)
        self.lacks = label(tr("Before it may be called agreed: {missing}", missing=lacks), theme.FINE, wrap=True)
        self.lacks.setProperty("tone", "wait")
        self.lacks.setVisible(bool(lacks))
        form = QFormLayout(self)
        form.setSpacing(theme.SMALL)
        for words, what in (
            (tr("Goal"), self.goal),
            (tr("Dates"), row(self.starts, label("–"), self.ends, None)),
            (tr("Sites"), self.sites),
            (tr("Samples"), self.samples),
            (tr("Success"), self.criteria),
            (tr("Judge"), self.judge),
            (tr("Entry"), self.conditions),
            (tr("If it passes"), self.passes),
            (tr("State"), self.state),
            ("", self.lacks),
        ):
            form.addRow(words, what)

    def read(self) -> Pilot:
        """What stands in the form. Raises Problem for what cannot be read."""
        samples = self.samples.text().strip()
        if samples and not samples.isdecimal():
            raise Problem(tr("Write the number of samples in digits."))
        return Pilot(
            goal=self.goal.text().strip(),
            starts_on=day_of(self.starts),
            ends_on=day_of(self.ends),
            sites=self.sites.text().strip(),
            samples=int(samples) if samples else None,
            criteria=tuple(PilotCriterion(**values) for _, values in self.criteria.read()),
            judge=self.judge.text().strip(),
            conditions=tuple(PilotCondition(v["says"], v["met"] == "yes") for _, v in self.conditions.read()),
            if_passes=self.passes.text().strip(),
            state=self.state.value or "planned",
        )


def _criteria(pilot: Pilot) -> GridEditor:
    made = GridEditor(
        tr("Success criteria"),
        (
            Cell("measure", tr("What is measured"), 240),
            Cell("sign", tr("Sign"), 60, "choice", [(sign, sign) for sign in SIGNS]),
            Cell("value", tr("Threshold"), 90, "number"),
            Cell("unit", tr("Unit"), 90),
        ),
    )
    return _filled(made, [{cell.id: getattr(one, cell.id) for cell in made.cells} for one in pilot.criteria])


def _conditions(pilot: Pilot) -> GridEditor:
    met = (("yes", tr("Yes")), ("no", tr("No")))
    made = GridEditor(
        tr("Entry conditions"), (Cell("says", tr("Entry condition"), 330), Cell("met", tr("Met?"), 80, "choice", met))
    )
    return _filled(made, [{"says": one.says, "met": "yes" if one.met else "no"} for one in pilot.conditions])


def _filled(made: GridEditor, rows: Sequence[dict[str, object]]) -> GridEditor:
    made.show_rows([(None, values) for values in rows])
    made.setFixedHeight(theme.px(28) * (ROWS + 1) + theme.SMALL)
    return made
