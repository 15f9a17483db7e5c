"""The domain of a website as written in a cell."""

import re
from functools import lru_cache

from app.intake.cleaning.text import meant

_PLAIN = re.compile(r"(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,24}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}|[^\W_][\w.-]*\.[^\W\d_]{2,24}")


@lru_cache(maxsize=65536)
def clean_domain(text: str) -> str:
    """`https://www.Lab.example/de?x=1` becomes `lab.example`; empty where there is no host name."""
    host = text.lower()
    if _PLAIN.fullmatch(host):
        return host.removeprefix("www.")
    host = meant(host)
    host = re.sub(r"^[a-z]+:/*", "", host).partition("/")[0].partition("?")[0].rpartition("@")[2].partition(":")[0]
    host = host.removeprefix("www.").strip(" .,;")
    return host if _HOST.fullmatch(host) else ""
