"""A field of a playbook written into a cell and read again: equal, forgiving, and clear about what it cannot read."""

import pytest
from hypothesis import HealthCheck, given

from app.domain.playbook.drafting import body_of, rows
from app.domain.playbook.field_words import Lists, empty, from_words, in_words, items_of, number_of
from app.domain.playbook.sections import SECTION, SECTIONS, Field
from app.domain.problems import Problem
from app.services.playbooks import shipped_playbook
from tests.examples import tried
from tests.exports.varied_playbooks import NAMES, varied


@pytest.fixture(scope="module")
def body():
    return body_of(shipped_playbook("diagnostics"))


@pytest.fixture(scope="module")
def lists(body):
    return Lists(body)


def field(section: str, id: str) -> Field:
    found = SECTION[section].field(id)
    assert found is not None
    return found


def all_come_back(body):
    lists = Lists(body)
    for section in SECTIONS:
        for row in rows(body, section.id):
            for one in section.fields:
                cell = in_words(one, row.get(one.id), lists)
                back = empty(one) if cell is None else from_words(one, str(cell), lists)
                assert back == row.get(one.id), (section.id, one.id, cell)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_shipped_playbook_comes_back(name):
    all_come_back(body_of(shipped_playbook(name)))


@tried(15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(varied())
def test_every_field_of_any_playbook_comes_back(book):
    all_come_back(body_of(book.playbook))


@pytest.mark.parametrize(
    ("section", "id", "value", "cell"),
    [
        ("routes", "deadline_hours", 40.0, 40),
        ("routes", "deadline_hours", 2.5, 2.5),
        ("paths", "open", False, "No"),
        ("routes", "path", "sales_discovery", "Sales discovery"),
        ("criteria", "service_lines", ["hospital_lab", "lab_partner"], "Hospital lab services\nLab partner"),
        ("criteria", "qualifies", ["one; and more"], "• one; and more"),
        ("no_response", "cadence_days", [30, 60], "30\n60"),
        ("routes", "when", {"fact": "size", "at_least": 9}, "size at least 9"),
        ("disqualify", "when", None, None),
        ("disqualify", "when", {}, "always"),
        ("routes", "owner", {"rule": "named", "names": ["SDR desk"]}, "SDR desk"),
        ("routes", "owner", {"rule": "round_robin", "names": ["Ada", "Bo"]}, "In turn:\nAda\nBo"),
        ("routes", "owner", {"rule": "by_region", "by_region": {"canada": "Bo"}}, "By region:\nCanada: Bo"),
        ("templates", "seats", {"procurement": "required"}, "Procurement, sourcing, contracts, legal: Required"),
        ("deadlines", "first_outreach_by_offer", {"demo": 4.0}, "Demo: 4"),
        ("diagnoses", "limits", {"rise_over_mean": 0.2}, "rise over mean: 0.2"),
        ("hours", "start", "08:30", "08:30"),
    ],
)
def test_a_value_stands_in_a_cell_as_people_write_it(lists, section, id, value, cell):
    assert in_words(field(section, id), value, lists) == cell


@pytest.mark.parametrize(
    ("section", "id", "text", "value"),
    [
        ("criteria", "service_lines", "hospital lab services; LAB_PARTNER", ["hospital_lab", "lab_partner"]),
        ("criteria", "qualifies", "one; two ; ", ["one", "two"]),
        ("criteria", "qualifies", "one; still one\ntwo", ["one; still one", "two"]),
        ("criteria", "qualifies", "• one\nstill one\n• two", ["one\nstill one", "two"]),
        ("paths", "open", " TRUE ", True),
        ("routes", "deadline_hours", "1,000", 1000),
        ("fit_rules", "points", "\u221240", -40),
        ("hours", "start", "8:30:00", "08:30"),
        ("routes", "owner", "In turn: Ada; Bo", {"rule": "round_robin", "names": ["Ada", "Bo"], "by_region": {}}),
        ("routes", "owner", "keep the present owner", {"rule": "keep", "names": [], "by_region": {}}),
        ("routes", "owner", "Desk: west", {"rule": "named", "names": ["Desk: west"], "by_region": {}}),
        ("nurture", "roles", "Procurement, sourcing, contracts, legal\nlab manager", ["procurement", "lab manager"]),
        ("routes", "when", "size at\nleast 9", {"fact": "size", "at_least": 9}),
    ],
)
def test_a_cell_is_read_as_it_is_meant(lists, section, id, text, value):
    assert from_words(field(section, id), text, lists) == value


@pytest.mark.parametrize(
    ("section", "id", "text", "says"),
    [
        ("routes", "path", "Sales discovry", "did you mean “Sales discovery”?"),
        ("routes", "path", "zzz", "write Needs research, Nurture track"),
        ("criteria", "service_lines", "Hospital lab services\nnowhere", "“nowhere” is not one of the choices"),
        ("paths", "open", "perhaps", "neither Yes nor No"),
        ("routes", "deadline_hours", "soon", "“soon” is not a number"),
        ("routes", "deadline_hours", "inf", "is not a number"),
        ("hours", "start", "25:00", "is not a time"),
        ("routes", "owner", "In turn", "write names after “In turn:”"),
        ("routes", "owner", "By region:", "name who it is below"),
        ("routes", "owner", "By region: Atlantis: Bo", "“Atlantis” is not one of the choices"),
        ("templates", "seats", "Procurement", "has no colon"),
        ("templates", "seats", "other: perhaps", "“perhaps” is not one of the choices"),
        ("deadlines", "first_outreach_by_offer", "Demo: 4\nDemo: 5", "stands twice"),
        ("routes", "when", "size at 9", "write “at least” or “at most”"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(lists, section, id, text, says):
    with pytest.raises(Problem, match=says.replace("?", r"\?")):
        from_words(field(section, id), text, lists)


def test_a_label_that_two_entries_share_is_written_as_its_id(body):
    paths = [{"id": "one", "label": "Same"}, {"id": "two", "label": "same"}, {"id": "three", "label": "one"}]
    lists = Lists(body | {"paths": paths})
    assert [in_words(field("routes", "path"), id, lists) for id in ("one", "two", "three")] == ["one", "two", "three"]


def test_a_label_of_before_is_still_understood(body):
    renamed = body | {"paths": [path | {"label": f"{path['label']} now"} for path in body["paths"]]}
    lists = Lists(renamed, body)
    assert from_words(field("routes", "path"), "Pilot", lists) == "pilot"
    assert in_words(field("routes", "path"), "pilot", lists) == "Pilot now"


def test_numbers_and_lists_of_nothing():
    assert items_of("\n ; \na") == [";", "a"]
    assert items_of(" ; ") == []
    with pytest.raises(Problem):
        number_of("")
