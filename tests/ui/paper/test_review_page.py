"""WR1 on paper: page one of the review on one landscape page, whole, readable, in two languages and without colour."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from app.domain.committee.layout.sheets import Paper
from app.domain.review import Check, Decision, Review, weekly_review
from app.domain.review.restating import Restated, restated
from app.domain.review.unnamed import without_names
from app.language import speaking, tr
from app.ui.paper.marks import Drawing, Words
from app.ui.paper.pages import Page
from app.ui.paper.review_page import MARGIN, State, review_page_pdf, review_pages
from app.ui.paper.review_tables import LEAST
from tests.exports.histories import OWNERS, START, a_year, facts, plain_hours, rules
from tests.ui.committee.written import Text

pytestmark = pytest.mark.usefixtures("dressed")

YEAR = replace(
    a_year(700),
    decisions=[Decision("Ask for one fit fact", OWNERS[0], date(2026, 11, 20), id=3, week="2026-W45")],
    targets={"outreach": 8.0, "pending": 0.0, "in_order": 1.0},
)
LONG = tuple(Decision("Ask the vendor about it again. " * 60, "Konstantin Abercrombie", id=n) for n in range(1, 6))


@pytest.fixture(scope="module")
def review() -> Review:
    """A week of seven hundred leads."""
    return weekly_review(YEAR, plain_hours, rules())


def said(page: Page) -> str:
    """Every text of the page outside its charts, in the order in which it is painted."""
    return re.sub(r"\s+", " ", " ".join(mark.text for mark in page.marks if isinstance(mark, Words)))


def crowded(review: Review) -> tuple[Review, State]:
    """A week with all that a page one may have to hold: long decisions, failed checks, restatements."""
    failed = tuple(Check(f"Another check that fails {number}", "", 1, 2) for number in range(4))
    late = weekly_review(replace(YEAR, leads=YEAR.leads[:-1]), plain_hours, rules())
    since: Restated = restated(review, late)
    return replace(review, decisions=LONG, checks=(*review.checks, *failed)), State(False, since)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", ["as it is", "crowded", "empty"])
def test_wr1_it_is_one_landscape_page_without_small_type_cut_words_or_overlaps(
    kind: str, language: str, paper: Paper, review: Review, written: Callable[[Page], list[Text]]
) -> None:
    shown, state = {"as it is": (review, State()), "crowded": crowded(review)}.get(
        kind, (weekly_review(facts(), plain_hours, rules()), State())
    )
    with speaking(language):
        (page,) = review_pages(shown, state, paper)
        found = written(page)
    assert (page.wide, page.high) == {"A4": (842.0, 595.0), "Letter": (792.0, 612.0)}[paper]
    assert min(text.size for text in found) >= LEAST - 0.01
    for text in found:
        assert text.box.left() >= MARGIN - 0.5 and text.box.right() <= page.wide - MARGIN + 0.5, text
        assert text.box.top() >= MARGIN - 0.5 and text.box.bottom() <= page.high - MARGIN + 0.5, text
    for one, other in combinations(found, 2):
        shared = one.box.intersected(other.box)
        assert shared.width() < 0.6 or shared.height() < 0.3, (one, other)


def test_wr1_the_page_says_what_the_summary_sheet_says(review: Review) -> None:
    (page,) = review_pages(review)
    text = said(page)
    for words in (
        "Week 2026-W46: Northern diagnostics",
        "2026-11-09 to 2026-11-15",
        "data as of 2026-11-16 09:00",
        "issued and frozen",
        "playbook diagnostics, version 3",
        "times in America/New_York",
        "Monday to Friday, 9 to 17, holidays of the United States",
        "all leads, no filter",
        "internal",
        "✓ All 13 checks pass",
        "Ask for one fit fact",
        OWNERS[0],
        "2026-11-20",
        "Page 1 of 1",
    ):
        assert words in text, words
    for message in review.messages:
        assert f"Rule {message.rule} {message.text}" in text
    assert sum(isinstance(mark, Drawing) for mark in page.marks) == 2, "two charts"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("weeks", [1, 2])
def test_wr1_names_of_figures_are_parted_between_words_only_and_in_english_into_two_lines(
    weeks: int, language: str
) -> None:
    shown = weekly_review(replace(YEAR, start=START - timedelta(weeks=weeks - 1)), plain_hours, rules())
    allowed = (1, 2) if language == "en" else (1, 2, 3, 4)
    with speaking(language):
        (page,) = review_pages(shown, State())
        labels = [tr(kpi.label) for kpi in shown.kpis]
    lines = [mark.text for mark in page.marks if isinstance(mark, Words)]
    for label in labels:
        assert any(label == " ".join(lines[at : at + many]) for at in range(len(lines)) for many in allowed), label


def test_wr4_each_figure_has_its_numbers_n_and_a_word_with_a_sign(review: Review) -> None:
    (page,) = review_pages(review)
    words = [mark for mark in page.marks if isinstance(mark, Words)]
    states = [mark for mark in words if re.match(r"[▲▼↑↓=✕·] \S|✓ o", mark.text)]
    assert len(states) == len(review.kpis)
    for kpi, state in zip(review.kpis, states, strict=True):
        line = [mark.text for mark in words if abs(mark.y - state.y) < 0.5]
        assert kpi.label.startswith(line[0]) and line[-2:] == [f"{kpi.n:,}", state.text], line
    assert "off target" in said(page)


def test_wr5_a_failed_check_is_said_in_words_and_asks_not_to_share(review: Review) -> None:
    shown, _ = crowded(review)
    (page,) = review_pages(shown)
    assert "✕ FAIL: 4 of 17 checks do not add up (Another check that fails 0," in said(page)
    assert "Do not share this page" in said(page)
    (moves,) = (one for one in review.checks if one.name == "Moves balance")
    with speaking("de"):
        assert tr(moves.name) != "Moves balance"
        (page,) = review_pages(replace(review, checks=(moves._replace(left=moves.right + 1),)))
        assert f"({tr(moves.name)})" in said(page)


def test_wr6_what_was_restated_is_on_the_page_and_what_is_not_frozen_says_so(review: Review) -> None:
    shown, state = crowded(review)
    (page,) = review_pages(shown, state)
    assert "1 lead left the week since" in said(page) and "are those that were issued" in said(page)
    assert "not issued yet: it may still change" in said(page) and "all leads, no filter" in said(page)


def test_wr11_the_page_names_nobody_of_ours_where_names_are_off(review: Review) -> None:
    (page,) = review_pages(without_names(review))
    assert re.search(r"Ask for one fit fact Colleague \d", said(page))
    assert not any(name in said(page) for name in filter(None, OWNERS))


def test_the_file_is_vector_with_embedded_fonts_on_one_page(review: Review) -> None:
    content = review_page_pdf(review)
    assert content.startswith(b"%PDF") and content.count(b"/Type /Page\n") == 1
    assert b"/FontFile" in content and b"/Subtype /Image" not in content


def test_wr7_page_one_of_two_weeks_speaks_of_two_weeks() -> None:
    two = replace(YEAR, week="2026-W45 to W46", start=START - timedelta(weeks=1))
    (page,) = review_pages(weekly_review(two, plain_hours, rules()))
    text = said(page)
    assert "Week 2026-W45 to W46" in text and "2026-11-02 to 2026-11-15" in text
    assert "These 2 weeks 2 weeks before Difference Mean of 4 such" in text and "week mean" not in text
