"""Address cards (vCard 2.1, 3.0 and 4.0): a file of cards as records, one for each card, under plain English columns.

Every card is read by itself, so that a broken one costs no other: what cannot be read of it is kept in a cell.
"""

import io
import marshal
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from app.domain.problems import Problem
from app.intake.choices import Progress, no_progress
from app.intake.readers.card import FIRST, MOST_OF_A_KIND, UNREAD, Card, read_card
from app.intake.readers.card_lines import CardLine, card_line, unfolded
from app.intake.readers.encoding import Encoding, guess_encoding
from app.intake.readers.workbook import Shelf, Spool
from app.language import tr, tr_many

_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_CHARSET = re.compile(rb"CHARSET=\"?([\w-]+)", re.IGNORECASE)
_HEAD = 1 << 16
_FRAME = 500
_MOST_COLUMNS, _MOST_LINES = 500, 10_000  # of a file, of a card
_OTHERS = "Other properties"
_NUMBERED = ("Email", "Phone")


@dataclass(slots=True)
class Cards:
    """The cards of a file as records under `columns`; they are kept in a temporary file to be read again."""

    encoding: Encoding
    columns: tuple[str, ...] = FIRST
    count: int = 0
    empty: int = 0
    pictures: int = 0
    unclosed: int = 0
    unread: list[int] = field(default_factory=list)  # cards with lines that are no property, from 0
    complete: bool = True
    spool: Spool = field(default_factory=lambda: Spool(Shelf()))

    def read(self) -> Iterator[list[str]]:
        """Every card in order as the cells of `columns`."""
        for pairs in self.spool.read():
            cells = dict(zip(pairs[0::2], pairs[1::2], strict=True))
            yield [cells.get(column, "") for column in self.columns]

    def warnings(self) -> tuple[str, ...]:
        """What the person should know: what was broken, and where."""
        said = list(self.encoding.warnings)
        if self.unread:
            shown = ", ".join(str(number + 1) for number in self.unread[:5])
            if len(self.unread) > 5:
                shown = tr("{cards} and {count} more", cards=shown, count=len(self.unread) - 5)
            said.append(
                tr(
                    "Card {cards}: some lines are not written as a card is; they are kept under “{column}”.",
                    cards=shown,
                    column=UNREAD,
                )
            )
        if self.unclosed:
            said.append(
                tr_many(
                    "{count} card has no END line; the card was read up to the next one.",
                    "{count} cards have no END line; the card was read up to the next one.",
                    self.unclosed,
                )
            )
        return tuple(said)

    def remarks(self) -> tuple[str, ...]:
        """What is worth telling although nothing is wrong."""
        said = []
        if self.pictures:
            said.append(
                tr_many(
                    "{count} picture, sound or key is left out: no part of a lead.",
                    "{count} pictures, sounds or keys are left out: no part of a lead.",
                    self.pictures,
                )
            )
        if self.empty:
            said.append(tr_many("{count} card holds nothing.", "{count} cards hold nothing.", self.empty))
        return tuple(said)


def read_cards(
    path: Path, encoding: str | None = None, progress: Progress = no_progress, limit: int | None = None
) -> Cards:
    """Read a file of cards, or only its first ones."""
    cards = Cards(encoding=_encoding(path, encoding))
    seen: dict[str, None] = dict.fromkeys(FIRST)
    frame: list[list[str]] = []
    with path.open("rb") as file:
        file.seek(cards.encoding.skip)
        text = io.TextIOWrapper(file, encoding=cards.encoding.codec, errors=cards.encoding.errors, newline=None)
        for lines, closed in _each_card(line.replace("\0", "") for line in text):
            card = _within(_card(lines, cards), seen, _MOST_COLUMNS - len(seen))
            cards.unclosed += not closed
            cards.empty += not card
            seen.update(dict.fromkeys(card))
            frame.append(list(chain.from_iterable(card.items())))
            cards.count += 1
            if len(frame) >= _FRAME:
                cards.spool.add(marshal.dumps(("rows", frame)))
                frame = []
                progress(cards.count, 0, tr("Reading {name}", name=path.name))
            if limit is not None and cards.count >= limit:
                cards.complete = False
                break
    cards.spool.add(marshal.dumps(("rows", frame)))
    cards.columns = tuple(_in_order(seen))
    return cards


def _encoding(path: Path, chosen: str | None) -> Encoding:
    """The encoding of the file; where it is not UTF-8, the cards themselves may name it."""
    guessed = guess_encoding(path, chosen)
    marked = guessed.name.startswith(("utf-16", "utf-32")) or guessed.name == "utf-8-sig"
    if chosen or marked or (guessed.name == "utf-8" and guessed.errors == "strict"):
        return guessed
    with path.open("rb") as file:
        named = {name.decode("ascii").lower() for name in _CHARSET.findall(file.read(_HEAD))} - {"utf-8", "us-ascii"}
    for name in sorted(named):
        try:
            path.read_bytes().decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
        return Encoding(name)
    return guessed


def _each_card(lines: Iterable[str]) -> Iterator[tuple[list[str], bool]]:
    """The lines of each card, and whether it was closed. Lines outside of cards go with the card before them, or with
    the first; a card within a card (an assistant) stays within it."""
    held: list[str] = []
    inside = started = closed = False
    within = 0
    for line in unfolded(lines):
        if within:
            within += (_BEGIN.fullmatch(line) is not None) - (_END.fullmatch(line) is not None)
            held.append(f"AGENT:{line[3:]}" if line[:3].upper() in ("FN:",) else f"X-AGENT-{line.strip()}")
        elif _BEGIN.fullmatch(line):
            if inside and held and held[-1].strip().upper() == "AGENT:":
                within = 1
                continue
            if started:
                yield held, closed
                held = []
            inside, started, closed = True, True, False
        elif _END.fullmatch(line) and inside:
            inside, closed = False, True
        else:
            held.append(line if inside else f" {line}")
        if len(held) > _MOST_LINES:
            raise Problem(
                tr("A card of this file holds thousands of lines, which no address card does. Export it again.")
            )
    if started or held:
        yield held, closed


def _card(lines: Iterable[str], cards: Cards) -> Card:
    """One card; lines that are no property are kept in a cell of their own."""
    properties: list[CardLine] = []
    unread: list[str] = []
    for line in lines:
        found = None if line.startswith(" ") else card_line(line)
        if found is None:
            unread.append(line.strip())
        else:
            properties.append(found)
            cards.pictures += found.binary
    card = read_card(properties)
    for line in unread:
        card.put(UNREAD, line)
    if unread:
        cards.unread.append(cards.count)
    return card.joined()


def _within(card: Card, seen: Container[str], room: int) -> Card:
    """The card; where a file invents columns without end, those that no earlier card had share one."""
    fresh = [column for column in card if column not in seen]
    for column in fresh[max(0, room) :]:
        card.put(_OTHERS, f"{column}: {card.pop(column)}")
    return card.joined()


def _in_order(seen: Iterable[str]) -> Iterator[str]:
    """The usual columns, each with its numbered ones beside it, then whatever else the cards hold."""
    found = set(seen)
    done: set[str] = set()
    for column in chain(FIRST, seen):
        for each in (column, *(f"{column} {n}" for n in range(2, MOST_OF_A_KIND + 1) if column in _NUMBERED)):
            if each in found and each not in done:
                done.add(each)
                yield each
