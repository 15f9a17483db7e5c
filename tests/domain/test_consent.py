"""Consent by channel."""

import pytest

from app.domain.consent import consent_to


@pytest.mark.parametrize(
    ("consent", "says"),
    [
        ({}, ""),
        ({"email": "yes"}, "yes"),
        ({"any": "yes"}, "yes"),
        ({"any": "Yes"}, "yes"),
        ({"email": "no"}, "no"),
        ({"any": "no"}, "no"),
        ({"email": "yes", "any": "no"}, "no"),
        ({"email": "no", "any": "yes"}, "no"),
        ({"phone": "no"}, ""),
        ({"phone": "yes"}, ""),
        ({"email": "see contract"}, ""),
    ],
)
def test_a_no_outweighs_and_silence_is_no_yes(consent, says):
    assert consent_to(consent, "email") == says
