"""The weekly review: from facts to a frozen sheet of numbers, sentences, named rows and checks.

Each name is looked up where it lives when it is first wanted: who needs a share of two numbers, as every lead on screen
does, meets no more of the review than that.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.review.facts import (
        CriterionFact,
        Decision,
        HandoffFact,
        HoursBetween,
        LeadFact,
        MoveFact,
        ReviewFacts,
        SignalFact,
        TouchFact,
    )
    from app.domain.review.frozen import from_json, to_json
    from app.domain.review.issue import weekly_review
    from app.domain.review.rates import Rate, rate
    from app.domain.review.sheet import Check, ExceptionRow, Finding, FindingRow, Kpi, LeadRow, Message, Review
    from app.domain.review.weeks import first_day, week_bounds, week_of
else:
    _HOMES = {
        "facts": "CriterionFact Decision HandoffFact HoursBetween LeadFact MoveFact ReviewFacts SignalFact TouchFact",
        "frozen": "from_json to_json",
        "issue": "weekly_review",
        "rates": "Rate rate",
        "sheet": "Check ExceptionRow Finding FindingRow Kpi LeadRow Message Review",
        "weeks": "first_day week_bounds week_of",
    }
    _HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

    def __getattr__(name):
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        return found


__all__ = [
    "Check",
    "CriterionFact",
    "Decision",
    "ExceptionRow",
    "Finding",
    "FindingRow",
    "HandoffFact",
    "HoursBetween",
    "Kpi",
    "LeadFact",
    "LeadRow",
    "Message",
    "MoveFact",
    "Rate",
    "Review",
    "ReviewFacts",
    "SignalFact",
    "TouchFact",
    "first_day",
    "from_json",
    "rate",
    "to_json",
    "week_bounds",
    "week_of",
    "weekly_review",
]
