"""Any sequence of gestures and undos keeps one manager at most, no loop, and everybody present."""

import contextlib
import shutil
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from app.domain.committee import Pin, is_unplaced, loop
from app.domain.committee.layout.lanes import lanes_layout
from app.domain.committee.layout.tree import tree_layout
from app.domain.committee.privacy import LEVELS, stripped
from app.domain.committee.team import team_matrix
from app.domain.problems import Problem
from app.services import undoing
from app.services.adding import add_lead
from app.services.committee.lines import add_line, remove_line, set_manager
from app.services.committee.opinions import set_stance
from app.services.committee.people import add_stakeholder, from_contacts, set_apart, take_off
from app.services.committee.places import pin_cards, place_cards, step_card, tidy_map
from app.services.committee.view import MapView, map_view
from app.services.desk import Desk
from app.store.tables import Account, Action, StakeholderRow
from tests.examples import tried
from tests.services.committee.conftest import LINE
from tests.services.conftest import ADA, NOW

_KINDS = ("reports_to", "dotted", "influences", "conflict")
_ACTS = st.tuples(
    st.sampled_from(("manager", "nobody", "line", "unline", "off", "back", "place", "step", "pin", "tidy", "stance"))
    | st.sampled_from(("apart", "wide", "undo", "undo", "redo", "undo_earlier")),
    st.integers(0, 7),
    st.integers(0, 7),
    st.sampled_from(_KINDS),
    st.sampled_from(("left", "right", "up", "down")),
)


@given(acts=st.lists(_ACTS, max_size=14))
@example(acts=[("undo", 0, 0, "reports_to", "left")] * 5)
@tried(25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_gestures_and_undos_keep_one_manager_no_loop_and_everybody(
    empty: Path, tmp_path: Path, acts: list[tuple[Any, ...]]
) -> None:
    path = Path(shutil.copy(empty, tmp_path / "any.assay"))
    with Desk.open(path, by="Mia", now=lambda: NOW) as desk:
        desk.backs_up = False
        desk.do(add_lead, ADA)
        for name in ("Ann", "Bob", "Cid", "Dee"):
            desk.do(add_stakeholder, 1, LINE if name < "C" else "", name=name, title="Laboratory director")
        for act in acts:
            with contextlib.suppress(Problem):
                _do(desk, *act)
            if desk.ask(lambda work: work.session.get(Account, 1)) is None:
                desk.do(undoing.redo)  # even the first act was taken back, and with it the account
            _holds(desk, desk.ask(map_view, 1, LINE))
    for left in tmp_path.iterdir():
        if left.is_file():
            left.unlink()


def _do(desk: Desk, act: str, one: int, other: int, kind: Any, way: Any) -> None:
    view = desk.ask(map_view, 1, LINE)
    ids = sorted(view.map.by_id) or [0]
    a, b = ids[one % len(ids)], ids[other % len(ids)]
    lines = view.map.lines
    match act:
        case "manager":
            desk.do(set_manager, a, b, LINE)
        case "nobody":
            desk.do(set_manager, a, None, LINE)
        case "line":
            desk.do(add_line, a, b, kind, LINE)
        case "unline" if lines:
            desk.do(remove_line, lines[one % len(lines)], LINE)
        case "off":
            desk.do(take_off, [a, b])
        case "back":
            desk.do(from_contacts, 1, LINE, [contact.person_id for contact in view.contacts])
        case "wide":
            desk.do(from_contacts, 1, "", [contact.person_id for contact in view.contacts])
        case "place":
            desk.do(place_cards, [a], LINE, view.playbook.seats[one].lane, "head")
        case "step":
            desk.do(step_card, a, LINE, way)
        case "pin":
            desk.do(pin_cards, {a: Pin("lanes", float(one), float(other))}, LINE)
        case "tidy":
            desk.do(tidy_map, 1, LINE, "lanes")
        case "stance":
            desk.do(set_stance, [a], one % 5 - 2, "They said so")
        case "apart":
            desk.do(set_apart, a, LINE)
        case "undo":
            desk.do(undoing.undo)
        case "undo_earlier":
            acts = desk.ask(lambda work: work.session.query(Action).count())
            desk.do(undoing.undo, max(acts - one - other, 1))
        case "redo":
            desk.do(undoing.redo)


def _holds(desk: Desk, view: MapView) -> None:
    map, book = view.map, view.playbook
    for line in (LINE, "", "lab_partner"):
        assert loop(desk.ask(map_view, 1, line).map.reports_to) == ()
    solid = [line.from_id for line in map.lines if line.kind == "reports_to"]
    assert len(solid) == len(set(solid)), "one manager at most"
    present = set(map.by_id)

    def stored(work: Any) -> set[int | None]:
        return {row.person_id for row in work.session.query(StakeholderRow) if row.service_line in (LINE, "")}

    assert {one.person_id for one in map.people} == desk.ask(stored)
    for layout in (lanes_layout(map, book), tree_layout(map, book)):
        assert {card.key for card in layout.cards if not card.ghost} == present
    assert {row.id for row in team_matrix(map).rows} == present
    assert all(set(stripped(map, level).by_id) == present for level in LEVELS)
    assert view.tally.people == len(present)
    assert view.tally.unplaced == sum(is_unplaced(one, book) for one in map.people)
