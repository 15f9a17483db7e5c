"""Workbooks made to harm: each maker writes one file that an honest program would never write."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.workbooks.makers import (
    MAIN,
    SHARED_STRINGS,
    container,
    inline,
    ods,
    ods_cell,
    ods_people,
    ods_row,
    people_rows,
    record,
    record_12,
    shared_strings,
    xls,
    xls_people,
    xlsb,
    xlsb_people,
    xlsb_row,
    xlsb_text,
    xlsx,
)

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)  # fmt: skip
BOOKS: dict[str, Callable[[Path], object]] = {}


def _book(make: Callable[[Path], object]) -> Callable[[Path], object]:
    BOOKS[make.__name__] = make
    return make


def _again(path: Path, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> None:
    """Pack a workbook again with other contents of its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if (body := change(entry.filename, old.read(entry))) is not None:
                new.writestr(entry.filename, body)
        for name, body in (more or {}).items():
            new.writestr(name, body)
    path.write_bytes(packed.getvalue())


@_book
def zip_bomb(path: Path) -> None:
    xlsx(path, people_rows() + " " * (300 << 20))


@_book
def zip_of_zips(path: Path) -> None:
    inner = b"0" * (10 << 20)
    for level in range(5):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(10):
                archive.writestr(f"{level}-{i}.zip", inner)
        inner = packed.getvalue()
    xlsx(path, people_rows(), parts={"xl/embeddings/a.zip": inner.hex()})


@_book
def overlapping_entries(path: Path) -> None:
    """Many names for the same packed bytes."""
    xlsx(path, people_rows(), parts={"xl/media/0": "0" * (30 << 20)})
    body = path.read_bytes()
    at = body.rfind(b"PK\x01\x02")
    entry, end = body[at : body.rfind(b"PK\x05\x06")], body[body.rfind(b"PK\x05\x06") :]
    copies = 5_000
    directory = struct.unpack_from("<I", end, 16)[0]
    size = struct.unpack_from("<I", end, 12)[0] + copies * len(entry)
    count = struct.unpack_from("<H", end, 10)[0] + copies
    end = end[:8] + struct.pack("<HHII", count, count, size, directory) + end[20:]
    path.write_bytes(body[: at + len(entry)] + entry * copies + end)


@_book
def sizes_that_lie(path: Path) -> None:
    xlsx(path, people_rows() + " " * (100 << 20))
    body = bytearray(path.read_bytes())
    at = body.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", body, at + 24, 100)
        at = body.find(b"PK\x01\x02", at + 4)
    path.write_bytes(body)


@_book
def entity_bomb(path: Path) -> None:
    xlsx(path, people_rows())
    _again(path, lambda name, body: (BOMB + "]>").encode() + body if "sheet1" in name else body)


@_book
def entity_bomb_in_utf_16(path: Path) -> None:
    xlsx(path, people_rows())
    _again(path, lambda name, body: (BOMB + "]>" + body.decode()).encode("utf-16") if "sheet1" in name else body)


@_book
def entity_bomb_behind_a_comment(path: Path) -> None:
    xlsx(path, people_rows().replace("Ana", "&i;"))
    before = f"<!--{'x' * 20_000}-->{BOMB}]>".encode()
    _again(path, lambda name, body: before + body if "sheet1" in name else body)


@_book
def half_a_million_merged_ranges(path: Path) -> None:
    merged = "".join(f'<mergeCell ref="A{i}:XFD{i + 1000}"/>' for i in range(2, 500_000))
    xlsx(path, people_rows(), after=f"<mergeCells>{merged}</mergeCells>")


@_book
def a_million_shared_texts(path: Path) -> None:
    cells = '<row r="9"><c r="A9" t="s"><v>999999</v></c></row>'
    parts = shared_strings(*(f"<t>text {i}</t>" for i in range(1_000_000)))
    xlsx(path, people_rows() + cells, parts=parts, relations=SHARED_STRINGS)


@_book
def shared_texts_that_claim_to_be_many(path: Path) -> None:
    text = f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"><si><t>x</t></si></sst>'
    cells = '<row r="9"><c r="A9" t="s"><v>4294967295</v></c></row>'
    xlsx(path, people_rows() + cells, parts={"xl/sharedStrings.xml": text}, relations=SHARED_STRINGS)


