"""What was computed or read of weeks stays in memory for the next question; here it is given back, if there is any."""

import sys

_HOLDERS = (("app.services.review_computed", "forget_computed"), ("app.services.review_kept", "forget_parts"))


def forget_weeks() -> None:
    """Give back the memory of weeks that were looked at. What is computed just now stays: call it once all rest."""
    for name, forget in _HOLDERS:
        holder = sys.modules.get(name)  # what was never met holds nothing
        if holder is not None:
            getattr(holder, forget)()
