"""Names of organisations: written as they are, with a folded key without legal forms for matching."""

import re
from functools import lru_cache

from app.intake.cleaning.text import meant
from app.intake.words import plain, word_set

_NOT_WORD = re.compile(r"[^\w]+|_+")
_FORMS = word_set(
    """
    gmbh ggmbh mbh gbr kg kgaa ohg ag ev eg ug se co inc incorporated corp corporation llc llp lp pllc ltd
    limited plc pc pa sa sarl sas sasu scp srl spa snc sl slu slp sc bv nv vof cv cvba bvba sprl ab aktiebolag
    oy oyj as asa aps kft zrt doo pty pvt private pte sdn bhd lda ltda me eireli sro sp zoo gesmbh company
    """
)
_PHRASES = re.compile(
    r"\b(g m b h|s a r l|s a s|s r l|s p a|b v|n v|s a|s l|e v|sp z o o|s r o|d o o|a g|p l c|l l c|l t d|gmbh co kg|"
    r"gesellschaft mit beschrankter haftung|aktiengesellschaft|co kg)\b"
)


@lru_cache(maxsize=65536)
def clean_company(text: str) -> str:
    """The name on one line; trademark signs and wrapping quotation marks go, capitals stay as written."""
    name = meant(text).replace("®️", "").replace("®", "").replace("™", "")
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1]
    return " ".join(name.split())


@lru_cache(maxsize=65536)
def company_key(text: str) -> str:
    """The name as matched: folded, without legal forms and without `the`; never empty for a name that is not."""
    folded = " ".join(_NOT_WORD.sub(" ", plain(text.replace("&", " and ").replace("+", " and "))).split())
    short = _PHRASES.sub(" ", folded)
    words = [word for word in short.split() if word not in ("the", "and")]
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    while len(words) > 2 and words[0] in _FORMS:
        words.pop(0)
    return " ".join(words) or folded
