"""A playbook that was edited as a workbook, read back through the child process with every fault at its cell.

A part whose sheet or column is gone stays as it stands in the playbook at hand, and a cell that still says what the
playbook at hand would have written means exactly that; so nothing is lost on the way through another program.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.playbook.drafting import Body, free_id, tidied
from app.domain.playbook.drafting import faults as faults_of
from app.domain.playbook.field_words import BOOK_FORMAT, BOOK_MARK, Lists, empty, from_words, in_words
from app.domain.playbook.sections import SECTION, SECTIONS, Field, Section, key_of, keyed
from app.domain.problems import Problem
from app.intake.documents.faults import CellFault
from app.intake.documents.playbook_sheets import Page, Row, Sheets, seen, sheets_of
from app.language import tr

_CUT = 32_000  # characters from which a cell may hold only the beginning of a text


@dataclass(frozen=True, slots=True)
class ReadBook:
    """What a workbook says: a body, complete where `base` or the workbook is; what is wrong; and what to know."""

    body: Body
    name: str  # of the playbook and its version that the workbook was written from; empty and 0 where it is not marked
    version: int
    faults: tuple[CellFault, ...]
    said: tuple[str, ...]
    unread: tuple[CellFault, ...] = ()  # those of the faults whose cells the body says nothing of


def read_playbook_book(path: Path, base: Mapping[str, Any] | None = None, *, password: str = "") -> ReadBook:
    """Read a workbook into a body. `base` is the playbook at hand, for parts that the workbook leaves out.

    Raises Problem for a file that is no workbook of a playbook; what is wrong in cells is told by `faults`.
    """
    sheets = sheets_of(path, password)
    if not sheets.pages:
        raise Problem(tr("{name} holds no part of a playbook; write one with Export and edit that.", name=path.name))
    if not sheets.mark.get(BOOK_MARK, BOOK_FORMAT).isdecimal() or int(sheets.mark.get(BOOK_MARK, "1")) > int(
        BOOK_FORMAT
    ):
        raise Problem(tr("{name} was written by a newer Assay; update this one to read it.", name=path.name))
    version = sheets.mark.get("version", "")
    reading = _Reading(sheets, base)
    body = reading.body()
    return ReadBook(
        body,
        sheets.mark.get("playbook", ""),
        int(version) if version.isdecimal() else 0,
        tuple(sorted(reading.faults, key=lambda fault: fault.order)),
        tuple(reading.said),
        tuple(sorted(reading.unread, key=lambda fault: fault.order)),
    )


@dataclass(slots=True)
class _Placed:
    """Where the items of a body came from, so that a fault finds its cell."""

    rows: dict[tuple[str, str], int] = field(default_factory=dict)  # section, key text
    refused: set[tuple[str, str, str]] = field(default_factory=set)  # cells that could not be read


class _Reading:
    """Turns the sheets into a body, noting what is wrong and going on with the rest."""

    def __init__(self, sheets: Sheets, base: Mapping[str, Any] | None) -> None:
        self._sheets, self._base = sheets, base
        self.faults, self.said = list(sheets.faults), list(sheets.said)
        self.unread = list(sheets.faults)
        self._ids: dict[tuple[str, int], str] = {}  # section, row: ids made for new items
        self._lists = Lists(self._named_only(), base)
        self._before = Lists(base) if base is not None else None
        self._placed = _Placed()
        self._items: dict[str, dict[str, dict[str, Any]]] = {}

    def body(self) -> Body:
        """The body, with everything that is wrong with it among the faults."""
        made: Body = dict(tidied(self._base)) if self._base is not None else {}
        self._left_out([section for section in SECTIONS if section.id not in self._sheets.pages])
        for section in SECTIONS:
            page = self._sheets.pages.get(section.id)
            if page is None:
                continue
            if section.single:
                _put_record(made, section, self._record(page))
            elif page.columns:
                _put(made, section, [self._item(page, row) for row in page.rows])
        for section in SECTIONS:
            self._note_rows(made, section)
        made = tidied(made)
        self._judge(made)
        return made

    def _left_out(self, sections: list[Section]) -> None:
        """Say what has no sheet: it stays as it is, or cannot be made up where there is no playbook at hand."""
        if self._base is None:
            says = "this sheet is missing; put it back, or take the workbook into a workspace that has a playbook"
            self.faults += [CellFault(None, f"Sheet {section.label}", says) for section in sections]
        elif sections:
            named = ", ".join(section.label for section in sections)
            self.said.append(f"What has no sheet in the workbook stays as it is: {named}.")

    def _named_only(self) -> Body:
        """A body that holds nothing but the ids and names of the items, for the choices that other sheets refer to."""
        made: Body = dict(tidied(self._base)) if self._base is not None else {}
        for id, page in self._sheets.pages.items():
            section = SECTION[id]
            if section.key != ("id",) or not page.columns:
                continue
            named: list[dict[str, Any]] = []
            _put(made, section, named)
            for row in page.rows:
                label = row.cells.get(section.title, "")
                known = row.cells.get("id", "")
                if not known and label and "id" in page.columns:
                    known = self._ids[id, row.number] = free_id(made, id, label)
                named.append({"id": known, section.title: label})
        return made

    # --- items ---

    def _record(self, page: Page) -> dict[str, Any]:
        before = self._items_before(page.section).get("", {})
        values: dict[str, Any] = {}
        for row in page.rows:
            for id, text in row.cells.items():
                one = page.section.field(id)
                if one is not None:
                    values |= self._value(page, row, one, text, before, "")
        return values

    def _item(self, page: Page, row: Row) -> dict[str, Any]:
        section = page.section
        cells = dict(row.cells)
        if (section.id, row.number) in self._ids:
            cells["id"] = self._ids[section.id, row.number]
            self.said.append(f"Sheet {page.name}, row {row.number}: the new item got the id {cells['id']}.")
        values: dict[str, Any] = {}
        for id in section.key:
            one = section.field(id)
            if one is not None and id in cells:
                values |= self._value(page, row, one, cells[id], {}, "")
        key = key_of(section, values)
        before = self._items_before(section).get(key, {})
        for one in section.fields:
            if one.id in cells and one.id not in section.key:
                values |= self._value(page, row, one, cells[one.id], before, key)
            elif one.id not in cells and one.id in before:
                values[one.id] = before[one.id]
        return {one.id: values[one.id] for one in section.fields if one.id in values}

    def _value(
        self, page: Page, row: Row, one: Field, text: str, before: Mapping[str, Any], key: str
    ) -> dict[str, Any]:
        """The value of a cell under its field's id; nothing where the playbook's own value counts."""
        if one.id in before and self._unchanged(one, before[one.id], text):
            return {one.id: before[one.id]}
        if not text:
            meant = empty(one)
            return {} if meant is None and not _may_be_nothing(page.section, one) else {one.id: meant}
        try:
            return {one.id: from_words(one, text, self._lists)}
        except Problem as unread:
            refused = page.fault(row.number, one, _within(unread.message))
            self.faults.append(refused)
            self.unread.append(refused)
            self._placed.refused.add((page.section.id, key, one.id))
            return {one.id: before[one.id]} if one.id in before else {}

    def _unchanged(self, one: Field, value: Any, text: str) -> bool:
        """True where a cell still says what the playbook at hand would have written there."""
        if self._before is None:
            return False
        written = in_words(one, value, self._before)
        wanted = "" if written is None else seen(str(written))
        return text == wanted or (len(text) > _CUT and wanted.startswith(text.rstrip("\ufffd")))

    def _items_before(self, section: Section) -> dict[str, dict[str, Any]]:
        """The items of a section in the playbook at hand, by their key text."""
        if section.id not in self._items:
            self._items[section.id] = dict(keyed(self._base, section.id)) if self._base is not None else {}
        return self._items[section.id]

    # --- faults ---

    def _note_rows(self, made: Body, section: Section) -> None:
        page = self._sheets.pages.get(section.id)
        if page is None or section.single:
            return
        for (key, _), row in zip(keyed(made, section.id), page.rows, strict=False):
            self._placed.rows[section.id, key] = row.number

    def _judge(self, made: Body) -> None:
        """What is wrong with the body as a whole, each at its cell; what is only doubtful is said."""
        for fault in faults_of(made):
            section = SECTION.get(fault.section)
            page = self._sheets.pages.get(fault.section)
            if (fault.section, fault.item, fault.field) in self._placed.refused:
                continue
            one = section.field(fault.field) if section else None
            if page is None:
                place = f"Sheet {section.label}" if section else ""
                placed = CellFault(None, place, fault.says)
                if section is not None and self._base is None:
                    continue  # its sheet is missing, which is said already
            else:
                row = self._row(page, fault.item, one)
                placed = page.fault(row, one, _within(fault.says))
            if fault.warns:
                self.said.append(str(placed))
            else:
                self.faults.append(placed)

    def _row(self, page: Page, item: str, one: Field | None) -> int:
        if page.section.single:
            return next((row.number for row in page.rows if one is not None and one.id in row.cells), 0)
        return self._placed.rows.get((page.section.id, item), 0)


def _put(body: Body, section: Section, items: list[dict[str, Any]]) -> None:
    """Let a section of a body hold these items; what is on the way is copied, not changed."""
    holder = body
    for step in section.place[:-1]:
        holder[step] = holder = dict(holder.get(step) or {})
    holder[section.place[-1]] = items


def _put_record(body: Body, section: Section, values: Mapping[str, Any]) -> None:
    holder = body
    for step in section.place:
        holder[step] = holder = dict(holder.get(step) or {})
    holder.update(values)


def _may_be_nothing(section: Section, one: Field) -> bool:
    """True for fields in which nothing means something: a check that a person judges, a re-look that never comes."""
    return one.kind == "condition" or (section.id in ("disqualify", "not_now") and one.id == "relook_days")


def _within(sentence: str) -> str:
    """A sentence as it goes on after its place."""
    return sentence.removesuffix(".")
