"""Lists of leads and accounts: every filter, every order, leads without a date first, and search."""

from datetime import date

import pytest

from app.services import accounts, editing, leads, moves, overview, searching, today, touches
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.leads import LeadFilter
from app.services.lists.lead_columns import LEADS
from tests.services.conftest import ADA, BEN, CLEO, Fill, SetClock, a_reason

DORA = {
    "full_name": "Dora Öberg",
    "email": "dora.oberg@labor.example",
    "company": "Labor Öberg GmbH",
    "country": "Germany",
    "city": "Kiel",
    "service_line": "lab_partner",
    "source": "Referral",
    "campaign": "Autumn",
    "owner": "Jon",
}


IDS = {"Ada": 1, "Ben": 2, "Cleo": 3, "Dora": 4}


def four_leads(desk: Desk, clock: SetClock) -> None:
    """Four leads that differ in everything a filter looks at."""
    assert [desk.do(add_lead, fields).outcome for fields in (ADA, BEN, CLEO, DORA)] == list(IDS.values())
    desk.do(moves.move, IDS["Ben"], path="nurture", reason=a_reason(due=date(2026, 12, 24)))
    desk.do(moves.move, IDS["Cleo"], path="disqualified", reason=a_reason(due=None, code="competitor"))
    desk.do(
        moves.move,
        IDS["Dora"],
        path="not_now",
        reason=a_reason(due=None, owner="Jon"),
        trigger="A new laboratory opens",
    )


@pytest.fixture
def begin_with(request: pytest.FixtureRequest, begin_with: Fill | None) -> Fill | None:
    return four_leads if "four" in request.fixturenames else begin_with


@pytest.fixture
def four(desk: Desk) -> dict[str, int]:
    """The four leads with whom the workspace begins."""
    return IDS


def _names(desk: Desk, filter: LeadFilter, sort: str = "person", descending: bool = False) -> list[str]:
    ids = desk.ask(leads.lead_ids, filter, sort, descending)
    assert desk.ask(leads.count_leads, filter) == len(ids)
    return [row.person.split()[0] for row in desk.ask(leads.lead_rows, ids)]


FILTERS: dict[str, tuple[LeadFilter, list[str]]] = {
    "none": (LeadFilter(), ["Ada", "Ben", "Cleo", "Dora"]),
    "path": (LeadFilter(paths=("nurture", "not_now")), ["Ben", "Dora"]),
    "no path": (LeadFilter(paths=("",)), ["Ada"]),
    "owner": (LeadFilter(owners=("Jon",)), ["Dora"]),
    "service line": (LeadFilter(service_lines=("hospital_lab",)), ["Ada", "Ben"]),
    "segment": (LeadFilter(segments=("regional_provider",)), ["Ada", "Ben"]),
    "country": (LeadFilter(countries=("CA", "DE")), ["Cleo", "Dora"]),
    "source": (LeadFilter(sources=("referral",)), ["Dora"]),
    "stage": (LeadFilter(stages=("mql",)), []),
    "open": (LeadFilter(open_only=True), ["Ada", "Ben", "Dora"]),
    "text of a name": (LeadFilter(text="öberg"), ["Dora"]),
    "text without accents, two words": (LeadFilter(text="OBERG kiel"), ["Dora"]),
    "text of a wish": (LeadFilter(text="demo for"), ["Ada"]),
    "text of a campaign": (LeadFilter(text="autumn"), ["Dora"]),
    "text that nobody has": (LeadFilter(text="nobody at all"), []),
    "signs that mean something to a database": (LeadFilter(text="%zz_'"), []),
    "two parts at once": (LeadFilter(owners=("Mia",), open_only=True, text="northgate"), ["Ada", "Ben"]),
    "group": (LeadFilter(group="to_screen"), ["Ada"]),
}


@pytest.mark.parametrize("case", FILTERS)
def test_a_filter_lets_through_what_it_names(desk: Desk, four: dict[str, int], case: str) -> None:
    filter, expected = FILTERS[case]
    assert sorted(_names(desk, filter)) == sorted(expected)


def test_filters_by_account_person_cell_and_ids(desk: Desk, four: dict[str, int]) -> None:
    row = desk.ask(leads.lead_rows, [four["Ada"]])[0]
    assert _names(desk, LeadFilter(account_id=row.account_id)) == ["Ada", "Ben"]
    assert _names(desk, LeadFilter(ids=(four["Dora"], four["Cleo"]))) == ["Cleo", "Dora"]
    bands = {name: desk.ask(lambda work, id=id: _bands(work, id)) for name, id in four.items()}
    alike = sorted(name for name, pair in bands.items() if pair == bands["Ada"])
    assert sorted(_names(desk, LeadFilter(fit_bands=bands["Ada"][:1], intent_bands=bands["Ada"][1:]))) == alike


def _bands(work, id):
    from app.store.tables import Lead

    lead = work.session.get(Lead, id)
    return lead.fit_band, lead.intent_band


@pytest.mark.parametrize("sort", [column.id for column in LEADS])
def test_every_order_holds_both_ways_and_loses_nobody(desk: Desk, four: dict[str, int], sort: str) -> None:
    up = desk.ask(leads.lead_ids, LeadFilter(), sort)
    down = desk.ask(leads.lead_ids, LeadFilter(), sort, True)
    assert sorted(up) == sorted(down) == sorted(four.values())
    rows = desk.ask(leads.lead_rows, up)
    keys = {
        "person": lambda r: r.person.split()[1].replace("Öberg", "Oberg"),
        "due": lambda r: (r.path == "disqualified", r.due or date.min),
        "fit": lambda r: r.fit,
        "intent": lambda r: r.intent,
        "owner": lambda r: r.owner,
        "created": lambda r: r.created_at,
        "email": lambda r: r.email,
        "country": lambda r: r.country,
    }
    if key := keys.get(sort):
        assert [key(row) for row in rows] == sorted(key(row) for row in rows)
    if sort != "due" and sort in keys and len({keys[sort](r) for r in rows}) == len(rows):
        assert list(up) == list(reversed(down))


