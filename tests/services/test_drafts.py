"""The draft of the playbook: kept edit by edit, undone edit by edit, adopted as a whole."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.playbook.drafting import body_of
from app.domain.problems import Problem
from app.services import adopting, drafts, undoing
from app.services.desk import Desk
from app.services.drafts import DraftView
from app.services.playbooks import shipped_playbook
from app.services.work import Changed
from tests.services.conftest import SetClock
from tests.services.test_adopting import cap, varied

ROLE = "mql_role"


def set_(section: str, item: str, field: str, value: Any) -> dict[str, Any]:
    return {"op": "set", "section": section, "item": item, "field": field, "value": value}


@pytest.fixture
def ask_for_role(desk: Desk) -> Callable[..., Changed]:
    """Change the question of one criterion in the draft."""

    def asked(question: str = "Do they run the bench?") -> Changed:
        steps = [set_("criteria", ROLE, "question", question)]
        return desk.do(drafts.edit_draft, steps, "Change the question of “Role fits”")

    return asked


@pytest.fixture
def guide(desk: Desk) -> Callable[..., Changed]:
    def guided(guidance: str = "Ask for the badge.") -> Changed:
        steps = [set_("criteria", ROLE, "guidance", guidance)]
        return desk.do(drafts.edit_draft, steps, "Change the guidance of “Role fits”")

    return guided


def view(desk: Desk) -> DraftView:
    return desk.ask(drafts.draft_view)


def role(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in view(desk).body["criteria"] if one["id"] == ROLE)
    return found


def test_without_a_draft_the_view_shows_what_is_in_force(desk: Desk) -> None:
    shown = view(desk)
    assert not shown.open
    assert shown.body == body_of(desk.ask(lambda work: work.playbook))
    assert (shown.based_on, shown.in_force, shown.edits, shown.differences) == (1, 1, (), ())
    assert not shown.adoptable


def test_the_first_change_begins_the_draft(desk: Desk, ask_for_role: Callable[..., Changed]) -> None:
    changed = ask_for_role()
    assert changed.label == "Change the question of “Role fits”"
    assert changed.places == {"playbook"}
    shown = view(desk)
    assert shown.open
    assert (shown.based_on, shown.by, [edit.says for edit in shown.edits]) == (1, "Mia", [changed.label])
    assert role(desk)["question"] == "Do they run the bench?"
    assert [(one.section, one.what) for one in shown.differences] == [("criteria", "changed")]
    assert shown.adoptable
    in_force = desk.ask(lambda work: work.playbook.criterion(ROLE))
    assert in_force is not None
    assert in_force.question != "Do they run the bench?"


def test_who_changed_what_and_when(
    desk: Desk, ask_for_role: Callable[..., Changed], guide: Callable[..., Changed], clock: SetClock
) -> None:
    ask_for_role()
    clock.forward(hours=2)
    desk.by = "Robin"
    guide()
    (first, second) = view(desk).edits
    assert (first.by, second.by) == ("Mia", "Robin")
    assert (second.at - first.at).total_seconds() == 7200


def test_nothing_is_written_where_nothing_changes(desk: Desk, ask_for_role: Callable[..., Changed]) -> None:
    same = role(desk)["question"]
    assert ask_for_role(same).action is None
    assert not view(desk).open


def test_the_last_change_is_taken_back_and_done_again(
    desk: Desk, ask_for_role: Callable[..., Changed], guide: Callable[..., Changed]
) -> None:
    ask_for_role()
    before = view(desk)
    guide()
    after = view(desk)
    assert desk.do(undoing.undo).label == "Undo: Change the guidance of “Role fits”"
    assert view(desk) == before
    desk.do(undoing.redo)
    assert view(desk) == after


def test_an_earlier_change_is_taken_back_and_later_ones_stay(
    desk: Desk, ask_for_role: Callable[..., Changed], guide: Callable[..., Changed]
) -> None:
    """Also the very first, with which the draft began."""
    first = ask_for_role().action
    was = desk.ask(lambda work: work.playbook.criterion(ROLE))
    guide()
    desk.do(undoing.undo, first)
    shown = view(desk)
    assert shown.open
    assert [edit.says for edit in shown.edits] == ["Change the guidance of “Role fits”"]
    assert was is not None
    assert (role(desk)["question"], role(desk)["guidance"]) == (was.question, "Ask for the badge.")


@pytest.mark.parametrize("first", [0, 1])
def test_all_changes_taken_back_leave_no_draft(
    desk: Desk, ask_for_role: Callable[..., Changed], guide: Callable[..., Changed], first: int
) -> None:
    acts = [ask_for_role().action, guide().action]
    desk.do(undoing.undo, acts[first])
    desk.do(undoing.undo, acts[1 - first])
    assert not view(desk).open
    guide()
    assert [edit.says for edit in view(desk).edits] == ["Change the guidance of “Role fits”"]


def test_a_step_that_finds_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(Problem, match="nobody"):
        desk.do(drafts.edit_draft, [set_("criteria", "nobody", "question", "?")], "Change nothing")
    assert not view(desk).open


def test_a_faulty_draft_is_kept_shown_and_not_adopted(desk: Desk) -> None:
    """What is half-typed is never lost."""
    desk.do(drafts.edit_draft, [set_("criteria", ROLE, "seat", "the_moon")], "Change who would know")
    shown = view(desk)
    assert role(desk)["seat"] == "the_moon"
    assert any("the_moon" in fault.says for fault in shown.faults)
    assert not shown.adoptable
    with pytest.raises(Problem, match="the_moon"):
        desk.do(drafts.adopt_draft, "It is done")
    with pytest.raises(Problem, match="the_moon"):
        desk.ask(drafts.draft_playbook)
    assert desk.ask(lambda work: work.playbook.version) == 1


def test_the_draft_is_adopted_with_its_reason(desk: Desk, ask_for_role: Callable[..., Changed]) -> None:
    ask_for_role()
    changed = desk.do(drafts.adopt_draft, "They misunderstood the question.")
    assert (changed.outcome, changed.label) == (2, "Adopt version 2 of the playbook")
    criterion = desk.ask(lambda work: work.playbook.criterion(ROLE))
    assert criterion is not None
    assert criterion.question == "Do they run the bench?"
    assert not view(desk).open


def test_undoing_the_adoption_opens_the_draft_again(desk: Desk, ask_for_role: Callable[..., Changed]) -> None:
    ask_for_role()
    before = view(desk)
    desk.do(drafts.adopt_draft, "They misunderstood the question.")
    desk.do(undoing.undo)
    assert view(desk) == before
    desk.do(undoing.redo)
    assert not view(desk).open
    assert desk.ask(lambda work: work.playbook.version) == 2


@pytest.mark.parametrize("act", [drafts.adopt_draft, drafts.discard_draft])
def test_there_must_be_a_draft(desk: Desk, act: Callable[..., Changed]) -> None:
    with pytest.raises(Problem, match="Nothing is being prepared"):
        desk.do(act, *(["Why"] if act is drafts.adopt_draft else []))


def test_a_discarded_draft_comes_back_by_undo(desk: Desk, ask_for_role: Callable[..., Changed]) -> None:
    ask_for_role()
    before = view(desk)
    desk.do(drafts.discard_draft)
    assert not view(desk).open
    desk.do(undoing.undo)
    assert view(desk) == before


def test_a_draft_follows_what_was_adopted_meanwhile(desk: Desk, ask_for_role: Callable[..., Changed]) -> None:
    ask_for_role()
    desk.do(adopting.adopt, varied(desk, cap(17)), "From a file")
    shown = view(desk)
    assert (shown.based_on, shown.in_force) == (1, 2)
    assert shown.body["scoring"]["engagement_cap"] == 17
    changed = desk.do(drafts.adopt_draft, "Both")
    assert changed.kept[0] == "The draft was begun on version 1; it was applied to version 2."
    book = desk.ask(lambda work: work.playbook)
    criterion = book.criterion(ROLE)
    assert criterion is not None
    assert (book.version, book.scoring.engagement_cap, criterion.question) == (3, 17, "Do they run the bench?")


def test_what_no_longer_applies_is_said_and_left_out(
    desk: Desk, ask_for_role: Callable[..., Changed], guide: Callable[..., Changed]
) -> None:
    last = desk.ask(lambda work: work.playbook.routes[-1].id)
    desk.do(drafts.edit_draft, [set_("routes", last, "why", "Anything else")], "Change the reason of a route")
    ask_for_role()

    def fewer(body: dict[str, Any]) -> None:
        body["criteria"] = [one for one in body["criteria"] if one["id"] != ROLE]
        for preset in body["presets"]:
            for name in ("optional_criteria", "required_criteria"):
                preset[name] = [id for id in preset[name] if id != ROLE]

    desk.do(adopting.adopt, varied(desk, fewer), "One question less")
    shown = view(desk)
    assert [edit.stands for edit in shown.edits] == [True, False]
    (said,) = shown.no_longer
    assert said.startswith("“Change the question of “Role fits””")
    assert ROLE in said
    assert said in desk.do(drafts.adopt_draft, "What is left of it").kept


def test_a_whole_playbook_may_be_taken_and_worked_on(desk: Desk) -> None:
    medical = shipped_playbook("medical")
    desk.do(drafts.take_draft, body_of(medical), "Take the playbook of “medical.yaml”")
    assert view(desk).body == body_of(medical)
    desk.do(drafts.edit_draft, [set_("general", "", "title", "Devices")], "Change the title")
    assert view(desk).body == {**body_of(medical), "title": "Devices"}
    desk.do(undoing.undo)
    assert view(desk).body == body_of(medical)


def test_what_leads_hang_on_is_said_before_adopting(desk: Desk, ada: int) -> None:
    desk.do(drafts.take_draft, body_of(shipped_playbook("medical")), "Take another")
    shown = view(desk)
    assert any("hospital_lab" in one for one in shown.in_the_way)
    assert not shown.adoptable


def test_versions_are_compared_with_each_other_and_with_the_draft(
    desk: Desk, ask_for_role: Callable[..., Changed]
) -> None:
    desk.do(adopting.adopt, varied(desk, cap(17)), "From a file")
    ask_for_role()
    assert desk.ask(drafts.compare_versions, 1, 1) == ()
    (one,) = desk.ask(drafts.compare_versions, 1, 2)
    assert one.what == "changed"
    (other,) = desk.ask(drafts.compare_versions, 2)
    assert (other.section, other.item) == ("criteria", ROLE)
    both = desk.ask(drafts.compare_versions, 1)
    assert {(each.section, each.item) for each in both} == {(each.section, each.item) for each in (one, other)}
    with pytest.raises(Problem, match="no version 9"):
        desk.ask(drafts.compare_versions, 1, 9)
