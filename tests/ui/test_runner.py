"""The runner: order, newer questions, failures, cancel, and a close that waits."""

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem, Trouble
from app.services.work import Cancelled, Changed, Progress
from app.ui.runner import Failure, Runner


def test_acts_are_done_one_after_the_other_in_order(qtbot: QtBot, runner: Runner) -> None:
    order: list[int] = []
    told: list[str] = []

    def act(progress: Progress, number: int) -> Changed:
        order.append(number)
        return Changed(f"act {number}")

    runner.changed.connect(lambda changed: told.append(changed.label))
    for number in range(20):
        runner.do(act, number)
    qtbot.waitUntil(lambda: len(told) == 20)
    assert order == list(range(20))
    assert told == [f"act {number}" for number in range(20)]


def test_a_backup_waits_until_the_act_is_answered_and_holds_up_nothing(qtbot: QtBot, runner: Runner) -> None:
    seen: list[str] = []
    refused = [Trouble("No room for a backup.")]

    def back_up_if_due() -> None:
        seen.append("backup")
        if refused:
            raise refused.pop()

    runner.desk.back_up_if_due = back_up_if_due
    runner.desk.back_up = lambda: seen.append("again")
    failures: list[Failure] = []
    runner.failed.connect(failures.append)
    runner.do(lambda progress: Changed("act"), then=lambda changed: seen.append(changed.label))
    qtbot.waitUntil(lambda: bool(failures))
    assert seen == ["act", "backup"]
    assert str(failures[0].error) == "No room for a backup."
    failures[0].again()
    qtbot.waitUntil(lambda: not runner.busy)
    assert seen == ["act", "backup", "again"]


