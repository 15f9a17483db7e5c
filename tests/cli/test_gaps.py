"""The register of gaps without a window: listed by who owes what, opened, changed and settled."""

import csv
import shutil

import pytest


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """Where the workspace with its gaps is kept for the next test."""
    return tmp_path_factory.mktemp("gaps") / "noted.assay"


@pytest.fixture
def noted(assay, team, once):
    """Three gaps: one that we owe and that is late, one of theirs, one of the whole account that is settled."""
    if not once.exists():
        for whose, question, *more in (
            (1, "Which HL7 version?", "--area", "interface", "--severity", "stops", "--due", "2026-11-13"),
            (2, "Which tubes?", "--area", "sample", "--owed-by", "theirs", "--severity", "nice", "--owner", "Jo"),
            ("account:1", "Which agreement?", "--area", "privacy"),
        ):
            assay.done("gap", team, whose, "--ask", question, *more)
        assay.done("gap", team, "account:1", "--close", 3, "--answer", "Theirs")
        shutil.copy(team, once)
    shutil.copy(once, team)
    return team


def test_the_register_is_one_document(assay, noted):
    told = assay.document("gaps", noted)
    assert (told["total"], [gap["id"] for gap in told["gaps"]]) == (3, [1, 2, 3])
    first = told["gaps"][0]
    assert (first["severity"], first["owed_by"], first["turn"], first["overdue"]) == ("stops", "ours", "ours", True)
    assert (first["lead_id"], first["status"], first["due"]) == (1, "open", "2026-11-13")
    assert told["gaps"][2]["lead_id"] is None
    assert told["counts"] == {"ours": 1, "theirs": 1, "overdue_ours": 1, "overdue_theirs": 0, "stops": 1}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--side", "ours"), [1, 3]),
        (("--side", "theirs"), [2]),
        (("--overdue",), [1]),
        (("--severity", "stops"), [1]),
        (("--open",), [1, 2]),
        (("--status", "answered"), [3]),
        (("--owner", "Jo"), [2]),
        (("--lead", "1"), [1, 3]),
        (("--account", "account:1"), [1, 3]),
        (("--side", "theirs", "--overdue"), []),
        (("--view", "They owe"), [2]),
        (("--where", "area=sample"), [2]),
        (("--search", "hl7"), [1]),
        (("--limit", "1", "--open"), [1]),
    ],
)
def test_it_is_asked_by_side_and_more(assay, noted, words, found):
    assert [gap["id"] for gap in assay.document("gaps", noted, *words)["gaps"]] == found


def test_it_is_printed_counted_and_saved(assay, noted):
    printed = assay.done("gaps", noted, "--open").out
    assert "Which HL7 version?" in printed
    assert "Stops the deal" in printed
    assert "2 gaps." in printed
    counted = assay.document("gaps", noted, "--count", "side")["counts"]
    assert [(one["id"], one["count"]) for one in counted] == [("ours", 2), ("theirs", 1)]
    path = assay.folder / "gaps.csv"
    assay.done("gaps", noted, "--columns", "question,status", "-o", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert next(row[:2] for row in csv.reader(file) if row[:1] == ["Which tubes?"]) == ["Which tubes?", "Open"]


def test_a_gap_is_changed_waits_and_opens_again(assay, noted):
    def only(number):
        return next(gap for gap in assay.document("gaps", noted)["gaps"] if gap["id"] == number)

    assay.done("gap", noted, 1, "--edit", 1, "--question", "Which version of HL7?", "--owner", "Lee", "--due",
               "2026-11-30", "--evidence", "Mail of 3 March")  # fmt: skip
    told = only(1)
    assert (told["question"], told["owner"], told["due"], told["evidence"]) == (
        "Which version of HL7?",
        "Lee",
        "2026-11-30",
        "Mail of 3 March",
    )
    assert "until when" in assay.refused("gap", noted, 2, "--edit", 2, "--status", "waiting")
    assay.done("gap", noted, 2, "--edit", 2, "--status", "waiting", "--due", "2026-12-01")
    assert (only(2)["status"], only(2)["turn"]) == ("waiting", "theirs")
    assert "why it is open again" in assay.refused("gap", noted, "account:1", "--edit", 3, "--status", "open")
    assay.done("gap", noted, "account:1", "--edit", 3, "--status", "open", "--answer", "Their counsel says no")
    assert only(3)["answer"].endswith("Before that: Theirs")
    assay.done("gap", noted, 1, "--close", 1, "--status", "accepted", "--answer", "Files will do")
    assert only(1)["status"] == "accepted"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--edit", "1"), "say what changes"),
        (("--ask", "Why?"), "--ask needs --area"),
        (("--ask", "Why?", "--close", "1"), "write one of"),
        (("--close", "1", "--status", "waiting"), "is not closed"),
        (("--ask", "Why?", "--area", "scope", "--answer", "So"), "belong to --edit"),
    ],
)
def test_words_that_fit_no_gap_are_wrong_usage(assay, noted, words, says):
    said = assay("gap", noted, 1, *words)
    assert said.code == 2
    assert says in said.err


def test_a_gap_of_another_is_not_changed(assay, noted):
    assert "Lead 2 has no gap 1" in assay.refused("gap", noted, 2, "--edit", 1, "--severity", "nice")
    assert "not to a person" in assay.refused("gap", noted, "person:1", "--ask", "Why?", "--area", "scope")


def test_a_gap_is_typed_like_any_row(assay, noted):
    assay.done("edit", noted, 2, "owner=Lee Moss", "due=2026-12-04", "--place", "gaps")
    told = assay.document("gaps", noted, "--owner", "Lee Moss")["gaps"]
    assert [(gap["id"], gap["due"]) for gap in told] == [(2, "2026-12-04")]
    assert "is no number of a gap" in assay.refused("edit", noted, "Anna", "owner=Lee", "--place", "gaps")
