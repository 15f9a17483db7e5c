"""Merges, separations, edits and calls in any order, undone in any order: what does not stand is as if it never was."""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.lead import Answered
from app.domain.problems import Problem
from app.services import answers, editing, merging, pausing, seating, tags, touches, undoing, unmerging
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.work import Changed, Work
from app.store import journal
from app.store.tables import Account, Lead, Person, StakeholderRow
from tests.services.conftest import NOW, everything

LINES = ("hospital_lab", "clinic_panels")
NAMES = ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay")
PICK = st.integers(0, 20)
STEP = st.tuples(
    st.sampled_from(
        (
            *("people", "people", "accounts", "separate", "edit", "title", "touch", "pause", "answer", "seat"),
            *("tag", "untag", "unmerge"),
        )
    ),
    PICK,
    PICK,
)


def _numbers(desk: Desk, table: type[Any]) -> list[int]:
    return desk.ask(lambda work: list(work.session.scalars(select(table.id).order_by(table.id))))


def _one(ids: list[int], pick: int) -> int:
    return ids[pick % len(ids)]


def _two(ids: list[int], one: int, other: int) -> tuple[int, int]:
    return _one(ids, one), _one(ids, other)


def _seat(desk: Desk, one: int, other: int) -> Changed:
    accounts, people = _numbers(desk, Account), _numbers(desk, Person)
    account = _one(accounts, other)
    seats = desk.ask(
        lambda work: list(work.session.scalars(select(StakeholderRow.id).where(StakeholderRow.account_id == account)))
    )
    changes: dict[str, Any] = {"person_id": _one(people, one), "seat": ("procurement", "lab_operations")[one % 2]}
    if seats and other % 3:
        changes["reports_to_id"] = _one(seats, one)
    return desk.do(seating.set_stakeholder, account, LINES[other % 2], None, changes)


def _paused(desk: Desk, lead: int, pick: int) -> Changed:
    return desk.do(pausing.pause_clock, lead, f"Board {pick}") if pick % 2 else desk.do(pausing.resume_clock, lead)


DEEDS: dict[str, Callable[[Desk, int, int], Changed]] = {
    "people": lambda desk, a, b: desk.do(merging.merge, "people", *_two(_numbers(desk, Person), a, b)),
    "accounts": lambda desk, a, b: desk.do(merging.merge, "accounts", *_two(_numbers(desk, Account), a, b)),
    "separate": lambda desk, a, b: desk.do(merging.separate, "people", *_two(_numbers(desk, Person), a, b)),
    "edit": lambda desk, a, b: desk.do(editing.edit_lead, _one(_numbers(desk, Lead), a), {"asked_for": f"Wish {b}"}),
    "title": lambda desk, a, b: desk.do(editing.edit_person, _one(_numbers(desk, Person), a), {"job_title": f"T{b}"}),
    "touch": lambda desk, a, b: desk.do(touches.log_touch, _one(_numbers(desk, Lead), a), "call", f"Call {b}"),
    "pause": lambda desk, a, b: _paused(desk, _one(_numbers(desk, Lead), a), b),
    "answer": lambda desk, a, b: desk.do(
        answers.answer, _one(_numbers(desk, Lead), a), "mql_region", (Answered.YES, Answered.NO)[b % 2], "Said so"
    ),
    "seat": _seat,
    "tag": lambda desk, a, b: desk.do(tags.tag, [_one(_numbers(desk, Lead), a)], f"Tag {b % 2}"),
    "untag": lambda desk, a, b: desk.do(tags.untag, [_one(_numbers(desk, Lead), a)], f"Tag {b % 2}"),
    "unmerge": lambda desk, a, b: desk.do(unmerging.unmerge, "people", _one(_numbers(desk, Person), a)),
}


def _made(folder: Path) -> Path:
    """Six people at three organisations, some of whom may be one."""
    path = folder / "team.assay"
    with Desk.create(path, by="Mia", now=lambda: NOW - timedelta(days=1)) as desk:
        for number in range(6):
            fields = {
                "full_name": f"{NAMES[number]} Berg",
                "email": f"ada{number}@{'xyz'[number % 3]}.example",
                "company": f"{('Northgate', 'Southgate', 'Eastgate')[number % 3]} Labs",
                "service_line": LINES[number % 2],
                "job_title": f"Manager {number}",
            }
            desk.do(add_lead, fields)
    return path


