"""Routes of leads: owners by turn and by load from what was really routed, and routes judged by hand and per rule."""

from datetime import timedelta

import pytest

from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import handoffs, undoing
from app.services.adopting import adopt
from app.services.gaps import add_gap
from app.services.lead_page import lead_view
from app.services.lead_record import lead_record
from app.services.moves import move, move_many
from app.services.replies import give_verdict
from app.services.route_verdicts import judge_last_route, judge_route, judged_routes, routing_accuracy
from app.services.routes import routes_view
from tests.services.conftest import ADA, NOW, a_reason, everything

NAMES = ("Ann", "Bob", "Cat")


@pytest.fixture
def owned_by(desk):
    """Let every route have the same owner rule."""

    def changed(rule, **more):
        def with_rule(work):
            owner = {"rule": rule, **more}
            plain = work.playbook.model_dump(mode="json", by_alias=True)
            plain["routes"] = [{**route, "owner": owner} for route in plain["routes"]]
            return type(work.playbook).model_validate(plain)

        desk.do(adopt, desk.ask(with_rule), "Owners by rule")

    return changed


@pytest.fixture
def some_leads(add):
    return lambda count: [add(ADA, full_name=f"Person {n}", email=f"p{n}@north{n}.example") for n in range(count)]


def proposed(desk, lead):
    return desk.ask(routes_view, lead).chosen.owner


def take(desk, lead, owner=None, path=None):
    route = desk.ask(lead_view, lead).route
    return desk.do(move, lead, path=path or route.path, reason=a_reason(owner=owner or route.owner))


def test_turns_are_counted_from_what_was_really_routed(desk, some_leads, owned_by):
    owned_by("round_robin", names=NAMES)
    leads = some_leads(6)
    assert {proposed(desk, lead) for lead in leads} == {"Ann"}  # looking takes no turn
    for lead, owner in zip(leads[:4], ("Ann", "Bob", "Cat", "Ann"), strict=True):
        assert proposed(desk, lead) == owner
        done = take(desk, lead)
    assert proposed(desk, leads[0]) == "Ann"  # whoever has it keeps it
    assert proposed(desk, leads[4]) == "Bob"
    desk.do(undoing.undo, done.action)
    assert proposed(desk, leads[4]) == proposed(desk, leads[3]) == "Ann"  # the turn was taken back
    take(desk, leads[4], path="nurture")  # another path is no turn
    assert proposed(desk, leads[3]) == "Ann"
    take(desk, leads[3], owner="Cat")  # somebody else of them took it: the turn goes on from there
    assert proposed(desk, leads[5]) == "Ann"


def test_a_lead_that_moves_on_takes_no_second_turn(desk, some_leads, owned_by):
    owned_by("round_robin", names=NAMES)
    one, two, three = some_leads(3)
    take(desk, one), take(desk, two)
    path = desk.ask(lead_view, one).route.path
    desk.do(move, one, path="nurture", reason=a_reason(owner="Ann"))
    desk.do(move, one, path=path, reason=a_reason(owner="Ann"))
    assert proposed(desk, three) == "Cat"


def test_the_least_loaded_owner_has_the_fewest_open_leads(desk, some_leads, owned_by):
    owned_by("least_loaded", names=NAMES)
    leads = some_leads(6)
    owners = []
    for lead in leads[:5]:
        owners.append(proposed(desk, lead))
        take(desk, lead)
    assert owners == ["Ann", "Bob", "Cat", "Ann", "Bob"]
    desk.do(move, leads[1], path="disqualified", reason=a_reason(owner="Bob", code="competitor", due=None))
    desk.do(move, leads[4], path="disqualified", reason=a_reason(owner="Bob", code="competitor", due=None))
    shown = desk.ask(routes_view, leads[5]).chosen
    assert (shown.owner, shown.why_owner) == ("Bob", "has the fewest open leads (0)")


def test_an_owner_whom_nobody_knows_is_legal(desk, ada, owned_by):
    owned_by("named", names=["Desk of tomorrow"])
    take(desk, ada)
    assert desk.ask(lead_view, ada).owner == "Desk of tomorrow"


def test_routing_many_leads_counts_turns_and_loads_once(desk, some_leads, owned_by, monkeypatch):
    from app.services import routes

    owned_by("round_robin", names=NAMES)
    leads = some_leads(5)
    asked = []
    counted = routes._last_in_turn
    monkeypatch.setattr(routes, "_last_in_turn", lambda *given: asked.append(given) or counted(*given))
    rules = desk.ask(lambda work: len(work.playbook.routes))
    desk.do(move_many, leads, path="sdr_outreach", reason=a_reason(owner="Ann"))
    assert len(asked) == rules  # once for each rule, not for each lead
    kept = [desk.ask(lead_record, lead).moves[0] for lead in leads]
    assert {one.route for one in kept} == {desk.ask(routes_view, leads[0]).chosen.id}
    assert proposed(desk, some_leads(6)[5]) == "Bob"


def test_every_move_keeps_the_route_that_was_proposed(desk, ada):
    before = desk.ask(routes_view, ada).chosen
    take(desk, ada, path="nurture")
    (kept,) = desk.ask(lead_record, ada).moves
    assert (kept.route, kept.suggested_path, kept.to_path) == (before.id, before.path, "nurture")


