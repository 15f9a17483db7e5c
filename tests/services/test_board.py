"""The board of leads: columns in order, counted, filtered, with no more cards than are drawn."""

from collections.abc import Callable
from typing import Any

from app.domain.stage import Stage
from app.services import moves
from app.services.board import board_view
from app.services.desk import Desk
from app.services.leads import LeadFilter
from tests.services.conftest import BEN, CLEO, a_reason


def _shape(view: Any) -> dict[str, int]:
    return {column.label: column.count for column in view.columns}


def test_every_stage_has_a_column_and_counts_its_leads(desk: Desk, mql: int, add: Callable[..., int]) -> None:
    add(BEN)
    view = desk.ask(board_view, LeadFilter())
    assert _shape(view) == {"Lead": 1, "MQL": 1, "SQL": 0, "Opportunity": 0}, "SAL is off and has nobody"
    assert [row.person for row in view.columns[1].cards] == ["Ada Berg"]
    assert view.count == 2


def test_by_path_in_the_order_of_the_playbook(desk: Desk, mql: int, add: Callable[..., int]) -> None:
    add(CLEO)
    view = desk.ask(board_view, LeadFilter(), "path")
    shape = _shape(view)
    assert next(iter(shape)) == "No path yet" and shape["No path yet"] == 1
    assert shape["Sales discovery"] == 1
    assert list(shape)[1:] == [path.label for path in desk.ask(lambda work: work.playbook).paths]


def test_the_filter_thins_it_out(desk: Desk, mql: int, add: Callable[..., int]) -> None:
    cleo = add(CLEO)
    assert _shape(desk.ask(board_view, LeadFilter(text="marsh"))) == {"Lead": 1, "MQL": 0, "SQL": 0, "Opportunity": 0}
    assert _shape(desk.ask(board_view, LeadFilter(stages=("mql",)))) == {"MQL": 1}
    desk.do(moves.move, cleo, path="disqualified", reason=a_reason(due=None, code="competitor"))
    assert _shape(desk.ask(board_view, LeadFilter(open_only=True)))["Lead"] == 0


def test_a_full_column_has_some_cards_and_says_how_many_more(desk: Desk, add: Callable[..., int]) -> None:
    for number in range(4):
        add({"full_name": f"Lead {number}", "email": f"l{number}@one.example", "company": "One Labs"})
    column = desk.ask(board_view, LeadFilter(), "stage", 3).columns[0]
    assert (len(column.cards), column.count, column.more) == (3, 4, 1)


def test_a_stage_that_is_off_shows_while_somebody_is_there(desk: Desk, mql: int) -> None:
    def put(work: Any) -> Any:
        from app.services.work import Changed
        from app.store.tables import Lead

        work.session.get_one(Lead, mql).stage = Stage.SAL.value
        return Changed("Put it there", frozenset({mql}))

    desk.do(put)
    assert _shape(desk.ask(board_view, LeadFilter()))["SAL"] == 1
