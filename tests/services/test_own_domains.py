"""Our own domains: set by people, checked, taken back, and heeded by the next import."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.problems import Problem
from app.services.desk import Desk
from app.services.imports import plan_import
from app.services.own_domains import OwnDomains, own_domains, set_own_domains
from app.services.undoing import undo


def test_a_new_workspace_knows_none(desk: Desk) -> None:
    assert desk.ask(own_domains) == OwnDomains(())


def test_what_is_set_is_tidied_kept_and_taken_back(desk: Desk) -> None:
    changed = desk.do(set_own_domains, ["https://www.Seller.example/en", "kim@team.example", "seller.example"])
    assert desk.ask(own_domains).kept == ("seller.example", "team.example")
    assert changed.label == "Own domains: add seller.example, team.example"
    assert changed.action is not None
    assert desk.do(set_own_domains, ["seller.example"]).label == "Own domains: take out team.example"
    assert desk.do(set_own_domains, ["Seller.example"]).action is None
    desk.do(undo, changed.action + 1)
    assert desk.ask(own_domains).kept == ("seller.example", "team.example")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("gmail.com", "Anybody may have an address at gmail.com"),
        ("someone@GMX.de", "Anybody may have an address at gmx.de"),
        ("co.uk", "Under co.uk anybody may have a domain"),
        ("", "is no domain"),
        ("two words", "is no domain"),
        ("localhost", "is no domain"),
    ],
)
def test_what_cannot_be_ours_is_refused(desk: Desk, written: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        desk.do(set_own_domains, ["seller.example", written])
    assert desk.ask(own_domains).kept == ()


def test_the_next_import_leaves_our_own_people_aside(desk: Desk, csv: Callable[..., Path]) -> None:
    file = csv("Name,Email\nAda Berg,ada@northgate.example\nKim Us,kim@seller.example\n")
    assert desk.ask(plan_import, [file]).counts["create"] == 2
    desk.do(set_own_domains, ["seller.example"])
    plan = desk.ask(plan_import, [file])
    assert (plan.counts["create"], plan.counts["reject"]) == (1, 1)
