"""A playbook as a workbook that people edit: a sheet for each part, a row for each item, a column for each field.

What comes back is read by `intake.documents.playbook_book`; how a cell is written is `domain.playbook.field_words`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl.utils import get_column_letter

from app.domain.playbook import Playbook
from app.domain.playbook.drafting import Body, body_of
from app.domain.playbook.field_words import BOOK_CHOICES, BOOK_FORMAT, BOOK_GUIDE, BOOK_MARK, Lists, in_words
from app.domain.playbook.sections import SECTIONS, Field, Section, rows
from app.exports.book import Book
from app.exports.playbook_guide import write_guide
from app.exports.sheet import Column, Sheet

_WIDTHS = {
    "id": 22.0,
    "text": 34.0,
    "long": 46.0,
    "number": 11.0,
    "yes_no": 11.0,
    "choice": 22.0,
    "choices": 30.0,
    "words": 40.0,
    "condition": 64.0,
    "owner": 30.0,
    "needs": 48.0,
    "hours_by": 34.0,
    "limits": 34.0,
    "time": 11.0,
}
_LISTED = ("choice", "choices", "needs", "hours_by")  # kinds whose words stand on the sheet of choices
_ROOM = 200  # rows below the last that offer their choices as well


def write_playbook_book(playbook: Playbook, path: Path | str, *, made_at: datetime, paper: str = "A4") -> Path:
    """Write a playbook as a workbook to be edited and taken back. Trouble if it cannot be written."""
    return build_playbook_book(playbook, made_at=made_at, paper=paper).save(path)


def build_playbook_book(
    playbook: Playbook, *, made_at: datetime, paper: str = "A4", sections: Sequence[Section] = SECTIONS
) -> Book:
    """The same workbook in memory; with some of the sections only, it leaves the others as they are when it is read."""
    footer = f"{playbook.title} · version {playbook.version} · to be edited"
    book = Book(f"Playbook: {playbook.title}", paper=paper, footer=footer, made_at=made_at)
    mark = {BOOK_MARK: BOOK_FORMAT, "playbook": playbook.name, "version": str(playbook.version)}
    guide = book.sheet(BOOK_GUIDE)
    pages = [(section, book.sheet(section.label, landscape=True)) for section in sections]
    body = body_of(playbook)
    lists = Lists(body)
    ranges = _write_choices(book.sheet(BOOK_CHOICES, landscape=True), lists)
    for section, page in pages:
        _write_section(page, section, body, lists, ranges)
    write_guide(guide, playbook, sections, mark)
    book.keep(**{name.replace(" ", "_"): value for name, value in mark.items()})
    return book


def _write_choices(page: Sheet, lists: Lists) -> dict[str, str]:
    """Every list of choices in a column of its own; returns the range of each by its name."""
    page.title(
        BOOK_CHOICES,
        "What the drop-downs offer. Where a cell takes several, write them as they stand here, one a line.",
    )
    used = [of for of in lists.pairs if lists.labels(of)]
    names = [of.replace("_", " ").capitalize() for of in used]
    labels = [lists.labels(of) for of in used]
    deep = max(map(len, labels))
    grid = [[column[row] if row < len(column) else None for column in labels] for row in range(deep)]
    place = page.table("Choices", [Column(name, "top text", 30) for name in names], grid, freeze=0)
    top = place.head + 1
    ranges = {}
    for number, (of, column) in enumerate(zip(used, labels, strict=True), 1):
        letter = get_column_letter(number)
        ranges[of] = f"'{page.name}'!${letter}${top}:${letter}${top + len(column) - 1}"
    return ranges


def _write_section(page: Sheet, section: Section, body: Body, lists: Lists, ranges: Mapping[str, str]) -> None:
    page.title(section.label, section.about)
    if section.single:
        _write_record(page, section, body, lists, ranges)
        return
    fields = section.fields
    columns = [Column(field.label, _style(field), _WIDTHS[field.kind]) for field in fields]
    items = [
        [in_words(field, item.get(field.id), lists) for field in section.fields] for item in rows(body, section.id)
    ]
    page.text_only(1, len(columns))  # what looks like a date or a number stays as it is typed, in new rows too
    place = page.table(section.id, columns, items, none="", freeze=_frozen(section))
    last = place.last if section.fixed else place.last + _ROOM
    for number, field in enumerate(fields, 1):
        letter = get_column_letter(number)
        _offer(page, f"{letter}{place.head + 1}:{letter}{last}", field, ranges)


def _frozen(section: Section) -> int:
    """The columns that stay in view: up to the words that people know an item by, where they stand near the front."""
    ids = [field.id for field in section.fields]
    at = ids.index(section.title) + 1 if section.title in ids else 1
    return at if at <= 2 else 1


def _write_record(page: Sheet, section: Section, body: Body, lists: Lists, ranges: Mapping[str, str]) -> None:
    """A single record stands upright: a field to a row."""
    record = rows(body, section.id)[0]
    columns = (
        Column("What", "top strong", 34),
        Column("Value", "typed", 60),
        Column("How to write it", "top long", 60),
    )
    items: list[Sequence[object]] = [
        (field.label, in_words(field, record.get(field.id), lists), field.about) for field in section.fields
    ]
    page.text_only(2, 2)
    place = page.table(section.id, columns, items, freeze=1)
    for row, field in enumerate(section.fields, place.head + 1):
        _offer(page, f"B{row}", field, ranges)


def _style(field: Field) -> str:
    if field.kind == "id":
        return "typed small"
    return "typed number" if field.kind == "number" else "typed"


def _offer(page: Sheet, cells: str, field: Field, ranges: Mapping[str, str]) -> None:
    """The help of a field beside its cells, and a drop-down where it is a choice."""
    if field.kind == "yes_no":
        page.choice(cells, '"Yes,No"', title=field.label, prompt=field.about or "Yes or No.")
    elif field.kind == "choice" and field.of in ranges:
        page.choice(cells, ranges[field.of], title=field.label, prompt=field.about or "Choose one.", strict=False)
    elif field.kind in _LISTED and field.of in ranges:
        page.hint(cells, title=field.label, prompt=f"{field.about} As on the sheet {BOOK_CHOICES}, one a line.".strip())
    elif field.about:
        page.hint(cells, title=field.label, prompt=field.about)
