"""E-mail addresses: syntax without the network, kind, misspelt domains proposed and not changed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml

from app.intake.cleaning.text import one_line
from app.shipped import shipped

_LONGEST_LOCAL = 64  # RFC 5321
_PLAIN = re.compile(
    r"[a-z0-9][a-z0-9_+'\-]*(?:\.[a-z0-9_+'\-]+)*@(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)
_ADDRESS = re.compile(r"[^\s@,;<>()\[\]\"|:]+@[^\s@,;<>()\[\]\"|]+")
_WITHOUT_MARKS = {ord(mark): None for mark in "-_."}
_SPLIT = re.compile(r"\s*(?:[,;|]|:::|\s/\s)\s*|\s+(?=\S+@)")


@dataclass(frozen=True, slots=True)
class Email:
    """One cell. `address` is empty where no valid one is in it; `suggestion` is what was probably meant."""

    address: str = ""
    kind: str = ""  # personal, role, free
    others: tuple[str, ...] = ()
    remark: str = ""
    suggestion: str = ""
    rest: str = ""  # what else the cell holds, such as a phone number


@dataclass(frozen=True, slots=True)
class _Known:
    free: frozenset[str]
    role: frozenset[str]
    typos: Mapping[str, str]
    placeholders: frozenset[str]


@lru_cache(maxsize=1)
def known() -> _Known:
    """Free domains, role mailboxes and typing errors, from the resources."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    said = yaml.load((shipped() / "intake" / "emails.yaml").read_text(encoding="utf-8"), Loader=loader)
    return _Known(
        frozenset(said["free"]),
        frozenset(map(str, said["role"])),
        said["typos"],
        frozenset(map(str, said["placeholders"])),
    )


@lru_cache(maxsize=200_000)
def check_email(text: str) -> Email:
    """Judge one cell; addresses are written in lower case."""
    plain = text.strip().lower()
    if len(plain) <= 254 and _PLAIN.fullmatch(plain) and plain.index("@") <= _LONGEST_LOCAL:
        return _judged(plain)
    cell = one_line(text)
    if not cell or cell.casefold() in known().placeholders:
        return Email(remark="" if not cell else f"“{cell}” is no e-mail address")
    if cell[0] in "[{" and (listed := _from_json(cell)):
        return _several(listed, cell)
    return _several(_parts(cell), cell)


def _parts(cell: str) -> list[str]:
    cell = re.sub(r"(?i)\bmailto:", "", cell)
    if cell.count("@") == 1 and cell.startswith('"'):
        return [cell]
    if found := re.search(r"<\s*([^<>\s]+@[^<>\s]+)\s*>", cell):
        return [found[1]]
    return [part for part in _SPLIT.split(cell) if part]


def _from_json(cell: str) -> list[str]:
    """The values of a JSON list of addresses or of objects that hold them."""
    try:
        said = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    found = []
    for entry in said if isinstance(said, list) else [said]:
        value = entry.get("value") or entry.get("email") if isinstance(entry, dict) else entry
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
        return Email(remark=f"“{cell[:80]}” is no valid e-mail address", rest=" ".join(rest) if "@" not in cell else "")
    first = _judged(good[0])
    remark = first.remark
    if len(good) > 1:
        remark = f"one cell holds {len(good)} e-mail addresses; the first is taken"
    return Email(first.address, first.kind, tuple(good[1:]), remark, first.suggestion, " ".join(rest).strip(" /,;|"))


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
    said = known()
    if meant := said.typos.get(domain):
        return Email(address, "free", remark=f"“{domain}” may be meant as “{meant}”", suggestion=f"{local}@{meant}")
    name = local.partition("+")[0]
    if name in said.role or name.translate(_WITHOUT_MARKS) in said.role:
        return Email(address, "role", remark="the mailbox of a role, not of a person")
    if domain in said.free:
        return Email(address, "free")
    if not address.isascii() and _mixed_scripts(local):
        return Email(address, "personal", remark="the address mixes letters of two alphabets that look alike")
    return Email(address, "personal")


def _mixed_scripts(text: str) -> bool:
    latin = any("a" <= c <= "z" for c in text)
    other = any("\u0370" <= c <= "\u04ff" for c in text)
    return latin and other


def domain_of(address: str) -> str:
    """The domain of an address where it belongs to an organisation; empty for free mail."""
    domain = address.rpartition("@")[2]
    return "" if domain in known().free or domain in known().typos else domain
