"""Import: the plan as a document and as lines, options, refusals, and what was decided."""

import pytest
from openpyxl import Workbook

from tests.cli.terminal import ANNA, BO, HEADER

ACTS = {"create", "update", "signal", "skip", "doubtful", "reject"}
FILE_KEYS = {"file", "format", "outcome", "reason", "warnings", "questions", "encoding", "delimiter", "tables"}
TABLE_KEYS = {"name", "primary", "header_record", "columns", "data_rows", "mapping", "unmapped", "ignored_records"}
ROW_KEYS = {"file", "table", "record", "act", "reason", "lead", "differences"}


@pytest.fixture
def empty(assay):
    path = assay.folder / "team.assay"
    assay.done("new", path)
    return path


def check_plan(plan):
    """The keys and types that the contract names."""
    assert set(plan["counts"]) == ACTS
    assert all(isinstance(count, int) for count in plan["counts"].values())
    assert len(plan["rows"]) == sum(plan["counts"].values())
    for file in plan["files"]:
        assert set(file) == FILE_KEYS
        assert file["outcome"] in ("import", "import_with_warning", "ask", "refuse")
        for table in file["tables"]:
            assert set(table) == TABLE_KEYS
            assert isinstance(table["primary"], bool)
            for mapped in table["mapping"].values():
                assert set(mapped) == {"column", "index", "also"}
    for row in plan["rows"]:
        assert set(row) == ROW_KEYS
        assert row["act"] in ACTS
        assert isinstance(row["record"], int)
        assert isinstance(row["lead"], dict)
        assert isinstance(row["differences"], dict)
    primary = sum(t["data_rows"] for f in plan["files"] for t in f["tables"] if t["primary"])
    assert primary == sum(plan["counts"].values()) or any(f["outcome"] == "refuse" for f in plan["files"])


def test_a_dry_run_shows_the_plan_and_changes_nothing(assay, empty):
    file = assay.file("a.csv", HEADER, ANNA, "", ",,,,,,,,,,,,,2026-11-01", BO)
    plan = assay.document("import", empty, file, "--dry-run")
    check_plan(plan)
    assert set(plan) == {"files", "counts", "rows"}
    assert plan["counts"] | {"create": 2, "reject": 1} == plan["counts"]
    first, last, _ = plan["rows"]
    assert (first["record"], first["act"], first["lead"]["email"]) == (1, "create", "anna.berg@northlab.example")
    assert (last["record"], last["act"]) == (3, "reject")
    assert last["reason"]
    assert assay.document("leads", empty)["total"] == 0
    assert assay.document("history", empty) == {"actions": []}


def test_an_import_does_what_its_plan_said_and_names_its_action(assay, empty):
    file = assay.file("a.csv", HEADER, ANNA, BO)
    plan = assay.document("import", empty, file, "--dry-run")
    done = assay.document("import", empty, file, "--by", "kim")
    check_plan(done)
    assert done.pop("action") == 1
    assert done == plan
    assert assay.document("leads", empty)["total"] == 2
    (action,) = assay.document("history", empty)["actions"]
    assert (action["action"], action["by"]) == (1, "kim")


def test_people_are_told_the_mapping_the_counts_and_every_rejection(assay, empty):
    said = assay.done("import", empty, assay.file("a.csv", HEADER, ANNA, ",,,,,,,,,,,,,2026-11-01"))
    assert "job_title      ← Job title" in said.out
    assert "2 rows: 1 new, 1 rejected." in said.out
    assert "rejected: row 3 of a.csv: " in said.out
    assert "Imported as action 1" in said.out


def test_the_same_file_again_adds_nobody(assay, empty):
    file = assay.file("a.csv", HEADER, ANNA, BO)
    assay.done("import", empty, file)
    again = assay.document("import", empty, file)
    check_plan(again)
    assert again["counts"]["skip"] == 2
    assert assay.document("leads", empty)["total"] == 2


def test_a_later_file_fills_in_and_never_overwrites(assay, empty):
    assay.done("import", empty, assay.file("a.csv", HEADER, ANNA))
    more = assay.file("b.csv", "Email,Phone,Job title,Company", "anna.berg@northlab.example,+1 312 555 0143,,North Lab")
    plan = assay.document("import", empty, more)
    (row,) = plan["rows"]
    assert row["act"] == "update"
    assert row["differences"]["phone"][0] == ""
    shown = assay.document("show", empty, 1)
    assert shown["person"]["title"] == "Lab operations manager"
    assert shown["person"]["phone"].startswith("+1")


def test_several_files_are_one_action(assay, empty):
    done = assay.document("import", empty, assay.file("a.csv", HEADER, ANNA), assay.file("b.csv", HEADER, BO))
    assert [file["file"] for file in done["files"]] == ["a.csv", "b.csv"]
    assert done["counts"]["create"] == 2
    assay.done("undo", empty)
    assert assay.document("leads", empty)["total"] == 0


def test_files_may_stand_on_both_sides_of_an_option(assay, empty):
    first, second = assay.file("a.csv", HEADER, ANNA), assay.file("b.csv", HEADER, BO)
    plan = assay.document("import", empty, first, "--dry-run", second)
    assert plan["counts"]["create"] == 2


