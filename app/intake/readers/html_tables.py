"""Tables of web pages: saved or exported as .html or .xls, and the clips that spreadsheets put on the clipboard."""

import codecs
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from app.domain.counting import counted
from app.domain.problems import Problem
from app.intake.choices import Progress, no_progress
from app.intake.readers.encoding import Encoding, guess_encoding
from app.intake.readers.grids import TOO_MANY_TABLES, Fillers, Grid, Grids
from app.intake.readers.html_cells import Attributes, HtmlTable
from app.intake.readers.kinds import SAVE_AS
from app.intake.readers.workbook import Shelf, Spool
from app.language import later, tr, tr_many

LARGEST = 512 << 20  # bytes
NO_TABLE = later(
    "This is a web page (HTML) without a table, perhaps a login page instead of the download. Log in, download the "
    "file again, and import that."
)
_FRAMES = later("This page only points to the sheets of a workbook that were saved beside it.")
_STEP = 1 << 18
_MOST_PENDING = 16 << 20  # characters of one tag or comment
_CROWDED = 1 << 19  # characters of one that is made of ever more attributes: each costs memory
_MOST_LEFT = 20_000  # of one that the page does not end; the parser looks at each of its marks again
_ENDLESS = later("The web page is damaged: a tag never ends. Export the table again as .xlsx or .csv.")
_DEEPEST = 60
_MOST_TABLES = 5_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030",
          "euc_kr": "cp949", "iso8859-9": "cp1254", "big5": "cp950"}  # fmt: skip
