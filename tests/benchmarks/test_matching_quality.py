"""How well duplicates are found: on the shared sets beside three libraries, and among 100,000 generated leads."""

import csv
import json
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil
import pytest

from app.domain.matching import Evidence, Index, duplicates, find, person_keys
from app.domain.matching.agreement import Comparer
from app.domain.matching.blocking import candidates
from app.domain.matching.rows import read_rows
from tests.benchmarks.generate import COLUMNS, leads
from tests.benchmarks.linkers import LINKERS, Pairs, Row, answer, f1

pytestmark = [pytest.mark.benchmark, pytest.mark.filterwarnings("ignore")]  # the libraries warn of each other
SETS = Path(__file__).parents[3] / "shared" / "cases" / "dedupe"
FEBRL = {
    "given_name": ("first_name", "name"),
    "surname": ("last_name", "name"),
    "street_number": ("number", "code"),
    "address_1": ("street", "text"),
    "address_2": ("street_2", "text"),
    "suburb": ("city", "place"),
    "postcode": ("postal_code", "code"),
    "state": ("region", "place"),
    "date_of_birth": ("born", "date"),
    "soc_sec_id": ("insurance", "code"),
}
FAKE = {
    "first_name": ("first_name", "name"),
    "surname": ("last_name", "name"),
    "dob": ("born", "date"),
    "city": ("city", "place"),
    "email": ("email", "email"),
}
EATERIES = {
    "name": ("company", "text"),
    "addr": ("street", "text"),
    "city": ("city", "place"),
    "phone": ("phone", "code"),
}
NAMES = {"name": ("company", "text")}
FURTHER = {"born": Evidence.DATE, "insurance": Evidence.CODE, "number": Evidence.CODE, "street_2": Evidence.TEXT}
FIELDS = {
    "first_name": "First Name",
    "last_name": "Last Name",
    "email": "Email",
    "phone": "Phone",
    "company": "Company",
    "domain": "Website",
    "country": "Country",
    "region": "State",
    "city": "City",
    "street": "Street",
    "postal_code": "Postal Code",
}


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return [{name.strip(): cell.strip() for name, cell in zip(header, row, strict=False)} for row in rows]


def renamed(rows: list[Row], names: Mapping[str, tuple[str, str]], id: str, prefix: str = "") -> list[Row]:
    return [{"id": prefix + row[id]} | {names[n][0]: cell for n, cell in row.items() if n in names} for row in rows]


def true_pairs(name: str) -> Pairs:
    return {frozenset(row.values()) for row in read(SETS / name / "truth_pairs.csv")}


def the_set(name: str) -> tuple[str, list[list[Row]], dict[str, str], Pairs]:
    """The kind, the lists, what each column holds, and the true pairs."""
    if name == "company_name_pairs":
        pairs = read(SETS / name / "name_pairs.csv")
        lists = [[{"id": f"{side}{n}", "company": p[side]} for n, p in enumerate(pairs)] for side in ("name1", "name2")]
        true = {frozenset({f"name1{n}", f"name2{n}"}) for n, p in enumerate(pairs) if p["is_match"] == "true"}
        return "accounts", lists, dict(NAMES.values()), true
    if name == "fodors_zagats":
        files = {"fodors": "f", "zagats": "z"}
        lists = [renamed(read(SETS / name / f"{file}.csv"), EATERIES, "id", mark) for file, mark in files.items()]
        for row in (row for rows in lists for row in rows):
            row["phone"] = "".join(c for c in row["phone"] if c.isdigit())  # the libraries compare what is written
        return "accounts", lists, dict(EATERIES.values()), true_pairs(name)
    names, id = (FAKE, "unique_id") if "fake" in name else (FEBRL, "rec_id")
    return "people", [renamed(read(SETS / name / "records.csv"), names, id)], dict(names.values()), true_pairs(name)


def told(capsys: pytest.CaptureFixture[str], **figures: Any) -> None:
    with capsys.disabled():
        print(json.dumps({name: round(f, 4) if isinstance(f, float) else f for name, f in figures.items()}))


