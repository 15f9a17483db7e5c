"""Consent by channel: what a person allows, refuses, or never said (R16)."""

from collections.abc import Mapping
from typing import Any

from app.language import later

ANY = "any"
SAYS = {"yes": later("Yes"), "no": later("No"), "": later("Not known")}


def consent_to(consent: Mapping[str, Any], channel: str) -> str:
    """`yes`, `no`, or empty where they never said; a No to every channel is a No to this one, a No outweighs a Yes.

    Words that a file wrote and nobody could read as either are no answer.
    """
    said = {str(consent.get(name, "")).casefold() for name in (channel, ANY)}
    return "no" if "no" in said else "yes" if "yes" in said else ""
