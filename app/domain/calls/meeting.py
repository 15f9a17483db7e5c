"""The head of the call sheet: who meets when, why they came to us, and what must be learned from them."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.calls.unknown import Day, Text, Unknown


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who takes part, with what is known of them."""

    name: str
    title: Text = ""
    seat: Text = ""  # in words
    stance: str = ""  # its sign
    stance_words: Text = ""
    must_show: Text = ""
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Who meets when, what for, and the one exit that is wanted."""

    account: Text = ""
    site: Text = ""
    service_line: Text = ""
    lead: str = ""
    at: datetime | None = None  # None: no call is planned, which the page says
    minutes: int | None = None
    kind: str = ""
    theirs: tuple[Attendee, ...] = ()
    ours: tuple[Attendee, ...] = ()
    theirs_unknown: Unknown | None = None  # nobody of theirs is named
    ours_unknown: Unknown | None = None
    goal: Text = ""
    exit_wanted: Text = ""
    planned: bool = True  # a call is planned, or was held


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """Why they came to us, in their words; what they read and asked for."""

    words: Text = ""
    source: Text = ""
    at: Day = None
    content: tuple[str, ...] = ()
    asked_for: Text = ""


@dataclass(frozen=True, slots=True)
class Learn:
    """A criterion that is not proven, with the question to ask."""

    criterion: str
    gate: str
    question: str
    why: str = ""
    seat: Text = ""