def test_open_leads_without_a_date_come_first_and_closed_ones_last(desk: Desk, four: dict[str, int]) -> None:
    assert _names(desk, LeadFilter(), "due") == ["Dora", "Ada", "Ben", "Cleo"]
    assert list(desk.ask(leads.lead_ids, LeadFilter(), "due", limit=3)) == [four["Dora"], four["Ada"], four["Ben"]]
    assert set(_names(desk, LeadFilter(), "due", True)[2:]) == {"Cleo", "Dora"}


def test_rows_come_in_the_order_asked_and_skip_who_is_gone(desk: Desk, four: dict[str, int]) -> None:
    wanted = [four["Dora"], 999, four["Ada"]]
    rows = desk.ask(leads.lead_rows, wanted)
    assert [row.id for row in rows] == [four["Dora"], four["Ada"]]
    ada = rows[1]
    assert (ada.person, ada.title, ada.account) == ("Ada Berg", "Laboratory manager", "Northgate Hospital Labs")
    assert (ada.service_line_label, ada.segment, ada.source) == (
        "Hospital lab services",
        "Regional provider",
        "Website form",
    )
    assert not ada.overdue


def test_a_date_that_passed_is_overdue(desk: Desk, ada: int, clock) -> None:
    clock.forward(days=10)
    assert desk.ask(leads.lead_rows, [ada])[0].overdue


def test_the_choices_of_a_filter_count(desk: Desk, four: dict[str, int]) -> None:
    choices = desk.ask(leads.filter_choices)
    assert choices.stages == (("lead", "Lead", 4),)
    assert ("", "No path", 1) in choices.paths
    assert choices.owners == (("Mia", "Mia", 3), ("Jon", "Jon", 1))
    assert ("hospital_lab", "Hospital lab services", 2) in choices.service_lines
    assert ("", "Not known", 2) in choices.segments
    assert sum(count for _, _, count in choices.countries) == 4
    assert [label for _, label, _ in choices.fit_bands] == ["High", "Medium", "Low"]
    assert sum(count for _, _, count in choices.intent_bands) == 4


def test_today_counts_and_lists_the_same(desk: Desk, four: dict[str, int], clock) -> None:
    clock.forward(hours=1)
    desk.do(touches.add_signal, four["Ben"], "demo_request")
    clock.forward(days=3)
    groups = {group.id: group.count for group in desk.ask(today.today).groups}
    assert groups["requalify"] == 1 and groups["first_outreach"] == 1
    for id, count in groups.items():
        assert len(desk.ask(today.today_ids, id)) == count
    assert desk.ask(today.today_ids, "requalify") == [four["Ben"]]


# --- accounts, search, overview ---------------------------------------------------------------------------------------


def test_accounts_are_listed_with_their_people_and_leads(desk: Desk, four: dict[str, int]) -> None:
    rows = desk.ask(accounts.account_rows, desk.ask(accounts.account_ids))
    assert [row.name for row in rows] == ["Labor Öberg GmbH", "Marsh Clinic", "Northgate Hospital Labs"]
    northgate = rows[2]
    assert (northgate.people, northgate.leads, northgate.open_leads) == (2, 2, 2)
    assert (northgate.best_stage, northgate.owners) == ("lead", "Mia")
    assert desk.ask(accounts.account_ids, "oberg kiel") == [rows[0].id]
    assert desk.ask(accounts.account_ids, "", "country", True)[0] == northgate.id
    assert desk.ask(accounts.account_ids, "nowhere") == []


@pytest.mark.parametrize("sort", accounts.SORTS)
def test_accounts_have_every_order(desk: Desk, four: dict[str, int], sort: str) -> None:
    up, down = (desk.ask(accounts.account_ids, "", sort, way) for way in (False, True))
    assert sorted(up) == sorted(down)
    assert len(up) == 3


def test_search_finds_leads_and_accounts_as_one_types(desk: Desk, four: dict[str, int]) -> None:
    hits = desk.ask(searching.search, "northgate")
    assert [(hit.kind, hit.title) for hit in hits[:1]] == [("account", "Northgate Hospital Labs")]
    assert {hit.title for hit in hits if hit.kind == "lead"} == {"Ada Berg", "Ben Ito"}
    assert [hit.title for hit in desk.ask(searching.search, "dora kiel")] == ["Dora Öberg"]
    assert desk.ask(searching.search, "  ") == []
    assert len(desk.ask(searching.search, "e", limit=2)) == 2
    desk.do(editing.edit_lead, four["Ada"], {"last_name": "Quist"})
    assert [hit.title for hit in desk.ask(searching.search, "quist")] == ["Ada Quist"]


def test_the_command_line_finds_a_lead_by_number_or_words(desk: Desk, four: dict[str, int]) -> None:
    assert desk.ask(searching.lead_by_name, str(four["Ada"])) == [four["Ada"]]
    assert desk.ask(searching.lead_by_name, "999") == []
    assert desk.ask(searching.lead_by_name, "cleo@marsh") == [four["Cleo"]]


def test_the_status_says_what_waits_and_what_undo_would_do(desk: Desk, four: dict[str, int]) -> None:
    status = desk.ask(overview.status)
    assert (status.name, status.leads, status.open_leads) == ("empty", 4, 3)
    assert status.undo == "Move Dora Öberg to Not now"
    assert status.redo is None
    assert status.counts["today"] == 1
    assert desk.ask(overview.last_action_at) is not None
