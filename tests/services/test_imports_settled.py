"""What is settled for an import and what it leaves behind: defaults of files, mappings confirmed, our own domains."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.intake.choices import Choices
from app.services import leads
from app.services.desk import Desk
from app.services.imports import ImportChoices, ImportResult, commit_import, plan_import
from app.services.own_domains import own_domains
from app.services.undoing import undo
from tests.benchmarks.generate import write_leads


def _rows(desk: Desk) -> list[leads.LeadRow]:
    return desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter(), "email"))


def test_each_file_has_its_own_defaults(desk: Desk, csv: Callable[..., Path]) -> None:
    fair = csv("Name,Email\nAda Berg,ada@north.example\n", "fair.csv")
    webinar = csv("Name,Email\nBen Ito,ben@north.example\n", "webinar.csv")
    choices = ImportChoices(
        defaults={"source": "trade_show", "service_line": "hospital_lab"},
        defaults_by_file={webinar: {"source": "webinar", "campaign": "Turnaround"}},
    )
    plan = desk.ask(plan_import, [fair, webinar], choices)
    told = [(row.lead["source"], row.lead.get("campaign"), row.lead["service_line"]) for row in plan.rows]
    assert told == [("trade_show", None, "hospital_lab"), ("webinar", "Turnaround", "hospital_lab")]


def test_a_person_in_two_files_is_one_with_a_signal_of_each(desk: Desk, csv: Callable[..., Path]) -> None:
    head = "Name,Email,Request,Created\n"
    one = csv(f"{head}Ada Berg,ada@north.example,Demo,2026-11-02\n", "one.csv")
    two = csv(f"{head}Ada Berg,ada@north.example,Price list,2026-11-03\n", "two.csv")
    plan = desk.ask(plan_import, [one, two])
    assert [row.act for row in plan.rows] == ["create", "signal"]
    assert "the same person as row 2 of one.csv" in plan.rows[1].reason, "rows are counted as spreadsheets show them"
    desk.do(commit_import, plan)
    assert len(_rows(desk)) == 1


LIST = "Contact,Email,E-mail 2,House\nAda Berg,ada@north.example,a.berg@home.example,North Lab\n"


def test_a_plan_confirmed_in_the_window_is_remembered(desk: Desk, csv: Callable[..., Path]) -> None:
    plan = desk.ask(plan_import, [csv(LIST)])
    desk.do(commit_import, plan)
    remembered = desk.ask(plan_import, [csv(LIST, "next.csv")])
    before, after = (one.files[0].primary for one in (plan, remembered))
    assert before is not None and after is not None
    assert {field: (m.index, m.also) for field, m in after.mapping.items()} == {
        field: (m.index, m.also) for field, m in before.mapping.items()
    }


@pytest.mark.parametrize(("door", "mapping", "kept"), [("window", {}, 1), ("line", {}, 0), ("line", {"company": 3}, 1)])
def test_a_mapping_is_kept_where_a_person_settled_or_saw_it(
    desk: Desk, csv: Callable[..., Path], door: str, mapping: dict[str, int], kept: int
) -> None:
    desk.door = door
    choices = ImportChoices(reading=Choices(mapping=mapping))
    desk.do(commit_import, desk.ask(plan_import, [csv(LIST)], choices))
    count = "SELECT count(*) FROM remembered_layout"
    assert desk.ask(lambda work: work.session.connection().exec_driver_sql(count).scalar()) == kept


def test_our_own_domains_are_learned_with_an_import_and_go_with_it(desk: Desk, csv: Callable[..., Path]) -> None:
    rows = [f"Person {name},{name}@site{n}.example,kim@seller.example" for n, name in enumerate("abcdef")]
    file = csv("\n".join(["Name,Email,Owner email", *rows, "Lee Own,lee@seller.example,kim@seller.example", ""]))
    plan = desk.ask(plan_import, [file])
    assert plan.files[0].own_domains == {"seller.example"}
    assert plan.rows[-1].act == "reject"
    assert desk.ask(own_domains).kept == (), "a plan learns nothing"
    done = desk.do(commit_import, plan)
    assert isinstance(done.outcome, ImportResult)
    assert done.outcome.own_domains == desk.ask(own_domains).kept == ("seller.example",)
    desk.do(undo)
    assert desk.ask(own_domains).kept == ()


def test_the_plan_of_a_file_with_a_password_is_on_no_disk(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    real = tempfile.TemporaryFile

    def noted(*given: object, **named: object) -> object:
        made.append(given)
        return real(*given, **named)

    monkeypatch.setattr(tempfile, "TemporaryFile", noted)
    path = tmp_path / "list.csv"
    write_leads(path, 6_000)
    plain = desk.ask(plan_import, [path])
    assert made, "a long plan is packed into a file"
    made.clear()
    secret = desk.ask(plan_import, [path], ImportChoices(reading=Choices(password="sesame")))
    assert not made
    assert [row.lead for row in secret.rows[5_000:5_010]] == [row.lead for row in plain.rows[5_000:5_010]]
