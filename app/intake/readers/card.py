"""One address card as named cells: which property goes into which column."""

import re
from collections.abc import Callable, Iterable, Sequence

from app.intake.readers.card_lines import CardLine, split_unescaped, unescaped

FIRST = (
    "First name", "Last name", "Full name", "Email", "Email 2", "Phone", "Phone 2", "Job title", "Company",
    "Department", "Street", "City", "Region", "Postal code", "Country", "Website", "Notes",
)  # fmt: skip
MOST_OF_A_KIND = 6  # a seventh telephone goes into the cell of the sixth
LEADS = frozenset({*FIRST, "Job role"})  # and the numbered ones: columns that are fields of a lead
UNREAD = "Lines that are not part of a card"
_LABEL = re.compile(r"_\$!<(.*?)>!\$_")
_SOCIAL = re.compile(
    r"//(?:[\w-]+\.)*(?:linkedin|xing|facebook|twitter|x|instagram|youtube|github|tiktok)\.com\b", re.I
)
_ALONE = {
    "NICKNAME": "Nickname", "BDAY": "Birthday", "ANNIVERSARY": "Anniversary", "CATEGORIES": "Categories",
    "GENDER": "Gender", "LANG": "Spoken language", "TZ": "Time zone", "GEO": "Coordinates", "UID": "Card UID",
    "REV": "Last modified", "CLASS": "Card class", "MAILER": "Mailer", "SORT-STRING": "Sort string",
    "RELATED": "Related persons", "IMPP": "Instant messaging", "X-SOCIALPROFILE": "Social profile",
    "SOCIALPROFILE": "Social profile", "KIND": "Card kind", "MEMBER": "Members", "PHOTO": "Photo", "LOGO": "Logo",
    "SOUND": "Sound", "KEY": "Key", "AGENT": "Assistant",
}  # fmt: skip
_SILENT = frozenset(
    {"VERSION", "PRODID", "BEGIN", "END", "X-ABLABEL", "X-ABADR", "X-ABUID", "PROFILE", "SOURCE", "XML"}
)
_FAX = frozenset({"fax", "homefax", "workfax", "otherfax"})


class Card(dict[str, str]):
    """The cells of one card by the name of their column; only filled ones are there."""

    def __init__(self) -> None:
        super().__init__()
        self._more: dict[str, tuple[list[str], set[str]]] = {}

    def put(self, column: str, text: str, between: str = "\n") -> None:
        """Add a text to a cell, below what is there, where `joined` will find it; the same text is not repeated."""
        text = text.replace("\r\n", "\n").strip()
        if not text or text == (before := self.get(column, "")):
            return
        if not before:
            self[column] = text
            return
        more, seen = self._more.setdefault(column, ([], set(before.split(between))))
        if text not in seen:
            more.extend((between, text))
            seen.update(text.split(between))

    def joined(self) -> "Card":
        """The same card, each cell with all that was put into it."""
        for column, (more, _) in self._more.items():
            self[column] = "".join((self[column], *more))
        self._more.clear()
        return self


def read_card(lines: Sequence[CardLine]) -> Card:
    """Put every property of a card into a cell; pictures, sounds and keys are left out."""
    card = Card()
    labels = {line.group: _label(line.text) for line in lines if line.group and line.name == "X-ABLABEL"}
    rest = [line for line in lines if not line.binary and line.name not in _SILENT]
    for name, take in _TAKEN.items():
        if found := [line for line in rest if line.name == name]:
            take(card, found, labels)
    for line in rest:
        if line.name not in _TAKEN:
            column = _ALONE.get(line.name) or f"{line.name} {labels.get(line.group, '')}".strip()
            card.put(column, _plain(line), ", ")
    _whose_name(card.joined(), lines)
    return card.joined()


def _label(text: str) -> str:
    found = _LABEL.fullmatch(text.strip())
    return found[1] if found else text.strip()


def _plain(line: CardLine) -> str:
    if line.name == "CATEGORIES":
        return ", ".join(line.parts(","))
    return unescaped(line.value.strip(";"))


def _name(card: Card, lines: Sequence[CardLine], labels: dict[str, str]) -> None:
    columns = ("Last name", "First name", "Middle name", "Name prefix", "Name suffix")
    for line in lines:
        parts = split_unescaped(line.value, ";")
        for i, part in enumerate(parts):
            several = [unescaped(p).strip() for p in split_unescaped(part, ",")]
            card.put(columns[min(i, 4)], " ".join(p for p in several if p), " ")


def _full_name(card: Card, lines: Sequence[CardLine], labels: dict[str, str]) -> None:
    first = min(lines, key=lambda line: line.preference)
    card.put("Full name", " ".join(first.text.split()))
    for line in lines:
        if " ".join(line.text.split()) != card.get("Full name", ""):
            card.put("Other names", " ".join(line.text.split()), ", ")


