"""How sure is sure: from which likelihood two records are taken for one, and from which they are shown."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.services.duplicates import EXPLAINED, set_thresholds
from app.ui.bench import Bench
from app.ui.dialogs.form import Field, FormDialog

_AFTER = " \N{NO-BREAK SPACE}%"  # what may stand behind a number that is typed


def ask_thresholds(bench: Bench, known: Any, parent: QWidget) -> None:
    """Ask for both in percent, and keep them."""
    fields = [
        Field("sure", tr("Sure from, in percent"), hint=tr(EXPLAINED["sure"])),
        Field("doubtful", tr("Shown from, in percent"), hint=tr(EXPLAINED["doubtful"])),
    ]
    values = {"sure": f"{known.sure * 100:g}", "doubtful": f"{known.doubtful * 100:g}"}

    def save(form: FormDialog, changes: Mapping[str, Any]) -> None:
        said = {**values, **changes}
        try:
            sure, doubtful = (float(str(said[name]).replace(",", ".").rstrip(_AFTER)) / 100 for name in values)
        except ValueError:
            sure = doubtful = 0.0  # refused with the sentence that says what is wanted
        bench.do(set_thresholds, sure, doubtful, then=form.done_with, failed=form.refuse)

    FormDialog(bench, tr("How sure is sure"), fields, values, tr("Save"), save, parent).open()
