"""Quick build: lines that somebody pasted become people with seat, lane and band, each guess with its reason (CM11)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.matching import email_key, fold
from app.domain.playbook import Playbook
from app.domain.titles import UNPLACED, band_guess, lane, seat_guess
from app.language import number, tr

MOST_LINES = 500  # of one paste; a committee has some ten people
MOST_SIGNS = 1_000  # of one line; what is longer is no list of people

_EMAIL = re.compile(r"[^\s@<>,;:()\[\]\"]+@[^\s@<>,;:()\[\]\"]+\.[^\W\d_]{2,}")
_ANGLED = re.compile(r"<\s*(?:mailto:)?([^<>]*)>")
_BULLET = re.compile(r"^\s*(?:[-–—*•·▪]+|\(?\d{1,3}[.)])\s+")
_QUOTED = re.compile(r"\"([^\",]+),\s*([^\",]+)\"")  # "Ash, Ada"
_ASIDE = re.compile(r"\(([^()]*)\)")
_PHONE = re.compile(r"\+?[\d\s()./-]{7,}\Z")
_CREDENTIAL = re.compile(
    r"(?:M\.?D|D\.?O|Ph\.?D|M\.?B\.?A|M\.?P\.?H|M\.?S|B\.?S|R\.?N|B\.?S\.?N|M\.?S\.?N|D\.?N\.?P|N\.?P|P\.?A|R\.?R\.?T|C\.?P\.?A"
    r"|J\.?D|LL\.?M|FACP|FCAP|FACHE|MHA|MLS|MT|ASCP|MSc|BSc|Dr\.? ?med\.?|Jr\.?|Sr\.?|II|III)\.?(?:\s*\([A-Z]+\))?\Z"
)
_HEADS = frozenset(
    {"name", "full name", "person", "contact", "title", "job title", "position", "role", "e mail", "email", "mail"}
)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a title puts somebody, and why; all of it a guess."""

    seat: str  # "other" where no title words fit
    seat_why: str  # "contains “LIS”"
    lane: str
    band: str  # empty without a title
    band_why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody to put on the map; nothing is saved until a person says so."""

    line: int  # from 1
    name: str
    title: str
    email: str
    placing: Placing
    phone: str = ""
    credentials: str = ""
    external: bool = False  # the seat is one of somebody outside
    said: tuple[str, ...] = ()  # what was guessed or kept while the line was read

    @property
    def unplaced(self) -> bool:
        """True where the tray is the place, because lane or band are unknown."""
        return self.placing.lane == UNPLACED or not self.placing.band


@dataclass(frozen=True, slots=True)
class Unread:
    """A line of which nobody could be made, as it was pasted, and why."""

    line: int
    text: str
    says: str


@dataclass(frozen=True, slots=True)
class QuickBuild:
    """What a paste holds: every line that is not blank is a proposal or said to be unread."""

    proposals: tuple[Proposal, ...]
    unread: tuple[Unread, ...]


def placing(title: str, playbook: Playbook) -> Placing:
    """Where a title puts somebody who was imported or typed."""
    seat, band = seat_guess(title, playbook), band_guess(title)
    named = bool(title.strip())
    return Placing(seat.seat, seat.why, lane(seat.seat, playbook), band.band if named else "", band.why)


def quick_build(text: str, playbook: Playbook, known_emails: Iterable[str] = ()) -> QuickBuild:
    """Read lines such as "Ada Ash, Lab Director, ada@north.example"; tabs, semicolons and <e-mail> are understood.

    `known_emails` are those on the map already.
    """
    proposals: list[Proposal] = []
    unread: list[Unread] = []
    emails = {email_key(email): 0 for email in known_emails if email_key(email)}
    names: dict[tuple[str, str], int] = {}
    for at, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        read = _unreadable(at, line) or _read(at, line, playbook)
        if isinstance(read, Proposal) and (said := _stands_already(read, emails, names)):
            read = Unread(at, line, said)
        if isinstance(read, Unread):
            unread.append(replace(read, text=line.strip()[:MOST_SIGNS]))
            continue
        if read.email:
            emails[email_key(read.email)] = at
        names.setdefault((fold(read.name), "" if read.email else fold(read.title)), at)
        proposals.append(read)
    return QuickBuild(tuple(proposals), tuple(unread))


def _unreadable(at: int, line: str) -> Unread | None:
    """A line beyond what is read, with the reason."""
    if at > MOST_LINES:
        says = tr("Only {count} lines are read at once; paste the rest again.", count=number(MOST_LINES))
        return Unread(at, line, says)
    return Unread(at, line, tr("This line is too long to be one person.")) if len(line) > MOST_SIGNS else None


def _stands_already(read: Proposal, emails: dict[str, int], names: dict[tuple[str, str], int]) -> str:
    """Why somebody is not proposed a second time; empty for somebody new."""
    first = emails.get(email_key(read.email)) if read.email else names.get((fold(read.name), fold(read.title)))
    if first is None:
        return ""
    if first == 0:
        return tr("{name} is on the map already.", name=read.name)
    return tr("{name} stands in line {line} already.", name=read.name, line=number(first))


def _read(at: int, line: str, playbook: Playbook) -> Proposal | Unread:
    """One line as a person; what is not understood is kept in the title or said."""
    email, rest, said = _without_email(_QUOTED.sub(r"\2 \1", _BULLET.sub("", line)))
    pieces, phone = _without_phone(_pieces(rest))
    if not pieces:
        return _from_email(at, email, phone, playbook)
    if all(fold(piece) in _HEADS for piece in pieces) and not email:
        return Unread(at, line, tr("These are the heads of columns."))
    name, title, more = _name_and_title(pieces, playbook)
    if not name:
        why = tr("This reads as a title without a name.") if title else tr("No name was found here.")
        return Unread(at, line, why)
    credentials, title = _credentials(title)
    return _proposal(at, name, ", ".join(title), email, playbook, phone, ", ".join(credentials), (*said, *more))


def _without_email(line: str) -> tuple[str, str, tuple[str, ...]]:
    """The first e-mail address, the line without it, and what to say of others and of what is none."""
    found = _EMAIL.findall(line)
    rest = _ANGLED.sub(lambda part: "," if _EMAIL.search(part[1]) else part[0], line)
    rest = _EMAIL.sub("", rest)
    said = [tr("The address {email} was left out: one is kept.", email=email) for email in found[1:]]
    for piece in rest.split():
        if "@" in piece:
            said.append(tr("“{piece}” is no e-mail address; it was left out.", piece=piece.strip(",;<>")))
            rest = rest.replace(piece, ",", 1)
    return (found[0].strip(".") if found else ""), rest, tuple(said)


def _pieces(rest: str) -> list[str]:
    """The fields of a line: parted by tabs, else by semicolons or bars, else by commas."""
    for separator in ("\t", ";", "|"):
        if separator in rest.strip(f"{separator} ,"):
            return [_tidy(piece) for piece in rest.split(separator) if _tidy(piece)]
    parted = re.split(r",|\s[–—-]\s", _ASIDE.sub(r", \1,", rest))
    return [_tidy(piece) for piece in parted if _tidy(piece)]


def _tidy(piece: str) -> str:
    return " ".join(piece.split()).strip(" ,;|\"'()<>:–—-")


def _without_phone(pieces: list[str]) -> tuple[list[str], str]:
    phones = [piece for piece in pieces if _PHONE.match(piece) and sum(map(str.isdigit, piece)) >= 7]
    return [piece for piece in pieces if piece not in phones], phones[0] if phones else ""


def _name_and_title(pieces: list[str], playbook: Playbook) -> tuple[str, list[str], tuple[str, ...]]:
    """Name first, then the title, which may hold commas; the other way round where only the first is a title."""
    name, title = pieces[0], pieces[1:]
    if not any(char.isalpha() for char in name):
        return "", [], ()
    if "," in name:  # parted by tabs or semicolons: "Ash, Ada"
        last, _, first = name.partition(",")
        return f"{_tidy(first)} {_tidy(last)}", title, ()
    if _is_title(name, playbook) and not (title and _is_title(title[0], playbook)):
        others = [piece for piece in title if not _CREDENTIAL.match(piece)]
        if others and 1 < len(others[-1].split()) <= 4:
            rest = [name, *(piece for piece in title if piece != others[-1])]
            return others[-1], rest, (tr("Read as title first, then the name."),)
        if not title or len(others) != len(title):
            return "", [name], ()
    return name, title, ()


def _is_title(piece: str, playbook: Playbook) -> bool:
    return seat_guess(piece, playbook).seat != "other" or band_guess(piece).why.startswith("contains")


def _credentials(title: list[str]) -> tuple[list[str], list[str]]:
    """Degrees after a name, apart from the title."""
    at = next((at for at, piece in enumerate(title) if not _CREDENTIAL.match(piece)), len(title))
    return title[:at], title[at:]


def _from_email(at: int, email: str, phone: str, playbook: Playbook) -> Proposal | Unread:
    """Somebody of whom only an address is written: "ada.ash@" is Ada Ash, "info@" is nobody."""
    words = [word for word in re.split(r"[._-]+", email.partition("@")[0]) if len(word) > 1 and word.isalpha()]
    if len(words) < 2:
        return Unread(at, email, tr("No name was found here."))
    name = " ".join(word.capitalize() for word in words)
    return _proposal(at, name, "", email, playbook, phone, "", (tr("The name was read from the address."),))


def _proposal(
    at: int, name: str, title: str, email: str, playbook: Playbook, phone: str, credentials: str, said: tuple[str, ...]
) -> Proposal:
    where = placing(title, playbook)
    seat = playbook.seat(where.seat)
    return Proposal(at, name, title, email, where, phone, credentials, bool(seat and seat.external), said)
