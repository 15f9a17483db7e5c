"""The reply sheet: five cells for the verdict, the reasons to choose from, and the marks of the handoff."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from app.domain.handoff import HandoffSheet
from app.domain.playbook import Reasoned
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
    page.widths(18, 46, 44)
    for row, field in enumerate(FIELDS, FIRST_FIELD):
        page.put(row, 1, field, "field")
        page.put(row, 2, None, "input date" if field == "Date" else "input")
        page.put(row, 3, _PROMPTS[field], "hint")
        page.height(row, 66 if field == "Note" else 22)
    page.row = FIRST_FIELD + len(FIELDS) + 1
    page.heading("Reasons to choose from", 3)
    columns = (Column("Code", "id", 18), Column("Reason", "text", 46), Column("What it asks us to do", "long", 44))
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


def read_fields(page: Worksheet) -> dict[str, Any]:
    """The five cells by their labels, wherever rows were inserted or deleted above them."""
    found: dict[str, Any] = {}
    for row in page.iter_rows(min_row=1, max_row=min(page.max_row, 60), max_col=2):
        label = str(row[0].value or "").strip()
        if label in FIELDS and label not in found:
            found[label] = row[1].value
    return found


def read_marks(page: Worksheet) -> dict[str, str]:
    """The marks that stand on the sheet."""
    names = {label: name for name, label in MARK_LABELS.items()}
    found: dict[str, str] = {}
    for row in page.iter_rows(min_row=1, max_row=min(page.max_row, 300), max_col=2):
        label = str(row[0].value or "").strip()
        if label in names and row[1].value not in (None, ""):
            found[names[label]] = str(row[1].value).strip()
    return found


def read_reasons(page: Worksheet) -> dict[str, str]:
    """The codes of the reasons by their folded labels, as the sheet lists them."""
    found: dict[str, str] = {}
    listed = False
    for row in page.iter_rows(min_row=1, max_row=min(page.max_row, 300), max_col=2):
        code, label = str(row[0].value or "").strip(), str(row[1].value or "").strip()
        if (code, label) == ("Code", "Reason"):
            listed = True
        elif listed and not (code and label):
            break
        elif listed:
            found[label.casefold()] = code
    return found
