"""The thirteen worked scenarios as one readable table, played through the command line and through the window."""

from dataclasses import dataclass

HEADER = (
    "First name,Last name,Email,Job title,Company,Facility type,Country,Region,Service line,Source,Asked for,Content,"
    "Date"
)
BASICS = ("mql_interest", "mql_line_interest", "mql_organisation", "mql_region", "mql_role", "mql_contact")
GATES = ("sql_use_case", "sql_volume", "sql_operations", "sql_intent", "sql_next_step")


# --- the steps of a scenario ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Suggests:
    """The score falls into these bands and the routing proposes this path."""

    path: str
    fit: str
    intent: str


@dataclass(frozen=True)
class Basics:
    """Every MQL criterion holds: what the facts suggest is confirmed, the role is known from elsewhere."""

    role: str


@dataclass(frozen=True)
class Answers:
    """Criteria answered with evidence that the buyer gave: (id, words), and whether the answer is Yes or No."""

    evidence: tuple[tuple[str, str], ...]
    yes: bool


@dataclass(frozen=True)
class Called:
    """We spoke with them."""

    outcome: str


@dataclass(frozen=True)
class AsksLater:
    """They came back by an act of their own: a kind of signal by its label, and what they asked for."""

    kind: str
    words: str


@dataclass(frozen=True)
class Blocked:
    """The gate is closed; exactly these are missing, each with the question that would prove it; nothing changes."""

    stage: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Moves:
    """The move happens and is on record with both parts of its reason."""

    learned: str
    next_step: str
    stage: str = ""
    path: str = ""
    due: str = "2026-11-20"


@dataclass(frozen=True)
class AskedOfUs:
    """An open technical question stops the deal."""

    question: str
    area: str


Step = Suggests | Basics | Answers | Called | AsksLater | Blocked | Moves | AskedOfUs


def told(**evidence: str) -> Answers:
    """The buyer said so; each criterion of SQL by its id without the prefix."""
    return Answers(tuple((f"sql_{id}", words) for id, words in evidence.items()), yes=True)


def denied(**evidence: str) -> Answers:
    """The buyer said that it is not so."""
    return Answers(tuple((f"sql_{id}", words) for id, words in evidence.items()), yes=False)


def blocked(stage: str, *missing: str) -> Blocked:
    """The gate to a stage is closed for want of these."""
    return Blocked(stage, missing)


