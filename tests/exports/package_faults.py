"""What a strict reader would find wrong with the parts of an Excel workbook: what Excel repairs, and more."""

import re
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from openpyxl.worksheet.cell_range import CellRange

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LONGEST = 32_767
# fmt: off
_ORDER = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
]  # of the elements of a sheet, as the schema has them
# fmt: on
_KINDS = {None, "n", "s", "b", "str", "inlineStr", "d"}
_NAME = re.compile(r"[A-Za-z_\\][A-Za-z0-9_.\\]{0,254}")
_BARRED = re.compile(r"[\[\]:*?/\\]")


def faults(path: Path) -> list[str]:
    """Everything that is wrong, in words; nothing for a sound workbook."""
    with ZipFile(path) as package:
        if (broken := package.testzip()) is not None:
            return [f"{broken} is damaged"]
        return list(_Package({name: package.read(name) for name in package.namelist()}).faults())


class _Package:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._names: set[str] = set()
        self._ids: set[str] = set()

    def faults(self) -> Iterator[str]:
        for name, content in self._parts.items():
            if name.endswith((".xml", ".rels")):
                try:
                    ElementTree.fromstring(content)
                except ElementTree.ParseError as wrong:
                    yield f"{name}: {wrong}"
                    return
        yield from self._types()
        yield from self._relations()
        book = self._xml("xl/workbook.xml")
        sheets = {one.attrib["name"]: one.attrib[f"{RELATION}id"] for one in book.iter(f"{MAIN}sheet")}
        yield from _sheet_names(list(sheets))
        for defined in book.iter(f"{MAIN}definedName"):
            yield from _points(defined.text or "", sheets, "a defined name")
        styles = len(list(self._xml("xl/styles.xml").find(f"{MAIN}cellXfs") or ()))
        texts = self._shared()
        yield from (f"a text of {len(text)} characters" for text in texts if len(text) > LONGEST)
        related = self._related("xl/workbook.xml")
        for name, id in sheets.items():
            yield from self._sheet(name, related[id], styles, texts, sheets)

    # --- the package ------------------------------------------------------------------------------------------------

    def _xml(self, name: str) -> Element:
        return ElementTree.fromstring(self._parts[name])

    def _types(self) -> Iterator[str]:
        types = self._xml("[Content_Types].xml")
        endings = {one.attrib["Extension"].casefold() for one in types if one.tag.endswith("Default")}
        named = {one.attrib["PartName"].lstrip("/") for one in types if one.tag.endswith("Override")}
        for name in self._parts:
            if name != "[Content_Types].xml" and name not in named and name.rpartition(".")[2] not in endings:
                yield f"{name} has no content type"
        yield from (f"{name} is named and not there" for name in named - set(self._parts))

    def _related(self, name: str) -> dict[str, str]:
        """The parts that a part leads to, by their ids."""
        at = f"{dirname(name)}/_rels/{name.rpartition('/')[2]}.rels".lstrip("/")
        if at not in self._parts:
            return {}
        found = {}
        for one in self._xml(at):
            if one.attrib.get("TargetMode") != "External":
                target = one.attrib["Target"]
                found[one.attrib["Id"]] = (
                    target.lstrip("/") if target[0] == "/" else normpath(join(dirname(name), target))
                )
        return found

    def _relations(self) -> Iterator[str]:
        for name in self._parts:
            if not name.endswith(".rels"):
                for target in self._related(name).values():
                    if target not in self._parts:
                        yield f"{name} leads to {target}, which is not there"

    def _shared(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._parts:
            return []
        return ["".join(one.itertext()) for one in self._xml("xl/sharedStrings.xml")]

    # --- sheets -----------------------------------------------------------------------------------------------------

    def _sheet(self, name: str, part: str, styles: int, texts: list[str], sheets: dict[str, str]) -> Iterator[str]:
        sheet = self._xml(part)
        order = [_ORDER.index(one.tag.removeprefix(MAIN)) for one in sheet]
        if order != sorted(order) or len(set(order)) != len(order):
            yield f"{name}: its elements are out of order"
        cells: dict[str, str] = {}
        yield from self._cells(name, sheet, styles, texts, cells)
        merged = [CellRange(one.attrib["ref"]) for one in sheet.iter(f"{MAIN}mergeCell")]
        yield from _apart(f"{name}: merged cells", merged)
        for link in sheet.iter(f"{MAIN}hyperlink"):
            yield from _points(link.attrib.get("location", ""), sheets, f"{name}: a link")
        for rule in sheet.iter(f"{MAIN}dataValidation"):
            if len(rule.attrib.get("prompt", "")) > 255 or len(rule.attrib.get("promptTitle", "")) > 32:
                yield f"{name}: a prompt is too long"
        related = self._related(part)
        tables = [self._xml(related[one.attrib[f"{RELATION}id"]]) for one in sheet.iter(f"{MAIN}tablePart")]
        yield from _apart(f"{name}: tables", [CellRange(one.attrib["ref"]) for one in tables] + merged)
        for table in tables:
            yield from self._table(name, table, cells)
        for target in related.values():
            for chart in self._related(target).values():
                if "/charts/" in chart:
                    yield from self._chart(f"{name}: {chart}", self._xml(chart), sheets)

    def _cells(self, name: str, sheet: Element, styles: int, texts: list[str], cells: dict[str, str]) -> Iterator[str]:
        before = 0
        for row in sheet.iter(f"{MAIN}row"):
            number = int(row.attrib["r"])
            if number <= before:
                yield f"{name}: row {number} comes after row {before}"
            before, left = number, 0
            for cell in row:
                at = CellRange(cell.attrib["r"])
                if at.min_row != number or at.min_col <= left:
                    yield f"{name}: {cell.attrib['r']} is out of place"
                left = at.min_col
                if int(cell.attrib.get("s", "0")) >= styles:
                    yield f"{name}: {cell.attrib['r']} has a style that is not there"
                yield from _cell(name, cell, texts, cells)

    def _table(self, name: str, table: Element, cells: dict[str, str]) -> Iterator[str]:
        shown, ref = table.attrib["displayName"], CellRange(table.attrib["ref"])
        if not _NAME.fullmatch(shown) or shown.casefold() in self._names or table.attrib["id"] in self._ids:
            yield f"{name}: {shown} is no name of a table, or stands twice"
        self._names.add(shown.casefold())
        self._ids.add(table.attrib["id"])
        filtered = table.find(f"{MAIN}autoFilter")
        if filtered is not None and filtered.attrib["ref"] != table.attrib["ref"]:
            yield f"{name}: {shown} filters other cells than its own"
        if ref.max_row == ref.min_row:
            yield f"{name}: {shown} has no row"
        headers = [one.attrib["name"] for one in table.iter(f"{MAIN}tableColumn")]
        there = [cells.get(CellRange(min_row=ref.min_row, max_row=ref.min_row, min_col=c, max_col=c).coord)
                 for c in range(ref.min_col, ref.max_col + 1)]  # fmt: skip
        if headers != there:
            yield f"{name}: {shown} names its columns otherwise than its cells: {headers} {there}"
        if len({one.casefold() for one in headers}) != len(headers):
            yield f"{name}: {shown} has a column twice"

    def _chart(self, name: str, chart: Element, sheets: dict[str, str]) -> Iterator[str]:
        for formula in chart.iter(f"{CHART}f"):
            yield from _points(formula.text or "", sheets, name)
        for one in chart.iter():
            yield from _in_order(name, one)
        axes = [one for one in chart.iter() if one.tag in (f"{CHART}catAx", f"{CHART}valAx")]
        for axis in axes:
            gone = axis.find(f"{CHART}delete")
            if gone is None or gone.attrib["val"] != "0":
                yield f"{name}: an axis may be hidden"
        if len(axes) != 2 or not list(chart.iter(f"{CHART}ser")):
            yield f"{name}: it has no axes, or nothing to draw"


_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos "
    "spPr txPr crossAx crosses crossesAt"
)
_CHARTED = {  # the elements that a part of a chart may have, in the order of the schema
    "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator extLst",
    "dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator showLeaderLines leaderLines extLst",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits extLst",
    "manualLayout": "layoutTarget xMode yMode wMode hMode x y w h extLst",
}
_PLACES = {"lineChart": {"t", "b", "l", "r", "ctr"}, "barChart": {"ctr", "inEnd", "inBase", "outEnd"}}


