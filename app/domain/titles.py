"""What a job title suggests: a seat, its lane, and a band of seniority. Always a guess, with its reason (CM11)."""

from typing import NamedTuple

from app.domain.matching import fold
from app.domain.playbook import Playbook
from app.domain.playbook.derived import per_playbook
from app.language import later, tr

UNPLACED = later("Unplaced")
SHORT = 4  # letters; an abbreviation this short counts as a whole word only: "LIS" is not in "listing"
_REMEMBERED = 20_000

_BAND_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("head", ("vice president", "vp", "assistant director", "associate director", "deputy director")),
    ("specialist", ("executive assistant", "assistant to", "management assistant", "head nurse", "sales executive")),
    ("executive", ("chief", "ceo", "coo", "cfo", "cio", "cmo", "cmio", "cno", "cto", "ciso", "chro", "president")),
    (
        "executive",
        ("owner", "founder", "managing director", "managing partner", "geschaftsfuhrer", "executive director"),
    ),
    (
        "executive",
        (
            *("geschaftsfuhrerin", "vorstand", "inhaber", "inhaberin", "directeur general", "directrice generale"),
            *(
                "director general",
                "directora general",
                "director gerente",
                "direttore generale",
                "amministratore delegato",
            ),
            *("diretor geral", "diretora geral", "algemeen directeur", "verkstallande direktor", "vd"),
        ),
    ),
    (
        "head",
        (
            *(
                "chefarzt",
                "chefarztin",
                "direktor",
                "direktorin",
                "directeur",
                "directrice",
                "chef de service",
                "directora",
            ),
            *("jefe", "jefa", "direttore", "direttrice", "primario", "diretor", "diretora", "chefe", "hoofd", "chef"),
            *("verksamhetschef", "avdelningschef", "laborleiter", "laborleiterin", "laborleitung", "leitung"),
        ),
    ),
    (
        "manager",
        (
            *("oberarzt", "oberarztin", "teamleiter", "teamleiterin", "responsable", "responsabile", "gerente"),
            *(
                "coordinador",
                "coordinadora",
                "coordenador",
                "coordenadora",
                "coordinatore",
                "coordinatrice",
                "cadre de sante",
            ),
            *(
                "coordinateur",
                "coordinatrice",
                "leidinggevende",
                "teamleider",
                "enhetschef",
                "koordinator",
                "samordnare",
            ),
        ),
    ),
    ("head", ("director", "head", "chair", "chairman", "chairwoman", "dean", "leiter", "leiterin")),
    (
        "manager",
        ("manager", "supervisor", "lead", "leader", "coordinator", "administrator", "superintendent"),
    ),
)


_RANKS = frozenset(
    {"manager", "director", "head", "chief", "officer", "lead", "leader", "supervisor", "coordinator", "specialist"}
)
_RANK_WEIGHT = (
    2  # instead of its letters: "lab operations" says more of a lab operations manager than "operations manager"
)


class SeatGuess(NamedTuple):
    """A seat and why: 'contains “LIS”'; seat "other" without a reason where no title words fit."""

    seat: str
    why: str


class BandGuess(NamedTuple):
    """A band of seniority and why."""

    band: str
    why: str


class _Phrase(NamedTuple):
    written: str
    words: tuple[str, ...]
    seat: str
    weight: int


def seat_guess(title: str, playbook: Playbook) -> SeatGuess:
    """The seat whose longest title words occur in the title, where words of rank count little.

    Among equals, words side by side count before words spread over the title, then the playbook's order.
    """
    folded = fold(title)
    if not folded:
        return SeatGuess("other", "")
    phrases, seen = _phrases_of(playbook)
    if folded not in seen:
        if len(seen) >= _REMEMBERED:
            seen.clear()
        seen[folded] = _guess(folded.split(), phrases)
    found = seen.get(folded)
    return SeatGuess(found.seat, tr("contains “{word}”", word=found.written)) if found else SeatGuess("other", "")


def _guess(title: list[str], phrases: list[_Phrase]) -> _Phrase | None:
    best, strength = None, (0, False)
    for phrase in phrases:
        if all(any(_matches(word, have) for have in title) for word in phrase.words):
            found = (phrase.weight, _side_by_side(title, phrase.words))
            if found > strength:
                best, strength = phrase, found
    return best


def _side_by_side(title: list[str], words: tuple[str, ...]) -> bool:
    return any(
        all(_matches(word, have) for word, have in zip(words, title[at:], strict=False))
        for at in range(len(title) - len(words) + 1)
    )


def _matches(word: str, have: str) -> bool:
    """A word of a title fits; "lab" also begins "laboratory", but other short words must be whole."""
    return have == word or have.startswith(word) if len(word) > SHORT else have == word or word == "lab" == have[:3]


@per_playbook
def _phrases_of(playbook: Playbook) -> tuple[list[_Phrase], dict[str, _Phrase | None]]:
    phrases = []
    for seat in playbook.seats:
        for written in seat.title_words:
            words = tuple(fold(written).split())
            weight = sum(_RANK_WEIGHT if word in _RANKS else len(word) for word in words)
            phrases.append(_Phrase(written, words, seat.id, weight))
    return [phrase for phrase in phrases if phrase.words], {}


def lane(seat: str, playbook: Playbook) -> str:
    """The lane of a seat; a person without a known seat is unplaced, never hidden (CM2)."""
    found = playbook.seat(seat)
    return found.lane if found else UNPLACED


def band_guess(title: str) -> BandGuess:
    """The band of seniority that a title suggests; specialist where it names no rank."""
    folded = f" {fold(title)} "
    for band, words in _BAND_WORDS:
        for word in words:
            if f" {word} " in folded:
                return BandGuess(band, tr("contains “{word}”", word=word))
    return BandGuess("specialist", tr("names no rank") if folded.strip() else "")
