"""Our own people in a stranger's file: domains learned, said, and never learned by mistake."""

from pathlib import Path

import pytest

from app.intake.choices import Choices
from app.intake.found import FoundFile
from app.intake.reading import look


def read(folder: Path, text: str) -> FoundFile:
    path = folder / "leads.csv"
    path.write_text(text, encoding="utf-8")
    return look(path, Choices())


LEARNED = [
    (
        "Name,Email,Lead Owner e-mail\nAna,a@lab.example,sam@vendor.example\nSam,s@vendor.example,kim@vendor.example\n"
        "Bo,b@lab.example,kim@gmail.com\n",
        {"vendor.example"},
    ),
    ("Name,Email,Account manager\nAna,a@lab.example,sam@vendor.example\nBo,b@x.example,Kim Lee\n", {"vendor.example"}),
    ("Name,Email,Owner\nAna,a@lab.example,Kim Lee\nBo,b@lab.example,kim@gmail.com\n", set()),
    ("Name,Email,Owner\nAna,a@lab.example,ana@lab.example\nBo,b@lab.example,bo@lab.example\n", set()),
    ("Name,Email,Role,Joined\nSam,s@vendor.example,Host,x\nAna,a@lab.example,Attendee,x\nBo,b@b.example,Attendee,x\n",
     {"vendor.example"}),
    ("Panelist Details\nName,Email\nDr Guest,g@clinic.example\nSam,s@vendor.example\nKim,k@vendor.example\n\n"
     "Attendee Details\nName,Email\nAna,a@clinic.example\nBo,b@lab.example\n", {"vendor.example"}),
    ("Host Details\nName,Email\nSam,s@vendor.example\n\nPanelist Details\nName,Email\nDr Guest,g@clinic.example\n\n"
     "Attendee Details\nName,Email\nAna,a@clinic.example\nBo,b@lab.example\nCy,c@lab.example\n", {"vendor.example"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "domains"), LEARNED)
def test_our_own_domains_are_learned(tmp_path: Path, text: str, domains: set[str]) -> None:
    assert read(tmp_path, text).own_domains == domains


def test_what_is_left_out_for_it_is_said_with_where_it_was_learned(tmp_path: Path) -> None:
    rows = "".join(f"P{i},p{i}@lab{i}.example,sam@vendor.example\n" for i in range(8))
    found = read(tmp_path, "Name,Email,Owner e-mail\nSam,s@vendor.example,\nKim,k@vendor.example,\n" + rows)
    said = "2 rows of our own domain vendor.example are left out; learned from the column “Owner e-mail”."
    assert said in found.said


def test_a_table_of_hosts_is_said_to_be_our_own(tmp_path: Path) -> None:
    text = "Host Details\nName,Email\nSam,s@vendor.example\n\nAttendee Details\nName,Email\nAna,a@lab.example\n"
    assert "The table “Host Details” (1 row) is left out: our own people." in read(tmp_path, text).said
