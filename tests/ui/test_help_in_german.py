"""Help in German: every topic has it, built like the English one, with the same keys and links, and it is shown."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from app.language import SOURCE, speak, tr
from app.shipped import shipped
from app.ui import help
from app.ui.command_table import COMMANDS, command, key_text

GERMAN = "de"
KEY = re.compile(r"\{[^}]+\}")
LINK = re.compile(r"\]\(([^)]+)\)")
HEAD = re.compile(r"^(#+) (.+)$", re.MULTILINE)


@pytest.fixture
def german() -> Iterator[None]:
    """The program speaks German for as long as the test runs."""
    speak(GERMAN)
    yield
    speak(SOURCE)


def written(topic: str, language: str = "") -> str:
    return (shipped() / "help" / language / f"{topic}.md").read_text("utf-8")


def test_every_topic_is_there_and_none_without_an_english_one() -> None:
    assert {path.stem for path in (shipped() / "help" / GERMAN).iterdir()} == set(help.topics())


@pytest.mark.parametrize("topic", help.topics())
def test_it_is_built_like_the_english_one(topic: str) -> None:
    english, german = written(topic), written(topic, GERMAN)
    for same in (KEY, LINK):
        assert Counter(same.findall(german)) == Counter(same.findall(english))
    assert [level for level, _ in HEAD.findall(german)] == [level for level, _ in HEAD.findall(english)]
    for mark in (r"^- ", r"\*\*"):
        assert len(re.findall(mark, german, re.MULTILINE)) == len(re.findall(mark, english, re.MULTILINE)), mark


def test_it_is_in_the_same_order_everywhere() -> None:
    for topic in set(help.topics()) - {help.CONTENTS}:
        heads = [words for level, words in HEAD.findall(written(topic, GERMAN)) if level == "##"]
        assert heads[0] == "Was man hier tut", topic
        assert heads[-2:] == ["Was die Begriffe bedeuten", "Wenn etwas nicht geht"], topic


def test_no_key_is_typed_into_it_that_the_english_one_has_not() -> None:
    combined = {key_text(one) for one in COMMANDS if "+" in key_text(one) or key_text(one).startswith("F")}
    for topic in help.topics():
        assert typed(combined, written(topic, GERMAN)) <= typed(combined, written(topic)), topic


def typed(keys: set[str], text: str) -> set[str]:
    return {key for key in keys if re.search(rf"(?<![\w+]){re.escape(key)}(?!\w)", text)}


@pytest.mark.parametrize("topic", help.topics())
def test_it_is_shown_where_german_is_spoken(topic: str, german: None) -> None:
    head = written(topic, GERMAN).partition("\n")[0]
    shown = help.text(topic)
    assert shown.startswith(head) and help.title(topic) == head.lstrip("# ")
    assert "{" not in shown, "a key that was not filled in"


def test_keys_are_filled_in_as_in_english(german: None) -> None:
    assert f"**{key_text(command('lead.next'))}**" in help.text("today")
    assert "**K**" in help.text("duplicates"), "a key of that page alone"


def test_what_nobody_wrote_leads_to_the_german_contents(german: None) -> None:
    assert help.text("nobody wrote this").startswith(written(help.CONTENTS, GERMAN).partition("\n")[0])


@pytest.mark.parametrize("topic", help.topics())
def test_buttons_are_called_as_in_the_window(topic: str, german: None) -> None:
    for name in re.findall(r'"([^"\n]+)"', written(topic)):
        if (said := tr(name)) != name:
            assert f"„{said}“" in " ".join(written(topic, GERMAN).split()), f"“{name}” is “{said}” in the window"
