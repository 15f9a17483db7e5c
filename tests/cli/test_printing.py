"""What people read: widths, one line a row, nothing that steers the terminal."""

import pytest

from app.cli.documents import plain
from app.cli.printing import Output, cut, one_line, width, widths


@pytest.mark.parametrize(
    ("text", "places"), [("", 0), ("Berg", 4), ("東京", 4), ("é", 1), ("e\u0301", 1), ("ÅÄÖ", 3), ("👩‍🔬", 4)]
)
def test_width(text, places):
    assert width(text) == places


@pytest.mark.parametrize(
    ("text", "size", "shown"),
    [
        ("Berg", 4, "Berg"),
        ("Bergmann", 5, "Berg…"),
        ("東京都立病院", 7, "東京都…"),
        ("a b c", 3, "a…"),
        ("東京", 3, "東…"),
    ],
)
def test_cut(text, size, shown):
    assert cut(text, size) == shown
    assert width(cut(text, size)) <= size


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\nlines", "two lines"),
        ("  room  within ", "room within"),
        ("\x1b[31mred\x07", "�[31mred�"),
        ("right\u202eleft", "right�left"),
        ("lone \ud800 half", "lone � half"),
        ("tab\tand\r\nmore", "tab and more"),
    ],
)
def test_a_line_is_one_line_without_control(text, line):
    assert one_line(text) == line


def test_the_widest_columns_give_way_first():
    assert widths([["a" * 10, "b" * 40, "c" * 4]], 40) == [10, 22, 4]
    assert widths([["a" * 10, "b" * 40]], None) == [10, 40]
    assert min(widths([["a" * 50, "b" * 50, "c" * 50]], 10)) >= 6


def test_numbers_stand_to_the_right_and_empty_columns_fall_out(capsys, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    Output(as_json=False).table(("No", "Name", "Nothing"), [(7, "東京", ""), (123, "Berg", None)], right=("No",))
    assert capsys.readouterr().out == " No  Name\n  7  東京\n123  Berg\n"


def test_json_mode_says_nothing_to_people(capsys):
    out = Output(as_json=True)
    out.say("Hello")
    out.table(("A",), [("b",)])
    out.pairs([("a", "b")])
    assert capsys.readouterr().out == ""


def test_what_json_does_not_know_is_written_plainly(now):
    from app.domain.stage import Stage

    assert plain({"at": now, "day": now.date(), "stage": Stage.MQL, "all": {1: (True, None)}}) == {
        "at": "2026-11-16T09:00:00+00:00",
        "day": "2026-11-16",
        "stage": "mql",
        "all": {"1": [True, None]},
    }
