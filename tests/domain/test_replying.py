"""H4: what a reply lacks before it may be taken, and the questions that a note asks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.replying import ASK, Said, day_that_counts, may_ask, must_ask, questions_in

SENT, TODAY = date(2026, 11, 16), date(2026, 11, 19)
WHOLE = Said("reject", "No need", note="They only read", name="Rob", on=date(2026, 11, 17))


def test_h4_a_whole_reply_asks_nothing() -> None:
    assert must_ask(WHOLE, "a.xlsx") is None
    assert may_ask(WHOLE, "a.xlsx", SENT, TODAY) is None
    assert day_that_counts(WHOLE, SENT, TODAY) == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"reason": ""}, "no_reason"),
        ({"known_reason": False}, "unknown_reason"),
        ({"needs_note": True, "note": " "}, "no_note"),
    ],
)
def test_h4_what_only_the_sender_knows_must_be_asked(changes: dict[str, Any], kind: str) -> None:
    said = replace(WHOLE, **changes)
    asked = must_ask(said, "a.xlsx")
    assert asked is not None and (asked.kind, asked.outcome, asked.may_be_taken) == (kind, ASK, False)
    assert must_ask(replace(said, verdict="accept"), "a.xlsx") is None  # a reason is nobody's business then


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2026, 11, 14), "date_before"),
        (date(2026, 11, 15), ""),  # a day earlier where the sender is
        (SENT, ""),
        (TODAY, ""),
        (date(2026, 11, 20), ""),  # a day later where the sender is
        (date(2026, 11, 21), "date_ahead"),
        (None, ""),
    ],
)
def test_h4_a_day_counts_from_when_it_was_sent_until_today(on: date | None, kind: str) -> None:
    said = replace(WHOLE, on=on)
    asked = may_ask(said, "a.xlsx", SENT, TODAY)
    assert (asked.kind if asked else "") == kind
    assert day_that_counts(said, SENT, TODAY) == (None if kind else on)


def test_h4_everything_that_is_odd_is_said_at_once() -> None:
    said = Said("need_more", unclear_day=True, written_day="soon")
    asked = may_ask(said, "a.xlsx", SENT, TODAY)
    assert asked is not None and asked.may_be_taken
    assert all(
        words in asked.message
        for words in ("'a.xlsx':", "“soon” cannot be read", "today. Nobody signed", "does not say")
    )


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("", ()),
        ("  \n ", ()),
        ("Which LIS?", ("Which LIS?",)),
        ("We cannot price it. Which LIS? How many tests a month?", ("Which LIS?", "How many tests a month?")),
        ("- Which LIS?\n- Who signs?\n- Which LIS?", ("Which LIS?", "Who signs?")),
        ("Send the volumes per site", ("Send the volumes per site",)),
        ("Hello; who signs? Thanks, Rob", ("who signs?",)),
        ("???", ("???",)),
    ],
)
def test_h6_the_questions_of_a_note(note: str, asked: tuple[str, ...]) -> None:
    assert questions_in(note) == asked


@given(st.text(max_size=400))
def test_h6_a_note_asks_five_questions_at_most_and_says_nothing_that_it_does_not_hold(note: str) -> None:
    asked = questions_in(note)
    assert len(asked) <= 5 and all(asked) and bool(asked) == bool(note.strip())
    assert all(question in " ".join(note.split()) for question in asked)
