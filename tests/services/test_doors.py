"""Every door through which a lead can change its stage, listed, and tried with a lead that is not ready (R5, R6).

A door is refused with what is missing and the question that would prove it, or it leaves the lead where it is and says
so. An override with a reason passes where a door has one, and is marked for ever. What is written here as code cannot
be forgotten: nobody but the gatekeepers writes a stage, a path or a move.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.domain.gate import NotReady
from app.domain.problems import Problem
from app.domain.review.order import OVERRIDDEN
from app.domain.stage import Stage
from app.services import editing, handoffs, imports, lead_page, leads, merging, moves, replies, reviews, undoing
from app.services.desk import Desk
from app.services.lead_record import lead_record
from app.services.playing import Player, StandingClock
from tests.services.conftest import ADA, NOW, a_reason
from tests.services.test_handoffs import filled

APP = Path(__file__).parents[2] / "app"


@dataclass
class Tried:
    """What a door said of a lead that is not ready, and what it left behind."""

    said: str
    missing: tuple[str, ...] = ()  # questions that would prove it
    door: str = ""  # under which name the moves it makes are kept
    notes: tuple[str, ...] = field(default_factory=tuple)


@dataclass
class House:
    """What a door may use to get at the lead."""

    desk: Desk
    lead: int
    folder: Path
    prove: Callable[..., Any]
    capsys: Any
    monkeypatch: Any


def _by_form(house: House, **more: Any) -> Tried:
    """The strip of the window, by key or by click: services.moves.move."""
    asked = house.desk.ask(moves.may_move, house.lead, Stage.SQL)
    with pytest.raises(NotReady) as refused:
        house.desk.do(moves.move, house.lead, stage=Stage.SQL, path="sales_discovery", reason=a_reason())
    assert asked.says == refused.value.message
    return Tried(refused.value.message, tuple(one.proof for one in refused.value.missing), "window")


def _by_bulk(house: House) -> Tried:
    """Several leads at once: each is judged, those that are not ready are listed with why."""
    done = house.desk.do(moves.move_many, [house.lead], stage=Stage.SQL, path="sales_discovery", reason=a_reason())
    assert done.outcome.moved == ()
    ((_, _, why),) = done.outcome.blocked
    return Tried(why, door="bulk")


def _by_command_line(house: House) -> Tried:
    """`assay move`, in a process of its own that has the workspace to itself."""
    path = Path(house.desk.path)
    house.desk.close()
    words = ["move", path, "1", "--stage", "sql", "--path", "sales_discovery", "--by", "Kim"]
    words += ["--learned", "They want it", "--next", "Call", "--due", "2026-11-20", "--owner", "Kim"]
    house.monkeypatch.setenv("ASSAY_NOW", NOW.isoformat())
    code = main([str(word) for word in words])
    told = house.capsys.readouterr()
    assert code == 1
    house.desk = Desk.open(path, by="Mia", now=lambda: NOW)
    return Tried(told.err, tuple(line for line in told.out.splitlines() if "ask:" in line), "command_line")


def _by_returned_workbook(house: House) -> Tried:
    """A handoff that sales accepted although nothing is proven: the verdict is kept, the stage stays."""
    house.prove(house.lead)
    house.desk.do(moves.move, house.lead, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
    book = house.folder / "Handoff.xlsx"
    house.desk.do(handoffs.issue_handoff, house.lead, book)
    back = filled(book, Verdict="Accept", Name="Rob", Date=date(2026, 11, 16))
    done = house.desk.do(replies.take_reply, back)
    assert done.label.endswith("accepted")
    return Tried(" ".join(done.kept), door="reply")


def _by_verdict(house: House) -> Tried:
    """The same verdict by word of mouth."""
    house.prove(house.lead)
    house.desk.do(moves.move, house.lead, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
    house.desk.do(handoffs.issue_handoff, house.lead, house.folder / "Handoff.xlsx")
    return Tried(" ".join(house.desk.do(replies.give_verdict, 1, "accept").kept), door="reply")


def _by_import(house: House) -> Tried:
    """A file with a column of stages."""
    path = house.folder / "crm.csv"
    path.write_text(
        f"Full name,Email,Lead stage\nAda Berg,{ADA['email']},SQL\nZora Quist,z@quist.example,MQL\n", "utf-8"
    )
    plan = house.desk.ask(imports.plan_import, [path])
    house.desk.do(imports.commit_import, plan)
    assert not house.desk.ask(leads.lead_ids, leads.LeadFilter(stages=("mql", "sql")))
    return Tried(plan.rows[0].reason, door="import", notes=house.desk.ask(lead_page.lead_view, house.lead).remarks)


def _by_edit(house: House) -> Tried:
    """The form of a lead has no stage and no path to type into."""
    for name in ("stage", "path", "cycle"):
        with pytest.raises(Problem, match="no field"):
            house.desk.do(editing.edit_lead, house.lead, {name: "sql"})
    return Tried("")


def _by_merge(house: House) -> Tried:
    """Two leads made one keep the stage that one of them had proven; nothing comes out further than both were."""
    path = house.folder / "twin.csv"
    path.write_text("Full name,Email,Company,Service line\nA. Berg,aberg@mail.example,North,hospital_lab\n", "utf-8")
    house.desk.do(imports.commit_import, house.desk.ask(imports.plan_import, [path]))
    one, two = (house.desk.ask(lead_page.lead_view, lead).person.id for lead in (house.lead, house.lead + 1))
    house.desk.do(merging.merge, "people", one, two)
    return Tried("")


def _by_sample_player(house: House) -> Tried:
    """The player of the sample's story uses the same use cases; a story that skips the proof stops there."""
    moments: Any = None  # a story without dates
    player = Player(house.desk, StandingClock(NOW), moments, house.folder, house.folder)
    player._leads[ADA["email"]] = house.lead
    with pytest.raises(NotReady) as refused:
        player._move({"move": ADA["email"], "stage": "sql", "path": "sales_discovery", "learned": "x", "next": "y"})
    return Tried(refused.value.message, tuple(one.proof for one in refused.value.missing), "window")