@pytest.mark.skipif(not SETS.is_dir(), reason="the shared cases are not beside the project")
@pytest.mark.parametrize("name", ["febrl1", "febrl2", "splink_fake_1000", "fodors_zagats", "company_name_pairs"])
def test_shared_sets_beside_three_libraries(capsys, name):
    kind, lists, columns, true = the_set(name)
    labelled = {frozenset({f"name1{n}", f"name2{n}"}) for n in range(len(lists[0]))}
    start = perf_counter()
    compare = {column: FURTHER[column] for column in columns if column in FURTHER}
    found = duplicates(lists[0], kind, other=lists[1] if len(lists) > 1 else None, compare=compare)
    took = perf_counter() - start
    named = {frozenset({lists[0][p.a]["id"], lists[-1][p.b]["id"]}): p.sure for p in found}
    if name == "company_name_pairs":  # only these pairs are labelled
        named = {pair: sure for pair, sure in named.items() if pair in labelled}
    sure = {pair for pair, is_sure in named.items() if is_sure}
    ours, others = f1(set(named), true), {}
    for library in LINKERS:
        theirs = answer(library, lists, columns, true)
        if not isinstance(theirs, str):
            theirs = f1({p for p in theirs if p in labelled} if name == "company_name_pairs" else theirs, true)
        others[library] = round(theirs, 4) if isinstance(theirs, float) else theirs
    precision = len(sure & true) / max(1, len(sure))
    told(capsys, what=name, seconds=took, f1=ours, sure=len(sure), precision_of_sure=precision, others=others)
    assert precision >= 0.995
    assert ours >= max([figure for figure in others.values() if isinstance(figure, float)], default=0.9)


def generated(count: int) -> tuple[list[Row], list[int]]:
    places = {field: COLUMNS.index(column) for field, column in FIELDS.items()}
    both = [(who, {field: row[place] for field, place in places.items()}) for who, row in leads(count)]
    return [row for _, row in both], [who for who, _ in both]


def keys_of(row: Row) -> Any:
    return person_keys(row["first_name"], row["last_name"], row["email"], row["phone"], row["company"])


def exact(first: list[Row], second: list[Row]) -> float:
    """Seconds that the exact keys alone take."""
    start = perf_counter()
    index = Index()
    for place, row in enumerate(first):
        index.add(keys_of(row), place)
    for row in second:
        find(keys_of(row), index)
    return perf_counter() - start


@pytest.mark.parametrize("count", [100_000])
def test_generated_leads(capsys, count):
    rows, who = generated(count)
    groups: dict[int, list[int]] = {}
    for place, person in enumerate(who):
        groups.setdefault(person, []).append(place)
    true = {pair for group in groups.values() for pair in combinations(group, 2)}
    reference = exact(rows, rows)
    start = perf_counter()
    pairs = duplicates(rows, "people")
    took = perf_counter() - start
    found = {(pair.a, pair.b) for pair in pairs}
    score = 2 * len(found & true) / (len(found) + len(true))
    memory = psutil.Process().memory_info().rss / 2**20
    told(capsys, what=f"{count:,} leads", seconds=took, times_exact_keys=took / reference, f1=score, megabytes=memory)
    assert score >= 0.98


def test_a_list_against_what_is_stored(capsys):
    rows, who = generated(200_000)
    stored, new = rows[:100_000], rows[100_000:]
    reference = exact(stored, new)
    start = perf_counter()
    pairs = duplicates(new, "people", other=stored)
    took = perf_counter() - start
    known: dict[int, list[int]] = {}
    for place, person in enumerate(who[:100_000]):
        known.setdefault(person, []).append(place)
    true = {(new_one, old) for new_one, person in enumerate(who[100_000:]) for old in known.get(person, ())}
    found = {(pair.a, pair.b) for pair in pairs}
    score = 2 * len(found & true) / (len(found) + len(true))
    memory = psutil.Process().memory_info().rss / 2**20
    told(
        capsys, what="P6: 100k against 100k", seconds=took, ratio=took / reference, goal=10, f1=score, megabytes=memory
    )
    assert score >= 0.98


def test_candidates_are_linear_in_rows(capsys):
    counts = {}
    for size in (12_500, 25_000, 50_000, 100_000):
        rows = read_rows(generated(size)[0], "people", None, {})
        counts[size] = len(candidates(rows, Comparer(rows)))
    told(capsys, what="candidates", **{f"of {size:,}": count for size, count in counts.items()})
    assert all(count <= 12 * size + 60_000 for size, count in counts.items())
    assert counts[100_000] <= 2.5 * counts[50_000]
