"""What a field holds, or a Problem that says how to write it."""

from datetime import date

from app.domain.problems import Problem
from app.language import tr
from app.ui.widgets.date_field import DateField


def day_of(field: DateField) -> date | None:
    """The day in a field, None where it is empty. Raises Problem where it cannot be read."""
    if field.text().strip() and field.day is None:
        raise Problem(tr("Write the date like +3d, fri or 2026-12-01."))
    return field.day
