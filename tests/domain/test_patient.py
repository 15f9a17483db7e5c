"""What looks like patient data, and what only seems to."""

import pytest

from app.domain.patient import looks_like_patient_data


@pytest.mark.parametrize(
    "note",
    [
        "DOB 04/12/1961",
        "Ada Berg, D.O.B. 1961-12-04",
        "date of birth: 4 December 1961",
        "Jane Sample born on March 3, 1970 asked about her result",
        "Erika Muster, geb. 12.04.1961",
        "Geburtsdatum: 12.04.1961",
        "MRN 00482913",
        "mrn: A12-3456",
        "Patient ID: 48291-7",
        "patient no. 482917",
        "medical record number 482917",
        "Patientennummer 482917",
        "chart no 55512",
        "SSN 123-45-6789",
        "Patient Ada Berg, 04/12/1961, waits for the panel",
        "Result for patient Ada Berg (collected 12/04/2025) is late",
        "Ada Berg *12.04.1961",
        "line one\nDOB: 1/2/61\nline three",
        "née le 12 avril 1961",
        "Date de naissance : 12/04/1961",
        "nacida el 12 de abril de 1961",
        "Fecha de nacimiento: 12/04/1961",
        "nato il 12.04.1961",
        "Data de nascimento: 12/04/1961",
        "geboren op 12-04-1961",
        "Födelsedatum: 1961-04-12",
        "Historia clínica 482917",
        "Fallnummer: 20260048",
        "Patiëntnummer 482917",
        "NHS number 943 476 5919",
        "NHS no: 9434765919",
        "Versichertennummer A123456780",
        "1 84 12 76 451 089 46",
        "codice fiscale RSSMRA85T10A562S",
        "811218-9876",
        "BSN 111222333",
        "Medicare 1EG4-TE5-MK73",
    ],
)
def test_what_looks_like_a_patient(note):
    assert looks_like_patient_data(note)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Using the analyser since 2019",
        "Call back on 04/12/2026 at 10:00",
        "Ada Berg, met on 12.04.2026 at the booth",
        "+1 (212) 555-0147",
        "Order number 4829171, invoice 2026-00482",
        "Wants patient portal integration by March 3, 2027",
        "About 1,200 patients a month, 40 new patients since January 2026",
        "Improve patient engagement before 2027-01-15",
        "The clinic was born out of a merger",
        "Records are kept for 10 years; 482917 records migrated",
        "Patient identification is a pain point, 3 sites",
        "Chart of accounts 4000 to 4999",
        "Needs a record of decision by 12/01/2026",
        "Newborn screening from 2027-01-01",
        "CLIA number 33D2058931",
        "Patient Access Manager, started 12/01/2025",
        "NPI 1234567893",
        "NHS number 943 476 5918",
        "Leeds Teaching Hospitals NHS Trust, 0113 243 2799",
        "Tel. 351 555-0101, Fax 351 555-0102",
        "+46 70 123 45 67",
        "Bestellnummer A123456780",
        "Angebot 202605-1234",
        "Rechnung 811218-9875",
        "Projekt geboren 2026",
        "IBAN DE89 3704 0044 0532 0130 00",
        "Serial 1 84 12 76 451 089 47",
    ],
)
def test_what_does_not(note):
    assert looks_like_patient_data(note) == ""
