"""What a text is by its beginning, whatever its name says: a table, address cards, a web page, XML, JSON."""

import json
import re
from pathlib import Path

from app.intake.readers.kinds import CARDS, HTML, SAVE_AS, TEXT, XML, Kind
from app.intake.readers.wide import unmarked_wide
from app.language import tr

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xff\xfe", b"\xfe\xff")
_NEAR = 4096
_CARD = re.compile(rb"(?:^|[\r\n])\s*begin\s*:\s*vcard\s*[\r\n]", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|frameset)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"(?:version:[\d.]+\s+starthtml:|<(?:table|meta|style|div|span|tr|td|th|tbody|thead|center|font|p|br|h[1-6]|title|"
    rb"link|script|b|i|a|google-sheets-html-origin|byte-sheet-html-origin)\b|<!--)",
    re.IGNORECASE,
)
_WORKBOOK = re.compile(rb"<(?:\w+:)?workbook\b[^>]*", re.IGNORECASE)
_EXCEL_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_ARCHIVE = re.compile(
    rb"\Amime-version:|\A(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,12}content-type:\s*multipart/related", re.I
)
_JSON_OBJECT = re.compile(r'\[?\s*\{\s*"[^"\r\n]*"\s*:\s*(?:["\[{\d-]|true|false|null)|\[\s*[\[{]\s*\{\s*"|\{\s*\}\s*$')
_RUBBISH_ALLOWED = frozenset((0, 1, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31))


def kind_of_text(head: bytes, path: Path) -> Kind:
    """Judge bytes that are no known binary format."""
    plain = _without_marks(head)
    start = plain[:_NEAR].lower()
    if start.startswith(b"begin:vcard") or (_CARD.search(plain[:_NEAR]) and b"," not in plain.split(b"\n", 1)[0]):
        return Kind(CARDS)
    if _ARCHIVE.match(start):
        return Kind(
            "mhtml", " ".join((tr("This is a web archive (MHTML), as saved by a browser or by Excel."), tr(SAVE_AS)))
        )
    if _is_page(start, plain):
        return Kind(HTML)
    if start.startswith((b"<?xml", b"<!doctype")) or _WORKBOOK.match(start) or b"<?mso-application" in start[:200]:
        return _xml(plain)
    if start[:1] in (b"[", b"{") and _is_json(plain, path):
        return Kind(
            "json", tr("This is a JSON data file, not a table. Export the list as .xlsx or .csv and import that.")
        )
    if not looks_like_text(head):
        return Kind(
            path.suffix.lower().lstrip(".") or "unknown",
            tr("This is neither text nor a workbook, or it is damaged. Export the list again as .xlsx or .csv."),
        )
    if path.suffix.lower() in (".xls", ".xlsb", ".ods") and b"\xef\xbf\xbd" in head[:64]:
        return Kind(
            path.suffix.lower().lstrip("."),
            tr("The workbook is damaged. Ask for it again, packed as a ZIP if it came by e-mail."),
        )
    return Kind(TEXT)


def looks_like_text(head: bytes) -> bool:
    """True where the bytes are no binary rubbish: hardly any control characters; UTF-16 and UTF-32 allowed."""
    sample = head[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    if sample.count(0) > len(sample) * 0.02 and unmarked_wide(sample):
        return True
    if sample.count(0) > len(sample) * 0.2:
        return False
    rubbish = sum(byte < 32 and byte not in _RUBBISH_ALLOWED for byte in sample)
    return rubbish <= 0.02 * len(sample)


def _without_marks(head: bytes) -> bytes:
    """The beginning as ASCII can be looked for in it: no byte order marks, no blanks before it, no NULs of UTF-16."""
    for mark in _MARKS:
        while head.startswith(mark):
            head = head[len(mark) :]
    if b"\0" in head[:_NEAR]:
        head = head.replace(b"\0", b"")
    return head.lstrip(b"\xef\xbb\xbf \t\r\n\x0b\x0c")


def _is_page(start: bytes, plain: bytes) -> bool:
    """A page as a whole, a clip of one, or a page after some stray text."""
    page = _PAGE.search(start)
    if page and (start.startswith((b"<!doctype", b"<?xml", b"<!--", b"<")) or page.start() < 500):
        return True
    if not _FRAGMENT.match(start):
        return False
    whole = plain.lower()
    return b"<table" in whole or b"<tr" in whole or b"</html" in whole or b"</div>" in whole or b"<script" in whole


def _xml(plain: bytes) -> Kind:
    near = plain[: 1 << 16]
    if _EXCEL_2003 in near:
        return Kind(XML)
    if b"opendocument" in near:
        return Kind("fods", " ".join((tr("This is an OpenDocument spreadsheet in one XML file (.fods)."), tr(SAVE_AS))))
    return Kind("xml", tr("This is an XML file, not a table. Export the list as .xlsx or .csv and import that."))


def _is_json(plain: bytes, path: Path) -> bool:
    """A list or an object, or one object a line, whatever the file is called."""
    text = plain.decode("utf-8", "replace")
    if path.suffix.lower() in (".json", ".geojson", ".jsonl", ".ndjson") or _JSON_OBJECT.match(text[:_NEAR]):
        first, newline, _ = text.partition("\n")
        return not (newline and _is_json_cell(first))
    try:
        return isinstance(json.loads(text), list | dict)
    except (ValueError, RecursionError):
        return False


def _is_json_cell(line: str) -> bool:
    """True for a line of a delimited text whose first cell happens to be JSON: something else follows it."""
    try:
        _, end = json.JSONDecoder().raw_decode(line.strip())
    except (ValueError, RecursionError):
        return False
    rest = line.strip()[end:].strip()
    return rest[:1] in (";", "\t", "|") or (rest[:1] == "," and bool(rest[1:].strip()))
