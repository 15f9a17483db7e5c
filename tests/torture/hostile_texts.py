"""Texts made to harm: lines without end, marks that never close, and what makes a careless pattern search for hours."""

import random
from collections.abc import Callable, Iterable
from pathlib import Path

TEXTS: dict[str, Callable[[Path], object]] = {}
HEAD = "Name,Email,Company,Phone\n"
ROW = "Ana Silva,ana@lab.example,Nordlab GmbH,+49 30 5500001\n"
MEGA = 1 << 20


def _text(make: Callable[[Path], str | bytes | Iterable[str]]) -> Callable[[Path], str | bytes | Iterable[str]]:
    def write(path: Path) -> None:
        body = make(path)
        if isinstance(body, bytes):
            path.write_bytes(body)
            return
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines([body] if isinstance(body, str) else body)

    TEXTS[make.__name__] = write
    return make


def _names(count: int) -> list[str]:
    dice = random.Random(11)
    return ["".join(dice.choices("abcdefghijklmnoprstuvwz ", k=18)) for _ in range(count)]


# --- delimited text ---


@_text
def two_hundred_megabytes_of_one_line(path: Path) -> Iterable[str]:
    return ("x" * MEGA for _ in range(200))


@_text
def a_line_of_fifty_megabytes_below_a_header(path: Path) -> Iterable[str]:
    return [HEAD, ROW, *("Ana Silva " * 100_000 for _ in range(50))]


@_text
def a_million_quotes(path: Path) -> str:
    return HEAD + ROW + '"' * 1_000_001


@_text
def a_million_quotes_at_the_beginnings_of_cells(path: Path) -> str:
    return HEAD + ROW + ',"' * 1_000_000


@_text
def quotes_that_never_close(path: Path) -> str:
    return HEAD + "".join(f'"Ana {i},ana{i}@lab.example,Nordlab,1\n' for i in range(100_000))


@_text
def quotes_that_never_close_near_the_end(path: Path) -> str:
    return HEAD + ROW * 200_000 + ('"' + ROW + ROW * 30) * 60


@_text
def a_quote_that_never_closes_at_the_beginning(path: Path) -> str:
    return HEAD + '"' + ROW * 200_000


@_text
def a_million_delimiters_in_one_line(path: Path) -> str:
    return HEAD + ROW + "," * 1_000_000


@_text
def a_million_delimiters_and_nothing_else(path: Path) -> str:
    return "," * 1_000_000


@_text
def a_million_cells_in_one_line(path: Path) -> str:
    return HEAD + ROW + "x," * 1_000_000


@_text
def a_hundred_thousand_columns(path: Path) -> str:
    return ",".join(_names(100_000)) + "\n" + ("x," * 99_999 + "x\n") * 20


@_text
def sixteen_thousand_columns(path: Path) -> str:
    return ",".join(_names(16_384)) + "\n" + ("x," * 16_383 + "x\n") * 50


@_text
def rows_ever_wider(path: Path) -> Iterable[str]:
    return [HEAD, *("x," * i + "\n" for i in range(4_000))]


@_text
def nothing_but_nul(path: Path) -> bytes:
    return b"\0" * (50 * MEGA)


@_text
def nul_in_every_cell(path: Path) -> bytes:
    return ((HEAD + ROW * 100_000).replace("a", "a\0")).encode()


@_text
def a_header_of_a_megabyte(path: Path) -> str:
    return "Name " * 200_000 + ",Email,Phone\n" + ROW * 100


@_text
def a_header_of_a_megabyte_of_camels(path: Path) -> str:
    return "aB" * 500_000 + ",Email,Phone\n" + ROW * 100


@_text
def blank_lines(path: Path) -> str:
    return HEAD + "\n" * 3_000_000 + ROW


@_text
def gaps_and_headers(path: Path) -> str:
    return ("\n" + HEAD + ROW) * 40_000


@_text
def titles_without_tables(path: Path) -> str:
    return HEAD + ROW + "".join(f"\nTitle number {i}\n" for i in range(100_000))


@_text
def totals_only(path: Path) -> str:
    return HEAD + ROW + "Total,1\n\n" * 100_000


@_text
def keys_and_values_only(path: Path) -> str:
    return "Topic: a webinar\nDate: 2026-02-04\n\n" * 60_000


@_text
def dates_in_every_cell(path: Path) -> str:
    return ",".join(f"Date {i}" for i in range(400)) + "\n" + (",".join(["03/04/2026"] * 400) + "\n") * 1_000


