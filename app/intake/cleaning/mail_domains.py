"""What is known of mail domains and mailboxes: free, thrown away, of a role, misspelt, of the same owner."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.intake.cleaning.word_lists import word_lists

_AS_BLANKS = str.maketrans("-_.", "   ")
_ALSO_NAMES = frozenset({"post", "it", "gl", "hr"})
_LONG_ENOUGH = 4  # letters; a shorter common part does not prove one owner


@dataclass(frozen=True, slots=True)
class _Known:
    free: frozenset[str]
    disposable: frozenset[str]
    made_up: frozenset[str]
    made_up_mailboxes: frozenset[str]
    role: frozenset[str]
    role_at_end: frozenset[str]
    placeholders: frozenset[str]
    not_typos: frozenset[str]
    shared_hosts: frozenset[str]
    shared_mail: frozenset[str]


@lru_cache(maxsize=1)
def known() -> _Known:
    """Domains and mailboxes from the resources."""
    said = word_lists("emails")
    return _Known(*(frozenset(map(str, said[name])) for name in _Known.__slots__))


@lru_cache(maxsize=65536)
def probably_meant(domain: str) -> str:
    """The domain of which this is a typing error; empty where it may well be right."""
    said = word_lists("emails")
    if domain in known().free or domain in known().not_typos:
        return ""
    if found := said["typos"].get(domain):
        return str(found)
    name, _, ending = domain.rpartition(".")
    if name and (right := said["endings"].get(ending)):
        mended = f"{name}.{right}"
        return probably_meant(mended) or mended
    return _nearly_free(domain)


def _nearly_free(domain: str) -> str:
    """The free mail domain that differs in one letter of its name."""
    from rapidfuzz.distance import OSA

    name, _, ending = domain.partition(".")
    if len(name) <= _LONG_ENOUGH:
        return ""
    near = (right for right in _free_names().get(ending, ()) if OSA.distance(name, right, score_cutoff=1) == 1)
    return next((f"{right}.{ending}" for right in near), "")


@lru_cache(maxsize=1)
def _free_names() -> dict[str, list[str]]:
    """Names of free mail long enough to be mistyped, by their ending."""
    names: dict[str, list[str]] = {}
    for name, _, ending in (domain.partition(".") for domain in sorted(known().free)):
        if len(name) > _LONG_ENOUGH:
            names.setdefault(ending, []).append(name)
    return names


def of_a_role(mailbox: str) -> bool:
    """True for the mailbox of a role: info, praxis, sekretariat.nord, berlin-office, info2."""
    role = known().role
    name = mailbox.partition("+")[0]
    if name.isalpha():
        return name in role
    words = name.translate(_AS_BLANKS).split()
    if name in role or "".join(words).rstrip("0123456789") in role:
        return True
    if len(words) < 2:
        return False
    return (words[0] in role and words[0] not in _ALSO_NAMES) or words[-1] in known().role_at_end


@lru_cache(maxsize=65536)
def another_owner(one: str, other: str) -> bool:
    """True where two domains seem to belong to two organisations; `lab.example` and `lab-group.example` do not."""
    if one == other or one.endswith("." + other) or other.endswith("." + one):
        return False
    here, there = _owned(one), _owned(other)
    if any(len(word) >= _LONG_ENOUGH and word in there.split("-") for word in here.split("-")):
        return False
    short, long = sorted((here.replace("-", ""), there.replace("-", "")), key=len)
    return short != long and (len(short) < _LONG_ENOUGH or short not in long)


def _owned(host: str) -> str:
    """The word that an organisation chose: `roche` of `www.roche.co.uk`."""
    suffix = _suffixes().publicsuffix(host) or ""
    return host.removesuffix(suffix).strip(".").rpartition(".")[2] or host


@lru_cache(maxsize=1)
def _suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList  # a long list; most files never need it

    return PublicSuffixList()
