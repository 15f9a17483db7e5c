"""Consent by channel, in the words of eight languages."""

import pytest

from app.intake.cleaning.consents import clean_consent

CONSENTS = [
    ("Email Opt In", "TRUE", "yes", "email"),
    ("Unsubscribed", "Yes", "no", "email"),
    ("Unsubscribed", "No", "yes", "email"),
    ("Do not call", "x", "no", "phone"),
    ("Email Opt Out", "verdadero", "no", "email"),
    ("Opted out", "unsubscribed", "no", ""),
    ("Do not email", "subscribed", "yes", "email"),
    ("Einwilligung", "erteilt", "yes", ""),
    ("Newsletter", "sí", "yes", "email"),
    ("Consentement SMS", "oui", "yes", "phone"),
    ("Toestemming telefoon", "nee", "no", "phone"),
    ("Samtycke", "Ja", "yes", ""),
    ("Consenso", "Rifiutato", "no", ""),
    ("Consentimento", "Não", "no", ""),
    ("Opt-in", "Double opt-in", "yes", ""),
    ("OPTIN_TIME", "2023-05-01 10:00:00", "yes", ""),
    ("Unsubscribed at", "2024-01-15", "no", "email"),
    ("Email status", "cleaned", "no", "email"),
    ("Email status", "Hard bounced", "no", "email"),
    ("Consent e-mail / phone", "yes", "yes", ""),
    ("Einwilligung Direct Mail per Post", "ja", "yes", "post"),
    ("Consent postal", "yes", "yes", "post"),
    ("Newsletter", "pending", "pending", "email"),
    ("GDPR", "v3", "v3", ""),
    ("GDPR", "", "", ""),
]


@pytest.mark.parametrize(("header", "value", "said", "channel"), CONSENTS)
def test_consent(header: str, value: str, said: str, channel: str) -> None:
    assert clean_consent(header, value) == (said, channel)
