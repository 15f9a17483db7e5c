"""Replies to a handoff: what a returned workbook lacks before its verdict may be taken, and who can put that right."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.problems import Problem
from app.language import tr

REFUSED, ASK = "refused", "ask"
_MOST_QUESTIONS, _LONGEST_QUESTION = 5, 500
_END_OF_A_QUESTION = re.compile(r"(?<=\?)\s+|(?<=[.!;:])\s+(?=[^?]*\?)")
_DAY = timedelta(days=1)  # somebody far to the east or west of us may have decided on another day than ours


class NotTaken(Problem):
    """A returned file whose verdict is not taken as it stands.

    `kind` says why in one word. The outcome is `refused` where nothing of it can be used, and `ask` where the sender
    has to be asked, or, with `may_be_taken`, where a person may decide to take it all the same.
    """

    def __init__(self, kind: str, message: str, outcome: str = REFUSED, *, may_be_taken: bool = False) -> None:
        super().__init__(message)
        self.kind, self.outcome, self.may_be_taken = kind, outcome, may_be_taken


@dataclass(frozen=True, slots=True)
class Said:
    """What the five cells of a reply sheet say, as far as they could be read."""

    verdict: str  # accept, reject, need_more
    reason: str = ""  # as it is written
    known_reason: bool = True  # it is one of the list, or there is none
    needs_note: bool = False  # a reason like “Other” says nothing by itself (R5)
    note: str = ""
    name: str = ""
    on: date | None = None
    written_day: str = ""  # what stands in the cell of the date
    unclear_day: bool = False  # something stands there that is no day


def must_ask(said: Said, file: str) -> NotTaken | None:
    """What the sender must be asked, because nobody else can know it; None where the verdict is whole."""
    if said.verdict == "reject" and not said.reason:
        return NotTaken(
            "no_reason",
            tr("'{name}' rejects the handoff without a reason: ask for one from the list.", name=file),
            ASK,
        )
    if said.verdict == "reject" and not said.known_reason:
        return NotTaken(
            "unknown_reason",
            tr(
                "'{name}' rejects with “{reason}”, which is not on the list of reasons: ask for one from the list.",
                name=file,
                reason=said.reason[:80],
            ),
            ASK,
        )
    if said.verdict == "reject" and said.needs_note and not said.note.strip():
        return NotTaken(
            "no_note",
            tr("'{name}' rejects with “{reason}” and no note: ask what the reason is.", name=file, reason=said.reason),
            ASK,
        )
    return None


def may_ask(said: Said, file: str, sent: date, today: date) -> NotTaken | None:
    """What is missing or odd and does not change the verdict: a person may take it all the same. None: nothing is."""
    lacks = [sentence for sentence in (_day(said, sent, today), _name(said), _question(said)) if sentence]
    if not lacks:
        return None
    kind, _ = lacks[0]
    first, *others = (sentence for _, sentence in lacks)
    said_all = " ".join((first, *(f"{other[:1].upper()}{other[1:]}" for other in others)))
    return NotTaken(kind, tr("'{name}': {lacks}", name=file, lacks=said_all), ASK, may_be_taken=True)


def day_that_counts(said: Said, sent: date, today: date) -> date | None:
    """The day of the verdict, where what is written can be one; None: the day on which it is taken."""
    return said.on if said.on is not None and sent - _DAY <= said.on <= today + _DAY else None


def _day(said: Said, sent: date, today: date) -> tuple[str, str] | None:
    if said.unclear_day:
        return "unclear_date", tr(
            "its date “{day}” cannot be read; taken now, it counts as decided today.", day=said.written_day[:40]
        )
    if said.on is None or sent - _DAY <= said.on <= today + _DAY:
        return None
    if said.on > today:
        return "date_ahead", tr(
            "its date {day} lies ahead; taken now, it counts as decided today.", day=said.on.isoformat()
        )
    return "date_before", tr(
        "its date {day} lies before the handoff was sent ({sent}); taken now, it counts as decided today.",
        day=said.on.isoformat(),
        sent=sent.isoformat(),
    )


def _name(said: Said) -> tuple[str, str] | None:
    if said.name.strip():
        return None
    return "no_name", tr("nobody signed it: ask who decided, or take it without a name.")


def _question(said: Said) -> tuple[str, str] | None:
    if said.verdict != "need_more" or said.note.strip() or said.reason.strip():
        return None
    return "no_question", tr("it asks for more and does not say what: ask what is missing.")


def questions_in(note: str) -> tuple[str, ...]:
    """What a note asks, one question each; a note without a question mark is one as a whole. Five at most."""
    words = " ".join(note.split())
    if not words:
        return ()
    asked = [part.strip(" -–•·;,") for part in _END_OF_A_QUESTION.split(words)]
    found = list(dict.fromkeys(part for part in asked if part.endswith("?") and len(part) > 1))
    if not found:
        return (words[:_LONGEST_QUESTION],)
    return tuple(question[:_LONGEST_QUESTION] for question in found[:_MOST_QUESTIONS])
