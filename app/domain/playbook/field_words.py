"""How a field of a playbook stands in one cell, and what a cell means: labels for ids, one item of a list to a line.

`in_words` and `from_words` are each other's reverse but for spaces at the ends and conditions, which come back plain.
"""

import difflib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.conditions import Condition
from app.domain.playbook.condition_words import read, written
from app.domain.playbook.fact_words import FACTS_IN_WORDS
from app.domain.playbook.sections import SECTIONS, Field, Pairs, choices
from app.domain.problems import Problem
from app.language import tr

Written = str | int | float | None

# the workbook that holds a playbook: its format, and the names that its writer and its reader share
BOOK_MARK = "assay playbook workbook"
BOOK_FORMAT = "1"
BOOK_GUIDE = "How to edit this"
BOOK_CHOICES = "Choices"
BOOK_USE = "Use of questions"  # told beside the questions, and not read back

_MARK = "• "
_YES, _NO = "Yes", "No"
_TRUE = frozenset({"yes", "true", "y", "x", "1", "ja", "oui"})
_FALSE = frozenset({"no", "false", "n", "0", "nein", "non"})
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?\Z")
_FREE = frozenset({"roles"})  # a role may be a word of a job title, where no seat says it
_LISTS = tuple(
    dict.fromkeys(
        [field.of for section in SECTIONS for field in section.fields if field.of and field.of != "number"]
        + [fact.of for fact in FACTS_IN_WORDS if fact.of]
        + ["criterion", "region", "need", "owner_rule"]
    )
)


class Lists:
    """What fields with a choice may hold: ids with their labels, those of `older` bodies understood as well."""

    def __init__(self, body: Mapping[str, Any], older: Mapping[str, Any] | None = None) -> None:
        self.pairs: dict[str, Pairs] = {of: choices(body, of) for of in _LISTS}
        self._labels = {of: _unlike(pairs) for of, pairs in self.pairs.items()}
        if older is not None:
            for of, now in self.pairs.items():
                ids, said = {id for id, _ in now}, {label.casefold() for _, label in now}
                once = [pair for pair in choices(older, of) if pair[0] in ids and pair[1].casefold() not in said]
                self.pairs[of] = (*now, *once)
        self._ids = {of: _found_by(pairs) for of, pairs in self.pairs.items()}

    def label(self, of: str, id: str) -> str:
        """The label of an id where it leads back to it, else the id."""
        return self._labels.get(of, {}).get(id, id)

    def labels(self, of: str) -> tuple[str, ...]:
        """Every choice of a list as it is written."""
        return tuple(self._labels.get(of, {}).values())

    def id(self, of: str, text: str) -> str | None:
        """The id that a label or an id means, or None."""
        return self._ids.get(of, {}).get(" ".join(text.split()).casefold())

    def meant(self, of: str, text: str) -> str:
        """The same; raises Problem that names what comes near."""
        found = self.id(of, text)
        if found is not None:
            return found
        known = self.labels(of)
        near = difflib.get_close_matches(text.casefold(), [label.casefold() for label in known], n=1)
        label = next((label for label in known if near and label.casefold() == near[0]), "")
        some = ", ".join(known[:6]) + (" …" if len(known) > 6 else "")
        if label:
            raise Problem(tr("“{words}” is not one of the choices; did you mean “{label}”?", words=text, label=label))
        raise Problem(tr("“{words}” is not one of the choices; write {some}.", words=text, some=some))


def _unlike(pairs: Pairs) -> dict[str, str]:
    """The label of each id, or the id itself where its label would be taken for something else."""
    ids = {id.casefold() for id, _ in pairs}
    counts: dict[str, int] = {}
    for _, label in pairs:
        folded = " ".join(label.split()).casefold()
        counts[folded] = counts.get(folded, 0) + 1

    def alone(id: str, label: str) -> bool:
        folded = " ".join(label.split()).casefold()
        taken = folded in ids and folded != id.casefold()
        return bool(folded) and counts[folded] == 1 and not taken and "\n" not in label and not label.startswith("•")

    return {id: " ".join(label.split()) if alone(id, label) else id for id, label in pairs}


