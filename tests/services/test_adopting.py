"""Adopting a playbook: what is asked changes from now on, what was decided stays, and all of it can be undone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.playbook import Playbook
from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import adopting, undoing
from app.services.deriving import bring_up_to_date, waiting
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.leads import lead_rows
from app.services.moves import move
from app.services.nurturing import choose_track
from app.services.playbook_files import definitions_in, export_playbook
from app.services.playbooks import playbook_of, playbook_view, shipped_playbook
from app.services.work import Changed, Work
from app.store import backups
from app.store.tables import Lead, Move
from tests.services.conftest import BEN, CLEO, a_reason, everything

Body = dict[str, Any]


def varied(desk: Desk, change: Callable[[Body], object]) -> Playbook:
    """The playbook in force with something changed."""
    body = desk.ask(lambda work: work.playbook).model_dump(mode="json", by_alias=True)
    change(body)
    return Playbook.model_validate(body)


def cap(points: int) -> Callable[[Body], object]:
    return lambda body: body["scoring"].update(engagement_cap=points)


def doubled(body: Body) -> None:
    """Fit rules that give more, so that scores change."""
    for rule in body["scoring"]["fit"]:
        rule["points"] = max(-100, min(100, rule["points"] * 2))


def closed(path: str) -> Callable[[Body], object]:
    return lambda body: next(one for one in body["paths"] if one["id"] == path).update(open=False)


def without(part: str, id: str) -> Callable[[Body], object]:
    def left_out(body: Body) -> None:
        body[part] = [one for one in body[part] if one["id"] != id]

    return left_out


def numbers(desk: Desk) -> list[int]:
    return [row.version for row in desk.ask(playbook_view).versions]


def judged_anew(desk: Desk) -> dict[int, tuple[Any, ...]]:
    """Derived columns of every lead, after the upkeep."""
    while desk.tend(bring_up_to_date).outcome:
        pass

    def columns(work: Work) -> dict[int, tuple[Any, ...]]:
        query = select(Lead.id, Lead.fit, Lead.intent, Lead.fit_band, Lead.intent_band, Lead.today_group, Lead.is_open)
        return {row[0]: tuple(row[1:]) for row in work.session.execute(query)}

    return desk.ask(columns)


def test_a_version_comes_into_force_with_its_reason(desk: Desk, ada: int) -> None:
    before = desk.ask(playbook_view)
    changed = desk.do(adopting.adopt, varied(desk, cap(17)), "  Engagement counted for too much.  ")
    view = desk.ask(playbook_view)
    assert changed.outcome == view.playbook.version == before.playbook.version + 1
    assert view.playbook.scoring.engagement_cap == 17
    assert (view.versions[0].note, view.versions[0].by) == ("Engagement counted for too much.", "Mia")
    assert view.versions[1:] == before.versions
    assert changed.places == {"playbook"}
    assert backups.backups(desk.path)[0].why == "before adopt"


@pytest.mark.parametrize("note", ["", "  \n"])
def test_no_version_without_a_reason(desk: Desk, note: str) -> None:
    with pytest.raises(Problem, match="Write why"):
        desk.do(adopting.adopt, varied(desk, cap(17)), note)
    assert len(numbers(desk)) == 1


def test_the_same_again_is_no_version(desk: Desk) -> None:
    with pytest.raises(Problem, match="Nothing differs from version 1"):
        desk.do(adopting.adopt, varied(desk, lambda body: body.update(version=9)), "No reason")


def test_a_workbook_that_nobody_changed_is_no_version(desk: Desk, tmp_path: Path) -> None:
    """Its conditions come back in their plain form, which is written differently and means the same."""
    file = desk.ask(export_playbook, tmp_path / "ours.xlsx")
    same = desk.ask(definitions_in, file).playbook
    with pytest.raises(Problem, match="Nothing differs from version 1"):
        desk.do(adopting.adopt, same, "No reason")


def test_all_leads_are_judged_anew_in_the_background(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    ben = add(BEN)
    before = judged_anew(desk)
    desk.do(adopting.adopt, varied(desk, doubled), "Fit counts double")
    assert desk.ask(waiting) == 2
    assert desk.ask(lead_view, ada).score.fit > before[ada][0]  # a page of one lead is worked out while asking
    after = judged_anew(desk)
    assert desk.ask(waiting) == 0
    assert after[ada][0] == desk.ask(lead_view, ada).score.fit > before[ada][0]
    assert set(after) == {ada, ben}


def test_undo_and_redo_bring_back_definitions_and_scores(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    add(BEN)
    desk.do(move, ada, path="nurture", reason=a_reason())
    first, stored = judged_anew(desk), everything(desk)
    desk.do(adopting.adopt, varied(desk, lambda body: (doubled(body), closed("nurture")(body))), "Stricter")
    second, adopted = judged_anew(desk), everything(desk)
    assert first[ada][-1] and not second[ada][-1]
    desk.do(undoing.undo)
    assert numbers(desk) == [1]
    assert desk.ask(waiting) == 2
    assert judged_anew(desk) == first
    assert everything(desk) == stored
    desk.do(undoing.redo)
    assert numbers(desk) == [2, 1]
    assert judged_anew(desk) == second
    assert everything(desk) == adopted


def test_old_decisions_keep_their_version_and_new_ones_have_the_new(desk: Desk, mql: int) -> None:
    desk.do(adopting.adopt, varied(desk, doubled), "Fit counts double")
    desk.do(move, mql, path="nurture", reason=a_reason())

    def made(work: Work) -> list[tuple[int, int]]:
        return [tuple(row) for row in work.session.execute(select(Move.playbook_version, Move.fit).order_by(Move.id))]

    (old, fit), (new, more) = desk.ask(made)
    assert (old, new) == (1, 2)
    assert more > fit


def test_a_number_is_never_given_twice(desk: Desk, ada: int) -> None:
    desk.do(adopting.adopt, varied(desk, cap(17)), "One try")
    desk.do(move, ada, path="nurture", reason=a_reason())
    adoption = next(row.action for row in desk.ask(undoing.history) if row.use_case == "adopt")
    desk.do(undoing.undo, adoption)
    assert numbers(desk) == [1]
    desk.do(adopting.adopt, varied(desk, cap(18)), "Another try")
    assert numbers(desk) == [3, 1]
    assert desk.ask(playbook_of, 2).scoring.engagement_cap == 17  # the move made under it can still be understood
    undo = next(row.action for row in desk.ask(undoing.history) if row.undoes == adoption)
    desk.do(undoing.undo, undo)
    assert numbers(desk) == [3, 2, 1]
    assert desk.ask(lambda work: work.playbook.scoring.engagement_cap) == 18
    with pytest.raises(Problem, match="no version 4"):
        desk.ask(playbook_of, 4)


def test_openness_follows_what_a_path_means(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    """Also of a lead that was moved under definitions which are undone later."""
    cleo = add(CLEO)
    desk.do(adopting.adopt, varied(desk, closed("nurture")), "Nurture is no work of ours")
    desk.do(move, cleo, path="nurture", reason=a_reason())
    assert not judged_anew(desk)[cleo][-1]
    adoption = next(row.action for row in desk.ask(undoing.history) if row.use_case == "adopt")
    desk.do(undoing.undo, adoption)
    assert judged_anew(desk)[cleo][-1]


IN_USE: dict[str, tuple[str, str, str]] = {
    "path": ("paths", "pilot", "The path “.*” .pilot.*1 lead is on it"),
    "service line": ("service_lines", "hospital_lab", "The service line “.*2 leads belong to it"),
}


def _no_longer(part: str, id: str) -> Callable[[Body], object]:
    """Leave out a part and everything that refers to it."""

    def left_out(body: Body) -> None:
        without(part, id)(body)
        if part == "service_lines":
            body["templates"] = [one for one in body["templates"] if one["service_line"] != id]
            for list_ in ("criteria", "questions", "nurture"):
                kept = [one for one in body[list_] if one["service_lines"] != [id]]
                for one in kept:
                    one["service_lines"] = [line for line in one["service_lines"] if line != id]
                body[list_] = kept
            calls = body["calls"]
            calls["guides"] = [one for one in calls["guides"] if one["service_lines"] != [id]]
            for one in calls["guides"]:
                one["service_lines"] = [line for line in one["service_lines"] if line != id]
        for one in body["calls"]["exits"]:
            one["paths"] = [path for path in one["paths"] if path != id]
        for one in (*body["routes"], *body["scoring"]["grid"]):
            one["path"] = "nurture" if one["path"] == id else one["path"]

    return left_out


@pytest.mark.parametrize("what", IN_USE)
def test_what_leads_hang_on_cannot_go(desk: Desk, ada: int, add: Callable[..., int], what: str) -> None:
    part, id, says = IN_USE[what]
    add(BEN)
    if part == "paths":
        desk.do(move, ada, path=id, reason=a_reason())
    before = everything(desk)
    wanted = varied(desk, _no_longer(part, id))
    with pytest.raises(Problem, match=says):
        desk.do(adopting.adopt, wanted, "Fewer of them")
    assert everything(desk) == before


def test_the_stage_of_a_lead_cannot_go(desk: Desk, mql: int) -> None:
    desk.do(adopting.adopt, varied(desk, lambda body: body.update(use_sal=True)), "Sales accepts first")
    desk.do(move, mql, stage=Stage.SAL, reason=a_reason(), override="Sales took it by phone")
    with pytest.raises(Problem, match="no stage SAL, and 1 lead is in it"):
        desk.do(adopting.adopt, varied(desk, lambda body: body.update(use_sal=False)), "No SAL after all")


def test_words_of_leads_may_go_and_stay_as_written(desk: Desk, ada: int) -> None:
    """R14: what does not map is kept and listed, never dropped."""

    def fewer(body: Body) -> None:
        words = body["vocabularies"]
        words["facility_type"] = [one for one in words["facility_type"] if one["id"] != "hospital"]

    changed = desk.do(adopting.adopt, varied(desk, fewer), "Fewer words")
    assert any("1 account keeps “Hospital”" in one and "facility type" in one for one in changed.kept)
    assert desk.ask(lead_rows, [ada])


def test_answers_to_a_criterion_that_goes_are_kept(desk: Desk, ada: int, prove: Callable[..., Changed]) -> None:
    prove(ada)
    gone = desk.ask(lambda work: next(c for c in work.playbook.criteria if c.stage == "mql" and c.required))

    def fewer(body: Body) -> None:
        body["criteria"] = [one for one in body["criteria"] if one["id"] != gone.id]
        for preset in body["presets"]:
            for name in ("optional_criteria", "required_criteria"):
                preset[name] = [id for id in preset[name] if id != gone.id]

    changed = desk.do(adopting.adopt, varied(desk, fewer), "One question less")
    assert any("1 answer keeps" in one and gone.question in one for one in changed.kept)


def test_another_shipped_playbook_fits_a_workspace_without_leads(desk: Desk) -> None:
    desk.do(adopting.adopt, shipped_playbook("medical"), "We sell devices now")
    assert desk.ask(lambda work: (work.playbook.name, work.playbook.version)) == ("medical", 2)


def test_a_dropped_nurture_track_is_named_where_somebody_chose_it(desk: Desk, ada: int) -> None:
    track = desk.ask(lambda work: work.playbook).nurture[0]
    desk.do(choose_track, ada, track.id)
    changed = desk.do(adopting.adopt, varied(desk, without("nurture", track.id)), "One track less")
    assert changed.kept == (f"1 lead keeps “{track.label}”, which the new version no longer has as nurture track.",)
    assert desk.ask(lead_view, ada).nurture.track != track.id
