"""WR9: decisions and actions typed into the review at the meeting are read back, with a preview, and told apart."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.problems import Problem
from app.language import speaking
from app.services import review_decisions, reviews, undoing
from app.services.desk import Desk
from app.services.review_decisions import look_at_decisions, take_decisions
from app.services.work import Work
from app.store.tables import DecisionRow
from tests.exports.office import OFFICE, through_an_office
from tests.intake.workbooks.makers import ods, ods_cell, ods_people, ods_row
from tests.services.conftest import BEN, everything

WEEK = "2026-W47"
NEXT = "2026-W48"
PROTECTED = Path(__file__).parent.parent / "cases" / "intake" / "protected.ods"


@pytest.fixture
def book(desk: Desk, mql: int, tmp_path: Path, add: Callable[..., int], clock) -> Path:
    """The workbook of an issued week with one decision of the week before, and leads without a next step."""
    add(BEN)
    desk.do(reviews.add_decision, "2026-W46", "Ask for a date", "Mia")
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, tmp_path / "week.xlsx")
    return tmp_path / "week.xlsx"


def row_of(page: Worksheet, words: str, column: int = 1) -> int:
    """The row in which these words stand."""
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, column).value == words)


def typed(path: Path, change: Callable[[Workbook], None]) -> Path:
    """The workbook as it comes back: opened, filled in and saved by another program."""
    opened = load_workbook(path)
    change(opened)
    back = path.with_name("back.xlsx")
    opened.save(back)
    return back


def decide(opened: Workbook) -> None:
    """What a meeting writes: an owner and a date, a decision of its own, and what becomes of a lead."""
    page = opened["Summary"]
    known = row_of(page, "Decision 1")
    page.cell(known, 7).value, page.cell(known, 9).value = "Rob", datetime(2026, 12, 1)
    new = row_of(page, "new")
    page.cell(new, 2).value, page.cell(new, 7).value = "Stop buying syndicated lists", "Mia"
    listed = opened["Exceptions"]
    listed.cell(5, 10).value, listed.cell(5, 11).value, listed.cell(5, 12).value = "Call today", "Rob", "2026-12-02"


def test_wr9_what_was_typed_is_shown_first_and_then_taken_as_one_act(desk: Desk, book: Path) -> None:
    back = typed(book, decide)
    before = everything(desk)
    seen = desk.ask(look_at_decisions, back)
    assert everything(desk) == before, "a preview writes nothing"
    assert [(line.state, line.text, line.owner, line.due) for line in seen.lines] == [
        ("changed", "Ask for a date", "Rob", date(2026, 12, 1)),
        ("new", "Stop buying syndicated lists", "Mia", None),
        ("new", "Call today", "Rob", date(2026, 12, 2)),
    ]
    lead = int(load_workbook(book)["Exceptions"].cell(5, 2).value)
    assert seen.lines[2].lead_id == lead, "an action is matched by the id of its lead"
    done = desk.do(take_decisions, back)
    assert done.label == "Take 3 decisions of the review of 2026-W47" and done.leads == {lead}
    kept = desk.ask(review_decisions.decisions_view)
    assert [(row.text, row.owner, row.week) for row in kept] == [
        ("Ask for a date", "Rob", "2026-W46"),
        ("Stop buying syndicated lists", "Mia", WEEK),
        ("Call today", "Rob", WEEK),
    ]
    assert kept[2].rule == load_workbook(book)["Exceptions"].cell(5, 1).value
    desk.do(undoing.undo)
    assert everything(desk) == before


def test_wr9_what_was_read_before_is_not_read_twice(desk: Desk, book: Path) -> None:
    back = typed(book, decide)
    desk.do(take_decisions, back)
    assert {line.state for line in desk.ask(look_at_decisions, back).lines} == {"same"}
    with pytest.raises(Problem, match="was read before"):
        desk.do(take_decisions, back)
    assert len(desk.ask(review_decisions.decisions_view)) == 3


def test_wr9_a_workbook_in_which_nothing_was_typed_says_so(desk: Desk, book: Path) -> None:
    with pytest.raises(Problem, match="read before, or nothing was typed"):
        desk.do(take_decisions, book)


def test_wr9_decisions_are_shown_next_week_until_they_are_done_with_what_came_of_them(
    desk: Desk, book: Path, tmp_path: Path, clock
) -> None:
    desk.do(take_decisions, typed(book, decide))
    clock.forward(days=7)
    desk.do(reviews.issue_review, NEXT, tmp_path / "next.xlsx")
    page = load_workbook(tmp_path / "next.xlsx")
    summary, listed = page["Summary"], page["Exceptions"]
    assert summary.cell(row_of(summary, "Decision 2"), 2).value == "Stop buying syndicated lists"
    agreed = [row for row in listed.iter_rows(min_row=5, values_only=True) if row[9]]
    assert [(row[9], row[10], row[11]) for row in agreed] == [("Call today", "Rob", datetime(2026, 12, 2))]

    def finish(opened: Workbook) -> None:
        sheet = opened["Summary"]
        sheet.cell(row_of(sheet, "Decision 2"), 10).value = "Two contracts ended"

    back = typed(tmp_path / "next.xlsx", finish)
    states = {line.id: line.state for line in desk.ask(look_at_decisions, back).lines}
    assert states == {1: "same", 2: "done", 3: "same"}
    desk.do(take_decisions, back)
    (row,) = [row for row in desk.ask(review_decisions.decisions_view, done=True) if row.done]
    assert (row.id, row.outcome) == (2, "Two contracts ended")
    shown = desk.ask(reviews.review_now, NEXT)
    assert "Stop buying syndicated lists" not in {one.text for one in shown.decisions}


def test_wr9_workbooks_that_are_not_meant_are_told_apart(desk: Desk, book: Path, tmp_path: Path) -> None:
    back = typed(book, decide)
    with pytest.raises(Problem, match="is the review of 2026-W47, not of 2026-W48"):
        desk.do(take_decisions, back, NEXT)

    def elsewhere(opened: Workbook) -> None:
        decide(opened)
        opened.custom_doc_props["assay_workspace"].value = "11111111-2222-4333-8444-555555555555"

    with pytest.raises(Problem, match="another workspace"):
        desk.do(take_decisions, typed(book, elsewhere))
    with pytest.raises(Problem, match="is not there"):
        desk.do(take_decisions, tmp_path / "nowhere.xlsx")
    strange = Workbook()
    strange.save(tmp_path / "strange.xlsx")
    with pytest.raises(Problem, match="no review from Assay"):
        desk.do(take_decisions, tmp_path / "strange.xlsx")
    whole = back.read_bytes()
    for damage in (whole[: len(whole) // 2], b"PK\x03\x04 and no more", b"", b"name,company\nAda,Northgate\n"):
        (tmp_path / "broken.xlsx").write_bytes(damage)
        with pytest.raises(Problem, match="damaged or no Excel workbook"):
            desk.do(take_decisions, tmp_path / "broken.xlsx")


def as_ods(path: Path) -> Path:
    """The sheets that are read back, as another program saves them in its own format."""

    def cell(value: object) -> str:
        if isinstance(value, datetime):
            day = value.date().isoformat()
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{day}"><text:p>{day}</text:p>'
                "</table:table-cell>"
            )
        return ods_cell(escape(str(value))) if value is not None else "<table:table-cell/>"

    def table(page: Worksheet) -> str:
        rows = "".join(ods_row(*map(cell, row)) for row in page.iter_rows(values_only=True))
        return f'<table:table table:name="{escape(page.title)}">{rows}</table:table>'

    opened = load_workbook(path)
    pages = (opened["Summary"], opened["Exceptions"], opened["Definitions & Checks"])
    return ods(path.with_suffix(".ods"), "", before="".join(map(table, pages)))


def test_wr9_a_review_that_another_program_saved_in_its_own_format_is_read_the_same(desk: Desk, book: Path) -> None:
    back = typed(book, decide)
    seen = desk.ask(look_at_decisions, back).lines
    assert len(seen) == 3 and desk.ask(look_at_decisions, as_ods(back)).lines == seen
    if OFFICE is not None:
        (saved,) = through_an_office([back], back.parent)
        assert desk.ask(look_at_decisions, saved).lines == seen


def test_wr9_a_folder_and_a_workbook_of_another_format_that_is_none_of_ours_are_called_what_they_are(
    desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(Problem, match="is a folder: choose the workbook in it"):
        desk.ask(look_at_decisions, tmp_path)
    with pytest.raises(Problem, match="no review from Assay"):
        desk.ask(look_at_decisions, ods(tmp_path / "people.ods", ods_people()))
    with pytest.raises(Problem, match="protected with a password"):
        desk.ask(look_at_decisions, PROTECTED)


def test_wr9_a_program_that_drops_the_properties_of_a_document_loses_nothing(desk: Desk, book: Path) -> None:
    def dropped(opened: Workbook) -> None:
        decide(opened)
        for name in list(opened.custom_doc_props.names):
            del opened.custom_doc_props[name]

    assert len(desk.ask(look_at_decisions, typed(book, dropped)).taken) == 3


def test_wr9_what_is_unclear_is_left_and_said(desk: Desk, book: Path) -> None:
    def unclear(opened: Workbook) -> None:
        decide(opened)
        page, listed = opened["Summary"], opened["Exceptions"]
        page.cell(row_of(page, "new"), 9).value = "next week"
        listed.cell(5, 2).value = "4711"

    back = typed(book, unclear)
    seen = desk.ask(look_at_decisions, back)
    assert [line.state for line in seen.lines] == ["changed", "unclear", "unclear"]
    assert "'next week' is no date" in seen.lines[1].says and "Lead 4711 is no longer there" in seen.lines[2].says
    done = desk.do(take_decisions, back)
    assert len(done.kept) == 2 and done.kept[0].startswith("Summary!B")
    assert len(desk.ask(review_decisions.decisions_view)) == 1


def test_wr9_names_that_were_left_out_are_not_taken_for_people(desk: Desk, book: Path, tmp_path: Path) -> None:
    desk.do(reviews.issue_review, WEEK, tmp_path / "bare.xlsx", names=False)

    def due(opened: Workbook) -> None:
        page = opened["Summary"]
        row = row_of(page, "Decision 1")
        assert str(page.cell(row, 7).value).startswith("Colleague")
        page.cell(row, 9).value = datetime(2026, 12, 4)

    desk.do(take_decisions, typed(tmp_path / "bare.xlsx", due))
    (row,) = desk.ask(review_decisions.decisions_view)
    assert (row.owner, row.due) == ("Mia", date(2026, 12, 4))


def test_wr9_new_words_around_a_name_that_was_left_out_are_taken_with_the_name(
    desk: Desk, mql: int, tmp_path: Path, clock
) -> None:
    desk.do(reviews.add_decision, "2026-W46", "Mia talks to the clinic", "Mia")
    desk.do(reviews.add_decision, "2026-W46", "Ask Rob for volumes", "Rob")
    desk.do(reviews.add_decision, WEEK, "Mia calls the lab", "Mia", lead_id=mql)
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, tmp_path / "bare.xlsx", names=False)
    assert {line.state for line in desk.ask(look_at_decisions, tmp_path / "bare.xlsx").lines} == {"same"}

    def reword(opened: Workbook) -> None:
        page = opened["Summary"]
        first, second = (row_of(page, mark) for mark in ("Decision 1", "Decision 2"))
        mia, rob = page.cell(first, 7).value, page.cell(second, 7).value
        assert page.cell(first, 2).value == f"{mia} talks to the clinic" and mia != rob
        page.cell(first, 2).value = f"{mia} talks to the clinic before Friday, with {rob}"
        page.cell(first, 7).value = rob
        page.cell(second, 2).value = "Ask Colleague 77 for volumes"

    lines = {line.place: line for line in desk.ask(look_at_decisions, typed(tmp_path / "bare.xlsx", reword)).lines}
    changed, unclear = (line for line in lines.values() if line.state != "same")
    assert (changed.id, changed.state, changed.text) == (
        1,
        "changed",
        "Mia talks to the clinic before Friday, with Rob",
    )
    assert changed.owner == "Rob", "whom the workbook names otherwise is meant"
    assert unclear.state == "unclear" and "'Colleague 77' stands for a name that was left out" in unclear.says
    desk.do(take_decisions, tmp_path / "back.xlsx")
    assert [row.text for row in desk.ask(review_decisions.decisions_view)] == [
        "Mia talks to the clinic before Friday, with Rob",
        "Ask Rob for volumes",
        "Mia calls the lab",
    ]


def unknown_names(opened: Workbook) -> None:
    """A decision is given to another colleague, and new ones name some, in a workbook without names."""
    page, listed = opened["Summary"], opened["Exceptions"]
    known, new = row_of(page, "Decision 1"), row_of(page, "new")
    mia, rob = page.cell(known, 7).value, page.cell(row_of(page, "Decision 2"), 7).value
    assert {str(mia), str(rob)} <= {"Colleague 1", "Colleague 2"} and mia != rob
    page.cell(known, 7).value = rob
    page.cell(new, 2).value = f"{rob} calls the lab"
    page.cell(new + 1, 2).value, page.cell(new + 1, 7).value = "Stop buying lists", rob
    page.cell(new + 2, 2).value, page.cell(new + 2, 10).value = "Ask for volumes", f"{mia} has them"
    listed.cell(5, 10).value = f"Call with {rob}"


@pytest.fixture
def given(desk: Desk, add: Callable[..., int], mql: int) -> None:
    """One decision of Mia, one of Rob, and a lead whose next step is open."""
    add(BEN)
    desk.do(reviews.add_decision, "2026-W46", "Ask for a date", "Mia")
    desk.do(reviews.add_decision, "2026-W46", "Send the list", "Rob")


@pytest.mark.usefixtures("given")
def test_wr9_a_colleague_of_whom_nobody_knows_who_it_is_is_said_and_not_dropped(
    desk: Desk, tmp_path: Path, clock
) -> None:
    clock.forward(days=7)
    desk.ask(reviews.write_week, WEEK, tmp_path / "bare.xlsx", names=False)
    back = typed(tmp_path / "bare.xlsx", unknown_names)
    before, lines = everything(desk), desk.ask(look_at_decisions, back).lines
    told = [(line.state, line.text) for line in lines]
    rob = lines[0].owner
    assert told == [
        ("unclear", "Ask for a date"),
        ("same", "Send the list"),
        ("unclear", f"{rob} calls the lab"),
        ("new", "Stop buying lists"),
        ("unclear", "Ask for volumes"),
        ("unclear", f"Call with {rob}"),
    ]
    assert lines[0].says == lines[3].says == f"'{rob}' stands for a name that was left out: write the owner."
    for line in (lines[2], lines[4], lines[5]):
        assert "stands for a name that was left out, and whose is not known: write the name" in line.says
    with pytest.raises(Problem, match="were not taken"):
        desk.ask(reviews.write_week, WEEK, back)
    assert everything(desk) == before
    desk.do(take_decisions, back)
    assert [(row.text, row.owner) for row in desk.ask(review_decisions.decisions_view)] == [
        ("Ask for a date", "Mia"),
        ("Send the list", "Rob"),
        ("Stop buying lists", ""),
    ]


@pytest.mark.usefixtures("given")
def test_wr9_what_changes_beside_an_owner_whom_nobody_knows_is_taken_and_both_are_said(
    desk: Desk, tmp_path: Path, clock
) -> None:
    clock.forward(days=7)
    desk.ask(reviews.write_week, WEEK, tmp_path / "bare.xlsx", names=False)

    def give(opened: Workbook) -> None:
        page = opened["Summary"]
        row = row_of(page, "Decision 1")
        page.cell(row, 7).value, page.cell(row, 9).value = "Colleague 77", datetime(2026, 12, 4)

    back = typed(tmp_path / "bare.xlsx", give)
    (line,) = desk.ask(look_at_decisions, back).taken
    lost = "'Colleague 77' stands for a name that was left out: write the owner."
    assert (line.state, line.owner, line.says) == ("changed", "Mia", f"due: 2026-12-04; {lost}")
    desk.do(take_decisions, back)
    assert ("unclear", lost) in [(line.state, line.says) for line in desk.ask(look_at_decisions, back).lines]


@pytest.mark.usefixtures("given")
def test_wr9_colleagues_of_an_issued_week_are_called_by_their_names_in_what_is_new(
    desk: Desk, tmp_path: Path, clock
) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, tmp_path / "bare.xlsx", names=False)
    back = typed(tmp_path / "bare.xlsx", unknown_names)
    desk.do(take_decisions, back)
    kept = desk.ask(review_decisions.decisions_view, done=True)
    assert [(row.text, row.owner, row.outcome) for row in kept] == [
        ("Ask for a date", "Rob", ""),
        ("Send the list", "Rob", ""),
        ("Rob calls the lab", "", ""),
        ("Stop buying lists", "Rob", ""),
        ("Ask for volumes", "", "Mia has them"),
        ("Call with Rob", "", ""),
    ]
    assert {line.state for line in desk.ask(look_at_decisions, back).lines} == {"same"}, "and nothing is taken twice"


def test_wr9_a_suggestion_is_a_decision_once_somebody_takes_it_up(desk: Desk, book: Path) -> None:
    def take_up(opened: Workbook) -> None:
        page = opened["Summary"]
        row = row_of(page, "new")
        page.cell(row, 1).value, page.cell(row, 2).value = "mql inflation", "Ask for one fit fact"
        page.cell(row + 1, 1).value, page.cell(row + 1, 2).value = "stale criteria", "Drop what nobody answers"
        page.cell(row, 7).value = "Mia"

    back = typed(book, take_up)
    (line,) = desk.ask(look_at_decisions, back).taken
    assert (line.rule, line.text, line.state) == ("mql_inflation", "Ask for one fit fact", "new")


def test_wr9_an_action_on_a_lead_is_marked_as_done_in_the_workbook(
    desk: Desk, book: Path, tmp_path: Path, clock
) -> None:
    desk.do(take_decisions, typed(book, decide))
    clock.forward(days=7)
    desk.do(reviews.issue_review, NEXT, tmp_path / "next.xlsx")

    def report(opened: Workbook) -> None:
        listed = opened["Exceptions"]
        agreed = row_of(listed, "Call today", 10)
        listed.cell(agreed, 13).value = "They want an offer"
        other = next(row for row in range(5, listed.max_row + 1) if not listed.cell(row, 10).value)
        listed.cell(other, 13).value = "Called and settled"

    back = typed(tmp_path / "next.xlsx", report)
    seen = desk.ask(look_at_decisions, back)
    told = [(line.state, line.text, line.outcome) for line in seen.lines if line.lead_id is not None]
    assert ("done", "Call today", "They want an offer") in told
    assert any(state == "done" and text and outcome == "Called and settled" for state, text, outcome in told), (
        "what was proposed and done at once is a decision that is done"
    )
    desk.do(take_decisions, back)
    kept = {row.text: row for row in desk.ask(review_decisions.decisions_view, done=True)}
    assert kept["Call today"].done and kept["Call today"].outcome == "They want an offer"
    assert all(row.lead_id is None for row in desk.ask(review_decisions.decisions_view)), "no action is open any more"


def test_wr9_two_decisions_with_the_same_words_are_each_read(desk: Desk, book: Path, tmp_path: Path, clock) -> None:
    desk.do(reviews.add_decision, WEEK, "Ask for a date", "Rob")
    clock.forward(days=7)
    desk.do(reviews.issue_review, NEXT, tmp_path / "next.xlsx")

    def report(opened: Workbook) -> None:
        page = opened["Summary"]
        for mark in ("Decision 1", "Decision 2"):
            page.cell(row_of(page, mark), 10).value = f"What came of {mark}"
        for _ in range(2):
            new = row_of(page, "new")
            page.cell(new, 1).value, page.cell(new, 2).value = "New", "Stop buying lists"

    back = typed(tmp_path / "next.xlsx", report)
    lines = desk.ask(look_at_decisions, back).lines
    assert [(line.id, line.state, line.outcome) for line in lines] == [
        (1, "done", "What came of Decision 1"),
        (2, "done", "What came of Decision 2"),
        (0, "new", ""),
    ], "what is new and stands there twice is taken once"
    desk.do(take_decisions, back)
    assert [row.text for row in desk.ask(review_decisions.decisions_view)] == ["Stop buying lists"]


def test_wr9_every_open_decision_stands_in_the_workbook_and_is_known_there_in_new_words(
    desk: Desk, mql: int, tmp_path: Path, clock
) -> None:
    for n in range(1, 8):
        desk.do(reviews.add_decision, "2026-W46", f"Decision number {n}", "Mia")
    for text in ("Call the lab", "Send the price list"):
        desk.do(reviews.add_decision, "2026-W46", text, "Rob", lead_id=mql)
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, tmp_path / "week.xlsx")
    opened = load_workbook(tmp_path / "week.xlsx")
    said = {str(cell.value) for page in opened.worksheets for row in page.iter_rows() for cell in row}
    wanted = {f"Decision number {n}" for n in range(1, 8)} | {"Call the lab", "Send the price list"}
    assert wanted <= said
    assert any("more open one" in text and "on the sheet Exceptions" in text for text in said)
    assert {line.state for line in desk.ask(look_at_decisions, tmp_path / "week.xlsx").lines} == {"same"}

    def reword(opened: Workbook) -> None:
        page = opened["Exceptions"]
        page.cell(row_of(page, "Call the lab", 10), 10).value = "Call the lab and ask for a date"
        page.cell(row_of(page, "Send the price list", 10), 10).value = None
        page.cell(row_of(page, "Decision number 7", 10), 13).value = "Settled"

    back = typed(tmp_path / "week.xlsx", reword)
    lines = {line.id: line for line in desk.ask(look_at_decisions, back).lines}
    assert (lines[8].state, lines[8].text, lines[8].lead_id) == ("changed", "Call the lab and ask for a date", mql)
    assert (lines[9].state, lines[9].text) == ("same", "Send the price list"), "a cell left empty changes nothing"
    assert (lines[7].state, lines[7].outcome) == ("done", "Settled")
    desk.do(take_decisions, back)
    assert [row.text for row in desk.ask(review_decisions.decisions_view)][-2:] == [
        "Call the lab and ask for a date",
        "Send the price list",
    ]


def test_wr9_an_action_that_is_no_longer_kept_is_not_written_anew(desk: Desk, book: Path) -> None:
    def strange(opened: Workbook) -> None:
        decide(opened)
        opened["Exceptions"].cell(5, 14).value = "Decision 77"

    (line,) = [line for line in desk.ask(look_at_decisions, typed(book, strange)).lines if line.lead_id]
    assert (line.state, line.says) == ("unclear", "“Decision 77” is no longer kept: write it as a new one.")


def test_r16_what_looks_like_patient_data_is_pointed_out_before_and_after_it_is_taken(desk: Desk, book: Path) -> None:
    def patient(opened: Workbook) -> None:
        page = opened["Summary"]
        page.cell(row_of(page, "new"), 2).value = "Ask about MRN 12345678 John Doe born 1960-01-01"
        page.cell(row_of(page, "Decision 1"), 10).value = "Settled"

    back = typed(book, patient)
    told, new = desk.ask(look_at_decisions, back).lines
    assert not told.warns and "Looks like patient data" not in told.says
    assert new.state == "new" and new.says.startswith("Looks like patient data: ") and new.warns == (new.says,)
    assert desk.do(take_decisions, back).kept == (f"{new.place}: {new.says}",)
    assert {line.warns for line in desk.ask(look_at_decisions, back).lines} == {()}


def test_a_masked_decision_is_not_written_over_with_its_mask_in_whatever_language_it_is_read(
    desk: Desk, mql: int, tmp_path: Path, clock
) -> None:
    text = "Call about Jane Roe, born 1971-03-04, MRN 4471120"
    id = desk.do(reviews.add_decision, WEEK, text).outcome
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, tmp_path / "week.xlsx")
    with speaking("de"):
        (line,) = desk.ask(look_at_decisions, tmp_path / "week.xlsx").lines
    assert (line.id, line.state, line.text) == (id, "same", text)


def test_wr9_a_workbook_from_before_that_column_is_read_as_it_is(desk: Desk, book: Path) -> None:
    def older(opened: Workbook) -> None:
        decide(opened)
        opened["Exceptions"].delete_cols(13, 2)

    lines = desk.ask(look_at_decisions, typed(book, older)).lines
    assert [(line.state, line.text) for line in lines if line.lead_id is not None] == [("new", "Call today")]


def test_one_that_was_done_by_mistake_is_open_again_and_what_was_written_of_it_is_gone(desk: Desk, clock) -> None:
    desk.do(reviews.add_decision, WEEK, "Ask for a date", "Mia", date(2026, 11, 20), rule="stalled_sqls")
    desk.do(reviews.finish_decision, 1, "They gave one")
    with pytest.raises(Problem, match="no longer exists"):
        desk.do(review_decisions.reopen_decision, 7)
    done = desk.do(review_decisions.reopen_decision, 1)
    assert done.label == "Open again: Ask for a date"
    (row,) = desk.ask(review_decisions.decisions_view)
    assert (row.done, row.outcome, row.done_on, row.answers) == (False, "", None, "Stalled SQLs")
    with pytest.raises(Problem, match="is open already"):
        desk.do(review_decisions.reopen_decision, 1)
    desk.do(undoing.undo)
    assert desk.ask(review_decisions.decisions_view) == []


def test_decisions_are_shown_the_open_ones_first_with_what_is_overdue_whom_and_who_may_see_to_them(
    desk: Desk, mql: int, clock
) -> None:
    today = desk.ask(lambda work: work.today)
    desk.do(reviews.add_decision, WEEK, "Late", "Rob", date(2026, 11, 13), lead_id=mql)
    desk.do(reviews.add_decision, WEEK, "Done first", "Rob")
    desk.do(reviews.add_decision, WEEK, "Today", "Zoe", today)
    desk.do(reviews.finish_decision, 2, "Yes")
    seen = desk.ask(review_decisions.decisions_to_see)
    assert [(row.text, row.done, row.overdue, row.person) for row in seen.rows] == [
        ("Late", False, True, "Ada Berg"),
        ("Today", False, False, ""),
        ("Done first", True, False, ""),
    ]
    assert [row.text for row in seen.open] == ["Late", "Today"] and seen.today == today
    assert seen.names[0] == "Rob" and {"Mia", "Zoe"} <= set(seen.names)


def test_who_gives_a_masked_decision_to_somebody_else_does_not_write_the_mask_over_it(desk: Desk, mql: int) -> None:
    text = "Call about Jane Roe, born 1971-03-04, MRN 4471120"
    id = desk.do(reviews.add_decision, WEEK, text).outcome
    (shown,) = desk.ask(review_decisions.decisions_view)
    assert shown.text != text, "a text like this is shown nowhere"
    desk.do(review_decisions.edit_decision, id, shown.text, "Rob", None)
    assert desk.ask(kept_text, id) == (text, "Rob")
    desk.do(review_decisions.edit_decision, id, "Call the lab", "Rob", None)
    assert desk.ask(kept_text, id) == ("Call the lab", "Rob")


def kept_text(work: Work, id: int) -> tuple[str, str]:
    """A decision as it is kept, and whose it is."""
    row = work.session.get_one(DecisionRow, id)
    return row.decision, row.owner
