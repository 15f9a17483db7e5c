"""Reading a playbook lists every fault with its line."""

import random
from pathlib import Path
from typing import Any

import pytest

from app.domain.problems import Problem
from app.intake.documents.playbook_file import (
    FaultyPlaybook,
    parse_playbook,
    read_playbook,
    shipped_playbooks,
)


@pytest.fixture(scope="module")
def good() -> str:
    return shipped_playbooks()[0][2].read_text(encoding="utf-8")


def _faults(text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(FaultyPlaybook) as caught:
        parse_playbook(text, "mine.yaml")
    assert caught.value.message.startswith("The playbook mine.yaml has ")
    return [(fault.line, fault.place, fault.says) for fault in caught.value.faults]


def _line(text: str, sign: str) -> int:
    """The number of the first line that holds `sign`."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if sign in line)


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def test_the_shipped_playbooks_are_listed_default_first() -> None:
    listed = shipped_playbooks()
    assert [name for name, _, _ in listed] == ["diagnostics", "healthtech", "medical", "respiratory"]
    for name, title, path in listed:
        book = read_playbook(path)
        assert (book.name, book.title) == (name, title)


def test_every_fault_is_told_at_once_with_its_line(good: str) -> None:
    text = _changed(
        good,
        ("  start: ", "  strat: "),
        ("version: 1", "version: none"),
        ("  - id: HL1\n", "  - id: HL1\n    colour: red\n"),
        ("path: technical_presales", "path: technical_presails"),
        ("gate: fit", "gate: fitness"),
    )
    found = _faults(text)
    said = {place: (line, says) for line, place, says in found}
    assert said["hours.strat"] == (_line(text, "strat:"), "this key is not known here; did you mean 'start'?")
    assert said["hours.start"] == (_line(text, "timezone:") - 1, "this is missing; add it")
    assert said["version"] == (_line(text, "version: none"), "write a whole number")
    assert said["questions.HL1.colour"] == (_line(text, "colour: red"), "this key is not known here; remove it")
    gate = next(place for place in said if place.endswith(".gate"))
    assert said[gate][0] == _line(text, "gate: fitness")
    assert said[gate][1].startswith("write one of 'need', 'intent', 'fit', 'next_step'")
    wrong_path = next(place for place in said if "technical_presails" in said[place][1])
    assert said[wrong_path] == (_line(text, "technical_presails"), "'technical_presails' is not defined")
    assert len(found) == 6
    assert [line for line, _, _ in found] == sorted(line or 0 for line, _, _ in found)


def test_a_wrong_time_says_how_to_write_one(good: str) -> None:
    text = _changed(good, ('  end: "17:30"', "  end: half past five"))
    assert _faults(text) == [(_line(text, "half past"), "hours.end", "write a time like 08:30")]


def test_times_and_yes_stay_as_written(good: str) -> None:
    text = _changed(good, ('  end: "17:30"', "  end: 17:30"))
    assert parse_playbook(text, "mine").hours.end.strftime("%H:%M") == "17:30"
    assert any(route.when.any or route.when.all for route in parse_playbook(text, "mine").routes)


def test_references_that_lead_nowhere_are_separate_faults(good: str) -> None:
    text = _changed(
        good,
        ("preset: hybrid", "preset: hybird"),
        ("    seat: ", "    seat: no_such_seat # "),
        ("  first_outreach_by_offer:\n", "  first_outreach_by_offer:\n    free_lunch: 1\n"),
    )
    said = {place: (line, says) for line, place, says in _faults(text)}
    assert said["preset"] == (_line(text, "preset: hybird"), "'hybird' is not defined")
    assert said["deadlines.first_outreach_by_offer"][0] == _line(text, "free_lunch")
    seat = next(place for place in said if place.endswith(".seat"))
    assert said[seat] == (_line(text, "no_such_seat"), "'no_such_seat' is not defined")
    assert len(said) == 3


def test_a_key_that_stands_twice_is_a_fault(good: str) -> None:
    text = _changed(good, ("title: ", "title: First\ntitle: "))
    line = _line(text, "title: First")
    says = f"the key 'title' stands twice, first in line {line}; keep one of them"
    assert _faults(text) == [(line + 1, "title", says)]


def test_an_id_that_stands_twice_is_a_fault(good: str) -> None:
    text = _changed(good, ("  - id: HL2\n", "  - id: HL1  # again\n"))
    assert _faults(text) == [(_line(text, "id: HL1  # again"), "questions", "'HL1' stands twice")]


def test_a_word_that_means_two_things_is_a_fault(good: str) -> None:
    text = _changed(good, ("        Research, Learning, ", "        RFP, Research, Learning, "))
    (fault,) = _faults(text)
    assert fault[1] == "vocabularies.evaluation_stage.procuring"
    assert fault[2] == "'rfp' already means 'researching'; keep it in one of them"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("name: x\n\ttitle: y\n", 2, "(line 2, column 1)"),
        ("name: x\ntitle: a: b\n", 2, "put text that contains a colon in quotes"),
        ("name: x\ntitle: 'open\nabout: y\n", 4, "close the quote"),
        ("name: [a, b\ntitle: y\n", 2, "close the bracket"),
        ("name: x\n---\nname: y\n", 2, "keep one document"),
        ("name: *nobody\n", 1, "name the anchor"),
        ("name: x\x00y\n", None, "remove the control character"),
        ("- a\n- b\n", 1, "begin with keys"),
        ("just words\n", 1, "begin with keys"),
    ],
)
def test_what_is_no_playbook_is_told_in_one_sentence(text: str, line: int | None, says: str) -> None:
    (fault,) = _faults(text)
    assert says in fault[2], fault
    assert fault[0] == line
    assert "\n" not in fault[2]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
        ),  # grows to 9^13 values
        "name: &self [*self]\n",  # contains itself
        "name: " + "[" * 300 + "]" * 300,
        "name: " + "[" * 5000 + "]" * 5000,
    ],
    ids=["bomb", "cycle", "deep", "deeper"],
)
def test_a_small_file_never_grows(text: str) -> None:
    (fault,) = _faults(text)
    assert "too large or too deep" in fault[2] or "nested too deeply" in fault[2] or "not YAML" in fault[2]


def test_tags_make_nothing() -> None:
    found = _faults("name: !!python/object/apply:os.getcwd []\ntitle: !!int abc\n")
    assert (1, "name", "remove the tag tag:yaml.org,2002:python/object/apply:os.getcwd; plain values only") in found
    assert (2, "title", "'abc' is not a value that can be used here") in found


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is no file gone"):
        read_playbook(tmp_path / "gone.yaml")
    with pytest.raises(Problem, match="is a folder"):
        read_playbook(tmp_path)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 2_000_001)
    with pytest.raises(FaultyPlaybook, match="larger than 2 MB"):
        read_playbook(large)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("name: x\ntitle: Gerät\n".encode("cp1252"))
    with pytest.raises(FaultyPlaybook) as caught:
        read_playbook(latin)
    assert caught.value.faults[0].line == 2
    assert "UTF-8" in caught.value.message


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path, good: str) -> None:
    path = tmp_path / "marked.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + good.encode())
    assert read_playbook(path).name == "diagnostics"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  attempts: ", "  attempts: 0 # ", "write a number of at least 1"),
        ("  first_outreach_hours: ", "  first_outreach_hours: -1 # ", "write a number above 0"),
        ("  timezone: ", "  timezone: Mars/Olympus # ", "'Mars/Olympus' is not a time zone"),
        ('  start: "08:30"', "  start: 9", "write a time like 08:30"),
        ('  start: "08:30"', "  start: 08:30Z", "write a time like 08:30"),
        ('  start: "08:30"', "  start: 18:30", "business hours must start before they end"),
        ("rule: 4th thu of november", "rule: 4th xyz of november", "'4th xyz of november' is not a holiday rule"),
        ("  verdict_hours: 16", "  verdict_hours: 1e999", "is not a value that can be used here"),
        ("  days: [", "  days: monday # [", "write a list, such as [one, two]"),
        ("  silence_accepts: ", "  silence_accepts: perhaps # ", "write true or false"),
        ("hours:\n", "hours: long\nhours_before:\n", "write keys with values here"),
    ],
)
def test_messages_are_plain_sentences(good: str, old: str, new: str, says: str) -> None:
    found = _faults(_changed(good, (old, new)))
    assert any(says in fault[2] for fault in found), found


def test_a_section_left_out_is_named(good: str) -> None:
    values: dict[str, Any] = {"name": "x", "title": "X"}
    places = {place for _, place, _ in _faults("\n".join(f"{key}: {value}" for key, value in values.items()))}
    assert {"criteria", "questions", "scoring", "hours", "preset"} <= places


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_told_never_a_crash(seed: int) -> None:
    lines = shipped_playbooks()[3][2].read_text(encoding="utf-8").split("\n")
    chance = random.Random(seed)
    values = ("1", "-3", "[]", "{}", "null", "1.5", "[1, {a: b}]", "{a: [b]}", "!!binary aaa", "&a [*a]", "? [a]")
    for _ in range(chance.choice([1, 2, 5])):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                lines[at] = ""
            case 1:
                lines[at] = lines[at].replace(":", " ", 1)
            case 2:
                lines[at] = lines[at].split(":")[0] + ": " + chance.choice(values)
            case 3:
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                lines.insert(at, lines[other])
    try:
        parse_playbook("\n".join(lines), "damaged.yaml")
    except FaultyPlaybook as damaged:
        assert all("\n" not in str(fault) and fault.says for fault in damaged.faults)