def _found_by(pairs: Pairs) -> dict[str, str]:
    found = {" ".join(label.split()).casefold(): id for id, label in reversed(pairs)}
    return found | {id.casefold(): id for id, _ in pairs}


# --- into a cell -----------------------------------------------------------------------------------------------------


def in_words(field: Field, value: Any, lists: Lists) -> Written:
    """A value as it stands in a cell: text, or a number; None for nothing."""
    if value is None:
        return None
    match field.kind:
        case "number":
            return _number_in_words(value)
        case "yes_no":
            return _YES if value else _NO
        case "choice":
            return lists.label(field.of, value) or None
        case "choices":
            return _lines(lists.label(field.of, one) for one in value)
        case "words":
            return _lines(str(_number_in_words(one)) if field.of == "number" else one for one in value)
        case "condition":
            return written(Condition.model_validate(value), lists.pairs)
        case "owner":
            return _owner_in_words(value, lists)
        case "needs":
            return _lines(f"{lists.label('seat', id)}: {lists.label('need', need)}" for id, need in value.items())
        case "hours_by":
            return _lines(f"{lists.label(field.of, id)}: {_number_in_words(n)}" for id, n in value.items())
        case "limits":
            return _lines(f"{name.replace('_', ' ')}: {_number_in_words(n)}" for name, n in value.items())
        case "time":
            return str(value).removesuffix(":00") if str(value).count(":") == 2 else str(value)
    return str(value) or None


def _number_in_words(number: Any) -> int | float:
    return int(number) if float(number).is_integer() else float(number)


def _lines(items: Iterable[str]) -> str | None:
    """One item to a line; with marks where an item could be taken for several."""
    listed = list(items)
    marks = any("\n" in item or item.startswith("•") for item in listed)
    if marks or (len(listed) == 1 and ";" in listed[0]):
        return "\n".join(f"{_MARK}{item}" for item in listed)
    return "\n".join(listed) or None


def _owner_in_words(owner: Mapping[str, Any], lists: Lists) -> str:
    rule: str = owner.get("rule", "keep")
    names: Sequence[str] = owner.get("names") or ()
    head = lists.label("owner_rule", rule)
    if rule == "keep":
        return head
    if rule == "by_region":
        regions = (f"{lists.label('region', id)}: {name}" for id, name in (owner.get("by_region") or {}).items())
        return f"{head}:\n{_lines(regions)}"
    alone = rule == "named" and len(names) == 1 and ":" not in names[0] and "\n" not in names[0]
    if alone and lists.id("owner_rule", names[0]) is None:
        return names[0]
    return f"{head}:\n{_lines(names)}"


# --- out of a cell ---------------------------------------------------------------------------------------------------


def from_words(field: Field, text: str, lists: Lists) -> Any:
    """The value that a cell with text in it means. Raises Problem with a sentence that says what to write."""
    match field.kind:
        case "number":
            return number_of(text)
        case "yes_no":
            return _truth_of(text)
        case "choice":
            return lists.meant(field.of, text)
        case "choices":
            return _choices_of(field, text, lists)
        case "words":
            return [number_of(one) for one in items_of(text)] if field.of == "number" else items_of(text)
        case "condition":
            return _condition_of(text, lists)
        case "owner":
            return _owner_of(text, lists)
        case "needs":
            return {lists.meant("seat", id): lists.meant("need", need) for id, need in _pairs_of(text, "Required")}
        case "hours_by":
            return {lists.meant(field.of, id): number_of(number) for id, number in _pairs_of(text, "8")}
        case "limits":
            return {"_".join(name.split()): number_of(number) for name, number in _pairs_of(text, "0.25")}
        case "time":
            return _time_of(text)
        case "id":
            return text.strip()
    return text.strip()


def empty(field: Field) -> Any:
    """What an empty cell means; None where the value that the playbook takes by itself counts."""
    match field.kind:
        case "choices" | "words":
            return []
        case "needs" | "hours_by" | "limits":
            return {}
        case "owner":
            return {"rule": "keep"}
        case "text" | "long":
            return ""
    return None