@_book
def a_text_of_a_hundred_thousand_runs(path: Path) -> None:
    parts = shared_strings("<r><rPr><b/></rPr><t>x</t></r>" * 100_000)
    cells = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(4, 200))
    xlsx(path, people_rows() + cells, parts=parts, relations=SHARED_STRINGS)


@_book
def ten_thousand_sheets(path: Path) -> None:
    xlsx(path, people_rows(), sheets=9_900)


@_book
def a_million_styled_rows(path: Path) -> None:
    rows = "".join(f'<row r="{i}" s="1" customFormat="1" ht="15"/>' for i in range(4, 1_048_577))
    xlsx(path, people_rows() + rows)


@_book
def half_a_million_styled_cells(path: Path) -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}" s="1"/><c r="J{i}" s="1"/></row>' for i in range(4, 500_000))
    xlsx(path, people_rows() + rows)


@_book
def a_million_formats(path: Path) -> None:
    styles = "".join(f'<numFmt numFmtId="{i}" formatCode="yyyy-mm-dd;@{i}"/>' for i in range(164, 500_000))
    formats = "".join(f'<xf numFmtId="{i}"/>' for i in range(164, 500_000))
    text = f'<styleSheet xmlns="{MAIN}"><numFmts>{styles}</numFmts><cellXfs>{formats}</cellXfs></styleSheet>'
    relation = SHARED_STRINGS.replace("sharedStrings", "styles")
    xlsx(path, people_rows(), parts={"xl/styles.xml": text}, relations=relation)


@_book
def a_million_names(path: Path) -> None:
    xlsx(path, people_rows())
    names = "".join(f'<definedName name="n{i}">Leads!$A${i}</definedName>' for i in range(1, 500_000)).encode()
    names = b"<definedNames>" + names + b"</definedNames></workbook>"
    _again(path, lambda name, body: body.replace(b"</workbook>", names) if name == "xl/workbook.xml" else body)


@_book
def stray_cells(path: Path) -> None:
    rows = "".join(f'<row r="{r}">{inline(f"XFD{r}", "x")}</row>' for r in range(1_000, 1_048_576, 5_000))
    xlsx(path, people_rows() + rows)


@_book
def a_diagonal(path: Path) -> None:
    def name(number: int) -> str:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters

    xlsx(path, "".join(f'<row r="{i}">{inline(f"{name(i)}{i}", "x")}</row>' for i in range(1, 16_385)))


@_book
def places_that_no_sheet_has(path: Path) -> None:
    places = ("A0", "XFE1", "ZZZZZZZZ1", "A99999999999", "1", "", "-1", "a1", "$A$1", "A1:B2", "Ａ１")
    rows = "".join(f"<row>{inline(place, 'x')}</row>" for place in places)
    xlsx(path, people_rows() + rows)


@_book
def a_dimension_that_lies(path: Path) -> None:
    xlsx(path, people_rows(), before='<dimension ref="A1:XFD1048576"/>')


@_book
def a_dimension_beyond_any_sheet(path: Path) -> None:
    xlsx(path, people_rows(), before='<dimension ref="ZZZZZZ99999999999:A1"/>')


@_book
def numbers_that_are_none(path: Path) -> None:
    values = ("1e999", "-1e308", "NaN", "inf", "0x10", "", " ", "9" * 5_000, "1e-400", "--1")
    rows = "".join(f'<row><c><v>{value}</v></c><c t="d"><v>{value}</v></c></row>' for value in values)
    xlsx(path, people_rows() + rows)


@_book
def elements_without_end(path: Path) -> None:
    xlsx(path, people_rows() + "<a>" * 2_000_000)


@_book
def an_attribute_of_fifty_megabytes(path: Path) -> None:
    noise = random.Random(1).randbytes(19 << 20).hex()
    xlsx(path, people_rows() + f'<row r="4" spans="{noise}">{inline("A4", "x")}</row>')


