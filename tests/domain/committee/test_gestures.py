"""Any sequence of gestures keeps one manager at most, no loop, and everybody in all four views (CM1, CM2, CM10)."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.domain.committee import (
    BANDS,
    CommitteeMap,
    Line,
    Pin,
    Stakeholder,
    committee_map,
    coverage,
    loop,
    refuse_loop,
    without_loops,
)
from app.domain.committee.editing import (
    pinned,
    placed,
    reordered,
    tidied,
    with_line,
    with_manager,
    with_person,
    without_line,
    without_person,
)
from app.domain.committee.layout.lanes import lanes_layout
from app.domain.committee.layout.sheets import sheets
from app.domain.committee.layout.tree import tree_layout
from app.domain.committee.privacy import LEVELS, stripped
from app.domain.committee.stepping import stepped
from app.domain.committee.team import TeamRow, team_matrix
from app.domain.problems import Problem
from tests.domain.committee.people import LINE, committee, diagnostics, someone

IDS = st.integers(1, 12)
KINDS = st.sampled_from(["reports_to", "dotted", "influences", "conflict"])


class Gestures(RuleBasedStateMachine):
    """Whatever people do on a map, with undo."""

    def __init__(self) -> None:
        super().__init__()
        self.map, self.before = CommitteeMap(), [CommitteeMap()]

    def do(self, gesture, *given) -> None:
        try:
            made = gesture(*given)
        except Problem as refused:
            assert refused.message
            return
        self.before.append(self.map)
        self.map = made

    @rule(
        id=IDS,
        seat=st.sampled_from(["lab_operations", "finance", "other"]),
        title=st.sampled_from(["", "Chief", "Nurse"]),
    )
    def add(self, id, seat, title) -> None:
        self.do(
            with_person, self.map, Stakeholder(id, id, f"Person {id}", seat, title=title, reports_to=id // 2 or None)
        )

    @rule(id=IDS)
    def take_off(self, id) -> None:
        self.do(without_person, self.map, id)

    @rule(id=IDS, manager=st.one_of(st.none(), IDS))
    def report(self, id, manager) -> None:
        self.do(with_manager, self.map, id, manager)

    @rule(kind=KINDS, a=IDS, b=IDS)
    def draw(self, kind, a, b) -> None:
        self.do(with_line, self.map, Line(kind, a, b, note="said on a call"))

    @rule(kind=KINDS, a=IDS, b=IDS)
    def rub_out(self, kind, a, b) -> None:
        self.do(without_line, self.map, Line(kind, a, b))

    @rule(id=IDS, lane=st.sampled_from(["", "Lab", "Board"]), band=st.sampled_from(["", *BANDS, "nonsense"]))
    def place(self, id, lane, band) -> None:
        self.do(placed, self.map, id, lane, band)

    @rule(id=IDS, view=st.sampled_from(["lanes", "tree"]), x=st.floats(-500, 500), y=st.floats(-500, 500))
    def pin(self, id, view, x, y) -> None:
        self.do(pinned, self.map, id, Pin(view, x, y))

    @rule(id=IDS, way=st.sampled_from(["left", "right", "up", "down"]))
    def step(self, id, way) -> None:
        self.do(stepped, self.map, diagnostics(), id, way)

    @rule(view=st.sampled_from(["lanes", "tree"]))
    def tidy(self, view) -> None:
        self.do(tidied, self.map, view)

    @rule()
    def undo(self) -> None:
        self.map = self.before.pop() if len(self.before) > 1 else self.before[0]

    @invariant()
    def one_manager_at_most_and_no_loop(self) -> None:
        solid = [line for line in self.map.lines if line.kind == "reports_to"]
        assert len({line.from_id for line in solid}) == len(solid)
        assert {line.from_id: line.to_id for line in solid} == self.map.reports_to
        assert loop(dict(self.map.reports_to)) == ()
        assert all({line.from_id, line.to_id} <= set(self.map.by_id) for line in self.map.lines)

    @invariant()
    def everybody_is_in_every_view_and_in_what_is_exported(self) -> None:
        ids = sorted(self.map.by_id)
        lanes, tree = lanes_layout(self.map, diagnostics()), tree_layout(self.map, diagnostics())
        pages = sheets(self.map, diagnostics(), "A4")
        assert sorted(card.key for card in lanes.cards if not card.ghost) == ids
        assert sorted(card.key for card in tree.cards) == ids
        assert sorted(one.id for one in self.map.people) == ids  # the table
        assert sorted(row.id for row in team_matrix(self.map).rows) == ids
        assert sorted(card.key for page in pages for card in page.layout.cards if not card.ghost) == ids
        for level in LEVELS:
            assert sorted(one.id for one in stripped(self.map, level).people) == ids


def test_cm10_any_sequence_of_gestures_keeps_the_map_sound():
    run_state_machine_as_test(Gestures, settings=settings(max_examples=30, stateful_step_count=25, deadline=None))


# --- loops -----------------------------------------------------------------------------------------------------------


def chain():
    names = {1: "Ada", 2: "Bea", 3: "Cy"}
    return committee_map(replace(someone(id), name=names[id], reports_to=id + 1 if id < 3 else None) for id in names)


def test_cm10_a_loop_is_refused_and_spelled_out():
    with pytest.raises(Problem, match="Cy → Ada → Bea → Cy"):
        with_manager(chain(), 3, 1)
    with pytest.raises(Problem, match="Ada → Ada"):
        with_manager(chain(), 1, 1)
    with pytest.raises(Problem, match="Cy → Ada → Bea → Cy"):
        with_line(chain(), Line("reports_to", 3, 1))
    with pytest.raises(Problem, match="Cy → Bea → Cy"):
        with_person(chain(), replace(chain().by_id[3], reports_to=2))
    with pytest.raises(Problem, match=r"A → B → A\. Choose another manager"):
        refuse_loop({"a": "b", "b": "a"}, {"a": "A", "b": "B"})
    refuse_loop({"a": "b", "b": None}, {})


def test_cm10_a_new_manager_takes_the_place_of_the_old_one():
    map = with_line(with_manager(chain(), 1, 3), Line("reports_to", 1, 2, certainty="told", note="Org chart"))
    solid = [line for line in map.lines if line.from_id == 1]
    assert [(line.to_id, line.note) for line in solid] == [(2, "Org chart")]
    assert map.manager_of(1).name == "Bea"
    assert with_manager(map, 1, 2).lines[0].note == ""  # said anew, by hand
    assert without_line(map, solid[0]).manager_of(1) is None


def test_cm10_an_import_and_a_merge_list_what_they_dropped():
    names = {1: "Ada", 2: "Bea", 3: "Cy"}
    kept, said = without_loops([(1, 2), (2, 3), (3, 1), (1, 3), (1, 2)], names)
    assert kept == [(1, 2), (2, 3)]
    assert said == [
        "Cy → Ada was left out: it closes the loop Ada → Bea → Cy → Ada.",
        "Ada reports to somebody already; the line to Cy was left out.",
    ]


@given(st.lists(st.tuples(IDS, IDS), max_size=30))
def test_cm10_what_is_kept_of_any_lines_has_no_loop_and_one_manager(lines):
    kept, said = without_loops(lines, {})
    assert loop(dict(kept)) == () and len(dict(kept)) == len(kept)
    assert len(kept) + len(said) <= len(lines)
    assert set(kept) <= set(lines)


# --- single gestures -------------------------------------------------------------------------------------------------


def test_cm9_somebody_taken_off_leaves_their_reports_without_a_manager():
    map = without_person(chain(), 2)
    assert map.manager_of(1) is None and map.lines == ()


def test_a_line_is_drawn_once_and_a_conflict_has_no_direction():
    map = with_line(with_line(chain(), Line("conflict", 1, 3)), Line("conflict", 3, 1, note="budget"))
    assert [line.note for line in map.lines if line.kind == "conflict"] == ["budget"]
    both_ways = with_line(with_line(chain(), Line("influences", 1, 3)), Line("influences", 3, 1, strength="strong"))
    assert len([line for line in both_ways.lines if line.kind == "influences"]) == 2
    with pytest.raises(Problem, match="joins two people"):
        with_line(chain(), Line("conflict", 1, 1))
    with pytest.raises(Problem, match="no longer"):
        with_line(chain(), Line("conflict", 1, 9))


def test_cm9_a_card_put_into_a_cell_is_no_longer_pinned_in_the_lanes():
    map = pinned(pinned(chain(), 1, Pin("lanes", 1, 1)), 1, Pin("tree", 2, 2))
    map = pinned(map, 1, Pin("lanes", 3, 3))
    assert map.by_id[1].pins == (Pin("tree", 2, 2), Pin("lanes", 3, 3))
    moved = placed(map, 1, "Quality", "executive", 4)
    assert moved.by_id[1].pins == (Pin("tree", 2, 2),) and moved.by_id[1].order == 4
    assert lanes_layout(moved, diagnostics()).card(1).lane == "Quality"
    with pytest.raises(Problem, match="is no band"):
        placed(map, 1, "Quality", "boss")


def test_cm8_cards_of_a_cell_change_places():
    map = reordered(chain(), diagnostics(), 3, -2)
    assert [one.order for one in map.people] == [1, 2, 0]
    assert reordered(map, diagnostics(), 3, -5).by_id[3].order == 0


def test_what_a_map_is_made_of_agrees():
    lines = [Line("reports_to", 1, 2, note="chart"), Line("influences", 1, 77), Line("dotted", 1, 1)]
    map = committee_map([someone(1), someone(2, reports_to=9), someone(3, reports_to=3)], lines)
    assert map.reports_to == {1: 2}
    assert map.lines == (lines[0],)


def test_cm1_the_matrix_shows_who_of_ours_knows_whom():
    people = [
        someone(1, owner="Olga", colleagues=("Pia",), depth=1, wanted=3),
        someone(2, owner="Pia", depth=2, wanted=2),
        someone(3),
    ]
    matrix = team_matrix(committee_map(people))
    assert matrix.team == ("Pia", "Olga")
    assert matrix.rows[0] == TeamRow(1, "Person 1", ("knows", "owner"), 1, 3)
    assert [row.cells for row in matrix.rows] == [("knows", "owner"), ("owner", ""), ("", "")]
    assert [row.weak for row in matrix.rows] == [True, False, True]
    assert team_matrix(CommitteeMap()) == team_matrix(committee_map([]))


def test_cm7_coverage_of_a_map_reads_as_some_of_all():
    map = committee(30)
    assert coverage(diagnostics().template(LINE), map.people, diagnostics()).text == "0 of 3"
