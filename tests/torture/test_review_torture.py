"""WR8: the review of ten thousand leads, long lists streamed, is as sound as that of one, also with hostile texts."""

from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.domain.review import Review, weekly_review
from app.exports.review_book import Origin, write_review
from tests.exports.histories import a_year, plain_hours, rules
from tests.exports.office import through_an_office
from tests.exports.package_faults import faults
from tests.exports.test_review_book import SHEETS

pytestmark = pytest.mark.torture

LEADS = 10_000
HOSTILE = (
    '=HYPERLINK("http://example.example")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "a\x00b\x07c",
    "\ud800 lone",
    "]]> <v>1</v> & co",
    "_x0041_ looks escaped",
    "\u202eright to left \u05d0\u05d1",
    "x" * 40_000,
    "line\nafter\r\nline\ttab",
    "\U0001f9ea \ufffe",
)
YEAR = a_year(LEADS)


@pytest.fixture(scope="module")
def review() -> Review:
    """A week of ten thousand leads whose people, accounts and owners are called what nobody should be called."""
    leads = [
        lead._replace(person=HOSTILE[lead.id % len(HOSTILE)], account=HOSTILE[-lead.id % len(HOSTILE)])
        if lead.id % 7 == 0
        else lead
        for lead in YEAR.leads
    ]
    return weekly_review(replace(YEAR, leads=leads), plain_hours, rules())


def test_wr8_ten_thousand_leads_are_a_sound_file_with_every_row(review: Review, tmp_path: Path) -> None:
    path = write_review(review, tmp_path / "large.xlsx", origin=Origin("1-2", "2026-W46"))
    assert faults(path) == []
    for one in (path, *through_an_office([path], tmp_path)):
        book = CalamineWorkbook.from_path(one)
        assert book.sheet_names[:12] == SHEETS
        rows = book.get_sheet_by_name("Leads").to_python(skip_empty_area=False)[4:]
        assert [row[0] for row in rows] == [lead.ref for lead in review.leads] and len(rows) == LEADS
    assert review.reconciles