@_text
def lists_in_cells(path: Path) -> str:
    return HEAD + ("Ana," + '"' + "[{" * 5_000 + '"' + ",x,1\n") * 100


@_text
def text_in_utf_16(path: Path) -> bytes:
    return (HEAD + ROW * 200_000).encode("utf-16")


@_text
def bytes_of_no_encoding(path: Path) -> bytes:
    return HEAD.encode() + b"".join(bytes(range(0x80, 0x100)).translate(None, b'"') + b",x\n" for _ in range(50_000))


@_text
def a_hint_of_a_delimiter_and_no_more(path: Path) -> str:
    return "sep=\n" * 100_000


@_text
def json_without_end(path: Path) -> str:
    return "[" * (2 * MEGA)


@_text
def backslashes(path: Path) -> str:
    return HEAD + 'Ana \\"x\\",a@b.example,x,1\n' + "\\" * (4 * MEGA)


# --- what a careless pattern never finishes ---


_TEMPTING = (
    *(" ", "a.", "1 ", "-", "a@", "a-", "(", "( ", "a'", "//", "a: ", "http://", "+", "&", "_ ", "a, ", "1.", "a\t"),
    *("a\n", "Ab ", "=", "株式", "e\u0301", ".", "a", "1", "A", "[{", ", ", "| ", "p:", "12/", "Dr. ", "Total ", "\\"),
)


def _tempting(length: int) -> str:
    """Cells of one piece again and again, in every column of every kind of line."""
    made = [HEAD, ROW]
    for piece in _TEMPTING:
        for before in ("", "a@"):
            cell = before + piece * (length // len(piece)) + "!"
            quoted = '"' + cell + '"'
            row = f"{quoted},{quoted},{quoted},{quoted}\n"
            made += [row, row, ROW, quoted, "\n\n", HEAD, row]
    return "".join(made)


@_text
def long_cells_that_tempt_patterns(path: Path) -> str:
    return _tempting(100_000)


@_text
def cells_that_tempt_patterns(path: Path) -> str:
    return _tempting(2_500)


@_text
def short_cells_that_tempt_patterns(path: Path) -> str:
    return _tempting(250) * 4


# --- web pages and Excel 2003 ---

TABLE = "<table><tr><th>Name<th>Email</tr><tr><td>Ana Silva<td>ana@lab.example</tr></table>"
WORKBOOK = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Leads"><Table>'
)


@_text
def tables_within_tables(path: Path) -> str:
    return TABLE + "<table><tr><td>" * 1_000_000


@_text
def half_a_million_tables(path: Path) -> str:
    return TABLE + "<table><tr><td>a<td>b</table>" * 200_000


@_text
def a_table_of_a_thousand_million_columns(path: Path) -> str:
    return TABLE + '<table><tr><td colspan="1000000000">a<td colspan=1000000000>b</tr>' * 1_000


@_text
def cells_that_reach_down_for_ever(path: Path) -> str:
    return TABLE + '<table><tr><td rowspan="1000000000" colspan="16000">a<td>b</tr>' + "<tr><td>x</tr>" * 10_000


@_text
def tags_without_end(path: Path) -> str:
    return TABLE + "<a " * 3_000_000


@_text
def attributes_without_end(path: Path) -> str:
    return TABLE + "<a" + " x=y" * 3_000_000 + ">"


@_text
def less_than_signs(path: Path) -> str:
    return TABLE + "<" * 1_000_000


@_text
def a_comment_without_end(path: Path) -> str:
    return TABLE + "<!--" + "x-->y<!-- -" * 300_000


@_text
def a_script_without_end(path: Path) -> str:
    return TABLE + "<script>" + "</scrip" * 1_000_000


@_text
def references_without_end(path: Path) -> str:
    return TABLE + "<table><tr><td>" + "&amp" * 1_000_000 + "&" * 1_000_000


@_text
def declarations_without_end(path: Path) -> str:
    return TABLE + "<![" * 1_000_000 + "<?" * 1_000_000 + "<!" * 1_000_000


@_text
def elements_within_a_cell(path: Path) -> str:
    return TABLE + "<table><tr><td>" + "<p><br><b>" * 150_000


@_text
def hidden_elements_within_each_other(path: Path) -> str:
    return TABLE + "<table><tr><td>" + '<div style="display:none">' * 250_000


@_text
def a_row_far_below(path: Path) -> str:
    return WORKBOOK + '<Row ss:Index="1000000000"><Cell><Data ss:Type="String">x</Data></Cell></Row>'


