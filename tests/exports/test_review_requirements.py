"""The requirements of the review's workbook, WR1 to WR11, each on the file as other programs read it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from json import dumps, loads
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.review import Decision, Review, from_json, to_json, weekly_review
from app.domain.review.metrics import METRICS
from app.domain.review.restating import restated
from app.domain.review.sheet import LeadRow
from app.domain.review.unnamed import without_names
from app.exports.review_book import Origin, build_review, write_review
from app.exports.review_rows import NOT_KEPT
from tests.exports.histories import END, OWNERS, START, a_year, facts, plain_hours, rules
from tests.exports.test_review_book import SHEETS

YEAR = replace(
    a_year(700),
    decisions=[
        Decision("Ask for one fit fact", OWNERS[0], date(2026, 11, 20), id=3, week="2026-W45"),
        Decision("Call about volumes", OWNERS[1], None, id=4, ref="L-7", week="2026-W45"),
    ],
    targets={"outreach": 8.0, "pending": 0.0, "in_order": 1.0},
)
ADDED = ("figures", "moved", "packages", "touched", "triangle", "quality", "quality_trend", "agreed")


@pytest.fixture(scope="module")
def review() -> Review:
    """A week of seven hundred leads."""
    return weekly_review(YEAR, plain_hours, rules())


@pytest.fixture(scope="module")
def path(review: Review, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its workbook."""
    return write_review(review, tmp_path_factory.mktemp("wr") / "review.xlsx", origin=Origin("1-2", "2026-W46"))


@pytest.fixture(scope="module")
def opened(path: Path) -> Workbook:
    """The same, opened."""
    return load_workbook(path)


def table(book: Workbook, name: str) -> list[dict[str, object]]:
    """The rows of a named table by its headers, wherever it stands."""
    for page in book.worksheets:
        if name in page.tables:
            head, *rows = page[page.tables[name].ref]
            headers = [str(cell.value) for cell in head]
            return [dict(zip(headers, (cell.value for cell in row), strict=True)) for row in rows]
    raise AssertionError(f"no table {name}")


def values(page: Worksheet) -> Iterator[object]:
    """Everything that stands in the cells of a sheet."""
    return (cell.value for row in page.iter_rows() for cell in row if cell.value is not None)


# --- WR1 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "size"), [("A4", 9), ("Letter", 1)])
def test_wr1_every_sheet_is_set_up_for_print(review: Review, paper: str, size: int) -> None:
    book = build_review(review, paper=paper)
    book.finish()
    assert book.workbook.sheetnames == SHEETS
    for page in book.workbook.worksheets:
        assert page.page_setup.paperSize == size and page.page_setup.fitToWidth == 1
        assert page.page_setup.fitToHeight == (1 if page.title == "Summary" else 0)
        footer = page.oddFooter
        assert "Page &P of &N" in footer.right.text.replace("&[Page]", "&P").replace("&[Pages]", "&N")
        assert "2026-W46" in footer.left.text and "internal" in footer.left.text
        assert page.sheet_view.showGridLines is False
    for name in ("Segments", "Exceptions", "Leads"):
        assert book.workbook[name].freeze_panes and book.workbook[name].print_title_rows
    assert book.workbook["Summary"].page_setup.orientation == "landscape"


# --- WR2 ------------------------------------------------------------------------------------------------------------


def test_wr2_tables_are_sound_and_stand_apart(opened: Workbook) -> None:
    for page in opened.worksheets:
        ranges = [CellRange(one.ref) for one in page.tables.values()]
        for number, one in enumerate(ranges):
            assert one.max_row > one.min_row, "at least one row below the head"
            for other in ranges[number + 1 :]:
                assert one.isdisjoint(other)
                assert other.min_row - one.max_row >= 2 or one.min_row - other.max_row >= 2, "an empty row between"
            for merged in page.merged_cells.ranges:
                assert merged.isdisjoint(one), f"{page.title}: {merged} lies in a table"
        for one in page.tables.values():
            headers = [cell.value for cell in page[one.ref][0]]
            assert [column.name for column in one.tableColumns] == headers
            assert all(isinstance(header, str) for header in headers)


