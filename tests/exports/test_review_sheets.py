"""What the sheets of the review say beside their tables: charts, reversals, what reasons ask for, how they print."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.review import LeadFact, Review, weekly_review
from app.domain.review.restating import restated
from app.exports.review_book import Origin, write_review
from tests.exports.histories import END, START, a_year, facts, plain_hours, rules
from tests.exports.test_review_requirements import table

ASKS = "Back to MQL with the missing questions named."
YEAR = a_year(3_000, seed=11)
YEAR = replace(YEAR, handoffs=[h._replace(action=ASKS if h.code == "not_ready" else "") for h in YEAR.handoffs])
DRAWN = {"Summary": 2, "Movement": 1, "Funnel": 1, "SLA-Aging": 1, "Cohorts": 3}


@pytest.fixture(scope="module")
def review() -> Review:
    """A week of three thousand leads."""
    return weekly_review(YEAR, plain_hours, rules())


@pytest.fixture(scope="module")
def opened(review: Review, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Its workbook."""
    return load_workbook(write_review(review, tmp_path_factory.mktemp("sheets") / "review.xlsx"))


def replace_lead(lead: LeadFact) -> LeadFact:
    """The same as a lead that arrived this week and stands open."""
    return lead._replace(created_at=START + timedelta(hours=9), stage="lead", path="sdr_outreach")


def cells_of(page: Worksheet, reference: str) -> CellRange:
    """The cells that a chart refers to, which must be of its own sheet."""
    sheet, _, cells = reference.rpartition("!")
    assert sheet.strip("'") == page.title
    return CellRange(cells.replace("$", ""))


# --- WR3 ------------------------------------------------------------------------------------------------------------


def test_wr3_every_chart_says_its_point_has_axes_and_draws_numbers_of_a_table_of_its_sheet(opened: Workbook) -> None:
    assert {page.title: len(page._charts) for page in opened.worksheets if page._charts} == DRAWN
    for page in opened.worksheets:
        tables = [CellRange(one.ref) for one in page.tables.values()]
        for chart in page._charts:
            said = chart.title.tx.rich.p[0].r[0].t
            assert re.search(r"\d", said), said
            for axis in (chart.x_axis, chart.y_axis):
                assert axis.delete is False and axis.title.tx.rich.p[0].r[0].t
            assert 1 <= len(chart.series) <= 6
            for series in chart.series:
                drawn = cells_of(page, series.val.numRef.f)
                assert any(drawn.issubset(one) for one in tables), (page.title, said)
                values = [page.cell(row, column).value for row, column in drawn.cells]
                assert all(isinstance(value, (int, float)) for value in values), (page.title, values)
                assert page[cells_of(page, series.tx.strRef.f).coord].value, "a series has a name"
            above = page.cell(chart.anchor._from.row, chart.anchor._from.col + 1).value
            assert re.match(r"(Lines|Columns): ", str(above)), "one line in words above it"


def test_wr3_lines_and_columns_are_labelled_where_they_are(opened: Workbook) -> None:
    for page in opened.worksheets:
        for chart in page._charts:
            for series in chart.series:
                if chart.tagname == "lineChart":
                    (last,) = series.dLbls.dLbl
                    drawn = cells_of(page, series.val.numRef.f)
                    assert last.showSerName and last.showVal and last.idx == drawn.max_col - drawn.min_col
                    assert chart.legend is None
                else:
                    assert series.dLbls.showVal and chart.legend is not None


def test_wr3_a_chart_lies_on_no_cell_that_says_something(opened: Workbook) -> None:
    for page in opened.worksheets:
        if page.title == "Summary":
            continue  # its charts stand in a column of their own
        for chart in page._charts:
            first = chart.anchor._from.row + 1
            row, covered = first, 0.0
            while covered < chart.anchor.ext.height / 12_700:
                assert all(cell.value is None for cell in page[row]), (page.title, row)
                covered += page.row_dimensions[row].height or 15.0
                row += 1


def test_wr3_cohorts_are_compared_at_the_same_age(opened: Workbook, review: Review) -> None:
    said = opened["Cohorts"]._charts[0].title.tx.rich.p[0].r[0].t
    found = re.fullmatch(
        r"After (\d+) weeks? (\d+)% of the leads of (W\d\d) reached MQL, against (\d+)% of (W\d\d)", said
    )
    assert found, said
    age, new, week, old, before = found.groups()
    for share, name in ((new, week), (old, before)):
        (row,) = [
            one for one in review.triangle if (one.goal, one.week[5:], one.weeks_since) == ("MQL", name, int(age))
        ]
        assert row.reached is not None and round(row.reached / row.size * 100) == int(share)


