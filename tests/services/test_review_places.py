"""A workbook in which a meeting decided something is not written over before that was taken (WR9)."""

import io
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook

from app.domain.problems import Problem, Trouble
from app.exports import review_book, review_returned
from app.exports.review_filled import is_as_written
from app.exports.review_returned import read_review
from app.services import review_decisions, reviews, undoing
from app.services.desk import Desk
from app.services.review_decisions import take_decisions
from app.services.review_places import refuse_places
from app.store import journal
from tests.services.conftest import BEN, SetClock
from tests.services.test_review_decisions import as_ods

WEEK, NEXT = "2026-W47", "2026-W48"
CASES = Path(__file__).parent.parent / "cases" / "intake"


@pytest.fixture
def book(desk: Desk, mql: int, tmp_path: Path, add: Callable[..., int], clock) -> Path:
    """The workbook of an issued week, with a decision of the week before and an action about a lead in it."""
    add(BEN)
    desk.do(reviews.add_decision, "2026-W46", "Ask for a date", "Mia", date(2026, 11, 20))
    desk.do(reviews.add_decision, "2026-W46", "Call them", "Rob", date(2026, 11, 27), lead_id=mql)
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, tmp_path / "week.xlsx")
    return tmp_path / "week.xlsx"


def head_of(desk: Desk) -> journal.Head:
    return desk.ask(lambda work: journal.head(work.session.connection()))


def head(desk: Desk) -> str:
    return head_of(desk).hash


def fill_in(path: Path, words: str = "Rob", column: int = 7, mark: str = "Decision 1") -> bytes:
    """Somebody writes beside the first decision, or elsewhere, and saves; what the file is then."""
    opened = load_workbook(path)
    page = opened["Summary"]
    row = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == mark)
    page.cell(row, column).value = words
    opened.save(path)
    return path.read_bytes()


@pytest.mark.parametrize(("words", "column"), [("Rob", 7), ("They gave one", 10), ("next week", 9)])
def test_what_was_typed_and_not_taken_is_not_written_over(desk: Desk, book: Path, words: str, column: int) -> None:
    whole, before = fill_in(book, words, column), head(desk)
    for act in (
        lambda: desk.do(reviews.issue_review, WEEK, book),
        lambda: reviews.issued_from(desk, WEEK, book),
        lambda: desk.ask(reviews.write_week, NEXT, book),
        lambda: desk.ask(reviews.ready_to_issue, WEEK, book=True, over=book),
    ):
        with pytest.raises(Problem, match=r"'week.xlsx' holds decisions that were not taken, .* look first at what"):
            act()
    assert book.read_bytes() == whole and head(desk) == before


def test_once_it_was_taken_it_is_written_over(desk: Desk, book: Path) -> None:
    whole = fill_in(book)
    desk.do(take_decisions, book)
    reviews.issued_from(desk, WEEK, book)
    assert book.read_bytes() != whole


def taken(desk: Desk, book: Path, clock: SetClock, words: str = "Rob", column: int = 7) -> None:
    """Somebody writes beside the first decision, and it is read back an hour after it was saved."""
    fill_in(book, words, column)
    saved_at(book, clock)
    clock.forward(hours=1)
    desk.do(take_decisions, book)
    clock.forward(hours=1)


def saved_at(book: Path, clock: SetClock) -> None:
    """The file says that it was saved just now."""
    os.utime(book, (clock().timestamp(), clock().timestamp()))


def test_what_was_taken_and_then_changed_here_is_no_reason_to_keep_the_file(
    desk: Desk, book: Path, clock: SetClock
) -> None:
    taken(desk, book, clock)
    desk.do(review_decisions.edit_decision, 1, "Ask for two dates", "Zoe", date(2026, 12, 4))
    desk.do(review_decisions.edit_decision, 2, "Call them", "Zoe", date(2026, 11, 27))
    reviews.issued_from(desk, WEEK, book)
    assert [row.owner for row in desk.ask(review_decisions.decisions_view)] == ["Zoe", "Zoe"]


def test_what_was_taken_as_done_and_opened_again_here_is_no_reason_to_keep_the_file(
    desk: Desk, book: Path, clock: SetClock
) -> None:
    taken(desk, book, clock, "They gave one", 10)
    desk.do(review_decisions.reopen_decision, 1)
    reviews.issued_from(desk, WEEK, book)


