"""The guard against patient data: notes that look as if they named a patient raise a warning (R16)."""

import re

_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}\.?\s+(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zé]*\.?,?\s+(?:19|20)\d{2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+(?:19|20)\d{2})"
)
_BORN = re.compile(
    rf"\b(?:d\.?o\.?b\b\.?|date\s+of\s+birth|birth\s?-?date|born(?:\s+on)?|geb(?:oren(?:\s+am)?)?\b\.?|geburtsdatum)"
    rf"\W{{0,4}}(?:\w+\W+)?{_DATE}",
    re.IGNORECASE,
)
_DOB = re.compile(r"\b(?:DOB|D\.O\.B\.|date of birth|birthdate|geburtsdatum)\s*[:=#]\s*\S", re.IGNORECASE)
_NUMBER = r"(?=[A-Z0-9-]*\d{3})[A-Z0-9][A-Z0-9-]{3,}"
_RECORD = re.compile(
    rf"\b(?:mrn|medical\s+record(?:\s+(?:number|no|nr|id))?|patient(?:en)?[\s_-]?(?:id|no|nr|number|nummer|record)"
    rf"|patient\s+record(?:\s+(?:number|no|id))?|chart\s+(?:number|no)|health\s+record\s+(?:number|no))"
    rf"\b\W{{0,4}}{_NUMBER}\b",
    re.IGNORECASE,
)
_NO_NAME = (
    "Access|Advoca|Care|Coordinat|Director|Engagement|Experience|Financ|Flow|Intake|Manage|Navigat|Outcome|Portal|Regist"
    "|Relation|Represent|Safety|Schedul|Service|Support|Transport"
)  # what follows "patient" in titles and departments
_PATIENT_NAMED = re.compile(
    rf"(?:\b[Pp]atient(?:in)?\b|\bpt\b)[:,]?\s+(?:(?:Mr|Mrs|Ms|Dr|Herr|Frau)\.?\s+)?"
    rf"(?!{_NO_NAME})[A-ZÀ-Þ][\w'’-]+,?\s+[A-ZÀ-Þ][\w'’-]+\W{{1,4}}(?:\w+\W+){{0,2}}{_DATE}"
)
_NAME_AND_YEAR_OF_BIRTH = re.compile(
    rf"\b[A-ZÀ-Þ][a-zà-ÿ'’-]+,?\s+[A-ZÀ-Þ][a-zà-ÿ'’-]+\s*[,(]?\s*(?:\*|b\.|née\s+\w+,)\s*{_DATE}"
)
_SOCIAL = re.compile(r"\b(?:ssn|social\s+security(?:\s+(?:number|no))?)\W{0,4}\d{3}-?\d{2}-?\d{4}\b", re.IGNORECASE)

_SIGNS = (
    (_RECORD, "it holds what looks like a patient or record number"),
    (_SOCIAL, "it holds what looks like a social security number"),
    (_BORN, "it holds what looks like a date of birth"),
    (_DOB, "it holds what looks like a date of birth"),
    (_PATIENT_NAMED, "it names a patient with a date"),
    (_NAME_AND_YEAR_OF_BIRTH, "it holds a name with what looks like a date of birth"),
)
_CLUES = re.compile(r"mrn|record|patient|\bpt\b|birth|born|geb|d\.?o\.?b|chart|ssn|social|[*]|b\.|née", re.IGNORECASE)


def looks_like_patient_data(text: str) -> str:
    """Why a note looks like patient data, or empty text. A warning, not a proof: a person decides."""
    if not _CLUES.search(text):  # most notes hold none of the words, and importers ask for every cell
        return ""
    return next((says for sign, says in _SIGNS if sign.search(text)), "")
