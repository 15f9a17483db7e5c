"""The cover: what this is, which version, what is in force, how to read it, and where everything stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.exports import cells
from app.exports.book import Book
from app.exports.definitions.told import Told
from app.exports.definitions.ways import hours
from app.exports.sheet import Sheet, link_to, text_height

_WIDTHS = (19.0, 40.0, 52.0)
_GLOSSARY = (
    ("Lead", "One person's interest in one service line, being qualified; in cycles, never copied."),
    ("Stage", "What has been proven about a lead. Goes up with evidence, and may go back."),
    ("Path", "What happens next with a lead: who does something, and by when."),
    ("Check", "One narrow question answered Yes, No or Unknown, with evidence. Unknown is not No."),
    ("Signal, touch", "One dated thing they did; one dated thing we did with them."),
    ("Fit, intent", "Two scores of 0 to 100: who they are, what they do. They rank and propose; people decide."),
    ("Seat", "A function on the buyer's committee, whether or not we know who sits there."),
    ("Handoff", "One package given to sales or pre-sales, frozen as sent, with their verdict."),
)


@dataclass(frozen=True, slots=True)
class Adopted:
    """One version as a team adopted it."""

    version: int
    at: datetime
    by: str
    note: str = ""


def write_cover(page: Sheet, book: Book, told: Told, history: Sequence[Adopted], contents: dict[str, str]) -> None:
    """Fill the first sheet; `contents` is what each other sheet answers, by its name."""
    playbook = told.playbook
    page.widths(*_WIDTHS)
    page.height(1, page.across(1, 1, 3, playbook.title, "title") + 6)
    page.across(2, 1, 3, _subtitle(book, told, history), "subtitle")
    page.row = 4
    _paragraph(page, playbook.about, "lead")
    about = (
        "These are our shared definitions: what has to be proven before a lead moves on, how it is scored and routed, "
        "by when, and the words we use. The program judges by exactly what stands here. Start with the sheet Stages; "
        "look up the rest when you need it."
    )
    _paragraph(page, about, "plain")
    page.row += 1
    _ladder(page, told)
    _in_force(page, told)
    _heading(page, "Words you will meet")
    for word, means in _GLOSSARY:
        _line(page, word, means)
    page.row += 1
    _heading(page, "What stands where")
    for name, answers in contents.items():
        page.put(page.row, 1, name, "plain link", link_to(name))
        page.height(page.row, max(15, page.across(page.row, 2, 3, answers, "plain")))
        page.row += 1
    page.row += 1
    _versions(page, book, history)
    _small_print(page, told)


def _subtitle(book: Book, told: Told, history: Sequence[Adopted]) -> str:
    version = f"Shared definitions, version {told.playbook.version}"
    now = next((one for one in history if one.version == told.playbook.version), None)
    if now is None:
        return f"{version} · not adopted by a team yet"
    adopted = f"adopted {cells.local(now.at, book.zone):%Y-%m-%d}" + (f" by {now.by}" if now.by else "")
    return " · ".join(filter(None, (version, adopted, now.note)))


def _ladder(page: Sheet, told: Told) -> None:
    _heading(page, "The way of a lead")
    for stage in told.stages:
        checks = told.criteria(stage.value)
        required = sum(told.needed(one) == "Required" for one in checks if not one.service_lines)
        own = sum(bool(one.service_lines) for one in checks)
        proof = f"{required} required checks for every line" if required else ""
        more = f"{own} more for single lines" if own else ""
        texts = {"lead": "has shown up; nothing proven yet", "opportunity": "a deal that sales has opened"}
        says = texts.get(stage.value) or " and ".join(filter(None, (proof, more)))
        _line(page, stage.label, f"→ {says}" if stage.value != "lead" else says)
    page.row += 1


def _in_force(page: Sheet, told: Told) -> None:
    book = told.playbook
    preset, clock = book.preset_in_force, book.hours
    _heading(page, "In force now")
    _line(page, "Preset", f"{preset.label}: {preset.about}")
    proposed = f"from fit {preset.mql_fit_at_least} and intent {preset.mql_intent_at_least}; a person decides"
    _line(page, "MQL is proposed", proposed)
    _line(page, "First outreach", f"within {hours(book.deadlines.first_outreach_hours)}; quicker or slower by offer")
    _line(page, "Verdict of sales", f"within {hours(book.deadlines.verdict_hours)} of a handoff")
    _line(
        page,
        "Working hours",
        f"{clock.start:%H:%M} to {clock.end:%H:%M} in {clock.timezone}, {len(clock.days)} days a week",
    )
    page.row += 1


def _versions(page: Sheet, book: Book, history: Sequence[Adopted]) -> None:
    if len(history) < 2:
        return
    _heading(page, "Versions")
    for one in history[:6]:
        when = f"{cells.local(one.at, book.zone):%Y-%m-%d}" + (f" by {one.by}" if one.by else "")
        _line(page, f"Version {one.version}", " · ".join(filter(None, (when, one.note))))
    page.row += 1


def _small_print(page: Sheet, told: Told) -> None:
    text = (
        "Small grey ids are what the program stores; people use the words. This workbook is for reading: change the "
        f"definitions on the page Playbook. Playbook {told.playbook.name}, version {told.playbook.version}."
    )
    page.height(page.row, page.across(page.row, 1, 3, text, "note"))


def _heading(page: Sheet, text: str) -> None:
    """A heading with a little air below its line."""
    page.heading(text, 3)
    page.height(page.row, 4)
    page.row += 1


def _paragraph(page: Sheet, text: str, style: str) -> None:
    page.height(page.row, page.across(page.row, 1, 3, text, style))
    page.row += 1


def _line(page: Sheet, label: str, text: str) -> None:
    page.put(page.row, 1, label, "label")
    tall = page.across(page.row, 2, 3, text, "plain")
    page.height(page.row, max(15, tall, text_height(label, _WIDTHS[0])))
    page.row += 1
