"""Imports: the preview is the plan, the commit does exactly that, and nothing that was written is lost."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.services import editing, imports, lead_page, leads, undoing
from app.services.desk import Desk
from app.services.imports import ImportChoices, ImportPlan, ImportResult, commit_import, plan_import
from app.services.work import Work
from app.store.tables import ImportRow, Lead, Person, SignalRow
from tests.services.conftest import NOW, everything

LIST = """First Name,Last Name,E-mail,Phone,Company,Job title,Country,Request,Created,Lanyard colour
Ada,Berg,ada.berg@northgate.example,+1 614 555 0101,Northgate Hospital Labs,Laboratory manager,US,Demo,2026-11-10,39
Ben,Ito,ben@northgate.example,,Northgate Hospital Labs,Lab director,US,,2026-11-10,
Ada,Berg,ada.berg@northgate.example,+1 614 555 0199,Northgate Hospital Labs,,US,Price list,2026-11-12,40
,,,,,,,,,
Cleo,Marsh,cleo@marshclinic.example,,Marsh Clinic,Owner,Canada,,2026-11-11,
,,,,,,,nothing,,
Ada,Berg,aberg@gmail.com,,Northgate Hospital Labs,,US,,,
Cleo,Marsh,cleo@marshclinic.example,,Marsh Clinic,Owner,Canada,,2026-11-11,
"""


def _acts(plan: ImportPlan) -> list[str]:
    return [row.act for row in plan.rows]


def test_the_plan_says_what_becomes_of_every_row(desk: Desk, csv: Callable[..., Path]) -> None:
    before = everything(desk)
    plan = desk.ask(plan_import, [csv(LIST)])
    assert everything(desk) == before, "a plan writes nothing"
    assert _acts(plan) == ["create", "create", "update", "create", "reject", "doubtful", "skip"]
    assert sum(plan.counts.values()) == len(plan.rows) == 7
    assert [row.record for row in plan.rows] == [1, 2, 3, 5, 6, 7, 8]
    again = plan.rows[2]
    assert again.differences["phone"] == ("+16145550101", "+16145550199 (kept beside it)")
    assert again.lead_id == plan.rows[0].lead_id
    assert "Perhaps" in plan.rows[5].reason
    assert plan.rows[4].cells[7] == "nothing"


def test_the_commit_does_what_the_plan_says(desk: Desk, bring_in: Callable[..., ImportPlan]) -> None:
    plan = bring_in(LIST)
    rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter(), "created"))
    assert {row.person for row in rows} == {"Ada Berg", "Ben Ito", "Cleo Marsh"}
    view = desk.ask(lead_page.lead_view, next(row.id for row in rows if row.person == "Ada Berg"))
    assert view.person.phone == "+16145550101"
    assert [(field, value) for field, value, _ in view.person.alternatives] == [("phone", "+16145550199")]
    assert view.extra == {"Lanyard colour": "39; 40"}
    assert {row.title for row in view.timeline if row.kind == "signal"} == {"Demo request", "Pricing request"}
    assert (view.owner, view.next_step) == ("Mia", "Screen this lead")
    assert view.due is not None
    assert view.created_at == NOW, "a lead is as old as its arrival here; what it did has its own dates"
    stored = desk.ask(lambda work: [(r.record, r.act, r.cells) for r in work.session.query(ImportRow)])
    assert [act for _, act, _ in stored] == _acts(plan)
    kept = {record: cells for record, act, cells in stored if cells is not None}
    assert set(kept) == {6, 7}, "cells are kept where a row became no lead"
    assert kept[6][7] == "nothing"


def test_the_same_file_again_is_all_skip(
    desk: Desk, bring_in: Callable[..., ImportPlan], csv: Callable[..., Path]
) -> None:
    bring_in(LIST)
    counts = desk.ask(plan_import, [csv(LIST)]).counts
    assert counts["create"] == counts["update"] == counts["signal"] == 0
    assert (counts["skip"], counts["doubtful"], counts["reject"]) == (5, 1, 1)


def test_blank_never_overwrites_and_other_values_are_kept_beside(
    desk: Desk, bring_in: Callable[..., ImportPlan]
) -> None:
    bring_in(LIST)
    bring_in(
        "First name,Last name,E-mail,Company,Job title,City\n"
        "Ada,Berg,ada.berg@northgate.example,Northgate Hospital Labs,Director of laboratories,Columbus\n"
        "Ben,Ito,ben@northgate.example,,,\n",
        "later.csv",
    )
    rows = {r.person: r for r in desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter()))}
    assert rows["Ada Berg"].title == "Laboratory manager"
    assert rows["Ben Ito"].title == "Lab director"
    view = desk.ask(lead_page.lead_view, rows["Ada Berg"].id)
    assert ("job_title", "Director of laboratories") in [(field, value) for field, value, _ in view.person.alternatives]
    assert view.account is not None and view.account.city == "Columbus"


def test_acts_can_be_settled_by_hand(desk: Desk, csv: Callable[..., Path]) -> None:
    file = csv(LIST)
    settled = ImportChoices(acts={(file, "", 2): "skip", (file, "", 7): "create", (file, "", 5): "create"})
    plan = desk.ask(plan_import, [file], settled)
    assert _acts(plan) == ["create", "skip", "update", "create", "reject", "create", "skip"]
    assert plan.rows[1].reason == "Left out by hand"
    desk.do(commit_import, plan)
    names = Counter(r.person for r in desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter())))
    assert names == {"Ada Berg": 2, "Cleo Marsh": 1}
    desk.do(undoing.undo)
    same = desk.ask(plan_import, [file], ImportChoices(acts={(file, "", 7): "update"}))
    assert same.rows[5].act == "update"
    assert same.rows[5].lead_id == same.rows[0].lead_id


def test_a_plan_grown_old_is_refused(desk: Desk, csv: Callable[..., Path], ada: int) -> None:
    plan = desk.ask(plan_import, [csv(LIST)])
    desk.do(editing.edit_lead, ada, {"city": "Dayton"})
    before = everything(desk)
    with pytest.raises(Problem, match="changed since this plan"):
        desk.do(commit_import, plan)
    assert everything(desk) == before


def test_undo_takes_an_import_back_and_redo_brings_it_again(desk: Desk, ada: int, csv: Callable[..., Path]) -> None:
    unrecorded = frozenset({"import_run", "import_row", "remembered_layout"})
    before = everything(desk, without=unrecorded)
    changed = desk.do(commit_import, desk.ask(plan_import, [csv(LIST)]))
    after = everything(desk, without=unrecorded)
    desk.do(undoing.undo)
    assert everything(desk, without=unrecorded) == before
    (run,) = desk.ask(imports.import_rows)
    assert (run.state, run.action, run.files) == ("undone", changed.action, ("leads.csv",))
    desk.do(undoing.redo)
    assert everything(desk, without=unrecorded) == after
    assert desk.ask(imports.import_rows)[0].state == "done"


def test_an_import_undone_days_later_keeps_what_was_edited_since(
    desk: Desk, bring_in: Callable[..., ImportPlan], clock
) -> None:
    bring_in(LIST)
    rows = {r.person: r.id for r in desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter()))}
    clock.forward(days=4)
    desk.do(editing.edit_lead, rows["Ben Ito"], {"next_step": "Call on Monday"})
    kept = desk.do(undoing.undo, 1).kept
    assert any("Ben Ito" in sentence and "edited since" in sentence for sentence in kept)
    assert desk.ask(leads.lead_ids, leads.LeadFilter()) == [rows["Ben Ito"]]


def test_a_file_that_cannot_be_read_says_why_and_stores_nothing(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "picture.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    plan = desk.ask(plan_import, [wrong])
    assert plan.files[0].outcome == "refuse"
    assert plan.files[0].reason
    assert not plan.can_commit
    before = everything(desk)
    with pytest.raises(Problem, match="picture"):
        desk.do(commit_import, plan)
    assert everything(desk) == before


def test_several_files_are_one_plan(desk: Desk, csv: Callable[..., Path]) -> None:
    one = csv("E-mail,Name\nx.one@site.example,Xenia One\n", "one.csv")
    two = csv("E-mail,Name\nx.one@site.example,Xenia One\ny.two@site.example,Yann Two\n", "two.csv")
    plan = desk.ask(plan_import, [one, two])
    assert [(row.file, row.act) for row in plan.rows] == [
        ("one.csv", "create"),
        ("two.csv", "skip"),
        ("two.csv", "create"),
    ]


def test_defaults_fill_what_rows_lack(desk: Desk, csv: Callable[..., Path]) -> None:
    defaults = {"source": "webinar", "service_line": "clinic_panels", "campaign": "Autumn"}
    plan = desk.ask(
        plan_import, [csv("E-mail,Source\na.b@c.example,\nd.e@f.example,Referral\n")], ImportChoices(defaults=defaults)
    )
    desk.do(commit_import, plan)
    rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter(), "email"))
    assert [(row.source, row.service_line) for row in rows] == [
        ("Webinar", "clinic_panels"),
        ("Referral by a person", "clinic_panels"),
    ]


def test_a_mapping_settled_by_hand_is_remembered(desk: Desk, csv: Callable[..., Path]) -> None:
    text = "Who,Where to write,Place of work\nAda Berg,ada@x.example,Northgate\n"
    by_hand = ImportChoices(reading=Choices(mapping={"full_name": "Who", "company": "Place of work", "email": 1}))
    desk.do(commit_import, desk.ask(plan_import, [csv(text)], by_hand))
    later = desk.ask(plan_import, [csv(text.replace("Ada Berg,ada", "Ben Ito,ben"), "later.csv")])
    lead = later.rows[0].lead
    assert (lead["full_name"], lead["company"], lead["email"]) == ("Ben Ito", "Northgate", "ben@x.example")


def test_the_same_person_with_another_interest_gets_a_second_lead(
    desk: Desk, bring_in: Callable[..., ImportPlan]
) -> None:
    bring_in("Name,E-mail,Service line\nAda Berg,ada@x.example,Hospital lab\n")
    plan = bring_in(
        "Name,E-mail,Service line\nAda Berg,ada@x.example,Lab partnership\nAda Berg,ada@x.example,HL\n", "b.csv"
    )
    assert _acts(plan) == ["create", "skip"]
    assert "New interest of" in plan.rows[0].reason
    assert desk.ask(lambda work: (work.session.query(Person).count(), work.session.query(Lead).count())) == (1, 2)


def test_the_document_of_the_command_line_tells_the_plan(desk: Desk, csv: Callable[..., Path]) -> None:
    plan = desk.ask(plan_import, [csv(LIST)])
    told = imports.as_document(plan)
    assert told["counts"] == dict(plan.counts)
    assert [row["act"] for row in told["rows"]] == _acts(plan)
    (table,) = told["files"][0]["tables"]
    assert table["mapping"]["email"] == {"column": "E-mail", "index": 2, "also": []}
    assert table["unmapped"] == ["Lanyard colour"]
    assert told["rows"][0]["lead"]["email"] == "ada.berg@northgate.example"


# --- whatever a file holds --------------------------------------------------------------------------------------------

_people = st.sampled_from(
    [
        ("Ada", "Berg", "ada@a.example", "Northgate Labs"),
        ("Ben", "Ito", "ben@a.example", "Northgate Labs Inc."),
        ("Élodie", "Øster", "e.oster@c.example", ""),
        ("Cleo", "Marsh", "info@marsh.example", "Marsh Clinic"),
        ("Dana", "", "", "Marsh Clinic"),
        ("", "", "", "Northgate Labs"),
        ("", "", "office@b.example", ""),
        ("", "", "no address", ""),
    ]
)
_wishes = st.sampled_from(["", "Demo", "Price list", "just looking"])
_days = st.sampled_from(["", "2026-11-02", "2026-11-03"])
_told = st.tuples(_people, st.booleans(), st.booleans(), _wishes, _days).map(
    lambda told: (
        *told[0][:2],
        told[0][2] if told[1] else "",
        told[0][3] if told[2] else "",
        *told[3:],
    )
)
_rows = st.lists(_told, min_size=1, max_size=9)


NAMED_TWICE = (  # the second list gives one of two of one name the organisation of the other
    [
        ("Ben", "Ito", "ben@a.example", "", "Price list", ""),
        ("Ada", "Berg", "ada@a.example", "Northgate Labs", "just looking", ""),
        ("Élodie", "Øster", "", "", "", "2026-11-02"),
        ("Ben", "Ito", "", "Northgate Labs Inc.", "Demo", ""),
        ("Ada", "Berg", "ada@a.example", "Northgate Labs", "Demo", "2026-11-02"),
        ("", "", "", "Northgate Labs", "", ""),
        ("Cleo", "Marsh", "info@marsh.example", "Marsh Clinic", "Demo", "2026-11-03"),
        ("", "", "office@b.example", "", "Demo", ""),
    ],
    [
        ("Dana", "", "", "Marsh Clinic", "", "2026-11-03"),
        ("Ben", "Ito", "ben@a.example", "Northgate Labs Inc.", "Demo", "2026-11-02"),
        ("Ben", "Ito", "", "Northgate Labs Inc.", "Demo", ""),
        ("", "", "", "Northgate Labs", "Price list", "2026-11-03"),
        ("Dana", "", "", "Marsh Clinic", "Demo", ""),
        ("Ben", "Ito", "", "Northgate Labs Inc.", "Price list", "2026-11-03"),
        ("", "", "", "", "just looking", ""),
        ("", "", "", "Northgate Labs", "just looking", "2026-11-03"),
        ("Ada", "Berg", "", "Northgate Labs", "Price list", "2026-11-03"),
    ],
)


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=_rows, second=_rows)
@example(first=NAMED_TWICE[0], second=NAMED_TWICE[1])
def test_the_store_holds_what_the_plans_said(tmp_path: Path, empty: Path, first: list, second: list) -> None:
    path = tmp_path / "any.assay"
    for left in tmp_path.glob("any*"):
        if left.is_file():
            left.unlink()
    shutil.copy(empty, path)
    with Desk.open(path, by="Mia", now=lambda: NOW, door="command line") as desk:
        created = 0
        for n, rows in enumerate((first, second)):
            lines = [",".join(row) for row in rows]
            file = tmp_path / f"list{n}.csv"
            file.write_text("First name,Last name,E-mail,Company,Request,Created\n" + "\n".join(lines) + "\n", "utf-8")
            plan = desk.ask(plan_import, [file])
            if plan.questions or plan.files[0].outcome == "refuse":
                return
            assert sum(plan.counts.values()) == len(plan.rows)
            done = desk.do(commit_import, plan)
            assert isinstance(done.outcome, ImportResult)
            created += plan.counts["create"]
            _holds(desk, plan, created)
            again = desk.ask(plan_import, [file])
            assert again.counts["create"] == 0
            if not plan.counts["doubtful"]:  # who was doubtful may be sure once the rows after it are stored
                assert again.counts["update"] == again.counts["signal"] == 0
            assert again.counts["reject"] == plan.counts["reject"]


def _holds(desk: Desk, plan: ImportPlan, created: int) -> None:
    """The leads that the plan makes are there, with what it said of them, and no others."""
    made = {row.record: row for row in plan.rows if row.act == "create"}

    def stored(work: Work) -> set[int]:
        last = work.session.scalar(select(func.max(ImportRow.import_id)))
        rows = work.session.scalars(select(ImportRow).where(ImportRow.import_id == last, ImportRow.act == "create"))
        leads_of = {row.record: work.session.get(Lead, row.lead_id) for row in rows}
        assert work.session.scalar(select(func.count()).select_from(Lead)) == created
        for record, lead in leads_of.items():
            assert lead is not None
            said = made[record].lead
            assert lead.person.email or not said.get("email")
            assert lead.person.full_name or not said.get("full_name")
            assert lead.account is not None or not said.get("company")
            wished = said.get("asked_for", "").startswith(("Demo", "Price"))
            assert not wished or work.session.scalar(select(SignalRow.id).where(SignalRow.lead_id == lead.id).limit(1))
        return set(leads_of)

    assert desk.ask(stored) == set(made)
