"""Typed values of answers (CP3): numbers, days and choices as people say them, in English and German."""

from datetime import date

import pytest

from app.domain.calls.amounts import amounts
from app.domain.calls.days import firm_days
from app.domain.calls.naming import people_in, roles_in
from app.domain.calls.needs import choices_of
from app.domain.calls.values import Value, columns, of_columns, parse_value, say_value
from app.language import speaking
from app.services.playbooks import shipped_playbook

TODAY = date(2026, 11, 21)
METHOD = (("unmodified", "unmodified", ("cleared",)), ("modified", "modified", ()), ("ldt", "lab-developed", ("LDT",)))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("120-150 a month", 120, 150, "a month"),
        ("120–150 / month", 120, 150, "a month"),
        ("120 to 150 samples per month", 120, 150, "samples a month"),
        ("between 120 and 150 per week", 120, 150, "a week"),
        ("120 bis 150 im Monat", 120, 150, "a month"),
        ("zwischen 120 und 150 pro Jahr", 120, 150, "a year"),
        ("ca. 300", 300, None, ""),
        ("rund 300 Proben pro Monat", 300, None, "Proben a month"),
        ("roughly 1,200 samples a month", 1200, None, "samples a month"),
        ("1.200 Tests", 1200, None, "Tests"),
        ("10 000", 10_000, None, ""),
        ("2.5k tests a year", 2500, None, "tests a year"),
        ("8-12k a year", 8_000, 12_000, "a year"),
        ("two hours", 2, None, "hours"),
        ("1,5 Stunden", 1.5, None, "hours"),
        ("24h", 24, None, "hours"),
        ("TAT 90 min", 90, None, "minutes"),
        ("30 %", 30, None, "%"),
        ("$12 to $15 a sample", 12, 15, "$"),
        ("12/week", 12, None, "a week"),
        ("three hundred", 300, None, ""),
        ("zwei Dutzend", 24, None, ""),
        ("2000 samples", 2000, None, "samples"),
        ("1.250,50 EUR", 1250.5, None, "EUR"),
        ("1,250.50 USD a sample", 1250.5, None, "USD"),
        ("1 250,5 €", 1250.5, None, "€"),
        ("10k-12k a month", 10_000, 12_000, "a month"),
        ("a 48-hour turnaround", 48, None, "hours"),
        ("twenty-five a day", 25, None, "a day"),
        ("fünfundzwanzig pro Tag", 25, None, "a day"),
        ("two hundred and fifty samples", 250, None, "samples"),
        ("between two hundred and three hundred", 200, 300, ""),
        ("50 samples in Q1", 50, None, "samples"),
    ],
)
def test_cp3_a_number_is_read_with_its_range_and_unit(text: str, low: float, high: float | None, unit: str):
    found = parse_value(text, TODAY, "number")
    assert found == Value("number", low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "phase 2",
        "ISO 15189",
        "CPT 94010",
        "24/7",
        "HL7 v2.5.1 over FHIR R4",
        "Epic 2023",
        "EP05 and EP15",
        "in 2027",
        "one of us",
        "08:30",
        "COVID-19",
        "version 2.3.1",
    ],
)
def test_cp3_what_only_looks_like_a_number_is_none(text: str):
    assert amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "day", "grain"),
    [
        ("14.03.2027", date(2027, 3, 14), ""),
        ("14.3.", date(2027, 3, 14), ""),
        ("30.6.27", date(2027, 6, 30), ""),
        ("2027-03-14", date(2027, 3, 14), ""),
        ("3/14/2027", date(2027, 3, 14), ""),
        ("14 March 2027", date(2027, 3, 14), ""),
        ("14. März 2027", date(2027, 3, 14), ""),
        ("March 14, 2027", date(2027, 3, 14), ""),
        ("the 14th of March", date(2027, 3, 14), ""),
        ("Q2", date(2027, 4, 1), "quarter"),
        ("Q2/27", date(2027, 4, 1), "quarter"),
        ("2. Quartal 2027", date(2027, 4, 1), "quarter"),
        ("second quarter of 2027", date(2027, 4, 1), "quarter"),
        ("Q4", date(2026, 10, 1), "quarter"),
        ("mid March", date(2027, 3, 15), "month"),
        ("Mitte März", date(2027, 3, 15), "month"),
        ("end of March", date(2027, 3, 31), "month"),
        ("Anfang Mai 2028", date(2028, 5, 5), "month"),
        ("03/2027", date(2027, 3, 1), "month"),
        ("in May", date(2027, 5, 1), "month"),
        ("KW 12", date(2027, 3, 22), "week"),
        ("week 50", date(2026, 12, 7), "week"),
        ("in three weeks", date(2026, 12, 12), "week"),
        ("in 10 Tagen", date(2026, 12, 1), ""),
        ("in two months", date(2027, 1, 1), "month"),
        ("next week", date(2026, 11, 23), "week"),
        ("by the end of the month", date(2026, 11, 30), "month"),
        ("next Tuesday", date(2026, 11, 24), ""),
        ("am Freitag", date(2026, 11, 27), ""),
        ("last Tuesday", date(2026, 11, 17), ""),
        ("Monday", date(2026, 11, 23), ""),
        ("on the 14th", date(2026, 12, 14), ""),
        ("tomorrow", date(2026, 11, 22), ""),
        ("KW 53", date(2026, 12, 28), "week"),
        ("Woche 12", date(2027, 3, 22), "week"),
        ("Dec", date(2026, 12, 1), "month"),
        ("Q1 27", date(2027, 1, 1), "quarter"),
        ("in Q1 50 samples", date(2027, 1, 1), "quarter"),
    ],
)
def test_cp3_a_day_is_read_as_exactly_as_it_was_said(text: str, day: date, grain: str):
    assert parse_value(text, TODAY, "date") == Value("date", day=day, unit=grain)