def _by_undo(house: House) -> Tried:
    """Undo and redo bring back what the gate let through, and no stage that it did not."""
    house.prove(house.lead)
    house.desk.do(moves.move, house.lead, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
    house.desk.do(undoing.undo)
    house.desk.do(undoing.redo)
    house.desk.do(undoing.undo)
    return Tried("")


DOORS: dict[str, Callable[[House], Tried]] = {
    "form, key, drop on the board": _by_form,
    "bulk": _by_bulk,
    "command line": _by_command_line,
    "returned workbook": _by_returned_workbook,
    "verdict by word of mouth": _by_verdict,
    "import of a stage column": _by_import,
    "edit": _by_edit,
    "merge": _by_merge,
    "sample player": _by_sample_player,
    "undo and redo": _by_undo,
}
SPEAKING = [name for name in DOORS if name not in ("edit", "merge", "undo and redo")]


@pytest.fixture
def house(
    desk: Desk, ada: int, tmp_path: Path, prove: Callable[..., Any], capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    made = House(desk, ada, tmp_path, prove, capsys, monkeypatch)
    yield made
    if made.desk is not desk:
        made.desk.close()


@pytest.mark.parametrize("door", DOORS)
def test_a_lead_that_is_not_ready_goes_through_no_door(house: House, door: str) -> None:
    tried = DOORS[door](house)
    view = house.desk.ask(lead_page.lead_view, house.lead)
    assert view.stage in ("lead", "mql"), "no door made an SQL of it"
    assert all(move.to_stage != "sql" for move in house.desk.ask(lead_record, house.lead).moves)
    if door in SPEAKING:
        assert "SQL" in tried.said
        first = view.sql.missing[0][1]
        assert first in tried.said or tried.missing or any("0 of 4" in note for note in tried.notes)


def test_an_override_passes_is_marked_in_story_list_and_review_and_other_is_no_reason(desk: Desk, ada: int) -> None:
    with pytest.raises(Problem, match="alone is not a reason"):
        desk.do(moves.move, ada, stage=Stage.SQL, path="sales_discovery", reason=a_reason(), override=" other ")
    desk.do(moves.move, ada, stage=Stage.SQL, path="sales_discovery", reason=a_reason(), override="The board asks")
    desk.do(moves.move, ada, stage=Stage.MQL, path="nurture", reason=a_reason())
    view = desk.ask(lead_page.lead_view, ada)
    assert any("overridden" in line.title and "Override: The board asks" in line.text for line in view.timeline)
    assert desk.ask(leads.lead_rows, [ada])[0].overridden, "it is marked for ever, wherever the lead is now"
    assert OVERRIDDEN in str(desk.ask(reviews.review_now, "2026-W47"))


@pytest.mark.parametrize("missing", ["owner", "next_step", "due"])
def test_an_open_lead_needs_owner_next_step_and_date(desk: Desk, ada: int, missing: str) -> None:
    empty: Any = None if missing == "due" else ""
    reason = a_reason(**{missing: empty})
    if missing == "owner":  # the lead's own owner stands in
        desk.do(moves.move, ada, path="nurture", reason=reason)
        assert desk.ask(lead_page.lead_view, ada).owner == "Mia"
        return
    with pytest.raises(Problem):
        desk.do(moves.move, ada, path="nurture", reason=reason)
    done = desk.do(moves.move_many, [ada], path="nurture", reason=reason)
    assert done.outcome.moved == ()


# --- nobody else writes -----------------------------------------------------------------------------------------------

GATEKEEPERS = {
    "services/moves.py": "the gate",
    "services/merge_leads.py": "two leads made one keep a stage that one of them has",
    "services/new_rows.py": "a new lead begins as Lead",
    "services/editing.py": "the fields of the form, among which no stage is: see the door `edit`",
}


def _writes(tree: ast.AST) -> Iterator[str]:
    """Places that set the stage or path of something called a lead, or make a Move."""
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        for target in targets:
            for one in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(one, ast.Attribute) and one.attr in ("stage", "cycle") and _names_a_lead(one.value):
                    yield f"{one.attr} set in line {one.lineno}"
                if isinstance(one, ast.Attribute) and one.attr == "path" and _names_a_lead(one.value):
                    yield f"path set in line {one.lineno}"
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "Move" or (name == "Lead" and any(k.arg in ("stage", "path") for k in node.keywords)):
                yield f"{name}(...) in line {node.lineno}"
            if name == "values" and any(k.arg in ("stage", "path", "to_stage", "to_path") for k in node.keywords):
                yield f"values(...) in line {node.lineno}"
            if name == "setattr" and isinstance(node.args[0], ast.Name) and node.args[0].id == "lead":
                yield f"setattr in line {node.lineno}"


def _names_a_lead(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in ("lead", "ours", "theirs", "twin", "stored")


def test_nobody_but_the_gatekeepers_writes_a_stage_a_path_or_a_move() -> None:
    found: dict[str, list[str]] = {}
    for floor in ("services", "cli", "ui"):
        for path in sorted((APP / floor).rglob("*.py")):
            if written := list(_writes(ast.parse(path.read_text("utf-8")))):
                found[path.relative_to(APP).as_posix()] = written
    assert {name: written for name, written in found.items() if name not in GATEKEEPERS} == {}
    assert "services/moves.py" in found, "the test finds what it looks for"


def test_every_name_of_a_door_is_kept_with_its_move(desk: Desk, ada: int, prove: Callable[..., Any]) -> None:
    prove(ada)
    desk.do(moves.move_many, [ada], stage=Stage.MQL, path="nurture", reason=a_reason())
    desk.do(moves.move, ada, path="sales_discovery", reason=a_reason())
    assert [move.door for move in desk.ask(lead_record, ada).moves] == ["bulk", "window"]
