"""People against our team: who of ours knows whom (the fourth view, CM1)."""

from dataclasses import dataclass
from typing import Literal

from app.domain.committee.model import CommitteeMap
from app.domain.committee.weighing import depth_of

Knows = Literal["owner", "knows", ""]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """Somebody of the committee and, for each of our people, how they stand to them."""

    id: int
    name: str
    cells: tuple[Knows, ...]  # in the order of the team
    depth: int | None
    wanted: int | None

    @property
    def weak(self) -> bool:
        """True where the contact is less than we want, or nobody of ours knows them."""
        return not any(self.cells) or (self.wanted or 0) > (self.depth or 0)


@dataclass(frozen=True, slots=True)
class TeamMatrix:
    """The matrix: our people across, in the order of how many they know, and everybody of the committee down."""

    team: tuple[str, ...]
    rows: tuple[TeamRow, ...]


def team_matrix(map: CommitteeMap) -> TeamMatrix:
    """Everybody has a row, also those whom nobody of ours knows."""
    counts: dict[str, int] = {}
    for one in map.people:
        for name in {one.owner, *one.colleagues} - {""}:
            counts[name] = counts.get(name, 0) + 1
    team = tuple(sorted(counts, key=lambda name: (-counts[name], name.casefold(), name)))
    rows = tuple(
        TeamRow(
            one.id,
            one.name,
            tuple("owner" if name == one.owner else "knows" if name in one.colleagues else "" for name in team),
            depth_of(one),
            one.wanted,
        )
        for one in map.people
    )
    return TeamMatrix(team, rows)
