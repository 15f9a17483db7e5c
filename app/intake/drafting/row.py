"""One row on its way to a draft: what is settled of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Row:
    """The cells of one row, and what cleaning has made of them."""

    cells: tuple[str, ...]
    lead: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    unlisted: dict[str, str] = field(default_factory=dict)

    def keep(self, name: str, found: Sequence[str]) -> None:
        """The first value that is there becomes the field's, different further ones its alternatives."""
        if len(found) > 1:
            found = list(dict.fromkeys(value for value in found if value))
            if len(found) > 1:
                self.alternatives[name] = tuple(found[1:])
        if found and found[0]:
            self.lead[name] = found[0]

    def say(self, remark: str) -> None:
        """Add a remark once; an empty one says nothing."""
        if remark and remark not in self.remarks:
            self.remarks.append(remark)

    @property
    def country(self) -> str:
        """The two-letter code of the row's country; empty where it is unknown or none that is known."""
        written = self.lead.get("country", "")
        return written if len(written) == 2 and written.isupper() else ""


def joined(between: str, found: Sequence[str]) -> str:
    """Every different text that is there, in order."""
    return found[0] if len(found) == 1 else between.join(dict.fromkeys(value for value in found if value))
