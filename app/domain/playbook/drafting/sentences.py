"""What is wrong with a value or between parts, in a sentence that says what to do."""

from collections.abc import Mapping
from typing import Any

from app.domain.playbook.condition_words import Unread, read
from app.domain.playbook.cross_checks import PartFault
from app.domain.playbook.drafting.body import labels_of
from app.domain.playbook.drafting.fault import Fault
from app.domain.playbook.sections import SECTIONS, Field, Section, choices, keyed
from app.language import later, tr, within

_NUMBERS = {
    "ge": later("Write a number of at least {limit:g}."),
    "gt": later("Write a number above {limit:g}."),
    "le": later("Write a number of at most {limit:g}."),
    "lt": later("Write a number below {limit:g}."),
}
_WISHES: Mapping[str, str] = {
    "About": later("Write what it is about."),
    "Ask": later("Write whom to ask."),
    "Counts when": later("Write when an answer counts."),
    "When": later("Write when it holds; write always where it always does."),
    "Why": later("Write why, for those who read it beside the proposal."),
    "From": later("Write from when, like 08:30."),
    "To": later("Write until when, like 17:30."),
    "From points": later("Write at how many points the band begins."),
    "Halved after days": later("Write after how many days a signal counts half."),
    "Proposes": later("Write what is proposed then."),
    "Their question": later("Write the question that these people have."),
    "Every days": later("Write every how many days."),
    "Looks at": later("Write what this seat wants to be sure of."),
    "Says": later("Write what it says when it is found."),
    "Suggests": later("Write which change it suggests."),
}


def wish(field: Field) -> str:
    """What to do about a field that must not be empty: `Write the question.`"""
    if field.label in _WISHES:
        return tr(_WISHES[field.label])
    if field.kind == "words":
        return tr("Write at least one line under “{label}”.", label=tr(field.label))
    if field.kind == "choices":
        return tr("Choose at least one under “{label}”.", label=tr(field.label))
    if field.kind == "number":
        return tr("Write a number under “{label}”.", label=tr(field.label))
    label = tr(field.label)
    label = within(label[0]) + label[1:]
    return tr("Choose the {label}.", label=label) if field.kind == "choice" else tr("Write the {label}.", label=label)


def sentence(body: Mapping[str, Any], section: Section, field: Field | None, name: str, error: Any) -> str:
    """What to do about one error, in a sentence."""
    kind, limits = error["type"], error.get("ctx", {})
    if field is None:
        if kind == "extra_forbidden":
            return tr("“{name}” is not known in {label}; leave it out.", name=name, label=tr(section.label))
        if kind == "value_error":
            return _ended(str(limits["error"]))
        if section.single or name:
            return tr("{label} cannot be read; write it again.", label=tr(section.label))
        return (
            tr("This is no {one}; remove it.", one=tr(section.one))
            if error["loc"][len(section.place) :]
            else _lost(section)
        )
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
    says = (
        tr("Write numbers above 0, one a line.")
        if field.of == "number"
        else tr(_BY_KIND[field.kind])
        if field.kind in _BY_KIND
        else wish(field)
    )
    return tr("{says}; at most {most:g}.", says=says[:-1], most=limits["le"]) if "le" in limits else says


def _lost(section: Section) -> str:
    return tr("{label} cannot be read; add each {one} again.", label=tr(section.label), one=tr(section.one))


_BY_KIND: Mapping[str, str] = {
    "yes_no": later("Choose yes or no."),
    "time": later("Write a time like 08:30."),
    "words": later("Write words, one a line."),
    "needs": later("Choose required, expected or optional for each seat."),
    "hours_by": later("Write a number above 0 for each offer, or nothing."),
    "limits": later("Write a number for each limit."),
    "id": later("An id is made of lower-case letters, digits and underscores, and begins with a letter."),
}


def _of_number(body: Mapping[str, Any], field: Field, error: Any) -> str:
    limits = error.get("ctx", {})
    for sign, says in _NUMBERS.items():
        if sign in limits:
            return tr(says, limit=limits[sign])
    return tr("Write a whole number.") if error["type"].startswith("int") else tr("Write a number.")


