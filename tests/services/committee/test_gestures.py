"""Every gesture on the map is one act of the history, and one undo takes exactly it back."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.committee import Pin
from app.domain.problems import Problem
from app.services import undoing
from app.services.committee.lines import add_line, edit_line, remove_line, set_manager
from app.services.committee.opinions import edit_stakeholder, opinions, set_influence, set_power, set_stance
from app.services.committee.people import (
    from_contacts,
    link_person,
    plan_seat,
    proposed,
    quick_build,
    rename_stakeholder,
    set_apart,
    take_off,
)
from app.services.committee.places import pin_cards, place_cards, step_card, tidy_map
from app.services.committee.sent import map_export
from app.services.desk import Desk
from app.store.tables import Action
from tests.services.committee.conftest import LINE
from tests.services.conftest import SetClock, everything


def test_cm2_nobody_disappears_without_lane_band_or_manager(look, put) -> None:
    one = put("Ulla Unsaid")
    view = look()
    assert view.map.by_id[one].seat == "other"
    assert (view.tally.people, view.tally.unplaced) == (1, 1)


def test_a_seat_is_guessed_and_stays_a_guess_until_somebody_says_so(desk: Desk, look, put) -> None:
    one = put("Lia Stone", "LIS analyst")
    card = look().map.by_id[one]
    assert (card.seat, card.certainty, card.title) == ("lis_analyst", "guess", "LIS analyst")
    desk.do(edit_stakeholder, one, {"certainty": "told", "seat": "lis_analyst"})
    assert look().map.by_id[one].certainty == "told"


def test_cm5_a_ghost_is_taken_by_somebody_known_and_its_step_stays(desk: Desk, house, look) -> None:
    seat = next(one.seat for one in look().coverage.seats if one.need == "required")
    waiting = desk.do(plan_seat, house, LINE, seat, "Ask the front desk", date(2026, 11, 20), "Mia").outcome
    view = look()
    assert view.empty == (waiting,) and seat in view.map.empty_seats(), "the ghost is there until a name is"
    assert not next(gap for gap in view.gaps if gap.seat == seat).hinders, "somebody will find out"
    ada = next(one for one in view.contacts if one.name == "Ada Berg")
    taken = desk.do(link_person, house, LINE, seat, ada.person_id).outcome
    view = look()
    assert taken == waiting and view.map.by_id[waiting].name == "Ada Berg"
    assert seat not in view.map.empty_seats() and view.map.by_id[waiting].next_step == "Ask the front desk"
    assert ada not in view.contacts


def test_cm6_gaps_are_ranked_and_at_most_seven(look, put) -> None:
    for at in range(6):
        put(f"Person {at}", "Laboratory director")
    gaps = look().gaps
    assert 0 < len(gaps) <= 7
    order = [rule.id for rule in look().playbook.committee_gaps]
    assert [order.index(gap.rule) for gap in gaps] == sorted(order.index(gap.rule) for gap in gaps)
    assert all(gap.says and gap.fix and gap.act for gap in gaps)


def test_cm7_coverage_counts_known_and_contacted_and_suggests_only(desk: Desk, look, put) -> None:
    seats = [seat.seat for seat in look().coverage.seats if seat.need == "required"]
    assert look().coverage.text == f"0 of {len(seats)}"
    for seat in seats:
        one = put(f"Holder of {seat}", seat=seat)
        desk.do(edit_stakeholder, one, {"certainty": "told", "depth": 2})
    assert look().hint.suggests == "unknown", "nobody said who signs"
    desk.do(set_power, one, ["signs"])
    view = look()
    assert view.coverage.covered == view.coverage.required == len(seats)
    assert view.hint.suggests == "yes" and view.hint.criteria


def test_cm10_a_loop_is_refused_and_spelled_out(desk: Desk, put) -> None:
    a, b, c = put("Ann"), put("Bob"), put("Cid")
    desk.do(set_manager, a, b, LINE)
    desk.do(set_manager, b, c, LINE)
    before = everything(desk)
    with pytest.raises(Problem, match="loop: Cid → Ann → Bob → Cid"):
        desk.do(set_manager, c, a, LINE)
    with pytest.raises(Problem, match="reporting loop"):
        desk.do(edit_stakeholder, c, {"reports_to": a})
    assert everything(desk) == before


def test_cm10_a_loop_over_the_whole_account_is_refused_in_every_service_line(desk: Desk, look, put) -> None:
    ann, bob = put("Ann", line=""), put("Bob", line="")
    desk.do(set_manager, ann, bob, "")
    own = desk.do(set_apart, bob, LINE).outcome
    assert look().map.name(look().map.reports_to[ann]) == "Bob", "his own card stands for him on this map"
    with pytest.raises(Problem, match="reporting loop"):
        desk.do(set_manager, own, ann, LINE)


def test_cm10_an_act_undone_after_others_closes_no_loop(desk: Desk, look, put) -> None:
    ann, bob = put("Ann"), put("Bob")
    desk.do(set_manager, ann, bob, LINE)
    away = desk.do(set_manager, ann, None, LINE)
    desk.do(set_manager, bob, ann, LINE)
    desk.do(undoing.undo, away.action)
    view = look()
    assert len(view.map.people) == 2 and len(view.map.reports_to) == 1, "one of the two lines is left out"
    assert len(view.map.lines) == 1


def test_cm11_pasted_lines_become_people_and_who_is_known_is_linked(desk: Desk, house, look) -> None:
    text = (
        "Ada Berg, Laboratory manager, ada.berg@northgate.example\nNora Quill, LIS analyst\nben ito\n\ninfo@x.example"
    )
    plan = desk.ask(proposed, house, LINE, text)
    assert [one.name for one in plan.proposals] == ["Ada Berg", "Nora Quill", "ben ito"] and len(plan.unread) == 1
    done = desk.do(quick_build, house, LINE, plan.proposals)
    view = look()
    assert sorted(one.name for one in view.map.people) == ["Ada Berg", "Ben Ito", "Nora Quill"]
    assert len(done.outcome) == 3 and len(done.kept) == 2, "Ada and Ben were known"
    assert all(one.certainty == "guess" for one in view.map.people) and view.contacts == ()
    again = desk.ask(proposed, house, LINE, text)
    assert "Ada Berg" not in [one.name for one in again.proposals]
    assert desk.do(quick_build, house, LINE, again.proposals).outcome == ()
    desk.do(undoing.undo)
    assert look().map.people == ()


def test_cm11_contacts_are_put_on_the_map_at_once(desk: Desk, house, look) -> None:
    ids = [one.person_id for one in look().contacts]
    made = desk.do(from_contacts, house, LINE, ids).outcome
    assert len(made) == len(ids) == 2 and look().contacts == ()
    assert desk.do(from_contacts, house, LINE, ids).outcome == ()


def test_cm12_an_opinion_changes_with_a_reason_only_and_the_history_keeps_it(desk: Desk, put) -> None:
    one = put("Ann", "Laboratory director")
    desk.do(set_stance, [one], -1)
    with pytest.raises(Problem, match="why"):
        desk.do(set_stance, [one], 1)
    desk.do(set_stance, [one], 1, "Liked the first run")
    desk.do(set_power, one, "signs veto")
    desk.do(set_influence, one, "high")
    with pytest.raises(Problem, match="why"):
        desk.do(set_power, one, ["signs"])
    rows = desk.ask(opinions, one)
    assert [(row.label, row.before, row.after, row.reason, row.by) for row in rows] == [
        ("influence", "Unknown", "High", "", "Mia"),
        ("power", "Unknown", "Signs, Can veto", "", "Mia"),
        ("stance", "Sceptical", "Supporter", "Liked the first run", "Mia"),
        ("stance", "Unknown", "Sceptical", "", "Mia"),
    ]


def test_cm12_the_map_of_a_day_is_exactly_what_it_was(desk: Desk, clock: SetClock, house, look, put) -> None:
    ann, bob = put("Ann", "Laboratory director"), put("Bob", "LIS analyst")
    desk.do(set_manager, bob, ann, LINE)
    desk.do(set_stance, [ann], 1)
    desk.do(add_line, bob, ann, "influences", LINE, "strong")
    then, day = look().map, look().today
    clock.forward(days=3)
    desk.do(set_stance, [ann], -2, "The budget went elsewhere")
    desk.do(edit_stakeholder, bob, {"seat": "security", "next_step": "Call"})
    put("Cleo", "Procurement manager")
    desk.do(take_off, [ann])
    desk.do(take_off, [bob])
    view = look(as_of=day)
    assert (view.map.people, view.map.lines) == (then.people, then.lines)
    assert view.not_yet == ("Cleo",) and view.as_of == day
    assert look(as_of=day - timedelta(days=40)).map.people == ()
    assert [one.name for one in look(as_of=date.max).map.people] == ["Cleo"]


def test_cm12_what_changed_since_the_last_export_is_marked(desk: Desk, clock: SetClock, house, look, put) -> None:
    ann, bob = put("Ann"), put("Bob")
    assert look().changed == {} and look().exported is None
    desk.do(map_export, house, LINE, "no-stance", "pdf")
    clock.forward(minutes=5)
    desk.do(set_stance, [ann], 1)
    cid = put("Cid")
    view = look()
    assert view.changed == {ann: ("stance",), cid: ("new",)} and bob not in view.changed
    assert view.exported is not None and view.exported.privacy == "no-stance"
    desk.do(undoing.undo)
    desk.do(undoing.undo)
    assert look().changed == {}, "what was taken back is no change"


def test_an_export_is_not_what_undo_takes_back(desk: Desk, house, look, put) -> None:
    put("Ann")
    desk.do(map_export, house, LINE, "full", "png")
    desk.do(undoing.undo)
    assert look().map.people == () and look().exported is not None
    with pytest.raises(Problem):
        desk.do(map_export, house, LINE, "secret", "png")


def test_lines_are_drawn_edited_and_taken_away(desk: Desk, look, put) -> None:
    a, b = put("Ann"), put("Bob")
    desk.do(add_line, a, b, "conflict", LINE, note="Since the merger")
    desk.do(add_line, b, a, "conflict", LINE, note="Since the last merger")
    (line,) = look().map.lines
    assert (line.kind, line.note, line.certainty) == ("conflict", "Since the last merger", "guess")
    desk.do(edit_line, line, LINE, certainty="told")
    (line,) = look().map.lines
    assert line.certainty == "told" and line.note == "Since the last merger"
    desk.do(remove_line, line, LINE)
    assert look().map.lines == ()
    with pytest.raises(Problem, match="no longer"):
        desk.do(remove_line, line, LINE)
    desk.do(set_manager, a, b, LINE, "document", "In the org chart")
    (line,) = look().map.lines
    assert (line.kind, line.from_id, line.to_id, line.certainty) == ("reports_to", a, b, "document")
    desk.do(edit_line, line, LINE, note="Page 3")
    assert look().map.lines[0].note == "Page 3"
    desk.do(remove_line, look().map.lines[0], LINE)
    assert look().map.reports_to == {}
    with pytest.raises(Problem):
        desk.do(add_line, a, b, "married", LINE)


def test_cm9_cards_are_placed_pinned_and_tidied_in_one_step_each(desk: Desk, house, look, put) -> None:
    a, b = put("Ann", "LIS analyst"), put("Bob")
    lane = look().playbook.seats[0].lane
    desk.do(place_cards, [a, b], LINE, lane, "executive")
    assert [(one.lane, one.band) for one in look().map.people] == [(lane, "executive")] * 2
    desk.do(pin_cards, {a: Pin("lanes", 10.0, 20.0), b: Pin("tree", 1.5, 2.0)}, LINE)
    assert look().map.by_id[a].pin("lanes") == Pin("lanes", 10.0, 20.0)
    desk.do(tidy_map, house, LINE, "lanes")
    assert (look().map.by_id[a].pins, look().map.by_id[b].pins) == ((), (Pin("tree", 1.5, 2.0),))
    desk.do(undoing.undo)
    assert look().map.by_id[a].pin("lanes") is not None
    desk.do(step_card, b, LINE, "up")
    desk.do(step_card, b, LINE, "down")
    assert look().map.by_id[b].lane == lane
    with pytest.raises(Problem, match="no lane"):
        desk.do(place_cards, [a], LINE, "Nowhere", "")


def test_a_card_of_the_whole_account_is_looked_at_apart_for_one_line(desk: Desk, look, put) -> None:
    wide, bob = put("Ann", line=""), put("Bob", line="")
    desk.do(add_line, bob, wide, "influences", "")
    desk.do(set_stance, [wide], 1)
    own = desk.do(set_apart, wide, LINE).outcome
    desk.do(set_stance, [own], -2, "Against this one")
    assert look().map.by_id[own].stance == -2 and wide not in look().map.by_id
    assert [(line.from_id, line.to_id) for line in look().map.lines] == [(bob, own)]
    assert look("lab_partner").map.by_id[wide].stance == 1
    assert look().account_wide == {bob} and look("lab_partner").account_wide == {wide, bob}
    done = desk.do(take_off, [own])
    assert "whole account" in done.kept[0] and wide in look().map.by_id


def test_a_seat_becomes_a_person_by_a_name(desk: Desk, house, look) -> None:
    seat = look().map.empty_seats()[0]
    one = desk.do(plan_seat, house, LINE, seat, "Ask", date(2026, 11, 20)).outcome
    desk.do(rename_stakeholder, one, "Zoe Rand")
    assert look().map.by_id[one].name == "Zoe Rand"
    desk.do(rename_stakeholder, one, "Zoe Rand-Lee")
    assert look().map.by_id[one].name == "Zoe Rand-Lee"
    desk.do(take_off, [one])
    assert "Zoe Rand-Lee" in [who.name for who in look().contacts], "the person is kept"


def test_everything_about_somebody_is_edited_by_name(desk: Desk, look, put) -> None:
    one, boss = put("Ann", "LIS analyst"), put("Bob")
    changes: dict[str, Any] = {
        "seat": "security",
        "power": ["gates", "veto"],
        "influence": "low",
        "influence_why": "New in the house",
        "stance": 0,
        "depth": 1,
        "wanted": 3,
        "certainty": "colleague",
        "can_show": "No finding in the audit",
        "champion_test": "May veto\n\nQuiet nights",
        "last_contact": date(2026, 11, 2),
        "channel": "visit",
        "confirmed": date(2026, 11, 1),
        "external": True,
        "organisation": "Fernhill Consulting",
        "behaviour": "sceptic",
        "next_step": "Send the questionnaire",
        "due": date(2026, 11, 25),
        "step_owner": "Mia",
        "owner": "Jo",
        "colleagues": ["Kim", "Lee"],
        "reports_to": boss,
        "band": "head",
        "title": "Security officer",
    }
    desk.do(edit_stakeholder, one, changes)
    card = look().map.by_id[one]
    changes |= {"power": ("veto", "gates"), "colleagues": ("Kim", "Lee")}
    assert {name: getattr(card, name) for name in changes} == changes
    assert {"Jo", "Kim", "Lee", "Mia"} <= set(look().team)
    for wrong in ({"seat": "throne"}, {"power": ["fly"]}, {"stance": 3}, {"due": "soon"}, {"shoe": 1}, {"depth": 9}):
        with pytest.raises(Problem):
            desk.do(edit_stakeholder, one, wrong)


def test_every_gesture_is_one_act_that_one_undo_takes_back(desk: Desk, house, look, put) -> None:
    a, b = put("Ann", "LIS analyst"), put("Bob")
    desk.do(set_stance, [a], 1)
    gestures = [
        (set_manager, a, b, LINE),
        (add_line, a, b, "dotted", LINE),
        (set_stance, [a, b], -1, "Both are afraid of work"),
        (set_power, a, ["budget"]),
        (set_influence, a, "high"),
        (edit_stakeholder, a, {"next_step": "Call", "due": date(2026, 11, 30)}),
        (place_cards, [a, b], LINE, "", "head"),
        (step_card, b, LINE, "right"),
        (pin_cards, {a: Pin("tree", 1.0, 2.0)}, LINE),
        (rename_stakeholder, b, "Robert"),
        (take_off, [a, b]),
        (from_contacts, house, LINE, [one.person_id for one in look().contacts]),
    ]
    for use_case, *given in gestures:
        before, acts = everything(desk), desk.ask(lambda work: work.session.query(Action).count())
        done = desk.do(use_case, *given)
        assert done.accounts == {house} and done.label and done.action is not None
        assert desk.ask(lambda work: work.session.query(Action).count()) == acts + 1
        assert everything(desk) != before
        desk.do(undoing.undo)
        assert everything(desk) == before, use_case.__name__


def test_cm15_what_looks_like_a_patient_is_said_wherever_people_are_written_about(desk: Desk, house, put) -> None:
    one = put("Ann")
    seat = "privacy"
    told = [
        desk.do(edit_stakeholder, one, {"can_show": "Patient John Smith, MRN 4471822, born 1961-04-02"}),
        desk.do(set_stance, [one], 1, "Her patient Mary Jones, MRN 4471823, waited"),
        desk.do(plan_seat, house, LINE, seat, "Ask about patient Mary Jones, MRN 4471823", date(2026, 11, 20)),
    ]
    assert all(done.kept for done in told), "notes on people are facts and professional, and none about patients"
