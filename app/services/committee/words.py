"""What a person may choose for each axis of the map, in words."""

from collections.abc import Mapping
from typing import Any

from app.domain.committee.signs import BAND_WORDS
from app.domain.evidence import TOUCH_KINDS
from app.language import later, tr
from app.services.committees import CERTAINTY, DEPTH, INFLUENCE, POWER, STANCE
from app.services.work import Work

BEHAVIOUR = {
    "": later("Not said"),
    "go_getter": later("Mobiliser: go-getter"),
    "teacher": later("Mobiliser: teacher"),
    "sceptic": later("Mobiliser: sceptic"),
    "guide": later("Talker: guide"),
    "friend": later("Talker: friend"),
    "climber": later("Talker: climber"),
    "blocker": later("Blocker"),
}
LINE = {
    "reports_to": later("Reports to"),
    "dotted": later("Reports to as well (dotted)"),
    "influences": later("Influences"),
    "conflict": later("In conflict with"),
}
STRENGTH = {"": later("Unknown"), "weak": later("Weak"), "strong": later("Strong")}
FIELDS = {
    "stance": later("stance"),
    "power": later("power"),
    "influence": later("influence"),
}

Choices = Mapping[str, tuple[tuple[object, str], ...]]


def choices(work: Work) -> Choices:
    """Every list a person chooses from, by field; ids with their words in the language in force."""
    lanes = dict.fromkeys(seat.lane for seat in work.playbook.seats)

    def said(words: Mapping[Any, str]) -> tuple[tuple[object, str], ...]:
        return tuple((id, tr(word)) for id, word in words.items())

    return {
        "seat": (*((seat.id, seat.label) for seat in work.playbook.seats), ("other", tr("Other"))),
        "lane": (("", tr("That of the seat")), *((lane, lane) for lane in lanes)),
        "band": (("", tr("Guessed from the title")), *((id, tr(word)) for id, word in BAND_WORDS.items())),
        "power": said(POWER),
        "influence": said(INFLUENCE),
        "stance": said(STANCE),
        "depth": said(DEPTH),
        "wanted": said(DEPTH),
        "certainty": said(CERTAINTY),
        "behaviour": said(BEHAVIOUR),
        "line": said(LINE),
        "strength": said(STRENGTH),
        "channel": said({"": later("Not said"), **TOUCH_KINDS}),
    }


def shown(field: str, value: object) -> str:
    """A value of stance, power or influence as it is kept with its change, and read: in words."""
    if field == "stance":
        return tr(STANCE.get(value if isinstance(value, int) else None, ""))
    if field == "power":
        held = value.split() if isinstance(value, str) else value if isinstance(value, tuple) else ()
        return ", ".join(tr(POWER[one]) for one in held if one in POWER) or tr("Unknown")
    return tr(INFLUENCE.get(str(value or ""), ""))