def _of_condition(body: Mapping[str, Any], field: Field, error: Any) -> str:
    value = error["input"]
    if isinstance(value, str) and error["loc"][-1] == field.id:
        try:
            read(value, labels_of(body))
        except Unread as unread:
            return unread.message
    if error["type"] == "value_error":
        return _ended(str(error["ctx"]["error"]))
    return wish(field) if value is None else tr("This condition cannot be read; write it again.")


def _of_owner(body: Mapping[str, Any], field: Field, error: Any) -> str:
    if error["type"] != "value_error" or not isinstance(error["input"], dict):
        return tr("Choose who gets the lead.")
    if error["input"].get("rule") == "by_region":
        return tr("Write a name for at least one region.")
    return tr("Write at least one name of somebody who gets the lead.")


def _of_choice(body: Mapping[str, Any], field: Field, error: Any) -> str:
    value = error["input"]
    if not isinstance(value, str):
        return wish(field)
    offered = [label for _, label in choices(body, field.of)]
    few = (
        tr("choose {names} or {offered}", names=", ".join(offered[:-1]), offered=offered[-1])
        if 1 < len(offered) <= 10
        else tr("choose another")
    )
    return tr("“{value}” cannot stand here; {few}.", value=value, few=few)


def _ended(sentence: str) -> str:
    text = sentence[:1].upper() + sentence[1:]
    return text if text.endswith((".", "?")) else f"{text}."


# --- between parts ---


def between(body: Mapping[str, Any], part: PartFault) -> Fault:
    """A fault between parts at its place in the sections, in the words of the window."""
    section, key, name = _place_of(part)
    field = section.field(name)
    if part.kind == "twice":
        says = tr(
            "Another {one} has the id “{word}” already; give this one another id, or remove it.",
            one=tr(section.one),
            word=part.word,
        )
        last = [key for key, item in keyed(body, section.id) if item.get("id") == part.word]
        return Fault(section.id, last[-1] if last else "", section.key[0] if section.key else "", says)
    if part.kind == "undefined":
        says = tr("“{word}” is not defined; choose another or take it out.", word=part.word)
        if field is not None and field.kind in ("choices", "needs", "hours_by"):
            says = tr(
                "“{word}” is not defined under “{label}”; choose another or take it out.",
                word=part.word,
                label=tr(field.label),
            )
        return Fault(
            section.id,
            key,
            name,
            says,
        )
    if section.id == "routes" and not key:
        last_one = [key for key, _ in keyed(body, "routes")]
        says = tr("The last route must hold always, so that every lead goes somewhere: write always.")
        return Fault("routes", last_one[-1] if last_one else "", "when" if last_one else "", says)
    if part.kind == "meant":
        says = tr(
            "“{word}” already means “{label}”; keep it in one of them.",
            word=part.word,
            label=_label(body, section, part.of),
        )
        return Fault(section.id, key, name, says)
    if part.kind == "no_cell":
        fit, intent = (
            dict(choices(body, of)).get(id, id) for of, id in (("fit_band", part.word), ("intent_band", part.of))
        )
        return Fault(
            section.id,
            "",
            "",
            tr("There is no cell for fit “{fit}” with intent “{intent}”; add it.", fit=fit, intent=intent),
        )
    if part.kind == "lacking":
        return Fault(section.id, "", "", _lacking(part))
    return Fault(section.id, key, name, _ended(part.says))


def _label(body: Mapping[str, Any], section: Section, id: str) -> str:
    """What people call an item of a section."""
    return str(next((item.get(section.title) or id for _, item in keyed(body, section.id) if item.get("id") == id), id))


def _lacking(part: PartFault) -> str:
    if part.word:
        gate = dict(choices({}, "gate")).get(part.word, part.word).lower()
        return tr("An SQL needs a required criterion for the gate “{gate}”; add one, or make one required.", gate=gate)
    return tr("There is {lack}; add one, or make one required.", lack=part.says)


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
