"""How the columns of a list of the services are shown: words, numbers on the right, chips, dates as people say them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.language import later, number, tr
from app.services.lists.column import Value
from app.services.lists.places import ColumnView, place_of
from app.ui import dates
from app.ui.tables.column import Column
from app.ui.tables.column import Kind as Look
from app.ui.widgets.painted import path_hue, stage_hue

OVERRIDDEN = later("Somebody went past the gate: see its story")
STATE_HUES = {
    "pending": "wait",
    "overdue": "bad",
    "silent": "bad",
    "accepted": "good",
    "rejected": "bad",
    "need_more": "note",
    "done": "good",
    "undone": "wait",
}
_CHIPS: Mapping[str, Mapping[str, str]] = {  # tones by id; a chip says its word as well
    "state": STATE_HUES,
    "severity": {"stops": "bad", "slows": "wait", "nice": "muted"},
    "status": {"open": "wait", "waiting": "note", "answered": "good", "accepted": "good", "closed": "muted"},
}
_LOOKS: Mapping[str, Look] = {
    "stage": "stage",
    "best_stage": "stage",
    "path": "path",
    "state": "chip",
    "severity": "chip",
    "status": "chip",
    "fit": "score",
    "intent": "score",
    "completeness": "score",
    "due": "due",
    "verdict_due": "due",
}
_NAMES = {  # the column that names a row
    "leads": "person",
    "people": "person",
    "accounts": "name",
    "handoffs": "person",
    "imports": "file",
    "gaps": "question",
}
_FULL = ("account", "what", "facility_type", "title", "reason")  # read as often as the name; others stand back
_NAMING = ("lead", "number", "action", "import", "account_number", "call")  # numbers that name and do not count
_LONGEST = 300  # letters of a note in a cell


@dataclass(frozen=True, slots=True)
class ListCells:
    """One row with the columns that were asked for, by id."""

    id: int
    values: Mapping[str, Value]
    refused: bool = False
    overdue: bool = False


def shown_as(place: str, one: ColumnView, paths: Callable[[], Mapping[str, str]]) -> Column:
    """A column of a table; `paths` gives the written form of every path by id."""
    text = _text(one)
    look = "strong" if one.id == _NAMES.get(place) else _look(one)
    made = Column(one.id, one.label, one.wide, text, look, one.id, _hue(place, one, text, paths), _tip(one, text))
    return replace(made, spoken=True) if (place, one.id) != ("leads", "stage") else _with_override(made)


def _with_override(stage: Column) -> Column:
    """A stage that somebody went past the gate for (R6) says so with a mark and in words."""
    text = stage.text

    def marked(row: ListCells) -> str:
        return f"{text(row)} !" if row.values.get("overridden") else text(row)

    def told(row: ListCells) -> str:
        return tr(OVERRIDDEN) if row.values.get("overridden") else text(row)

    return replace(stage, text=marked, tip=told, spoken=True)


def _look(one: ColumnView) -> Look:
    if one.id in _LOOKS:
        return _LOOKS[one.id]
    if one.numeric:
        return "number"
    return "text" if one.id in _FULL else "muted"


def _text(one: ColumnView) -> Callable[[ListCells], str]:
    id, plain = one.id, one.id in _NAMING or _LOOKS.get(one.id) == "score"

    def said(row: ListCells) -> str:
        value = row.values.get(id)
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return tr("Yes") if value else ""  # a column of No hides the few that matter
        if isinstance(value, int):
            return str(value) if plain else number(value)
        if isinstance(value, datetime):
            return dates.ago(value)
        if isinstance(value, date):
            return dates.day(value)
        return value if "\n" not in value and len(value) <= _LONGEST else " ".join(value[:_LONGEST].split())

    return said


def _tip(one: ColumnView, text: Callable[[ListCells], str]) -> Callable[[ListCells], str]:
    """The exact moment of a date; the whole of what is cut in the cell."""

    def whole(row: ListCells) -> str:
        value = row.values.get(one.id)
        if isinstance(value, date):
            exact = dates.exact(value)
            late = row.overdue and one.id == "due"
            return tr("{day}, overdue", day=exact) if late else exact
        return value if isinstance(value, str) else text(row)

    return whole


def _hue(
    place: str, one: ColumnView, text: Callable[[ListCells], str], paths: Callable[[], Mapping[str, str]]
) -> Callable[[ListCells], str]:
    """The tone of a chip; rows hold the words that people read, tones belong to ids."""
    if one.id in ("fit", "intent", "completeness"):
        return lambda row: "note" if one.id == "intent" else "accent"
    if one.id == "due":
        return lambda row: "bad" if row.overdue else ""
    if one.id == "path":
        return lambda row: path_hue(_id_of(paths(), text(row)))
    if one.id in ("stage", "best_stage", *_CHIPS):
        labels = place_of(place).column(one.id).labels
        tones = _CHIPS.get(one.id)
        found = labels() if labels is not None else {}
        hues = {words: stage_hue(id) if tones is None else tones.get(id, "muted") for id, words in found.items()}
        return lambda row: hues.get(text(row), "muted")
    return lambda row: "muted"


def _id_of(labels: Mapping[str, str], words: str) -> str:
    return next((id for id, label in labels.items() if label == words), "")
