"""Remembered mappings: listed with their use, forgotten, written into a file and taken from one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.problems import Problem, Trouble
from app.intake.choices import Choices
from app.services.desk import Desk
from app.services.imports import ImportChoices, commit_import, plan_import
from app.services.mappings import Taken, export_mappings, forget_mapping, mappings, take_mappings

COLUMNS = ("Wer", "Wohin", "", "Tel", "Tel")


@pytest.fixture
def remembered(desk: Desk, csv: Callable[..., Path]) -> str:
    """The mark of the one mapping of the workspace."""
    file = csv(",".join(COLUMNS) + "\nAda Berg,ada@northgate.example,x,,+1 614 555 0101\n")
    settled = ImportChoices(Choices(mapping={"full_name": 0, "email": 1, "phone": 4}))
    desk.do(commit_import, desk.ask(plan_import, [file], settled))
    (row,) = desk.ask(mappings)
    return row.mark


def test_it_names_columns_fields_who_and_how_often(desk: Desk, remembered: str, csv: Callable[..., Path]) -> None:
    (row,) = desk.ask(mappings)
    assert (row.columns, row.by, row.used) == (COLUMNS, "Mia", 1)
    assert [row.fields[name] for name in ("full_name", "email", "phone")] == ["Wer", "Wohin", "Tel"]
    again = csv(",".join(COLUMNS) + "\nBen Ito,ben@northgate.example,,,\n", "again.csv")
    desk.do(commit_import, desk.ask(plan_import, [again]))
    assert [one.used for one in desk.ask(mappings)] == [2]


def test_what_is_forgotten_is_guessed_anew(desk: Desk, remembered: str, csv: Callable[..., Path]) -> None:
    assert desk.do(forget_mapping, remembered).label == "Forget the mapping of Wer, Wohin, Tel ..."
    assert desk.ask(mappings) == []
    with pytest.raises(Problem, match="No mapping with the mark"):
        desk.do(forget_mapping, remembered)


def test_a_file_brings_them_back_whole(desk: Desk, remembered: str, tmp_path: Path) -> None:
    before = desk.ask(mappings)
    assert desk.ask(export_mappings, tmp_path / "ours.yaml") == 1
    assert desk.do(take_mappings, tmp_path / "ours.yaml").outcome == Taken(0, 0, 1)
    desk.do(forget_mapping, remembered)
    assert desk.do(take_mappings, tmp_path / "ours.yaml").outcome == Taken(1, 0, 0)
    assert desk.ask(mappings) == before


def test_the_file_has_the_last_word(desk: Desk, remembered: str, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    desk.ask(export_mappings, file, {remembered})
    changed = file.read_text("utf-8").replace("email: Wohin", "email: 2")
    file.write_text(changed, "utf-8")
    assert desk.do(take_mappings, file).outcome == Taken(0, 1, 0)
    assert desk.ask(mappings)[0].fields["email"] == ""


def test_a_faulty_file_and_a_closed_place_change_nothing(desk: Desk, remembered: str, tmp_path: Path) -> None:
    before = desk.ask(mappings)
    (tmp_path / "bad.yaml").write_text("mappings:\n- columns: [Wer]\n  fields: {email: Wen}\n", "utf-8")
    with pytest.raises(Problem, match="not among the columns"):
        desk.do(take_mappings, tmp_path / "bad.yaml")
    assert desk.ask(mappings) == before
    with pytest.raises(Trouble, match="does not exist"):
        desk.ask(export_mappings, tmp_path / "nowhere" / "ours.yaml")
    desk.do(forget_mapping, remembered)
    with pytest.raises(Problem, match="nothing to write"):
        desk.ask(export_mappings, tmp_path / "none.yaml")
