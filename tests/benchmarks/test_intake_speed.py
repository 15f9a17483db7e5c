"""How fast a stranger's file becomes drafts, against the plain readers in the same run (measures.md, P3 to P5)."""

import csv
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.intake.drafting.drafts import Draft, drafts
from app.intake.reading import glance, look

pytestmark = pytest.mark.benchmark

HEADER = """First Name|Last Name|Email|Phone|Mobile|Job Title|Company|Website|Country|State|City|Street|Postal Code
|Lead Source|Campaign|Offer|Created At|Facility Type|Segment|Employees|Comments|Email Opt In|Record ID|Lead Owner
|Lead Status|Score|LinkedIn|Rating|Tags|Last Activity"""
GIVEN = ("Anna", "Bo", "Carla", "Dieter", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jan", "Karin", "Luis", "Maria")
FAMILY = ("Adler", "Berg", "Costa", "Dahl", "Egger", "Fischer", "Garcia", "Holm", "Ivanov", "Jansen", "Keller", "Lopez")
FIRMS = ("Klinik GmbH", "Hospital", "Labs Ltd", "Diagnostics SA")
TITLES = ("Lab Manager", "CEO", "Head of POCT", "Nurse")
PLACES = (
    ("Germany", "BY", "München", "+49 89"),
    ("France", "", "Lyon", "+33 4"),
    ("Spain", "", "Sevilla", "+34 95"),
    ("United Kingdom", "", "Leeds", "+44 113"),
    ("United States", "TX", "Austin", "(512)"),
    ("Sweden", "", "Lund", "+46 46"),
)


def header() -> list[str]:
    return HEADER.replace("\n", "").split("|")


def leads(rows: int) -> Callable[[], list[str]]:
    """A maker of rows; about one in ten shares its company with another."""
    dice = random.Random(7)

    def one() -> list[str]:
        given, family = dice.choice(GIVEN), dice.choice(FAMILY)
        land, state, city, phone = dice.choice(PLACES)
        number = dice.randrange(rows * 10)
        site = f"{family}{number % 5000}.example".lower()
        who = [given, family, f"{given}.{family}{number}@{site}".lower(), f"{phone} {2000000 + number % 7000000}", ""]
        firm = f"{dice.choice(FAMILY)} {dice.choice(FIRMS)} {dice.randrange(rows // 10 + 1)}"
        where = [land, state, city, f"Main Street {number % 200}", f"{number % 99999:05}"]
        created = f"2026-0{1 + number % 9}-1{number % 10} 10:{number % 60:02}:00"
        why = [dice.choice(["Webinar", "Trade show", "Website"]), "Spring", "Guide", created, "Hospital", "Enterprise"]
        rest = [str(number % 900), "Asked for a demo, please call back", dice.choice(["Yes", "No", ""]), str(number)]
        own = ["Sam Seller", "Open", str(number % 100), "", "", "a, b", "2026-03-01"]
        return [*who, dice.choice(TITLES), firm, f"www.{site}", *where, *why, *rest, *own]

    return one


def write_csv(path: Path, rows: int) -> Path:
    one = leads(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header())
        writer.writerows(one() for _ in range(rows))
    return path


def write_xlsx(path: Path, rows: int) -> Path:
    one = leads(rows)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Leads")
    sheet.append(header())
    for _ in range(rows):
        sheet.append(one())
    book.save(path)
    return path


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(what: str, figure: float, reference: float, goal: str) -> None:
    print(f"\n{what}: {figure:.2f} s; reference {reference:.2f} s; ratio {figure / reference:.2f}; goal {goal}")


def csv_list(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file)))


def clean_all(path: Path) -> int:
    found = look(path)
    assert found.primary is not None
    return sum(isinstance(draft, Draft) for draft in drafts(found, found.primary))


def test_a_hundred_thousand_rows_of_csv(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "leads.csv", 100_000)
    reference = timed(lambda: csv_list(path))
    first = timed(lambda: glance(path))
    print(f"\nfirst 200 rows of the preview: {first * 1000:.0f} ms; goal <= 300 ms")
    report("look", timed(lambda: look(path)), reference, "part of the next")
    report("look and clean", timed(lambda: clean_all(path)), reference, "<= 10 x together with the plan (P3)")
    assert clean_all(path) == 100_000


def test_time_grows_with_the_rows_and_memory_does_not(tmp_path: Path) -> None:
    small = write_csv(tmp_path / "small.csv", 100_000)
    large = write_csv(tmp_path / "large.csv", 1_000_000)
    figures = {}
    for name, path in (("small", small), ("large", large)):
        said = subprocess.run(
            [sys.executable, "-c", _IN_A_CHILD, str(path)], capture_output=True, text=True, check=True
        ).stdout.split()
        figures[name] = (float(said[0]), float(said[1]))
    report("1,000,000 rows cleaned", figures["large"][0], figures["small"][0], "<= 12 x of 100,000 (P4)")
    print(f"peak memory {figures['large'][1]:.0f} MB; with 100,000 rows {figures['small'][1]:.0f} MB; goal <= 1500 MB")


def test_a_hundred_thousand_rows_of_xlsx(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "leads.xlsx", 100_000)
    alone = "import sys, python_calamine as c; list(c.load_workbook(sys.argv[1]).get_sheet_by_index(0).iter_rows())"
    "list(python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0).iter_rows())"
    reference = timed(lambda: subprocess.run([sys.executable, "-c", alone, str(path)], check=True))
    from app.intake.readers.workbook import read_workbook

    figure = timed(lambda: sum(1 for sheet in read_workbook(path).sheets for _ in sheet.spool.read()))
    report("workbook read into rows, child included", figure, reference, "<= 1.5 x (P5)")
    report("workbook looked at and cleaned", timed(lambda: clean_all(path)), reference, "-")


_IN_A_CHILD = """
import sys, time
from pathlib import Path
from app.intake.drafting.drafts import drafts
from app.intake.reading import look
start = time.perf_counter()
found = look(Path(sys.argv[1]))
for draft in drafts(found, found.primary):
    pass
seconds = time.perf_counter() - start
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
except ImportError:
    peak = 0.0
print(seconds, peak)
"""
