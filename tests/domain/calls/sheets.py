"""Call sheets to print: a full one, one in long German words, one of which nothing is known, one that overflows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.domain.calls.completing import completed
from app.domain.calls.meeting import Attendee, Header, Learn, WhyAsked
from app.domain.calls.sheet import CallSheet, Footer, GapLine, QuestionLine, StepLine
from app.domain.calls.since import Since, SinceItem
from app.domain.calls.technical_side import DocumentLine, Integration, PilotBlock, ScopeLine

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MADE = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
ASKED = (
    ("HL1", "Which tests or panels cause you trouble today, and what happens to patients or staff when they do?"),
    ("HL2", "Of those, what do you run in house, send out, or not offer, and roughly how many a month of each?"),
    ("HL4", "What turnaround do your wards expect, measured from which moment, and what do they get now?"),
    ("HL5", "What made you start looking now rather than last year?"),
    ("HL7", "Will you treat the assay as unmodified, modified, or lab-developed, and what verification do you expect?"),
    ("HL9", "Where do orders start and where must results land (LIS, EHR, middleware, versions)?"),
    ("HL13", "When must the first patient result be reported, and what fixes that date?"),
    ("HL14", "What would a small parallel run have to show, and who would judge it?"),
)
GAPS = (
    (
        "Which verification study do they expect for an unmodified assay?",
        "validation",
        "stops",
        "ours",
        "Fit confirmed",
    ),
    ("Who owns the interface queue and what is the first free slot?", "interface", "stops", "theirs", "Integration"),
    ("Is the transport medium in use stable for 48 hours at room temperature?", "sample", "slows", "ours", ""),
    (
        "Does their insurer cover a panel of more than five targets for outpatients?",
        "commercial",
        "slows",
        "theirs",
        "",
    ),
    ("Which lots were used in the method comparison of 2025?", "performance", "nice", "ours", ""),
)


def full(questions: int = 8, gaps: int = 5, **changes: object) -> CallSheet:
    """A sheet of a second call, with everything that a hospital laboratory has."""
    sheet = CallSheet(
        header=Header(
            account="Northgate Hospital Labs",
            site="Main laboratory, building C",
            service_line="Hospital lab services",
            lead="Ada Berg",
            at=AT,
            minutes=30,
            kind="Video call",
            theirs=(
                Attendee("Ada Berg", "Lab operations manager", "Lab operations", "+", "supporter", "Results by 06:00"),
                Attendee("Dr Ines Calder", "Medical director", "CLIA lab director", "?", "", ""),
                Attendee("Ben Osei", "LIS analyst", "LIS analyst", "0", "neutral", "No extra interface work in March"),
                Attendee("Dana Whitfield", "Purchasing", "Procurement", "−", "sceptical", "Price below the send-out"),
            ),
            ours=(Attendee("Jonas Falk", "Pre-sales"), Attendee("Mira Lindqvist", "Sales")),
            goal="Agree what a parallel run of 40 samples has to show before the lab director signs the verification.",
            exit_wanted="Parallel run dated, with a named judge",
        ),
        footer=Footer(MADE, MADE - timedelta(days=2, hours=3), 2, 0, "Diagnostics", 3, 1, "No patient data here"),
        since=Since(
            date(2026, 11, 13),
            answered=(
                SinceItem("answer", "HL2", "Volumes a month", "340 in winter, 120 in summer", date(2026, 11, 16)),
            ),
            newly_open=(SinceItem("gap", "7", "Transport medium stable for 48 hours?", "", date(2026, 11, 17)),),
            overdue_theirs=(SinceItem("document", "3", "Sample report layout", "", date(2026, 11, 18), 3, "Ben Osei"),),
            overdue_ours=(SinceItem("gap", "1", "Verification study", "", date(2026, 11, 20), 1, "Jonas Falk"),),
        ),
        why=WhyAsked(
            words="Send-out results take four days and the emergency department complains every winter.",
            source="Website form · Winter 2026",
            at=date(2026, 11, 10),
            content=("Workflow guide for hospital labs (2026-11-10)", "Faster respiratory results (2026-11-04)"),
            asked_for="Demo",
        ),
        must_learn=(
            Learn(
                "sql_fit",
                "fit",
                "Is the fit for operations and programme confirmed?",
                "Proves the gate",
                "Lab director",
            ),
            Learn(
                "sql_time",
                "next_step",
                "Is a next step agreed with date and owner?",
                "Proves the gate",
                "Lab operations",
            ),
            Learn("sql_delivery", "delivery", "Is it known where results must land?", "Blocks a gap", "LIS analyst"),
        ),
        scope=(
            ScopeLine(
                *("Respiratory panel", "Nasopharyngeal swab", "3 mL viral transport medium"),
                *(120, 340, 340, 400, 6, 96, "receipt", "cleared, unmodified", "Main, North"),
            ),
            ScopeLine("Gastrointestinal panel", "Stool", "", 40, 60, None, None, 24, None, "", "", "Main"),
            ScopeLine(
                "Sexually transmitted infections", "", "", None, None, 200, None, None, None, "draw", "modified", ""
            ),
        ),
        integration=Integration(
            *("Orchard Harvest 10.2", "Epic 2025", "", "HL7 v2", "HL7 v2, portal", "LOINC, their own compendium"),
            *("Ben Osei", "", date(2027, 1, 18)),
        ),
        documents=(
            DocumentLine(
                "Verification plan", "", "ours", date(2026, 11, 13), date(2026, 11, 27), None, "", "", "waiting"
            ),
            DocumentLine("IFU", "", "ours", date(2026, 11, 13), None, date(2026, 11, 13), "v4", "yes", "accepted"),
            DocumentLine(
                "Method comparison", "", "ours", date(2026, 11, 13), None, date(2026, 11, 16), "2025-2", "", "sent"
            ),
            DocumentLine(
                "Sample report", "", "theirs", date(2026, 11, 13), date(2026, 11, 18), None, "", "", "overdue"
            ),
            DocumentLine("BAA", "", "theirs", date(2026, 11, 16), None, date(2026, 11, 18), "", "no", "refused"),
            DocumentLine("SOC 2 report", "", "ours", date(2026, 11, 16), None, None, "", "", "waiting"),
        ),
        pilot=PilotBlock(
            goal="Parallel run against the send-out",
            starts_on=date(2026, 12, 7),
            ends_on=date(2026, 12, 18),
            sites="Main",
            samples=40,
            criteria=("agreement ≥ 95 %", "turnaround ≤ 6 h"),
            judge="",
            conditions=(("Swabs kept frozen", True), ("Analyser installed", False)),
            if_passes="Verification signed, go-live in March",
            missing=("a judge on the buyer's side",),
        ),
        decision=(
            StepLine("Clinical", "Dr Ines Calder", date(2026, 11, 10), date(2026, 11, 10), "done"),
            StepLine("Quality", "Rosa Lim", date(2026, 11, 18), None, "today", 3),
            StepLine("IT", "Ben Osei", date(2026, 12, 4)),
            StepLine("Security", "", None),
            StepLine("Value analysis", "Dana Whitfield", date(2027, 1, 12)),
            StepLine("Legal", "", None),
            StepLine("Finance", "", date(2027, 2, 1)),
        ),
        gaps=tuple(
            GapLine(
                at,
                text,
                area,
                severity,
                side,
                "Jonas Falk" if side == "ours" else "",
                date(2026, 11, 20),
                "open",
                8,
                1,
                b,
            )
            for at, (text, area, severity, side, b) in enumerate((GAPS * 3)[:gaps], 1)
        ),
        do_not_say=(
            "No claim for children under two: outside the cleared use.",
            "No turnaround promise before the courier is fixed.",
            "Prices below list only with the sales lead.",
        ),
        questions=tuple(
            QuestionLine(id, text, "lab ops", "Its gate is not proven", "need") for id, text in (ASKED * 3)[:questions]
        ),
    )
    return completed(replace(sheet, **changes))


GERMAN = (
    "Welche Untersuchungen oder Panels machen Ihnen heute Schwierigkeiten, und was folgt daraus für die Stationen?",
    "Welche Probenannahmezeiten, Probentransportbedingungen und Befundübermittlungswege gelten an Ihren Standorten?",
    "Wer verantwortet die Laborinformationssystemschnittstelle und wann ist der erste freie Termin der Warteliste?",
    "Welche Verfahrensvalidierungsunterlagen erwartet Ihr Qualitätsmanagementbeauftragter vor der Inbetriebnahme?",
    "Wie viele Untersuchungen im Monat erwarten Sie je Standort, und woran machen Sie diese Mengenabschätzung fest?",
    "Was hat Sie veranlasst, gerade jetzt nach einer Alternative zum bisherigen Versandlaboratorium zu suchen?",
    "Bis wann muss der erste Patientenbefund freigegeben werden, und wodurch ist dieser Termin festgelegt?",
    "Was müsste ein Parallelbetrieb mit wenigen Proben zeigen, und wer in Ihrem Haus beurteilt das Ergebnis?",
)
GERMAN_GAPS = (
    "Welche Verifizierungsuntersuchung erwartet die Laborleitung bei unverändertem Verfahren?",
    "Wer ist Schnittstellenverantwortlicher und wann beginnt das Krankenhausinformationssystemprojekt?",
    "Ist das verwendete Probentransportmedium bei Raumtemperatur achtundvierzig Stunden haltbar?",
    "Erstattet die Krankenversicherung ein Atemwegsinfektionspanel mit mehr als fünf Zielen?",
    "Welche Reagenzienchargen wurden im Methodenvergleich des Jahres 2025 verwendet?",
)


def german() -> CallSheet:
    """The full sheet in long words."""
    sheet = full()
    return completed(
        replace(
            sheet,
            header=replace(
                sheet.header,
                account="Universitätsklinikum Musterstadt, Zentrallaboratorium",
                service_line="Krankenhauslaboratoriumsdienstleistungen",
                goal="Vereinbaren, was ein Parallelbetrieb mit 40 Proben zeigen muss, bevor die Laborleitung zeichnet.",
                exit_wanted="Parallelbetrieb mit Termin und namentlich genannter Beurteilerin",
                theirs=tuple(
                    replace(one, title="Qualitätsmanagementbeauftragte", seat="Laborleitung (Krankenhauslaboratorium)")
                    for one in sheet.header.theirs
                ),
            ),
            gaps=tuple(replace(gap, question=text) for gap, text in zip(sheet.gaps, GERMAN_GAPS, strict=True)),
            questions=tuple(replace(one, asked=text) for one, text in zip(sheet.questions, GERMAN, strict=True)),
        )
    )


def bare() -> CallSheet:
    """A sheet of a lead of whom nothing is known, and no call is planned."""
    head = Header(account="Southfield Clinic", service_line="Clinic panels", lead="Bo Lind", planned=False)
    return completed(
        CallSheet(
            header=head,
            footer=Footer(MADE, playbook="Diagnostics", version=3, warning="No patient data here"),
            questions=full().questions,
        )
    )


def overflowing() -> CallSheet:
    """A sheet with twelve questions, all with answers, and a dozen tests and documents."""
    sheet = full(questions=12, gaps=11)
    return completed(
        replace(
            sheet,
            scope=sheet.scope * 3,
            documents=sheet.documents * 2,
            questions=tuple(
                replace(one, answer="They said that they know. " * 6, who="Ada Berg") for one in sheet.questions
            ),
        )
    )
