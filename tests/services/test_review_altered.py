"""A frozen week that somebody changed in the file with another program is found, whichever part of it that was."""

import json
import sqlite3
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.domain.problems import Trouble
from app.domain.review.frozen import SEAL, digest_of, to_json
from app.services import reviews
from app.services.care import check
from app.services.desk import Desk
from app.services.review_kept import altered, as_issued, kept
from app.services.review_sight import review_sight
from app.services.work import Changed, Work
from app.store.tables import ReviewPart, ReviewRow
from tests.services.conftest import SetClock

WEEK = "2026-W47"


@pytest.fixture
def issued(desk: Desk, mql: int, clock: SetClock) -> Desk:
    """A workspace with a frozen week."""
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    return desk


def write(desk: Desk, statement: Any) -> None:
    """Write into the file past every use case, as another program would."""

    def written(work: Work) -> Changed:
        assert work.session.execute(statement).rowcount == 1
        return Changed("")

    desk.tend(written)


def outside(desk: Desk, statement: str) -> None:
    """What another program writes, which keeps to nothing."""
    with sqlite3.connect(desk.path) as connection:
        connection.execute(statement)
    connection.close()


def stored(desk: Desk) -> dict[str, Any]:
    return desk.ask(lambda work: dict(work.session.scalars(select(ReviewRow.body)).one()))


def sealed(desk: Desk) -> bool:
    return desk.ask(lambda work: bool(getattr(kept(work, WEEK), "sealed", None)))


def with_another_number(desk: Desk) -> None:
    body = stored(desk)
    body["kpis"][0]["this_week"] = 99.0
    write(desk, update(ReviewRow).values(body=body))


def with_another_number_and_digest(desk: Desk) -> None:
    """Of somebody who knows of the digest."""
    with_another_number(desk)
    review = replace(desk.ask(lambda work: kept(work, WEEK)), digest="")
    parts = desk.ask(_parts)
    write(desk, update(ReviewRow).values(digest=digest_of(review.head, parts)))


def _parts(work: Work) -> dict[str, bytes]:
    rows = work.session.execute(select(ReviewPart.part, ReviewPart.body)).all()
    return {part: zlib.decompress(body) for part, body in rows}


def by_somebody_else(desk: Desk) -> None:
    write(desk, update(ReviewRow).values(by="Somebody Else"))


def at_another_time(desk: Desk) -> None:
    at = desk.ask(lambda work: work.session.scalars(select(ReviewRow.issued_at)).one())
    write(desk, update(ReviewRow).values(issued_at=at - timedelta(days=1)))


@pytest.mark.parametrize(
    "change", [with_another_number, with_another_number_and_digest, by_somebody_else, at_another_time]
)
def test_a_head_that_was_changed_is_seen_when_the_week_is_opened(issued: Desk, change: Callable[[Desk], None]) -> None:
    assert sealed(issued) and issued.ask(as_issued, WEEK)
    assert issued.ask(review_sight, WEEK).altered == ()
    change(issued)
    assert not sealed(issued) and not issued.ask(as_issued, WEEK)
    sight = issued.ask(review_sight, WEEK)
    assert sight.issued and sight.altered == (WEEK,)
    with pytest.raises(Trouble, match="is not what was issued: somebody changed it outside the program"):
        issued.ask(reviews.review_view, WEEK)


def test_rows_that_were_changed_are_found_in_the_whole(issued: Desk) -> None:
    part = ReviewPart.part == "leads"
    body = issued.ask(lambda work: work.session.scalars(select(ReviewPart.body).where(part)).one())
    text = zlib.decompress(body).replace(b"Ada", b"Eve")
    write(issued, update(ReviewPart).where(part).values(body=zlib.compress(text)))
    assert sealed(issued), "the head is whole"
    assert not issued.ask(as_issued, WEEK)
    with pytest.raises(Trouble, match="outside the program"):
        issued.ask(reviews.review_view, WEEK)
    write(issued, update(ReviewPart).where(part).values(body=b"no packed text"))
    assert not issued.ask(as_issued, WEEK)


def test_checking_the_workspace_names_each_frozen_week_that_was_changed(issued: Desk) -> None:
    issued.do(reviews.issue_review, WEEK, None, 2)
    assert issued.ask(check).ok
    write(issued, update(ReviewRow).where(ReviewRow.weeks == 2).values(by="Somebody Else"))
    found = issued.ask(check)
    assert not found.ok and found.findings == (altered("2026-W46 to W47"),)


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE review SET body = substr(body, 1, 100)",
        "UPDATE review SET body = 'null'",
        "UPDATE review SET body = '{}'",
        "UPDATE review SET week = 'last one'",
        "UPDATE review SET issued_at = 'some day'",
        "UPDATE review_part SET body = 'no bytes' WHERE part = 'leads'",
    ],
)
def test_a_frozen_week_that_cannot_even_be_read_is_a_finding_among_the_others(issued: Desk, broken: str) -> None:
    outside(issued, broken)
    outside(issued, "UPDATE lead SET account_id = 77")
    found = issued.ask(check).findings
    assert any("is not what was issued" in finding for finding in found)
    assert len(found) > 1, "what else is wrong is said too"


def test_a_week_that_cannot_be_read_opens_with_a_sentence(issued: Desk) -> None:
    outside(issued, "UPDATE review SET body = substr(body, 1, 100)")
    with pytest.raises(Trouble, match="is not what was issued"):
        issued.ask(review_sight, WEEK)


def test_a_week_that_lacks_a_field_opens_with_a_sentence(issued: Desk) -> None:
    outside(issued, "UPDATE review SET body = '{}'")
    with pytest.raises(Trouble, match="is not what was issued"):
        issued.ask(review_sight, WEEK)


def test_a_week_that_was_issued_without_a_seal_is_told_by_its_digest(issued: Desk) -> None:
    body = stored(issued)
    assert len(body.pop(SEAL)) == 64
    write(issued, update(ReviewRow).values(body=body))
    before = issued.ask(reviews.review_view, WEEK)
    assert sealed(issued) and issued.ask(as_issued, WEEK) and before.week == WEEK
    with_another_number(issued)
    assert sealed(issued), "nothing is known before the whole is read"
    assert not issued.ask(as_issued, WEEK)


def test_a_week_that_was_not_issued_cannot_have_been_changed(issued: Desk) -> None:
    assert issued.ask(as_issued, "2026-W40") and issued.ask(as_issued, WEEK, 2)
    assert issued.ask(review_sight, "2026-W40").altered == ()


def test_a_seal_says_nothing_that_the_week_does_not_hold(issued: Desk) -> None:
    """The digest of the whole, which workbooks name, is the same with and without it."""
    body = stored(issued)
    digest = issued.ask(lambda work: work.session.scalars(select(ReviewRow.digest)).one())
    parts = issued.ask(_parts)
    assert digest_of(body, parts) == digest == digest_of({k: v for k, v in body.items() if k != SEAL}, parts)
    assert SEAL not in json.loads(to_json(issued.ask(reviews.review_view, WEEK)))
