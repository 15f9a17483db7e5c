"""What time it is: the system's, or the one that ASSAY_NOW sets for everything."""

import os
from collections.abc import Callable
from datetime import UTC, datetime

from app.domain.problems import Problem


def clock() -> Callable[[], datetime]:
    """The clock of this run. ASSAY_NOW holds an ISO 8601 moment; one without an offset is taken as UTC."""
    written = os.environ.get("ASSAY_NOW", "").strip()
    if not written:
        return lambda: datetime.now(UTC)
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise Problem(f"ASSAY_NOW is '{written}'; write a moment like 2026-11-16T09:00:00Z.") from None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return lambda: at
