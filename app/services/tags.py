"""Tags: words that people put on leads to find them again; one word is written in one way."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, literal, select

from app.domain.counting import counted
from app.domain.matching import fold
from app.domain.problems import Problem
from app.language import tr
from app.services.work import Changed, Work
from app.store.numbers import among, given
from app.store.tables import Lead, TagRow

LONGEST = 60


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag in use, and on how many leads."""

    word: str
    leads: int


def tag(work: Work, lead_ids: Sequence[int], word: str) -> Changed:
    """Put a word on leads; those that have it already stay as they are. Raises Problem where the word says nothing."""
    word = spelled(work, word)
    _know(work, lead_ids)
    has = select(TagRow.lead_id).where(TagRow.word == word)
    new = select(Lead.id, literal(word)).where(Lead.id.in_(among()), Lead.id.not_in(has)).order_by(Lead.id)
    ids = work.session.scalars(select(new.subquery().c.id), given(lead_ids)).all()
    work.session.connection().execute(insert(TagRow).from_select(["lead_id", "word"], new), given(lead_ids))
    label = tr("Tag {leads} “{word}”", leads=counted(len(ids), "lead"), word=word)
    return Changed(label, frozenset(ids), outcome=len(ids))


def untag(work: Work, lead_ids: Sequence[int], word: str) -> Changed:
    """Take a word off leads. The outcome is on how many it was."""
    word = spelled(work, word)
    with_it = TagRow.word == word, TagRow.lead_id.in_(among())
    ids = work.session.scalars(select(TagRow.lead_id).where(*with_it), given(lead_ids)).all()
    if not ids:
        raise Problem(tr("None of these leads has the tag “{word}”.", word=word))
    work.session.connection().execute(delete(TagRow).where(*with_it), given(lead_ids))
    label = tr("Take the tag “{word}” off {leads}", word=word, leads=counted(len(ids), "lead"))
    return Changed(label, frozenset(ids), outcome=len(ids))


def tags_in_use(work: Work) -> list[TagCount]:
    """Every tag and on how many leads it is, the commonest first."""
    count = func.count()
    query = select(TagRow.word, count).group_by(TagRow.word).order_by(count.desc(), TagRow.word)
    return [TagCount(word, leads) for word, leads in work.session.execute(query)]


def tags_of(work: Work, lead_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The tags of each of these leads, in the order of the alphabet; who has none is left out."""
    query = select(TagRow.lead_id, TagRow.word).where(TagRow.lead_id.in_(among())).order_by(TagRow.word)
    found: dict[int, list[str]] = {}
    for lead_id, word in work.session.execute(query, given(lead_ids)):
        found.setdefault(lead_id, []).append(word)
    return {lead_id: tuple(words) for lead_id, words in found.items()}


def spelled(work: Work, word: str) -> str:
    """The word as it is written here already, whatever case it is given in; else as given, tidied.

    Raises Problem where it says nothing, is too long, or holds what parts one tag from the next.
    """
    word = " ".join(word.split())
    if not word:
        raise Problem(tr("Write the word of the tag."))
    if len(word) > LONGEST:
        raise Problem(
            tr(
                "A tag has at most {most} characters; this one has {count}. Write the rest as a note.",
                most=LONGEST,
                count=len(word),
            )
        )
    if "," in word or ";" in word:
        raise Problem(tr("A tag holds no comma or semicolon; these part one tag from the next. Add them one by one."))
    known = work.session.scalars(select(TagRow.word).distinct())
    return next((other for other in known if fold(other) == fold(word)), word)


def _know(work: Work, lead_ids: Sequence[int]) -> None:
    known = work.session.scalar(select(func.count()).where(Lead.id.in_(among())), given(lead_ids))
    if not known:
        raise Problem(tr("Choose the leads first; none of these is there."))
