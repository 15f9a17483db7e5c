"""Lists: every column is shown, sorted, tested and counted by, whatever it holds."""

from collections import Counter
from datetime import date, timedelta

import pytest

from app.domain.listing import TESTS, Condition, Kind, ListFilter, Order, Test, parse_condition
from app.domain.problems import Problem
from app.services import editing, leads, moves, pausing, touches
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.leads import LeadFilter
from app.services.lists import reading
from app.services.lists.places import PLACES, columns
from app.services.tags import tag
from tests.services.conftest import ADA, BEN, CLEO, Fill, SetClock, a_reason

DORA = {
    "full_name": "Dora Öberg",
    "email": "dora.oberg@labor.example",
    "job_title": "Leiterin Labor",
    "company": "Labor Öberg GmbH",
    "country": "Germany",
    "city": "Köln",
    "size": "40",
    "service_line": "lab_partner",
    "source": "Referral",
    "campaign": "Autumn",
    "owner": "Jon",
}


IDS = {"Ada": 1, "Ben": 2, "Cleo": 3, "Dora": 4}
LATER = timedelta(days=10)


def four_leads(desk: Desk, clock: SetClock) -> None:
    """Four leads that differ in what most columns hold; Dora came ten days later."""
    assert [desk.do(add_lead, fields).outcome for fields in (ADA, BEN, CLEO)] == [1, 2, 3]
    desk.do(moves.move, IDS["Ben"], path="nurture", reason=a_reason(due=date(2026, 12, 24)))
    desk.do(moves.move, IDS["Cleo"], path="disqualified", reason=a_reason(due=None, code="competitor"))
    clock.at += LATER
    assert desk.do(add_lead, DORA).outcome == IDS["Dora"]
    desk.do(touches.log_touch, IDS["Dora"], "call", "Spoke")
    desk.do(tag, [IDS["Ada"], IDS["Dora"]], "Board")
    desk.do(tag, [IDS["Ada"]], "Tender 2027")
    desk.do(pausing.pause_clock, IDS["Ben"], "Holidays")
    person = desk.ask(reading.rows, "leads", [IDS["Ben"]], ["person"])[0]
    assert person.values == ("Ben Ito",)
    ben = desk.ask(reading.ids, "people", ListFilter("ben ito"))[0]
    desk.do(editing.set_consent, ben, "email", "no")


@pytest.fixture
def begin_with(request: pytest.FixtureRequest, begin_with: Fill | None) -> Fill | None:
    return four_leads if "four" in request.fixturenames else begin_with


@pytest.fixture
def four(desk: Desk, clock: SetClock) -> dict[str, int]:
    """The four leads with whom the workspace begins, on the day when Dora came."""
    clock.at += LATER
    return IDS


def _found(desk: Desk, place: str, *written: str, text: str = "") -> list[str]:
    """The first words of the names of what passes, sorted; counted and listed alike."""
    filter = ListFilter(text, tuple(parse_condition(one) for one in written))
    ids = desk.ask(reading.ids, place, filter)
    assert desk.ask(reading.count, place, filter) == len(ids)
    name = "name" if place == "accounts" else "person"
    return sorted(str(row.values[0]).split()[0] for row in desk.ask(reading.rows, place, ids, [name]))


