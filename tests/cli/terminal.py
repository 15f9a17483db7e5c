"""A terminal for tests: runs the command line in this process and keeps what it said."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.__main__ import main
from app.exports.recognition import REPLY

ROOT = Path(__file__).parent.parent.parent
HEADER = (
    "First name,Last name,Email,Job title,Company,Facility type,Country,Region,Service line,Source,Offer,Asked for,"
    "Content,Date"
)
ANNA = (
    "Anna,Berg,anna.berg@northlab.example,Lab operations manager,North Lab,Laboratory,US,Midwest,Lab partner,"
    "Website form,Demo,request a demo,Workflow guide,2026-11-10"
)
BO = (
    "Bo,Lind,bo.lind@southclinic.example,Practice manager,South Clinic,Clinic,US,South,Clinic panels,Webinar,,,"
    "Panel overview,2026-11-12"
)
BASICS = ("mql_interest", "mql_line_interest", "mql_organisation", "mql_region", "mql_role", "mql_contact")
REASON = ("--learned", "They told us so on the phone", "--next", "Call again", "--due", "2026-12-01")


@dataclass(frozen=True)
class Said:
    """What one run of the command line said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Standard output as the one document that it is."""
        return json.loads(self.out)


class Terminal:
    """Runs words in a folder of their own; the clock stands where ASSAY_NOW says."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: object) -> Said:
        """Run and return what was said."""
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)

    def done(self, *words: object) -> Said:
        """Run something that must succeed and be quiet on standard error."""
        said = self(*words)
        assert (said.code, said.err) == (0, ""), said
        return said

    def document(self, *words: object) -> dict[str, Any]:
        """Run something that must succeed, and return its JSON document."""
        return self.done(*words, "--json").json

    def refused(self, *words: object) -> str:
        """Run something that must be refused in one line, and return the sentence."""
        said = self(*words)
        assert said.code == 1, said
        assert said.err.endswith("\n"), said
        assert said.err.count("\n") == 1, said
        assert "Traceback" not in said.err + said.out
        return said.err.strip()

    def file(self, name: str, *lines: str, encoding: str = "utf-8") -> Path:
        """Write a text file of these lines."""
        path = self.folder / name
        path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
        return path


def in_a_process(*words: object, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run `python -m app` as people do; `env` adds variables."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings.pop("env", {})}
    environment.pop("PYTHONWARNINGS", None)
    command = [*settings.pop("before", ()), sys.executable, "-P", "-m", "app", *map(str, words)]
    settings = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 120} | settings
    return subprocess.run(command, env=environment, **settings)


def reply(path: Path, verdict: str, reason: str = "", note: str = "", name: str = "Sam Sales") -> Path:
    """Fill in the reply sheet of a handoff as a colleague does, and save it under another name."""
    book = load_workbook(path)
    wanted = {"Verdict": verdict, "Reason": reason, "Note": note, "Name": name}
    for row in book[REPLY].iter_rows(max_col=2, max_row=20):
        if row[0].value in wanted:
            row[1].value = wanted.pop(row[0].value) or None
    assert not wanted
    back = path.with_name(f"returned {path.name}")
    book.save(back)
    return back
