"""The help for each page: Markdown shipped with the program, its keys filled in from where they are bound."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from app.language import spoken
from app.shipped import shipped
from app.ui.command_table import command, key_text

CONTENTS = "words"
PARTS = {
    "The draft": "playbook-draft",
    "General": "playbook",
    "Checklists": "playbook-checklists",
    "Scoring": "playbook-scoring",
    "Routing": "playbook-routing",
    "Time": "playbook-time",
    "Leaving and coming back": "playbook-leaving",
    "Reasons": "playbook-reasons",
    "Committee and handoff": "playbook-committee",
    "Calls": "playbook-calls",
    "Review": "playbook-review",
    "Words": "playbook-words",
}  # of the playbook, by the heading they stand under
_HINTED = {"board": "app.ui.pages.board", "duplicates": "app.ui.pages.settling.pairs"}  # keys of one page alone
_KEY = re.compile(r"\{([a-z_]+)([./])([^}]+)\}")


def topics() -> tuple[str, ...]:
    """Everything there is help for."""
    return tuple(sorted(path.stem for path in _folder().glob("*.md")))


def text(topic: str) -> str:
    """The help for a topic as Markdown, with the keys in force; of one that there is none for, the contents."""
    written = next(path for path in _places(topic) if path.is_file()).read_text("utf-8")
    return _KEY.sub(lambda found: f"**{_key(found[1], found[2], found[3])}**", written)


def title(topic: str) -> str:
    """What the help for a topic is called."""
    return text(topic).partition("\n")[0].lstrip("# ")


def _key(owner: str, kind: str, name: str) -> str:
    return key_text(command(f"{owner}.{name}")) if kind == "." else _hints(owner)[name]


@cache
def _hints(owner: str) -> dict[str, str]:
    """The keys that only one page knows, by the word its own line of hints has for them."""
    return {word: key for key, word in import_module(_HINTED[owner]).HINTS}


def _places(topic: str) -> Iterator[Path]:
    """Where a topic may stand: in the language in force, in English; else the contents, in either."""
    for name in (topic, CONTENTS):
        yield _folder() / spoken() / f"{name}.md"
        yield _folder() / f"{name}.md"


def _folder() -> Path:
    return shipped() / "help"
