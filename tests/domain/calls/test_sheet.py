"""The call sheet (CP1): every blank that it asks for is an unknown, and unknowns are counted, never invented."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calls.completing import ASKED, completed, unknowns
from app.domain.calls.meeting import Attendee, Header, WhyAsked
from app.domain.calls.on_paper import outline
from app.domain.calls.sheet import BLOCKS, CallSheet, Footer, GapLine, StepLine
from app.domain.calls.technical_side import Integration, PilotBlock, ScopeLine
from app.domain.calls.unknown import Unknown, is_unknown
from app.domain.outline import Line, Run, Table
from app.language import speaking
from tests.examples import tried

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
EMPTY = CallSheet(Header(lead="Maria Weber"), Footer(NOW))


def test_cp1_the_twelve_blocks_stand_in_one_order():
    assert [id for id, _ in BLOCKS] == [
        *("header", "why", "learn", "scope", "integration", "documents"),
        *("pilot", "decision", "gaps", "risks", "questions", "footer"),
    ]


def test_cp1_a_sheet_of_nothing_is_all_unknown_and_says_so():
    sheet = completed(EMPTY)
    assert sheet.footer.unknown == len(unknowns(sheet)) == 22
    assert is_unknown(sheet.header.account)
    assert is_unknown(sheet.integration.lis)
    assert str(sheet.header.goal) == "not known"
    assert sheet.scope_unknown is not None
    assert sheet.decision_unknown is not None
    assert sheet.header.theirs_unknown is not None
    with speaking("de"):
        assert str(sheet.header.goal) != ""


def test_cp1_what_is_known_stays_as_it_was_and_is_not_counted():
    line = ScopeLine("Troponin", "Serum", "SST", 120, 150, None, 200, 4.0, 18.5, "draw", "cleared", "Main")
    filled = completed(replace(EMPTY, scope=(line,)))
    assert filled.scope == (line,)
    assert filled.scope[0].now == "120–150"
    assert filled.scope[0].expected == "200"
    assert filled.footer.unknown == completed(EMPTY).footer.unknown - 1


def test_cp1_a_volume_without_either_end_is_one_unknown():
    sheet = completed(replace(EMPTY, scope=(ScopeLine("Troponin"),)))
    found = [one.id for one in unknowns(sheet) if one.id.startswith("scope.")]
    assert found == [
        f"scope.0.{name}"
        for name in (
            "sample",
            "container",
            "now_low",
            "expected_low",
            "hours_needed",
            "hours_today",
            "measured_from",
            "status",
            "sites",
        )
    ]
    assert isinstance(sheet.scope[0].now, Unknown)


def test_cp1_zero_is_known():
    sheet = completed(replace(EMPTY, scope=(ScopeLine("Troponin", now_low=0, hours_today=0.0),)))
    ids = {one.id for one in unknowns(sheet)}
    assert not {"scope.0.now_low", "scope.0.hours_today"} & ids
    assert sheet.scope[0].now == "0"


def test_cp1_what_does_not_apply_to_a_service_line_is_no_unknown():
    names = frozenset({"sample", "container", "volume", "lis", "queue_date"})
    sheet = completed(replace(EMPTY, scope=(ScopeLine("Scheduling"),), without=names))
    ids = {one.id for one in unknowns(sheet)}
    assert not ids & {"scope.0.sample", "scope.0.now_low", "integration.lis", "integration.queue_date"}
    assert "scope.0.sites" in ids
    assert sheet.integration.lis == ""


def test_cp1_only_their_side_is_asked_for_seat_and_stance():
    header = replace(EMPTY.header, theirs=(Attendee("Dr. Osei"),), ours=(Attendee("Ana"),))
    ids = [one.id for one in unknowns(completed(replace(EMPTY, header=header)))]
    assert [id for id in ids if "attend" in id or "theirs" in id or "ours" in id] == [
        "header.theirs.0.seat",
        "header.theirs.0.stance_words",
        "header.theirs.0.must_show",
    ]


def test_cp1_a_done_step_is_not_asked_for_owner_and_date():
    steps = (StepLine("Quality", state="done", done_on=date(2026, 11, 1)), StepLine("IT", state="today"))
    ids = {one.id for one in unknowns(completed(replace(EMPTY, decision=steps)))}
    assert {id for id in ids if id.startswith("decision")} == {"decision.1.owner", "decision.1.due"}


def test_cp1_a_pilot_is_asked_for_everything_once_there_is_one():
    before = completed(EMPTY).footer.unknown
    sheet = completed(replace(EMPTY, pilot=PilotBlock(goal="Agreement of two methods", criteria=("Agreement ≥ 95 %",))))
    assert sheet.footer.unknown - before == 6


def test_the_page_shows_the_first_five_gaps_in_the_order_of_the_register():
    gaps = tuple(GapLine(id, f"Question {id}", severity="slows") for id in (3, 1, 6, 2, 5, 4))
    part = next(part for part in outline(replace(EMPTY, gaps=gaps)).parts if part.id == "gaps")
    table, more = part.items
    assert isinstance(table, Table) and isinstance(more, Line)
    said = ["".join(run.text for run in row[0]) for row in table.rows]
    assert [text[-1] for text in said] == ["3", "1", "6", "2", "5"]
    assert "1 more" in "".join(run.text for run in more.runs)


def test_cp1_every_field_asked_for_is_one_of_its_block():
    for block, asked in ASKED.items():
        names = {one.name for one in fields(block)}
        assert {one.field for one in asked} <= names
        assert {one.also for one in asked if one.also} <= names


words = st.sampled_from(["", "  ", "Known"])
maybe_day = st.none() | st.just(date(2026, 12, 1))
sheets = st.builds(
    CallSheet,
    header=st.builds(
        Header,
        account=words,
        site=words,
        service_line=words,
        at=st.none() | st.just(NOW),
        minutes=st.none() | st.just(30),
        theirs=st.lists(st.builds(Attendee, name=st.just("A"), seat=words, must_show=words), max_size=3).map(tuple),
        ours=st.lists(st.builds(Attendee, name=st.just("B")), max_size=1).map(tuple),
        goal=words,
        exit_wanted=words,
    ),
    footer=st.just(Footer(NOW)),
    why=st.builds(WhyAsked, words=words, source=words, at=maybe_day, asked_for=words),
    scope=st.lists(
        st.builds(ScopeLine, test=st.just("T"), sample=words, now_low=st.none() | st.integers(0, 9), sites=words),
        max_size=4,
    ).map(tuple),
    integration=st.builds(Integration, lis=words, ehr=words, queue_date=maybe_day),
    decision=st.lists(st.builds(StepLine, label=st.just("S"), owner=words, due=maybe_day), max_size=3).map(tuple),
    gaps=st.lists(st.builds(GapLine, id=st.integers(1, 99), question=st.just("Q"), owner=words), max_size=3).map(tuple),
    pilot=st.none() | st.builds(PilotBlock, goal=words, judge=words),
    without=st.frozensets(st.sampled_from(["sample", "volume", "lis", "ehr", "sites"])),
)


def _blanks(sheet: CallSheet) -> int:
    """The blanks of a raw sheet, counted field by field."""
    lists = [
        *sheet.scope,
        *sheet.header.theirs,
        *[step for step in sheet.decision if step.state != "done"],
        *sheet.gaps,
    ]
    blocks = [sheet.header, sheet.why, sheet.integration, *lists, *([sheet.pilot] if sheet.pilot else [])]
    empty = [not sheet.scope, not sheet.decision, not sheet.header.theirs, not sheet.header.ours]
    return sum(_blank_fields(block, sheet.without) for block in blocks) + sum(empty)


def _blank_fields(block: object, without: frozenset[str]) -> int:
    alone = isinstance(block, (PilotBlock, StepLine, GapLine))
    return sum(
        (alone or (one.applies or one.field) not in without)
        and not str(getattr(block, one.field) if getattr(block, one.field) not in (None, ()) else "").strip()
        and not (one.also and getattr(block, one.also) is not None)
        for one in ASKED[type(block)]
    )


@tried(150, deadline=None)
@given(sheets)
def test_cp1_the_number_of_unknowns_is_the_number_of_blanks(sheet: CallSheet):
    made = completed(sheet)
    assert made.footer.unknown == len(unknowns(made)) == _blanks(sheet)
    assert completed(made) == made
    assert len({one.id for one in unknowns(made)}) <= len(unknowns(made))
    assert all(one.label for one in unknowns(made))


@tried(100, deadline=None)
@given(sheets)
def test_cp1_the_page_shows_as_many_blanks_as_its_foot_counts(sheet: CallSheet):
    made = completed(sheet)
    untold = isinstance(made.header.account, Unknown)  # the title says so in its own words
    shown = sum(run.unknown for part in (outline(made).below, outline(made).parts) for run in _runs(part))
    assert shown + untold == made.footer.unknown


def _runs(part: object) -> Iterator[Run]:
    if isinstance(part, Run):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _runs(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _runs(getattr(part, field.name))


@pytest.mark.parametrize("block", list(ASKED))
def test_cp1_every_unknown_has_its_words(block: type):
    assert all(one.label[0].isupper() for one in ASKED[block])
