"""Replay over a real workspace: named leads, reasons, past decisions, sentences; nothing is written."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import drafts, replays
from app.services.desk import Desk
from app.services.moves import move
from app.services.work import Changed
from tests.services.conftest import BEN, CLEO, SetClock, a_reason, everything
from tests.services.test_adopting import Body, doubled, varied


def asked_too(criterion: str, required: bool = True) -> Callable[[Body], object]:
    return lambda body: next(one for one in body["criteria"] if one["id"] == criterion).update(required=required)


def thirds(body: Body) -> None:
    for rule in body["scoring"]["fit"]:
        rule["points"] = int(rule["points"] / 3)


@pytest.fixture
def three(ada: int, add: Callable[..., int], clock: SetClock) -> tuple[int, int, int]:
    clock.forward(hours=1)
    ben = add(BEN)
    clock.forward(hours=1)
    return ada, ben, add(CLEO)


def test_the_playbook_in_force_changes_nothing(desk: Desk, mql: int, add: Callable[..., int]) -> None:
    add(CLEO)
    before = everything(desk)
    view = desk.ask(replays.replay, varied(desk, lambda body: None))
    assert (view.looked_at, view.decisions) == (2, 1)
    assert not view.changes
    assert all(cell.stays for cell in view.cells)
    assert sum(len(cell.leads) for cell in view.cells) == 2
    nothing = (view.suggested, view.opened, view.closed, view.routes, view.groups, view.reasons, view.past, view.leads)
    assert not any(nothing)
    assert view.summary == (
        "Nothing would change for the last 2 leads, and no past decision would have gone otherwise.",
    )
    assert everything(desk) == before


@pytest.mark.parametrize("last", [0, -5])
def test_no_lead_is_nothing_to_replay(desk: Desk, ada: int, last: int) -> None:
    with pytest.raises(Problem, match="at least one lead"):
        desk.ask(replays.replay, varied(desk, thirds), last)


def test_leads_that_would_stand_elsewhere_are_named_with_the_reason(desk: Desk, three: tuple[int, int, int]) -> None:
    view = desk.ask(replays.replay, varied(desk, thirds))
    ada = next(one for one in view.leads if one.id == three[0])
    assert (ada.person, ada.account) == ("Ada Berg", "Northgate Hospital Labs")
    assert ada.after.fit < ada.before.fit
    assert any(says.startswith("“") and " counts -" in says for says in ada.because)
    moved = [cell for cell in view.cells if not cell.stays]
    assert any(three[0] in cell.leads for cell in moved)
    rules = [one for one in view.reasons if one.kind == "rule"]
    assert rules
    assert rules == sorted(rules, key=lambda one: -len(one.leads))
    assert all(set(one.leads) <= set(three) for one in view.reasons)
    assert any("would move from “" in one for one in view.summary)
    assert any(one.startswith("Fit would fall for ") for one in view.summary)


def test_only_the_latest_are_looked_at(desk: Desk, three: tuple[int, int, int], clock: SetClock) -> None:
    clock.forward(hours=1)
    desk.do(move, three[0], path="nurture", reason=a_reason())
    looked_at = desk.ask(replays.replay, varied(desk, doubled), 2).cells
    assert {id for cell in looked_at for id in cell.leads} == {three[0], three[2]}
    of_line = desk.ask(replays.replay, varied(desk, doubled), 2, "hospital_lab").cells
    assert {id for cell in of_line for id in cell.leads} == {three[0], three[1]}


def test_gates_that_would_close_and_past_moves_that_would_have_been_blocked(
    desk: Desk, ada: int, prove: Callable[..., Changed]
) -> None:
    """A criterion that was not asked then is answered nowhere."""
    loose = varied(desk, asked_too("mql_role", False))
    prove(ada, without=("mql_role",))
    view = desk.ask(replays.replay, loose)
    (opened,) = view.opened
    assert (opened.after, opened.leads, opened.count) == ("MQL", (ada,), 1)
    assert "The gate to the next stage would open for 1 lead." in view.summary
    desk.do(move, ada, stage=Stage.MQL, path="sdr_outreach", reason=a_reason(), override="Known from the fair")
    view = desk.ask(replays.replay, loose)
    (past,) = view.past
    assert (past.lead, past.person, past.blocked, past.overridden) == (ada, "Ada Berg", False, True)
    assert "1 of 1 past decisions would have been allowed." in view.summary


def test_the_draft_is_replayed(desk: Desk, mql: int) -> None:
    with pytest.raises(Problem, match="Nothing is being prepared"):
        desk.ask(replays.replay_draft)
    bands = desk.ask(lambda work: work.playbook).scoring.fit_bands
    step: dict[str, Any] = {"op": "set", "section": "fit_bands", "item": bands[-1].id, "field": "at_least"}
    desk.do(drafts.edit_draft, [{**step, "value": 99}], "Begin the highest band later")
    view = desk.ask(replays.replay_draft)
    assert view.looked_at == 1
    assert desk.ask(lambda work: work.playbook.version) == view.in_force == 1


def test_another_route_is_told_with_owner_and_deadline(desk: Desk, ada: int) -> None:
    def first(body: Body) -> None:
        owner = {"rule": "named", "names": ["Tess"]}
        route = {"id": "all_to_tess", "label": "All to Tess", "when": {}, "path": "nurture", "why": "A try"}
        body["routes"].insert(0, {**route, "owner": owner, "deadline_hours": 3})

    view = desk.ask(replays.replay, varied(desk, first))
    (route,) = view.routes
    assert route.after.startswith("All to Tess: ")
    assert route.after.endswith(", Tess, within 3 h")
    assert route.leads == (ada,)
    assert [one.kind for one in view.reasons] == ["route"]
    assert "1 lead would have another route, owner or deadline." in view.summary
