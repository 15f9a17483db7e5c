"""Small workbooks of every format, written byte by byte, so that the tests say what is in them."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PEOPLE = [["Name", "Email"], ["Ana Silva", "ana@lab.example"], ["Bo Berg", "bo@lab.example"]]


def column(number: int) -> str:
    """The letters of a column, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def inline(cell: str, text: str) -> str:
    """A cell with its text inside it."""
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def people_rows(rows: Sequence[Sequence[str]] = PEOPLE) -> str:
    """The rows of a sheet of texts."""
    return "".join(
        f'<row r="{r}">' + "".join(inline(f"{column(c)}{r}", text) for c, text in enumerate(cells, 1)) + "</row>"
        for r, cells in enumerate(rows, 1)
    )


def xlsx(
    path: Path,
    rows: str = "",
    *,
    before: str = "",
    after: str = "",
    sheets: int = 1,
    strict: bool = False,
    properties: str = "",
    parts: Mapping[str, str] | None = None,
    relations: str = "",
) -> Path:
    """A package whose sheets all hold the same rows."""
    main, office = (STRICT, _STRICT_OFFICE) if strict else (MAIN, _OFFICE)
    numbers = range(1, sheets + 1)
    names = "".join(f'<sheet name="Sheet{i}" sheetId="{i}" r:id="rId{i}"/>' for i in numbers)
    targets = "".join(
        f'<Relationship Id="rId{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in numbers
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}<sheets>{names}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{targets}{relations}</Relationships>'
        )
        for i in numbers:
            archive.writestr(
                f"xl/worksheets/sheet{i}.xml",
                f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>',
            )
        for name, text in (parts or {}).items():
            archive.writestr(name, text)
    return path


def shared_strings(*items: str) -> dict[str, str]:
    """The parts and relations of a package with a table of texts; `items` are the insides of `<si>`."""
    inside = "".join(f"<si>{item}</si>" for item in items)
    return {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{inside}</sst>'}


SHARED_STRINGS = f'<Relationship Id="rId90" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'


# --- OpenDocument ---


def ods_cell(*paragraphs: str, more: str = "") -> str:
    """A cell of texts."""
    inside = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return f'<table:table-cell office:value-type="string"{more}>{inside}</table:table-cell>'


def ods_row(*cells: str, more: str = "") -> str:
    """A row of cells."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def ods_people(rows: Sequence[Sequence[str]] = PEOPLE) -> str:
    """Rows of texts."""
    return "".join(ods_row(*map(ods_cell, cells)) for cells in rows)


def ods(path: Path, rows: str, *, before: str = "", manifest: str = "") -> Path:
    """A spreadsheet with one sheet."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    media = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", media, zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            f'{manifest}<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{media}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces} {calc}><office:body><office:spreadsheet>{before}"
            f'<table:table table:name="Leads">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


# --- .xls: records in a container ---


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of an .xls workbook."""
    return struct.pack("<HH", kind, len(body)) + body


def xls_people(rows: Sequence[Sequence[str]] = PEOPLE) -> bytes:
    """Cells of texts as Excel 5 wrote them."""
    return b"".join(
        record(0x0204, struct.pack("<HHHH", r, c, 15, len(text)) + text.encode("cp1252"))
        for r, cells in enumerate(rows)
        for c, text in enumerate(cells)
    )


def xls(path: Path, cells: bytes, *, globals_: bytes = b"") -> Path:
    """A BIFF5 workbook (Excel 5 and 95) with one sheet."""
    formats = b"".join(record(0x00E0, struct.pack("<HHHHHHHH", 0, 14 * (i == 16), 0, 0, 0, 0, 0, 0)) for i in range(17))
    begin = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 1995)) + record(0x0042, struct.pack("<H", 1252))
    begin += globals_ + formats
    name = b"Leads"
    place = len(begin) + 4 + 7 + len(name) + 4
    begin += record(0x0085, struct.pack("<IHB", place, 0, len(name)) + name) + record(0x000A)
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 1995)) + cells + record(0x000A)
    return container(path, "Book", begin + sheet)


def container(path: Path, name: str, stream: bytes) -> Path:
    """An OLE2 file with one stream, long enough to need no small sectors."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    sectors = len(stream) // 512
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    assert len(table) == 512, "too long for one sector of the chain"
    path.write_bytes(head + table + _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, -1, 2, len(stream))
                     + b"\0" * 256 + stream)  # fmt: skip
    return path


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = (name + "\0").encode("utf-16-le")
    return (
        title.ljust(64, b"\0")
        + struct.pack("<HBBiii", len(title), kind, 1, -1, -1, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


# --- .xlsb: records in a package ---


def record_12(kind: int, body: bytes = b"") -> bytes:
    """One record of an .xlsb part: kind and length are of seven bits a byte."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    while size > 127:
        head += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + bytes([size]) + body


def wide(text: str) -> bytes:
    """A text with its length before it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    """A row, from 0, and its cells."""
    flags = bytes([0, 0x10 * hidden, 0])
    return record_12(0, struct.pack("<IIH", number, 0, 300) + flags + struct.pack("<I", 0)) + b"".join(cells)


def xlsb_text(number: int, text: str) -> bytes:
    """A cell of text in a column, from 0."""
    return record_12(6, struct.pack("<II", number, 0) + wide(text))


def xlsb_number(number: int, value: float) -> bytes:
    """A cell with a number."""
    return record_12(5, struct.pack("<IId", number, 0, value))


def xlsb_error(number: int) -> bytes:
    """A cell with #N/A."""
    return record_12(3, struct.pack("<IIB", number, 0, 42))


def xlsb_people(rows: Sequence[Sequence[str]] = PEOPLE) -> bytes:
    """Rows of texts."""
    return b"".join(xlsb_row(r, *(xlsb_text(c, text) for c, text in enumerate(cells))) for r, cells in enumerate(rows))


def xlsb(path: Path, rows: bytes, *, last: tuple[int, int] = (2, 1), epoch_1904: bool = False) -> Path:
    """A binary workbook with one sheet."""
    binary = "application/vnd.ms-excel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="bin" ContentType="{binary}.sheet.binary.macroEnabled.main"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.bin"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.bin",
            record_12(131)
            + record_12(153, struct.pack("<II", int(epoch_1904), 0) + wide(""))
            + record_12(143)
            + record_12(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Leads"))
            + record_12(144)
            + record_12(132),
        )
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.bin",
            record_12(129)
            + record_12(148, struct.pack("<IIII", 0, last[0], 0, last[1]))
            + record_12(145)
            + rows
            + record_12(146)
            + record_12(130),
        )
    return path
