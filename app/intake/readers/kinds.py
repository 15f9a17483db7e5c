"""What a file can be: the formats that are read, and why another one is not."""

from dataclasses import dataclass

from app.language import later

TEXT, CARDS, HTML, XML = "csv", "vcard", "html", "xml"
XLSX, XLS, XLSB, ODS = WORKBOOKS = "xlsx", "xls", "xlsb", "ods"
SAVE_AS = later("Open it in Excel or LibreOffice, save it as .xlsx or .csv, and import that file.")


@dataclass(frozen=True, slots=True)
class Kind:
    """A format, and why it is not read; an empty `refused` means that there is a reader for it."""

    format: str
    refused: str = ""
