"""The shipped playbooks hold what a team needs on Monday, and the words of the worked scenarios."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from app.domain.clock import holiday_dates
from app.domain.lead import Answer, Answered, Certainty, Gap, LeadFacts, Signal
from app.domain.playbook import USUAL_LIMITS, Playbook, by_id
from app.domain.routing import route
from app.domain.scoring import cell, score, suggested_answers
from app.domain.signals import signal_kind
from app.domain.stage import Stage
from app.domain.titles import seat_guess
from app.intake.documents.playbook_file import read_playbook, shipped_playbooks

NAMES = ("diagnostics", "healthtech", "medical", "respiratory")
FOUR = ("need", "intent", "fit", "next_step")
NOW = datetime(2026, 11, 16, 15, tzinfo=UTC)


@cache
def book(name: str) -> Playbook:
    return read_playbook(next(path for known, _, path in shipped_playbooks() if known == name))


@pytest.fixture(params=NAMES)
def playbook(request: pytest.FixtureRequest) -> Playbook:
    return book(request.param)


def _lines(playbook: Playbook) -> list[str]:
    return [line.id for line in playbook.service_lines]


def test_the_lines_that_each_playbook_is_for() -> None:
    own = ["hospital_lab", "clinic_panels", "employer_screening", "biopharma", "lab_partner"]
    assert _lines(book("diagnostics"))[:5] == own
    for name in NAMES[1:]:
        assert len(_lines(book(name))) >= 3


def test_every_line_has_two_questions_for_each_gate(playbook: Playbook) -> None:
    for line in _lines(playbook):
        for gate in FOUR:
            own = [q.id for q in playbook.questions if q.proves[0] == gate and line in q.service_lines]
            asked = [q.id for q in playbook.questions if q.proves[0] == gate and not q.service_lines]
            assert len(own + asked) >= 2, (line, gate)
            assert own, f"{line} has no question of its own for {gate}"


def test_every_criterion_of_every_line_has_a_question_that_proves_it(playbook: Playbook) -> None:
    for line in _lines(playbook):
        for stage in ("mql", "sql"):
            for criterion in playbook.checklist(stage, line).criteria:
                assert playbook.questions_for(criterion, line), (line, criterion.id)


def test_every_checklist_has_the_four_gates(playbook: Playbook) -> None:
    for line in _lines(playbook):
        mql, sql = playbook.checklist("mql", line), playbook.checklist("sql", line)
        assert set(FOUR) <= {c.gate for c in mql.criteria}
        assert {"interest", "fit"} <= {c.gate for c in mql.criteria if c.required}
        assert set(FOUR) <= {c.gate for c in sql.criteria if c.required}
        assert {"budget", "timeline", "decision"} <= {c.gate for c in sql.criteria}
        assert {"compliance", "integration"} & {c.gate for c in sql.criteria}, line


def test_criteria_have_guidance_and_examples_of_both_kinds(playbook: Playbook) -> None:
    seats = {seat.id for seat in playbook.seats} | {"other"}
    for c in playbook.criteria:
        assert c.question.endswith("?") and len(c.guidance) > 30, c.id
        assert len(c.qualifies) >= 2 and len(c.does_not) >= 2, c.id
        assert not set(c.qualifies) & set(c.does_not), c.id
        assert c.seat in seats
        assert not (c.stage == "sql" and c.suggested_by), c.id


def test_every_seat_of_every_template_can_be_guessed_from_a_title(playbook: Playbook) -> None:
    words: dict[str, str] = {}
    for seat in playbook.seats:
        assert len(seat.title_words) >= 5 and seat.power and seat.checks and seat.lane, seat.id
        for word in seat.title_words:
            assert word == word.casefold(), word
            assert words.setdefault(word, seat.id) == seat.id, f"'{word}' guesses two seats"
            assert seat_guess(word, playbook).seat == seat.id, f"'{word}' guesses another seat"
    for line in _lines(playbook):
        template = playbook.template(line)
        assert template is not None, line
        assert sum(need == "required" for need in template.seats.values()) >= 2, line
        assert "expected" in template.seats.values(), line
    assert len(playbook.templates) == len(playbook.service_lines)


def test_no_written_form_means_two_things(playbook: Playbook) -> None:
    vocabularies = [getattr(playbook.vocabularies, name) for name in type(playbook.vocabularies).model_fields]
    for entries in (*vocabularies, playbook.service_lines, playbook.signal_kinds, playbook.paths):
        seen: dict[str, str] = {}
        for entry in entries:
            forms = {form.casefold().replace("_", " ") for form in (entry.id, entry.label, *entry.synonyms)}
            assert len(entry.synonyms) == len({word.casefold() for word in entry.synonyms}), entry.id
            for form in forms:
                assert seen.setdefault(form, entry.id) == entry.id, f"'{form}' means {seen[form]} and {entry.id}"
            assert entry.synonyms, entry.id


def test_paths_have_the_keys_of_the_cockpit(playbook: Playbook) -> None:
    keys = {path.id: path.key for path in playbook.paths}
    assert {id: key for id, key in keys.items() if key} == {
        "needs_research": "R",
        "nurture": "T",
        "technical_presales": "P",
        "not_now": "H",
        "disqualified": "3",
        "duplicate": "4",
    }
    others = {"sdr_outreach", "sales_discovery", "clinical_specialist", "pilot", "proposal", "follow_up"}
    assert {id for id, key in keys.items() if not key} == others
    assert {path.id for path in playbook.paths if path.needs_date} == {"follow_up", "not_now"}
    assert {path.id for path in playbook.paths if not path.open} == {"disqualified", "duplicate"}


def test_every_offer_has_its_own_timing(playbook: Playbook) -> None:
    offers = {offer.id for offer in playbook.vocabularies.offer}
    hours, days = playbook.deadlines.first_outreach_by_offer, playbook.deadlines.follow_up_days_by_offer
    assert set(hours) == set(days) == offers
    assert hours["pricing_request"] <= 4 < 24 <= hours["education_webinar"]
    assert days["pricing_request"] <= 3 < 14 <= days["education_webinar"]


def test_owners_are_desks_and_regions_are_all_served(playbook: Playbook) -> None:
    regions = {region.id for region in playbook.vocabularies.region}
    for rule in playbook.routes:
        if rule.owner.rule == "by_region":
            assert set(rule.owner.by_region) == regions
    assert playbook.routes[-1].id == "otherwise"


def test_holidays_fall_on_days_of_this_year(playbook: Playbook) -> None:
    days = {holiday.name: holiday_dates(holiday.rule, 2026) for holiday in playbook.hours.holidays}
    assert all(days.values())
    if playbook.name == "respiratory":
        assert playbook.hours.timezone == "Europe/Berlin"
        assert days["Christi Himmelfahrt"] == (date(2026, 5, 14),)
    else:
        assert playbook.hours.timezone == "America/New_York"
        assert days["Thanksgiving"] == (date(2026, 11, 26),)


def test_what_the_review_and_the_handoff_need(playbook: Playbook) -> None:
    assert [d.id for d in playbook.diagnoses] == [
        "mql_inflation",
        "sql_under_reporting",
        "form_fill_sqls",
        "fit_skipped_at_sql",
        "routed_without_context",
        "qualifiers_differ",
        "engagement_as_intent",
        "stale_criteria",
        "committee_missing",
        "stalled_sqls",
        "low_relevance_syndication",
        "forgotten_leads",
        "wrong_route",
    ]
    assert all(d.says and d.suggests for d in playbook.diagnoses)
    assert {d.id: d.limits for d in playbook.diagnoses} == USUAL_LIMITS, "each can be seen and changed, none is idle"
    assert playbook.handoff.mandatory == ("reason", "next_step")
    assert playbook.preset == "hybrid" and {p.id for p in playbook.presets} == {"volume", "quality", "hybrid"}
    own = playbook.reasons
    for reasons in (own.reject, own.disqualify, own.not_now, own.override):
        assert all(reason.action for reason in reasons)
        assert [reason.id for reason in reasons if reason.needs_text] == ["other"]
    assert any(reason.sent_too_early for reason in playbook.reasons.reject)
    assert playbook.no_response.cadence_days == (30, 60, 90, 180)


# --- the worked scenarios ------------------------------------------------------------

# scenario: the playbook it belongs to, service line, facility, seat, what they did (kind of signal, offer, asset)
Acts = tuple[tuple[str, str, str], ...]
SCENARIOS: dict[str, tuple[str, str, str, str, Acts]] = {
    "S1": (
        "diagnostics",
        "clinic_panels",
        "clinic",
        "practice_manager",
        (("download", "panel_overview", "Panel overview"), ("call_request", "consultation", "")),
    ),
    "S2": (
        "diagnostics",
        "employer_screening",
        "employer",
        "benefits",
        (("webinar_attended", "education_webinar", "Screening at work"), ("guide_request", "programme_guide", "")),
    ),
    "S3": (
        "diagnostics",
        "lab_partner",
        "laboratory",
        "lab_operations",
        (("download", "case_study", "Overflow at a regional lab"), ("download", "case_study", "Backup lab")),
    ),
    "S4": ("healthtech", "scheduling", "practice", "practice_manager", (("demo_request", "demo", "Scheduling"),)),
    "S5": ("medical", "referral_services", "hospital", "nursing_leader", (("download", "referral_guide", ""),)),
    "S6": (
        "medical",
        "clinic_services",
        "clinic",
        "clinical_sponsor",
        (("webinar_attended", "education_webinar", ""), ("resource_request", "clinical_resource", "Slides")),
    ),
    "S7": (
        "healthtech",
        "patient_engagement",
        "health_system",
        "patient_experience",
        (
            ("download", "engagement_guide", ""),
            ("webinar_attended", "education_webinar", ""),
            *((("email_open", "", ""),) * 4),
        ),
    ),
    "S8": ("healthtech", "coding_automation", "multi_location_group", "coding_lead", (("demo_request", "demo", ""),)),
    "S9": (
        "healthtech",
        "multi_site_operations",
        "multi_location_group",
        "operations",
        (
            ("webinar_attended", "education_webinar", "Scheduling webinar"),
            ("page_visit", "", "Multi-site"),
            ("page_visit", "", "Multi-site routing"),
        ),
    ),
    "S10": (
        "respiratory",
        "respiratory_programme",
        "hospital",
        "pulmonologist",
        (
            ("download", "programme_guide", "Respiratory overview"),
            ("video_watched", "product_video", ""),
            ("consultation_request", "consultation", ""),
        ),
    ),
    "S11": (
        "respiratory",
        "respiratory_programme",
        "practice",
        "practice_manager",
        (("webinar_attended", "education_webinar", ""), ("follow_up_form", "consultation", "Change this winter")),
    ),
    "S12": (
        "respiratory",
        "respiratory_programme",
        "clinic",
        "respiratory_director",
        (*((("page_visit", "", "Respiratory"),) * 12), *((("email_open", "newsletter", ""),) * 20)),
    ),
    "S13": (
        "diagnostics",
        "hospital_lab",
        "hospital",
        "lab_operations",
        (("demo_request", "demo", ""), ("download", "workflow_guide", "")),
    ),
}
ASKED = ("S1", "S2", "S4", "S6", "S8", "S10", "S11", "S13")  # asked us for something
CASES = [(number, name) for number, case in SCENARIOS.items() for name in dict.fromkeys((case[0], "diagnostics"))]


def _facts(number: str, name: str) -> LeadFacts:
    _, line, facility, seat, acts = SCENARIOS[number]
    signals = tuple(
        Signal(at, kind, NOW - timedelta(days=2 + at % 9), asset=asset, offer=offer)
        for at, (kind, offer, asset) in enumerate(acts)
    )
    region = "germany" if name == "respiratory" else "us_midwest"
    return LeadFacts(
        1,
        service_line="clinic_panels" if line == "clinic_services" and name == "diagnostics" else line,
        facility_type=facility,
        seat=seat,
        region=region,
        signals=signals,
        offer=acts[-1][1],
        size=120,
    )


def _route(playbook: Playbook, facts: LeadFacts) -> str:
    return route(playbook, facts, score(playbook, facts, NOW)).path


def _proven(playbook: Playbook, facts: LeadFacts, without: tuple[str, ...] = ()) -> LeadFacts:
    """The lead at SQL with every criterion answered Yes, but for `without`."""
    answers = {
        c.id: Answer(c.id, Answered.YES, "Said on the call", "The buyer", Certainty.TOLD)
        for c in playbook.checklist("sql", facts.service_line).criteria
        if c.id not in without
    }
    return replace(facts, stage=Stage.SQL, answers=answers)


@pytest.mark.parametrize(("number", "name"), CASES)
def test_a_scenario_has_its_words(number: str, name: str) -> None:
    playbook, facts = book(name), _facts(number, name)
    assert facts.service_line in _lines(playbook)
    assert by_id(playbook.vocabularies.facility_type, facts.facility_type)
    assert playbook.seat(facts.seat)
    for signal in facts.signals:
        assert by_id(playbook.signal_kinds, signal.kind), signal.kind
        assert not signal.offer or by_id(playbook.vocabularies.offer, signal.offer), signal.offer


@pytest.mark.parametrize(("number", "name"), CASES)
def test_the_facts_of_a_scenario_suggest_an_mql(number: str, name: str) -> None:
    playbook, facts = book(name), _facts(number, name)
    required = {c.id for c in playbook.checklist("mql", facts.service_line).criteria if c.required}
    assert set(suggested_answers(playbook, facts)) >= required
    scored = score(playbook, facts, NOW)
    assert scored.fit >= playbook.preset_in_force.mql_fit_at_least
    assert scored.fit_band in ("medium", "high")


@pytest.mark.parametrize(("number", "name"), [case for case in CASES if case[0] in ("S3", "S5", "S12")])
def test_engagement_without_a_need_stays_in_nurture(number: str, name: str) -> None:
    playbook, facts = book(name), _facts(number, name)
    scored = score(playbook, facts, NOW)
    assert scored.intent_band == "low"
    assert cell(playbook, scored).path == "nurture"
    assert _route(playbook, replace(facts, stage=Stage.MQL)) == "nurture"


@pytest.mark.parametrize(("number", "name"), [case for case in CASES if case[0] in ASKED])
def test_who_asks_for_something_is_never_left_to_nurture(number: str, name: str) -> None:
    playbook, facts = book(name), _facts(number, name)
    assert score(playbook, facts, NOW).intent_band in ("medium", "high")
    assert _route(playbook, facts) in ("sdr_outreach", "sales_discovery", "clinical_specialist")


@pytest.mark.parametrize(("number", "name"), [case for case in CASES if case[0] not in ("S3", "S5", "S12")])
def test_a_proven_scenario_goes_to_sales(number: str, name: str) -> None:
    playbook = book(name)
    facts = _proven(playbook, _facts(number, name))
    assert _route(playbook, facts) == "sales_discovery"


def test_s13_goes_to_technical_presales_while_validation_is_unclear() -> None:
    playbook, facts = book("diagnostics"), _facts("S13", "diagnostics")
    gap = Gap(1, "Which validation do you expect?", "validation", "stops", "theirs")
    assert _route(playbook, replace(_proven(playbook, facts), gaps=(gap,))) == "technical_presales"
    asked = replace(facts, asked_for="Demo, and your validation plan")
    assert _route(playbook, asked) == "technical_presales"
    assert _route(playbook, _proven(playbook, asked)) == "sales_discovery"


def test_s2_stays_mql_without_the_timeline_or_the_owner_of_the_purchase() -> None:
    playbook = book("diagnostics")
    required = {c.id for c in playbook.checklist("sql", "employer_screening").criteria if c.required}
    assert {"sql_plan_year", "sql_purchase_owner"} <= required


def test_engagement_alone_never_reaches_the_high_band(playbook: Playbook) -> None:
    weak = [kind.id for kind in playbook.signal_kinds if kind.engagement]
    signals = tuple(
        Signal(number, kind, NOW, asset="Validation and integration guide") for number, kind in enumerate(weak * 10)
    )
    scored = score(playbook, LeadFacts(1, signals=signals), NOW)
    assert scored.intent == playbook.scoring.engagement_cap
    assert scored.intent_band != "high"


def test_every_leave_rule_says_when_to_look_again(playbook: Playbook) -> None:
    assert {"wrong_geography", "wrong_facility", "general_questions"} <= {rule.id for rule in playbook.disqualify}
    for rule in playbook.not_now:
        assert rule.relook_days and rule.trigger, rule.id
    for rule in playbook.disqualify:
        assert bool(rule.relook_days) == bool(rule.trigger), rule.id


@pytest.mark.parametrize("name", ["diagnostics", "respiratory"])
def test_point_of_care_is_no_request_for_a_pilot(name: str) -> None:
    """A guide to POC testing that somebody downloaded asks for nothing; where labs are, POC is the point of care."""
    assert signal_kind(book(name), ["Buyer's guide to POC respiratory testing"]) != "pilot_request"
    assert signal_kind(book(name), ["We want a proof of concept"]) == "pilot_request"