LEADS: dict[str, list[str]] = {
    "person~oberg": ["Dora"],
    "person~öber dora": ["Dora"],
    "person=Ada Berg": ["Ada"],
    "title~LABOR": ["Ada", "Ben", "Dora"],
    "title not_contains labor": ["Cleo"],
    "title is_not Owner": ["Ada", "Ben", "Dora"],
    "city~KÖLN": ["Dora"],
    "city=": ["Cleo"],
    "city!=": ["Ada", "Ben", "Dora"],
    "country=germany": ["Dora"],
    "country one_of Canada, DE": ["Cleo", "Dora"],
    "country none_of US,CA": ["Dora"],
    "owner=jon": ["Dora"],
    "owner one_of Jon, Nobody": ["Dora"],
    "path=Nurture": ["Ben"],
    "path=": ["Ada", "Dora"],
    "path one_of nurture, ": ["Ada", "Ben", "Dora"],
    "stage=MQL": [],
    "stage is_not mql": ["Ada", "Ben", "Cleo", "Dora"],
    "size>=100": ["Ada", "Ben"],
    "size between 900, 10": ["Ada", "Ben", "Dora"],
    "size=": ["Cleo"],
    "size!=900": ["Cleo", "Dora"],
    "tags=board": ["Ada", "Dora"],
    "tags~tender": ["Ada"],
    "tags=": ["Ben", "Cleo"],
    "tags none_of Board": ["Ben", "Cleo"],
    "tags one_of Tender 2027, ": ["Ada", "Ben", "Cleo"],
    "due=": ["Cleo"],
    "due on_or_after 2026-12-24": ["Ben"],
    "due before 2026-12-24": ["Ada", "Dora"],
    "due next_days 30": ["Ben", "Dora"],
    "created last_days 3": ["Dora"],
    "created before 2026-11-20": ["Ada", "Ben", "Cleo"],
    "created>=today": ["Dora"],
    "created=2026-11-16": ["Ada", "Ben", "Cleo"],
    "last_touch=": ["Ada", "Ben", "Cleo"],
    "last_touch last_days 30": ["Dora"],
    "open=no": ["Cleo"],
    "paused=yes": ["Ben"],
    "overdue=yes": ["Ada"],
    "refused=yes": ["Ben"],
    "refused=no": ["Ada", "Cleo", "Dora"],
    "handoffs>=1": [],
    "asked_for~demo": ["Ada"],
    "service_line~hospital": ["Ada", "Ben"],
    "relation=": ["Ada", "Ben", "Cleo", "Dora"],
    "moved not_empty": ["Ben", "Cleo"],
}


@pytest.mark.parametrize("written", LEADS)
def test_leads_pass_what_is_asked_of_a_column(desk: Desk, four: dict[str, int], written: str) -> None:
    assert _found(desk, "leads", written) == LEADS[written]


def test_conditions_hold_together_and_with_the_text(desk: Desk, four: dict[str, int]) -> None:
    assert _found(desk, "leads", "country=US", "tags=Board") == ["Ada"]
    assert _found(desk, "leads", "country=US", text="ito") == ["Ben"]
    both = leads.LeadFilter(owners=("Mia",), conditions=(Condition("tags", Test.EMPTY),))
    assert sorted(desk.ask(leads.lead_ids, both)) == [four["Ben"], four["Cleo"]]
    assert desk.ask(leads.count_leads, both) == 2


@pytest.mark.parametrize("few", [0, 5_000])
@pytest.mark.parametrize("order", [Order(id, down) for id in ("due", "fit", "created") for down in (False, True)])
def test_an_order_is_the_same_with_conditions(
    desk: Desk, four: dict[str, int], monkeypatch: pytest.MonkeyPatch, few: int, order: Order
) -> None:
    monkeypatch.setattr(leads, "_FEW", few)
    everybody = ListFilter(conditions=(Condition("lead", Test.AT_LEAST, ("1",)),))
    plain = list(desk.ask(reading.ids, "leads", ListFilter(), (order,)))
    assert list(desk.ask(reading.ids, "leads", everybody, (order,))) == plain
    assert list(desk.ask(reading.ids, "leads", everybody, (order,), 2)) == plain[:2]
    if order == Order("due"):
        assert plain[-1] == four["Cleo"], "what is closed comes last"


@pytest.mark.parametrize(("place", "first"), [("people", "person"), ("accounts", "name")])
def test_people_and_accounts_keep_their_order_with_conditions(
    desk: Desk, four: dict[str, int], place: str, first: str
) -> None:
    everybody = ListFilter(conditions=(Condition(first, Test.NOT_EMPTY),))
    for down in (False, True):
        order = (Order(first, down),)
        assert list(desk.ask(reading.ids, place, everybody, order)) == desk.ask(reading.ids, place, ListFilter(), order)


@pytest.mark.parametrize("near", [leads._NEAR, 1, 0])
@pytest.mark.parametrize("order", [Order("due"), Order("due", True), Order("fit"), Order("created", True)])
@pytest.mark.parametrize("text", ["a", "northgate", "nobody", "er %"])
def test_the_first_of_a_text_are_those_of_the_whole_list(
    desk: Desk, four: dict[str, int], monkeypatch: pytest.MonkeyPatch, near: int, order: Order, text: str
) -> None:
    monkeypatch.setattr(leads, "_NEAR", near)
    for filter in (LeadFilter(text=text), LeadFilter(text=text, countries=("US", "DE"), open_only=True)):
        whole = list(desk.ask(reading.ids, "leads", filter, (order,)))
        for limit in (1, 2, 9):
            assert list(desk.ask(reading.ids, "leads", filter, (order,), limit)) == whole[:limit]


