"""Exports of other programs: recognised by name, and what their rows say happened. The rows are made up."""

from pathlib import Path

import pytest

from app.intake.choices import Choices
from app.intake.cleaning.durations import minutes_of
from app.intake.columns.known_exports import known, recognised
from app.intake.drafting.drafts import Draft, drafts
from app.intake.reading import look

NAMES = [
    ("Zoom webinar attendee report", "Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,"
     "Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name"),
    ("Zoom webinar registration report", "First Name,Last Name,Email,Organization,Registration Time,Approval Status"),
    ("Zoom webinar Q&A report", "#,Question,Asker Name,Asker Email,Answer(s)"),
    ("Zoom webinar poll report", "#,User Name,User Email,Submitted Date/Time"),
    ("Zoom meeting participants", "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"),
    ("GoToWebinar attendee report", "Attended,Interest Rating,Last Name,First Name,Email Address,"
     "Registration Date/Time,Join Time - Leave Time (Time in Session),Time in Session,Unsubscribed"),
    ("GoToWebinar registration report", "First Name,Last Name,Email Address,Registration Date/Time,Unsubscribed"),
    ("Teams attendance report", "Name,First Join,Last Leave,In-Meeting Duration,Email,Participant ID (UPN),Role"),
    ("Teams attendance report", "Full Name,Join Time,Leave Time,Duration,Email,Role,Participant ID (UPN)"),
    ("Teams attendance list", "Full Name,User Action,Timestamp"),
    ("Webex attendance report", "Meeting Name,Display Name,Attendee Email,Join Time,Leave Time,Attendance Duration"),
    ("ON24 attendee report", "First Name,Last Name,Email,Registration Date,Live Minutes,Archive Minutes"),
    ("Livestorm registrants", "Email,First name,Last name,Registered at,Attended,Attendance rate,Questions count"),
    ("Demio registrants", "Name,Last Name,Email,Status,Attended Minutes,Focus Percent"),
    ("BigMarker attendees", "First Name,Last Name,Email,Attended Live,Engaged Duration,Total Duration,Chats Count"),
    ("Eventbrite attendees", "Order #,Order Date,First Name,Last Name,Email,Ticket Type,Attendee Status"),
    ("Cvent registrations", "First Name,Last Name,Email Address,Registration Type,Confirmation Number,Invitee Status"),
    ("iCapture leads", "First Name,Last Name,Email,Company,Event Name,Capture Date,Captured By,Rating"),
    ("Cvent LeadCapture leads", "First Name,Last Name,Email,Exhibitor,Captured By,Lead Rating,Qualification"),
    ("Badge scans", "Name,Company,Email,Rating,Qualifiers,Notes,Scanned at,Scanned by"),
    ("HubSpot contacts", "Record ID,First Name,Last Name,Email,Lifecycle Stage,Contact owner"),
    ("Salesforce leads", "Lead ID,FirstName,LastName,Email,Company,LeadSource,Status,OwnerId"),
    ("Salesforce leads", "Lead Owner,First Name,Last Name,Company / Account,Lead Source,Lead Status,Created Date"),
    ("Salesforce contacts", "Contact ID,First Name,Last Name,Account Name,Email,Mailing City"),
    ("Pipedrive people", "Person - Name,Person - Email,Person - Phone,Organization - Name"),
    ("Zoho CRM leads", "Lead Name,Email,Phone,Lead Source,Lead Owner,Lead Status"),
    ("Dynamics 365 leads", "(Do Not Modify) Lead,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Name,Topic"),
    ("Mailchimp audience", "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID"),
    ("Klaviyo profiles", "Email,Klaviyo ID,First Name,Last Name,Organization,Email Marketing Consent"),
    ("LinkedIn connections", "First Name,Last Name,URL,Email Address,Company,Position,Connected On"),
    ("Meta lead ads", "id,created_time,ad_name,adset_name,campaign_name,form_name,is_organic,platform,email"),
    ("Google Ads lead form", "Lead ID,Form ID,Campaign ID,GCL ID,Lead Submit Time,Full Name,User Email"),
    ("LinkedIn lead gen form", "Lead Created At,Campaign Name,Form Name,Account Name,First Name,Last Name,Email"),
    ("Typeform responses", "#,What is your name?,Email,Start Date (UTC),Submit Date (UTC),Network ID"),
    ("Google Forms responses", "Zeitstempel,Wie heißen Sie?,E-Mail-Adresse"),
    ("Microsoft Forms responses", "ID,Start time,Completion time,Email,Name,Your question"),
    ("SurveyMonkey responses", "Respondent ID,Collector ID,Start Date,End Date,Email Address"),
    ("Jotform submissions", "Submission Date,Full Name,E-mail,Submission ID"),
    ("Google contacts", "First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value"),
    ("Outlook contacts", "First Name,Middle Name,Last Name,Business Street,E-mail Address,E-mail Display Name"),
    ("Thunderbird address book", "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email"),
    ("Apollo contacts", "First Name,Last Name,Title,Email,Email Status,Seniority,# Employees,Person Linkedin Url"),
    ("ZoomInfo contacts", "ZoomInfo Contact ID,Last Name,First Name,Job Title,Email Address"),
    ("Syndicated leads", "First Name,Last Name,Email,Company,Asset Title,Vendor,Download Date"),
    ("Content downloads", "Name,Email,Asset,Downloaded at"),
    ("", "Name,Email,Phone,Company"),
    ("", "First name,Last name,Email,Attended,Notes"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "header"), NAMES)
def test_an_export_is_recognised(name: str, header: str) -> None:
    assert recognised(header.split(",")) == name


def test_every_export_and_kind_is_used_rightly() -> None:
    assert len({export.name for export in known().exports}) >= 40
    for export in known().exports:
        assert export.columns or export.first


