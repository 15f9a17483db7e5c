"""The parts of a workbook's package (.xlsx, .xlsm) read as XML, with limits that no honest handoff comes near."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers.expat import ParserCreate
from zipfile import BadZipFile, ZipFile

MOST_ENTRIES = 2_000
LARGEST_INSIDE = 60 << 20  # bytes unpacked, pictures included
_LARGEST_XML = 24 << 20  # of all parts together; those of a handoff have half a million
MOST_ELEMENTS = 1_000_000  # of one part
_PROLOG = 4_096  # bytes in which a document type is looked for; a part that is read refuses it wherever it stands
LARGEST_TEXT = 40_000  # characters of one element; a cell holds 32,767
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DAY_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_NOT_OF_A_FORMAT = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.', re.IGNORECASE)
_BUILT_IN_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))

Attributes = Mapping[str, str]
Started = Callable[[str, Attributes], None]
Begun = Callable[[str, dict[str, str]], None]


class TooMuchError(ValueError):
    """The package would unpack to far more than a handoff."""


class DefinitionsError(ValueError):
    """A part declares document types, which no spreadsheet program writes."""


def look_inside(package: ZipFile, largest: int = LARGEST_INSIDE) -> dict[str, str]:
    """The parts by their names in small letters. Raises where they are too many, too large or odd."""
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > largest:
        raise TooMuchError
    texts = [entry for entry in entries if entry.filename.casefold().endswith((".xml", ".rels"))]
    if sum(entry.file_size for entry in texts) > _LARGEST_XML:
        raise TooMuchError
    for entry in texts:
        with package.open(entry) as part:
            if b"<!DOCTYPE" in part.read(_PROLOG):
                raise DefinitionsError
    return {entry.filename.replace("\\", "/").lstrip("/").casefold(): entry.filename for entry in entries}


def elements(content: bytes, started: Started, ended: Callable[[str, str], None]) -> None:
    """Walk a part: local names as they begin, and as they end with the text directly inside them."""
    texts: list[str] = []
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise TooMuchError
        texts.clear()
        started(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        ended(name.rpartition(":")[2], "".join(texts)[:LARGEST_TEXT])
        texts.clear()

    walk(content, begin, end, texts.append)


def walk(
    content: bytes,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], object],
) -> None:
    """The same with every event as it comes, for parts with many thousands of them. Document types are refused."""

    def refuse(*_: object) -> None:
        raise DefinitionsError

    parser = ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.Parse(content, True)


def unescaped(text: str) -> str:
    """`_x000D_` and the like as the letters they stand for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name and the part with its cells."""

    name: str
    part: str
    hidden: bool


def sheets_of(package: ZipFile, parts: Mapping[str, str], book: str) -> tuple[list[SheetPart], bool]:
    """The sheets in the order of the workbook, and whether its days are counted from 1904."""
    targets = _targets(package, parts, book)
    found: list[SheetPart] = []
    counted_from_1904 = [False]

    def started(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            id = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            shown = attributes.get("state", "visible") == "visible"
            found.append(SheetPart(unescaped(attributes.get("name", "")), targets.get(id, ""), not shown))
        elif name == "workbookPr":
            counted_from_1904[0] = attributes.get("date1904", "") in ("1", "true")

    elements(package.read(book), started, _nothing)
    if not found:
        raise BadZipFile("no sheet inside")
    return found, counted_from_1904[0]


def _targets(package: ZipFile, parts: Mapping[str, str], book: str) -> dict[str, str]:
    """The parts of worksheets by the ids under which the workbook knows them."""
    folder = PurePosixPath(book).parent
    relations = parts.get(f"{folder}/_rels/{PurePosixPath(book).name}.rels".casefold())
    found: dict[str, str] = {}

    def started(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else str(folder / target.removeprefix("./"))
            found[attributes.get("Id", "")] = parts.get(whole.casefold(), "")

    if relations:
        elements(package.read(relations), started, _nothing)
    return found


def shared_texts(package: ZipFile, parts: Mapping[str, str]) -> list[str]:
    """The texts that cells share; of a text in several styles all its pieces, without the reading aids beside it."""
    part = parts.get("xl/sharedstrings.xml")
    found: list[str] = []
    pieces: list[str] = []
    beside = [0]

    def started(name: str, _: Attributes) -> None:
        beside[0] += name == "rPh"

    def ended(name: str, text: str) -> None:
        if name == "t" and not beside[0]:
            pieces.append(text)
        elif name == "rPh":
            beside[0] -= 1
        elif name == "si":
            found.append(unescaped("".join(pieces)))
            pieces.clear()

    if part:
        elements(package.read(part), started, ended)
    return found


def day_styles(package: ZipFile, parts: Mapping[str, str]) -> frozenset[int]:
    """The styles of cells whose numbers are days or times."""
    part = parts.get("xl/styles.xml")
    of_days = set(_BUILT_IN_DAYS)
    formats: list[int] = []
    within: list[str] = []

    def started(name: str, attributes: Attributes) -> None:
        if name == "numFmt" and _is_of_days(attributes.get("formatCode", "")):
            of_days.add(int(attributes.get("numFmtId", "0")))
        elif name == "cellXfs":
            within.append(name)
        elif name == "xf" and within:
            formats.append(int(attributes.get("numFmtId", "0")))

    def ended(name: str, _: str) -> None:
        if name == "cellXfs":
            within.clear()

    if part:
        elements(package.read(part), started, ended)
    return frozenset(style for style, format in enumerate(formats) if format in of_days)


def _is_of_days(code: str) -> bool:
    return bool(_DAY_LETTERS.search(_NOT_OF_A_FORMAT.sub("", code.partition(";")[0])))


def own_properties(package: ZipFile, parts: Mapping[str, str]) -> dict[str, str]:
    """What Assay wrote into the properties of the document, of a workbook or of an OpenDocument."""
    found: dict[str, str] = {}
    name_now = [""]

    def started(name: str, attributes: Attributes) -> None:
        if name in ("property", "user-defined"):
            name_now[0] = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "name"), "")

    def ended(name: str, text: str) -> None:
        if text.strip() and name_now[0].startswith("assay_"):
            found.setdefault(name_now[0].removeprefix("assay_"), text.strip())
        if name in ("property", "user-defined"):
            name_now[0] = ""

    for part in ("docprops/custom.xml", "meta.xml"):
        if part in parts:
            elements(package.read(parts[part]), started, ended)
    return found


def worksheets(found: list[SheetPart]) -> Iterator[SheetPart]:
    """The sheets that have cells."""
    return (sheet for sheet in found if sheet.part)


def _nothing(_name: str, _text: str) -> None:
    """Nothing is of interest where an element ends."""
