"""What sort of evidence a further column holds, by its values."""

import re
from collections.abc import Sequence

from app.domain.matching.evidence import Evidence

_LOOKS = {
    Evidence.EMAIL: re.compile(r"[^@\s]+@[^@\s]+"),
    Evidence.DATE: re.compile(
        r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:[ T].*)?|(?:19|20)\d\d"
    ),
    Evidence.CODE: re.compile(r"(?=.*\d)[\w./ -]{1,24}"),
}


def evidence_of(values: Sequence[str]) -> Evidence:
    """What sort of evidence a further column holds, by its values."""
    filled = [value.strip() for value in values if value.strip()]
    for evidence, looks in _LOOKS.items():
        if filled and sum(bool(looks.fullmatch(value)) for value in filled) >= 0.8 * len(filled):
            return evidence
    return Evidence.TEXT
