"""The thirteen worked scenarios through the command line: from a file to the stage and path where each one ends."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.playbook import Playbook
from app.services.playbooks import shipped_playbook
from tests.cli.terminal import BASICS, Terminal, reply

MONDAY = "2026-11-16T14:00:00Z"
HEADER = (
    "First name,Last name,Email,Job title,Company,Facility type,Country,Region,Service line,Source,Asked for,Content,"
    "Date"
)
Step = Callable[[Terminal, Path, str], None]
GATES = ("sql_use_case", "sql_volume", "sql_operations", "sql_intent", "sql_next_step")


# --- the steps of a table ---------------------------------------------------------------------------------------------


def suggests(path: str, fit: str, intent: str) -> Step:
    """The score falls into these bands and the routing proposes this path."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        shown = assay.document("show", team, lead)
        score = shown["score"]
        assert (shown["route"]["path"], score["fit_band"], score["intent_band"]) == (path, fit, intent), shown["route"]

    return step


def basics(role: str) -> Step:
    """Every MQL criterion holds: what the facts suggest is confirmed, the role is known from elsewhere."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        for row in assay.document("show", team, lead)["checklists"]["mql"]:
            if row["required"]:
                evidence = role if row["id"] == "mql_role" else row["suggestion"]
                assert evidence, f"nothing suggests {row['id']}"
                assay.done("answer", team, lead, row["id"], "yes", "--evidence", evidence, "--certainty", "document")

    return step


def told(**evidence: str) -> Step:
    """The buyer said so; each criterion of SQL by its id without the prefix."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        for criterion, words in evidence.items():
            proof = ("--evidence", words, "--who", "Said on the call", "--certainty", "told")
            assay.done("answer", team, lead, f"sql_{criterion}", "yes", *proof)

    return step


def denied(**evidence: str) -> Step:
    """The buyer said that it is not so."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        for criterion, words in evidence.items():
            assay.done("answer", team, lead, f"sql_{criterion}", "no", "--evidence", words, "--certainty", "told")

    return step


def called(outcome: str) -> Step:
    """We spoke with them."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        assay.done("touch", team, lead, "--kind", "call", "--outcome", outcome, "--reached")

    return step


def asks_later(kind: str, words: str) -> Step:
    """They came back by an act of their own."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        assay.done("signal", team, lead, "--kind", kind, "--asked-for", words)

    return step


def blocked(stage: str, *missing: str) -> Step:
    """The gate is closed; exactly these are missing, each with the question that would prove it; nothing changes."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        before = assay.document("show", team, lead)
        said = assay("move", team, lead, "--stage", stage, *reason("Wants to", "Call"), "--json")
        assert said.code == 1
        assert said.json["blocked"] is True
        assert tuple(one["criterion"] for one in said.json["missing"]) == missing
        assert all(one["proof"] for one in said.json["missing"])
        assert assay.document("show", team, lead) == before

    return step


def moves(learned: str, next_step: str, *, stage: str = "", path: str = "", due: str = "2026-11-20") -> Step:
    """The move happens and is on record with both parts of its reason."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        where = [*(["--stage", stage] if stage else []), *(["--path", path] if path else [])]
        assay.done("move", team, lead, *where, *reason(learned, next_step, due))
        last = assay.document("show", team, lead)["moves"][-1]
        assert (last["learned"], last["next_step"], last["due"]) == (learned, next_step, due)
        assert last["override"] == ""

    return step


def asked_of_us(question: str, area: str) -> Step:
    """An open technical question stops the deal."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        assay.done("gap", team, lead, "--ask", question, "--area", area, "--severity", "stops", "--owner", "Pre-sales")

    return step


def answered(answer: str) -> Step:
    """The open technical question has its answer."""

    def step(assay: Terminal, team: Path, lead: str) -> None:
        (gap,) = assay.document("show", team, lead)["gaps"]
        assay.done("gap", team, lead, "--close", gap["id"], "--answer", answer)

    return step


def reason(learned: str, next_step: str, due: str = "2026-11-20") -> list[str]:
    return ["--learned", learned, "--next", next_step, "--due", due]


