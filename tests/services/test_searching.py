"""Global search: every kind of text, in any order and writing, with the words in their sentence, one slip forgiven."""

from collections.abc import Callable

import pytest

from app.domain.lead import Answered
from app.services import answers, editing, moves, searching, seating, tags, touches
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.searching import Hit
from app.services.undoing import redo, undo
from tests.services.conftest import ADA, a_reason


def _hits(desk: Desk, text: str) -> list[Hit]:
    return desk.ask(searching.search, text)


def _kinds(desk: Desk, text: str) -> list[str]:
    return [hit.kind for hit in _hits(desk, text)]


def _marked(hit: Hit) -> list[str]:
    return [hit.found.text[begin:end] for begin, end in hit.found.marks]


@pytest.fixture
def storied(desk: Desk, ada: int) -> int:
    """A lead with a line of every kind."""
    desk.do(touches.log_touch, ada, "call", "Wants turnaround figures for sepsis", True)
    desk.do(touches.add_signal, ada, "webinar_attended", asset="Cardiac panel guide", asked_for="Sample report")
    criterion = desk.ask(lead_view, ada).mql.rows[0].id
    desk.do(answers.answer, ada, criterion, Answered.YES, "Runs four hundred tests a day", "Ada")
    desk.do(moves.move, ada, path="nurture", reason=a_reason(learned="Freeze until the merger closes"))
    return ada


@pytest.mark.parametrize(
    ("typed", "where", "words"),
    [
        ("turnaround", "Touch", ["turnaround"]),
        ("sepsis berg", "Touch", ["sepsis"]),
        ("cardiac", "Signal", ["Cardiac"]),
        ("berg guide", "Signal", ["guide"]),
        ("four hundred", "Answer", ["four", "hundred"]),
        ("merger", "Move", ["merger"]),
        ("mregre", "", []),
        ("turnaruond", "Touch", ["turnaround"]),
    ],
)
def test_what_was_written_is_found_in_its_sentence(
    desk: Desk, storied: int, typed: str, where: str, words: list[str]
) -> None:
    hits = [hit for hit in _hits(desk, typed) if hit.kind == "note"]
    assert [hit.where for hit in hits] == ([where] if where else [])
    for hit in hits:
        assert (hit.id, hit.title, _marked(hit)) == (storied, "Ada Berg", words)
        assert hit.line is not None
        assert hit.line in {(row.kind, row.id) for row in desk.ask(lead_view, storied).timeline}


def test_a_line_taken_back_is_found_no_more(desk: Desk, ada: int) -> None:
    desk.do(touches.log_touch, ada, "call", "Speaks of hibernation")
    assert _kinds(desk, "hibernation") == ["note"]
    desk.do(undo)
    assert _kinds(desk, "hibernation") == []
    desk.do(redo)
    assert _kinds(desk, "hibernation") == ["note"]


def test_notes_of_people_and_accounts_are_found(desk: Desk, ada: int) -> None:
    view = desk.ask(lead_view, ada)
    assert view.account is not None
    desk.do(editing.edit_person, view.person.id, {"notes": "Prefers mornings; plays the cello"})
    desk.do(editing.edit_account, view.account.id, {"systems": "Beaker, on a frame contract"})
    (person,) = _hits(desk, "cello")
    assert (person.kind, person.id, person.where, _marked(person)) == ("lead", ada, "Notes", ["cello"])
    (account,) = _hits(desk, "contract frame")
    assert (account.kind, account.id, account.where) == ("account", view.account.id, "Systems")
    desk.do(undo)
    assert _hits(desk, "contract frame") == []


def test_a_tag_is_found(desk: Desk, ada: int) -> None:
    desk.do(tags.tag, [ada], "fair-2026")
    (hit,) = _hits(desk, "fair 2026")
    assert (hit.kind, hit.where, hit.line) == ("note", "Tag", None)
    desk.do(tags.untag, [ada], "fair-2026")
    assert _hits(desk, "fair 2026") == []


@pytest.mark.parametrize("typed", ["6145550100", "(614) 555-0100", "614 555 01 00", "+1 614 555 0100", "0614-5550100"])
def test_a_number_is_found_in_any_writing(desk: Desk, add: Callable[..., int], typed: str) -> None:
    id = add({**ADA, "phone": "+1 614 555 0100"})
    assert [(hit.kind, hit.id) for hit in _hits(desk, typed)] == [("lead", id)]


@pytest.mark.parametrize("typed", ["bgström", "BERGSTROM", "berg ad", "ada bergstr", "begrström", "bergstrøm", "adda"])
def test_names_are_found_in_any_order_case_and_writing(desk: Desk, add: Callable[..., int], typed: str) -> None:
    add({**ADA, "full_name": "Ada Bergström", "email": ""})
    hits = [hit for hit in _hits(desk, typed) if hit.kind == "lead"]
    assert [hit.title for hit in hits] == (["Ada Bergström"] if typed != "bgström" else [])


def test_people_without_a_lead_are_found_until_they_have_one(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    account = desk.ask(lead_view, ada).account
    assert account is not None
    desk.do(seating.add_person, account.id, "Zoe Marlowe", email="zoe@northgate.example")
    (hit,) = _hits(desk, "marlowe")
    assert (hit.kind, hit.title, hit.account_id) == ("person", "Zoe Marlowe", account.id)
    add({**ADA, "full_name": "Zoe Marlowe", "email": "zoe@northgate.example"})
    assert _kinds(desk, "marlowe") == ["lead"]
    desk.do(undo)
    assert _kinds(desk, "marlowe") == ["person"]


def test_what_an_import_brings_is_found_and_gone_with_it(desk: Desk, bring_in: Callable[..., object]) -> None:
    bring_in(
        "Name,Email,Company,Service line,Campaign\nFinn Moss,finn@moss.example,Mossy Labs,hospital_lab,Biopsy atlas\n"
    )
    assert _kinds(desk, "mossy") == ["account", "lead"]
    assert [hit.title for hit in _hits(desk, "finn atlas")] == ["Finn Moss"]
    desk.do(undo)
    assert _kinds(desk, "mossy") == _kinds(desk, "atlas") == []


def test_names_alone_leave_stories_and_notes_out(desk: Desk, storied: int) -> None:
    assert [hit.kind for hit in desk.ask(searching.search, "turnaround", stories=False)] == []
    assert [hit.title for hit in desk.ask(searching.search, "berg", stories=False)] == ["Ada Berg"]
