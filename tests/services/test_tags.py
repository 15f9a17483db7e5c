"""Tags: a word on many leads at once, written in one way, counted, taken off, and kept through merges."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.problems import Problem
from app.services import merging, undoing, unmerging
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.tags import TagCount, tag, tags_in_use, tags_of, untag
from app.services.work import Changed, Work
from app.store.tables import Account, Attachment
from tests.services.conftest import BEN, CLEO, everything

TWIN = {
    "full_name": "A. Berg",
    "email": "ada.berg@mailbox.example",
    "company": "Northgate Hospital",
    "service_line": "hospital_lab",
}


@pytest.fixture
def three(ada: int, add: Callable[..., int]) -> tuple[int, int, int]:
    return ada, add(BEN), add(CLEO)


def test_many_leads_get_a_word_at_once_and_each_has_it_once(desk: Desk, three: tuple[int, ...]) -> None:
    desk.do(tag, [three[0]], "Board meeting")
    done = desk.do(tag, three, "  board   MEETING ")
    assert (done.label, done.outcome, done.leads) == ("Tag 2 leads “Board meeting”", 2, frozenset(three[1:]))
    assert desk.ask(tags_in_use) == [TagCount("Board meeting", 3)]
    desk.do(undoing.undo)
    assert desk.ask(tags_of, three) == {three[0]: ("Board meeting",)}


def test_a_word_is_taken_off_again(desk: Desk, three: tuple[int, ...]) -> None:
    desk.do(tag, three, "Later")
    desk.do(tag, three[:1], "A first one")
    done = desk.do(untag, three[:2], "later")
    assert done.label == "Take the tag “Later” off 2 leads"
    assert desk.ask(tags_of, three) == {three[0]: ("A first one",), three[2]: ("Later",)}
    with pytest.raises(Problem, match="None of these leads has the tag"):
        desk.do(untag, three[:2], "Later")


@pytest.mark.parametrize("word", ["", "   ", "one, two", "one; two", "x" * 61])
def test_a_word_that_is_none_is_refused(desk: Desk, ada: int, word: str) -> None:
    with pytest.raises(Problem):
        desk.do(tag, [ada], word)


def test_leads_that_are_not_there_are_refused(desk: Desk) -> None:
    with pytest.raises(Problem, match="Choose the leads first"):
        desk.do(tag, [4711], "Later")


def _person(desk: Desk, lead: int) -> int:
    return desk.ask(lead_view, lead).person.id


def attach(work: Work, /, name: str, **owner: Any) -> Changed:
    """Put an attachment's row there, as the page of its owner does."""
    row = Attachment(name=name, digest="0" * 64, size=1, at=work.now, by=work.by, **owner)
    work.session.add(row)
    return Changed("Attach")


def _attached(desk: Desk) -> set[tuple[Any, ...]]:
    owners = select(Attachment.name, Attachment.lead_id, Attachment.person_id, Attachment.account_id)
    return desk.ask(lambda work: {tuple(row) for row in work.session.execute(owners)})


def test_a_merge_carries_the_tags_and_attachments_of_both_and_is_taken_apart_again(
    desk: Desk, ada: int, add: Callable[..., int]
) -> None:
    twin = add(TWIN)
    keep, gone = _person(desk, ada), _person(desk, twin)
    desk.do(tag, [ada, twin], "Both")
    desk.do(tag, [twin], "Only theirs")
    desk.do(attach, "tender.pdf", lead_id=twin)
    desk.do(attach, "card.png", person_id=gone)
    before = everything(desk)
    desk.do(merging.merge, "people", keep, gone)
    assert desk.ask(tags_of, [ada]) == {ada: ("Both", "Only theirs")}
    assert _attached(desk) == {("tender.pdf", ada, None, None), ("card.png", None, keep, None)}
    desk.do(unmerging.unmerge, "people", gone)
    assert everything(desk) == before


def test_an_attachment_of_an_organisation_follows_it_into_a_merge(
    desk: Desk, ada: int, add: Callable[..., int]
) -> None:
    add(TWIN)
    keep, gone = desk.ask(lambda work: work.session.scalars(select(Account.id).order_by(Account.id)).all())
    desk.do(attach, "contract.pdf", account_id=gone)
    desk.do(merging.merge, "accounts", keep, gone)
    assert _attached(desk) == {("contract.pdf", None, None, keep)}


def test_a_tag_that_came_since_a_merge_stays_and_is_said(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    twin = add(TWIN)
    keep, gone = _person(desk, ada), _person(desk, twin)
    desk.do(merging.merge, "people", keep, gone)
    desk.do(tag, [ada], "Since")
    undone = desk.do(unmerging.unmerge, "people", gone)
    assert any("1 tag" in sentence for sentence in undone.kept)
    assert desk.ask(tags_of, [ada, twin]) == {ada: ("Since",)}
