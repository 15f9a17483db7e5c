"""Weeks that were issued under schema 5 are read to the digit once their large parts lie apart (schema 6)."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.problems import Trouble
from app.domain.review import from_json, to_json
from app.domain.review.frozen import LARGE, digest_of
from app.services.desk import Desk
from app.services.reviews import review_view
from app.store.connection import sqlite_module
from app.store.workspace import SCHEMA, probe
from tests.cases.reviews.make import EARLIER, WEEK, unpacked
from tests.store.acting import NOW


def _rows(path: Path, query: str) -> list[Any]:
    database = sqlite_module().connect(path)
    try:
        return list(database.execute(query).fetchall())
    finally:
        database.close()


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """A workspace of schema 5 with two issued weeks."""
    path = unpacked(tmp_path)
    assert probe(path) == 5
    return path


@pytest.fixture
def texts(issued: Path) -> dict[str, str]:
    """What schema 5 kept of each week: the whole review as one text."""
    return dict(_rows(issued, "SELECT week, body FROM review"))


@pytest.fixture
def desk(issued: Path, texts: dict[str, str]) -> Iterator[Desk]:
    with Desk.open(issued, by="Mia", now=lambda: NOW) as opened:
        assert probe(issued) == SCHEMA
        yield opened


@pytest.mark.parametrize("week", [WEEK, EARLIER])
def test_a_week_of_schema_5_reads_to_the_digit(desk: Desk, texts: dict[str, str], week: str) -> None:
    assert desk.ask(review_view, week) == from_json(texts[week])


def test_the_digest_of_a_week_of_schema_5_still_covers_all_of_it(desk: Desk, issued: Path) -> None:
    ((digest,),) = _rows(issued, f"SELECT digest FROM review WHERE week = '{WEEK}'")
    assert hashlib.sha256(to_json(desk.ask(review_view, WEEK)).encode()).hexdigest() == digest


def test_large_parts_lie_apart_from_their_head(desk: Desk, issued: Path, texts: dict[str, str]) -> None:
    kept = _rows(issued, "SELECT week, part, rows, p.body FROM review_part p JOIN review ON review.id = review_id")
    assert {(week, part) for week, part, _, _ in kept} == {
        (week, part) for week, text in texts.items() for part in LARGE if json.loads(text).get(part)
    }
    assert {part for week, part, _, _ in kept if week == EARLIER} >= {"leads", "exceptions"}
    for week, part, rows, packed in kept:
        whole = json.loads(texts[week])[part]
        assert (json.loads(zlib.decompress(packed)), rows) == (whole, len(whole))
    for (head,) in _rows(issued, "SELECT body FROM review"):
        assert not any(json.loads(head).get(part) for part in LARGE)


def test_a_digest_is_the_same_whichever_order_a_head_is_kept_in(texts: dict[str, str]) -> None:
    body = json.loads(texts[WEEK])
    parts = {part: json.dumps(body[part], separators=(",", ":")) for part in LARGE}
    head = {name: [] if name in LARGE else value for name, value in body.items()}
    assert list(head) == sorted(head), "schema 5 kept the names in the order of the alphabet"
    shuffled = dict(reversed(head.items()))
    assert digest_of(head, parts) == digest_of(shuffled, parts)


@pytest.mark.parametrize(
    "damage",
    [
        'UPDATE review SET body = replace(body, \'"zone":"\', \'"zone":"x\')',
        "DELETE FROM review_part WHERE part = 'leads'",
        "UPDATE review_part SET body = (SELECT body FROM review_part AS o WHERE o.part = 'exceptions') "
        "WHERE part = 'leads'",
        "UPDATE review_part SET body = x'00' WHERE part = 'leads'",
    ],
)
def test_a_week_that_was_tampered_with_is_refused(desk: Desk, issued: Path, damage: str) -> None:
    database = sqlite_module().connect(issued)
    database.execute(damage)
    database.commit()
    database.close()
    with pytest.raises(Trouble, match="newest backup"):
        desk.ask(review_view, WEEK)
