"""What a file held in columns of its own is a column of the lists: found, tested, sorted, counted, shown and saved."""

import csv
from pathlib import Path

import pytest

from app.domain.listing import Condition, ListFilter, Order, Test, parse_condition
from app.domain.problems import Problem
from app.language import PSEUDO, speaking
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.services.list_export import save_list
from app.services.lists import reading
from app.services.lists.places import PLACES, column_view, columns, columns_of
from app.services.undoing import undo
from app.services.views import ViewSettings, save_view, views

FAIR = """First name,Last name,E-mail,Company,Service line,Hall,Badge,"Said ""yes"", or no"
Ada,Berg,ada.berg@northgate.example,Northgate Labs,Hospital lab,Hall 3,9,yes
Ben,Ito,ben.ito@northgate.example,Northgate Labs,Hospital lab,Hall 7,10,
Cleo,Marsh,cleo@marshclinic.example,Marsh Clinic,Clinic panels,,100,no
Dora,Lind,dora@marshclinic.example,Marsh Clinic,Clinic panels,Hall 3,VIP,no
"""
YES = 'extra:Said "yes", or no'


@pytest.fixture
def fair(desk: Desk, tmp_path: Path) -> Desk:
    path = tmp_path / "fair.csv"
    path.write_text(FAIR, "utf-8")
    desk.do(commit_import, desk.ask(plan_import, [path]))
    return desk


def _names(desk: Desk, place: str, *tests: str, order: tuple[Order, ...] = ()) -> list[str]:
    filter = ListFilter(conditions=tuple(parse_condition(one) for one in tests))
    found = desk.ask(reading.first_rows, place, filter, order, ["name" if place == "accounts" else "person"])
    assert list(found.ids) == [row.id for row in found.rows]
    return [str(row.values[0]).split()[0] for row in found.rows]


def _facts(desk: Desk, place: str) -> list[str]:
    return [one.id for one in desk.ask(columns_of, place) if one.id.startswith("extra:")]


@pytest.mark.parametrize("place", ["leads", "people", "accounts"])
def test_they_are_columns_of_leads_people_and_accounts(fair: Desk, place: str) -> None:
    assert _facts(fair, place) == ["extra:Badge", "extra:Hall", YES]
    assert column_view(place, "extra:Hall").label == "Hall"


@pytest.mark.parametrize("place", ["handoffs", "imports", "history"])
def test_other_lists_have_none(fair: Desk, place: str) -> None:
    assert _facts(fair, place) == []
    with pytest.raises(Problem, match="not a column"):
        fair.ask(reading.ids, place, ListFilter(), (Order("extra:Hall"),))


@pytest.mark.parametrize(
    ("place", "test", "names"),
    [
        ("leads", "extra:Hall=hall 3", ["Ada", "Dora"]),
        ("leads", "extra:Hall~7", ["Ben"]),
        ("leads", "extra:Hall=", ["Cleo"]),
        ("leads", "extra:Hall is_not Hall 3", ["Ben", "Cleo"]),
        ("leads", "extra:Hall one_of Hall 7, Hall 3", ["Ada", "Ben", "Dora"]),
        ("leads", "extra:Nowhere=x", []),
        ("people", "extra:Hall=Hall 3", ["Ada", "Dora"]),
        ("accounts", "extra:Hall~7", ["Northgate"]),
        ("accounts", "extra:Hall=Hall 3", ["Marsh"]),
    ],
)
def test_they_are_tested(fair: Desk, place: str, test: str, names: list[str]) -> None:
    assert sorted(_names(fair, place, test)) == names


def test_a_name_with_any_signs_is_read(fair: Desk) -> None:
    asked = ListFilter(conditions=(Condition(YES, Test.IS, ("no",)),))
    assert fair.ask(reading.count, "leads", asked) == 2
    assert [one.label for one in fair.ask(reading.counts, "leads", ListFilter(), YES)] == ["no", "Nothing", "yes"]


def test_numbers_among_them_sort_by_size_before_words(fair: Desk) -> None:
    assert _names(fair, "leads", order=(Order("extra:Badge"),)) == ["Ada", "Ben", "Cleo", "Dora"]
    assert _names(fair, "people", order=(Order("extra:Badge", True),)) == ["Dora", "Cleo", "Ben", "Ada"]


