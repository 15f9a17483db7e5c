"""What the facts about one person add up to: depth of contact, influence against seniority, the champion test."""

from typing import NamedTuple

from app.domain.committee.model import BANDS, Stakeholder, band_of

REGULAR = 5  # touches that suggest a regular contact


def depth_of(one: Stakeholder) -> int | None:
    """The depth of contact: what somebody said, else what the logged touches suggest; None where nothing is known."""
    if one.depth is not None or not one.touches:
        return one.depth
    return 1 if one.touches == 1 else 2 if one.touches < REGULAR else 3


def influence_needs_why(one: Stakeholder) -> bool:
    """True where influence and seniority disagree and nobody wrote why."""
    band = band_of(one)
    disagree = (one.influence == "high" and band == BANDS[-1]) or (one.influence == "low" and band == BANDS[0])
    return disagree and not one.influence_why.strip()


class ChampionTest(NamedTuple):
    """Whether somebody is a champion: power, what they did when we were not there, and what they gain."""

    power: str = ""
    acted: str = ""
    gains: str = ""

    @property
    def passed(self) -> bool:
        """True where all three are written."""
        return all(self)

    @property
    def text(self) -> str:
        """The test as it is kept: three lines."""
        return "\n".join(" ".join(part.split()) for part in self)


def champion_test(text: str) -> ChampionTest:
    """The test as it was kept: one line for each of the three."""
    return ChampionTest(*[line.strip() for line in [*text.split("\n"), "", "", ""][:3]])
