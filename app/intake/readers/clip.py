"""What a spreadsheet puts on the clipboard: text and HTML of the same cells, of which the better one is read."""

import re

from app.domain.problems import Problem
from app.intake.readers.html_tables import read_html
from app.intake.readers.pasted import Pasted, put_privately

_TABLE = re.compile(r"<t(?:able|r|d|h)\b", re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"]|""){0,40000}+)"(?=[\t\r\n]|\Z)')  # no spreadsheet holds longer cells
_PLAIN = re.compile(r"[^\t\r\n]*+")
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)<!--\s*EndFragment\s*-->", re.IGNORECASE | re.DOTALL)


def better_clip(text: str, html: str) -> Pasted:
    """The clip to read.

    Text keeps cells exactly as they are shown. HTML is taken where the text is missing or is no table, or where both
    hold another number of rows or columns: then line breaks within cells, or merged cells, have spoilt the text.
    """
    if not html or not _TABLE.search(html):
        return Pasted(text)
    page = _with_its_table(html)
    if not text.strip():
        return Pasted(page, html=True)
    marked = _grid_of_html(page)
    return Pasted(page, html=True) if marked and _shape(marked) != _shape(_grid_of_text(text)) else Pasted(text)


def cells_of(text: str, html: str) -> list[list[str]]:
    """The cells of a clip, row by row, blank lines at its end left out; of text and HTML the better one is read."""
    clip = better_clip(text, html)
    rows = _grid_of_html(clip.content) if clip.html else _grid_of_text(clip.content)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _with_its_table(html: str) -> str:
    """The marked fragment where a clip marks one, else all of it; rows without their table are read as well."""
    found = _FRAGMENT.search(html)
    return found[1] if found and re.search(r"<table\b", found[1], re.IGNORECASE) else html


def _grid_of_html(page: str) -> list[list[str]]:
    try:
        book = read_html(put_privately("Clip.html", page.encode("utf-8", "replace")))
    except Problem:
        return []
    return [list(row) for grid in book.grids for row in grid.spool.read()]


def _grid_of_text(text: str) -> list[list[str]]:
    """Cells between tabs and line ends. A quoted cell may hold both; a mark that nothing closes is a mark."""
    rows: list[list[str]] = []
    row: list[str] = []
    at = 0
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        found = quoted or _PLAIN.match(text, at)
        assert found is not None, "plain text may be empty"
        row.append(found[1].replace('""', '"') if quoted else found[0])
        at = found.end()
        ends = at >= len(text) or text[at] != "\t"
        at += 2 if text.startswith("\r\n", at) else 1
        if ends:
            rows.append(row)
            row = []
        elif at >= len(text):
            rows.append([*row, ""])
    return rows


def _shape(rows: list[list[str]]) -> tuple[int, int]:
    """Rows and columns that hold something."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    return len(filled), max((_width(row) for row in filled), default=0)


def _width(row: list[str]) -> int:
    return max((i for i, cell in enumerate(row, 1) if cell.strip()), default=0)
