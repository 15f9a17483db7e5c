"""A real workspace on disk for every test, with a clock that tests set, and a few leads to act on."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from app.domain.lead import Answered, Certainty
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.services import lead_page
from app.services.adding import add_lead
from app.services.answers import Given, answer_all
from app.services.desk import Desk
from app.services.imports import ImportPlan, commit_import, plan_import
from app.services.moves import move
from app.services.work import Changed, Work

NOW = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)  # a Monday, ten in the morning where the team works


@dataclass
class SetClock:
    """A clock that stands where a test put it."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


Fill = Callable[[Desk, SetClock], object]
"""What fills a workspace, and may let time pass meanwhile."""


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace to copy; making one reads a whole playbook, copying one does not."""
    path = tmp_path_factory.mktemp("empty") / "empty.assay"
    Desk.create(path, by="Mia", now=lambda: NOW - timedelta(days=60)).close()
    return path


@pytest.fixture(scope="session")
def filled(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Fill], Path]:
    """Give the file of a workspace that a function of a module filled, the first time that it was asked for."""
    folder = tmp_path_factory.mktemp("filled")

    @cache
    def made(fill: Fill) -> Path:
        path = Path(shutil.copy(empty, folder / f"{fill.__module__}.{fill.__name__}.assay"))
        clock = SetClock(NOW)
        with Desk.open(path, by="Mia", now=clock) as desk:
            fill(desk, clock)
        return path

    return made


@pytest.fixture
def begin_with(request: pytest.FixtureRequest) -> Fill | None:
    """What fills the workspace before the test opens it; a module in which all begin with more says so itself."""
    if "mql" in request.fixturenames:
        return ada_at_mql
    return ada_alone if "ada" in request.fixturenames else None


@pytest.fixture
def desk(
    tmp_path: Path,
    empty: Path,
    filled: Callable[[Fill], Path],
    begin_with: Fill | None,
    clock: SetClock,
) -> Iterator[Desk]:
    path = tmp_path / "team.assay"
    shutil.copy(filled(begin_with) if begin_with else empty, path)
    with Desk.open(path, by="Mia", now=clock) as opened:
        yield opened
        opened.backs_up = False  # nobody looks for what is made on closing; who does so closes it in the test


ADA = {
    "full_name": "Ada Berg",
    "email": "ada.berg@northgate.example",
    "job_title": "Laboratory manager",
    "company": "Northgate Hospital Labs",
    "country": "US",
    "region": "OH",
    "city": "Columbus",
    "facility_type": "Hospital",
    "segment": "Regional provider",
    "size": "900",
    "service_line": "hospital_lab",
    "source": "Website",
    "asked_for": "A demo for our lab",
}
BEN = {
    "full_name": "Ben Ito",
    "email": "ben.ito@northgate.example",
    "job_title": "Laboratory medical director",
    "company": "Northgate Hospital Labs",
    "service_line": "hospital_lab",
    "source": "Webinar",
}
CLEO = {
    "full_name": "Cleo Marsh",
    "email": "cleo@marshclinic.example",
    "job_title": "Owner",
    "company": "Marsh Clinic",
    "country": "CA",
    "service_line": "clinic_panels",
    "source": "Trade show",
}


@pytest.fixture
def add(desk: Desk) -> Callable[..., int]:
    """Add a lead by hand; returns its id."""

    def added(fields: dict[str, str] = ADA, **more: str) -> int:
        return int(str(desk.do(add_lead, {**fields, **more}).outcome))

    return added


def ada_alone(desk: Desk, clock: SetClock) -> None:
    """Ada, added by hand."""
    assert desk.do(add_lead, ADA).outcome == 1


@pytest.fixture
def ada(desk: Desk) -> int:
    """Ada, with whom the workspace begins."""
    return 1


@pytest.fixture
def prove(desk: Desk) -> Callable[..., Changed]:
    """Prove what a stage requires of a lead."""
    return partial(proven, desk)


def proven(desk: Desk, lead_id: int, stage: Stage = Stage.MQL, *, without: tuple[str, ...] = ()) -> Changed:
    """Answer Yes, with evidence, to every criterion that a stage requires, but for some."""
    view = desk.ask(lead_page.lead_view, lead_id)
    rows = (view.mql if stage is Stage.MQL else view.sql).rows
    given = {row.id: Given(Answered.YES, f"Said so: {row.id}") for row in rows if row.required}
    wanted = {id: one for id, one in given.items() if id not in without}
    return desk.do(answer_all, lead_id, wanted, "Ada Berg", Certainty.TOLD)


def a_reason(**changes: Any) -> Reason:
    """A reason with everything in it."""
    parts: dict[str, Any] = {
        "learned": "Spoke for ten minutes; they want to change before the contract renews.",
        "next_step": "Call again",
        "due": date(2026, 11, 20),
        "owner": "Mia",
        "code": "",
    }
    return Reason(**{**parts, **changes})


def ada_at_mql(desk: Desk, clock: SetClock) -> None:
    """Ada, added by hand and moved to MQL on a path to sales."""
    ada_alone(desk, clock)
    proven(desk, 1)
    desk.do(move, 1, stage=Stage.MQL, path="sales_discovery", reason=a_reason())


@pytest.fixture
def mql(desk: Desk) -> int:
    """Ada at MQL on a path to sales."""
    return 1


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as a CSV file."""

    def written(text: str, name: str = "leads.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


@pytest.fixture
def bring_in(desk: Desk, csv: Callable[..., Path]) -> Callable[..., ImportPlan]:
    """Plan and commit an import of a text; returns the plan."""

    def brought(text: str, name: str = "leads.csv") -> ImportPlan:
        plan = desk.ask(plan_import, [csv(text, name)])
        desk.do(commit_import, plan)
        return plan

    return brought


JOURNAL = {"action", "change", "change_range", "change_body", "acting"}


def everything(desk: Desk, *, without: frozenset[str] = frozenset()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the journal's, to see that nothing changed."""
    from sqlalchemy import select

    from app.store.tables import Base

    tables = [t for t in Base.metadata.sorted_tables if t.name not in JOURNAL | without]

    def rows(work: Work) -> dict[str, list[tuple[Any, ...]]]:
        found = {t.name: work.session.execute(select(t).order_by(*t.primary_key)) for t in tables}
        return {name: [tuple(row) for row in of_table] for name, of_table in found.items()}

    return desk.ask(rows)