def test_wr2_dates_are_dates_rates_are_percents_and_ids_are_text(opened: Workbook) -> None:
    for row in table(opened, "tbl_Moves"):
        assert isinstance(row["When"], datetime) and isinstance(row["Lead"], str)
    page = opened["Cohorts"]
    shares = [cell for row in page.iter_rows(min_row=6) for cell in row if isinstance(cell.value, float)]
    assert shares and all(cell.number_format == "0%" and 0 <= cell.value <= 1 for cell in shares)


# --- WR3 ------------------------------------------------------------------------------------------------------------


def test_wr3_charts_say_something_have_axes_with_units_labels_and_words_above(opened: Workbook, review: Review) -> None:
    page = opened["Summary"]
    assert len(page._charts) == 2
    trend = table(opened, "tbl_Trend")
    for chart in page._charts:
        said = chart.title.tx.rich.p[0].r[0].t
        assert any(character.isdigit() for character in said)
        for axis in (chart.x_axis, chart.y_axis):
            assert axis.delete is False and axis.title.tx.rich.p[0].r[0].t
        assert len(chart.series) <= 6
        for series in chart.series:
            assert series.dLbls.showVal
            first, last = series.val.numRef.f.partition("!")[2].replace("$", "").split(":")
            drawn = [cell.value for cell in page[f"{first}:{last}"][0]]
            assert drawn in [list(row.values())[2:] for row in trend], "the same numbers stand in the table"
        above = page.cell(chart.anchor._from.row, chart.anchor._from.col + 1).value
        assert (above and "per week" in above) or "accepted" in str(above)


# --- WR4 ------------------------------------------------------------------------------------------------------------


def test_wr4_each_figure_leads_to_exactly_its_rows(opened: Workbook, review: Review) -> None:
    page = opened["Summary"]
    links = {row[1].value: row[9].hyperlink.location for row in page[page.tables["tbl_Figures"].ref][1:]}
    for kpi in review.kpis:
        sheet, _, cells = links[kpi.label].partition("!")
        rows = opened[sheet.strip("'")][cells]
        rows = rows if isinstance(rows, tuple) else ((rows,),)
        if kpi.id in ("new_leads", "new_mql", "new_sql") and kpi.n:
            counts = {"new_leads": "New lead", "new_mql": "New MQL", "new_sql": "New SQL"}[kpi.id]
            assert [row[0].value for row in rows] == [counts] * kpi.n
        elif kpi.id == "handoffs" and kpi.n:
            assert [row[11].value for row in rows] == ["Yes"] * kpi.n
        elif kpi.id in ("acceptance", "verdict") and kpi.n:
            assert [row[12].value for row in rows] == ["Yes"] * kpi.n
        elif kpi.id == "pending":
            assert len(rows) == kpi.n and all(str(row[0].value).startswith("Verdict") for row in rows)
        elif kpi.id == "in_order":
            assert {row[0].value for row in rows} == {"No owner", "No next step", "No date"}


def test_wr4_a_change_has_sign_and_word_and_a_target_is_met_or_not(opened: Workbook) -> None:
    rows = {str(row["Figure"]): row for row in table(opened, "tbl_Figures")}
    assert str(rows["Verdicts pending past deadline"]["Status"]) == "✕ off target"
    assert rows["Verdicts pending past deadline"]["Target"] == 0
    assert rows["New leads"]["Target"] == "none set"
    slow = rows["Median hours to first outreach"]
    assert float(str(slow["This week"])) > 8 and "off target" in str(slow["Status"]), "better is not good enough"
    for row in rows.values():
        assert len(str(row["Status"]).split(" ", 1)[1]) > 1, "a word, not a sign alone"


