"""Doubtful rows are decided about after their import, through the same plan, and each decision can be taken back."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.domain.problems import Problem
from app.services import import_errors, lead_page, lead_record, merging, settling, undoing
from app.services.desk import Desk
from app.services.imports import ImportPlan
from app.store.tables import Alternative, Person, SeparatePair
from tests.services.conftest import everything

SHARED = (
    "Name,Email,Company,Job title,Campaign,Booth talk,Registered on\n"
    "Ada Berg,team7@north.example,North Lab,Manager,Spring,Short,05/11/2026\n"
    "Ben Ito,team7@north.example,North Lab,Director,Autumn,Wants a pilot,13/11/2026\n"
)


@pytest.fixture
def doubtful(desk: Desk, bring_in: Callable[..., ImportPlan]) -> settling.DoubtfulRow:
    """Ben Ito, who wrote from the address under which Ada Berg is known."""
    bring_in(SHARED, "webinar.csv")
    (row,) = desk.ask(settling.doubtful_rows)
    return row


def _names(desk: Desk) -> list[str]:
    return desk.ask(lambda work: sorted(work.session.scalars(select(Person.full_name))))


def test_a_doubtful_row_is_listed_with_what_it_says_and_whom_it_may_mean(doubtful: settling.DoubtfulRow) -> None:
    assert doubtful.person == "Ada Berg"
    assert doubtful.said["Name"] == "Ben Ito"
    assert "another name" in doubtful.reason
    assert (doubtful.file, doubtful.record) == ("webinar.csv", 2)


def test_somebody_new_comes_with_everything_the_row_says(desk: Desk, doubtful: settling.DoubtfulRow) -> None:
    before = everything(desk)
    done = desk.do(settling.settle_import_row, doubtful.id, "create")
    assert isinstance(done.outcome, int)
    view, record = desk.ask(lead_page.lead_view, done.outcome), desk.ask(lead_record.lead_record, done.outcome)
    assert (view.person.name, view.person.title) == ("Ben Ito", "Director")
    assert "Wants a pilot" in view.extra.values()
    assert [signal.at.date().isoformat() for signal in record.signals] == ["2026-11-13"]
    assert record.signals[0].campaign == "Autumn"
    assert desk.ask(settling.doubtful_rows) == []
    pairs = desk.ask(lambda work: list(work.session.scalars(select(SeparatePair))))
    assert len(pairs) == 1, "who was decided to be somebody else is not offered as a duplicate"
    desk.do(undoing.undo, done.action)
    assert everything(desk) == before
    assert [row.id for row in desk.ask(settling.doubtful_rows)] == [doubtful.id]


def test_the_same_person_gains_what_the_row_adds(desk: Desk, doubtful: settling.DoubtfulRow) -> None:
    before = everything(desk)
    done = desk.do(settling.settle_import_row, doubtful.id, "same")
    assert done.outcome == doubtful.lead_id
    assert _names(desk) == ["Ada Berg"]
    kept = desk.ask(lambda work: {(row.field, row.value) for row in work.session.scalars(select(Alternative))})
    assert ("job_title", "Director") in kept
    desk.do(undoing.undo, done.action)
    assert everything(desk) == before


def test_a_row_left_out_waits_no_longer(desk: Desk, doubtful: settling.DoubtfulRow) -> None:
    done = desk.do(settling.settle_import_row, doubtful.id, "skip")
    assert done.outcome is None
    assert desk.ask(settling.doubtful_rows) == []
    assert doubtful.lead_id in done.leads, "its place in Today is worked out anew"
    with pytest.raises(Problem, match="settled already"):
        desk.do(settling.settle_import_row, doubtful.id, "same")
    sheet = desk.ask(import_errors.errors_of_import, doubtful.import_id)
    assert sheet.count == 0


def test_a_row_finds_whom_it_may_mean_after_a_merge(
    desk: Desk, doubtful: settling.DoubtfulRow, add: Callable[..., int]
) -> None:
    other = add({"full_name": "Ada Berg-Lund", "email": "abl@north.example", "service_line": "hospital_lab"})

    def person(lead: int) -> int:
        return desk.ask(lead_page.lead_view, lead).person.id

    assert doubtful.lead_id is not None
    desk.do(merging.merge, "people", person(other), person(doubtful.lead_id))
    (row,) = desk.ask(settling.doubtful_rows)
    assert row.lead_id is not None
    assert person(row.lead_id) == person(other)
    done = desk.do(settling.settle_import_row, row.id, "same")
    assert isinstance(done.outcome, int)
    assert person(done.outcome) == person(other)


def test_rows_of_an_undone_import_do_not_wait(desk: Desk, doubtful: settling.DoubtfulRow) -> None:
    desk.do(undoing.undo)
    assert desk.ask(settling.doubtful_rows) == []
    with pytest.raises(Problem, match="undone"):
        desk.do(settling.settle_import_row, doubtful.id, "create")


def test_what_is_no_decision_is_said(desk: Desk, doubtful: settling.DoubtfulRow) -> None:
    with pytest.raises(Problem, match="no doubtful row 99"):
        desk.do(settling.settle_import_row, 99, "skip")
