"""A long search says how far it is in each of its parts, and stops wherever it is told to."""

from collections import Counter

import pytest

from app.domain.matching import Evidence, duplicates
from tests.domain.matching.lists import people

ACCOUNTS = [{"company": f"House {n % 40} Clinic", "city": "Mainz", "street": f"{n} Main St"} for n in range(120)]
LISTS = (("people", people(150) + people(20)), ("accounts", ACCOUNTS))


class Stop(Exception):
    pass


@pytest.mark.parametrize(("kind", "rows"), LISTS)
def test_every_part_says_how_far_it_is_and_finds_the_same(kind, rows):
    heard = []
    watched = duplicates(rows, kind, told=lambda done, total, what: heard.append((done, total, what)))
    assert watched == duplicates(rows, kind)
    parts = {"Reading what is known", "Looking for pairs", "Weighing what tells", "Comparing", "Saying why"}
    assert parts <= {what for _, _, what in heard}
    assert all(done == 0 or done < total for done, total, _ in heard)


@pytest.mark.parametrize(("kind", "rows"), LISTS)
def test_it_stops_at_any_report(kind, rows):
    heard = []
    duplicates(rows, kind, told=lambda *said: heard.append(said))
    for last in range(len(heard)):
        left = iter(range(last))

        def told(done, total, what, left=left):
            if next(left, None) is None:
                raise Stop

        with pytest.raises(Stop):
            duplicates(rows, kind, told=told)


def test_no_part_is_long_without_a_report():
    """Ten times as many rows are ten times as many reports in every part, not longer waits between them."""
    counts = []
    for size in (2_000, 20_000):
        rows = [{"first_name": f"P{n}", "last_name": f"Q{n % 997}", "note": f"n{n}"} for n in range(size)]
        heard = []
        duplicates(rows, "people", compare={"note": Evidence.TEXT}, told=lambda *said, heard=heard: heard.append(said))
        counts.append(Counter(what for _, _, what in heard))
    for what in ("Reading what is known", "Looking for pairs"):
        assert counts[1][what] >= 5 * counts[0][what]
