"""E-mail addresses: syntax without the network, kind, and what was probably meant: proposed and not changed."""

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from app.intake.cleaning.mail_domains import known, of_a_role, probably_meant
from app.intake.cleaning.text import one_line
from app.intake.cleaning.word_lists import word_lists
from app.language import kept_as_spoken, tr

_LONGEST_LOCAL = 64  # RFC 5321
_LONGEST_CELL = 2_000
_PLAIN = re.compile(
    r"[a-z0-9][a-z0-9_+'\-]*(?:\.[a-z0-9_+'\-]+)*@(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)
_SPLIT = re.compile(r"\s*(?:[,;|]|:::|\s/\s)\s*|\s+(?=\S+@)")
_IN_ANGLES = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_EXCHANGE = re.compile(r"(?:ex:)?/o=|imceaex", re.IGNORECASE)
_MASKED = re.compile(r"\*{2,}|•{2,}")
_REMARK = re.compile(r"\s*\([^()@]*\)")


@dataclass(frozen=True, slots=True)
class Email:
    """One cell. `address` is empty where no valid one is in it; `suggestion` is what was probably meant."""

    address: str = ""
    kind: str = ""  # personal, role, free, disposable
    others: tuple[str, ...] = ()
    remark: str = ""
    suggestion: str = ""
    rest: str = ""  # what else the cell holds, such as a phone number


@kept_as_spoken(200_000)
def check_email(text: str) -> Email:
    """Judge one cell; addresses are written in lower case."""
    plain = text.strip().lower()
    if _PLAIN.fullmatch(plain) and len(plain) <= 254 and plain.index("@") <= _LONGEST_LOCAL and "xn--" not in plain:
        return _judged(plain)
    cell = one_line(text if text.isascii() else unicodedata.normalize("NFKC", text))
    if not cell or cell.casefold() in known().placeholders:
        return Email(remark="" if not cell else tr("“{cell}” is no e-mail address", cell=cell))
    if _EXCHANGE.match(cell):
        return Email(remark=tr("an address inside an Exchange server, none that mail from outside reaches"))
    if "@" in cell and _MASKED.search(cell[:_LONGEST_CELL]):
        return Email(remark=tr("“{cell}” is hidden by the program that wrote this file", cell=cell[:80]))
    if cell[0] in "[{" and (listed := _from_json(cell)):
        return _several(listed, cell)
    return _several(_parts(cell[:_LONGEST_CELL]), cell)


def _parts(cell: str) -> list[str]:
    cell = re.sub(r"(?i)\bmailto:", "", cell)
    if cell.count("@") == 1 and cell.startswith('"'):
        return [cell]
    if found := _IN_ANGLES.findall(cell):
        return list(found)
    if cell.count("@") == 1:
        cell = re.sub(r"\s*@\s*", "@", cell)
    if not cell.startswith("("):
        cell = _REMARK.sub(" ", cell)
    return [part for part in _SPLIT.split(cell) if part]


def _from_json(cell: str) -> list[str]:
    """The values of a JSON list of addresses or of objects that hold them."""
    try:
        said = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    found = []
    for entry in said if isinstance(said, list) else [said]:
        value = entry.get("value") or entry.get("email") or entry.get("address") if isinstance(entry, dict) else entry
        if isinstance(value, str | int):
            found.append(str(value))
    return found


def _several(parts: list[str], cell: str) -> Email:
    """The first valid address; the others are kept, what is none is said."""
    good: list[str] = []
    rest: list[str] = []
    for part in parts:
        address = _valid(part) if "@" in part else ""
        if address and address not in good:
            good.append(address)
        elif not address:
            rest.append(part)
    if not good:
        return _none(cell, rest)
    first = _judged(good[0])
    remark = first.remark
    if len(good) > 1:
        remark = tr("one cell holds {count} e-mail addresses; the first is taken", count=len(good))
    return replace(first, others=tuple(good[1:]), remark=remark, rest=" ".join(rest).strip(" /,;|"))


def _none(cell: str, rest: list[str]) -> Email:
    meant = _probably_written(cell) if len(cell) <= 254 else ""
    remark = tr("“{cell}” is no valid e-mail address", cell=cell[:80])
    if meant:
        remark = tr("“{cell}” is no valid e-mail address; perhaps “{meant}” is meant", cell=cell[:80], meant=meant)
    return Email(
        remark=remark,
        suggestion=meant,
        rest=" ".join(rest) if "@" not in cell and not meant else "",
    )


def _probably_written(cell: str) -> str:
    """The address that was spelled out or mistyped: `ana at lab dot example`, `ana@lab,example`, `a@@lab..example`."""
    mended = cell.lower().strip(" .,;<>()[]'\"")
    for sign, words in (("@", word_lists("emails")["at"]), (".", word_lists("emails")["dot"])):
        spelled = "|".join(map(re.escape, words))
        mended = re.sub(
            rf"\s*[\[({{<]\s*(?:{spelled}|{re.escape(sign)})\s*[\])}}>]\s*|\s+(?:{spelled})\s+", sign, mended
        )
    mended = re.sub(r"@+", "@", mended.replace(",", "."))
    mended = re.sub(r"\.*\s*@\s*[.\-]*", "@", re.sub(r"\s*\.[\s.]*", ".", mended)).removeprefix("at)").strip(" @")
    return "" if " " in mended or mended.count("@") != 1 else _valid(mended)


@lru_cache(maxsize=65536)
def _valid(part: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # slow to import; most addresses never get here

    try:
        held = validate_email(
            part.strip(" .<>'"), check_deliverability=False, allow_quoted_local=True, test_environment=True
        )
    except (EmailNotValidError, ValueError):
        return ""
    address = held.normalized.lower()
    return address if address.rindex("@") <= _LONGEST_LOCAL else ""


def _judged(address: str) -> Email:
    local, _, domain = address.rpartition("@")
    kind, meant = _kind_of(domain)
    if meant:
        return Email(
            address,
            kind,
            remark=tr("“{domain}” may be meant as “{meant}”", domain=domain, meant=meant),
            suggestion=f"{local}@{meant}",
        )
    if kind == "disposable":
        return Email(address, kind, remark=tr("a mailbox to throw away, or one that only passes messages on"))
    if kind == "made up" or local in known().made_up_mailboxes:
        kind = "free" if kind == "free" else "personal"
        return Email(address, kind, remark=tr("“{address}” looks made up to fill a form", address=address))
    if of_a_role(local):
        return Email(address, "role", remark=tr("the mailbox of a role, not of a person"))
    if not address.isascii() and any(map(_mixed_scripts, (local, domain.rpartition(".")[0]))):
        return Email(address, kind, remark=tr("the address mixes letters of two alphabets that look alike"))
    return Email(address, kind)


@lru_cache(maxsize=65536)
def _kind_of(domain: str) -> tuple[str, str]:
    """The kind of mailboxes at a domain, and the domain that was probably meant."""
    said = known()
    if domain in said.free:
        return "free", ""
    if meant := probably_meant(domain):
        return ("free" if meant in said.free else "personal"), meant
    if domain in said.disposable:
        return "disposable", ""
    return ("made up" if domain in said.made_up else "personal"), ""


def _mixed_scripts(text: str) -> bool:
    latin = any("a" <= c <= "z" for c in text)
    other = any("\u0370" <= c <= "\u04ff" for c in text)
    return latin and other


def domain_of(address: str) -> str:
    """The domain of an address where it belongs to an organisation; empty for mail that anybody can have."""
    domain = address.rpartition("@")[2]
    return domain if _kind_of(domain) == ("personal", "") and domain not in known().shared_mail else ""