def test_a_workbook_and_a_sheet_of_it(assay, empty):
    book = Workbook()
    book.active.title = "Leads"
    for line in (HEADER, ANNA):
        book.active.append(line.split(","))
    other = book.create_sheet("More")
    for line in (HEADER, BO):
        other.append(line.split(","))
    book.save(assay.folder / "a.xlsx")
    plan = assay.document("import", empty, "a.xlsx", "--dry-run", "--sheet", "More")
    check_plan(plan)
    assert plan["files"][0]["format"] == "xlsx"
    assert [row["lead"]["email"] for row in plan["rows"]] == ["bo.lind@southclinic.example"]
    assert "no sheet" in assay.refused("import", empty, "a.xlsx", "--sheet", "Nothing")


def test_options_settle_what_the_file_does_not_say(assay, empty):
    file = assay.file("a.txt", "Wer;Was;Wann", "Anna Berg;anna.berg@northlab.example;03.04.2026", encoding="cp1252")
    words = ["--delimiter", ";", "--encoding", "windows-1252", "--date-order", "dmy", "--map", "full_name=Wer"]
    words += ["--map", "email=1", "--map", "created_at=Wann", "--service-line", "Lab partner", "--source", "Booth"]
    plan = assay.document("import", empty, file, *words, "--campaign", "Spring fair", "--dry-run")
    check_plan(plan)
    (row,) = plan["rows"]
    expected = {
        "full_name": "Anna Berg",
        "email": "anna.berg@northlab.example",
        "created_at": "2026-04-03",
        "service_line": "lab_partner",
        "source": "trade_fair",
        "campaign": "Spring fair",
    }
    assert row["lead"] | expected == row["lead"]


def test_an_unknown_service_line_or_column_is_refused(assay, empty):
    file = assay.file("a.csv", HEADER, ANNA)
    assert "not a service line" in assay.refused("import", empty, file, "--service-line", "Weather")
    assert "no column" in assay.refused("import", empty, file, "--map", "notes=Weather")
    assert assay.document("leads", empty)["total"] == 0


def test_dates_of_an_unclear_order_are_asked_about_and_kept_as_written(assay, empty):
    lines = [HEADER, ANNA.replace("2026-11-10", "03/04/2026"), BO.replace("2026-11-12", "05/06/2026")]
    file = assay.file("a.csv", *lines)
    dry = assay.document("import", empty, file, "--dry-run")
    assert dry["files"][0]["outcome"] == "import_with_warning"
    assert dry["files"][0]["questions"]
    assert "--date-order" in assay.done("import", empty, file, "--dry-run").out
    assert "--date-order" in assay.done("import", empty, file).out
    lead = assay.document("show", empty, "1")
    assert lead["extra"]["Date"] == "03/04/2026"
    assay.done("undo", empty)
    assay.done("import", empty, file, "--date-order", "dmy")
    rows = assay.document("import", empty, file, "--date-order", "dmy", "--dry-run")["rows"]
    assert [row["lead"]["created_at"] for row in rows] == ["2026-04-03", "2026-06-05"]


def test_a_file_without_a_header_is_not_imported_before_its_columns_are_named(assay, empty):
    file = assay.file("a.csv", "Anna,Lind,anna@lind.example", "Bo,Ek,bo@ek.example")
    sentence = assay.refused("import", empty, file)
    assert "--map" in sentence
    said = assay("import", empty, file, "--json")
    assert (said.code, said.json["files"][0]["outcome"], said.json["action"]) == (1, "ask", None)
    assert assay.document("leads", empty)["total"] == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing.csv", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 200),
        ("letter.pdf", b"%PDF-1.7\n" + b"x" * 200),
        ("broken.xlsx", b"PK\x03\x04 this is no workbook"),
        ("blank.csv", b"\n\n\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_can_be_inspected(assay, empty, name, content):
    (assay.folder / name).write_bytes(content)
    assert assay.refused("import", empty, name).startswith(name)
    plan = assay.document("import", empty, name, "--dry-run")
    check_plan(plan)
    assert plan["files"][0]["outcome"] == "refuse"
    assert plan["files"][0]["reason"]
    assert assay.document("history", empty) == {"actions": []}


def test_a_missing_file_and_a_folder_are_refused(assay, empty):
    assert "no file of this name" in assay.refused("import", empty, "nowhere.csv")
    assert "folder" in assay.refused("import", empty, assay.folder)


def test_one_bad_file_stops_the_good_ones_too(assay, empty):
    good = assay.file("a.csv", HEADER, ANNA)
    (assay.folder / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    assert "bad.pdf" in assay.refused("import", empty, good, "bad.pdf")
    assert assay.document("leads", empty)["total"] == 0


def test_hostile_text_steers_no_terminal_and_stays_whole(assay, empty):
    name = "\"=cmd|' /C calc'!A1 \x1b[31mred\x07\""
    assay.done(
        "import", empty, assay.file("a.csv", HEADER, ANNA.replace("North Lab", name), BO.replace("Lind", '"Li\nnd"'))
    )
    said = assay.done("leads", empty)
    assert "\x1b" not in said.out
    assert "\x07" not in said.out
    assert len(said.out.splitlines()) == 4  # header, two leads, the count
    assert assay.document("leads", empty)["total"] == 2


def test_undo_of_an_import_takes_everything_back_and_redo_brings_it(assay, empty):
    assay.done("import", empty, assay.file("a.csv", HEADER, ANNA, BO))
    before = assay.document("leads", empty)
    assay.done("undo", empty, 1)
    assert assay.document("leads", empty)["total"] == 0
    assay.done("redo", empty)
    assert assay.document("leads", empty) == before
