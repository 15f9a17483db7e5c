"""Published lists whose duplicates are known: the larger ones and the comparison with others are benchmarks."""

import csv
from pathlib import Path

import pytest

from app.domain.matching import Evidence, duplicates

SETS = Path(__file__).parents[4] / "shared" / "cases" / "dedupe"
pytestmark = pytest.mark.skipif(not SETS.is_dir(), reason="the shared cases are not beside the project")
FEBRL = {
    "given_name": "first_name",
    "surname": "last_name",
    "address_1": "street",
    "suburb": "city",
    "postcode": "postal_code",
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return [{name.strip(): cell.strip() for name, cell in zip(header, row, strict=False)} for row in rows]


def score(found: set[frozenset[str]], true: set[frozenset[str]]) -> tuple[float, float]:
    """Precision and F1."""
    right = len(found & true)
    return right / max(1, len(found)), 2 * right / (len(found) + len(true))


def test_febrl_1():
    rows = read(SETS / "febrl1" / "records.csv")
    true = {frozenset(row.values()) for row in read(SETS / "febrl1" / "truth_pairs.csv")}
    records = [{FEBRL.get(name, name): cell for name, cell in row.items()} for row in rows]
    pairs = duplicates(records, "people", compare={"date_of_birth": Evidence.DATE, "soc_sec_id": Evidence.CODE})
    named = {frozenset({rows[p.a]["rec_id"], rows[p.b]["rec_id"]}): p.sure for p in pairs}
    assert score(set(named), true)[1] >= 0.99
    assert score({pair for pair, sure in named.items() if sure}, true)[0] == 1


def test_company_names_written_in_two_ways():
    rows = read(SETS / "company_name_pairs" / "name_pairs.csv")
    first, second = ([{"company": row[name]} for row in rows] for name in ("name1", "name2"))
    found = {p.a: p.sure for p in duplicates(first, "accounts", other=second) if p.a == p.b}
    true = {frozenset({str(place)}) for place, row in enumerate(rows) if row["is_match"] == "true"}
    assert score({frozenset({str(place)}) for place in found}, true)[1] >= 0.93
    assert score({frozenset({str(place)}) for place, sure in found.items() if sure}, true)[0] >= 0.995
