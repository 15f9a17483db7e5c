"""What the history can show as a list: every act, who did it and when, and whether it still stands."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, case

from app.domain.acts import FOR_GOOD, KINDS
from app.domain.listing import Kind, Order
from app.language import later, tr
from app.services.lists.column import Column
from app.services.lists.conditions import has_word
from app.services.lists.place import Place, by_id
from app.services.work import Work
from app.store.tables import Action

act = Action.__table__.c
_TEXT, _CHOICE, _NUMBER, _DATE, _YES_NO = Kind
_OTHER = "other"
_KIND_OF = {use_case: kind.id for kind in KINDS for use_case in kind.use_cases}


def _kinds() -> Mapping[str, str]:
    return {kind.id: tr(kind.label) for kind in KINDS} | {_OTHER: tr("Other")}


_COLUMNS = (
    Column("what", later("What"), _TEXT, act.label, 340, grouped=False),
    Column("when", later("When"), _DATE, act.at, 120, order=act.id, moment=True),  # acts are numbered as they come
    Column("by", later("Who"), _CHOICE, act.by, 120),
    Column("kind", later("Kind"), _CHOICE, case(_KIND_OF, value=act.use_case, else_=_OTHER), 120, labels=_kinds),
    Column("rows", later("Rows"), _NUMBER, act.rows, 70),
    Column("undone", later("Undone"), _YES_NO, act.in_effect.is_(False), 80),
    Column("can_undo", later("Can be undone"), _YES_NO, act.in_effect & act.use_case.not_in(FOR_GOOD), 110),
    Column("undoes", later("Takes back act"), _NUMBER, act.undoes_id, 110, grouped=False),
    Column("use_case", later("Command"), _CHOICE, act.use_case, 140),
    Column("action", later("Act"), _NUMBER, act.id, 70, grouped=False),
)


def _searched(work: Work, text: str) -> Sequence[ColumnElement[bool]]:
    """Every word in what was done, or in the name of who did it."""
    return [has_word(act.label, word) | has_word(act.by, word) for word in text.split()]


HISTORY = Place(
    "history",
    "act",
    "acts",
    Action.__table__,
    by_id(_COLUMNS),
    Order("when", descending=True),
    _searched,
    always=(act.label != "",),
)