ABOVE = "Attendee Report\nTopic,Webinar ID,Actual Start Time\nSpirometry live,12,05/12/2026 09:00:00 AM\n"
HAPPENED = [
    (
        ABOVE + "Attendee Details\nAttended,User Name (Original Name),Email,Registration Time,Join Time,"
        "Time in Session (minutes)\nYes,Ana Ek,a@lab.example,05/01/2026 08:00:00 AM,05/12/2026 09:05:00 AM,55\n"
        "Yes,Ana Ek,a@lab.example,05/01/2026 08:00:00 AM,05/12/2026 10:05:00 AM,5\n"
        "No,Bo Ek,b@lab.example,05/02/2026 08:00:00 AM,--,--\n",
        [
            ("webinar_attended", "2026-05-12T09:05:00", "Spirometry live", {"minutes": "55"}),
            ("webinar_attended", "2026-05-12T10:05:00", "Spirometry live", {"minutes": "5"}),
            ("webinar_registered", "2026-05-02T08:00:00", "Spirometry live", {}),
        ],
    ),
    (
        "Attended,Interest Rating,Last Name,First Name,Email Address,Registration Date/Time,Time in Session,"
        "Questions & Comments\nYes,87,Ek,Ana,a@lab.example,2026-01-20,1 hour 3 minutes,What does it cost?\n",
        [
            ("webinar_attended", "2026-01-20", "", {"minutes": "63", "interest rating": "87"}),
            ("question_asked", "2026-01-20", "", {"question": "What does it cost?"}),
        ],
    ),
    (
        ABOVE.replace("Attendee", "Poll") + "Poll Details\n#,User Name,User Email,Submitted Date/Time\n"
        '1,Ana Ek,a@lab.example,"May 12, 2026 09:30:00",Do you test?,Yes,How many?,10\n',
        [("webinar_attended", "2026-05-12T09:30:00", "Spirometry live", {"Do you test?": "Yes", "How many?": "10"})],
    ),
    (
        ABOVE.replace("Attendee", "Question") + "\nQuestion Details\n#,Question,Asker Name,Asker Email,Answer(s)\n"
        "1,Is it CE?,Ana Ek,a@lab.example,Yes\n",
        [
            (
                "question_asked",
                "2026-05-12T09:00:00",
                "Spirometry live",
                {"question": "Is it CE?", "answer": "Yes"},
            )
        ],
    ),
    (
        "First Name,Last Name,Email,Registration Date,Live Minutes,Archive Minutes,Event Name,Poll 1\n"
        "Ana,Ek,a@lab.example,2026-05-01,45,0,Live,Yes\nBo,Ek,b@lab.example,2026-05-01,0,12,Live,\n"
        "Cy,Ek,c@lab.example,2026-05-01,0,0,Live,\n",
        [
            ("webinar_attended", "2026-05-01", "Live", {"minutes": "45", "Poll 1": "Yes"}),
            ("video_watched", "2026-05-01", "Live", {"minutes": "12"}),
            ("webinar_registered", "2026-05-01", "Live", {}),
        ],
    ),
    (
        "Name,Company,Email,Rating,Qualifiers,Notes,Scanned at,Scanned by\n"
        "Ana Ek,Lab,a@lab.example,Hot,Budget,Wants a demo,2026-03-04 10:15,Booth 1\n",
        [
            (
                "booth_scan",
                "2026-03-04T10:15:00",
                "",
                {"rating": "Hot", "qualifiers": "Budget", "notes": "Wants a demo", "scanned by": "Booth 1"},
            )
        ],
    ),
    (
        "First Name,Last Name,Email,Company,Asset Title,Vendor,Download Date\n"
        "Ana,Ek,a@lab.example,Lab,Guide,Leads Ltd,2026-03-04\n",
        [("syndicated_lead", "2026-03-04", "Guide", {"vendor": "Leads Ltd"})],
    ),
    (
        "Name,Email,Asset,Downloaded at\nAna Ek,a@lab.example,Guide,2026-03-04\n",
        [("download", "2026-03-04", "Guide", {})],
    ),
    ("Name,Email\nAna Ek,a@lab.example\n", []),
]


@pytest.mark.parametrize(("text", "expected"), HAPPENED)
def test_rows_say_what_happened(
    tmp_path: Path, text: str, expected: list[tuple[str, str, str, dict[str, str]]]
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    found = look(path, Choices())
    happened = [h for t in found.lead_tables for d in drafts(found, t) if isinstance(d, Draft) for h in d.happened]
    assert [(h.kind, h.at, h.asset) for h in happened] == [(kind, at, asset) for kind, at, asset, _ in expected]
    for has, (_, _, _, detail) in zip(happened, expected, strict=True):
        assert detail.items() <= has.detail.items()


def test_a_recognised_export_is_said(tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text("First Name,Last Name,Email Address,Company,Position,Connected On\nAna,Ek,,Lab,MD,15 Jan 2023\n")
    assert "Recognised as: LinkedIn connections." in look(path).said


DURATIONS = [
    ("63 minutes", "63"), ("62 mins", "62"), ("1h 30m 51s", "91"), ("00:31:18", "31"), ("0:58", "58"), ("45.5", "46"),
    ("1 Std. 5 Min.", "65"), ("1 heure 5 minutes", "65"), ("PT1H2M", "62"), ("40s", "1"), ("0", "0"), ("--", ""),
    ("10:00 - 11:03 (63 minutes)", "63"), ("Ana", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "minutes"), DURATIONS)
def test_durations_are_read_in_whole_minutes(text: str, minutes: str) -> None:
    assert minutes_of(text) == minutes


def test_a_header_says_the_unit() -> None:
    assert minutes_of("120", "Duration (seconds)") == "2"
