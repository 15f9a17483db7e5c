"""The desk: all or nothing, one action each, a backup before what is risky, and every change named."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.lead import Answered
from app.domain.problems import Problem, Trouble
from app.domain.stage import Stage
from app.services import answers, editing, leads, moves, undoing
from app.services.adding import add_lead
from app.services.desk import Busy, Desk
from app.services.imports import commit_import, plan_import
from app.services.work import Cancelled, Changed, Progress, Work
from app.store import backups
from tests.services.conftest import ADA, NOW, a_reason, everything


@pytest.fixture
def begin_with() -> None:
    """Nothing: what a test adds stands in no backup yet."""


@pytest.fixture
def ada(add: Callable[..., int]) -> int:
    return add(ADA)


def test_an_act_is_all_or_nothing(desk: Desk, ada: int) -> None:
    before, history = everything(desk), desk.ask(undoing.history)

    def half_done(work: Work) -> Changed:
        editing.edit_lead(work, ada, {"city": "Dayton", "owner": "Somebody else"})
        work.session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.do(half_done)
    assert everything(desk) == before
    assert desk.ask(undoing.history) == history


def test_an_act_that_changes_nothing_leaves_no_trace(desk: Desk, ada: int) -> None:
    changed = desk.do(editing.edit_lead, ada, {"city": "Columbus"})
    assert changed.action is None
    assert len(desk.ask(undoing.history)) == 1


def test_an_act_is_one_line_of_the_history(desk: Desk, ada: int) -> None:
    changed = desk.do(editing.edit_lead, ada, {"city": "Dayton", "job_title": "Head of the lab", "owner": "Jon"})
    (newest, first) = desk.ask(undoing.history)
    assert (newest.action, newest.by, newest.at) == (changed.action, "Mia", NOW)
    assert newest.label == "Edit job title, city, owner of Ada Berg"
    assert first.label == "Add Ada Berg"


def test_a_change_names_every_lead_whose_score_it_may_move(desk: Desk, ada: int) -> None:
    ben = desk.do(add_lead, {"full_name": "Ben Ito", "email": "ben@northgate.example", "company": ADA["company"]})
    account = desk.ask(leads.lead_rows, [ada])[0].account_id
    assert account is not None
    changed = desk.do(editing.edit_account, account, {"country": "DE"})
    assert changed.leads == {ada, ben.outcome}
    assert changed.accounts == {account}


def test_a_rehearsal_says_what_would_change_and_keeps_nothing(desk: Desk, ada: int) -> None:
    before = everything(desk)
    changed = desk.rehearse(undoing.undo)
    assert changed.label == "Undo: Add Ada Berg"
    assert everything(desk) == before
    assert len(desk.ask(undoing.history)) == 1
    desk.do(editing.edit_lead, ada, {"city": "Dayton"})
    assert any("edited since" in sentence for sentence in desk.rehearse(undoing.undo, 1).kept)


def test_a_backup_is_made_before_what_is_risky(desk: Desk, ada: int, csv) -> None:
    def made() -> list[str]:
        return [backup.why for backup in backups.backups(desk.path)]

    assert "before commit import" not in made()
    desk.do(commit_import, desk.ask(plan_import, [csv("E-mail\nx@y.example\n")]))
    assert "before commit import" in made()
    desk.do(moves.move_many, [ada], path="nurture", reason=a_reason())
    assert "before move many" in made()
    for backup in backups.backups(desk.path):
        Desk.open(backup.path, now=lambda: NOW, read_only=True).close()


def test_a_backup_is_made_every_half_hour_of_work(desk: Desk, ada: int, clock) -> None:
    desk.do(editing.edit_lead, ada, {"city": "Dayton"})
    count = len(backups.backups(desk.path))
    clock.forward(minutes=10)
    desk.do(editing.edit_lead, ada, {"city": "Akron"})
    assert len(backups.backups(desk.path)) == count
    clock.forward(minutes=31)
    desk.do(editing.edit_lead, ada, {"city": "Toledo"})
    assert len(backups.backups(desk.path)) == count + 1


def test_there_is_no_last_backup_until_the_first_is_made(desk: Desk, ada: int) -> None:
    shutil.rmtree(backups.backup_folder(desk.path), ignore_errors=True)
    desk._backed_up = None  # as where a workspace was just opened
    with desk._acting("edit_lead", Progress()) as (work, finish):
        finish(editing.edit_lead(work, ada, {"city": "Dayton"}))
    assert desk._backup_is_due()
    assert desk.last_backup_at is None, "it is due, and none is there"


@pytest.fixture
def no_backups(desk: Desk) -> Path:
    """Something lies where the folder of the backups should be."""
    folder = backups.backup_folder(desk.path)
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("in the way")
    return folder


def test_a_backup_that_fails_is_said_and_holds_up_no_work(desk: Desk, ada: int, no_backups: Path, clock) -> None:
    clock.forward(minutes=31)
    first = desk.do(editing.edit_lead, ada, {"city": "Toledo"})
    assert any("backup could not be written" in sentence for sentence in first.kept)
    assert not desk.do(editing.edit_lead, ada, {"city": "Akron"}).kept  # said once in a while, not at every act
    clock.forward(minutes=31)
    assert desk.do(editing.edit_lead, ada, {"city": "Dayton"}).kept
    no_backups.unlink()


def test_what_is_risky_waits_for_its_backup(desk: Desk, ada: int, no_backups: Path) -> None:
    before = everything(desk)
    with pytest.raises(Trouble, match="backup could not be written"):
        desk.do(moves.move_many, [ada], path="nurture", reason=a_reason())
    assert everything(desk) == before
    no_backups.unlink()


def test_closing_gives_the_workspace_up_even_where_the_backup_fails(desk: Desk, ada: int, no_backups: Path) -> None:
    with pytest.raises(Trouble, match="Everything is saved, but no backup"):
        desk.close()
    desk.close()
    with Desk.open(desk.path, by="Jon", now=lambda: NOW) as again:
        assert again.ask(leads.count_leads, leads.LeadFilter()) == 1


def test_what_went_wrong_first_is_what_is_said(desk: Desk, ada: int, no_backups: Path) -> None:
    with pytest.raises(ZeroDivisionError), desk:
        raise ZeroDivisionError


def test_what_cannot_be_kept_is_said_plainly(desk: Desk, ada: int) -> None:
    with pytest.raises(Problem, match="half a character"):
        desk.do(editing.edit_lead, ada, {"city": "Day\udcffton"})
    with pytest.raises(Problem, match="larger than any"):
        desk.do(undoing.undo, 10**20)


def test_read_only_answers_and_refuses_to_write(desk: Desk, ada: int) -> None:
    with Desk.open(desk.path, by="Jon", now=lambda: NOW, read_only=True) as looking:
        assert looking.ask(leads.count_leads, leads.LeadFilter()) == 1
        assert looking.read_only
        with pytest.raises(Problem, match="read only"):
            looking.do(editing.edit_lead, ada, {"city": "Dayton"})


def test_a_second_writer_is_told(desk: Desk) -> None:
    with pytest.raises(Busy):
        Desk.open(desk.path, by="Jon")


def test_a_long_act_can_be_cancelled(desk: Desk, ada: int) -> None:
    before = everything(desk)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        desk.do_watched(progress, moves.move_many, [ada], path="nurture", reason=a_reason())
    assert everything(desk) == before


def test_progress_is_reported(desk: Desk, ada: int) -> None:
    said: list[tuple[int, int, str]] = []
    progress = Progress(lambda done, total, what: said.append((done, total, what)))
    desk.do_watched(progress, moves.move_many, [ada], path="nurture", reason=a_reason())
    assert (0, 1, "Moving leads") in said


def test_the_door_is_kept_with_a_move(tmp_path: Path, empty: Path) -> None:
    from app.store.tables import Move

    path = tmp_path / "door.assay"
    shutil.copy(empty, path)
    with Desk.open(path, by="Mia", now=lambda: NOW, door="command line") as desk:
        lead = int(str(desk.do(add_lead, ADA).outcome))
        desk.do(moves.move, lead, path="nurture", reason=a_reason())
        assert desk.ask(lambda work: work.session.query(Move.door).all()) == [("command line",)]


def test_it_outlives_being_closed(desk: Desk, ada: int) -> None:
    desk.do(answers.answer, ada, "mql_region", Answered.YES, "Columbus, Ohio")
    path = desk.path
    desk.close()
    desk.close()
    with Desk.open(path, by="Jon", now=lambda: NOW) as again:
        assert again.ask(leads.count_leads, leads.LeadFilter(stages=(Stage.LEAD,))) == 1
        assert len(again.ask(undoing.history)) == 2


def test_a_wrong_playbook_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="choose one of"):
        Desk.create(tmp_path / "x.assay", "nonsense")
    assert not list(tmp_path.iterdir())


def test_a_playbook_whose_number_is_given_again_is_read_again(desk: Desk) -> None:
    from app.services.playbooks import as_version
    from app.store.tables import PlaybookVersion

    def adopt(work: Work, title: str, at: datetime) -> Changed:
        book = work.playbook.model_copy(update={"version": 2, "title": title})
        work.session.add(as_version(book, at, work.by, ""))
        return Changed(f"Adopt {title}")

    first = desk.ask(lambda work: work.playbook.title)
    desk.do(adopt, "Second", datetime(2026, 11, 2, tzinfo=UTC))
    assert desk.ask(lambda work: work.playbook.title) == "Second"
    desk.do(undoing.undo)
    assert desk.ask(lambda work: work.playbook.title) == first
    desk.do(adopt, "Third", datetime(2026, 11, 2, tzinfo=UTC) + timedelta(days=1))
    assert desk.ask(lambda work: (work.playbook.title, work.session.query(PlaybookVersion).count())) == ("Third", 2)
