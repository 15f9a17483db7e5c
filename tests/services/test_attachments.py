"""Files attached: kept beside the workspace by digest, found again wherever they lie, never lost by a backup."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.domain.problems import Problem, Trouble
from app.services.attachments import (
    attach,
    attachments,
    note_attachment,
    remove_attachment,
    rename_attachment,
)
from app.services.bulk import delete_leads
from app.services.care import check
from app.services.desk import Desk
from app.services.merging import merge
from app.services.opened_copies import lost_files, open_copy
from app.services.owners import Owner
from app.services.undoing import history, redo, undo
from app.services.work import Changed, Work
from app.store import backups, kept_files, needed_files
from app.store.kept_files import State
from app.store.neighbours import backed_up_files, file_folder
from tests.services.conftest import BEN

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str = "tender.pdf", content: bytes = b"%PDF the tender") -> Path:
        folder = tmp_path / "from"
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(content)
        return path

    return written


def kept(desk: Desk) -> list[str]:
    """The names in the folder of files."""
    folder = file_folder(desk.path)
    return sorted(found.name for found in folder.iterdir()) if folder.exists() else []


def lead(id: int) -> Owner:
    return Owner("lead", id)


def test_a_file_is_copied_beside_the_workspace_under_its_digest(desk: Desk, ada: int, write: Write) -> None:
    file = write()
    done = desk.do(attach, lead(ada), [file], "Their tender")
    file.unlink()
    (row,) = desk.ask(attachments, lead(ada))
    assert (row.name, row.note, row.size, row.by, row.of) == ("tender.pdf", "Their tender", 15, "Mia", "Ada Berg")
    assert (row.state, row.risk, done.leads, done.outcome) == (State.KEPT, "", frozenset({ada}), (row.id,))
    assert file_folder(desk.path).name == "team.files"
    assert kept(desk) == [row.digest]
    assert done.label == "Attach tender.pdf to Ada Berg"


def test_the_same_bytes_are_kept_once_and_attached_once_to_each(
    desk: Desk, ada: int, add: Callable[..., int], write: Write
) -> None:
    ben = add(BEN)
    first, again = write(), write("copy of tender.pdf")
    desk.do(attach, lead(ada), [first])
    desk.do(attach, lead(ben), [again])
    twice = desk.do(attach, lead(ada), [again])
    assert twice.kept == ("tender.pdf is attached already.",)
    assert twice.action is None
    assert len(kept(desk)) == 1
    assert [row.name for row in desk.ask(attachments)] == ["copy of tender.pdf", "tender.pdf"]


def test_several_are_attached_together_or_none_is(desk: Desk, ada: int, write: Write) -> None:
    with pytest.raises(Problem, match=r"nothing\.pdf is empty"):
        desk.do(attach, lead(ada), [write(), write("nothing.pdf", b"")])
    assert desk.ask(attachments, lead(ada)) == ()
    assert desk.do(attach, lead(ada), [write(), write("b.pdf", b"b")]).label == "Attach 2 files to Ada Berg"


def test_people_and_accounts_have_files_and_see_those_around_them(desk: Desk, ada: int, write: Write) -> None:
    for name, owner in (("lead", lead(1)), ("person", Owner("person", 1)), ("account", Owner("account", 1))):
        desk.do(attach, owner, [write(f"{name}.txt", name.encode())])

    def seen(owner: Owner, *, around: bool = True) -> list[str]:
        return [row.name.removesuffix(".txt") for row in desk.ask(attachments, owner, around=around)]

    assert seen(Owner("account", 1), around=False) == ["account"]
    assert seen(lead(1)) == ["lead", "account", "person"]
    assert seen(Owner("person", 1)) == ["person", "lead"]
    assert seen(Owner("account", 1)) == ["account", "person", "lead"]


@pytest.mark.parametrize("owner", [Owner("lead", 99), Owner("person", 99), Owner("account", 99), Owner("deal", 1)])
def test_nothing_is_attached_to_what_is_not_there(desk: Desk, ada: int, write: Write, owner: Owner) -> None:
    with pytest.raises(Problem):
        desk.do(attach, owner, [write()])
    assert kept(desk) == []


def test_links_folders_and_pipes_are_refused(desk: Desk, ada: int, write: Write, tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(write())
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for file, said in (
        (link, "only points to another file"),
        (tmp_path, "is a folder"),
        (pipe, "no file that can be kept"),
        (tmp_path / "gone.pdf", "There is no file gone"),
        (tmp_path / "nu\0ll", "There is no file"),
    ):
        with pytest.raises(Problem, match=said):
            desk.do(attach, lead(ada), [file])
    assert kept(desk) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    desk: Desk, ada: int, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = write("scan.tif")
    with large.open("r+b") as file:
        file.truncate(kept_files.LIMIT + 1)
    with pytest.raises(Problem, match=r"scan\.tif is larger than 100 MB"):
        desk.do(attach, lead(ada), [large])
    monkeypatch.setattr(kept_files, "LIMIT", 14)
    with pytest.raises(Problem, match="larger than"):
        desk.do(attach, lead(ada), [write()])
    assert kept(desk) == []


def test_a_folder_that_cannot_be_written_is_trouble(desk: Desk, ada: int, write: Write) -> None:
    file_folder(desk.path).write_text("in the way")
    with pytest.raises(Trouble, match=r"team\.files"):
        desk.do(attach, lead(ada), [write()])
    assert desk.ask(attachments) == ()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Angebot – Größe 50 %.pdf", "Angebot – Größe 50 %.pdf"),
        ("invoice\u202efdp.exe", "invoice\N{REPLACEMENT CHARACTER}fdp.exe"),
        ("two\nlines.txt", "two lines.txt"),
        ("quote\"and'semi;colon`$(x).txt", "quote\"and'semi;colon`$(x).txt"),
        ("名前.docx", "名前.docx"),
        (" .hidden", ".hidden"),
    ],
)
def test_names_of_any_characters_are_kept_and_can_be_opened(
    desk: Desk, ada: int, write: Write, tmp_path: Path, name: str, shown: str
) -> None:
    desk.do(attach, lead(ada), [write(name)])
    (row,) = desk.ask(attachments, lead(ada))
    assert row.name == shown
    copy = desk.ask(open_copy, row.id, tmp_path / "out")
    assert copy.parent == tmp_path / "out"
    assert copy.read_bytes() == b"%PDF the tender"


def test_a_name_of_broken_bytes_is_kept(desk: Desk, ada: int, write: Write) -> None:
    broken = write().parent / os.fsdecode(b"caf\xe9.txt")
    broken.write_bytes(b"x")
    desk.do(attach, lead(ada), [broken])
    assert [row.name for row in desk.ask(attachments)] == ["caf\N{REPLACEMENT CHARACTER}.txt"]


def test_notes_names_and_removal_can_be_taken_back(desk: Desk, ada: int, write: Write) -> None:
    (id,) = desk.do(attach, lead(ada), [write()]).outcome
    assert desk.do(rename_attachment, id, "Signed tender").label == "Rename tender.pdf to Signed tender.pdf"
    desk.do(note_attachment, id, " From the call ")
    (row,) = desk.ask(attachments, lead(ada))
    assert (row.name, row.note) == ("Signed tender.pdf", "From the call")
    assert desk.do(remove_attachment, id).label == "Remove Signed tender.pdf from Ada Berg"
    assert desk.ask(attachments) == ()
    assert len(kept(desk)) == 1
    assert desk.do(undo).label.startswith("Undo: Remove")
    assert desk.ask(attachments, lead(ada)) == (row,)
    desk.do(redo)
    with pytest.raises(Problem, match="may have been removed"):
        desk.do(note_attachment, id, "Gone")
    with pytest.raises(Problem, match="Write a name"):
        desk.do(undo)
        desk.do(rename_attachment, id, "  ")


def test_a_note_that_looks_like_patient_data_is_pointed_out(desk: Desk, ada: int, write: Write) -> None:
    said = desk.do(attach, lead(ada), [write()], "Patient Jane Roe, born 1962-03-04, MRN 123456").kept
    assert any("patient" in one.casefold() for one in said)


def test_what_is_opened_is_a_copy_that_cannot_be_written(desk: Desk, ada: int, write: Write, tmp_path: Path) -> None:
    (id,) = desk.do(attach, lead(ada), [write()]).outcome
    first, second = (desk.ask(open_copy, id, tmp_path / "out") for _ in range(2))
    assert (first.name, second.name) == ("tender.pdf", "tender (2).pdf")
    assert first.stat().st_mode & 0o777 == 0o400
    assert not first.samefile(file_folder(desk.path) / kept(desk)[0])


@pytest.mark.parametrize("content", [b"%PDF the Tender", b"shorter"])
def test_an_altered_file_is_said_and_not_opened(
    desk: Desk, ada: int, write: Write, tmp_path: Path, content: bytes
) -> None:
    (id,) = desk.do(attach, lead(ada), [write()]).outcome
    (file_folder(desk.path) / kept(desk)[0]).write_bytes(content)
    with pytest.raises(Problem, match="altered since it was attached"):
        desk.ask(open_copy, id, tmp_path)
    assert desk.ask(lost_files) == ("The file tender.pdf attached to Ada Berg was altered since.",)
    desk.do(attach, lead(ada), [write()])  # the original again puts it right, though it is attached already
    assert desk.ask(lost_files) == ()
    assert desk.ask(open_copy, id, tmp_path).exists()


def test_a_missing_file_is_said(desk: Desk, ada: int, write: Write, tmp_path: Path) -> None:
    (id,) = desk.do(attach, lead(ada), [write()]).outcome
    (file_folder(desk.path) / kept(desk)[0]).unlink()
    assert [row.state for row in desk.ask(attachments)] == [State.MISSING]
    with pytest.raises(Problem, match=r"no longer in team\.files"):
        desk.ask(open_copy, id, tmp_path)
    view = desk.ask(check)
    assert not view.ok
    assert view.findings == ("The file tender.pdf attached to Ada Berg is missing.",)


# --- nothing is lost --------------------------------------------------------------------------------------------------


def test_a_merge_carries_the_files_of_both_and_is_taken_apart_again(
    desk: Desk, ada: int, add: Callable[..., int], write: Write
) -> None:
    add({**BEN, "service_line": "clinic_panels"})
    desk.do(attach, Owner("person", 2), [write()])
    desk.do(merge, "people", 1, 2)
    assert [row.owner for row in desk.ask(attachments)] == [Owner("person", 1)]
    desk.do(undo)
    assert [row.owner for row in desk.ask(attachments)] == [Owner("person", 2)]


def test_an_import_that_is_undone_keeps_the_lead_that_has_a_file(
    desk: Desk, bring_in: Callable[..., Any], write: Write
) -> None:
    bring_in("Name,Email,Company,Service line\nAda Berg,ada@n.example,N,Lab\nBo Lind,bo@s.example,S,Lab\n")
    desk.do(attach, lead(2), [write()])
    done = desk.do(undo, 1)
    assert [row.owner for row in desk.ask(attachments)] == [lead(2)]
    assert any("Lead 2" in one for one in done.kept)


def test_a_lead_that_is_deleted_takes_its_files_along_and_undo_brings_them_back(
    desk: Desk, ada: int, write: Write, tmp_path: Path
) -> None:
    (id,) = desk.do(attach, lead(ada), [write()]).outcome
    desk.do(delete_leads, [ada])
    assert desk.ask(attachments) == ()
    desk.do(undo)
    assert desk.ask(open_copy, id, tmp_path / "out").read_bytes() == b"%PDF the tender"


def test_the_history_of_an_account_and_a_person_tells_of_their_files(desk: Desk, ada: int, write: Write) -> None:
    desk.do(attach, Owner("account", 1), [write()])
    (id,) = desk.do(attach, Owner("person", 1), [write("b.txt", b"b")]).outcome
    desk.do(remove_attachment, id)
    assert desk.ask(history, account_id=1)[0].label == "Attach tender.pdf to Northgate Hospital Labs"
    assert [row.label for row in desk.ask(history, person_id=1)][:2] == [
        "Remove b.txt from Ada Berg",
        "Attach b.txt to Ada Berg",
    ]


def test_what_nothing_ever_named_is_swept_away_a_day_later(desk: Desk, ada: int, write: Write) -> None:
    (id,) = desk.do(attach, lead(ada), [write()]).outcome
    desk.do(remove_attachment, id)  # an undo could need its file
    folder = file_folder(desk.path)
    orphan, half, strange = folder / ("0" * 64), folder / ".half.part", folder / "my own.txt"
    for file in (orphan, half, strange):
        file.write_text("x")
    desk.do(attach, lead(ada), [write("b.txt", b"b")])
    assert orphan.exists()  # it may be on its way
    for file in folder.iterdir():
        os.utime(file, (0, 0))
    desk.do(attach, lead(ada), [write("c.txt", b"c")])
    assert not orphan.exists()
    assert not half.exists()
    assert strange.exists()
    assert len(kept(desk)) == 4
    desk.do(undo)
    desk.do(undo)
    desk.do(undo)
    assert [row.state for row in desk.ask(attachments)] == [State.KEPT]


def test_what_a_workspace_beside_it_names_is_not_swept_away(desk: Desk, ada: int, write: Write, tmp_path: Path) -> None:
    before = desk.back_up("before")
    desk.do(attach, lead(ada), [write()])
    path = desk.path
    desk.close()
    backups.restore(path, before.path, desk._now())
    with Desk.open(path, by="Mia") as restored:
        for file in file_folder(path).iterdir():
            os.utime(file, (0, 0))
        restored.do(attach, lead(ada), [write("b.txt", b"b")])
        assert len(kept(restored)) == 2
    (replaced,) = path.parent.glob("team before restore*.assay")
    with Desk.open(replaced, by="Mia", read_only=True) as old:
        assert [row.state for row in old.ask(attachments)] == [State.KEPT]


def test_an_act_that_is_given_up_leaves_no_half_made_file(desk: Desk, ada: int, write: Write) -> None:
    def attach_and_fail(work: Work) -> Changed:
        attach(work, lead(ada), [write()])
        raise Problem("Given up")

    with pytest.raises(Problem, match="Given up"):
        desk.do(attach_and_fail)
    assert desk.ask(attachments) == ()
    assert all(len(name) == 64 for name in kept(desk))


# --- backups ----------------------------------------------------------------------------------------------------------


def test_a_backup_holds_the_files_and_a_lost_one_is_taken_from_it(
    desk: Desk, ada: int, write: Write, tmp_path: Path
) -> None:
    (id,) = desk.do(attach, lead(ada), [write()]).outcome
    made = desk.back_up("on request")
    assert (made.files, made.lost) == (1, ())
    (file,) = file_folder(desk.path).iterdir()
    assert (backed_up_files(desk.path) / file.name).read_bytes() == b"%PDF the tender"
    file.write_bytes(b"damaged")
    assert desk.ask(open_copy, id, tmp_path / "out").read_bytes() == b"%PDF the tender"
    file.unlink()
    assert desk.ask(lost_files) == ()
    with Desk.open(made.path, by="Mia", read_only=True) as opened:  # the backup itself, looked at where it is
        assert [row.state for row in opened.ask(attachments)] == [State.KEPT]


def test_a_backup_holds_the_files_that_an_undo_could_need(desk: Desk, ada: int, write: Write) -> None:
    (id,) = desk.do(attach, lead(ada), [write()]).outcome
    desk.do(remove_attachment, id)
    assert desk.back_up().files == 1


def test_a_backup_names_what_is_nowhere_any_more_and_is_made_all_the_same(desk: Desk, ada: int, write: Write) -> None:
    desk.do(attach, lead(ada), [write()])
    (digest,) = kept(desk)
    (file_folder(desk.path) / digest).unlink()
    made = desk.back_up()
    assert (made.files, made.lost) == (0, (digest,))
    assert made.path.exists()


def test_restoring_brings_the_files_back(desk: Desk, ada: int, write: Write) -> None:
    desk.do(attach, lead(ada), [write()])
    made = desk.back_up()
    path, names = desk.path, kept(desk)
    desk.close()
    for file in file_folder(path).iterdir():
        file.unlink()
    backups.restore(path, made.path, desk._now())
    assert [file.name for file in file_folder(path).iterdir()] == names


def test_a_workspace_is_handed_on_to_a_name_in_the_folder_one_is_in(
    desk: Desk, ada: int, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.do(attach, lead(ada), [write()])
    monkeypatch.chdir(tmp_path)
    made = desk.hand_on(Path("Copy.assay"))
    assert (made.path, made.files) == (tmp_path / "Copy.assay", 1)
    assert [file.name for file in (tmp_path / "Copy.files").iterdir()] == kept(desk)


def test_where_the_files_of_a_backup_cannot_be_brought_back_nothing_is_restored(
    desk: Desk, ada: int, write: Write
) -> None:
    desk.do(attach, lead(ada), [write()])
    made, path = desk.back_up(), desk.path
    desk.do(attach, lead(ada), [write("b.txt", b"b")])
    desk.close()
    shutil.rmtree(file_folder(path))
    file_folder(path).write_text("a file where the folder should be")
    before = path.read_bytes()
    with pytest.raises(Trouble, match=r"can be written"):
        backups.restore(path, made.path, desk._now())
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*before restore*"))


def test_a_workspace_handed_on_takes_its_files_along(desk: Desk, ada: int, write: Write, tmp_path: Path) -> None:
    desk.do(attach, lead(ada), [write()])
    there = tmp_path / "stick"
    there.mkdir()
    made = desk.hand_on(there / "for you.assay")
    assert (made.path.name, made.files, made.lost) == ("for you.assay", 1, ())
    assert sorted(file.name for file in there.iterdir()) == ["for you.assay", "for you.files"]
    with Desk.open(made.path, by="Bo") as theirs:
        assert [row.state for row in theirs.ask(attachments)] == [State.KEPT]
        assert theirs.ask(check).ok
    with pytest.raises(Problem, match="exists already"):
        desk.hand_on(made.path)


def test_a_workspace_that_was_renamed_finds_its_files(desk: Desk, ada: int, write: Write, tmp_path: Path) -> None:
    desk.do(attach, lead(ada), [write()])
    path = desk.path
    desk.close()
    renamed = path.rename(path.with_name("berlin.assay"))
    with Desk.open(renamed, by="Mia") as opened:
        (row,) = opened.ask(attachments)
        assert row.state is State.KEPT
        assert opened.ask(open_copy, row.id, tmp_path / "out").read_bytes() == b"%PDF the tender"
        assert opened.back_up().lost == ()


def test_a_file_of_an_older_schema_names_no_files(tmp_path: Path) -> None:
    import sqlite3

    old = tmp_path / "old.assay"
    with sqlite3.connect(old) as connection:
        connection.execute("CREATE TABLE lead (id INTEGER)")
    connection.close()
    assert needed_files.referred_in(old) == []


def test_the_history_needs_what_was_attached_once(desk: Desk, ada: int, write: Write) -> None:
    (id,) = desk.do(attach, lead(ada), [write()]).outcome
    desk.do(remove_attachment, id)

    def named(work: Work) -> list[str]:
        assert work.session.execute(text("SELECT count(*) FROM attachment")).scalar() == 0
        return needed_files.referred(work.session.connection())

    assert desk.ask(named) == kept(desk)
