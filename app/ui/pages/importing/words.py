"""The words an import is told in: fates of rows, fields of leads, rows as spreadsheets count them."""

from collections.abc import Mapping
from typing import Any

from app.language import later, number, tr
from app.ui.labels import labelled

ACTS = {
    "create": (later("New"), "good"),
    "update": (later("Update"), "accent"),
    "signal": (later("Signal added"), "note"),
    "skip": (later("Skipped"), "muted"),
    "doubtful": (later("Doubtful"), "wait"),
    "reject": (later("Rejected"), "bad"),
}
FATES = {
    "create": later("{count} new"),
    "update": later("{count} updated"),
    "signal": later("{count} with a new signal"),
    "skip": later("{count} with nothing new"),
    "doubtful": later("{count} doubtful"),
    "reject": later("{count} rejected"),
}  # of rows, in a sentence
FIELDS = (
    "first_name", "last_name", "full_name", "email", "phone", "job_title", "company", "domain", "country", "region",
    "city", "street", "postal_code", "identifier", "source", "campaign", "offer", "asked_for", "content", "created_at",
    "facility_type", "segment", "service_line", "size", "testing_focus", "notes", "consent", "owner",
    "stage",
)  # fmt: skip
OUTCOMES = {
    "import": (later("Can be read"), "good"),
    "import_with_warning": (later("Look at it"), "wait"),
    "ask": (later("Decide first"), "wait"),
    "refuse": (later("Not readable"), "bad"),
}
EXTRA = later("Kept as an extra fact")
FILES = later(
    "Tables and cards (*.csv *.tsv *.txt *.tab *.xlsx *.xlsm *.xls *.xlsb *.ods *.vcf *.html *.htm *.xml);;"
    "All files (*)"
)
WORKBOOKS = later("Excel workbooks (*.xlsx)")


def field_words(field: str) -> str:
    """A field as people read it."""
    return labelled(field)


def became(counts: Mapping[str, int]) -> str:
    """What became of the rows of an import, in one line."""
    return ", ".join(tr(FATES[act], count=number(count)) for act, count in counts.items() if count)


def sentence(text: str) -> str:
    """Words that are told alone, with a capital."""
    return text[:1].upper() + text[1:]


def letters(index: int) -> str:
    """A column as spreadsheets name it: A, B ... Z, AA."""
    name = ""
    while index >= 0:
        name = chr(65 + index % 26) + name
        index = index // 26 - 1
    return name


def difference(row: Any) -> str:
    """What a row changes of somebody known, in one line."""
    return "; ".join(
        f"{field_words(name)}: {old or tr('blank')} → {new}" for name, (old, new) in row.differences.items()
    )
