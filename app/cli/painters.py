"""What only the window's side can draw or paint, handed to the command line, which knows nothing of Qt."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.calls.sheet import CallSheet
    from app.domain.committee.layout.sheets import Paper
    from app.domain.committee.privacy import Privacy
    from app.domain.handoff import HandoffSheet
    from app.domain.review import Review
    from app.domain.review.restating import Restated
    from app.services.committee.view import MapView


@dataclass(frozen=True, slots=True)
class Painters:
    """All of them raise ImportError on a machine without the libraries of a window; call `without_display` before."""

    pictures: Callable[[Path], Sequence[Path]]
    """Every page and main dialog into a folder."""
    map: Callable[["MapView", Path, "Privacy", "Paper"], Sequence[Path]]
    """The map of a committee into a file, or into several where it does not fit one page."""
    map_pages: Callable[["MapView", "Privacy"], Sequence[bytes]]
    """The map of a committee for a handoff, as pages of PNG, at the handoff's level of privacy."""
    call_sheet: Callable[["CallSheet", "Paper"], bytes]
    """The sheet of a call as a PDF."""
    handoff_cover: Callable[["HandoffSheet"], bytes]
    """The cover of a handoff as a PDF of one page."""
    review_page: Callable[["Review", "Restated", bool], bytes]
    """Page one of a review as a PDF: what was restated since, and whether its numbers are frozen."""


def without_display() -> None:
    """Let Qt paint where there is no display, and without what it says about there being none."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
