"""H3: the cover of a handoff on one page: who, why, what is proven, what is open, what next, reply by when and how."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations

import pytest

from app.domain.handoff import ChangeRow, HandoffSheet, digest, let_out
from app.exports.handoff_page import handoff_page
from app.language import speaking
from app.ui.paper.handoff_cover import cover_page, handoff_cover_pdf
from app.ui.paper.marks import Words
from app.ui.paper.pages import MARGIN, Page
from tests.exports.conftest import HANDOFF
from tests.ui.committee.written import Text

pytestmark = pytest.mark.usefixtures("dressed")


def said(page: Page) -> str:
    """Every text of the page in the order in which it is painted."""
    return re.sub(r"\s+", " ", " ".join(m.text for m in page.marks if isinstance(m, Words)))


def endless(sheet: HandoffSheet) -> HandoffSheet:
    """The same where people wrote more than a page holds."""
    long = "They told us at length what they need, and why it has to be before the winter season begins. " * 9
    return replace(
        sheet,
        why_asked=long,
        learned=long,
        next_step=long,
        content=(long, long),
        checks=tuple(replace(check, question=long, evidence=long, required=True) for check in sheet.checks * 3),
        gaps=tuple(replace(gap, question=long) for gap in sheet.gaps * 4),
        questions=(long, long, long),
        committee_says=(long,),
    )


def test_h3_the_cover_says_everything_that_one_has_to_know_first() -> None:
    text = said(cover_page(HANDOFF))
    for words in (
        "Handoff 12: Ada Berg, Northgate Hospital Labs",
        "Reply by 2026-11-18 04:20",
        "ada.berg@northgate.example",
        "Asked for a demo of the respiratory panel",
        "4 of 4 required checks hold",
        "340 tests a month in winter",
        "contradicts an earlier answer",
        "Which verification study do they expect",
        "Stops the deal",
        "we owe it · Jonas Falk · due 2026-11-20",
        "2 of 3 required seats known",
        "Seats to fill Procurement",
        "Package 93% complete, without Results delivery",
        "Validation call with the lab director",
        "Accept, Reject or Need more by 2026-11-18 04:20.",
        "fill in the sheet Reply",
        "send it back to Mira Lindqvist",
        "Internal: everything",
        digest(HANDOFF)[:16],
    ):
        assert words in text, words


def test_h3_the_parts_stand_in_the_order_in_which_one_reads() -> None:
    ids = [part.id for part in handoff_page(HANDOFF).parts]
    assert ids == ["who", "why", "proven", "open", "next", "reply"]


@pytest.mark.parametrize("kind", ["as it is", "endless", "bare"])
def test_h3_it_is_one_page_without_small_type_or_overlaps(kind: str, written: Callable[[Page], list[Text]]) -> None:
    bare = HandoffSheet(uuid="u", workspace="w", number=1, created_at=datetime(2026, 11, 21, tzinfo=UTC))
    page = cover_page({"as it is": HANDOFF, "endless": endless(HANDOFF), "bare": bare}[kind])
    found = written(page)
    assert min(text.size for text in found) >= 7.99
    for text in found:
        assert text.box.right() <= page.wide - MARGIN + 0.5 and text.box.bottom() <= page.high - MARGIN + 0.5, text
    for one, other in combinations(found, 2):
        shared = one.box.intersected(other.box)
        assert shared.width() < 0.6 or shared.height() < 0.3, (one, other)
    assert "Accept, Reject or Need more" in said(page) and "Page " not in said(page)


def test_h3_a_package_that_was_sent_again_says_what_changed_and_what_was_overridden() -> None:
    changes = tuple(ChangeRow("gaps", f"Change {number}") for number in range(1, 8))
    text = said(
        cover_page(
            replace(
                HANDOFF, version=2, replaces=12, number=15, changes=changes, gap_override="The board meets on Friday"
            )
        )
    )
    assert "version 2, replaces handoff 12" in text and "Since version 1" in text
    assert "Change 5" in text and "Change 6" not in text and "and 2 more changes" in text
    assert "in spite of a question that stops the deal: The board meets on Friday" in text


def test_h3_what_the_buyer_may_read_says_nothing_of_ours() -> None:
    page = handoff_page(let_out(replace(HANDOFF, gap_override="We know better"), "shareable"))
    text = str(page)
    for words in ("We know better", "ada.berg@", "Stops the deal", "93%", "required seats known", "Budget request"):
        assert words not in text, words
    assert "Shareable: what the buyer may read" in text


def test_h3_the_cover_is_english_whatever_the_window_speaks() -> None:
    with speaking("de"):
        german = handoff_cover_pdf(HANDOFF)
        page = cover_page(HANDOFF)
    assert german.startswith(b"%PDF") and german.count(b"/Type /Page\n") == 1
    assert "What is proven" in said(page)