def items_of(text: str) -> list[str]:
    """The items of a list: one to a line, or parted by semicolons where all stand on one line."""
    text = text.strip()
    if text.startswith("•"):
        marked = re.split(r"\n(?=•)", text)
        return [item for item in (one.removeprefix("•").strip() for one in marked) if item]
    parts = text.split("\n") if "\n" in text else text.split(";")
    return [item for item in (one.strip() for one in parts) if item]


def number_of(text: str) -> int | float:
    """A number as people write it."""
    plain = text.strip().replace("\u2212", "-").replace("\u00a0", "")
    if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+", plain):
        plain = plain.replace(",", "")
    try:
        number = float(plain)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return int(number) if number.is_integer() else number
    raise Problem(tr("“{words}” is not a number; write one such as 8 or 0.25.", words=text.strip()[:40]))


def _truth_of(text: str) -> bool:
    word = text.strip().casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise Problem(tr("“{words}” is neither Yes nor No.", words=text.strip()[:40]))


def _choices_of(field: Field, text: str, lists: Lists) -> list[str]:
    """Choices, one to a line; a line that is no choice itself may hold several with semicolons between."""
    found: list[str] = []
    for line in (one for whole in text.strip().split("\n") for one in [whole.strip().removeprefix("•").strip()] if one):
        pieces = [line] if lists.id(field.of, line) is not None else items_of(line)
        for piece in pieces:
            known = lists.id(field.of, piece)
            found.append(piece if known is None and field.id in _FREE else known or lists.meant(field.of, piece))
    return list(dict.fromkeys(found))


def _condition_of(text: str, lists: Lists) -> dict[str, Any]:
    found = read(" ".join(text.split()), lists.pairs)
    return found.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _owner_of(text: str, lists: Lists) -> dict[str, Any]:
    head, colon, rest = text.strip().partition(":")
    rule = lists.id("owner_rule", head)
    if rule is None or (colon and not rest.strip()):
        if rule is not None:
            raise Problem(tr("name who it is below, one to a line."))
        return {"rule": "named", "names": [text.strip()], "by_region": {}}
    if rule == "keep":
        return {"rule": "keep", "names": [], "by_region": {}}
    if not colon:
        raise Problem(tr("write names after “{head}:”, one to a line.", head=head.strip()))
    if rule == "by_region":
        return {"rule": rule, "names": [], "by_region": dict(_region_of(line, lists) for line in items_of(rest))}
    return {"rule": rule, "names": items_of(rest), "by_region": {}}


def _region_of(line: str, lists: Lists) -> tuple[str, str]:
    """A line such as `US West: Field sales West`; a colon may stand in the region or in the name as well."""
    places = [at for at, char in enumerate(line) if char == ":" and line[at + 1 :].strip()]
    region = next((at for at in places if lists.id("region", line[:at]) is not None), None)
    if not places:
        raise Problem(
            tr(
                "“{line}” names nobody; write a line such as “{region}: a name”.",
                line=line[:60],
                region=lists.labels("region")[0],
            )
        )
    at = places[0] if region is None else region
    return lists.meant("region", line[:at].strip()), line[at + 1 :].strip()


def _pairs_of(text: str, example: str) -> Sequence[tuple[str, str]]:
    """Lines such as `Demo: 4`, parted at the last colon."""
    pairs: list[tuple[str, str]] = []
    for line in items_of(text):
        name, colon, value = line.rpartition(":")
        if not (colon and name.strip() and value.strip()):
            raise Problem(
                tr(
                    "“{line}” has no colon with a value after it; write a line such as “… : {example}”.",
                    line=line[:60],
                    example=example,
                )
            )
        if name.strip() in dict(pairs):
            raise Problem(tr("“{name}” stands twice; keep one line of it.", name=name.strip()))
        pairs.append((name.strip(), value.strip()))
    return pairs


def _time_of(text: str) -> str:
    found = _TIME.match(text.strip())
    if found is None:
        raise Problem(tr("“{words}” is not a time; write one like 08:30.", words=text.strip()[:40]))
    hour, minute, second = found.groups()
    return f"{int(hour):02}:{minute}:{second}" if second and second != "00" else f"{int(hour):02}:{minute}"
