"""A plan's rows and states: packed, and the same again when they are looked at, wherever they lie."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Trouble
from app.services import pile, shelf
from app.services.pile import Pile
from app.services.plan_rows import ACTS, BLOCK, PlanRow, PlanRows
from app.services.planned import AccountState, LeadState, PersonState, PlannedSignal
from app.services.shelf import Shelf
from app.services.work import Cancelled, Progress

FILE = Path("lists") / "leads.csv"


def _row(index: int, act: str = "create", **lead: str) -> PlanRow:
    return PlanRow(index, FILE, "", index + 1, act, "New person", lead or {"full_name": f"Ada {index}"})


# --- a pile -----------------------------------------------------------------------------------------------------------


@given(st.lists(st.recursive(st.none() | st.text() | st.integers(), lambda one: st.tuples(one, one)), max_size=30))
def test_a_pile_gives_back_what_was_put_on_it(values: list[object]) -> None:
    held = Pile()
    for at_once in (pile.AT_ONCE, 8):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pile, "AT_ONCE", at_once)
            assert [held.add(value) for value in values] == list(range(len(held) - len(values), len(held)))
    assert list(held) == values * 2
    assert [held[number] for number in range(len(held))] == values * 2


def test_a_long_pile_is_a_file_without_a_name_that_goes_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    held = Pile()
    for number in range(2_000):
        held.add(f"{number} " * 500)
    assert held[1_234].startswith("1234 ")
    held.close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_password_protected_is_written_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_file(*_: object, **__: object) -> None:
        raise AssertionError("a file was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", no_file)
    held = Pile(in_memory=True)
    for number in range(2_000):
        held.add(f"{number} " * 500)
    assert held[1_234].startswith("1234 ")
    spills = Pile()
    with pytest.raises(AssertionError, match="a file was made"):
        for number in range(2_000):
            spills.add(f"{number} " * 500)


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    held = Pile()
    with pytest.raises(Trouble, match="No space left"):
        for number in range(2_000):
            held.add(f"{number} " * 500)


# --- rows -------------------------------------------------------------------------------------------------------------


def test_rows_are_the_same_again() -> None:
    rows = PlanRows()
    told = [
        _row(0, full_name="Ada Berg", email="ada@north.example"),
        PlanRow(1, FILE, "Sheet", 7, "update", "adds phone", {"phone": "+1"}, {"phone": ("", "+1")}, 12, (), ("odd",)),
        PlanRow(2, Path("b.csv"), "", 3, "reject", "no name", {}, cells=("", "x\udc80")),
        PlanRow(3, FILE, "", 9, "skip", "nothing new", {"full_name": "Ada", "company": "North"}, lead_id=-4),
    ]
    for row in told:
        rows.add(row)
    assert list(rows) == told
    assert (rows[-1], rows[1:3], rows[::-2]) == (told[3], told[1:3], told[::-2])
    assert rows.counts() == {act: sum(row.act == act for row in told) for act in ACTS}
    assert rows[2].mark == (Path("b.csv"), "", 3)
    for beyond in (4, -5):
        with pytest.raises(IndexError):
            rows[beyond]


def test_rows_are_found_by_act_and_by_any_words() -> None:
    rows = PlanRows()
    count = 2 * BLOCK + 10
    for index in range(count):
        rows.add(_row(index, ACTS[index % 6], full_name=f"Ada Berg{index}", company="Ödenburg\nLab"))
    assert list(rows.where()) == list(range(count))
    assert list(rows.where("skip")) == list(range(3, count, 6))
    assert list(rows.where("", "berg17")) == [17, *range(170, 180), *range(1700, 1800)]
    assert list(rows.where("reject", "LAB ödenburg BERG17")) == [
        index for index in (17, *range(170, 180), *range(1700, 1800)) if index % 6 == 5
    ]
    assert list(rows.where("", f"berg{count - 1}")) == [count - 1]
    assert list(rows.where("", "nobody")) == []


def test_a_search_can_be_cancelled() -> None:
    rows = PlanRows()
    for index in range(BLOCK):
        rows.add(_row(index))
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        rows.where("", "ada", progress)


# --- states -----------------------------------------------------------------------------------------------------------

AT = datetime(2026, 11, 10, 15, 30, 1, 250, tzinfo=UTC)
SIGNAL = PlannedSignal("webinar_attended", AT, True, "Turnaround", "", "", "webinar", "Autumn", {"minutes": "20"}, 3)


@pytest.mark.parametrize(
    ("made", "unpacked"),
    [
        (lambda id: AccountState(id, {"name": "North", "size": 90}), AccountState.unpacked),
        (
            lambda id: PersonState(id, {"email": "a@b.example"}, account=-3, alternatives=(("phone", "+1"),)),
            PersonState.unpacked,
        ),
        (
            lambda id: LeadState(id, {"source": "webinar"}, person=-2, signals=(SIGNAL,), extra={"Badge": "3"}),
            LeadState.unpacked,
        ),
    ],
)
def test_states_are_the_same_again_and_keep_changes(
    made: Callable[[int], object], unpacked: Callable[[int, tuple], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "AT_HAND", 3)
    held = Shelf(unpacked)
    for number in range(1, 21):
        held.put(made(-number))
    held.put(made(7))
    held.get(7).fill("city", "Mainz")
    held.get(-1).fill("source" if isinstance(made(1), LeadState) else "email", "x")
    for number in range(1, 21):
        assert held.get(-number).id == -number
    expected = made(7)
    expected.fill("city", "Mainz")
    assert held.get(7) == expected
    assert [state.id for state in held] == [*range(-1, -21, -1), 7]
    assert list(held)[1:20] == [made(-number) for number in range(2, 21)]
    assert (held.get(-21), held.get(8), len(held)) == (None, None, 21)
