"""Where people came from: the row that first brought them, as long as its import stands."""

from collections.abc import Callable

from app.domain.matching import Source
from app.services import came_from, lead_page, settling, undoing
from app.services.desk import Desk
from app.services.imports import ImportPlan
from tests.services.conftest import ADA
from tests.services.test_settling import SHARED


def _person(desk: Desk, lead: int) -> int:
    return desk.ask(lead_page.lead_view, lead).person.id


def test_who_was_made_by_hand_came_from_no_file_whatever_a_file_adds(
    desk: Desk, add: Callable[..., int], bring_in: Callable[..., ImportPlan]
) -> None:
    lead = add(ADA)
    bring_in(f"Name,Email,Service line\nAda Berg,{ADA['email']},Hospital lab\n")
    assert desk.ask(came_from.sources, "people", [_person(desk, lead)]) == {}


def test_a_row_settled_later_is_where_somebody_came_from(desk: Desk, bring_in: Callable[..., ImportPlan]) -> None:
    bring_in(SHARED, "webinar.csv")
    (row,) = desk.ask(settling.doubtful_rows)
    new = desk.do(settling.settle_import_row, row.id, "create").outcome
    assert isinstance(new, int)
    assert row.lead_id is not None
    first, second = _person(desk, row.lead_id), _person(desk, new)
    found = desk.ask(came_from.sources, "people", [first, second])
    assert found == {first: Source("webinar.csv", 1), second: Source("webinar.csv", 2)}


def test_an_import_that_was_undone_and_done_again_counts_once_it_stands(
    desk: Desk, bring_in: Callable[..., ImportPlan]
) -> None:
    bring_in("Name,Email\nAda Berg,ada@north.example\n", "list.csv")
    desk.do(undoing.undo)
    assert desk.ask(came_from.sources, "people", [1]) == {}
    desk.do(undoing.redo)
    assert desk.ask(came_from.sources, "people", [1]) == {1: Source("list.csv", 1)}
