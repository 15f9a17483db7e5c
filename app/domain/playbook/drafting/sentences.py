"""What is wrong with a value or between parts, in a sentence that says what to do."""

from collections.abc import Mapping
from typing import Any

from app.domain.playbook.condition_words import Unread, read
from app.domain.playbook.cross_checks import PartFault
from app.domain.playbook.drafting.body import labels_of
from app.domain.playbook.drafting.fault import Fault
from app.domain.playbook.sections import SECTIONS, Field, Section, choices, keyed

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


def sentence(body: Mapping[str, Any], section: Section, field: Field | None, name: str, error: Any) -> str:
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
    says = "Write numbers above 0, one a line." if field.of == "number" else _BY_KIND.get(field.kind, wish(field))
    return f"{says[:-1]}; at most {limits['le']:g}." if "le" in limits else says


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


# --- between parts ---


def between(body: Mapping[str, Any], part: PartFault) -> Fault:
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
    if part.kind == "meant":
        says = f"“{part.word}” already means “{_label(body, section, part.of)}”; keep it in one of them."
        return Fault(section.id, key, name, says)
    if part.kind == "no_cell":
        fit, intent = (
            dict(choices(body, of)).get(id, id) for of, id in (("fit_band", part.word), ("intent_band", part.of))
        )
        return Fault(section.id, "", "", f"There is no cell for fit “{fit}” with intent “{intent}”; add it.")
    if part.kind == "lacking":
        return Fault(section.id, "", "", _lacking(part))
    return Fault(section.id, key, name, _ended(part.says))


def _label(body: Mapping[str, Any], section: Section, id: str) -> str:
    """What people call an item of a section."""
    return str(next((item.get(section.title) or id for _, item in keyed(body, section.id) if item.get("id") == id), id))


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