# --- WR5 ------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 10_000), st.integers(0, 80))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_wr5_every_history_reconciles_also_with_its_rows(seed: int, leads: int) -> None:
    review = weekly_review(a_year(leads, seed), plain_hours)
    assert review.reconciles, [check for check in review.checks if not check.passed]
    stands = Counter(row.stage for row in review.leads)
    assert {row.stage: row.closing for row in review.movement if row.closing} == dict(stands)
    for goal in ("MQL", "SQL", "Accepted"):
        for week in {row.week for row in review.triangle}:
            reached = [
                row.reached
                for row in review.triangle
                if (row.goal, row.week) == (goal, week) and row.reached is not None
            ]
            assert reached == sorted(reached), "nobody is reached and then not"
    four = {row.week: row for row in review.triangle if row.goal == "MQL" and row.weeks_since == 4}
    for cohort in review.cohorts:
        assert (four[cohort.week].size, four[cohort.week].reached) == (cohort.arrived, cohort.mql)


def test_wr5_rows_that_are_missing_behind_a_figure_fail_a_check() -> None:
    review = weekly_review(YEAR, plain_hours)
    by_name = {check.name: check for check in review.checks}
    assert by_name["New leads = rows"].left == by_name["New leads = rows"].right > 0
    assert by_name["Decided = rows"].left == sum(row.decided_in_week for row in review.packages)
    assert by_name["Funnel = movement"].passed


# --- WR6 ------------------------------------------------------------------------------------------------------------


def test_wr6_a_frozen_week_is_written_again_cell_by_cell(review: Review, path: Path, tmp_path: Path) -> None:
    frozen = from_json(to_json(review))
    assert frozen == review
    again = write_review(frozen, tmp_path / "again.xlsx", origin=Origin("1-2", "2026-W46"))
    for one, other in zip(load_workbook(path).worksheets, load_workbook(again).worksheets, strict=True):
        assert [list(row) for row in one.values] == [list(row) for row in other.values], one.title


def earlier(review: Review) -> Review:
    """The review as an earlier version froze it: without what was added to reviews since."""
    body = loads(to_json(review))
    for name in ADDED:
        del body[name]
    body["leads"] = [row[:-1] for row in body["leads"]]
    body["definitions"] = [row[:-2] for row in body["definitions"]]
    for one in body["decisions"]:
        for name in ("id", "ref", "week"):
            del one[name]
    for one in body["kpis"]:
        del one["target"]
    return from_json(dumps(body))


def test_wr6_a_week_frozen_by_an_earlier_version_keeps_its_numbers(review: Review, tmp_path: Path) -> None:
    old = earlier(review)
    assert {field.name for field in fields(Review) if getattr(old, field.name) == ()} >= set(ADDED)
    book = load_workbook(write_review(old, tmp_path / "old.xlsx"))
    assert book.sheetnames == SHEETS
    new = load_workbook(write_review(review, tmp_path / "new.xlsx"))
    assert [list(row) for row in book["Segments"].values] == [list(row) for row in new["Segments"].values]
    assert [row["Closing"] for row in table(book, "tbl_Movement")] == [row.closing for row in review.movement]
    for name in ("tbl_Moves", "tbl_PackagesSent", "tbl_CohortsMQL", "tbl_DataQuality", "tbl_Metrics"):
        (row,) = table(book, name)
        assert NOT_KEPT in row.values(), "what was not counted then is not counted now"


def test_wr6_restatements_are_listed_beside_the_frozen_numbers(review: Review, tmp_path: Path) -> None:
    late = weekly_review(replace(YEAR, leads=YEAR.leads[:-1]), plain_hours, rules())
    book = load_workbook(write_review(review, tmp_path / "r.xlsx", restated=restated(review, late)))
    (lead,) = [row for row in table(book, "tbl_Restated") if str(row["What"]).startswith("Lead ")]
    assert lead["What"] == "Lead L-700" and "left the week" in str(lead["Because"])


# --- WR7 ------------------------------------------------------------------------------------------------------------


def test_wr7_zone_calendar_and_both_weeks_are_named_on_the_sheets(tmp_path: Path) -> None:
    first = START - timedelta(weeks=1)
    double = weekly_review(replace(YEAR, week="2026-W45 to W46", start=first), plain_hours, rules())
    book = load_workbook(write_review(double, tmp_path / "two.xlsx"))
    made = {row["What"]: row["Value"] for row in table(book, "tbl_Made")}
    assert made["Time zone"] == "America/New_York" and "holidays" in made["Calendar"]
    assert made["Week"] == "2026-W45 to W46, 2026-11-02 to 2026-11-15"
    assert "2026-W45 to W46" in str(book["Summary"]["A1"].value)
    assert "2 weeks" in [cell.value for cell in book["Cohorts"][5]], "cohorts go by the length of the period"


