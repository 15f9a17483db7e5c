"""The guard against patient data: notes that look as if they named a patient raise a warning (R16)."""

import re

from app.domain.patient_numbers import person_number_in
from app.language import later, tr

_MONTH = (
    "jan|feb|mar|mär|mrz|apr|may|mai|mei|maj|jun|juin|jul|juil|aug|aoû|aou|ago|sep|set|oct|okt|ott|out|nov|dec|dez|déc"
    "|dic|ene|gen|fév|fev|avr|abr|mag|giu|lug"
)
_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{1,2}-\d{1,2}"
    rf"|\d{{1,2}}\.?\s+(?:de\s+)?(?:{_MONTH})[^\W\d]*\.?,?\s+(?:de\s+)?(?:19|20)\d{{2}}"
    rf"|(?:{_MONTH})[^\W\d]*\.?\s+\d{{1,2}},?\s+(?:19|20)\d{{2}})"
)
_BIRTH = (
    r"date\s+of\s+birth|birth\s?-?date|geburts(?:datum|tag)|date\s+de\s+naissance|fecha\s+de\s+nacimiento"
    r"|data\s+di\s+nascita|data\s+de\s+nascimento|geboorte(?:datum|dag)|födelse(?:datum|dag)"
)
_BORN = re.compile(
    rf"\b(?:d\.?o\.?b\b\.?|{_BIRTH}|born(?:\s+on)?|geb(?:oren(?:\s+am)?)?\b\.?|née?\s+le|nacid[oa](?:\s+el)?"
    rf"|nat[oa]\s+il|nascid[oa](?:\s+em)?|geboren\s+op|född(?:\s+den)?)"
    rf"\W{{0,4}}(?:\w+\W+)?{_DATE}",
    re.IGNORECASE,
)
_DOB = re.compile(rf"\b(?:DOB|D\.O\.B\.|{_BIRTH})\s*[:=#]\s*\S", re.IGNORECASE)
_NUMBER = r"(?=[A-Z0-9-]*\d{3})[A-Z0-9][A-Z0-9-]{3,}"
_RECORD = re.compile(
    rf"\b(?:mrn|medical\s+record(?:\s+(?:number|no|nr|id))?|patient(?:en)?[\s_-]?(?:id|no|nr|number|nummer|record)"
    rf"|patient\s+record(?:\s+(?:number|no|id))?|chart\s+(?:number|no)|health\s+record\s+(?:number|no)|fallnummer|aufnahmenummer|numéro\s+de\s+dossier|n°\s*de\s+dossier"
    rf"|(?:número\s+de\s+)?historia\s+cl[ií]nica|nhc|numero\s+di\s+cartella|cartella\s+clinica|numero\s+(?:do\s+)?utente|n[uú]mero\s+de\s+utente"
    rf"|pati[eë]nt(?:en)?nummer|journalnummer|personnummer)"
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
    (_RECORD, later("it holds what looks like a patient or record number")),
    (_SOCIAL, later("it holds what looks like a social security number")),
    (_BORN, later("it holds what looks like a date of birth")),
    (_DOB, later("it holds what looks like a date of birth")),
    (_PATIENT_NAMED, later("it names a patient with a date")),
    (_NAME_AND_YEAR_OF_BIRTH, later("it holds a name with what looks like a date of birth")),
)
_CLUES = re.compile(
    r"mrn|record|patient|patiënt|\bpt\b|birth|born|geb|d\.?o\.?b|chart|ssn|social|[*]|b\.|née?\s|naissance|nac[ei]|nasc|nat[oa]"
    r"|född|födelse|nummer|dossier|clínica|clinica|nhc|utente|cartella",
    re.IGNORECASE,
)


def looks_like_patient_data(text: str) -> str:
    """Why a note looks like patient data, or empty text. A warning, not a proof: a person decides."""
    if _CLUES.search(text):  # most notes hold none of the words, and importers ask for every cell
        for sign, says in _SIGNS:
            if sign.search(text):
                return tr(says)
    number = person_number_in(text) if any(map(str.isdigit, text)) else ""
    return tr("it holds what looks like {number}", number=number) if number else ""
