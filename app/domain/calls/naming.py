"""People in what was said: those of the call and committee by any of their names, others by how names are written."""

import re
from collections.abc import Iterable, Iterator


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# fmt: off
_ALSO_WORDS = _listed(  # family names that are words as well: known only where they are written large
    """
    will mark may rose long young green white brown black king price small cook bell page hall field wood stone hill
    best early late day week north south west east rich strong short sharp swift bond cash cost bill frank
    klein gross groß lang kurz neu alt braun schwarz weiß jung stark reich berg wald stein
    """
)
_NO_NAMES = _listed(  # words that are often written large and name nobody
    """
    the a an and or of for in on at by to from with our we they our their who which this that it is are no yes
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday januar februar märz mai juni juli oktober dezember montag dienstag mittwoch
    donnerstag freitag samstag sonntag mid early end beginning anfang mitte ende
    lab laboratory clinic clinical hospital health healthcare system systems medical medicine university research
    center centre institute department group network practice care value analysis committee board director manager
    officer chief head lead team quality privacy security compliance legal finance procurement purchasing supply chain
    operations information interface integration engineering nursing infection control occupational human resources
    benefits sponsor owner president vice senior junior general executive administrative administrator coordinator
    supervisor analyst medicare medicaid blue cross united states new york county city north south west east
    epic cerner oracle meditech beaker sunquest softlab orchard allscripts athena athenahealth nextgen eclinicalworks
    microsoft teams excel google quest labcorp mayo arup abbott roche siemens beckman hologic cepheid philips
    pilot project contract budget plan year quarter phase study protocol sample report panel test tests assay validation
    verification interface order orders results result data agreement start
    die der das und oder wir sie ein eine leitung leiter leiterin labor klinik krankenhaus abteilung einkauf vorstand
    geschäftsführung geschäftsführer betriebsrat datenschutz qualität qualitätsmanagement pflege verwaltung
    """
)
# fmt: on
_TITLED = re.compile(
    r"\b(?:dr|prof|mr|mrs|ms|herr|frau|hr)\b\.?\s+(?:(?:dr|prof)\.?\s+)*(?P<name>[A-ZÄÖÜ][\w'’-]+(?:\s+[A-ZÄÖÜ][\w'’-]+)?)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"(?<![\w-])(?P<first>[A-ZÄÖÜ][a-zäöüßé'’-]+)\s+(?:[A-Z]\.\s+)?(?P<last>[A-ZÄÖÜ][a-zäöüßé]+(?:-[A-Z]\w+)?)(?![\w-])"
)
_ROLES = re.compile(
    r"(?<!\w)(?:c[efiotm]o|cmio|ciso|cno|cfo|chro|pi|"
    r"(?:(?!(?:and|und|or|oder|the|then|dann|der|die|das)\b)[\w-]+\s+){0,2}(?:director|manager|officer|chief|chair|coordinator|supervisor|analyst|"
    r"administrator|president|owner|"
    r"physician|pathologist|pulmonologist|nurse|counsel|sponsor|partner|partners|committee|board|council|team|"
    r"department|"
    r"broker|consultant|lead(?!\s+time)|head(?:\s+of\s+[\w-]+)?|buyer|chairman|dean|finance|legal|procurement|"
    r"purchasing|compliance|privacy|security|quality|billing|"
    r"leitung|leiter(?:in)?|chefarzt|chefärztin|oberarzt|oberärztin|geschäftsführ\w+|vorstand|einkauf|betriebsrat|"
    r"datenschutz\w*|recht\w*abteilung|abteilung|gremium|ausschuss|träger))(?!\w)",
    re.IGNORECASE,
)


def people_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Everybody whom a text names, each once; somebody known by the whole name that is known."""
    found = [name for name in dict.fromkeys(names) if _names(name, text)]
    known = {part.casefold() for name in found for part in _parts(name)}
    for stranger in _strangers(text):
        if not known & {part.casefold() for part in _parts(stranger)}:
            known |= {part.casefold() for part in _parts(stranger)}
            found.append(stranger)
    return tuple(found)


def roles_in(text: str, seats: Iterable[str]) -> tuple[str, ...]:
    """Functions that a text names, such as "the quality manager" or one of the seats; each once."""
    said = text.casefold()
    held = (seat.casefold() for seat in seats if len(seat) > 2 and seat.casefold() in said)
    found = [seat for seat in held if re.search(rf"(?<!\w){re.escape(seat)}(?!\w)", said)]
    found += [match[0].casefold().strip() for match in _ROLES.finditer(text)]
    return tuple(one for one in dict.fromkeys(found) if not any(one != other and one in other for other in found))


def _names(name: str, text: str) -> bool:
    """True where a text holds a name: whole, the family name, or the first name written large."""
    parts = _parts(name)
    if not parts:
        return False
    if _word(" ".join(parts), text, small=True):
        return True
    last = parts[-1]
    small = len(last) >= 4 and last.casefold() not in _ALSO_WORDS
    return _word(last, text, small=small) or (
        len(parts) > 1 and len(parts[0]) > 2 and _word(parts[0], text, small=False)
    )


def _word(word: str, text: str, *, small: bool) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE if small else 0))


def _strangers(text: str) -> Iterator[str]:
    for titled in _TITLED.finditer(text):
        name = titled["name"]
        if name[0].isupper() and name.split()[0].casefold() not in _NO_NAMES:
            yield name
    for written in _WRITTEN.finditer(text):
        if not {written["first"].casefold(), written["last"].casefold()} & _NO_NAMES:
            yield f"{written['first']} {written['last']}"


def _parts(name: str) -> list[str]:
    """The parts of a name, without titles and what stands in brackets or after a comma."""
    bare = re.sub(r"\(.*?\)|,.*", "", name)
    return [
        part
        for part in bare.split()
        if part.rstrip(".").casefold() not in ("dr", "prof", "mr", "mrs", "ms", "herr", "frau", "med")
    ]
