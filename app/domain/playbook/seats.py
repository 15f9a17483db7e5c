"""Seats of a buying committee and the template of each service line."""

from typing import Literal

from app.domain.playbook.committee_rules import GateMode
from app.domain.playbook.part import Id, Named, Part

Power = Literal["signs", "budget", "veto", "recommends", "uses", "gates"]
Need = Literal["required", "expected", "optional"]


class Seat(Named):
    """A function on a committee; `title_words` guess it from a job title, always shown as a guess."""

    lane: str
    title_words: tuple[str, ...]
    power: tuple[Power, ...]
    checks: str
    external: bool = False
    validates: bool = False  # judges whether our service does what it should


class Template(Part):
    """Which seats one service line needs; `gate` says whether gaps of the committee warn before SQL, or block it."""

    service_line: Id
    seats: dict[Id, Need]
    gate: GateMode = "off"
