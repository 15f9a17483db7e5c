"""Playbooks on disk: reads one and lists every fault with its line, writes one, and knows the shipped ones."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from app.domain.playbook import Playbook
from app.domain.problems import Problem, Trouble
from app.intake import marked_yaml
from app.intake.marked_yaml import Marked, Place, Unreadable
from app.shipped import shipped

LARGEST = 2_000_000  # bytes; the shipped playbooks have about 100,000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: its line (None where there is none), its place such as `hours.start`, and what to do."""

    line: int | None
    place: str
    says: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.place) if part)
        return f"{where}: {self.says}" if where else self.says


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
    faults = [Fault(line, _written(marked.values, place), says) for place, line, says in marked.faults]
    playbook, found = _checked(marked)
    faults += found
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


# --- every fault at once ---------------------------------------------------------------------------------------------


def _checked(marked: Marked) -> tuple[Playbook | None, list[Fault]]:
    """The playbook where all is well, else the faults of single values and, as far as possible, of references."""
    if not isinstance(marked.values, dict):
        return None, [Fault(1, "", "begin with keys such as 'name:' and 'title:', not with a list or a word")]
    try:
        return Playbook.model_validate(marked.values), []
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False, include_input=False)
    parts = next((error for error in errors if error["type"] == "parts"), None)
    if parts is not None:
        return None, [_reference_fault(marked, said) for said in str(parts["ctx"]["faults"]).split("\n")]
    faults = [
        Fault(marked.line(error["loc"]), _written(marked.values, error["loc"]), _plain(error, error["loc"]))
        for error in errors
    ]
    return None, faults + [_reference_fault(marked, said) for said in _references_of_the_rest(marked.values, errors)]


def _references_of_the_rest(values: dict[str, Any], errors: Any) -> Iterator[str]:
    """The faulty references among the parts that are well formed; silent where a whole section is unreadable."""
    kept, dropped = dict(values), ""
    for section in {error["loc"][0] for error in errors}:
        broken = {error["loc"][1] for error in errors if error["loc"][0] == section and len(error["loc"]) > 1}
        if isinstance(kept.get(section), list) and broken and all(isinstance(at, int) for at in broken):
            dropped += repr([item for at, item in enumerate(kept[section]) if at in broken])
            kept[section] = [item for at, item in enumerate(kept[section]) if at not in broken]
        elif section in _REFERRED_TO_BY_NOBODY:
            kept[section] = _STAND_INS.get(section, "x")
        elif section not in Playbook.model_fields:
            kept.pop(section)
        else:
            return
    try:
        Playbook.model_validate(kept)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False, include_input=False):
            for said in str(error.get("ctx", {}).get("faults", "")).split("\n"):
                about = said.split("'")[1] if "'" in said else ""
                missing_because_dropped = repr(about) in dropped or "no required" in said or "SQL needs" in said
                if said and not (dropped and missing_because_dropped):
                    yield said


_REFERRED_TO_BY_NOBODY = {"name", "title", "about", "version", "hours", "no_response", "handoff", "use_sal"}
_STAND_INS: dict[str, Any] = {
    "version": 1,
    "use_sal": False,
    "hours": {"timezone": "UTC", "days": ["mon"], "start": "08:00", "end": "17:00"},
    "no_response": {"attempts": 1, "days": 1, "proposes": "x"},
    "handoff": {"mandatory": [], "counted": []},
}


def _reference_fault(marked: Marked, said: str) -> Fault:
    """A fault that the model states as `place: what`, with the line it is about."""
    place, _, says = said.partition(": ")
    where = _steps(marked.values, place)
    word = says.split("'")[1] if says.count("'") >= 2 else ""
    return Fault(marked.line_of_word(where, word) if word else marked.line(where), place, says)


def _steps(values: Any, place: str) -> Place:
    """The way down to a place that names list items by their id, as far as it can be followed."""
    steps: list[str | int] = []
    for word in place.replace("relook.", "").split("."):
        if isinstance(values, dict) and word in values:
            steps.append(word)
            values = values[word]
        elif isinstance(values, list) and (at := _at(values, word)) is not None:
            steps.append(at)
            values = values[at]
        elif not steps:
            sections = [name for name in ("disqualify", "not_now") if _at(values.get(name), word) is not None]
            if not sections:
                break
            at = _at(values[sections[0]], word) or 0
            steps += [sections[0], at]
            values = values[sections[0]][at]
    return tuple(steps)


def _at(items: Any, id: str) -> int | None:
    """Where in a list the item with this id (or of this service line) stands."""
    if not isinstance(items, list):
        return None
    named = (at for at, item in enumerate(items) if isinstance(item, dict) and id in (item.get("id"), _line_of(item)))
    return next(named, None)


def _line_of(item: dict[str, Any]) -> Any:
    return item.get("service_line")


def _written(values: Any, place: Place) -> str:
    """A place as people read it: `criteria.use_case.gate`, items by their id, else by their number from 1."""
    words = []
    for step in place:
        if isinstance(step, int) and isinstance(values, list) and step < len(values):
            values = values[step]
            named = (values.get("id") or _line_of(values)) if isinstance(values, dict) else None
            words.append(named if isinstance(named, str) else str(step + 1))
        else:
            values = values.get(step) if isinstance(values, dict) else None
            words.append(str(step))
    return ".".join(words)


# --- plain sentences -------------------------------------------------------------------------------------------------

_SAYS = {
    "missing": "this is missing; add it",
    "string_type": "write text here, in quotes where it looks like a number",
    "int_type": "write a whole number",
    "int_parsing": "write a whole number",
    "int_from_float": "write a whole number",
    "float_type": "write a number",
    "float_parsing": "write a number",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "tuple_type": "write a list, such as [one, two]",
    "dict_type": "write keys with values here, such as 'key: value'",
    "model_type": "write keys with values here, such as 'key: value'",
    "model_attributes_type": "write keys with values here, such as 'key: value'",
}


def _plain(error: Any, place: Place) -> str:
    kind, limits = error["type"], error.get("ctx", {})
    if kind in _SAYS:
        return _SAYS[kind]
    if kind.startswith("time"):
        return "write a time like 08:30"
    if kind == "literal_error":
        return f"write one of {limits['expected'].replace(' or ', ', ')}"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(place[-1]), _keys_at(place[:-1]), n=1)
        return "this key is not known here; " + (f"did you mean '{near[0]}'?" if near else "remove it")
    if kind == "value_error":
        return str(limits["error"])
    for sign, words in (("ge", "of at least"), ("gt", "above"), ("le", "of at most"), ("lt", "below")):
        if sign in limits:
            return f"write a number {words} {limits[sign]:g}"
    return str(error["msg"])


def _keys_at(place: Place) -> list[str]:
    """The keys that the model allows at a place."""
    kind: Any = Playbook
    for step in place:
        if isinstance(step, str) and isinstance(kind, type) and issubclass(kind, BaseModel):
            named = (f for name, f in kind.model_fields.items() if step in (name, f.alias))
            found = next(named, None)
            kind = _inner(found.annotation) if found else None
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [field.alias or name for name, field in kind.model_fields.items()]
    return []


def _inner(kind: Any) -> Any:
    """The model inside tuple[Model, ...] or Model | None."""
    if get_origin(kind) in (tuple, Union, UnionType):
        return next((_inner(part) for part in get_args(kind) if part not in (type(None), ...)), None)
    return kind
