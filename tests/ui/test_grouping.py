"""What choosing a count makes of a filter: a value alone, besides others or none, whichever way it was asked."""

import pytest

from app.domain.listing import Condition, ListFilter, Test
from app.services.lists.places import ColumnView, columns
from app.ui.pages.listed.grouping import is_chosen, only, toggled

MQL, SQL = "mql", "sql"


@pytest.fixture
def stage() -> ColumnView:
    return next(one for one in columns("leads") if one.id == "stage")


def _asked(*conditions: Condition) -> ListFilter:
    return ListFilter("berg", conditions)


@pytest.mark.parametrize("test", [Test.IS, Test.ONE_OF])
def test_a_value_that_is_asked_for_in_either_way_is_chosen_and_kept_when_another_is_added(
    stage: ColumnView, test: Test
) -> None:
    asked = _asked(Condition("stage", test, (MQL,)))
    assert is_chosen(asked, stage, MQL) and not is_chosen(asked, stage, SQL) and not is_chosen(asked, stage, "")
    assert toggled(asked, stage, SQL) == _asked(Condition("stage", Test.ONE_OF, (MQL, SQL)))
    assert toggled(asked, stage, MQL) == _asked()
    assert only(asked, stage, MQL) == _asked()
    assert only(asked, stage, SQL) == _asked(Condition("stage", Test.ONE_OF, (SQL,)))


def test_rows_without_a_value_are_chosen_like_any_other(stage: ColumnView) -> None:
    empty = _asked(Condition("stage", Test.EMPTY))
    assert is_chosen(empty, stage, "")
    assert toggled(_asked(), stage, "") == empty
    assert toggled(empty, stage, MQL) == _asked(Condition("stage", Test.ONE_OF, ("", MQL)))
    assert toggled(empty, stage, "") == _asked()


def test_other_conditions_on_the_column_stay(stage: ColumnView) -> None:
    other = Condition("stage", Test.IS_NOT, (SQL,))
    assert only(_asked(other), stage, MQL) == _asked(other, Condition("stage", Test.ONE_OF, (MQL,)))