@contextmanager
def _opened() -> Iterator[Desk]:
    folder = Path(tempfile.mkdtemp())
    try:
        if not _MADE:
            _MADE.append(_made(Path(tempfile.mkdtemp())).read_bytes())
        (folder / "team.assay").write_bytes(_MADE[0])
        desk = Desk.open(folder / "team.assay", by="Mia", now=lambda: NOW)
        try:
            desk.do(editing.edit_lead, 1, {"asked_for": "A demo"})
            yield desk
        finally:
            desk.close()
    finally:
        shutil.rmtree(folder)


_MADE: list[bytes] = []


def _facts(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every recorded column of every row; what is derived depends on when it was worked out."""

    def asked(work: Work) -> dict[str, list[tuple[Any, ...]]]:
        tables = journal.recorded_tables()
        return {
            table.name: [
                tuple(row)
                for row in work.session.execute(
                    select(*(table.c[name] for name in journal.recorded_columns(table))).order_by(table.c.id)
                )
            ]
            for table in tables
        }

    return desk.ask(asked)


def _faults(desk: Desk) -> list[str]:
    def asked(work: Work) -> list[str]:
        connection = work.session.connection()
        broken = [str(row) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
        return [*journal.verify(connection), *broken]

    return desk.ask(asked)


def _carried_out(desk: Desk, steps: list[tuple[str, int, int]]) -> list[tuple[int, dict[str, Any]]]:
    """The acts that were done, each with how things stood before it; an act that is refused leaves no trace."""
    done = []
    for name, one, other in steps:
        before = everything(desk)
        try:
            changed = DEEDS[name](desk, one, other)
        except Problem:
            assert everything(desk) == before
            continue
        if changed.action is not None:
            done.append((changed.action, before))
    return done


quick = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
long = settings(quick, max_examples=60)
FEW_ACTS = st.lists(STEP, min_size=1, max_size=8)
SOME_ACTS = st.lists(STEP, min_size=2, max_size=7)
ORDER = st.randoms(use_true_random=False)


@example(steps=[("seat", 14, 17), ("seat", 14, 17), ("people", 20, 0)])  # two seats of one, one below the other
@given(steps=FEW_ACTS)
@quick
def test_undone_from_the_last_to_the_first_every_step_is_the_identity(steps: list[tuple[str, int, int]]) -> None:
    _undone_from_the_last_to_the_first(steps)


@pytest.mark.torture
@given(steps=FEW_ACTS)
@long
def test_every_step_is_the_identity_after_many_more_acts(steps: list[tuple[str, int, int]]) -> None:
    _undone_from_the_last_to_the_first(steps)


def _undone_from_the_last_to_the_first(steps: list[tuple[str, int, int]]) -> None:
    with _opened() as desk:
        for lead in _numbers(desk, Lead):
            desk.do(touches.log_touch, lead, "call", "Spoke")  # judged at this moment, all of them
        for action, before in reversed(_carried_out(desk, steps)):
            for _ in range(2):
                undone = desk.do(undoing.undo, action)
                assert everything(desk) == before
                if undone.action is not None:
                    again = desk.do(undoing.undo, undone.action)
                    action = again.action or action
            desk.do(undoing.undo, action)
            assert everything(desk) == before
        assert _faults(desk) == []


@given(steps=SOME_ACTS, order=ORDER)
@quick
def test_in_whatever_order_acts_are_undone_only_what_stands_counts(
    steps: list[tuple[str, int, int]], order: random.Random
) -> None:
    _undone_in_any_order(steps, order)


@pytest.mark.torture
@given(steps=SOME_ACTS, order=ORDER)
@long
def test_only_what_stands_counts_in_many_more_orders(steps: list[tuple[str, int, int]], order: random.Random) -> None:
    _undone_in_any_order(steps, order)


def _undone_in_any_order(steps: list[tuple[str, int, int]], order: random.Random) -> None:
    with _opened() as desk:
        start = _facts(desk)
        waiting = [action for action, _ in _carried_out(desk, steps) if desk.ask(_stands, action)]
        clean = True
        for _ in range(len(waiting)):
            for action in order.sample(waiting, len(waiting)):
                try:
                    clean = clean and not desk.do(undoing.undo, action).kept
                except Problem:
                    continue  # something that came later is in the way; it is tried again when that is gone
                waiting.remove(action)
        assert _faults(desk) == []
        if clean and not waiting:
            assert _facts(desk) == start


def _stands(work: Work, action: int) -> bool:
    return any(row.action == action and row.can_undo and row.undoes is None for row in undoing.history(work))