def test_an_account_shows_each_value_of_its_leads_once(fair: Desk) -> None:
    found = fair.ask(reading.first_rows, "accounts", ListFilter(), (), ["name", "extra:Hall"])
    assert [row.values for row in found.rows] == [("Marsh Clinic", "Hall 3"), ("Northgate Labs", "Hall 3, Hall 7")]


def test_names_come_with_an_import_and_go_with_its_undo(fair: Desk, tmp_path: Path) -> None:
    before = _facts(fair, "leads")
    path = tmp_path / "more.csv"
    path.write_text("First name,Last name,E-mail,Company,Shoe\nEve,Ek,eve@ek.example,Ek,44\n", "utf-8")
    fair.do(commit_import, fair.ask(plan_import, [path]))
    assert _facts(fair, "leads") == [*before, "extra:Shoe"] or "extra:Shoe" in _facts(fair, "leads")
    assert _names(fair, "leads", "extra:Shoe=44") == ["Eve"]
    fair.do(undo)
    assert _facts(fair, "leads") == before
    fair.do(undo)
    assert _facts(fair, "leads") == []


def test_a_further_fact_of_a_known_lead_is_found_too(fair: Desk, tmp_path: Path) -> None:
    assert "extra:Shoe" not in _facts(fair, "leads")
    path = tmp_path / "again.csv"
    path.write_text(
        "First name,Last name,E-mail,Company,Service line,Shoe\n"
        "Ada,Berg,ada.berg@northgate.example,Northgate Labs,Hospital lab,39\n",
        "utf-8",
    )
    fair.do(commit_import, fair.ask(plan_import, [path]))
    assert "extra:Shoe" in _facts(fair, "leads")
    assert _names(fair, "leads", "extra:Shoe=39") == ["Ada"]


def test_another_workspace_has_its_own(fair: Desk, tmp_path: Path) -> None:
    assert _facts(fair, "leads")
    with Desk.create(tmp_path / "other.assay", by="Mia") as other:
        assert _facts(other, "leads") == []


def test_they_are_kept_in_views_and_saved_as_shown(fair: Desk, tmp_path: Path) -> None:
    settings = ViewSettings(
        ListFilter(conditions=(parse_condition("extra:Hall=Hall 3"),)),
        (Order("extra:Badge", True),),
        ("person", "extra:Hall"),
    )
    fair.do(save_view, "leads", "Hall 3", settings)
    (view,) = fair.ask(views, "leads")
    assert view.settings == settings
    ids = fair.ask(reading.ids, "leads", view.settings.filter, view.settings.order)
    path = fair.ask(save_list, "leads", ids, view.settings.columns, tmp_path / "hall.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row[:2] for row in csv.reader(file)] == [
            ["Person", "Hall"],
            ["Dora Lind", "Hall 3"],
            ["Ada Berg", "Hall 3"],
        ]


def test_nobody_counts_by_what_hardly_recurs(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "badges.csv"
    lines = [f"P{n},Berg,p{n}@northgate.example,Northgate Labs,Hall {n % 3},{4000 + n}" for n in range(30)]
    path.write_text("First name,Last name,E-mail,Company,Hall,Badge\n" + "\n".join(lines), "utf-8")
    desk.do(commit_import, desk.ask(plan_import, [path]))
    grouped = {one.id: one.grouped for one in desk.ask(columns_of, "leads")}
    assert (grouped["extra:Hall"], grouped["extra:Badge"]) == (True, False)


ALONE = {
    "leads": {"person", "email", "phone", "notes", "next_step", "asked_for", "trigger", "lead"},
    "people": {"person", "email", "phone", "notes"},
    "accounts": {"name", "domain", "identifier", "street", "notes"},
    "handoffs": {"number", "person", "note", "email", "file", "lead", "replaces", "replaced_by", "why_open"},
    "gaps": {"question", "evidence", "answer", "lead", "account_number", "call"},
    "imports": {"import", "action"},
    "history": {"what", "undoes", "action"},
}


@pytest.mark.parametrize("place", PLACES)
def test_columns_say_whether_counting_by_them_tells_anything(place: str) -> None:
    assert {one.id for one in columns(place) if not one.grouped} == ALONE[place]


@pytest.mark.parametrize("place", PLACES)
def test_labels_speak_the_language_but_what_a_file_called_a_column_stays(place: str) -> None:
    english = {one.id: one.label for one in columns(place)}
    with speaking(PSEUDO):
        for one in columns(place):
            assert one.label != english[one.id], one.id
        if place == "leads":
            assert column_view(place, "extra:Owner").label == "Owner"
