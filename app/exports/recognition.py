"""How a handoff is recognised when it comes back: marks it carries, and what changed outside the reply sheet."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from openpyxl import Workbook

from app.exports.returned_book import Cells, ReturnedBook, Value, coordinate
from app.language import tr, tr_many

REPLY = "Reply"
MARKS = ("handoff", "workspace", "number", "version", "digest", "contents")
_SHOWN_CHANGES = 20
_SHOWN_LETTERS = 60
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?")


def written_cells(workbook: Workbook) -> dict[str, Cells]:
    """The filled cells of every sheet of a workbook as Assay makes it."""
    return {
        sheet.title: {
            (cell.row, cell.column): _plain(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in workbook.worksheets
    }


def _plain(value: object) -> Value:
    return value if isinstance(value, (str, int, float, datetime, date, time)) else str(value)


def contents_mark(workbook: Workbook) -> str:
    """A short digest of the cells of each sheet apart from the reply, in one line."""
    cells = written_cells(workbook)
    return "|".join(f"{name}:{_mark(_texts(cells[name]))}" for name in cells if name != REPLY)


def changes(book: ReturnedBook, contents: str, reply: str, sent: Mapping[str, Cells] | None) -> tuple[str, ...]:
    """Sentences about sheets that were removed, renamed, added or changed since the handoff left.

    With the package as it was `sent`, every changed cell is named, at most twenty of them; a sheet whose cells are all
    as they were counts as untouched, whatever its digest says. `reply` is the name of the reply sheet now.
    """
    marks = dict(part.rsplit(":", 1) for part in contents.split("|") if ":" in part)
    here = {name: cells for name, cells in book.sheets.items() if name != reply}
    renamed = _renamed(marks, here)
    now = {renamed.get(name, name): cells for name, cells in here.items()}
    said = [
        tr("Sheet '{name}' was removed.", name=name) for name in marks if name not in now and name not in book.unread
    ]
    said += [tr("Sheet '{was}' was renamed to '{name}'.", was=was, name=name) for name, was in renamed.items()]
    said += [tr("Sheet '{was}' was renamed to '{name}'.", was=REPLY, name=reply)] if reply != REPLY else []
    added = [name for name in (*now, *book.unread) if name not in marks]
    said += [tr("Sheet '{name}' was added.", name=name) for name in added] if marks else []
    suspect = [name for name in marks if name in now and not _is_untouched(now[name], marks[name])]
    if sent is None:
        return (*said, *(tr("Sheet '{name}' was changed.", name=name) for name in suspect))
    return (*said, *_told(tuple(_differences(suspect if marks else list(now), now, sent))))


def _renamed(marks: Mapping[str, str], here: Mapping[str, Cells]) -> dict[str, str]:
    """The former names of sheets that are here under a new one, recognised by their cells."""
    lost = {mark: name for name, mark in marks.items() if name not in here}
    found = {name: lost.get(_mark(_texts(cells))) for name, cells in here.items() if name not in marks} if lost else {}
    return {name: was for name, was in found.items() if was}


def _is_untouched(cells: Cells, mark: str) -> bool:
    """True by either digest: packages that left long ago carry the one of the words as they stood."""
    return mark == _mark(_texts(cells)) or mark == _mark(_texts(cells, _as_text))


def _differences(names: Iterable[str], now: Mapping[str, Cells], sent: Mapping[str, Cells]) -> Iterable[str]:
    for name in names:
        if name in sent:
            before, after = _texts(sent[name]), _texts(now[name])
            yield from (
                _difference(name, place, before, after)
                for place in sorted({*before, *after})
                if before.get(place) != after.get(place)
            )


def _told(said: tuple[str, ...]) -> tuple[str, ...]:
    rest = len(said) - _SHOWN_CHANGES
    return said if rest <= 0 else (*said[:_SHOWN_CHANGES], tr_many("and {count} more", "and {count} more", rest))


def _difference(
    sheet: str, place: tuple[int, int], before: Mapping[tuple[int, int], str], after: Mapping[tuple[int, int], str]
) -> str:
    cell, was, now = coordinate(place), _short(before.get(place, "")), _short(after.get(place, ""))
    if not now:
        return tr("{sheet} {cell}: '{was}' was deleted.", sheet=sheet, cell=cell, was=was)
    if not was:
        return tr("{sheet} {cell}: '{now}' was added.", sheet=sheet, cell=cell, now=now)
    return tr("{sheet} {cell}: '{was}' became '{now}'.", sheet=sheet, cell=cell, was=was, now=now)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else text[: _SHOWN_LETTERS - 1].rstrip() + "…"


def _mark(texts: Mapping[tuple[int, int], str]) -> str:
    named = {coordinate(place): text for place, text in texts.items()}
    lines = "\n".join(f"{cell}={named[cell]}" for cell in sorted(named))
    return hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()[:10]


def _texts(cells: Cells, write: Callable[[Value], str] | None = None) -> dict[tuple[int, int], str]:
    """Every filled cell as one text, the same whichever program saved it last."""
    return {place: text for place, value in cells.items() if (text := (write or _in_one_form)(value))}


def _in_one_form(value: Value) -> str:
    """A value with what programs change as they save left out: runs of blanks, kinds of lines, forms of numbers."""
    text = " ".join(_as_text(value).split())
    if _NUMBER.fullmatch(text):
        return format(float(text), ".10g")
    if moment := _MOMENT.fullmatch(text):
        return moment[1] if moment[2] == "00:00:00" else f"{moment[1]}T{moment[2]}"
    return text


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return format(float(value), ".10g")
    if isinstance(value, datetime):
        at = (value + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None)
        return at.date().isoformat() if at.time() == time() else at.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value.replace("_x005F_", "_").strip()
