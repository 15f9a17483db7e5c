"""Whom a few rows may mean is found without reading everybody, and the plan is the one of a look at everybody."""

import random
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from app.intake.drafting.drafts import Draft
from app.services import editing, merging
from app.services.desk import Desk
from app.services.imports import ImportPlan, commit_import, plan_import
from app.services.known import Known
from app.services.near import Near, near
from app.services.plan_rows import PlanRow
from app.services.planning import Planner
from app.services.work import Work

HEAD = "First name,Last name,Name,Email,Phone,Company,Website,Account ID,City,Service line"
FIRST, LAST = ("Ada", "Bo", "Çem", "Anna Maria", ""), ("Berg", "Ito", "Öst", "de Vries", "")
EMAILS = (
    "ada@north.example",
    "Ada@North.example",
    "info@north.example",
    "bo@gmail.com",
    "bo.ito@south.example",
    "",
    "",
)
PHONES = ("+1 415 555 0134", "+46 90 555 0101", "555-0134-77", "55501 3477", "", "", "")
HOUSES = ("North Lab", "North Lab GmbH", "The South Clinic Inc", "Öst & Sons", "", "")
SITES = ("north.example", "https://www.south.example/about", "", "")
NUMBERS = ("AB-12", "ab 12", "77", "", "", "")


def _rows(dice: random.Random, count: int) -> list[str]:
    rows = []
    for _ in range(count):
        first, last = dice.choice(FIRST), dice.choice(LAST)
        whole = dice.choice((f"{first} {last}".strip(), "", "Ada", "Somebody Else"))
        said = [dice.choice(values) for values in (EMAILS, PHONES, HOUSES, SITES, NUMBERS)]
        rows.append(",".join([first, last, whole, *said, dice.choice(("Mainz", "Turin", "")), "Hospital lab"]))
    return rows


def _planned(work: Work, plan: ImportPlan, drafts: list[Draft], met: Near | None) -> list[PlanRow]:
    planner = Planner(Known(work.session, met=met), work.playbook, work.now)
    return list(planner.rows(drafts, ()))


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.torture) for seed in range(4, 16))])
def test_the_plan_of_a_few_rows_is_that_of_a_look_at_everybody(desk: Desk, csv: Callable[..., Path], seed: int) -> None:
    dice = random.Random(seed)
    desk.do(commit_import, desk.ask(plan_import, [csv("\n".join([HEAD, *_rows(dice, 40), ""]), "stored.csv")]))
    people = desk.ask(lambda work: sorted(Known(work.session)._person_rows))
    accounts = desk.ask(lambda work: sorted(Known(work.session)._account_rows))
    if len(people) > 3:
        desk.do(merging.merge, "people", people[0], people[2])
        desk.do(editing.edit_person, people[1], {"email": "new@east.example", "phone": "0049 6131 555"})
    if len(accounts) > 2:
        desk.do(merging.merge, "accounts", accounts[0], accounts[1])

    def both(work: Work) -> None:
        for number in range(30):
            rows = _rows(dice, dice.randrange(1, 4))
            path = csv("\n".join([HEAD, *rows, ""]), f"few{number}.csv")
            plan = plan_import(work, [path])
            drafts = _drafts(work, path)
            some = near(work.session, [draft.lead for draft in drafts])
            whole, few = _planned(work, plan, drafts, None), _planned(work, plan, drafts, some)
            assert [_told(row) for row in few] == [_told(row) for row in whole], rows

    desk.ask(both)


def _drafts(work: Work, path: Path) -> list[Draft]:
    from app.intake.choices import Choices
    from app.intake.drafting.drafts import drafts
    from app.intake.reading import look

    file = look(path, Choices())
    return [draft for table in file.lead_tables for draft in drafts(file, table) if isinstance(draft, Draft)]


def _told(row: PlanRow) -> tuple[object, ...]:
    return row.act, row.reason, dict(row.differences), row.lead_id, row.record


def test_nobody_else_is_looked_at(desk: Desk, csv: Callable[..., Path]) -> None:
    crowd = [
        f"P{a}{b},Q{b}{a},,p{a}x{b}@h{a}.example,,House {a},,,,Hospital lab" for a, b in product(range(20), range(9))
    ]
    desk.do(commit_import, desk.ask(plan_import, [csv("\n".join([HEAD, *crowd, ""]))]))
    said = {"first_name": "P33", "last_name": "Q33", "email": "new@h3.example", "company": "House 3"}
    met = desk.ask(lambda work: near(work.session, [said]))
    assert (len(met.people), len(met.accounts)) == (1, 1)
    little = desk.ask(lambda work: near(work.session, [{"company": "House 4"}]))
    assert (len(little.people), len(little.accounts)) == (0, 1)