def test_what_was_typed_as_it_was_once_before_is_not_written_over(desk: Desk, book: Path, clock: SetClock) -> None:
    taken(desk, book, clock)
    desk.do(review_decisions.edit_decision, 1, "Ask for a date", "Zoe", date(2026, 11, 20))
    saved_at(book, clock)
    refused(desk, book, "holds decisions that were not taken, or that were changed here since")


def test_what_was_taken_is_not_written_over_once_that_was_undone(desk: Desk, book: Path, clock: SetClock) -> None:
    taken(desk, book, clock)
    desk.do(undoing.undo)
    refused(desk, book, "holds decisions that were not taken")
    clock.forward(hours=1)
    desk.do(undoing.redo)
    clock.forward(hours=1)
    desk.do(review_decisions.edit_decision, 1, "Ask for a date", "Zoe", date(2026, 11, 20))
    reviews.issued_from(desk, WEEK, book)


def test_what_was_taken_and_undone_is_kept_though_another_review_was_taken_between(
    desk: Desk, book: Path, tmp_path: Path, clock: SetClock
) -> None:
    taken(desk, book, clock)
    first = head_of(desk).action
    other = Path(shutil.copy(book, tmp_path / "other.xlsx"))
    fill_in(other, "Call the lab", 2, "new")
    desk.do(take_decisions, other)
    clock.forward(hours=1)
    desk.do(undoing.undo, first)
    assert [row.owner for row in desk.ask(review_decisions.decisions_view)] == ["Mia", "Rob", ""]
    refused(desk, book, "holds decisions that were not taken")


def test_a_line_that_was_not_clear_keeps_the_file_whatever_else_was_taken(
    desk: Desk, book: Path, clock: SetClock
) -> None:
    fill_in(book, "Call the lab", 2, "new")
    fill_in(book, "next week", 9, "new")
    taken(desk, book, clock)
    desk.do(review_decisions.edit_decision, 1, "Ask for a date", "Zoe", date(2026, 11, 20))
    refused(desk, book, "holds decisions that were not taken")


def test_a_week_is_not_frozen_where_its_workbook_would_cost_what_was_typed(desk: Desk, book: Path, clock) -> None:
    clock.forward(days=7)
    fill_in(book)
    with pytest.raises(Problem, match="were not taken"):
        reviews.issued_from(desk, NEXT, book)
    assert not desk.ask(reviews.is_issued, NEXT)


def test_what_is_typed_while_a_week_is_made_ready_is_seen(desk: Desk, book: Path, clock) -> None:
    clock.forward(days=7)
    ready = desk.ask(reviews.ready_to_issue, NEXT, book=True, over=book)
    whole = fill_in(book)
    with pytest.raises(Problem, match="were not taken"):
        desk.do(reviews.issue_review, NEXT, book, ready=ready)
    assert book.read_bytes() == whole and not desk.ask(reviews.is_issued, NEXT)


@pytest.mark.parametrize("names", [True, False])
def test_a_workbook_into_which_nothing_was_typed_is_replaced_whatever_was_decided_elsewhere_since(
    desk: Desk, book: Path, mql: int, names: bool
) -> None:
    reviews.issued_from(desk, WEEK, book, names=names)
    assert is_as_written(read_review(book)), "what we wrote is read as we wrote it"
    load_workbook(book).save(book)
    assert is_as_written(read_review(book)), "and after another program saved it"
    desk.do(review_decisions.edit_decision, 1, "Ask for two dates", "Zoe", date(2026, 12, 4))
    reviews.issued_from(desk, WEEK, book, names=names)


def test_of_a_workbook_that_does_not_say_how_it_was_written_only_what_differs_counts(desk: Desk, book: Path) -> None:
    opened = load_workbook(book)
    del opened.custom_doc_props["assay_filled"]
    opened.save(book)
    reviews.issued_from(desk, WEEK, book)


