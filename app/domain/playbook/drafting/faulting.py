"""Everything that is wrong with a body, each fault at its place in a sentence that says what to do.

A body that breaks in one place is still looked at everywhere else: what cannot be used is stood in for, and the rest
is checked again. `doubts` adds what is legal, but will not do what it seems to.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from app.domain.playbook import Playbook
from app.domain.playbook.drafting.body import tidied
from app.domain.playbook.drafting.fault import Fault
from app.domain.playbook.drafting.sentences import between, wish
from app.domain.playbook.drafting.standing_in import stood_in
from app.domain.playbook.sections import SECTIONS, keyed

_ROUNDS = 8  # a stand-in may uncover what could not be looked at before


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
        parts = [fault for error in errors for fault in error.get("ctx", {}).get("faults", ())]
        if parts:
            for part in parts:
                _keep(found, between(mended, part), part.word)
            break
        mended = stood_in(body, mended, errors, found)
    return tuple(found.values()), None


def _keep(found: dict[tuple[str, str, str, str], Fault], fault: Fault, word: str) -> None:
    """Note a fault between parts, unless something is said of its place already."""
    if (fault.section, fault.item, fault.field, "") not in found:
        found.setdefault((fault.section, fault.item, fault.field, word or fault.says), fault)


def _empty_fields(body: Mapping[str, Any]) -> Iterator[Fault]:
    for section in SECTIONS:
        for key, item in keyed(body, section.id):
            for field in section.fields:
                value = item.get(field.id)
                empty = value is None or (field.kind != "condition" and value in ("", [], {}))
                if field.required and (empty or (isinstance(value, str) and not value.strip())):
                    yield Fault(section.id, key, field.id, wish(field))
