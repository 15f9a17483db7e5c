"""The weekly review: from facts to a frozen sheet of numbers, sentences, named rows and checks."""

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
