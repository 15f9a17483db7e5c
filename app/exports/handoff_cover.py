"""The cover of a handoff: who, why, what is proven, what is open and what to do, on one printed page."""

from datetime import date

from app.domain.handoff import LEAVES, LEVELS, CheckRow, HandoffSheet, known_level
from app.exports import cells
from app.exports.book import Book
from app.exports.sheet import Sheet, link_to, text_height
from app.language import tr

_WIDTHS = (16.0, 42.0, 42.0)
_LONGEST = 320  # characters of one text on the cover; the whole text stands on its own sheet
_CHECKS, _GAPS = 8, 3

_CHANGES = 5

_CONTENTS = (
    ("Qualification", "every check with its evidence"),
    ("Discovery", "their answers, and questions to ask next"),
    ("Committee", "who decides, and which seats are empty"),
    ("Signals", "what they did, and what we did"),
    ("Gaps", "open technical questions"),
    ("Score", "fit and intent, point by point"),
    ("History", "every move with its reason"),
    ("Reply", "your verdict: please fill this in"),
)
_FIRST_FORM = {"History": "Lead history"}


def write_cover(book: Book, sheet: HandoffSheet, sealed: str) -> None:
    """Add the sheet 'Summary'; `sealed` is the digest of the package as it was frozen."""
    page = book.sheet("Summary", one_page=True)
    page.widths(*_WIDTHS)
    who = ", ".join(filter(None, (sheet.person, sheet.account))) or "unnamed lead"
    page.across(1, 1, 3, f"Handoff {sheet.number}: {_short(who, 70)}", "title")
    page.height(1, 30)
    page.across(2, 1, 3, _subtitle(book, sheet), "subtitle")
    page.row = 3
    _reply_line(page, book, sheet)
    page.row += 1
    if sheet.version > 1:
        _changed(page, book, sheet)
    _one_minute(page, sheet)
    _who(page, sheet)
    if sheet.privacy != "shareable":
        _proof(page, sheet)
    _open(page, sheet)
    _contents(page, sheet)
    _small_print(page, sheet, sealed)


def _subtitle(book: Book, sheet: HandoffSheet) -> str:
    sent = cells.local(sheet.created_at, book.zone).strftime("%Y-%m-%d %H:%M")
    by = f" by {sheet.by}" if sheet.by else ""
    to = f" to {sheet.to}" if sheet.to else ""
    cycle = f"cycle {sheet.cycle}" if sheet.cycle > 1 else ""
    version = f"version {sheet.version}" if sheet.version > 1 else ""
    parts = (version, sheet.service_line, sheet.stage, sheet.path, cycle, f"sent {sent}{by}{to}")
    return " · ".join(filter(None, parts))


def _reply_line(page: Sheet, book: Book, sheet: HandoffSheet) -> None:
    until = ""
    if sheet.reply_by:
        until = cells.local(sheet.reply_by, book.zone).strftime(" by %Y-%m-%d %H:%M")
    text = f"Please answer on the sheet Reply{until}: Accept, Reject or Need more."
    page.across(page.row, 1, 3, text, "plain link", link_to("Reply", "B5"))
    page.height(page.row, 20)
    page.row += 1


def _changed(page: Sheet, book: Book, sheet: HandoffSheet) -> None:
    """That this takes the place of an earlier package, and what is otherwise than in that one."""
    sent = f", sent {cells.local(sheet.replaced_sent, book.zone):%Y-%m-%d %H:%M}" if sheet.replaced_sent else ""
    _heading(page, f"What changed since version {sheet.version - 1}", 3)
    _line(page, "Replaces", f"Handoff {sheet.replaces}{sent}. Please answer this one; the earlier one counts no more.")
    for row in sheet.changes[:_CHANGES]:
        _line(page, row.part, _short(row.says, 200))
    if len(sheet.changes) > _CHANGES:
        more = f"and {len(sheet.changes) - _CHANGES} more changes on the sheet History"
        page.across(page.row, 2, 3, more, "plain link", link_to("History"))
        page.row += 1
    page.row += 1


