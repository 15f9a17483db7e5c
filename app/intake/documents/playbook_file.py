"""Playbooks on disk: reads one and lists every fault with its line, writes one, and knows the shipped ones."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.domain.playbook import Playbook
from app.domain.problems import Problem, Trouble
from app.intake.documents import marked_yaml
from app.intake.documents.marked_yaml import Unreadable
from app.intake.documents.playbook_faults import Fault, checked
from app.shipped import shipped

LARGEST = 2_000_000  # bytes; the shipped playbooks have about 100,000


class FaultyPlaybook(Problem):
    """A playbook that cannot be used; `faults` lists everything that is wrong with it, in the order of the file."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        more = f"{len(faults)} faults; the first is in" if len(faults) > 1 else "a fault in"
        super().__init__(f"The playbook {name} has {more} {faults[0]}.")
        self.faults = faults


def read_playbook(path: Path) -> Playbook:
    """Return the playbook in a file, or raise FaultyPlaybook with every fault."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError as missing:
        raise Problem(f"There is no file {path.name} in {path.parent}; choose a playbook file.") from missing
    except IsADirectoryError as folder:
        raise Problem(f"{path.name} is a folder; choose a playbook file.") from folder
    except OSError as refused:
        raise Trouble(f"{path.name} could not be read: {refused.strerror}.") from refused
    if len(raw) > LARGEST:
        raise FaultyPlaybook(path.name, (Fault(None, "", "the file is larger than 2 MB; this is no playbook"),))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = raw.count(b"\n", 0, broken.start) + 1
        raise FaultyPlaybook(path.name, (Fault(line, "", "this is not UTF-8; save the file as UTF-8"),)) from broken
    return parse_playbook(text, path.name)


def parse_playbook(text: str, name: str) -> Playbook:
    """Return the playbook written in `text`; `name` is what messages call it."""
    if len(text) > LARGEST:
        raise FaultyPlaybook(name, (Fault(None, "", "the text is larger than 2 MB; this is no playbook"),))
    try:
        marked = marked_yaml.load(text)
    except Unreadable as broken:
        raise FaultyPlaybook(name, (Fault(broken.line, "", broken.says),)) from broken
    playbook, faults = checked(marked)
    if playbook is None or faults:
        raise FaultyPlaybook(name, tuple(sorted(set(faults), key=lambda f: (f.line or 0, f.place, f.says))))
    return playbook


def write_playbook(playbook: Playbook) -> str:
    """Return the playbook as YAML that reads back equal; what has its default value is left out."""
    values = playbook.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    values["version"] = playbook.version  # always said, also for the first
    values["hours"].update(start=f"{playbook.hours.start:%H:%M}", end=f"{playbook.hours.end:%H:%M}")
    ordered = {key: values[key] for key in Playbook.model_fields if key in values}
    return yaml.dump(ordered, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=116)


@cache
def shipped_playbooks() -> tuple[tuple[str, str, Path], ...]:
    """Name, title and file of every playbook that comes with the program; the first is the default."""
    listed = []
    for path in sorted((shipped() / "playbooks").glob("*.yaml")):
        with path.open(encoding="utf-8") as file:  # the first lines say it; the whole is read when it is chosen
            head = dict(line.split(":", 1) for line in (next(file, "") for _ in range(12)) if ":" in line)
        listed.append((head["name"].strip(), head["title"].strip().strip("'\""), path))
    return tuple(listed)


class _Dumper(yaml.SafeDumper):
    """Lists of short values stand on one line."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        plain = all(not isinstance(item, (dict, list)) for item in sequence)
        short = plain and sum(len(str(item)) + 2 for item in sequence) < 90
        return super().represent_sequence(tag, sequence, flow_style=short)

    def ignore_aliases(self, data: Any) -> bool:
        return True  # anchors would make the file harder to read than it needs to be
