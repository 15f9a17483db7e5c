"""A playbook as YAML that people read and change: in the order of the model, with a line over each group of parts."""

from collections.abc import Mapping
from pathlib import Path
from re import compile as pattern
from typing import Any

import yaml

from app.domain.playbook import Playbook
from app.exports.saving import write_whole

_HEAD = """\
# The shared definitions of a team, written by Assay. Change words, weights and thresholds here, then take the file
# back with the program, which names every fault with its line. Ids are what a workspace stores: change labels, not ids.
"""
_GROUPS = {
    "vocabularies": "Words",
    "service_lines": "What we sell, what people do, what happens next",
    "use_sal": "Checklists",
    "questions": "Questions",
    "scoring": "Scoring",
    "routes": "Routes",
    "hours": "Time",
    "no_response": "Leaving and coming back",
    "seats": "Buying committee",
    "calls": "Calls",
    "handoff": "Handoff, review, programme",
}
_SAID_ALWAYS = ("version", "use_sal", "own_domains")
_SENTENCES = frozenset(
    {"qualifies", "does_not", "content", "collect", "needs", "do_not_say"}
)  # lists with one item to a line
_WIDTH = 106
_RULE = 111  # characters of the line over a group, with its name
_INLINE = 100  # characters of a map that stands on one line
_WORD = 50  # characters of a text that stands in a list on one line
_LONG = 96  # characters of a text that is folded
_TIME = pattern(r"[0-9]{2}:[0-9]{2}")
_LOOKS_LIKE_A_NUMBER = pattern(r"[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)\Z")


def write_playbook(playbook: Playbook, path: Path | str) -> Path:
    """Write a playbook as a YAML file that reads back equal. Trouble if it cannot be written; an old file stays."""
    return write_whole(Path(path), lambda file: file.write(as_yaml(playbook).encode()))


def as_yaml(playbook: Playbook) -> str:
    """The playbook as YAML that reads back equal; what has its default value is mostly left out."""
    values = _values(playbook)
    pieces = [_HEAD]
    for key, value in values.items():
        if key in _GROUPS:
            pieces.append(f"\n# --- {_GROUPS[key]} {'-' * (_RULE - len(_GROUPS[key]))}\n")
        elif isinstance(value, (dict, list)) or key == "name":
            pieces.append("\n")
        pieces.append(
            yaml.dump(
                _Block({key: _dressed(key, value)}), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH
            )
        )
    return "".join(pieces)


def _values(playbook: Playbook) -> dict[str, Any]:
    """Plain values in the order of the model, with a few defaults that a reader should see."""
    kept = playbook.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for key in _SAID_ALWAYS:
        kept[key] = playbook.model_dump(mode="json", include={key})[key]
    kept["scoring"]["engagement_cap"] = playbook.scoring.engagement_cap
    kept["deadlines"]["silence_accepts"] = playbook.deadlines.silence_accepts
    kept["no_response"]["cadence_days"] = list(playbook.no_response.cadence_days)
    kept["committee_gaps"] = [rule.model_dump(mode="json", exclude_defaults=True) for rule in playbook.committee_gaps]
    kept["calls"] = _calls(playbook)
    for end in ("start", "end"):
        at = getattr(playbook.hours, end)
        kept["hours"][end] = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
    ordered = {key: kept[key] for key in Playbook.model_fields if key in kept}
    ordered["scoring"] = _in_order(ordered["scoring"], type(playbook.scoring).model_fields)
    return ordered


def _calls(playbook: Playbook) -> dict[str, Any]:
    """What is settled of calls, also where it is as usual, so that people see what they may change."""
    kept = playbook.calls.model_dump(mode="json")
    short = {
        name: [part.model_dump(mode="json", exclude_defaults=True) for part in getattr(playbook.calls, name)]
        for name, parts in kept.items()
        if isinstance(parts, list)
    }
    return {**kept, **short}


def _in_order(values: dict[str, Any], keys: Mapping[str, object]) -> dict[str, Any]:
    return {key: values[key] for key in keys if key in values}


def _dressed(key: str, value: Any, level: int = 0) -> Any:
    """The same values, with a mark on what is never written on one line."""
    if isinstance(value, dict):
        inner = {one: _dressed(one, part, level + 1) for one, part in value.items()}
        return _Block(inner) if level == 0 else inner
    if isinstance(value, list):
        items = [_dressed(key, one, level + 1) for one in value]
        return _Lines(items) if key in _SENTENCES and items else items
    return value


class _Block(dict[str, Any]):
    """A map that is written over several lines, however short it is."""


class _Lines(list[Any]):
    """A list with one item to a line, however short they are."""


class _Dumper(yaml.SafeDumper):
    """Short maps and lists of words stand on one line, long texts are folded, whole numbers have no point."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        words = not isinstance(sequence, _Lines) and all(_is_short(item) for item in sequence)
        return super().represent_sequence(tag, sequence, flow_style=words)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        inline = not isinstance(mapping, _Block) and _inline_length(mapping) <= _INLINE
        return super().represent_mapping(tag, mapping, flow_style=inline)

    def represent_str(self, data: str) -> yaml.ScalarNode:
        style = None
        if not data.isprintable() or _TIME.match(data):
            style = '"'  # so that line breaks of every kind are written as escapes
        elif len(data) > _LONG and data == " ".join(data.split()):
            style = ">"
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def represent_float(self, data: float) -> yaml.ScalarNode:
        if data.is_integer() and abs(data) < 1e15:
            return self.represent_int(int(data))
        return super().represent_float(data)

    def ignore_aliases(self, data: Any) -> bool:
        return True  # anchors would make the file harder to read than it needs to be

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # the items of a list stand further in than its key

    def write_plain(self, text: str, split: bool = True) -> None:
        super().write_plain(text, split and not self.flow_level)  # no break within a word of a list


def _is_short(item: object) -> bool:
    return not isinstance(item, (dict, list)) and len(str(item)) <= _WORD


def _inline_length(value: object) -> int:
    """The characters that a value takes on one line, roughly."""
    if isinstance(value, dict):
        return 2 + sum(len(str(key)) + 4 + _inline_length(one) for key, one in value.items())
    if isinstance(value, list):
        return 2 + sum(2 + _inline_length(one) for one in value)
    return len(str(value))


for _kind, _represent in ((_Block, _Dumper.represent_dict), (_Lines, _Dumper.represent_list)):
    _Dumper.add_representer(_kind, _represent)
_Dumper.add_representer(str, _Dumper.represent_str)
_Dumper.add_representer(float, _Dumper.represent_float)
# the reader takes these for numbers (YAML 1.2), the library would not (YAML 1.1): so that text like 08 gets its quotes
_Dumper.add_implicit_resolver("tag:yaml.org,2002:int", _LOOKS_LIKE_A_NUMBER, list("-+.0123456789"))
