"""Every fault of a playbook at once, in plain sentences, each with its line and its place."""

import difflib
from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from app.domain.playbook import Playbook
from app.domain.playbook.cross_checks import PartFault
from app.intake.documents.faults import Fault
from app.intake.documents.marked_yaml import Marked, Place
from app.language import later, tr


def checked(marked: Marked) -> tuple[Playbook | None, list[Fault]]:
    """The playbook that a document holds, or None, and everything that is wrong with it."""
    written = [Fault(line, _written(marked.values, place), says) for place, line, says in marked.faults]
    playbook, found = _against_the_model(marked)
    return playbook, written + found


def _against_the_model(marked: Marked) -> tuple[Playbook | None, list[Fault]]:
    """The playbook where all is well, else the faults of single values and, as far as possible, of references."""
    if not isinstance(marked.values, dict):
        return None, [Fault(1, "", tr("begin with keys such as 'name:' and 'title:', not with a list or a word"))]
    try:
        return Playbook.model_validate(marked.values), []
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False, include_input=False)
    parts = next((error for error in errors if error["type"] == "parts"), None)
    if parts is not None:
        return None, [_between_parts(marked, fault) for fault in parts["ctx"]["faults"]]
    faults = [
        Fault(marked.line(error["loc"]), _written(marked.values, error["loc"]), _plain(error, error["loc"]))
        for error in errors
    ]
    return None, faults + [_between_parts(marked, fault) for fault in _references_of_the_rest(marked.values, errors)]


def _references_of_the_rest(values: dict[str, Any], errors: Any) -> Iterator[PartFault]:
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
            for fault in error.get("ctx", {}).get("faults", ()):
                missing_because_dropped = repr(fault.word) in dropped or fault.kind == "lacking"
                if not (dropped and missing_because_dropped):
                    yield fault


_REFERRED_TO_BY_NOBODY = {"name", "title", "about", "version", "hours", "no_response", "handoff", "use_sal"}
_STAND_INS: dict[str, Any] = {
    "version": 1,
    "use_sal": False,
    "hours": {"timezone": "UTC", "days": ["mon"], "start": "08:00", "end": "17:00"},
    "no_response": {"attempts": 1, "days": 1, "proposes": "x"},
    "handoff": {"mandatory": [], "counted": []},
}


def _between_parts(marked: Marked, fault: PartFault) -> Fault:
    """A fault between parts at its line in the file."""
    where = _steps(marked.values, fault.place)
    word = fault.word or (fault.says.split("'")[1] if fault.says.count("'") >= 2 else "")
    line = marked.line_of_word(where, word) if word else marked.line(where)
    return Fault(line, ".".join(fault.place), fault.says)


def _steps(values: Any, place: tuple[str, ...]) -> Place:
    """The way down to a place that names list items by their id, as far as it can be followed."""
    steps: list[str | int] = []
    for word in place:
        if isinstance(values, dict) and word in values:
            steps.append(word)
            values = values[word]
        elif isinstance(values, list) and (at := _at(values, word)) is not None:
            steps.append(at)
            values = values[at]
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
    "missing": later("this is missing; add it"),
    "string_type": later("write text here, in quotes where it looks like a number"),
    "int_type": later("write a whole number"),
    "int_parsing": later("write a whole number"),
    "int_from_float": later("write a whole number"),
    "float_type": later("write a number"),
    "float_parsing": later("write a number"),
    "bool_type": later("write true or false"),
    "bool_parsing": later("write true or false"),
    "tuple_type": later("write a list, such as [one, two]"),
    "dict_type": later("write keys with values here, such as 'key: value'"),
    "model_type": later("write keys with values here, such as 'key: value'"),
    "model_attributes_type": later("write keys with values here, such as 'key: value'"),
}


_LIMITS = {
    "ge": later("write a number of at least {limit:g}"),
    "gt": later("write a number above {limit:g}"),
    "le": later("write a number of at most {limit:g}"),
    "lt": later("write a number below {limit:g}"),
}


def _plain(error: Any, place: Place) -> str:
    kind, limits = error["type"], error.get("ctx", {})
    if kind in _SAYS:
        return tr(_SAYS[kind])
    if kind.startswith("time"):
        return tr("write a time like 08:30")
    if kind == "literal_error":
        return tr("write one of {choices}", choices=limits["expected"].replace(" or ", ", "))
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(place[-1]), _keys_at(place[:-1]), n=1)
        if near:
            return tr("this key is not known here; did you mean '{key}'?", key=near[0])
        return tr("this key is not known here; remove it")
    if kind == "value_error":
        return str(limits["error"])
    for sign, says in _LIMITS.items():
        if sign in limits:
            return tr(says, limit=limits[sign])
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
