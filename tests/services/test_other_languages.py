"""A window in another language: what services say follows it; what is sent, kept or compared stays as it is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.problems import Problem, Trouble
from app.domain.stage import Stage
from app.language import PSEUDO, speak
from app.services import handoffs, lead_page, moves, nurturing, reviews, touches, undoing
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.handoff_sheet import handoff_sheet
from app.services.import_errors import write_plan_errors
from app.services.imports import ImportPlan
from app.services.replies import look_at_reply
from app.services.settling import doubtful_rows, settle_import_row
from app.services.today import today
from app.services.what_changed import what_changed
from app.services.work import Changed
from tests.services.conftest import ADA, BEN, SetClock, a_reason


@pytest.fixture
def other() -> Iterator[Callable[[], None]]:
    """Let the window speak another language from now on: the one whose catalogue leaves no sentence out."""
    yield lambda: speak(PSEUDO)
    speak("en")


def is_english(*texts: str) -> bool:
    return not any("~" in text for text in texts)


def test_a_handoff_leaves_in_english_and_its_act_is_said_in_the_language_of_the_window(
    desk: Desk, mql: int, prove: Callable[..., Changed], tmp_path: Path, other: Callable[[], None]
) -> None:
    prove(mql, Stage.SQL)
    desk.do(touches.log_touch, mql, "call", "They confirmed the volume")
    plain = desk.ask(handoff_sheet, mql)
    other()
    looked_at = desk.ask(handoff_sheet, mql)
    book = tmp_path / "Handoff.xlsx"
    done = desk.do(handoffs.issue_handoff, mql, book)
    sent = desk.ask(handoffs.issued_sheet, 1)
    assert not is_english(done.label)
    assert looked_at.account_facts != plain.account_facts
    for part in ("account_facts", "checks", "committee", "coverage", "ledger", "moves", "stage", "missing"):
        assert getattr(sent, part) == getattr(plain, part), part
    assert sent.touches[0].kind == plain.touches[0].kind == "Call"
    cells = [str(cell) for page in load_workbook(book) for row in page.values for cell in row]
    assert is_english(*cells)


def test_a_week_is_frozen_in_english(
    desk: Desk, ada: int, tmp_path: Path, other: Callable[[], None], clock: SetClock
) -> None:
    clock.forward(days=7)
    week = desk.ask(reviews.last_complete_week)
    other()
    assert not is_english(desk.ask(reviews.weeks)[0].label)
    book = tmp_path / "week.xlsx"
    done = desk.do(reviews.issue_review, week, book)
    assert not is_english(done.label)
    assert is_english(*(str(cell) for page in load_workbook(book) for row in page.values for cell in row))


def test_views_speak_the_language_of_the_window(desk: Desk, ada: int, other: Callable[[], None]) -> None:
    desk.do(touches.log_touch, ada, "call", "Voicemail")
    other()
    view = desk.ask(lead_page.lead_view, ada)
    assert not is_english(next(line.title for line in view.timeline if line.kind == "touch"))
    assert not any(is_english(group.label, group.about) for group in desk.ask(today).groups)
    with pytest.raises(Problem) as refused:
        desk.do(moves.move, ada, stage=Stage.MQL, reason=a_reason())
    assert not is_english(refused.value.message)


def test_what_was_done_keeps_the_language_of_who_did_it(desk: Desk, ada: int, other: Callable[[], None]) -> None:
    first = desk.do(touches.log_touch, ada, "call", "Voicemail").label
    other()
    second = desk.do(touches.log_touch, ada, "email", "Sent the case study").label
    assert (is_english(first), is_english(second)) == (True, False)
    undone = desk.do(undoing.undo)
    assert undone.label.endswith("~") and second.rstrip("~") in undone.label
    assert [row.label for row in desk.ask(undoing.history)][:3] == [undone.label, second, first]
    changed = desk.ask(what_changed, 3)
    assert (changed.rows[0].what, is_english(changed.rows[0].noun)) == ("made", False)


def test_a_step_that_the_rules_wrote_in_another_language_gives_way_to_another_track(
    desk: Desk, ada: int, other: Callable[[], None]
) -> None:
    desk.do(moves.move, ada, path="nurture", reason=a_reason())
    desk.do(nurturing.log_nurture, [ada])
    before = desk.ask(lead_page.lead_view, ada).next_step
    other()
    desk.do(nurturing.choose_track, ada, "watchers")
    after = desk.ask(lead_page.lead_view, ada).next_step
    assert is_english(before) and "Newsletter" in after


def test_adding_tells_somebody_new_from_a_new_interest(desk: Desk, other: Callable[[], None]) -> None:
    desk.do(add_lead, ADA)
    other()
    assert "Ben Ito" in desk.do(add_lead, BEN).label
    again = desk.do(add_lead, {**ADA, "service_line": "clinic_panels"})
    assert "Ada Berg" in again.label and "ñéw" in again.label


TWICE = "Name,E-mail,Company\nAda Berg,ada@northgate.example,Northgate\nBob Ray,ada@northgate.example,Northgate\n"


def test_doubtful_rows_are_settled_in_any_language(
    desk: Desk, bring_in: Callable[..., ImportPlan], other: Callable[[], None], tmp_path: Path
) -> None:
    other()
    plan = bring_in(TWICE)
    written = desk.ask(write_plan_errors, plan, tmp_path / "errors.xlsx")
    heads = [str(cell) for page in load_workbook(written.path) for cell in next(iter(page.values))]
    assert is_english(*heads)
    (row,) = desk.ask(doubtful_rows)
    assert not is_english(row.reason)
    settled = desk.do(settle_import_row, row.id, "create")
    assert not is_english(settled.label)
    assert desk.ask(lead_page.lead_view, int(str(settled.outcome))).person.name == "Bob Ray"


def test_a_reply_is_compared_with_what_left(
    desk: Desk, mql: int, prove: Callable[..., Changed], tmp_path: Path, other: Callable[[], None]
) -> None:
    prove(mql, Stage.SQL)
    other()
    book = tmp_path / "Handoff.xlsx"
    desk.do(handoffs.issue_handoff, mql, book)
    workbook = load_workbook(book)
    page = workbook["Reply"]
    places = {str(page.cell(row, 1).value): row for row in range(1, 12)}
    page.cell(places["Verdict"], 2).value = "Accept"
    page.cell(places["Name"], 2).value = "Rob"
    changed = workbook["History"]
    changed.cell(changed.max_row, 1).value = "Somebody wrote over it"
    workbook.save(book)
    view = desk.ask(look_at_reply, book)
    assert (view.outcome, view.verdict) == ("can_take", "accept")
    assert len(view.edited) == 1 and changed.title in view.edited[0]


def test_why_a_file_is_not_written_is_said_in_the_language_of_the_window(
    desk: Desk, mql: int, tmp_path: Path, other: Callable[[], None]
) -> None:
    other()
    with pytest.raises(Trouble) as refused:
        desk.do(handoffs.issue_handoff, mql, tmp_path / "nowhere" / "Handoff.xlsx")
    assert not is_english(refused.value.message)
