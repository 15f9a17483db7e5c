"""The reply sheet: five cells for the verdict, the reasons to choose from, and the marks of the handoff."""

from collections.abc import Mapping, Sequence

from app.domain.handoff import HandoffSheet
from app.domain.playbook import Reasoned
from app.exports.recognition import REPLY
from app.exports.returned_book import Cells, ReturnedBook, Value
from app.exports.sheet import Column, Sheet

VERDICTS = {"accept": "Accept", "reject": "Reject", "need_more": "Need more"}
FIRST_FIELD = 5
FIELDS = ("Verdict", "Reason", "Note", "Date", "Name")
MARK_LABELS = {
    "handoff": "Handoff id",
    "workspace": "Workspace id",
    "number": "Handoff number",
    "version": "Version",
    "digest": "Digest",
    "contents": "Contents",
}
_LAST_FIELD_ROW, _LAST_MARK_ROW, _LAST_LABEL_COLUMN = 60, 300, 6  # rows and columns may have been inserted before them
_PROMPTS = {
    "Verdict": "Accept, Reject or Need more",
    "Reason": "Needed when you reject: choose from the list",
    "Note": "What is missing, or what you will do next",
    "Date": "The day you decided",
    "Name": "Who decided",
}


def write_reply_sheet(page: Sheet, sheet: HandoffSheet, reasons: Sequence[Reasoned], marks: Mapping[str, str]) -> None:
    """Fill the sheet: only the five reply cells are open to changes."""
    page.title("Reply", f"To handoff {sheet.number}: {sheet.person or 'unnamed'}, {sheet.account or 'no account'}")
    page.put(3, 1, "Fill in the five coloured cells, save, and send this file back. Its name does not matter.", "about")
    page.widths(24, 44, 44)
    for row, field in enumerate(FIELDS, FIRST_FIELD):
        page.put(row, 1, field, "field")
        page.put(row, 2, None, "input date" if field == "Date" else "input")
        page.put(row, 3, _PROMPTS[field], "hint")
        page.height(row, 66 if field == "Note" else 22)
    page.row = FIRST_FIELD + len(FIELDS) + 1
    page.heading("Reasons to choose from", 3)
    columns = (Column("Code", "id", 24), Column("Reason", "text", 44), Column("What it asks us to do", "long", 44))
    place = page.table("Reasons", columns, [(reason.id, reason.label, reason.action) for reason in reasons])
    verdicts = ",".join(VERDICTS.values())
    page.choice(f"B{FIRST_FIELD}", f'"{verdicts}"', title="Verdict", prompt="Accept, Reject or Need more.")
    options = f"$B${place.head + 1}:$B${place.last}"
    page.choice(f"B{FIRST_FIELD + 1}", options, title="Reason", prompt="Why you reject. Leave empty to accept.")
    page.date_choice(f"B{FIRST_FIELD + 3}", title="Date", prompt="The day you decided, as a date.")
    page.heading("So that the reply finds its way: please leave these lines", 3)
    for name, value in marks.items():
        page.put(page.row, 1, MARK_LABELS[name], "note")
        page.across(page.row, 2, 3, value, "note")
        page.height(page.row, 26 if name == "contents" else 13)
        page.row += 1
    page.protect()


def reply_sheet_of(book: ReturnedBook) -> str:
    """The name of the reply sheet now: the one with the fields and the marks, whatever it is called. Empty: none."""
    fitting = [name for name, cells in book.sheets.items() if read_fields(cells).keys() >= {"Verdict", "Name"}]
    marked = [name for name in fitting if "handoff" in read_marks(book.sheets[name])]
    named = [name for name in fitting if name == REPLY]
    return next(iter((*marked, *named, *(fitting if "handoff" in book.properties else ()))), "")


def read_fields(cells: Cells) -> dict[str, Value]:
    """The five cells by their labels, wherever rows and columns were inserted or deleted around them."""
    found: dict[str, Value] = {}
    top = {place: str(value).strip() for place, value in cells.items() if place[0] <= _LAST_FIELD_ROW}
    first = min(
        (place for place, label in top.items() if label == FIELDS[0] and place[1] <= _LAST_LABEL_COLUMN), default=None
    )
    for (row, column), label in sorted(top.items()):
        if first is not None and column == first[1] and label in FIELDS and label not in found:
            beside = (cells.get((row, column + step), "") for step in (1, 2))
            found[label] = next((said for said in beside if said != "" and said != _PROMPTS[label]), "")
    return found


def read_marks(cells: Cells) -> dict[str, str]:
    """The marks that stand on the sheet."""
    names = {label: name for name, label in MARK_LABELS.items()}
    found: dict[str, str] = {}
    for (row, column), value in cells.items():
        if row > _LAST_MARK_ROW or column > _LAST_LABEL_COLUMN or not isinstance(value, str):
            continue
        name, said = names.get(value.strip()), cells.get((row, column + 1), "")
        if name and said != "":
            found.setdefault(name, f"{said:g}" if isinstance(said, float) else str(said).strip())
    return found


def read_reasons(cells: Cells) -> dict[str, str]:
    """The codes of the reasons by their folded labels, as the sheet lists them."""
    head = next((place for place, value in sorted(cells.items()) if _is_head(cells, place, value)), None)
    found: dict[str, str] = {}
    if head is None:
        return found
    row, column = head[0] + 1, head[1]
    while (code := cells.get((row, column), "")) != "" and (label := cells.get((row, column + 1), "")) != "":
        found[" ".join(str(label).split()).casefold()] = str(code).strip()
        row += 1
    return found


def _is_head(cells: Cells, place: tuple[int, int], value: Value) -> bool:
    return (value, cells.get((place[0], place[1] + 1))) == ("Code", "Reason")