@pytest.mark.parametrize("leads", [0, 1])
def test_wr3_where_there_is_nothing_to_draw_there_is_no_chart_beside_page_one(leads: int, tmp_path: Path) -> None:
    given = facts(leads=[replace_lead(YEAR.leads[0])] * leads)
    book = load_workbook(write_review(weekly_review(given, plain_hours, rules()), tmp_path / "small.xlsx"))
    assert not book["Cohorts"]._charts
    assert len(book["Movement"]._charts) == len(book["SLA-Aging"]._charts) == leads


# --- Accept-Reject --------------------------------------------------------------------------------------------------


def test_a_single_rejection_makes_no_top_reason(opened: Workbook, review: Review) -> None:
    assert review.verdicts.rejected_in_week == 1
    cells = [str(row[0].value) for row in opened["Accept-Reject"].iter_rows(max_col=1)]
    assert not [text for text in cells if text.startswith("Top reason")]


def test_the_top_reason_is_said_with_what_it_asks_for(tmp_path: Path) -> None:
    more: dict[str, Any] = {
        "verdict": "reject",
        "code": "not_ready",
        "reason": "Not ready: no evaluation plan",
        "action": ASKS,
    }
    here = [h for h in YEAR.handoffs if h.verdict_at is not None and START <= h.verdict_at < END]
    asked = {h.number for h in here if h.verdict == "need_more"}
    given = [h._replace(**more) if h.number in asked else h for h in YEAR.handoffs]
    review = weekly_review(replace(YEAR, handoffs=given), plain_hours, rules())
    opened = load_workbook(write_review(review, tmp_path / "reasons.xlsx"))
    page = opened["Accept-Reject"]
    said = [str(cell.value) for row in page.iter_rows(max_col=1) for cell in row if cell.value]
    rows = {row["Reason"]: row for row in table(opened, "tbl_Reasons")}
    top = max(review.reasons, key=lambda row: row.in_week)
    assert top.in_week, "a week with a rejection"
    (line,) = [text for text in said if text.startswith("Top reason this week: ")]
    assert f"{top.reason} ({top.in_week} of {review.verdicts.rejected_in_week})." in line
    assert rows["Not ready: no evaluation plan"]["To do"] == ASKS
    assert line.endswith(f"To do: {ASKS}" if top.action else "It asks nothing.")


@pytest.mark.parametrize("frozen", [False, True], ids=["now", "frozen earlier, separated by commas"])
def test_a_part_with_a_comma_in_its_name_is_one_missing_part(frozen: bool, tmp_path: Path) -> None:
    lacked = ("Open gaps, each with a side that owes it", "Volume and growth", "Documents, none of ours overdue")
    german = ("Offene Lücken, je mit der Seite, die sie schuldet", "Budget")
    here = [h.number for h in YEAR.handoffs if START <= h.sent_at < END]
    each = dict.fromkeys(here[:3], lacked) | {here[3]: german, here[4]: lacked[2:]}
    given = [h._replace(missing=each.get(h.number, ())) for h in YEAR.handoffs]
    review = weekly_review(replace(YEAR, handoffs=given), plain_hours, rules())
    if frozen:
        review = replace(
            review, packages=tuple(row._replace(missing=", ".join(each.get(row.number, ()))) for row in review.packages)
        )
    opened = load_workbook(write_review(review, tmp_path / "missing.xlsx"))
    counted = {row["Missing"]: row["Packages without it"] for row in table(opened, "tbl_MissingParts")}
    assert counted == {lacked[0]: 3, lacked[1]: 3, lacked[2]: 4, german[0]: 1, german[1]: 1}


def test_verdicts_that_were_turned_round_are_listed(tmp_path: Path) -> None:
    given = [h for h in YEAR.handoffs if h.verdict_at is not None and START <= h.verdict_at < END]
    accepted = next(h for h in given if h.verdict == "accept")
    rejected = next(h for h in given if h.verdict == "reject")
    asked = next(h for h in given if h.verdict == "need_more")
    before = START - timedelta(days=2)
    turned = {
        accepted.number: accepted._replace(earlier=(("need_more", before), ("reject", before))),
        rejected.number: rejected._replace(earlier=(("accept", before),)),
        asked.number: asked._replace(earlier=(("need_more", before),)),
    }
    again = replace(YEAR, handoffs=[turned.get(h.number, h) for h in YEAR.handoffs])
    review = weekly_review(again, plain_hours)
    found = {row.number: (row.before, row.after, row.reason) for row in review.reversals}
    assert found == {
        accepted.number: ("rejected", "accepted", ""),
        rejected.number: ("accepted", "rejected", rejected.reason),
    }
    rows = table(load_workbook(write_review(review, tmp_path / "t.xlsx")), "tbl_Reversals")
    assert {(row["Package no."], row["Verdict before"], row["Verdict now"]) for row in rows} == {
        (accepted.number, "rejected", "accepted"),
        (rejected.number, "accepted", "rejected"),
    }


def test_a_week_without_reversals_says_so(opened: Workbook) -> None:
    (row,) = table(opened, "tbl_Reversals")
    assert "no verdict was turned round this week" in row.values()


