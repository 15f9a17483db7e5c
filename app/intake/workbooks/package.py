"""A workbook's package looked at before anything parses it: what it is, its sizes, its document types, its sheets."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.domain.problems import Problem
from app.intake.archives import BROKEN
from app.intake.workbooks.binary import sheets_of
from app.intake.workbooks.refusals import BOMB, DAMAGED, DEFINITIONS, PART_ENCRYPTED, TOO_MUCH

MOST_ENTRIES = 10_000
LARGEST_PACKAGE = 4 << 30  # bytes unpacked
LARGEST_PART = 3 << 30
_LARGEST_LIST = 2 << 20  # what is read whole: the list of sheets, the relations, the manifest
_BOMB_RATIO, _BOMB_SIZE = 150, 40 << 20
_PROLOG = 1 << 14
_STEP = 1 << 20
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^<>]*)/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^<>]*)/?>")
_ATTRIBUTE = re.compile(rb'([\w:-]+)\s*=\s*"([^"]*)"')
_EPOCH_1904 = re.compile(rb'date1904="(?:1|true)"')
_NULL_DATE_1904 = re.compile(rb'<table:null-date\b[^<>]*table:date-value="1904')
MANIFEST = "META-INF/manifest.xml"


@dataclass(frozen=True, slots=True)
class Package:
    """What the package says about the workbook without its cells."""

    format: str  # xlsx, xlsb, ods
    unpacked: int
    epoch_1904: bool
    parts: tuple[str, ...]  # sheet parts in the order of the workbook; "" where it is not found
    encrypted: bool = False  # an OpenDocument with a password


def look_at_package(file: Path | IO[bytes]) -> Package:
    """Refuse what no honest workbook holds, with a sentence; then say what it is and where its sheets are."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check(archive)
            return _describe(archive)
    except BROKEN as error:
        raise Problem(DAMAGED) from error


def _check(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_PACKAGE:
        raise Problem(TOO_MUCH)
    for entry in entries:
        if entry.file_size > LARGEST_PART or (
            entry.file_size > _BOMB_SIZE and entry.file_size > _BOMB_RATIO * max(1, entry.compress_size)
        ):
            raise Problem(BOMB)
        if entry.flag_bits & 1:
            raise Problem(PART_ENCRYPTED)
        if entry.filename.lower().endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                start = part.read(_PROLOG).replace(b"\0", b"")
            # Old OpenOffice names the document type of its manifest; one with definitions of its own is never honest.
            named = entry.filename == MANIFEST and b"[" not in start.partition(b"<!DOCTYPE")[2].partition(b">")[0]
            if b"<!ENTITY" in start or (b"<!DOCTYPE" in start and not named):
                raise Problem(DEFINITIONS)


def attributes(text: bytes) -> dict[str, str]:
    """The attributes of one tag by their names without prefix."""
    return {
        name.decode("ascii", "replace").rpartition(":")[2]: value.decode("utf-8", "replace")
        for name, value in _ATTRIBUTE.findall(text)
    }


def read_list(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that is read whole, up to a size that no honest one has."""
    with archive.open(name) as part:
        return part.read(_LARGEST_LIST)


def _describe(archive: zipfile.ZipFile) -> Package:
    names = {name.lower(): name for name in archive.namelist()}
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if "content.xml" in names:
        manifest = read_list(archive, names[MANIFEST.lower()]) if MANIFEST.lower() in names else b""
        if b"encryption-data" in manifest or "encrypted-package" in names:
            return Package("ods", unpacked, False, (), encrypted=True)
        return Package("ods", unpacked, _null_date_is_1904(archive, names["content.xml"]), (names["content.xml"],))
    if "encrypted-package" in names:
        return Package("ods", unpacked, False, (), encrypted=True)
    if (book := "xl/workbook.bin") in names:
        epoch_1904, wanted = sheets_of(read_list(archive, names[book]))
        targets = _targets(archive, names, book)
        return Package("xlsb", unpacked, epoch_1904, tuple(targets.get(each, "") for each in wanted))
    if (book := "xl/workbook.xml") in names:
        text = read_list(archive, names[book])
        targets = _targets(archive, names, book)
        wanted = [attributes(found[1]).get("id", "") for found in _SHEET.finditer(text)]
        epoch = bool(_EPOCH_1904.search(text))
        return Package("xlsx", unpacked, epoch, tuple(targets.get(each, "") for each in wanted))
    return Package("xlsx", unpacked, False, ())


def _targets(archive: zipfile.ZipFile, names: dict[str, str], book: str) -> dict[str, str]:
    """The parts that the workbook refers to, by the names of the relations."""
    folder, _, name = book.rpartition("/")
    relations = names.get(f"{folder}/_rels/{name}.rels")
    found = {}
    for each in _RELATION.finditer(read_list(archive, relations)) if relations else ():
        said = attributes(each[1])
        target = said.get("Target", "")
        inside = target.lstrip("/") if target.startswith("/") else f"{folder}/{target.removeprefix('./')}"
        found[said.get("Id", "")] = names.get(inside.lower(), "")
    return found


def _null_date_is_1904(archive: zipfile.ZipFile, name: str) -> bool:
    """Said before the first table, after the styles."""
    with archive.open(name) as part:
        before = b""
        for _ in range(16):
            piece = part.read(_STEP)
            if not piece or b"<table:table " in piece:
                return bool(_NULL_DATE_1904.search(before[-500:] + piece.partition(b"<table:table ")[0]))
            before = piece
    return False


def pieces(file: Path | IO[bytes], part: str, end: bytes = b">") -> Iterator[bytes]:
    """A part in pieces that end with a whole tag, or with the tag that is asked for."""
    rest = b""
    with zipfile.ZipFile(file) as archive, archive.open(part) as opened:
        while piece := opened.read(_STEP):
            piece = rest + piece
            cut = piece.rfind(end)
            cut = cut + len(end) if cut >= 0 else 0
            if not cut and len(piece) > 64 * _STEP:  # no such tag for 64 MB: nothing honest
                cut = len(piece)
            if cut:
                yield piece[:cut]
            rest = piece[cut:]
    if rest:
        yield rest
