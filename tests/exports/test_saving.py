"""A file is written whole or not at all, and a refusal is one sentence."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

import pytest

from app.domain.problems import Trouble
from app.exports.book import Book
from app.exports.saving import write_whole


def hello(file: BinaryIO) -> None:
    """Write a little."""
    file.write(b"new")


def refusing(number: int) -> OSError:
    """The refusal of the system with this number."""
    return OSError(number, os.strerror(number))


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    assert write_whole(target, hello) == target
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "no room left"), (errno.EIO, "could not be written")])
def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, number: int, words: str) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def fill_up(file: BinaryIO) -> None:
        file.write(b"half")
        raise refusing(number)

    with pytest.raises(Trouble, match=words):
        write_whole(target, fill_up)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_full_disk_at_the_last_moment_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def no_room(handle: int) -> None:
        raise refusing(errno.ENOSPC)

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(Trouble, match="no room left"):
        write_whole(target, hello)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "open in another program"), (errno.EROFS, "can only be read")]
)
def test_a_target_that_is_held_open_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def held(self: Path, other: Path) -> Path:
        raise refusing(number)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Trouble, match=words):
        write_whole(target, hello)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_marked_read_only_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    target.chmod(stat.S_IRUSR)
    with pytest.raises(Trouble, match="marked read-only"):
        write_whole(target, hello)
    assert target.read_bytes() == b"old"


def test_a_folder_that_is_missing_or_in_the_way_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="does not exist"):
        write_whole(tmp_path / "nowhere" / "a.xlsx", hello)
    with pytest.raises(Trouble, match="is a folder"):
        write_whole(tmp_path, hello)


def test_a_bug_while_writing_is_not_hidden_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def broken(file: BinaryIO) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole(target, broken)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_permissions_of_the_old_file_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_whole(target, hello)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_book_goes_through_the_same_door(tmp_path: Path) -> None:
    book = Book("x")
    book.sheet("Rows")
    with pytest.raises(Trouble):
        book.save(tmp_path / "nowhere" / "x.xlsx")