@_book
def a_cell_of_thirty_megabytes(path: Path) -> None:
    noise = random.Random(1).randbytes(15 << 20).hex()
    xlsx(path, people_rows() + f'<row r="4">{inline("A4", noise)}</row>')


@_book
def tags_that_never_close(path: Path) -> None:
    xlsx(path, people_rows() + '<row r="9"><c r="A9" t="e" ' * 400_000)


@_book
def formulas_that_never_close(path: Path) -> None:
    xlsx(path, people_rows() + '<row r="9"><c r="A9"><f>' * 400_000)


@_book
def truncated(path: Path) -> None:
    xlsx(path, people_rows())
    path.write_bytes(path.read_bytes()[:-400])


@_book
def a_sheet_that_ends_in_the_middle(path: Path) -> None:
    xlsx(path, people_rows())
    _again(path, lambda name, body: body[: len(body) // 2] if "sheet1" in name else body)


@_book
def the_same_entry_twice(path: Path) -> None:
    xlsx(path, people_rows())
    second = people_rows([["Name", "Email"], ["Mallory", "m@other.example"]])
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{second}</sheetData></worksheet>'.encode()
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(name, sheet)


@_book
def entries_outside_of_the_package(path: Path) -> None:
    outside = {"../../../assay-outside.txt": b"x", "/assay-outside.txt": b"x", "C:\\assay-outside.txt": b"x"}
    xlsx(path, people_rows())
    _again(
        path,
        lambda name, body: (
            body.replace(b"worksheets/sheet1.xml", b"../../../../../../etc/passwd")
            if name.endswith("workbook.xml.rels")
            else body
        ),
        outside,
    )


@_book
def external_links(path: Path) -> None:
    link = SHARED_STRINGS.replace("sharedStrings", "externalLink").replace("/>", ' TargetMode="External"/>')
    link = link.replace("externalLink.xml", "file:////server.example/share/a.xlsx")
    formula = '<c r="A4"><f>\'\\\\server.example\\[a.xlsx]S\'!A1&amp;WEBSERVICE("http://a.example")</f><v>1</v></c>'
    xlsx(path, people_rows() + f'<row r="4">{formula}</row>', relations=link)


@_book
def macros(path: Path) -> None:
    xlsx(path, people_rows())
    _again(path, lambda name, body: body, {"xl/vbaProject.bin": random.Random(1).randbytes(1 << 20)})


@_book
def relations_in_a_circle(path: Path) -> None:
    xlsx(path, people_rows())
    _again(
        path,
        lambda name, body: body.replace(b"worksheets/sheet1.xml", b"workbook.xml") if name.endswith(".rels") else body,
    )


@_book
def a_password_that_takes_a_year(path: Path) -> None:
    """An encrypted package that asks for four thousand million rounds of its key."""
    import openpyxl
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    plain.seek(0)
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt("sesame", file)
    body = path.read_bytes()
    path.write_bytes(body.replace(b'spinCount="100000"', b'spinCount="999999"'))


@_book
def ods_password_that_takes_a_year(path: Path) -> None:
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data><manifest:algorithm '
        'manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" '
        'manifest:initialisation-vector="AAAAAAAAAAAAAAAAAAAAAA=="/><manifest:key-derivation manifest:key-size="32" '
        'manifest:iteration-count="9999999" manifest:salt="AAAA"/></manifest:encryption-data></manifest:file-entry>'
    )
    ods(path, ods_people())
    _again(
        path,
        lambda name, body: (
            body.replace(b"</manifest:manifest>", entry.encode() + b"</manifest:manifest>")
            if name.endswith("manifest.xml")
            else body[: len(body) // 16 * 16]
            if name == "content.xml"
            else body
        ),
    )


@_book
def xls_whose_chain_is_a_circle(path: Path) -> None:
    xls(path, xls_people())
    body = bytearray(path.read_bytes())
    struct.pack_into("<I", body, 512 + 4 * 3, 2)  # a sector that follows itself
    path.write_bytes(body)


@_book
def xls_whose_sheets_lie_in_each_other(path: Path) -> None:
    again = b"".join(record(0x0085, struct.pack("<IHB", 0, 0, 5) + b"Leads") for _ in range(80))
    xls(path, xls_people(), globals_=again)


@_book
def xls_of_random_records(path: Path) -> None:
    dice = random.Random(3)
    cells = b"".join(record(dice.randrange(0x0300), dice.randbytes(dice.randrange(30))) for _ in range(2_000))
    xls(path, cells[:20_000])


@_book
def xls_whose_sizes_lie(path: Path) -> None:
    xls(path, xls_people() + struct.pack("<HH", 0x0204, 0xFFFF) + b"x")


@_book
def xls_cells_far_away(path: Path) -> None:
    xls(path, xls_people() + record(0x0204, struct.pack("<HHHH", 65_535, 65_535, 15, 1) + b"x"))


@_book
def container_of_rubbish(path: Path) -> None:
    container(path, "Workbook", random.Random(5).randbytes(20_000))


@_book
def ods_rows_repeated(path: Path) -> None:
    again = ods_row(ods_cell("Bo"), more=' table:number-rows-repeated="2000000000"')
    ods(path, ods_people() + again)


@_book
def ods_cells_repeated(path: Path) -> None:
    wide = ods_cell("x", more=' table:number-columns-repeated="2000000000"')
    ods(path, ods_people() + ods_row(wide))


@_book
def ods_wide_cells_in_many_rows(path: Path) -> None:
    wide = ods_cell("x", more=' table:number-columns-repeated="16384"')
    ods(path, ods_people() + ods_row(wide, more=' table:number-rows-repeated="9999"') * 20)


@_book
def ods_numbers_that_are_none(path: Path) -> None:
    values = ("1e999", "NaN", "x", "99999999999999999999")
    cells = [f'<table:table-cell office:value-type="float" office:value="{v}"/>' for v in values]
    cells += ['<table:table-cell office:value-type="date" office:date-value="99999-99-99"/>', ods_cell("x")]
    cells += ['<table:table-cell office:value-type="time" office:time-value="PT99999999999999H1M1S"/>']
    ods(path, ods_people() + ods_row(*cells, more=' table:number-rows-repeated="-5"'))


@_book
def ods_elements_without_end(path: Path) -> None:
    ods(path, ods_people() + "<text:p>" * 2_000_000)


@_book
def ods_rows_that_never_close(path: Path) -> None:
    ods(path, ods_people() + '<table:table-row table:visibility="filter" table:number-rows-repeated="99999">' * 200_000)


@_book
def xlsb_of_random_records(path: Path) -> None:
    dice = random.Random(7)
    cells = b"".join(record_12(dice.randrange(200), dice.randbytes(dice.randrange(90))) for _ in range(20_000))
    xlsb(path, xlsb_people() + cells)


@_book
def xlsb_of_random_bytes(path: Path) -> None:
    xlsb(path, random.Random(8).randbytes(1 << 20))


@_book
def xlsb_texts_that_lie(path: Path) -> None:
    lie = record_12(6, struct.pack("<III", 0, 0, 0x7FFFFFFF) + b"x\0")
    xlsb(path, xlsb_people() + xlsb_row(5, lie))


@_book
def xlsb_cells_far_away(path: Path) -> None:
    xlsb(path, xlsb_people() + xlsb_row(2_000_000_000, xlsb_text(2_000_000_000, "x")), last=(0xFFFFFFFE, 0xFFFFFFFE))


def _wide(rows: int, columns: int) -> str:
    """Rows of different numbers."""
    dice = random.Random(9)
    return "".join(
        f"<row>{''.join(f'<c><v>{dice.random():.6f}</v></c>' for _ in range(columns))}</row>" for _ in range(rows)
    )


@_book
def a_few_rows_as_wide_as_a_sheet(path: Path) -> None:
    xlsx(path, _wide(30, 16_384))


@_book
def many_rows_as_wide_as_a_sheet(path: Path) -> None:
    xlsx(path, _wide(250, 16_384))


@_book
def names_of_sixteen_thousand_columns(path: Path) -> None:
    dice = random.Random(10)
    words = ["".join(dice.choices("abcdefghijklmnoprstuvwz ", k=18)) for _ in range(16_384)]
    head = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in words)
    xlsx(path, f"<row>{head}</row>" + _wide(10, 16_384))