def test_the_page_of_a_lead_says_why_and_why_not(desk, ada):
    desk.do(add_gap, ada, "Which interface?", "interface")
    route = desk.ask(lead_view, ada).route
    assert (route.id, route.path, route.owner, route.why_owner) == (
        "technical_gap",
        "technical_presales",
        "Pre-sales desk",
        "named by the rule",
    )
    assert len(route.why_not) == desk.ask(lambda work: len(work.playbook.routes)) - 1
    assert all(reason for _, reason in route.why_not)
    assert route.due_at > NOW


def test_a_verdict_by_hand_is_kept_with_who_and_when_and_undone(desk, ada, clock):
    take(desk, ada)
    (judged,) = desk.ask(judged_routes, ada)
    assert (judged.outcome, judged.taken) == ("open", True)
    clock.forward(hours=3)
    done = desk.do(judge_route, judged.move_id, False, "Sales had the answer already")
    assert done.label == "Judge the route of Ada Berg: wrong"
    (judged,) = desk.ask(lead_view, ada).routes
    assert (judged.outcome, judged.by, judged.says) == ("wrong", "Mia", "Sales had the answer already")
    (line,) = [row for row in desk.ask(lead_view, ada).timeline if row.kind == "route"]
    assert (line.at, line.by, line.text) == (clock.at, "Mia", "Sales had the answer already")
    assert line.title == f"Route judged wrong: {judged.label}, {judged.path_label.lower()}"
    (moved,) = [row for row in desk.ask(lead_view, ada).timeline if row.kind == "move"]
    assert moved.text.endswith(
        f"Route: {judged.label}, {judged.path_label.lower()}: judged wrong by Mia: Sales had the answer already"
    )
    again = desk.do(judge_last_route, ada, True, "On reflection it was right")
    assert desk.ask(judged_routes, ada)[0].outcome == "right"
    desk.do(undoing.undo, again.action)
    assert desk.ask(judged_routes, ada)[0].outcome == "wrong"
    desk.do(undoing.undo, done.action)
    assert desk.ask(judged_routes, ada)[0].outcome == "open"


def test_undoing_a_move_takes_its_verdict_along(desk, ada):
    moved = take(desk, ada)
    desk.do(judge_last_route, ada, True)
    desk.do(undoing.undo, moved.action, edits_too=True)
    assert desk.ask(judged_routes, ada) == ()
    assert everything(desk)["route_verdict"] == []


@pytest.mark.parametrize(
    ("right", "note", "says"), [(False, " ", "Write what was wrong"), (True, "x" * 1001, "Shorten")]
)
def test_half_a_verdict_is_refused(desk, ada, right, note, says):
    take(desk, ada)
    (judged,) = desk.ask(judged_routes, ada)
    with pytest.raises(Problem, match=says):
        desk.do(judge_route, judged.move_id, right, note)


def test_there_must_be_a_route_to_judge(desk, ada):
    with pytest.raises(Problem, match="move it first"):
        desk.do(judge_last_route, ada, True)
    with pytest.raises(Problem, match="There is no move 99"):
        desk.do(judge_route, 99, True)


def test_outreach_that_finds_a_technical_question_was_right(desk, ada, clock):
    take(desk, ada)
    clock.forward(days=1)
    desk.do(add_gap, ada, "Which interface?", "interface")
    take(desk, ada)
    first, second = desk.ask(judged_routes, ada)
    assert (first.outcome, first.says) == ("right", "it went on to Technical pre-sales")
    assert (second.label, second.outcome) == ("Technical gap is open", "open")


def test_accuracy_per_route_with_its_interval(desk, some_leads, clock, prove):
    one, two, three = some_leads(3)
    for lead in (one, two, three):
        prove(lead)
        take(desk, lead)
    clock.forward(days=1)
    desk.do(move, one, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
    desk.do(move, two, path="technical_presales", reason=a_reason())
    (row,) = [row for row in desk.ask(routing_accuracy) if row.route == "warm"]
    assert (row.label, row.n, row.right, row.wrong, row.open) == ("Interest worth a talk", 3, 1, 1, 1)
    assert row.rate.n == 2 and row.rate.low < 0.5 < row.rate.high
    assert desk.ask(routing_accuracy, NOW + timedelta(days=30)) == ()


@pytest.mark.parametrize(
    ("said", "outcome", "says"),
    [
        (("accept",), "right", "handoff 1 was accepted by Sam"),
        (("reject", "wrong_route"), "wrong", "handoff 1 was rejected by Sam: Sent to the wrong team"),
        (("reject", "no_need"), "wrong", "handoff 1 was rejected by Sam: No specific need found"),
        (("reject", "poor_fit"), "open", "it went to Needs research, which says nothing about the route"),
        (("need_more",), "open", "it went to Needs research, which says nothing about the route"),
    ],
)
def test_the_verdict_on_a_package_judges_the_route(desk, ada, prove, clock, said, outcome, says):
    prove(ada)
    path = desk.ask(lead_view, ada).route.path
    desk.do(move, ada, stage=Stage.MQL, path=path, reason=a_reason())
    desk.do(handoffs.issue_handoff, ada, None)
    clock.forward(hours=2)
    verdict, *reason = said
    desk.do(give_verdict, 1, verdict, *reason, note="As we said", name="Sam")
    judged = desk.ask(judged_routes, ada)[0]
    assert (judged.path, judged.outcome, judged.says) == (path, outcome, says)