def to_mql(role: str, path: str = "sdr_outreach", learned: str = "Interest and basic fit are there") -> list[Step]:
    """The way most scenarios begin: not before the basics are answered, then MQL."""
    return [
        blocked("mql", *BASICS),
        basics(role),
        moves(learned, "Call to learn need and date", stage="mql", path=path),
    ]


DISCOVERY = {
    "use_case": "Reports come in three pieces and two patients were called in again",
    "volume": "180 to 220 a month from four sites, said by the manager",
    "operations": "Sample types, courier and portal were gone through; nothing rules us out",
    "intent": "“We choose before our contract ends in March”",
    "next_step": "We send the protocol by Friday, they name ten samples by the 27th",
}
OWNERS = {"stakeholders": "The operations director owns it; IT and privacy must agree, both named"}
SYSTEMS = {"systems": "Read and write in the scheduling module of the EHR; the interface lead is named"}
TO_SALES = moves("All gates proven on the call", "Discovery call with the decider", stage="sql", path="sales_discovery")


# --- the table --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scenario:
    """One scenario: who it is, what they did (asked for, content, day), what we do, and where it ends."""

    name: str
    who: str  # first name, last name, title, company, facility type, service line
    did: tuple[tuple[str, str, str], ...]
    steps: tuple[Step, ...]
    ends: tuple[str, str]  # stage, path
    source: str = "Website form"

    @property
    def email(self) -> str:
        first, last, _, company, *_ = self.who.split(",")
        return f"{first}.{last}@{company.replace(' ', '')}.example".lower()

    def rows(self) -> list[str]:
        first, last, title, company, facility, line = self.who.split(",")
        return [
            f"{first},{last},{self.email},{title},{company},{facility},US,Midwest,{line},{self.source},{asked},{content},{day}"
            for asked, content, day in self.did
        ]


