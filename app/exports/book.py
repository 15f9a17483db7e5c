"""The one cell writer: every workbook that leaves Assay is made by a Book and its Sheets.

Text is always text, numbers are values, names are legal and unique, and the file appears whole or not at all.
"""

from copy import copy
from datetime import UTC, date, datetime, time, tzinfo
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty

from app.exports import cells
from app.exports.long_list import LongList, write_package
from app.exports.saving import write_whole
from app.exports.sheet import Column, Sheet
from app.exports.style import parts_of

PAPERS = {"A4": 9, "Letter": 1}
_PROPERTIES = "custom_doc_props"  # unknown to openpyxl's type stubs
_STYLE = "_style"  # where openpyxl keeps the looks of a cell; copying it is ten times quicker than setting each part


class Book:
    """A workbook in the making. `zone` is where times are shown; nobody's name is kept unless `author` gives one."""

    def __init__(
        self,
        title: str,
        *,
        zone: tzinfo = UTC,
        paper: str = "A4",
        footer: str = "",
        author: str = "",
        made_at: datetime | None = None,
    ) -> None:
        self.zone = zone
        self.paper = PAPERS[paper]
        self.footer = cells.clean(footer)
        self.sheets: list[Sheet] = []
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        about = self.workbook.properties
        about.title, about.creator = cells.clean(title)[:200], cells.clean(author)[:100] or "Assay"
        about.created = cells.local(made_at or datetime.now(UTC), UTC)
        self._models: dict[tuple[str, bool], Cell] = {}
        self._table_names: set[str] = set()
        self._long: list[LongList] = []
        self._cut: list[tuple[str, str, int]] = []  # sheet, cell, characters the text had

    def sheet(
        self, name: str, *, landscape: bool = False, one_page: bool = False, to_the_letter: bool = False
    ) -> Sheet:
        """Add a sheet, named as near to `name` as the rules of spreadsheets allow.

        `to_the_letter` takes a name as it is, also "History", which Excel in English opens but lets nobody type.
        """
        taken = [sheet.name for sheet in self.sheets]
        worksheet = self.workbook.create_sheet(name if to_the_letter else cells.sheet_name(name, taken))
        sheet = Sheet(self, worksheet, landscape=landscape, one_page=one_page)
        self.sheets.append(sheet)
        return sheet

    def keep(self, **facts: str) -> None:
        """Keep facts in the document's own properties, where they survive a new file name."""
        for name, value in facts.items():
            getattr(self.workbook, _PROPERTIES).append(
                StringProperty(name=f"assay_{name}", value=cells.clean(value)[:255])
            )

    def save(self, path: Path | str) -> Path:
        """Write the workbook whole or not at all (Trouble), with a note of what had to be shortened."""
        self.finish()
        return write_whole(Path(path), self._write)

    def content(self) -> bytes:
        """The workbook in memory, for who writes it later; the same as `save` writes."""
        self.finish()
        file = BytesIO()
        self._write(file)
        return file.getvalue()

    def finish(self) -> None:
        """Settle widths, print set-up and the note of what was shortened; `save` does it by itself."""
        for rows in self._long:
            self._cut += rows.too_long()
        if self._cut:
            sheet = self.sheet("Shortened")
            sheet.title("Shortened", "A cell holds 32,766 characters; these texts were longer and end early here.")
            columns = (Column("Sheet"), Column("Cell", "word"), Column("Characters it had", "int"))
            sheet.table("Shortened", columns, self._cut)
            self._cut = []
        for sheet in self.sheets:
            sheet.finish()

    # --- for sheets -------------------------------------------------------------------------------------------------

    def fill(self, cell: Cell, value: object, style: str) -> None:
        """Put a value into a cell with the style of this name: the only place where this happens."""
        quoted = False
        if isinstance(value, str):
            quoted = self._fill_text(cell, value)
        elif isinstance(value, bool):
            self._fill_text(cell, "Yes" if value else "No")
        elif isinstance(value, (int, float)):
            cell.value = cells.finite(value)
        elif isinstance(value, (datetime, date, time)):
            if cells.serial(value, self.zone) is None:
                self._fill_text(cell, value.isoformat())
            else:
                cell.value = cells.local(value, self.zone) if isinstance(value, datetime) else value
        elif value is not None:
            raise TypeError(f"a cell cannot hold a {type(value).__name__}")
        setattr(cell, _STYLE, copy(getattr(self._model(style, quoted=quoted), _STYLE)))

    def style_number(self, style: str, *, quoted: bool = False) -> int:
        """The number under which the package keeps a style, for rows that are streamed."""
        return int(self._model(style, quoted=quoted).style_id)

    def table_name(self, wanted: str) -> str:
        """A name for a table that no other table of the workbook has."""
        base = "tbl_" + "".join(c if c.isascii() and c.isalnum() else "_" for c in wanted)[:200]
        name, number = base, 2
        while name.casefold() in self._table_names:
            name, number = f"{base}_{number}", number + 1
        self._table_names.add(name.casefold())
        return name

    def add_long(self, rows: LongList) -> None:
        """Remember rows that are streamed when the workbook is saved."""
        self._long.append(rows)

    # --- inside -----------------------------------------------------------------------------------------------------

    def _model(self, style: str, *, quoted: bool) -> Cell:
        """A cell that has this style and stands in no sheet; `quoted` marks text that looks like a formula."""
        model = self._models.get((style, quoted))
        if model is None:
            model = Cell(self.workbook.worksheets[0], row=1, column=1)
            for part, value in parts_of(style).items():
                setattr(model, part, value)
            if quoted:
                model.quotePrefix = 1
            self._models[style, quoted] = model
        return model

    def _fill_text(self, cell: Cell, text: str) -> bool:
        """Put text into a cell as text; true where it looks like a formula and wants the mark that it is none."""
        clean = cells.clean(text)
        kept = cells.shortened(clean)
        if len(kept) < len(clean):
            self._cut.append((cell.parent.title, cell.coordinate, len(clean)))
        if not kept:
            return False
        cell.value = cells.escaped(kept)
        cell.data_type = "s"
        return cells.risky(kept)

    def _write(self, file: BinaryIO) -> None:
        write_package(self.workbook, self._long, file)
