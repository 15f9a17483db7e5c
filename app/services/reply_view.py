"""What a returned workbook says, as people see it before it is taken and after."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain.problems import Problem, Trouble
from app.domain.replying import NotTaken
from app.services.verdicts import Verdict
from app.store.tables import HandoffRow

CAN_TAKE, TAKEN = "can_take", "taken"


@dataclass(frozen=True, slots=True)
class ReplyView:
    """What a returned workbook says, before it is taken or after."""

    outcome: str  # can_take, refused, ask; taken
    says: str  # which handoff and verdict, or why it is not taken, in a sentence
    kind: str = ""  # of refusal, in one word
    path: Path = Path()
    handoff: int | None = None  # its number
    lead_id: int | None = None
    person: str = ""
    account: str = ""
    verdict: str = ""
    reason: str = ""
    note: str = ""
    name: str = ""
    on: date | None = None
    edited: tuple[str, ...] = ()
    happens: str = ""  # what taking it does
    may_be_taken: bool = False  # of one that asks: a person may take it all the same
    digest: str = ""  # of the file, by which it is known whether it is still the same

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Looked:
    """A returned workbook with the handoff that its verdict is for; without a row nothing can be taken."""

    view: ReplyView
    row: HandoffRow | None = None
    verdict: Verdict | None = None
    stopped: Problem | Trouble | None = None


def with_question(view: ReplyView, stopped: NotTaken) -> ReplyView:
    """The same reply, which is not taken as it stands."""
    return replace(
        view,
        outcome=stopped.outcome,
        says=stopped.message,
        kind=stopped.kind,
        may_be_taken=stopped.may_be_taken,
        happens=view.happens if stopped.may_be_taken else "",
    )


def content_of(verdict: Verdict) -> tuple[str, ...]:
    """What makes two replies to one handoff the same, whatever the file."""
    return same_words(verdict.verdict, verdict.kept_reason, verdict.note, verdict.name)


def same_words(verdict: str, reason: str, note: str, name: str) -> tuple[str, ...]:
    """The words of a verdict with blanks and capitals left out."""
    return (verdict, reason, " ".join(note.split()), " ".join(name.split()).casefold())
