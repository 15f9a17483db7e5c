"""The one description of a playbook's parts: nothing of the model is left out, nothing stands twice."""

import typing
from typing import Any

import pytest
from pydantic import BaseModel

from app.domain.playbook import Playbook
from app.domain.playbook.drafting import body_of
from app.domain.playbook.drafting.body import model_of
from app.domain.playbook.part import Days
from app.domain.playbook.sections import SECTION, SECTIONS, Section, choices, keyed, list_of, rows
from app.intake.documents.playbook_file import read_playbook, shipped_playbooks

SHIPPED = {name: read_playbook(path) for name, _, path in shipped_playbooks()}


def _places(model: type[BaseModel], so_far: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every key of the model down to what an item holds; what stands below a list of items is the item's own."""
    found: list[tuple[str, ...]] = []
    for name, field in model.model_fields.items():
        place = (*so_far, field.alias or name)
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel) and place[-1] not in ("owner", "when"):
            found += _places(inner, place)
        else:
            found.append(place)
            items = [one for one in typing.get_args(inner) if isinstance(one, type) and issubclass(one, BaseModel)]
            if items and items[0].__name__ not in ("Condition", "Owner"):
                found += [(*place, "*", f.alias or n) for n, f in items[0].model_fields.items()]
    return found


def test_every_part_of_a_playbook_is_in_exactly_one_section() -> None:
    described: list[tuple[str, ...]] = []
    for section in SECTIONS:
        described += [
            (*section.place, field.id) if section.single else (*section.place, "*", field.id)
            for field in section.fields
        ]
        described += [] if section.single else [section.place]
    assert len(described) == len(set(described))
    assert set(described) == set(_places(Playbook)) - {("version",)}  # given when a draft is adopted


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.id)
def test_a_section_says_what_it_is_and_what_its_fields_hold(section: Section) -> None:
    assert section.label and section.one and section.group and section.about.endswith(".")
    ids = [field.id for field in section.fields]
    assert len(ids) == len(set(ids))
    assert set(section.key) <= set(ids)
    assert bool(section.key) != section.single
    assert section.title in ("", *ids)
    labels = [field.label for field in section.fields]
    assert len(labels) == len(set(labels))
    kinds: dict[str, Any] = {"yes_no": bool, "text": str, "long": str}
    for field in section.fields:
        annotation = model_of(section).model_fields[field.id].annotation
        if field.kind in kinds:
            assert annotation is kinds[field.kind], field.id
        if field.kind == "number":
            assert annotation in (int, float, int | None, Days | None), field.id
        if field.kind == "choices":
            assert typing.get_origin(annotation) is tuple, field.id
        assert bool(field.of) == (
            field.kind in ("choice", "choices", "needs", "hours_by") or field.id == "cadence_days"
        )


@pytest.mark.parametrize("name", SHIPPED)
def test_every_choice_of_the_shipped_playbooks_is_one_of_the_choices(name: str) -> None:
    body = body_of(SHIPPED[name])
    for section in SECTIONS:
        assert rows(body, section.id), section.id
        for key, item in keyed(body, section.id):
            for field in section.fields:
                held = item[field.id]
                if field.kind == "choice":
                    assert held in dict(choices(body, field.of)), (section.id, key, field.id)
                if field.kind in ("choices", "needs", "hours_by"):
                    assert set(held) <= set(dict(choices(body, field.of))), (section.id, key, field.id)


def test_ids_of_sections_are_known_by_the_lists_that_fields_name() -> None:
    assert list_of("seats") == "seat"
    assert list_of("region") == "region"
    assert list_of("holidays") == ""
    for section in SECTIONS:
        for field in section.fields:
            if field.of and field.of != "number":
                assert choices({}, field.of) is not None


def test_items_of_the_same_name_can_be_told_apart() -> None:
    body = {"hours": {"holidays": [{"name": "May Day", "rule": "05-01"}, {"name": "May Day", "rule": "05-02"}]}}
    assert [key for key, _ in keyed(body, "holidays")] == ["May Day", "May Day (2)"]
    assert [item["rule"] for _, item in keyed(body, "holidays")] == ["05-01", "05-02"]


@pytest.mark.parametrize("broken", [{}, {"scoring": 5}, {"scoring": {"fit": "x"}}, {"scoring": {"fit": ["x", None]}}])
def test_what_is_no_item_is_left_out(broken: dict[str, Any]) -> None:
    assert rows(broken, "fit_rules") == []
    assert rows(broken, "scoring") == [{}]
    assert choices(broken, "fit_band") == ()


def test_the_seat_of_anybody_is_always_there() -> None:
    assert choices({}, "seat") == (("other", "Other or anybody"),)
    assert choices({"seats": [{"id": "other", "label": "Others"}]}, "seat") == (("other", "Others"),)
    assert SECTION["seats"].ordered
