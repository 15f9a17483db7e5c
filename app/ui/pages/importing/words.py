"""The words an import is told in: fates of rows, fields of leads, rows as spreadsheets count them."""

from collections.abc import Mapping
from typing import Any

ACTS = {
    "create": ("New", "good"),
    "update": ("Update", "accent"),
    "signal": ("Signal added", "note"),
    "skip": ("Skipped", "muted"),
    "doubtful": ("Doubtful", "wait"),
    "reject": ("Rejected", "bad"),
}
FATES = {
    "create": "new",
    "update": "updated",
    "signal": "with a new signal",
    "skip": "with nothing new",
    "doubtful": "doubtful",
    "reject": "rejected",
}  # of rows, in a sentence
FIELDS = (
    "first_name", "last_name", "full_name", "email", "phone", "job_title", "company", "domain", "country", "region",
    "city", "street", "postal_code", "identifier", "source", "campaign", "offer", "asked_for", "content", "created_at",
    "facility_type", "segment", "service_line", "size", "testing_focus", "notes", "consent", "owner",
    "stage",
)  # fmt: skip
OUTCOMES = {
    "import": ("Can be read", "good"),
    "import_with_warning": ("Look at it", "wait"),
    "ask": ("Decide first", "wait"),
    "refuse": ("Not readable", "bad"),
}
EXTRA = "Kept as an extra fact"
FILES = (
    "Tables and cards (*.csv *.tsv *.txt *.tab *.xlsx *.xlsm *.xls *.xlsb *.ods *.vcf *.html *.htm *.xml);;"
    "All files (*)"
)
WORKBOOKS = "Excel workbooks (*.xlsx)"


def field_words(field: str) -> str:
    """A field as people read it."""
    return {"email": "E-mail", "company": "Organisation"}.get(field, field.replace("_", " ").capitalize())


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def became(counts: Mapping[str, int]) -> str:
    """What became of the rows of an import, in one line."""
    return ", ".join(f"{count:,} {FATES[act]}" for act, count in counts.items() if count)


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
    return "; ".join(f"{field_words(name)}: {old or 'blank'} → {new}" for name, (old, new) in row.differences.items())
