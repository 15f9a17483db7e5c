"""Lists of names are told apart: those of organisations, those of people."""

import pytest

from app.domain.matching import whom


@pytest.mark.parametrize(
    "names",
    [
        ("Siemens Aktiengesellschaft AG", "Nordlab GmbH", "Vogel & Partner", "Marsh Inc"),
        ("arnie mortons of chicago", "art's delicatessen", "hotel bel-air", "cafe bizou", "campanile", "citrus"),
        ("Universitätsklinikum Mainz", "Krankenhaus Süd", "Praxis Dr. Berg", "Labor Ott"),
        ("St. Mary Medical Center", "Hôpital Nord", "Reference Laboratories", "West Health System"),
    ],
)
def test_organisations(names):
    assert whom(names) == "accounts"


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("Ada Berg", "Robert West", "Anna House", "Wei Chen", "Aisha Khan"),
        ("Berg, Anna", "Ott, Robert", "Quistrud, Karl"),
        ("Dr. Ada Berg", "Prof. Bo Ito", "Frau Lind"),
        ("Çem Yıldız", "Nguyễn Văn Hùng", "Oluwaseun Adeyemi", "María José García López"),
        ("Ada Berg", "Anna Maria de Vries", "Marsh Clinic", "Robert Ott", "Karl Lind"),  # one row astray
    ],
)
def test_people(names):
    assert whom(names) == "people"
