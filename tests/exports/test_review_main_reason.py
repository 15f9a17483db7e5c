"""The main reason to reject is one: in the sentence, on the sheet and above the chart."""

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.review import HandoffFact, charts
from app.exports.review_book import write_review
from tests.domain.test_review import issue, lead
from tests.exports.histories import END


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"No plan": 5, "No budget": 4}, "No plan"),
        ({"No plan": 5, "No budget": 5}, ""),  # neither is the main one
        ({"No plan": 4}, ""),  # too few to say so
        ({"No plan": 2, "No budget": 2}, ""),
        ({}, ""),
    ],
)
def test_every_place_names_the_same_main_reason_or_none(given: dict[str, int], named: str, tmp_path: Path) -> None:
    sent, decided = END - timedelta(days=6), END - timedelta(days=2)
    reasons = [reason for reason, times in given.items() for _ in range(times)]
    handoffs = [HandoffFact(n, 1, sent, "accept", decided) for n in range(11)]
    handoffs += [HandoffFact(20 + n, 1, sent, "reject", decided, reason) for n, reason in enumerate(reasons)]
    review = issue(leads=[lead(1, "sql", 40)], handoffs=handoffs)
    sheet = load_workbook(write_review(review, tmp_path / "review.xlsx"))["Accept-Reject"]
    written = [cell.value for (cell,) in sheet.iter_rows(max_col=1) if str(cell.value).startswith("Top reason")]
    title = charts.reasons(review).title
    assert ("; top reason to reject: " in review.messages[0].text) == bool(named) == bool(written)
    assert title.startswith(f"{named}: " if named else ("Rejected in ", "No rejection"))
    if named:
        assert f"top reason to reject: {named} (5)." in review.messages[0].text
        assert str(written[0]).startswith(f"Top reason this week: {named} (5 of 9).")
    if given == {"No plan": 5, "No budget": 5}:
        assert title.endswith("no reason was given more often than the others")
