"""Everything that is wrong with a body, each fault at its place in a sentence that says what to do.

A body that breaks in one place is still looked at everywhere else: what cannot be used is stood in for, and the rest
is checked again. `doubts` adds what is legal, but will not do what it seems to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from app.domain.playbook import Playbook
from app.domain.playbook.condition_words import Unread, read
from app.domain.playbook.cross_checks import PartFault
from app.domain.playbook.drafting.body import Body, labels_of, reached, tidied
from app.domain.playbook.sections import SECTION, SECTIONS, Field, Section, choices, keyed

_ROUNDS = 8  # a stand-in may uncover what could not be looked at before


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to put right, at its place. One that `warns` is legal, but will not do what it seems to."""

    section: str
    item: str  # its key text; empty for the section as a whole
    field: str  # empty for the item as a whole
    says: str
    warns: bool = False


def hard_faults(body: Mapping[str, Any]) -> tuple[tuple[Fault, ...], Playbook | None]:
    """The faults for which a body cannot be adopted, and the playbook where the model takes it as it is."""
    found: dict[tuple[str, str, str, str], Fault] = {}
    for fault in _empty_fields(body):
        found.setdefault((fault.section, fault.item, fault.field, ""), fault)
    mended = tidied(body)
    for round_ in range(_ROUNDS):
        try:
            playbook = Playbook.model_validate(mended)
            return tuple(found.values()), playbook if round_ == 0 else None
        except ValidationError as invalid:
            errors = invalid.errors(include_url=False)
        between = [fault for error in errors for fault in error.get("ctx", {}).get("faults", ())]
        if between:
            for part in between:
                _keep(found, _said(mended, part), part.word)
            break
        mended = _stood_in(body, mended, errors, found)
    return tuple(found.values()), None


def _keep(found: dict[tuple[str, str, str, str], Fault], fault: Fault, word: str) -> None:
    """Note a fault between parts, unless something is said of its place already."""
    if (fault.section, fault.item, fault.field, "") not in found:
        found.setdefault((fault.section, fault.item, fault.field, word or fault.says), fault)


# --- what is empty and must not be ------------------------------------------------------------------------------------


def _empty_fields(body: Mapping[str, Any]) -> Iterator[Fault]:
    for section in SECTIONS:
        for key, item in keyed(body, section.id):
            for field in section.fields:
                value = item.get(field.id)
                empty = value is None or (field.kind != "condition" and value in ("", [], {}))
                if field.required and (empty or (isinstance(value, str) and not value.strip())):
                    yield Fault(section.id, key, field.id, wish(field))


_WISHES: Mapping[str, str] = {
    "About": "Write what it is about.",
    "Ask": "Write whom to ask.",
    "Counts when": "Write when an answer counts.",
    "When": "Write when it holds; write always where it always does.",
    "Why": "Write why, for those who read it beside the proposal.",
    "From": "Write from when, like 08:30.",
    "To": "Write until when, like 17:30.",
    "From points": "Write at how many points the band begins.",
    "Halved after days": "Write after how many days a signal counts half.",
    "Proposes": "Write what is proposed then.",
    "Their question": "Write the question that these people have.",
    "Every days": "Write every how many days.",
    "Looks at": "Write what this seat wants to be sure of.",
    "Says": "Write what it says when it is found.",
    "Suggests": "Write which change it suggests.",
}


def wish(field: Field) -> str:
    """What to do about a field that must not be empty: `Write the question.`"""
    if field.label in _WISHES:
        return _WISHES[field.label]
    if field.kind == "words":
        return f"Write at least one line under “{field.label}”."
    if field.kind == "choices":
        return f"Choose at least one under “{field.label}”."
    if field.kind == "number":
        return f"Write a number under “{field.label}”."
    return f"{'Choose' if field.kind == 'choice' else 'Write'} the {field.label[0].lower()}{field.label[1:]}."


# --- single values ----------------------------------------------------------------------------------------------------

Loc = tuple[str | int, ...]