def _one_minute(page: Sheet, sheet: HandoffSheet) -> None:
    _heading(page, "In one minute", 3)
    _line(page, "Why they asked", sheet.why_asked or "not written down", "lead")
    if sheet.learned or sheet.privacy != "shareable":
        _line(page, "What we learned", sheet.learned or "not written down", "lead")
    due = f"due {sheet.due.isoformat()}" if sheet.due else ""
    step = " · ".join(filter(None, (sheet.next_step, sheet.owner, due)))
    _line(page, "Next step", step or "not agreed", "message")
    if sheet.override:
        _line(page, "Gate overridden", sheet.override, "plain bad")
    if sheet.gap_override:
        _line(page, "Sent all the same", f"An open question stops the deal; sent because: {sheet.gap_override}",
              "plain bad")  # fmt: skip
    page.row += 1


def _who(page: Sheet, sheet: HandoffSheet) -> None:
    _heading(page, "Who", 3)
    person = "\n".join(filter(None, (sheet.person, sheet.title, sheet.email, sheet.phone))) or "not known"
    facts = "\n".join(f"{label}: {value}" for label, value in sheet.account_facts[:5] if value)
    account = "\n".join(filter(None, (sheet.account, facts))) or "not known"
    _pair(page, "Person, account", _short(person), _short(account))
    if sheet.content or sheet.privacy != "shareable":
        _line(page, "Content consumed", "; ".join(sheet.content) or "nothing recorded")
    page.row += 1


def _proof(page: Sheet, sheet: HandoffSheet) -> None:
    checks = [check for check in sheet.checks if check.stage == "sql" and check.required] or [
        check for check in sheet.checks if check.required
    ]
    proven = sum(check.answer == "yes" for check in checks)
    _heading(page, f"What is proven: {proven} of {len(checks)} required checks" if checks else "What is proven", 3)
    for check in checks[:_CHECKS]:
        _check(page, check)
    if not checks:
        _line(page, "Checks", "no checklist for this stage")
    elif len(checks) > _CHECKS:
        _line(page, "", f"and {len(checks) - _CHECKS} more on the sheet Qualification")
    page.row += 1


def _check(page: Sheet, check: CheckRow) -> None:
    words = {"yes": ("✓ Yes", "plain good"), "no": ("✕ No", "plain bad")}
    word, style = words.get(check.answer, ("? Unknown", "label"))
    evidence = check.evidence or ("no evidence written" if check.answer == "yes" else "")
    if evidence and check.certainty == "guess":
        evidence += " (our guess)"
    if check.contradicted:
        evidence += f" (contradicts: {_short(check.earlier, 90) or 'an earlier answer'})"
    _pair(page, word, _short(check.question, 160), _short(evidence, 220), style)


def _open(page: Sheet, sheet: HandoffSheet) -> None:
    _heading(page, "What is open", 3)
    named = ", ".join(f"{seat.person} ({seat.seat})" for seat in sheet.committee if seat.person)
    empty = ", ".join(seat.seat for seat in sheet.committee if not seat.person and seat.need == "required")
    coverage = f"{sheet.coverage} required seats known" if sheet.coverage else ""
    if not coverage and (sheet.privacy != "shareable" or not named):
        coverage = "not mapped yet"
    weak = "; ".join(sheet.committee_says)
    missing = "\n".join(filter(None, (weak, f"Still empty: {empty}" if empty else "")))
    _pair(page, "Committee", _short("\n".join(filter(None, (coverage, named))), 240), _short(missing, 200))
    for gap in sorted(sheet.gaps, key=lambda gap: ("stops", "slows", "nice", "").index(_severity(gap.severity)))[
        :_GAPS
    ]:
        due = f"due {gap.due.isoformat()}" if gap.due else ""
        side = {"ours": "we owe it", "theirs": "they owe it"}.get(gap.owed_by, "")
        title = f"Gap: {gap.severity}" if gap.severity else "Open question"
        late = "overdue" if gap.overdue else ""
        _pair(page, title, _short(gap.question, 160), " · ".join(filter(None, (side, gap.owner, due, late))))
    if not sheet.gaps:
        _line(page, "Gaps", "none open")
    if sheet.form > 1:
        _technical(page, sheet)
    fit = "n/a" if sheet.fit is None else f"{sheet.fit} of 100"
    intent = "n/a" if sheet.intent is None else f"{sheet.intent} of 100"
    if sheet.privacy != "shareable":
        _line(page, "Score", " · ".join(filter(None, (f"Fit {fit}", f"Intent {intent}", sheet.cell))))
    if sheet.percent is not None:
        lacking = f", without {', '.join(sheet.missing)}" if sheet.missing else ""
        _line(page, "Complete", f"{sheet.percent}%{lacking}")
    page.row += 1


