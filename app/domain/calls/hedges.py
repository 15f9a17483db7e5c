"""Words that leave a thing open: `maybe`, `not sure`, `vielleicht`; and those that take it back: `on hold`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_OPEN = (
    r"maybe|perhaps|possibly|probably|presumably|potentially|might|(?:we|they|i|one) could(?! not|n't)|ideally|"
    r"im idealfall|am liebsten|may be|not sure|unsure|uncertain|unclear|"
    r"(?:do not|don'?t|does not|doesn'?t|did not|didn'?t) (?:really |yet )?know|no idea|not known|unknown|"
    r"can'?t (?:yet )?say|"
    r"hard to say|cannot say|who knows|guess(?:ing)?|tentative(?:ly)?|provisional(?:ly)?|"
    r"not (?:yet )?(?:decided|fixed|agreed|confirmed|settled|clear|set|final)|undecided|to be (?:decided|"
    r"confirmed|seen|defined)|"
    r"tb[dac]|depend(?:s|ing)(?: on)?|hopeful(?:ly)?|we hope|hoping|hope to|if all goes well|"
    r"(?:think|thinking|thought) about|considering|would like to|we('| wi)ll see|let'?s see|wait and see|"
    r"some ?day|some ?time|at some point|eventually|sooner or later|later on|no (?:fixed )?date|(?:still|left|"
    r"wide) open|up in the air|"
    r"vielleicht|eventuell|evtl|ggf|gegebenenfalls|möglicherweise|womöglich|wahrscheinlich|vermutlich|wohl|"
    r"könnte[n]?|unsicher|nicht sicher|ungewiss|unklar|unbekannt|wei(?:ß|ss) (?:ich |es |man )?(?:noch )?nicht|"
    r"wissen (?:wir |es |das )*(?:noch )?nicht|keine ahnung|schwer zu sagen|(?:noch )?nicht (?:entschieden|"
    r"fest|klar|fix)|"
    r"steht (?:noch )?nicht fest|(?:noch|bleibt|völlig) offen|zu klären|kommt (?:ganz )?darauf an|"
    r"kommt drauf an|hängt (?:\w+ )?(?:davon|von)|"
    r"hoffentlich|wir hoffen|mal sehen|schauen wir|sehen wir dann|irgendwann|demnächst|überlegen|unter vorbehalt|"
    r"denken (?:wir )?(?:noch )?(?:darüber )?nach|nach möglichkeit"
)
_HEDGE = re.compile(rf"(?<!\w)(?:{_OPEN})(?!\w)|\?+\s*$", re.IGNORECASE)
_BACK = re.compile(
    r"(?<!\w)(?:on hold|put on ice|cancell?ed|called off|stopped|withdrawn|dropped|no longer|not any ?more|postponed|"
    r"off the table|gave up|given up|frozen|auf eis|gestoppt|abgesagt|abgebrochen|eingestellt|zurückgestellt|"
    r"verschoben|"
    r"nicht mehr|fällt weg|gestrichen|verworfen|aufgegeben)(?!\w)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?<!\w)(?:none|nobody|no ?one|nothing|nowhere|no other|not (?:any|one)|neither|without any|"
    r"keine[rnsm]?|kein|niemand|nichts|nirgends)(?!\w)|\A\W*(?:no|nein)(?!\w)",
    re.IGNORECASE,
)
# where a clause ends; a point only before a new sentence, so that "14.03.", "Dr. Weber" and "ca. 300" stay whole
_ENDS = re.compile(
    r"[;!\n]+|\?+|(?<!\bdr)(?<!\bca)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bprof)(?<!\bapprox)(?:(?<=\d{3})|"
    r"(?<!\d))\.\s+(?=\S)|"
    r"(?P<soft>,\s+|\s[-–—]\s|\s+(?:but|although|though|aber|jedoch|allerdings|obwohl)\s+)",
    re.IGNORECASE,
)
_BARE = 2  # words beside the hedge, up to which a clause says nothing but the hedge


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text, and whether what it says is left open."""

    text: str
    start: int
    end: int
    hedged: bool


def clauses(text: str) -> tuple[Clause, ...]:
    """A text in clauses. One that only hedges, as in "in March, maybe", hedges its whole sentence."""
    found: list[Clause] = []
    sentence: list[tuple[int, int]] = []
    start = 0
    for end in _ENDS.finditer(text):
        asked = end[0].startswith("?")
        sentence.append((start, end.start() + (len(end[0]) if asked else 0)))
        start = end.end()
        if end["soft"] is None:
            found += _judged(text, sentence)
            sentence = []
    sentence.append((start, len(text)))
    found += _judged(text, sentence)
    return tuple(clause for clause in found if clause.text.strip())


def firm_text(text: str) -> str:
    """What a text says without leaving it open."""
    return "; ".join(clause.text.strip() for clause in clauses(text) if not clause.hedged)


def is_firm(parts: Sequence[Clause], at: int) -> bool:
    """True where the clause at a place of the text is not left open."""
    return not any(clause.hedged for clause in parts if clause.start <= at < max(clause.end, clause.start + 1))


def takes_back(text: str) -> bool:
    """True where a text says that something was stopped, or is no longer so."""
    return bool(_BACK.search(text))


def says_none(text: str) -> bool:
    """True for a written "none", as in "no other lab", "nobody" or "keine"."""
    return bool(_NOTHING.search(firm_text(text)))


def _judged(text: str, sentence: Sequence[tuple[int, int]]) -> list[Clause]:
    pieces = [text[start:end] for start, end in sentence]
    hedged = [bool(_HEDGE.search(piece)) for piece in pieces]
    if any(
        one and len(re.findall(r"\w+", _HEDGE.sub(" ", piece))) <= _BARE
        for one, piece in zip(hedged, pieces, strict=True)
    ):
        hedged = [True] * len(pieces)
    return [Clause(piece, start, end, one) for piece, (start, end), one in zip(pieces, sentence, hedged, strict=True)]