def _stood_in(
    body: Mapping[str, Any], mended: Body, errors: Any, found: dict[tuple[str, str, str, str], Fault]
) -> Body:
    """The body with a stand-in for every value that an error is about; what was wrong is noted in `found`."""
    made = dict(mended)
    spoilt: dict[str, set[int]] = {}
    for error in errors:
        section, at, name = _located(error["loc"])
        if section is None:
            made.pop(str(error["loc"][0]), None)
            says = f"A playbook has no part “{error['loc'][0]}”; leave it out."
            found.setdefault(("general", "", str(error["loc"][0]), ""), Fault("general", "", "", says))
            continue
        key = _key_at(mended, section, at)
        field = section.field(str(error.get("ctx", {}).get("field", name)))
        name = field.id if field is not None else name
        fault = Fault(section.id, key, name if field else "", _sentence(body, section, field, name, error))
        found.setdefault((section.id, key, fault.field or name, ""), fault)
        if section.single or at is not None:
            if field is None and name:
                _change(made, section, at, name, ABSENT)
            elif field is None and not section.single:
                spoilt.setdefault(section.id, set()).add(at or 0)
            for one in (field,) if field else section.fields if section.single else ():
                _change(made, section, at, one.id, _stand_in(made, one, at))
        else:
            _replace(made, section, [])
    for id, places in spoilt.items():
        kept = [item for at, item in enumerate(_held(made, SECTION[id])) if at not in places]
        _replace(made, SECTION[id], kept)
    return made


ABSENT = object()


def _located(loc: Loc) -> tuple[Section | None, int | None, str]:
    """The section, the place in its list and the field that an error is about."""
    for section in sorted(SECTIONS, key=lambda section: -len(section.place)):
        rest = loc[len(section.place) :]
        if loc[: len(section.place)] != section.place:
            continue
        if section.single:
            if not section.place and (not rest or section.field(str(rest[0])) is None):
                continue
            return section, None, str(rest[0]) if rest else ""
        if not rest:
            return section, None, ""
        if isinstance(rest[0], int):
            return section, rest[0], str(rest[1]) if len(rest) > 1 else ""
    below = next((section for section in SECTIONS if section.place[: len(loc)] == loc), None)
    return below, None, ""


def _key_at(body: Mapping[str, Any], section: Section, at: int | None) -> str:
    """The key text of the item at a place of a list; empty for what is no item."""
    if at is None:
        return ""
    held = _held(body, section)
    wanted = held[at] if at < len(held) else None
    return next((key for key, item in keyed(body, section.id) if item is wanted), "")


def _held(body: Mapping[str, Any], section: Section) -> list[Any]:
    found: Any = body
    for step in section.place:
        found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, list) else []


def _replace(made: Body, section: Section, value: Any) -> None:
    where = reached(made, section)
    if where is None:  # something on the way is no record
        made[section.place[0]] = {}
        where = reached(made, section)
    if where is not None:
        holder, name = where
        holder[name] = value


def _change(made: Body, section: Section, at: int | None, name: str, value: Any) -> None:
    """Give a field of an item or record another value; ABSENT takes it away."""
    where = reached(made, section)
    if where is None or (section.single and section.place and not isinstance(where[0].get(where[1]), dict)):
        _replace(made, section, {})
        where = reached(made, section)
    if where is None:
        return
    holder, last = where
    if section.single:
        item = holder[last] if last else holder
    else:
        items = list(holder[last])
        held = items[at or 0]
        items[at or 0] = item = dict(held) if isinstance(held, dict) else {}
        holder[last] = items
    if value is ABSENT:
        item.pop(name, None)
    else:
        item[name] = value


def _stand_in(body: Body, field: Field, at: int | None) -> Any:
    """A value that the model takes for a field, so that the rest can be checked."""
    if field.kind == "choice":
        return next((id for id, _ in choices(body, field.of)), "x")
    if field.kind == "choices":
        return [id for id, _ in choices(body, field.of)][:1]
    if field.kind == "id":
        return f"stand_in_{at or 0}"
    return _STAND_INS_BY_ID.get(field.id, _STAND_INS.get(field.kind, "x"))


_STAND_INS: Mapping[str, Any] = {
    "number": 1,
    "yes_no": False,
    "words": [],
    "condition": {},
    "owner": {"rule": "keep"},
    "needs": {},
    "hours_by": {},
    "limits": {},
}
_STAND_INS_BY_ID: Mapping[str, Any] = {"start": "00:00", "end": "23:59", "timezone": "UTC", "rule": "12-25"}

# --- sentences --------------------------------------------------------------------------------------------------------


def _sentence(body: Mapping[str, Any], section: Section, field: Field | None, name: str, error: Any) -> str:
    """What to do about one error, in a sentence."""
    kind, limits = error["type"], error.get("ctx", {})
    if field is None:
        if kind == "extra_forbidden":
            return f"“{name}” is not known in {section.label}; leave it out."
        if kind == "value_error":
            return _ended(str(limits["error"]))
        if section.single or name:
            return f"{section.label} cannot be read; write it again."
        return f"This is no {section.one}; remove it." if error["loc"][len(section.place) :] else _lost(section)
    if kind == "missing":
        return wish(field)
    if kind == "record":
        return _ended(str(error["msg"]))
    by_kind = {
        "number": _of_number,
        "condition": _of_condition,
        "choice": _of_choice,
        "choices": _of_choice,
        "owner": _of_owner,
    }
    if field.kind in by_kind:
        return by_kind[field.kind](body, field, error)
    if kind == "value_error":
        return _ended(str(limits["error"]))
    return _BY_KIND.get(field.kind, wish(field))