SCENARIOS = (
    Scenario(
        "S1 clinic asks for a call after a panel overview",
        "Clara,Moss,Practice manager,Maple Clinic,Clinic,Clinic panels",
        (("", "Panel overview download", "2026-11-10"), ("Please call me", "Panel overview", "2026-11-13")),
        (
            suggests("sdr_outreach", "medium", "medium"),
            *to_mql("Runs the practice, says the form"),
            blocked("sql", *GATES),
            called("Volumes, turnaround, integration and pilot dates"),
            told(**DISCOVERY, interface="Portal for the first three months, accepted by the manager"),
            told(timeline="Pilot from 7 January, the old contract ends in March"),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
    ),
    Scenario(
        "S2 employer with benefits timeline and procurement owner",
        "Ben,Frost,Benefits director,Granite Mining,Employer,Employer screening",
        (
            ("Attended", "Screening webinar", "2026-11-09"),
            ("Programme guide please", "Screening programme", "2026-11-12"),
        ),
        (
            *to_mql("Benefits director, says the registration"),
            called("Wants a programme for three plants"),
            told(**DISCOVERY),
            blocked("sql", "sql_plan_year", "sql_purchase_owner"),
            told(plan_year="Plan year from January, vendor chosen by 15 December"),
            blocked("sql", "sql_purchase_owner"),
            told(purchase_owner="He signs up to 100,000; the broker was on the call"),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
        source="Webinar",
    ),
    Scenario(
        "S2 without confirmation stays MQL",
        "Ida,Holt,Benefits manager,Copper Works,Employer,Employer screening",
        (
            ("Attended", "Screening webinar", "2026-11-09"),
            ("Programme guide please", "Screening programme", "2026-11-12"),
        ),
        (
            *to_mql("Benefits manager, says the registration"),
            called("Likes the idea, cannot say when or who buys"),
            told(**DISCOVERY),
            blocked("sql", "sql_plan_year", "sql_purchase_owner"),
            moves("No plan year and no buyer named", "Ask again before planning begins", path="follow_up"),
            blocked("sql", "sql_plan_year", "sql_purchase_owner"),
        ),
        ("mql", "follow_up"),
        source="Webinar",
    ),
    Scenario(
        "S3 lab partner reads case studies and needs nothing",
        "Lars,Reed,Laboratory director,Harbor Labs,Laboratory,Lab partner",
        (
            ("", "Case study overflow download", "2026-11-02"),
            ("", "Case study backup download", "2026-11-05"),
            ("", "Case study menu gap download", "2026-11-11"),
        ),
        (
            suggests("nurture", "medium", "low"),
            *to_mql("Laboratory director, says the site", path="nurture"),
            called("Reads for interest; no need, no date"),
            denied(use_case="Everything is tested in house", intent="Nothing planned"),
            blocked("sql", *GATES, "sql_lab_of_record"),
            moves("Outreach found no need and no date", "Send the parallel run case", path="sdr_outreach"),
            moves("Still no need", "Send the parallel run case", path="nurture", due="2027-01-15"),
        ),
        ("mql", "nurture"),
    ),
    Scenario(
        "S4 practice asks for a scheduling demo, straight to SQL",
        "Pia,Kern,Practice owner,Lakeside Practice,Practice,Scheduling",
        (("Request a demo of scheduling", "Scheduling page", "2026-11-15"),),
        (
            suggests("sdr_outreach", "medium", "medium"),
            called("Went through tools, integration, people and window"),
            blocked("sql", *GATES, "sql_systems", "sql_stakeholders"),
            told(**DISCOVERY, **SYSTEMS),
            blocked("sql", "sql_stakeholders"),
            told(**OWNERS, timeline="Window from 4 to 29 January, before the move"),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
    ),
    Scenario(
        "S5 hospital reads a referral guide",
        "Hugo,Stone,Referral coordinator,Saint Vale Hospital,Hospital,Referral services",
        (("", "Referral guide download", "2026-11-06"),),
        (
            *to_mql("Coordinates referrals, says the form", path="sdr_outreach"),
            called("No initiative, no budget path, no committee"),
            denied(use_case="No initiative", budget="No budget path", decision_path="No committee"),
            blocked("sql", *GATES),
            moves("No initiative, no budget path, no committee", "Send the one-year numbers", path="nurture"),
        ),
        ("mql", "nurture"),
    ),
    Scenario(
        "S6 clinician at a webinar asks for a resource later",
        "Nora,Lang,Nursing director,Cedar Health,Health system,Patient engagement",
        (("Attended", "Engagement webinar", "2026-11-04"),),
        (
            *to_mql("Nursing director, said in the questions"),
            asks_later("Resource requested", "The protocol you showed"),
            called("Success goals are clear, the owner is somebody else"),
            told(**DISCOVERY, **SYSTEMS),
            blocked("sql", "sql_stakeholders"),
            moves("Goals known, the owner is not", "Find the project owner", path="needs_research"),
            told(**OWNERS),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
        source="Webinar",
    ),
    Scenario(
        "S7 patient-engagement guide, webinar and several e-mails",
        "Uma,Vance,Patient experience lead,Prairie Health,Health system,Patient engagement",
        (
            ("", "Engagement guide download", "2026-11-03"),
            ("Attended", "Engagement webinar", "2026-11-05"),
            ("", "E-mail opened", "2026-11-09"),
            ("", "E-mail opened", "2026-11-11"),
            ("", "E-mail opened", "2026-11-12"),
        ),
        (
            *to_mql("Leads patient experience, says the site"),
            blocked("sql", *GATES, "sql_systems", "sql_stakeholders"),
            called("Workflow goals, departments, EHR integration, timeline"),
            told(**DISCOVERY, **SYSTEMS, **OWNERS, timeline="Live by 1 April, the old reminder line is switched off"),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
    ),
    Scenario(
        "S8 billing team asks for a general demo",
        "Kurt,Bell,Billing manager,Summit Medical Group,Multi-location group,Coding and billing automation",
        (("General demo", "Home page", "2026-11-12"),),
        (
            *to_mql("Manages billing, says the form"),
            blocked("sql", *GATES, "sql_stakeholders", "sql_code_compliance"),
            called("Coding waits nine days"),
            told(**DISCOVERY, **OWNERS),
            blocked("sql", "sql_code_compliance"),
            told(code_compliance="5 percent audited monthly; sources are the EHR notes and the charge file"),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
    ),
    Scenario(
        "S9 operations staff at a scheduling webinar visits multi-site pages",
        "Olaf,Berger,Operations manager,Keystone Care,Multi-location group,Multi-location operations",
        (
            ("Attended", "Scheduling webinar", "2026-11-05"),
            ("", "Multi-site pages visited", "2026-11-10"),
            ("", "Multi-site pages visited", "2026-11-12"),
        ),
        (
            *to_mql("Operations manager, says the registration"),
            told(**DISCOVERY, **SYSTEMS, **OWNERS),
            blocked("sql", "sql_sites"),
            called("Location count, routing needs, validation date"),
            told(
                sites="14 locations, 20 planned; by distance, then skill",
                timeline="Validation in the first week of May",
            ),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
        source="Webinar",
    ),
    Scenario(
        "S10 respiratory overview and video, then a consultation",
        "Rita,Sand,Respiratory director,Coral Hospital,Hospital,Respiratory programme",
        (("", "Respiratory overview download", "2026-11-06"), ("", "Respiratory video watched", "2026-11-07")),
        (
            *to_mql("Directs respiratory care, says the site"),
            asks_later("consultation_request", "A consultation before winter"),
            called("Needs it near-term"),
            told(**DISCOVERY),
            blocked("sql", "sql_pathway"),
            told(pathway="COPD patients after discharge; the nurse calls, the pulmonologist changes therapy"),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
    ),
    Scenario(
        "S11 respiratory practice changes now",
        "Theo,Marsh,Practice manager,Prairie Lung Practice,Practice,Respiratory programme",
        (("Attended", "Respiratory webinar", "2026-11-05"), ("Follow-up form", "Respiratory webinar", "2026-11-06")),
        (
            *to_mql("Manages the practice, says the follow-up form"),
            blocked("sql", *GATES, "sql_pathway"),
            called("Intake review: they change now"),
            told(**DISCOVERY, pathway="All asthma referrals get spirometry before the first visit"),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
        source="Webinar",
    ),
    Scenario(
        "S12 many respiratory pages and e-mails, no questions answered",
        "Owen,Castle,Programme manager,Summit Breathing Clinic,Clinic,Respiratory programme",
        tuple(("", "Respiratory pages visited", f"2026-11-{day:02}") for day in range(2, 9))
        + tuple(("", "E-mail opened", f"2026-11-{day:02}") for day in range(9, 14)),
        (
            suggests("nurture", "medium", "low"),
            *to_mql("Manages programmes, says the site"),
            called("No need, no decision path; avoids questions"),
            denied(use_case="No need", decision_path="Nobody decides"),
            blocked("sql", *GATES, "sql_pathway"),
            moves("The call found no need", "One case study a quarter", path="nurture", due="2027-02-15"),
        ),
        ("mql", "nurture"),
    ),
    Scenario(
        "S13 lab operations manager, pilot date confirmed",
        "Nadia,Rahim,Lab operations manager,Orchard Hospital,Hospital,Hospital lab services",
        (("Request a demo", "Workflow guide", "2026-11-12"), ("", "Workflow guide download", "2026-11-13")),
        (
            suggests("sdr_outreach", "medium", "medium"),
            *to_mql("Runs lab operations, says the form"),
            called("Pilot date confirmed"),
            told(**DISCOVERY, timeline="Pilot from 12 January", validation="Unmodified assay, director signs in March"),
            suggests("sdr_outreach", "medium", "medium"),
            TO_SALES,
        ),
        ("sql", "sales_discovery"),
    ),
    Scenario(
        "S13 lab operations manager, validation unclear",
        "Paul,Ostra,Lab operations manager,Northgate Hospital,Hospital,Hospital lab services",
        (("Request a demo", "Workflow guide", "2026-11-12"), ("", "Workflow guide download", "2026-11-13")),
        (
            *to_mql("Runs lab operations, says the form"),
            called("Nobody knows who writes the verification plan"),
            told(**DISCOVERY),
            asked_of_us("Who writes the verification plan?", "validation"),
            suggests("technical_presales", "medium", "medium"),
            blocked("sql", "gap:1"),
            moves("Validation is unclear", "Send the protocol, book the specialist", path="technical_presales"),
        ),
        ("mql", "technical_presales"),
    ),
)


# --- the journeys -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return shipped_playbook("diagnostics")


@pytest.fixture
def assay(tmp_path, capsys, monkeypatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSAY_NOW", MONDAY)
    return Terminal(tmp_path, capsys)


def imported(assay: Terminal, scenarios: tuple[Scenario, ...]) -> Path:
    """A workspace with the people of the scenarios, read from one file."""
    team = assay.folder / "team.assay"
    assay.done("new", team, "--playbook", "diagnostics", "--by", "Mia")
    rows = [row for scenario in scenarios for row in scenario.rows()]
    done = assay.document("import", team, assay.file("leads.csv", HEADER, *rows), "--by", "Mia")
    assert sum(done["counts"].values()) == len(rows)
    assert (done["counts"]["create"], done["counts"]["reject"], done["counts"]["doubtful"]) == (len(scenarios), 0, 0)
    return team


def play(assay: Terminal, team: Path, scenario: Scenario) -> None:
    for step in scenario.steps:
        step(assay, team, scenario.email)
    shown = assay.document("show", team, scenario.email)
    assert (shown["stage"], shown["path"]) == scenario.ends
    assert shown["owner"]
    assert shown["next_step"]
    assert shown["due"]


def test_the_table_holds_all_thirteen():
    assert {scenario.name.split()[0] for scenario in SCENARIOS} == {f"S{number}" for number in range(1, 14)}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario.name for scenario in SCENARIOS])
def test_scenario(assay, scenario):
    team = imported(assay, (scenario,))
    shown = assay.document("show", team, scenario.email)
    kept = [signal["at"][:10] for signal in shown["signals"]]
    assert sorted(kept) == sorted(day for _, _, day in scenario.did)  # one lead, every act of theirs
    play(assay, team, scenario)
    assert assay.document("check", team)["ok"] is True


def test_the_thirteen_in_one_workspace_to_handoff_review_and_back(assay, monkeypatch):
    team = imported(assay, SCENARIOS)
    fresh = assay.document("leads", team, "--sort", "person")
    for scenario in (one for one in SCENARIOS if "validation unclear" not in one.name):
        play(assay, team, scenario)
    stages = [lead["stage"] for lead in assay.document("leads", team)["leads"]]
    assert (stages.count("sql"), stages.count("mql"), stages.count("lead")) == (10, 4, 1)

    clara, ben = SCENARIOS[0].email, SCENARIOS[1].email
    first = assay.document("handoff", team, clara, "-o", "clara.xlsx", "--by", "Mia")
    assay.document("handoff", team, ben, "-o", "ben.xlsx", "--by", "Mia")
    assert first["handoff"]["completeness"] >= 50
    monkeypatch.setenv("ASSAY_NOW", "2026-11-17T15:00:00Z")
    accepted = assay.document("reply", team, reply(assay.folder / "clara.xlsx", "Accept", note="Call is booked"))
    assert (accepted["handoff"]["state"], accepted["lead"]["stage"]) == ("accepted", "sql")
    rejected = assay.document(
        "reply", team, reply(assay.folder / "ben.xlsx", "Reject", "No evaluation plan and no date", "The date moved")
    )
    assert (rejected["handoff"]["state"], rejected["lead"]["stage"], rejected["lead"]["path"]) == (
        "rejected",
        "mql",
        "nurture",
    )
    assert (rejected["lead"]["owner"]) == "Mia"

    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    review = assay.document("review", team, "-o", "review.xlsx")
    assert (review["week"], review["issued"]) == ("2026-W47", True)
    assert (assay.folder / "review.xlsx").stat().st_size > 5000
    assert assay.document("check", team)["ok"] is True

    for action in assay.document("history", team, "--limit", 1000)["actions"]:
        if action["can_undo"]:
            undone = assay.document("undo", team)
    assert "nothing to undo" in assay.refused("undo", team)
    assert any(f"Lead {accepted['lead']['id']} (Clara Moss)" in sentence for sentence in undone["kept"])
    left = assay.document("leads", team, "--sort", "person")["leads"]
    assert [(lead["person"], lead["stage"]) for lead in left] == [("Ben Frost", "lead"), ("Clara Moss", "lead")]
    assert assay.document("check", team)["ok"] is True
    assert assay.document("redo", team)["label"].startswith("Redo: Import leads.csv")
    assert fresh["total"] == assay.document("leads", team)["total"] == len(SCENARIOS)


def test_the_file_a_test_writes_is_the_file_that_is_read():
    for scenario in SCENARIOS:
        for row in csv.reader(scenario.rows()):
            assert len(row) == len(HEADER.split(","))
