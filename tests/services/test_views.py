"""Saved views: own and of the team, set anew, taken back, and shared as a file with another workspace."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.listing import Condition, ListFilter, Order, Test
from app.domain.problems import Problem, Trouble
from app.services import undoing
from app.services.desk import Desk
from app.services.leads import LeadFilter, lead_ids
from app.services.lists import reading
from app.services.lists.places import as_list_filter, in_parts
from app.services.views import (
    ViewRow,
    ViewSettings,
    export_view,
    forget_view,
    save_view,
    take_view,
    view_named,
    views,
)
from tests.services.conftest import ADA, BEN, CLEO, NOW

LABS = ViewSettings(
    ListFilter("northgate", (Condition("country", Test.IS, ("US",)), Condition("due", Test.NEXT_DAYS, ("30",)))),
    (Order("fit", True), Order("person")),
    ("person", "fit", "due"),
    {"person": 240},
)


@pytest.fixture
def jon(desk: Desk, tmp_path: Path) -> Callable[[], Desk]:
    """The same workspace, looked at by somebody else."""
    return lambda: Desk.open(desk.path, by="Jon", now=lambda: NOW, read_only=True)


def _saved(desk: Desk, name: str = "Labs", **how: bool) -> ViewRow:
    row = desk.do(save_view, "leads", name, LABS, **how).outcome
    assert isinstance(row, ViewRow)
    return row


def test_a_view_comes_back_as_it_was_set_up(desk: Desk) -> None:
    row = _saved(desk)
    assert desk.ask(views, "leads") == [row]
    assert (row.name, row.own, row.by, row.at, row.settings) == ("Labs", True, "Mia", NOW, LABS)
    assert desk.ask(views, "accounts") == []
    desk.do(undoing.undo)
    assert desk.ask(views) == []


def test_ones_own_views_are_ones_own_and_the_teams_are_everybodys(desk: Desk, jon: Callable[[], Desk]) -> None:
    _saved(desk)
    shared = _saved(desk, "For all", team=True)
    with jon() as other:
        assert [row.name for row in other.ask(views)] == ["For all"]
        assert other.ask(view_named, "for ALL").id == shared.id
        with pytest.raises(Problem, match="There is no view called 'Labs': "):
            other.ask(view_named, "Labs")


def test_a_view_of_the_same_name_is_set_anew_and_one_is_renamed_and_forgotten(desk: Desk) -> None:
    row = _saved(desk)
    again = desk.do(save_view, "leads", " labs ", ViewSettings(columns=("person",))).outcome
    assert isinstance(again, ViewRow)
    assert (again.id, again.settings.columns) == (row.id, ("person",))
    desk.do(save_view, "leads", "Houses", LABS, view_id=row.id, team=True)
    assert [(one.name, one.own) for one in desk.ask(views)] == [("Houses", False)]
    desk.do(forget_view, row.id)
    assert desk.ask(views) == []
    with pytest.raises(Problem, match="There is no view"):
        desk.do(forget_view, row.id)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("  ", LABS),
        ("x" * 101, LABS),
        ("Labs", ViewSettings(columns=("shoe",))),
        ("Labs", ViewSettings(order=(Order("shoe"),))),
        ("Labs", ViewSettings(ListFilter(conditions=(Condition("fit", Test.AT_LEAST, ("many",)),)))),
    ],
)
def test_what_the_list_does_not_know_is_not_saved(desk: Desk, name: str, settings: ViewSettings) -> None:
    with pytest.raises(Problem):
        desk.do(save_view, "leads", name, settings)


def test_a_view_is_shared_as_a_file_and_opens_in_another_workspace(
    desk: Desk, tmp_path: Path, add: Callable[..., int]
) -> None:
    path = desk.ask(export_view, _saved(desk).id, tmp_path / "labs")
    assert path.name == "labs.assayview"
    assert "Mia" not in path.read_text("utf-8"), "a view names nobody"
    with Desk.create(tmp_path / "other.assay", by="Jon", now=lambda: NOW) as other:
        taken = other.do(take_view, path, team=True)
        assert isinstance(taken.outcome, ViewRow)
        assert (taken.outcome.name, taken.outcome.own, taken.outcome.settings) == ("Labs", False, LABS)
        other.do(take_view, path)
        assert [one.own for one in other.ask(views)] == [False], (
            "the same view taken twice is one, and still the team's"
        )
    for fields in (ADA, BEN, CLEO):
        add(fields)
    back = desk.ask(views)[0].settings
    assert len(desk.ask(reading.ids, "leads", back.filter, back.order)) == 2


def test_words_of_another_playbook_are_said(desk: Desk, tmp_path: Path) -> None:
    settings = ViewSettings(ListFilter(conditions=(Condition("path", Test.ONE_OF, ("quantum_path", "")),)))
    row = desk.do(save_view, "leads", "Odd", settings).outcome
    assert isinstance(row, ViewRow)
    done = desk.do(take_view, desk.ask(export_view, row.id, tmp_path / "odd.assayview"))
    assert done.kept == ("Path “quantum_path” is not in this playbook; nothing has it.",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("no json", "is no saved view"),
        ("[]", "is no saved view"),
        ("[" * 100_000, "is no saved view"),
        ('{"assay": "view", "format": 2}', "newer version"),
        ('{"assay": "view", "format": 1, "place": "moon"}', "There is no list"),
        ('{"assay": "view", "format": 1, "place": "leads", "name": "A", "settings": []}', "cannot be read"),
        (
            json.dumps(
                {"assay": "view", "format": 1, "place": "leads", "name": "A", "settings": {"columns": ["shoe"]}}
            ),
            "not a column",
        ),
    ],
)
def test_a_file_that_is_no_view_is_refused(desk: Desk, tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "odd.assayview"
    path.write_text(content, "utf-8")
    with pytest.raises(Problem, match=says):
        desk.do(take_view, path)
    with pytest.raises(Trouble):
        desk.do(take_view, tmp_path / "nowhere.assayview")


def test_a_filter_bars_parts_are_conditions_and_parts_again(desk: Desk, add: Callable[..., int]) -> None:
    for fields in (ADA, BEN, CLEO):
        add(fields)
    bar = LeadFilter(
        text="lab", countries=("US", ""), owners=("Mia",), open_only=True,
        conditions=(Condition("fit", Test.AT_LEAST, ("1",)),),
    )  # fmt: skip
    assert in_parts(as_list_filter(bar)) == bar
    assert desk.ask(reading.ids, "leads", as_list_filter(bar)) == desk.ask(lead_ids, bar)
