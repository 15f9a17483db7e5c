"""The domain of a website as written in a cell."""

import re
from functools import lru_cache

from app.intake.cleaning.mail_domains import known
from app.intake.cleaning.text import meant

_PLAIN = re.compile(r"(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,24}")
_SHORT = 3  # letters of “de.” or “m.” before a shared host
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}|[^\W_][\w.-]*\.[^\W\d_]{2,24}")


@lru_cache(maxsize=65536)
def clean_domain(text: str) -> str:
    """`https://www.Lab.example/de?x=1` becomes `lab.example`; empty where there is no host name, or one that
    many share: a page at facebook.com, an address at gmail.com."""
    host = host_of(text)
    return _of_its_own(host) if host else ""


def host_of(text: str) -> str:
    """The host name in an address of a page or of a mailbox, whoever shares it; empty where there is none."""
    host = text.lower()
    if _PLAIN.fullmatch(host):
        return host.removeprefix("www.")
    host = meant(host)
    host = re.sub(r"^[a-z]+:/*", "", host).partition("/")[0].partition("?")[0].rpartition("@")[2].partition(":")[0]
    host = host.removeprefix("www.").strip(" .,;")
    return host if _HOST.fullmatch(host) else ""


def _of_its_own(host: str) -> str:
    said = known()
    below, _, above = host.partition(".")
    a_page = host in said.shared_hosts or (len(below) <= _SHORT and above in said.shared_hosts)
    return "" if a_page or host in said.free else host
