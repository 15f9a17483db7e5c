"""Address cards of every version: each card one row under plain columns, and none lost for the faults of another."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.choices import Choices
from app.intake.drafting.drafts import Draft, Rejected, drafts
from app.intake.found import FoundTable, Outcome
from app.intake.readers.card_lines import card_line, unfolded
from app.intake.readers.cards import read_cards
from app.intake.reading import glance, look
from app.intake.tables.from_cards import table_of_cards
from tests.examples import tried

SHARED = Path(__file__).parents[4] / "shared" / "cases" / "vcards"


def card(*lines: str, version: str = "3.0") -> str:
    return "\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def table(path: Path, content: str | bytes) -> FoundTable:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = look(path).primary
    assert found is not None
    return found


def cells(path: Path, *lines: str, version: str = "3.0") -> dict[str, str]:
    found = table(path / "card.vcf", card(*lines, version=version))
    assert found.data_rows == 1
    (row,) = found.rows()
    return {column: cell for column, cell in zip(found.columns, row.cells, strict=True) if cell}


PROPERTIES = [
    ("names", ["N:Doe;John;Quincy,Adam;Dr.;Jr."], {"Last name": "Doe", "First name": "John",
     "Middle name": "Quincy Adam", "Name prefix": "Dr.", "Name suffix": "Jr.",
     "Full name": "Dr. John Quincy Adam Doe Jr."}),
    ("full name", ["N:Doe;John;;;", "FN:Johnny Doe"], {"First name": "John", "Last name": "Doe",
     "Full name": "Johnny Doe"}),
    ("work first", ["FN:A", "EMAIL;TYPE=HOME:h@x.example", "EMAIL;TYPE=INTERNET,WORK:w@x.example",
     "EMAIL;TYPE=OTHER:o@x.example", "EMAIL:n@x.example"], {"Full name": "A", "Email": "w@x.example",
     "Email 2": "n@x.example", "Email 3": "h@x.example", "Email 4": "o@x.example"}),
    ("preferred first", ["FN:A", "EMAIL;PREF=2;TYPE=work:b@x.example", "EMAIL;PREF=1;TYPE=work:a@x.example"],
     {"Full name": "A", "Email": "a@x.example", "Email 2": "b@x.example"}),
    ("fax and pager", ["FN:A", "TEL;WORK;FAX:1", "TEL;TYPE=pager:2", "TEL;TYPE=cell:3", "TEL;HOME;VOICE:4",
     "TEL;TYPE=WORK,VOICE:5"], {"Full name": "A", "Phone": "5", "Phone 2": "3", "Phone 3": "4", "Fax": "1",
     "Pager": "2"}),
    ("uri", ["FN:A", 'TEL;VALUE=uri;TYPE="voice,work":tel:+1-202-555-0100;ext=5', "EMAIL:mailto:a@x.example"],
     {"Full name": "A", "Phone": "+1-202-555-0100 ext. 5", "Email": "a@x.example"}),
    ("address", ["FN:A", "ADR;TYPE=HOME:;;Home St 1;Oldtown;;1;FR", r"ADR;TYPE=WORK:PO 7;Floor 2;Main St\, 5;Köln;NRW;"
     "50667;Germany"], {"Full name": "A", "Street": "PO 7, Floor 2, Main St, 5", "City": "Köln", "Region": "NRW",
     "Postal code": "50667", "Country": "Germany", "Other addresses": "Home St 1, Oldtown, 1, FR"}),
    ("organisation", [r"FN:A", r"ORG:Smith\, Jones\; Ltd;Radiology;Night shift", "TITLE:Head", "ROLE:Buyer"],
     {"Full name": "A", "Company": "Smith, Jones; Ltd", "Department": "Radiology, Night shift", "Job title": "Head",
      "Job role": "Buyer"}),
    ("notes", ["FN:A", r"NOTE:one\ntwo\, three", "NOTE:four", "URL:https://a.example", "URL:https://linkedin.com/in/a"],
     {"Full name": "A", "Notes": "one\ntwo, three\nfour", "Website": "https://a.example",
      "Social profile": "https://linkedin.com/in/a"}),
    ("extra facts", ["FN:A", "BDAY:1980-03-22", "CATEGORIES:Gold,VIP", "X-CUSTOM:1", "item1.X-ABDATE:2001-01-01",
     "item1.X-ABLabel:_$!<Anniversary>!$_"], {"Full name": "A", "Birthday": "1980-03-22", "Categories": "Gold, VIP",
     "X-CUSTOM": "1", "X-ABDATE Anniversary": "2001-01-01"}),
    ("groups", ["FN:A", "item1.EMAIL:h@x.example", "item1.X-ABLabel:_$!<Home>!$_", "item2.EMAIL:w@x.example",
     "item2.X-ABLabel:_$!<Work>!$_"], {"Full name": "A", "Email": "w@x.example", "Email 2": "h@x.example"}),
    ("of a company", ["N:;;;;", "FN:Lab Ltd", "ORG:Lab Ltd;", "X-ABShowAs:COMPANY"], {"Company": "Lab Ltd",
     "X-ABSHOWAS": "COMPANY"}),
    ("colons in parameters", ["FN:A", 'ADR;LABEL="Main: 5; Köln":;;Main 5;Köln;;;'], {"Full name": "A",
     "Street": "Main 5", "City": "Köln"}),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [p[1:] for p in PROPERTIES], ids=[p[0] for p in PROPERTIES])
def test_properties_go_into_their_columns(tmp_path: Path, lines: list[str], expected: dict[str, str]) -> None:
    assert cells(tmp_path, *lines) == expected


ENCODED = [
    ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\nller;J=C3=BCrgen", "Müller", "Jürgen"),
    ("N;charset=utf-8;encoding=quoted-printable:M=C3=BCller;J=C3=BCrgen", "Müller", "Jürgen"),
    ("N;CHARSET=windows-1252;QUOTED-PRINTABLE:M=FCller;J=FCrgen", "Müller", "Jürgen"),
    ("N;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen", "Müller", "Jürgen"),
    ("N;CHARSET=no-such;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen", "Müller", "Jürgen"),
    ("N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=63=92=86;=91=BE=98=59", "田中", "太郎"),
    ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen=", "Müller", "Jürgen"),
    ("N;ENCODING=B:TcO8bGxlcjtKw7xyZ2Vu", "Müller", "Jürgen"),
]


@pytest.mark.parametrize(("line", "last", "first"), ENCODED)
def test_encoded_values_are_decoded(tmp_path: Path, line: str, last: str, first: str) -> None:
    found = cells(tmp_path, line, "EMAIL:a@x.example", version="2.1")
    assert (found["Last name"], found["First name"], found["Email"]) == (last, first, "a@x.example")


PICTURES = [
    "PHOTO;JPEG;ENCODING=BASE64:\n /9j/4AAQ\n AAAA==\n",
    "PHOTO;JPEG;ENCODING=BASE64:\n/9j/4AAQ\nAAAA==\n",
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n AAAA==",
    "PHOTO:data:image/jpeg;base64,/9j/4AAQ\n AAAA==",
    "PHOTO;TYPE=JPEG;ENCODING=b:broken",
]


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_are_dropped_and_said(tmp_path: Path, picture: str) -> None:
    path = tmp_path / "card.vcf"
    path.write_text(card("N:Doe;John", picture, "TEL:1"), encoding="utf-8")
    found = look(path)
    assert found.primary is not None and found.outcome is Outcome.IMPORT
    values = dict(zip(found.primary.columns, found.primary.sample[0].cells, strict=True))
    assert (values["Last name"], values["Phone"]) == ("Doe", "1")
    assert "1 picture, sound or key is left out: no part of a lead." in found.said


FILES = {
    "utf-8-sig": "utf-8-sig", "utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be", "utf-8": "utf-8",
}  # fmt: skip


@pytest.mark.parametrize("codec", FILES)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\r\r\n"])
def test_many_cards_in_any_width_and_with_any_line_ends(tmp_path: Path, codec: str, ending: str) -> None:
    text = "".join(card(f"N:Größe {i};Ana", f"EMAIL:a{i}@x.example", "NOTE:folded\n  line") for i in range(30))
    path = tmp_path / "named.csv"  # by its content, not by its name
    found = table(path, text.replace("\n", ending).encode(codec))
    assert found.data_rows == 30 and [row.record for row in found.rows()] == list(range(30))
    assert [row.cells[1] for row in found.rows()] == [f"Größe {i}" for i in range(30)]
    assert {row.cells[found.columns.index("Notes")] for row in found.rows()} == {"folded line"}
    assert look(path).encoding == FILES[codec]


def test_letters_of_a_named_charset(tmp_path: Path) -> None:
    text = card("N;CHARSET=windows-1251:Петров;Иван", "TEL:1", version="2.1")
    found = table(tmp_path / "card.vcf", text.encode("cp1251"))
    assert found.sample[0].cells[:2] == ("Иван", "Петров")


BROKEN = [
    ("no END", "BEGIN:VCARD\nFN:Lost\nTEL:1\n" + card("FN:Ana", "TEL:2"), ["Lost", "Ana"]),
    ("cut off", card("FN:Ana", "TEL:2") + "BEGIN:VCARD\nFN:Cut\nTEL:3", ["Ana", "Cut"]),
    ("junk", card("FN:Ana", "this is junk", "TEL:2") + card("FN:Bo", "TEL:3"), ["Ana", "Bo"]),
    ("nothing", card() + card("FN:Bo", "TEL:3"), ["Bo"]),
    ("many parts", card("N:a;b;c;d;e;f;g", "FN:Ana", "ADR:1;2;3;4;5;6;7;8;9") + card("FN:Bo"), ["Ana", "Bo"]),
    ("endless parameters", card("FN:Ana", "TEL;A=" + "," * 5000, "TEL" + ";A=b" * 5000) + card("FN:Bo"), ["Ana", "Bo"]),
    ("between cards", card("FN:Ana") + "stray text\n" + card("FN:Bo"), ["Ana", "Bo"]),
    ("assistant", card("FN:Ana", "AGENT:\nBEGIN:VCARD\nFN:Friday\nTEL:9\nEND:VCARD", "TEL:1"), ["Ana"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_card_costs_no_other(tmp_path: Path, text: str, names: list[str]) -> None:
    found = table(tmp_path / "cards.vcf", text)
    assert [row.cells[2] for row in found.rows()] == names


def test_what_cannot_be_read_is_kept_and_a_card_without_anything_is_rejected_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(card("this is junk") + card("FN:Ana Silva", "more junk", "TEL:+351 21 000 0000"), encoding="utf-8")
    found = look(path)
    assert found.outcome is Outcome.IMPORT_WITH_WARNING and "Card 1, 2" in found.reason
    assert found.primary is not None
    rejected, draft = drafts(found, found.primary)
    assert isinstance(rejected, Rejected) and rejected.reason and "this is junk" in rejected.cells
    assert isinstance(draft, Draft) and "more junk" in draft.extra.values()


def test_the_mapping_takes_the_columns_of_leads_only(tmp_path: Path) -> None:
    lines = ["N:Doe;John", "FN:John Doe", "EMAIL:a@x.example", "EMAIL:b@x.example", "TEL:1", "TEL:2", "TITLE:Head"]
    lines += ["ROLE:Buyer", "ORG:Lab", "X-MS-IMADDRESS:chat@x.example", "X-PHONETIC-FIRST-NAME:Jon", "NOTE:x"]
    lines += ["ADR:;;S;C;R;P;Germany", "URL:https://a.example", "UID:urn:uuid:1", "REV:20260101T000000Z"]
    found = table(tmp_path / "card.vcf", card(*lines))
    named = {field: (m.column, *m.also_names) for field, m in found.mapping.items()}
    assert named == {
        "first_name": ("First name",), "last_name": ("Last name",), "full_name": ("Full name",),
        "email": ("Email", "Email 2"), "phone": ("Phone", "Phone 2"), "job_title": ("Job title", "Job role"),
        "company": ("Company",), "domain": ("Website",), "country": ("Country",), "region": ("Region",),
        "city": ("City",), "street": ("Street",), "postal_code": ("Postal code",), "notes": ("Notes",),
    }  # fmt: skip
    chosen = look(tmp_path / "card.vcf", Choices(mapping={"asked_for": "X-PHONETIC-FIRST-NAME"})).primary
    assert chosen is not None and chosen.mapping["asked_for"].column == "X-PHONETIC-FIRST-NAME"


def test_a_glance_reads_the_first_cards(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("".join(card(f"FN:Ana {i}", "TEL:1") for i in range(500)), encoding="utf-8")
    found = glance(path).primary
    assert found is not None and (found.data_rows, found.complete) == (200, False)


def test_a_line_is_cut_into_its_parts() -> None:
    line = card_line('item1.TEL;TYPE=WORK,voice;PREF=1;X="a:b;c":+1')
    assert line is not None
    assert (line.group, line.name, line.value, line.preference) == ("ITEM1", "TEL", "+1", 1)
    assert line.types == {"work", "voice"} and ("X", "a:b;c") in line.parameters
    assert card_line("no property") is None and card_line("") is None


def test_folded_lines_are_put_together() -> None:
    assert list(unfolded(["A:1\n", " 2\n", "\t3\n", "B:4\n"])) == ["A:123", "B:4"]


@given(st.lists(st.text(alphabet='BEGINDVCARD:;=,\\ \n\t"abcäß1.', max_size=40), max_size=12))
@tried(300, deadline=None)
def test_no_text_breaks_the_reader_and_no_letter_is_lost(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("cards") / "cards.vcf"
    marks = "äß"
    path.write_bytes(("BEGIN:VCARD\n" + "\nEND:VCARD\nBEGIN:VCARD\n".join(parts) + "\nEND:VCARD\n").encode())
    cards = read_cards(path)
    found = table_of_cards(cards, Choices())
    rows = list(found.rows())
    assert cards.count >= len(parts) and len(rows) == found.data_rows == cards.count - cards.empty
    text = "\n".join(parts)
    values = " ".join(" ".join(row) for row in cards.read())
    assert all(values.count(mark) >= 1 for mark in marks if "QUOTED" not in text and _in_a_value(text, mark))


def _in_a_value(text: str, mark: str) -> bool:
    """Whether a letter stands in a line that is no name of a property or parameter."""
    return any(mark in line and ":" not in line and not line.startswith((" ", "\t")) for line in text.split("\n"))


def test_columns_that_a_file_invents_without_end_share_one(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("".join(f"BEGIN:VCARD\nFN:P {i}\nX-{i}:value {i}\nEND:VCARD\n" for i in range(600)))
    cards = read_cards(path)
    last = dict(zip(cards.columns, list(cards.read())[-1], strict=True))
    assert len(cards.columns) <= 501
    assert (last["Full name"], last["Other properties"]) == ("P 599", "X-599: value 599")


def test_a_card_of_thousands_of_lines_is_none(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("BEGIN:VCARD\nFN:Ana\n" + "NOTE:x\n" * 10_001 + "END:VCARD\n")
    assert "thousands of lines" in look(path).reason


@given(st.binary(max_size=400))
@tried(200, deadline=None)
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("cards") / "cards.vcf"
    path.write_bytes(b"BEGIN:VCARD\n" + content)
    assert look(path).outcome in Outcome


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is absent")
def test_shared_cards_are_read_as_expected() -> None:
    for expectation in sorted(SHARED.glob("*.expect.json")):
        expect = json.loads(expectation.read_text(encoding="utf-8"))
        found = look(expectation.with_name(expect["file"]))
        assert found.outcome is Outcome.IMPORT and found.format == "vcard"
        assert found.primary is not None and found.primary.data_rows == expect["cards"]
        rows = list(found.primary.rows())
        for check in expect["spot_checks"]:
            row = rows[check.pop("card")]
            assert {field: row.cells[found.primary.mapping[field].index] for field in check} == check
