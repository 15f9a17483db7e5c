"""A list as a file holds what is shown, marks who refused contact, and lets no patient data out."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.domain.listing import Condition, ListFilter, Order, Test
from app.domain.problems import Problem
from app.language import PSEUDO, speaking
from app.services import editing
from app.services.desk import Desk
from app.services.guarding import LEFT_OUT
from app.services.leads import LeadFilter
from app.services.list_export import save_list
from app.services.lists import reading
from app.services.lists.places import AnyFilter
from app.services.tags import tag
from tests.services.conftest import ADA, BEN, CLEO


@pytest.fixture
def three(add: Callable[..., int]) -> tuple[int, int, int]:
    return add(ADA), add(BEN), add(CLEO)


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_file_holds_the_rows_and_columns_in_the_order_shown(
    desk: Desk, three: tuple[int, ...], tmp_path: Path
) -> None:
    ids = desk.ask(reading.ids, "leads", ListFilter(), (Order("person", True),))
    shown = ["email", "person", "service_line", "fit"]
    head, *lines = _read(desk.ask(save_list, "leads", ids, shown, tmp_path / "leads.csv"))
    assert head == ["E-mail", "Person", "Service line", "Fit", "Contact refused"]
    assert [line[1] for line in lines] == ["Cleo Marsh", "Ben Ito", "Ada Berg"]
    assert lines[0][2] == desk.ask(lambda work: work.label("service_line", "clinic_panels"))


def test_who_refused_contact_is_marked(desk: Desk, three: tuple[int, ...], tmp_path: Path) -> None:
    (ben,) = desk.ask(reading.ids, "people", ListFilter("ito"))
    desk.do(editing.set_consent, ben, "email", "no")
    for place in ("leads", "people"):
        ids = desk.ask(reading.ids, place, ListFilter(), (Order("person"),))
        lines = _read(desk.ask(save_list, place, ids, ["person"], tmp_path / f"{place}.csv"))[1:]
        assert lines == [["Ada Berg", ""], ["Ben Ito", "Contact refused"], ["Cleo Marsh", ""]]
    houses = desk.ask(reading.ids, "accounts", ListFilter())
    assert _read(desk.ask(save_list, "accounts", houses, ["name", "people"], tmp_path / "a.csv"))[0] == [
        "Account",
        "People",
    ]


def test_what_looks_like_patient_data_stays_here(desk: Desk, three: tuple[int, ...], tmp_path: Path) -> None:
    desk.do(
        editing.edit_lead,
        three[0],
        {"asked_for": "Result of patient Jane Doe, born 1980-02-03", "phone": "+14155550134"},
    )
    desk.do(tag, three[:1], "MRN 1234567")
    book = load_workbook(desk.ask(save_list, "leads", three[:1], ["asked_for", "phone", "tags"], tmp_path / "leads"))
    assert [cell.value for cell in book["Leads"][2]][:3] == [LEFT_OUT, "+14155550134", LEFT_OUT]
    assert _about(book)["Shown"] == "Selected leads"


def _about(book: Workbook) -> dict[Any, Any]:
    return {row[0]: row[1] for row in book["About this list"].iter_rows(max_col=2, values_only=True)}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (ListFilter(), "All leads"),
        (ListFilter(ids=(1,)), "Selected leads"),
        (ListFilter("berg", (Condition("country", Test.EMPTY),)), "“berg”, Country is empty"),
        (LeadFilter(open_only=True, stages=("lead",)), "Stage is Lead, Open is yes"),
    ],
)
def test_what_was_asked_for_is_said_in_the_language_of_the_file(
    desk: Desk, ada: int, tmp_path: Path, asked: AnyFilter, says: str
) -> None:
    with speaking(PSEUDO):  # as the window may
        path = desk.ask(save_list, "leads", [ada], ["person"], tmp_path / "leads.xlsx", asked=asked)
    assert _about(load_workbook(path))["Shown"] == says


def test_a_name_that_is_no_list_and_no_columns_are_refused(desk: Desk, ada: int, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="neither"):
        desk.ask(save_list, "leads", [ada], ["person"], tmp_path / "leads.pdf")
    with pytest.raises(Problem, match="at least one column"):
        desk.ask(save_list, "leads", [ada], [], tmp_path / "leads.csv")
    with pytest.raises(Problem, match="not a column"):
        desk.ask(save_list, "leads", [ada], ["shoe"], tmp_path / "leads.csv")
    assert list(tmp_path.glob("leads.*")) == []
