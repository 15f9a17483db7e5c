"""One run: wrong usage, exit codes, the clock, faults, pipes, stops, and what is met on the way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.__main__ import is_for_the_window, main
from app.cli.parser import VERBS, build, read_words
from app.cli.running import MODULES
from tests.cli.terminal import ANNA, HEADER, ROOT, in_a_process


def test_every_verb_has_help_and_something_that_does_it(assay):
    _, verbs = build()
    assert set(verbs) == set(VERBS) == set(MODULES)
    for verb in VERBS:
        said = assay.done(verb, "--help")
        assert said.out.startswith(f"usage: assay {verb}")
        assert said.out == verbs[verb].format_help()  # the same words alone and among all the others


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["leeds", "x.assay"], "did you mean 'leads'"),
        (["zzz", "x.assay"], "the verbs are new, import"),
        (["leads"], "required: W"),
        (["leads", "x.assay", "--colour", "red"], "unrecognized arguments: --colour red"),
        (["leads", "x.assay", "--where", "colour=red"], "'colour' is not a field"),
        (["leads", "x.assay", "--where", "stage"], "is no test"),
        (["leads", "x.assay", "--where", "stage=hot"], "'hot' is not a stage"),
        (["leads", "x.assay", "--where", "open=perhaps"], "neither true nor false"),
        (["leads", "x.assay", "--limit", "-1"], "--limit"),
        (["answer", "x.assay", "1", "sql_volume", "maybe"], "invalid choice: 'maybe'"),
        (["answer", "x.assay", "1", "sql_volume", "yes", "--certainty", "sure"], "invalid choice: 'sure'"),
        (["move", "x.assay", "1", "--stage", "sql"], "--learned"),
        (["move", "x.assay", "1", "--learned", "a", "--next", "b"], "--stage S, --path P"),
        (["move", "x.assay", "1", "--stage", "hot", "--learned", "a", "--next", "b"], "'hot' is not a stage"),
        (
            ["move", "x.assay", "1", "--stage", "sql", "--learned", "a", "--next", "b", "--due", "2026-02-30"],
            "'2026-02-30' is not a date",
        ),
        (
            ["move", "x.assay", "1", "--stage", "sql", "--learned", "a", "--next", "b", "--due", "next week"],
            "'next week' is not a date",
        ),
        (["import", "x.assay"], "FILE"),
        (["import", "x.assay", "a.csv", "--date-order", "ydm"], "invalid choice: 'ydm'"),
        (["import", "x.assay", "a.csv", "--encoding", "klingon"], "'klingon' is not an encoding"),
        (["import", "x.assay", "a.csv", "--delimiter", "ab"], "'ab' is not a delimiter"),
        (["import", "x.assay", "a.csv", "--map", "shoe=Size"], "'shoe' is not a field"),
        (["import", "x.assay", "a.csv", "--map", "email"], "has no '='"),
        (["review", "x.assay", "-o", "a.xlsx", "--week", "2026-W54"], "'2026-W54' is not a week"),
        (["handoff", "x.assay", "1"], "-o/--output"),
        (["undo", "x.assay", "latest"], "'latest' is not a whole number"),
        (["gap", "x.assay", "1"], "--ask QUESTION"),
        (["gap", "x.assay", "1", "--ask", "Why?"], "--ask needs --area"),
        (["touch", "x.assay", "1", "--kind", "call"], "--outcome"),
        (["touch", "x.assay", "1", "--kind", "call", "--outcome", "x", "--at", "noon"], "'noon' is not a moment"),
        (["playbook", "burn", "x.yaml"], "invalid choice: 'burn'"),
    ],
)
def test_wrong_usage_is_said_with_2_and_does_nothing(assay, words, says):
    said = assay(*words)
    assert said.code == 2
    assert says in said.err
    assert said.err.startswith("usage: assay")
    assert said.out == ""
    assert list(assay.folder.iterdir()) == []


def test_help_and_version(assay):
    assert "Exit code: 0 done" in assay.done("--help").out
    assert assay.done("--version").out.startswith("assay ")


@pytest.mark.parametrize("words", [[], ["--sample"], ["team.assay"], ["team.assay", "--read-only"], ["--by", "kim"]])
def test_what_is_no_verb_opens_the_window(words, monkeypatch):
    assert is_for_the_window(words)
    opened = []
    import app.bootstrap

    monkeypatch.setattr(app.bootstrap, "run_window", lambda words: opened.append(words) or 0)
    assert main(words) == 0
    assert opened == [words]


@pytest.mark.parametrize("words", [["leads"], ["--help"], ["leeds"], ["--nonsense"], ["new", "team.assay", "--sample"]])
def test_everything_else_is_for_the_command_line(words):
    assert not is_for_the_window(words)


def test_a_bundled_program_reads_workbooks_in_a_child_of_itself(monkeypatch):
    from app.intake.workbooks import worker

    monkeypatch.setattr(worker, "main", lambda words: len(words))
    assert main(["intake-worker", "a", "b", "c", "d"]) == 4


def test_a_bundled_program_judges_leads_in_a_child_of_itself(monkeypatch):
    from app.services import judging_apart

    monkeypatch.setattr(judging_apart, "main", lambda words: len(words))
    assert main([judging_apart.ARGUMENT, "a"]) == 1


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("2026-11-16T09:30:00Z", "2026-11-16T09:30:00+00:00"),
        ("2026-11-16T09:30:00+02:00", "2026-11-16T07:30:00+00:00"),
        ("2026-11-16T09:30:00", "2026-11-16T09:30:00+00:00"),
        ("2026-11-16", "2026-11-16T00:00:00+00:00"),
    ],
)
def test_assay_now_sets_the_clock(assay, team, monkeypatch, written, stored):
    monkeypatch.setenv("ASSAY_NOW", written)
    assay.done("touch", team, 1, "--kind", "call", "--outcome", "Nobody there")
    assert assay.document("history", team)["actions"][0]["at"] == stored


def test_a_clock_that_cannot_be_read_is_said(assay, team, monkeypatch):
    monkeypatch.setenv("ASSAY_NOW", "yesterday")
    assert "ASSAY_NOW is 'yesterday'" in assay.refused("leads", team)


def test_a_fault_of_the_program_is_one_line_and_goes_to_the_log(assay, team, monkeypatch):
    from app.cli.log import log_file
    from app.services import touches

    def broken(*_args, **_named):
        raise ZeroDivisionError("the details")

    monkeypatch.setattr(touches, "log_touch", broken)
    monkeypatch.delenv("ASSAY_DEBUG", raising=False)
    sentence = assay.refused("touch", team, 1, "--kind", "call", "--outcome", "x")
    assert "ZeroDivisionError" in sentence
    assert str(log_file()) in sentence
    assert "the details" in log_file().read_text("utf-8")
    monkeypatch.setenv("ASSAY_DEBUG", "1")
    said = assay("touch", team, 1, "--kind", "call", "--outcome", "x")
    assert said.code == 1
    assert "Traceback" in said.err
    assert assay.document("history", team)["actions"][0]["label"].startswith("Import")


def test_surroundings_that_nobody_translated_are_one_line_too(assay, team, monkeypatch):
    from app.services import touches

    def full(*_args, **_named):
        raise OSError(28, "No space left on device", "somewhere.xlsx")

    monkeypatch.setattr(touches, "log_touch", full)
    sentence = assay.refused("touch", team, 1, "--kind", "call", "--outcome", "x")
    assert sentence.startswith("No space left on device (somewhere.xlsx); ")


def test_a_stop_gives_130_and_keeps_nothing(assay, team, monkeypatch):
    from app.services import touches

    real = touches.log_touch

    def stopped(*args, **named):
        real(*args, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(touches, "log_touch", stopped)
    said = assay("touch", team, 1, "--kind", "call", "--outcome", "x")
    assert (said.code, said.out, said.err) == (130, "", "Stopped.\n")
    assert assay.document("show", team, 1)["touches"] == []


def test_json_is_one_document_and_nothing_else(assay, team):
    for words in (["leads"], ["show", 1], ["history"], ["today"], ["check"]):
        said = assay.done(words[0], team, *words[1:], "--json")
        assert said.json
        assert said.out.startswith("{\n")
        assert said.out.endswith("}\n")


# --- as a process of its own ------------------------------------------------------------------------------------------


def test_the_help_meets_neither_database_nor_window():
    code = "import sys; from app.__main__ import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0
    assert not {"PySide6", "sqlalchemy", "pydantic", "openpyxl"} & set(eval(said.stderr))


def test_a_list_meets_neither_window_nor_workbooks(assay, team):
    code = (
        "import sys; from app.__main__ import main; main(['leads', sys.argv[1]]); "
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, team],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert "Anna Berg" in said.stdout
    assert not {"PySide6", "openpyxl", "alembic", "python_calamine"} & set(eval(said.stderr))


def test_standard_output_is_utf8_whatever_the_terminal_claims(assay):
    assay.done("new", "team")
    assay.done("import", "team", assay.file("a.csv", HEADER, ANNA.replace("Anna,Berg", "Zoë,Łuk 東京")))
    for words in (["leads", "team.assay"], ["leads", "team.assay", "--json"]):
        said = in_a_process(*words, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"})
        assert said.returncode == 0, said.stderr
        assert "Zoë Łuk 東京" in said.stdout


def test_a_listener_who_leaves_is_no_failure(assay, team):
    many = [HEADER, *(ANNA.replace("Anna", f"Anna{n}").replace("anna.", f"anna{n}.") for n in range(3000))]
    assay.done("import", team, assay.file("many.csv", *many))
    command = f"{sys.executable} -P -m app leads {team} --json | head -n 1; echo ${{PIPESTATUS[0]}}"
    said = subprocess.run(
        ["bash", "-c", command], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert said.stdout == "{\n0\n"
    assert said.stderr == ""


def test_ctrl_c_during_an_import_keeps_nothing(assay, team):
    many = [
        HEADER,
        *(ANNA.replace("Anna", f"Anna{n}").replace("anna.", f"anna{n}.") for n in range(60_000)),
    ]  # seconds of work
    file = assay.file("many.csv", *many)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "app", "import", str(team), str(file)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        before = team.with_name("team.assay-lock")
        for _ in range(600):
            if before.exists() and child.poll() is None:
                break
            time.sleep(0.02)
        time.sleep(1)
        os.killpg(child.pid, signal.SIGINT)
        out, err = child.communicate(timeout=60)
    assert (child.returncode, out, err) == (130, "", "Stopped.\n")
    assert assay.document("leads", team)["total"] == 2
    assert assay.document("check", team)["ok"] is True


def test_the_console_script_is_the_same_thing():
    from importlib.metadata import entry_points

    (script,) = entry_points(group="console_scripts", name="assay")
    assert script.load() is main


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("decisions W --yes FILE", {"file": Path("FILE"), "yes": True}),
        ("decisions W --week 2026-W46 FILE", {"file": Path("FILE"), "week": "2026-W46"}),
        ("decisions W --json FILE", {"file": Path("FILE"), "json": True}),
        ("routes W --wrong --note late 5", {"lead": "5", "wrong": True, "note": "late"}),
        ("undo W --dry-run 4", {"action": 4, "dry_run": True}),
        ("link A --kind people B", {"file_a": Path("A"), "file_b": Path("B"), "kind": "people"}),
        ("attachments W --json lead:1", {"owner": "lead:1"}),
        ("own-domains W --json a.example b.example", {"domains": ["a.example", "b.example"]}),
        ("tag W --by kim hot 1 2", {"word": "hot", "leads": ["1", "2"]}),
        ("bulk W --owner kim 1 2", {"leads": ["1", "2"], "owner": "kim"}),
        ("merge W 1 --json 2", {"records": ["1", "2"]}),
        ("import W a --dry-run b -", {"files": [Path("a"), Path("b"), Path("-")], "dry_run": True}),
        ("reply W a --yes b", {"files": [Path("a"), Path("b")], "yes": True}),
        ("search W ada --json berg", {"words": ["ada", "berg"]}),
        ("playbook compare W 1 --json 2", {"a": 1, "b": 2, "json": True}),
        ("playbook replay W --last 3 FILE", {"file": Path("FILE"), "last": 3, "draft": False}),
    ],
)
def test_a_word_that_may_be_left_out_may_stand_behind_an_option(words, wanted):
    read = vars(read_words(words.split()))
    assert {name: read[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    "words",
    [
        *("undo W 4 --json 5", "decisions W FILE --yes OTHER", "decisions W --nope FILE", "leads W --json x"),
        *("playbook replay W", "playbook replay W FILE --draft", "playbook replay W FILE --json OTHER"),
    ],
)
def test_words_that_nobody_asked_for_are_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as said:
        read_words(words.split())
    assert said.value.code == 2 and "error: " in capsys.readouterr().err