@pytest.mark.parametrize(
    ("place", "column"),
    [(place, column) for place in ("people", "accounts") for column in ("leads", "open_leads")]
    + [("people", "last_touch"), ("people", "seats"), ("accounts", "people")],
)
def test_what_is_counted_sorts_as_it_reads(desk: Desk, four: dict[str, int], place: str, column: str) -> None:
    for line in ("panels", "lab_partner"):
        again = desk.do(add_lead, ADA | {"service_line": line}).outcome
        desk.do(touches.log_touch, again, "call", "Spoke")
        desk.do(touches.log_touch, again, "email", "Wrote")
    desk.do(touches.log_touch, IDS["Ben"], "call", "Spoke")
    for by in (Order(column), Order(column, True)):
        whole = list(desk.ask(reading.ids, place, ListFilter(), (by,)))
        for limit in (1, 2, 3, 9):
            assert list(desk.ask(reading.ids, place, ListFilter(), (by,), limit)) == whole[:limit]
    down = desk.ask(reading.ids, place, ListFilter(), (Order(column, True), Order("leads")))
    for found in (desk.ask(reading.ids, place, ListFilter(), (Order(column),)), list(reversed(down))):
        values = [row.values[0] for row in desk.ask(reading.rows, place, found, [column])]
        assert values == sorted(values, key=lambda value: (value is not None, value or 0))
        assert len(set(values)) > 1 or column == "seats"


@pytest.mark.parametrize("by", ["account", "country", "segment", "city"])
def test_counts_by_accounts_are_those_of_the_rows(desk: Desk, four: dict[str, int], by: str) -> None:
    for place in ("leads", "people"):
        for filter in (ListFilter(), ListFilter("a"), ListFilter(conditions=(Condition("country", Test.IS, ("US",)),))):
            rows = desk.ask(reading.rows, place, desk.ask(reading.ids, place, filter), [by])
            counted = {one.label: one.count for one in desk.ask(reading.counts, place, filter, by)}
            assert counted == Counter(str(row.values[0]) or "Nothing" for row in rows)


@pytest.mark.parametrize("by", ["account", "title", "city", "stage", "created", "campaign"])
def test_the_commonest_are_the_first_of_the_counts(desk: Desk, four: dict[str, int], by: str) -> None:
    for filter in (LeadFilter(), LeadFilter(text="northgate"), LeadFilter(text="nobody")):
        every = desk.ask(reading.counts, "leads", filter, by)
        for most in (1, 2, 500):
            assert desk.ask(reading.commonest, "leads", filter, by, most) == (every[:most], len(every))


@pytest.mark.parametrize(
    ("place", "written", "names"),
    [
        ("people", "leads>=1", ["Ada", "Ben", "Cleo", "Dora"]),
        ("people", "open_leads=0", ["Cleo"]),
        ("people", "account~northgate", ["Ada", "Ben"]),
        ("people", "last_touch not_empty", ["Dora"]),
        ("people", "refused=yes", ["Ben"]),
        ("people", "email~MARSH", ["Cleo"]),
        ("people", "country=Canada", ["Cleo"]),
        ("accounts", "people>=2", ["Northgate"]),
        ("accounts", "owners~jon", ["Labor"]),
        ("accounts", "best_stage=Lead", ["Labor", "Marsh", "Northgate"]),
        ("accounts", "size<=100", ["Labor"]),
        ("accounts", "country=", []),
    ],
)
def test_people_and_accounts_pass_what_is_asked(
    desk: Desk, four: dict[str, int], place: str, written: str, names: list[str]
) -> None:
    assert _found(desk, place, written) == names


def test_people_and_accounts_are_searched_by_words(desk: Desk, four: dict[str, int]) -> None:
    assert _found(desk, "people", text="oberg LABOR") == ["Dora"]
    assert _found(desk, "accounts", text="oberg") == ["Labor"]


@pytest.mark.parametrize("place", PLACES)
def test_every_column_sorts_both_ways_counts_and_can_be_asked_for_nothing(
    desk: Desk, four: dict[str, int], place: str
) -> None:
    everything = sorted(desk.ask(reading.ids, place, ListFilter()))
    for column in columns(place):
        for down in (False, True):
            found = desk.ask(reading.ids, place, ListFilter(), (Order(column.id, down), Order(column.id)))
            assert sorted(found) == everything, column.id
        counted = desk.ask(reading.counts, place, ListFilter(), column.id)
        assert sum(one.count for one in counted) >= len(everything), column.id
        if column.kind is not Kind.YES_NO:
            parts = [ListFilter(conditions=(Condition(column.id, test),)) for test in (Test.EMPTY, Test.NOT_EMPTY)]
            assert sorted(id for part in parts for id in desk.ask(reading.ids, place, part)) == everything, column.id