def _in_order(name: str, one: Element) -> Iterator[str]:
    """What a part of a chart holds that it may not, or not in that place."""
    tag = one.tag.removeprefix(CHART)
    if tag in _CHARTED:
        order, held = _CHARTED[tag].split(), [child.tag.removeprefix(CHART) for child in one]
        places = [order.index(child) if child in order else -1 for child in held]
        if -1 in places or places != sorted(places):
            yield f"{name}: {tag} holds {held}"
    if tag == "separator" and one.attrib:
        yield f"{name}: a separator is text, not a value"
    if tag in _PLACES:
        wrong = {label.attrib["val"] for label in one.iter(f"{CHART}dLblPos")} - _PLACES[tag]
        yield from (f"{name}: {tag} has its labels at {place}" for place in sorted(wrong))


def _cell(name: str, cell: Element, texts: list[str], cells: dict[str, str]) -> Iterator[str]:
    kind, value, at = cell.attrib.get("t"), cell.find(f"{MAIN}v"), cell.attrib["r"]
    if cell.find(f"{MAIN}f") is not None:
        yield f"{name}: {at} is a formula"
    if kind not in _KINDS:
        yield f"{name}: {at} is of no known kind"
    if kind == "inlineStr":
        cells[at] = "".join(cell.itertext())
    elif value is None or value.text is None:
        if kind == "s":
            yield f"{name}: {at} has no text"
    elif kind == "s":
        if int(value.text) >= len(texts):
            yield f"{name}: {at} has a text that is not there"
        else:
            cells[at] = texts[int(value.text)]
    elif kind in (None, "n"):
        cells[at] = value.text
        if not isfinite(float(value.text)):
            yield f"{name}: {at} is no number"


def _sheet_names(names: list[str]) -> Iterator[str]:
    if len({name.casefold() for name in names}) != len(names):
        yield "two sheets have one name"
    yield from (f"'{name}' is no name of a sheet" for name in names if not 0 < len(name) < 32 or _BARRED.search(name))


def _apart(what: str, ranges: list[CellRange]) -> Iterator[str]:
    for number, one in enumerate(ranges):
        for other in ranges[number + 1 :]:
            if not one.isdisjoint(other):
                yield f"{what} {one.coord} and {other.coord} lie over each other"


def _points(reference: str, sheets: dict[str, str], what: str) -> Iterator[str]:
    """Every place that is named is on a sheet of the workbook, and is a place."""
    for one in reference.split(",") if "!" in reference else [reference]:
        sheet, _, cells = one.rpartition("!")
        if sheet.removeprefix("'").removesuffix("'").replace("''", "'") not in sheets:
            yield f"{what} leads to the sheet {sheet}, which is not there"
        elif not re.fullmatch(r"\$?[A-Z]{0,3}\$?\d*(:\$?[A-Z]{0,3}\$?\d*)?", cells) or "#" in cells:
            yield f"{what} leads to {cells}, which is no place"