# --- WR8 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leads", [0, 1])
def test_wr8_nothing_and_one_lead_are_valid_files_without_a_division(leads: int, tmp_path: Path) -> None:
    given = a_year(leads) if leads else facts()
    path = write_review(weekly_review(given, plain_hours, rules()), tmp_path / "small.xlsx")
    book = load_workbook(path)
    said = {str(value) for page in book.worksheets for value in values(page)}
    assert "n/a" in said and not any(text.startswith("#") or text in ("nan", "inf") for text in said)
    with ZipFile(path) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                text = package.read(name).decode()
                assert "<v>nan" not in text and "<v>inf" not in text and "<f>" not in text


def test_wr8_a_week_without_decisions_says_so(tmp_path: Path) -> None:
    quiet = replace(YEAR, handoffs=[], decisions=[])
    book = load_workbook(write_review(weekly_review(quiet, plain_hours), tmp_path / "quiet.xlsx"))
    assert next(iter(table(book, "tbl_PackagesSent")[0].values())) == "none this week"
    rows = {row["Figure"]: row for row in table(book, "tbl_Figures")}
    assert rows["Acceptance rate"]["This week"] == "n/a"


# --- WR9: the reading is tried in tests/services/test_review_decisions.py --------------------------------------------


def test_wr9_there_is_room_to_write_and_what_was_agreed_stands_in_it(opened: Workbook) -> None:
    page = opened["Summary"]
    marks = [page.cell(row, 1).value for row in range(1, page.max_row + 1)]
    assert "Decision 3" in marks and marks.count("new") == 3
    agreed = [row for row in table(opened, "tbl_Exceptions") if row["Agreed action"]]
    assert [(row["Lead"], row["Agreed action"], row["Who"]) for row in agreed] == [
        ("L-7", "Call about volumes", OWNERS[1])
    ]
    properties = {one.name: one.value for one in opened.custom_doc_props.props}
    assert (properties["assay_workspace"], properties["assay_week"], properties["assay_weeks"]) == (
        "1-2",
        "2026-W46",
        "1",
    )


# --- WR10 -----------------------------------------------------------------------------------------------------------


def test_wr10_each_sentence_has_its_rule_beside_it_and_few_cases_make_none(opened: Workbook, review: Review) -> None:
    page = opened["Summary"]
    said = {page.cell(row, 2).value: page.cell(row, 1).value for row in range(1, 12)}
    assert 1 <= len(review.messages) <= 3
    for message in review.messages:
        assert said[message.text] == f"Rule {message.rule}"
        assert any(character.isdigit() for character in message.text)
    small = weekly_review(replace(a_year(2), criteria=()), plain_hours, rules())
    assert all("of 2 " not in message.text or message.rule == "M3" for message in small.messages)


# --- WR11 -----------------------------------------------------------------------------------------------------------


def test_wr11_no_name_of_ours_is_on_any_sheet_with_names_off(review: Review, tmp_path: Path) -> None:
    book = load_workbook(write_review(without_names(review), tmp_path / "bare.xlsx"))
    said = [str(value) for page in book.worksheets for value in values(page)]
    for name in filter(None, OWNERS):
        assert not any(name in text for text in said), name
    assert any(text.startswith("Colleague ") for text in said)


# --- the sheets -----------------------------------------------------------------------------------------------------


