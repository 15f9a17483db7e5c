"""The first sheet of a playbook to be edited: how to change it, how conditions are written, what each column holds."""

from collections.abc import Iterable, Mapping, Sequence

from app.domain.playbook import Playbook
from app.domain.playbook.drafting import body_of
from app.domain.playbook.fact_words import FACTS_IN_WORDS
from app.domain.playbook.field_words import BOOK_CHOICES, BOOK_GUIDE, Lists
from app.domain.playbook.sections import Section
from app.exports.sheet import Column, Sheet, Shown, link_to

_STEPS = (
    "Change what stands in the cells of the sheets behind this one. Each sheet is one part of the playbook, each row "
    "one item, each column one field.",
    "Add an item in the first free row. Leave its Id empty and one is made from its label. Ids of items that exist "
    "stay as they are: leads keep them.",
    "Delete whole rows to remove items. Where the order decides (Routes, Criteria), move whole rows.",
    "Lists stand one item to a line (Alt+Enter), or on one line with semicolons between. A list whose items begin "
    "with • may hold semicolons and further lines.",
    f"Choices are written as on the sheet {BOOK_CHOICES}; an item that you add on its own sheet counts as well, and a "
    "label that you change is still understood by its old name.",
    "Sheets may be deleted: a part whose sheet is gone stays as it is. Columns may be moved. Names of sheets and "
    "columns stay as they are.",
    "Save it as .xlsx or .ods and take it back on the page Playbook, or check it with: assay playbook check FILE. "
    "Whatever cannot be read is named by sheet, row and column, and nothing is taken before all is sound.",
)
_EXAMPLES = (
    ("facility type is hospital or laboratory", "One of several values, by label or id"),
    ("region is not europe and size at least 100", "Two tests that must both hold"),
    ("size from 20 to 249", "Numbers: at least, at most, from … to"),
    ('asked for or looked at mentions validation, "method comparison" or audit', "Words in what they wrote or read"),
    ("(intent is high or fit is high) and not (stage is sql)", "Groups in brackets; and binds before or"),
    ("job title is known", "Filled in; the opposite is: is not known"),
    ("mql_role answered yes", "A criterion by its id, or by its question in quotes; also: not answered yes"),
    ("always", "Holds for every lead; the last route needs it"),
)
_KINDS = {
    "id": "An id",
    "text": "A short text",
    "long": "A text",
    "number": "A number",
    "yes_no": "Yes or No",
    "choice": "One choice",
    "choices": "Choices, one a line",
    "words": "A list, one a line",
    "condition": "A condition",
    "owner": "A name; or “In turn:”, “Whoever has least:”, “By region:” with lines below; or “Keep the present owner”",
    "needs": "Lines such as “Finance partner: Expected”",
    "hours_by": "Lines such as “Demo: 4”",
    "limits": "Lines such as “share: 0.25”",
    "time": "A time like 08:30",
}


def write_guide(page: Sheet, playbook: Playbook, sections: Sequence[Section], mark: Mapping[str, str]) -> None:
    """Fill the first sheet; `mark` is kept in hidden rows at its end, by which the workbook is known again."""
    page.widths(26, 30, 62, 40)
    page.title(BOOK_GUIDE, f"{playbook.title}, version {playbook.version}")
    for number, step in enumerate(_STEPS, 1):
        page.put(page.row, 1, f"{number}.", "label")
        page.height(page.row, page.across(page.row, 2, 4, step, "plain"))
        page.row += 1
    page.row += 1
    page.heading("How conditions are written", 4)
    for text, about in _EXAMPLES:
        page.height(page.row, page.across(page.row, 1, 3, text, "strong"))
        page.put(page.row, 4, about, "plain")
        page.row += 1
    page.row += 1
    page.heading("Facts that a condition may test", 4)
    lists = Lists(body_of(playbook))
    facts = [(fact.label, fact.spoken, _values(fact.kind, lists.labels(fact.of))) for fact in FACTS_IN_WORDS]
    heads = (Column("Fact", "top strong", 26), Column("Written", "top text", 30), Column("Its values", "top long", 62))
    page.table("Facts", heads, facts)
    page.heading("What each column holds", 4)
    columns = (
        Column("Sheet", "top text", 26),
        Column("Column", "top text", 30),
        Column("What it holds", "top long", 62),
        Column("How it is written", "top long", 40),
    )
    page.table("Columns", columns, list(_columns(sections)), repeat=True)
    for name, value in mark.items():
        page.put(page.row, 1, name, "note")
        page.put(page.row, 2, value, "note")
        page.worksheet.row_dimensions[page.row].hidden = True
        page.row += 1


def _values(kind: str, labels: Sequence[str]) -> str:
    if kind == "number":
        return "a number"
    if kind == "yes_no":
        return "yes or no"
    shown = ", ".join(labels[:8])
    return f"{shown} and {len(labels) - 8} more" if len(labels) > 8 else shown or "words of theirs"


def _columns(sections: Iterable[Section]) -> Iterable[tuple[object, ...]]:
    for section in sections:
        for field in section.fields:
            must = " Must be filled." if field.required else ""
            sheet = Shown(section.label, "top text", link_to(section.label)) if field is section.fields[0] else ""
            yield sheet, field.label, f"{field.about}{must}".strip(), _KINDS[field.kind]
