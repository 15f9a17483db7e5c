"""Search as you type over leads, people, accounts and what was written about them, forgiving one slip a word."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.fuzz import ratio
from sqlalchemy import select

from app.domain.found_words import Marked, grade, holds, marked, sentence
from app.domain.matching import fold
from app.language import later, tr
from app.services.found_stories import Told, looked_at, told
from app.services.work import Work
from app.store import forwarding
from app.store import search as index
from app.store.numbers import among, given
from app.store.tables import Account, Lead, Person
from app.store.tables.person import somebody_at

CANDIDATES = 120  # hits of one kind that are ranked
STORIES = 60  # leads whose stories are read
FEW = 1  # with fewer hits than that, words a slip away are looked for too
WORDS = 8
NOTHING = Marked("")
_NUMBER = re.compile(r"[\d\s()+./-]+")
_BEFORE_NUMBER = re.compile(r"^(?:00|0)")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: where to go, what to show, and the sentence in which the words stand if they are not shown."""

    kind: str  # lead, person, account, note
    id: int  # of the lead, for a note too
    title: str
    detail: str
    marks: tuple[tuple[int, int], ...] = ()  # in the title
    detail_marks: tuple[tuple[int, int], ...] = ()
    where: str = ""  # what the sentence is from: Notes, Touch, E-mail
    found: Marked = NOTHING
    line: tuple[str, int] | None = None  # of the story of the lead
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, folded; with slips the second time."""

    words: tuple[str, ...]
    slips: bool = False

    def ids(self, work: Work, which: str, limit: int = CANDIDATES) -> list[int]:
        ask = index.alike if self.slips else index.found_at_once
        return ask(work.session.connection(), self.words, limit, which)

    def held_by(self, text: str) -> bool:
        return all(holds(text, word, self.slips) for word in self.words)

    def missing(self, text: str) -> tuple[str, ...]:
        return tuple(word for word in self.words if not holds(text, word, self.slips))


def search(work: Work, text: str, limit: int = 20, *, stories: bool = True) -> list[Hit]:
    """What holds every word, in any order, the closest names first; without stories only who and what they are."""
    words = typed_words(text)
    if not words:
        return []
    hits = _found(work, _Asked(words), stories)
    if len(hits) < FEW:
        known = {(hit.kind, hit.id, hit.line) for hit in hits}
        more = _found(work, _Asked(words, slips=True), stories)
        hits += [hit for hit in more if (hit.kind, hit.id, hit.line) not in known]
    return [_with_marks(hit, words) for hit in hits[:limit]]


def _with_marks(hit: Hit, words: Sequence[str]) -> Hit:
    in_title, in_detail = (marked(text, words, slips=True).marks for text in (hit.title, hit.detail))
    return replace(hit, marks=in_title, detail_marks=in_detail)


def typed_words(text: str) -> tuple[str, ...]:
    """The words that are looked for; a phone number in any writing is one."""
    if _NUMBER.fullmatch(text.strip()) and sum(letter.isdigit() for letter in text) >= 5:
        digits = "".join(letter for letter in text.replace("(0)", "") if letter.isdigit())
        return (_BEFORE_NUMBER.sub("", digits),)
    return tuple(dict.fromkeys(fold(text).split()))[:WORDS]


def _found(work: Work, asked: _Asked, stories: bool) -> list[Hit]:
    names = [*_leads(work, asked, stories), *_accounts(work, asked), *_people(work, asked)]
    hits = [hit for hit in names if stories or grade(fold(hit.title), asked.words)]
    typed = " ".join(asked.words)

    def closeness(hit: Hit) -> tuple[int, int, float, str, int]:
        name = fold(hit.title)
        return (bool(hit.where), -grade(name, asked.words), -ratio(typed, name), hit.title, hit.id)

    return sorted(hits, key=closeness) + (_stories(work, asked) if stories else [])


# --- leads, accounts, people -----------------------------------------------------------------------------------------


def _leads(work: Work, asked: _Asked, signals: bool) -> list[Hit]:
    ids = _by_name(work, asked, _leads_by_name) + asked.ids(work, index.LEADS)
    hits, unsaid = [], dict[int, Any]()
    for row in work.session.execute(_LEADS, given(ids)):
        hit = _lead(work, asked, row)
        if hit is not None:
            hits.append(hit)
        else:
            unsaid[row.id] = row
    return hits + (_signals(work, asked, unsaid) if signals else [])


def _lead(work: Work, asked: _Asked, row: Any) -> Hit | None:
    """A lead whose person or account answers; None where something they looked at does."""
    detail = _line(row.job_title, row.account, work.label("service_line", row.service_line))
    fields = (
        (later("E-mail"), row.email),
        (later("Phone"), row.phone),
        (later("Account"), _line(row.city, row.domain)),
        (later("Campaign"), row.campaign),
        (later("Asked for"), row.asked_for),
        (later("Notes"), row.notes),
    )
    return _hit(asked, "lead", row.id, _name(row), detail, fields)


def _signals(work: Work, asked: _Asked, rows: dict[int, Any]) -> list[Hit]:
    """Leads that the words found by what they looked at: one line of their story each."""
    some = dict(list(rows.items())[:STORIES])
    heads = {id: (_name(row), row.account or "", _also(row)) for id, row in some.items()}
    return _lines(asked, heads, looked_at(work, list(some)))


def _also(row: Any) -> str:
    return _line(row.job_title, row.email, row.city, row.domain, row.campaign, row.asked_for, row.notes)


def _accounts(work: Work, asked: _Asked) -> list[Hit]:
    ids = _by_name(work, asked, _accounts_by_name) + asked.ids(work, index.ACCOUNTS)
    hits = []
    for row in work.session.execute(_ACCOUNTS, given(ids)):
        fields = (
            (later("Domain"), row.domain),
            (later("Number"), row.identifier),
            (later("Testing focus"), row.testing_focus),
            (later("Systems"), row.systems),
            (later("Notes"), row.notes),
        )
        hits.append(
            _hit(
                asked,
                "account",
                row.id,
                row.name,
                _line(work.label("facility_type", row.facility_type), row.city, row.country),
                fields,
                row.id,
            )
        )
    return [hit for hit in hits if hit is not None]


def _people(work: Work, asked: _Asked) -> list[Hit]:
    hits = []
    for row in work.session.execute(_PEOPLE, given(asked.ids(work, index.PEOPLE))):
        fields = ((later("E-mail"), row.email), (later("Phone"), row.phone), (later("Notes"), row.notes))
        hits.append(
            _hit(asked, "person", row.id, _name(row), _line(row.job_title, row.account), fields, row.account_id)
        )
    return [hit for hit in hits if hit is not None]


def _hit(
    asked: _Asked,
    kind: str,
    id: int,
    title: str,
    detail: str,
    fields: Sequence[tuple[str, str | None]],
    account_id: int | None = None,
) -> Hit | None:
    """The hit, with the first field that holds a word which is not shown anyway; None where no field does."""
    unseen = asked.missing(fold(f"{title} {detail}"))
    where, found = "", NOTHING
    if unseen:
        for name, value in fields:
            folded = fold(value or "").replace(" ", "") if name == "Phone" else fold(value or "")
            left = [word for word in unseen if not holds(folded, word, asked.slips)]
            if len(left) < len(unseen) and not where:
                where, found = tr(name), sentence(value or "", unseen, asked.slips)
            unseen = tuple(left)
    if unseen:
        return None
    return Hit(kind, id, title, detail, where=where, found=found, account_id=account_id)


def _by_name(work: Work, asked: _Asked, query: Callable[[str], Any]) -> list[int]:
    """Whose name begins with a word: they come first, however many others hold it too."""
    if asked.slips:
        return []
    return [id for word in asked.words if len(word) > 1 for id in work.session.scalars(query(word))]


# --- stories ---------------------------------------------------------------------------------------------------------


def _stories(work: Work, asked: _Asked) -> list[Hit]:
    ids = asked.ids(work, index.STORIES, STORIES)
    heads = {row.id: (_name(row), row.account or "", "") for row in work.session.execute(_HEADS, given(ids))}
    return _lines(asked, heads, told(work, ids))


def _lines(asked: _Asked, heads: dict[int, tuple[str, str, str]], lines: Iterable[Told]) -> list[Hit]:
    """Lines that hold a word which the name and the account do not, and with these every word; newest first."""
    hits = []
    for line in sorted(lines, key=lambda one: one.at, reverse=True):
        if line.lead_id not in heads:
            continue
        name, account, also = heads[line.lead_id]
        wanted = asked.missing(fold(f"{name} {account} {also}")) or asked.words
        if not all(holds(fold(line.text), word, asked.slips) for word in wanted):
            continue
        found = sentence(line.text, asked.words, asked.slips)
        hits.append(Hit("note", line.lead_id, name, account, where=tr(line.what), found=found, line=line.row))
    return hits


def _name(row: Any) -> str:
    return row.full_name or row.email or row.phone or somebody_at(row.account or "")


def _line(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


# --- on the command line ---------------------------------------------------------------------------------------------


def lead_by_name(work: Work, text: str) -> list[int]:
    """Ids of the leads that a person on the command line may mean: a number, an address, or words of the name.

    The number or identity of a lead that was merged leads to the one that it became a part of.
    """
    if text.isascii() and text.isdigit():
        id = forwarding.survivor(work.session, "lead", int(text)) if len(text) < 16 else 0
        return [id] if work.session.get(Lead, id) is not None else []
    by_uuid = work.session.scalars(select(Lead.id).where(Lead.uuid == text)).all()
    if not by_uuid and (merged := forwarding.survivor_of_identity(work.session, "lead", text)):
        by_uuid = [merged]
    return list(by_uuid) or index.found(work.session.connection(), fold(text).split(), CANDIDATES)


_OF_LEAD = (Lead.id, Lead.service_line, Lead.campaign, Lead.asked_for)
_OF_PERSON = (Person.full_name, Person.email, Person.phone, Person.job_title, Person.notes)
_OF_ACCOUNT = (Account.name.label("account"), Account.city, Account.domain)
_LEADS = (
    select(*_OF_LEAD, *_OF_PERSON, *_OF_ACCOUNT)
    .join(Person, Person.id == Lead.person_id)
    .outerjoin(Account, Account.id == Lead.account_id)
    .where(Lead.id.in_(among()))
)
_HEADS = (
    select(Lead.id, Person.full_name, Person.email, Person.phone, Account.name.label("account"))
    .join(Person, Person.id == Lead.person_id)
    .outerjoin(Account, Account.id == Lead.account_id)
    .where(Lead.id.in_(among()))
)
_ACCOUNTS = select(
    Account.id,
    Account.name,
    Account.facility_type,
    Account.city,
    Account.country,
    Account.domain,
    Account.identifier,
    Account.testing_focus,
    Account.systems,
    Account.notes,
).where(Account.id.in_(among()))
_PEOPLE = (
    select(Person.id, Person.account_id, *_OF_PERSON, Account.name.label("account"))
    .outerjoin(Account, Account.id == Person.account_id)
    .where(Person.id.in_(among()))
)


def _begins(column: Any, word: str) -> Any:
    return (column >= word) & (column < f"{word}\U0010ffff")


def _leads_by_name(word: str) -> Any:
    query = select(Lead.id).join(Person, Person.id == Lead.person_id).where(_begins(Person.sort_name, word))
    return query.order_by(Person.sort_name).limit(CANDIDATES // 4)


def _accounts_by_name(word: str) -> Any:
    query = select(Account.id).where(_begins(Account.sort_name, word))
    return query.order_by(Account.sort_name).limit(CANDIDATES // 4)
