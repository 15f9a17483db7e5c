"""Notes that look like patient data: a remark is raised, the text is kept (R16)."""

import re

_DATE = r"(?:\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}\.?\s+[^\W\d]{3,9}\.?\s+(?:19|20)\d{2})"
_BORN = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?|birth ?date|geb(?:oren)?\.?(?: am)?|geburtsdatum|née? le|nacid[oa] el|fecha de nacimiento|nat[oa] il|"
    r"nascid[oa] em|geboren op|född)\b\s*[:.]?\s*" + _DATE,
    re.IGNORECASE,
)
_STAR = re.compile(r"[^\W\d]{2,},?\s+\*\s?" + _DATE)
_RECORD = re.compile(
    r"\b(?:m\.?r\.?n\.?|medical record|patient(?:en)?[ \-]?(?:id|no|nr|number|nummer)|fallnummer|chart (?:no|number)|nhs (?:no|number)|"
    r"case (?:no|number)|hospital number|n° de dossier|historia cl[ií]nica)\b\s*[:.#]?\s*[A-Z]{0,3}-?\d{4,}",
    re.IGNORECASE,
)
_SSN = re.compile(r"\b\d{3}-\d{2}-\d{4}\b")
_PATIENT_AND_NAME = re.compile(
    r"\b(?:patient|pat\.|pt\.?)\s+(?:mr|mrs|ms|herr|frau|name)?\.?\s*[A-ZÄÖÜ][a-zäöüß]+\s+[A-ZÄÖÜ][a-zäöüß]+\b[^.\n]{0,60}?"
    + _DATE
)


def looks_like_patient_data(text: str) -> str:
    """Why the text looks like the data of a patient; empty where it does not."""
    if len(text) < 8 or not any(c.isdigit() for c in text):
        return ""
    if _BORN.search(text) or _STAR.search(text) or _PATIENT_AND_NAME.search(text):
        return "the notes may hold patient data (a birth date); please check before keeping them"
    if _RECORD.search(text) or _SSN.search(text):
        return "the notes may hold patient data (a record number); please check before keeping them"
    return ""