_SILENT = frozenset(
    {"script", "style", "title", "template", "noscript", "option", "head", "xml", "svg", "object", "iframe"}
)
_LINES = frozenset({"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "address", "pre"})
_VOID = frozenset({"br", "img", "input", "meta", "link", "hr", "col", "wbr", "area", "embed", "source", "base"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})
_NOT_TYPED = frozenset({"hidden", "submit", "button", "checkbox", "radio", "image", "reset", "file", "password"})
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


def read_html(path: Path, encoding: str | None = None, progress: Progress = no_progress) -> Grids:
    """Every table of data of a page, in order. Problem where there is none."""
    size = path.stat().st_size
    if size > LARGEST:
        raise Problem(tr("The web page is larger than this program reads. Save the table as .csv and import that."))
    settled = page_encoding(path, encoding)
    page = _Page()
    with path.open("rb") as file:
        file.seek(settled.skip)
        text = io.TextIOWrapper(file, encoding=settled.codec, errors=settled.errors, newline=None)
        while piece := text.read(_STEP):
            page.take(piece.replace("\0", ""))
            progress(file.tell(), size, tr("Reading {name}", name=path.name))
    tables = _tables_of_data(page.finished(), page)
    said = []
    if page.outside:
        said.append(tr("The text of the page outside of its tables is not read."))
    if hidden := sum(table.hidden_links for table in tables):
        links = counted(hidden, "e-mail link")
        said.append(tr("{links} behind other text: only the text is read.", links=links))
    if hidden := sum(table.grid.hidden_rows for table in tables):
        said.append(tr_many("{count} hidden row is read as well.", "{count} hidden rows are read as well.", hidden))
    return Grids(
        _named(tables), settled.name, sure=settled.sure or encoding is not None, warnings=settled.warnings,
        said=tuple(said),
    )  # fmt: skip


def page_encoding(path: Path, chosen: str | None) -> Encoding:
    """UTF-8 where the bytes are UTF-8; else what the page declares, if it can be read so; else the usual guess."""
    guessed = guess_encoding(path, chosen)
    if chosen or (guessed.errors == "strict" and guessed.name.startswith("utf")) or guessed.name.startswith("utf-"):
        return guessed
    with path.open("rb") as file:
        found = _CHARSET.search(file.read(_STEP))
    try:
        declared = codecs.lookup(found[1].decode("ascii")).name if found else ""
        codec = _WIDER.get(declared, declared)
        if not codec or codec.startswith("utf") or codec not in _text_codecs(codec):
            return guessed
        _try(path, codec)
    except (LookupError, UnicodeError):
        return guessed
    return Encoding(codec, "replace", nulls=guessed.nulls, control_z=guessed.control_z)


def _text_codecs(codec: str) -> Sequence[str]:
    """The codec itself where it makes text of bytes; `rot13` and `zlib` do not."""
    "".encode(codec)
    return (codec,)


def _try(path: Path, codec: str) -> None:
    with path.open(encoding=codec, errors="strict") as file:
        while file.read(_STEP):
            continue


def _tables_of_data(tables: list[HtmlTable], page: "_Page") -> list[HtmlTable]:
    """The tables that are no mere frame of the page; names of columns in a table of their own come with their rows."""
    joined = _with_their_names(tables)
    found = [table for table in joined if table.holds_data]
    if not found:
        found = [t for t in joined if t.filled_rows >= 2 and t.grid.width == 1 and not t.inputs][:1]
        if found and not any("@" in cell for row in found[0].grid.spool.read() for cell in row):
            found = []
    if not found and page.fragment:
        found = [table for table in joined if table.filled_rows and not table.inputs]
    if not found or (page.asks_for_password and max(table.filled_rows for table in found) < 4):
        raise Problem(f"{tr(_FRAMES)} {tr(SAVE_AS)}" if page.frames else tr(NO_TABLE))
    return found


def _with_their_names(tables: list[HtmlTable]) -> list[HtmlTable]:
    """Scrolling tables are often two: the names of the columns above, the rows below."""
    joined: list[HtmlTable] = []
    for table in tables:
        above = joined[-1] if joined else None
        if (
            above
            and above.filled_rows == 1
            and above.grid.width == table.grid.width > 1
            and not table.named_columns
            and not above.inputs
        ):
            for row in table.grid.spool.read():
                above.grid.add(row)
            above.grid.finish()
            above.filled_rows += table.filled_rows
            above.inputs, above.hidden_links = table.inputs, above.hidden_links + table.hidden_links
        else:
            joined.append(table)
    return joined


def _named(tables: Sequence[HtmlTable]) -> list[Grid]:
    """The grids, each under a name of its own."""
    taken: dict[str, int] = {}
    for number, table in enumerate(tables, 1):
        name = base = " ".join((table.caption or table.grid.name or f"Table {number}").split())[:80]
        while name in taken:
            taken[base] += 1
            name = f"{base} ({taken[base]})"
        taken[name] = 1
        table.grid.name = name
    return [table.grid for table in tables]


def _is_crowded(tag: str) -> bool:
    """True for attributes without end; one long value (a picture within the page) is none of these."""
    return sum(map(tag.count, " =\t\n\r\f")) > _CROWDED // 50 or tag.count("/") > _CROWDED // 5


class _Page(HTMLParser):
    """Hears the parser; knows the open tables, from the outermost to the innermost."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[HtmlTable] = []
        self.outside = False
        self.frames = self.asks_for_password = False
        self.fragment = True  # until something says that it is a whole page
        self._open: list[HtmlTable] = []
        self._shelf, self._fillers = Shelf(), Fillers()
        self._waiting: list[str] = []  # pieces of a page within a tag that has not ended yet
        self._waiting_size = 0
        self._silent: list[str] = []  # elements whose text is not shown
        self._as_written = 0
        self._heading: list[str] | None = None
        self._last_heading = ""

    def take(self, piece: str) -> None:
        """The next characters of the page. A tag that has not ended is looked at again only when as much has come."""
        self._waiting.append(piece)
        self._waiting_size += len(piece)
        if self._waiting_size < len(self.rawdata):
            return
        self._feed_waiting()
        if len(self.rawdata) > _MOST_PENDING or (len(self.rawdata) > _CROWDED and _is_crowded(self.rawdata)):
            raise Problem(tr(_ENDLESS))

    def _feed_waiting(self) -> None:
        self.feed("".join(self._waiting))
        self._waiting.clear()
        self._waiting_size = 0

    def finished(self) -> list[HtmlTable]:
        """Every table, with those closed that the page forgot to close."""
        self._feed_waiting()
        if len(self.rawdata) > _MOST_LEFT:
            raise Problem(tr(_ENDLESS))
        self.close()
        while self._open:
            self._close_table()
        return self.tables

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Sections such as `<![if ...]>` say nothing; the parser of the library stops at unknown ones."""
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One opening tag."""
        attributes: Attributes = dict(attrs)
        self.fragment = self.fragment and tag not in ("form", "title")
        if tag == "option" and self._silent[-1:] == ["option"]:
            self._silent.pop()
        if self._silent:
            if tag == self._silent[-1] and tag not in _VOID:
                self._silent.append(tag)
            if tag not in ("table", "tr", "td", "th", "body") or self._silent[-1] in ("script", "style"):
                return
            self._silent.clear()
        if (tag in _SILENT and not (tag == "option" and "selected" in attributes)) or self._is_hidden(tag, attributes):
            self._silent.append(tag)
            return
        self._structure(tag, attributes)
        if tag in _HEADINGS:
            self._heading = []
        cell = self._open[-1].cell if self._open else None
        if cell is None:
            return
        if tag == "br":
            cell.pieces.append("\n")
        elif tag in _LINES:
            cell.new_line()
            self._as_written += tag == "pre"
        elif tag == "a" and (attributes.get("href") or "").lower().startswith("mailto:"):
            cell.links.append(unquote((attributes.get("href") or "")[7:].partition("?")[0]))

    def _is_hidden(self, tag: str, attributes: Attributes) -> bool:
        """Something within a cell that is not shown, such as a key to sort by."""
        if tag in _VOID or tag in ("tr", "td", "th", "table", "body", "tbody", "thead", "tfoot") or not self._open:
            return False
        return self._open[-1].cell is not None and bool(_HIDDEN.search(attributes.get("style") or ""))

    def _structure(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            self._open_table()
        elif tag in ("td", "th"):
            if not self._open:
                self._open_table()
            self._open[-1].open_cell(attributes, tag == "th")
        elif tag == "tr":
            if not self._open:
                self._open_table()
            self._open[-1].open_row(bool(_HIDDEN.search(attributes.get("style") or "")))
        elif tag in ("tbody", "thead", "tfoot") and self._open:
            self._open[-1].close_row()
            self._open[-1].footer = tag == "tfoot"
        elif tag == "input":
            self._input(attributes)
        elif tag in ("frameset", "frame"):
            self.frames = True

    def _input(self, attributes: Attributes) -> None:
        kind = (attributes.get("type") or "text").lower()
        self.asks_for_password = self.asks_for_password or kind == "password"
        if not self._open:
            return
        typed = kind not in _NOT_TYPED
        value = (attributes.get("value") or "") if typed else ""
        self._open[-1].inputs += (typed and not value) or kind == "password"
        if self._open[-1].cell is not None and value:
            self._open[-1].cell.add(value, True)

    def _open_table(self) -> None:
        if len(self._open) >= _DEEPEST:
            raise Problem(tr("The tables of this web page stand within each other without end. Export it as .xlsx."))
        if len(self.tables) >= _MOST_TABLES:
            raise Problem(tr(TOO_MANY_TABLES))
        grid = Grid(self._last_heading if not self._open else "", Spool(self._shelf))
        table = HtmlTable(grid, self._fillers, nested=bool(self._open))
        self._last_heading = ""
        self._open.append(table)
        self.tables.append(table)

    def _close_table(self) -> None:
        table = self._open.pop()
        table.close()
        self._as_written = 0
        outer = self._open[-1].cell if self._open else None
        if outer is None or table.holds_data:
            return
        self.tables.remove(table)  # a frame within a cell: its text is text of that cell
        for row in table.rows:
            outer.new_line()
            outer.pieces.append(" ".join(cell for cell in row if cell))

    def handle_endtag(self, tag: str) -> None:
        """One closing tag."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            elif tag in ("td", "th", "tr", "table") or (tag == "select" and self._silent[-1] == "option"):
                self._silent.clear()
            else:
                return
            if tag not in ("td", "th", "tr", "table"):
                return
        if tag in _HEADINGS and self._heading is not None:
            self._end_heading(tag)
        if not self._open:
            return
        table = self._open[-1]
        if tag == "table":
            self._close_table()
        elif tag in ("td", "th"):
            table.close_cell()
        elif tag in ("tr", "thead", "tbody", "tfoot"):
            table.close_row()
            table.footer = table.footer and tag != "tfoot"
        elif tag in _LINES and table.cell is not None:
            table.cell.new_line()
            self._as_written -= tag == "pre" and self._as_written > 0

    def _end_heading(self, tag: str) -> None:
        text = " ".join("".join(self._heading or ()).split())
        self._heading = None
        if tag == "caption" and self._open:
            self._open[-1].caption = text
        elif not self._open:
            self._last_heading = text

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._silent:
            return
        if self._heading is not None:
            self._heading.append(data)
        cell = self._open[-1].cell if self._open else None
        if cell is not None:
            cell.add(data, self._as_written > 0)
        elif self._heading is None and not self.outside:
            self.outside = bool(data.strip())
