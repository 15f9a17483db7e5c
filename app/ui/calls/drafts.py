"""What the fields of a question begin with: an answer that may still be corrected, what was half-typed, or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.calls.values import Value
from app.ui.calls.question_card import PARTS

if TYPE_CHECKING:
    from app.services.calls.said import SaidView
    from app.services.calls.view import CallView


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of one question about one lead."""

    question: str
    lead_id: int | None
    said: "SaidView | None" = None  # the answer that is corrected
    typed: Mapping[str, str] = field(default_factory=dict)  # by PARTS
    half: bool = False  # somebody was interrupted: it is no answer yet

    @property
    def value(self) -> Value | None:
        """The value of the answer that is corrected, unless another was being typed."""
        return self.said.value if self.said is not None and not self.typed.get("value") else None

    @property
    def person_id(self) -> int | None:
        """Who said it, where that is somebody known."""
        return self.said.person_id if self.said is not None and not self.half else None


def draft_of(view: "CallView", question: str, lead_id: int | None, kept: Callable[[str], str]) -> Draft:
    """What the fields of a question begin with; `kept` is what stands half-typed in a field of the call."""
    said = newest_here(view, question, lead_id)
    if said is not None and said.settled:
        said = None  # it stays as it is; what is said now is another answer
    half = {part: text for part in PARTS if (text := kept(f"{part}:{question}"))}
    begun = "answer" in half or "value" in half
    return Draft(question, lead_id, said, {**_fields(said), **half} if begun else _fields(said), begun)


def _fields(said: "SaidView | None") -> dict[str, str]:
    """An answer as it stands in the fields."""
    if said is None:
        return {}
    return {"answer": said.text, "who": said.who, "certainty": said.certainty, "leads": ",".join(map(str, said.also))}


def newest_here(view: "CallView", question: str, lead_id: int | None) -> "SaidView | None":
    """The newest answer of this call to a question about a lead."""
    here = [one for one in view.said.get(question, ()) if one.call_id == view.row.id and one.lead_id == lead_id]
    return max(here, key=lambda one: (one.at, one.id), default=None)