def to_mql(role: str, path: str = "sdr_outreach", learned: str = "Interest and basic fit are there") -> list[Step]:
    """The way most scenarios begin: not before the basics are answered, then MQL."""
    return [
        blocked("mql", *BASICS),
        Basics(role),
        Moves(learned, "Call to learn need and date", stage="mql", path=path),
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
TO_SALES = Moves("All gates proven on the call", "Discovery call with the decider", stage="sql", path="sales_discovery")


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
    country: str = "US"
    region: str = "Midwest"

    @property
    def person(self) -> str:
        first, last, *_ = self.who.split(",")
        return f"{first} {last}"

    @property
    def email(self) -> str:
        first, last, _, company, *_ = self.who.split(",")
        return f"{first}.{last}@{company.replace(' ', '')}.example".lower()

    def rows(self) -> list[str]:
        """Every act of theirs as a row of a file."""
        return [self.row(*act) for act in self.did]

    def row(self, asked: str, content: str, day: str) -> str:
        first, last, title, company, facility, line = self.who.split(",")
        who = f"{first},{last},{self.email},{title},{company},{facility}"
        return f"{who},{self.country},{self.region},{line},{self.source},{asked},{content},{day}"


SCENARIOS = (
    Scenario(
        "S1 clinic asks for a call after a panel overview",
        "Clara,Moss,Practice manager,Maple Clinic,Clinic,Clinic panels",
        (("", "Panel overview download", "2026-11-10"), ("Please call me", "Panel overview", "2026-11-13")),
        (
            Suggests("sdr_outreach", "medium", "medium"),
            *to_mql("Runs the practice, says the form"),
            blocked("sql", *GATES),
            Called("Volumes, turnaround, integration and pilot dates"),
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
            Called("Wants a programme for three plants"),
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
            Called("Likes the idea, cannot say when or who buys"),
            told(**DISCOVERY),
            blocked("sql", "sql_plan_year", "sql_purchase_owner"),
            Moves("No plan year and no buyer named", "Ask again before planning begins", path="follow_up"),
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
            Suggests("nurture", "medium", "low"),
            *to_mql("Laboratory director, says the site", path="nurture"),
            Called("Reads for interest; no need, no date"),
            denied(use_case="Everything is tested in house", intent="Nothing planned"),
            blocked("sql", *GATES, "sql_lab_of_record"),
            Moves("Outreach found no need and no date", "Send the parallel run case", path="sdr_outreach"),
            Moves("Still no need", "Send the parallel run case", path="nurture", due="2027-01-15"),
        ),
        ("mql", "nurture"),
    ),
    Scenario(
        "S4 practice asks for a scheduling demo, straight to SQL",
        "Pia,Kern,Practice owner,Lakeside Practice,Practice,Scheduling",
        (("Request a demo of scheduling", "Scheduling page", "2026-11-15"),),
        (
            Suggests("sdr_outreach", "medium", "medium"),
            Called("Went through tools, integration, people and window"),
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
            Called("No initiative, no budget path, no committee"),
            denied(use_case="No initiative", budget="No budget path", decision_path="No committee"),
            blocked("sql", *GATES),
            Moves("No initiative, no budget path, no committee", "Send the one-year numbers", path="nurture"),
        ),
        ("mql", "nurture"),
    ),
    Scenario(
        "S6 clinician at a webinar asks for a resource later",
        "Nora,Lang,Nursing director,Cedar Health,Health system,Patient engagement",
        (("Attended", "Engagement webinar", "2026-11-04"),),
        (
            *to_mql("Nursing director, said in the questions"),
            AsksLater("Resource requested", "The protocol you showed"),
            Called("Success goals are clear, the owner is somebody else"),
            told(**DISCOVERY, **SYSTEMS),
            blocked("sql", "sql_stakeholders"),
            Moves("Goals known, the owner is not", "Find the project owner", path="needs_research"),
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
            Called("Workflow goals, departments, EHR integration, timeline"),
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
            Called("Coding waits nine days"),
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
            Called("Location count, routing needs, validation date"),
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
            AsksLater("Consultation request", "A consultation before winter"),
            Called("Needs it near-term"),
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
            Called("Intake review: they change now"),
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
            Suggests("nurture", "medium", "low"),
            *to_mql("Manages programmes, says the site"),
            Called("No need, no decision path; avoids questions"),
            denied(use_case="No need", decision_path="Nobody decides"),
            blocked("sql", *GATES, "sql_pathway"),
            Moves("The call found no need", "One case study a quarter", path="nurture", due="2027-02-15"),
        ),
        ("mql", "nurture"),
    ),
    Scenario(
        "S13 lab operations manager, pilot date confirmed",
        "Nadia,Rahim,Lab operations manager,Orchard Hospital,Hospital,Hospital lab services",
        (("Request a demo", "Workflow guide", "2026-11-12"), ("", "Workflow guide download", "2026-11-13")),
        (
            Suggests("sdr_outreach", "medium", "medium"),
            *to_mql("Runs lab operations, says the form"),
            Called("Pilot date confirmed"),
            told(**DISCOVERY, timeline="Pilot from 12 January", validation="Unmodified assay, director signs in March"),
            Suggests("sdr_outreach", "medium", "medium"),
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
            Called("Nobody knows who writes the verification plan"),
            told(**DISCOVERY),
            AskedOfUs("Who writes the verification plan?", "validation"),
            Suggests("technical_presales", "medium", "medium"),
            blocked("sql", "gap:1"),
            Moves("Validation is unclear", "Send the protocol, book the specialist", path="technical_presales"),
        ),
        ("mql", "technical_presales"),
    ),
)
