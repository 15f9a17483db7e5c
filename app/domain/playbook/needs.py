"""What an answer must contain to count (CP4), written a line each, so that it can be judged and edited.

A line names a kind and how many: `number 2: now and expected`. `|` gives another way to fulfil it: `date | none`. A
choice lists what may be said, with other words for it: `choice: modified; lab-developed = LDT, in-house`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal, cast, get_args

from pydantic import AfterValidator

from app.language import tr

NeedKind = Literal["number", "time", "date", "person", "role", "choice", "yes_no", "list", "words", "mentions", "none"]
NEED_KINDS: tuple[NeedKind, ...] = get_args(NeedKind)
_WITH_OPTIONS = ("choice", "mentions")
_HEAD = re.compile(r"([a-z_]+)(?:\s+(\d{1,2}))?\s*(?::\s*(.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be said, and other words that mean it."""

    id: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that an answer must contain, so many times; `what` says it to people."""

    kind: NeedKind
    count: int = 1
    what: str = ""
    options: tuple[Option, ...] = ()


@lru_cache(maxsize=2_000)
def read_need(line: str) -> tuple[Need, ...]:
    """The ways in which one line may be fulfilled. Raises ValueError with a sentence for what cannot be read."""
    return tuple(_alternative(part.strip()) for part in line.split("|"))


def _alternative(text: str) -> Need:
    found = _HEAD.match(text)
    if found is None or found[1] not in NEED_KINDS:
        raise ValueError(
            tr(
                "'{line}' cannot be read: begin with one of {kinds}, then how many, a colon and what is meant.",
                line=text,
                kinds=", ".join(NEED_KINDS),
            )
        )
    kind, count, rest = cast(NeedKind, found[1]), int(found[2] or 1), (found[3] or "").strip()
    if count < 1:
        raise ValueError(tr("'{line}' asks for nothing; write 1 or more.", line=text))
    if kind not in _WITH_OPTIONS:
        return Need(kind, count, rest)
    options = tuple(_option(one) for one in rest.split(";") if one.strip())
    if not options:
        raise ValueError(tr("'{line}' lists nothing to choose from; write it after the colon.", line=text))
    return Need(kind, count, "", options)


def _option(text: str) -> Option:
    label, _, words = text.partition("=")
    return Option(
        id="_".join(re.findall(r"\w+", label.casefold())),
        label=label.strip(),
        words=tuple(word.strip() for word in words.split(",") if word.strip()),
    )


def _readable(line: str) -> str:
    read_need(line)
    return line


NeedLine = Annotated[str, AfterValidator(_readable)]
