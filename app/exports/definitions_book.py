"""The definitions as a workbook that a colleague on their first day can read without help (J9)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from app.domain.playbook import Playbook
from app.domain.stage import Stage
from app.exports.book import Book
from app.exports.definitions import calls, checks, people, scores, ways, words
from app.exports.definitions.cover import Adopted, write_cover
from app.exports.definitions.told import Told
from app.exports.sheet import Sheet
from app.exports.times import zone_of

__all__ = ["Adopted", "build_definitions", "write_definitions"]

_Part = tuple[str, str, bool, Callable[[Sheet, Told], None]]  # name, what it answers, landscape, how it is written


def write_definitions(
    playbook: Playbook,
    path: Path | str,
    *,
    history: Sequence[Adopted] = (),
    made_at: datetime,
    paper: str = "A4",
) -> Path:
    """Write the definitions as one workbook. `history` is the adopted versions, newest first. Trouble if it cannot."""
    return build_definitions(playbook, history=history, made_at=made_at, paper=paper).save(path)


def build_definitions(
    playbook: Playbook, *, history: Sequence[Adopted] = (), made_at: datetime, paper: str = "A4"
) -> Book:
    """The same workbook in memory."""
    told, zone = Told(playbook), zone_of(playbook.hours.timezone)
    footer = f"{playbook.title} · definitions, version {playbook.version}"
    book = Book(f"Definitions: {playbook.title}", zone=zone, paper=paper, footer=footer, made_at=made_at)
    cover = book.sheet("Start here", one_page=True)
    contents = {}
    for name, answers, landscape, write in _parts(told, made_at.astimezone(zone).year):
        page = book.sheet(name, landscape=landscape)
        write(page, told)
        contents[page.name] = answers
    write_cover(cover, book, told, history, contents)
    book.keep(definitions=playbook.name, version=str(playbook.version))
    return book


def _parts(told: Told, year: int) -> list[_Part]:
    """The sheets in the order in which one asks."""
    tested = [stage for stage in told.stages if stage not in (Stage.LEAD, Stage.OPPORTUNITY)]
    wide, tall = True, False
    return [
        ("Stages", "What has to be proven for each stage, and the rules of moving", wide, checks.write_stages),
        *(
            (
                f"{stage.label} checks",
                f"Each check for {stage.label}: what counts, what does not, who would know, what to ask",
                wide,
                partial(checks.write_checks, stage=stage),
            )
            for stage in tested
        ),
        ("Checks by line", "Which check counts for which service line", wide, checks.write_lines),
        ("Questions", "What to ask, whom, and when the answer counts", wide, checks.write_questions),
        ("Fit", "The points for who they are", wide, scores.write_fit),
        ("Intent", "The points for what they do, and how fast they fade", wide, scores.write_intent),
        ("Grid", "What fit and intent together suggest", wide, scores.write_grid),
        ("Presets", "How strict we are, and what the other settings would change", wide, scores.write_presets),
        ("Routes", "Who gets a lead, by when and why", wide, ways.write_routes),
        ("Paths", "What may happen next with a lead", wide, ways.write_paths),
        ("Time", "Working hours, holidays, deadlines, follow-up by offer", tall, partial(ways.write_time, year=year)),
        ("Leaving, coming back", "No answer, disqualified, not now: when we look again", wide, ways.write_leaving),
        ("Reasons", "The reasons to choose from, and what they ask us to do", wide, ways.write_reasons),
        ("Nurture", "What those hear who are not ready", wide, ways.write_nurture),
        ("Seats", "Who sits on a buying committee, and what they check", wide, people.write_committee),
        ("Seats by line", "Which seat is needed for which service line", wide, people.write_templates),
        ("Committee gaps", "What is looked for on a committee, and what mends it", wide, people.write_gaps),
        ("Calls", "How a call ends, what is exchanged and approved", wide, calls.write_calls),
        ("Do not say", "What is not said in a call, and what does not apply", wide, calls.write_not_said),
        ("Handoff", "The steps, and what a package must hold", tall, people.write_handoff),
        ("Weekly review", "The patterns that are looked for each week", wide, people.write_review),
        ("Service lines", "What we sell, and whether a budget must be known", wide, words.write_lines_sold),
        ("Signals", "What people do, and how much it says", wide, words.write_signals),
        ("Words", "Every list that a field is chosen from", wide, words.write_words),
    ]