@pytest.mark.parametrize(
    "text",
    [
        "by the end of the year",
        "Ende des Jahres",
        "next year",
        "maybe next year",
        "2027",
        "spring 2027",
        "soon",
        "maybe 14.03.2027",
        "14 March, maybe",
        "vielleicht im März",
        "im März, noch nicht sicher",
        "14.03.?",
        "03/04/2027",
        "31.02.2027",
        "31 June",
        "29 February",
        "it may work",
        "they march on",
        "pick-up Monday to Friday",
        "every Monday",
        "We could start on 1 March",
        "Im Idealfall am 1. März",
    ],
)
def test_cp4_what_is_no_firm_day_is_none(text: str):
    assert parse_value(text, TODAY, "date") is None


def test_cp3_a_day_that_only_the_next_year_has_is_the_one_that_is_meant():
    assert parse_value("29 February", date(2027, 11, 21), "date") == Value("date", day=date(2028, 2, 29))
    assert parse_value("KW 53", date(2025, 11, 21), "date") == Value("date", day=date(2026, 12, 28), unit="week")


def test_cp3_a_unit_fits_into_its_place_however_long_the_word_is():
    assert parse_value(f"12 {'x' * 41}", TODAY, "number") == Value("number", 12)


def test_cp3_yes_and_no_are_said_in_the_language_of_the_window():
    question = shipped_playbook("diagnostics").question("HL11")
    assert question is not None
    with speaking("de"):
        assert [label for _, label, _ in choices_of(question)] == ["Ja", "Nein"]


DOUBTS = ("maybe", "perhaps", "probably", "not sure", "it depends", "vielleicht", "eventuell", "hopefully")
DAYS = ("14.03.2027", "14 March 2027", "Q2 2027", "mid March", "KW 12", "in three weeks", "2027-03-14", "am Freitag")


@pytest.mark.parametrize("doubt", DOUBTS)
def test_cp4_a_doubt_before_or_after_a_day_leaves_it_open(doubt: str):
    for day in DAYS:
        assert parse_value(f"It is {day}", TODAY, "date") is not None, day
        for text in (f"{doubt} {day}", f"{doubt.capitalize()}, {day}.", f"{day}, {doubt}"):
            assert parse_value(text, TODAY, "date") is None, text