def _rank(line: CardLine, labels: dict[str, str]) -> tuple[int, int]:
    """Work before what is not said, mobile and main, before home, before other; of a kind the preferred one first."""
    said = {*line.types, labels.get(line.group, "").lower()}
    if said & {"work", "dom-work", "business", "büro", "bureau", "office", "arbeit", "travail", "trabajo", "lavoro"}:
        rank = 0
    elif said & {"home", "privat", "private", "domicile", "casa"}:
        rank = 2
    else:
        rank = 3 if said & {"other", "x-other", "autre", "andere"} else 1
    return rank, line.preference


def _numbered(card: Card, name: str, texts: Iterable[str]) -> None:
    different = list(dict.fromkeys(text for text in texts if text))
    for i, text in enumerate(different):
        number = min(i + 1, MOST_OF_A_KIND)
        card.put(name if number == 1 else f"{name} {number}", text, "; ")


def _addresses(card: Card, lines: Sequence[CardLine], labels: dict[str, str]) -> None:
    ordered = sorted(lines, key=lambda line: _rank(line, labels))
    _numbered(card, "Email", (_without_scheme(line.text, "mailto:") for line in ordered))


def _phones(card: Card, lines: Sequence[CardLine], labels: dict[str, str]) -> None:
    ordered = sorted(lines, key=lambda line: _rank(line, labels))
    faxes: list[str] = []
    pagers: list[str] = []
    phones: list[str] = []
    for line in ordered:
        said = {*line.types, labels.get(line.group, "").lower()}
        kind = faxes if said & _FAX and not said & {"voice", "cell"} else pagers if "pager" in said else phones
        kind.append(_without_scheme(line.text, "tel:").replace(";ext=", " ext. "))
    _numbered(card, "Phone", phones)
    for column, numbers in (("Fax", faxes), ("Pager", pagers)):
        for number in numbers:
            card.put(column, number, "; ")


def _without_scheme(text: str, scheme: str) -> str:
    text = text.strip()
    return text[len(scheme) :] if text.lower().startswith(scheme) else text


def _places(card: Card, lines: Sequence[CardLine], labels: dict[str, str]) -> None:
    columns = ("Street", "Street", "Street", "City", "Region", "Postal code", "Country")
    filled = [line for line in lines if line.value.strip("; \t")]
    for i, line in enumerate(sorted(filled, key=lambda line: _rank(line, labels))):
        parts = [" ".join(part.split()) for part in line.parts()]
        if i == 0:
            for place, part in enumerate(parts):
                card.put(columns[min(place, 6)], part, ", ")
        else:
            card.put("Other addresses", ", ".join(part.strip(" ,") for part in parts if part.strip(" ,")))


def _label_of_place(card: Card, lines: Sequence[CardLine], labels: dict[str, str]) -> None:
    """An address as it is printed, which says nothing new where the address itself is there."""
    for line in lines:
        if "Street" not in card and "City" not in card:
            card.put("Street", ", ".join(filter(None, (part.strip() for part in line.text.splitlines()))))
        else:
            card.put("Address labels", line.text)


def _firm(card: Card, lines: Sequence[CardLine], labels: dict[str, str]) -> None:
    for i, line in enumerate(lines):
        firm, *departments = [" ".join(part.split()) for part in line.parts()]
        card.put("Company" if i == 0 else "Other companies", firm, ", ")
        for department in departments:
            card.put("Department", department, ", ")


def _each(column: str, between: str = ", ") -> "Callable[[Card, Sequence[CardLine], dict[str, str]], None]":
    def take(card: Card, lines: Sequence[CardLine], labels: dict[str, str]) -> None:
        for line in lines:
            card.put(column, line.text, between)

    return take


def _websites(card: Card, lines: Sequence[CardLine], labels: dict[str, str]) -> None:
    sites = []
    for line in sorted(lines, key=lambda line: _rank(line, labels)):
        if _SOCIAL.search(line.text):
            card.put("Social profile", line.text, ", ")
        else:
            sites.append(line.text.strip())
    if sites:
        card.put("Website", sites[0])
        for site in sites[1:]:
            card.put("Other web pages", site, ", ")


_TAKEN: dict[str, Callable[[Card, Sequence[CardLine], dict[str, str]], None]] = {
    "N": _name,
    "FN": _full_name,
    "EMAIL": _addresses,
    "TEL": _phones,
    "ADR": _places,
    "LABEL": _label_of_place,
    "ORG": _firm,
    "TITLE": _each("Job title"),
    "ROLE": _each("Job role"),
    "NOTE": _each("Notes", "\n"),
    "URL": _websites,
}


def _whose_name(card: Card, lines: Sequence[CardLine]) -> None:
    """A card may be of an organisation or of a list of people, and a card of 2.1 needs no full name."""
    kind = card.get("Card kind", "").lower()
    shown_as = card.get("X-ABSHOWAS", "").lower()
    if kind in ("org", "organization") or shown_as == "company":
        name = card.pop("Full name", "")
        card.setdefault("Company", name) if name else None
    elif kind == "group":
        card["Name of the group"] = card.pop("Full name", "")
        for column in ("First name", "Last name"):
            card.pop(column, None)
    elif "Full name" not in card:
        parts = ("Name prefix", "First name", "Middle name", "Last name", "Name suffix")
        card.put("Full name", " ".join(card[part] for part in parts if part in card))