@_text
def cells_far_to_the_right(path: Path) -> str:
    return WORKBOOK + '<Row><Cell ss:Index="16384"><Data ss:Type="String">x</Data></Cell></Row>' * 100_000


@_text
def merged_cells_without_end(path: Path) -> str:
    return WORKBOOK + '<Row><Cell ss:MergeAcross="16000"><Data>x</Data></Cell><Cell><Data>y</Data></Cell></Row>' * 9_999


@_text
def entities_within_entities(path: Path) -> str:
    return '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + WORKBOOK[21:] + "&b;"


@_text
def elements_within_elements(path: Path) -> str:
    return WORKBOOK + "<a>" * 1_000_000


@_text
def nine_hundred_worksheets(path: Path) -> str:
    rows = '<Row><Cell><Data ss:Type="String">x</Data></Cell><Cell><Data ss:Type="String">y</Data></Cell></Row>'
    sheet = f'<Worksheet ss:Name="Leads"><Table>{rows}{rows}</Table></Worksheet>'
    return f"{WORKBOOK}{rows}{rows}</Table></Worksheet>{sheet * 900}</Workbook>"


@_text
def tables_of_one_name(path: Path) -> str:
    return "<h1>Leads</h1><table><tr><td>a<td>b<tr><td>c<td>d</table>" * 4_900


@_text
def ten_thousand_worksheets(path: Path) -> str:
    rows = '<Row><Cell><Data ss:Type="String">x</Data></Cell><Cell><Data ss:Type="String">y</Data></Cell></Row>'
    return WORKBOOK + f"{rows}{rows}</Table></Worksheet>" + "".join(
        f'<Worksheet ss:Name="S{i}"><Table>{rows}{rows}</Table></Worksheet>' for i in range(10_000)
    ) + "</Workbook>"  # fmt: skip


# --- address cards ---

BEGIN = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Silva\n"
END = "END:VCARD\n"
CARD = BEGIN + "EMAIL:ana@lab.example\n" + END


@_text
def a_card_of_a_million_notes(path: Path) -> str:
    return BEGIN + "".join(f"NOTE:number {i}\n" for i in range(1_000_000)) + END


@_text
def a_card_of_many_telephones(path: Path) -> str:
    return BEGIN + "".join(f"TEL:+49 30 {i}\n" for i in range(200_000)) + END


@_text
def a_card_of_many_names(path: Path) -> str:
    return BEGIN + "".join(f"FN:Name {i}\nORG:Firm {i};Part {i}\n" for i in range(200_000)) + END


@_text
def a_card_of_many_properties_of_its_own(path: Path) -> str:
    return BEGIN + "".join(f"X-OWN-{i}:x\n" for i in range(200_000)) + END


@_text
def cards_with_properties_of_their_own(path: Path) -> str:
    return "".join(BEGIN + f"X-OWN-{i}:x\n" + END for i in range(20_000))


@_text
def half_a_million_parameters(path: Path) -> str:
    return CARD + BEGIN + "TEL" + "".join(f";X{i}=y" for i in range(500_000)) + ":1\n" + END


@_text
def parameters_that_never_close(path: Path) -> str:
    return CARD + BEGIN + 'TEL;TYPE="' * 100_000 + "\n" + END


@_text
def folded_lines_without_end(path: Path) -> str:
    return BEGIN + "NOTE:x\n" + " x\n" * 2_000_000 + END


@_text
def soft_breaks_without_end(path: Path) -> str:
    return CARD + "BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:x=\n" + f"{'=C3=A9' * 12}=\n" * 300_000 + "x\n" + END


@_text
def fifty_megabytes_of_base64(path: Path) -> str:
    return BEGIN + "PHOTO;ENCODING=b;TYPE=JPEG:\n" + f"{'QUJD' * 19}\n" * 690_000 + END + CARD


@_text
def base64_in_a_note(path: Path) -> str:
    return BEGIN + "NOTE;ENCODING=b:" + "QUJD" * (2 << 20) + "\n" + END + CARD


@_text
def cards_within_cards(path: Path) -> str:
    return BEGIN + "AGENT:\nBEGIN:VCARD\n" * 300_000


@_text
def cards_that_never_end(path: Path) -> str:
    return BEGIN * 100_000


@_text
def lines_that_are_no_property(path: Path) -> str:
    return BEGIN + "".join(f"this is line {i}\n" for i in range(500_000)) + END


@_text
def escapes_without_end(path: Path) -> str:
    return BEGIN + "N:" + "\\;" * 2_000_000 + "\nADR:" + ";" * 2_000_000 + "\n" + END