def _technical(page: Sheet, sheet: HandoffSheet) -> None:
    """What is wanted, the pilot and the next approval, a line each; the sheet Discovery has them in full."""
    if sheet.scope:
        _line(page, "Scope", "; ".join(line.test for line in sheet.scope))
    if sheet.pilot is not None:
        pilot = sheet.pilot
        days = f"{_day(pilot.starts_on)} to {_day(pilot.ends_on)}" if pilot.starts_on or pilot.ends_on else ""
        judge = f"judged by {pilot.judge}" if pilot.judge else ""
        _line(page, "Pilot", " · ".join(filter(None, (pilot.state, days, judge, _short(pilot.goal, 120)))))
    step = next((step for step in sheet.steps if step.state == "today"), None)
    if step is not None:
        due = f"due {step.due.isoformat()}" if step.due else ""
        _line(page, "Decision", " · ".join(filter(None, (f"now at: {step.step}", step.owner, due))))


def _day(day: date | None) -> str:
    return day.isoformat() if day else "open"


def _severity(word: str) -> str:
    return word if word in ("stops", "slows", "nice") else ""


def _contents(page: Sheet, sheet: HandoffSheet) -> None:
    _heading(page, "In this workbook", 3)
    half = len(_CONTENTS) // 2
    named = [(_FIRST_FORM.get(name, name) if sheet.form == 1 else name, about) for name, about in _CONTENTS]
    for left, right in zip(named[:half], named[half:], strict=True):
        page.put(page.row, 1, left[0], "plain link", link_to(left[0]))
        page.put(page.row, 2, left[1], "about")
        page.put(page.row, 3, f"{right[0]}: {right[1]}", "plain link", link_to(right[0]))
        page.row += 1
    page.row += 1


def _small_print(page: Sheet, sheet: HandoffSheet, sealed: str) -> None:
    if sheet.form == 1:
        parts = [f"Privacy level: {sheet.privacy}"]
    else:
        level = known_level(sheet.privacy)
        _line(page, "Privacy", f"{tr(LEVELS[level])}. {tr(LEAVES[level])}")
        parts = [f"Handoff {sheet.number}, version {sheet.version}", f"fingerprint {sealed[:16]}"]
    if sheet.left_out:
        notes = "note that looks" if sheet.left_out == 1 else "notes that look"
        parts.append(f"{sheet.left_out} {notes} like patient data left out")
    if sheet.playbook:
        parts.append(f"playbook {sheet.playbook}, version {sheet.playbook_version}")
    parts.append(f"times in {sheet.zone}")
    if sheet.journal_head:
        parts.append(f"journal {sheet.journal_head[:12]}")
    page.height(page.row, page.across(page.row, 1, 3, " · ".join(parts), "note"))


def _heading(page: Sheet, text: str, columns: int) -> None:
    """A heading with a little air below its line."""
    page.height(page.row - 1, 10)
    page.heading(text, columns)
    page.height(page.row, 4)
    page.row += 1


def _line(page: Sheet, label: str, text: str, style: str = "text") -> None:
    """A label, and a text over the two wide columns."""
    page.put(page.row, 1, label, "label")
    plain = {"text": "plain"}.get(style, style)
    page.height(page.row, max(16, page.across(page.row, 2, 3, _short(text), plain)))
    page.row += 1


def _pair(page: Sheet, label: str, left: str, right: str, style: str = "label") -> None:
    """A label, and two texts side by side."""
    page.put(page.row, 1, label, style)
    page.put(page.row, 2, left, "plain")
    page.put(page.row, 3, right, "plain")
    tall = max(text_height(left, _WIDTHS[1]), text_height(right, _WIDTHS[2]), text_height(label, _WIDTHS[0]))
    page.height(page.row, max(16, tall))
    page.row += 1


def _short(text: str, limit: int = _LONGEST) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