def test_a_doubt_in_one_sentence_leaves_another_firm():
    assert parse_value("Go-live is 14.03.2027. Maybe we add a second site later.", TODAY, "date") is not None
    assert parse_value("Go-live is 14.03.2027, and maybe a second site joins in summer", TODAY, "date") is not None


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("Unmodified", "unmodified"),
        ("it is cleared", "unmodified"),
        ("an LDT of theirs", "ldt"),
        ("modified, not unmodified", "modified"),
        ("not modified", None),
        ("modified or unmodified", None),
        ("maybe modified", None),
    ],
)
def test_cp3_a_choice_is_one_firm_word(text: str, choice: str | None):
    found = parse_value(text, TODAY, "choice", METHOD)
    assert (found.choice if found else None) == choice


def test_cp3_a_value_survives_its_columns():
    for value in (
        Value("number", 120, 150, "a month"),
        Value("number", 0.0),
        Value("date", day=date(2027, 3, 1), unit="month"),
        Value("choice", choice="yes"),
        None,
    ):
        assert of_columns(**columns(value)) == value


@pytest.mark.parametrize(
    ("value", "english", "german_number"),
    [
        (Value("number", 1200, 1500, "samples a month"), "1,200–1,500 samples a month", "1.200–1.500"),
        (Value("number", 2.5, None, "hours"), "2.5 hours", "2,5"),
        (Value("number", 95, None, "%"), "95 %", "95"),
        (Value("date", day=date(2027, 3, 14)), "14 March 2027", "2027"),
        (Value("date", day=date(2027, 3, 15), unit="month"), "mid March 2027", "2027"),
        (Value("date", day=date(2027, 3, 31), unit="month"), "end of March 2027", "2027"),
        (Value("date", day=date(2027, 4, 1), unit="quarter"), "Q2 2027", "2027"),
        (Value("date", day=date(2027, 3, 22), unit="week"), "week 12, 2027", "2027"),
    ],
)
def test_cp3_a_value_is_said_in_words(value: Value, english: str, german_number: str):
    assert say_value(value) == english
    with speaking("de"):
        assert german_number in say_value(value)


def test_cp3_a_choice_is_said_by_its_label():
    assert say_value(Value("choice", choice="ldt"), METHOD) == "lab-developed"
    assert say_value(Value("choice", choice="gone"), METHOD) == "gone"
    assert say_value(None) == ""


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("maria weber signs", ("Maria Weber",)),
        ("Weber signs", ("Maria Weber",)),
        ("Maria does", ("Maria Weber",)),
        ("Dr. Keller, and Weber", ("Maria Weber", "Keller")),
        ("ask Will Long", ("Will Long",)),
        ("it will take long", ()),
        ("Jonas Lindqvist from IT", ("Jonas Lindqvist",)),
        ("Frau Brandt", ("Brandt",)),
        ("the Quality Manager and Epic Beaker", ()),
        ("the lab director", ()),
        ("on Monday in March", ()),
    ],
)
def test_cp4_people_are_known_from_the_call_or_by_how_a_name_is_written(text: str, people: tuple[str, ...]):
    assert people_in(text, ("Maria Weber", "Will Long")) == people


def test_cp4_functions_are_known_from_the_seats_of_the_playbook():
    assert roles_in("the send-out desk and Finance", ("send-out desk",)) == ("send-out desk", "finance")
    assert roles_in("the head of QA", ()) == ("head of qa",)
    assert roles_in("a lead time of 3 weeks", ()) == ()


def test_days_and_numbers_of_one_sentence_are_told_apart():
    text = "300 samples from 1 April 2027, 20 a day"
    days = firm_days(text, TODAY)
    found = amounts(text, [(day.start, day.end) for day in days])
    assert [day.day for day in days] == [date(2027, 4, 1)]
    assert [(one.low, one.unit) for one in found] == [(300, "samples"), (20, "a day")]
