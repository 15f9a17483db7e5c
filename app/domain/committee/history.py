"""Which changes of what we think of somebody need a reason (CM12)."""

from app.domain.problems import Problem
from app.language import tr

Value = int | str | tuple[str, ...] | None
NEEDS_REASON: frozenset[str] = frozenset({"stance", "power", "influence"})


def check_reason(field: str, before: Value, after: Value, reason: str) -> str:
    """The reason of a change without spaces around; Problem where a known value changes and nobody says why."""
    written = " ".join(reason.split())
    if field in NEEDS_REASON and before not in (None, "", ()) and before != after and not written:
        raise Problem(tr("Write in a few words why this changed; the history keeps it."))
    return written
