"""The definitions workbook, opened again: everything in words, on sheets that lead to one another and print well."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.conditions import Condition
from app.domain.playbook import Playbook
from app.exports.definitions.told import Told
from app.exports.definitions_book import Adopted, write_definitions
from app.services.playbooks import shipped_playbook
from tests.exports.varied_playbooks import HOSTILE, NAMES

NOW = datetime(2026, 11, 16, 14, tzinfo=UTC)
HISTORY = (
    Adopted(2, datetime(2026, 11, 12, 15, tzinfo=UTC), "Mira Lindqvist", "Fit asked earlier"),
    Adopted(1, datetime(2026, 9, 1, 15, tzinfo=UTC), "Jonas Falk", "First agreed definitions"),
)


def opened(path: Path, playbook: Playbook, history: tuple[Adopted, ...] = ()):
    return load_workbook(write_definitions(playbook, path / "definitions.xlsx", made_at=NOW, history=history))


def texts(page: Worksheet) -> list[str]:
    return [cell.value for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]


def table(page: Worksheet, name: str) -> list[dict[str, object]]:
    """The rows of a named table, by their headers."""
    head, *rows = page[page.tables[f"tbl_{name}"].ref]
    names = [cell.value for cell in head]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]


@pytest.fixture(scope="module")
def diagnostics() -> Playbook:
    return shipped_playbook("diagnostics")


@pytest.fixture(scope="module")
def book(diagnostics, tmp_path_factory):
    made = diagnostics.model_copy(update={"version": 2})
    return opened(tmp_path_factory.mktemp("definitions"), made, HISTORY)


def test_the_cover_says_what_this_is_and_leads_to_every_other_sheet(book):
    cover, *others = book.worksheets
    said = texts(cover)
    assert said[0] == "Diagnostics: laboratory, panels, screening and studies"
    assert said[1] == "Shared definitions, version 2 · adopted 2026-11-12 by Mira Lindqvist · Fit asked earlier"
    assert any(text.startswith("Hybrid: ") for text in said)
    assert "2026-09-01 by Jonas Falk · First agreed definitions" in said
    links = [cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{page.title}'!A1" for page in others]


@pytest.mark.parametrize("name", NAMES)
def test_no_id_stands_where_people_read(tmp_path, name):
    playbook = shipped_playbook(name)
    listed = (
        *playbook.criteria,
        *playbook.routes,
        *playbook.paths,
        *playbook.seats,
        *playbook.service_lines,
        *playbook.signal_kinds,
        *playbook.vocabularies.facility_type,
        *playbook.vocabularies.region,
        *playbook.diagnoses,
    )
    ids = {one.id for one in listed if "_" in one.id}
    for page in opened(tmp_path, playbook).worksheets:
        for text in texts(page):
            if text not in ids:  # a cell of the column Id
                assert not ids & set(re.findall(r"[a-z0-9_]+", text)), (page.title, text)


def test_a_check_stands_with_its_examples_and_the_question_that_proves_it(book, diagnostics):
    rows = {row["Id"]: row for row in table(book["SQL checks"], "sql_checks")}
    assert list(rows) == [c.id for c in Told(diagnostics).criteria("sql")]
    interface = rows["sql_interface"]
    criterion = diagnostics.criterion("sql_interface")
    assert interface["Check"] == criterion.question
    assert interface["For"] == "Hospital lab services\nClinic panels\nLab partner"
    assert interface["Proves"] == "Integration"
    assert interface["Needed"] == "Optional"
    assert interface["Counts as Yes"] == "\n".join(f"• {one}" for one in criterion.qualifies)
    asked = str(interface["Who would know, and what to ask"])
    assert asked.startswith("LIS or lab informatics analyst\n“Where do orders start")
    assert "(HL9)" in asked
    assert rows["sql_use_case"]["For"] == "Every line"
    assert "Biopharma and research services" in str(rows["sql_budget"]["Needed"])
    assert "The facts suggest a Yes where: Service line is known" in str(
        {row["Id"]: row for row in table(book["MQL checks"], "mql_checks")}["mql_line_interest"]["How to judge it"]
    )


def test_checks_by_line_shows_what_counts_under_the_preset(book, diagnostics):
    rows = {row["Check"]: row for row in table(book["Checks by line"], "Checks_by_line")}
    recent = rows[diagnostics.criterion("mql_recent").question]
    assert set(list(recent.values())[2:]) == {"○"}
    year = rows[diagnostics.criterion("sql_plan_year").question]
    assert {head for head, mark in year.items() if mark == "●"} == {"Employer screening"}


def test_a_stricter_preset_shows_more_required_checks(tmp_path, diagnostics):
    made = opened(tmp_path, diagnostics.model_copy(update={"preset": "quality"}))
    rows = {row["Id"]: row for row in table(made["MQL checks"], "mql_checks")}
    assert rows["mql_recent"]["Needed"] == "Required"
    marked = [row["Preset"] for row in table(made["Presets"], "Presets") if row["In force"]]
    assert marked == ["Quality first"]


def test_sal_has_a_sheet_where_it_is_used(tmp_path, book, diagnostics):
    assert "SAL checks" not in book.sheetnames
    made = opened(tmp_path, diagnostics.model_copy(update={"use_sal": True}))
    assert [row["Stage"] for row in table(made["Stages"], "Stages")] == ["Lead", "MQL", "SAL", "SQL", "Opportunity"]
    assert len(table(made["SAL checks"], "sal_checks")) == 2


def test_the_grid_is_a_grid_with_words_and_colours(book, diagnostics):
    page = book["Grid"]
    rows = [[cell.value for cell in row[:4]] for row in page.iter_rows(min_row=5, max_row=8)]
    assert rows[0] == ["Fit: who they are", "Low\n0 to 15 points", "Medium\n16 to 44 points", "High\n45 to 100 points"]
    assert rows[1][0] == "High\n60 to 100 points"
    assert rows[1][3] == "Talk now\n→ Sales discovery"
    assert rows[3][1] == "Neither fit nor intent yet\n→ Nurture track"
    colours = {
        page.cell(r, c).value.split("→")[1]: page.cell(r, c).fill.start_color.rgb for r in (6, 7, 8) for c in (2, 3, 4)
    }
    assert len(set(colours.values())) == len(colours) == 4


def test_the_gaps_of_a_committee_stand_in_their_rank_with_what_mends_them(book, diagnostics):
    rows = table(book["Committee gaps"], "Committee_gaps")
    assert [row["Id"] for row in rows] == [rule.id for rule in diagnostics.committee_gaps]
    assert [row["Rank"] for row in rows] == list(range(1, 14))
    assert rows[0]["What mends it"] == "Name the person, or plan a dated step to find out"
    assert {row["Id"] for row in rows if row["Hinders SQL"]} == {r.id for r in diagnostics.committee_gaps if r.hinders}
    assert next(row["Limits"] for row in rows if row["Id"] == "contact_stale") == "Days: 30"
    assert texts(book["Seats by line"]).count("Warns before SQL") == len(diagnostics.templates)


def test_routes_stand_in_order_in_words(book, diagnostics):
    rows = table(book["Routes"], "Routes")
    assert [row["Order"] for row in rows] == list(range(1, len(diagnostics.routes) + 1))
    assert [row["Id"] for row in rows] == [route.id for route in diagnostics.routes]
    assert str(rows[0]["When"]).startswith("Relation to us is Competitor, ")
    assert rows[0]["Leads to"] == "Disqualified"
    assert rows[-1]["When"] == "Always"
    proven = next(row for row in rows if row["Id"] == "proven")
    assert str(proven["Owner"]).splitlines()[0] == "Field sales East: US Northeast"
    assert proven["Within"] == "8 hours"


def test_points_are_numbers_and_fade_in_words(book):
    fit = {row["Id"]: row for row in table(book["Fit"], "Fit_rules")}
    assert fit["region_outside"]["Points"] == -40
    assert fit["size_worth"]["When it holds"] == "Size is from 20 to 249"
    intent = {row["Id"]: row for row in table(book["Intent"], "Intent_rules")}
    assert intent["downloads"]["How many count"] == "the newest 3"
    assert intent["downloads"]["Half-life"] == "30 days"
    assert any("45 points today, 22.5 after 30 days" in text for text in texts(book["Intent"]))


def test_holidays_have_the_dates_of_this_year_and_the_next(book):
    days = {row["Holiday"]: row for row in table(book["Time"], "Holidays")}
    assert days["Thanksgiving"]["In 2026"] == datetime(2026, 11, 26)
    assert days["Thanksgiving"]["In 2027"] == datetime(2027, 11, 25)


def test_every_sheet_prints_on_pages_of_one_width_with_its_heads(book):
    for page in book.worksheets:
        assert page.page_setup.fitToWidth == 1
        assert page.oddFooter.right.text == "Page &P of &N"
        if page.freeze_panes:
            head = int(re.sub("[A-Z]", "", page.freeze_panes)) - 1
            assert page.print_title_rows == f"${head}:${head}"
        for row in page.iter_rows(min_row=1, max_row=page.max_row):
            assert (page.row_dimensions[row[0].row].height or 15) <= 400
    assert book["Routes"].page_setup.orientation == "landscape"
    frozen = {page.title for page in book.worksheets if page.freeze_panes}
    assert {"SQL checks", "Questions", "Fit", "Intent", "Routes", "Words"} <= frozen


def test_hostile_words_stay_words(tmp_path, diagnostics):
    routes = tuple(
        route.model_copy(update={"label": text, "why": f"{text}\x07\ud800"[:-1] + "x" * 40_000 * (text == "-")})
        for route, text in zip(diagnostics.routes, HOSTILE[: len(diagnostics.routes)], strict=False)
    )
    page = opened(tmp_path, diagnostics.model_copy(update={"routes": routes, "title": "=1+1"}))
    assert page["Start here"]["A1"].value == "=1+1"
    assert page["Start here"]["A1"].data_type == "s"
    rows = table(page["Routes"], "Routes")
    assert [row["Route"] for row in rows] == list(HOSTILE[: len(rows)])
    assert {cell.data_type for row in page["Routes"].iter_rows() for cell in row if cell.value is not None} <= {
        "s",
        "n",
    }
    assert all("\x07" not in str(row["Because"]) for row in rows)
    assert page.sheetnames[-1] == "Shortened"


def test_an_empty_playbook_still_makes_a_workbook(tmp_path, diagnostics):
    bare = diagnostics.model_copy(
        update={"questions": (), "nurture": (), "templates": (), "diagnoses": (), "disqualify": (), "not_now": ()}
    )
    made = opened(tmp_path, bare)
    assert table(made["Nurture"], "Nurture")[0]["Track"] == "no track yet"


@pytest.mark.parametrize(
    ("condition", "reads"),
    [
        ({}, "Always"),
        ({"fact": "size", "at_least": 100}, "Size is at least 100"),
        ({"fact": "stopping_gaps", "at_least": 1}, "Questions that stop the deal: at least 1"),
        ({"fact": "stage", "is": ["sql", "opportunity"]}, "Stage is SQL or Opportunity"),
        ({"fact": "seat", "known": False}, "Seat is not known"),
        (
            {"all": [{"fact": "fit_band", "is": ["low"]}, {"any": [{"fact": "size", "at_most": 9}, {"yes": ["x"]}]}]},
            "All of these:\n• Fit is Low\n• One of these:\n   • Size is at most 9\n   • Answered Yes: x",
        ),
        (
            {"any": [{"all": [{"fact": "fit_band", "is": ["low"]}, {"not_yes": ["x"]}]}, {"yes": ["y"]}]},
            "One of these:\n• Fit is Low; and not answered Yes yet: x\n• Answered Yes: y",
        ),
        ({"none": [{"fact": "country", "is": ["CA"]}]}, "Not: Country is CA"),
    ],
)
def test_conditions_are_laid_out_for_reading(diagnostics, condition, reads):
    assert Told(diagnostics).condition(Condition.model_validate(condition)) == reads


def test_what_is_settled_of_calls_stands_in_words(book, diagnostics):
    exits = table(book["Calls"], "Call_exits")
    assert [row["Id"] for row in exits] == [one.id for one in diagnostics.calls.exits]
    assert next(row["Leads to"] for row in exits if row["Id"] == "pilot") == "Pilot"
    documents = table(book["Calls"], "Documents")
    assert {row["Side"] for row in documents} == {"We send it", "They send it"}
    lengths = {row["Length"]: row["Questions"] for row in table(book["Calls"], "Call_length")}
    assert (lengths["30 minutes"], lengths["60 minutes"]) == ("8", "12")
    assert "Integration" in {row["Questions that would close it prove"] for row in table(book["Calls"], "Gap_areas")}
    guides = table(book["Do not say"], "Do_not_say")
    everybody = next(row for row in guides if row["Id"] == "every_line")
    assert everybody["Service lines"] == "Every line"
    assert "No price or term beyond your authority" in str(everybody["Do not say"])
