"""How long the keys of 100,000 people take, against writing their fields in lower case."""

import json
from time import perf_counter

import pytest

from app.domain.matching import person_keys


@pytest.mark.benchmark
def test_matching_speed(capsys):
    rows = [
        (f"Ada{n % 900}", f"Berg{n % 7000}", f"a{n}@site{n % 4000}.example", f"+1212{n:07}", f"Site {n % 4000}")
        for n in range(100_000)
    ]
    start = perf_counter()
    keys = sum(len(person_keys(*row)) for row in rows)
    took = perf_counter() - start
    start = perf_counter()
    lowered = sum(len([field.lower() for field in row]) for row in rows)
    plain = perf_counter() - start
    with capsys.disabled():
        print(
            json.dumps(
                {
                    "what": "keys of 100,000 people",
                    "seconds": round(took, 2),
                    "times_lower_case": round(took / plain, 1),
                }
            )
        )
    assert keys == lowered  # five of each
