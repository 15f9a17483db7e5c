"""Playbooks on disk: reads one and lists every fault with its line, and knows the shipped ones."""

from functools import cache
from pathlib import Path

from app.domain.playbook import Playbook
from app.intake.documents import marked_yaml
from app.intake.documents.faults import Fault, Faulty, read_text, refuse_too_large
from app.intake.documents.marked_yaml import Unreadable
from app.intake.documents.playbook_faults import checked
from app.language import later
from app.shipped import shipped


class FaultyPlaybook(Faulty):
    """A playbook that cannot be used."""

    kind = later("playbook")
    largest = 2_000_000  # the shipped ones have about 100,000


def read_playbook(path: Path) -> Playbook:
    """Return the playbook in a file, or raise FaultyPlaybook with every fault."""
    return parse_playbook(read_text(path, FaultyPlaybook), path.name)


def parse_playbook(text: str, name: str) -> Playbook:
    """Return the playbook written in `text`; `name` is what messages call it."""
    refuse_too_large(len(text), name, FaultyPlaybook)
    try:
        marked = marked_yaml.load(text, "'name:' and 'title:'")
    except Unreadable as broken:
        raise FaultyPlaybook(name, Fault(broken.line, "", broken.says)) from broken
    playbook, faults = checked(marked)
    if playbook is None or faults:
        raise FaultyPlaybook(name, *faults)
    return playbook


@cache
def shipped_playbooks() -> tuple[tuple[str, str, Path], ...]:
    """Name, title and file of every playbook that comes with the program; the first is the default."""
    listed = []
    for path in sorted((shipped() / "playbooks").glob("*.yaml")):
        with path.open(encoding="utf-8") as file:  # the first lines say it; the whole is read when it is chosen
            head = dict(line.split(":", 1) for line in (next(file, "") for _ in range(12)) if ":" in line)
        listed.append((head["name"].strip(), head["title"].strip().strip("'\""), path))
    return tuple(listed)
