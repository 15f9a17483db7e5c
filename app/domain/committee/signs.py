"""What stands on a card: every meaning as shape and text, so that grey print says as much as colour (CM4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.committee.model import Stakeholder
from app.domain.committee.weighing import depth_of
from app.language import later, number, tr

Border = Literal["solid", "dashed", "dotted"]

UNKNOWN = "?"
STANCE_SIGNS: Mapping[int | None, str] = {2: "++", 1: "+", 0: "0", -1: "−", -2: "−−", None: UNKNOWN}
POWER_LETTERS: Mapping[str, str] = {
    "signs": "S",
    "budget": "B",
    "veto": "V",
    "recommends": "R",
    "uses": "U",
    "gates": "G",
}
STANCES: Mapping[int | None, str] = {
    2: later("champion"),
    1: later("supporter"),
    0: later("neutral"),
    -1: later("sceptical"),
    -2: later("opposed"),
    None: later("unknown"),
}
POWERS: Mapping[str, str] = {
    "signs": later("signs"),
    "budget": later("holds budget"),
    "veto": later("can veto"),
    "recommends": later("recommends"),
    "uses": later("uses"),
    "gates": later("gates access"),
}
INFLUENCES: Mapping[str, str] = {
    "high": later("high"),
    "medium": later("medium"),
    "low": later("low"),
    "": later("unknown"),
}
DEPTHS: Mapping[int | None, str] = {
    0: later("no contact"),
    1: later("one brief contact"),
    2: later("several contacts"),
    3: later("regular contact"),
    None: later("unknown"),
}
CERTAINTY_WORDS: Mapping[str, str] = {
    "told": later("told by them"),
    "colleague": later("told by a colleague"),
    "document": later("document"),
    "guess": later("our guess"),
}
BAND_WORDS: Mapping[str, str] = {
    "executive": later("Executive"),
    "head": later("Head"),
    "manager": later("Manager"),
    "specialist": later("Specialist"),
}
_BARS: Mapping[str, str] = {"high": "▮▮▮", "medium": "▮▮▯", "low": "▮▯▯"}
_BORDERS: Mapping[str, Border] = {"told": "solid", "document": "solid", "colleague": "dashed"}


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one card."""

    stance: str
    power: str
    influence: str
    depth: str
    contact: str
    border: Border


def signs(one: Stakeholder, today: date) -> Signs:
    """All signs of a card."""
    return Signs(
        stance=stance_sign(one.stance),
        power=power_letters(one.power),
        influence=influence_bars(one.influence),
        depth=depth_dots(depth_of(one)),
        contact=contact_age(one.last_contact, today),
        border=border(one.certainty),
    )


def stance_sign(stance: int | None) -> str:
    """++ champion, + supporter, 0 neutral, − sceptical, −− opposed; ? is not the same as neutral."""
    return STANCE_SIGNS.get(stance, UNKNOWN)


def power_letters(power: Iterable[str]) -> str:
    """S sign, B budget, V veto, R recommend, U use, G gate, always in this order; ? for unknown."""
    held = set(power)
    return "".join(letter for id, letter in POWER_LETTERS.items() if id in held) or UNKNOWN


def influence_bars(influence: str) -> str:
    """▮▮▮ high, ▮▮▯ medium, ▮▯▯ low; ? for unknown."""
    return _BARS.get(influence, UNKNOWN)


def depth_dots(depth: int | None) -> str:
    """None to three filled dots for the depth of contact; ? for unknown."""
    if depth is None:
        return UNKNOWN
    filled = min(max(depth, 0), 3)
    return "●" * filled + "○" * (3 - filled)


def contact_age(last: date | None, today: date) -> str:
    """The age of the last contact as "12 d"; a dash where there was none. A day to come counts as today."""
    return tr("{days} d", days=number(max((today - last).days, 0))) if last else "–"


def border(certainty: str) -> Border:
    """Solid where they or a document said it, dashed where a colleague did, dotted for our guess."""
    return _BORDERS.get(certainty, "dotted")


def in_words(one: Stakeholder, today: date) -> str:
    """The signs of a card as a sentence, for a reader who hears the map (CM14)."""
    powers = ", ".join(tr(words) for id, words in POWERS.items() if id in one.power) or tr("unknown")
    return tr(
        "Stance {stance}; power {power}; influence {influence}; contact {depth}, last {contact}; {certainty}",
        stance=tr(STANCES.get(one.stance, "unknown")),
        power=powers,
        influence=tr(INFLUENCES.get(one.influence, "unknown")),
        depth=tr(DEPTHS.get(depth_of(one), "unknown")),
        contact=contact_age(one.last_contact, today),
        certainty=tr(CERTAINTY_WORDS.get(one.certainty, "our guess")),
    )


def legend() -> tuple[tuple[str, str], ...]:
    """Every sign with its meaning, for the foot of a print."""
    borders = {"solid": tr("told or document"), "dashed": tr("told by a colleague"), "dotted": tr("our guess")}
    return (
        *((sign, tr(STANCES[stance])) for stance, sign in STANCE_SIGNS.items()),
        *((letter, tr(POWERS[id])) for id, letter in POWER_LETTERS.items()),
        *((bars, tr("{influence} influence", influence=tr(INFLUENCES[id]))) for id, bars in _BARS.items()),
        *((depth_dots(depth), tr(words)) for depth, words in DEPTHS.items() if depth is not None),
        *borders.items(),
    )