def test_a_newer_question_drops_the_answer_to_the_older_one(qtbot: QtBot, runner: Runner) -> None:
    may_answer = threading.Event()
    answers: list[str] = []

    def slow(work: object) -> str:
        may_answer.wait(5)
        return "old"

    runner.ask(slow, then=answers.append, key="page")
    runner.ask(lambda work: "new", then=answers.append, key="page")
    qtbot.waitUntil(lambda: answers == ["new"])
    may_answer.set()
    done: list[str] = []
    runner.ask(lambda work: "later", then=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert answers == ["new"]


def test_questions_without_a_key_are_all_answered(qtbot: QtBot, runner: Runner) -> None:
    answers: list[int] = []
    for number in range(10):
        runner.ask(lambda work, number=number: number, then=answers.append)
    qtbot.waitUntil(lambda: sorted(answers) == list(range(10)))


def test_what_is_recalled_is_asked_again_only_after_a_change(qtbot: QtBot, runner: Runner) -> None:
    asked: list[str] = []
    answers: list[str] = []

    def question(work: object, name: str) -> str:
        asked.append(name)
        return f"{name} {len(asked)}"

    def recall(name: str) -> None:
        runner.recall(question, name, then=answers.append, key="names")
        qtbot.waitUntil(lambda: not runner.busy)

    recall("ada")
    recall("ada")
    assert (asked, answers) == (["ada"], ["ada 1", "ada 1"])
    recall("ben")  # another question under the same key
    recall("ada")
    assert asked == ["ada", "ben", "ada"]
    runner.changed.emit(object())
    recall("ada")
    assert answers[-1] == "ada 4"


def test_an_answer_that_a_change_overtook_is_not_kept(qtbot: QtBot, runner: Runner) -> None:
    asked: list[object] = []
    for _ in range(2):
        runner.recall(asked.append, then=lambda _: None, key="choices")
        runner.changed.emit(object())  # while the answer is on its way
        qtbot.waitUntil(lambda: not runner.busy)
    assert len(asked) == 2


def test_a_failure_reaches_everybody_and_can_be_tried_again(qtbot: QtBot, runner: Runner) -> None:
    failures: list[Failure] = []
    told: list[Changed] = []
    attempts: list[int] = []

    def act(progress: Progress) -> Changed:
        attempts.append(1)
        if len(attempts) == 1:
            raise Problem("Close the file first.")
        return Changed("done")

    runner.failed.connect(failures.append)
    runner.changed.connect(told.append)
    runner.do(act)
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert not told
    failures[0].again()
    qtbot.waitUntil(lambda: len(told) == 1)


def test_whoever_asked_to_be_told_of_a_failure_is_told_alone(qtbot: QtBot, runner: Runner) -> None:
    everybody: list[Any] = []
    alone: list[Exception] = []

    def refuse(progress: Progress) -> Changed:
        raise Problem("Write what was learned.")

    runner.failed.connect(everybody.append)
    runner.do(refuse, failed=alone.append)
    qtbot.waitUntil(lambda: len(alone) == 1)
    assert isinstance(alone[0], Problem)
    assert not everybody


def test_cancel_stops_a_long_act_at_its_next_report(qtbot: QtBot, runner: Runner) -> None:
    failures: list[Failure] = []
    reports: list[Any] = []
    running = threading.Event()

    def long(progress: Progress) -> Changed:
        for done in range(10_000_000):
            progress(done, 10_000_000, "Counting")
            running.set()
        return Changed("never")

    runner.failed.connect(failures.append)
    runner.progressed.connect(reports.append)
    runner.do(long)
    assert running.wait(5)
    runner.cancel()
    qtbot.waitUntil(lambda: len(failures) == 1, timeout=500)
    assert isinstance(failures[0].error, Cancelled)
    qtbot.waitUntil(lambda: bool(reports) and reports[-1] is None)


def test_close_waits_for_what_was_ordered_and_tells_nobody(qtbot: QtBot) -> None:
    from tests.ui.conftest import PlainDesk

    runner = Runner(PlainDesk())
    written: list[int] = []
    told: list[Any] = []
    runner.changed.connect(told.append)

    def act(progress: Progress, number: int) -> Changed:
        written.append(number)
        return Changed("written")

    for number in range(50):
        runner.do(act, number)
    runner.close()
    assert written == list(range(50))
    qtbot.wait(20)
    assert not told
    with pytest.raises(RuntimeError):
        runner._writer.submit(print)


def test_signals_of_the_window_carry_objects_only() -> None:
    """One form for all: Signal(dict) loses keys that are numbers, and a type per signal tells nobody anything."""
    import re
    from pathlib import Path

    import app.ui

    faults = []
    for file in Path(app.ui.__path__[0]).rglob("*.py"):
        for found in re.findall(r"= Signal\(([^)]*)\)", file.read_text(encoding="utf-8")):
            if found not in ("", "object"):
                faults.append(f"{file.name}: Signal({found})")
    assert not faults


def test_a_long_question_shows_progress_and_can_be_cancelled(qtbot: QtBot, runner: Runner) -> None:
    refused: list[Exception] = []
    reports: list[Any] = []
    running = threading.Event()

    def long(progress: Progress) -> str:
        for done in range(10_000_000):
            progress(done, 10_000_000, "Planning rows")
            running.set()
        return "never"

    runner.progressed.connect(reports.append)
    runner.study(long, then=reports.append, failed=refused.append, key="plan")
    assert running.wait(5)
    qtbot.waitUntil(lambda: len(reports) > 1, timeout=300)
    runner.cancel()
    qtbot.waitUntil(lambda: len(refused) == 1, timeout=500)
    assert isinstance(refused[0], Cancelled)
    qtbot.waitUntil(lambda: reports[-1] is None)


def test_a_newer_long_question_stops_the_older_one_silently(qtbot: QtBot, runner: Runner) -> None:
    answers: list[str] = []
    refused: list[Exception] = []
    running, stopped = threading.Event(), threading.Event()

    def endless(progress: Progress) -> str:
        try:
            while True:
                progress(0, 0, "Reading")
                running.set()
        finally:
            stopped.set()

    runner.study(endless, then=answers.append, failed=refused.append, key="plan")
    assert running.wait(5)
    runner.study(lambda progress: "new", then=answers.append, failed=refused.append, key="plan")
    qtbot.waitUntil(lambda: answers == ["new"])
    assert stopped.wait(5)
    qtbot.waitUntil(lambda: not runner.busy)
    assert not refused


def test_whoever_leaves_a_long_question_hears_nothing_more_of_it(qtbot: QtBot, runner: Runner) -> None:
    heard: list[Any] = []
    running = threading.Event()

    def endless(progress: Progress) -> str:
        while True:
            progress(0, 0, "Reading")
            running.set()

    runner.study(endless, then=heard.append, failed=heard.append, key="plan")
    assert running.wait(5)
    runner.drop("plan")
    qtbot.waitUntil(lambda: not runner.busy)
    assert not heard
