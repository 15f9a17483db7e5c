"""A column of a list: what is read from the database, how it is tested and sorted, and what people read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select, type_coerce
from sqlalchemy.types import String

from app.domain.groups import GROUPS
from app.domain.listing import EXTRA, Kind
from app.domain.relations import RELATIONS
from app.domain.stage import Stage
from app.language import later, tr
from app.services.work import Work
from app.store.tables import ClockPause, Lead, Move, Person, TagRow

Value = str | int | date | datetime | bool | None
Expression = ColumnElement[Any] | Callable[[Work], ColumnElement[Any]]

Labels = Callable[[], Mapping[str, str]]

_RELATIONS = (*RELATIONS, ("left", later("No longer there")))


def stages() -> Mapping[str, str]:
    """What the stages are called."""
    return {stage.value: stage.label for stage in Stage}


def groups() -> Mapping[str, str]:
    """What the groups of Today are called."""
    return {group.id: tr(group.label) for group in GROUPS}


def relations() -> Mapping[str, str]:
    """How an organisation or a person may stand to us."""
    return {id: tr(label) for id, label in _RELATIONS}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """`folded` is the same text without case and accents, where that is kept; `words` or `labels` name what ids mean.

    `ranked` sorts by the order of the labels rather than by their letters. `note` marks what people wrote freely: it
    is looked at before it leaves in a file. `field` is what an edit calls it; empty where it cannot be typed. `grouped`
    is False where nearly every row has a value of its own, so that nobody counts by it.
    """

    id: str
    label: str
    kind: Kind
    value: Expression
    wide: int = 120  # pixels at 100 %
    field: str = ""
    order: Expression | None = None
    folded: Expression | None = None
    moment: bool = False
    words: str = ""
    labels: Labels | None = None
    ranked: bool = False
    note: bool = False
    tags: bool = False
    grouped: bool = True

    @property
    def shown(self) -> str:
        """The label as people read it; what a file called a column is nobody's to translate."""
        return self.label if self.id.startswith(EXTRA) else tr(self.label)

    def known(self, work: Work) -> Mapping[str, str]:
        """The written forms of what it may hold, by id; empty where it holds plain words."""
        if self.labels is not None:
            return self.labels()
        if not self.words:
            return {}
        try:
            return work.definitions.words(self.words)
        except KeyError:  # a playbook may do without a vocabulary
            return {}

    def sql(self, work: Work) -> ColumnElement[Any]:
        """What is read."""
        return _made(self.value, work)

    def as_folded(self, work: Work) -> ColumnElement[Any] | None:
        """The folded text, where it is kept."""
        return None if self.folded is None else _made(self.folded, work)

    def sorted_by(self, work: Work) -> ColumnElement[Any]:
        """What a list is sorted by: people expect words in the order of what they read, not of ids or capitals."""
        if self.order is not None:
            return _made(self.order, work)
        value = self.sql(work)
        if known := self.known(work):
            ids = list(known) if self.ranked else sorted(known, key=lambda id: known[id].casefold())
            return case({"": -1} | {id: at for at, id in enumerate(ids)}, value=value, else_=len(ids))
        return func.lower(value) if self.kind is Kind.TEXT else value


def _made(expression: Expression, work: Work) -> ColumnElement[Any]:
    return expression if isinstance(expression, ColumnElement) else expression(work)


# --- what several lists show ------------------------------------------------------------------------------------------

lead, person = Lead.__table__.c, Person.__table__.c
_pause, _move, _tag = ClockPause.__table__.c, Move.__table__.c, TagRow.__table__.c


def refused() -> ColumnElement[bool]:
    """Who said No to a channel, or to all of them (R16): a list marks them wherever it leaves the house."""
    return func.lower(type_coerce(person.consent, String)).contains(':"no"', autoescape=True)


def paused(work: Work) -> ColumnElement[bool]:
    """The clock of the lead stands still now."""
    held = _pause.lead_id == lead.id, _pause.since <= work.now
    return exists().where(*held, or_(_pause.until.is_(None), _pause.until > work.now))


def overdue(work: Work) -> ColumnElement[bool]:
    """Open, past its date, and the clock runs."""
    return lead.is_open.is_(True) & func.coalesce(lead.due < work.today, False) & ~paused(work)


def overridden() -> ColumnElement[bool]:
    """Somebody went past the gate with it once (R6)."""
    return exists().where(_move.lead_id == lead.id, _move.override != "")


def any_tag() -> ColumnElement[bool]:
    """The lead has a tag."""
    return lead.id.in_(select(_tag.lead_id))


def tagged(words: Sequence[str]) -> ColumnElement[bool]:
    """The lead has one of these tags, in any case."""
    wanted = [word.lower() for word in words]
    return lead.id.in_(select(_tag.lead_id).where(or_(_tag.word.in_(words), func.lower(_tag.word).in_(wanted))))


def tag_holding(word: str) -> ColumnElement[bool]:
    """The lead has a tag with this word in it."""
    return lead.id.in_(select(_tag.lead_id).where(_tag.word.icontains(word, autoescape=True)))


def tags() -> ColumnElement[Any]:
    """The tags of a lead in one text."""
    words = select(_tag.word).where(_tag.lead_id == lead.id).order_by(_tag.word).correlate(Lead.__table__).subquery()
    return select(func.group_concat(words.c.word, ", ")).scalar_subquery()


def called(name: ColumnElement[str], email: ColumnElement[str], phone: ColumnElement[str], at: Any) -> Any:
    """What people call somebody: the name, else the address or number, else where they are."""
    blank = (func.nullif(one, "") for one in (name, email, phone))
    somebody = case((at.is_not(None), "Somebody at " + func.coalesce(at, "")), else_="Somebody")
    return func.coalesce(*blank, somebody)
