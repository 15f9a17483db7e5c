"""A workbook's package looked at before anything parses it: sizes, document types, hidden rows, error cells."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.problems import Problem

MOST_ENTRIES = 10_000
LARGEST_PACKAGE = 4 << 30  # bytes unpacked
LARGEST_PART = 2 << 30
_BOMB_RATIO, _BOMB_SIZE = 150, 40 << 20
_PROLOG = 1 << 14
_STEP = 1 << 20
_DAMAGED = "The workbook is damaged or was not downloaded completely. Download or export it again."
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="e"')
_EPOCH_1904 = re.compile(rb'date1904="(?:1|true)"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)/?>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Package:
    """What the package says about the workbook without its cells."""

    epoch_1904: bool
    parts: tuple[str, ...]  # sheet parts in the order of the workbook; "" where it is not found


def look_at_package(path: Path) -> Package:
    """Refuse what no honest workbook holds, with a sentence; then say where its sheets are."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive)
            return _describe(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError) as error:
        raise Problem(_DAMAGED) from error


def _check(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_PACKAGE:
        raise Problem(
            "The workbook unpacks to more than this program reads. Save the sheet you need as .csv and import that."
        )
    for entry in entries:
        if entry.file_size > LARGEST_PART or (
            entry.file_size > _BOMB_SIZE and entry.file_size > _BOMB_RATIO * max(1, entry.compress_size)
        ):
            raise Problem(
                "The workbook is packed so densely that it looks like an attack (a small file that unpacks to a "
                "huge one); "
                "it is not opened. If you trust its sender, save the sheet as .csv and import that."
            )
        if entry.flag_bits & 1:
            raise Problem("The workbook's package is encrypted. Save it without a password and import it again.")
        if entry.filename.lower().endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                start = part.read(_PROLOG).replace(b"\0", b"")
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise Problem(
                    "The workbook holds definitions that no spreadsheet program writes and that are used for "
                    "attacks; it is "
                    "not opened."
                )


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace").rpartition(":")[2]: value.decode("utf-8", "replace")
        for name, value in _ATTRIBUTE.findall(text)
    }


def _describe(archive: zipfile.ZipFile) -> Package:
    names = {name.lower(): name for name in archive.namelist()}
    workbook = names.get("xl/workbook.xml")
    if workbook is None:
        return Package(False, ())
    text = archive.read(workbook)
    relations: dict[str, str] = {}
    if (rels := names.get("xl/_rels/workbook.xml.rels")) is not None:
        for found in _RELATION.finditer(archive.read(rels)):
            said = _attributes(found[1])
            relations[said.get("Id", "")] = said.get("Target", "")
    parts = []
    for found in _SHEET.finditer(text):
        target = relations.get(_attributes(found[1]).get("id", ""), "")
        inside = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        parts.append(names.get(inside.lower(), ""))
    return Package(bool(_EPOCH_1904.search(text)), tuple(parts))


def hidden_rows_and_errors(path: Path, part: str) -> tuple[int, int]:
    """How many rows of a sheet are hidden and how many cells hold an error such as #N/A."""
    hidden = errors = 0
    for piece in _pieces(path, part):
        if b'hidden="' in piece:
            hidden += len(_HIDDEN_ROW.findall(piece))
        if b't="e"' in piece:
            errors += len(_ERROR_CELL.findall(piece))
    return hidden, errors


def _pieces(path: Path, part: str) -> Iterator[bytes]:
    """The part in pieces that end with a whole tag."""
    rest = b""
    with zipfile.ZipFile(path) as archive, archive.open(part) as file:
        while piece := file.read(_STEP):
            piece = rest + piece
            cut = piece.rfind(b">") + 1
            yield piece[:cut]
            rest = piece[cut:] if len(piece) - cut < _STEP else b""