def test_what_is_no_review_of_this_workspace_is_replaced_as_ever(
    desk: Desk, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange, broken = tmp_path / "strange.xlsx", tmp_path / "broken.xlsx"
    Workbook().save(strange)
    broken.write_bytes(b"PK\x03\x04 and no more")
    for path in (strange, broken):
        reviews.issued_from(desk, WEEK, path)
        assert "Summary" in load_workbook(path).sheetnames
    origin = review_book.Origin("11111111-2222-4333-8444-555555555555", WEEK)
    review = desk.ask(reviews.review_view, WEEK)
    review_book.write_review(review, strange, origin=origin)
    fill_in(strange)
    reviews.issued_from(desk, WEEK, strange)


def refused(desk: Desk, path: Path, says: str) -> None:
    """No act replaces the file, and each says the same of it."""
    whole, before = path.read_bytes(), head(desk)
    for act in (
        lambda: desk.do(reviews.issue_review, WEEK, path),
        lambda: reviews.issued_from(desk, WEEK, path),
        lambda: desk.ask(reviews.write_week, NEXT, path),
        lambda: desk.ask(reviews.ready_to_issue, WEEK, book=True, over=path),
    ):
        with pytest.raises(Problem, match=says):
            act()
    assert path.read_bytes() == whole and head(desk) == before


def test_a_workbook_that_was_saved_with_a_password_is_not_written_over(desk: Desk, book: Path) -> None:
    plain = io.BytesIO(fill_in(book))
    with book.open("wb") as file:
        OOXMLFile(plain).encrypt("sesame", file)
    refused(desk, book, r"'week.xlsx' is protected with a password, and may hold .* or choose another name")
    for name in ("protected.ods", "protected.xls"):
        refused(desk, Path(shutil.copy(CASES / name, book.parent)), "is protected with a password")


def test_a_workbook_that_may_not_be_read_is_not_written_over(
    desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, opened = fill_in(book), io.open

    def shut(file: Any, mode: str = "r", *more: Any, **kwargs: Any) -> Any:
        if str(file) == str(book) and "r" in mode:
            raise PermissionError(13, "in use")
        return opened(file, mode, *more, **kwargs)

    with monkeypatch.context() as locked:
        locked.setattr(io, "open", shut)
        with pytest.raises(Problem, match=r"'week.xlsx' may not be read, and may hold .* or choose another name"):
            reviews.issued_from(desk, WEEK, book)
    assert book.read_bytes() == whole


def test_a_workbook_that_is_too_large_to_be_looked_into_is_not_written_over(
    desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_in(book)
    monkeypatch.setattr(review_returned, "_LARGEST_INSIDE", 1_000)
    refused(desk, book, r"'week.xlsx' is too large to be looked into, .*: choose another name")


def test_what_was_typed_is_seen_in_whatever_format_it_was_saved(desk: Desk, book: Path) -> None:
    fill_in(book)
    refused(desk, as_ods(book), "holds decisions that were not taken")


@pytest.mark.parametrize("beside", [".~lock.week.xlsx#", "~$week.xlsx"])
def test_a_workbook_that_is_open_is_to_be_closed_first(desk: Desk, book: Path, beside: str) -> None:
    whole = book.read_bytes()
    (book.parent / beside).write_bytes(b",kim,desk,22.11.2026 04:00,file:///;")
    with pytest.raises(Problem, match=r"'week.xlsx' is open in another program: close it there first"):
        reviews.issued_from(desk, WEEK, book)
    assert book.read_bytes() == whole
    reviews.issued_from(desk, WEEK, book.with_name("other.xlsx"))
    (book.parent / beside).unlink()
    reviews.issued_from(desk, WEEK, book)


def test_places_are_looked_at_without_a_trace(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "reviews"
    folder.mkdir()
    (folder / "there.pdf").write_bytes(b"%PDF")
    desk.ask(refuse_places, folder / "new.xlsx", None, folder / "there.pdf")
    assert [path.name for path in folder.iterdir()] == ["there.pdf"]
    for place in (folder / "nowhere" / "x.pdf", folder / "there.pdf" / "x.pdf"):
        with pytest.raises(Trouble, match="does not exist"):
            desk.ask(refuse_places, folder / "new.xlsx", place)
    with pytest.raises(Trouble, match="is a folder"):
        desk.ask(refuse_places, folder)
    (folder / "there.pdf").chmod(0o444)
    with pytest.raises(Trouble, match="read-only"):
        desk.ask(refuse_places, folder / "there.pdf")


def test_what_is_saved_while_a_week_that_is_not_issued_is_counted_is_seen(
    desk: Desk, book: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting takes seconds: whoever saves the file meanwhile does not lose it."""
    clock.forward(days=7)
    made, typed = reviews._book, list[bytes]()

    def saved_meanwhile(*args: Any, **more: Any) -> Any:
        typed.append(fill_in(book))
        return made(*args, **more)

    monkeypatch.setattr(reviews, "_book", saved_meanwhile)
    with pytest.raises(Problem, match="were not taken"):
        desk.ask(reviews.write_week, NEXT, book)
    assert book.read_bytes() == typed[0]
