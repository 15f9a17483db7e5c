"""Sheets in XML (.xlsx and .ods) searched for rows that are hidden and cells that hold an error or no result."""

import re
from pathlib import Path
from typing import IO

from app.intake.workbooks.facts import Facts
from app.intake.workbooks.package import pieces

_ROW = rb"<(?:\w+:)?row\b"
_HIDDEN_ROW = re.compile(_ROW + rb'[^<>]*\bhidden="(?:1|true)"')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*\bt="e"')
_UNSAVED = re.compile(
    rb'<(?:\w+:)?c\b(?![^<>]*\bt="str")[^<>]*><(?:\w+:)?f\b[^<>]*(?:/>|>[^<>]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_ROW_NUMBER = re.compile(_ROW + rb'[^<>]*?\br="(\d{1,9})"')
_NARROW, _WIDE, _WIDEST = 52, 702, 16_384  # columns whose names reach AZ, ZZ, XFD
_BEYOND_NARROW = re.compile(rb' r="(?:[A-Z]{3}|[B-Z][A-Z])[0-9]')
_BEYOND_WIDE = re.compile(rb' r="[A-Z]{3}[0-9]')
_ODS_TABLE = re.compile(rb"<table:table\s[^<>]*>")
_ODS_ROW = b"</table:table-row>"
_ODS_HIDDEN = re.compile(
    rb'<table:table-row\b[^<>]*table:visibility="(?:collapse|filter)"[^<>]*>(.*?)</table:table-row>', re.DOTALL
)
_ODS_REPEATED = re.compile(rb'table:number-rows-repeated="(\d{1,18})"')
_ODS_MANY = re.compile(
    rb'<table:table-row\b[^<>]*table:number-rows-repeated="(\d{5,18})"[^<>]*>(.*?)</table:table-row>', re.DOTALL
)
_ODS_ERROR = re.compile(rb'<table:table-cell\b[^<>]*calcext:value-type="error"')
_ODS_UNSAVED = re.compile(rb"<table:table-cell\b(?![^<>]*office:value-type)[^<>]*table:formula=[^<>]*>")


def facts_of_sheet_xml(file: Path | IO[bytes], part: str) -> Facts:
    """One pass over the XML of a sheet (.xlsx), as fast as bytes can be searched."""
    facts = Facts(columns=_NARROW)
    prefixed: bool | None = None
    for piece in pieces(file, part):
        if prefixed is None:
            prefixed = b"<sheetData" not in piece  # `<x:row>`: rare, and not worth a search in every other sheet
            facts.columns = _columns_of_first_row(piece)
        facts.size += len(piece)
        if b'hidden="' in piece:
            facts.hidden_rows += len(_HIDDEN_ROW.findall(piece))
        if b't="e"' in piece:
            facts.errors += len(_ERROR_CELL.findall(piece))
        if b"<f" in piece or (prefixed and b":f" in piece):
            facts.unsaved += len(_UNSAVED.findall(piece))
        if facts.columns == _NARROW and _BEYOND_NARROW.search(piece):
            facts.columns = _WIDE
        if facts.columns == _WIDE and _BEYOND_WIDE.search(piece):
            facts.columns = _WIDEST
        last = max(piece.rfind(b"<row"), piece.rfind(b":row "))
        if last >= 0 and (found := _ROW_NUMBER.search(piece, max(0, last - 10))):
            facts.rows = max(facts.rows, int(found[1]))
    return facts


def _columns_of_first_row(piece: bytes) -> int:
    """A bound by counting: cells need not say in which column they stand."""
    start = max(0, piece.find(b"<sheetData"))
    row = piece[start : piece.find(b"</row>", start)]
    cells = row.count(b"<c ") + row.count(b"<c>")
    return next((bound for bound in (_NARROW, _WIDE) if cells <= bound), _WIDEST)


def facts_of_tables(file: Path | IO[bytes], part: str) -> list[Facts]:
    """One pass over the content of an OpenDocument, which holds all its sheets one after the other."""
    found: list[Facts] = []
    for piece in pieces(file, part, _ODS_ROW):
        at = 0
        for table in _ODS_TABLE.finditer(piece):
            _add(found, piece[at : table.start()])
            found.append(Facts())
            at = table.end()
        _add(found, piece[at:])
    return found


def _add(found: list[Facts], piece: bytes) -> None:
    if not found or not piece:
        return
    facts = found[-1]
    if b"table:visibility=" in piece:
        for row in _ODS_HIDDEN.finditer(piece):
            if b"<text:p" in row[1]:
                repeated = _ODS_REPEATED.search(row[0])
                facts.hidden_rows += int(repeated[1]) if repeated else 1
    if b"rows-repeated=" in piece:
        facts.repeated += sum(int(row[1]) for row in _ODS_MANY.finditer(piece) if b"<text:p" in row[2])
    if b'"error"' in piece:
        facts.errors += len(_ODS_ERROR.findall(piece))
    if b"table:formula" in piece:
        facts.unsaved += len(_ODS_UNSAVED.findall(piece))
