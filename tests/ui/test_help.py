"""Help: every page has one, every key in it is bound, every link leads somewhere, and F1 opens that of the screen."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.playbook.sections import SECTIONS
from app.services.desk import Desk
from app.shipped import shipped
from app.ui import help
from app.ui.command_table import COMMANDS, command, key_text
from app.ui.window import Window
from app.ui.workspace_view import PAGES
from tests.ui.waiting import idle

LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Window]:
    """The window on an empty workspace."""
    made = Window("Robin")
    made.remembers = False
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(Desk.create(tmp_path / "Team.assay", "diagnostics", by="Robin"), place="today")
    idle(qtbot, made)
    yield made
    made.close()


def written(topic: str) -> str:
    return (shipped() / "help" / f"{topic}.md").read_text("utf-8")


@pytest.mark.parametrize("place", ["start", "board", "grid", "gaps", *PAGES, help.CONTENTS, *help.PARTS.values()])
def test_there_is_help_for_every_page(place: str) -> None:
    text = help.text(place)
    assert text.startswith("# ")
    assert "{" not in text, "a key that was not filled in"
    assert len(text) > 500, "too little to help anybody"


def test_help_is_in_the_same_order_everywhere() -> None:
    for topic in set(help.topics()) - {help.CONTENTS}:
        heads = re.findall(r"^## (.+)$", written(topic), re.MULTILINE)
        assert heads[0] == "What one does here", topic
        assert heads[-2:] == ["What the words mean", "When something is refused"], topic
        does = written(topic).partition("## What one does here")[2].partition("\n## ")[0]
        assert len(re.findall(r"^- ", does, re.MULTILINE)) == 5, topic


def test_every_key_named_exists_and_none_is_typed_a_second_time() -> None:
    ids = {one.id for one in COMMANDS}
    window_wide = [key_text(one) for one in COMMANDS if not one.near]
    combined = {key for key in window_wide if "+" in key or key.startswith("F")}
    for topic in help.topics():
        text = written(topic)
        assert set(re.findall(r"\{([a-z_]+\.[a-z_]+)\}", text)) <= ids, topic
        typed = {key for key in combined if re.search(rf"(?<![\w+]){re.escape(key)}(?!\w)", text)}
        assert not typed, f"{topic} has {typed} typed into it"


def test_keys_of_one_page_are_read_from_its_hints() -> None:
    from app.ui.pages.settling.pairs import HINTS

    assert {word for _, word in HINTS} >= set(re.findall(r"\{duplicates/([^}]+)\}", written("duplicates")))
    keep = next(key for key, word in HINTS if word == "keep separate")
    assert f"**{keep}**" in help.text("duplicates")


def test_every_link_leads_to_a_topic_and_every_topic_can_be_reached() -> None:
    seen: set[str] = set()
    waiting = [help.CONTENTS]
    while waiting:
        topic = waiting.pop()
        seen.add(topic)
        links = {link.removesuffix(".md") for link in LINK.findall(written(topic))}
        assert all(link in help.topics() for link in links), (topic, links - set(help.topics()))
        waiting += links - seen
    assert seen == set(help.topics())


def test_every_group_of_the_playbook_has_its_part() -> None:
    assert {section.group for section in SECTIONS} | {"The draft"} == set(help.PARTS)


def test_f1_opens_the_help_of_the_page_on_screen(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    for place, topic in (("today", "today"), ("imports", "imports"), ("playbook", None)):
        window.view.go(place)
        idle(qtbot, window)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        shown: Any = window._help_dialog
        assert shown.isVisible()
        assert shown.pages.topic == (topic or help.PARTS["Checklists"])
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
    pages = window._help_dialog.pages
    pages.anchorClicked.emit(QUrl("today.md"))
    assert pages.topic == "today" and window._help_dialog.back.isEnabled()
    assert help.title("today") in window._help_dialog.windowTitle()
    pages.back()
    assert pages.topic == help.PARTS["Checklists"]
    assert command("lead.next").key in help.text("today")
    window._help_dialog.close()


def test_each_shape_of_the_leads_has_its_help(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.go("leads")
    for shape, topic in (("board", "board"), ("grid", "grid"), ("list", "leads")):
        window.commands.act(f"leads.{shape}")
        assert window.view.topic == topic
        idle(qtbot, window)


def test_the_pages_are_where_the_help_thinks() -> None:
    for module in help._HINTED.values():
        assert import_module(module).HINTS
