"""A committee in a handoff: every fact in rows, and a map that left is remembered (CM12, CM13)."""

from collections.abc import Callable
from pathlib import Path

from app.services import handoffs
from app.services.committee.handed import handed
from app.services.committee.lines import add_line, set_manager
from app.services.committee.opinions import edit_stakeholder
from app.services.committee.view import MapView
from app.services.desk import Desk
from tests.exports.test_handoff_committee import pictures_in, png
from tests.services.committee.conftest import LINE


def test_cm13_rows_say_where_everybody_stands(desk: Desk, house: int, put: Callable[..., int]) -> None:
    ann, bob = put("Ann Ash", "Laboratory director"), put("Bob Oak", "LIS analyst")
    desk.do(set_manager, bob, ann, LINE)
    desk.do(add_line, ann, bob, "influences", LINE, "strong")
    desk.do(edit_stakeholder, bob, {"external": True, "organisation": "Vantage", "depth": 2, "owner": "Mia"})
    told = desk.ask(handed, house, LINE)
    first, second = told.seats[:2]
    assert (first.person, first.band, first.lane) == ("Ann Ash", "Head", "Lab")
    assert (second.reports_to, second.outside, second.depth, second.ours) == (
        "Ann Ash",
        "Vantage",
        "several contacts",
        "Mia",
    )
    empty = [row for row in told.seats if not row.person]
    assert empty and all(row.need in ("required", "expected") and row.lane for row in empty)
    (line,) = told.lines
    assert (line.one, line.kind, line.other, line.strength) == ("Ann Ash", "influences", "Bob Oak", "strong")
    assert told.coverage.endswith(" of 3")


def test_a_lead_without_account_or_people_has_no_map(desk: Desk, ada: int) -> None:
    assert desk.ask(handoffs.map_of_lead, ada) is None
    assert desk.ask(handed, None, LINE).seats == ()


def test_cm12_a_handoff_with_the_map_counts_as_an_export(
    desk: Desk, mql: int, tmp_path: Path, look: Callable[..., MapView], put: Callable[..., int]
) -> None:
    put("Ann Ash", "Laboratory director")
    view = desk.ask(handoffs.map_of_lead, mql)
    assert view is not None and view.exported is None
    desk.do(handoffs.issue_handoff, mql, tmp_path / "plain.xlsx")
    assert look().exported is None
    desk.do(handoffs.issue_handoff, mql, tmp_path / "pictured.xlsx", [png(20, 10, 2)])
    exported = look().exported
    assert exported is not None and (exported.form, exported.privacy) == ("handoff", "full")
    assert pictures_in(tmp_path / "plain.xlsx") == []
    assert len(pictures_in(tmp_path / "pictured.xlsx")) == 1