def _lost(section: Section) -> str:
    return f"{section.label} cannot be read; add each {section.one} again."


_BY_KIND: Mapping[str, str] = {
    "yes_no": "Choose yes or no.",
    "time": "Write a time like 08:30.",
    "words": "Write words, one a line.",
    "needs": "Choose required, expected or optional for each seat.",
    "hours_by": "Write a number above 0 for each offer, or nothing.",
    "limits": "Write a number for each limit.",
    "id": "An id is made of lower-case letters, digits and underscores, and begins with a letter.",
}


def _of_number(body: Mapping[str, Any], field: Field, error: Any) -> str:
    limits = error.get("ctx", {})
    for sign, words in (("ge", "of at least"), ("gt", "above"), ("le", "of at most"), ("lt", "below")):
        if sign in limits:
            return f"Write a number {words} {limits[sign]:g}."
    return "Write a whole number." if error["type"].startswith("int") else "Write a number."


def _of_condition(body: Mapping[str, Any], field: Field, error: Any) -> str:
    value = error["input"]
    if isinstance(value, str) and error["loc"][-1] == field.id:
        try:
            read(value, labels_of(body))
        except Unread as unread:
            return unread.message
    if error["type"] == "value_error":
        return _ended(str(error["ctx"]["error"]))
    return wish(field) if value is None else "This condition cannot be read; write it again."


def _of_owner(body: Mapping[str, Any], field: Field, error: Any) -> str:
    if error["type"] != "value_error" or not isinstance(error["input"], dict):
        return "Choose who gets the lead."
    if error["input"].get("rule") == "by_region":
        return "Write a name for at least one region."
    return "Write at least one name of somebody who gets the lead."


def _of_choice(body: Mapping[str, Any], field: Field, error: Any) -> str:
    value = error["input"]
    if not isinstance(value, str):
        return wish(field)
    offered = [label for _, label in choices(body, field.of)]
    few = f"choose {', '.join(offered[:-1])} or {offered[-1]}" if 1 < len(offered) <= 10 else "choose another"
    return f"“{value}” cannot stand here; {few}."


def _ended(sentence: str) -> str:
    text = sentence[:1].upper() + sentence[1:]
    return text if text.endswith((".", "?")) else f"{text}."


# --- between parts ----------------------------------------------------------------------------------------------------


def _said(body: Mapping[str, Any], part: PartFault) -> Fault:
    """A fault between parts at its place in the sections, in the words of the window."""
    section, key, name = _place_of(part)
    field = section.field(name)
    if part.kind == "twice":
        says = f"Another {section.one} has the id “{part.word}” already; give this one another id, or remove it."
        last = [key for key, item in keyed(body, section.id) if item.get("id") == part.word]
        return Fault(section.id, last[-1] if last else "", section.key[0] if section.key else "", says)
    if part.kind == "undefined":
        what = f" under “{field.label}”" if field is not None and field.kind in ("choices", "needs", "hours_by") else ""
        return Fault(section.id, key, name, f"“{part.word}” is not defined{what}; choose another or take it out.")
    if section.id == "routes" and not key:
        last_one = [key for key, _ in keyed(body, "routes")]
        says = "The last route must hold always, so that every lead goes somewhere: write always."
        return Fault("routes", last_one[-1] if last_one else "", "when" if last_one else "", says)
    if part.kind == "lacking":
        return Fault(section.id, "", "", _lacking(part))
    return Fault(section.id, key, name, _ended(part.says))


def _lacking(part: PartFault) -> str:
    if part.word:
        gate = dict(choices({}, "gate")).get(part.word, part.word).lower()
        return f"An SQL needs a required criterion for the gate “{gate}”; add one, or make one required."
    return f"There is {part.says}; add one, or make one required."


def _place_of(part: PartFault) -> tuple[Section, str, str]:
    """Section, key and field of a place that the model names."""
    section = max(
        (s for s in SECTIONS if part.place[: len(s.place)] == s.place and (s.place or len(part.place) == 1)),
        key=lambda s: len(s.place),
    )
    rest = part.place[len(section.place) :]
    keys = 0 if section.single else len(section.key)
    key = " / ".join(rest[:keys]) if len(rest) >= keys else ""
    return section, key, rest[keys] if len(rest) > keys else ""
