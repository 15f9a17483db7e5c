"""Rows to drafts: every row becomes one draft or one rejection that says why."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.intake.choices import Choices
from app.intake.drafting.drafts import Draft, Rejected, drafts
from app.intake.reading import look


@dataclass(frozen=True)
class Word:
    id: str
    label: str
    synonyms: tuple[str, ...] = ()


def cleaned(folder: Path, text: str, choices: Choices | None = None, **settled: Any) -> list[Draft | Rejected]:
    path = folder / "leads.csv"
    path.write_text(text, encoding="utf-8")
    found = look(path, choices or Choices())
    assert found.primary is not None, found.reason
    return list(drafts(found, found.primary, choices or Choices(), **settled))


def one(folder: Path, text: str, **settled: Any) -> Draft:
    (draft,) = cleaned(folder, text, **settled)
    assert isinstance(draft, Draft), draft
    return draft


def test_a_row_is_cleaned_and_nothing_is_lost(tmp_path: Path) -> None:
    draft = one(
        tmp_path,
        "Name,Email,Email,Phone,Country,Created,Budget,\n"
        'ANA SILVA, Ana@Lab.Example ,ana@gmail.com,"0351 5550101",Deutschland,15.03.2026,5000,more\n',
    )
    assert draft.lead == {
        "full_name": "Ana Silva",
        "first_name": "Ana",
        "last_name": "Silva",
        "email": "ana@lab.example",
        "domain": "lab.example",
        "phone": "+493515550101",
        "country": "DE",
        "created_at": "2026-03-15",
    }
    assert draft.alternatives == {"email": ("ana@gmail.com",)}
    assert draft.extra == {"Budget": "5000", "column 8": "more"}
    assert draft.record == 1 and draft.cells[0] == "ANA SILVA"


def test_a_text_of_pages_is_no_address_and_stays_with_the_row(tmp_path: Path) -> None:
    draft = one(tmp_path, f"Name,Email,Company,Notes\nAna Silva,{'a@' * 3_000}b,Nordlab,{'x ' * 4_000}\n")
    assert "email" not in draft.lead and draft.extra["Email"] == "a@" * 3_000 + "b"
    assert draft.lead["full_name"] == "Ana Silva" and len(draft.lead["notes"]) > 7_000
    assert draft.remarks == ("what stands under “Email” is too long for that; it is kept",)


REJECTED = [
    ("Name,Email\n,not an address\n", "no valid e-mail address"),
    ("Name,Email,Note\n,,call\n", "no person and no organisation"),
    ("Display Name,Attendee Email,Role\ncall-in user_2,,Attendee\n", "is no name"),
    ("Name,Email,Role\nSam,sam@vendor.example,Host\n", "our own staff"),
]


@pytest.mark.parametrize(("text", "why"), REJECTED)
def test_what_cannot_be_a_lead_is_rejected_with_its_reason(tmp_path: Path, text: str, why: str) -> None:
    (row,) = cleaned(tmp_path, text, Choices(header_record=0, mapping={"full_name": 0, "email": 1}))
    assert isinstance(row, Rejected)
    assert why in row.reason


def test_our_own_addresses_are_rejected(tmp_path: Path) -> None:
    rows = cleaned(
        tmp_path,
        "Name,Email\nSam,sam@vendor.example\nAna,ana@lab.example\n",
        Choices(own_domains=frozenset({"vendor.example"})),
    )
    assert [type(row) for row in rows] == [Rejected, Draft]


def test_values_map_onto_the_vocabulary_and_strangers_are_listed(tmp_path: Path) -> None:
    words = {"source": (Word("webinar", "Webinar", ("online seminar",)), Word("booth", "Booth scan"))}
    rows = cleaned(tmp_path, "Name,Source\nAna,Online Seminar\nBo,booth scans\nCy,Pigeon post\n", vocabularies=words)
    assert [row.lead["source"] for row in rows if isinstance(row, Draft)] == ["webinar", "booth", "Pigeon post"]
    assert [row.unlisted for row in rows if isinstance(row, Draft)] == [{}, {}, {"source": "Pigeon post"}]


def test_defaults_fill_and_never_overwrite(tmp_path: Path) -> None:
    rows = cleaned(
        tmp_path, "Name,Source,Phone\nAna,,070 123 45 67\nBo,Fair,\n", defaults={"source": "webinar", "country": "SE"}
    )
    assert [row.lead["source"] for row in rows if isinstance(row, Draft)] == ["webinar", "Fair"]
    assert isinstance(rows[0], Draft) and rows[0].lead["phone"] == "+46701234567"


def test_the_preamble_gives_the_campaign_and_the_day(tmp_path: Path) -> None:
    text = (
        "Topic,Webinar ID,Actual Start Time\nSpirometry live,123,05/12/2026 09:00:00 AM\nAttendee Details\n"
        "Attended,First Name,Email\nYes,Ana,ana@lab.example\n"
    )
    draft = one(tmp_path, text)
    assert (draft.lead["campaign"], draft.lead["created_at"]) == ("Spirometry live", "2026-05-12T09:00:00")


def test_an_unclear_date_waits_for_its_order(tmp_path: Path) -> None:
    text = "Name,Created\nAna,03/04/2026\nBo,05/06/2026\n"
    (first, _) = cleaned(tmp_path, text)
    assert isinstance(first, Draft)
    assert "created_at" not in first.lead and first.extra["Created"] == "03/04/2026"
    (first, _) = cleaned(tmp_path, text, Choices(date_order="dmy"))
    assert isinstance(first, Draft) and first.lead["created_at"] == "2026-04-03"


def test_a_firm_in_the_place_of_a_person_becomes_the_company(tmp_path: Path) -> None:
    draft = one(tmp_path, "Name,Email\nBeispiel Klinikum GmbH,info@klinik.example\n")
    assert draft.lead["company"] == "Beispiel Klinikum GmbH"
    assert "full_name" not in draft.lead


def test_notes_with_patient_data_are_kept_and_flagged(tmp_path: Path) -> None:
    draft = one(tmp_path, 'Name,Notes\nAna,"Patient Max Muster, born 03.04.1950"\n')
    assert draft.lead["notes"] == "Patient Max Muster, born 03.04.1950"
    assert any("patient data" in remark for remark in draft.remarks)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    draft = one(tmp_path, "Name,Email,Notes\nAna,a@lab.example,=callback next week\n")
    assert draft.lead["notes"] == "=callback next week"


def test_one_column_for_two_things_is_told_apart(tmp_path: Path) -> None:
    draft = one(tmp_path, "Contact,Email / Phone,Country\nRaj,raj@agency.example / 9876501234,India\n")
    assert (draft.lead["email"], draft.lead["phone"]) == ("raj@agency.example", "+919876501234")


def test_a_dialling_code_beside_the_number_is_its_country(tmp_path: Path) -> None:
    rows = cleaned(
        tmp_path,
        "Name,Email,Phone,Country Code\nBo,b@lab.example,0170 1234567,+49\nRaj,r@lab.example,98765 43210,+91\n",
    )
    assert [row.lead["phone"] for row in rows if isinstance(row, Draft)] == ["+491701234567", "+919876543210"]


def test_a_number_without_a_country_is_of_the_one_that_nearly_all_rows_name(tmp_path: Path) -> None:
    most = "".join(f"Ana,a{n}@lab.example,0351 555010{n},Germany\n" for n in range(5))
    text = f"Name,Email,Phone,Country\n{most}Bo,b@lab.example,0351 5550109,\nCy,c@lab.example,0351 5550108,Narnia\n"
    *_, bo, cy = cleaned(tmp_path, text)
    assert isinstance(bo, Draft) and isinstance(cy, Draft)
    assert bo.lead["phone"] == "+493515550109" and any("one of DE" in remark for remark in bo.remarks)
    assert cy.lead["phone"] == "0351 5550108"


def test_what_stands_with_a_name_is_used_and_kept(tmp_path: Path) -> None:
    draft = one(tmp_path, "Name,Phone,Company\nDr. Ana Silva (Lab GmbH),+49 351 5550101,\n")
    assert (draft.lead["full_name"], draft.lead["company"]) == ("Ana Silva", "Lab GmbH")
    assert draft.extra["Name"] == "Dr. Ana Silva (Lab GmbH)"


def test_titles_and_degrees_leave_the_parts_and_stay_with_the_row(tmp_path: Path) -> None:
    draft = one(tmp_path, 'First Name,Last Name,Email\nDr. Anna,"Berg, MD",a@lab.example\n')
    assert (draft.lead["full_name"], draft.extra) == ("Anna Berg", {"First Name": "Dr. Anna", "Last Name": "Berg, MD"})


def test_what_is_no_organisation_and_no_site_of_its_own_is_kept_beside(tmp_path: Path) -> None:
    draft = one(tmp_path, "Name,Email,Company,Website\nBo,bo@gmail.com,self-employed,facebook.com/bo\n")
    assert not draft.lead.keys() & {"company", "domain"}
    assert draft.extra == {"Company": "self-employed", "Website": "facebook.com/bo"}


def test_damage_and_typing_errors_are_said_and_left(tmp_path: Path) -> None:
    text = "Name,Email,City,Country,Zip,Created\nJosÃ© PeÃ±a,j@gmial.com,BogotÃ¡,Deutchland,1069,2031-05-01\n"
    draft = one(tmp_path, text, today=date(2026, 1, 1))
    assert draft.lead["full_name"] == "JosÃ© PeÃ±a" and draft.lead["country"] == "Deutchland"
    assert draft.alternatives["email_suggestion"] == ("j@gmail.com",)
    said = " ".join(draft.remarks)
    assert all(word in said for word in ("José Peña", "Bogotá", "Germany", "gmail.com", "lies ahead"))


def test_a_cell_may_name_several_words_of_a_vocabulary(tmp_path: Path) -> None:
    words = {"service_line": (Word("allergy", "Allergy"), Word("oncology", "Oncology", ("onco",)))}
    draft = one(tmp_path, "Name,Service Line\nAna,Allergy; Onco; Dance\n", vocabularies=words)
    assert (draft.lead["service_line"], draft.alternatives) == ("allergy", {"service_line": ("oncology",)})
    assert draft.unlisted == {"service_line": "Dance"} and draft.extra["Service Line"] == "Allergy; Onco; Dance"


def test_a_region_is_read_in_its_country(tmp_path: Path) -> None:
    words = {"region": (Word("us_south", "US South", ("MD", "Texas")), Word("europe", "Europe", ("Spain", "Germany")))}
    rows = cleaned(
        tmp_path,
        "Name,Email,State,Country\nA,a@lab.example,TX,US\nB,b@lab.example,MD,Spain\nC,c@lab.example,Bayern,Germany\n"
        "D,d@lab.example,Leinster,Ireland\n",
        vocabularies=words,
    )
    drafted = [row for row in rows if isinstance(row, Draft)]
    assert [row.lead["region"] for row in drafted] == ["us_south", "europe", "europe", "Leinster"]
    assert [row.extra.get("State") for row in drafted] == ["TX", "MD", "Bayern", None]
    assert drafted[3].unlisted == {"region": "Leinster"}


def test_a_fax_is_kept_and_not_called(tmp_path: Path) -> None:
    draft = one(tmp_path, "Name,Phone,Country\nAna,Fax: 0351 5550102,Germany\n")
    assert "phone" not in draft.lead and draft.extra["Phone"] == "Fax: 0351 5550102"


def test_states_tell_the_country_of_the_numbers_beside_them(tmp_path: Path) -> None:
    rows = cleaned(tmp_path, "Company,Phone,State\n" + "".join(f"Lab {n},(415) 293-331{n},CA\n" for n in range(4)))
    assert all(isinstance(row, Draft) and row.lead["phone"].startswith("+1415") for row in rows)
    assert isinstance(rows[0], Draft) and any("one of US" in remark for remark in rows[0].remarks)


def test_mail_that_many_organisations_share_is_no_domain_of_one(tmp_path: Path) -> None:
    assert "domain" not in one(tmp_path, "Name,Email,Company\nAna,ana@nhs.net,Leeds Hospital\n").lead
