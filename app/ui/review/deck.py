"""The deck of a meeting: which slides there are of a week, and the same without the names of our people."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.domain.counting import together
from app.domain.review.facts import Decision
from app.domain.review.unnamed import without_names
from app.language import number, tr
from app.services.review_decisions import DecisionsView, DecisionView
from app.ui import dates
from app.ui.review.slides import (
    ChartSlide,
    DecisionSlide,
    FewSlide,
    FindingSlide,
    Slide,
    Tile,
    TodaySlide,
    WeekSlide,
    in_a_line,
)
from app.ui.review.words import difference, figure, standing

if TYPE_CHECKING:
    from app.domain.review.sheet import Kpi, Review
    from app.services.review_sight import Sight

SENTENCES, TILES = 6, 10


def deck(sight: "Sight", found: DecisionsView, earlier: Sequence[int], *, names: bool = True) -> tuple[Slide, ...]:
    """All slides of a meeting; `earlier` are the decisions that were open when it began, in their order."""
    shown, decisions = (sight, found) if names else unnamed(sight, found)
    review = shown.review
    by_id = {row.id: row for row in decisions.rows}
    before = [by_id[id] for id in earlier if id in by_id]
    return (
        _week(shown, review),
        *_findings(sight.week, review, decisions),
        *_few(review),
        *_charts(review),
        *_earlier(before),
        _today(decisions, earlier),
    )


def open_before(found: DecisionsView) -> tuple[int, ...]:
    """The open decisions that were not written today, the oldest first."""
    return tuple(row.id for row in found.open if row.day != found.today)


def unnamed(sight: "Sight", found: DecisionsView) -> "tuple[Sight, DecisionsView]":
    """Both without the names of our people, each the same colleague in both; who issued the week is one of them."""
    refs = [str(row.lead_id or "") for row in found.rows]
    texts = [Decision(row.text, row.owner, ref=ref) for row, ref in zip(found.rows, refs, strict=True)]
    outcomes = [Decision(row.outcome, ref=ref) for row, ref in zip(found.rows, refs, strict=True)]
    issued = Decision(sight.says, sight.by)
    buyers = {ref: (row.person,) for row, ref in zip(found.rows, refs, strict=True) if ref}
    bare = without_names(replace(sight.review, agreed=(*texts, *outcomes, issued)), found.names, buyers)
    half = len(found.rows)
    rows = tuple(
        replace(row, text=said.text, owner=said.owner, outcome=came.text)
        for row, said, came in zip(found.rows, bare.agreed[:half], bare.agreed[half:-1], strict=True)
    )
    shown = replace(bare, agreed=sight.review.agreed)
    return replace(sight, review=shown, says=bare.agreed[-1].text), replace(found, rows=rows)


def _week(sight: "Sight", review: "Review") -> WeekSlide:
    zone = ZoneInfo(review.zone)
    first, last = review.start.astimezone(zone).date(), review.end.astimezone(zone).date() - timedelta(days=1)
    version = tr("playbook version {version}", version=number(review.playbook_version))
    before = tr("Changes are those on last week")
    if sight.weeks == 2:
        before = tr("Changes are those on the two weeks before")
    parts = (before, sight.says.removesuffix("."), review.calendar, version)
    foot = " · ".join(part for part in parts if part)
    return WeekSlide(
        "week",
        tr("Review of {workspace}", workspace=review.workspace),
        tr("{week}: {first} to {last}", week=review.week, first=dates.in_year(first), last=dates.in_year(last)),
        tuple((one.rule, one.text) for one in review.messages[:SENTENCES]),
        tuple(_tile(kpi) for kpi in review.kpis[:TILES]),
        foot,
    )


def _tile(kpi: "Kpi") -> Tile:
    words, hue = standing(kpi)
    change = difference(kpi.change, kpi.unit)
    if change and not hue:
        words = ""  # it says that nothing is judged, not that nothing is known
    n = tr("n = {n}", n=number(kpi.n))
    return Tile(tr(kpi.label), figure(kpi.this_week, kpi.unit), change, words, hue or "muted", n)


def _findings(week: str, review: "Review", decisions: DecisionsView) -> Iterable[FindingSlide]:
    found = [one for one in review.findings if one.state == "found"]
    for at, one in enumerate(found, 1):
        on_it = tuple(in_a_line(row) for row in decisions.rows if row.rule == one.diagnosis and row.week == week)
        above = tr("Diagnosis {at} of {count}", at=number(at), count=number(len(found)))
        yield FindingSlide(f"finding/{one.diagnosis}", above, one.label, one, on_it)


def _charts(review: "Review") -> Iterable[ChartSlide]:
    from app.domain.review import charts  # only who presents waits for it

    for name, above, spec in (
        ("acceptance", tr("Acceptance"), charts.acceptance(review)),
        ("movement", tr("Movement"), charts.movement(review)),
    ):
        if not spec.empty:
            yield ChartSlide(f"chart/{name}", above, spec.title, spec)


def _few(review: "Review") -> Iterable[FewSlide]:
    few = tuple((one.label, one.says) for one in review.findings if one.state == "small sample")
    clear = [one.label for one in review.findings if one.state == "clear"]
    if few or clear:
        said = tr("Looked for, and not found: {names}.", names=together(clear)) if clear else ""
        title = tr("Too few to say") if few else tr("Nothing else was found")
        yield FewSlide("few", tr("Diagnoses"), title, few, said)


def _earlier(rows: Sequence[DecisionView]) -> Iterable[DecisionSlide]:
    for at, row in enumerate(rows, 1):
        above = tr("Decision of {week} · {at} of {count}", week=row.week, at=number(at), count=number(len(rows)))
        yield DecisionSlide(f"decision/{row.id}", above, row.text, row)


def _today(found: DecisionsView, earlier: Sequence[int]) -> TodaySlide:
    decided = tuple(row for row in found.rows if row.day == found.today)
    done = tuple(row for row in found.rows if row.done_on == found.today and row.id in earlier)
    return TodaySlide("today", tr("At the end"), tr("Decided today"), decided, done)
