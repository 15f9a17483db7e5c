"""Files made to harm are answered with rows or a sentence, in seconds, and the program's own process stays small."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture.hostile_books import BOOKS
from tests.torture.hostile_texts import TEXTS

pytestmark = pytest.mark.torture

SECONDS = 5.0  # of processor time, of both processes: how busy the machine is does not matter
MOST = 400  # megabytes of this program's own process
PATIENCE = 120  # seconds by the clock
FIRST = 500  # rows that are cleaned as well
SCRIPT = """
import json, os, sys
import psutil
from itertools import islice
from pathlib import Path
import python_calamine
from app.intake.drafting.drafts import drafts
from app.intake.columns.mapping import guess_mapping
from app.intake.choices import Choices
from app.intake.reading import glance, look

guess_mapping(["Name", "E-mail"], (), [["Ana Silva", "ana@lab.example"]], Choices())  # word lists are read once

def spent():
    return sum(os.times()[:4])  # of this process, and of its child where the system counts that

def most_memory():
    if sys.platform == "win32":
        return psutil.Process().memory_info().peak_wset >> 20
    if sys.platform == "darwin":
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20
    told = Path("/proc/self/status").read_text()  # elsewhere the memory of whoever started this process counts as well
    return int(told.partition("VmHWM:")[2].split()[0]) >> 10

path = Path(sys.argv[1])
before = spent()
found = look(path)
took = spent() - before
if found.format not in ("xlsx", "xls", "xlsb", "ods"):  # a workbook is read whole either way
    glance(path)
glanced = spent() - before - took
cleaned = [sum(1 for _ in islice(drafts(found, table), int(sys.argv[2]))) for table in found.lead_tables]
rows = [table.data_rows for table in found.lead_tables]
told = {"outcome": found.outcome, "reason": found.reason, "rows": rows, "cleaned": cleaned}
print(json.dumps(told | {"took": took, "glanced": glanced, "peak": most_memory()}))
"""
HOSTILE: dict[str, Callable[[Path], object]] = {**BOOKS, **TEXTS}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_in_seconds_and_in_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / "leads.csv"
    HOSTILE[name](path)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), str(FIRST)], capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["outcome"] == "import" or told["reason"].endswith((".", "?")), told
    assert told["outcome"] == "refuse" or sum(told["rows"]), told
    assert told["cleaned"] == [min(rows, FIRST) for rows in told["rows"]]
    assert told["peak"] < MOST, told
    assert told["took"] < SECONDS and told["glanced"] < SECONDS, told