def test_orders_follow_what_people_read(desk: Desk, four: dict[str, int]) -> None:
    def names(*order: Order) -> list[str]:
        ids = desk.ask(reading.ids, "leads", ListFilter(), order)
        return [str(row.values[0]).split()[0] for row in desk.ask(reading.rows, "leads", ids, ["person"])]

    assert names(Order("title")) == ["Ada", "Ben", "Dora", "Cleo"]
    assert names(Order("account"), Order("person", True)) == ["Dora", "Cleo", "Ben", "Ada"]
    assert names(Order("last_touch", True))[0] == "Dora"


def test_rows_hold_what_people_read_typed(desk: Desk, four: dict[str, int]) -> None:
    shown = ["person", "country", "service_line", "stage", "due", "fit", "open", "tags", "created"]
    (row,) = desk.ask(reading.rows, "leads", [four["Ada"], 4711], shown)
    assert row.values[:2] == ("Ada Berg", "US") and row.values[3] == "Lead"
    assert isinstance(row.values[4], date) and isinstance(row.values[5], int) and row.values[6] is True
    assert row.values[7] == "Board, Tender 2027"
    marks = {
        row.values[0]: (row.refused, row.overdue)
        for row in desk.ask(reading.rows, "leads", [*four.values()], ["person"])
    }
    assert marks == {
        "Ada Berg": (False, True), "Ben Ito": (True, False), "Cleo Marsh": (False, False), "Dora Öberg": (False, False),
    }  # fmt: skip


def test_counts_name_the_values_and_heed_the_filter(desk: Desk, four: dict[str, int]) -> None:
    def counts(by: str, *written: str) -> list[tuple[str, int]]:
        filter = ListFilter(conditions=tuple(parse_condition(one) for one in written))
        return [(one.label, one.count) for one in desk.ask(reading.counts, "leads", filter, by)]

    assert counts("country") == [("US", 2), ("CA", 1), ("DE", 1)]
    assert counts("tags") == [("Board", 2), ("Nothing", 2), ("Tender 2027", 1)]
    assert counts("created") == [("2026-11", 4)]
    assert counts("open") == [("Yes", 3), ("No", 1)]
    assert counts("country", "tags=Board") == [("DE", 1), ("US", 1)]


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (Condition("shoe", Test.IS, ("1",)), "not a column of leads"),
        (Condition("fit", Test.CONTAINS, ("1",)), "cannot be tested"),
        (Condition("fit", Test.AT_LEAST, ("many",)), "not a whole number"),
        (Condition("fit", Test.BETWEEN, ("1",)), "takes 2 values"),
        (Condition("due", Test.BEFORE, ("soon",)), "not a date"),
        (Condition("due", Test.LAST_DAYS, ("999999999999",)), "beyond the calendar"),
        (Condition("open", Test.IS, ("perhaps",)), "neither yes nor no"),
        (Condition("stage", Test.IS, ("won",)), "Stage cannot be “won”"),
    ],
)
def test_what_cannot_be_asked_is_said(desk: Desk, condition: Condition, says: str) -> None:
    with pytest.raises(Problem, match=says):
        desk.ask(reading.ids, "leads", ListFilter(conditions=(condition,)))


def test_every_test_of_every_kind_can_be_asked(desk: Desk, four: dict[str, int]) -> None:
    of_kind = {Kind.TEXT: "title", Kind.CHOICE: "owner", Kind.NUMBER: "fit", Kind.DATE: "created", Kind.YES_NO: "open"}
    value = {Kind.NUMBER: "5", Kind.DATE: "2026-11-16", Kind.YES_NO: "yes"}
    for kind, tests in TESTS.items():
        for test in tests:
            one = "3" if test in (Test.LAST_DAYS, Test.NEXT_DAYS) else value.get(kind, "x")
            values = (one,) * (1 if test.takes == -1 else test.takes)
            desk.ask(reading.ids, "leads", ListFilter(conditions=(Condition(of_kind[kind], test, values),)))
