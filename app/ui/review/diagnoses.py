"""The part of the diagnoses: a table like others, of which Enter opens each row in a dialog of its own."""

from typing import Any

from app.ui.bench import Bench
from app.ui.review.parts.diagnoses import SPEC
from app.ui.review.sheet_part import SheetPart


class DiagnosesPart(SheetPart):
    """Opens a diagnosis in a dialog of its own."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, SPEC)

    def open_row(self, found: Any) -> None:
        """Open one diagnosis with its rows."""
        from app.ui.dialogs.finding import FindingDialog

        FindingDialog(self.bench, found, self.window()).open()
