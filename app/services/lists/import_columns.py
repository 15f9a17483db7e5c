"""What a list of imports can show."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from app.domain.listing import Kind, Order
from app.language import later, tr
from app.services.lists.column import Column
from app.services.lists.conditions import has_word
from app.services.lists.place import Place, by_id
from app.services.work import Work
from app.store.expressions import count_in, how_many, listed
from app.store.tables import Action, ImportRow, ImportRun, SettledRow

run, _row, _action, _settled = (
    table.__table__.c for table in (ImportRun, ImportRow, Action, SettledRow)
)  # fmt: skip
_TEXT, _CHOICE, _NUMBER, _DATE, _YES_NO = Kind
_ACTS = ("create", "update", "signal", "skip", "reject", "doubtful")
_STATES = {"done": later("Done"), "undone": later("Undone")}


def _of_run(value: Any, *tests: Any) -> Any:
    return select(value).where(*tests).correlate(ImportRun.__table__).scalar_subquery()


def _states() -> Mapping[str, str]:
    return {id: tr(label) for id, label in _STATES.items()}


_stands = func.coalesce(_of_run(_action.in_effect, _action.id == run.action_id), True)
_files = listed(run.files, "name")
_every_row = sum((count_in(run.counts, act) for act in _ACTS[1:]), count_in(run.counts, _ACTS[0]))
_decided = select(_settled.import_row_id)
_open_doubts = and_(_row.import_id == run.id, _row.act == "doubtful", _row.id.not_in(_decided))
_waiting = case((_stands, _of_run(func.count(), _open_doubts)), else_=0)


def _number(id: str, label: str, value: Any, wide: int = 80, *, grouped: bool = True) -> Column:
    return Column(id, label, _NUMBER, value, wide, grouped=grouped)


_COLUMNS = (
    Column("file", later("File"), _TEXT, _files, 220),
    Column("when", later("When"), _DATE, run.at, 120, moment=True),
    Column("by", later("Who"), _CHOICE, run.by, 120),
    Column("state", later("State"), _CHOICE, case((_stands, "done"), else_="undone"), 90, labels=_states, ranked=True),
    _number("rows", later("Rows"), _every_row),
    _number("created", later("New leads"), count_in(run.counts, "create"), 90),
    _number("updated", later("Updated"), count_in(run.counts, "update")),
    _number("signals", later("Signals"), count_in(run.counts, "signal")),
    _number("rejected", later("Rejected"), count_in(run.counts, "reject")),
    _number("doubtful", later("Doubtful"), count_in(run.counts, "doubtful")),
    _number("skipped", later("Skipped"), count_in(run.counts, "skip")),
    _number(
        "settled", later("Decided since"), _of_run(func.count(), _row.import_id == run.id, _row.id.in_(_decided)), 100
    ),
    _number("waiting", later("To decide"), _waiting, 90),
    _number("files", later("Files"), how_many(run.files), 70),
    Column("format", later("Format"), _CHOICE, listed(run.files, "format"), 90),
    _number("import", later("Import"), run.id, 70, grouped=False),
    _number("action", later("Act"), run.action_id, 70, grouped=False),
)


def _searched(work: Work, text: str) -> Sequence[ColumnElement[bool]]:
    """Every word in the name of a file or of who imported it."""
    return [has_word(_files, word) | has_word(run.by, word) for word in text.split()]


IMPORTS = Place(
    "imports",
    "import",
    "imports",
    ImportRun.__table__,
    by_id(_COLUMNS),
    Order("when", descending=True),
    _searched,
)