def test_cells_of_cohorts_that_are_too_young_say_so_and_are_hatched(opened: Workbook, review: Review) -> None:
    page = opened["Cohorts"]
    early = [cell for row in page.iter_rows() for cell in row if cell.value == "too early"]
    assert len(early) == sum(row.reached is None for row in review.triangle) > 0
    assert all(cell.fill.patternType == "lightUp" for cell in early)
    rows = table(opened, "tbl_CohortsSQL")
    ripe = {(r.week, r.weeks_since): r for r in review.triangle if r.goal == "SQL" and r.reached is not None}
    for row in rows:
        for week in range(1, 13):
            one = ripe.get((str(row["Arrived in"]), week))
            shown = row[f"{week} week" if week == 1 else f"{week} weeks"]
            if one is not None and one.size >= 10:
                assert shown == pytest.approx(one.reached / one.size)


def test_packages_name_what_they_lacked_and_who_has_not_answered(tmp_path: Path) -> None:
    lacking = [h._replace(missing=("Budget", "Decision path")) if h.number % 2 else h for h in YEAR.handoffs]
    review = weekly_review(replace(YEAR, handoffs=lacking), plain_hours)
    book = load_workbook(write_review(review, tmp_path / "m.xlsx"))
    sent = [h for h in lacking if START <= h.sent_at < END]
    assert {row["Package"]: row["Complete"] for row in table(book, "tbl_PackagesSent")} == {
        h.number: pytest.approx(h.percent / 100) for h in sent
    }
    short = sum(bool(h.missing) for h in sent)
    if short:
        counted = {row["Missing"]: row["Packages without it"] for row in table(book, "tbl_MissingParts")}
        assert counted == {"Budget": short, "Decision path": short}
    open_ones = {row["Package"] for row in table(book, "tbl_NoDecision")}
    pending = {h.number for h in lacking if h.sent_at < END and h.verdict not in ("accept", "reject")}
    assert open_ones == pending and review.verdicts.pending == len(pending)


def test_faults_of_records_are_counted_and_named_on_the_leads(tmp_path: Path) -> None:
    faulty = [lead._replace(faults=frozenset({"size", "twice"})) if lead.id % 3 else lead for lead in YEAR.leads]
    review = weekly_review(replace(YEAR, leads=faulty), plain_hours)
    book = load_workbook(write_review(review, tmp_path / "q.xlsx"))
    named: list[LeadRow] = [row for row in review.leads if row.lacks and row.stage != "Closed"]
    counted = {row["Fault"]: row["Open leads with it"] for row in table(book, "tbl_DataQuality")}
    assert counted["No size of the account"] == len(named) and counted["No job title"] == 0
    lacks = [row["Faults"] for row in table(book, "tbl_Leads") if row["Faults"]]
    assert set(lacks) == {"No size of the account; May be known twice: shares an e-mail address"}
    assert sum(row.size for row in review.quality_trend) == sum(
        bool(row.lacks) and row.arrived >= END - timedelta(weeks=13) - timedelta(hours=1) for row in review.leads
    )


def test_every_metric_and_every_figure_of_page_one_is_defined(opened: Workbook, review: Review) -> None:
    rows = {str(row["Metric"]): row for row in table(opened, "tbl_Definitions")}
    for metric in METRICS:
        row = rows[str(metric.label)]
        assert row["In words"] == metric.words and row["Counted"] == metric.numerator
        assert row["Source fields"] and row["Answers for it"] and row["Since version"]
    assert {kpi.label for kpi in review.kpis} <= set(rows)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    lead = YEAR.leads[0]._replace(
        person="=HYPERLINK(1)", account="@SUM(A1)", source="+1", created_at=START + timedelta(hours=3)
    )
    review = weekly_review(replace(YEAR, leads=[lead], moves=[], touches=[], handoffs=[]), plain_hours)
    book = load_workbook(write_review(review, tmp_path / "h.xlsx"))
    for page in book.worksheets:
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row), page.title
    assert table(book, "tbl_Moves")[0]["Person"] == "=HYPERLINK(1)"


def test_times_are_those_of_the_zone(opened: Workbook, review: Review) -> None:
    first = review.moved[0]
    shown = table(opened, "tbl_Moves")[0]["When"]
    assert isinstance(shown, datetime) and shown != first.at.astimezone(UTC).replace(tzinfo=None)
    assert get_column_letter(1) == "A" and abs(shown - first.at.replace(tzinfo=None)) <= timedelta(hours=5, seconds=1)