# --- print and page one ---------------------------------------------------------------------------------------------


def test_wr1_what_is_written_is_printed_and_heads_are_repeated_over_their_own_rows_only(opened: Workbook) -> None:
    for page in opened.worksheets:
        assert page.print_area, page.title
        printed = CellRange(str(page.print_area).rpartition("!")[2].replace("$", ""))
        filled = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        assert max(cell.row for cell in filled) <= printed.max_row
        if page.title != "Leads":
            assert max(cell.column for cell in filled) <= printed.max_col
        if page.print_title_rows:
            head = int(str(page.print_title_rows).rpartition("$")[2])
            tables = [CellRange(one.ref) for one in page.tables.values()]
            assert head == max(one.min_row for one in tables), f"{page.title}: a table below would get another's head"
        if page.title != "Summary":
            assert page.freeze_panes, page.title


def test_wr6_page_one_says_what_was_restated_and_leads_to_it(review: Review, tmp_path: Path) -> None:
    late = weekly_review(replace(YEAR, leads=YEAR.leads[:-2]), plain_hours, rules())
    since = restated(review, late)
    book = load_workbook(write_review(review, tmp_path / "r.xlsx", restated=since))
    page = book["Summary"]
    (row,) = [row for row in range(1, 14) if page.cell(row, 1).value == "Restated"]
    assert str(page.cell(row, 2).value).startswith(f"! Since it was issued: {since.says[0]}")
    (link,) = [str(cell.hyperlink.location) for cell in page[row] if cell.hyperlink]
    sheet, _, target = link.partition("!")
    assert book[sheet.strip("'")][target].value == "What"


def test_wr6_a_week_that_is_not_frozen_says_so_on_page_one(review: Review, tmp_path: Path, opened: Workbook) -> None:
    running = load_workbook(write_review(review, tmp_path / "n.xlsx", origin=Origin("1-2", "2026-W46", 1, False)))
    assert "not issued yet: it may still change" in str(running["Summary"]["A2"].value)
    assert "issued and frozen" in str(opened["Summary"]["A2"].value)


def test_wr7_page_one_names_zone_calendar_filter_and_when_the_facts_were_read(opened: Workbook) -> None:
    said = f"{opened['Summary']['A2'].value} {opened['Summary']['A3'].value}"
    for words in (
        "2026-11-09 to 2026-11-15",
        "data as of 2026-11-16 09:00",
        "playbook diagnostics, version 3",
        "times in America/New_York",
        "holidays of the United States",
        "all leads, no filter",
        "internal",
    ):
        assert words in said, words


def test_weeks_before_the_first_lead_are_left_out(tmp_path: Path) -> None:
    young = [lead for lead in YEAR.leads if lead.created_at >= END - timedelta(weeks=5)]
    known = {lead.id for lead in young}
    given = replace(
        YEAR,
        leads=young,
        moves=[row for row in YEAR.moves if row.lead_id in known],
        handoffs=[row for row in YEAR.handoffs if row.lead_id in known],
        touches=[row for row in YEAR.touches if row.lead_id in known],
        signals=[row for row in YEAR.signals if row.lead_id in known],
    )
    book = load_workbook(write_review(weekly_review(given, plain_hours), tmp_path / "young.xlsx"))
    weeks = [f"2026-W{number}" for number in range(42, 47)]
    for name in ("tbl_Cohorts", "tbl_CohortsMQL", "tbl_CohortsAccepted", "tbl_DataQualityTrend"):
        assert [row["Arrived in"] for row in table(book, name)] == weeks, name


# --- two weeks ------------------------------------------------------------------------------------------------------


def test_wr7_a_review_of_two_weeks_speaks_of_two_weeks_everywhere(tmp_path: Path) -> None:
    two = replace(YEAR, week="2026-W45 to W46", start=START - timedelta(weeks=1))
    double = weekly_review(two, plain_hours, rules())
    book = load_workbook(write_review(double, tmp_path / "two.xlsx"))
    wrong = re.compile(r"\b(this|last) week\b|4-week", re.IGNORECASE)
    for page in book.worksheets:
        said = [cell.value for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]
        said += [chart.title.tx.rich.p[0].r[0].t for chart in page._charts]
        found = [text for text in said if wrong.search(text) and text not in {one.why for one in double.exceptions}]
        assert not found, (page.title, found[:3])
    rows = table(book, "tbl_Figures")
    assert list(rows[0])[2:6] == ["These 2 weeks", "2 weeks before", "Change", "Mean of 4 such"]
    assert "in these two weeks" in book["Summary"]._charts[0].title.tx.rich.p[0].r[0].t
    quiet = weekly_review(facts(week="2026-W45 to W46", start=START - timedelta(weeks=1)), plain_hours)
    assert [message.text for message in quiet.messages] == [
        "Too little happened in these two weeks for a sentence that would hold."
    ]
