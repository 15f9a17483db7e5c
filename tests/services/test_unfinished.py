"""An import that was begun is offered again with everything that was chosen, but for secrets and for lost files."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.intake.choices import Choices
from app.intake.readers.pasted import Pasted, put_privately
from app.services.desk import Desk
from app.services.imports import ImportChoices, commit_import, plan_import
from app.services.unfinished import Source, Unfinished, forget_unfinished, keep_unfinished, unfinished
from app.services.work import Work
from app.store import journal
from app.store.tables import Action
from tests.house_rules import ROOT
from tests.services.conftest import NOW, everything

CLIP = Pasted("Name\tEmail\nAda Berg\tada@northgate.example\n")


def _head(work: Work) -> str:
    return journal.head(work.session.connection()).hash


def _chosen(file: Path) -> Unfinished:
    reading = Choices(
        mapping={"email": 1, "full_name": "Name"}, date_order="dmy", own_domains=frozenset({"us.example"})
    )
    own = Choices(encoding="windows-1252", delimiter="\t", sheet="Leads", header_record=3, password="open sesame")
    clip = Source(CLIP.put(), CLIP)
    acts = {(file, "", 4): "skip", (clip.path, "", 1): "create"}
    choices = ImportChoices(
        reading,
        {file: own, clip.path: Choices(date_order="mdy")},
        {"source": "webinar"},
        {file: {"campaign": "Fair"}},
        acts,
    )
    return Unfinished((Source(file), clip), choices, step=2)


def test_nothing_is_unfinished_in_a_new_workspace(desk: Desk) -> None:
    assert desk.ask(unfinished) is None
    desk.tend(forget_unfinished)


def test_everything_chosen_comes_back_without_passwords(desk: Desk, csv: Callable[..., Path]) -> None:
    file = csv("Name,Email\n")
    chosen = _chosen(file)
    desk.tend(keep_unfinished, chosen)
    back = desk.ask(unfinished)
    assert back is not None
    assert (back.sources, back.step, back.at, back.by) == (chosen.sources, 2, NOW, "Mia")
    assert (back.missing, back.altered) == ((), ())
    assert back.choices.reading == chosen.choices.reading
    own = back.choices.by_file[file]
    assert own.password is None
    assert (own.encoding, own.delimiter, own.sheet, own.header_record) == ("windows-1252", "\t", "Leads", 3)
    assert back.choices.defaults == {"source": "webinar"}
    assert back.choices.defaults_by_file == {file: {"campaign": "Fair"}}
    assert back.choices.acts == chosen.choices.acts
    assert b"sesame" not in desk.path.read_bytes() + desk.path.with_name(desk.path.name + "-wal").read_bytes()


@pytest.mark.parametrize("served", ["tend", "do"])
def test_keeping_and_leaving_are_no_history(desk: Desk, csv: Callable[..., Path], served: str) -> None:
    before, head = everything(desk), desk.ask(_head)
    serve = getattr(desk, served)
    for step in (0, 1):
        assert serve(keep_unfinished, Unfinished((Source(csv("Name\n")),), ImportChoices(), step)).action is None
    back = desk.ask(unfinished)
    assert back is not None
    assert back.step == 1
    assert desk.ask(_head) == head
    assert desk.ask(lambda work: work.session.query(Action).count()) == 0
    assert serve(forget_unfinished).action is None
    assert desk.ask(unfinished) is None
    assert everything(desk) == before


def test_a_lost_file_is_named_and_what_was_said_about_it_is_gone(desk: Desk, csv: Callable[..., Path]) -> None:
    file = csv("Name,Email\n")
    desk.tend(keep_unfinished, _chosen(file))
    file.unlink()
    back = desk.ask(unfinished)
    assert back is not None
    assert back.missing == (file,)
    assert [source.pasted for source in back.sources] == [CLIP]
    assert list(back.choices.by_file) == [back.sources[0].path]
    assert list(back.choices.acts.values()) == ["create"]


def test_decisions_about_rows_do_not_move_to_other_rows_of_a_file_that_changed(
    desk: Desk, csv: Callable[..., Path]
) -> None:
    file = csv("Name,Email\n")
    desk.tend(keep_unfinished, _chosen(file))
    csv("Name,Email\nAda,ada@northgate.example\n")
    back = desk.ask(unfinished)
    assert back is not None
    assert back.altered == (file,)
    assert back.choices.by_file[file].delimiter == "\t"
    assert list(back.choices.acts.values()) == ["create"]


def test_a_clip_is_put_into_a_file_that_nobody_else_may_read(tmp_path: Path) -> None:
    path = CLIP.put()
    assert (path.name, path.read_text("utf-8")) == ("Pasted rows.txt", CLIP.content)
    assert Pasted("<table>", html=True).put().name == "Pasted rows.html"
    assert CLIP.put() == path
    assert Pasted("other").put() != path
    if os.name == "posix":
        assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    assert "ada@" not in repr(CLIP)
    assert put_privately("-", b"\xff").read_bytes() == b"\xff"


def test_half_a_character_of_a_clipboard_is_kept_as_none(desk: Desk) -> None:
    clip = Pasted("Näme\ud800\tx")
    desk.tend(keep_unfinished, Unfinished((Source(clip.put(), clip),), ImportChoices()))
    back = desk.ask(unfinished)
    assert back is not None
    assert back.sources[0].pasted == Pasted("Näme?\tx")


def test_it_is_kept_when_the_program_is_killed(desk: Desk, csv: Callable[..., Path]) -> None:
    file, path = csv("Name\n"), desk.path
    desk.close()
    keep = (
        "import os, signal, sys; from pathlib import Path; from app.services.desk import Desk; "
        "from app.services.imports import ImportChoices; from app.services.unfinished import *; "
        "from app.services import unfinished as u; from app.intake.readers.pasted import Pasted; "
        "clip = Pasted('Name\\tEmail'); desk = Desk.open(Path(sys.argv[1])); "
        "chosen = (u.Source(Path(sys.argv[2])), u.Source(clip.put(), clip)); "
        "desk.tend(u.keep_unfinished, u.Unfinished(chosen, ImportChoices(), 1)); os.kill(os.getpid(), signal.SIGKILL)"
    )
    gone = subprocess.run([sys.executable, "-c", keep, str(path), str(file)], check=False, cwd=ROOT)
    assert gone.returncode == -signal.SIGKILL
    with Desk.open(path, by="Mia") as again:
        back = again.ask(unfinished)
    assert back is not None
    assert [source.path.name for source in back.sources] == ["leads.csv", "Pasted rows.txt"]
    assert back.sources[1].path.read_text("utf-8") == "Name\tEmail"


def test_keeping_is_cheap_though_the_clip_is_long(desk: Desk) -> None:
    clip = Pasted("Ada Berg\tada@northgate.example\n" * 200_000)
    source = Source(clip.put(), clip)
    desk.tend(keep_unfinished, Unfinished((source,), ImportChoices()))
    began = time.perf_counter()
    for step in range(20):
        desk.tend(keep_unfinished, Unfinished((source,), ImportChoices(), step))
    assert (time.perf_counter() - began) / 20 < 0.05


def test_an_import_finishes_what_was_unfinished_of_its_files(desk: Desk, csv: Callable[..., Path]) -> None:
    file, other = csv("Name,Email\nAda,ada@northgate.example\n"), csv("Name,Email\nBen,b@marsh.example\n", "other.csv")
    desk.tend(keep_unfinished, Unfinished((Source(file), Source(other)), ImportChoices()))
    desk.do(commit_import, desk.ask(plan_import, [file]))
    assert desk.ask(unfinished) is not None, "another file still waits"
    desk.tend(keep_unfinished, Unfinished((Source(other),), ImportChoices()))
    desk.do(commit_import, desk.ask(plan_import, [other]))
    assert desk.ask(unfinished) is None
