"""WR8: whatever little happened, the review is a valid file without a division error, by its parts and by an office.

Where LibreOffice is at hand it takes every workbook through its own format, which is then read; where it is not,
another library reads the workbook itself. Both are held against the review.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from app.domain.review import Review, ReviewFacts, weekly_review
from app.exports.review_book import Origin, write_review
from tests.exports.histories import START, a_year, facts, plain_hours, rules
from tests.exports.office import through_an_office
from tests.exports.package_faults import faults
from tests.exports.test_review_book import SHEETS

BUSY = a_year(600)
NAN = ("nan", "inf", "-inf", "none")


def first_week() -> ReviewFacts:
    """A team in its very first week: everything arrived in it, and nothing happened before."""
    leads = [lead._replace(created_at=START + timedelta(hours=9, minutes=lead.id)) for lead in BUSY.leads[:40]]
    return facts(leads=[lead._replace(stage="lead", path="sdr_outreach") for lead in leads])


CASES: dict[str, ReviewFacts] = {
    "empty": facts(),
    "one lead": facts(leads=a_year(1).leads),
    "first week": first_week(),
    "no decisions": replace(BUSY, handoffs=[], decisions=[]),
    "busy": BUSY,
}


@pytest.fixture(scope="module")
def reviews() -> dict[str, Review]:
    """The review of each case."""
    return {name: weekly_review(given, plain_hours, rules()) for name, given in CASES.items()}


@pytest.fixture(scope="module")
def written(reviews: dict[str, Review], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook of each."""
    folder = tmp_path_factory.mktemp("valid")
    return {
        name: write_review(review, folder / f"{name}.xlsx", origin=Origin("1-2", "2026-W46"))
        for name, review in reviews.items()
    }


@pytest.fixture(scope="module")
def taken(written: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same after an office took them through its own format, all in one go; as they are where there is none."""
    made = through_an_office(list(written.values()), tmp_path_factory.mktemp("office"))
    return dict(zip(written, made, strict=True))


@pytest.mark.parametrize("name", CASES)
def test_wr8_every_part_of_the_file_is_sound(name: str, written: dict[str, Path]) -> None:
    assert faults(written[name]) == []


@pytest.mark.parametrize("name", CASES)
def test_wr8_nothing_was_divided_by_nothing(name: str, written: dict[str, Path]) -> None:
    for page in load_workbook(written[name]).worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert str(cell.value).casefold() not in NAN[:3] and not str(cell.value).startswith("#"), (
                    cell.coordinate
                )


@pytest.mark.parametrize("name", CASES)
def test_wr8_another_program_opens_it_and_finds_what_the_review_says(
    name: str, taken: dict[str, Path], reviews: dict[str, Review]
) -> None:
    review, book = reviews[name], CalamineWorkbook.from_path(taken[name])
    assert book.sheet_names == SHEETS
    said = [row for row in book.get_sheet_by_name("Summary").to_python() if any(row)]
    figures = {row[1]: row for row in reversed(said)}  # the trend, further down, names some of them again
    for message in review.messages:
        assert any(message.text in row for row in said)
    for kpi in review.kpis:
        shown = figures[kpi.label][2]
        if kpi.this_week is None:
            assert shown in ("n/a", "n < 10")
        else:
            assert shown == pytest.approx(kpi.this_week, rel=1e-9)
        assert figures[kpi.label][7] == kpi.n
    leads = [row[0] for row in book.get_sheet_by_name("Leads").to_python(skip_empty_area=False)[4:]]
    assert leads == ([row.ref for row in review.leads] or ["no leads"])


def test_wr8_the_first_week_ever_has_nothing_to_be_held_against(reviews: dict[str, Review]) -> None:
    kpis = {kpi.id: kpi for kpi in reviews["first week"].kpis}
    assert (kpis["new_leads"].this_week, kpis["new_leads"].last_week) == (40, 0)
    assert kpis["acceptance"].change is None and reviews["first week"].reconciles


def test_wr8_a_week_without_decisions_says_so_where_one_looks_for_them(written: dict[str, Path]) -> None:
    book = load_workbook(written["no decisions"])
    said = {str(cell.value) for name in ("Accept-Reject", "Hand-off quality") for row in book[name] for cell in row}
    for words in ("no rejection in 13 weeks", "no verdict in 13 weeks", "none this week", "every package is decided"):
        assert words in said, words


def spoiled(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """A copy in which one part is otherwise."""
    copy = path.with_name("spoiled.xlsx")
    with ZipFile(path) as package, ZipFile(copy, "w") as other:
        for name in package.namelist():
            text = package.read(name)
            other.writestr(name, change(text.decode()) if name == part else text)
    return copy


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        ("xl/tables/table1.xml", 'name="Figure"', 'name="Other"', "names its columns otherwise"),
        ("xl/tables/table2.xml", "tbl_Trend", "tbl_Figures", "stands twice"),
        ("xl/worksheets/sheet1.xml", "<v>0</v>", "<v>nan</v>", "is no number"),
        ("xl/worksheets/sheet1.xml", "'Movement'!", "'Gone'!", "which is not there"),
        ("xl/charts/chart1.xml", 'delete val="0"', 'delete val="1"', "may be hidden"),
        ("xl/charts/chart1.xml", "</dLbl>", '<separator val=" " /></dLbl>', "a separator is text"),
        ("xl/charts/chart2.xml", 'dLblPos val="outEnd"', 'dLblPos val="t"', "has its labels at t"),
        (
            "xl/charts/chart1.xml",
            '<dLblPos val="r" /><showLegendKey val="0" />',
            '<showLegendKey val="0" /><dLblPos val="r" />',
            "dLbl holds",
        ),
        ("xl/workbook.xml", 'name="Funnel"', 'name="Fun/nel"', "no name of a sheet"),
    ],
)
def test_the_check_of_parts_finds_what_is_wrong(
    part: str, old: str, new: str, words: str, written: dict[str, Path]
) -> None:
    def change(text: str) -> str:
        assert old in text, (old, text[:200])
        return text.replace(old, new)

    assert any(words in fault for fault in faults(spoiled(written["busy"], part, change)))
