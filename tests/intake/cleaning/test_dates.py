"""Dates as people and programs write them."""

import pytest

from app.intake.choices import DateOrder
from app.intake.cleaning.dates import clean_date, proven_order

DATES: list[tuple[str, DateOrder | None, str]] = [
    ("2024-01-15", None, "2024-01-15"),
    ("01/20/2024", None, "2024-01-20"),
    ("20.03.2024", None, "2024-03-20"),
    ("03.04.2024", None, "2024-04-03"),
    ("15-Jan-2024", None, "2024-01-15"),
    ("3. März 2026", None, "2026-03-03"),
    ("12 février 2026 à 14h30", None, "2026-02-12T14:30:00"),
    ("2024-01-20T14:30:00Z", None, "2024-01-20T14:30:00+00:00"),
    ("2026/05/28 7:01:33 PM GMT+2", None, "2026-05-28T17:01:33+00:00"),
    ("Jan 20, 2026 10:01 AM CET", None, "2026-01-20T09:01:00+00:00"),
    ("2026-03-04 10:15 America/Chicago", None, "2026-03-04T16:15:00+00:00"),
    ("11/29/24 22:28", None, "2024-11-29T22:28:00"),
    ("03/04/2026", None, ""),
    ("03/04/2026", "dmy", "2026-04-03"),
    ("03/04/2026", "mdy", "2026-03-04"),
    ("46054", None, "2026-02-01"),
    ("1-Feb", None, ""),
    ("MAR1", None, ""),
    ("0/0/00", None, ""),
    ("31/02/2026", None, ""),
    ("Thu May 28 2026 19:01:33 GMT+0200 (Central European Summer Time)", None, "2026-05-28T17:01:33+00:00"),
    ("Thu May 28 19:01:33 CEST 2026", None, "2026-05-28T17:01:33+00:00"),
    ("Thu, 28 May 2026 19:01:33 +0200", None, "2026-05-28T17:01:33+00:00"),
    ("20260528T170133Z", None, "2026-05-28T17:01:33+00:00"),
    ("2026-W22-4", None, "2026-05-28"),
    ("1748451693", None, "2025-05-28T17:01:33+00:00"),
    ("1748451693000", None, "2025-05-28T17:01:33+00:00"),
    ("9999999999", None, ""),
    ("46054.75", None, "2026-02-01T18:00:00"),
    ("2026年5月28日 19:01", None, "2026-05-28T19:01:00"),
    ("2026년 5월 28일 오후 7:01", None, "2026-05-28T19:01:00"),
    ("28 мая 2026", None, "2026-05-28"),
    ("28. maj 2026", None, "2026-05-28"),
    ("28 de maio de 2026", None, "2026-05-28"),
    ("28 maggio 2026", None, "2026-05-28"),
    ("28 mei 2026", None, "2026-05-28"),
    ("28 de mayo de 2026 7:01 p. m.", None, "2026-05-28T19:01:00"),
    ("28.05.2026 19.01 Uhr", None, "2026-05-28T19:01:00"),
    ("Mittwoch, 28. Mai 2026", None, "2026-05-28"),
    ("2026-05-28 19:01:33 IST", None, "2026-05-28T19:01:33"),
    ("1900-01-00", None, ""),
    ("1899-12-30", None, ""),
]


@pytest.mark.parametrize(("written", "order", "iso"), DATES)
def test_date(written: str, order: DateOrder | None, iso: str) -> None:
    assert clean_date(written, order)[0] == iso


def test_a_serial_counts_from_the_first_day_of_its_workbook() -> None:
    assert clean_date("44592", None, True)[0] == "2026-02-01"
    assert clean_date("44592", None, False)[0] == "2022-01-31"


ORDERS = [
    (["13/01/2026", "02/03/2026"], "dmy", False),
    (["01/13/2026", "02/03/2026"], "mdy", False),
    (["01/02/2026", "03/04/2026"], None, True),
    (["13/01/2026", "01/13/2026", "02/03/2026"], None, True),
    (["13/01/2026", "01/13/2026"], None, False),
    (["03.04.2026"], None, False),
    (["05/05/2026"], None, False),
]


@pytest.mark.parametrize(("dates", "order", "asked"), ORDERS)
def test_the_order_of_day_and_month_is_proven_or_asked_for(dates: list[str], order: str | None, asked: bool) -> None:
    assert proven_order(dates, dates) == (order, asked)


def test_am_and_pm_with_slashes_are_month_first() -> None:
    assert proven_order(["05/12/2026"], ["05/12/2026 09:00:00 AM"]) == ("mdy", False)


def test_what_programs_write_for_no_date_is_nothing_to_say() -> None:
    assert [clean_date(text) for text in ("0/0/00", "1900-01-00", "n/a", "")] == [("", "")] * 4
