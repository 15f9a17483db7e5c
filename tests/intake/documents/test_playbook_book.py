"""A playbook edited as a workbook: what is changed arrives, what is not stays, and every fault names its cell."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from app.domain.playbook.drafting import body_of, differences, made
from app.domain.playbook.sections import SECTIONS
from app.domain.problems import Problem
from app.exports.playbook_book import write_playbook_book
from app.intake.documents.playbook_book import read_playbook_book
from app.services.playbooks import shipped_playbook
from tests.exports.varied_playbooks import NAMES, varied
from tests.house_rules import ROOT

NOW = datetime(2026, 11, 16, 14, tzinfo=UTC)
CASES = ROOT / "tests" / "cases" / "playbooks"


@pytest.fixture(scope="module")
def body():
    return body_of(shipped_playbook("respiratory"))


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("written") / "respiratory.xlsx"
    return write_playbook_book(shipped_playbook("respiratory"), path, made_at=NOW)


@pytest.fixture
def edit(written, tmp_path, body):
    """Change the workbook by a function, and read it back upon the same playbook."""

    def edited(change, *, base=body):
        book = load_workbook(written)
        change(book)
        book.save(tmp_path / "edited.xlsx")
        return read_playbook_book(tmp_path / "edited.xlsx", base)

    return edited


def found(body, read) -> list[tuple[str, str, str]]:
    return [(one.section, one.item, one.what) for one in differences(body, read.body)]


def row_of(page, text: str, column: int = 1) -> int:
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, column).value == text)


def faults(read) -> dict[str, str]:
    return {fault.place: fault.says for fault in read.faults}


@pytest.mark.parametrize("name", NAMES)
def test_what_was_not_changed_comes_back_equal(tmp_path, name):
    playbook = shipped_playbook(name)
    path = write_playbook_book(playbook, tmp_path / "same.xlsx", made_at=NOW)
    read = read_playbook_book(path, body_of(playbook))
    assert (read.name, read.version, read.faults, read.said) == (name, 1, (), ())
    assert read.body == body_of(playbook)
    assert body_of(made(read.body, 1)) == body_of(playbook)
    alone = read_playbook_book(path)
    assert alone.faults == ()
    assert {section for section, *_ in found(body_of(playbook), alone)} <= {"handoff"}  # an older name of a part


any_pace = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(any_pace, max_examples=3)
@given(varied())
def test_any_playbook_comes_back_equal(tmp_path_factory, book):
    comes_back(tmp_path_factory, book)


@pytest.mark.torture
@settings(any_pace, max_examples=20)
@given(varied())
def test_many_playbooks_come_back_equal(tmp_path_factory, book):
    comes_back(tmp_path_factory, book)


def comes_back(tmp_path_factory, book) -> None:
    path = tmp_path_factory.mktemp("varied") / "varied.xlsx"
    write_playbook_book(book.playbook, path, made_at=NOW)
    assert read_playbook_book(path, body_of(book.playbook)).body == body_of(book.playbook)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_that_another_program_saved_is_read(body, kind):
    """Edited in LibreOffice: a path renamed and one added, used by a route; a condition; a holiday; sheets deleted."""
    read = read_playbook_book(CASES / f"respiratory_parts.{kind}", body)
    assert read.faults == ()
    assert found(body, read) == [
        ("routes", "no_buyer", "changed"),
        ("routes", "technical_gap", "changed"),
        ("paths", "needs_research", "changed"),
        ("paths", "site_visit", "added"),
        ("holidays", "Neujahr", "removed"),
        ("holidays", "First of January", "added"),
    ]
    assert read.body["routes"][0]["when"] == {"fact": "relation", "is": ["competitor", "student"]}
    assert read.body["routes"][1]["path"] == "site_visit"
    assert "Sheet Paths, row 17: the new item got the id site_visit." in read.said
    assert any(
        one.startswith("What has no sheet in the workbook stays as it is: General, Criteria") for one in read.said
    )


def test_a_new_criterion_question_and_route_arrive_in_their_order(edit, body):
    def change(book):
        criteria, routes = book["Criteria"], book["Routes"]
        criteria.append(
            [None, "SQL", "Decision", "Has the site been seen?", "Ask for the date.", "Seen on 3 May", "Soon", "Yes"]
        )
        book["Questions"].append(["RX1", "When may we see the site?", "Decision; need", "practice manager", "a date"])
        routes.insert_rows(5)
        for column, text in enumerate(
            ("", "Site to be seen", "has_the_site_been_seen not answered yes", "Pilot", "See it"), 1
        ):
            routes.cell(5, column).value = text
        routes.cell(5, 6).value = "In turn: Ada; Bo"
        routes.cell(5, 7).value = 8

    read = edit(change)
    assert read.faults == ()
    assert body_of(made(read.body, 2)) == read.body
    route = read.body["routes"][0]
    assert (route["id"], route["path"]) == ("site_to_be_seen", "pilot")
    assert route["when"] == {"not_yes": ["has_the_site_been_seen"]}
    assert route["owner"] == {"rule": "round_robin", "names": ["Ada", "Bo"], "by_region": {}}
    assert read.body["questions"][-1]["proves"] == ["decision", "need"]
    assert read.body["criteria"][-1]["qualifies"] == ["Seen on 3 May"]


def test_rows_may_be_deleted_and_moved_and_columns_too(edit, body):
    def change(book):
        page = book["Routes"]
        page.delete_rows(6)
        page.move_range(f"A5:A{page.max_row}", cols=9)  # the ids stand behind now
        page["J4"], page["A4"] = "Id", None

    read = edit(change)
    assert read.faults == ()
    assert found(body, read) == [("routes", "technical_gap", "removed")]


def test_every_fault_names_its_cell_and_all_are_told_at_once(edit, body):
    def change(book):
        routes = book["Routes"]
        routes["C7"] = "service line is hospital and"
        routes["D8"] = "Sales discovry"
        routes["G9"] = "soon"
        routes["B10"] = None
        book["Business hours"]["B7"] = "8 o'clock"
        book["Paths"]["C5"] = "perhaps"
        book["Intent rules"]["E5"] = 400
        book["Committees"]["B5"] = "Procurement"

    read = edit(change)
    told = faults(read)
    assert list(told) == [
        "Sheet Intent rules, row 5, column Points",
        "Sheet Routes, row 7, column When",
        "Sheet Routes, row 8, column Path",
        "Sheet Routes, row 9, column Within hours",
        "Sheet Routes, row 10, column Label",
        "Sheet Paths, row 5, column Stays open",
        "Sheet Business hours, From",
        "Sheet Committees, row 5, column Seats",
    ]
    assert told["Sheet Routes, row 8, column Path"].endswith("did you mean “Sales discovery”?")
    assert "“soon” is not a number" in told["Sheet Routes, row 9, column Within hours"]
    routes = next(fault for fault in read.faults if "row 8" in fault.place)
    assert (routes.row, routes.column) == (8, 4)
    assert str(routes).startswith("Sheet Routes, row 8, column Path: ")


def test_what_does_not_fit_together_is_told_at_its_cell(edit):
    def change(book):
        book["Paths"].delete_rows(row_of(book["Paths"], "pilot"))
        book["Grid"].delete_rows(5)
        book["Routes"].delete_rows(row_of(book["Routes"], "otherwise"))

    told = faults(edit(change))
    assert any(place.startswith("Sheet Routes, row ") and place.endswith("column Path") for place in told)
    assert any(place.startswith("Sheet Grid") for place in told)
    assert any(place.startswith("Sheet Routes") and "always" in says for place, says in told.items())


def test_two_items_with_one_id_are_told(edit):
    told = faults(edit(lambda book: book["Paths"].append(["pilot", "Another pilot", None, "Yes", "No"])))
    assert list(told) == ["Sheet Paths, row 17, column Id"]
    assert "has the id “pilot” already" in told["Sheet Paths, row 17, column Id"]


def test_what_is_not_known_is_said_and_what_is_gone_stays(edit, body):
    def change(book):
        book.create_sheet("Notes of Mira")["A1"] = "remember the milk"
        page = book["Paths"]
        page["I4"], page["I5"] = "My notes", "ask Bo"
        page["J7"] = "loose"
        page.delete_cols(4)
        book.remove(book["Seats"])

    read = edit(change)
    assert read.faults == ()
    assert read.body == body
    assert read.said == (
        "Sheet Paths: the column “My notes” is not known and was left out.",
        "Sheet Paths: what stands without a column name (in column 9) is not known and was left out.",
        "Sheet Paths: the column “Needs a date” is missing; that stays as it is.",
        "The sheet “Notes of Mira” is no part of a playbook and was left out.",
        "What has no sheet in the workbook stays as it is: Seats.",
    )


def test_a_hidden_sheet_counts_as_well(edit, body):
    def change(book):
        book["Paths"]["B5"] = "Look into it"
        book["Paths"].sheet_state = "hidden"

    assert found(body, edit(change)) == [("paths", "needs_research", "changed")]


def test_a_sheet_without_its_columns_or_with_one_twice_is_a_fault(edit):
    def change(book):
        book["Paths"].delete_rows(4)
        book["Routes"]["H4"] = "Why"

    told = faults(edit(change))
    assert "names of the columns is missing" in told["Sheet Paths"]
    assert "stands twice" in told["Sheet Routes, row 4, column Why"]


def test_formulas_and_errors_are_faults_not_holes(edit):
    told = faults(edit(lambda book: book["Paths"].__setitem__("B5", "=1+1")))
    assert "formula without a result" in told["Sheet Paths"]


def test_without_a_playbook_at_hand_a_missing_part_is_a_fault(edit):
    read = edit(lambda book: book.remove(book["Seats"]), base=None)
    assert "this sheet is missing" in faults(read)["Sheet Seats"]


def test_a_newer_format_and_a_foreign_workbook_are_refused(edit):
    def newer(book):
        guide = book["How to edit this"]
        guide.cell(row_of(guide, "assay playbook workbook"), 2).value = "2"

    def foreign(book):
        for page in book.worksheets[1:]:
            page.title = f"{page.title[:20]} of ours"

    with pytest.raises(Problem, match="newer Assay"):
        edit(newer)
    with pytest.raises(Problem, match="no part of a playbook"):
        edit(foreign)


HOSTILE = ("=cmd|' /C calc'!A1", "+1", "-x", "@x", "08", "12-25", "_x0041_", "a\x07b", "two\nlines", "🚑", "x" * 40_000)


def test_hostile_words_come_back_as_they_were(tmp_path):
    shipped = shipped_playbook("respiratory")
    hostile = tuple(
        path.model_copy(update={"about": text, "label": f"{text[:50]}", "synonyms": (text, "b;c")})
        for path, text in zip(shipped.paths, HOSTILE, strict=False)
    )
    playbook = shipped.model_copy(update={"paths": (*hostile, *shipped.paths[len(hostile) :]), "about": HOSTILE[0]})
    path = write_playbook_book(playbook, tmp_path / "hostile.xlsx", made_at=NOW)
    read = read_playbook_book(path, body_of(playbook))
    assert read.body == body_of(playbook)
    page = load_workbook(path)["Paths"]
    cells = [page.cell(row, 2) for row in range(5, 5 + len(hostile))]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_cells_offer_their_choices_and_keep_what_is_typed_as_text(written):
    book = load_workbook(written)
    assert book.sheetnames == ["How to edit this", *(section.label for section in SECTIONS), "Choices"]
    page = book["Routes"]
    assert [cell.value for cell in page[4]] == ["Id", "Label", "When", "Path", "Why", "Owner", "Within hours"]
    assert page.freeze_panes == "C5"
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    path = next(rule for cells, rule in rules.items() if cells.startswith("D5:D"))
    assert (path.type, path.errorStyle) == ("list", "warning")
    sheet, cells = path.formula1.replace("'", "").split("!")
    offered = [row[0].value for row in book[sheet][cells.replace("$", "")]]
    assert offered == [one.label for one in shipped_playbook("respiratory").paths]
    assert page.column_dimensions["B"].number_format == "@"
    assert page["G5"].value == 40
    guide = book["How to edit this"]
    mark = row_of(guide, "assay playbook workbook")
    assert guide.row_dimensions[mark].hidden


def test_what_is_settled_of_calls_is_edited_in_the_workbook(edit, body):
    def change(book):
        questions = book["Questions"]
        heads = [cell.value for cell in questions[row_of(questions, "Id")]]
        line = row_of(questions, "RP2")
        questions.cell(line, heads.index("An answer needs") + 1).value = "number: a month\ntime | none"
        questions.cell(line, heads.index("Seats to ask") + 1).value = "CFO or finance partner"
        book["Exits of a call"].append([None, "A spirometer on loan", "Pilot"])
        limits = book["Length of calls"]
        limits.cell(row_of(limits, "Questions in 30 minutes"), 2).value = 6
        guides = book["Do not say"]
        heads = [cell.value for cell in guides[row_of(guides, "Id")]]
        guides.cell(row_of(guides, "every_line"), heads.index("Do not say") + 1).value = "Nothing on prices"

    read = edit(change)
    assert read.faults == ()
    assert found(body, read) == [
        ("questions", "RP2", "changed"),
        ("call_limits", "", "changed"),
        ("call_exits", "a_spirometer_on_loan", "added"),
        ("call_guides", "every_line", "changed"),
    ]
    playbook = made(read.body, 2)
    assert playbook.question("RP2").needs == ("number: a month", "time | none")
    assert playbook.question("RP2").seats == ("finance",)
    assert playbook.calls.questions_for(30) == 6
    assert playbook.calls.exits[-1].paths == ("pilot",)


def test_a_need_that_cannot_be_read_names_its_cell(edit):
    def change(book):
        questions = book["Questions"]
        heads = [cell.value for cell in questions[row_of(questions, "Id")]]
        questions.cell(row_of(questions, "RP2"), heads.index("An answer needs") + 1).value = "two numbers"

    read = edit(change)
    [(place, says)] = faults(read).items()
    assert "Questions" in place
    assert "begin with one of number" in says
