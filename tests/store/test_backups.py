"""Backups: verified before they count, thinned by plan, put back without losing what they replace."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.problems import Problem, Trouble
from app.store import backups
from app.store.backups import Backup, back_up, backup_folder, restore, thin_out, to_keep
from app.store.workspace import Busy, Workspace, beside
from tests.store.acting import NOW, Acting, account


def _names(path: Path) -> list[str]:
    workspace = Workspace(path)
    try:
        assert Acting(workspace).faults() == []
        return [name for (name,) in Acting(workspace).ask("SELECT name FROM account ORDER BY id")]
    finally:
        workspace.close()


def test_a_backup_is_made_while_people_work(acting: Acting) -> None:
    acting.act(lambda session: account(session, "Saved"))
    made = back_up(acting.workspace.path, NOW, "before import")
    acting.act(lambda session: account(session, "Later"))
    assert (made.at, made.why, made.size) == (NOW, "before import", made.path.stat().st_size)
    assert backups.backups(acting.workspace.path) == [made]
    assert _names(made.path) == ["Saved"]
    assert not list(backup_folder(acting.workspace.path).glob("*.part"))


def test_a_damaged_workspace_gives_no_backup(acting: Acting) -> None:
    acting.act(lambda session: [account(session, f"Account {n} " + "x" * 300) for n in range(200)])
    path = acting.workspace.path
    acting.workspace.close()
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 40_000] = b"\xaa" * 40_000
    path.write_bytes(raw)
    with pytest.raises(Trouble, match=r"damaged|could not be made"):
        back_up(path, NOW)
    assert list(backup_folder(path).iterdir()) == []


def test_a_backup_that_cannot_be_written_is_trouble(acting: Acting) -> None:
    backup_folder(acting.workspace.path).write_text("a file where the folder should be")
    with pytest.raises(Trouble, match="could not be written"):
        back_up(acting.workspace.path, NOW)


def test_what_a_killed_backup_left_is_cleared_away(acting: Acting) -> None:
    folder = backup_folder(acting.workspace.path)
    folder.mkdir()
    (folder / "20261116T080000000000Z.part").write_text("half")
    (folder / "my own notes.txt").write_text("keep")
    back_up(acting.workspace.path, NOW)
    assert sorted(path.suffix for path in folder.iterdir()) == [".assay", ".txt"]


# --- the plan ---------------------------------------------------------------------------------------------------------


def test_the_plan_keeps_two_days_then_days_weeks_and_months() -> None:
    every = [Backup(Path(f"{hour}"), NOW - timedelta(hours=hour), "", 1) for hour in range(0, 24 * 400, 6)]
    kept = to_keep(every, NOW)
    ages = [
        round((NOW - backup.at) / timedelta(days=1), 2) for backup in sorted(kept, key=lambda b: b.at, reverse=True)
    ]
    assert ages[:9] == [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
    assert len([age for age in ages if age > 2]) <= 12 + 10 + 9
    assert len({backup.at.date() for backup in kept if NOW - backup.at <= timedelta(days=11)}) == 12
    assert len({backup.at.strftime("%G-%V") for backup in kept}) >= 10
    assert len({backup.at.strftime("%Y-%m") for backup in kept}) == 9
    assert max(ages) < 280


def test_thinning_touches_only_backups(acting: Acting) -> None:
    path = acting.workspace.path
    old = [back_up(path, NOW - timedelta(days=days, hours=hour)) for days in (40, 41) for hour in (1, 2)]
    stranger = backup_folder(path) / "copy of mine.assay"
    stranger.write_bytes(old[0].path.read_bytes())
    kept = {backup.path for backup in to_keep(backups.backups(path), NOW)}
    dropped = thin_out(path, NOW)
    assert set(dropped) == {backup.path for backup in old} - kept
    assert dropped
    assert not any(file.exists() for file in dropped)
    assert stranger.exists()


# --- putting back -----------------------------------------------------------------------------------------------------


def test_restoring_keeps_what_it_replaces(acting: Acting) -> None:
    path = acting.workspace.path
    acting.act(lambda session: account(session, "Saved"))
    made = back_up(path, NOW)
    acting.act(lambda session: account(session, "Later"))
    acting.workspace.close()
    replaced = restore(path, made.path, NOW)
    assert _names(path) == ["Saved"]
    assert _names(replaced) == ["Saved", "Later"]
    assert made.path.exists()


def test_restoring_keeps_what_only_the_log_holds(acting: Acting, tmp_path: Path) -> None:
    """A program that was killed leaves its last commits in the log beside the file."""
    path = acting.workspace.path
    made = back_up(path, NOW)
    acting.act(lambda session: account(session, "Only in the log"))
    images = {file: file.read_bytes() for file in (path, *beside(path)) if file.exists()}
    acting.workspace.close()
    for file, image in images.items():
        file.write_bytes(image)
    assert len(images) > 1
    replaced = restore(path, made.path, NOW)
    assert _names(path) == []
    assert _names(replaced) == ["Only in the log"]


def test_a_damaged_workspace_is_replaced_and_kept_too(acting: Acting) -> None:
    path = acting.workspace.path
    acting.act(lambda session: account(session, "Saved"))
    made = back_up(path, NOW)
    acting.workspace.close()
    damaged = path.read_bytes()[:5000]
    path.write_bytes(damaged)
    replaced = restore(path, made.path, NOW)
    assert replaced.read_bytes() == damaged
    assert _names(path) == ["Saved"]


def test_a_missing_workspace_is_brought_back(acting: Acting) -> None:
    path = acting.workspace.path
    made = back_up(path, NOW)
    acting.workspace.close()
    path.unlink()
    restore(path, made.path, NOW)
    assert _names(path) == []


def test_a_workspace_in_use_is_not_replaced(acting: Acting) -> None:
    made = back_up(acting.workspace.path, NOW)
    with pytest.raises(Busy):
        restore(acting.workspace.path, made.path, NOW)


def test_a_backup_that_is_none_is_refused_and_nothing_changes(acting: Acting) -> None:
    path = acting.workspace.path
    acting.act(lambda session: [account(session, f"Account {n} " + "x" * 300) for n in range(200)])
    made = back_up(path, NOW)
    acting.workspace.close()
    before = path.read_bytes()
    with pytest.raises(Problem, match="There is no backup"):
        restore(path, made.path.with_name("20260101T000000000000Z.assay"), NOW)
    other = made.path.with_name("other.assay")
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE t (id)")
    database.close()
    with pytest.raises(Problem, match="another program"):
        restore(path, other, NOW)
    raw = bytearray(made.path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 40_000] = b"\xaa" * 40_000
    made.path.write_bytes(raw)
    with pytest.raises(Trouble, match="is damaged; choose an older one"):
        restore(path, made.path, NOW)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*before restore*"))
