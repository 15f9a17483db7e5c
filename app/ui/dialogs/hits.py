"""What the search found, as lines that open it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from app.ui import lately
from app.ui.bench import Bench
from app.ui.widgets.found_lines import Line

ICONS = {"lead": "target", "person": "user", "account": "building", "note": "message"}


def line_of(bench: Bench, hit: Any) -> Line:
    """One hit: its name, what it is, the sentence in which the words stand."""
    return Line(
        hit.title,
        hit.detail,
        partial(open_hit, bench, hit),
        ICONS[hit.kind],
        marks=hit.marks,
        detail_marks=hit.detail_marks,
        where=hit.where,
        below=hit.found.text,
        below_marks=hit.found.marks,
    )


def lines_of(bench: Bench, hits: Iterable[Any]) -> list[Line]:
    """Hits as lines."""
    return [line_of(bench, hit) for hit in hits]


def open_hit(bench: Bench, hit: Any) -> None:
    """Go to what was found: a lead, at the line of its story where there is one, a person, or an account."""
    if hit.kind != "note":
        lately.note_opened(bench.runner, hit)
    if hit.kind in ("lead", "note"):
        bench.lead_wanted.emit(hit.id if hit.line is None else (hit.id, hit.line))
    elif hit.kind == "person":
        bench.place_wanted.emit(("person", hit.id))
    elif hit.account_id is not None:
        bench.account_wanted.emit(hit.account_id)
